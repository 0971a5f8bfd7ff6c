import Ledger

/// Where the table is in a text, and how it is written: found before its rows are read.
struct TableSurvey {
  var header: [String]
  /// Line of the header, from 1; 0 where the text has none and the names were given to it.
  var headerLine: Int
  /// Lines that the header takes.
  var headerLines = 1
  var segment: TableSegment
  var match: HeaderMatch
  /// Which columns of the header are read.
  private(set) var use: ColumnUse
  var remarks: [String] = []

  /// Lines in which the header is looked for.
  static let headLines = 60
  /// Rows from which the columns' types are learned.
  static let sampleRows = 20_000

  /// A row of the head under one delimiter.
  struct HeadRow {
    var cells: [String]
    /// Position of its first line among the head's.
    var first: Int
    /// Lines that it takes.
    var lines: Int
  }

  /// Surveys a text.
  ///
  /// - Throws: `notATable` where the text is empty, or has no header and its columns could be several things.
  init(_ table: TextTable, numbersColumns: Bool) throws(IngestError) {
    let head = TextHead(table.bytes)
    guard head.lines.contains(where: { $0.contains { $0 > 32 } }) else {
      throw IngestError(
        kind: .notATable, file: table.label, what: "the file is empty",
        wayOut: "An order file has a header line with column names, then one row per line.")
    }
    let numbers = table.lines
    func number(_ line: Int) -> Int { numbers.count > 0 ? numbers[line - 1] : line }
    if let found = HeaderSearch(head).best {
      header = found.cells
      headerLine = found.first + 1
      headerLines = found.lines
      var cutting = RowCutting(delimiter: found.delimiter)
      HeaderSearch.chooseBody(head, after: found.first + found.lines, width: header.count, &cutting)
      if cutting.quote != 34 || cutting.hasBackslash || cutting.hasBlanks,
        let again = head.row(at: found.first, cutting)
      {
        header = again.cells
      }
      use = ColumnUse(header: header, mapped: table.mapped)
      if cutting.quote != 34 { remarks.append("Cells are quoted with single quotes (').") }
      if cutting.hasBackslash { remarks.append("Quotes inside cells are written with a backslash (\\\").") }
      segment = TableSegment(
        cutting: cutting, profile: TableProfile(header.map { _ in ColumnType() }, roles: use.roles))
      let names = HeaderMatch(header)
      match = names
      fitWidth(head, after: found.first + found.lines)
      learn(table.bytes, head)
      return
    }
    let plain = try HeadlessTable(head, label: table.label, line: number(1), numbersColumns: numbersColumns)
    header = plain.header
    headerLine = 0
    headerLines = 0
    use = ColumnUse(header: header, mapped: table.mapped)
    segment = TableSegment(
      cutting: plain.cutting, profile: TableProfile(header.map { _ in ColumnType() }, roles: use.roles))
    match = HeaderMatch(header)
    remarks.append("The file has no header; its columns are read as \(FileLayout.shown(header)).")
    learn(table.bytes, head)
  }

  /// What rows have more than the header: an empty cell after the last comma, or R's row numbers before the first.
  private mutating func fitWidth(_ head: TextHead, after line: Int) {
    var widths: [Int: Int] = [:]
    var rows: [Record] = []
    for row in head.records(from: line, segment.cutting, limit: 2_000) {
      widths[row.count, default: 0] += 1
      rows.append(row)
    }
    let width = header.count
    guard let usual = widths.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), usual.value * 10 >= rows.count * 6,
      usual.key != width
    else { return }
    let regular = rows.filter { $0.count == usual.key }
    if usual.key > width {
      let extra = usual.key - width
      if regular.count(where: { row in (width..<usual.key).allSatisfy { row.isEmpty($0) } }) * 10 >= regular.count * 9 {
        segment.trailing = extra
      } else if extra == 1, regular.count >= 2,
        regular.enumerated().allSatisfy({ Int($0.element[0]) != nil }),
        let first = Int(regular[0][0]), Int(regular[regular.count - 1][0]) == first + regular.count - 1
      {
        segment.leading = 1
        remarks.append("Rows begin with a row number that the header has no name for.")
      }
    } else if header[usual.key...].allSatisfy({ Field.normalised($0).isEmpty }) {
      // `a,b,` above rows of two cells.
      header.removeLast(width - usual.key)
      match = HeaderMatch(header)
      use = ColumnUse(header: header)
      segment.profile = TableProfile(header.map { _ in ColumnType() }, roles: use.roles)
    }
  }

  /// Learns what the cells of each column are: from all rows of a small text, else from places all over it.
  private mutating func learn(_ bytes: SourceBytes, _ head: TextHead) {
    var evidence = Array(repeating: ColumnEvidence(), count: header.count)
    var left = TableSurvey.sampleRows
    let whole = 4 << 20
    var budget = 0
    if bytes.count <= whole {
      let feed = LineFeed(bytes)
      for _ in 0..<(headerLine > 0 ? headerLine - 1 + headerLines : 0) where feed.peek(0) != nil { feed.advance() }
      learn(feed, &evidence, &left, bytes: bytes.count)
    } else {
      let windows = 32
      for part in 0..<windows {
        let feed = LineFeed(bytes, from: bytes.count / windows * part)
        if feed.peek(0) != nil { feed.advance() }
        budget = TableSurvey.sampleRows / windows
        learn(feed, &evidence, &budget, bytes: whole / windows)
      }
    }
    segment.profile = TableProfile(evidence.map { ColumnType($0) }, roles: use.roles)
  }

  private func learn(_ feed: LineFeed, _ evidence: inout [ColumnEvidence], _ left: inout Int, bytes: Int) {
    var record = Record()
    var places: [Int]?
    var width = segment.lineWidth
    var cutting = segment.cutting
    var used = 0
    while left > 0, used <= bytes, let line = feed.peek(0) {
      defer { feed.advance() }
      used += line.count + 1
      if line.isOversized || line.count == 0 { continue }
      record.removeAll()
      let outcome = cutting.cut(feed.pointer(line), line.count, into: &record)
      if let (found, kind) = header(in: record, feed, line, cutting) {
        cutting = found.cutting
        width = found.count
        if case .reordered(let order) = kind {
          places = order
        } else {
          places = nil
          width = segment.lineWidth
        }
        continue
      }
      guard outcome == .wellFormed, record.count == width else { continue }
      left -= 1
      record.withAllBytes { all in
        for column in evidence.indices {
          let place = places?[column] ?? column + segment.leading
          guard place >= 0 else { continue }
          evidence[column].add(UnsafeBufferPointer(rebasing: all[record.range(place)]))
        }
      }
    }
  }

  /// Whether a line is a header of this table, under its own delimiter or another one.
  func header(
    in record: Record, _ feed: LineFeed, _ line: LineFeed.Line, _ cutting: RowCutting
  ) -> (found: (cutting: RowCutting, count: Int), kind: HeaderMatch.Kind)? {
    // Headers have hardly a digit in them: the cheap way to say no.
    var digits = 0
    let start = feed.pointer(line)
    for at in 0..<min(line.count, 256) where start[at] &- 48 < 10 { digits += 1 }
    guard digits * 8 < min(line.count, 256) else { return nil }
    if record.count >= 2, let kind = match.kind(of: record.texts) { return ((cutting, record.count), kind) }
    for delimiter in RowCutting.delimiters where delimiter != cutting.delimiter && record.count * 2 < header.count {
      var other = cutting
      other.delimiter = delimiter
      var cells = Record()
      _ = other.cut(start, line.count, into: &cells)
      if cells.count >= 2, let kind = match.kind(of: cells.texts) { return ((other, cells.count), kind) }
    }
    return nil
  }
}
