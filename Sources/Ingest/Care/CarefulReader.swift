import Glibc
import Ledger

/// Reads the rows of a table from text in any state.
///
/// A row is a physical line, until quotes prove otherwise. A line that is no row as it stands is repaired where the
/// types of the columns leave one reading, joined with the next lines where only that makes a row, taken for text around
/// the table where it is none of its rows, and set aside otherwise; the next line begins afresh in every case.
final class CarefulReader {
  let survey: TableSurvey
  var audit = TableAudit()
  let feed: LineFeed
  private let numbers: RowLines
  var segment: TableSegment
  /// Rows that were found and not yet given.
  private var ready: [Record] = []
  /// Width of a table of another kind that is being passed over; 0: none.
  var foreignWidth = 0
  /// Whether the line before was blank or no part of the table.
  var isAfterGap = true
  /// Whether the line before was a broken row, of which this one may be the rest.
  var isAfterBroken = false
  /// Rows that the table has had.
  private(set) var rows = 0
  private var line = Record()
  private var probe = Record()
  /// Bytes that were looked at ahead in vain, beyond which one looks only a few lines ahead.
  private var wasted = 0

  init(_ table: TextTable, survey: TableSurvey) {
    self.survey = survey
    segment = survey.segment
    numbers = table.lines
    var start = 0
    let head = UnsafeMutablePointer<UInt8>.allocate(capacity: 3 + SourceBytes.slack)
    defer { head.deallocate() }
    if table.bytes.window(at: 0, limit: 3, in: head).elementsEqual([0xEF, 0xBB, 0xBF]) { start = 3 }
    feed = LineFeed(table.bytes, from: start)
    audit.remarks = survey.remarks
  }

  /// The line's number in the source: of a sheet, its row.
  func number(_ line: LineFeed.Line) -> Int {
    numbers.count >= line.number ? numbers[line.number - 1] : line.number
  }

  /// The text of a line, for the report.
  func text(_ line: LineFeed.Line) -> String {
    String(decoding: UnsafeBufferPointer(start: feed.pointer(line), count: min(line.count, 1_600)), as: UTF8.self)
  }

  func setAside(_ bucket: ImportReport.Bucket, _ line: LineFeed.Line, _ reason: String = "") {
    audit.setAside(bucket, line: number(line), text: bucket == .blank ? "" : text(line), reason: reason)
  }

  /// Gives the next row; `false` at the end.
  func next(_ record: inout Record) -> Bool {
    while true {
      if !ready.isEmpty {
        record = ready.removeFirst()
        rows += 1
        return true
      }
      guard let first = feed.peek(0) else { return false }
      record.removeAll()
      if first.isOversized {
        setAside(.broken, first, "the row is longer than \(LineFeed.rowLimit >> 20) MB")
        feed.advance()
        continue
      }
      let outcome = segment.cutting.cut(feed.pointer(first), first.count, into: &record)
      if outcome == .wellFormed, record.count == segment.lineWidth {
        record.line = number(first)
        let isHeader = first.number < survey.headerLine + survey.headerLines && survey.headerLine > 0
        if segment.isAsWritten, !isHeader {
          let verdict = segment.profile.verdict(record)
          if verdict.isPerfect, foreignWidth == 0 || segment.profile.isCertain(verdict) {
            feed.advance()
            isAfterGap = false
            isAfterBroken = false
            foreignWidth = 0
            rows += 1
            return true
          }
        }
      }
      judge(first, record, outcome)
    }
  }

  /// Decides about a line that is not simply a row: rows that come of it are put into `ready`.
  private func judge(_ first: LineFeed.Line, _ record: Record, _ outcome: RowCutting.Outcome) {
    if first.count == 0
      || (outcome == .wellFormed && record.count == 1 && record.withBytes(0) { !$0.contains { $0 > 32 } })
    {
      setAside(.blank, first)
      isAfterGap = true
      feed.advance()
      return
    }
    if survey.headerLine > 0, first.number < survey.headerLine + survey.headerLines {
      readAbove(first, record, outcome)
      return
    }
    if !outcome.isOpen, readsHeader(first, record) { return }
    if outcome == .wellFormed, segment.isRowWide(record) {
      let row = segment.placed(record)
      let verdict = segment.profile.verdict(row.inSegment)
      let isTotal = !verdict.isPerfect && isTotalRow(record)
      let isOutside = isTotal || isLabel(record, verdict) || isUnits(first, record, verdict)
      let isRow =
        foreignWidth > 0
        ? segment.profile.isCertain(verdict)
        : verdict.isPerfect || segment.profile.isRow(row.inSegment, isAfterBroken: isAfterBroken)
      if isRow, !isOutside {
        give(row.inHeader)
        feed.advance()
        return
      }
    }
    if !outcome.isOpen, unwraps(first, taken: 1) { return }
    if outcome.isOpen, let taken = quotedLines(first) {
      feed.advance(taken)
      return
    }
    if isTotalRow(record) {
      setAside(.total, first)
      feed.advance()
      isAfterGap = true
      return
    }
    if repairs(first) || joins(first) { return }
    leaveOut(first, record, outcome)
  }

  /// Hands a row on.
  func give(_ row: Record) {
    ready.append(row)
    isAfterGap = false
    isAfterBroken = false
    foreignWidth = 0
  }

  // MARK: Quotes over several lines

  /// Lines that a quoted cell with line ends takes, where they truly are one row; the row is then in `ready`.
  private func quotedLines(_ first: LineFeed.Line) -> Int? {
    let start = feed.pointer(first)
    line.removeAll()
    var outcome = segment.cutting.cut(start, first.count, into: &line)
    guard outcome.isOpen else { return nil }
    var isMalformed = outcome == .openMalformed
    let limit = wasted > 64 << 20 ? 16 : 100_000
    var taken = 1
    var last = first
    var hasRow = false
    while outcome.isOpen, taken < limit, let more = feed.peek(taken), !more.isOversized,
      more.next - first.offset <= LineFeed.rowLimit
    {
      let alone = isRowAlone(more)
      if alone == .asWritten { break }
      if alone == .withQuotesAsText { hasRow = true }
      // The line end as it stands between the two.
      let bytes = feed.pointer(first)
      let from = last.offset + last.count - first.offset
      line.extend(UnsafeBufferPointer(start: bytes + from, count: last.next - last.offset - last.count))
      outcome = segment.cutting.cut(feed.pointer(more), more.count, into: &line, isInside: true)
      if outcome == .malformed || outcome == .openMalformed { isMalformed = true }
      last = more
      taken += 1
    }
    if outcome == .wellFormed, !isMalformed, segment.isRowWide(line) {
      line.line = number(first)
      let row = segment.placed(line)
      let verdict = segment.profile.verdict(row.inSegment)
      // The line with the closing quote may look like a row, where the text stands in the first column: then the quotes
      // are only in doubt where the first line is a row without them too.
      if verdict.isPerfect || segment.profile.isRow(row.inSegment), !hasRow || isRowAlone(first) == nil {
        give(row.inHeader)
        return taken
      }
    }
    if outcome == .wellFormed, line.count < segment.lineWidth, takesWrapped(first, last, taken) { return taken }
    wasted += last.next - first.offset
    guard !outcome.isOpen, taken > 1, last.next - first.offset <= 1 << 16 else { return nil }
    // Quotes that are not as they should be, in a row over several lines.
    let text = UnsafeBufferPointer(start: feed.pointer(first), count: last.offset + last.count - first.offset)
    if case .repaired(let reading) = RowRepair.outcome(text, segment, isComplete: last.end != .none) {
      guard reading.rows.count == 1, reading.rule == .quoteAsText || reading.rule == .escapedQuote else { return nil }
      take(reading, first)
      return taken
    }
    return nil
  }

  /// How a line can be a row by itself.
  enum RowAlone {
    case asWritten, withQuotesAsText
  }

  /// Whether a line is a row by itself beyond doubt, as it stands or with its quotes taken as text.
  func isRowAlone(_ line: LineFeed.Line) -> RowAlone? {
    guard line.count > 0, !line.isOversized else { return nil }
    probe.removeAll()
    let outcome = segment.cutting.cut(feed.pointer(line), line.count, into: &probe)
    if outcome == .wellFormed, segment.isRowWide(probe) {
      return segment.profile.isCertain(segment.profile.verdict(segment.placed(probe).inSegment)) ? .asWritten : nil
    }
    guard outcome != .wellFormed, line.count <= 1 << 14 else { return nil }
    let text = UnsafeBufferPointer(start: feed.pointer(line), count: line.count)
    guard let cells = segment.cutting.cells(text, literal: ~0)?.cells, cells.count == segment.lineWidth else {
      return nil
    }
    probe.removeAll()
    for cell in segment.stripped(cells, isRepair: true) { cell.withUnsafeBufferPointer { probe.append($0) } }
    let isRow = probe.count == segment.profile.width && segment.profile.isCertain(segment.profile.verdict(probe))
    return isRow ? .withQuotesAsText : nil
  }

  // MARK: Rows in quotes

  /// Takes a row that stands whole in quotes out of them; `false` where the line is none.
  private func unwraps(_ first: LineFeed.Line, taken: Int) -> Bool {
    guard takesWrapped(first, first, taken) else { return false }
    feed.advance(taken)
    return true
  }

  /// Puts the row that lines hold, whole in quotes, into `ready`; `false` where they hold none.
  private func takesWrapped(_ first: LineFeed.Line, _ last: LineFeed.Line, _ taken: Int) -> Bool {
    guard segment.lineWidth >= 2, segment.cutting.quote == 34 else { return false }
    let text = UnsafeBufferPointer(start: feed.pointer(first), count: last.offset + last.count - first.offset)
    guard let bare = WrappedRow.unwrapped(text) else { return false }
    var record = Record()
    let outcome = bare.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { segment.cutting.cut($0, buffer.count, into: &record) }
    }
    if outcome == .wellFormed, segment.isRowWide(record) {
      record.line = number(first)
      let row = segment.placed(record)
      if segment.profile.isRow(row.inSegment) {
        audit.repair(RowRepair.Rule.wrappedRow.rawValue, line: number(first), text: self.text(first))
        give(row.inHeader)
        return true
      }
    }
    let repaired = bare.withUnsafeBufferPointer { RowRepair.outcome($0, segment, isComplete: last.end != .none) }
    guard case .repaired(let reading) = repaired else { return false }
    take(reading, first)
    return true
  }

  // MARK: Repairs

  /// Repairs a line by itself; `false` where no reading fits.
  private func repairs(_ first: LineFeed.Line) -> Bool {
    let text = UnsafeBufferPointer(start: feed.pointer(first), count: first.count)
    switch RowRepair.outcome(text, segment, isComplete: first.end != .none) {
    case .none: return false
    case .repaired(let reading):
      take(reading, first)
      feed.advance()
    case .ambiguous(let reason):
      setAside(.broken, first, reason)
      isAfterBroken = true
      isAfterGap = false
      feed.advance()
    }
    return true
  }

  /// Joins a line with the next ones where they are no rows by themselves and together are one.
  private func joins(_ first: LineFeed.Line) -> Bool {
    var last = first
    for taken in 1...3 {
      guard let more = feed.peek(taken), !more.isOversized, more.count > 0, more.next - first.offset <= 1 << 16,
        isRowAlone(more) == nil
      else { return false }
      if let header = headerKind(more), header { return false }
      last = more
      var text = Array(
        UnsafeBufferPointer(start: feed.pointer(first), count: last.offset + last.count - first.offset))
      for at in text.indices where text[at] == 10 || text[at] == 13 { text[at] = 32 }
      let outcome = text.withUnsafeBufferPointer {
        RowRepair.outcome($0, segment, isComplete: last.end != .none, isSplit: true)
      }
      guard case .repaired(let reading) = outcome, reading.rows.count == 1 else { continue }
      take(reading, first)
      feed.advance(taken + 1)
      return true
    }
    return false
  }

  private func take(_ reading: RowRepair.Reading, _ first: LineFeed.Line) {
    audit.repair(reading.rule.rawValue, line: number(first), text: text(first))
    for cells in reading.rows {
      var row = Record()
      row.line = number(first)
      for cell in cells { cell.withUnsafeBufferPointer { row.append($0) } }
      give(segment.inHeader(row))
    }
  }
}

extension TableSegment {
  /// Whether a line's cells are the header's columns, none more, in its order.
  var isAsWritten: Bool { places == nil && trailing == 0 && leading == 0 }

  /// Whether a line has the cells of a row, and nothing in those that every row has beyond its columns.
  func isRowWide(_ record: Record) -> Bool {
    guard trailing > 0 else { return record.count == lineWidth }
    if record.count == lineWidth - trailing {
      // With an empty cell at its end it may as well be a row that lost another one.
      return !record.isEmpty(record.count - 1) || profile.types[profile.width - 1].isMostlyEmpty
    }
    return record.count == lineWidth && (lineWidth - trailing..<lineWidth).allSatisfy { record.isEmpty($0) }
  }

  /// A line's cells as the columns of this part, and as those of the header.
  func placed(_ record: Record) -> (inSegment: Record, inHeader: Record) {
    if isAsWritten { return (record, record) }
    var row = Record()
    row.line = record.line
    for cell in leading..<leading + profile.width { record.withBytes(cell) { row.append($0) } }
    return (row, inHeader(row))
  }

  /// A row of this part with its cells in the header's order.
  func inHeader(_ record: Record) -> Record {
    guard let places else { return record }
    var row = Record()
    row.line = record.line
    for place in places { record.withBytes(place) { row.append($0) } }
    return row
  }
}
