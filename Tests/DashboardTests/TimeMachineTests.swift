import Canvas
import Ledger
import Panels
import Testing

@testable import Dashboard

@Suite("The time machine")
struct TimeMachineTests {
  private func asOf(_ session: Session) -> String { session.state.findings?.question.asOf.description ?? "" }

  @Test("moves by days and month ends, within the days of the file, and every panel with it")
  func steps() throws {
    let session = SmallShop.opened()
    let last = try #require(session.state.findings?.ledger.lastDay)
    let before = session.state.panels["lifecycle"]?.sheet.table[0, 3]
    session.type("[")
    #expect(asOf(session) == last.adding(days: -1).description)
    #expect(session.text.contains("1 d back"))
    session.type("]")
    #expect(asOf(session) == last.description)
    #expect(session.state.asOf == nil)
    #expect(!session.text.contains("d back"))
    session.type("{ {")
    let back = last.startOfMonth.adding(days: -1).startOfMonth.adding(days: -1)
    #expect(asOf(session) == back.description)
    #expect(session.state.panels["lifecycle"]?.sheet.table[0, 3] != before)
    session.type("}")
    #expect(asOf(session) == last.startOfMonth.adding(days: -1).description)
    session.type("} } }")
    #expect(asOf(session) == last.description)
    #expect(session.state.message?.text.contains("ends on") == true)
    for _ in 0..<40 { session.type("{") }
    #expect(asOf(session) == session.state.findings?.ledger.firstDay?.description)
    #expect(session.state.message?.text.contains("begins on") == true)
  }

  @Test("puts the last question where keys come faster than figures")
  func heldKeys() throws {
    let session = SmallShop.opened()
    let last = try #require(session.state.findings?.ledger.lastDay)
    for _ in 0..<25 { session.handle(.key(try #require(Key(name: "[")))) }
    session.waitUntilIdle()
    #expect(asOf(session) == last.adding(days: -25).description)
    #expect(session.state.panels["funnel"] != nil)
  }

  @Test("keeps the way down, the cursor and the order of the rows")
  func drillDown() throws {
    let session = SmallShop.opened()
    session.type("2 Enter s j j")
    let key = session.state.view.flatMap { view in view.currentRow.map { view.sheet.table.key(of: $0) } }
    let sorts = session.state.view?.rule.sorts
    session.type("[")
    #expect(session.state.stack.count == 1)
    #expect(session.state.view?.rule.sorts == sorts)
    #expect(session.state.view.flatMap { view in view.currentRow.map { view.sheet.table.key(of: $0) } } == key)
  }

  @Test("goes to a typed day, and says what is wrong with one that is none")
  func typed() throws {
    let session = SmallShop.opened()
    session.type("A")
    session.handle(.paste("2024-04-30"))
    session.type("Enter")
    #expect(asOf(session) == "2024-04-30")
    session.type("A C-u")
    session.handle(.paste("2024-02-30"))
    session.type("Enter")
    #expect(session.state.message?.text.contains("2024-02-30") == true)
    #expect(session.text.contains("There is no day 2024-02-30"))
    #expect(session.state.overlay != nil)
    session.type("C-u Enter")
    #expect(session.state.asOf == nil)
    #expect(asOf(session) == session.state.findings?.ledger.lastDay?.description)
    session.type("A C-u")
    session.handle(.paste("30d"))
    session.type("Enter")
    #expect(session.state.daysBack == 30)
  }

  @Test("shows a column over time and a panel beside an earlier day, and finds them again on another day")
  func overTime() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("lifecycle")))
    session.waitUntilIdle()
    session.type("H")
    #expect(session.state.view?.sheet.id == "history")
    let rows = try #require(session.state.view?.count)
    session.type("{")
    #expect(session.state.view?.sheet.id == "history")
    #expect(session.state.view?.count == rows - 1)
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "lifecycle")
    session.type("Esc Esc B C-u")
    session.handle(.paste("2024-03-31"))
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "comparison")
    #expect(session.text.contains("2024-03-31"))
    session.type("Esc B C-u")
    session.handle(.paste("2030-01-01"))
    session.type("Enter")
    #expect(session.state.message?.text.contains("not earlier") == true)
  }

  @Test("draws the way of the figure under the cursor, which ends with the figure itself")
  func trend() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("lifecycle")))
    session.waitUntilIdle()
    let trend = try #require(session.state.trend)
    let view = try #require(session.state.view)
    let column = try #require(view.figureColumn)
    let row = try #require(view.currentRow)
    #expect(trend.values.last == view.sheet.table[row, column].magnitude)
    #expect(session.text.contains("since "))
    session.type("j")
    #expect(session.state.trendPlace?.row == "silent")
    // On the overview no figure stands out.
    session.type("1")
    #expect(session.state.trend == nil)
  }

  @Test("changes settings of the shown panel from a list, and refuses what a setting does not accept")
  func options() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("lifecycle")))
    session.waitUntilIdle()
    session.type("O")
    #expect(session.text.contains("lifecycle.months = 1,4,10"))
    session.handle(.paste("lifecycle.months=1,2,3"))
    session.type("Enter")
    #expect(session.state.findings?.question.settings.lifecycleMonths == [1, 2, 3])
    #expect(session.state.view?.sheet.settings.contains { $0.value == "1,2,3" } == true)
    session.type("O")
    session.handle(.paste("lifecycle.months=3,2,1"))
    session.type("Enter")
    #expect(session.state.overlay != nil)
    #expect(session.state.message?.text.contains("expected") == true)
    session.type("Esc")
    #expect(session.state.findings?.question.settings.lifecycleMonths == [1, 2, 3])
  }

  @Test("is drawn at every size")
  func sizes() {
    let session = SmallShop.opened()
    session.apply(.show(.panel("movement")))
    session.waitUntilIdle()
    for (width, height) in [(140, 45), (80, 24), (40, 12), (20, 6), (12, 4), (3, 2)] {
      session.handle(.resize(Size(width: width, height: height)))
      for keys in ["A", "B", "O"] {
        session.type(keys)
        #expect(session.text.split(separator: "\n", omittingEmptySubsequences: false).count == height)
        session.type("Esc")
      }
      session.type("H")
      #expect(session.text.split(separator: "\n", omittingEmptySubsequences: false).count == height)
      session.type("Esc")
    }
  }
}
