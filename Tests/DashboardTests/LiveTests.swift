import Canvas
import Ingest
import Panels
import Synchronization
import Testing

@testable import Dashboard

@Suite("Live files")
struct LiveTests {
  /// A session over text that can be exchanged, as a file that changes would be.
  private final class Changing: Sendable {
    let text: Mutex<String>
    init(_ text: String) { self.text = Mutex(text) }
    func sources() -> [Source] { [.bytes(name: "small.csv", Array(text.withLock { $0 }.utf8))] }
  }

  private func session(over changing: Changing) -> Session {
    var state = DashboardState(
      sourceName: "small.csv", isDemo: false, size: Size(width: 140, height: 45), themes: [.plain])
    state.following = .live
    let session = Session(
      state, input: .init(sources: { changing.sources() }, paths: [], options: ReadOptions()))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  @Test("new rows change the figures; cursor, drill-down and sorting stay")
  func growth() throws {
    let changing = Changing(SmallShop.csv())
    let session = session(over: changing)
    session.type("j Enter > j j")
    let before = try #require(session.state.view)
    let key = before.sheet.table.key(of: try #require(before.currentRow))
    let count = before.count
    changing.text.withLock {
      $0 += "9001,NEW1,New Person,2024-09-01,Tea 1,1,5.00\n9002,NEW1,New Person,2024-09-09,Tea 1,1,5.00\n"
    }
    session.apply(.fileChanged)
    session.waitUntilIdle()
    let after = try #require(session.state.view)
    #expect(after.count == count + 1)
    #expect(after.sheet.table.key(of: try #require(after.currentRow)) == key)
    #expect(after.sort == before.sort)
    #expect(session.state.findings?.ledger.customers.count == 41)
  }

  @Test("a customer who is not in the new data leads back to where there is something, and is said")
  func lostCustomer() throws {
    let changing = Changing(SmallShop.csv())
    let session = session(over: changing)
    session.type("Enter Enter")
    #expect(session.state.stack.count == 2)
    let lost = session.state.stack[1].key
    changing.text.withLock { text in
      text = text.split(separator: "\n").filter { !$0.contains(",\(lost),") }.joined(separator: "\n") + "\n"
    }
    session.apply(.fileChanged)
    session.waitUntilIdle()
    #expect(session.state.stack.count == 1)
    #expect(session.state.message?.text.contains("not in the new data") == true)
  }

  @Test("a vanished file is said, the figures stay, and its return reads it again")
  func vanishing() {
    let changing = Changing(SmallShop.csv())
    let session = session(over: changing)
    session.apply(.fileVanished)
    #expect(session.text.contains("gone"))
    #expect(session.text.contains("40 customers"))
    session.apply(.fileReturned)
    session.waitUntilIdle()
    #expect(session.state.following == .live)
    #expect(session.text.contains("40 customers"))
  }

  @Test("a reading that fails leaves the old figures on the screen and says why")
  func failedReading() {
    let changing = Changing(SmallShop.csv())
    let session = session(over: changing)
    changing.text.withLock { $0 = "" }
    session.apply(.fileChanged)
    session.waitUntilIdle()
    #expect(session.state.failure == nil)
    #expect(session.state.message?.tone == .bad)
    #expect(session.text.contains("40 customers"))
    // The next key takes the message away, not the sign that the figures are old.
    session.type("j")
    #expect(session.text.contains("old figures") && !session.text.contains("live"))
    changing.text.withLock { $0 = SmallShop.csv(customers: 41) }
    session.apply(.fileChanged)
    session.waitUntilIdle()
    #expect(session.text.contains("41 customers") && session.text.contains("live"))
  }
}
