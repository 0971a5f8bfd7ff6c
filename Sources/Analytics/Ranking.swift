import Glibc
import Ledger

/// Sorting by whole numbers without comparing: least significant digit first, 11 bits at a time.
///
/// Complexity: O(n) per digit that differs; half a million amounts take a few milliseconds where a comparison sort with
/// a closure over several columns takes hundreds.
enum Ranking {
  /// A row and what it is sorted by.
  struct Item {
    var key: UInt64
    var row: UInt32
  }

  /// Sorts items by rising key; items of the same key keep their order.
  static func sort(_ items: inout [Item]) {
    guard items.count > 1 else { return }
    var low = UInt64.max
    var high = UInt64.min
    for item in items {
      low = min(low, item.key)
      high = max(high, item.key)
    }
    var shift: UInt64 = 0
    var other = items
    while shift < 64, (high - low) >> shift > 0 {
      pass(from: items, to: &other, low: low, shift: shift)
      swap(&items, &other)
      shift += 11
    }
  }

  private static func pass(from items: [Item], to sorted: inout [Item], low: UInt64, shift: UInt64) {
    var places = [Int](repeating: 0, count: 2_049)
    items.withUnsafeBufferPointer { items in
      places.withUnsafeMutableBufferPointer { places in
        for item in items { places[Int(((item.key &- low) &>> shift) & 2_047) + 1] += 1 }
        for digit in 1..<2_049 { places[digit] += places[digit - 1] }
        sorted.withUnsafeMutableBufferPointer { sorted in
          for item in items {
            let digit = Int(((item.key &- low) &>> shift) & 2_047)
            sorted[places[digit]] = item
            places[digit] += 1
          }
        }
      }
    }
  }

  /// Sorts keys by rising value of the bits from `low` up to `high`; keys with the same bits there keep their order.
  ///
  /// What lies below `low` travels along: a row beside its key in eight bytes is half the memory of an ``Item``.
  static func sort(_ keys: inout [UInt64], from low: Int, to high: Int) {
    guard keys.count > 1, low < high else { return }
    // As few passes as 11 bits allow, and no more bits in each than it takes.
    let passes = (high - low + 10) / 11
    let width = (high - low + passes - 1) / passes
    let mask = UInt64(1) << UInt64(width) - 1
    let count = keys.count
    let scratch = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: count)
    let places = UnsafeMutableBufferPointer<Int>.allocate(capacity: passes << width)
    defer {
      scratch.deallocate()
      places.deallocate()
    }
    places.initialize(repeating: 0)
    scratch.initialize(repeating: 0)
    keys.withUnsafeMutableBufferPointer { keys in
      for pass in 0..<passes {
        let shift = UInt64(low + pass * width)
        for key in UnsafeBufferPointer(keys) { places[pass << width + Int((key &>> shift) & mask)] &+= 1 }
      }
      var (source, target) = (keys, scratch)
      for pass in 0..<passes {
        let shift = UInt64(low + pass * width)
        let places = UnsafeMutableBufferPointer(rebasing: places[(pass << width)..<((pass + 1) << width)])
        var sum = 0
        for digit in places.indices {
          let number = places[digit]
          places[digit] = sum
          sum &+= number
        }
        for index in 0..<count {
          let key = source[index]
          let digit = Int((key &>> shift) & mask)
          target[places[digit]] = key
          places[digit] &+= 1
        }
        swap(&source, &target)
      }
      if passes % 2 == 1 { _ = keys.update(fromContentsOf: scratch) }
    }
  }

  /// The values of a column in the order of some rows.
  static func gather(_ column: [Int64], _ rows: [UInt32]) -> [Int64] {
    column.withUnsafeBufferPointer { column in
      rows.withUnsafeBufferPointer { rows in
        [Int64](unsafeUninitializedCapacity: rows.count) { values, filled in
          for place in rows.indices { values[place] = column[Int(rows[place])] }
          filled = rows.count
        }
      }
    }
  }

  /// Rows by falling amount. Ties go by falling `second` (where given), then by the later day, then by rising key.
  ///
  /// All columns have one value per row, `names` one key per person. This is the order of DEFINITIONS B.6: it does not
  /// depend on the order of the file.
  static func falling(
    by first: [Int64], then second: [Int64], lastDay: [Int32], people: [UInt32], names: TextColumn
  ) -> [UInt32] {
    let count = lastDay.count
    guard count > 1 else { return count == 1 ? [0] : [] }
    let rowBits = bits(UInt64(count - 1))
    let days = Fields(lastDay.map(Int64.init))
    let fields = ([first, second].filter { !$0.isEmpty }.map { Fields($0) } + [days]).flatMap { $0.parts(64 - rowBits) }
    // As nearly always, one key of eight bytes holds the row and all columns, and is sorted once. Where they need more,
    // the last columns are sorted first: later passes keep the order of the ones before.
    var keys = [UInt64](unsafeUninitializedCapacity: count) { keys, filled in
      for row in 0..<count { keys[row] = UInt64(truncatingIfNeeded: row) }
      filled = count
    }
    let rowMask = UInt64(1) << UInt64(rowBits) - 1
    var left = fields[...]
    while !left.isEmpty {
      var used = rowBits
      keys.withUnsafeMutableBufferPointer { keys in for index in keys.indices { keys[index] &= rowMask } }
      while let field = left.last, used + field.bits <= 64 {
        field.write(into: &keys, at: used, rowMask: rowMask)
        used += field.bits
        left = left.dropLast()
      }
      sort(&keys, from: rowBits, to: used)
      if left.isEmpty, used - rowBits == fields.reduce(0, { $0 + $1.bits }) {
        return untied(keys, people, names, rowMask) { $0 &>> UInt64(rowBits) == $1 &>> UInt64(rowBits) }
      }
    }
    return untied(keys, people, names, rowMask) { one, other in
      let (one, other) = (Int(one & rowMask), Int(other & rowMask))
      return first[one] == first[other] && lastDay[one] == lastDay[other]
        && (second.isEmpty || second[one] == second[other])
    }
  }

  /// The rows of sorted keys, those that are tied by the key of their person.
  private static func untied(
    _ sorted: [UInt64], _ people: [UInt32], _ names: TextColumn, _ rowMask: UInt64, isTied: (UInt64, UInt64) -> Bool
  ) -> [UInt32] {
    var rows = [UInt32](unsafeUninitializedCapacity: sorted.count) { rows, filled in
      for index in sorted.indices { rows[index] = UInt32(truncatingIfNeeded: sorted[index] & rowMask) }
      filled = sorted.count
    }
    names.withOrder { precedes in
      sorted.withUnsafeBufferPointer { sorted in
        var begin = 0
        while begin + 1 < sorted.count {
          var end = begin + 1
          while end < sorted.count, isTied(sorted[begin], sorted[end]) { end += 1 }
          if end - begin > 1 { rows[begin..<end].sort { precedes(Int(people[Int($0)]), Int(people[Int($1)])) } }
          begin = end
        }
      }
    }
    return rows
  }

  /// Bits that a number needs.
  private static func bits(_ number: UInt64) -> Int { 64 - number.leadingZeroBitCount }

  /// A column as keys that rise from zero where the amounts fall from the highest, or some bits of those keys.
  private struct Fields {
    let amounts: [Int64]
    let top: Int64
    /// The lowest bit that is meant.
    var from = 0
    /// Bits that are meant.
    var bits: Int

    init(_ amounts: [Int64]) {
      var (low, high) = (Int64.max, Int64.min)
      amounts.withUnsafeBufferPointer { amounts in
        for amount in amounts {
          low = min(low, amount)
          high = max(high, amount)
        }
      }
      self.amounts = amounts
      top = high
      bits = Ranking.bits(UInt64(bitPattern: high &- low))
    }

    /// The same in parts of at most `room` bits, the highest first.
    func parts(_ room: Int) -> [Fields] {
      guard bits > room else { return [self] }
      var (low, high) = (self, self)
      low.bits = 32
      high.from = 32
      high.bits = bits - 32
      return [high, low]
    }

    /// Writes the bits beside what the keys hold, from the bit `place` on.
    func write(into keys: inout [UInt64], at place: Int, rowMask: UInt64) {
      let mask = bits == 64 ? UInt64.max : UInt64(1) << UInt64(bits) - 1
      let (shift, place) = (UInt64(from), UInt64(place))
      keys.withUnsafeMutableBufferPointer { keys in
        amounts.withUnsafeBufferPointer { amounts in
          for index in keys.indices {
            let amount = amounts[Int(keys[index] & rowMask)]
            keys[index] |= ((UInt64(bitPattern: top &- amount) &>> shift) & mask) << place
          }
        }
      }
    }
  }

  /// A key that rises where the amount falls.
  static func fallingKey(_ amount: Int64) -> UInt64 { ~(UInt64(bitPattern: amount) ^ (1 << 63)) }
}

extension TextColumn {
  /// The order of rows by their bytes, for many comparisons: no slice is made for any of them.
  fileprivate func withOrder(_ body: ((Int, Int) -> Bool) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        body { left, right in
          // A column that the file does not have reads as empty texts, which are all the same.
          guard let base = bytes.baseAddress, max(left, right) + 1 < offsets.count else { return false }
          let (start, other) = (Int(offsets[left]), Int(offsets[right]))
          let (length, otherLength) = (Int(offsets[left + 1]) - start, Int(offsets[right + 1]) - other)
          let order = memcmp(base + start, base + other, min(length, otherLength))
          return order != 0 ? order < 0 : length < otherLength
        }
      }
    }
  }
}
