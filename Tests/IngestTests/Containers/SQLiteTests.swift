import CSQLite
import Glibc
import Testing

@testable import Ingest

@Suite("SQLite databases")
struct SQLiteTests {
  private func make(_ folder: TestFolder, name: String = "shop.db", _ statements: String) -> String {
    let path = folder.write(name, "")
    var database: OpaquePointer?
    sqlite3_open(path, &database)
    #expect(sqlite3_exec(database, statements, nil, nil, nil) == SQLITE_OK)
    sqlite3_close(database)
    return path
  }

  private func open(_ path: String) throws -> [TextTable] {
    try Containers.tables(of: .file(path), isCancelled: nil)
  }

  @Test("Tables and views with the names of the plain shop folder, their values exactly")
  func tables() throws {
    let folder = TestFolder()
    let path = make(
      folder, name: "a shop?#100%.db",
      """
      CREATE TABLE Orders (order_id INTEGER, customer_id TEXT, total REAL, note BLOB);
      INSERT INTO Orders VALUES (9007199254740993, 'a,"b"', 0.1, x'00ff'), (2, NULL, 1e16, NULL), (3, '', 12.0, 'x');
      INSERT INTO Orders VALUES (4, 'c', 1.5e-7, NULL), (5, 'd', -2.5e20, NULL);
      CREATE TABLE other (x); CREATE VIEW customers AS SELECT DISTINCT customer_id FROM Orders WHERE customer_id > '';
      """)
    let found = try open(path)
    #expect(found.map(\.label) == [path + " › Orders", path + " › customers"])
    #expect(
      found[0].text == """
        order_id,customer_id,total,note
        9007199254740993,"a,""b\""",0.1,
        2,,10000000000000000,
        3,,12,x
        4,c,0.00000015,
        5,d,-250000000000000000000,

        """)
    #expect(found[0].isClean && found[0].lines[0] == 1 && found[0].lines[4] == 5)
    #expect(found[0].containers == ["SQLite"] && found[0].encoding == "UTF-8")
  }

  @Test("A database inside a zip file, or on standard input, is read all the same")
  func packed() throws {
    let folder = TestFolder()
    let path = make(folder, "CREATE TABLE stock (sku, level); INSERT INTO stock VALUES ('a', 3);")
    let plain = TextTable(label: "", bytes: try SourceBytes.openPacked(.file(path), isCancelled: nil))
    var zip = ZipWriter()
    zip.add(Array("shop.db".utf8), plain.content)
    let found = try Ingest.Containers.tables(of: .bytes(name: "shop.zip", zip.bytes), isCancelled: nil)
    #expect(found.map(\.label) == ["shop.zip › shop.db › stock"])
    #expect(found[0].text == "sku,level\na,3\n" && found[0].containers == ["zip", "SQLite"])
  }

  @Test("A database that a program has open, with rows in its journal alone, is read with them")
  func journal() throws {
    let folder = TestFolder()
    let path = make(folder, "PRAGMA journal_mode=WAL; CREATE TABLE orders (order_id);")
    var writer: OpaquePointer?
    sqlite3_open(path, &writer)
    defer { sqlite3_close(writer) }
    #expect(sqlite3_exec(writer, "INSERT INTO orders VALUES (1), (2)", nil, nil, nil) == SQLITE_OK)
    #expect(try open(path)[0].text == "order_id\n1\n2\n")
  }

  @Test("A database without any of them lists what it has; a damaged one is refused")
  func refused() throws {
    let folder = TestFolder()
    let path = make(folder, "CREATE TABLE invoices (x); CREATE TABLE people (y);")
    let error = #expect(throws: IngestError.self) { try open(path) }
    #expect(error?.what.contains("invoices, people") == true && error?.wayOut.contains("formats sqlite") == true)
    var rubbish = Array("SQLite format 3\0".utf8) + [UInt8](repeating: 0xA5, count: 4_000)
    #expect(refusal(rubbish)?.kind == .damaged)
    rubbish.removeLast(3_990)
    #expect(refusal(rubbish)?.kind == .damaged)
    let good = make(
      folder, name: "big.db",
      "CREATE TABLE orders (a); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 5000) "
        + "INSERT INTO orders SELECT x || 'some text that fills the pages' FROM n;")
    var bytes = TextTable(label: "", bytes: try SourceBytes.openPacked(.file(good), isCancelled: nil)).content
    for place in 20_000..<60_000 { bytes[place] = 0xFF }
    #expect(refusal(bytes)?.kind == .damaged)
  }

  @Test("Views without end, and cells that no order has, are refused with a message")
  func endless() throws {
    let folder = TestFolder()
    let counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    let rows = make(
      folder, name: "rows.db", "CREATE VIEW orders AS \(counting) SELECT hex(zeroblob(1000000)) AS a FROM n")
    #expect(throws: IngestError.self) { try open(rows) }
    let cell = make(
      folder, name: "cell.db", "CREATE VIEW orders AS SELECT hex(zeroblob(90000000)) AS customer_id, 1 AS total")
    let error = #expect(throws: IngestError.self) { try open(cell) }
    #expect(error?.what.contains("larger than 32 MB") == true)
    #expect(throws: IngestError.self) {
      try Containers.tables(of: .file(rows), isCancelled: { true })
    }
  }

  @Test("A database whose journal nobody has open is read without leaving a file beside it")
  func journalLeftAlone() throws {
    let folder = TestFolder()
    let path = folder.write("shop.db", "")
    var database: OpaquePointer?
    sqlite3_open(path, &database)
    #expect(
      sqlite3_exec(
        database,
        "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE orders (customer_id, total); "
          + "INSERT INTO orders VALUES ('a', 5);", nil, nil, nil) == SQLITE_OK)
    let copy = folder.write("copy.db", "")
    copyFile(path, copy)
    copyFile(path + "-wal", copy + "-wal")
    sqlite3_close(database)
    #expect(try open(copy)[0].text == "customer_id,total\na,5\n")
    #expect(access(copy + "-shm", F_OK) != 0)
  }

  private func copyFile(_ from: String, _ to: String) {
    guard let source = fopen(from, "r"), let target = fopen(to, "w") else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, source)
      if count == 0 { break }
      fwrite(buffer, 1, count, target)
    }
    fclose(source)
    fclose(target)
  }
}
