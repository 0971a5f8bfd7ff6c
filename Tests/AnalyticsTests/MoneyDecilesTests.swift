import Ledger
import Testing

@testable import Analytics

@Suite("Money deciles (B.6)")
struct MoneyDecilesTests {
  let asOf = Question(asOf: day("2020-12-31"))

  /// One person per amount, called by its position.
  func shop(_ amounts: [Int64]) -> Ledger {
    Ledger(
      entries: amounts.enumerated().map { order("P\(Digits.padded($0.offset, 3))", "2020-06-01", $0.element) })
  }

  @Test("Decile d is positions ⌊(d−1)N/10⌋+1 to ⌊dN/10⌋", arguments: [10, 11, 19, 23, 99, 100, 433])
  func sizes(_ count: Int) {
    let deciles = MoneyDeciles(shop((1...Int64(count)).map { $0 * 10 }), asOf)
    #expect(deciles.rows.map(\.customers) == (1...10).map { $0 * count / 10 - ($0 - 1) * count / 10 })
    #expect(deciles.rows.map(\.decile) == Array(1...10))
    #expect(deciles.rows.last?.cumulativeShare == 1)
  }

  @Test("Fewer than ten people are as many groups as there are people", arguments: [0, 1, 2, 5, 9])
  func few(_ count: Int) {
    let deciles = MoneyDeciles(shop((0..<count).map { 100 + Int64($0) }), asOf)
    #expect(deciles.rows.count == count)
    #expect(deciles.rows.allSatisfy { $0.customers == 1 && $0.mean == $0.net && $0.minimum == $0.net })
    #expect(
      deciles.notes.first
        == "only \(count) customer\(count == 1 ? "" : "s"), \(count == 0 ? 0 : 214) days: treat as a sketch")
  }

  @Test("Shares, mean and minimum of a hand-made shop")
  func figures() {
    let deciles = MoneyDeciles(shop([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 45].map { $0 * 100 }), asOf)
    // N = 11: the tenth decile has two people.
    #expect(deciles.rows.map(\.net) == [4_500, 1_000, 900, 800, 700, 600, 500, 400, 300, 300])
    #expect(deciles.totalNet == 10_000)
    #expect(deciles.rows[0].share == 0.45)
    #expect(deciles.rows[1].cumulativeShare == 0.55)
    #expect(deciles.rows[9].mean == 150)
    #expect(deciles.rows[9].minimum == 100)
    #expect(deciles.top20Share == 0.55)
    #expect(deciles.customersFor80 == 6, "4,500 + 1,000 + 900 + 800 + 700 = 7,900 needs one more")
  }

  @Test("Ties go by the later purchase, then by the key's bytes; a tie across a border is marked")
  func ties() {
    let entries =
      (0..<10).map { order("P\($0)", "2020-06-0\($0 % 3 + 1)", 100) }
      + (0..<10).map { order("Q\($0)", "2020-06-01", 50) }
    let ledger = Ledger(entries: entries)
    let deciles = MoneyDeciles(ledger, asOf)
    #expect(ledger.keys(deciles.customers(in: 1)) == ["P2", "P5"])
    #expect(ledger.keys(deciles.customers(in: 2)) == ["P8", "P1"])
    #expect(ledger.keys(deciles.customers(in: 4)) == ["P0", "P3"])
    #expect(deciles.rows.map(\.tieAtBorder) == [true, true, true, true, false, true, true, true, true, false])
    #expect(deciles.decile(of: ledger.position("P8")) == 2)
    #expect(deciles.customers(in: 0).isEmpty && deciles.customers(in: 11).isEmpty)
  }

  @Test("Ties of net go by margin first")
  func tiesByMargin() {
    func entry(_ key: String, _ date: String, cost: Int64) -> LedgerEntry {
      LedgerEntry(customer: key, day: day(date), lines: [.init(gross: 100, cost: cost)])
    }
    let ledger = Ledger(entries: [entry("A", "2020-06-09", cost: 60), entry("B", "2020-06-01", cost: 10)])
    #expect(ledger.keys(MoneyDeciles(ledger, asOf).customers(in: 1)) == ["B"])
  }

  @Test("By margin people are ranked by margin; without a cost the ranking stays with net and says so")
  func byMargin() throws {
    var question = asOf
    _ = try question.settings.set("deciles.by", "margin")
    let ledger = Ledger(entries: [
      LedgerEntry(customer: "A", day: day("2020-06-01"), lines: [.init(gross: 1_000, cost: 950)]),
      LedgerEntry(customer: "B", day: day("2020-06-01"), lines: [.init(gross: 500, cost: 100)]),
    ])
    let deciles = MoneyDeciles(ledger, question)
    #expect(deciles.rankedBy == .margin)
    #expect(deciles.rows.map(\.net) == [500, 1_000])
    #expect(deciles.rows.map(\.margin) == [400, 50])
    #expect(deciles.rows.map(\.marginShare) == [400.0 / 450, 50.0 / 450])
    let plain = MoneyDeciles(shop([100, 200]), question)
    #expect(plain.rankedBy == .net)
    #expect(plain.notes.contains("no cost is known: ranked by net"))
  }

  @Test("More refunded than paid comes last and is counted; the cumulative share passes 100 % before")
  func negative() {
    let ledger = Ledger(
      entries: (0..<9).map { order("P\($0)", "2020-06-01", 100) } + [
        order("Z", "2020-06-01", 100), looseRefund("Z", "2020-06-05", 150), looseRefund("R", "2020-06-05", 30),
      ])
    let deciles = MoneyDeciles(ledger, asOf)
    #expect(deciles.customers == 10)
    #expect(deciles.nonPositive == 1)
    #expect(ledger.keys(deciles.customers(in: 10)) == ["Z"])
    #expect(deciles.rows[8].cumulativeShare == 900.0 / 850)
    #expect(deciles.rows[9].cumulativeShare == 1)
    #expect(deciles.refundOnly == 1)
    #expect(deciles.refundOnlyNet == -30)
    #expect(deciles.notes.contains("1 customer with net ≤ 0 comes last"))
    #expect(deciles.net(of: ledger.position("Z")) == -50)
    #expect(deciles.net(of: ledger.position("R")) == nil)
  }

  @Test("Without positive net there are no shares, and none is drawn as zero")
  func noNet() {
    let ledger = Ledger(entries: [order("A", "2020-06-01", 100), looseRefund("A", "2020-06-02", 100)])
    let deciles = MoneyDeciles(ledger, asOf)
    #expect(deciles.rows.map(\.share) == [nil])
    #expect(deciles.top20Share == nil && deciles.customersFor80 == nil && deciles.gini == nil && deciles.curve.isEmpty)
  }

  @Test("The window is 365 days unless set, and another one replaces it")
  func window() {
    let ledger = Ledger(entries: [
      order("A", "2020-01-01", 100), order("A", "2020-01-03", 7), order("B", "2020-01-02", 5),
    ])
    #expect(MoneyDeciles(ledger, asOf).totalNet == 12)
    var question = asOf
    question.window = .all
    #expect(MoneyDeciles(ledger, question).totalNet == 112)
    question.window = .days(364)
    #expect(MoneyDeciles(ledger, question).totalNet == 7)
  }
}

@Suite("Pareto line and Gini coefficient")
struct ParetoTests {
  @Test("All equal is 0, all with one person is 1 − 1/n")
  func gini() {
    #expect(Pareto(falling: [5, 5, 5, 5]).gini == 0)
    #expect(Pareto(falling: [100, 0, 0, 0]).gini == 0.75)
    #expect(Pareto(falling: [100, -10, -20, -60]).gini == 0.75, "people below zero count as zero")
    #expect(Pareto(falling: [1]).gini == 0)
    #expect(Pareto(falling: []).gini == nil)
    // 1, 2, 3, 4: Σ (2i − 5)·x = −3 − 2 + 3 + 12 = 10; 10 / (4 · 10).
    #expect(Pareto(falling: [4, 3, 2, 1]).gini == 0.25)
  }

  @Test("The first who bring 80 % exactly are enough")
  func eighty() {
    let line = Pareto(falling: [50, 30, 10, 5, 5])
    #expect(line.customersFor80 == 2)
    #expect(line.shareFor80 == 0.4)
    #expect(line.top20Share == 0.5)
    #expect(Pareto(falling: [50, 29, 11, 5, 5]).customersFor80 == 3)
  }

  @Test("A fifth of four people is nobody, so there is no share")
  func few() {
    #expect(Pareto(falling: [4, 3, 2, 1]).top20Share == nil)
    #expect(Pareto(falling: [4, 3, 2, 1]).customersFor80 == 3)
  }

  @Test("The curve runs from nothing to everything in at most 200 rising points", arguments: [1, 3, 199, 200, 5_003])
  func curve(_ count: Int) {
    let line = Pareto(falling: (1...Int64(count)).reversed().map { $0 })
    #expect(line.curve.count == min(count, 199) + 1)
    #expect(line.curve.first == Pareto.Point(people: 0, share: 0))
    #expect(line.curve.last == Pareto.Point(people: 1, share: 1))
    #expect(zip(line.curve, line.curve.dropFirst()).allSatisfy { $0.people < $1.people && $0.share < $1.share })
  }

  @Test("Amounts near the end of 64 bits do not overflow")
  func large() {
    let amount = Int64.max / 4
    #expect(Pareto(falling: [amount, amount, amount]).gini == 0)
    #expect(Pareto(falling: [amount, amount, amount]).customersFor80 == 3)
  }
}

@Suite("Purchase deciles (B.7)")
struct PurchaseDecilesTests {
  let asOf = Question(asOf: day("2020-12-31"))

  func slices(_ amounts: [Int64]) -> PurchaseDeciles {
    PurchaseDeciles(
      Ledger(entries: amounts.enumerated().map { order("P\(Digits.padded($0.offset, 3))", "2020-06-01", $0.element) }),
      asOf)
  }

  @Test("Each slice is a tenth of sales")
  func slices() {
    let even = slices(Array(repeating: 10, count: 100))
    #expect(even.slices.map(\.customers) == Array(repeating: 10, count: 10))
    #expect(even.slices.map(\.net) == Array(repeating: 100, count: 10))
    #expect(even.slices.allSatisfy { $0.insideOf == nil && $0.mean == 10 && $0.customerShare == 0.1 })
  }

  @Test("A person larger than a slice empties the next ones")
  func large() {
    // T = 100; 35 fills slices 1 to 3 and half of 4: the next person begins at 35, in slice 4.
    let result = slices([35] + Array(repeating: 5, count: 13))
    #expect(result.slices.map(\.customers) == [1, 0, 0, 1, 2, 2, 2, 2, 2, 2])
    #expect(result.slices.map(\.insideOf) == [nil, 1, 1, nil, nil, nil, nil, nil, nil, nil])
    #expect(result.slices[1].customersText == "0 (inside #1)")
    #expect(result.slices[0].customersText == "1")
    #expect(result.slices[1].mean == nil)
    #expect(result.customers(in: 1).count == 1)
    #expect(result.customers(in: 2).isEmpty)
    #expect(result.sentence == "10 % of sales come from 1 of 14 customers (7.1 %); about 1 % is usual")
  }

  @Test("Net of zero or less is in no slice and is counted")
  func negative() {
    let ledger = Ledger(entries: [
      order("A", "2020-06-01", 100), order("B", "2020-06-01", 100), looseRefund("B", "2020-06-02", 130),
    ])
    let result = PurchaseDeciles(ledger, asOf)
    #expect(result.total == 100)
    #expect(result.customers == 2)
    #expect(result.nonPositive == 1)
    #expect(result.nonPositiveNet == -30)
    #expect(result.slices.map(\.customers) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(result.slices[9].insideOf == 1)
  }

  @Test("Without positive net there are no slices")
  func nothing() {
    let ledger = Ledger(entries: [order("A", "2020-06-01", 100), looseRefund("A", "2020-06-02", 100)])
    let result = PurchaseDeciles(ledger, asOf)
    #expect(result.slices.isEmpty)
    #expect(result.sentence == nil)
    #expect(result.nonPositive == 1)
    #expect(PurchaseDeciles(.empty, asOf).slices.isEmpty)
  }

  @Test("By margin people are sorted again")
  func margin() {
    func entry(_ key: String, _ gross: Int64, _ cost: Int64) -> LedgerEntry {
      LedgerEntry(customer: key, day: day("2020-06-01"), lines: [.init(gross: gross, cost: cost)])
    }
    // Net 60, 30, 10; margin 5, 25, 10 → sorted 25, 10, 5 of 40: slices 1, 7, 9.
    let result = PurchaseDeciles(Ledger(entries: [entry("A", 60, 55), entry("B", 30, 5), entry("C", 10, 0)]), asOf)
    #expect(result.slices.map(\.customers) == [1, 0, 0, 0, 0, 0, 1, 0, 0, 1])
    #expect(result.slices.map(\.marginCustomers) == [1, 0, 0, 0, 0, 0, 1, 0, 1, 0])
  }
}
