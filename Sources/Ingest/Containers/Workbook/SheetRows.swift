import Ledger

/// The rows of a sheet on their way from cells to text.
struct SheetRows {
  typealias Slice = UnsafeBufferPointer<UInt8>

  /// Rows that a sheet can have, in the programs that allow the most.
  private static let rowLimit = 16_777_216

  private enum Kind {
    case number, shared, text, truth, error, date
  }

  /// Why the reading has to end.
  private(set) var failure: IngestError?
  private let label: String
  private let strings: SharedStrings
  private let areDates: [Bool]
  private let has1904Dates: Bool
  private let writer: TableWriter
  private var audit = TableAudit()

  // The row that is being read: its cells' bytes one after the other, and where each ends.
  private var row = 0
  private var bytes: [UInt8] = []
  private var cells: [(column: Int, end: Int)] = []
  private var isInOrder = true

  // The cell.
  private var column = 0
  private var kind = Kind.number
  private var style = 0
  private var number = SheetNumber()

  private var lastRow = 0
  private var tooLong: (count: Int, first: String) = (0, "")

  /// No rows; `label` is what messages blame, `source` the bytes of the workbook.
  init(label: String, _ strings: SharedStrings, areDates: [Bool], has1904Dates: Bool, source: Int) {
    self.label = label
    self.strings = strings
    self.areDates = areDates
    self.has1904Dates = has1904Dates
    writer = TableWriter(growing: label, source: source)
  }

  /// The rows read, without empty ones at the end; `nil` where there are none.
  func table(from origin: TextTable) throws(IngestError) -> TextTable? {
    guard writer.count > 0 else { return nil }
    var table = try writer.finish(header: nil, from: origin)
    table.audit.merge(audit)
    if tooLong.count > 0 {
      let more = tooLong.count == 1 ? "" : " and \(Digits.grouped(tooLong.count - 1)) more cells"
      table.audit.remarks.append(
        "Numbers longer than 15 digits were rounded by the spreadsheet: \(tooLong.first)\(more). Their last digits are "
          + "not what was entered; order numbers belong into cells of text.")
    }
    return table
  }

  // MARK: Rows and cells

  /// A row begins; without a number it is the next one.
  mutating func beginRow(_ reference: Slice) {
    row = reference.isEmpty ? row + 1 : Self.number(reference)
    column = 0
    if row < 1 || row > Self.rowLimit { fail("is damaged: a row has a number that no sheet has") }
  }

  /// A cell begins; without a reference it is the next one of the row.
  mutating func beginCell(_ reference: Slice, style: Slice, type: Slice) {
    column = reference.isEmpty ? column + 1 : Self.column(reference)
    self.style = style.isEmpty ? 0 : Self.number(style)
    kind = type.isEmpty ? .number : Self.kind(type)
    if column > SheetReader.columnLimit || column < 1 {
      fail(
        with: IngestError(
          kind: .notATable, file: label, line: row,
          what: "has more than \(Digits.grouped(SheetReader.columnLimit)) columns",
          wayOut: "Save the sheet of orders as CSV."))
    }
  }

  /// The cell ends; what its value is.
  mutating func endCell(_ value: Slice) {
    guard value.count > 0 else { return }
    let start = bytes.count
    switch kind {
    case .number: appendNumber(value)
    case .shared: appendShared(value)
    case .text:
      bytes.append(contentsOf: value)
      SheetText.unescape(&bytes, from: start)
    case .truth: bytes.append(contentsOf: (value.elementsEqual([49]) ? "TRUE" : "FALSE").utf8)
    case .error: break
    case .date: appendISODate(value)
    }
    guard bytes.count > start else { return }
    if let last = cells.last, last.column >= column { isInOrder = false }
    cells.append((column, bytes.count))
  }

  /// The row ends.
  mutating func endRow() {
    if !cells.isEmpty {
      countBlanks()
      bytes.withUnsafeBufferPointer { isInOrder ? write($0) : writeUnordered($0) }
      do throws(IngestError) {
        try writer.endRow(line: row)
      } catch {
        fail(with: error)
      }
      lastRow = row
    }
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    isInOrder = true
  }

  private mutating func fail(_ what: String) {
    fail(
      with: IngestError(
        kind: .damaged, file: label, what: what, wayOut: "Copy or download it again, or save it anew as .xlsx or CSV."))
  }

  private mutating func fail(with error: IngestError) {
    if failure == nil { failure = error }
  }

  // MARK: Values

  private mutating func appendNumber(_ value: Slice) {
    if style < areDates.count, style >= 0, areDates[style] {
      number.append(date: value, has1904Dates: has1904Dates, to: &bytes)
    } else {
      number.append(value, to: &bytes)
    }
    guard number.isTooLong else { return }
    if tooLong.count == 0 { tooLong.first = Self.letters(column) + String(row) }
    tooLong.count += 1
  }

  private mutating func appendShared(_ value: Slice) {
    guard let count = strings.count else {
      fail("is damaged: the texts of its cells (sharedStrings.xml) are missing")
      return
    }
    let position = Self.number(value)
    guard position >= 0, position < count else {
      fail("is damaged: cell \(Self.letters(column))\(row) names a text that the workbook does not have")
      return
    }
    bytes.append(contentsOf: strings.text(position))
  }

  /// A date as strict workbooks write it: `2024-05-01T10:00:00`.
  private mutating func appendISODate(_ value: Slice) {
    let parts = String(decoding: value, as: UTF8.self).split(separator: "T", maxSplits: 1)
    let time = parts.count > 1 ? parts[1].prefix(8) : ""
    bytes.append(contentsOf: (parts.first ?? "").utf8)
    guard !time.isEmpty, time != "00:00:00" else { return }
    bytes.append(32)
    bytes.append(contentsOf: time.utf8)
  }

  // MARK: Writing

  private func write(_ text: Slice) {
    var (next, start) = (1, 0)
    for cell in cells {
      while next < cell.column {
        writer.addEmpty()
        next += 1
      }
      writer.add(Slice(rebasing: text[start..<cell.end]))
      start = cell.end
      next += 1
    }
  }

  /// Cells that do not follow each other; of two in one place the later one counts.
  private func writeUnordered(_ text: Slice) {
    var places: [Int: Range<Int>] = [:]
    var start = 0
    for cell in cells {
      places[cell.column] = start..<cell.end
      start = cell.end
    }
    for column in 1...(places.keys.max() ?? 1) {
      if let place = places[column] {
        writer.add(Slice(rebasing: text[place]))
      } else {
        writer.addEmpty()
      }
    }
  }

  /// Rows without any text between two that have some.
  private mutating func countBlanks() {
    guard lastRow > 0, row > lastRow + 1 else { return }
    let known = audit.examples[.blank]?.count ?? 0
    for blank in (lastRow + 1..<row).prefix(max(0, ImportReport.examplesKept - known)) {
      audit.examples[.blank, default: []].append(TableAudit.Row(line: blank, text: ""))
    }
    audit.counts[.blank, default: 0] += row - lastRow - 1
  }

  // MARK: References

  private static func kind(_ text: Slice) -> Kind {
    switch text[0] {
    case UInt8(ascii: "s"): return text.count == 1 ? .shared : .text
    case UInt8(ascii: "i"): return .text
    case UInt8(ascii: "b"): return .truth
    case UInt8(ascii: "e"): return .error
    case UInt8(ascii: "d"): return .date
    default: return .number
    }
  }

  /// A number without a sign; -1 where it is none.
  private static func number(_ text: Slice) -> Int {
    var value = 0
    for byte in text {
      guard byte >= 48, byte <= 57, value < 1 << 40 else { return -1 }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  /// The column of a reference such as `C5`, from 1; beyond the limit where it is too large.
  private static func column(_ text: Slice) -> Int {
    var value = 0
    for byte in text where byte >= 65 {
      guard value <= SheetReader.columnLimit else { break }
      value = value * 26 + Int(byte | 32) - 96
    }
    return value
  }

  /// The letters of a column: 28 is AB.
  private static func letters(_ column: Int) -> String {
    var rest = column
    var letters = ""
    while rest > 0 {
      letters = String(Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
