import Ledger

/// The gaps between a person's purchase days, and what they say about the shop as a whole.
///
/// Gaps are days between *distinct* purchase days, also where `purchase.unit` is `order`. Pooled figures weigh each
/// person equally, not each gap, because heavy buyers would dominate (DEFINITIONS part A, "repurchase gap").
/// Complexity: O(purchases) plus the sorting of each person's own gaps.
public struct PurchaseGaps: Sendable {
  /// Number of gaps of each customer: purchase days − 1, and 0 for people without a purchase.
  public let count: [UInt32]
  /// Twice the median of each customer's gaps, in days, so that it is whole; 0 without a gap.
  public let medianTwice: [Int32]
  /// Times four the shop's interval: the median over people of their own median gap.
  ///
  /// People with at least three purchase days; where there are none, people with two; where there are none, 90 days.
  public let poolTimesFour: Int
  /// Times four the median days from first to second purchase: what a one-time buyer is measured by.
  ///
  /// Among people whose first purchase is at least 365 days before the as-of day; among all where fewer than 30 of those
  /// came twice; the shop's interval where nobody did.
  public let firstGapTimesFour: Int
  /// People with at least three purchase days, who have an interval of their own.
  public let peopleWithInterval: Int
  /// Share of gaps between 300 and 430 days, each person weighing 1; `nil` without gaps.
  public let yearlyShare: Double?
  /// Past gaps by number of purchases before them (1, 2, 3, 4 and more), and by days.
  let past: [[UInt32]]

  private let tallies: GapTallies

  init(_ history: PurchaseHistory) {
    var tallies = GapTallies(customers: history.customers, days: max(1, history.span) + 1)
    tallies.addAll(history)
    self.init(tallies, history)
  }

  /// The gaps of a history that shares its columns with another one whose gaps are known: only people who lost
  /// purchases are looked at anew. Complexity: O(customers) looks at one column, plus the purchases of those people.
  init(_ history: PurchaseHistory, from whole: PurchaseHistory) {
    var tallies = whole.gaps.tallies
    tallies.replace(whole, history)
    self.init(tallies, history)
  }

  private init(_ tallies: GapTallies, _ history: PurchaseHistory) {
    let length = max(1, history.span) + 1
    self.tallies = tallies
    count = tallies.count
    medianTwice = tallies.medianTwice
    // As many days as this history has, which may be more than the tables have where it ends later.
    past = (0..<4).map { band in
      let known = tallies.past[(band * tallies.days)..<(band * tallies.days + min(length, tallies.days))]
      return Array(known) + [UInt32](repeating: 0, count: max(0, length - tallies.days))
    }
    peopleWithInterval = tallies.medians.reduce(0) { $0 + Int($1) }
    let pool = Tally(tallies.medians).medianTwice ?? Tally(tallies.pairs).medianTwice.map { $0 * 2 } ?? 360
    poolTimesFour = pool
    let followed = Tally(tallies.firstGaps(of: history, before: history.asOf.rawValue - 365))
    let firstGaps = followed.total >= 30 ? followed : Tally(past[0])
    firstGapTimesFour = firstGaps.medianTwice.map { $0 * 2 } ?? pool
    let total = tallies.weights.reduce(0, +)
    yearlyShare =
      total > 0 ? Double(tallies.weights.dropFirst(300).prefix(131).reduce(0, +)) / Double(total) : nil
  }

  /// The shop's interval in days.
  public var pool: Double { Double(poolTimesFour) / 4 }

  /// Whether most gaps are about a year: seasonal goods.
  public var isYearly: Bool { (yearlyShare ?? 0) > 0.5 }

  /// The smallest gap in days that covers a share of all gaps, each person weighing 1; `nil` without gaps.
  public func percentile(_ share: Double) -> Int? {
    let total = Double(tallies.weights.reduce(0, +))
    guard total > 0 else { return nil }
    // Parts of a person are rounded; the tolerance keeps a border that is met exactly from being missed by it.
    let target = share * total - 1e-9 * total
    var sum: Int64 = 0
    for (gap, weight) in tallies.weights.enumerated() where weight > 0 {
      sum += weight
      if Double(sum) >= target { return gap }
    }
    return nil
  }

  /// The smallest own median gap, in days, that covers a share of the people with an interval; `nil` without any.
  public func medianPercentile(_ share: Double) -> Double? {
    var sum = 0
    let target = share * Double(peopleWithInterval)
    for (twice, people) in tallies.medians.enumerated() where people > 0 {
      sum += Int(people)
      if Double(sum) >= target - 1e-9 { return Double(twice) / 2 }
    }
    return nil
  }
}

/// How often each whole number occurs.
struct Tally {
  let counts: [UInt32]
  let total: Int

  init(_ counts: [UInt32]) {
    self.counts = counts
    total = counts.reduce(0) { $0 + Int($1) }
  }

  /// Twice the median, `nil` where nothing was counted.
  var medianTwice: Int? {
    guard total > 0 else { return nil }
    return value(at: (total - 1) / 2) + value(at: total / 2)
  }

  private func value(at rank: Int) -> Int {
    var sum = 0
    for (value, count) in counts.enumerated() {
      sum += Int(count)
      if sum > rank { return value }
    }
    return counts.count - 1
  }
}
