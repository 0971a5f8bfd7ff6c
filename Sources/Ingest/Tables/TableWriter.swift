/// Writes clean text: comma-separated, quoted where needed, one line per row, every row as wide as the header.
///
/// Line ends, tabs and other control characters inside cells become blanks, so that row k is line k + 2 of the text.
/// Rows that are too short are filled with empty cells; what is beyond the header's width is a mistake of the caller.
final class TableWriter {
  /// Number of columns.
  let width: Int
  /// Rows written so far.
  var count: Int { lines.count }
  private let spill: TextSpill
  private var buffer: [UInt8] = []
  private var cells = 0
  private var lines = RowLines()

  /// Begins a table with these column names; `name` is the file that messages blame.
  init(columns: [String], name: String, memoryLimit: Int = TextSpill.memoryLimit) throws(IngestError) {
    width = columns.count
    spill = TextSpill(name: name, memoryLimit: memoryLimit)
    buffer.reserveCapacity(1 << 17)
    for column in columns { add(column) }
    try endLine()
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
    record.withAllBytes { bytes in
      for cell in 0..<min(record.count, width) { add(UnsafeBufferPointer(rebasing: bytes[record.range(cell)])) }
    }
    try endRow(line: record.line)
  }

  /// Ends the row, which began on `line` of its source.
  func endRow(line: Int) throws(IngestError) {
    while cells < width { addEmpty() }
    lines.append(line)
    try endLine()
  }

  private func endLine() throws(IngestError) {
    cells = 0
    buffer.append(10)
    if buffer.count >= 1 << 16 {
      try spill.write(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
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
}
