import Ledger
import Testing

@testable import Analytics

@Suite("Cohorts (B.23)")
struct CohortsTests {
  func question(_ asOf: String, _ settings: (String, String)...) throws -> Question {
    var question = Question(asOf: day(asOf))
    for (key, value) in settings { #expect(try question.settings.set(key, value)) }
    return question
  }

  @Test("Three people of January: who came, what they brought, and what is not over yet")
  func triangle() throws {
    let ledger = Ledger(entries: [
      order("A", "2021-01-05", 1_000), order("A", "2021-02-04", 100), order("A", "2021-02-05", 200),
      order("A", "2021-02-20", 300), order("B", "2021-01-31", 500), order("B", "2021-02-28", 50),
      order("C", "2021-01-10", 700), order("D", "2021-02-02", 900), looseRefund("A", "2021-03-10", 40),
    ])
    let cohorts = Cohorts(ledger, try question("2021-03-30"))
    #expect(cohorts.cohorts.map(\.id) == ["2021-01", "2021-02"])
    #expect(cohorts.cohorts.map(\.customers) == [3, 1])
    #expect(cohorts.cohorts[0].eldest == day("2021-01-05") && cohorts.cohorts[0].youngest == day("2021-01-31"))
    // A has reached age 2 (5 March); B's age 1 runs from 28 February to 30 March.
    #expect(cohorts.ages(of: 0) == 3 && cohorts.ages(of: 1) == 2)
    #expect(cohorts.matureAges(of: 0) == 2)
    #expect(cohorts.matureAges(of: 1) == 1)
    let first = cohorts.cell(0, age: 0)
    #expect(first.active == 3 && first.retention == 1)
    #expect(first.net == 2_300, "what A bought on 4 February is still of the first month")
    #expect(first.netPerCustomer == 767)
    let second = cohorts.cell(0, age: 1)
    #expect(second.active == 2, "two purchases of A count once; B's 28 February is a month after the 31st")
    #expect(second.net == 550)
    #expect(second.cumulativePerCustomer == 950)
    let third = cohorts.cell(0, age: 2)
    #expect(third.active == nil && third.retention == nil && third.net == nil && third.cumulativePerCustomer == nil)
    #expect(third.customers == 3 && !third.isMature)
    #expect(cohorts.totalNet(of: 0) == 2_810, "with the refund that no order could be found for")
    #expect(ledger.keys(cohorts.active(in: 0, age: 1).map { Int($0) }) == ["A", "B"])
    #expect(cohorts.active(in: 0, age: 2).isEmpty)
    #expect(ledger.keys(cohorts.members(of: 0).map { Int($0) }) == ["A", "B", "C"])
  }

  @Test("A cell is there from the day on which its last day has passed for the youngest")
  func maturity() throws {
    let ledger = Ledger(entries: [order("A", "2021-01-05", 1), order("B", "2021-01-31", 1)])
    #expect(Cohorts(ledger, try question("2021-02-26")).matureAges(of: 0) == 0)
    #expect(Cohorts(ledger, try question("2021-02-27")).matureAges(of: 0) == 1)
    #expect(Cohorts(ledger, try question("2021-03-29")).matureAges(of: 0) == 1)
    #expect(Cohorts(ledger, try question("2021-03-30")).matureAges(of: 0) == 2)
    #expect(Cohorts(ledger, try question("2021-04-29", ("cohorts.unit", "quarter"))).matureAges(of: 0) == 1)
    #expect(Cohorts(ledger, try question("2021-04-28", ("cohorts.unit", "quarter"))).matureAges(of: 0) == 0)
  }

  @Test("The average weighs people, not cohorts, and only cohorts that are old enough")
  func average() throws {
    let ledger = Ledger(entries: [
      order("A", "2021-01-01", 300), order("A", "2021-02-10", 100), order("B", "2021-01-02", 300),
      order("C", "2021-01-03", 300), order("D", "2021-02-01", 100), order("D", "2021-03-01", 500),
    ])
    let cohorts = Cohorts(ledger, try question("2021-03-31"))
    #expect(cohorts.averages.map(\.cohorts) == [2, 2])
    #expect(cohorts.averages.map(\.customers) == [4, 4])
    #expect(cohorts.averages.map(\.retention) == [1, 0.5])
    #expect(cohorts.averages.map(\.netPerCustomer) == [250, 150])
    #expect(cohorts.averages.map(\.cumulativePerCustomer) == [250, 400])
    let earlier = Cohorts(ledger, try question("2021-03-30"))
    #expect(earlier.averages.map(\.cohorts) == [2, 1])
    #expect(earlier.averages[1].retention == 1.0 / 3)
  }

  @Test("Quarters, and cohorts at the beginning of the file")
  func quarters() throws {
    let ledger = Ledger(entries: [
      order("A", "2020-12-31", 1), order("B", "2021-01-01", 1), order("C", "2021-03-31", 1),
      order("D", "2021-10-01", 1),
    ])
    let cohorts = Cohorts(ledger, try question("2021-12-30", ("cohorts.by", "quarter")))
    #expect(cohorts.cohorts.map(\.id) == ["2020-Q4", "2021-Q1", "2021-Q4"])
    #expect(cohorts.membership.edgeDays == 73, "a fifth of 365 days")
    #expect(cohorts.cohorts.map(\.isAtEdge) == [true, true, false])
    #expect(cohorts.membership.edgeCustomers == 2)
    let none = Cohorts(ledger, try question("2021-12-30", ("cohorts.by", "quarter"), ("cohorts.edge", "0")))
    #expect(none.cohorts.allSatisfy { !$0.isAtEdge } && none.notes.allSatisfy { !$0.contains("may have bought") })
    let fixed = Cohorts(ledger, try question("2021-12-30", ("cohorts.edge", "1")))
    #expect(fixed.cohorts.filter(\.isAtEdge).map(\.id) == ["2020-12"])
  }

  @Test("The first product is the one with the largest net of the first purchase, ties by number")
  func product() throws {
    func line(_ product: String, _ gross: Int64, refund: Int64 = 0) -> LedgerEntry.Line {
      .init(product: product, gross: gross, refund: refund)
    }
    func entry(_ key: String, _ date: String, _ second: Int, _ lines: LedgerEntry.Line...) -> LedgerEntry {
      LedgerEntry(customer: key, day: day(date), second: second, lines: lines)
    }
    let ledger = Ledger(entries: [
      entry("two orders", "2021-01-01", 1, line("cup", 60), line("tea", 50)),
      entry("two orders", "2021-01-01", 2, line("tea", 20)), entry("two orders", "2021-01-02", 1, line("pot", 900)),
      entry("tie", "2021-01-01", 1, line("tea", 50), line("cup", 50)),
      entry("refunded", "2021-01-01", 1, line("pot", 90, refund: 90), line("cup", 10)),
      entry("nothing known", "2021-01-01", 1, line("", 100)),
      entry("part known", "2021-01-01", 1, line("", 100), line("pot", 5)),
      LedgerEntry(customer: "cancelled", day: day("2020-12-31"), status: .cancelled, lines: [line("pot", 5)]),
      entry("cancelled", "2021-01-01", 1, line("tea", 5)),
    ])
    let cohorts = Cohorts(ledger, try question("2021-03-01", ("cohorts.by", "product")))
    #expect(cohorts.cohorts.map(\.id) == ["cup", "tea", "pot", "unknown"])
    #expect(cohorts.cohorts.map(\.customers) == [2, 2, 1, 1])
    let people = cohorts.cohorts.indices.map { ledger.keys(cohorts.members(of: $0).map { Int($0) }) }
    #expect(people == [["refunded", "tie"], ["cancelled", "two orders"], ["part known"], ["nothing known"]])
    var question = try question("2021-03-01", ("cohorts.by", "product"), ("purchase.unit", "order"))
    let single = Cohorts(ledger, question)
    #expect(ledger.keys(single.members(of: 0).map { Int($0) }) == ["refunded", "tie", "two orders"])
    question.asOf = day("2020-01-01")
    #expect(Cohorts(ledger, question).cohorts.isEmpty)
  }

  @Test("The twenty largest are kept, the rest is added up, unknown ones are counted")
  func others() throws {
    var entries: [LedgerEntry] = []
    for product in 0..<25 {
      for person in 0...(product == 7 ? 3 : 0) {
        entries.append(
          LedgerEntry(
            customer: "\(product)-\(person)", day: day("2021-01-01"),
            lines: [.init(product: "P" + Digits.padded(product, 2), gross: 10)]))
      }
    }
    entries.append(order("X", "2021-01-05", 10))
    let cohorts = Cohorts(Ledger(entries: entries), try question("2021-03-01", ("cohorts.by", "product")))
    #expect(cohorts.cohorts.count == 22)
    #expect(cohorts.cohorts[0].id == "P07" && cohorts.cohorts[0].customers == 4)
    #expect(cohorts.cohorts[1].id == "P00" && cohorts.cohorts[19].id == "P19")
    #expect(cohorts.cohorts[20].kind == .others && cohorts.cohorts[20].customers == 5)
    #expect(cohorts.cohorts[21].kind == .unknown && cohorts.cohorts[21].customers == 1)
    #expect(cohorts.cohorts.allSatisfy { !$0.isAtEdge }, "only a time can be at the edge of time")
    #expect(cohorts.notes.contains { $0.contains("no product is known") })
    let fewer = Cohorts(
      Ledger(entries: entries.filter { !["24-0", "23-0", "22-0", "21-0"].contains($0.customer) }),
      try question("2021-03-01", ("cohorts.by", "product")))
    #expect(fewer.cohorts.map(\.kind).filter { $0 == .named }.count == 21, "one alone is not called others")
  }

  @Test("Channel and region are those of the first order of the first purchase that has one; discount of any")
  func channel() throws {
    let plain = Ledger(entries: [
      order("A", "2021-01-01", 10), order("A", "2021-01-01", 10, discount: 1), order("A", "2021-02-01", 10),
      order("B", "2021-01-01", 10), order("B", "2021-02-01", 10, discount: 5), order("C", "2021-01-01", 10),
    ])
    let orders = plain.orders
    func ledger(_ channels: [String], _ regions: [String]) -> Ledger {
      Ledger(
        name: "", currency: plain.currency, customers: plain.customers,
        orders: OrderTable(
          id: orders.id, day: orders.day, second: orders.second, status: orders.status, lineStart: orders.lineStart,
          gross: orders.gross, discount: orders.discount, refund: orders.refund,
          region: CategoryColumn(regions), channel: CategoryColumn(channels)),
        lines: plain.lines, products: plain.products, report: plain.report)
    }
    let shop = ledger(["", "web", "till", "till", "web", ""], ["Uri", "Bern", "", "Bern", "", "Bern"])
    let channels = Cohorts(shop, try question("2021-03-01", ("cohorts.by", "channel")))
    #expect(channels.cohorts.map(\.key) == ["=till", "=web", "unknown"])
    #expect(
      channels.cohorts.indices.map { shop.keys(channels.members(of: $0).map { Int($0) }) } == [["B"], ["A"], ["C"]])
    let regions = Cohorts(shop, try question("2021-03-01", ("cohorts.by", "region")))
    #expect(regions.cohorts.map(\.id) == ["Bern", "Uri"])
    #expect(regions.cohorts.map(\.customers) == [2, 1])
    let discounts = Cohorts(shop, try question("2021-03-01", ("cohorts.by", "discount")))
    #expect(discounts.cohorts.map(\.id) == ["with", "without"])
    #expect(
      discounts.cohorts.indices.map { shop.keys(discounts.members(of: $0).map { Int($0) }) } == [["A"], ["B", "C"]])
    let none = Cohorts(plain, try question("2021-03-01", ("cohorts.by", "channel")))
    #expect(none.cohorts.map(\.id) == ["unknown"] && none.notes.contains("the file knows no channel"))
  }

  @Test("Everybody's month of first purchase is a labelling of at most 254 classes")
  func labelling() throws {
    let ledger = Ledger(entries: [
      order("A", "2021-01-05", 1), order("B", "2021-03-31", 1), order("B", "2021-04-30", 1),
      looseRefund("C", "2021-01-05", 1),
    ])
    let labelling = Cohorts(ledger, try question("2021-05-01", ("cohorts.by", "discount"))).labelling
    #expect(labelling.id == "cohort" && labelling.labels.map(\.id) == ["2021-01", "2021-03"])
    #expect(labelling.counts == [1, 1] && labelling.label(of: ledger.position("C")) == nil)
    let start = day("1990-01-15")
    let old = Ledger(
      entries: (0..<300).map { LedgerEntry(customer: "K\($0)", day: start.adding(months: $0), gross: 5) })
    let many = Cohorts(old, Question(ledger: old)).labelling
    #expect(many.labels.count == 254 && many.labels[0].id == "until_1993-11" && many.counts[0] == 47)
    #expect(many.labels[253].id == "2014-12" && many.counts.reduce(0, +) == 300)
  }

  @Test("Ages of twenty years and more are one, and nothing is lost")
  func ancient() throws {
    let ledger = Ledger(entries: [
      order("A", "1899-12-30", 10), order("A", "2021-01-05", 7), order("B", "2021-01-01", 1),
    ])
    let cohorts = Cohorts(ledger, try question("2021-03-05"))
    #expect(cohorts.ages(of: 0) == 241 && cohorts.totalNet(of: 0) == 17)
    #expect(cohorts.matureAges(of: 0) == 240)
    #expect(ledger.keys(cohorts.active(in: 0, age: 240).map { Int($0) }) == ["A"])
  }

  @Test("Nobody has no cohorts")
  func nobody() {
    for ledger in [Ledger.empty, Ledger(entries: [looseRefund("A", "2021-01-01", 5)])] {
      let cohorts = Cohorts(ledger, Question(ledger: ledger))
      #expect(cohorts.cohorts.isEmpty && cohorts.count == 0 && cohorts.averages.isEmpty)
      #expect(cohorts.labelling.labels.isEmpty)
    }
  }
}
