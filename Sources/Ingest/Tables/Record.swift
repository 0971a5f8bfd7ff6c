/// One row of cells, without quotes; filled anew for every row, so that reading a million rows allocates nothing.
struct Record: Sendable {
  /// Line of the source (or row of a sheet) on which the row begins, from 1.
  var line = 0
  private var bytes: [UInt8] = []
  /// Where each cell begins and ends in `bytes`.
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// Where the cell that is being built begins.
  private var pending = 0

  /// Number of cells.
  var count: Int { ends.count }

  /// Empties the row.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    pending = 0
  }

  /// Adds a cell.
  mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
    makeRoom(cell.count)
    bytes.append(contentsOf: cell)
    endCell()
  }

  /// Adds a cell.
  mutating func append(_ cell: some StringProtocol) {
    makeRoom(cell.utf8.count)
    bytes.append(contentsOf: cell.utf8)
    endCell()
  }

  /// Adds bytes to the cell that is being built; `endCell` ends it.
  mutating func extend(_ byte: UInt8) {
    makeRoom(1)
    bytes.append(byte)
  }

  /// Adds bytes to the cell that is being built; `endCell` ends it.
  mutating func extend(_ more: UnsafeBufferPointer<UInt8>) {
    makeRoom(more.count)
    bytes.append(contentsOf: more)
  }

  /// Ends the cell that was built with `extend`.
  mutating func endCell() {
    starts.append(pending)
    ends.append(bytes.count)
    pending = bytes.count
  }

  /// Adds the cells of a text that has no quotes; the text is copied once, delimiters and all.
  mutating func append(cellsOf text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    makeRoom(text.count)
    let base = bytes.count
    bytes.append(contentsOf: text)
    for at in 0..<text.count where text[at] == delimiter {
      starts.append(pending)
      ends.append(base + at)
      pending = base + at + 1
    }
    endCell()
  }

  /// Gives all bytes of the row; `range` says where a cell is among them.
  func withAllBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }

  /// Takes many cells at once: their bytes, and where each cell ends in them. The row was empty before.
  mutating func take(_ cells: UnsafeBufferPointer<UInt8>, ends: some Sequence<Int>) {
    makeRoom(cells.count)
    bytes.append(contentsOf: cells)
    for end in ends {
      starts.append(pending)
      self.ends.append(end)
      pending = end
    }
  }

  /// Keeps room behind the last cell: numbers and hashes are read eight bytes at a time.
  private mutating func makeRoom(_ more: Int) {
    if bytes.capacity - bytes.count < more + SourceBytes.slack {
      bytes.reserveCapacity(2 * (bytes.count + more) + SourceBytes.slack)
    }
  }

  /// The bytes of a cell in `bytes`.
  func range(_ cell: Int) -> Range<Int> { starts[cell]..<ends[cell] }

  /// Whether a cell has no bytes, or is beyond the last.
  func isEmpty(_ cell: Int) -> Bool { cell < 0 || cell >= ends.count || range(cell).isEmpty }

  /// The text of a cell; empty beyond the last one.
  subscript(cell: Int) -> String {
    isEmpty(cell) ? "" : String(decoding: bytes[range(cell)], as: UTF8.self)
  }

  /// Gives the bytes of a cell.
  func withBytes<Result, Failure: Error>(
    _ cell: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = cell >= 0 && cell < ends.count ? range(cell) : 0..<0
    var outcome: Swift.Result<Result, Failure>?
    bytes.withUnsafeBufferPointer { buffer in
      do throws(Failure) {
        outcome = .success(try body(UnsafeBufferPointer(rebasing: buffer[range])))
      } catch {
        outcome = .failure(error)
      }
    }
    guard let outcome else { fatalError("the body was called") }
    return try outcome.get()
  }

  /// All cells as texts.
  var texts: [String] { (0..<count).map { self[$0] } }
}
