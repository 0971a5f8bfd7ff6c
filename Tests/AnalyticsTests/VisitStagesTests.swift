import Ledger
import Testing

@testable import Analytics

@Suite("Five stages by visits and by orders (B.3)")
struct VisitStagesTests {
  /// Somebody who did as much and was seen yesterday.
  private func stage(
    _ v: Int, _ v0: Int, _ v1: Int, _ p: Int, _ p0: Int, _ p1: Int, isGone: Bool = false
  ) -> VisitStage {
    let rule = VisitStageRule()
    let person = VisitStages.Behaviour(
      visits: v, visitsNow: v0, visitsBefore: v1, purchases: p, purchasesNow: p0, purchasesBefore: p1)
    return VisitStages.stage(person, isGone: isGone, isFalling: VisitStages.isFalling(person, rule), rule)
  }

  @Test("The first rule that holds decides")
  func rules() {
    #expect(stage(99, 9, 9, 20, 5, 5, isGone: true) == .longDecline)
    // 55 % of 20 visits is 11, of 4 it is 2.2.
    #expect(stage(99, 11, 20, 20, 2, 3) == .shortDecline)
    #expect(stage(99, 12, 20, 20, 2, 3) == .active)
    #expect(stage(9, 2, 4, 6, 2, 3) == .shortDecline)
    #expect(stage(9, 3, 4, 6, 2, 3) == .forming)
    #expect(stage(9, 0, 3, 6, 2, 3) == .forming, "three visits were not often")
    #expect(stage(9, 2, 4, 6, 3, 3) == .active, "purchases have not dropped")
    #expect(stage(9, 2, 4, 6, 2, 2) == .forming, "two purchases were not often")
    #expect(stage(0, 0, 0, 10, 0, 0) == .active)
    #expect(stage(0, 0, 0, 9, 0, 0) == .forming)
    #expect(stage(3, 3, 0, 3, 3, 0) == .forming)
    #expect(stage(4, 3, 0, 3, 3, 0) == .active)
    #expect(stage(50, 1, 1, 1, 1, 0) == .evaluating)
    #expect(stage(50, 1, 1, 2, 1, 0) == .forming)
    #expect(stage(50, 1, 1, 0, 0, 0) == .evaluating)
  }

  /// Visits of one page each at noon.
  private func visits(_ ledger: Ledger, _ rows: [(String, String)]) -> VisitTable {
    VisitTable(
      customer: LinkColumn(codes: rows.map { Int32(ledger.position($0.0)) }, unknown: .empty),
      day: rows.map { day($0.1).rawValue }, second: rows.map { _ in 43_200 }, page: .empty,
      customerCount: ledger.customers.count)
  }

  @Test("By visits, people without a purchase count where they have visited, and who bought was there")
  func byVisits() {
    var sides = Sides()
    let plain = Ledger(entries: [
      order("looks", "2024-06-01", 100),
      LedgerEntry(customer: "refused", day: day("2024-06-01"), status: .cancelled, lines: [.init(gross: 100)]),
      LedgerEntry(customer: "silent", day: day("2024-06-01"), status: .cancelled, lines: [.init(gross: 100)]),
      order("blind", "2024-06-29", 100), order("gone", "2024-01-01", 100), order("gone", "2024-01-02", 100),
      LedgerEntry(customer: "later", day: day("2024-07-05"), gross: 100),
    ])
    sides.visits = visits(
      plain,
      [
        ("looks", "2024-06-02"), ("looks", "2024-06-03"), ("looks", "2024-06-04"), ("looks", "2024-06-29"),
        ("refused", "2024-06-29"), ("gone", "2024-05-29"), ("gone", "2024-07-01"), ("later", "2024-06-20"),
      ])
    let ledger = plain.enriched(with: sides)
    let stages = VisitStages(ledger, Question(asOf: day("2024-06-30")))
    #expect(stages.isByVisits)
    #expect(stages.rows.map(\.stage) == VisitStage.allCases)
    #expect(stages.rows.map(\.customers) == [3, 0, 0, 0, 1])
    #expect(stages.rows.map(\.longLook) == [1, nil, nil, nil, nil])
    #expect(stages.rows.map(\.oneTime) == [2, 0, 0, 0, 0])
    #expect(stages.longLookers == [Int32(ledger.position("looks"))])
    #expect(stages.withoutPurchase == 1 && stages.withoutVisit == 1)
    #expect(stages.stage(of: ledger.position("gone")) == .longDecline, "29 May and a month is 29 June")
    #expect(stages.stage(of: ledger.position("silent")) == nil)
    #expect(stages.stage(of: ledger.position("later")) == nil, "nobody known as of that day")
    // A visit on 30 May is within the month.
    #expect(VisitStages(ledger, Question(asOf: day("2024-06-29"))).rows[4].customers == 0)
    // A visit after the as-of day has not happened; on 1 July it has.
    #expect(VisitStages(ledger, Question(asOf: day("2024-07-01"))).rows[1].customers == 1)
    var byOrders = Question(asOf: day("2024-06-30"))
    byOrders.settings.visitStages.source = .orders
    let proxy = VisitStages(ledger, byOrders)
    #expect(!proxy.isByVisits && proxy.customers == 3 && proxy.rows[0].longLook == nil)
  }

  @Test("Pages with less than 30 minutes between them are one visit, as are those of one number")
  func sessions() {
    let minutes = [0, 29, 59, 60]
    func table(_ session: [UInt32], _ seconds: [Int32]) -> VisitTable {
      VisitTable(
        customer: LinkColumn(codes: [0, 0, 0, 0], unknown: .empty), day: [0, 0, 0, 0], second: seconds,
        session: session,
        page: .empty, customerCount: 1)
    }
    let times = minutes.map { Int32($0 * 60) }
    func starts(_ table: VisitTable) -> [Int] { (1..<4).filter { !table.continuesSession($0) } }
    #expect(starts(table([], times)) == [2])
    #expect(starts(table([7, 7, 7, 8], times)) == [3])
    #expect(starts(table([], [-1, -1, -1, -1])) == [])
  }

  @Test("Without a file of visits the orders stand in, and asking for visits says which file is missing")
  func missing() {
    let ledger = Ledger(entries: [order("A", "2024-01-01", 100)])
    var question = Question(ledger: ledger)
    question.settings.visitStages.source = .visits
    let stages = VisitStages(ledger, question)
    #expect(!stages.isByVisits)
    #expect(stages.notes.contains { $0.hasPrefix("No visits file") || $0.contains("visits file") })
  }

  @Test("By orders the bounds are exact: 1.8 intervals are not yet late, 3 not yet gone")
  func exactBounds() {
    // Three gaps of 20 days for all: every interval is 20 days.
    let entries = orders("A", from: "2024-01-01", after: [0, 20, 40, 60])
    let ledger = Ledger(entries: entries)
    let last = day("2024-01-01").adding(days: 60)
    func stage(_ days: Int) -> VisitStage? {
      VisitStages(ledger, Question(asOf: last.adding(days: days))).stage(of: 0)
    }
    #expect(stage(0) == .forming)
    #expect(stage(36) == .forming)
    #expect(stage(37) == .shortDecline)
    #expect(stage(59) == .shortDecline)
    #expect(stage(60) == .forming, "the last purchase lies 60 days back: none in the 30 days before the last 30")
    #expect(stage(61) == .longDecline)
  }

  static let seeds = Array(300..<330)

  @Test("By orders: the definition written plainly", arguments: seeds)
  func plainOrders(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    guard let end = ledger.lastDay else { return }
    for asOf in [end, end.adding(days: -40), end.adding(days: 25)] {
      let plain = PlainShop(entries, asOf: asOf)
      let stages = VisitStages(ledger, Question(asOf: asOf))
      var counts = [0, 0, 0, 0, 0]
      var net: [Int64] = [0, 0, 0, 0, 0]
      for person in plain.buyers(after: nil) {
        let days = person.sortedDays
        let last = days[days.count - 1]
        let silent = Double(asOf - last)
        let interval = plain.interval(person)
        let now = days.filter { $0 > asOf.adding(days: -30) }.count
        let before = days.filter { $0 > asOf.adding(days: -60) && $0 <= asOf.adding(days: -30) }.count
        let expected: VisitStage
        if last.adding(months: 1) < asOf, silent > 3 * interval + 1e-9 {
          expected = .longDecline
        } else if silent > 1.8 * interval + 1e-9, before >= 1 {
          expected = .shortDecline
        } else if days.count >= 10 || (days.count >= 4 && now >= 3) {
          expected = .active
        } else {
          expected = days.count >= 2 ? .forming : .evaluating
        }
        counts[expected.index] += 1
        net[expected.index] += person.net(after: nil)
        #expect(stages.stage(of: ledger.position(person.key)) == expected)
      }
      #expect(stages.rows.map(\.customers) == counts)
      #expect(stages.rows.map(\.net) == net)
      #expect(stages.labelling.counts == counts)
    }
  }

  @Test("By visits: the definition written plainly", arguments: seeds)
  func plainVisits(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let plainLedger = Ledger(entries: entries)
    guard let end = plainLedger.lastDay, plainLedger.customers.count > 0 else { return }
    var chance = Chance(seed: seed + 9)
    var seen: [Int: [Day]] = [:]
    for customer in 0..<plainLedger.customers.count {
      let count = [0, 0, 2, 12, 40].randomElement(using: &chance) ?? 0
      // One page a day at most, so that every page is a visit; many of them of late, where the rules look.
      let ages = Set(
        (0..<count).map { _ in Int.random(in: -3...(Bool.random(using: &chance) ? 20 : 80), using: &chance) })
      seen[customer] = ages.map { end.adding(days: -$0) }
    }
    let rows = seen.flatMap { customer, days in days.map { (customer, $0) } }
    var sides = Sides()
    sides.visits = VisitTable(
      customer: LinkColumn(codes: rows.map { Int32($0.0) }, unknown: .empty), day: rows.map(\.1.rawValue),
      second: rows.map { _ in 0 }, page: .empty, customerCount: plainLedger.customers.count)
    let ledger = plainLedger.enriched(with: sides)
    for asOf in [end, end.adding(days: -10)] {
      let stages = VisitStages(ledger, Question(asOf: asOf))
      let plain = PlainShop(entries, asOf: asOf)
      let present = Set(entries.filter { $0.day <= asOf }.map(\.customer))
      var counts = [0, 0, 0, 0, 0]
      var long = 0
      for customer in 0..<ledger.customers.count {
        let key = ledger.customers.key[customer]
        let bought = plain.people.first { $0.key == key }?.sortedDays ?? []
        let visited = (seen[customer] ?? []).filter { $0 <= asOf }
        func purchases(_ from: Int, _ to: Int) -> Int {
          bought.filter { $0 > asOf.adding(days: -to) && $0 <= asOf.adding(days: -from) }.count
        }
        func visits(_ from: Int, _ to: Int) -> Int {
          visited.filter { $0 > asOf.adding(days: -to) && $0 <= asOf.adding(days: -from) }.count
        }
        guard present.contains(key), let last = (bought + visited).max() else {
          #expect(stages.stage(of: customer) == nil)
          continue
        }
        let expected: VisitStage
        if last.adding(months: 1) < asOf {
          expected = .longDecline
        } else if visits(7, 14) >= 4, Double(visits(0, 7)) <= 0.55 * Double(visits(7, 14)) + 1e-9,
          purchases(30, 60) >= 3,
          purchases(0, 30) < 3
        {
          expected = .shortDecline
        } else if bought.count >= 10 || (visited.count >= 4 && purchases(0, 30) >= 3) {
          expected = .active
        } else if bought.count >= 2 {
          expected = .forming
        } else {
          expected = .evaluating
          long += visited.count >= 4 ? 1 : 0
        }
        counts[expected.index] += 1
        #expect(stages.stage(of: customer) == expected)
      }
      #expect(stages.rows.map(\.customers) == counts)
      #expect(stages.rows[0].longLook == long && stages.longLookers.count == long)
    }
  }

  @Test("Thresholds are settings")
  func settings() throws {
    var settings = AnalyticsSettings()
    for (key, value) in [
      ("stages.by", "orders"), ("stages.gone_months", "3"), ("stages.gone_intervals", "4"), ("stages.visit_days", "14"),
      ("stages.visits_often", "6"), ("stages.visits_drop", "40%"), ("stages.late_intervals", "2.5"),
      ("stages.purchase_days", "90"), ("stages.purchases_often", "2"), ("stages.purchases_many", "6"),
      ("lifecycle.months", "suggested"), ("grid.window", "all"), ("periods.unit", "quarter"),
      ("periods.left_edge", "90"), ("periods.left_edge", "auto"),
    ] {
      #expect(try settings.set(key, value))
      #expect(settings.value(key) == value)
    }
    let ledger = Ledger(entries: orders("A", from: "2024-01-01", after: [0, 20, 40, 60, 80, 100]))
    #expect(VisitStages(ledger, Question(ledger: ledger)).stage(of: 0) == .forming)
    #expect(VisitStages(ledger, Question(ledger: ledger, settings: settings)).stage(of: 0) == .active)
    for (key, value) in [("stages.by", "guess"), ("stages.visits_drop", "0.4"), ("periods.left_edge", "some")] {
      #expect(throws: SettingError.self) { try settings.set(key, value) }
    }
  }
}
