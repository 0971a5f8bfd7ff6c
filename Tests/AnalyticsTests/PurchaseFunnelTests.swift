import Ledger
import Testing

@testable import Analytics

@Suite("Purchase-count funnel (B.1)")
struct PurchaseFunnelTests {
  func shop() -> Ledger {
    let days = [
      "A": [0], "B": [0, 30], "C": [0, 10, 20], "D": [0, 1, 2, 3], "E": [0, 1, 2, 3, 4], "F": Array(0..<7),
    ]
    return Ledger(entries: days.flatMap { orders($0.key, from: "2020-01-01", after: $0.value) })
  }

  @Test("N_k counts people with at least k purchases, E_k with exactly k; 5+ takes all the rest")
  func steps() {
    let ledger = shop()
    let funnel = PurchaseFunnel(ledger, Question(asOf: day("2020-12-31")))
    #expect(funnel.steps.map(\.label) == ["1", "2", "3", "4", "5+"])
    #expect(funnel.steps.map(\.reached) == [6, 5, 4, 3, 2])
    #expect(funnel.steps.map(\.exactly) == [1, 1, 1, 1, 2])
    let ofStart: [Double?] = [1, 5.0 / 6, 4.0 / 6, 3.0 / 6, 2.0 / 6]
    let ofPrevious: [Double?] = [nil, 5.0 / 6, 4.0 / 5, 3.0 / 4, 2.0 / 3]
    #expect(funnel.steps.map(\.ofStart) == ofStart)
    #expect(funnel.steps.map(\.ofPrevious) == ofPrevious)
    #expect(funnel.steps.map(\.purchases) == [1, 2, 3, 4, 12])
    #expect(funnel.steps.map(\.net) == [1_000, 2_000, 3_000, 4_000, 12_000])
    #expect(funnel.totalNet == 22_000)
    #expect(funnel.totalPurchases == 22)
    #expect(ledger.keys(funnel.customers(reaching: 4)) == ["D", "E", "F"])
    #expect(ledger.keys(funnel.customers(exactly: 2)) == ["B"])
    #expect(ledger.keys(funnel.customers(exactly: 5)) == ["E", "F"])
  }

  @Test("The average is net over purchases of the people with exactly k, halves away from zero")
  func average() {
    let ledger = Ledger(entries: [
      order("A", "2020-01-01", 1_000), order("A", "2020-02-01", 1_001), order("B", "2020-01-01", 333),
      looseRefund("B", "2020-01-05", 34),
    ])
    let funnel = PurchaseFunnel(ledger, Question(asOf: day("2020-12-31")))
    #expect(funnel.steps.map(\.aov) == [299, 1_001, nil, nil, nil])
    #expect(funnel.steps[0].net == 299, "a loose refund lowers the net of its person")
  }

  @Test("A fully refunded purchase does not count, and somebody with nothing else is in no step")
  func refunded() {
    let funnel = PurchaseFunnel(
      Ledger(entries: [
        order("A", "2020-01-01", 1_000), order("A", "2020-02-01", 1_000, refund: 1_000),
        order("B", "2020-02-01", 1_000, refund: 1_000), looseRefund("C", "2020-02-02", 70),
      ]), Question(asOf: day("2020-12-31")))
    #expect(funnel.steps.map(\.reached) == [1, 0, 0, 0, 0])
    #expect(funnel.refundOnlyCustomers == 2, "B, all given back, and C")
    #expect(funnel.refundOnlyNet == -70)
    #expect(funnel.notes.contains("2 customers with refunds but no purchase are not counted"))
  }

  @Test("In a window only its purchases count")
  func window() throws {
    var question = Question(asOf: day("2020-12-31"))
    _ = try question.settings.set("funnel.window", "365d")
    let ledger = Ledger(
      entries: orders("A", from: "2020-01-02", after: [0, 1, 2]) + orders("B", from: "2020-01-01", after: [-400, 0]))
    let funnel = PurchaseFunnel(ledger, question)
    #expect(funnel.steps.map(\.exactly) == [0, 0, 1, 0, 0], "1 January is 365 days before and out, 2 January is in")
    question.window = .all
    #expect(PurchaseFunnel(ledger, question).steps.map(\.exactly) == [0, 1, 1, 0, 0])
  }

  @Test("Who bought lately has had no chance to come again and is left out of the matured rate")
  func maturity() {
    // Gaps: 30 (B) and, weighing half each, 10 and 10 (C). 80 % of two people's weight is reached at 30 days.
    let ledger = Ledger(
      entries: orders("A", from: "2020-01-01", after: [0]) + orders("B", from: "2020-01-01", after: [0, 30])
        + orders("C", from: "2020-01-01", after: [0, 10, 20]) + orders("D", from: "2020-02-09", after: [0])
        + orders("E", from: "2020-02-10", after: [0]))
    let funnel = PurchaseFunnel(ledger, Question(asOf: day("2020-03-11")))
    #expect(funnel.maturityDays == 30)
    #expect(funnel.steps[0].maturedBase == 4, "D bought 31 days ago, E exactly 30")
    #expect(funnel.steps[0].maturedRate == 0.5)
    #expect(funnel.steps[0].ofStart == 1)
    #expect(funnel.steps[1].maturedRate == 0.5)
    #expect(funnel.steps[3].maturedRate == nil)
    #expect(funnel.steps[3].maturedBase == 0)
  }

  @Test("Without a second purchase anywhere the chance is 90 days")
  func fallback() {
    let ledger = Ledger(entries: [order("A", "2020-01-01", 100), order("B", "2020-03-31", 100)])
    let funnel = PurchaseFunnel(ledger, Question(asOf: day("2020-03-31")))
    #expect(funnel.maturityDays == 90)
    #expect(funnel.steps[0].maturedBase == 0, "exactly 90 days is not older")
    #expect(PurchaseFunnel(ledger, Question(asOf: day("2020-04-01"))).steps[0].maturedRate == 0)
  }

  @Test("Heavy buyers do not dominate the pooled gap")
  func pooling() {
    let heavy = orders("A", from: "2020-01-01", after: Array(0...100))
    let others = (0..<4).flatMap { orders("B\($0)", from: "2020-01-01", after: [0, 60]) }
    let history = PurchaseHistory(Ledger(entries: heavy + others), Question(asOf: day("2020-12-31")))
    #expect(history.gaps.percentile(0.8) == 60)
    #expect(history.gaps.percentile(0.2) == 1)
    #expect(history.gaps.percentile(0.21) == 60)
  }

  @Test("An empty ledger has five empty steps and no percentage")
  func empty() {
    let funnel = PurchaseFunnel(.empty, Question(ledger: .empty))
    #expect(funnel.steps.map(\.reached) == [0, 0, 0, 0, 0])
    #expect(
      funnel.steps.allSatisfy { $0.ofStart == nil && $0.ofPrevious == nil && $0.netShare == nil && $0.aov == nil })
  }

  @Test("The whole time is the same as a window that holds all of it", arguments: PropertyTests.seeds)
  func everything(seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    var question = Question(ledger: ledger)
    question.settings.funnelWindow = .all
    let all = PurchaseFunnel(ledger, question)
    question.settings.funnelWindow = .days(20_000)
    let long = PurchaseFunnel(ledger, question)
    #expect(all.steps == long.steps)
    #expect(all.refundOnlyCustomers == long.refundOnlyCustomers && all.refundOnlyNet == long.refundOnlyNet)
    #expect(all.labelling.codes == long.labelling.codes)
    for k in 1...5 { #expect(all.customers(exactly: k).count == all.steps[k - 1].exactly) }
  }
}
