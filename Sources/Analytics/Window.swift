import Ledger

/// A stretch of time that ends with the as-of day: `(a, b]`, without its first day and with its last.
///
/// Written as `365d`, `6mo`, `2y` or `all`. Months are calendar months with end-of-month clamping (DEFINITIONS B.0);
/// `all` is the whole file up to the as-of day.
public enum Window: Hashable, Sendable {
  /// Everything up to the as-of day.
  case all
  /// This many days up to the as-of day.
  case days(Int)
  /// This many calendar months up to the as-of day.
  case months(Int)

  /// The day `a` that the window just leaves out, or `nil` where it reaches back to the beginning of the file.
  public func start(asOf: Day) -> Day? {
    switch self {
    case .all: return nil
    case .days(let count): return asOf.adding(days: -count)
    case .months(let count): return asOf.adding(months: -count)
    }
  }

  /// Whether a day lies in the window that ends with `asOf`.
  public func contains(day: Day, asOf: Day) -> Bool {
    guard day <= asOf else { return false }
    guard let start = start(asOf: asOf) else { return true }
    return day > start
  }
}

extension Window: CustomStringConvertible, LosslessStringConvertible {
  /// As it is written in settings: `365d`, `6mo`, `2y`, `all`.
  public var description: String {
    switch self {
    case .all: return "all"
    case .days(let count): return "\(count)d"
    case .months(let count): return count > 12 && count % 12 == 0 ? "\(count / 12)y" : "\(count)mo"
    }
  }

  /// Reads `365d`, `8w`, `6mo`, `2y` or `all`, any case, blanks ignored; `nil` for anything else and for zero.
  ///
  /// At most 100 years, so that a window can never leave the calendar.
  public init?(_ text: String) {
    let compact = text.lowercased().filter { $0 != " " }
    if compact == "all" {
      self = .all
      return
    }
    let digits = compact.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), count > 0, count <= 36_525 else { return nil }
    switch compact.dropFirst(digits.count) {
    case "d", "day", "days": self = .days(count)
    case "w", "week", "weeks":
      guard count <= 5_217 else { return nil }
      self = .days(count * 7)
    case "mo", "month", "months":
      guard count <= 1_200 else { return nil }
      self = .months(count)
    case "y", "year", "years":
      guard count <= 100 else { return nil }
      self = .months(count * 12)
    default: return nil
    }
  }

  /// The window as a person reads it: `all time`, `365 days`, `6 months`, `2 years`.
  public var phrase: String {
    switch self {
    case .all: return "all time"
    case .days(let count): return count == 1 ? "1 day" : "\(count) days"
    case .months(let count):
      if count > 12, count % 12 == 0 { return "\(count / 12) years" }
      return count == 1 ? "1 month" : "\(count) months"
    }
  }
}
