import Glibc
import Ledger
import Testing

@testable import Ingest

@Suite("Decisions about who is who")
struct DecisionTests {
  private let rows = [
    "1,desk@a.io,,Ann", "2,desk@a.io,,Bo", ",desk@a.io,,Cy", "3,,02079460018,Di", "4,,02079460018,Ed",
  ]

  private func read(_ decisions: [IdentityDecision], _ adjust: (inout ReadOptions) -> Void = { _ in }) throws -> Ledger
  {
    try IngestTests.read(keyed("customer_id,email,phone,name", rows)) { options in
      options.identityDecisions = decisions
      adjust(&options)
    }
  }

  @Test("A refused key joins and identifies nobody; a joined one joins whatever its names")
  func decide() throws {
    #expect(orderCounts(try read([])) == ["1": 3, "3": 2])
    let split = try read([.init(kind: .email, key: " Desk@A.io", verdict: .refuse)])
    #expect(orderCounts(split) == ["1": 1, "2": 1, "3": 2, "": 1])
    let entry = try #require(split.identities.entries.first)
    #expect(entry.verdict == .refusedByHand && entry.reason == .decision && entry.linkCount == 3)
    #expect(entry.customers.map { split.customers.key[Int($0)] }.sorted() == ["1", "2"])
    let few: (inout ReadOptions) -> Void = { $0.identity.names = 2 }
    #expect(orderCounts(try read([], few)) == ["1": 1, "2": 1, "3": 2, "": 1])
    let joined = try read([.init(kind: .email, key: "desk@a.io", verdict: .join)], few)
    #expect(orderCounts(joined) == ["1": 3, "3": 2])
    #expect(joined.identities.entries.contains { $0.verdict == .joinedByHand && $0.key == "desk@a.io" })
  }

  @Test("The last decision about a key counts, and one may be taken back")
  func last() throws {
    let refuse = IdentityDecision(kind: .phone, key: "02079460018", verdict: .refuse)
    let join = IdentityDecision(kind: .phone, key: "020 7946 0018", verdict: .join)
    let undo = IdentityDecision(kind: .phone, key: "02079460018", verdict: .undo)
    #expect(orderCounts(try read([join, refuse])) == ["1": 3, "3": 1, "4": 1])
    #expect(orderCounts(try read([refuse, join])) == ["1": 3, "3": 2])
    #expect(orderCounts(try read([refuse, undo])) == ["1": 3, "3": 2])
    #expect(try read([refuse, undo]).identities.entries.allSatisfy { $0.verdict == .joined })
  }

  @Test("A key that means nobody means somebody once it is joined by hand")
  func joinedGuest() throws {
    let text = keyed("customer_id,email", ["guest,a@a.io", "guest,b@a.io"])
    #expect(orderCounts(try IngestTests.read(text)) == ["a@a.io": 1, "b@a.io": 1])
    let joined = try IngestTests.read(text) {
      $0.identityDecisions = [.init(kind: .account, key: "guest", verdict: .join)]
    }
    #expect(orderCounts(joined) == ["guest": 2])
  }

  /// A folder of its own for a test, removed afterwards.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/clientele-decisions.XXXXXX".utf8CString)
    let made = mkdtemp(&template)
    #expect(made != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      unlink(folder + "/deep/identities.csv")
      rmdir(folder + "/deep")
      rmdir(folder)
    }
    try body(folder)
  }

  @Test("The side file gives back what was written, is its owner's alone, and is read at each reading")
  func roundTrip() throws {
    try withFolder { folder in
      let file = DecisionFile(path: folder + "/deep/identities.csv")
      #expect(try file.decisions() == [])
      let decisions: [IdentityDecision] = [
        .init(kind: .email, key: "a,\"b\"@c.io", verdict: .join), .init(kind: .phone, key: "447946", verdict: .refuse),
        .init(kind: .account, key: "客户 1", verdict: .undo),
      ]
      for decision in decisions { try file.append(decision, note: "two\nlines, \"quoted\"", at: 1_767_225_600) }
      #expect(try file.decisions() == decisions)
      var status = stat()
      #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
      try file.append(.init(kind: .email, key: "desk@a.io", verdict: .refuse), at: 0)
      let ledger = try read([]) { $0.identityFile = file.path }
      #expect(orderCounts(ledger) == ["1": 1, "2": 1, "3": 2, "": 1])
    }
    #expect(AppendOnlyTable.instant(1_767_225_600 + 3_661) == "2026-01-01T01:01:01Z")
    #expect(AppendOnlyTable.instant(-1) == "1969-12-31T23:59:59Z")
  }

  @Test("A file that was cut off in a line is continued on a line of its own")
  func unfinished() throws {
    try withFolder { folder in
      let file = DecisionFile(path: folder + "/deep/identities.csv")
      try file.append(.init(kind: .email, key: "a@a.io", verdict: .join), at: 0)
      #expect(truncate(file.path, 70) == 0)
      try file.append(.init(kind: .email, key: "b@a.io", verdict: .refuse), at: 0)
      #expect(try file.decisions().last == .init(kind: .email, key: "b@a.io", verdict: .refuse))
    }
  }

  @Test(
    "A broken line is named with its file and the way out",
    arguments: [
      ("decided,verdict,kind,key,note\n\n,join,email,a@a.io,\n,maybe,email,b@a.io,\n", 4, "“maybe” is no verdict"),
      ("verdict,kind,key\njoin,fax,5\n", 2, "“fax” is no kind of key"),
      ("verdict,kind,key\njoin,email\n", 2, "too few fields"),
      ("verdict,kind,key\njoin,email, \n", 2, "the key is empty"),
      ("verdict,key\njoin,a@a.io\n", 1, "“kind”"),
    ])
  func broken(_ text: String, _ line: Int, _ what: String) throws {
    let error = #expect(throws: IngestError.self) {
      try DecisionFile.decisions(in: Array(text.utf8), path: "identities.csv")
    }
    #expect(error?.line == line && error?.file == "identities.csv")
    #expect(error?.what.contains(what) == true && error?.wayOut.isEmpty == false)
  }

  @Test("Columns of the side file may come in any order, after a byte order mark and in Windows lines")
  func anyOrder() throws {
    let text = "\u{FEFF}key,note,Kind,verdict\r\nb@a.io,why,email,refuse\r\n\r\n5550134,,phone,JOIN\r\n"
    #expect(
      try DecisionFile.decisions(in: Array(text.utf8), path: "") == [
        .init(kind: .email, key: "b@a.io", verdict: .refuse), .init(kind: .phone, key: "5550134", verdict: .join),
      ])
  }
}
