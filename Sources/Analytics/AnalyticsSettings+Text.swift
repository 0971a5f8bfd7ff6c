import Ledger

extension AnalyticsSettings {
  /// The settings of the analyses, in the order in which a person reads them.
  public static let table: [SettingDescription] = [
    .init(
      key: "purchase.unit", accepts: "day or order", standard: "day",
      meaning: "What one purchase is: all orders of a person on one day, or each order."),
    .init(
      key: "funnel.window", accepts: windows, standard: "all",
      meaning: "Which purchases the purchase funnel counts."),
    .init(
      key: "lifecycle.months", accepts: "three rising numbers of months, such as 1,4,10", standard: "1,4,10",
      meaning: "Last month of Active, Silent and Sleeping; later is Churned."),
    .init(
      key: "deciles.window", accepts: windows, standard: "365d",
      meaning: "Whose purchases the money deciles rank."),
    .init(
      key: "deciles.by", accepts: "net or margin", standard: "net",
      meaning: "What the money deciles rank by; margin needs a cost or margin.assumed."),
    .init(
      key: "slices.window", accepts: windows, standard: "365d",
      meaning: "Whose purchases the purchase deciles slice."),
    .init(
      key: "pareto.window", accepts: windows, standard: "365d",
      meaning: "Window of the Pareto line and of the Gini coefficient."),
    .init(
      key: "churn.preset", accepts: "default, early or wide", standard: "default",
      meaning: "Sets due, at risk and lost together: 1, 1.5, 3 or 0.8, 1, 3 or 1, 2, 4 expected intervals."),
    .init(
      key: "churn.due", accepts: ratios, standard: "1",
      meaning: "Expected intervals of silence from which a customer is due."),
    .init(
      key: "churn.at_risk", accepts: ratios, standard: "1.5",
      meaning: "Expected intervals of silence from which a customer is at risk."),
    .init(
      key: "churn.lost", accepts: ratios, standard: "3",
      meaning: "Expected intervals of silence from which a customer is lost."),
    .init(
      key: "churn.min_days", accepts: "days, 0 to 3650", standard: "7",
      meaning: "Days of silence before a customer can be more than due."),
    .init(
      key: "churn.horizon", accepts: "days, 1 to 3650", standard: "90",
      meaning: "Days ahead for the probability of return."),
    .init(
      key: "churn.shrink", accepts: "a number of gaps, 1 to 100", standard: "2",
      meaning: "How many gaps the shop's median weighs beside a customer's own gaps."),
    .init(
      key: "churn.low_return", accepts: "a share, such as 2%", standard: "2%",
      meaning: "Probability of return below which only mass events are worth their cost."),
    .init(
      key: "margin.assumed", accepts: "off, or a share of net such as 40%", standard: "off",
      meaning: "Margin to assume where the file knows no cost; printed wherever it touches."),
  ]

  private static let windows = "365d, 6mo, 2y or all"
  private static let ratios = "a number of intervals, above 0 up to 100"

  /// Sets one value by name; `false` where the name is none of the analyses' settings.
  ///
  /// - Throws: `SettingError` where the value is not one that the setting accepts; nothing is changed then.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    switch key {
    case "purchase.unit": purchaseUnit = try Self.choice(key, value)
    case "funnel.window": funnelWindow = try Self.window(key, value)
    case "lifecycle.months": lifecycleMonths = try Self.months(key, value)
    case "deciles.window": decilesWindow = try Self.window(key, value)
    case "deciles.by": decilesBy = try Self.choice(key, value)
    case "slices.window": slicesWindow = try Self.window(key, value)
    case "pareto.window": paretoWindow = try Self.window(key, value)
    case "churn.preset":
      guard let preset = ChurnRule.presets.first(where: { $0.name == Self.bare(value) }) else {
        throw Self.refused(key, value)
      }
      churn.due = preset.bounds[0]
      churn.atRisk = preset.bounds[1]
      churn.lost = preset.bounds[2]
    case "churn.due": churn.due = try Self.ratio(key, value)
    case "churn.at_risk": churn.atRisk = try Self.ratio(key, value)
    case "churn.lost": churn.lost = try Self.ratio(key, value)
    case "churn.min_days": churn.minimumDays = try Self.whole(key, value, 0...3_650)
    case "churn.horizon": churn.horizon = try Self.whole(key, value, 1...3_650)
    case "churn.shrink": churn.shrinkWeight = try Self.whole(key, value, 1...100)
    case "churn.low_return": churn.lowReturn = Double(try Self.share(key, value)) / 10_000
    case "margin.assumed": assumedMargin = Self.bare(value) == "off" ? nil : try Self.share(key, value)
    default: return false
    }
    return true
  }

  /// The value of a setting as it would be written, or `nil` where the name is none of the analyses' settings.
  public func value(_ key: String) -> String? {
    switch key {
    case "purchase.unit": return purchaseUnit.rawValue
    case "funnel.window": return funnelWindow.description
    case "lifecycle.months": return lifecycleMonths.map(String.init).joined(separator: ",")
    case "deciles.window": return decilesWindow.description
    case "deciles.by": return decilesBy.rawValue
    case "slices.window": return slicesWindow.description
    case "pareto.window": return paretoWindow.description
    case "churn.preset": return churn.preset
    case "churn.due": return Self.plain(churn.due)
    case "churn.at_risk": return Self.plain(churn.atRisk)
    case "churn.lost": return Self.plain(churn.lost)
    case "churn.min_days": return String(churn.minimumDays)
    case "churn.horizon": return String(churn.horizon)
    case "churn.shrink": return String(churn.shrinkWeight)
    case "churn.low_return": return Self.percent(Int((churn.lowReturn * 10_000).rounded()))
    case "margin.assumed": return assumedMargin.map(Self.percent) ?? "off"
    default: return nil
    }
  }

  /// Hundredths of a percent as text: 4000 is `40%`, 1250 is `12.5%`.
  public static func percent(_ hundredths: Int) -> String { plain(Double(hundredths) / 100) + "%" }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }

  private static func bare(_ text: String) -> String { text.lowercased().filter { $0 != " " } }

  private static func refused(_ key: String, _ value: String) -> SettingError {
    let accepts = table.first { $0.key == key }?.accepts ?? "another value"
    return SettingError("\(key) cannot be “\(value)”: expected \(accepts)")
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ key: String, _ value: String
  ) throws(SettingError) -> Choice {
    guard let choice = Choice(rawValue: bare(value)) else { throw refused(key, value) }
    return choice
  }

  private static func window(_ key: String, _ value: String) throws(SettingError) -> Window {
    guard let window = Window(value) else { throw refused(key, value) }
    return window
  }

  private static func months(_ key: String, _ value: String) throws(SettingError) -> [Int] {
    let parts = bare(value).filter { $0 != "[" && $0 != "]" }.split(separator: ",", omittingEmptySubsequences: false)
    let months = parts.compactMap { Int($0) }
    guard months.count == 3, parts.count == 3, months[0] >= 1, months[0] < months[1], months[1] < months[2],
      months[2] <= 1_200
    else { throw refused(key, value) }
    return months
  }

  private static func ratio(_ key: String, _ value: String) throws(SettingError) -> Double {
    guard let ratio = Double(bare(value)), ratio > 0, ratio <= 100 else { throw refused(key, value) }
    return ratio
  }

  private static func whole(_ key: String, _ value: String, _ range: ClosedRange<Int>) throws(SettingError) -> Int {
    let digits = bare(value)
    guard let number = Int(digits.hasSuffix("d") ? String(digits.dropLast()) : digits), range.contains(number) else {
      throw refused(key, value)
    }
    return number
  }

  /// A share in hundredths of a percent. `0.4` alone is refused: it may mean 40 % or 0.4 %.
  private static func share(_ key: String, _ value: String) throws(SettingError) -> Int {
    let text = bare(value)
    let isMarked = text.hasSuffix("%")
    guard let number = Double(isMarked ? String(text.dropLast()) : text), number >= 0, number <= 100,
      isMarked || number >= 1
    else { throw refused(key, value) }
    return Int((number * 100).rounded())
  }
}
