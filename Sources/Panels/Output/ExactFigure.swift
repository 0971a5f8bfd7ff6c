import Ledger

/// Figures as machines read them: no thousands marks, no rounding, a point before the decimals.
enum ExactFigure {
  /// The figure as a number or word; `nil` where it does not exist or is no finite number.
  static func text(_ value: Value, currency: Currency) -> String? {
    switch value {
    case .none: return nil
    case .integer(let number): return String(number)
    case .money(let minor): return Money(minor: minor, currency: currency).decimal
    case .number(let number): return decimal(number)
    case .date(let day): return day.description
    case .instant(let day, let second):
      return day.description + "T" + Digits.padded(second / 3_600, 2) + ":" + Digits.padded(second / 60 % 60, 2) + ":"
        + Digits.padded(second % 60, 2)
    case .text(let text): return text
    }
  }

  /// The shortest digits that read back as the same number, without a fraction where there is none.
  static func decimal(_ number: Double) -> String? {
    guard number.isFinite else { return nil }
    if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
    return number.description
  }
}
