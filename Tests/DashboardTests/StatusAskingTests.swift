import Canvas
import Ingest
import Ledger
import Testing

@testable import Dashboard

@Suite("Status words that nobody knows are shown, and decided on the screen")
struct StatusAskingTests {
  private static let csv =
    "order_id,ordered_at,customer_id,total,status,currency\n1,2024-01-02,a,5.00,paid,EUR\n2,2024-01-03,b,70.00,Kulanz,EUR\n"
    + "3,2024-01-04,b,20.00,Kulanz,EUR\n4,2024-01-05,c,900.00,Sonderfall,EUR\n"

  private func session(_ size: Size = Size(width: 100, height: 30), mask: Bool = false) -> Session {
    let session = Session(
      DashboardState(sourceName: "a.csv", isDemo: false, size: size, themes: [.plain], glyphs: .unicode),
      input: .init(
        sources: { [.bytes(name: "a.csv", Array(Self.csv.utf8))] }, paths: [], options: ReadOptions()))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  private func screen(_ session: Session) -> String { session.frame().canvas.text }

  private func net(_ session: Session) -> Int64? { session.state.findings?.ledger.report.net }

  @Test("The header says how many words, orders and how much", arguments: [80, 140])
  func header(width: Int) {
    let shown = screen(session(Size(width: width, height: 24)))
    #expect(shown.contains("2 status words not known: 3 orders, € 990 · u decides"))
  }

  @Test("At 40×12 a short form remains")
  func small() {
    #expect(screen(session(Size(width: 40, height: 12))).contains("! "))
  }

  @Test("u lists the words, Enter asks what one means, Enter decides; u takes it back")
  func decide() {
    let session = session()
    #expect(net(session) == 99_500)
    session.type("u")
    session.waitUntilIdle()
    var shown = screen(session)
    #expect(shown.contains("“Sonderfall”") && shown.contains("1 order, € 900"))
    #expect(shown.contains("“Kulanz”") && shown.contains("2 orders, € 90"))
    session.type("Down Enter")
    session.waitUntilIdle()
    shown = screen(session)
    #expect(shown.contains("What does the status word “Kulanz” mean?") && shown.contains("refunded"))
    session.type("Down Down")
    #expect(
      screen(session).contains("--set 'import.status.Kulanz=cancelled'")
        || screen(session).contains("--set import.status.Kulanz=cancelled"))
    session.type("Enter")
    session.waitUntilIdle()
    #expect(session.state.asking == nil && net(session) == 90_500)
    #expect(screen(session).contains("1 status word not known: 1 order, € 900"))
    // The list offers to take the answer back, below the word that is left.
    session.type("u")
    session.waitUntilIdle()
    #expect(screen(session).contains("take back: Kulanz = cancelled"))
    session.type("Down Enter")
    session.waitUntilIdle()
    #expect(net(session) == 99_500 && session.state.strangeStatuses.count == 2)
  }

  @Test("Where every word is decided, u takes the last answer back; Esc leaves everything as it was")
  func last() {
    let session = session()
    session.type("u")
    session.waitUntilIdle()
    session.type("Escape")
    #expect(session.state.asking == nil && session.state.strangeStatuses.count == 2)
    for _ in 0..<2 {
      session.type("u")
      session.waitUntilIdle()
      if session.state.asking?.question.isChoice == true { session.type("Enter") }
      session.waitUntilIdle()
      session.type("Down Enter")
      session.waitUntilIdle()
    }
    #expect(net(session) == 500 && session.state.strangeStatuses.isEmpty)
    session.type("u")
    session.waitUntilIdle()
    #expect(session.state.strangeStatuses.count == 1)
  }
}
