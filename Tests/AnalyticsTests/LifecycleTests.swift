import Ledger
import Testing

@testable import Analytics

@Suite("Four-stage life cycle (B.2)")
struct LifecycleTests {
  @Test(
    "k is the smallest number of months that reaches the as-of day",
    arguments: [
      ("2011-12-09", "2011-12-09", Stage.active), ("2011-11-09", "2011-12-09", .active),
      ("2011-11-08", "2011-12-09", .silent), ("2011-10-25", "2011-12-09", .silent),
      ("2011-08-09", "2011-12-09", .silent), ("2011-08-08", "2011-12-09", .sleeping),
      ("2011-02-09", "2011-12-09", .sleeping), ("2011-02-08", "2011-12-09", .churned),
      ("1999-01-01", "2011-12-09", .churned),
      // Clamping: 31 January + 1 month is 28 February.
      ("2011-01-31", "2011-02-28", .active), ("2011-01-31", "2011-03-01", .silent),
      ("2011-01-28", "2011-02-28", .active), ("2011-01-27", "2011-02-28", .silent),
      ("2012-01-31", "2012-02-29", .active), ("2011-02-28", "2011-03-28", .active),
      ("2011-02-28", "2011-03-29", .silent), ("2011-02-28", "2011-03-31", .silent),
      ("2010-10-31", "2011-02-28", .silent), ("2010-10-31", "2011-03-01", .sleeping),
    ])
  func stage(_ last: String, _ asOf: String, _ stage: Stage) {
    #expect(Lifecycle.stage(lastPurchase: day(last), asOf: day(asOf), months: [1, 4, 10]) == stage)
  }

  @Test("On every day of three years the bounds agree with counting months one by one")
  func everyDay() {
    for shift in stride(from: 0, to: 1_100, by: 7) {
      let asOf = day("2019-12-25").adding(days: shift)
      for age in 0..<400 {
        let last = asOf.adding(days: -age)
        var k = 1
        while last.adding(months: k) < asOf { k += 1 }
        let expected: Stage = k <= 1 ? .active : k <= 4 ? .silent : k <= 10 ? .sleeping : .churned
        if Lifecycle.stage(lastPurchase: last, asOf: asOf, months: [1, 4, 10]) != expected {
          Issue.record("\(last) as of \(asOf) is not \(expected)")
        }
      }
    }
  }

  @Test("Rows carry their bounds in months, people, net to date and one-time buyers")
  func rows() {
    let ledger = Ledger(entries: [
      order("A", "2019-01-01", 1_000), order("A", "2020-12-20", 500), order("B", "2020-10-01", 200),
      order("C", "2020-05-01", 300), looseRefund("C", "2020-12-30", 50), order("D", "2019-05-01", 400),
      order("E", "2019-06-01", 400), looseRefund("R", "2020-12-01", 10),
    ])
    let cycle = Lifecycle(ledger, Question(asOf: day("2020-12-31")))
    #expect(cycle.stages.map(\.stage) == [.active, .silent, .sleeping, .churned])
    #expect(cycle.stages.map(\.fromMonths) == [1, 2, 5, 11])
    #expect(cycle.stages.map(\.toMonths) == [1, 4, 10, nil])
    #expect(cycle.stages.map(\.customers) == [1, 1, 1, 2])
    #expect(cycle.stages.map(\.share) == [0.2, 0.2, 0.2, 0.4])
    #expect(cycle.stages.map(\.net) == [1_500, 200, 250, 800])
    #expect(cycle.stages.map(\.oneTime) == [0, 1, 1, 2])
    #expect(cycle.stages.map(\.action).first == "keep contact, no promotion")
    #expect(cycle.customers == 5)
    #expect(cycle.withoutPurchase == 1)
    #expect(ledger.keys(cycle.customers(in: .churned)) == ["D", "E"])
    #expect(cycle.stage(of: ledger.position("C")) == .sleeping)
    #expect(cycle.stage(of: ledger.position("R")) == nil)
  }

  @Test("Who buys for the first time after the as-of day is nobody without a purchase")
  func laterBuyers() {
    let ledger = Ledger(entries: [
      LedgerEntry(customer: "A", day: day("2020-01-01"), gross: 100),
      LedgerEntry(customer: "B", day: day("2020-06-01"), gross: 100),
      LedgerEntry(customer: "C", day: day("2020-01-01"), gross: 0),
    ])
    let early = Lifecycle(ledger, Question(asOf: day("2020-02-01")))
    #expect(early.customers == 1 && early.withoutPurchase == 1)
    #expect(Lifecycle(ledger, Question(asOf: day("2020-06-01"))).customers == 2)
  }

  @Test("The change and the migration compare with one calendar month before")
  func migration() {
    let ledger = Ledger(entries: [
      order("stays", "2021-03-01", 100), order("stays", "2021-03-30", 100),
      order("slips", "2021-02-15", 100),
      order("wakes", "2019-02-15", 100), order("wakes", "2021-03-10", 100),
      order("new", "2021-03-20", 100),
    ])
    let cycle = Lifecycle(ledger, Question(asOf: day("2021-03-31")))
    #expect(cycle.comparedWith == day("2021-02-28"))
    #expect(cycle.migrated(from: nil, to: .active) == 2, "stays first bought after 28 February, as did new")
    #expect(cycle.migrated(from: .active, to: .silent) == 1)
    #expect(cycle.migrated(from: .churned, to: .active) == 1)
    #expect(cycle.stages.map(\.customers) == [3, 1, 0, 0])
    #expect(cycle.stages.map(\.change) == [2, 1, 0, -1])
  }

  @Test("The bounds are a setting")
  func bounds() throws {
    var question = Question(asOf: day("2020-12-31"))
    _ = try question.settings.set("lifecycle.months", "2,3,6")
    let cycle = Lifecycle(Ledger(entries: [order("A", "2020-10-31", 1), order("B", "2020-10-30", 1)]), question)
    #expect(cycle.stages.map(\.customers) == [1, 1, 0, 0])
    #expect(cycle.stages.map(\.fromMonths) == [1, 3, 4, 7])
    #expect(cycle.stages.map(\.toMonths) == [2, 3, 6, nil])
  }

  @Test("Bounds are suggested from people's own intervals, where there are twenty of them")
  func suggestion() {
    func shop(_ people: Int, _ gap: Int) -> [LedgerEntry] {
      (0..<people).flatMap { orders("G\(gap)-\($0)", from: "2018-01-01", after: [0, gap, 2 * gap]) }
    }
    let asOf = Question(asOf: day("2020-12-31"))
    #expect(Lifecycle(Ledger(entries: shop(19, 30)), asOf).suggestedMonths == nil)
    #expect(Lifecycle(Ledger(entries: shop(20, 30)), asOf).suggestedMonths == [1, 2, 3])
    let mixed = Ledger(entries: shop(12, 30) + shop(6, 120) + shop(2, 300))
    #expect(Lifecycle(mixed, asOf).suggestedMonths == [1, 4, 10])
  }
}
