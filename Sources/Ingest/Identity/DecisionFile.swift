import Glibc
import Ledger

/// The side file of decisions about who is who: CSV with the columns `decided`, `verdict`, `kind`, `key`, `note`.
///
/// Lines are only ever added; the last line about a key counts. So the file is its own history, and next month's export
/// is treated like this month's. It holds e-mail addresses and phone numbers: only its owner may read it.
public struct DecisionFile: Sendable {
  /// Path of the file, which need not exist yet.
  public let path: String

  /// The columns, in the order in which they are written.
  static let columns = ["decided", "verdict", "kind", "key", "note"]
  /// Bytes beyond which a file is no list of decisions.
  static let limit = 64 << 20

  /// A side file at a path.
  public init(path: String) { self.path = path }

  // MARK: Reading

  /// All decisions, oldest first; none where there is no file.
  ///
  /// - Throws: `IngestError` naming file and line where a line is no decision. Complexity: O(bytes).
  public func decisions() throws(IngestError) -> [IdentityDecision] {
    let bytes = try contents()
    return try DecisionFile.decisions(in: bytes, path: path)
  }

  static func decisions(in bytes: [UInt8], path: String) throws(IngestError) -> [IdentityDecision] {
    var failure: IngestError?
    let found = bytes.withUnsafeBufferPointer { buffer -> [IdentityDecision] in
      do throws(IngestError) {
        return try decisions(in: buffer, path: path)
      } catch {
        failure = error
        return []
      }
    }
    if let failure { throw failure }
    return found
  }

  private static func decisions(
    in bytes: UnsafeBufferPointer<UInt8>, path: String
  ) throws(IngestError) -> [IdentityDecision] {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var rows = RowCutter(bytes, from: hasMark ? 3 : 0, dialect: Dialect(delimiter: 44, newline: 10), isWhole: true)
    guard let header = rows.next() else { return [] }
    let names = header.map { Field.normalised($0) }
    func column(_ name: String) throws(IngestError) -> Int {
      guard let column = names.firstIndex(of: name) else {
        throw IngestError(
          kind: .notATable, file: path, line: 1, what: "the column “\(name)” of the list of decisions is missing",
          wayOut: "The first line has to be: \(columns.joined(separator: ","))")
      }
      return column
    }
    let (verdict, kind, key) = (try column("verdict"), try column("kind"), try column("key"))
    var decisions: [IdentityDecision] = []
    while true {
      let line = rows.lines + 1
      guard let row = rows.next() else { return decisions }
      if row.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
      func broken(_ what: String) -> IngestError {
        IngestError(
          kind: .notATable, file: path, line: line, what: what,
          wayOut: "Mend the line or remove it: decided,verdict,kind,key,note with join, refuse or undo, and account, "
            + "email or phone.")
      }
      guard row.count > max(verdict, kind, key) else { throw broken("the line has too few fields for a decision") }
      guard let decided = IdentityDecision.Verdict(rawValue: Field.normalised(row[verdict])) else {
        throw broken("“\(row[verdict].prefix(40))” is no verdict")
      }
      guard let kind = IdentityKind(Field.normalised(row[kind])) else {
        throw broken("“\(row[kind].prefix(40))” is no kind of key")
      }
      guard !row[key].allSatisfy(\.isWhitespace) else { throw broken("the key is empty") }
      decisions.append(IdentityDecision(kind: kind, key: row[key], verdict: decided))
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
      guard bytes.count <= DecisionFile.limit else { throw unreadable("is too large for a list of decisions") }
    }
  }

  private func unreadable(_ what: String) -> IngestError {
    IngestError(
      kind: .unreadable, file: path, what: what, wayOut: "Check its permissions, or name another: --identities FILE.")
  }

  // MARK: Writing

  /// Adds a decision as the last line; makes the file, and its folder, where there is none.
  ///
  /// All of the line or nothing: what could not be written whole is taken back. Programs that write at the same time
  /// wait for each other.
  /// - Parameter seconds: When it was decided, in seconds since 1970.
  /// - Throws: `IngestError` where it cannot be written; the file is as it was then.
  public func append(_ decision: IdentityDecision, note: String = "", at seconds: Int) throws(IngestError) {
    makeFolder()
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw unwritable() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 { guard errno == EINTR else { throw unwritable() } }
    guard fchmod(descriptor, 0o600) == 0 else { throw unwritable() }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0 else { throw unwritable() }
    var text = size == 0 ? DecisionFile.columns.joined(separator: ",") + "\n" : ""
    var last: UInt8 = 10
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != 10 { text = "\n" }
    let fields = [
      DecisionFile.instant(seconds), decision.verdict.rawValue, decision.kind.description, decision.key, note,
    ]
    text += fields.map(DecisionFile.quoted).joined(separator: ",") + "\n"
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
      wayOut: "Check the permissions of the file and its folder, or name another: --identities FILE.")
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
    let fields = day.fields
    return "\(fields.year)-\(Digits.padded(fields.month, 2))-\(Digits.padded(fields.day, 2))T"
      + "\(Digits.padded(second / 3_600, 2)):\(Digits.padded(second / 60 % 60, 2)):\(Digits.padded(second % 60, 2))Z"
  }
}

extension ReadOptions {
  /// These options with the decisions of ``identityFile`` before those that are given one by one.
  func withDecisions() throws(IngestError) -> ReadOptions {
    guard let identityFile else { return self }
    var options = self
    options.identityDecisions = try DecisionFile(path: identityFile).decisions() + identityDecisions
    return options
  }
}
