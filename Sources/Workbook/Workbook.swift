import Glibc
import Ledger
import Synchronization

/// What the owner writes about customers, and how large segments were: one SQLite file that only its owner may read.
///
/// Notes are never changed nor taken out: that one was done or removed is written beside it. Several programs may write
/// at once; each waits up to five seconds for the others. Safe to use from several threads. Rows belong to a shop: a
/// text that the caller chooses and that stays the same for the same shop.
public final class Workbook: Sendable {
  /// Path of the file.
  public let path: String
  /// The open file; statements run one after the other.
  let database: Mutex<Database>

  /// “clwb”: what says that an SQLite file is a workbook.
  static let applicationID: Int64 = 0x636C_7762
  /// The statements that lead from each version of the file to the next; a new version is one more entry.
  static let steps: [[String]] = [
    [
      """
      CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, customer TEXT NOT NULL,
        kind TEXT NOT NULL, text TEXT NOT NULL, due INTEGER, written_at INTEGER NOT NULL)
      """,
      "CREATE INDEX notes_of_customer ON notes (shop, customer)",
      """
      CREATE TABLE note_changes (id INTEGER PRIMARY KEY AUTOINCREMENT, note INTEGER NOT NULL REFERENCES notes (id),
        change TEXT NOT NULL, at INTEGER NOT NULL)
      """,
      "CREATE INDEX changes_of_note ON note_changes (note)",
      """
      CREATE TABLE segment_sizes (id INTEGER PRIMARY KEY AUTOINCREMENT, shop TEXT NOT NULL, segment TEXT NOT NULL,
        filter TEXT NOT NULL, as_of INTEGER NOT NULL, taken_at INTEGER NOT NULL, customers INTEGER NOT NULL,
        net INTEGER NOT NULL, currency TEXT NOT NULL, members BLOB)
      """,
      "CREATE INDEX sizes_of_segment ON segment_sizes (shop, segment, id)",
    ]
  ]

  /// Opens a workbook; makes it, and the folders above it, where there is none.
  ///
  /// - Throws: ``WorkbookError`` where the file is damaged, another program's database, of a newer version, or cannot be
  ///   written.
  public init(path: String) throws(WorkbookError) {
    self.path = path
    try Workbook.prepareFile(path)
    let database = try Database(path)
    try Workbook.bringUpToDate(database, path: path)
    self.database = Mutex(database)
  }

  /// Makes the file for its owner alone, or takes other people's rights to it away.
  private static func prepareFile(_ path: String) throws(WorkbookError) {
    guard PrivateFile.isName(path) else {
      throw WorkbookError(file: path, what: "this is no path", wayOut: "Name a file for the workbook.")
    }
    PrivateFile.makeFolders(above: path)
    let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if made >= 0 {
      close(made)
      return
    }
    // A file that is there is only looked at: to close it would drop the locks of other connections of this program.
    var code = errno
    var status = stat()
    if code == EEXIST { code = stat(path, &status) == 0 ? 0 : errno }
    guard code == 0 else { throw unwritable(path, code) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw WorkbookError(file: path, what: "is no ordinary file", wayOut: "Name another file for the workbook.")
    }
    if status.st_mode & 0o777 != 0o600, chmod(path, 0o600) != 0 { throw unwritable(path, errno) }
  }

  private static func unwritable(_ path: String, _ code: Int32) -> WorkbookError {
    WorkbookError(
      file: path, what: "the workbook cannot be written: \(PrivateFile.words(code))",
      wayOut: "Check the permissions of the file and its folder, or name another file.")
  }

  private static func bringUpToDate(_ database: Database, path: String) throws(WorkbookError) {
    try database.rows("PRAGMA trusted_schema = OFF")
    try database.rows("PRAGMA cell_size_check = ON")
    if try version(database, path: path) < steps.count {
      try database.transaction { () throws(WorkbookError) in
        // Another program may have done it in the meantime.
        let version = try version(database, path: path)
        for step in steps.dropFirst(version) { for statement in step { try database.rows(statement) } }
        try database.rows("PRAGMA application_id = \(applicationID)")
        try database.rows("PRAGMA user_version = \(steps.count)")
      }
    }
    // Without a write-ahead log the workbook is one file, which can be copied.
    try database.rows("PRAGMA journal_mode = DELETE")
    try database.rows("PRAGMA foreign_keys = ON")
  }

  /// The version of a workbook; 0 for a file without anything in it.
  private static func version(_ database: Database, path: String) throws(WorkbookError) -> Int {
    let identifier = try database.rows("PRAGMA application_id").first?.first?.number ?? 0
    let version = try database.rows("PRAGMA user_version").first?.first?.number ?? 0
    let tables = try database.rows("SELECT count(*) FROM sqlite_master").first?.first?.number ?? 0
    guard identifier == applicationID || (identifier, version, tables) == (0, 0, 0) else {
      throw WorkbookError(
        file: path, what: "this is another program's database, no workbook",
        wayOut: "Name another file for the workbook; this one was not touched.")
    }
    guard version >= 0, version <= steps.count else {
      throw WorkbookError(
        file: path, what: "the workbook is of version \(version), this program knows versions up to \(steps.count)",
        wayOut: "Use the newer program that wrote it, or name another file.")
    }
    return Int(version)
  }
}
