import CSQLite
import Glibc
import Ledger

/// The tables of an SQLite database that have the names of the plain shop folder.
///
/// The database is opened for reading alone and not locked: it is read as it is at that moment.
enum SQLiteTables {
  /// Names of tables and views that are read, in this order.
  static let names = ["orders", "order_lines"] + SideKind.allCases.map(\.rawValue)

  /// The tables of a database.
  ///
  /// - Parameter path: Where it lies on disk; `nil`: nowhere, then it is written to a temporary file for the while.
  static func tables(
    _ raw: TextTable, path: String?, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws(IngestError) -> [TextTable] {
    let copy: TemporaryCopy?
    if let path { copy = try TemporaryCopy.ofJournalled(path, raw) } else { copy = try TemporaryCopy(raw) }
    let database = try Database(copy?.path ?? path ?? "", label: raw.label, isCancelled: isCancelled)
    let known = try database.tables()
    var tables: [TextTable] = []
    for name in names {
      guard let table = known.first(where: { $0.lowercased() == name }) else { continue }
      var origin = raw
      origin.label = raw.label + " › " + table
      origin.containers.append("SQLite")
      origin.encoding = "UTF-8"
      tables.append(try database.read(table, from: origin))
    }
    guard !tables.isEmpty else {
      let list = known.isEmpty ? "it has no table at all" : "it has " + known.prefix(20).joined(separator: ", ")
      throw IngestError(
        kind: .notATable, file: raw.label, what: "this database has no table or view named orders; \(list)",
        wayOut: "Make views with the names and columns that `clientele formats sqlite` lists.")
    }
    return tables
  }
}

/// An open database.
private final class Database {
  private let label: String
  private var connection: OpaquePointer?
  private let isCancelled: (@Sendable () -> Bool)?
  /// Steps of the database's machine since the last row, in thousands.
  private var steps = 0

  /// Bytes that a cell may have, and steps (in thousands) that may pass between two rows: some ten seconds, in which a
  /// view sorts tens of millions of rows.
  private static let cellLimit = 32 << 20
  private static let stepLimit = 1_000_000

  init(_ path: String, label: String, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    self.label = label
    self.isCancelled = isCancelled
    // Immutable: no lock is taken and no file is made beside it. What a program has written and not yet moved into the
    // database lies in a journal, which only the other way of opening sees.
    let isQuiet = !["-wal", "-journal"].contains { Self.size(path + $0) > 0 }
    let place = "file:" + Self.escaped(path) + "?mode=ro" + (isQuiet ? "&immutable=1" : "")
    let code = sqlite3_open_v2(place, &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
    guard code == SQLITE_OK else { throw failure(code) }
    sqlite3_busy_timeout(connection, 2_000)
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Int32(Self.cellLimit))
    let own = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      connection, 1_000,
      { own in
        guard let own else { return 1 }
        return Unmanaged<Database>.fromOpaque(own).takeUnretainedValue().goesOn() ? 0 : 1
      }, own)
  }

  /// Counts steps, and says whether to go on.
  private func goesOn() -> Bool {
    steps += 1
    return steps < Self.stepLimit && isCancelled?() != true
  }

  deinit { sqlite3_close_v2(connection) }

  /// Names of all tables and views, in the order of their making.
  func tables() throws(IngestError) -> [String] {
    let statement = try Statement(
      self, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }

  /// All rows of a table or view; rows are numbered from 1.
  func read(_ table: String, from origin: TextTable) throws(IngestError) -> TextTable {
    let quoted = "\"" + table.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    let statement = try Statement(self, "SELECT * FROM " + quoted)
    let writer = try TableWriter(columns: statement.columns, name: origin.label)
    // A view can make rows without end out of nothing.
    let limit = UnpackLimit(packed: origin.bytes.count)
    var row = 0
    while try statement.step() {
      row += 1
      steps = 0
      try limit.add(statement.bytes, whole: 0, of: 0, file: origin.label)
      if row & 0xFFF == 0, isCancelled?() == true { throw .cancelled }
      for column in 0..<Int32(writer.width) { statement.add(column, to: writer) }
      try writer.endRow(line: row)
    }
    return try writer.table(from: origin)
  }

  func failure(_ code: Int32) -> IngestError {
    let reason = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? ""
    switch code & 0xFF {
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      return IngestError(
        kind: .damaged, file: label, what: "this database is damaged: \(reason)",
        wayOut: "Copy it again, or repair it: `sqlite3 FILE .recover`.")
    case SQLITE_INTERRUPT where isCancelled?() == true: return .cancelled
    case SQLITE_INTERRUPT:
      return IngestError(
        kind: .unreadable, file: label, what: "a view of this database takes too long to give its next row",
        wayOut: "Write what the view gives into a table: CREATE TABLE … AS SELECT …")
    case SQLITE_TOOBIG:
      return IngestError(
        kind: .unreadable, file: label,
        what: "a cell of this database is larger than \(Self.cellLimit >> 20) MB: no order has such a one",
        wayOut: "Leave the column out of the table or view named orders.")
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CANTOPEN, SQLITE_READONLY:
      return IngestError(
        kind: .unreadable, file: label, what: "another program is writing to this database: \(reason)",
        wayOut: "Wait until it is done, or copy it first: `sqlite3 FILE \".backup COPY\"`.")
    default: return IngestError(kind: .unreadable, file: label, what: "cannot be read by SQLite: \(reason)")
    }
  }

  private static func size(_ path: String) -> Int {
    var status = stat()
    return FileName.with(path) { stat($0, &status) } == 0 ? Int(status.st_size) : 0
  }

  /// A path as a URI takes it.
  private static func escaped(_ path: String) -> String {
    FileName.with(path) { name in
      var result = ""
      var place = 0
      while name[place] != 0 {
        let byte = UInt8(bitPattern: name[place])
        let isPlain =
          byte > 32 && byte < 127 && ![UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte)
        result += isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        place += 1
      }
      return result
    }
  }

  /// A question to the database.
  private final class Statement {
    private let database: Database
    private var statement: OpaquePointer?

    init(_ database: Database, _ question: String) throws(IngestError) {
      self.database = database
      let code = sqlite3_prepare_v2(database.connection, question, -1, &statement, nil)
      guard code == SQLITE_OK else { throw database.failure(code) }
    }

    deinit { sqlite3_finalize(statement) }

    var columns: [String] {
      (0..<sqlite3_column_count(statement)).map { column in
        sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
      }
    }

    func step() throws(IngestError) -> Bool {
      let code = sqlite3_step(statement)
      guard code == SQLITE_ROW || code == SQLITE_DONE else { throw database.failure(code) }
      return code == SQLITE_ROW
    }

    /// Bytes that the row takes, roughly.
    var bytes: Int {
      (0..<sqlite3_column_count(statement)).reduce(0) { sum, column in
        let type = sqlite3_column_type(statement, column)
        return sum + (type == SQLITE_TEXT || type == SQLITE_BLOB ? Int(sqlite3_column_bytes(statement, column)) : 8)
      }
    }

    func text(_ column: Int32) -> String {
      sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
    }

    /// Adds a value to a row: exactly as it is stored, fractions in their shortest form.
    func add(_ column: Int32, to writer: TableWriter) {
      switch sqlite3_column_type(statement, column) {
      case SQLITE_FLOAT: writer.add(Decimals.text(sqlite3_column_double(statement, column)))
      case SQLITE_INTEGER, SQLITE_TEXT:
        let start = sqlite3_column_text(statement, column)
        writer.add(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
      default: writer.addEmpty()
      }
    }
  }
}

/// Numbers in their shortest form, without exponents.
enum Decimals {
  /// A number with an exponent, without one: `1E+2` is `100`, `12.5e-1` is `1.25`. `nil` where it has none, and where it
  /// would take more than some hundred digits.
  static func plain(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let mark = text.firstIndex(where: { $0 | 32 == UInt8(ascii: "e") }) else { return nil }
    let sign: [UInt8] = text.first == UInt8(ascii: "-") ? [UInt8(ascii: "-")] : []
    let number = text[..<mark].drop { $0 == UInt8(ascii: "-") }
    guard let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)), exponent.magnitude <= 100 else {
      return nil
    }
    let whole = number.prefix { $0 != UInt8(ascii: ".") }
    var digits = Array(whole) + number.dropFirst(whole.count + 1)
    var point = whole.count + exponent
    guard digits.count <= 100, !digits.isEmpty else { return nil }
    if point < 1 {
      digits.insert(contentsOf: Array(repeating: UInt8(ascii: "0"), count: 1 - point), at: 0)
      point = 1
    }
    while digits.count < point { digits.append(UInt8(ascii: "0")) }
    let fraction = digits.count > point ? [UInt8(ascii: ".")] + digits[point...] : []
    return sign + digits[..<point] + fraction
  }

  /// The shortest decimal that is this number: `0.1`, `12`, `10000000000000000`. Empty where it is none.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let short = value.description
    guard let exponentAt = short.firstIndex(of: "e") else {
      return short.hasSuffix(".0") ? String(short.dropLast(2)) : short
    }
    let exponent = Int(short[short.index(after: exponentAt)...]) ?? 0
    let sign = value < 0 ? "-" : ""
    let digits = short[..<exponentAt].filter { $0 != "." && $0 != "-" }
    let trimmed = digits.hasSuffix("0") && digits.count == 2 ? String(digits.dropLast()) : digits
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + trimmed }
    return sign + trimmed + String(repeating: "0", count: max(0, exponent + 1 - trimmed.count))
  }
}

/// Bytes of a source as a file with a name, for a library that opens files alone; removed with the object.
private final class TemporaryCopy {
  let path: String
  private let descriptor: Int32

  /// A copy of a database whose last changes lie in a journal beside it that no program has open: reading it there would
  /// leave a file behind. `nil` where it can be read as it lies.
  static func ofJournalled(_ path: String, _ table: TextTable) throws(IngestError) -> TemporaryCopy? {
    var status = stat()
    guard stat(path + "-wal", &status) == 0, status.st_size > 0, stat(path + "-shm", &status) != 0 else { return nil }
    let copy = try TemporaryCopy(table)
    let journal = try SourceBytes.openPacked(.file(path + "-wal"), isCancelled: nil)
    try copy.add(journal, as: "-wal", table.label)
    return copy
  }

  init(_ table: TextTable) throws(IngestError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((folder + "/clientele.XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let failure = IngestError(
      kind: .unreadable, file: table.label, what: "does not fit into the temporary folder \(folder)",
      wayOut: "Make room there, or name a folder with more room: TMPDIR=…")
    guard descriptor >= 0 else { throw failure }
    guard Self.write(table.bytes, to: descriptor) else { throw failure }
  }

  /// Writes a file beside the copy.
  private func add(_ bytes: SourceBytes, as ending: String, _ label: String) throws(IngestError) {
    let file = Glibc.open(path + ending, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    defer { if file >= 0 { close(file) } }
    guard file >= 0, Self.write(bytes, to: file) else {
      throw IngestError(
        kind: .unreadable, file: label, what: "does not fit into the temporary folder",
        wayOut: "Make room there, or name a folder with more room: TMPDIR=…")
    }
  }

  private static func write(_ bytes: SourceBytes, to descriptor: Int32) -> Bool {
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard let start = window.baseAddress, window.count > 0 else { return true }
      var done = 0
      while done < window.count {
        let part = Glibc.write(descriptor, start + done, window.count - done)
        if part < 0, errno == EINTR { continue }
        guard part > 0 else { return false }
        done += part
      }
      offset += window.count
    }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    }
  }
}
