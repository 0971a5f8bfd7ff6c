import CExpat
import Glibc
import Ledger

/// One sheet of a workbook, from XML to rows of text, row by row: memory does not grow with the sheet.
final class SheetReader: XMLReader {
  /// Columns that a sheet can have.
  static let columnLimit = 16_384
  /// Rows that a sheet can have, in the programs that allow the most.
  private static let rowLimit = 16_777_216

  private enum Kind {
    case number, shared, text, inline, truth, error, date
  }

  private let strings: SharedStrings
  private let areDates: [Bool]
  private let has1904Dates: Bool
  private let writer: TableWriter
  private var audit = TableAudit()

  // The row that is being read: its cells' bytes one after the other, and where each ends.
  private var row = 0
  private var column = 0
  private var bytes: [UInt8] = []
  private var cells: [(column: Int, end: Int)] = []
  private var isInOrder = true

  // The cell.
  private var kind = Kind.number
  private var style = 0
  private var value: [UInt8] = []
  private var takesText = false
  private var isInline = false
  private var isPhonetic = false
  private var number = SheetNumber()

  private var lastRow = 0
  private var tooLong: (count: Int, first: String) = (0, "")

  /// A reader of one sheet; `label` is what messages blame.
  ///
  /// - Parameter source: Bytes of the workbook.
  init(
    label: String, _ strings: SharedStrings, _ styles: CellStyles, has1904Dates: Bool, source: Int
  ) throws(IngestError) {
    self.strings = strings
    areDates = styles.areDates
    self.has1904Dates = has1904Dates
    writer = TableWriter(growing: label, source: source)
    try super.init(label: label)
  }

  /// The rows read, without empty ones at the end; `nil` where the sheet holds nothing.
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

  // MARK: Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case Names.cell: startCell(attributes)
    case Names.value: takesText = !isInline
    case Names.text: takesText = isInline && !isPhonetic
    case Names.row:
      row += 1
      attributes.eachOfOneLetter { if $0 == UInt8(ascii: "r") { row = Self.number($1) } }
      column = 0
      if row < 1 || row > Self.rowLimit { fail("is damaged: a row has a number that no sheet has") }
    case Names.inline: isInline = true
    case Names.phonetic: isPhonetic = true
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if takesText { value.append(contentsOf: bytes) }
  }

  override func end(_ name: XMLName) {
    switch name {
    case Names.cell: endCell()
    case Names.value, Names.text: takesText = false
    case Names.row: endRow()
    case Names.inline: isInline = false
    case Names.phonetic: isPhonetic = false
    default: break
    }
  }

  private func startCell(_ attributes: XMLAttributes) {
    column += 1
    kind = .number
    style = 0
    value.removeAll(keepingCapacity: true)
    attributes.eachOfOneLetter { name, text in
      switch name {
      case UInt8(ascii: "r"): column = Self.column(text)
      case UInt8(ascii: "s"): style = Self.number(text)
      case UInt8(ascii: "t"): kind = Self.kind(text)
      default: break
      }
    }
    if column > Self.columnLimit || column < 1 {
      fail(
        with: IngestError(
          kind: .notATable, file: writer.name, line: row,
          what: "has more than \(Digits.grouped(Self.columnLimit)) columns", wayOut: "Save the sheet of orders as CSV.")
      )
    }
  }

  private func endCell() {
    guard !value.isEmpty else { return }
    let start = bytes.count
    switch kind {
    case .number: appendNumber()
    case .shared: appendShared()
    case .text, .inline:
      bytes.append(contentsOf: value)
      SheetText.unescape(&bytes, from: start)
    case .truth: bytes.append(contentsOf: (value == [49] ? "TRUE" : "FALSE").utf8)
    case .error: break
    case .date: appendISODate()
    }
    guard bytes.count > start else { return }
    if let last = cells.last, last.column >= column { isInOrder = false }
    cells.append((column, bytes.count))
  }

  private func appendNumber() {
    value.withUnsafeBufferPointer { text in
      if style < areDates.count, style >= 0, areDates[style] {
        number.append(date: text, has1904Dates: has1904Dates, to: &bytes)
      } else {
        number.append(text, to: &bytes)
      }
    }
    guard number.isTooLong else { return }
    if tooLong.count == 0 { tooLong.first = Self.letters(column) + String(row) }
    tooLong.count += 1
  }

  private func appendShared() {
    guard let count = strings.count else {
      fail("is damaged: the texts of its cells (sharedStrings.xml) are missing")
      return
    }
    var position = 0
    for byte in value {
      guard byte >= 48, byte <= 57, position < 1 << 40 else {
        position = count
        break
      }
      position = position * 10 + Int(byte - 48)
    }
    guard position < count else {
      fail("is damaged: cell \(Self.letters(column))\(row) names a text that the workbook does not have")
      return
    }
    bytes.append(contentsOf: strings.text(position))
  }

  /// A date as strict workbooks write it: `2024-05-01T10:00:00`.
  private func appendISODate() {
    let text = String(decoding: value, as: UTF8.self)
    let parts = text.split(separator: "T", maxSplits: 1)
    let time = parts.count > 1 ? parts[1].prefix(8) : ""
    bytes.append(contentsOf: (parts.first ?? "").utf8)
    guard !time.isEmpty, time != "00:00:00" else { return }
    bytes.append(32)
    bytes.append(contentsOf: time.utf8)
  }

  private func endRow() {
    defer {
      cells.removeAll(keepingCapacity: true)
      bytes.removeAll(keepingCapacity: true)
      isInOrder = true
    }
    guard !cells.isEmpty else { return }
    countBlanks()
    bytes.withUnsafeBufferPointer { text in
      if isInOrder {
        var (next, start) = (1, 0)
        for cell in cells {
          while next < cell.column {
            writer.addEmpty()
            next += 1
          }
          writer.add(UnsafeBufferPointer(rebasing: text[start..<cell.end]))
          start = cell.end
          next += 1
        }
      } else {
        writeUnordered(text)
      }
    }
    do throws(IngestError) {
      try writer.endRow(line: row)
    } catch {
      fail(with: error)
    }
    lastRow = row
  }

  /// Cells that do not follow each other; of two in one place the later one counts.
  private func writeUnordered(_ text: UnsafeBufferPointer<UInt8>) {
    var places: [Int: Range<Int>] = [:]
    var start = 0
    for cell in cells {
      places[cell.column] = start..<cell.end
      start = cell.end
    }
    for column in 1...(places.keys.max() ?? 1) {
      if let place = places[column] {
        writer.add(UnsafeBufferPointer(rebasing: text[place]))
      } else {
        writer.addEmpty()
      }
    }
  }

  /// Rows without any text between two that have some.
  private func countBlanks() {
    guard lastRow > 0, row > lastRow + 1 else { return }
    let known = audit.examples[.blank]?.count ?? 0
    for blank in (lastRow + 1..<row).prefix(max(0, ImportReport.examplesKept - known)) {
      audit.examples[.blank, default: []].append(TableAudit.Row(line: blank, text: ""))
    }
    audit.counts[.blank, default: 0] += row - lastRow - 1
  }
}

// MARK: Names and references

extension SheetReader {
  private enum Names {
    static let row = XMLName("row")
    static let cell = XMLName("c")
    static let value = XMLName("v")
    static let text = XMLName("t")
    static let inline = XMLName("is")
    static let phonetic = XMLName("rPh")
  }

  private static func kind(_ text: UnsafePointer<XML_Char>) -> Kind {
    switch (UInt8(bitPattern: text[0]), text[1]) {
    case (UInt8(ascii: "s"), 0): return .shared
    case (UInt8(ascii: "s"), _): return .text
    case (UInt8(ascii: "i"), _): return .inline
    case (UInt8(ascii: "b"), _): return .truth
    case (UInt8(ascii: "e"), _): return .error
    case (UInt8(ascii: "d"), _): return .date
    default: return .number
    }
  }

  /// A number without a sign; -1 where it is none.
  private static func number(_ text: UnsafePointer<XML_Char>) -> Int {
    var value = 0
    var at = text
    while at.pointee != 0 {
      let digit = Int(at.pointee) - 48
      guard digit >= 0, digit <= 9, value < 1 << 40 else { return -1 }
      value = value * 10 + digit
      at += 1
    }
    return value
  }

  /// The column of a reference such as `C5`, from 1; beyond the limit where it is too large.
  private static func column(_ text: UnsafePointer<XML_Char>) -> Int {
    var value = 0
    var at = text
    while at.pointee >= 65, value <= columnLimit {
      value = value * 26 + (Int(at.pointee) | 32) - 96
      at += 1
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
