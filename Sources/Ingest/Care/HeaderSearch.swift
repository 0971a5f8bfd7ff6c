/// Looks for the line with the names of the columns.
struct HeaderSearch {
  /// A header that was found.
  struct Found {
    var cells: [String]
    var first: Int
    var lines: Int
    var delimiter: [UInt8]
  }

  /// The header; `nil` where no line looks like one.
  private(set) var best: Found?

  /// Looks at the first lines under every delimiter.
  ///
  /// The line with the most known names wins, the first of several. Where no name is known, it is the first line of the
  /// table that holds names and no figures, above columns that hold figures.
  init(_ head: TextHead) {
    var score = 0
    for delimiter in RowCutting.delimiters {
      let cutting = RowCutting(delimiter: delimiter)
      for line in 0..<min(TableSurvey.headLines, head.lines.count) {
        guard HeaderSearch.mayBeNames(head.lines[line], delimiter), let row = head.row(at: line, cutting) else {
          continue
        }
        let known = HeaderSearch.knownNames(row.cells)
        guard known >= 2 || (known == 1 && row.cells.count <= 3), known * 4 >= row.cells.count || known >= 4 else {
          continue
        }
        // As good as a line of known names is one that rows of the same width follow.
        let following = head.records(from: line + row.lines, cutting, limit: 50)
        let alike = following.count { $0.count == row.cells.count }
        // A block with names of its own below the table is not its header.
        if line > 4, HeaderSearch.rows(above: line, head, cutting) > alike { continue }
        let value = known * 1_000 + alike * 10 + (row.cells.count > 1 ? 1 : 0)
        if value / 1_000 > score / 1_000 || (value / 1_000 == score / 1_000 && best?.first == line && value > score) {
          score = value
          best = Found(cells: row.cells, first: line, lines: row.lines, delimiter: delimiter)
        }
      }
    }
    if let found = best, found.cells.count >= 2 || head.lines.count < 3 { return }
    best = HeaderSearch.unknownNames(head) ?? best
  }

  /// Whether a line has the delimiter and few digits: the cheap way to pass over rows.
  private static func mayBeNames(_ line: [UInt8], _ delimiter: [UInt8]) -> Bool {
    var digits = 0
    var hasDelimiter = delimiter[0] == UInt8(ascii: ",")
    for byte in line {
      if byte &- 48 < 10 { digits += 1 }
      if byte == delimiter[0] { hasDelimiter = true }
    }
    return hasDelimiter && digits * 6 <= line.count
  }

  /// Lines above a place that hold several figures, as the rows of a table do.
  private static func rows(above line: Int, _ head: TextHead, _ cutting: RowCutting) -> Int {
    (0..<line).count { above in
      guard let row = head.row(at: above, cutting), row.cells.count >= 3 else { return false }
      return row.cells.count { isFigure($0) } >= 2
    }
  }

  /// Distinct known names in a row; 0 where it holds a figure or a date, which headers do not.
  private static func knownNames(_ cells: [String]) -> Int {
    var names = Set<String>()
    var figures = 0
    // Of two or three cells one known name is little: a row whose cells are all the same text is none of names.
    if cells.count > 1, cells[0].utf8.count > 0, Set(cells.map { Field.normalised($0) }).count == 1 { return 0 }
    for cell in cells.prefix(16_384) where !cell.isEmpty {
      let name = Field.normalised(cell)
      if KnownNames.isName(name) {
        names.insert(name)
      } else if isFigure(cell) {
        figures += 1
      }
    }
    return figures * 2 > names.count ? 0 : names.count
  }

  /// Whether a cell is a number or a date.
  static func isFigure(_ cell: String) -> Bool {
    Array(cell.utf8).withUnsafeBufferPointer { CellShape.number($0) != nil || CellShape.isDate($0) }
  }

  /// A header of names that nobody knows, above rows of figures.
  private static func unknownNames(_ head: TextHead) -> Found? {
    guard let (delimiter, width) = shape(head) else { return nil }
    let cutting = RowCutting(delimiter: delimiter)
    for line in 0..<min(TableSurvey.headLines, head.lines.count) {
      guard let row = head.row(at: line, cutting), row.cells.count == width else { continue }
      let filled = row.cells.filter { !Field.normalised($0).isEmpty }
      guard !filled.contains(where: isFigure) else { return nil }
      let distinct = Set(filled.map { Field.normalised($0) }).count
      guard filled.count * 5 >= width * 4, distinct == filled.count else { continue }
      return Found(cells: row.cells, first: line, lines: row.lines, delimiter: delimiter)
    }
    return nil
  }

  /// The delimiter under which most lines have one width, and that width.
  static func shape(_ head: TextHead) -> (delimiter: [UInt8], width: Int)? {
    var best: (share: Int, delimiter: [UInt8], width: Int)?
    for delimiter in RowCutting.delimiters {
      let rows = head.records(from: 0, RowCutting(delimiter: delimiter), limit: 500)
      var widths: [Int: Int] = [:]
      for row in rows where row.count > 1 { widths[row.count, default: 0] += 1 }
      guard let usual = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
      if usual.value > best?.share ?? 0 { best = (usual.value, delimiter, usual.key) }
    }
    return best.map { ($0.delimiter, $0.width) }
  }

  /// How the rows below a header are written where that is not as the header is: delimiter, quote, backslashes.
  static func chooseBody(_ head: TextHead, after line: Int, width: Int, _ cutting: inout RowCutting) {
    // Where rows have one cell more than the header, that is their width.
    let plain = head.records(from: line, cutting, limit: 2_000)
    let isWider = plain.count { $0.count == width + 1 } > 2 * plain.count { $0.count == width }
    func fitting(_ cutting: RowCutting) -> Int {
      // A row of the header's own width says a little more than one with a cell to spare.
      head.records(from: line, cutting, limit: 2_000, joins: true).reduce(0) { sum, row in
        sum + (row.count == width ? 4 : isWider && row.count == width + 1 ? 3 : 0)
      }
    }
    let lines = head.lines.dropFirst(line).count { $0.contains { $0 > 32 } }
    var best = fitting(cutting)
    if best * 5 < lines * 4 {
      for delimiter in RowCutting.delimiters {
        var other = cutting
        other.delimiter = delimiter
        let count = fitting(other)
        if count * 5 > lines * 12, count > best { (best, cutting) = (count, other) }
      }
    }
    var escaped = cutting
    escaped.hasBackslash = true
    let doubled = head.lines.dropFirst(line).contains { hasDoubledQuote($0, cutting) }
    // One file has one way to write quotes: where both seem to occur, chance has made a pair of marks.
    if fitting(escaped) > best + (doubled ? best / 10 + 8 : 0) { (best, cutting) = (fitting(escaped), escaped) }
    for hasBackslash in [false, true] {
      var single = cutting
      single.quote = UInt8(ascii: "'")
      single.hasBackslash = hasBackslash
      let wrapped = wrappedLines(head, after: line, cutting.delimiter, quote: single.quote)
      guard wrapped >= 2, wrappedLines(head, after: line, cutting.delimiter, quote: 34) == 0 else { continue }
      let count = fitting(single)
      if count > best || (!hasBackslash && count == best && wrapped * 10 >= lines * 9) {
        (best, cutting) = (count, single)
      }
    }
  }

  /// Whether a quote within quotes is written twice somewhere in a line.
  private static func hasDoubledQuote(_ text: [UInt8], _ cutting: RowCutting) -> Bool {
    guard text.count >= 4 else { return false }
    for at in 1..<text.count - 2 where text[at] == cutting.quote && text[at + 1] == cutting.quote {
      let marks: Set<UInt8> = [cutting.delimiter[cutting.delimiter.count - 1], cutting.quote]
      if !marks.contains(text[at - 1]), text[at - 1] != 92 { return true }
    }
    return false
  }

  /// Lines with a quote character that opens a cell and, after it, one that closes a cell.
  private static func wrappedLines(_ head: TextHead, after line: Int, _ delimiter: [UInt8], quote: UInt8) -> Int {
    let mark = delimiter[delimiter.count - 1]
    return head.lines.dropFirst(line).count { text in
      var isOpen = false
      for at in text.indices where text[at] == quote {
        if isOpen, at + 1 == text.count || text[at + 1] == delimiter[0] { return true }
        if at == 0 || text[at - 1] == mark { isOpen = true }
      }
      return false
    }
  }
}
