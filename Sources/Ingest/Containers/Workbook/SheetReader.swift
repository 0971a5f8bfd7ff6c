import CExpat
import Glibc
import Ledger

/// One sheet of a workbook, from XML to rows of text, row by row: memory does not grow with the sheet.
final class SheetReader: XMLReader {
  /// Columns that a sheet can have.
  static let columnLimit = 16_384

  /// Behind a pointer: the fields of a class are checked at every access, and there are some for every cell.
  private let rows: UnsafeMutablePointer<SheetRows>
  private var lifter = CellLifter()
  /// Bytes at the end of a piece that may be the beginning of a cell.
  private var carried: [UInt8] = []

  // What the parser is inside of.
  private var value: [UInt8] = []
  private var takesText = false
  private var isInline = false
  private var isPhonetic = false

  /// A reader of one sheet; `label` is what messages blame.
  ///
  /// - Parameter source: Bytes of the workbook.
  init(
    label: String, _ strings: SharedStrings, _ styles: CellStyles, has1904Dates: Bool, source: Int
  ) throws(IngestError) {
    rows = .allocate(capacity: 1)
    rows.initialize(
      to: SheetRows(label: label, strings, areDates: styles.areDates, has1904Dates: has1904Dates, source: source))
    try super.init(label: label)
  }

  deinit {
    rows.deinitialize(count: 1)
    rows.deallocate()
  }

  /// The rows read, without empty ones at the end; `nil` where the sheet holds nothing.
  func table(from origin: TextTable) throws(IngestError) -> TextTable? { try rows.pointee.table(from: origin) }

  // MARK: Plain cells

  override func feed(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(IngestError) {
    if carried.isEmpty {
      try lift(piece, isLast: isLast)
    } else {
      var whole = carried
      carried = []
      whole.append(contentsOf: piece)
      let failure = whole.withUnsafeBufferPointer { window -> IngestError? in
        do throws(IngestError) {
          try lift(window, isLast: isLast)
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
    }
    if isLast { try parse(UnsafeBufferPointer(start: nil, count: 0), isLast: true) }
  }

  /// Reads the plain cells of a piece, and hands all else to the parser in the order in which it stands.
  private func lift(_ window: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(IngestError) {
    lifter.look(window)
    guard lifter.isAllowed else {
      try parse(window, isLast: false)
      return
    }
    let lifter = lifter
    var cell = CellLifter.Cell()
    var at = 0
    while at < window.count {
      switch lifter.find(window, at: at, &cell) {
      case .cell(let count):
        rows.pointee.beginCell(cell.reference, style: cell.style, type: cell.type)
        rows.pointee.endCell(cell.value)
        if let failure = rows.pointee.failure { throw failure }
        at += count
      case .other(let count):
        try parse(UnsafeBufferPointer(rebasing: window[at..<at + count]), isLast: false)
        at += count
      case .unfinished:
        let rest = UnsafeBufferPointer(rebasing: window[at...])
        // No plain cell is as long as this.
        guard !isLast, rest.count < 1 << 16 else {
          try parse(rest, isLast: false)
          return
        }
        carried = Array(rest)
        return
      }
    }
  }

  // MARK: Elements

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case Names.cell:
      var (reference, style, type) = (Self.none, Self.none, Self.none)
      attributes.eachOfOneLetter { name, text in
        switch name {
        case UInt8(ascii: "r"): reference = text
        case UInt8(ascii: "s"): style = text
        case UInt8(ascii: "t"): type = text
        default: break
        }
      }
      value.removeAll(keepingCapacity: true)
      rows.pointee.beginCell(reference, style: style, type: type)
    case Names.value: takesText = !isInline
    case Names.text: takesText = isInline && !isPhonetic
    case Names.row:
      var number = Self.none
      attributes.eachOfOneLetter { if $0 == UInt8(ascii: "r") { number = $1 } }
      rows.pointee.beginRow(number)
    case Names.inline: isInline = true
    case Names.phonetic: isPhonetic = true
    default: break
    }
    if let failure = rows.pointee.failure { fail(with: failure) }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if takesText { value.append(contentsOf: bytes) }
  }

  override func end(_ name: XMLName) {
    switch name {
    case Names.cell: value.withUnsafeBufferPointer { rows.pointee.endCell($0) }
    case Names.value, Names.text: takesText = false
    case Names.row: rows.pointee.endRow()
    case Names.inline: isInline = false
    case Names.phonetic: isPhonetic = false
    default: break
    }
    if let failure = rows.pointee.failure { fail(with: failure) }
  }

  private static var none: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

  private enum Names {
    static let row = XMLName("row")
    static let cell = XMLName("c")
    static let value = XMLName("v")
    static let text = XMLName("t")
    static let inline = XMLName("is")
    static let phonetic = XMLName("rPh")
  }
}
