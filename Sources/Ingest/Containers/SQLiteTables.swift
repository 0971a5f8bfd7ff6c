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
  static func tables(_ raw: TextTable, path: String?) throws(IngestError) -> [TextTable] {
    let copy = path == nil ? try TemporaryCopy(raw) : nil
    let database = try Database(path ?? copy?.path ?? "", label: raw.label)
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

  init(_ path: String, label: String) throws(IngestError) {
    self.label = label
    // Immutable: no lock is taken and no file is made beside it. What a program has written and not yet moved into the
    // database lies in a journal, which only the other way of opening sees.
    let isQuiet = !["-wal", "-journal"].contains { Self.size(path + $0) > 0 }
    let place = "file:" + Self.escaped(path) + "?mode=ro" + (isQuiet ? "&immutable=1" : "")
    let code = sqlite3_open_v2(place, &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
    guard code == SQLITE_OK else { throw failure(code) }
    sqlite3_busy_timeout(connection, 2_000)
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
    var row = 0
    while try statement.step() {
      row += 1
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

  init(_ table: TextTable) throws(IngestError) {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((folder + "/clientele.XXXXXX").utf8CString)
    descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let failure = IngestError(
      kind: .unreadable, file: table.label, what: "does not fit into the temporary folder \(folder)",
      wayOut: "Make room there, or name a folder with more room: TMPDIR=…")
    guard descriptor >= 0 else { throw failure }
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while true {
      let window = table.bytes.window(at: offset, limit: step, in: buffer)
      guard let start = window.baseAddress, window.count > 0 else { return }
      var done = 0
      while done < window.count {
        let part = write(descriptor, start + done, window.count - done)
        if part < 0, errno == EINTR { continue }
        guard part > 0 else { throw failure }
        done += part
      }
      offset += window.count
    }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(path)
    }
  }
}
