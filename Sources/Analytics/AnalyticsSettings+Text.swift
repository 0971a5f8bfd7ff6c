import Ledger

extension AnalyticsSettings {
  /// Every setting of the analyses, in the order in which a person reads them.
  public static let entries: [Setting] = [
    Setting.purchases, Setting.lifecycle, Setting.visitStages, Setting.lifecycleGrid, Setting.periods,
    Setting.deciles, Setting.quadrants, Setting.tiers, Setting.priceOnly, Setting.discounts, Setting.rfm,
    Setting.value, Setting.cohorts, Setting.churn, Setting.movement, Setting.margin,
  ].flatMap { $0 }

  /// The settings as lines of the list; what stands there when nothing is set is read from the defaults themselves.
  public static let table: [SettingDescription] = entries.map { entry in
    SettingDescription(
      key: entry.key, accepts: entry.accepts, standard: entry.read(AnalyticsSettings()), meaning: entry.meaning)
  }

  private static let places = Dictionary(uniqueKeysWithValues: entries.indices.map { (entries[$0].key, $0) })

  /// Sets one value by name; `false` where the name is none of the analyses' settings.
  ///
  /// - Throws: `SettingError` where the value is not one that the setting accepts; nothing is changed then.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    guard let place = AnalyticsSettings.places[key] else { return false }
    let entry = AnalyticsSettings.entries[place]
    guard entry.write(&self, value) else {
      throw SettingError("\(key) cannot be “\(value)”: expected \(entry.accepts)")
    }
    return true
  }

  /// The value of a setting as it would be written, or `nil` where the name is none of the analyses' settings.
  public func value(_ key: String) -> String? {
    AnalyticsSettings.places[key].map { AnalyticsSettings.entries[$0].read(self) }
  }

  /// Hundredths of a percent as text: 4000 is `40%`, 1250 is `12.5%`.
  public static func percent(_ hundredths: Int) -> String { Setting.plain(Double(hundredths) / 100) + "%" }
}

extension Setting {
  /// What a purchase is, and which purchases the funnel counts.
  static let purchases: [Setting] = [
    .choice("purchase.unit", \.purchaseUnit, "What one purchase is: all orders of a person on one day, or each order."),
    .window("funnel.window", \.funnelWindow, "Which purchases the purchase funnel counts."),
  ]

  /// Deciles, slices and the Pareto line.
  static let deciles: [Setting] = [
    .window("deciles.window", \.decilesWindow, "Whose purchases the money deciles rank."),
    .choice("deciles.by", \.decilesBy, "What the money deciles rank by; margin needs a cost or margin.assumed."),
    .window("slices.window", \.slicesWindow, "Whose purchases the purchase deciles slice."),
    .window("pareto.window", \.paretoWindow, "Window of the Pareto line and of the Gini coefficient."),
  ]

  /// The churn list.
  static let churn: [Setting] = [
    Setting(
      "churn.preset", accepts: "default, early or wide", offers: ChurnRule.presets.map(\.name),
      "Sets due, at risk and lost together: 1, 1.5, 3 or 0.8, 1, 3 or 1, 2, 4 expected intervals."
    ) {
      $0.churn.preset
    } write: { settings, text in
      guard let preset = ChurnRule.presets.first(where: { $0.name == bare(text) }) else { return false }
      settings.churn.due = preset.bounds[0]
      settings.churn.atRisk = preset.bounds[1]
      settings.churn.lost = preset.bounds[2]
      return true
    },
    .ratio(
      "churn.due", \.churn.due, of: intervals, "Expected intervals of silence from which a customer is due."),
    .ratio(
      "churn.at_risk", \.churn.atRisk, of: intervals,
      "Expected intervals of silence from which a customer is at risk."),
    .ratio(
      "churn.lost", \.churn.lost, of: intervals, "Expected intervals of silence from which a customer is lost."),
    .whole(
      "churn.min_days", \.churn.minimumDays, 0...3_650, of: "days",
      "Days of silence before a customer can be more than due."),
    .whole(
      "churn.horizon", \.churn.horizon, 1...3_650, of: "days", "Days ahead for the probability of return."),
    .whole(
      "churn.shrink", \.churn.shrinkWeight, 1...100, of: "a number of gaps",
      "How many gaps the shop's median weighs beside a customer's own gaps."),
    .share(
      "churn.low_return", \.churn.lowReturn,
      "Probability of return below which only mass events are worth their cost."),
  ]

  /// Where margins come from.
  static let margin: [Setting] = [
    Setting(
      "margin.assumed", accepts: "off, or a share of net such as 40%", offers: ["off", "30%", "40%", "50%"],
      "Margin to assume where the file knows no cost; printed wherever it touches."
    ) {
      $0.assumedMargin.map(AnalyticsSettings.percent) ?? "off"
    } write: { settings, text in
      if bare(text) == "off" {
        settings.assumedMargin = nil
        return true
      }
      guard let share = hundredths(text) else { return false }
      settings.assumedMargin = share
      return true
    }
  ]

  private static let intervals = "a number of intervals"
}
