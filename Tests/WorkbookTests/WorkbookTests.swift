import CSQLite
import Glibc
import Ledger
import Testing

@testable import Workbook

@Suite struct WorkbookTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/deep/er/workbook.db"
  }

  /// Runs a statement in a database that is no workbook.
  private func run(_ statement: String, in file: String) {
    var connection: OpaquePointer?
    #expect(sqlite3_open(folder.path + "/" + file, &connection) == SQLITE_OK)
    #expect(sqlite3_exec(connection, statement, nil, nil, nil) == SQLITE_OK)
    sqlite3_close(connection)
  }

  @Test("A new workbook and its folders are made for the owner alone, whatever the umask")
  func modes() throws {
    let before = umask(0)
    defer { umask(before) }
    let workbook = try Workbook(path: path)
    try workbook.add(.note, "tea", to: "c1", shop: "s", at: 1)
    #expect(folder.mode("deep") == 0o700 && folder.mode("deep/er") == 0o700)
    #expect(folder.mode("deep/er/workbook.db") == 0o600)
    chmod(path, 0o644)
    #expect(try Workbook(path: path).notes(shop: "s").count == 1)
    #expect(folder.mode("deep/er/workbook.db") == 0o600)
    let bytes = try #require(folder.text("deep/er/workbook.db"))
    #expect(bytes.hasPrefix("SQLite format 3"))
  }

  @Test("The file says that it is a workbook, and of which version")
  func identity() throws {
    let workbook = try Workbook(path: path)
    try workbook.database.withLock { database throws(WorkbookError) in
      #expect(try database.rows("PRAGMA application_id") == [[.integer(0x636C_7762)]])
      #expect(try database.rows("PRAGMA user_version") == [[.integer(Int64(Workbook.steps.count))]])
      #expect(try database.rows("PRAGMA journal_mode") == [[.text("delete")]])
    }
  }

  @Test("Another program's database is refused and left as it is")
  func otherDatabase() throws {
    run("CREATE TABLE orders (id); PRAGMA user_version = 1", in: "other.db")
    let before = folder.text("other.db")
    let error = #expect(throws: WorkbookError.self) { try Workbook(path: folder.path + "/other.db") }
    #expect(error?.what == "this is another program's database, no workbook")
    #expect(folder.text("other.db") == before)
  }

  @Test("A workbook of a newer version is refused with the way out")
  func newer() throws {
    _ = try Workbook(path: path)
    run("PRAGMA user_version = 99", in: "deep/er/workbook.db")
    let error = #expect(throws: WorkbookError.self) { try Workbook(path: path) }
    #expect(error?.what == "the workbook is of version 99, this program knows versions up to \(Workbook.steps.count)")
    #expect(error?.wayOut.contains("newer program") == true)
  }

  @Test("Text, folders, pipes and places without a folder are errors, not crashes")
  func noWorkbook() throws {
    try folder.write("customer,note\n" + String(repeating: "anna,likes tea\n", count: 99), to: "notes.csv")
    mkdir(folder.path + "/folder.db", 0o700)
    mkfifo(folder.path + "/pipe.db", 0o600)
    for name in ["notes.csv", "folder.db", "pipe.db", "notes.csv/inside.db", "nul\u{0}.db"] {
      let error = #expect(throws: WorkbookError.self) { try Workbook(path: folder.path + "/" + name) }
      #expect(error?.wayOut.isEmpty == false)
    }
    #expect(throws: WorkbookError.self) { try Workbook(path: "") }
    let error = #expect(throws: WorkbookError.self) { try Workbook(path: "/proc/clientele/workbook.db") }
    #expect(error?.what.hasPrefix("the workbook cannot be written") == true)
  }

  @Test("A workbook whose folder becomes unwritable says so")
  func readOnlyFile() throws {
    let workbook = try Workbook(path: path)
    // The journal needs a name beside the file: a folder in its place is as good as no permission, for root too.
    mkdir(path + "-journal", 0o700)
    try folder.write("x", to: "deep/er/workbook.db-journal/x")
    let error = #expect(throws: WorkbookError.self) { try workbook.add(.note, "tea", to: "c", shop: "s", at: 1) }
    #expect(error?.wayOut.contains("permissions") == true)
  }

  @Test("A damaged workbook gives an error or what is left of it, never a crash", arguments: 0..<60)
  func damage(seed: Int) throws {
    do {
      let workbook = try Workbook(path: path)
      for number in 0..<40 {
        try workbook.add(.note, String(repeating: "tea ", count: 50), to: "c\(number)", shop: "s", at: Int64(number))
      }
    }
    let descriptor = open(path, O_RDWR)
    let size = lseek(descriptor, 0, SEEK_END)
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0...seed * 3 {
      var byte = UInt8(next(256))
      pwrite(descriptor, &byte, 1, off_t(next(Int(size))))
    }
    if seed % 7 == 3 { ftruncate(descriptor, off_t(next(Int(size)))) }
    close(descriptor)
    do throws(WorkbookError) {
      let workbook = try Workbook(path: path)
      let notes = try workbook.notes(shop: "s")
      #expect(notes.count <= 40)
      try workbook.add(.note, "more", to: "c", shop: "s", at: 99)
      _ = try workbook.page(shop: "s")
    } catch {
      #expect(!error.what.isEmpty && !error.wayOut.isEmpty)
    }
  }

  @Test("Two connections that write at the same time lose nothing")
  func together() async throws {
    let path = path
    await withTaskGroup(of: Int.self) { group in
      for writer in 0..<4 {
        group.addTask {
          guard let workbook = try? Workbook(path: path) else { return 0 }
          return (0..<25).count { number in
            (try? workbook.add(.note, "w\(writer)", to: "c\(number)", shop: "s", at: Int64(number))) != nil
          }
        }
      }
      for await written in group { #expect(written == 25) }
    }
    let notes = try Workbook(path: path).notes(shop: "s")
    #expect(notes.count == 100 && Set(notes.map(\.id)).count == 100)
  }

  @Test("While another program holds the file for long, an error says so")
  func busy() throws {
    let workbook = try Workbook(path: path)
    var other: OpaquePointer?
    #expect(sqlite3_open(path, &other) == SQLITE_OK)
    defer { sqlite3_close(other) }
    #expect(sqlite3_exec(other, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
    let error = #expect(throws: WorkbookError.self) { try workbook.add(.note, "tea", to: "c", shop: "s", at: 1) }
    #expect(error?.what.hasPrefix("another program has been writing") == true)
    #expect(sqlite3_exec(other, "ROLLBACK", nil, nil, nil) == SQLITE_OK)
    try workbook.add(.note, "tea", to: "c", shop: "s", at: 1)
    #expect(try workbook.notes(shop: "s").count == 1)
  }
}
