import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing
import Workbook

@testable import Dashboard

/// What a job brings back after the person has gone elsewhere: it is taken in where it was asked of, or not at all.
@Suite("Results that come late")
struct LateResultTests {
  private func opened(customers: Int = 40, on panel: String? = "customers") throws -> LateSession {
    let bytes = Array(SmallShop.csv(customers: customers).utf8)
    let session = try LateSession { [.bytes(name: "small.csv", bytes)] }
    try session.open()
    if let panel {
      session.apply(.show(.panel(panel)))
      #expect(session.settle())
      session.draw()
    }
    return session
  }

  private func isSound(_ session: LateSession) -> Bool {
    session.draw()
    return Invariants.violation(session.state) == nil
  }

  @Test(
    "a sort is of the panel on which it was asked for, whatever is shown by then", arguments: ["2", "Tab", "3", "1"])
  func sort(elsewhere: String) throws {
    let session = try opened()
    try session.type("Right s \(elsewhere)")
    #expect(session.gather())
    while !session.results.isEmpty { session.deliver(session.results.count - 1) }
    #expect(isSound(session))
    #expect(session.settle())
    #expect(session.state.rootPanel != "customers")
    #expect(session.state.view?.rule == RowRule())
    #expect(session.state.view?.rows == nil)
    let customers = try #require(session.state.panels["customers"])
    #expect(customers.rule.sorts.count == 1)
    #expect(customers.rows?.count == 40)
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @Test("a sort of a list that was left is dropped, and the level below keeps its rows")
  func sortAndLeave() throws {
    let session = try opened(on: nil)
    try session.type("Enter")
    #expect(session.settle())
    try session.type("s Esc")
    #expect(session.settle())
    #expect(session.state.stack.isEmpty)
    #expect(session.state.panels["funnel"]?.rows == nil)
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @Test("keys that come before the sort add up: the other way round, then a text to hold")
  func quickKeys() throws {
    let session = try opened()
    try session.type("Right Right s s & K 0 1 Enter")
    #expect(session.settle())
    let view = try #require(session.state.view)
    #expect(view.count == 10)
    #expect(view.sort?.descending == false)
  }

  @Test("sums are those of the list of which they were asked")
  func sums() throws {
    let session = try opened(on: nil)
    session.apply(.show(.panel("customers")))
    session.apply(.show(.panel("churn")))
    #expect(session.gather(atLeast: 2))
    while !session.results.isEmpty { session.deliver(session.results.count - 1) }
    session.apply(.show(.panel("customers")))
    #expect(session.settle())
    for (key, view) in session.state.panels {
      guard let summary = view.summary else { continue }
      #expect(summary.totals.count == view.sheet.table.columns.count, "\(key)")
    }
    #expect(session.state.view?.summary != nil)
  }

  @Test("a filter is of the list on which it was typed")
  func filter() throws {
    let session = try opened()
    try session.type("f")
    session.handle(.paste("purchases > 3"))
    #expect(session.settle())
    try session.type("Enter 2")
    #expect(session.settle())
    #expect(session.state.view?.rows == nil)
    #expect(session.state.panels["customers"]?.rule.filter == "purchases > 3")
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @Test("what was opened, counted, described or laid over time elsewhere does not cover what is shown now")
  func opening() throws {
    for keys in ["Enter 2", "F 2", "H Tab", "B Enter Tab", "d 2", "Space * 2", "i Esc 2 i"] {
      let session = try opened()
      let before = session.state.stack.count
      try session.type(keys)
      #expect(session.settle())
      #expect(session.state.stack.count == before, "\(keys)")
      if case .statistics = session.state.overlay { Issue.record("\(keys): described what is not shown") }
      #expect(Invariants.violationAtRest(session.state) == nil, "\(keys)")
    }
  }

  @Test("rows behind a figure are those of the figure that is explained")
  func behind() throws {
    let session = try opened(on: nil)
    // The step of two purchases is explained before the rows behind the first one are there.
    try session.type("i Esc j i")
    #expect(session.settle())
    guard case .explanation(_, let behind?) = session.state.overlay else {
      Issue.record("no explanation")
      return
    }
    #expect(behind.count == (0..<40).filter { $0 % 7 >= 1 }.count)
  }

  @Test("a customer who was searched for does not open after the search was left")
  func search() throws {
    let session = try opened()
    try session.type("/")
    session.handle(.paste("person 11"))
    try session.type("Enter Esc")
    #expect(session.settle())
    #expect(session.state.stack.isEmpty && session.state.overlay == nil)
  }

  @Test("a card that was asked for as of another day is not shown with this day's head")
  func cardOfAnotherDay() throws {
    let session = try opened()
    try session.type("[ Enter")
    #expect(session.settle())
    for view in session.state.panels.values + session.state.stack {
      #expect(view.findings === session.state.findings)
    }
  }

  @Test("newer data does not bring back what was left, nor take away marks that were made meanwhile")
  func newerData() throws {
    let session = try opened()
    try session.type("Enter")
    #expect(session.settle())
    #expect(session.state.stack.count == 1)
    session.state.following = .live
    session.apply(.fileChanged)
    // The data is there, the views of it are not.
    while !session.state.jobs.isBusy(.restore) {
      #expect(session.gather())
      session.deliver()
    }
    try session.type("Esc Space Space")
    #expect(session.settle())
    #expect(session.state.stack.isEmpty)
    #expect(session.state.view?.marks.count == 2)
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @Test("a sort that was asked for while newer data came in holds for the new rows")
  func sortUnderNewData() throws {
    let session = try opened()
    session.state.following = .live
    session.apply(.fileChanged)
    try session.type("Right Right s")
    #expect(session.settle())
    #expect(session.state.view?.rule.sorts.count == 1)
    #expect(Invariants.violationAtRest(session.state) == nil)
  }

  @Test("a note is about the customer for whom it was typed, whatever is shown by then")
  func note() throws {
    let session = try opened()
    try session.type("j Enter")
    #expect(session.settle())
    let key = try #require(session.state.stack.last?.key)
    try session.type("Enter N")
    session.handle(.paste("likes green tea"))
    #expect(session.settle())
    #expect(session.state.view?.sheet.id == "order")
    try session.type("Enter")
    #expect(session.settle())
    #expect(session.state.plainPage.notes.map(\.customerKey) == [key])
  }

  @Test("an export that would replace a file does not take a letter typed elsewhere for a yes")
  func exportQuestion() throws {
    let session = try opened()
    try session.type("e Enter")
    #expect(session.settle())
    try session.type("e Enter /")
    #expect(session.settle())
    #expect(session.state.overlay.isFind)
    try session.type("y")
    #expect(session.settle())
    #expect(session.state.message?.text.contains("written") != true)
    #expect(session.state.finder.line.text == "y")
  }

  @Test("every export is answered, also where the next one is asked for at once")
  func twoExports() throws {
    let session = try opened()
    var sentences: [String] = []
    try session.type("e C-u")
    session.handle(.paste("one.csv"))
    try session.type("Enter e C-u")
    session.handle(.paste("two.pdf"))
    try session.type("Enter")
    #expect(session.gather(atLeast: 2))
    while !session.results.isEmpty {
      session.deliver()
      if let text = session.state.message?.text { sentences.append(text) }
    }
    #expect(sentences.contains { $0.contains("one.csv") })
    #expect(sentences.contains { !$0.contains("one.csv") })
  }

  @Test("the list that a filter opened is called after it only while it is filtered")
  func crumb() throws {
    let session = try opened(on: "lifecycle")
    try session.type("f")
    session.handle(.paste("purchases > 3"))
    #expect(session.settle())
    try session.type("Enter")
    #expect(session.settle())
    #expect(session.state.crumbs.last == "Filtered")
    try session.type("Esc")
    #expect(session.settle())
    #expect(session.state.view?.count == 40)
    #expect(session.state.crumbs.last == "Everybody")
  }
}

/// Names that are being hidden while something is copied or written.
@Suite("Copies and exports while names are being hidden")
struct LateMaskTests {
  private func opened() throws -> LateSession {
    let bytes = Array(SmallShop.csv().utf8)
    let session = try LateSession { [.bytes(name: "small.csv", bytes)] }
    try session.open()
    session.apply(.show(.panel("customers")))
    #expect(session.settle())
    session.draw()
    return session
  }

  @Test("a copy waits for the mask", arguments: ["Y", "y"])
  func copy(key: String) throws {
    let session = try opened()
    try session.type("Right m \(key)")
    #expect(session.state.clipboard == nil)
    #expect(session.settle())
    let text = try #require(session.state.clipboard)
    #expect(!text.contains("Person") && !text.contains("K0"))
    #expect(session.state.isMasked)
  }

  @Test("an export waits for the mask")
  func export() throws {
    let session = try opened()
    try session.type("m e Enter")
    #expect(session.settle())
    let text = try #require(UserFolders.text(ofFile: session.folder + "/customers.csv"))
    #expect(text.split(separator: "\n").count == 41)
    #expect(!text.contains("Person") && !text.contains("K0"))
  }

  @Test("rows behind a figure that were found with their names are not written without a mask")
  func behind() throws {
    let session = try opened()
    session.apply(.show(.overview))
    #expect(session.settle())
    try session.type("m i")
    while !session.state.isMasked {
      #expect(session.gather())
      session.deliver(session.results.count - 1)
    }
    try session.type("e Enter")
    #expect(session.settle())
    let text = UserFolders.text(ofFile: session.folder + "/customers.csv") ?? ""
    #expect(!text.contains("Person"))
  }

  @Test("a copy that was on its way is dropped once names are hidden")
  func copyOnItsWay() throws {
    let session = try opened()
    try session.type("Y")
    #expect(session.gather())
    try session.type("m")
    #expect(session.settle())
    #expect(session.state.clipboard == nil)
  }

  @Test("nothing is copied where names could not be hidden")
  func failure() throws {
    let session = try opened()
    session.apply(.toggleMask)
    let job = try #require(session.state.jobs.running(.mask))
    session.apply(.copyView)
    session.apply(.masked(job: job, .failed("no salt")))
    #expect(session.settle())
    #expect(session.state.clipboard == nil)
    #expect(session.state.message?.text.contains("no salt") == true)
  }

  @Test("a note that is written when names are hidden meanwhile does not show them")
  func note() throws {
    let session = try opened()
    try session.type("Enter")
    #expect(session.settle())
    try session.type("N")
    session.handle(.paste("Person 0 called"))
    try session.type("Enter m")
    #expect(session.settle())
    #expect(session.state.isMasked)
    #expect(session.state.plainPage.notes.count == 1)
    #expect(session.state.findings?.page.notes.contains { $0.text.contains("Person") } == false)
  }
}
