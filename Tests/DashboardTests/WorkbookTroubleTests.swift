import CSQLite
import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing
import Workbook

@testable import Dashboard

/// A workbook that is damaged, another program's, or in use.
@Suite("Trouble with the workbook")
struct WorkbookTroubleTests {
  private func session(_ folder: String) -> Session {
    let bytes = Array(SmallShop.csv().utf8)
    let session = Session(
      DashboardState(
        sourceName: "small.csv", isDemo: false, size: Size(width: 140, height: 45), themes: [.plain], glyphs: .unicode),
      input: .init(
        sources: { [.bytes(name: "small.csv", bytes)] }, paths: [], options: ReadOptions(),
        workbook: WorkbookPlace(path: folder + "/workbook.sqlite", segments: nil, shop: "small")))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  private func write(_ text: String, _ path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }

  @Test("stays visible when the figures are there, and N says what is wrong")
  func damaged() throws {
    let folder = try #require(temporaryFolder())
    defer { removeFolder(folder) }
    try write("this is no database at all, and long enough to be looked at closely", folder + "/workbook.sqlite")
    let session = session(folder)
    #expect(session.state.message?.tone == .bad)
    #expect(session.text.contains("workbook.sqlite"))
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    session.type("Enter")
    #expect(session.text.contains("! no notes"))
    session.type("N")
    #expect(session.state.message?.text.contains("no workbook") == true)
    #expect(session.state.message?.text.contains("HOME") == false)
  }

  @Test("a note is kept while another program has the workbook, written when it is free, and waited for by q")
  func locked() throws {
    let folder = try #require(temporaryFolder())
    defer { removeFolder(folder) }
    let path = folder + "/workbook.sqlite"
    let session = session(folder)
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    session.type("Enter N")
    session.handle(.paste("first"))
    session.type("Enter")
    #expect(session.state.plainPage.notes.count == 1)
    // Another program takes the workbook for itself.
    let other = try WorkbookLock(path)
    session.type("N")
    session.handle(.paste("second"))
    session.handle(.key(Key(.enter)))
    #expect(session.wait(seconds: 60) { !$0.unwritten.isEmpty })
    #expect(session.state.message?.text.contains("Kept") == true)
    #expect(session.text.contains("1 note not written yet"))
    session.handle(.key(Key("q")))
    #expect(session.state.exitStatus == nil)
    #expect(session.state.message?.text.contains("Still writing") == true)
    other.release()
    #expect(session.wait(seconds: 60) { $0.exitStatus != nil })
    #expect(session.state.exitStatus == 0)
    #expect(session.state.unwritten.isEmpty)
    #expect(Set(session.state.plainPage.notes.map(\.text)) == ["first", "second"])
  }

  @Test("a second q leaves at once")
  func impatient() throws {
    let folder = try #require(temporaryFolder())
    defer { removeFolder(folder) }
    let session = session(folder)
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    session.type("Enter N")
    session.handle(.paste("something"))
    session.handle(.key(Key(.enter)))
    session.handle(.key(Key("q")))
    #expect(session.state.exitStatus == nil)
    session.handle(.key(Key("q")))
    #expect(session.state.exitStatus == 0)
    session.waitUntilIdle()
  }

  @Test("rows with days that no calendar has do not end the card")
  func extremeDays() throws {
    let folder = try #require(temporaryFolder())
    defer { removeFolder(folder) }
    let path = folder + "/workbook.sqlite"
    let book = try Workbook(path: path)
    try book.add(.promise, "call", due: Day(rawValue: .max), to: "K000", shop: "small", at: .max)
    try book.add(.note, "old", due: Day(rawValue: .min), to: "K000", shop: "small", at: .min)
    let session = session(folder)
    session.type("/")
    session.handle(.paste("K000"))
    session.waitUntilIdle()
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "customer")
    #expect(session.text.contains("call") || session.text.contains("old"))
    session.type("K")
    #expect(session.state.exitStatus == nil)
  }
}

/// Another connection that has a workbook for itself, as a program that writes has.
private final class WorkbookLock {
  private var connection: OpaquePointer?

  init(_ path: String) throws {
    try #require(sqlite3_open(path, &connection) == SQLITE_OK)
    try #require(sqlite3_exec(connection, "BEGIN EXCLUSIVE", nil, nil, nil) == SQLITE_OK)
  }

  deinit { release() }

  func release() {
    sqlite3_close_v2(connection)
    connection = nil
  }
}
