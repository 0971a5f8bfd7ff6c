/// Care for files that are not as they should be.
enum Care {
  /// The table with every row as wide as its header, in clean text; what was found is added to its audit.
  ///
  /// Reads the text once more than a regular file needs; memory is bounded, see `TextSpill`.
  /// - Parameter numbersColumns: Whether a table without a header gets the column names 1, 2, 3 …, so that a person's
  ///   `--map customer_id=1` finds them; otherwise such a table is refused.
  /// - Throws: `IngestError` where the text is no table, or where there is no room for the clean text.
  static func cleaned(_ table: TextTable, numbersColumns: Bool = false) throws(IngestError) -> TextTable {
    if table.isClean { return table }
    var reader = try TableReader(table, numbersColumns: numbersColumns)
    let writer = try TableWriter(columns: reader.header, name: table.label)
    var record = Record()
    while try reader.next(&record) { try writer.write(record) }
    var clean = try writer.table(from: table)
    clean.audit.merge(reader.audit)
    clean.form = reader.form
    return clean
  }

  /// Whether the head of a file gives no reason for care, so that the fast reader may try: a header in the first line
  /// that has text, rows as wide as it, quotes only around whole cells, no line end within them, one kind of line end.
  ///
  /// - Parameter bytes: The text from which the head was cut, where it is at hand: only there quotes and line ends show;
  ///   without it, an odd number of quotes in a cell is taken for a stray one.
  static func looksRegular(_ head: FileHead, bytes: UnsafeBufferPointer<UInt8>? = nil) -> Bool {
    let width = head.header.count
    guard !head.dialect.isBlankSeparated, width >= 2 else { return false }
    let names = head.header.map { Field.normalised($0) }
    guard names.contains(where: { KnownNames.isName($0) }), !head.header.contains(where: HeaderSearch.isFigure) else {
      return false
    }
    for (number, row) in head.sample.enumerated() {
      if row.count == 1, row[0].isEmpty { continue }
      guard row.count == width else { return false }
      for cell in row where cell.utf8.contains(where: { $0 == 10 || $0 == 13 || $0 == 34 }) {
        if cell.utf8.contains(where: { $0 == 10 || $0 == 13 }) { return false }
        if bytes == nil, cell.utf8.count(where: { $0 == 34 }) % 2 == 1 { return false }
      }
      // A second row of names below the header.
      if number == 0, row.contains(where: { !$0.isEmpty }), row.allSatisfy({ !HeaderSearch.isFigure($0) }) {
        return false
      }
    }
    return bytes.map { isRegular($0, head) } ?? true
  }

  private static func isRegular(_ bytes: UnsafeBufferPointer<UInt8>, _ head: FileHead) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let cutting = RowCutting(delimiter: [head.dialect.delimiter])
    var record = Record()
    var at = head.headerOffset
    var feeds = 0
    var returns = 0
    var lines = 0
    while at < bytes.count, lines <= head.sample.count {
      var end = at
      while end < bytes.count, bytes[end] != head.dialect.newline { end += 1 }
      guard end < bytes.count else { break }
      var stop = end
      if head.dialect.newline == 10 {
        if stop > at, bytes[stop - 1] == 13 {
          returns += 1
          stop -= 1
        } else {
          feeds += 1
        }
      }
      for place in at..<stop where bytes[place] == 13 || bytes[place] == 10 { return false }
      record.removeAll()
      guard cutting.cut(start + at, stop - at, into: &record) == .wellFormed else { return false }
      at = end + 1
      lines += 1
    }
    return feeds == 0 || returns == 0
  }
}
