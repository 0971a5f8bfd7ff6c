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
  /// Bytes on their way to `spill`. A pointer: an array that a class holds is checked at every access, which would be half
  /// of the work.
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 17
  private var fill = 0
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
    buffer = .allocate(capacity: capacity)
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
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// Adds the next cell of the row.
  func add(_ cell: some StringProtocol) {
    var cell = String(cell)
    cell.withUTF8 { add($0) }
  }

  /// Adds the next cell of the row.
  func add(_ cell: UnsafeBufferPointer<UInt8>) {
    makeRoom(2 * cell.count + 3)
    var at = buffer + fill
    if cells > 0 {
      at.pointee = 44
      at += 1
    }
    cells += 1
    if let start = cell.baseAddress, cell.count > 0 {
      var isPlain = start[0] > 32 && start[cell.count - 1] > 32
      for byte in cell where byte == 44 || byte == 34 || byte < 32 { isPlain = false }
      if isPlain {
        at.update(from: start, count: cell.count)
        at += cell.count
      } else {
        at = Self.quote(cell, at)
      }
    }
    fill = at - buffer
  }

  /// Adds an empty cell.
  func addEmpty() {
    if cells > 0 { append(44) }
    cells += 1
  }

  /// Writes a cell in quotes and gives where it ends.
  private static func quote(
    _ cell: UnsafeBufferPointer<UInt8>, _ start: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    var at = start
    at.pointee = 34
    at += 1
    for byte in cell {
      if byte == 34 {
        at.pointee = 34
        at += 1
      }
      at.pointee = byte < 32 ? 32 : byte
      at += 1
    }
    at.pointee = 34
    return at + 1
  }

  private func append(_ byte: UInt8) {
    makeRoom(1)
    buffer[fill] = byte
    fill += 1
  }

  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    makeRoom(bytes.count)
    (buffer + fill).update(from: start, count: bytes.count)
    fill += bytes.count
  }

  @inline(__always)
  private func makeRoom(_ more: Int) {
    if fill + more > capacity { grow(more) }
  }

  private func grow(_ more: Int) {
    capacity = max(2 * capacity, fill + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: buffer, count: fill)
    buffer.deallocate()
    buffer = larger
  }

  /// Hands the bytes on once there are more than `least`.
  private func flush(_ least: Int = 0) throws(IngestError) {
    guard fill > least else { return }
    try spill.write(UnsafeBufferPointer(start: buffer, count: fill))
    fill = 0
    if spill.count > limit { throw tooEmpty() }
  }

  /// Writes all cells of a record and ends the row.
  func write(_ record: Record) throws(IngestError) {
    record.withAllBytes { bytes in
      for cell in 0..<min(record.count, width) { add(UnsafeBufferPointer(rebasing: bytes[record.range(cell)])) }
    }
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
    append(10)
    try flush(1 << 16)
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
    try flush()
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
    try flush()
    let final = max(width, header?.count ?? 0)
    if header != nil || widths.count > 1 {
      let text = try spill.source(bytesOnDisk: disk)
      spill = TextSpill(name: name, memoryLimit: memoryLimit)
      width = final
      if let header {
        for column in header { add(column) }
        try endLine()
      }
      try copy(text, to: final)
      try flush()
    }
    table.bytes = try spill.source(bytesOnDisk: disk, isPacked: packed, changed: changed)
    return table
  }

  /// Copies rows and fills each up to `final` cells.
  private func copy(_ text: SourceBytes, to final: Int) throws(IngestError) {
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
          append(UnsafeBufferPointer(start: start + at, count: window.count - at))
          at = window.count
        } else if let end = memchr(start + at, 10, window.count - at) {
          let length = UnsafeRawPointer(end) - UnsafeRawPointer(start + at)
          append(UnsafeBufferPointer(start: start + at, count: length))
          for _ in 0..<missing { append(44) }
          append(10)
          at += length + 1
          row += 1
        } else {
          append(UnsafeBufferPointer(start: start + at, count: window.count - at))
          at = window.count
        }
        try flush(1 << 16)
      }
    }
  }
}
