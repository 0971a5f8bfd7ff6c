/// Rows that stand whole in quotes, as one cell: what a spreadsheet whose lists are separated by semicolons writes when
/// it saves a comma-separated file again. `"1001,Ann,""Street 1, House 2"",5.00"`.
enum WrappedRow {
  /// The row without the quotes around it; `nil` where the line is none.
  static func unwrapped(_ line: [UInt8]) -> [UInt8]? {
    line.withUnsafeBufferPointer { unwrapped($0) }
  }

  /// The row without the quotes around it; `nil` where the line is none.
  ///
  /// A line is one where its first cell is quoted, nothing but empty cells follows it, and the text in the quotes has
  /// a delimiter.
  static func unwrapped(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard line.first == 34, line.count >= 4 else { return nil }
    var end = line.count
    while end > 1, isGap(line[end - 1]) { end -= 1 }
    guard end >= 3, line[end - 1] == 34 else { return nil }
    var row: [UInt8] = []
    row.reserveCapacity(end)
    var at = 1
    var hasDelimiter = false
    while at < end - 1 {
      let byte = line[at]
      if byte == 34 {
        // A single quote inside closes the cell: the line has several.
        guard at + 1 < end - 1, line[at + 1] == 34 else { return nil }
        at += 1
      } else if byte == 44 || byte == 59 || byte == 9 || byte == 124 {
        hasDelimiter = true
      }
      row.append(byte)
      at += 1
    }
    return hasDelimiter ? row : nil
  }

  private static func isGap(_ byte: UInt8) -> Bool { byte == 44 || byte == 59 || byte == 9 || byte == 32 }
}
