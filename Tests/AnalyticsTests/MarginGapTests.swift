import Ledger
import Testing

@testable import Analytics

@Suite("A margin exists where a cost is known")
struct MarginGapTests {
  private func line(_ gross: Int64, cost: Int64?, refund: Int64 = 0) -> LedgerEntry.Line {
    LedgerEntry.Line(gross: gross, refund: refund, cost: cost ?? 0, isCostKnown: cost != nil)
  }

  private func shop() -> Ledger {
    Ledger(entries: [
      LedgerEntry(customer: "all", day: day("2024-01-01"), lines: [line(10_000, cost: 6_000)]),
      LedgerEntry(customer: "none", day: day("2024-01-02"), lines: [line(10_000, cost: nil)]),
      LedgerEntry(customer: "part", day: day("2024-01-03"), lines: [line(4_000, cost: 1_000), line(6_000, cost: nil)]),
      LedgerEntry(customer: "free", day: day("2024-01-04"), lines: [line(5_000, cost: 0)]),
    ])
  }

  private func history(_ ledger: Ledger, assumed: String? = nil) throws -> (PurchaseHistory, Question) {
    var question = Question(ledger: ledger)
    if let assumed { _ = try question.settings.set("margin.assumed", assumed) }
    return (PurchaseHistory(ledger, question), question)
  }

  @Test("A line without a cost has no margin, a cost of nothing is one")
  func unknown() throws {
    let ledger = shop()
    let (history, question) = try history(ledger)
    let margins = ["all", "none", "part", "free"].map { history.margin(of: ledger.position($0)) }
    #expect(margins == [4_000, nil, 3_000, 5_000])
    #expect(history.marginNote == "cost known for 54.2% of net", "19,000 of 35,000")
    #expect(history.marginNote(of: ledger.position("part")) == "cost known for 40% of net")
    #expect(history.marginNote(of: ledger.position("all")) == nil)
    let order = try #require(ledger.orders(of: ledger.position("none")).first)
    #expect(ledger.margin(of: order, history.marginSource) == nil)
    let deciles = MoneyDeciles(history, question)
    #expect(deciles.rows.map(\.margin).contains(nil) && deciles.totalMargin == 12_000)
    #expect(deciles.notes.contains("cost known for 54.2% of net"))
    let tiers = ProfitTiers(ledger, question)
    #expect(tiers.customers == 3 && tiers.tier(of: ledger.position("none")) == nil && tiers.totalMargin == 12_000)
    #expect(tiers.notes.contains { $0.hasPrefix("1 customer whose costs are not known has no margin") })
    let churn = ChurnList(history, question)
    #expect(churn.expected(of: ledger.position("none"), in: history) == nil)
    let value = CustomerValue(ledger, question)
    #expect(value.dimension(.current, of: ledger.position("none")) == nil)
    #expect(value.dimension(.current, of: ledger.position("free")) == 83.33)
    let slices = PurchaseDeciles(history, question)
    #expect(slices.slices.reduce(0) { $0 + ($1.marginCustomers ?? 0) } == 3)
  }

  @Test("An assumed share fills just the lines without a cost")
  func assumed() throws {
    let ledger = shop()
    let (history, _) = try history(ledger, assumed: "40%")
    let margins = ["all", "none", "part", "free"].map { history.margin(of: ledger.position($0)) }
    #expect(margins == [4_000, 4_000, 5_400, 5_000])
    #expect(history.marginNote == "cost known for 54.2% of net, margin of the rest assumed 40%")
    #expect(history.marginNote(of: ledger.position("all")) == nil)
    let (plain, _) = try self.history(Ledger(entries: [order("A", "2024-01-01", 1_000)]), assumed: "40%")
    #expect(plain.margin(of: 0) == 400 && plain.marginNote == "margin assumed 40%")
  }

  @Test("The note never says all where something is missing, nor nothing where something is known")
  func shares() throws {
    func note(_ known: Int64, _ rest: Int64) throws -> String? {
      try history(
        Ledger(entries: [
          LedgerEntry(customer: "a", day: day("2024-01-01"), lines: [line(known, cost: 1), line(rest, cost: nil)])
        ])
      ).0.marginNote
    }
    #expect(try note(999_999, 1) == "cost known for 99.9% of net")
    #expect(try note(1, 999_999) == "cost known for <0.1% of net")
  }

  @Test("An earlier day and the same day read anew agree on what is known", arguments: 0..<12)
  func earlier(_ seed: Int) throws {
    var chance = Chance(seed: seed)
    let entries = randomShop(seed: seed, hasCost: true).map { entry in
      var entry = entry
      for position in entry.lines.indices where Bool.random(using: &chance) {
        entry.lines[position].cost = 0
        entry.lines[position].isCostKnown = false
      }
      return entry
    }
    let ledger = Ledger(entries: entries)
    let question = Question(ledger: ledger)
    let whole = PurchaseHistory(ledger, question)
    for back in [0, 30, 200] {
      let asOf = question.asOf.adding(days: -back)
      let shared = PurchaseHistory(whole, ledger, asOf: asOf)
      let fresh = PurchaseHistory(ledger, Question(asOf: asOf))
      #expect(shared.knownNetToDate == fresh.knownNetToDate && shared.marginNote == fresh.marginNote)
      for customer in 0..<ledger.customers.count { #expect(shared.margin(of: customer) == fresh.margin(of: customer)) }
    }
  }
}
