import Ledger

/// The rhythm of a shop's customers: what interval to expect of each, and how likely the silent return.
///
/// **Expected interval I_c.** With g gaps of own median m and the shop's median M: (g·m + w·M)/(g + w), w = 2 by default
/// (`churn.shrink`). Somebody with one purchase day is measured by the median gap from first to second purchase; see
/// ``PurchaseGaps/firstGapTimesFour``.
///
/// **Probability of return.** Kaplan–Meier over all past gaps, in four bands by the number of purchase days before the
/// gap (1, 2, 3, 4 and more), everybody's running gap censored at the as-of day: 1 − S(d + 90)/S(d) for d silent days.
/// A band is used where at least 30 of its gaps were observed longer than d, else all bands together.
public struct ShopRhythm: Sendable {
  /// The bounds and weights in force.
  public let rule: ChurnRule
  /// The survival of silence by band: after 1, 2, 3, and 4 or more purchase days.
  public let bands: [KaplanMeier]
  /// The survival of silence of all bands together.
  public let pooled: KaplanMeier

  private let history: PurchaseHistory
  private let gaps: PurchaseGaps

  /// The rhythm of a history. Complexity: O(customers + days) once the gaps are known.
  public init(_ history: PurchaseHistory, _ rule: ChurnRule) {
    let gaps = history.gaps
    let length = max(1, history.span) + 1
    var running = [[UInt32]](repeating: [UInt32](repeating: 0, count: length), count: 4)
    for customer in 0..<history.customers {
      let range = history.purchases(of: customer)
      guard let last = range.last else { continue }
      running[min(Int(gaps.count[customer]), 3)][Int(history.asOf.rawValue - history.day[last])] += 1
    }
    func sum(_ bands: [[UInt32]]) -> [UInt32] {
      (0..<length).map { day in bands.reduce(0) { $0 + $1[day] } }
    }
    bands = (0..<4).map { KaplanMeier(ended: gaps.past[$0], running: running[$0]) }
    pooled = KaplanMeier(ended: sum(gaps.past), running: sum(running))
    self.rule = rule
    self.history = history
    self.gaps = gaps
  }

  /// The shop's interval in days: the median over people of their own median gap.
  public var interval: Double { gaps.pool }

  /// What a one-time buyer is measured by: the median days from first to second purchase.
  public var firstGap: Double { Double(gaps.firstGapTimesFour) / 4 }

  /// The rhythm of a customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func rhythm(of customer: Int) -> Rhythm? {
    guard let beat = beat(of: customer) else { return nil }
    let last = Day(rawValue: beat.lastDay)
    return Rhythm(
      lastPurchase: last, daysSince: beat.days, purchases: beat.gaps + 1, interval: beat.interval, ratio: beat.ratio,
      state: state(ratio: beat.ratio, days: beat.days), pReturn: probability(beat),
      nextExpected: last.adding(days: Int(beat.interval.rounded())))
  }

  /// What a rhythm is made of, before anything is looked up.
  struct Beat {
    let lastDay: Int32
    let days: Int
    let gaps: Int
    /// The interval as whole numbers: a ratio that is exactly 1.5 must come out as 1.5.
    let numerator: Int
    let denominator: Int

    var interval: Double { Double(numerator) / Double(denominator) }
    var ratio: Double { Double(days * denominator) / Double(numerator) }
  }

  @inline(__always)
  func beat(of customer: Int) -> Beat? {
    let end = Int(history.end[customer])
    guard end > Int(history.start[customer]) else { return nil }
    let last = history.day[end - 1]
    let count = Int(gaps.count[customer])
    let weight = rule.shrinkWeight
    return Beat(
      lastDay: last, days: Int(history.asOf.rawValue - last), gaps: count,
      numerator: count == 0
        ? gaps.firstGapTimesFour : 2 * count * Int(gaps.medianTwice[customer]) + weight * gaps.poolTimesFour,
      denominator: count == 0 ? 4 : 4 * (count + weight))
  }

  /// The probability of a purchase within the horizon, from the band where it has enough gaps, else from all.
  func probability(_ beat: Beat) -> Double? {
    let band = bands[min(beat.gaps, 3)]
    return (band.atRisk(after: beat.days) >= 30 ? band : pooled)
      .eventProbability(after: beat.days, within: rule.horizon)
  }

  /// The state that a ratio means: bounds belong to the later state, and nobody is more than due before `minimumDays`.
  public func state(ratio: Double, days: Int) -> ChurnState {
    if ratio < rule.due, ratio < rule.atRisk, ratio < rule.lost { return .onTime }
    if days >= rule.minimumDays {
      if ratio >= rule.lost { return .lost }
      if ratio >= rule.atRisk { return .atRisk }
    }
    return .due
  }
}
