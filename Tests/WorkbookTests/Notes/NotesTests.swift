import Ledger
import Testing

@testable import Workbook

@Suite struct NotesTests {
  let folder: TemporaryFolder
  let workbook: Workbook

  init() throws {
    folder = try TemporaryFolder()
    workbook = try Workbook(path: folder.path + "/workbook.db")
  }

  @Test("What was written is read back exactly, in any script and with any quotes")
  func roundTrip() throws {
    let texts = ["'); DROP TABLE notes; --", "喜欢龙井茶", "a\u{0}b", "two\nlines\t\"quoted\"", "👩‍👩‍👧", "?1 :name @x $y"]
    for (number, text) in texts.enumerated() {
      try workbook.add(.note, text, to: "k'\(number)\u{0}", shop: "s\"", at: Int64(number))
    }
    let notes = try workbook.notes(shop: "s\"")
    #expect(notes.map(\.text) == texts.reversed())
    #expect(notes.last?.customerKey == "k'0\u{0}")
    #expect(try workbook.notes(of: ["k'2\u{0}"], shop: "s\"").map(\.text) == ["a\u{0}b"])
  }

  @Test("Notes, promises and do-not-contact keep their day, and are found by any of a person's keys")
  func kinds() throws {
    let due = Day("2024-05-01")
    let promise = try workbook.add(.promise, "call back", due: due, to: "17", shop: "s", at: 100)
    let forbidden = try workbook.add(.doNotContact, "asked us", to: "anna@shop.example", shop: "s", at: 200)
    try workbook.add(.note, "somebody else", to: "18", shop: "s", at: 300)
    try workbook.add(.note, "another shop", to: "17", shop: "t", at: 300)
    #expect(promise.due == due && promise.kind == .promise && promise.doneAt == nil)
    let found = try workbook.notes(of: ["anna@shop.example", "17", "17", "+1"], shop: "s")
    #expect(found == [forbidden, promise])
    #expect(try Workbook(path: workbook.path).notes(of: ["17"], shop: "s") == [promise])
    let page = try workbook.page(shop: "s")
    #expect(page.notes.count == 3 && page.notes(of: ["17", "anna@shop.example"]) == found)
    #expect(page.forbidsContact(["17", "anna@shop.example"]) && !page.forbidsContact(["17"]))
    try workbook.setDone(true, note: forbidden.id, shop: "s", at: 400)
    #expect(try !workbook.page(shop: "s").forbidsContact(["anna@shop.example"]))
  }

  @Test("Done, open again, removed and back: the last word counts and the file keeps all of them")
  func changes() throws {
    let note = try workbook.add(.promise, "call", to: "a", shop: "s", at: 1)
    try workbook.setDone(true, note: note.id, shop: "s", at: 2)
    #expect(try workbook.notes(shop: "s").map(\.doneAt) == [2])
    try workbook.setDone(false, note: note.id, shop: "s", at: 3)
    #expect(try workbook.notes(shop: "s").map(\.doneAt) == [nil])
    try workbook.remove(note: note.id, shop: "s", at: 4)
    #expect(try workbook.notes(shop: "s").isEmpty)
    try workbook.restore(note: note.id, shop: "s", at: 5)
    #expect(try workbook.notes(shop: "s") == [note])
    try workbook.remove(note: note.id, shop: "s", at: 6)
    try workbook.database.withLock { database throws(WorkbookError) in
      #expect(try database.rows("SELECT text FROM notes") == [[.text("call")]])
      let changes = try database.rows("SELECT change, at FROM note_changes ORDER BY id")
      #expect(changes.map { $0[1].number } == [2, 3, 4, 5, 6])
    }
  }

  @Test("A note of another shop or of nobody cannot be changed")
  func unknownNote() throws {
    let note = try workbook.add(.note, "x", to: "a", shop: "s", at: 1)
    #expect(throws: WorkbookError.self) { try workbook.remove(note: note.id, shop: "t", at: 2) }
    #expect(throws: WorkbookError.self) { try workbook.setDone(true, note: 99, shop: "s", at: 2) }
    #expect(try workbook.notes(shop: "s") == [note])
  }

  @Test("Empty notes, notes about nobody and endless notes are refused")
  func limits() throws {
    let long = String(repeating: "x", count: Note.longestText)
    try workbook.add(.note, long, to: "a", shop: "s", at: 1)
    for (text, key) in [("", "a"), (" \n", "a"), ("x", ""), (long + "x", "a")] {
      #expect(throws: WorkbookError.self) { try workbook.add(.note, text, to: key, shop: "s", at: 1) }
    }
    #expect(try workbook.notes(shop: "s").count == 1)
  }
}
