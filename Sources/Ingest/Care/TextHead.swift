/// The first lines of a text, kept for the survey.
struct TextHead {
  /// The lines, without line ends.
  private(set) var lines: [[UInt8]] = []
  private static let byteLimit = 1 << 19
  private static let lineLimit = 2_000

  /// The first lines of a text: at most half a megabyte, but always the first sixty.
  init(_ source: SourceBytes) {
    let feed = LineFeed(source)
    var bytes = 0
    while let line = feed.peek(0), lines.count < TextHead.lineLimit {
      var text = line.isOversized ? [] : Array(UnsafeBufferPointer(start: feed.pointer(line), count: line.count))
      if lines.isEmpty, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
      bytes += text.count
      if bytes > TextHead.byteLimit, lines.count >= 1 { break }
      lines.append(WrappedRow.unwrapped(text) ?? text)
      feed.advance()
    }
  }

  /// The row that begins on a line; goes on over the next lines where quotes are open and close within a few.
  func row(at line: Int, _ cutting: RowCutting) -> TableSurvey.HeadRow? {
    guard line < lines.count else { return nil }
    var record = Record()
    var outcome = cut(lines[line], cutting, into: &record, isInside: false)
    var taken = 1
    while outcome.isOpen, taken < 6, line + taken < lines.count {
      record.extend(10)
      outcome = cut(lines[line + taken], cutting, into: &record, isInside: true)
      taken += 1
    }
    if outcome.isOpen {
      record.removeAll()
      _ = cut(lines[line].filter { $0 != cutting.quote }, cutting, into: &record, isInside: false)
      taken = 1
    }
    return TableSurvey.HeadRow(cells: record.texts, first: line, lines: taken)
  }

  /// The well-formed rows from a line on: of one line each, or also of those that quotes join.
  func records(from line: Int, _ cutting: RowCutting, limit: Int, joins: Bool = false) -> [Record] {
    var records: [Record] = []
    var at = line
    while at < lines.count, at - line < limit {
      defer { at += 1 }
      guard lines[at].contains(where: { $0 > 32 }) else { continue }
      var record = Record()
      var outcome = cut(lines[at], cutting, into: &record, isInside: false)
      var taken = 1
      while joins, outcome == .open, taken < 6, at + taken < lines.count {
        record.extend(10)
        outcome = cut(lines[at + taken], cutting, into: &record, isInside: true)
        taken += 1
      }
      guard outcome == .wellFormed else { continue }
      records.append(record)
      at += taken - 1
    }
    return records
  }

  private func cut(
    _ text: [UInt8], _ cutting: RowCutting, into record: inout Record, isInside: Bool
  ) -> RowCutting.Outcome {
    text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else {
        if !isInside { record.endCell() }
        return isInside ? .open : .wellFormed
      }
      return cutting.cut(start, buffer.count, into: &record, isInside: isInside)
    }
  }
}
