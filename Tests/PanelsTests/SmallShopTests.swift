import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// The figures of ``Shops/small``, worked out by hand, as of 30 June 2024.
@Suite struct SmallShopTests {
  let findings = Shops.findings(Shops.small)

  @Test func funnel() {
    let sheet = Panel.funnel.sheet(findings)
    #expect(column(sheet, "step") == [.text("1"), .text("2"), .text("3"), .text("4"), .text("5+")])
    #expect(column(sheet, "reached") == integers([4, 3, 2, 1, 1]))
    #expect(column(sheet, "exactly") == integers([1, 1, 1, 0, 1]))
    #expect(column(sheet, "of_start") == numbers([1, 0.75, 0.5, 0.25, 0.25]))
    #expect(column(sheet, "of_previous") == [.none] + numbers([0.75, 2.0 / 3, 0.5, 1]))
    #expect(column(sheet, "net") == money([50_00, 100_00, 300_00, 0, 550_00]))
    #expect(column(sheet, "purchases") == integers([1, 2, 3, 0, 5]))
    #expect(column(sheet, "aov") == money([50_00, 50_00, 100_00]) + [.none] + money([110_00]))
    #expect(sheet.customers == 4)
    #expect(sheet.reading.first == "25 % has bought once so far.")
    #expect(sheet.window == "all")
  }

  @Test func lifecycle() {
    let sheet = Panel.lifecycle.sheet(findings)
    #expect(column(sheet, "stage") == [.text("active"), .text("silent"), .text("sleeping"), .text("churned")])
    #expect(column(sheet, "from_months") == integers([1, 2, 5, 11]))
    #expect(column(sheet, "to_months") == integers([1, 4, 10]) + [.none])
    #expect(column(sheet, "customers") == integers([2, 1, 1, 0]))
    #expect(column(sheet, "net") == money([600_00, 300_00, 100_00, 0]))
    #expect(column(sheet, "one_time") == integers([1, 0, 0, 0]))
    #expect(column(sheet, "change") == integers([1, 0, 0, 0]))
    #expect(sheet.reading.first == "50 % are active, 25 % is silent, 25 % is sleeping.")
    #expect(sheet.reading.last == "Since 30 May 2024: ▲ 1 new, ▲ 1 back to active, ▼ 1 fell silent.")
  }

  @Test func deciles() {
    let sheet = Panel.deciles.sheet(findings)
    #expect(column(sheet, "decile") == integers([1, 2, 3, 4]))
    #expect(column(sheet, "net") == money([550_00, 300_00, 100_00, 50_00]))
    #expect(column(sheet, "share") == numbers([0.55, 0.3, 0.1, 0.05]))
    #expect(column(sheet, "cumulative_share") == numbers([0.55, 0.85, 0.95, 1]))
    #expect(column(sheet, "margin") == [.none, .none, .none, .none])
    #expect(sheet.reading == ["The best of 4 customers brings 55 % of net.", "80 % comes from 2 people (50 %)."])
    #expect(sheet.settings.contains { $0.key == "by" && $0.value == "net" })
  }

  @Test func slicesInsideAGreatOneSaySo() {
    let sheet = Panel.slices.sheet(findings)
    #expect(column(sheet, "customers") == integers([1, 0, 0, 0, 0, 1, 0, 0, 1, 1]))
    let one = Value.text("inside #1")
    let six = Value.text("inside #6")
    #expect(column(sheet, "inside") == [.none, one, one, one, one, .none, six, six, .none, .none])
    #expect(sheet.destination(1) == nil)
    #expect(sheet.destination(5)?.open().table.key(of: 0) == "bert")
    #expect(sheet.reading.first == "10 % of sales comes from 1 person (25 %); about 1 % is usual.")
  }

  @Test func pareto() {
    let sheet = Panel.pareto.sheet(findings)
    #expect(sheet.table.rowCount == 1)
    #expect(column(sheet, "top20_share") == [.none])
    #expect(column(sheet, "customers_for_80") == integers([2]))
    #expect(column(sheet, "share_for_80") == numbers([0.5]))
    #expect(column(sheet, "gini") == numbers([0.425]))
    #expect(sheet.notes.contains("Fewer than five people: there is no best 20 %."))
  }

  @Test func churnListLeavesThePurchaseModelEmpty() {
    let sheet = Panel.churn.sheet(Shops.findings(Shops.random(seed: 1)))
    #expect(sheet.table.rowCount > 0)
    #expect(column(sheet, "p_alive").allSatisfy { $0 == .none })
    #expect(sheet.table.column("p_alive").map { sheet.table.columns[$0].drawing } == .hidden)
    #expect(Set(column(sheet, "state")).isSubset(of: [.text("due"), .text("at risk")]))
    let stakes = column(sheet, "stake").compactMap(\.magnitude)
    #expect(stakes == stakes.sorted(by: >))
  }

  @Test func customersStandByNet() {
    let sheet = Panel.customers.sheet(findings)
    #expect(column(sheet, "customer") == ["anna", "bert", "cora", "dora", "emil"].map { .text($0) })
    #expect(column(sheet, "net") == money([550_00, 300_00, 100_00, 50_00, 0]))
    #expect(column(sheet, "purchases") == integers([5, 3, 2, 1, 0]))
    #expect(column(sheet, "aov") == money([110_00, 100_00, 50_00, 50_00]) + [.none])
    #expect(
      column(sheet, "stage") == [.text("active"), .text("silent"), .text("sleeping"), .text("active"), .none])
    #expect(sheet.table.column("name") == nil)
    #expect(sheet.table.columns.first { $0.id == "net" }?.title == "Net CHF")
  }

  @Test func aCardListsOrdersNewestFirst() throws {
    let anna = CustomerSheet.make(findings, customer: 0)
    #expect(column(anna, "order") == ["A6", "A5", "A4", "A3", "A2", "A1"].map { .text($0) })
    #expect(column(anna, "time").prefix(2) == [.text("18:05"), .text("09:00")])
    #expect(
      column(anna, "status") == ["paid", "paid", "paid", "part refunded", "paid", "paid"].map { .text($0) })
    #expect(totals(anna, ["gross", "discount", "refund", "net"]) == money([600_00, 20_00, 30_00, 550_00]))
    #expect(anna.destination(5)?.title == "Order A1")
    #expect(anna.table.row(for: anna.table.key(of: 2)) == 2)
  }

  @Test func cancelledAndRefundedOrdersAreListedAndCountNothing() {
    let dora = CustomerSheet.make(findings, customer: 3)
    #expect(column(dora, "status") == [.text("paid"), .text("cancelled")])
    #expect(column(dora, "net") == money([50_00, 0]))
    #expect(totals(dora, ["gross", "net"]) == money([50_00, 50_00]))
    #expect(dora.notes == ["1 order cancelled or unpaid: listed, but in none of the sums."])
    let emil = CustomerSheet.make(findings, customer: 4)
    #expect(column(emil, "status") == [.text("refunded")])
    #expect(emil.reading == ["No purchase by 30 Jun 2024."])
  }

  @Test func anOrderShowsItsLines() throws {
    let order = try #require((0..<Shops.small.orders.count).first { Shops.small.orders.id[$0] == "A1" })
    let sheet = OrderSheet.make(findings, order: order)
    #expect(sheet.title == "Order A1")
    #expect(column(sheet, "product") == [.text("tea"), .text("cup")])
    #expect(column(sheet, "unit_price") == money([20_00, 20_00]))
    #expect(column(sheet, "net") == money([60_00, 20_00]))
    #expect(totals(sheet, ["quantity"]) == [.integer(5)])
    #expect(sheet.reading == ["A purchase."])
  }

  @Test func theHeaderBalances() {
    let header = findings(ShopHeader.self)
    #expect([header.gross, header.discounts, header.refunds, header.net] == [113_000, 2_000, 10_000, 101_000])
    #expect(header.unidentifiedNet == 1_000)
    #expect(header.lines == 16 && header.customers == 5)
    #expect(balance(header, width: 140).contains("1,130.00 gross − 20.00 discounts − 100.00 refunds = 1,010.00 net"))
    #expect(balance(header, width: 140).hasSuffix("without a customer: CHF 10 (1.0%)"))
    let identity = header.identity(name: "small", width: 80, theme: .plain, glyphs: .unicode).map(\.text).joined()
    #expect(identity == "small · 16 lines · 5 customers · as of 2024-06-30")
  }

  @Test func theHeaderFollowsTheAsOfDay() {
    let earlier = Findings(Shops.small, Question(asOf: day("2024-01-31")))(ShopHeader.self)
    // A1, B1, C1 and C2: 100 + 100 + 100 gross, 20 discounts.
    #expect(earlier.net == 28_000)
    #expect(earlier.unidentifiedOrders == 0)
    #expect(earlier.customers == 3)
  }

  @Test(arguments: [140, 100, 80, 60, 40, 20, 5, 1])
  func theHeaderKeepsToItsWidth(width: Int) {
    let header = findings(ShopHeader.self)
    for glyphs in [Glyphs.unicode, .ascii] {
      var canvas = Canvas(size: Size(width: width + 2, height: 3), theme: .plain, glyphs: glyphs)
      let line = Rect(x: 1, y: 1, width: width, height: 1)
      canvas.clipped(to: line) { header.drawBalance(on: &$0, in: line) }
      for y in 0..<3 { #expect(canvas[0, y].glyph == " " && canvas[width + 1, y].glyph == " ") }
      if width >= 14 { #expect(canvas.text.contains("1,010")) }
    }
    for room in 0...width {
      let spans = header.identity(name: "small", width: room, theme: .plain, glyphs: .unicode)
      #expect(DisplayWidth.of(spans.map(\.text).joined()) <= room)
      if room >= 16 { #expect(spans.map(\.text).joined().hasSuffix("2024-06-30")) }
    }
  }

  private func balance(_ header: ShopHeader, width: Int) -> String {
    var canvas = Canvas(size: Size(width: width, height: 1), theme: .plain)
    header.drawBalance(on: &canvas, in: canvas.bounds)
    return canvas.text.split(separator: "\n").first.map(String.init) ?? ""
  }

  private func column(_ sheet: Sheet, _ id: String) -> [Value] {
    guard let column = sheet.table.column(id) else { return [] }
    return (0..<sheet.table.rowCount).map { sheet.table[$0, column] }
  }

  private func totals(_ sheet: Sheet, _ ids: [String]) -> [Value] {
    ids.compactMap { sheet.table.column($0) }.map { sheet.table.totals[$0] }
  }

  private func integers(_ values: [Int]) -> [Value] { values.map { .integer($0) } }
  private func numbers(_ values: [Double]) -> [Value] { values.map { .number($0) } }
  private func money(_ values: [Int64]) -> [Value] { values.map { .money($0) } }
}
