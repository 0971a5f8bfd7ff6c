import CSQLite
import Glibc

/// An open SQLite database: the one place that speaks to it. Not safe to use from two threads at once.
///
/// Text from outside goes in through bound parameters alone.
final class Database {
  /// A value of a row.
  enum Cell: Equatable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// The number; `nil` for anything else.
    var number: Int64? {
      if case .integer(let number) = self { return number }
      return nil
    }

    /// The text; empty for anything else.
    var string: String {
      if case .text(let text) = self { return text }
      return ""
    }
  }

  private let path: String
  private var connection: OpaquePointer?

  /// Milliseconds to wait for another program that writes.
  static let patience: Int32 = 5_000

  /// Opens a database that exists.
  init(_ path: String) throws(WorkbookError) {
    self.path = path
    // A relative path that begins with a colon would be one of SQLite's own names.
    let place = path.hasPrefix("/") ? path : "./" + path
    let code = sqlite3_open_v2(place, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK else {
      let error = failure(code)
      sqlite3_close_v2(connection)
      connection = nil
      throw error
    }
    sqlite3_extended_result_codes(connection, 1)
    sqlite3_busy_timeout(connection, Database.patience)
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 16 << 20)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Runs a statement with bound values and gives its rows, at most `limit` of them.
  @discardableResult
  func rows(_ question: String, _ values: [Cell] = [], limit: Int = .max) throws(WorkbookError) -> [[Cell]] {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(connection, question, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK else { throw failure(code) }
    for (position, value) in values.enumerated() { try bind(value, Int32(position + 1), statement) }
    var rows: [[Cell]] = []
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return rows }
      guard code == SQLITE_ROW else { throw failure(code) }
      rows.append((0..<sqlite3_column_count(statement)).map { Database.cell($0, statement) })
      if rows.count >= limit { return rows }
    }
  }

  /// All of what `body` writes, or nothing; other programs that write wait for it.
  func transaction<Result>(_ body: () throws(WorkbookError) -> Result) throws(WorkbookError) -> Result {
    try rows("BEGIN IMMEDIATE")
    do throws(WorkbookError) {
      let result = try body()
      try rows("COMMIT")
      return result
    } catch {
      _ = try? rows("ROLLBACK")
      throw error
    }
  }

  /// The number of the row that was written last.
  var lastRow: Int64 { sqlite3_last_insert_rowid(connection) }

  private func bind(_ value: Cell, _ position: Int32, _ statement: OpaquePointer?) throws(WorkbookError) {
    // SQLite copies what it is given (SQLITE_TRANSIENT, a pointer of all ones).
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(statement, position)
    case .integer(let number): code = sqlite3_bind_int64(statement, position, number)
    case .text(let text):
      var copy = text
      guard !copy.isEmpty else {
        // An empty text may have no address, and no address is NULL.
        code = sqlite3_bind_text(statement, position, "", 0, copies)
        break
      }
      code = copy.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(
            statement, position, $0.baseAddress, UInt64($0.count), copies, UInt8(SQLITE_UTF8))
        }
      }
    case .blob(let bytes):
      code =
        bytes.isEmpty
        ? sqlite3_bind_zeroblob(statement, position, 0)
        : sqlite3_bind_blob64(statement, position, bytes, UInt64(bytes.count), copies)
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private static func cell(_ column: Int32, _ statement: OpaquePointer?) -> Cell {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, column)
      return .blob(Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))))
    case SQLITE_NULL: return .null
    default:
      // Numbers with a fraction are none of ours: they come as text.
      let start = sqlite3_column_text(statement, column)
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
      return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// What a result code means to a person.
  private func failure(_ code: Int32) -> WorkbookError {
    let system = connection.map { sqlite3_system_errno($0) } ?? 0
    var reason = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "out of memory"
    if system != 0 { reason += ", " + PrivateFile.words(system) }
    let what: String
    let wayOut: String
    switch code & 0xFF {
    case SQLITE_CORRUPT:
      what = "the workbook is damaged: \(reason)"
      wayOut = "Repair it with `sqlite3 FILE .recover`, or move it away and begin a new one."
    case SQLITE_NOTADB:
      what = "this is no workbook: \(reason)"
      wayOut = "Name another file, or move this one away."
    case SQLITE_BUSY, SQLITE_LOCKED:
      what = "another program has been writing to the workbook for \(Database.patience / 1_000) seconds"
      wayOut = "Try again when it is done."
    case SQLITE_FULL, SQLITE_TOOBIG:
      what = "the workbook cannot grow: \(reason)"
      wayOut = "Make room on the disk."
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_IOERR:
      what = "the workbook cannot be written: \(reason)"
      wayOut = "Check the permissions of the file and its folder, and the room on the disk."
    default:
      what = "the workbook cannot be used: \(reason)"
      wayOut = "Copy it elsewhere before trying again, and begin a new one if it stays so."
    }
    let error = WorkbookError(file: path, what: what, wayOut: wayOut)
    return [SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xFF) ? error.passing() : error
  }
}
