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

  /// Rows by falling amount. Ties go by falling `second` (where given), then by the later day, then by rising key.
  ///
  /// All columns have one value per row, `names` one key per person. This is the order of DEFINITIONS B.6: it does not
  /// depend on the order of the file.
  static func falling(
    by first: [Int64], then second: [Int64], lastDay: [Int32], people: [UInt32], names: TextColumn
  ) -> [UInt32] {
    let columns = [first, second].filter { !$0.isEmpty }.map { Falling($0) }
    let days = Falling(top: Int64(lastDay.max() ?? 0), bottom: Int64(lastDay.min() ?? 0))
    var items = lastDay.indices.map { Item(key: days.key(Int64(lastDay[$0])), row: UInt32($0)) }
    var isPacked = days.bits + columns.reduce(0) { $0 + $1.bits } <= 64
    if isPacked {
      // As nearly always, one key holds all columns, and the rows are sorted once.
      var shift = days.bits
      for column in columns.reversed() {
        column.amounts.withUnsafeBufferPointer { amounts in
          for row in items.indices { items[row].key |= column.key(amounts[row]) << UInt64(shift) }
        }
        shift += column.bits
      }
      sort(&items)
    } else {
      sort(&items)
      for column in columns.reversed() {
        for index in items.indices { items[index].key = column.key(column.amounts[Int(items[index].row)]) }
        sort(&items)
      }
      isPacked = columns.isEmpty
    }
    func isTied(_ left: Item, _ right: Item) -> Bool {
      guard left.key == right.key else { return false }
      if isPacked { return true }
      let (left, right) = (Int(left.row), Int(right.row))
      return lastDay[left] == lastDay[right] && columns.allSatisfy { $0.amounts[left] == $0.amounts[right] }
    }
    names.withOrder { precedes in
      var begin = 0
      while begin + 1 < items.count {
        var end = begin + 1
        while end < items.count, isTied(items[begin], items[end]) { end += 1 }
        if end - begin > 1 {
          items[begin..<end].sort { precedes(Int(people[Int($0.row)]), Int(people[Int($1.row)])) }
        }
        begin = end
      }
    }
    return items.map(\.row)
  }

  /// A column of amounts as keys that rise from zero where the amounts fall from the highest.
  private struct Falling {
    let amounts: [Int64]
    let top: Int64
    /// Bits that the largest key needs.
    let bits: Int

    init(_ amounts: [Int64] = [], top: Int64, bottom: Int64) {
      self.amounts = amounts
      self.top = top
      bits = 64 - UInt64(bitPattern: top &- bottom).leadingZeroBitCount
    }

    init(_ amounts: [Int64]) { self.init(amounts, top: amounts.max() ?? 0, bottom: amounts.min() ?? 0) }

    func key(_ amount: Int64) -> UInt64 { UInt64(bitPattern: top &- amount) }
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
