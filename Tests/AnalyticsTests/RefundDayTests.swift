import Ledger
import Testing

@testable import Analytics

@Suite("A refund with a day of its own")
struct RefundDayTests {
  /// Ann's order of 10 January is given back in part on 5 March, Bob's whole on 20 January; Cid orders twice in March.
  private func shop() -> Ledger {
    let plain = Ledger(entries: [
      LedgerEntry(customer: "ann", day: day("2024-01-10"), lines: [.init(gross: 10_000, refund: 4_000)]),
      LedgerEntry(customer: "bob", day: day("2024-01-12"), lines: [.init(gross: 5_000, refund: 5_000)]),
      order("cid", "2024-03-01", 2_000), order("cid", "2024-03-15", 3_000), order("ann", "2024-03-15", 1_000),
    ])
    func place(_ key: String) -> UInt32 { plain.customers.orderStart[plain.position(key)] }
    func line(_ key: String) -> UInt32 { plain.orders.lineStart[Int(place(key))] }
    return Ledger(
      name: "", currency: plain.currency, customers: plain.customers, orders: plain.orders, lines: plain.lines,
      products: plain.products,
      refunds: RefundTable(
        order: [place("ann"), place("bob")], line: [line("ann"), line("bob")],
        day: [day("2024-03-05").rawValue, day("2024-01-20").rawValue], amount: [4_000, 5_000], quantity: [0, 0]),
      report: plain.report)
  }

  @Test("As of an earlier day it has not happened yet")
  func asOf() {
    let ledger = shop()
    func net(_ asOf: String, _ key: String) -> (net: Int64, purchases: Int) {
      let history = PurchaseHistory(ledger, Question(asOf: day(asOf)))
      return (history.netToDate[ledger.position(key)], history.purchaseCount(of: ledger.position(key)))
    }
    #expect(net("2024-01-15", "bob") == (5_000, 1))
    #expect(net("2024-01-20", "bob") == (0, 0))
    #expect(net("2024-03-04", "ann") == (10_000, 1))
    #expect(net("2024-03-31", "ann") == (7_000, 2))
    #expect(ledger.asOf(day("2024-03-31")).refunds.count == 2)
    #expect(
      ledger.asOf(day("2024-02-01")).refunds.count == 1 && ledger.asOf(day("2024-02-01")).lines.refund.total == 5_000)
  }

  @Test("Period sales count it on its own day")
  func periods() throws {
    let ledger = shop()
    func figures(_ after: String, _ until: String) -> PeriodFigures {
      PeriodFigures(ledger, after: day(after), until: day(until))
    }
    let january = figures("2023-12-31", "2024-01-31")
    #expect(january.gross == 15_000 && january.refunds == 5_000 && january.net == 10_000 && january.customers == 1)
    let march = figures("2024-02-29", "2024-03-31")
    #expect(march.refunds == 4_000 && march.net == 2_000 && march.orders == 3 && march.datedRefunds == 4_000)
    #expect(march.newCustomers == 1 && march.returningCustomers == 1 && march.multiOrderCustomers == 1)
    let condition = try CheckCondition("refunds.1mo > 0")
    let outcome = CheckOutcome(condition, on: ledger, asOf: day("2024-03-31"), today: day("2024-04-01"))
    #expect(outcome.holds == true && outcome.refundRule == "refunds count on their own day")
    let rows = PeriodLifecycle(ledger, Question(asOf: day("2024-03-31"))).rows
    #expect(rows.map(\.totalNet) == [10_000, 0, 2_000])
    #expect(rows.map(\.returning) == [0, 0, 1] && rows.map(\.multiOrder) == [0, 0, 1])
    let without = Ledger(entries: [LedgerEntry(customer: "a", day: day("2024-01-01"), gross: 500, refund: 100)])
    #expect(PeriodFigures.refundRule(without).hasPrefix("refunds count on the day of their order"))
    #expect(PeriodFigures.refundRule(Ledger(entries: [order("a", "2024-01-01", 5)])) == "")
  }

  @Test("People whose orders were all given back are counted as such")
  func refundOnly() {
    let ledger = Ledger(entries: [
      LedgerEntry(customer: "a", day: day("2024-01-05"), gross: 100, refund: 100),
      order("b", "2024-01-06", 100), looseRefund("c", "2024-01-07", 100),
    ])
    let deciles = MoneyDeciles(ledger, Question(ledger: ledger))
    #expect(
      deciles.refundOnly == 2 && deciles.notes.contains("2 customers with refunds but no purchase are not counted"))
  }
}
