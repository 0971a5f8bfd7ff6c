import Canvas
import Ledger
import Panels
import Testing

@testable import Dashboard

@Suite("Tables on the screen")
struct TableTests {
  private func customers(size: Size = Size(width: 140, height: 45)) -> Session {
    let session = SmallShop.opened(size: size)
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    _ = session.frame()
    return session
  }

  private func column(_ session: Session) -> String? {
    session.state.view.flatMap { view in view.currentColumn.map { view.sheet.table.columns[$0].id } }
  }

  private func go(_ session: Session, to id: String) {
    session.type("Left Left Left Left Left Left Left Left Left Left Left Left")
    for _ in 0..<20 where column(session) != id { session.type("Right") }
    #expect(column(session) == id)
  }

  @Test("have a cursor in their columns, which is always visible")
  func columnCursor() throws {
    for width in [140, 80, 40] {
      let session = customers(size: Size(width: width, height: 24))
      let view = try #require(session.state.view)
      for index in view.shownColumns {
        let title = view.sheet.table.columns[index].title
        #expect(column(session) == view.sheet.table.columns[index].id)
        #expect(session.text.contains(title.prefix(6)), "\(title) at \(width)")
        session.type("Right")
      }
    }
  }

  @Test("hide, move, widen and bring back columns")
  func columns() throws {
    let session = customers()
    go(session, to: "stage")
    session.type("x k")
    #expect(!session.text.contains("Stage"))
    session.type("X k")
    #expect(session.text.contains("Stage"))
    go(session, to: "purchases")
    let before = try #require(session.state.view?.shownColumns)
    session.type(")")
    let after = try #require(session.state.view?.shownColumns)
    #expect(before != after)
    #expect(Set(before) == Set(after))
    #expect(column(session) == "purchases")
    session.type("(")
    #expect(session.state.view?.shownColumns == before)
    session.type("+ +")
    #expect(session.state.view?.columns.widened["purchases"] == 8)
    session.type("- -")
    #expect(session.state.view?.columns.isPlain == true || session.state.view?.columns.order != nil)
  }

  @Test("never lose their last column")
  func lastColumn() {
    let session = customers()
    for _ in 0..<20 { session.type("x") }
    #expect(session.state.view?.shownColumns.count == 1)
    session.type("X")
    #expect((session.state.view?.shownColumns.count ?? 0) > 5)
  }

  @Test("show any figure that a filter knows as a column")
  func chosenColumns() throws {
    let session = customers()
    session.type("C")
    session.handle(.paste("tenure"))
    session.waitUntilIdle()
    session.type("Enter Esc")
    let view = try #require(session.state.view)
    let index = try #require(view.sheet.table.column("tenure"))
    #expect(view.shownColumns.contains(index))
    for row in 0..<view.count {
      let first = try #require(view.sheet.table.column("first_purchase"))
      guard case .date(let day) = view.sheet.table[row, first] else { continue }
      let asOf = try #require(session.state.findings?.question.asOf)
      #expect(view.sheet.table[row, index].magnitude == Double(asOf - day))
    }
  }

  @Test("sort by several columns: the later one decides among equals")
  func severalSorts() throws {
    let session = customers()
    go(session, to: "purchases")
    session.type("s")
    go(session, to: "last_purchase")
    session.type("S")
    let view = try #require(session.state.view)
    #expect(view.rule.sorts.map(\.column) == ["purchases", "last_purchase"])
    let purchases = try #require(view.sheet.table.column("purchases"))
    let last = try #require(view.sheet.table.column("last_purchase"))
    let rows = view.shownRows.map { row in
      (view.sheet.table[Int(row), purchases].magnitude ?? 0, view.sheet.table[Int(row), last].magnitude ?? 0)
    }
    for (above, below) in zip(rows, rows.dropFirst()) {
      #expect(above.0 > below.0 || above.0 == below.0 && above.1 >= below.1)
    }
    // Again: the other way round among the equals.
    session.type("S")
    let turned = try #require(session.state.view).shownRows.map { row in
      (view.sheet.table[Int(row), purchases].magnitude ?? 0, view.sheet.table[Int(row), last].magnitude ?? 0)
    }
    for (above, below) in zip(turned, turned.dropFirst()) {
      #expect(above.0 > below.0 || above.0 == below.0 && above.1 <= below.1)
    }
  }

  @Test("sum up the shown rows and give their medians")
  func summary() throws {
    let session = customers()
    session.type("& K 0 1 Enter")
    let view = try #require(session.state.view)
    #expect(view.count == 10)
    let summary = try #require(view.summary)
    let net = try #require(view.sheet.table.column("net"))
    let purchases = try #require(view.sheet.table.column("purchases"))
    var sum: Int64 = 0
    var counts: [Double] = []
    for row in view.shownRows {
      if case .money(let minor) = view.sheet.table[Int(row), net] { sum += minor }
      counts.append(view.sheet.table[Int(row), purchases].magnitude ?? 0)
    }
    counts.sort()
    let median = (counts[4] + counts[5]) / 2
    #expect(summary.totals[net] == .money(sum))
    #expect(summary.medians[purchases].magnitude == median)
    let aov = try #require(view.sheet.table.column("aov"))
    let total = counts.reduce(0, +)
    #expect(summary.totals[aov].magnitude == (Double(sum) / total).rounded())
    #expect(session.text.contains("median"))
  }

  @Test("mark rows, and open the marked ones alone")
  func marks() throws {
    let session = customers()
    session.type("Space Space j Space")
    let view = try #require(session.state.view)
    #expect(view.marks.count == 3)
    #expect(session.text.contains("3 marked"))
    let keys = view.marks.map { view.sheet.table.key(of: Int($0)) }
    session.type("*")
    let marked = try #require(session.state.view)
    #expect(marked.count == 3)
    #expect(Set((0..<3).map { marked.sheet.table.key(of: $0) }) == Set(keys))
    session.type("Esc a")
    #expect(session.state.view?.marks.count == 40)
    session.type("a")
    #expect(session.state.view?.marks.isEmpty == true)
    session.type("*")
    #expect(session.state.message?.text.contains("No row is marked") == true)
  }

  @Test("count how often each value occurs; the counts open into the rows and add up to all")
  func frequency() throws {
    let session = customers()
    go(session, to: "stage")
    session.type("F")
    let frequency = try #require(session.state.view)
    #expect(frequency.sheet.id == "frequency")
    var total = 0
    for row in 0..<frequency.count {
      let destination = try #require(frequency.sheet.destination(row))
      let sheet = destination.open()
      guard case .integer(let count) = frequency.sheet.table[row, 1] else { return }
      #expect(sheet.table.rowCount == count)
      let stage = try #require(sheet.table.column("stage"))
      for member in 0..<sheet.table.rowCount {
        let text = session.state.findings?.format.text(sheet.table[member, stage], kind: .text)
        #expect(text == frequency.sheet.table.key(of: row))
      }
      total += count
    }
    #expect(total == 40)
    session.type("Enter")
    #expect(session.state.stack.count == 2)
    session.type("Enter")
    #expect(session.state.view?.sheet.id == "customer")
  }

  @Test("put figures into ranges that hold every row once")
  func ranges() throws {
    let session = customers()
    for id in ["net", "last_purchase", "days_since", "ratio"] {
      go(session, to: id)
      session.type("F")
      let view = try #require(session.state.view)
      #expect(view.sheet.id == "frequency")
      var total = 0
      for row in 0..<view.count { total += Int(view.sheet.table[row, 1].magnitude ?? 0) }
      #expect(total == 40, "\(id)")
      #expect(view.count <= FrequencySheetTestsLimit.ranges + 1, "\(id): \(view.count)")
      session.type("Esc")
    }
  }

  @Test("describe a column: mean, quantiles and spread as counted by hand")
  func statistics() throws {
    let session = customers()
    go(session, to: "purchases")
    let view = try #require(session.state.view)
    let column = try #require(view.currentColumn)
    let values = (0..<40).map { view.sheet.table[$0, column].magnitude ?? 0 }.sorted()
    session.type("d")
    guard case .statistics(let statistics, _) = session.state.overlay else {
      Issue.record("no statistics")
      return
    }
    func measure(_ name: String) -> Double? { statistics.measures.first { $0.name == name }?.value.magnitude }
    let mean = values.reduce(0, +) / 40
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(statistics.rows == 40)
    #expect(measure("sum") == values.reduce(0, +))
    #expect(measure("mean") == mean)
    #expect(measure("standard deviation") == (squares / 39).squareRoot())
    #expect(measure("smallest") == values.first)
    #expect(measure("largest") == values.last)
    #expect(measure("median") == (values[19] + values[20]) / 2)
    #expect(statistics.histogram.reduce(0, +) == 40)
    session.type("Esc")
    #expect(session.state.overlay == nil)
  }

  @Test("show a value in full, copy it, and copy all that is shown")
  func valueAndCopy() throws {
    let session = customers()
    go(session, to: "net")
    let view = try #require(session.state.view)
    let row = try #require(view.currentRow)
    let column = try #require(view.currentColumn)
    let text = try #require(session.state.findings).format.text(
      view.sheet.table[row, column], kind: .money, cents: true)
    session.type("v")
    #expect(session.text.contains(text))
    session.type("Esc y")
    #expect(session.takeClipboard() == text)
    session.type("Y")
    let copy = try #require(session.takeClipboard())
    #expect(copy.split(separator: "\n").count == 41)
    #expect(session.takeClipboard() == nil)
  }

  @Test("explain the figure under the cursor, with the rows behind it, which can be exported")
  func explanation() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("lifecycle")))
    session.waitUntilIdle()
    _ = session.frame()
    session.type("i")
    session.waitUntilIdle()
    guard case .explanation(_, let behind) = session.state.overlay else {
      Issue.record("no explanation")
      return
    }
    let view = try #require(behind)
    let people = try #require(session.state.view?.sheet.table.column("customers"))
    let expected = session.state.view?.sheet.table[0, people].magnitude
    #expect(Double(view.count) == expected)
    #expect(session.text.contains("Behind it"))
    session.type("e")
    guard case .export(_, let exported) = session.state.overlay else {
      Issue.record("no export")
      return
    }
    #expect(exported?.count == view.count)
    session.type("Esc")
  }
}

/// The most ranges that figures are put into, as the definition says.
enum FrequencySheetTestsLimit {
  static let ranges = 21
}

@Suite("Bars of a filtered list")
struct FilteredBarTests {
  @Test("are as long as the largest of the rows that are shown, and of all rows again afterwards")
  func scale() throws {
    let session = SmallShop.opened()
    session.apply(.show(.panel("customers")))
    session.waitUntilIdle()
    _ = session.frame()
    func largest() -> Double? {
      session.state.view.flatMap { view in view.sheet.table.column("net").map { view.measures.largest[$0] } }
    }
    let whole = largest()
    session.type("f")
    session.handle(.paste("purchases = 1"))
    session.waitUntilIdle()
    session.type("Enter")
    let view = try #require(session.state.view)
    let net = try #require(view.sheet.table.column("net"))
    let most = view.shownRows.compactMap { view.sheet.table[Int($0), net].magnitude }.max()
    #expect(largest() == most)
    #expect(largest() != whole)
    session.type("Esc")
    #expect(largest() == whole)
  }

  @Test("refuse a promise for a day that does not exist, and leave what was typed")
  func wrongDay() throws {
    #expect(Writings.wrongDay("2026-02-30 call") == "2026-02-30")
    #expect(Writings.wrongDay("+7x call") == "+7x")
    for words in ["2026-02-28 call", "+7d call", "3 boxes of tea", "call 2026-02-30", "2026-02-30"] {
      #expect(Writings.wrongDay(words) == nil, "\(words)")
    }
  }
}
