/// Percentiles without sorting.
///
/// The mid-rank percentile of a value among n is (values below it + half of the values equal to it, itself included) ÷
/// n, as hundredths of a percent. Values are compared by their first twelve binary digits: whole numbers below 65,536 are
/// exact, fractions are taken for equal where they differ by less than one part in 2,048; amounts are ranked exactly by
/// ``exactPercentiles(_:zeros:)``. So equal people are always treated equally.
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

  /// The exact percentiles of values among each other and `zeros` more that are zero, `none` for those that are not a
  /// number.
  ///
  /// Values are counted by their bucket. Only where the people of one bucket would differ are they sorted: a percentile
  /// has ten thousand values, so that of a large shop few buckets hold more than one of them.
  /// Complexity: O(n), and the sorting of those.
  static func exactPercentiles(_ values: [Double], zeros: Int = 0) -> [UInt16] {
    exact(values, zeros: zeros).percentiles
  }

  /// The same, with the percentile of zero.
  static func exact(_ values: [Double], zeros: Int) -> (percentiles: [UInt16], ofZero: UInt16) {
    var counts = [UInt32](repeating: 0, count: buckets)
    let zero = bucket(0)
    counts[zero] = UInt32(zeros)
    var total = zeros
    for value in values where value == value {
      counts[bucket(Float(value))] &+= 1
      total += 1
    }
    guard total > 0 else { return ([UInt16](repeating: none, count: values.count), none) }
    let scale = 10_000 / Double(total)
    func percentile(below: Int, equal: Int) -> UInt16 {
      UInt16(((Double(below) + Double(equal) / 2) * scale).rounded())
    }
    // Per bucket the percentile, or, where its values differ, that it is to be sorted.
    let unsettled = none - 1
    var ranks = [UInt16](repeating: none, count: buckets)
    var beginnings: [Int: Int] = [:]
    var before = 0
    for place in counts.indices where counts[place] > 0 {
      let count = Int(counts[place])
      let least = percentile(below: before, equal: 1)
      if count == 1 || least == percentile(below: before + count - 1, equal: 1) {
        ranks[place] = least
      } else {
        ranks[place] = unsettled
        beginnings[place] = before
      }
      before += count
    }
    var result = [UInt16](repeating: none, count: values.count)
    var open: [Int] = []
    for (index, value) in values.enumerated() where value == value {
      let rank = ranks[bucket(Float(value))]
      if rank == unsettled { open.append(index) } else { result[index] = rank }
    }
    open.sort { values[$0] < values[$1] }
    var ofZero = ranks[zero]
    if ofZero == unsettled, let below = beginnings[zero], open.allSatisfy({ bucket(Float(values[$0])) != zero }) {
      ofZero = percentile(below: below, equal: zeros)
    }
    var from = 0
    var place = -1
    var below = 0
    while from < open.count {
      let value = values[open[from]]
      let own = bucket(Float(value))
      if own != place { (place, below) = (own, beginnings[own] ?? 0) }
      var to = from + 1
      while to < open.count, values[open[to]] == value { to += 1 }
      // The zeros that are not among the values stand beside those that are.
      let equal = to - from + (value == 0 ? zeros : 0)
      let rank = percentile(below: below, equal: equal)
      for index in from..<to { result[open[index]] = rank }
      if value == 0 { ofZero = rank }
      below += equal
      from = to
    }
    return (result, ofZero)
  }

  /// The place of a whole number that is not below zero among such numbers: itself below 65,536, then by its bucket.
  @inline(__always)
  static func place(_ value: Int) -> Int {
    value < 65_536 ? value : 65_536 &+ bucket(Float(value)) &- bucket(65_536)
  }

  /// The first twenty bits of a number, in an order that rises with it; both zeros are one.
  @inline(__always)
  static func bucket(_ value: Float) -> Int {
    let bits = (value + 0).bitPattern
    let ordered = bits & 0x8000_0000 != 0 ? ~bits : bits | 0x8000_0000
    return Int(ordered >> 12)
  }
}
