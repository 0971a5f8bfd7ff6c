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
    var items = lastDay.indices.map { Item(key: UInt64(Int64(Int32.max) - Int64(lastDay[$0])), row: UInt32($0)) }
    sort(&items)
    for column in [second, first] where !column.isEmpty {
      for index in items.indices { items[index].key = fallingKey(column[Int(items[index].row)]) }
      sort(&items)
    }
    var rows = items.map(\.row)
    func isTied(_ left: UInt32, _ right: UInt32) -> Bool {
      let left = Int(left)
      let right = Int(right)
      return first[left] == first[right] && lastDay[left] == lastDay[right]
        && (second.isEmpty || second[left] == second[right])
    }
    var begin = 0
    while begin + 1 < rows.count {
      var end = begin + 1
      while end < rows.count, isTied(rows[begin], rows[end]) { end += 1 }
      if end - begin > 1 {
        rows[begin..<end].sort { names.precedes(Int(people[Int($0)]), Int(people[Int($1)])) }
      }
      begin = end
    }
    return rows
  }

  /// A key that rises where the amount falls.
  static func fallingKey(_ amount: Int64) -> UInt64 { ~(UInt64(bitPattern: amount) ^ (1 << 63)) }
}
