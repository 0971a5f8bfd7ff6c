/// Rows of one or more files under a key, such as the number of the order that they belong to: all rows of a key can be
/// had together, wherever they stood.
///
/// The cells lie in a `TextSpill`; in memory are 16 bytes for each row. Groups come in the order in which their keys
/// first appeared, so that files whose rows lie side by side are read back from front to end.
/// Complexity: O(rows log rows) once, O(log rows) for a look-up.
final class KeyedRows {
  /// Number of cells of each row.
  let width: Int
  /// Number of rows.
  var count: Int { entries.count }

  /// Where a row lies, under the hash of its key.
  private struct Entry {
    var hash: UInt64
    /// Offset × 2²⁴ + length.
    var place: UInt64
    var offset: Int { Int(place >> 24) }
    var length: Int { Int(place & 0xFF_FFFF) }
  }

  private static let longest = 1 << 23
  private let spill: TextSpill
  private var entries: [Entry] = []
  /// First entry of each group, by first appearance, and the number of its entries.
  private var groups: [(first: UInt32, count: UInt32)] = []
  private var bytes: SourceBytes?
  private var row: [UInt8] = []
  private var written = 0
  private var lone: UInt64 = 0
  private var buffer: UnsafeMutablePointer<UInt8>?
  private var bufferSize = 0

  /// No rows yet, of `width` cells each; `name` is the file that messages blame.
  init(width: Int, name: String, memoryLimit: Int = TextSpill.memoryLimit) {
    self.width = width
    spill = TextSpill(name: name, memoryLimit: memoryLimit)
  }

  deinit { buffer?.deallocate() }

  /// Adds a row: its cells, the file (by number) and line it came from. An empty key is like no other.
  ///
  /// - Returns: `false`, and adds nothing, where the row has more than 8 MB.
  func add(_ cells: Record, key: Int, table: Int) throws(IngestError) -> Bool {
    // Number of the file, line, where each cell ends, then the cells.
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: repeatElement(0, count: 8 + width * 4))
    row.withUnsafeMutableBytes { header in
      header.storeBytes(of: UInt32(truncatingIfNeeded: table), as: UInt32.self)
      header.storeBytes(of: UInt32(truncatingIfNeeded: cells.line), toByteOffset: 4, as: UInt32.self)
      var end = 0
      for cell in 0..<width {
        end += cells.range(cell).count
        header.storeBytes(of: UInt32(truncatingIfNeeded: end), toByteOffset: 8 + cell * 4, as: UInt32.self)
      }
    }
    cells.withAllBytes { bytes in
      for cell in 0..<width { row.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[cells.range(cell)])) }
    }
    guard row.count < KeyedRows.longest else { return false }
    let hash = cells.withBytes(key) { KeyedRows.hash($0) }
    let known = hash ?? loneHash()
    entries.append(Entry(hash: known, place: UInt64(written) << 24 | UInt64(row.count)))
    try spill.write(row)
    written += row.count
    return true
  }

  /// A hash that no other row has but by chance; the bytes of the keys decide.
  private func loneHash() -> UInt64 {
    lone += 1
    return TextPiece.mixed(lone ^ 0x5851_F42D_4C95_7F2D)
  }

  /// FNV-1a, its result mixed; `nil` for an empty key.
  static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard key.count > 0 else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return TextPiece.mixed(hash)
  }

  /// Ends the adding and puts rows of one key together.
  func seal() throws(IngestError) {
    bytes = try spill.source(bytesOnDisk: written)
    entries.sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
    var first = 0
    for position in entries.indices {
      guard position + 1 == entries.count || entries[position + 1].hash != entries[first].hash else { continue }
      groups.append((UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: position + 1 - first)))
      first = position + 1
    }
    let entries = entries
    groups.sort { entries[Int($0.first)].place < entries[Int($1.first)].place }
  }

  /// Number of groups.
  var groupCount: Int { groups.count }

  /// Fills `rows` with the rows of a group, in the order in which they were added.
  func load(group: Int, into rows: inout [Stored]) {
    let (first, count) = groups[group]
    load(Int(first)..<Int(first + count), into: &rows)
  }

  /// Fills `rows` with the rows of a key, in the order in which they were added; none where the key is unknown.
  func find(_ key: UnsafeBufferPointer<UInt8>, column: Int, into rows: inout [Stored]) {
    guard let hash = KeyedRows.hash(key) else {
      load(0..<0, into: &rows)
      return
    }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < entries.count, entries[end].hash == hash { end += 1 }
    load(low..<end, into: &rows)
    rows.removeAll { stored in stored.cells.withBytes(column) { !$0.elementsEqual(key) } }
  }

  /// A row as it was added.
  struct Stored {
    var cells = Record()
    var table = 0
  }

  private func load(_ range: Range<Int>, into rows: inout [Stored]) {
    if rows.count > range.count { rows.removeLast(rows.count - range.count) }
    while rows.count < range.count { rows.append(Stored()) }
    for (place, position) in range.enumerated() { load(entries[position], into: &rows[place]) }
  }

  /// One look at the bytes for each row: in memory they are not moved, on disk they are in the system's cache.
  private func load(_ entry: Entry, into stored: inout Stored) {
    stored.cells.removeAll()
    guard let bytes else { return }
    if entry.length > bufferSize {
      buffer?.deallocate()
      bufferSize = max(1 << 14, entry.length * 2)
      buffer = .allocate(capacity: bufferSize + SourceBytes.slack)
    }
    guard let buffer else { return }
    let window = bytes.window(at: entry.offset, limit: entry.length, in: buffer)
    guard window.count == entry.length else { return }
    let raw = UnsafeRawBufferPointer(window)
    func number(_ at: Int) -> Int { Int(raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    stored.table = number(0)
    stored.cells.line = number(4)
    stored.cells.take(
      UnsafeBufferPointer(rebasing: window[(8 + width * 4)...]), ends: (0..<width).lazy.map { number(8 + $0 * 4) })
  }
}
