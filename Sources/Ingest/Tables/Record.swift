/// One row of cells, without quotes; filled anew for every row, so that reading a million rows allocates nothing.
struct Record: Sendable {
  /// Line of the source (or row of a sheet) on which the row begins, from 1.
  var line = 0
  private var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  private var ends: [Int] = []

  /// Number of cells.
  var count: Int { ends.count }

  /// Empties the row.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds a cell.
  mutating func append(_ cell: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: cell)
    ends.append(bytes.count)
  }

  /// Adds a cell.
  mutating func append(_ cell: some StringProtocol) {
    bytes.append(contentsOf: cell.utf8)
    ends.append(bytes.count)
  }

  /// Adds bytes to the cell that is being built; `endCell` ends it.
  mutating func extend(_ byte: UInt8) { bytes.append(byte) }

  /// Adds bytes to the cell that is being built; `endCell` ends it.
  mutating func extend(_ more: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: more) }

  /// Ends the cell that was built with `extend`.
  mutating func endCell() { ends.append(bytes.count) }

  /// Gives the bytes of all cells, one after the other.
  func withAllBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) { bytes.withUnsafeBufferPointer(body) }

  /// Takes many cells at once: their bytes, and where each cell ends in them. The row was empty before.
  mutating func take(_ cells: UnsafeBufferPointer<UInt8>, ends: some Sequence<Int>) {
    bytes.append(contentsOf: cells)
    self.ends.append(contentsOf: ends)
  }

  /// The bytes of a cell in `bytes`.
  func range(_ cell: Int) -> Range<Int> { (cell == 0 ? 0 : ends[cell - 1])..<ends[cell] }

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
