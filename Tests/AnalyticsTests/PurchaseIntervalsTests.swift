import Ledger
import Testing

@testable import Analytics

@Suite("Time between purchases")
struct PurchaseIntervalsTests {
  @Test("Each person counts once in each step; who has not come again stays in the denominator")
  func steps() {
    let ledger = Ledger(
      entries: orders("A", from: "2021-01-01", after: [0, 7, 15, 15, 45, 400, 401])
        + orders("B", from: "2021-01-01", after: [0, 8]) + orders("C", from: "2021-01-01", after: [0])
        + orders("D", from: "2021-01-01", after: [0]) + [looseRefund("E", "2021-01-01", 5)])
    let intervals = PurchaseIntervals(ledger, Question(asOf: day("2022-12-31")))
    #expect(intervals.steps.map(\.label) == ["1→2", "2→3", "3→4", "4→5+"])
    #expect(intervals.steps.map(\.reached) == [4, 2, 1, 1])
    #expect(intervals.steps.map(\.cameAgain) == [2, 1, 1, 1])
    #expect(intervals.steps.map(\.median) == [7.5, 8, 30, 355], "the sixth purchase is no part of any step")
    #expect(intervals.steps.map(\.p80) == [8, 8, 30, 355])
    let first = intervals.steps[0]
    #expect(first.notAgainShare == 0.5)
    #expect(first.buckets.map(\.people) == [1, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(first.buckets[0].share == 0.5 && first.buckets[0].ofReached == 0.25)
    #expect(first.buckets[8].ofReached == 0.5 && first.buckets[8].cumulativeShare == 1)
    #expect(first.buckets[8].from == 366 && first.buckets[8].to == nil)
    #expect(intervals.steps[3].buckets.map(\.people) == [0, 0, 0, 0, 0, 0, 0, 1, 0])
    #expect(ledger.keys(intervals.notAgain(step: 1).map { Int($0) }) == ["C", "D"])
    #expect(ledger.keys(intervals.notAgain(step: 2).map { Int($0) }) == ["B"])
    #expect(ledger.keys(intervals.customers(step: 1, bucket: 1).map { Int($0) }) == ["B"])
  }

  @Test("Kaplan–Meier takes who was observed shortly out of the risk, and says nothing about what nobody lived to see")
  func censoring() {
    // A came again after 5 days, B after 15; C has been silent for 10, and D has come only today.
    let ledger = Ledger(
      entries: orders("A", from: "2021-01-01", after: [0, 5]) + orders("B", from: "2021-01-01", after: [0, 15])
        + orders("C", from: "2021-01-11", after: [0]) + orders("D", from: "2021-01-21", after: [0]))
    let first = PurchaseIntervals(ledger, Question(asOf: day("2021-01-21"))).steps[0]
    #expect(first.reached == 4 && first.cameAgain == 2)
    let week = first.buckets[0].kaplanMeier
    #expect(abs((week ?? 0) - 1.0 / 3) < 1e-12, "D was at risk for no day at all")
    #expect(first.buckets[1].kaplanMeier == week)
    #expect(first.buckets[2].kaplanMeier == nil, "nobody was observed for 30 days")
    #expect(first.buckets[0].ofReached == 0.25)
  }

  @Test("Days without an order in between are counted the same where each order is a purchase")
  func unit() throws {
    let ledger = Ledger(entries: orders("A", from: "2021-01-01", after: [0, 0, 9, 9, 9, 20]))
    var question = Question(asOf: day("2021-06-01"))
    _ = try question.settings.set("purchase.unit", "order")
    let intervals = PurchaseIntervals(ledger, question)
    #expect(intervals.steps.map(\.cameAgain) == [1, 1, 0, 0])
    #expect(intervals.steps.map(\.median) == [9, 11, nil, nil])
  }

  @Test("Settings of cohorts, intervals and observed value read back, and refuse what they cannot take")
  func settings() throws {
    var settings = AnalyticsSettings()
    let good = [
      ("cohorts.by", "product"), ("cohorts.show", "cumulative"), ("cohorts.unit", "quarter"), ("cohorts.edge", "90"),
      ("cohorts.edge", "auto"), ("ltv.by", "channel"), ("ltv.days", "7"), ("ltv.days", "1,2,3,4,5,6,7,8,9,10,11,12"),
      ("intervals.bounds", "30,60"),
    ]
    for (key, value) in good {
      #expect(try settings.set(key, value), "\(key)")
      #expect(settings.value(key) == value)
    }
    let before = settings
    let bad = [
      ("cohorts.by", "colour"), ("cohorts.edge", "-1"), ("cohorts.edge", "4000"), ("ltv.days", ""), ("ltv.days", "0,5"),
      ("ltv.days", "90,30"), ("ltv.days", "30,30"), ("ltv.days", "1,2,3,4,5,6,7,8,9,10,11,12,13"), ("ltv.days", "9999"),
      ("intervals.bounds", "7,,9"), ("intervals.bounds", "soon"),
    ]
    for (key, value) in bad {
      #expect(throws: SettingError.self, "\(key) \(value)") { try settings.set(key, value) }
      #expect(settings == before)
    }
    #expect(try settings.set("ltv.days", "[30, 60]") && settings.ltv.days == [30, 60])
  }
}
