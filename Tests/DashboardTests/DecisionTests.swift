import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing

@testable import Dashboard

@Suite("Decisions on the people panel")
struct DecisionTests {
  /// Two accounts share a phone; six accounts share a desk's address.
  private static let csv: String = {
    var text = "order_id,customer_id,email,phone,name,ordered_at,total\n"
    text += "1,a1,,02079460018,Ann,2024-01-01,10\n2,a2,,02079460018,Ann,2024-02-01,20\n"
    for number in 0..<6 { text += "\(3 + number),d\(number),desk@shop.example,,Desk \(number),2024-03-03,200\n" }
    return text
  }()

  /// A session over the shop with a side file of its own, which is removed afterwards.
  private func withSession(hasFile: Bool = true, _ body: (Session, String) throws -> Void) throws {
    var template = Array("/tmp/clientele-people.XXXXXX".utf8CString)
    #expect(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/identities.csv"
    defer {
      unlink(path)
      rmdir(folder)
    }
    var options = ReadOptions()
    options.identityFile = hasFile ? path : nil
    let bytes = Array(Self.csv.utf8)
    let session = Session(
      DashboardState(
        sourceName: "people.csv", isDemo: false, size: Size(width: 160, height: 45), themes: [.plain],
        glyphs: .unicode),
      input: .init(sources: { [.bytes(name: "people.csv", bytes)] }, paths: [], options: options))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    session.apply(.show(.panel("people")))
    session.waitUntilIdle()
    try body(session, path)
  }

  private func verdicts(_ session: Session) -> [String] {
    guard let table = session.state.panels["people"]?.sheet.table else { return [] }
    return (0..<table.rowCount).map { row in
      guard case .text(let verdict) = table[row, 0] else { return "" }
      return table.key(of: row) + " " + verdict
    }
  }

  private func customers(_ session: Session) -> Int { session.state.findings?.ledger.customers.count ?? -1 }

  @Test("y joins a refused key, n keeps a joined one apart, u takes both back, each seen at once and kept in the file")
  func decide() throws {
    try withSession { session, path in
      let before = ["email:desk@shop.example refused", "phone:02079460018 joined"]
      #expect(verdicts(session) == before && customers(session) == 7)
      session.type("y")
      #expect(customers(session) == 2)
      #expect(verdicts(session).contains("email:desk@shop.example joined by hand"))
      #expect(session.state.message?.text == "desk@shop.example: joined by hand. Reading again.")
      session.type("j n")
      #expect(customers(session) == 3)
      #expect(verdicts(session).contains("phone:02079460018 refused by hand"))
      let kept = try DecisionFile(path: path).decisions()
      #expect(
        kept == [
          IdentityDecision(kind: .email, key: "desk@shop.example", verdict: .join),
          IdentityDecision(kind: .phone, key: "02079460018", verdict: .refuse),
        ])
      session.type("u")
      #expect(customers(session) == 2)
      session.type("u")
      #expect(customers(session) == 7)
      #expect(verdicts(session) == before)
      session.type("u")
      #expect(session.state.message?.text.contains("no decision of this session") == true)
      let all = try DecisionFile(path: path).decisions()
      #expect(all.count == 4)
    }
  }

  @Test("u takes back what an earlier session decided about the row")
  func earlier() throws {
    try withSession { session, path in
      try DecisionFile(path: path).append(.init(kind: .email, key: "desk@shop.example", verdict: .join), at: 0)
      session.type("R")
      #expect(customers(session) == 2)
      while verdicts(session)[session.state.view?.currentRow ?? 0] != "email:desk@shop.example joined by hand" {
        session.type("j")
      }
      session.type("u")
      #expect(customers(session) == 7)
    }
  }

  @Test("A decision that changes nothing, or is made elsewhere or without a file, is refused with the reason")
  func obstacles() throws {
    try withSession { session, path in
      session.type("n")
      #expect(session.state.message?.text == "The records of this key are already apart.")
      session.type("j y")
      #expect(session.state.message?.text == "The records of this key are already one person.")
      // Elsewhere the key of the panel has its own meaning, and the command says where it belongs.
      session.type("1 n")
      #expect(session.state.message?.text == "Decisions are made on the rows of the people panel.")
      #expect(access(path, F_OK) != 0)
    }
    try withSession(hasFile: false) { session, _ in
      session.type("y")
      #expect(session.state.message?.text.contains("--identities FILE") == true)
      #expect(customers(session) == 7)
    }
  }

  @Test("A broken side file is named, and the figures stay")
  func brokenFile() throws {
    try withSession { session, path in
      try DecisionFile(path: path).append(.init(kind: .email, key: "x@shop.example", verdict: .join), at: 0)
      let descriptor = open(path, O_WRONLY | O_APPEND)
      #expect(write(descriptor, ",maybe,email,y@shop.example,\n", 29) == 29)
      close(descriptor)
      session.type("R")
      #expect(session.state.message?.text.contains(path + ":3: “maybe” is no verdict") == true)
      #expect(customers(session) == 7)
    }
  }

  @Test("A side file that cannot be written leaves everything as it was")
  func unwritable() throws {
    try withSession { session, path in
      #expect(mkdir(path, 0o700) == 0)
      session.type("y")
      #expect(session.state.message?.text.hasPrefix("Not decided: " + path) == true)
      #expect(customers(session) == 7 && session.state.decisions.isEmpty)
      rmdir(path)
    }
  }
}
