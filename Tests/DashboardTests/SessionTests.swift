import Canvas
import Ingest
import Ledger
import Panels
import Testing

@testable import Dashboard

/// A small shop as a CSV file: 40 customers, customer i buys i % 7 + 1 times, some days apart.
enum SmallShop {
  static func csv(customers: Int = 40) -> String {
    var text = "order_id,customer_id,name,ordered_at,product,quantity,unit_price\n"
    var order = 1_000
    for customer in 0..<customers {
      for purchase in 0...(customer % 7) {
        let day = Day(uncheckedYear: 2024, month: 1, day: 10).adding(
          days: customer * 3 + purchase * (20 + customer % 5))
        order += 1
        text +=
          "\(order),K\(Digits.padded(customer, 3)),Person \(customer),\(day),Tea \(customer % 3),2,\(customer + 5).50\n"
      }
    }
    return text
  }

  static func session(
    size: Size = Size(width: 140, height: 45), csv: String = SmallShop.csv(), glyphs: Glyphs = .unicode
  ) -> Session {
    let bytes = Array(csv.utf8)
    return Session(
      DashboardState(sourceName: "small.csv", isDemo: false, size: size, themes: [.plain], glyphs: glyphs),
      input: .init(sources: { [.bytes(name: "small.csv", bytes)] }, paths: [], options: ReadOptions()))
  }

  static func opened(
    size: Size = Size(width: 140, height: 45), csv: String = SmallShop.csv(), glyphs: Glyphs = .unicode
  ) -> Session {
    let session = session(size: size, csv: csv, glyphs: glyphs)
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }
}

extension Session {
  /// Types keys by their names and waits for the work that they cause.
  func type(_ keys: String) {
    for name in keys.split(separator: " ") {
      guard let key = Key(name: String(name)) else {
        Issue.record("\(name) is no key")
        return
      }
      handle(.key(key))
      waitUntilIdle()
      _ = frame()
    }
  }

  var text: String { frame().canvas.text }
}

@Suite("A session")
struct SessionTests {
  @Test("shows its frame before anything is read, and the figures afterwards")
  func opening() {
    let session = SmallShop.session()
    #expect(session.text.contains("small.csv"))
    #expect(session.text.contains("Reading"))
    session.start()
    session.waitUntilIdle()
    let text = session.text
    #expect(text.contains("40 customers"))
    #expect(!text.contains("Reading"))
    #expect(text.contains("gross") && text.contains("net"))
  }

  @Test("goes from a step of the funnel to its customers, a customer's card and an order's lines, and back")
  func drillDown() throws {
    let session = SmallShop.opened()
    session.type("j j")
    #expect(session.state.panels["funnel"]?.table.cursor == 2)
    session.type("Enter")
    #expect(session.state.stack.count == 1)
    // Customers with at least three purchases: customer % 7 >= 2.
    let expected = (0..<40).filter { $0 % 7 >= 2 }.count
    #expect(session.state.view?.count == expected)
    session.type("j Enter")
    #expect(session.state.view?.sheet.id == "customer")
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "order")
    #expect(session.state.crumbs.count == 5)
    session.type("Esc Esc")
    #expect(session.state.view?.table.cursor == 1)
    session.type("Esc")
    #expect(session.state.stack.isEmpty)
    #expect(session.state.panels["funnel"]?.table.cursor == 2)
  }

  @Test("keeps only the rows that hold a text, and shows all again on Esc")
  func search() {
    let session = SmallShop.opened()
    session.type("4")
    while session.state.rootPanel != "customers" { session.type("Tab") }
    #expect(session.state.view?.count == 40)
    session.type("& K 0 1")
    #expect(session.state.view?.count == 10)
    session.type("Enter Down")
    #expect(session.state.view?.table.cursor == 1)
    session.type("Esc")
    #expect(session.state.view?.count == 40)
    #expect(session.state.screen == .panel("customers"))
  }

  @Test("sorts by any column, both ways; figures keep the cursor on its row, words begin at the top")
  func sorting() throws {
    let session = SmallShop.opened()
    session.type("4")
    while session.state.rootPanel != "customers" { session.type("Tab") }
    session.type("j j j")
    for column in try #require(session.state.view).sheet.table.columns where column.isDrawn {
      let view = try #require(session.state.view)
      let key = view.sheet.table.key(of: try #require(view.currentRow))
      session.apply(.sort(column: column.id))
      session.waitUntilIdle()
      let sorted = try #require(session.state.view)
      if column.isText {
        #expect(sorted.table.cursor == 0 && sorted.table.top == 0)
        session.type("j j j")
      } else {
        #expect(sorted.sheet.table.key(of: try #require(sorted.currentRow)) == key)
      }
      let index = try #require(sorted.sheet.table.column(column.id))
      let values = (0..<sorted.count).compactMap { sorted.row($0).flatMap { sorted.sheet.table[$0, index].magnitude } }
      let isDescending = try #require(sorted.sort).descending
      #expect(zip(values, values.dropFirst()).allSatisfy { isDescending ? $0 >= $1 : $0 <= $1 })
    }
    session.type("r r")
    #expect(session.state.view?.count == 40)
  }

  @Test("opens every panel by its number, and says in the breadcrumbs where one is")
  func panels() {
    let session = SmallShop.opened()
    for panel in PanelRegistry.all {
      session.apply(.show(.panel(panel.id)))
      session.waitUntilIdle()
      #expect(session.text.contains(panel.title), "\(panel.id)")
      #expect(session.state.crumbs.last == panel.title)
    }
    session.type("1")
    #expect(session.state.screen == .overview)
  }

  @Test("finds commands and panels by words in the palette")
  func palette() {
    let session = SmallShop.opened()
    session.type(": p a r e t o Enter")
    #expect(session.state.screen == .panel("pareto"))
    session.type(": x y z z y")
    #expect(session.text.contains("Nothing has these words."))
    session.type("Esc")
    #expect(session.state.overlay == nil)
  }

  @Test("lists every command under help, with its keys")
  func help() {
    let session = SmallShop.opened(size: Size(width: 140, height: 130))
    session.type("?")
    let text = session.text
    for command in CommandTable.all {
      for key in command.keys { #expect(text.contains(key), "\(command.id): \(key)") }
    }
    session.type("Esc")
    #expect(session.state.overlay == nil)
  }

  @Test("explains the figures of every panel")
  func explanation() {
    let session = SmallShop.opened()
    for panel in PanelRegistry.all {
      session.apply(.show(.panel(panel.id)))
      session.waitUntilIdle()
      session.type("i")
      #expect(session.text.contains("As of"), "\(panel.id)")
      session.type("Esc")
    }
  }

  @Test("says on every screen that rows were left out")
  func leftOut() {
    let session = SmallShop.opened(csv: SmallShop.csv() + "7,K001,Person 1,2024-02-31,Tea,1,5.00\n")
    for keys in ["1", "2", "4", "Enter"] {
      session.type(keys)
      #expect(session.text.contains("1 row left out"), "after \(keys)")
    }
  }

  @Test("begins no sentence at 80×24 that it cannot end")
  func wholeSentences() throws {
    let session = SmallShop.opened(size: Size(width: 80, height: 24))
    for panel in PanelRegistry.all {
      session.apply(.show(.panel(panel.id)))
      session.waitUntilIdle()
      let text = session.text
      let sheet = try #require(session.state.view?.sheet)
      for sentence in sheet.reading + sheet.notes {
        let lines = DisplayWidth.wrap(sentence, 76)
        guard lines.count > 1, let first = lines.first, let last = lines.last, text.contains(first) else { continue }
        #expect(text.contains(last), "\(panel.id): \(sentence)")
      }
    }
  }

  @Test("hides the totals of all rows while only some are shown")
  func totalsUnderSearch() {
    let session = SmallShop.opened()
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    #expect(session.text.contains("40 customers bring"))
    session.type("& K 0 1 Enter")
    #expect(!session.text.contains("40 customers bring"))
  }

  @Test("keeps the name of an export that could not be written, to be mended")
  func exportPrompt() throws {
    let session = SmallShop.opened()
    session.type("e C-u / Enter")
    guard case .export(let text, _) = session.state.overlay else {
      Issue.record("the prompt is gone")
      return
    }
    #expect(text == "/")
    #expect(session.state.message?.tone == .bad)
    session.type("Esc")
    #expect(session.state.overlay == nil)
  }

  @Test("says why a command cannot be run now")
  func obstacles() {
    let session = SmallShop.opened()
    session.type("Esc")
    #expect(session.state.message?.text == "This is the first screen.")
    session.type("j")
    #expect(session.state.message == nil)
  }

  @Test("shows why a file cannot be opened, and leaves with status 2")
  func failure() {
    let session = SmallShop.session(csv: "colour,shape\nred,round\n")
    session.start()
    session.waitUntilIdle()
    #expect(session.text.contains("Not opened"))
    #expect(session.text.contains("small.csv"))
    session.type("q")
    #expect(session.state.exitStatus == 2)
  }

  @Test("leaves with 0 after figures were shown, and with 130 while it still reads")
  func exitStatus() {
    let done = SmallShop.opened()
    done.type("q")
    #expect(done.state.exitStatus == 0)
    let interrupted = SmallShop.opened()
    interrupted.handle(.interrupt)
    #expect(interrupted.state.exitStatus == 130)
    let early = SmallShop.session()
    early.start()
    early.apply(.interrupted)
    #expect(early.state.exitStatus == 130)
  }

  @Test(
    "fits every size: no line is longer than the window", arguments: [(140, 45), (80, 24), (40, 12), (12, 4), (5, 2)])
  func sizes(width: Int, height: Int) {
    let session = SmallShop.opened(size: Size(width: width, height: height))
    for keys in ["1", "o", "Esc", "Enter", "Enter", "?", "Esc", ":", "Esc", "2", "3", "5"] {
      session.type(keys)
      let lines = session.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= height)
      #expect(lines.allSatisfy { DisplayWidth.of(String($0)) <= width }, "\(keys) at \(width)×\(height)")
    }
  }

  @Test("draws nothing but ASCII when asked to")
  func ascii() {
    let session = SmallShop.opened(glyphs: .ascii)
    for keys in [
      "1", "o", "Enter", "Enter", "Enter", "2", "Tab", "3", "Tab", "Tab", "4", "Tab", "5", "?", "Esc", "i", "Esc", ":",
      "Esc",
    ] {
      session.type(keys)
      let strange = session.text.unicodeScalars.filter { !$0.isASCII }
      #expect(strange.isEmpty, "after \(keys): \(String(String.UnicodeScalarView(strange)))")
    }
  }

  @Test("answers the mouse: a click takes a row, a click on a head sorts, the wheel scrolls")
  func mouse() throws {
    let session = SmallShop.opened()
    let frame = session.frame()
    var churn: (Rect, TableLayout)?
    for place in frame.places {
      if case .table(panel: "churn", let layout, columns: _) = place.target { churn = (place.rect, layout) }
    }
    let (_, layout) = try #require(churn)
    session.handle(.mouse(MouseEvent(x: layout.rect.x + 3, y: layout.rowsY + 1, kind: .press)))
    #expect(session.state.overviewFocus == "churn")
    #expect(session.state.view?.table.cursor == 1)
    session.handle(.mouse(MouseEvent(x: layout.rect.x + 3, y: layout.headerY, kind: .press)))
    session.waitUntilIdle()
    #expect(session.state.view?.sort != nil)
    session.handle(.mouse(MouseEvent(x: layout.rect.x + 3, y: layout.rowsY + 1, kind: .doubleClick)))
    session.waitUntilIdle()
    #expect(session.state.stack.count == 1)
  }
}
