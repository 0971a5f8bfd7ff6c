import Ledger

/// What became of a condition on a ledger: whether it holds, and the figures that decided.
public struct CheckOutcome: Sendable {
  /// The condition as it was written.
  public let condition: String
  /// Whether it holds; `nil` where it cannot be judged: no base period, nothing to divide by.
  public let holds: Bool?
  /// How `value` and `before` are to be written.
  public let kind: CheckMetric.Kind
  /// The figure: minor units, a count, days, or a fraction for a ratio; `nil` where it does not exist.
  public let value: Double?
  /// The same figure of the base period; `nil` without `vs`.
  public let before: Double?
  /// (value − before) ÷ |before|; `nil` without `vs` or where `before` is zero.
  public let change: Double?
  /// The orders that the guard counts; `nil` for figures of the whole reading.
  public let orders: Int?
  /// Why the condition does not hold although its comparison does, or why it cannot be judged; else empty.
  public let reason: String
  /// By which day refunds count, where the figure holds any; else empty.
  public let refundRule: String

  /// Judges a condition.
  ///
  /// - Parameters:
  ///   - asOf: The last day that counts.
  ///   - today: The day by the machine's clock, for `age` alone.
  /// Complexity: O(orders).
  public init(_ condition: CheckCondition, on ledger: Ledger, asOf: Day, today: Day) {
    self.condition = condition.text
    kind = condition.metric.kind
    refundRule = condition.metric.countsRefunds ? PeriodFigures.refundRule(ledger.asOf(asOf)) : ""
    let judge = Judge(condition: condition, ledger: ledger, asOf: asOf, today: today)
    let now = judge.figures(0)
    value = now.value
    orders = condition.base == nil ? now.orders : judge.figures(1).orders
    guard let base = condition.base else {
      (before, change) = (nil, nil)
      let compared = value.map { condition.comparison.holds($0, judge.threshold) }
      let reason = value == nil ? "the figure does not exist here" : judge.refusal(orders)
      self.reason = compared == true || value == nil ? reason : ""
      holds = value == nil ? nil : compared == true && reason.isEmpty
      return
    }
    let earlier = judge.figures(1).value
    before = earlier
    change = value.flatMap { now in earlier.flatMap { $0 == 0 ? nil : (now - $0) / abs($0) } }
    let measured = condition.isPercent ? change : value.flatMap { now in earlier.map { now - $0 } }
    guard let measured, judge.isCovered else {
      holds = nil
      reason =
        judge.isCovered
        ? "the \(base == .year ? "same period a year earlier" : "period before") has nothing to compare with"
        : "the file begins too late for the \(base == .year ? "same period a year earlier" : "period before")"
      return
    }
    let compared = condition.comparison.holds(measured, condition.isPercent ? condition.value : judge.threshold)
    let refusal = judge.refusal(orders)
    reason = compared ? refusal : ""
    holds = compared && refusal.isEmpty
  }
}

/// The periods of a condition and what lies in them.
private struct Judge {
  let condition: CheckCondition
  let ledger: Ledger
  let asOf: Day
  let today: Day

  /// The value that the condition names, in the units of its figure.
  var threshold: Double {
    guard condition.metric.kind == .money else { return condition.value }
    return condition.value * Double(ledger.currency.scale)
  }

  /// The days `(after, until]` of the period, or of its base.
  private func period(_ base: Int) -> (after: Day?, until: Day) {
    let window = condition.window ?? .all
    guard base == 1 else { return (window.start(asOf: asOf), asOf) }
    if condition.base == .year {
      let end = asOf.adding(months: -12)
      return (window.start(asOf: end), end)
    }
    let end = window.start(asOf: asOf) ?? asOf
    return (window.start(asOf: end), end)
  }

  /// Whether the file reaches back to the beginning of the base period.
  var isCovered: Bool {
    guard let first = ledger.firstDay, let after = period(1).after else { return false }
    return first <= after.adding(days: 1)
  }

  func figures(_ base: Int) -> (value: Double?, orders: Int?) {
    if condition.metric.name == "age" { return (ledger.lastDay.map { Double(today - $0) }, nil) }
    switch condition.metric.origin {
    case .report(let figure):
      guard let (amount, divisor) = figure(ledger, asOf) else { return (nil, nil) }
      return (divided(amount, divisor), nil)
    case .period(let figure):
      let (after, until) = period(base)
      let figures = PeriodFigures(ledger, after: after, until: until)
      let (amount, divisor) = figure(figures)
      return (divided(amount, divisor), figures.orders)
    }
  }

  private func divided(_ amount: Int64, _ divisor: Int64) -> Double? {
    divisor > 0 ? Double(amount) / Double(divisor) : nil
  }

  /// Why the guard keeps the condition from holding; empty where it does not.
  func refusal(_ orders: Int?) -> String {
    guard let (comparison, count) = condition.guarding else { return "" }
    guard let orders else { return "n does not apply to \(condition.metric.name)" }
    return comparison.holds(Double(orders), count)
      ? "" : "too few orders to judge: n = \(Digits.grouped(orders))"
  }
}
