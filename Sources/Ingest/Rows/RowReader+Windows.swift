import CScan
import Glibc
import Ledger

/// Whether a last row without a line end is left for the next reading.
enum HoldBack {
  /// It is a row like any other.
  case never
  /// Where it has fewer fields than the header.
  case ifShort
  /// Always: the file was being written to a moment ago.
  case always
}

extension RowReader {
  /// Where the search of a window ended.
  private enum Stop {
    /// All rows that begin before the limit are done; the next begins here.
    case done(Int)
    /// The row that begins here goes on after the window.
    case incomplete(Int)
  }

  /// Reads the rows of one file that begin in `range`, and gives where the row after them begins.
  ///
  /// `told` is called after every window with the bytes and rows since the last call, and answers whether to go on.
  mutating func read(
    _ source: SourceBytes, _ range: Range<Int>, window windowBytes: Int, holdBack: HoldBack,
    told: (_ bytes: Int, _ rows: Int) -> Bool
  ) -> Int {
    var limit = max(256, windowBytes)
    var buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = range.lowerBound
    tally.lines = 0
    while tally.rows.count <= file {
      tally.rows.append(0)
      tally.linesOfFile.append(0)
    }
    while offset < range.upperBound {
      let rowsBefore = tally.rows[file]
      let window = source.window(at: offset, limit: limit, in: buffer)
      guard let base = window.baseAddress, window.count > 0 else { break }
      let isLast = offset + window.count >= source.count || window.count < limit
      let stop = readWindow(
        base, count: window.count, offset: offset, rowsBegin: range.upperBound - offset, isLast: isLast,
        holdBack: holdBack)
      var used: Int
      switch stop {
      case .done(let position): used = position
      case .incomplete(let position):
        used = position
        if position == 0 {
          if limit < ReadPlan.rowLimit {
            limit *= 2
            buffer.deallocate()
            buffer = .allocate(capacity: limit + SourceBytes.slack)
            continue
          }
          used = skipOversized(base, window.count, source, offset)
        }
      }
      offset += used
      if plan.mayStumble, stumbled.contains(file) { break }
      guard told(used, tally.rows[file] - rowsBefore) else { break }
      // Held back, or the file has become shorter.
      if used == 0 { break }
    }
    tally.linesOfFile[file] = tally.lines
    return offset
  }

  /// Reads the rows of a window that begin before `rowsBegin`.
  private mutating func readWindow(
    _ base: UnsafePointer<UInt8>, count: Int, offset: Int, rowsBegin: Int, isLast: Bool, holdBack: HoldBack
  ) -> Stop {
    let dialect = plan.layout.dialect
    let width = plan.layout.columns.count
    var at = 0
    while at < count, at < rowsBegin {
      let found = clientele_scan(
        base, at, count, dialect.delimiter, dialect.newline, isLast ? 1 : 0, positions, positionCapacity)
      var separators = found.count
      var newlines = found.newlines
      let isExhausted = found.reason == CLIENTELE_SCAN_END && positionCapacity - separators >= 80
      var isUnfinished = false
      if isExhausted, isLast, !endsRow(base, separators, count) {
        // A last row without a line end: as if one stood after it.
        positions[separators] = UInt32(count)
        separators += 1
        newlines += 1
        isUnfinished = true
      }
      if found.inner > 0 { stumble() }
      let rows = min(separators / width, tableCapacity)
      let isRegular = rows > 0 && newlines == separators / width && isEveryLast(base, count, rows, width)
      let end: Int
      if isRegular, !(isUnfinished && holdBack == .always) {
        end = readRegular(
          base, from: at, rows: rows, width: width, count: count, offset: offset, rowsBegin: rowsBegin,
          hasInner: found.inner > 0)
      } else {
        end = readIrregular(
          base, from: at, separators: separators, width: width, count: count, offset: offset, rowsBegin: rowsBegin,
          isUnfinished: isUnfinished, holdBack: holdBack)
      }
      if end > at {
        at = end
        continue
      }
      // No whole row before the stop: either a quote is to blame, or the row goes on.
      if found.reason == CLIENTELE_SCAN_MALFORMED
        || (found.reason == CLIENTELE_SCAN_OPEN && (isLast || count >= ReadPlan.rowLimit))
      {
        if isLast, holdBack != .never, found.reason == CLIENTELE_SCAN_OPEN {
          hasHeldBack = true
          return .done(at)
        }
        at = leaveOutQuote(base, from: at, quote: Int(found.quote), count: count, offset: offset)
        continue
      }
      if found.reason == CLIENTELE_SCAN_END, !isExhausted,
        let next = leaveOutCrowded(base, from: at, after: Int(positions[separators - 1]), count: count, isLast: isLast)
      {
        at = next
        continue
      }
      if isLast { return .done(at) }
      return .incomplete(at)
    }
    return .done(at)
  }

  /// Whether the last separator is the line end that the text ends with.
  private func endsRow(_ base: UnsafePointer<UInt8>, _ separators: Int, _ count: Int) -> Bool {
    guard separators > 0, Int(positions[separators - 1]) == count - 1 else { return false }
    return base[count - 1] == plan.layout.dialect.newline
  }

  /// Whether every `width`-th separator ends a line.
  @inline(__always)
  private func isEveryLast(_ base: UnsafePointer<UInt8>, _ count: Int, _ rows: Int, _ width: Int) -> Bool {
    let newline = plan.layout.dialect.newline
    var at = width &- 1
    var good = true
    for _ in 0..<rows {
      let position = Int(positions[at])
      good = good && (position == count || base[position] == newline)
      at &+= width
    }
    return good
  }

  /// Rows that all have the header's number of fields: the separators are the table.
  private mutating func readRegular(
    _ base: UnsafePointer<UInt8>, from start: Int, rows: Int, width: Int, count: Int, offset: Int, rowsBegin: Int,
    hasInner: Bool
  ) -> Int {
    batchStart = start
    batchIsPlain = !hasInner
    var begin = start
    var taken = 0
    var at = width &- 1
    while taken < rows, begin < rowsBegin {
      let end = Int(positions[at])
      batch.rowStart[taken] = UInt32(truncatingIfNeeded: begin)
      // A carriage return before the line feed belongs to the line end.
      let trimmed = end > begin && base[end &- 1] == 13 ? end &- 1 : end
      positions[at] = UInt32(truncatingIfNeeded: trimmed)
      batch.rowEnd[taken] = UInt32(truncatingIfNeeded: trimmed)
      begin = end &+ 1
      taken &+= 1
      at &+= width
    }
    readBatch(base, table: positions, rows: taken, width: width, offset: offset)
    let end = min(begin, count)
    tally.lines += hasInner ? lineFeeds(base, start, end) : taken
    return end
  }

  /// Rows of which some have fewer or more fields than the header.
  private mutating func readIrregular(
    _ base: UnsafePointer<UInt8>, from start: Int, separators: Int, width: Int, count: Int, offset: Int,
    rowsBegin: Int, isUnfinished: Bool, holdBack: HoldBack
  ) -> Int {
    let newline = plan.layout.dialect.newline
    batchStart = start
    batchIsPlain = false
    var begin = start
    var first = 0
    var taken = 0
    var at = 0
    while at < separators, taken < tableCapacity, begin < rowsBegin {
      let end = Int(positions[at])
      guard end == count || base[end] == newline else {
        at += 1
        continue
      }
      let fields = at - first + 1
      if end == count, isUnfinished, holdBack == .always || (holdBack == .ifShort && fields < width) {
        hasHeldBack = true
        break
      }
      let trimmed = end > begin && base[end - 1] == 13 ? end - 1 : end
      var isWhole = fields == width
      if fields > width {
        // Empty fields after the last column (a trailing delimiter) say nothing.
        let extra = TextPiece(
          start: base + Int(positions[first + width - 1]), count: trimmed - Int(positions[first + width - 1]))
        isWhole = (0..<extra.count).allSatisfy {
          extra.start[$0] == plan.layout.dialect.delimiter || extra.start[$0] <= 32
        }
      }
      if isWhole {
        for column in 0..<width { table[taken * width + column] = positions[first + column] }
        if fields == width { table[taken * width + width - 1] = UInt32(trimmed) }
        batch.rowStart[taken] = UInt32(begin)
        batch.rowEnd[taken] = UInt32(trimmed)
        taken += 1
      } else {
        let row = TextPiece(start: base + begin, count: trimmed - begin)
        tally.rows[file] += 1
        leaveOut(row, misfit(row), line: tally.lines + lineFeeds(base, start, begin))
      }
      at += 1
      first = at
      begin = end + 1
    }
    readBatch(base, table: table, rows: taken, width: width, offset: offset)
    let end = min(begin, count)
    tally.lines += lineFeeds(base, start, end)
    return end
  }

  /// The bucket of a row that has too few or too many fields.
  private func misfit(_ row: TextPiece) -> ImportReport.Bucket {
    if row.trimmed.count == 0 { return .blank }
    return TotalRows.isTotal(row, delimiter: plan.layout.dialect.delimiter) ? .total : .fields
  }

  /// Leaves out a row whose quote is never closed or is followed by text; reading goes on at the next line.
  private mutating func leaveOutQuote(
    _ base: UnsafePointer<UInt8>, from begin: Int, quote: Int, count: Int, offset: Int
  ) -> Int {
    var end = quote
    while end < count, base[end] != plan.layout.dialect.newline { end += 1 }
    tally.rows[file] += 1
    leaveOut(TextPiece(start: base + begin, count: end - begin), .quote, line: tally.lines)
    let next = min(count, end + 1)
    tally.lines += lineFeeds(base, begin, next)
    return next
  }

  /// Leaves out a row with more fields than there is room for, and gives where the next line begins; `nil` where the row
  /// goes on after the window.
  private mutating func leaveOutCrowded(
    _ base: UnsafePointer<UInt8>, from begin: Int, after last: Int, count: Int, isLast: Bool
  ) -> Int? {
    var end = last
    while end < count, base[end] != plan.layout.dialect.newline { end += 1 }
    guard end < count || isLast else { return nil }
    tally.rows[file] += 1
    leaveOut(TextPiece(start: base + begin, count: end - begin), .fields, line: tally.lines)
    let next = min(count, end + 1)
    tally.lines += lineFeeds(base, begin, next)
    return next
  }

  /// Leaves out a row that is longer than any row may be, and gives the bytes to its end.
  private mutating func skipOversized(
    _ base: UnsafePointer<UInt8>, _ count: Int, _ source: SourceBytes, _ offset: Int
  ) -> Int {
    tally.rows[file] += 1
    leaveOut(TextPiece(start: base, count: min(count, 400)), .fields, line: tally.lines)
    tally.lines += 1
    let newline = Int32(plan.layout.dialect.newline)
    if let found = memchr(base, newline, count) { return UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1 }
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var at = offset + count
    while true {
      let window = source.window(at: at, limit: step, in: buffer)
      guard let start = window.baseAddress, window.count > 0 else { return at - offset }
      if let found = memchr(start, newline, window.count) {
        return at - offset + (UnsafeRawPointer(found) - UnsafeRawPointer(start)) + 1
      }
      at += window.count
    }
  }

  /// Line ends between two places.
  func lineFeeds(_ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int) -> Int {
    let newline = Int32(plan.layout.dialect.newline)
    var lines = 0
    var at = from
    while at < to, let found = memchr(base + at, newline, to - at) {
      lines += 1
      at = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return lines
  }

  /// Notes that the file has a row that is not plain.
  @inline(never)
  private mutating func stumble() {
    if plan.mayStumble { stumbled.insert(file) }
  }

  /// Counts a row that is not in the ledger, and keeps it as an example while there are few.
  mutating func leaveOut(_ row: TextPiece, _ bucket: ImportReport.Bucket, line: Int) {
    tally.counts[bucket, default: 0] += 1
    if bucket == .fields || bucket == .quote { stumble() }
    keep(row, as: bucket, line: line)
  }

  /// Keeps a row as an example of its bucket while there are few.
  mutating func keep(_ row: TextPiece, as bucket: ImportReport.Bucket, line: Int) {
    let limit = bucket.isKept ? 1 : ImportReport.examplesKept
    guard tally.examples[bucket]?.count ?? 0 < limit else { return }
    let text = TextPiece(start: row.start, count: min(row.count, 400)).string
    tally.examples[bucket, default: []].append(RowTally.Example(file: file, line: line, text: text))
  }
}

/// Rows that sum up others: `Total`, 合计 and the like in the first cell with text.
enum TotalRows {
  private static let words: Set<String> = [
    "total", "totals", "grandtotal", "subtotal", "sum", "summary", "overall", "合计", "总计", "小计", "总和", "汇总", "合計",
    "總計", "小計",
  ]

  /// Whether the first cell of a row that has text is such a word, alone or with a colon.
  static func isTotal(_ row: TextPiece, delimiter: UInt8) -> Bool {
    var at = 0
    while at < row.count, row.start[at] == delimiter || row.start[at] <= 32 || row.start[at] == 34 { at += 1 }
    var end = at
    while end < row.count, row.start[end] != delimiter, row.start[end] != 34, end - at < 40 { end += 1 }
    var word = Field.normalised(TextPiece(start: row.start + at, count: end - at).string)
    while word.hasSuffix(":") || word.hasSuffix("：") { word.removeLast() }
    return words.contains(word)
  }
}
