/// The rows of a column in the order of their first bytes: who asks for a beginning gets one stretch of rows.
///
/// What all rows begin with is passed over; the eight bytes after it decide. Rows that are alike in those lie in the order
/// of the column, so a longer beginning is compared row by row within the stretch. Costs 4 bytes a row, and 4 more where a
/// customer may have several.
struct RowOrder: Sendable {
  /// The rows with a text, by their first bytes.
  let rows: [UInt32]
  /// The customer of each of them; empty where row r is customer r's only one, and `unowned` for nobody's.
  private let customers: [UInt32]
  /// What all rows begin with.
  private let lead: [UInt8]

  /// The customer of a row that belongs to none.
  static let unowned = UInt32.max

  /// The rows of a column; `nil` where `isCancelled` answered true. Complexity: O(rows × bytes that differ, at most 8).
  init?(_ column: SearchColumn, isCancelled: () -> Bool) {
    let lead = RowOrder.lead(column)
    var heads: [UInt64] = []
    var rows: [UInt32] = []
    heads.reserveCapacity(column.count)
    rows.reserveCapacity(column.count)
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        let range = column.range(row)
        guard !range.isEmpty else { continue }
        heads.append(RowOrder.head(bytes, range.lowerBound + lead.count, range.upperBound))
        rows.append(UInt32(row))
      }
    }
    if isCancelled() { return nil }
    RowOrder.sort(&heads, &rows)
    heads = []
    if isCancelled() { return nil }
    var customers: [UInt32] = []
    if !column.starts.isEmpty {
      var owners = Array(repeating: RowOrder.unowned, count: column.count)
      for customer in 0..<column.starts.count - 1 {
        for row in column.rows(of: customer) { owners[row] = UInt32(customer) }
      }
      customers = rows.map { owners[Int($0)] }
    }
    self.rows = rows
    self.customers = customers
    self.lead = lead
  }

  /// Calls `found` with each row of a customer that begins with the text, and whether it is the whole of it.
  ///
  /// - Parameter half: Only the first or the second half of those rows, 0 or 1; `nil` for all.
  /// - Returns: False, and nothing found, where so many rows begin with the same eight bytes that a pass over the column
  ///   is quicker.
  /// - Complexity: O(log rows + rows that begin with the text's first eight bytes behind the common ones).
  @inline(__always)
  func visit(
    _ text: [UInt8], _ column: SearchColumn, half: Int? = nil,
    _ found: (_ customer: Int, _ row: Int, _ isWhole: Bool) -> Void
  ) -> Bool {
    let rest = Array(text.dropFirst(lead.count))
    guard zip(text, lead).allSatisfy({ $0 == $1 }) else { return true }
    return column.bytes.withUnsafeBufferPointer { bytes in
      rest.withUnsafeBufferPointer { rest in
        let low = RowOrder.head(rest, 0, rest.count)
        let open = max(0, 8 - rest.count)
        let high = open == 8 ? UInt64.max : low | ((UInt64(1) << UInt64(8 * open)) &- 1)
        let from = first(from: 0) { head(column, bytes, $0) >= low }
        // Shorter than the eight bytes: what fills them up to the last is nothing but the text.
        let same = text.count < lead.count ? from : first(from: from) { head(column, bytes, $0) > low }
        let to = first(from: same) { head(column, bytes, $0) > high }
        if rest.count > 8, to - from > max(1_000, rows.count / 16) { return false }
        let middle = (from + to) / 2
        for position in half == 1 ? middle..<to : from..<(half == 0 ? middle : to) {
          let row = Int(rows[position])
          let customer = customers.isEmpty ? UInt32(row) : customers[position]
          guard customer != RowOrder.unowned else { continue }
          if rest.count < 8 {
            found(Int(customer), row, position < same)
          } else {
            let range = column.range(row)
            guard range.count >= text.count else { continue }
            let start = range.lowerBound + lead.count
            var matched = min(8, rest.count)
            while matched < rest.count, bytes[start + matched] == rest[matched] { matched += 1 }
            if matched == rest.count { found(Int(customer), row, range.count == text.count) }
          }
        }
        return true
      }
    }
  }

  /// Approximate size in bytes.
  var size: Int { 4 * (rows.count + customers.count) }

  @inline(__always)
  private func head(_ column: SearchColumn, _ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt64 {
    let range = column.range(Int(rows[position]))
    return RowOrder.head(bytes, range.lowerBound + lead.count, range.upperBound)
  }

  private func first(from: Int, _ isReached: (Int) -> Bool) -> Int {
    var low = from
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if isReached(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The eight bytes from a position, the first in the highest; zeros behind the end.
  @inline(__always)
  private static func head(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var head: UInt64 = 0
    if start + 8 <= end {
      for position in start..<start + 8 { head = head << 8 | UInt64(bytes[position]) }
      return head
    }
    for position in start..<max(start, end) { head = head << 8 | UInt64(bytes[position]) }
    let missing = 8 - (max(start, end) - start)
    return missing == 8 ? 0 : head << UInt64(8 * missing)
  }

  /// The longest beginning that all rows with a text share.
  private static func lead(_ column: SearchColumn) -> [UInt8] {
    guard let first = (0..<column.count).first(where: { !column.range($0).isEmpty }) else { return [] }
    let lead = column.bytes[column.range(first)]
    var length = lead.count
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        let range = column.range(row)
        if range.isEmpty { continue }
        length = min(length, range.count)
        var same = 0
        while same < length, bytes[range.lowerBound + same] == bytes[lead.startIndex + same] { same += 1 }
        length = same
        if length == 0 { return }
      }
    }
    return Array(lead.prefix(length))
  }

  /// Sorts rows by their heads, rows of the same head as they were: a pass for each byte that differs anywhere.
  private static func sort(_ heads: inout [UInt64], _ rows: inout [UInt32]) {
    let count = rows.count
    var otherHeads = Array(repeating: UInt64(0), count: count)
    var otherRows = Array(repeating: UInt32(0), count: count)
    for place in 0..<8 {
      let shift = UInt64(8 * place)
      var ends = Array(repeating: 0, count: 257)
      for head in heads { ends[Int(truncatingIfNeeded: head >> shift) & 255 + 1] += 1 }
      if ends.contains(count) { continue }
      for byte in 0..<256 { ends[byte + 1] += ends[byte] }
      ends.withUnsafeMutableBufferPointer { next in
        heads.withUnsafeBufferPointer { heads in
          rows.withUnsafeBufferPointer { rows in
            otherHeads.withUnsafeMutableBufferPointer { otherHeads in
              otherRows.withUnsafeMutableBufferPointer { otherRows in
                for position in 0..<count {
                  let byte = Int(truncatingIfNeeded: heads[position] >> shift) & 255
                  otherHeads[next[byte]] = heads[position]
                  otherRows[next[byte]] = rows[position]
                  next[byte] += 1
                }
              }
            }
          }
        }
      }
      swap(&heads, &otherHeads)
      swap(&rows, &otherRows)
    }
  }
}
