import Ledger
import Testing

@Suite("Side files fill gaps and change no total")
struct EnrichedTests {
  private func ledger(cost: Int64 = 0) throws -> Ledger {
    let january = try #require(Day("2026-01-10"))
    let march = try #require(Day("2026-03-10"))
    return Ledger(
      entries: [
        LedgerEntry(
          customer: "a", id: "1", day: january,
          lines: [
            .init(product: "S1", quantity: 2, gross: 2_000, discount: 100),
            .init(product: "S2", gross: 500, cost: cost),
          ]),
        LedgerEntry(customer: "b", id: "2", day: march, lines: [.init(product: "S1", quantity: 3, gross: 3_000)]),
        LedgerEntry(
          customer: "b", id: "3", day: march, status: .refundOnly,
          lines: [.init(product: "S1", quantity: -1, gross: 0, refund: 900)]),
        LedgerEntry(customer: "", id: "4", day: march, lines: [.init(product: "S3", gross: 700), .init(gross: 5)]),
      ], currency: Currency(code: "EUR"))
  }

  private func product(_ sku: String, _ ledger: Ledger) throws -> Int32 {
    Int32(try #require((0..<ledger.products.count).first { ledger.products.sku[$0] == sku }))
  }

  private func cost(_ ledger: Ledger, order id: String) throws -> [Int64] {
    let order = try #require((0..<ledger.orders.count).first { ledger.orders.id[$0] == id })
    return ledger.orders.lines(of: order).map { ledger.lines.cost[$0] }
  }

  @Test("Who was taken for one person is still known")
  func identitiesStay() throws {
    let plain = try ledger()
    let known = Ledger(
      name: plain.name, currency: plain.currency, customers: plain.customers, orders: plain.orders, lines: plain.lines,
      products: plain.products,
      identities: IdentityTable(
        entries: [], entryCount: 0, records: 3, people: 2, refusedRows: 1, keys: [[(.account, "a")], [(.account, "b")]]),
      report: plain.report)
    let identities = known.enriched(with: Sides()).identities
    #expect(identities.records == 3 && identities.people == 2 && identities.keys(of: 1, .account) == ["b"])
  }

  @Test("Lines take the cost of their product: the latest by date, else the product's own, times the quantity")
  func costs() throws {
    let ledger = try ledger()
    var sides = Sides()
    let (first, second) = (try product("S1", ledger), try product("S2", ledger))
    sides.products = ProductFactTable(
      product: LinkColumn(codes: [first, second, -2], unknown: TextColumn(["S9"])),
      cost: DecimalColumn([
        ExactDecimal(mantissa: 3_335, decimals: 3), ExactDecimal(mantissa: 1, decimals: 0), nil,
      ]))
    sides.costs = CostTable(
      product: LinkColumn(codes: [first, first, -1], unknown: .empty),
      day: [try #require(Day("2026-03-10")).rawValue, try #require(Day("2026-02-01")).rawValue, 0],
      amount: [ExactDecimal(mantissa: 5, decimals: 0), ExactDecimal(mantissa: 4, decimals: 0), .one],
      productCount: ledger.products.count)
    let rich = ledger.enriched(with: sides)
    // Before the first dated cost the product's own counts: 2 × 3.335 = 6.67.
    #expect(try cost(rich, order: "1") == [667, 100])
    #expect(try cost(rich, order: "2") == [1_500] && cost(rich, order: "3") == [0])
    #expect(try cost(rich, order: "4") == [0, 0] && rich.lines.hasCost && !ledger.lines.hasCost)
    #expect(rich.report.remarks.contains { $0.contains("3 lines") && $0.contains("2 lines have none") })
    sameTotals(ledger, rich)
  }

  @Test("A line that has a cost keeps it")
  func ownCosts() throws {
    let ledger = try ledger(cost: 77)
    var sides = Sides()
    sides.products = ProductFactTable(
      product: LinkColumn(codes: [try product("S2", ledger)], unknown: .empty), cost: DecimalColumn([.one]))
    #expect(try cost(ledger.enriched(with: sides), order: "1") == [0, 77])
  }

  @Test("Names, categories and places fill gaps, and only gaps")
  func gaps() throws {
    let plain = try ledger()
    let ledger = Ledger(
      name: plain.name, currency: plain.currency,
      customers: CustomerTable(
        orderStart: plain.customers.orderStart, key: plain.customers.key, name: TextColumn(["", "Bea"]),
        region: CategoryColumn(["North", ""])), orders: plain.orders, lines: plain.lines,
      products: ProductTable(
        sku: plain.products.sku, name: plain.products.name, category: CategoryColumn(["", "cups", "", ""])),
      report: plain.report)
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: LinkColumn(codes: [0, 1, -2], unknown: TextColumn(["z"])), name: TextColumn(["Ann", "Other", "Zoe"]),
      email: TextColumn(["a@x.org", "", "z@x.org"]), region: CategoryColumn(["South", "East", "West"]),
      city: CategoryColumn(["Aville", "", ""]), consent: [1, 2, 1])
    sides.products = ProductFactTable(
      product: LinkColumn(codes: [try product("S1", ledger), try product("S2", ledger)], unknown: .empty),
      name: TextColumn(["Cup", "Plate"]), category: CategoryColumn(["mugs", "plates"]))
    let rich = ledger.enriched(with: sides)
    let table = rich.customers
    #expect((0..<2).map { table.name[$0] } == ["Ann", "Bea"] && (0..<2).map { table.region[$0] } == ["North", "East"])
    #expect(
      (0..<2).map { table.email[$0] } == ["a@x.org", ""] && table.city[0] == "Aville" && !table.country.isPresent)
    #expect((0..<rich.products.count).map { rich.products.name[$0] } == ["", "Cup", "Plate", "S3"])
    #expect((0..<rich.products.count).map { rich.products.category[$0] } == ["", "cups", "plates", ""])
    #expect(rich.sides.customers?.consent(of: 1) == .no && rich.sides.has(.products) && !rich.sides.has(.visits))
    sameTotals(ledger, rich)
  }

  @Test("Nothing beside the orders changes nothing but what is known")
  func nothing() throws {
    let ledger = try ledger()
    let rich = ledger.enriched(with: Sides(), files: [.init(path: "x.csv", kind: .visits)])
    #expect(!rich.lines.hasCost && rich.report.sides.map(\.path) == ["x.csv"] && rich.report.remarks.isEmpty)
    sameTotals(ledger, rich)
  }

  private func sameTotals(_ ledger: Ledger, _ rich: Ledger) {
    #expect(rich.orders.day == ledger.orders.day && rich.orders.lineStart == ledger.orders.lineStart)
    for (own, other) in [
      (ledger.orders.gross, rich.orders.gross), (ledger.orders.discount, rich.orders.discount),
      (ledger.orders.refund, rich.orders.refund), (ledger.lines.gross, rich.lines.gross),
      (ledger.lines.discount, rich.lines.discount), (ledger.lines.refund, rich.lines.refund),
    ] {
      #expect((0..<own.count).allSatisfy { own[$0] == other[$0] } && own.count == other.count)
    }
    #expect(rich.report.net == ledger.report.net && rich.report.rows == ledger.report.rows)
    #expect(rich.customers.count == ledger.customers.count && rich.products.count == ledger.products.count)
    #expect(rich.lines.product == ledger.lines.product && rich.lines.quantity == ledger.lines.quantity)
  }

  @Test("--map names a column of a side file by its kind")
  func mapped() throws {
    let (kind, column) = try #require(SideColumn.mapped("campaign_members.contacted_at"))
    #expect(kind == .campaignMembers && column == .contactedAt)
    for name in ["at", "visits", "visits.", ".at", "visits.at.x", "visits.nothing", "orders.at"] {
      #expect(SideColumn.mapped(name) == nil)
    }
  }

  @Test("A panel that needs a file says which, and which columns")
  func missing() {
    #expect(
      Sides.missing(.visits)
        == "No visits file: name one with customer_id, at (and page, sku, seconds, event, session_id)")
    #expect(Sides.missing(.stock) == "No stock file: name one with sku, at, level")
    for kind in SideKind.allCases {
      #expect(!kind.needs.isEmpty && Sides.missing(kind).contains(kind.needs[0].column.rawValue))
      #expect(kind.needs.allSatisfy { !$0.meaning.isEmpty })
    }
  }
}
