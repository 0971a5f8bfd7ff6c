import Analytics
import Canvas
import Glibc
import Ingest
import Ledger
import Panels
import Testing

@testable import Dashboard

@Suite("Finding and filtering on the screen")
struct FindingTests {
  @Test("finds a customer from anywhere, opens the card, and leads back to where one was")
  func find() throws {
    let session = SmallShop.opened()
    session.type("2")
    let before = session.state.rootPanel
    session.type("/")
    session.handle(.paste("son 17"))
    session.waitUntilIdle()
    let matches = try #require(session.state.finder.matches)
    #expect(matches.count >= 1)
    session.type("C-u")
    session.handle(.paste("person 17"))
    session.waitUntilIdle()
    #expect(session.text.contains("Person 17"))
    session.type("Enter")
    #expect(session.state.view?.sheet.card?.title == "Person 17")
    session.type("Esc")
    #expect(session.state.stack.isEmpty)
    #expect(session.state.rootPanel == before)
  }

  @Test("opens the best match even where Enter came before the answer")
  func quickFingers() {
    let session = SmallShop.opened()
    session.apply(.openFinder(call: false))
    for letter in "K023" { session.apply(.type(String(letter))) }
    session.apply(.accept)
    session.waitUntilIdle()
    #expect(session.state.view?.sheet.card?.title == "Person 23")
    #expect(session.state.overlay == nil)
  }

  @Test("comes back to the search after each card of a phone call, and leaves it on Esc")
  func calls() {
    let session = SmallShop.opened()
    session.type("p")
    session.handle(.paste("K003"))
    session.waitUntilIdle()
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "customer")
    session.type("Esc")
    #expect(session.state.overlay.isFind)
    #expect(session.state.finder.line.text.isEmpty)
    session.handle(.paste("K004"))
    session.waitUntilIdle()
    session.type("Enter")
    #expect(session.state.view?.sheet.card?.title == "Person 4")
    #expect(session.state.stack.count == 1)
    session.type("Esc Esc")
    #expect(session.state.overlay == nil)
    #expect(session.state.stack.isEmpty)
  }

  @Test("says that nobody answers")
  func nobody() {
    let session = SmallShop.opened()
    session.type("/")
    session.handle(.paste("zzzzqqqq"))
    session.waitUntilIdle()
    #expect(session.text.contains("zzzzqqqq"))
    #expect(session.state.finder.matches?.count == 0)
    session.type("Enter")
    #expect(session.state.stack.isEmpty)
  }

  @Test("filters a list of customers, counts before it is applied, and shows all again on Esc")
  func filter() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    session.type("f")
    session.handle(.paste("purchases >= 5"))
    session.waitUntilIdle()
    let expected = (0..<40).filter { $0 % 7 + 1 >= 5 }.count
    #expect(session.state.filterPrompt.trial?.count == expected)
    #expect(session.text.contains("\(expected) customers answer it"))
    session.type("Enter")
    #expect(session.state.view?.count == expected)
    #expect(session.text.contains("filter: purchases >= 5"))
    session.type("Esc")
    #expect(session.state.view?.count == 40)
  }

  @Test("marks the place of a mistake, keeps the list as it was, and mends it")
  func mistakes() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    for (text, word) in [
      ("nett > 5", "Did you mean 'net'"), ("net > abc", "abc"), ("name ~ /(/", "/"),
      ("last_purchase < 2023-02-30", "2023-02-30"), ("stage = ", "stage"),
    ] {
      session.type("f C-u")
      session.handle(.paste(text))
      session.waitUntilIdle()
      #expect(session.state.filterPrompt.trial?.error != nil, "\(text)")
      #expect(session.text.contains("^"), "\(text)")
      #expect(session.text.contains(word), "\(text)")
      session.type("Enter")
      guard case .filter = session.state.overlay else {
        Issue.record("\(text) was applied")
        return
      }
      #expect(session.state.view?.count == 40)
      session.type("Esc")
    }
  }

  @Test("completes what is typed")
  func completion() {
    let session = SmallShop.opened()
    session.type("f")
    session.handle(.paste("purch"))
    session.waitUntilIdle()
    session.type("Tab")
    #expect(session.state.filterPrompt.line.text == "purchases ")
    // What can follow is offered next.
    #expect(session.state.filterPrompt.trial?.suggestions.contains { $0.title == ">=" } == true)
    session.handle(.paste(" > 6"))
    session.waitUntilIdle()
    session.type("Enter")
    // From a panel that lists nobody it opens the list of all customers under the filter.
    #expect(session.state.view?.sheet.customer != nil)
    #expect(session.state.view?.count == (0..<40).filter { $0 % 7 + 1 > 6 }.count)
  }

  @Test("keeps the filter and the card's cursor when the data changes")
  func reload() {
    let session = SmallShop.opened()
    session.type("f")
    session.handle(.paste("purchases > 6"))
    session.waitUntilIdle()
    session.type("Enter")
    let count = session.state.view?.count
    session.type("R")
    #expect(session.state.view?.count == count)
    #expect(session.state.view?.filter == "purchases > 6")
  }

  @Test("goes through the fields of a card, opens one and explains it")
  func cardFields() throws {
    let session = SmallShop.opened(size: Size(width: 80, height: 24))
    session.type("/")
    session.handle(.paste("K020"))
    session.waitUntilIdle()
    session.type("Enter Tab")
    #expect(session.state.view?.field == 0)
    let card = try #require(session.state.view?.sheet.card)
    var seen: Set<Int> = []
    for _ in 0..<(card.fields.count * 2) {
      if let field = session.state.view?.field { seen.insert(field) }
      session.type("Down")
      if session.state.view?.field == nil { break }
    }
    #expect(seen.count > 5)
    #expect(session.state.view?.field == nil)
    session.type("Up")
    #expect(session.state.view?.field != nil)
    session.type("Tab Tab")
    let index = try #require(card.fields.firstIndex { $0.destination != nil })
    for _ in 0..<60 where session.state.view?.field != index { session.type("Down") }
    if session.state.view?.field == index {
      session.type("i")
      #expect(session.text.contains(card.fields[index].label))
      session.type("Esc Enter")
      #expect(session.state.stack.count == 2)
    }
  }
}

@Suite("Notes, segments, masks and exports on the screen")
struct WritingTests {
  private func withSession(_ body: (Session, String) throws -> Void) throws {
    var template = Array("/tmp/clientele-book.XXXXXX".utf8CString)
    let made = mkdtemp(&template)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try #require(made != nil)
    let bytes = Array(SmallShop.csv().utf8)
    let session = Session(
      DashboardState(
        sourceName: "small.csv", isDemo: false, size: Size(width: 140, height: 45), themes: [.plain], glyphs: .unicode),
      input: .init(
        sources: { [.bytes(name: "small.csv", bytes)] }, paths: [], options: ReadOptions(),
        workbook: WorkbookPlace(
          path: folder + "/own/workbook.sqlite", segments: folder + "/own/segments", shop: "small")))
    session.start()
    session.waitUntilIdle()
    _ = session.frame()
    try body(session, folder)
    for name in [
      "own/segments/big.segment", "own/segments", "own/workbook.sqlite", "own/mask.salt", "own", "out.csv", "",
    ] {
      let path = folder + "/" + name
      if unlink(path) != 0 { rmdir(path) }
    }
  }

  private func open(_ session: Session, _ key: String) {
    session.type("/")
    session.handle(.paste(key))
    session.waitUntilIdle()
    session.type("Enter")
  }

  @Test("writes a note and a promise on a card, and the wish not to be contacted")
  func notes() throws {
    try withSession { session, _ in
      open(session, "K011")
      session.type("N")
      session.handle(.paste("asked for oolong"))
      session.type("Enter")
      #expect(session.text.contains("asked for oolong"))
      session.type("N")
      session.handle(.paste("2031-01-05 call back"))
      session.type("Enter")
      let promise = try #require(session.state.page.notes.first { $0.kind == .promise })
      #expect(promise.due == Day("2031-01-05"))
      #expect(promise.text == "call back")
      session.type("D")
      #expect(session.state.message?.text == "Noted: do not contact.")
      #expect(session.state.page.forbidsContact(["K011"]))
      session.type("D")
      #expect(!session.state.page.forbidsContact(["K011"]))
      // Another person's card has none of it.
      open(session, "K012")
      #expect(!session.text.contains("asked for oolong"))
    }
  }

  @Test("saves a filter as a segment, lists it with its size, and asks before it replaces one")
  func segments() throws {
    try withSession { session, folder in
      session.type("f")
      session.handle(.paste("purchases >= 5"))
      session.waitUntilIdle()
      session.type("Enter w")
      session.handle(.paste("Big: five and more"))
      session.type("Enter")
      #expect(access(folder + "/own/segments/big.segment", F_OK) == 0)
      session.apply(.show(.panel("segments")))
      session.waitUntilIdle()
      let view = try #require(session.state.view)
      let row = try #require(view.sheet.table.row(for: "big"))
      let people = try #require(view.sheet.table.column("customers"))
      #expect(view.sheet.table[row, people] == .integer((0..<40).filter { $0 % 7 + 1 >= 5 }.count))
      session.type("f")
      session.handle(.paste("segment(big) and purchases >= 6"))
      session.waitUntilIdle()
      session.type("Enter")
      #expect(session.state.view?.count == (0..<40).filter { $0 % 7 + 1 >= 6 }.count)
      session.type("w")
      session.handle(.paste("Big"))
      session.type("Enter")
      guard case .confirm = session.state.overlay else {
        Issue.record("replaced without asking")
        return
      }
      session.type("n")
      #expect(session.state.page.segments.first { $0.name == "big" }?.filter == "purchases >= 5")
    }
  }

  @Test("lays two marked segments over each other: the parts add up to everybody")
  func overlap() throws {
    try withSession { session, _ in
      session.apply(.show(.panel("segments")))
      session.waitUntilIdle()
      _ = session.frame()
      session.type("b")
      #expect(session.state.message?.text.contains("Mark two segments") == true)
      session.type("Space Space b")
      let view = try #require(session.state.view)
      #expect(view.sheet.id == "overlap")
      let people = try #require(view.sheet.table.column("customers"))
      let counts = (0..<5).map { Int(view.sheet.table[$0, people].magnitude ?? -1) }
      let apart = counts[0] + counts[1] + counts[2]
      #expect(apart + counts[4] == 40)
      #expect(counts[3] == apart)
    }
  }

  @Test("hides everything that names a person, on the screen and in exports, and shows it again")
  func masks() throws {
    try withSession { session, folder in
      open(session, "K011")
      #expect(session.text.contains("Person 11"))
      session.type("m")
      #expect(!session.text.contains("Person 11"))
      #expect(!session.text.contains("K011"))
      #expect(session.state.view?.sheet.id == "customer")
      session.type("Esc")
      session.apply(.show(.panel("customers")))
      session.waitUntilIdle()
      #expect(!session.text.contains("Person"))
      session.type("e C-u")
      session.handle(.paste(folder + "/out.csv"))
      session.type("Enter")
      var info = stat()
      #expect(stat(folder + "/out.csv", &info) == 0)
      #expect(info.st_mode & 0o777 == 0o600)
      let text = UserFolders.text(ofFile: folder + "/out.csv") ?? ""
      #expect(text.split(separator: "\n").count == 41)
      #expect(!text.contains("Person") && !text.contains("K0"))
      // Somebody is still found by the name that is hidden.
      open(session, "person 11")
      #expect(session.state.view?.sheet.id == "customer")
      session.type("m")
      #expect(session.text.contains("Person 11"))
    }
  }

  @Test("asks before an export replaces a file, and writes what is shown alone")
  func export() throws {
    try withSession { session, folder in
      session.apply(.show(.panel("customers")))
      session.waitUntilIdle()
      _ = session.frame()
      session.type("& K 0 1 Enter")
      session.type("e C-u")
      session.handle(.paste(folder + "/out.csv"))
      session.type("Enter")
      #expect(UserFolders.text(ofFile: folder + "/out.csv")?.split(separator: "\n").count == 11)
      session.type("Esc e C-u")
      session.handle(.paste(folder + "/out.csv"))
      session.type("Enter")
      guard case .confirm = session.state.overlay else {
        Issue.record("replaced without asking")
        return
      }
      session.type("n")
      #expect(UserFolders.text(ofFile: folder + "/out.csv")?.split(separator: "\n").count == 11)
      session.type("e C-u")
      session.handle(.paste(folder + "/out.csv"))
      session.type("Enter y")
      let text = UserFolders.text(ofFile: folder + "/out.csv") ?? ""
      #expect(text.split(separator: "\n").count == 41)
      let view = try #require(session.state.view)
      let header = view.shownColumns.map { view.sheet.table.columns[$0].id }.joined(separator: ",")
      #expect(text.hasPrefix(header + "\n"))
    }
  }
}

@Suite("New data under the search and the mask")
struct NewDataTests {
  @Test("is searched by its own index: the old one's customers have other numbers")
  func index() throws {
    let session = SmallShop.opened()
    #expect(session.state.index != nil)
    session.apply(.reload)
    let job = session.wait(until: { $0.index == nil || !$0.isIdle })
    #expect(job)
    session.waitUntilIdle()
    #expect(session.state.index != nil)
    // The moment new data is taken in, nobody is found by the old index any more.
    var state = session.state
    _ = reduce(&state, .reload)
    let number = state.jobs.begin(.read)
    let ledger = try #require(session.state.findings?.ledger)
    _ = reduce(&state, .read(job: number, ledger, asOf: nil))
    #expect(state.index == nil)
  }

  @Test("is there only once its names are hidden, and not at all where they cannot be")
  func masked() throws {
    let ledger = try #require(SmallShop.opened().state.findings?.ledger)
    var state = DashboardState(
      sourceName: "small.csv", isDemo: false, size: Size(width: 80, height: 24), themes: [.plain], glyphs: .unicode)
    state.beginsMasked = true
    _ = reduce(&state, .read(job: state.jobs.begin(.read), ledger, asOf: nil))
    #expect(state.findings == nil)
    #expect(!render(state).canvas.text.contains("Person"))
    var broken = state
    _ = reduce(&broken, .masked(job: broken.jobs.begin(.mask), .failed("no salt")))
    #expect(broken.findings == nil)
    #expect(broken.failure == "no salt")
    let mask = Mask { UInt64($0.count) }
    let job = state.jobs.begin(.mask)
    _ = reduce(&state, .masked(job: job, .masked(ledger.masked(mask), .empty)))
    #expect(state.isMasked)
    #expect(state.findings?.isMasked == true)
    // Newer data: the masked figures stay until the new ones are masked too.
    let before = state.findings.map { ObjectIdentifier($0) }
    _ = reduce(&state, .read(job: state.jobs.begin(.read), ledger, asOf: nil))
    #expect(state.findings.map { ObjectIdentifier($0) } == before)
  }
}
