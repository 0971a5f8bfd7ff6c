import Ledger
import Testing

@testable import Analytics

@Suite("Customers by calendar period (B.23)")
struct PeriodLifecycleTests {
  @Test("New, repeat, returned and dormant of a small shop, with what they brought")
  func small() {
    let ledger = Ledger(entries: [
      order("A", "2024-01-31", 100), order("A", "2024-02-01", 200), order("A", "2024-02-29", 50),
      order("B", "2024-01-10", 300), order("B", "2024-03-31", 30),
      order("C", "2024-02-10", 400), looseRefund("C", "2024-02-20", 40), looseRefund("C", "2024-04-02", 7),
      looseRefund("R", "2023-12-01", 5), order("D", "2024-04-10", 80),
    ])
    let periods = PeriodLifecycle(ledger, Question(asOf: day("2024-04-29")))
    #expect(periods.rows.map(\.start.description) == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"])
    #expect(periods.rows.map(\.people) == [[2, 0, 0, 0], [1, 1, 0, 1], [0, 0, 1, 2], [1, 0, 0, 1]])
    #expect(
      periods.rows.map(\.net) == [[400, 0, 0, 0], [360, 250, 0, 300], [0, 0, 30, 610], [80, 0, 0, 30]])
    #expect(periods.otherNet == -12)
    #expect(periods.rows.map(\.quickRatio) == [nil, 1, 0.5, 1])
    #expect(periods.rows.map(\.isIncomplete) == [false, false, false, true])
    // The span is 111 days, a fifth of it 22: the edge ends on 31 January.
    #expect(periods.leftEdge == 22)
    #expect(periods.rows.map(\.isLeftEdge) == [true, false, false, false])
    #expect(ledger.keys(periods.customers(in: 2, .dormant).map(Int.init)) == ["A", "C"])
    #expect(ledger.keys(periods.customers(in: 1, nil).map(Int.init)) == ["A", "C"])
    #expect(periods.labelling.label(of: ledger.position("D"))?.id == "new")
    #expect(periods.labelling.label(of: ledger.position("B"))?.id == "dormant")
    #expect(periods.labelling.label(of: ledger.position("A")) == nil)
    let complete = PeriodLifecycle(ledger, Question(asOf: day("2024-04-30")))
    #expect(complete.rows.last?.isIncomplete == false)
  }

  @Test("The left edge is 180 days, a fifth of the span where that is shorter, or what is set")
  func leftEdge() throws {
    let ledger = Ledger(entries: [order("A", "2020-01-15", 100), order("A", "2023-12-31", 100)])
    var question = Question(ledger: ledger)
    let periods = PeriodLifecycle(ledger, question)
    #expect(periods.leftEdge == 180)
    // 15 January and 180 days is 13 July: July begins before it.
    #expect(periods.rows.prefix { $0.isLeftEdge }.count == 7)
    _ = try question.settings.set("periods.left_edge", "0")
    #expect(PeriodLifecycle(ledger, question).rows.prefix { $0.isLeftEdge }.count == 1, "the month in which it begins")
    _ = try question.settings.set("periods.unit", "quarter")
    let quarters = PeriodLifecycle(ledger, question)
    #expect(quarters.rows.count == 16)
    #expect(quarters.rows.first.map { quarters.unit.name($0.start) } == "2020-Q1")
    #expect(quarters.rows.last?.people == [0, 0, 1, 0])
  }

  @Test("Nobody and nothing")
  func empty() {
    let periods = PeriodLifecycle(Ledger.empty, Question(ledger: .empty))
    #expect(periods.rows.isEmpty && periods.customers == 0 && periods.labelling.codes.isEmpty)
  }

  @Test("The definition written plainly, and sums that hold", arguments: PropertyTests.seeds)
  func plain(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    guard let end = ledger.lastDay else { return }
    for (asOf, unit) in [(end, PeriodRule.Unit.month), (end.adding(days: -50), .month), (end, .quarter)] {
      var question = Question(asOf: asOf)
      question.settings.periods.unit = unit
      let history = PurchaseHistory(ledger, question)
      let periods = PeriodLifecycle(history, question)
      let plain = PlainShop(entries, asOf: asOf)
      let buyers = plain.buyers(after: nil)
      var before: Set<String> = []
      var ever: Set<String> = []
      var beforeNet: [String: Int64] = [:]
      for (index, row) in periods.rows.enumerated() {
        let active = buyers.filter { $0.sortedDays.contains { $0 >= row.start && $0 <= row.end } }
        var nets: [String: Int64] = [:]
        for person in active {
          nets[person.key] = person.amounts.filter { $0.day >= row.start && $0.day <= row.end }.reduce(0) {
            $0 + $1.net
          }
        }
        let keys = Set(active.map(\.key))
        let groups = [
          keys.subtracting(ever), keys.intersection(before), keys.intersection(ever).subtracting(before),
          before.subtracting(keys),
        ]
        #expect(row.people == groups.map(\.count))
        for (place, group) in groups.enumerated() {
          let source = place == 3 ? beforeNet : nets
          let sum = group.reduce(Int64(0)) { $0 + (source[$1] ?? 0) }
          #expect(row.net[place] == sum)
          let found = ledger.keys(periods.customers(in: index, PeriodLifecycle.Standing.allCases[place]).map(Int.init))
          #expect(Set(found) == group)
        }
        #expect(row.active == active.count)
        (before, beforeNet) = (keys, nets)
        ever.formUnion(keys)
      }
      #expect(ever.count == periods.customers)
      let total = periods.rows.reduce(Int64(0)) { $0 + $1.activeNet }
      #expect(total + periods.otherNet == history.identifiedNet)
      if let last = periods.rows.last { #expect(periods.labelling.counts == last.people) }
    }
  }

  @Test("The order of the rows does not matter", arguments: PropertyTests.seeds.prefix(10))
  func rowOrder(_ seed: Int) {
    let entries = randomShop(seed: seed)
    var chance = Chance(seed: seed)
    let one = Ledger(entries: entries)
    let other = Ledger(entries: entries.shuffled(using: &chance))
    #expect(PeriodLifecycle(one, Question(ledger: one)).rows == PeriodLifecycle(other, Question(ledger: one)).rows)
    #expect(VisitStages(one, Question(ledger: one)).rows == VisitStages(other, Question(ledger: one)).rows)
  }
}
