/// The rows of a table of decoded text, one at a time, whatever state the text is in.
///
/// Clean tables are read by a plain loop, all others with care: `CarefulReader` says how. A reader that is copied reads
/// on from the same place as the original.
struct TableReader {
  /// The names of the columns.
  let header: [String]
  /// The line on which the header is; 0 where the text has none.
  let headerLine: Int
  /// Rows set aside or repaired so far; complete after the last row.
  var audit: TableAudit {
    switch rows {
    case .clean(let reader): return reader.audit
    case .raw(let reader): return reader.audit
    }
  }

  private enum Rows {
    case clean(CleanReader)
    case raw(CarefulReader)
  }

  /// How the fields are separated, as the import report says it; empty for clean tables.
  let form: String
  private let rows: Rows

  /// Finds header and separators of a table.
  ///
  /// - Parameter numbersColumns: Whether a table without a header gets the column names 1, 2, 3 …
  /// - Throws: `notATable` where the text is empty, or has no header and its columns could be several things.
  init(_ table: TextTable, numbersColumns: Bool = false) throws(IngestError) {
    if table.isClean {
      let reader = CleanReader(table)
      header = reader.header
      headerLine = 1
      form = ""
      rows = .clean(reader)
      return
    }
    let survey = try TableSurvey(table, numbersColumns: numbersColumns)
    header = survey.header
    let line = survey.headerLine
    let delimiter = survey.segment.cutting.delimiter
    let name = Dialect.candidates.first { [$0.byte] == delimiter }?.name
    form = name.map { $0 + "-separated" } ?? (delimiter.isEmpty ? "" : "full-width-comma-separated")
    headerLine = line > 0 && table.lines.count >= line ? table.lines[line - 1] : line
    rows = .raw(CarefulReader(table, survey: survey))
  }

  /// Reads the next row into `record`, whose cells are then as many as the header's; `false` at the end.
  mutating func next(_ record: inout Record) throws(IngestError) -> Bool {
    switch rows {
    case .clean(let reader): return reader.next(&record)
    case .raw(let reader): return reader.next(&record)
    }
  }
}

/// Reads what `TableWriter` wrote: every line is a row.
private final class CleanReader {
  private(set) var header: [String] = []
  private(set) var audit = TableAudit()
  private let feed: LineFeed
  private let cutting = RowCutting(delimiter: [44])
  private let lines: RowLines
  private var row = 0

  init(_ table: TextTable) {
    feed = LineFeed(table.bytes)
    lines = table.lines
    var record = Record()
    if let line = feed.peek(0) {
      _ = cutting.cut(feed.pointer(line), line.count, into: &record)
      header = record.texts
      feed.advance()
    }
  }

  func next(_ record: inout Record) -> Bool {
    while let line = feed.peek(0) {
      record.removeAll()
      _ = cutting.cut(feed.pointer(line), line.count, into: &record)
      record.line = row < lines.count ? lines[row] : line.number
      row += 1
      defer { feed.advance() }
      if record.count == header.count { return true }
      // Only text that says to be clean and is not comes here.
      let text = UnsafeBufferPointer(start: feed.pointer(line), count: min(line.count, 1_600))
      audit.setAside(.fields, line: record.line, text: String(decoding: text, as: UTF8.self))
    }
    return false
  }
}
