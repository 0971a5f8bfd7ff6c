import Analytics
import Ledger
import Testing

@testable import Panels

/// A number and the people behind it say the same.
@Suite struct DrillDownTests {
  let findings = Shops.findings(Shops.random(seed: 1), window: .all)

  @Test func peopleBehindAFunnelStepAreThoseWhoReachedIt() throws {
    let sheet = Panel.funnel.sheet(findings)
    for row in 0..<sheet.table.rowCount {
      let opened = try open(sheet, row)
      #expect(opened.customers == integer(sheet, row, "reached"))
      #expect(opened.table.rowCount == opened.customers)
    }
  }

  @Test func peopleBehindAStageBringItsNet() throws {
    let sheet = Panel.lifecycle.sheet(findings)
    for row in 0..<sheet.table.rowCount {
      let opened = try open(sheet, row)
      #expect(opened.table.rowCount == integer(sheet, row, "customers"))
      #expect(total(opened, "net") == value(sheet, row, "net"))
      for member in 0..<opened.table.rowCount { #expect(value(opened, member, "stage") == value(sheet, row, "stage")) }
    }
  }

  @Test(arguments: ["deciles", "slices"])
  func peopleBehindADecileOrSliceBringItsNet(id: String) throws {
    let sheet = try #require(PanelRegistry.panel(id)).sheet(findings)
    for row in 0..<sheet.table.rowCount {
      guard let next = sheet.destination(row) else {
        #expect(integer(sheet, row, "customers") == 0)
        continue
      }
      let opened = next.open()
      #expect(opened.table.rowCount == integer(sheet, row, "customers"))
      #expect(total(opened, "net") == value(sheet, row, "net"))
    }
  }

  @Test func peopleBehindTheParetoLineBringAtLeastFourFifths() throws {
    let sheet = Panel.pareto.sheet(findings)
    let opened = try open(sheet, 0)
    #expect(opened.table.rowCount == integer(sheet, 0, "customers_for_80"))
    guard case .money(let part) = total(opened, "net"), case .money(let all) = value(sheet, 0, "net") else {
      Issue.record("no net")
      return
    }
    #expect(part * 5 >= all * 4)
    guard case .money(let smallest) = value(opened, opened.table.rowCount - 1, "net") else { return }
    #expect((part - smallest) * 5 < all * 4)
  }

  @Test(arguments: ["churn", "customers"])
  func aCardAddsUpToTheRowThatLedToIt(id: String) throws {
    let sheet = try #require(PanelRegistry.panel(id)).sheet(findings)
    #expect(sheet.table.rowCount > 20)
    for row in stride(from: 0, to: sheet.table.rowCount, by: 7) {
      #expect(total(try open(sheet, row), "net") == value(sheet, row, "net"))
    }
  }

  @Test func anOrderAddsUpToItsRowOnTheCard() throws {
    let customers = Panel.customers.sheet(findings)
    for row in 0..<20 {
      let card = try open(customers, row)
      for order in 0..<card.table.rowCount {
        let lines = try open(card, order)
        for field in ["gross", "discount", "refund"] { #expect(total(lines, field) == value(card, order, field)) }
        let counts =
          value(card, order, "status") != .text("cancelled") && value(card, order, "status") != .text("unpaid")
        #expect(value(card, order, "net") == (counts ? total(lines, "net") : .money(0)))
      }
    }
  }

  @Test func anImportReasonLeadsToItsRows() throws {
    let sheet = Panel.importReport.sheet(findings)
    let row = try #require((0..<sheet.table.rowCount).first { sheet.table[$0, 0] == .text("date") })
    let opened = try open(sheet, row)
    #expect(opened.table.rowCount == 2)
    #expect(opened.table[0, 0] == .text("orders.csv"))
    #expect(opened.table[0, 1] == .integer(7))
    #expect(opened.table[1, 2] == .text("2,bob,never,4"))
  }

  @Test func totalsAreTheSumsOfTheirRows() {
    for panel in PanelRegistry.all {
      let table = panel.sheet(findings).table
      for (index, column) in table.columns.enumerated() where column.kind == .money && table.rowCount > 1 {
        guard ["net", "margin", "expected", "stake"].contains(column.id), index < table.totals.count,
          case .money(let total) = table.totals[index], column.drawing != .hidden
        else { continue }
        let sum = (0..<table.rowCount).reduce(Int64(0)) { sum, row in
          if case .money(let part) = table[row, index] { return sum + part }
          return sum
        }
        #expect(sum == total, "\(panel.id).\(column.id)")
      }
    }
  }

  private func open(_ sheet: Sheet, _ row: Int) throws -> Sheet { try #require(sheet.destination(row)).open() }

  private func value(_ sheet: Sheet, _ row: Int, _ id: String) -> Value {
    sheet.table.column(id).map { sheet.table[row, $0] } ?? .none
  }

  private func integer(_ sheet: Sheet, _ row: Int, _ id: String) -> Int? {
    if case .integer(let number) = value(sheet, row, id) { return number }
    return nil
  }

  private func total(_ sheet: Sheet, _ id: String) -> Value {
    sheet.table.column(id).map { sheet.table.totals[$0] } ?? .none
  }
}
