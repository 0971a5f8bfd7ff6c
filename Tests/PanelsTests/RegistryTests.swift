import Testing

@testable import Panels

@Suite struct RegistryTests {
  @Test func everyPanelHasANameOfItsOwn() {
    let ids = PanelRegistry.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(PanelRegistry.panel(id)?.id == id) }
    #expect(PanelRegistry.panel("no such panel") == nil)
  }

  @Test func everyGroupHasAPanel() {
    for group in PanelGroup.allCases { #expect(PanelRegistry.all.contains { $0.group == group }) }
  }

  @Test func aMistypedNameFindsTheNearest() {
    #expect(PanelRegistry.nearest(to: "decile") == "deciles")
    #expect(PanelRegistry.nearest(to: "funel") == "funnel")
    #expect(PanelRegistry.nearest(to: "LIFE") == "lifecycle")
    #expect(PanelRegistry.nearest(to: "curn") == "churn")
    #expect(PanelRegistry.nearest(to: "import-report") == nil)
    #expect(PanelRegistry.nearest(to: "") == nil)
  }

  /// The names that scripts rely on, in their order; further fields may follow.
  @Test(arguments: [
    (
      "funnel",
      "step, reached, exactly, of_start, of_previous, net, net_share, purchases, aov, matured_rate"
    ),
    ("lifecycle", "stage, from_months, to_months, customers, share, net, one_time, action"),
    ("stages", "stage, customers, share, net"),
    ("grid", "stage, purchases, amount, customers, share, net, net_share, median_aov"),
    ("periods", "period, active, new, repeat, returned, dormant, returning, multi_order"),
    ("deciles", "decile, customers, net, share, cumulative_share, margin, margin_share, mean, minimum"),
    ("slices", "slice, customers, customer_share, net, mean, margin_customers"),
    ("pareto", "top20_share, customers_for_80, share_for_80, gini"),
    (
      "churn",
      "customer, name, last_purchase, days_since, interval, ratio, state, p_return, p_alive, expected, stake, reason"
    ),
    ("rfm", "segment, customers, share, net, aov, recency, frequency, monetary"),
    ("rfm-scores", "step, measure, score, levels, threshold, customers, share, net, net_share"),
    ("value", "customer, name, score, grade, current, future, credit, loyalty, growth"),
    ("import", "reason, rows, example_line"),
    ("people", "verdict, kind, key, links, names, addresses, orders, reason"),
  ])
  func fieldsKeepTheirNames(id: String, fields: String) throws {
    let panel = try #require(PanelRegistry.panel(id))
    for ledger in Shops.all {
      let ids = panel.sheet(Shops.findings(ledger)).table.columns.map(\.id)
      #expect(Array(ids.prefix(fields.split(separator: ",").count)).joined(separator: ", ") == fields)
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test func theImportPanelTotalsReconcile() throws {
    let ledger = Shops.random(seed: 1)
    let table = Panel.importReport.sheet(Shops.findings(ledger)).table
    func total(_ id: String) -> Value { table.column(id).map { table.totals[$0] } ?? .none }
    #expect(total("rows") == .integer(ledger.report.rows))
    #expect(total("orders") == .integer(ledger.orders.count))
    #expect(total("lines") == .integer(ledger.lines.count))
    #expect(total("customers") == .integer(ledger.customers.count))
    #expect(total("unidentified_orders") == .integer(ledger.report.unidentifiedOrders))
    guard case .money(let gross) = total("gross"), case .money(let discounts) = total("discounts"),
      case .money(let refunds) = total("refunds"), case .money(let net) = total("net")
    else {
      Issue.record("a sum is missing")
      return
    }
    #expect(gross - discounts - refunds == net)
    #expect(total("unidentified_net") == .money(ledger.report.unidentifiedNet))
    #expect((0..<table.rowCount).reduce(0) { $0 + (table[$1, 1].magnitude.map { Int($0) } ?? 0) } == ledger.report.rows)
    #expect(table[0, 0] == .text("used"))
  }
}
