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

  private let weights: [Double]
  private let medians: [UInt32]

  init(_ history: PurchaseHistory) {
    let customers = history.customers
    let longest = max(1, history.span)
    var past = [[UInt32]](repeating: [UInt32](repeating: 0, count: longest + 1), count: 4)
    var weights = [Double](repeating: 0, count: longest + 1)
    var medians = [UInt32](repeating: 0, count: 2 * longest + 1)
    var pairs = [UInt32](repeating: 0, count: longest + 1)
    var firstGaps = [UInt32](repeating: 0, count: longest + 1)
    var followedGaps = [UInt32](repeating: 0, count: longest + 1)
    var count = [UInt32](repeating: 0, count: customers)
    var medianTwice = [Int32](repeating: 0, count: customers)
    var own: [Int32] = []
    let fullYear = history.asOf.rawValue - 365
    history.day.withUnsafeBufferPointer { day in
      history.start.withUnsafeBufferPointer { start in
        for customer in 0..<customers {
          let range = Int(start[customer])..<Int(start[customer + 1])
          guard range.count > 1 else { continue }
          own.removeAll(keepingCapacity: true)
          for position in range.dropFirst() {
            let gap = day[position] &- day[position - 1]
            guard gap > 0 else { continue }
            past[min(own.count, 3)][Int(gap)] += 1
            if own.isEmpty {
              firstGaps[Int(gap)] += 1
              if day[range.lowerBound] <= fullYear { followedGaps[Int(gap)] += 1 }
            }
            own.append(gap)
          }
          guard !own.isEmpty else { continue }
          let weight = 1 / Double(own.count)
          for gap in own { weights[Int(gap)] += weight }
          let twice = PurchaseGaps.medianTwice(&own)
          count[customer] = UInt32(own.count)
          medianTwice[customer] = twice
          if own.count >= 2 { medians[Int(twice)] += 1 } else { pairs[Int(twice) / 2] += 1 }
        }
      }
    }
    self.past = past
    self.weights = weights
    self.medians = medians
    self.count = count
    self.medianTwice = medianTwice
    peopleWithInterval = medians.reduce(0) { $0 + Int($1) }
    let pool = Tally(medians).medianTwice ?? Tally(pairs).medianTwice.map { $0 * 2 } ?? 360
    poolTimesFour = pool
    let followed = Tally(followedGaps)
    firstGapTimesFour = (followed.total >= 30 ? followed : Tally(firstGaps)).medianTwice.map { $0 * 2 } ?? pool
    let total = weights.reduce(0, +)
    yearlyShare = total > 0 ? weights.dropFirst(300).prefix(131).reduce(0, +) / total : nil
  }

  /// The shop's interval in days.
  public var pool: Double { Double(poolTimesFour) / 4 }

  /// Whether most gaps are about a year: seasonal goods.
  public var isYearly: Bool { (yearlyShare ?? 0) > 0.5 }

  /// The smallest gap in days that covers a share of all gaps, each person weighing 1; `nil` without gaps.
  public func percentile(_ share: Double) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    // Sums of 1/g carry rounding; the tolerance keeps a border that is met exactly from being missed by it.
    let target = share * total - 1e-9 * total
    var sum = 0.0
    for (gap, weight) in weights.enumerated() where weight > 0 {
      sum += weight
      if sum >= target { return gap }
    }
    return nil
  }

  /// The smallest own median gap, in days, that covers a share of the people with an interval; `nil` without any.
  public func medianPercentile(_ share: Double) -> Double? {
    var sum = 0
    let target = share * Double(peopleWithInterval)
    for (twice, people) in medians.enumerated() where people > 0 {
      sum += Int(people)
      if Double(sum) >= target - 1e-9 { return Double(twice) / 2 }
    }
    return nil
  }

  /// Twice the median of some gaps, which are sorted by it.
  static func medianTwice(_ gaps: inout [Int32]) -> Int32 {
    let count = gaps.count
    gaps.withUnsafeMutableBufferPointer { gaps in
      if gaps.count > 24 {
        gaps.sort()
        return
      }
      var sorted = 1
      while sorted < gaps.count {
        let gap = gaps[sorted]
        var hole = sorted
        while hole > 0, gaps[hole - 1] > gap {
          gaps[hole] = gaps[hole - 1]
          hole -= 1
        }
        gaps[hole] = gap
        sorted += 1
      }
    }
    return count % 2 == 1 ? 2 * gaps[count / 2] : gaps[count / 2 - 1] + gaps[count / 2]
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
