import Glibc
import Ledger

/// A small CSV file that only grows: what a person decided, one line each, the last line about a thing counts.
///
/// It is its own history. Only its owner may read it. Programs that write at the same time wait for each other.
struct AppendOnlyTable: Sendable {
  /// Path of the file, which need not exist yet.
  let path: String
  /// The columns, in the order in which they are written.
  let columns: [String]
  /// What the file is, for messages: "list of decisions".
  let title: String
  /// How to name another file.
  let option: String

  /// Bytes beyond which a file is no such list.
  static let limit = 64 << 20

  // MARK: Reading

  /// The rows below the header, each with its line and the cells of the asked columns; none where there is no file.
  ///
  /// - Throws: `IngestError` where a column is missing, or a line has too few fields. Complexity: O(bytes).
  func rows(_ wanted: [String]) throws(IngestError) -> [(line: Int, cells: [String])] {
    try rows(wanted, in: contents())
  }

  /// The same from bytes.
  func rows(_ wanted: [String], in bytes: [UInt8]) throws(IngestError) -> [(line: Int, cells: [String])] {
    var failure: IngestError?
    let found = bytes.withUnsafeBufferPointer { buffer -> [(line: Int, cells: [String])] in
      do throws(IngestError) {
        return try cut(wanted, buffer)
      } catch {
        failure = error
        return []
      }
    }
    if let failure { throw failure }
    return found
  }

  private func cut(
    _ wanted: [String], _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(IngestError) -> [(line: Int, cells: [String])] {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var rows = RowCutter(bytes, from: hasMark ? 3 : 0, dialect: Dialect(delimiter: 44, newline: 10), isWhole: true)
    guard let header = rows.next() else { return [] }
    let names = header.map { Field.normalised($0) }
    var places: [Int] = []
    for name in wanted {
      guard let place = names.firstIndex(of: Field.normalised(name)) else {
        throw IngestError(
          kind: .notATable, file: path, line: 1, what: "the column “\(name)” of the \(title) is missing",
          wayOut: "The first line has to be: \(columns.joined(separator: ","))")
      }
      places.append(place)
    }
    var found: [(line: Int, cells: [String])] = []
    while true {
      let line = rows.lines + 1
      guard let row = rows.next() else { return found }
      if row.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      guard row.count > places.max() ?? 0 else {
        throw IngestError(
          kind: .notATable, file: path, line: line, what: "the line has too few fields for a \(title)",
          wayOut: "Mend the line or remove it: \(columns.joined(separator: ","))")
      }
      found.append((line, places.map { row[$0] }))
    }
  }

  private func contents() throws(IngestError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw unreadable("cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable("cannot be read: \(String(cString: strerror(errno)))") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
      guard bytes.count <= AppendOnlyTable.limit else { throw unreadable("is too large for a \(title)") }
    }
  }

  private func unreadable(_ what: String) -> IngestError {
    IngestError(
      kind: .unreadable, file: path, what: what, wayOut: "Check its permissions, or name another: \(option) FILE.")
  }

  // MARK: Writing

  /// Adds a line; makes the file, and its folder, where there is none. All of the line or nothing.
  ///
  /// - Throws: `IngestError` where it cannot be written; the file is as it was then.
  func append(_ fields: [String]) throws(IngestError) {
    makeFolder()
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { throw unwritable() } }
    guard fchmod(descriptor, 0o600) == 0 else { throw unwritable() }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw unwritable() }
    var text = size == 0 ? columns.joined(separator: ",") + "\n" : ""
    var last: UInt8 = 10
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != 10 { text = "\n" }
    text += fields.map(AppendOnlyTable.quoted).joined(separator: ",") + "\n"
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = unwritable()
        ftruncate(descriptor, size)
        throw error
      }
      done += count
    }
    fsync(descriptor)
  }

  private func unwritable() -> IngestError {
    IngestError(
      kind: .unreadable, file: path, what: "the decision cannot be written: \(String(cString: strerror(errno)))",
      wayOut: "Check the permissions of the file and its folder, or name another: \(option) FILE.")
  }

  /// Makes the folders above the file, for their owner alone; whether they are there shows when the file is opened.
  private func makeFolder() {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      mkdir(made, 0o700)
    }
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.unicodeScalars.contains { $0 == "\"" || $0 == "," || $0 == "\n" || $0 == "\r" }
    guard needsQuotes else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// `2026-01-31T12:00:00Z`.
  static func instant(_ seconds: Int) -> String {
    let second = ((seconds % 86_400) + 86_400) % 86_400
    let day = Day(rawValue: Int32(clamping: (seconds - second) / 86_400))
    return "\(day)T\(Digits.padded(second / 3_600, 2)):\(Digits.padded(second / 60 % 60, 2)):"
      + "\(Digits.padded(second % 60, 2))Z"
  }
}
