/// Percentiles without sorting.
///
/// The mid-rank percentile of a value among n is (values below it + half of the values equal to it, itself included) ÷
/// n, as hundredths of a percent. Values are compared by their first twelve binary digits: whole numbers below 4,096 are
/// exact, larger ones and fractions are taken for equal where they differ by less than one part in 2,048. So equal
/// people are always treated equally.
enum MidRanks {
  /// What stands for no value.
  static let none = UInt16.max

  static let buckets = 1 << 20

  /// The percentiles of values, `none` for those that are not a number.
  ///
  /// Complexity: O(n), and a million steps for the table.
  static func percentiles(_ values: [Float]) -> [UInt16] {
    var counts = [UInt32](repeating: 0, count: buckets)
    var total = 0
    var low = buckets - 1
    var high = 0
    values.withUnsafeBufferPointer { values in
      counts.withUnsafeMutableBufferPointer { counts in
        for value in values where value == value {
          let bucket = bucket(value)
          counts[bucket] &+= 1
          low = min(low, bucket)
          high = max(high, bucket)
          total &+= 1
        }
      }
    }
    guard total > 0 else { return [UInt16](repeating: none, count: values.count) }
    counts.withUnsafeMutableBufferPointer {
      rank(UnsafeMutableBufferPointer(rebasing: $0[low...high]), total: total)
    }
    return values.withUnsafeBufferPointer { values in
      counts.withUnsafeBufferPointer { table in
        [UInt16](unsafeUninitializedCapacity: values.count) { result, count in
          for index in 0..<values.count {
            let value = values[index]
            result.initializeElement(
              at: index, to: value == value ? UInt16(truncatingIfNeeded: table[bucket(value)]) : none)
          }
          count = values.count
        }
      }
    }
  }

  /// Makes counts of values, in an order that rises with them, the percentiles of these values.
  static func rank(_ counts: UnsafeMutableBufferPointer<UInt32>, total: Int) {
    var before = 0
    let scale = total > 0 ? 10_000 / Double(total) : 0
    for place in 0..<counts.count where counts[place] > 0 {
      let count = Int(counts[place])
      counts[place] = UInt32(((Double(before) + Double(count) / 2) * scale).rounded())
      before += count
    }
  }

  /// The same of an array.
  static func rank(_ counts: inout [UInt32], total: Int) {
    counts.withUnsafeMutableBufferPointer { rank($0, total: total) }
  }

  /// The place of a whole number that is not below zero among such numbers: itself below 4,096, then by its bucket.
  @inline(__always)
  static func place(_ value: Int) -> Int {
    value < 4_096 ? value : 4_096 &+ bucket(Float(value)) &- bucket(4_096)
  }

  /// The first twenty bits of a number, in an order that rises with it; both zeros are one.
  @inline(__always)
  static func bucket(_ value: Float) -> Int {
    let bits = (value + 0).bitPattern
    let ordered = bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
    return Int(ordered >> 12)
  }
}
