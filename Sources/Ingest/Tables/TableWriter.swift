import Glibc
import Ledger

/// Writes clean text: comma-separated, quoted where needed, one line per row, every row as wide as the header.
///
/// Line ends, tabs and other control characters inside cells become blanks, so that row k is line k + 2 of the text.
/// Rows that are too short are filled with empty cells; what is beyond the header's width is a mistake of the caller.
///
/// Where the columns are not known beforehand (sheets, objects), the table grows with its widest row: see `finish`.
final class TableWriter {
  /// Number of columns.
  private(set) var width: Int
  /// Rows written so far.
  var count: Int { lines.count }
  /// The file that messages blame.
  let name: String
  private let memoryLimit: Int
  private var spill: TextSpill
  private var buffer: [UInt8] = []
  private var cells = 0
  private var lines = RowLines()
  private let isGrowing: Bool
  /// Bytes that a growing table may take: rows of a few bytes with a cell far out would else fill the disk.
  private var limit = Int.max
  /// From which row on the text is how wide; of growing tables.
  private var widths: [(row: Int, width: Int)] = []

  /// Begins a table with these column names; `name` is the file that messages blame.
  init(columns: [String], name: String, memoryLimit: Int = TextSpill.memoryLimit) throws(IngestError) {
    width = columns.count
    isGrowing = false
    self.name = name
    self.memoryLimit = memoryLimit
    spill = TextSpill(name: name, memoryLimit: memoryLimit)
    buffer.reserveCapacity(1 << 17)
    for column in columns { add(column) }
    try endLine()
  }

  /// Begins a table whose columns show while its rows are written; `name` is the file that messages blame.
  ///
  /// - Parameter source: Bytes that the rows come from: the table may not be hundreds of times as large.
  init(growing name: String, source: Int, memoryLimit: Int = TextSpill.memoryLimit) {
    width = 0
    limit = max(UnpackLimit.bytes, source.multipliedReportingOverflow(by: UnpackLimit.times).partialValue)
    isGrowing = true
    self.name = name
    self.memoryLimit = memoryLimit
    spill = TextSpill(name: name, memoryLimit: memoryLimit)
    buffer.reserveCapacity(1 << 17)
  }

  /// Adds the next cell of the row.
  func add(_ cell: some StringProtocol) {
    var cell = String(cell)
    cell.withUTF8 { add($0) }
  }

  /// Adds the next cell of the row.
  func add(_ cell: UnsafeBufferPointer<UInt8>) {
    if cells > 0 { buffer.append(44) }
    cells += 1
    TableWriter.append(cell, to: &buffer)
  }

  private static func append(_ cell: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
    var isPlain = true
    for byte in cell where byte == 44 || byte == 34 || byte < 32 { isPlain = false }
    if let first = cell.first, let last = cell.last, first <= 32 || last <= 32 { isPlain = false }
    if isPlain {
      buffer.append(contentsOf: cell)
      return
    }
    buffer.append(34)
    for byte in cell {
      if byte == 34 { buffer.append(34) }
      buffer.append(byte < 32 ? 32 : byte)
    }
    buffer.append(34)
  }

  /// Adds an empty cell.
  func addEmpty() {
    if cells > 0 { buffer.append(44) }
    cells += 1
  }

  /// Writes all cells of a record and ends the row.
  func write(_ record: Record) throws(IngestError) {
    // The buffer is held by a local name meanwhile: each access to it through the object would be checked.
    var text: [UInt8] = []
    swap(&text, &buffer)
    for cell in 0..<min(record.count, width) {
      if cell > 0 || cells > 0 { text.append(44) }
      record.withBytes(cell) { TableWriter.append($0, to: &text) }
    }
    swap(&text, &buffer)
    cells += min(record.count, width)
    try endRow(line: record.line)
  }

  /// Ends the row, which began on `line` of its source.
  func endRow(line: Int) throws(IngestError) {
    while cells < width { addEmpty() }
    if cells > width, isGrowing {
      width = cells
      widths.append((lines.count, width))
    }
    lines.append(line)
    try endLine()
  }

  private func endLine() throws(IngestError) {
    cells = 0
    buffer.append(10)
    if buffer.count >= 1 << 16 {
      try spill.write(buffer)
      buffer.removeAll(keepingCapacity: true)
      if spill.count > limit { throw tooEmpty() }
    }
  }

  private func tooEmpty() -> IngestError {
    IngestError(
      kind: .notATable, file: name,
      what: "is hardly filled: \(Digits.grouped(count)) rows with cells in \(Digits.grouped(width)) columns",
      wayOut: "Save the orders alone, one row each, as CSV.")
  }

  /// The table; nothing may be written afterwards.
  ///
  /// - Parameter origin: The table that the rows came from: label, containers, encoding and audit are taken over.
  func table(from origin: TextTable) throws(IngestError) -> TextTable {
    try spill.write(buffer)
    buffer = []
    var table = origin
    table.bytes = try spill.source(
      bytesOnDisk: origin.bytes.bytesOnDisk, isPacked: origin.bytes.isPacked, changed: origin.bytes.changed)
    table.isClean = true
    table.lines = lines
    return table
  }

  /// The table of a writer that grew; nothing may be written afterwards.
  ///
  /// Rows that were written before the widest one are filled up, which takes one more pass over the text.
  ///
  /// - Parameters:
  ///   - header: Names of the columns, at least as many as the widest row has cells. `nil`: the rows hold the header,
  ///     wherever it is; the table is then raw text, `lines` has an entry for every line of it.
  ///   - origin: The table that the rows came from: label, containers, encoding and audit are taken over.
  func finish(header: [String]?, from origin: TextTable) throws(IngestError) -> TextTable {
    var table = origin
    table.lines = lines
    table.isClean = header != nil
    let (disk, packed, changed) = (origin.bytes.bytesOnDisk, origin.bytes.isPacked, origin.bytes.changed)
    try spill.write(buffer)
    buffer.removeAll(keepingCapacity: true)
    let final = max(width, header?.count ?? 0)
    if header != nil || widths.count > 1 {
      let text = try spill.source(bytesOnDisk: disk)
      spill = TextSpill(name: name, memoryLimit: memoryLimit)
      width = final
      if let header {
        for column in header { add(column) }
        try endLine()
      }
      try fill(text, to: final)
      try spill.write(buffer)
    }
    buffer = []
    table.bytes = try spill.source(bytesOnDisk: disk, isPacked: packed, changed: changed)
    return table
  }

  /// Copies rows and fills each up to `final` cells.
  private func fill(_ text: SourceBytes, to final: Int) throws(IngestError) {
    let step = 1 << 18
    let space = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { space.deallocate() }
    var offset = 0
    var row = 0
    var next = 0
    var missing = 0
    while true {
      let window = text.window(at: offset, limit: step, in: space)
      guard let start = window.baseAddress, window.count > 0 else { return }
      offset += window.count
      var at = 0
      while at < window.count {
        if next < widths.count, widths[next].row == row {
          missing = final - widths[next].width
          next += 1
        }
        if missing == 0, next == widths.count {
          buffer.append(contentsOf: UnsafeBufferPointer(start: start + at, count: window.count - at))
          at = window.count
        } else if let end = memchr(start + at, 10, window.count - at) {
          let length = UnsafeRawPointer(end) - UnsafeRawPointer(start + at)
          buffer.append(contentsOf: UnsafeBufferPointer(start: start + at, count: length))
          for _ in 0..<missing { buffer.append(44) }
          buffer.append(10)
          at += length + 1
          row += 1
        } else {
          buffer.append(contentsOf: UnsafeBufferPointer(start: start + at, count: window.count - at))
          at = window.count
        }
        if buffer.count >= 1 << 16 {
          try spill.write(buffer)
          buffer.removeAll(keepingCapacity: true)
          if spill.count > limit { throw tooEmpty() }
        }
      }
    }
  }
}
