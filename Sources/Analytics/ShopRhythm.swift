import Ledger

/// The rhythm of a shop's customers: what interval to expect of each, and how likely the silent return.
///
/// **Expected interval I_c.** With g gaps of own median m and the shop's median M: (g·m + w·M)/(g + w), w = 2 by default
/// (`churn.shrink`). Somebody with one purchase day is measured by the median gap from first to second purchase; see
/// ``PurchaseGaps/firstGapTimesFour``.
///
/// **Probability of return.** Kaplan–Meier over all past gaps, in four bands by the number of purchase days before the
/// gap (1, 2, 3, 4 and more), everybody's running gap censored at the as-of day: 1 − S(d + 90)/S(d) for d silent days.
/// A band is used where at least 30 of its gaps were observed longer than d, else all bands together. Where d + 90 lies
/// beyond the longest time that anybody was watched, and not everybody had come back by then, it is unknown.
public struct ShopRhythm: Sendable {
  /// The bounds and weights in force.
  public let rule: ChurnRule
  /// The survival of silence by band: after 1, 2, 3, and 4 or more purchase days.
  public let bands: [KaplanMeier]
  /// The survival of silence of all bands together.
  public let pooled: KaplanMeier

  /// Σ T: days from first purchase to the as-of day of everybody with a purchase.
  let observedDays: Int
  /// Gaps of everybody together.
  let pastGaps: Int

  // Not the history itself, which keeps the rhythms that were made of it.
  private let asOf: Int32
  private let latest: [Int32]
  private let gaps: PurchaseGaps
  /// Days that anybody may have been silent for, and one more.
  private let length: Int

  /// The rhythm of a history. Complexity: O(customers + days) once the gaps are known.
  public init(_ history: PurchaseHistory, _ rule: ChurnRule) {
    let gaps = history.gaps
    let length = max(1, history.span) + 1
    let asOf = history.asOf.rawValue
    var running = [UInt32](repeating: 0, count: 4 * length)
    var (observedDays, pastGaps) = (0, 0)
    running.withUnsafeMutableBufferPointer { running in
      history.latest.withUnsafeBufferPointer { latest in
        history.earliest.withUnsafeBufferPointer { earliest in
          gaps.count.withUnsafeBufferPointer { gaps in
            for customer in latest.indices where latest[customer] != PurchaseHistory.never {
              let count = Int(gaps[customer])
              running[min(count, 3) &* length &+ Int(asOf &- latest[customer])] &+= 1
              observedDays &+= Int(asOf &- earliest[customer])
              pastGaps &+= count
            }
          }
        }
      }
    }
    let runningOf = (0..<4).map { Array(running[($0 * length)..<(($0 + 1) * length)]) }
    func sum(_ bands: [[UInt32]]) -> [UInt32] {
      (0..<length).map { day in bands[0][day] + bands[1][day] + bands[2][day] + bands[3][day] }
    }
    bands = (0..<4).map { KaplanMeier(ended: gaps.past[$0], running: runningOf[$0]) }
    pooled = KaplanMeier(ended: sum(gaps.past), running: sum(runningOf))
    self.rule = rule
    self.observedDays = observedDays
    self.pastGaps = pastGaps
    self.asOf = asOf
    self.length = length
    latest = history.latest
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
    let last = latest[customer]
    guard last != PurchaseHistory.never else { return nil }
    return beat(last, Int(gaps.count[customer]), gaps.medianTwice[customer])
  }

  @inline(__always)
  private func beat(_ last: Int32, _ count: Int, _ medianTwice: Int32) -> Beat {
    let weight = rule.shrinkWeight
    return Beat(
      lastDay: last, days: Int(asOf &- last), gaps: count,
      numerator: count == 0
        ? gaps.firstGapTimesFour : 2 &* count &* Int(medianTwice) &+ weight &* gaps.poolTimesFour,
      denominator: count == 0 ? 4 : 4 &* (count &+ weight))
  }

  /// The first day on which a chance can be told: the horizon after the first purchase; `nil` where one can be already.
  ///
  /// Nobody can have been watched for longer than from the first purchase on.
  public func chancesFrom(_ history: PurchaseHistory) -> Day? {
    guard let first = history.firstDay, !knowsChances else { return nil }
    let day = first.adding(days: rule.horizon)
    return day > history.asOf ? day : nil
  }

  /// Whether anybody was watched for as long as the horizon, or the silence of all has ended.
  private var knowsChances: Bool {
    pooled.followUp >= rule.horizon || (pastGaps > 0 && pooled.survival(at: pooled.followUp) == 0)
  }

  /// The probability of a purchase within the horizon, from the band where it has enough gaps, else from all.
  func probability(_ beat: Beat) -> Double? {
    let band = bands[min(beat.gaps, 3)]
    return (band.atRisk(after: beat.days) >= 30 ? band : pooled)
      .eventProbability(after: beat.days, within: rule.horizon)
  }

  /// The probability of a purchase within the horizon by band and days of silence; not a number where it is unknown.
  func chances() -> [[Double]] {
    bands.indices.map { band in
      (0..<length).map { days in
        probability(Beat(lastDay: 0, days: days, gaps: band, numerator: 1, denominator: 1)) ?? .nan
      }
    }
  }

  /// The state that a ratio means: bounds belong to the later state, and nobody is more than due before `minimumDays`.
  @inline(__always)
  public func state(ratio: Double, days: Int) -> ChurnState {
    if ratio < rule.due, ratio < rule.atRisk, ratio < rule.lost { return .onTime }
    if days >= rule.minimumDays {
      if ratio >= rule.lost { return .lost }
      if ratio >= rule.atRisk { return .atRisk }
    }
    return .due
  }

  /// The position of everybody's state in `ChurnState.allCases`, ``Labelling/none`` without a purchase; and how many
  /// people are in each.
  ///
  /// Complexity: O(customers).
  func states() -> (codes: [UInt8], counts: [Int]) {
    // One-time buyers, often half of all, differ in nothing but the days of their silence.
    let once = (0..<length).map { days in
      UInt8(state(ratio: beat(asOf - Int32(days), 0, 0).ratio, days: days).index)
    }
    var counts = [Int](repeating: 0, count: ChurnState.allCases.count)
    let codes = [UInt8](unsafeUninitializedCapacity: latest.count) { codes, initialized in
      initialized = latest.count
      forEachSilence { customer, days, count, median in
        guard days >= 0 else {
          codes[customer] = Labelling.none
          return
        }
        let code =
          count == 0
          ? once[days]
          : UInt8(truncatingIfNeeded: state(ratio: beat(asOf &- Int32(days), count, median).ratio, days: days).index)
        codes[customer] = code
        counts[Int(code)] &+= 1
      }
    }
    return (codes, counts)
  }

  /// How many people have a ratio in each step from 0 on; the last one, from `end` on, is open. Complexity: O(customers).
  public func ratioCounts(step: Double, end: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: Int(end / step) + 1)
    let last = counts.count - 1
    func bin(_ ratio: Double) -> Int { min(last, Int(min(end, ratio) / step)) }
    let once = (0..<length).map { bin(beat(asOf - Int32($0), 0, 0).ratio) }
    forEachSilence { _, days, count, median in
      guard days >= 0 else { return }
      counts[count == 0 ? once[days] : bin(beat(asOf &- Int32(days), count, median).ratio)] &+= 1
    }
    return counts
  }

  /// Calls the body with each customer, days of silence (−1 without a purchase), gaps, and twice their median.
  @inline(__always)
  private func forEachSilence(_ body: (_ customer: Int, _ days: Int, _ gaps: Int, _ medianTwice: Int32) -> Void) {
    latest.withUnsafeBufferPointer { latest in
      gaps.count.withUnsafeBufferPointer { counts in
        gaps.medianTwice.withUnsafeBufferPointer { medians in
          for customer in latest.indices {
            let last = latest[customer]
            body(
              customer, last == PurchaseHistory.never ? -1 : Int(asOf &- last), Int(counts[customer]),
              medians[customer])
          }
        }
      }
    }
  }
}
