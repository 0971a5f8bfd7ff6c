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
    // A gap is at most one day shorter than the span, so every table by days has room for it.
    let length = max(1, history.span) + 1
    var past = [UInt32](repeating: 0, count: 4 * length)
    var weights = [Double](repeating: 0, count: length)
    var medians = [UInt32](repeating: 0, count: 2 * length)
    var pairs = [UInt32](repeating: 0, count: length)
    var followedGaps = [UInt32](repeating: 0, count: length)
    var medianTwice = [Int32](repeating: 0, count: customers)
    var longest = 0
    for customer in 0..<customers { longest = max(longest, history.purchaseCount(of: customer)) }
    var own = [Int32](repeating: 0, count: longest)
    let fullYear = history.asOf.rawValue - 365
    count = [UInt32](unsafeUninitializedCapacity: customers) { count, initialized in
      history.day.withUnsafeBufferPointer { day in
        history.start.withUnsafeBufferPointer { start in
          past.withUnsafeMutableBufferPointer { past in
            weights.withUnsafeMutableBufferPointer { weights in
              own.withUnsafeMutableBufferPointer { own in
                for customer in 0..<customers {
                  let first = Int(start[customer])
                  let end = Int(history.end[customer])
                  var gaps = 0
                  var position = first + 1
                  while position < end {
                    let gap = day[position] &- day[position - 1]
                    position &+= 1
                    guard gap > 0 else { continue }
                    past[min(gaps, 3) &* length &+ Int(gap)] &+= 1
                    own[gaps] = gap
                    gaps &+= 1
                  }
                  count[customer] = UInt32(truncatingIfNeeded: gaps)
                  guard gaps > 0 else { continue }
                  if day[first] <= fullYear { followedGaps[Int(own[0])] &+= 1 }
                  let weight = 1 / Double(gaps)
                  for index in 0..<gaps { weights[Int(own[index])] += weight }
                  let twice = PurchaseGaps.medianTwice(UnsafeMutableBufferPointer(rebasing: own[0..<gaps]))
                  medianTwice[customer] = twice
                  if gaps >= 2 { medians[Int(twice)] &+= 1 } else { pairs[Int(twice) / 2] &+= 1 }
                }
              }
            }
          }
        }
      }
      initialized = customers
    }
    self.past = (0..<4).map { Array(past[($0 * length)..<(($0 + 1) * length)]) }
    self.weights = weights
    self.medians = medians
    self.medianTwice = medianTwice
    peopleWithInterval = medians.reduce(0) { $0 + Int($1) }
    let pool = Tally(medians).medianTwice ?? Tally(pairs).medianTwice.map { $0 * 2 } ?? 360
    poolTimesFour = pool
    let followed = Tally(followedGaps)
    let firstGaps = followed.total >= 30 ? followed : Tally(self.past[0])
    firstGapTimesFour = firstGaps.medianTwice.map { $0 * 2 } ?? pool
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

  /// Twice the median of one gap or more, which are sorted by it: by insertion while they are few, as nearly always.
  private static func medianTwice(_ gaps: UnsafeMutableBufferPointer<Int32>) -> Int32 {
    var gaps = gaps
    let count = gaps.count
    if count > 64 {
      gaps.sort()
    } else {
      var sorted = 1
      while sorted < count {
        let gap = gaps[sorted]
        var hole = sorted
        while hole > 0, gaps[hole &- 1] > gap {
          gaps[hole] = gaps[hole &- 1]
          hole &-= 1
        }
        gaps[hole] = gap
        sorted &+= 1
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
