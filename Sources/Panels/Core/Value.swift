import Ledger

/// What a column's values are: the word that JSON prints, and the rule by which they are drawn and compared.
public enum Kind: String, Sendable, CaseIterable {
  /// A number that names something (a step, a decile).
  case integer
  /// How many of something.
  case count
  /// An amount in minor units of the ledger's currency.
  case money
  /// A fraction: 0.25 is 25 %.
  case ratio
  /// Any other number.
  case number
  /// A length of time in days.
  case days
  /// A calendar day.
  case date
  /// A day with a time.
  case instant
  /// Words.
  case text
  /// What identifies a row.
  case key
}

/// One figure of a table; ``none`` where the figure does not exist, which is never the same as zero.
public enum Value: Hashable, Sendable {
  /// The figure does not exist.
  case none
  /// A whole number: kinds integer and count.
  case integer(Int)
  /// Minor units.
  case money(Int64)
  /// A fraction, a number or a length in days.
  case number(Double)
  /// A calendar day.
  case date(Day)
  /// A day and the seconds since its midnight.
  case instant(Day, Int)
  /// Words or a key.
  case text(String)

  /// A whole number that may not exist.
  public static func count(_ value: Int?) -> Value { value.map { .integer($0) } ?? .none }

  /// An amount that may not exist.
  public static func amount(_ value: Int64?) -> Value { value.map { .money($0) } ?? .none }

  /// A fraction or number that may not exist.
  public static func fraction(_ value: Double?) -> Value { value.map { .number($0) } ?? .none }

  /// A text, or ``none`` where it is empty.
  public static func words(_ value: String) -> Value { value.isEmpty ? .none : .text(value) }

  /// The figure as a floating-point number for scales and comparisons; `nil` for words and missing figures.
  public var magnitude: Double? {
    switch self {
    case .none, .text: return nil
    case .integer(let value): return Double(value)
    case .money(let value): return Double(value)
    case .number(let value): return value
    case .date(let day): return Double(day.rawValue)
    case .instant(let day, let second): return Double(day.rawValue) + Double(second) / 86_400
    }
  }
}

/// How figures are written for a person: thousands marks, no currency sign (the column's head has it), `—` for none.
public struct ValueFormat: Sendable {
  /// The currency of money values.
  public let currency: Currency

  /// A format for a ledger's figures.
  public init(currency: Currency) { self.currency = currency }

  /// The figure as a person reads it in a table.
  ///
  /// Money is shown in whole units unless `cents` is set; ratios as percent with one decimal below 10 %.
  public func text(_ value: Value, kind: Kind, cents: Bool = false) -> String {
    switch value {
    case .none: return "—"
    case .integer(let number):
      if kind == .integer { return String(number) }
      let text = (number < 0 ? "−" : "") + Digits.grouped(Int(clamping: number.magnitude))
      return kind == .days ? text + " d" : text
    case .money(let minor):
      let money = Money(minor: minor, currency: currency)
      return cents ? money.grouped : money.whole
    case .number(let number):
      switch kind {
      case .ratio: return ValueFormat.percent(number)
      case .days: return ValueFormat.decimal(number, number.magnitude < 10 ? 1 : 0) + " d"
      default: return ValueFormat.decimal(number, 2)
      }
    case .date(let day): return day.description
    case .instant(let day, let second):
      return day.description + " " + Digits.padded(second / 3_600, 2) + ":" + Digits.padded(second / 60 % 60, 2)
    case .text(let text): return text
    }
  }

  /// A fraction in percent, one decimal where it is below 10 % and not 0: `61%`, `8.2%`.
  public static func percent(_ fraction: Double) -> String {
    let percent = fraction * 100
    let decimals = percent != 0 && percent.magnitude < 9.95 ? 1 : 0
    return decimal(percent, decimals) + "%"
  }

  /// A number with a fixed count of decimals, halves away from zero, thousands marks, and a true minus sign.
  public static func decimal(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "—" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((value.magnitude * scale).rounded(.toNearestOrAwayFromZero))
    let whole = Digits.grouped(scaled / Int(scale))
    let text = decimals == 0 ? whole : whole + "." + Digits.padded(scaled % Int(scale), decimals)
    return value < 0 && scaled != 0 ? "−" + text : text
  }
}
