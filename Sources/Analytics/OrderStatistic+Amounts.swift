/// The two middle values and quantiles of long columns, for analyses that ask at every step.
extension OrderStatistic {
  /// The values at the lower and the upper of the two middle ranks: the same for an odd number; 0 where there are none.
  static func middle(of amounts: [Int64]) -> (lower: Int64, upper: Int64) {
    guard !amounts.isEmpty else { return (0, 0) }
    let rank = (amounts.count - 1) / 2
    let lower = amount(at: rank, of: amounts)
    guard amounts.count % 2 == 0 else { return (lower, lower) }
    // The next one is the same where enough are not above it, else the smallest of those above.
    var notAbove = 0
    var next = Int64.max
    amounts.withUnsafeBufferPointer { amounts in
      for amount in amounts {
        if amount <= lower { notAbove &+= 1 } else { next = min(next, amount) }
      }
    }
    return (lower, notAbove > rank + 1 ? lower : next)
  }

  /// The share at a rank, where those below zero count as zero; most lie between 0 and 1.
  ///
  /// Equal widths of shares hold far fewer people than equal widths of bit patterns, so that one pass leaves few.
  static func share(at rank: Int, of shares: [Double]) -> Double {
    guard !shares.isEmpty else { return 0 }
    var counts = [UInt32](repeating: 0, count: 4_097)
    var rank = min(max(0, rank), shares.count - 1)
    return shares.withUnsafeBufferPointer { shares in
      counts.withUnsafeMutableBufferPointer { counts in for share in shares { counts[bin(share)] &+= 1 } }
      var found = 0
      while rank >= Int(counts[found]) {
        rank -= Int(counts[found])
        found += 1
      }
      var near: [Double] = []
      near.reserveCapacity(Int(counts[found]))
      for share in shares where bin(share) == found { near.append(max(0, share)) }
      return fraction(at: rank, of: near)
    }
  }

  @inline(__always)
  private static func bin(_ share: Double) -> Int { Int(min(4_096, max(0, share * 4_096))) }
}
