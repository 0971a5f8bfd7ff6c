import Ledger

/// Everybody's gaps, counted: whole numbers alone, so that people can be taken out and put in again without a trace.
struct GapTallies: Sendable {
  /// Days that the tables by days have room for.
  let days: Int
  /// Number of gaps of each customer.
  var count: [UInt32]
  /// Twice the median of each customer's gaps; 0 without a gap.
  var medianTwice: [Int32]
  /// Past gaps by number of purchases before them (1, 2, 3, 4 and more), and by days.
  var past: [UInt32]
  /// Gaps by days, each person weighing 2⁴⁰ in all.
  var weights: [Int64]
  /// People with two gaps or more, by twice their median.
  var medians: [UInt32]
  /// People with one gap, by its days.
  var pairs: [UInt32]
  /// Days from first to second purchase of each customer; 0 for who came once.
  private var first: [Int32]

  private static let person: Int64 = 1 << 40

  /// Nobody's gaps.
  init(customers: Int, days: Int) {
    self.days = days
    count = [UInt32](repeating: 0, count: customers)
    medianTwice = [Int32](repeating: 0, count: customers)
    past = [UInt32](repeating: 0, count: 4 * days)
    weights = [Int64](repeating: 0, count: days)
    medians = [UInt32](repeating: 0, count: 2 * days)
    pairs = [UInt32](repeating: 0, count: days)
    first = [Int32](repeating: 0, count: customers)
  }

  /// Counts everybody's gaps.
  mutating func addAll(_ history: PurchaseHistory) {
    var own = Room(history)
    history.start.withUnsafeBufferPointer { start in
      history.end.withUnsafeBufferPointer { end in
        for customer in 0..<history.customers where end[customer] &- start[customer] > 1 {
          set(customer, Int(start[customer])..<Int(end[customer]), history.day, &own)
        }
      }
    }
  }

  /// Counts people anew whose purchases end elsewhere: all others have the same gaps.
  mutating func replace(_ old: PurchaseHistory, _ new: PurchaseHistory) {
    var own = Room(old)
    old.end.withUnsafeBufferPointer { before in
      new.end.withUnsafeBufferPointer { after in
        for customer in 0..<min(before.count, after.count) where before[customer] != after[customer] {
          let start = Int(old.start[customer])
          take(customer, start..<Int(before[customer]), old.day, &own)
          set(customer, start..<Int(after[customer]), new.day, &own)
        }
      }
    }
  }

  /// First gaps of people whose first purchase is on a day or before it, by days.
  func firstGaps(of history: PurchaseHistory, before limit: Int32) -> [UInt32] {
    var tally = [UInt32](repeating: 0, count: days)
    tally.withUnsafeMutableBufferPointer { tally in
      first.withUnsafeBufferPointer { first in
        history.earliest.withUnsafeBufferPointer { earliest in
          for customer in 0..<first.count where first[customer] > 0 && earliest[customer] <= limit {
            tally[Int(first[customer])] &+= 1
          }
        }
      }
    }
    return tally
  }

  /// Room for one person's gaps.
  private struct Room {
    var gaps: [Int32]

    init(_ history: PurchaseHistory) {
      var longest = 0
      for customer in 0..<history.customers { longest = max(longest, history.purchaseCount(of: customer)) }
      gaps = [Int32](repeating: 0, count: longest)
    }

    /// Fills in the gaps between distinct days; returns how many.
    @inline(__always)
    mutating func fill(_ range: Range<Int>, _ day: UnsafeBufferPointer<Int32>) -> Int {
      var count = 0
      var position = range.lowerBound + 1
      while position < range.upperBound {
        let gap = day[position] &- day[position &- 1]
        position &+= 1
        guard gap > 0 else { continue }
        gaps[count] = gap
        count &+= 1
      }
      return count
    }
  }

  private mutating func set(_ customer: Int, _ range: Range<Int>, _ day: [Int32], _ own: inout Room) {
    let gaps = day.withUnsafeBufferPointer { own.fill(range, $0) }
    count[customer] = UInt32(gaps)
    first[customer] = gaps > 0 ? own.gaps[0] : 0
    guard gaps > 0 else {
      medianTwice[customer] = 0
      return
    }
    tally(gaps, own.gaps, sign: 1)
    let twice = own.gaps.withUnsafeMutableBufferPointer {
      GapTallies.medianTwice(UnsafeMutableBufferPointer(rebasing: $0[0..<gaps]))
    }
    medianTwice[customer] = twice
    if gaps >= 2 { medians[Int(twice)] &+= 1 } else { pairs[Int(twice) / 2] &+= 1 }
  }

  private mutating func take(_ customer: Int, _ range: Range<Int>, _ day: [Int32], _ own: inout Room) {
    let gaps = day.withUnsafeBufferPointer { own.fill(range, $0) }
    guard gaps > 0 else { return }
    tally(gaps, own.gaps, sign: -1)
    let twice = Int(medianTwice[customer])
    if gaps >= 2 { medians[twice] &-= 1 } else { pairs[twice / 2] &-= 1 }
  }

  /// Adds a person's gaps to the tables by days, or takes them away.
  private mutating func tally(_ gaps: Int, _ own: [Int32], sign: Int64) {
    let weight = sign &* (GapTallies.person / Int64(gaps))
    let one = UInt32(truncatingIfNeeded: sign)
    for index in 0..<gaps {
      let gap = Int(own[index])
      past[min(index, 3) &* days &+ gap] &+= one
      weights[gap] &+= weight
    }
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
