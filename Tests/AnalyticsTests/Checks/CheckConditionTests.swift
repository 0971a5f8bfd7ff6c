import Ledger
import Testing

@testable import Analytics

@Suite("Conditions of check")
struct CheckConditionTests {
  /// Four weeks of a shop: net 100, 100, 100 and 60 a week; the last week has two orders.
  private let ledger = Ledger(entries: [
    order("a", "2024-01-01", 5_000), order("b", "2024-01-03", 5_000),
    order("a", "2024-01-08", 5_000), order("c", "2024-01-10", 6_000, discount: 1_000),
    order("b", "2024-01-15", 5_000), order("c", "2024-01-18", 5_000), order("", "2024-01-19", 2_000),
    order("a", "2024-01-24", 4_000), order("d", "2024-01-28", 3_000, refund: 1_000),
  ])

  private func outcome(_ text: String, asOf: String = "2024-01-28", today: String = "2024-02-02") throws -> CheckOutcome
  {
    CheckOutcome(try CheckCondition(text), on: ledger, asOf: day(asOf), today: day(today))
  }

  @Test(
    "compare figures with values",
    arguments: [
      ("net.7d < 60.01", true), ("net.7d < 60", false), ("net.7d <= 60", true), ("net.7d = 60", true),
      ("net.7d != 60", false), ("net.7d >= 60.01", false), ("orders.7d = 2", true), ("customers.7d = 2", true),
      ("new_customers.7d = 1", true), ("returning_customers.7d = 1", true), ("orders = 9", true),
      ("aov.7d = 30", true), ("refunds.7d = 10", true), ("discount_share.3w > 3%", true), ("age = 5", true),
      ("refund_share.7d > 14%", true), ("refund_share.7d > 15%", false), ("gap = 4", true), ("unidentified > 0%", true),
      ("unidentified > 20%", false), ("unknown_status > 0", false),
    ])
  func values(_ text: String, _ holds: Bool) throws {
    #expect(try outcome(text).holds == holds)
  }

  @Test("compare with the period before and with the year before")
  func versus() throws {
    let change = try outcome("net.7d < -25% vs prev, n>=2")
    #expect(change.holds == true && change.value == 6_000 && change.before == 12_000 && change.change == -0.5)
    #expect(change.orders == 3)
    #expect(try outcome("net.7d < -50% vs prev").holds == false)
    #expect(try outcome("net.7d <= -60 vs prev").holds == true)
    let year = try outcome("net.7d < 0% vs year")
    #expect(year.holds == nil && year.reason.contains("begins too late"))
    #expect(try outcome("net.4w < 0% vs prev").holds == nil)
  }

  @Test("a guard on the number of orders keeps a condition from holding, and says so")
  func guarding() throws {
    let few = try outcome("net.7d < -25% vs prev, n>=50")
    #expect(few.holds == false && few.reason == "too few orders to judge: n = 3")
    #expect(try outcome("orders.7d < 5, n >= 2").holds == true)
  }

  @Test("the as-of day moves the periods")
  func asOf() throws {
    #expect(try outcome("net.7d = 100", asOf: "2024-01-14").holds == true)
  }

  @Test(
    "say where they are wrong and what is nearest",
    arguments: [
      ("nett.7d < 3", 0, "nearest is 'net'"), ("net.7x < 3", 4, "no period"), ("net.7d 3", 7, "comparison"),
      ("net.7d < x", 9, "number"), ("net.7d < 3 vs pref", 14, "nearest is 'prev'"),
      ("net.7d < 3 as prev", 11, "vs prev"),
      ("unidentified.7d > 3%", 13, "no period"), ("net.7d < 3%", 0, "no share"), ("net.7d < 3, m > 4", 12, "n>=50"),
      ("net < 3 vs prev", 0, "needs a period"), ("net.all < 3 vs prev", 0, "nothing before"),
      ("net.7d < 3 4", 11, "expected"),
    ])
  func errors(_ text: String, _ place: Int, _ words: String) {
    do {
      _ = try CheckCondition(text)
      Issue.record("accepted: \(text)")
    } catch {
      let lines = error.description.split(separator: "\n")
      #expect(lines[1] == "  " + text)
      #expect(lines[2] == "  " + String(repeating: " ", count: place) + "^")
      #expect(lines[3].contains(words))
    }
  }

  @Test("figures of neighbouring periods add up to the figures of both")
  func additive() {
    for seed in 0..<20 {
      let ledger = Ledger(entries: randomShop(seed: seed))
      guard let first = ledger.firstDay, let last = ledger.lastDay else { continue }
      let middle = first.adding(days: (last - first) / 2)
      let early = PeriodFigures(ledger, after: nil, until: middle)
      let late = PeriodFigures(ledger, after: middle, until: last)
      let whole = PeriodFigures(ledger, after: nil, until: last)
      #expect(early.net + late.net == whole.net && early.orders + late.orders == whole.orders)
      #expect(early.newCustomers + late.newCustomers == whole.customers)
      #expect(whole.net == ledger.report.net)
    }
  }

  @Test("stretches without orders")
  func gaps() {
    var entries: [LedgerEntry] = []
    for number in 0..<200 where !(100..<112).contains(number) && number % 7 != 6 {
      entries.append(LedgerEntry(customer: "a", day: day("2024-01-01").adding(days: number), gross: 100))
    }
    let gaps = OrderGaps(Ledger(entries: entries), asOf: day("2024-01-01").adding(days: 197))
    #expect(gaps.usual == 1)
    #expect(gaps.longest?.days == 12 || gaps.longest?.days == 13)
    #expect(gaps.unusual.count == 1)
    #expect(OrderGaps(.empty, asOf: day("2024-01-01")).all.isEmpty)
  }
}
