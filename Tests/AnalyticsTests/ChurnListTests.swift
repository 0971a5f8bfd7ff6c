import Ledger
import Testing

@testable import Analytics

@Suite("Churn list (B.12)")
struct ChurnListTests {
  func list(_ entries: [LedgerEntry], _ asOf: String, _ settings: AnalyticsSettings = .init()) -> (Ledger, ChurnList) {
    let ledger = Ledger(entries: entries)
    return (ledger, ChurnList(ledger, Question(asOf: day(asOf), settings: settings)))
  }

  @Test("The interval is the own median, shrunk to the shop's by two gaps")
  func interval() {
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 10, 20, 60]) + orders("B", from: "2020-01-01", after: [0, 30, 60])
        + orders("C", from: "2020-01-01", after: [0, 50, 100]) + orders("D", from: "2020-01-01", after: [0, 7]),
      "2020-06-30")
    // Own medians 10, 30, 50: the shop's is 30.
    #expect(churn.rhythm.interval == 30)
    #expect(churn.rhythm(of: ledger.position("A"))?.interval == 18, "(3 · 10 + 2 · 30) / 5")
    #expect(churn.rhythm(of: ledger.position("C"))?.interval == 40, "(2 · 50 + 2 · 30) / 4")
    let twice = 67.0 / 3
    #expect(churn.rhythm(of: ledger.position("D"))?.interval == twice, "two days are one gap: (1 · 7 + 2 · 30) / 3")
  }

  @Test("An even number of gaps has the mean of the middle two, an even number of people too")
  func medians() {
    let (_, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 10, 21]) + orders("B", from: "2020-01-01", after: [0, 30, 65]),
      "2020-06-30")
    #expect(churn.rhythm.interval == 21.5, "the mean of 10.5 and 32.5")
  }

  @Test("Without anybody on three days the shop's interval is that of two, and without these 90 days")
  func poolFallback() {
    let (_, pairs) = list(orders("A", from: "2020-01-01", after: [0, 40]), "2020-06-30")
    #expect(pairs.rhythm.interval == 40)
    let (ledger, single) = list(orders("A", from: "2020-01-01", after: [0]), "2020-06-30")
    #expect(single.rhythm.interval == 90)
    #expect(single.rhythm(of: ledger.position("A"))?.interval == 90)
  }

  @Test("One-time buyers are measured by the first gaps of people with a full year of follow-up")
  func oneTime() {
    let old = (0..<30).flatMap { orders("O\($0)", from: "2019-01-01", after: [0, 20]) }
    let fresh = (0..<50).flatMap { orders("F\($0)", from: "2020-05-01", after: [0, 5]) }
    let one = orders("Z", from: "2020-06-01", after: [0])
    let (_, followed) = list(old + fresh + one, "2020-06-30")
    #expect(followed.rhythm.firstGap == 20)
    let (_, fewer) = list(Array(old.dropLast(2)) + fresh + one, "2020-06-30")
    #expect(fewer.rhythm.firstGap == 5, "29 gaps are too few, so all count")
    let (_, edge) = list(orders("A", from: "2019-07-01", after: [0, 9]) + old.dropLast(2) + fresh, "2020-06-30")
    #expect(edge.rhythm.firstGap == 20, "365 days before the as-of day is a full year")
  }

  @Test(
    "Bounds belong to the later state",
    arguments: [
      (0, ChurnState.onTime), (39, .onTime), (40, .due), (59, .due), (60, .atRisk), (119, .atRisk), (120, .lost),
    ])
  func states(_ silent: Int, _ state: ChurnState) {
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 40, 80]), day("2020-01-01").adding(days: 80 + silent).description)
    #expect(churn.state(of: ledger.position("A")) == state)
    #expect(churn.count(state) == 1)
    #expect(churn.entries.count == (state == .due || state == .atRisk ? 1 : 0))
  }

  @Test("A ratio of exactly one and a half is at risk, also where the interval is a third of a day")
  func exactRatio() {
    // Shop 10 (A, B), own gap 20: (20 + 2 · 10) / 3 = 13⅓; 20 days are 1.5 intervals.
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 10, 20]) + orders("B", from: "2020-01-01", after: [0, 10, 20])
        + orders("C", from: "2020-01-01", after: [0, 20]), "2020-02-10")
    #expect(churn.rhythm(of: ledger.position("C"))?.ratio == 1.5)
    #expect(churn.state(of: ledger.position("C")) == .atRisk)
  }

  @Test("Nobody is more than due before seven days of silence")
  func minimumDays() {
    for (silent, state) in [(0, ChurnState.onTime), (1, .due), (6, .due), (7, .lost)] {
      let (ledger, churn) = list(
        orders("A", from: "2020-01-01", after: [0, 1, 2, 3]), day("2020-01-04").adding(days: silent).description)
      #expect(churn.state(of: ledger.position("A")) == state, "\(silent) days")
    }
  }

  @Test("Presets move the bounds")
  func presets() throws {
    let entries = orders("A", from: "2020-01-01", after: [0, 40, 80])
    var settings = AnalyticsSettings()
    _ = try settings.set("churn.preset", "early")
    func state(after silent: Int) -> ChurnState? {
      list(entries, day("2020-01-01").adding(days: 80 + silent).description, settings).1.state(of: 0)
    }
    #expect([31, 32, 39, 40].map(state) == [.onTime, .due, .due, .atRisk], "0.8 and 1 intervals of 40 days")
    _ = try settings.set("churn.preset", "wide")
    let (_, wide) = list(entries, day("2020-01-01").adding(days: 80 + 130).description, settings)
    #expect(wide.count(.atRisk) == 1, "3.25 intervals are lost by default, at risk until 4 here")
  }

  @Test("Silence of more than one order on a day is no gap, whatever a purchase is")
  func sameDayOrders() throws {
    var settings = AnalyticsSettings()
    _ = try settings.set("purchase.unit", "order")
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 0, 40, 40, 40, 80]), "2020-05-01", settings)
    #expect(churn.rhythm(of: ledger.position("A"))?.interval == 40)
    #expect(churn.rhythm(of: ledger.position("A"))?.purchases == 3)
  }

  @Test("Expected value is a shrunk rate times the own mean; at stake is what does not return")
  func value() throws {
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 40, 80], 1_000)
        + orders("B", from: "2020-01-01", after: [0, 40, 80, 400], 500),
      day("2020-01-01").adding(days: 80 + 50).description)
    let entry = try #require(churn.entries.first { $0.customer == ledger.position("A") })
    // Both were customers for 130 days and came back twice: 65 days from purchase to purchase, silence included.
    #expect(churn.averageGap == 65)
    // 365 · (2 + 1) / (130 + 65) = 5.615 purchases of 1,000.
    #expect(entry.expected == 5_615)
    // Gaps seen: 40, 40 of A and of B; both silent for 50 days. Nobody was seen for longer.
    #expect(entry.pReturn == nil)
    #expect(entry.stake == nil)
    #expect(!entry.massEventsOnly)
  }

  @Test("The probability comes from the band of the number of purchases where 30 are at risk, else from all")
  func bands() throws {
    // 40 people came back after 100 days and are silent since; 31 one-time buyers are silent for 200 days.
    let twice = (0..<40).flatMap { orders("T\(Digits.padded($0, 2))", from: "2020-01-01", after: [0, 100]) }
    let once = (0..<31).flatMap { orders("O\(Digits.padded($0, 2))", from: "2020-01-01", after: [0]) }
    let (ledger, churn) = list(twice + once, day("2020-01-01").adding(days: 150).description)
    let single = try #require(churn.rhythm(of: ledger.position("O00")))
    #expect(single.daysSince == 150)
    #expect(single.pReturn == nil, "nobody was silent for longer than 150 days")
    // L has been silent for 200 days when N has for 90: somebody was watched for long enough.
    let (laterLedger, later) = list(
      twice + once + orders("L", from: "2019-11-12", after: [0]) + orders("N", from: "2020-03-01", after: [0]),
      day("2020-01-01").adding(days: 150).description)
    // N is silent for 90 days. Band 1 beyond 90: 40 events at 100, 31 running at 150, L at 200.
    let fresh = try #require(later.rhythm(of: laterLedger.position("N")))
    #expect(fresh.daysSince == 90)
    #expect(abs((fresh.pReturn ?? 0) - 40.0 / 72) < 1e-12)
    // Band 2 has nobody beyond 50 days, so all bands together: beyond 50 days 40 gaps of 100, 31 of 150, L of 200, N of 90.
    let pair = try #require(later.rhythm(of: laterLedger.position("T00")))
    #expect(pair.daysSince == 50)
    #expect(abs((pair.pReturn ?? 0) - 40.0 / 72) < 1e-12, "N is censored before the first event")
  }

  @Test("A hopeless case is for mass events only")
  func massEvents() throws {
    // 200 people silent for a year; one of them came back after 300 days.
    let silent = (0..<200).flatMap { orders("S\($0)", from: "2020-01-01", after: [0]) }
    let back = orders("B", from: "2020-01-01", after: [0, 300])
    let fresh = orders("N", from: "2020-04-10", after: [0])
    var settings = AnalyticsSettings()
    _ = try settings.set("churn.lost", "50")
    let (ledger, churn) = list(silent + back + fresh, day("2020-01-01").adding(days: 365 + 36).description, settings)
    let entry = try #require(churn.entries.first { $0.customer == ledger.position("N") })
    #expect(entry.daysSince == 301)
    #expect(entry.pReturn == 0)
    #expect(entry.massEventsOnly)
    #expect(entry.stake == entry.expected)
  }

  @Test("The highest stake comes first, equal ones by key, unknown ones last")
  func sorted() {
    var entries: [LedgerEntry] = []
    for person in 0..<40 {
      let days = [0, 30, 60, 60 + person % 8 * 5]
      entries += orders("P\(Digits.padded(person, 2))", from: "2020-01-01", after: days, person < 20 ? 1_000 : 1_500)
    }
    let (ledger, churn) = list(entries, "2020-05-01")
    #expect(churn.entries.count > 10)
    for (left, right) in zip(churn.entries, churn.entries.dropFirst()) {
      let (before, after) = (left.stake ?? -1, right.stake ?? -1)
      let isByKey = ledger.customers.key[left.customer] < ledger.customers.key[right.customer]
      #expect(before > after || (before == after && isByKey))
    }
    #expect(churn.totalStake == churn.entries.reduce(0) { $0 + ($1.stake ?? 0) })
  }

  @Test("A single large order is not taken for the first of many")
  func oneTimeBuyer() throws {
    // Regulars come every 20 days; nine of ten people never came back.
    let regulars = (0..<5).flatMap { orders("R\($0)", from: "2020-01-01", after: [0, 20, 40, 60], 1_000) }
    let once = (0..<45).flatMap { orders("O\(Digits.padded($0, 2))", from: "2020-01-01", after: [0], 1_000) }
    let (ledger, churn) = list(regulars + once, "2020-03-25")
    // 50 people for 84 days each, 15 gaps: 280 days.
    #expect(churn.averageGap == 280)
    // The one-time buyers are measured by the regulars' 20 days and lost; a new one is due and expects 365 / (25 + …).
    #expect(churn.state(of: ledger.position("O00")) == .lost)
    let (later, list) = list(
      regulars + once + orders("N", from: "2020-02-29", after: [0], 9_000), "2020-03-25")
    let entry = try #require(list.entries.first { $0.customer == later.position("N") })
    let average = Double(50 * 84 + 25) / 15
    #expect(entry.expected == Int64((365 / (25 + average) * 9_000).rounded()))
  }

  @Test("Who was refunded more than they paid has nothing at stake")
  func refunded() throws {
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 40, 80]) + [looseRefund("A", "2020-04-01", 9_000)], "2020-05-10")
    #expect(try #require(churn.entries.first { $0.customer == ledger.position("A") }).expected == 0)
  }

  @Test("With a cost the expected value is margin")
  func margin() throws {
    var settings = AnalyticsSettings()
    _ = try settings.set("margin.assumed", "50%")
    let (_, churn) = list(orders("A", from: "2020-01-01", after: [0, 40, 80]), "2020-05-10", settings)
    #expect(churn.valuedBy == .margin)
    #expect(churn.entries.map(\.expected) == [2_808], "5.6154 purchases of 500")
    #expect(churn.notes.contains("margin assumed 50%"))
  }

  @Test("Reasons say the rhythm in words")
  func reasons() {
    let (ledger, churn) = list(
      orders("A", from: "2020-01-01", after: [0, 20, 40, 60]) + orders("B", from: "2020-02-01", after: [0, 20])
        + orders("C", from: "2020-03-05", after: [0]), "2020-03-31")
    let reasons = churn.entries.map { "\(ledger.customers.key[$0.customer]): \(churn.reason($0))" }.sorted()
    #expect(
      reasons == [
        "A: usually every 20 days, now 30", "B: came twice, expected after 20 days, now 39",
        "C: bought once, 26 days ago; others come again after 20",
      ])
  }

  @Test("The next purchase is expected one interval after the last")
  func next() {
    let (ledger, churn) = list(orders("A", from: "2020-01-01", after: [0, 40, 80]), "2020-03-30")
    #expect(churn.rhythm(of: ledger.position("A"))?.nextExpected == day("2020-01-01").adding(days: 120))
  }

  @Test("Seasonal goods are said, and measured in years by themselves")
  func seasonal() {
    let (ledger, churn) = list(
      orders("A", from: "2017-12-01", after: [0, 365, 731]) + orders("B", from: "2017-12-05", after: [0, 360]),
      "2020-06-30")
    #expect(churn.isYearly)
    #expect(churn.notes.contains { $0.contains("about a year") })
    #expect(churn.state(of: ledger.position("A")) == .onTime)
    let (_, monthly) = list(orders("A", from: "2020-01-01", after: [0, 30, 60]), "2020-06-30")
    #expect(!monthly.isYearly)
  }

  @Test("Somebody without a valid purchase has no rhythm, and an empty ledger no list")
  func nobody() {
    let (ledger, churn) = list([looseRefund("R", "2020-01-01", 5), order("A", "2020-01-01", 5)], "2020-01-02")
    #expect(churn.rhythm(of: ledger.position("R")) == nil)
    #expect(churn.customers == 1)
    #expect(ChurnList(.empty, Question(ledger: .empty)).entries.isEmpty)
  }

  @Test("Places, sums and states are those of the entries", arguments: PropertyTests.seeds)
  func places(seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed, hasCost: seed % 2 == 0))
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let churn = ChurnList(history, question)
    let entries = churn.entries
    #expect(entries.count == churn.listedCount)
    #expect(entries.indices.map { churn.entry(at: $0) } == entries)
    #expect(entries.indices.map { churn.customer(at: $0) } == entries.map(\.customer))
    for state in [ChurnState.due, .atRisk] {
      let own = entries.filter { $0.state == state }
      #expect(own.count == churn.count(state))
      #expect(churn.sums.stakes[state.index] == own.reduce(0) { $0 + ($1.stake ?? 0) })
    }
    #expect(churn.sums.stake == entries.reduce(0) { $0 + ($1.stake ?? 0) })
    #expect(churn.sums.expected == entries.reduce(0) { $0 + ($1.expected ?? 0) })
    #expect(churn.sums.purchases == entries.reduce(0) { $0 + $1.purchases })
    #expect(churn.sums.net == entries.reduce(0) { $0 + history.netToDate[$1.customer] })
    #expect(churn.sums.massEventsOnly == entries.count(where: \.massEventsOnly))
    var bins = [Int](repeating: 0, count: 17)
    for customer in 0..<history.customers {
      let rhythm = churn.rhythm(of: customer)
      #expect(churn.state(of: customer) == rhythm?.state)
      if let rhythm { bins[min(16, Int(min(4, rhythm.ratio) / 0.25))] += 1 }
    }
    #expect(churn.rhythm.ratioCounts(step: 0.25, end: 4) == bins)
    if let first = entries.first { #expect(churn.place { $0 == first.customer } == 0) }
    #expect(churn.place { _ in false } == nil)
  }
}
