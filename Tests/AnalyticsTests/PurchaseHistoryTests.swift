import Ledger
import Testing

@testable import Analytics

@Suite("What counts as a purchase")
struct PurchaseHistoryTests {
  func history(_ entries: [LedgerEntry], asOf: String = "2020-12-31", unit: AnalyticsSettings.PurchaseUnit = .day)
    -> PurchaseHistory
  {
    var settings = AnalyticsSettings()
    settings.purchaseUnit = unit
    return PurchaseHistory(Ledger(entries: entries), Question(asOf: day(asOf), settings: settings))
  }

  @Test("All orders of one person on one day are one purchase")
  func sameDay() {
    let entries = [order("A", "2020-01-01", 1_000), order("A", "2020-01-01", 500), order("A", "2020-01-02", 100)]
    let byDay = history(entries)
    #expect(byDay.purchaseCount(of: 0) == 2)
    #expect(byDay.purchases(of: 0).map { byDay.net[$0] } == [1_500, 100])
    #expect(byDay.firstPurchase(of: 0) == day("2020-01-01"))
    #expect(byDay.lastPurchase(of: 0) == day("2020-01-02"))
    let byOrder = history(entries, unit: .order)
    #expect(byOrder.purchaseCount(of: 0) == 3)
    #expect(byOrder.purchases(of: 0).map { byOrder.net[$0] } == [1_000, 500, 100])
  }

  @Test("A fully refunded, free, cancelled or unpaid order is no purchase")
  func invalid() {
    var cancelled = order("A", "2020-01-03", 900)
    cancelled.status = .cancelled
    var unpaid = order("A", "2020-01-04", 900)
    unpaid.status = .unpaid
    let result = history([
      order("A", "2020-01-01", 1_000, refund: 1_000), order("A", "2020-01-02", 0), cancelled, unpaid,
      order("A", "2020-01-05", 1_000, discount: 1_000), order("A", "2020-01-06", 1_000, refund: 999),
    ])
    #expect(result.purchaseCount(of: 0) == 1)
    #expect(result.netToDate == [1])
    #expect(result.adjustments.map(\.net) == [0], "given back whole: nothing but a sign of it")
  }

  @Test("A loose refund and one beyond the order's value lower the net and are no purchase")
  func adjustments() {
    let result = history([
      order("A", "2020-01-01", 1_000), looseRefund("A", "2020-01-05", 300),
      order("A", "2020-01-07", 1_000, refund: 1_200),
    ])
    #expect(result.purchaseCount(of: 0) == 1)
    #expect(result.netToDate == [500])
    #expect(result.adjustments.map(\.net) == [-300, -200])
    #expect(result.lastPurchase(of: 0) == day("2020-01-01"))
  }

  @Test("Somebody with refunds alone has no purchase but a net")
  func refundsAlone() {
    let result = history([looseRefund("A", "2020-01-05", 300), order("B", "2020-01-05", 100)])
    #expect(result.customers == 2)
    #expect(result.buyers == 1)
    #expect(result.netToDate == [-300, 100])
    #expect(result.firstPurchase(of: 0) == nil)
    #expect(result.lastPurchase(of: 0) == nil)
  }

  @Test("Orders after the as-of day do not exist; the as-of day itself counts")
  func asOf() {
    let entries = [order("A", "2020-01-01", 1_000), order("A", "2020-02-01", 500), order("B", "2020-02-02", 100)]
    let result = history(entries, asOf: "2020-02-01")
    #expect(result.purchaseCount(of: 0) == 2)
    #expect(result.purchaseCount(of: 1) == 0)
    #expect(history(entries, asOf: "2019-12-31").count == 0)
  }

  @Test("Orders without a customer stay out and are counted")
  func unidentified() {
    let result = history([
      order("", "2020-01-01", 300), looseRefund("", "2020-01-02", 50), order("A", "2020-01-02", 750),
    ])
    #expect(result.unidentifiedOrders == 1)
    #expect(result.unidentifiedNet == 250)
    #expect(result.identifiedNet == 750)
    #expect(result.unidentifiedShare == 0.25)
  }

  @Test("Amounts beyond 32 bits are kept to the minor unit")
  func wide() {
    let large: Int64 = 3_000_000_000
    let result = history([order("A", "2020-01-01", large), order("A", "2020-01-01", 1), order("B", "2020-01-02", 7)])
    #expect(result.net[0] == large + 1)
    #expect(result.net[1] == 7)
    let sum = history([order("A", "2020-01-01", 2_000_000_000), order("A", "2020-01-01", 2_000_000_000)])
    #expect(sum.net[0] == 4_000_000_000)
  }

  @Test("A small or young shop is a sketch, a larger one is not")
  func sketch() {
    let few = (0..<12).map { order("K\($0)", "2020-01-01", 100) }
    #expect(history(few, asOf: "2020-02-09").sketchNote == "only 12 customers, 40 days: treat as a sketch")
    #expect(history([], asOf: "2020-02-09").sketchNote == "only 0 customers, 0 days: treat as a sketch")
    let many = (0..<50).map { order("K\($0)", "2020-01-01", 100) }
    #expect(history(many, asOf: "2020-03-30").sketchNote == nil)
    #expect(history(many, asOf: "2020-03-29").sketchNote == "only 50 customers, 89 days: treat as a sketch")
  }
}

@Suite("Margin")
struct MarginTests {
  @Test("Margins exist only where a cost does")
  func unknown() {
    let ledger = Ledger(entries: [order("A", "2020-01-01", 1_000)])
    let history = PurchaseHistory(ledger, Question(ledger: ledger))
    #expect(!history.hasMargin)
    #expect(history.marginToDate.isEmpty)
    #expect(MoneyDeciles(history, Question(ledger: ledger)).rows.map(\.margin) == [nil])
  }

  @Test("The cost of goods given back comes back with them")
  func refunds() {
    #expect(Ledger.costKept(cost: 600, refund: 0, paid: 1_000) == 600)
    #expect(Ledger.costKept(cost: 600, refund: 500, paid: 1_000) == 300)
    #expect(Ledger.costKept(cost: 600, refund: 1_000, paid: 1_000) == 0)
    #expect(Ledger.costKept(cost: 600, refund: 1_500, paid: 1_000) == 0)
    #expect(Ledger.costKept(cost: 5, refund: 1, paid: 2) == 2, "half of five comes back as three")
    #expect(Ledger.costKept(cost: 600, refund: 10, paid: 0) == 600)
    let large: Int64 = 4_000_000_000_000_000
    #expect(Ledger.costKept(cost: large, refund: large / 2, paid: large) == large / 2)
  }

  @Test("Margin is net minus the cost that stayed, line by line")
  func margin() {
    let entry = LedgerEntry(
      customer: "A", day: day("2020-01-01"),
      lines: [.init(gross: 1_000, discount: 100, refund: 450, cost: 400), .init(gross: 500, cost: 600)])
    let ledger = Ledger(entries: [entry, looseRefund("A", "2020-01-02", 50)])
    let history = PurchaseHistory(ledger, Question(ledger: ledger))
    #expect(history.netToDate == [900])
    #expect(history.margin[0] == 950 - 200 - 600)
    #expect(history.marginToDate == [100])
    #expect(history.marginSource.note == nil)
  }

  @Test("An assumed margin is a share of net and says so")
  func assumed() throws {
    let ledger = Ledger(entries: [order("A", "2020-01-01", 1_001), order("B", "2020-01-01", 3)])
    var question = Question(ledger: ledger)
    _ = try question.settings.set("margin.assumed", "50%")
    let deciles = MoneyDeciles(ledger, question)
    #expect(deciles.totalMargin == 503, "halves go away from zero, order by order")
    #expect(deciles.notes.contains("margin assumed 50%"))
  }

  @Test("A cost in the file wins over an assumption")
  func costWins() throws {
    let entry = LedgerEntry(customer: "A", day: day("2020-01-01"), lines: [.init(gross: 1_000, cost: 900)])
    let ledger = Ledger(entries: [entry])
    var question = Question(ledger: ledger)
    _ = try question.settings.set("margin.assumed", "50%")
    #expect(MoneyDeciles(ledger, question).totalMargin == 100)
  }
}
