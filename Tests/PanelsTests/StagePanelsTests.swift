import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// The five stages, the grid and the periods of ``Shops/small``, worked out by hand, as of 30 June 2024.
@Suite struct StagePanelsTests {
  let findings = Shops.findings(Shops.small)

  private func column(_ sheet: Sheet, _ id: String) -> [Value] {
    guard let column = sheet.table.column(id) else { return [] }
    return (0..<sheet.table.rowCount).map { sheet.table[$0, column] }
  }

  @Test func periods() {
    let sheet = Panel.periods.sheet(findings)
    #expect(column(sheet, "period").map { "\($0)" } == (1...6).map { "text(\"2024-0\($0)\")" })
    #expect(column(sheet, "active") == [3, 1, 2, 1, 1, 2].map { .integer($0) })
    #expect(column(sheet, "new") == [3, 0, 0, 0, 0, 1].map { .integer($0) })
    #expect(column(sheet, "repeat") == [0, 1, 1, 1, 0, 0].map { .integer($0) })
    #expect(column(sheet, "returned") == [0, 0, 1, 0, 1, 1].map { .integer($0) })
    #expect(column(sheet, "dormant") == [0, 2, 0, 1, 1, 1].map { .integer($0) })
    #expect(column(sheet, "mark") == [.text("left edge"), .text("left edge"), .none, .none, .none, .none])
    let months = PeriodLifecycle.find(in: findings)
    #expect(months.rows.map(\.activeNet) == [280_00, 100_00, 170_00, 100_00, 100_00, 250_00])
  }

  @Test func aPeriodOpensIntoItsStandingsAndThoseIntoPeople() throws {
    let sheet = Panel.periods.sheet(findings)
    let january = try #require(sheet.destination(0)).open()
    #expect(january.title == "2024-01")
    #expect(column(january, "customers") == [3, 3, 0, 0, 0].map { .integer($0) })
    let february = try #require(sheet.destination(1)).open()
    let dormant = try #require(february.destination(4)).open()
    #expect(dormant.title == "Dormant")
    #expect((0..<dormant.table.rowCount).map { dormant.table.key(of: $0) } == ["bert", "cora"])
    let active = try #require(february.destination(0)).open()
    #expect((0..<active.table.rowCount).map { active.table.key(of: $0) } == ["anna"])
  }

  @Test func everyCountOfEveryRowIsThatOfThePeopleItOpens() throws {
    for ledger in Shops.all {
      let findings = Shops.findings(ledger)
      for panel in [Panel.stages, .grid, .lifecycle] {
        let sheet = panel.sheet(findings)
        let customers = try #require(sheet.table.column("customers"))
        let net = try #require(sheet.table.column("net"))
        for row in 0..<sheet.table.rowCount {
          let opened = try #require(sheet.destination(row)).open()
          #expect(sheet.table[row, customers] == .integer(opened.table.rowCount))
          let total = opened.table.column("net").map { opened.table.totals[$0] }
          #expect(sheet.table[row, net] == total)
        }
      }
      let periods = Panel.periods.sheet(findings)
      for row in Set([0, periods.table.rowCount / 2, periods.table.rowCount - 1])
      where row >= 0 && row < periods.table.rowCount {
        let period = try #require(periods.destination(row)).open()
        for line in 0..<period.table.rowCount {
          let opened = try #require(period.destination(line)).open()
          #expect(period.table[line, 1] == .integer(opened.table.rowCount))
        }
      }
    }
  }

  @Test func theTitleSaysWhenOrdersStandInForVisits() {
    #expect(Panel.stages.sheet(findings).title == "Five stages (order proxy)")
    var sides = Sides()
    sides.visits = VisitTable(
      customer: LinkColumn(codes: [0], unknown: .empty), day: [day("2024-06-30").rawValue], second: [0],
      page: .empty, customerCount: 5)
    let sheet = Panel.stages.sheet(Shops.findings(Shops.small.enriched(with: sides)))
    #expect(sheet.title == "Five stages")
    #expect(sheet.settings.contains { $0.key == "by" && $0.value == "visits" })
    #expect(sheet.notes.contains("3 buyers without a recorded visit are placed by purchases alone."))
  }

  @Test func suggestedBoundsAreSaidAndTaken() throws {
    let ledger = Shops.random(seed: 1)
    let usual = Panel.lifecycle.sheet(Shops.findings(ledger))
    let suggestion = try #require(Lifecycle.find(in: Shops.findings(ledger)).suggestedMonths)
    let words = suggestion.map(String.init).joined(separator: ", ")
    #expect(
      usual.notes.contains(
        "This shop's own rhythm suggests \(words) months: set lifecycle.months to suggested to use them."))
    var question = Question(ledger: ledger)
    _ = try question.settings.set("lifecycle.months", "suggested")
    let findings = Findings(ledger, question)
    let taken = Panel.lifecycle.sheet(findings)
    #expect(taken.settings.contains { $0.value == suggestion.map(String.init).joined(separator: ",") })
    #expect(taken.definition.contains { $0.hasPrefix("Active is k ≤ \(suggestion[0]), silent k ≤ \(suggestion[1]),") })
    // Lists of customers speak of the same bounds.
    let list = CustomersSheet.everybody(findings)
    #expect(list.definition.contains { $0.hasSuffix("with the bounds \(words).") })
  }

  @Test func stagesPicture() throws {
    let shown = try picture(Panel.stages.sheet(findings), 60, 14)
    #expect(shown == StagePictures.stages)
  }

  @Test func gridPicture() throws {
    #expect(try picture(Panel.grid.sheet(findings), 78, 20) == StagePictures.grid)
    #expect(try picture(Panel.grid.sheet(findings), 38, 6, .ascii) == StagePictures.gridNarrow)
  }

  @Test func periodsPicture() throws {
    #expect(try picture(Panel.periods.sheet(findings), 60, 14) == StagePictures.periods)
    #expect(try picture(Panel.periods.sheet(findings), 36, 9, .ascii) == StagePictures.periodsNarrow)
  }

  @Test func theCellUnderTheCursorIsMarkedInTheMap() throws {
    let sheet = Panel.grid.sheet(findings)
    let figure = try #require(sheet.figure)
    for row in 0..<sheet.table.rowCount {
      var canvas = Canvas(size: Size(width: 100, height: 20), theme: .plain, glyphs: .unicode)
      figure.draw(&canvas, canvas.bounds, row)
      let lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
      let marked = lines.indices.filter { lines[$0].contains("▶") }
      #expect(marked.count == 1)
      let cell = LifecycleGrid.find(in: findings).cells.filter { $0.customers > 0 }[row]
      #expect(marked.first == 1 + 4 * (cell.purchases - 1))
    }
  }

  @Test func aLongFileShowsItsLatestPeriodsAndTheOneUnderTheCursor() throws {
    let entries = (0..<200).map {
      LedgerEntry(customer: "c\($0 % 7)", day: day("2000-01-15").adding(months: $0), gross: 100)
    }
    let sheet = Panel.periods.sheet(Shops.findings(Ledger(entries: entries)))
    #expect(sheet.table.rowCount == 200)
    let figure = try #require(sheet.figure)
    func drawn(_ row: Int?) -> String {
      var canvas = Canvas(size: Size(width: 60, height: 12), theme: .plain, glyphs: .unicode)
      figure.draw(&canvas, canvas.bounds, row)
      return canvas.text
    }
    #expect(drawn(nil).contains("2016") && !drawn(nil).contains("2001"))
    #expect(drawn(3).contains("2000-04") && drawn(3).contains("2001"))
  }
}
