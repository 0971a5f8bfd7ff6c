import Ledger

/// What stands around the table: titles, notes, totals, repeated headers, other tables.
extension CarefulReader {
  /// A line before the end of the header: part of the table only where it is a row beyond doubt.
  func readAbove(_ line: LineFeed.Line, _ record: Record, _ outcome: RowCutting.Outcome) {
    defer { feed.advance() }
    isAfterGap = true
    guard line.number < survey.headerLine else { return }
    if outcome == .wellFormed, record.count == segment.lineWidth {
      var record = record
      record.line = number(line)
      let row = segment.placed(record)
      let verdict = segment.profile.verdict(row.inSegment)
      if segment.profile.isCertain(verdict), verdict.proofs >= 3 {
        give(row.inHeader)
        return
      }
    }
    setAside(isTotalRow(record) ? .total : .surrounding, line, "before the header")
  }

  /// Whether a line is a header of this table; `nil` where it cannot be asked.
  func headerKind(_ line: LineFeed.Line) -> Bool? {
    guard line.count > 0, line.count < 1 << 16 else { return nil }
    var record = Record()
    _ = segment.cutting.cut(feed.pointer(line), line.count, into: &record)
    return survey.header(in: record, feed, line, segment.cutting) != nil
  }

  /// Takes a header that comes again; after one in another order the columns are found by their names.
  func readsHeader(_ line: LineFeed.Line, _ record: Record) -> Bool {
    guard survey.headerLine > 0, line.count < 1 << 16,
      let (found, kind) = survey.header(in: record, feed, line, segment.cutting)
    else { return false }
    setAside(.surrounding, line, "the header again")
    var next = survey.segment
    next.cutting = found.cutting
    if case .reordered(let places) = kind {
      var types = Array(repeating: ColumnType(), count: found.count)
      var roles = Array(repeating: ColumnUse.Role.none, count: found.count)
      for (column, place) in places.enumerated() where place >= 0 {
        types[place] = survey.segment.profile.types[column]
        roles[place] = survey.segment.profile.roles[column]
      }
      // A translated or shorter header right below the first one names the same columns.
      let isBelow = rows == 0 && line.number <= survey.headerLine + survey.headerLines + 2
      if !isBelow || !followingFits(next, beyond: line) {
        next.places = places
        next.profile = TableProfile(types, roles: roles)
        next.leading = 0
        audit.remarks.append("Line \(number(line)) has the header in another order; its columns are found by name.")
      }
    }
    segment = next
    foreignWidth = 0
    isAfterGap = false
    feed.advance()
    return true
  }

  private func followingFits(_ segment: TableSegment, beyond line: LineFeed.Line) -> Bool {
    for ahead in 1...3 {
      guard let next = feed.peek(ahead), !next.isOversized, next.count > 0 else { continue }
      var record = Record()
      let outcome = segment.cutting.cut(feed.pointer(next), next.count, into: &record)
      if outcome == .wellFormed, record.count == segment.lineWidth {
        return segment.profile.isRow(segment.placed(record).inSegment)
      }
    }
    return false
  }

  /// Whether a row begins with a word for totals.
  func isTotalRow(_ record: Record) -> Bool {
    for cell in 0..<record.count where !record.isEmpty(cell) {
      let text = record[cell]
      if CellShape.placeholders.contains(text) { continue }
      return KnownNames.isTotal(text)
    }
    return false
  }

  /// Whether a row of the table's width holds one text alone: a title or a note of a sheet.
  func isLabel(_ record: Record, _ verdict: TableProfile.Verdict) -> Bool {
    guard record.count >= 3, !verdict.isPerfect else { return false }
    return filled(record) == 1 && verdict.proofs == 0
  }

  /// Whether a row right below the header explains the columns: units, formats, names in another language.
  func isUnits(_ line: LineFeed.Line, _ record: Record, _ verdict: TableProfile.Verdict) -> Bool {
    guard rows == 0, survey.headerLine > 0, line.number <= survey.headerLine + survey.headerLines + 1 else {
      return false
    }
    return verdict.proofs == 0 && verdict.wrong >= 1 && verdict.wrong + verdict.other >= 2
  }

  func filled(_ record: Record) -> Int {
    (0..<record.count).count { !record.isEmpty($0) }
  }

  /// A line that is no row and cannot be made one: text around the table, or a broken row.
  func leaveOut(_ line: LineFeed.Line, _ record: Record, _ outcome: RowCutting.Outcome) {
    defer { feed.advance() }
    let filled = filled(record)
    if foreignWidth > 0 {
      if record.count == foreignWidth, record.count != segment.lineWidth || proofs(record) < 2 {
        setAside(.surrounding, line, "part of another table")
        return
      }
      foreignWidth = 0
    }
    if isSurrounding(line, record, filled: filled) {
      setAside(.surrounding, line, isAfterGap ? "around the table" : "between rows")
      isAfterGap = true
      return
    }
    if record.count >= 2, record.count != segment.lineWidth, isAfterGap, isForeignHeader(record) {
      foreignWidth = record.count
      setAside(.surrounding, line, "the header of another table")
      return
    }
    isAfterGap = false
    let width = segment.lineWidth
    let reason: String
    if outcome.isOpen {
      reason = "a quote is opened and not closed"
    } else if record.count != width {
      reason = "\(record.count) cells where the header has \(width), and no single way to mend it"
    } else {
      reason = misfits(record)
    }
    setAside(.broken, line, reason)
    isAfterBroken = true
  }

  /// The cells of a row that do not belong into their columns, as a sentence.
  private func misfits(_ record: Record) -> String {
    let row = segment.placed(record).inSegment
    let odd = segment.profile.types.indices.filter { column in
      row.withBytes(column) { segment.profile.types[column].fit($0) } != .fits
    }
    let shown = odd.prefix(4).map { column in
      let name = (segment.places?.firstIndex(of: column) ?? column)
      return "“\(row[column].prefix(30))” in “\(survey.header[min(name, survey.header.count - 1)])”"
    }
    return odd.isEmpty
      ? "quotes that can be read in more than one way" : "does not belong there: " + shown.joined(separator: ", ")
  }

  /// Whether a line that is no row is none of the table's rows either.
  private func isSurrounding(_ line: LineFeed.Line, _ record: Record, filled: Int) -> Bool {
    // What begins or ends as a row does is one, however little is left of it.
    if proofs(record) >= 2 || hasRowMarks(line) { return false }
    // Without a line end it may be the beginning of a row that was cut off; a note has several words.
    if line.end == .none, rows > 0, filled > 1 || !isAfterGap || record[0].split(separator: " ").count < 3 {
      return false
    }
    if filled <= 1 { return !beginsAsRow(record) }
    if record.count == segment.lineWidth { return isUnitsAlike(record) }
    if isAfterGap, filled * 2 <= segment.profile.width || filled <= 2 { return !beginsAsRow(record) }
    guard filled <= max(2, segment.profile.width / 3) else { return false }
    let first = record[0]
    return first.hasSuffix(":") || first.hasSuffix("：") || first.split(separator: " ").count >= 3
  }

  /// Whether no cell of a row is what its column wants although many could be.
  private func isUnitsAlike(_ record: Record) -> Bool {
    let verdict = segment.profile.verdict(segment.placed(record).inSegment)
    return rows == 0 && verdict.proofs == 0 && verdict.wrong >= 2
  }

  /// Cells from the left and from the right that their strict columns want, filled ones.
  private func proofs(_ record: Record) -> Int {
    let types = segment.profile.types
    var proofs = 0
    for column in 0..<min(record.count, types.count) where types[column].isStrict {
      let cell = record.bytes(of: column)
      guard !cell.isEmpty, segment.profile.fits(cell, column) else { break }
      proofs += 1
    }
    for back in 1...max(1, types.count) where back <= record.count && back <= types.count {
      let column = types.count - back
      guard types[column].isStrict else { continue }
      let cell = record.bytes(of: record.count - back)
      guard !cell.isEmpty, segment.profile.fits(cell, column) else { break }
      proofs += 1
    }
    return proofs
  }

  private func beginsAsRow(_ record: Record) -> Bool {
    guard let type = segment.profile.types.first, type.isStrict, record.count > 0, !record.isEmpty(0) else {
      return false
    }
    return segment.profile.fits(record.bytes(of: 0), 0)
  }

  /// Whether the text has as many delimiters of another kind as rows have, or begins or ends as a row would with them.
  private func hasRowMarks(_ line: LineFeed.Line) -> Bool {
    guard segment.profile.width >= 3 else { return false }
    let text = UnsafeBufferPointer(start: feed.pointer(line), count: line.count)
    let wanted = max(3, (segment.profile.width - 1) * 2 / 3)
    for delimiter in RowCutting.delimiters where delimiter != segment.cutting.delimiter {
      let marks = text.count { $0 == delimiter[0] }
      if marks == 0 { continue }
      if marks >= wanted { return true }
      var other = segment.cutting
      other.delimiter = delimiter
      var record = Record()
      _ = other.cut(feed.pointer(line), line.count, into: &record)
      if proofs(record) >= 2 { return true }
    }
    return false
  }

  /// Whether a line could name the columns of a table of another kind.
  private func isForeignHeader(_ record: Record) -> Bool {
    let cells = record.texts
    let names = cells.map { Field.normalised($0) }
    return !names.contains("") && Set(names).count == names.count && !cells.contains { HeaderSearch.isFigure($0) }
  }
}
