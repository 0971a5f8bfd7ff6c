import Ledger

/// Conditions on figures as ranges of figures: every comparison is one or a few of them.
enum FilterRanges {
  /// The lowest figure; below it stands what means "none".
  private static let lowest = FilterColumn.none + 1

  /// The whole numbers that meet a condition: counts, days, minor units of money, yes or no.
  static func integers(_ condition: FilterCondition, _ kind: FilterKind, asOf: Day, scale: Int64)
    -> [ClosedRange<Int64>]
  {
    let factor = kind == .money ? scale : 1
    func equal(_ literal: FilterLiteral) -> ClosedRange<Int64>? { bounds(literal, factor, asOf)?.equal }
    switch condition {
    case .compare(.equal, let literal): return [equal(literal)].compactMap { $0 }
    case .compare(let comparison, let literal):
      guard let bounds = bounds(literal, factor, asOf) else { return [] }
      let range: ClosedRange<Int64>
      switch comparison {
      case .below:
        guard bounds.first > lowest else { return [] }
        range = lowest...(bounds.first - 1)
      case .atMost:
        guard bounds.last >= lowest else { return [] }
        range = lowest...bounds.last
      case .above:
        guard bounds.last < Int64.max else { return [] }
        range = (bounds.last + 1)...Int64.max
      default: range = bounds.first...Int64.max
      }
      return [range]
    case .isIn(let literals): return literals.compactMap(equal)
    case .between(let low, let high):
      guard let low = bounds(low, factor, asOf), let high = bounds(high, factor, asOf), low.first <= high.last else {
        return []
      }
      return [low.first...high.last]
    default: return []
    }
  }

  /// The least whole number that is not below a value, and the greatest that is not above it: `first` is `last + 1`
  /// where the value lies between two.
  private struct Bounds {
    let first: Int64
    let last: Int64

    var equal: ClosedRange<Int64>? { first <= last ? first...last : nil }
  }

  private static func bounds(_ literal: FilterLiteral, _ factor: Int64, _ asOf: Day) -> Bounds? {
    switch literal {
    case .number(let number, _):
      var divisor: Int128 = 1
      for _ in 0..<number.decimals { divisor *= 10 }
      let product = Int128(number.mantissa) * Int128(factor)
      var (floor, rest) = product.quotientAndRemainder(dividingBy: divisor)
      if rest < 0 { floor -= 1 }
      let isExact = rest == 0
      rest = isExact ? floor : floor + 1
      return Bounds(first: clamped(rest), last: clamped(floor))
    case .duration(let window):
      let days = Int64(length(window, asOf))
      return Bounds(first: days, last: days)
    case .date(let date):
      let days = date.days(asOf: asOf)
      return Bounds(first: Int64(days.lowerBound), last: Int64(days.upperBound))
    case .flag(let answer): return Bounds(first: answer ? 1 : 0, last: answer ? 1 : 0)
    case .text: return nil
    }
  }

  private static func clamped(_ value: Int128) -> Int64 {
    Int64(truncatingIfNeeded: min(max(value, Int128(lowest)), Int128(Int64.max - 1)))
  }

  /// Days of a duration that ends with the as-of day.
  private static func length(_ window: Window, _ asOf: Day) -> Int {
    window.start(asOf: asOf).map { asOf - $0 } ?? Int(Int32.max)
  }

  /// The numbers that meet a condition; none of them holds what is not a number.
  static func numbers(_ condition: FilterCondition, asOf: Day) -> [ClosedRange<Double>] {
    func value(_ literal: FilterLiteral) -> Double? {
      switch literal {
      case .number(let number, let isPercent):
        // Dividing once gives the number nearest to what is written: 80% is 0.8.
        return isPercent
          ? ExactDecimal(mantissa: number.mantissa, decimals: number.decimals + 2).double : number.double
      case .duration(let window): return Double(length(window, asOf))
      default: return nil
      }
    }
    switch condition {
    case .compare(let comparison, let literal):
      guard let value = value(literal) else { return [] }
      switch comparison {
      case .equal: return [value...value]
      case .below: return [-Double.infinity...value.nextDown]
      case .atMost: return [-Double.infinity...value]
      case .above: return [value.nextUp...Double.infinity]
      case .atLeast: return [value...Double.infinity]
      }
    case .isIn(let literals): return literals.compactMap(value).map { $0...$0 }
    case .between(let low, let high):
      guard let low = value(low), let high = value(high), low <= high else { return [] }
      return [low...high]
    default: return []
    }
  }
}
