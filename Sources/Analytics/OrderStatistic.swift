/// The value at a rank of many whole numbers, found without sorting them.
///
/// Complexity: O(n) per 12 bits in which the numbers near the rank differ: two or three passes as a rule.
enum OrderStatistic {
  /// The number at a rank, counted from 0 for the smallest; 0 where there are none.
  static func value(at rank: Int, of keys: [UInt64]) -> UInt64 {
    guard !keys.isEmpty else { return 0 }
    var keys = keys
    var rank = min(max(0, rank), keys.count - 1)
    while true {
      var low = UInt64.max
      var high = UInt64.min
      keys.withUnsafeBufferPointer { keys in
        for key in keys {
          low = min(low, key)
          high = max(high, key)
        }
      }
      guard low < high else { return low }
      let shift = UInt64(max(0, 64 - (high - low).leadingZeroBitCount - 12))
      var counts = [Int](repeating: 0, count: 4_096)
      counts.withUnsafeMutableBufferPointer { counts in
        keys.withUnsafeBufferPointer { keys in for key in keys { counts[Int((key &- low) &>> shift)] &+= 1 } }
      }
      var bin = 0
      while rank >= counts[bin] {
        rank -= counts[bin]
        bin += 1
      }
      if shift == 0 { return low + UInt64(bin) }
      let near = counts[bin]
      keys = [UInt64](unsafeUninitializedCapacity: near + 1) { buffer, filled in
        // Each is written and counted where it is near the rank: no branch to guess.
        for key in keys where filled <= near {
          buffer[filled] = key
          filled &+= (key &- low) &>> shift == UInt64(bin) ? 1 : 0
        }
      }
    }
  }

  /// The amount at a rank, counted from 0 for the smallest.
  static func amount(at rank: Int, of amounts: [Int64]) -> Int64 {
    let key = value(at: rank, of: amounts.map { UInt64(bitPattern: $0) ^ (1 << 63) })
    return Int64(bitPattern: key ^ (1 << 63))
  }

  /// The fraction at a rank; the fractions are not below zero.
  static func fraction(at rank: Int, of fractions: [Double]) -> Double {
    // Patterns of numbers that are not negative rise with the numbers.
    Double(bitPattern: value(at: rank, of: fractions.map(\.bitPattern)))
  }

  /// The rank of the smallest value that at least a share of all do not exceed, in hundredths of a percent.
  static func rank(covering hundredths: Int, of count: Int) -> Int {
    max(0, (count * hundredths + 9_999) / 10_000 - 1)
  }
}
