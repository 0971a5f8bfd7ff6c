import Analytics
import Ledger
import Testing

@testable import Panels

@Suite struct CustomerOrderTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func customersStandByNetThenKey(seed: UInt64) {
    var generator = Seeded(state: seed)
    // Few different nets, long common beginnings of keys: ties everywhere.
    let entries = (0..<400).map { number in
      LedgerEntry(
        customer: "customer-\(number * 7_919 % 400)-\(number % 3)", day: day("2024-01-01"),
        gross: Int64.random(in: 1...5, using: &generator) * 100)
    }
    let ledger = Ledger(entries: entries)
    let nets = (0..<ledger.customers.count).map { customer in
      ledger.orders(of: customer).reduce(Int64(0)) { $0 + ledger.orders.net($1) }
    }
    // Numbers that do not follow the keys, as in a file read in order of appearance.
    let ranking = CustomerRanking(ledger, netToDate: nets, asOf: day("2024-01-01"))
    let expected = (0..<ledger.customers.count).sorted { left, right in
      nets[left] == nets[right]
        ? ledger.customers.key.precedes(left, right) : nets[left] > nets[right]
    }
    #expect(ranking.order.map { Int($0) } == expected)
    for (place, customer) in ranking.order.enumerated() { #expect(Int(ranking.position[Int(customer)]) == place) }
  }

  @Test func netsTooFarApartForOneWordAreSortedAllTheSame() {
    let entries = [
      LedgerEntry(customer: "a", day: day("2024-01-01"), gross: 5),
      LedgerEntry(customer: "b", day: day("2024-01-01"), gross: 7),
      LedgerEntry(customer: "c", day: day("2024-01-01"), gross: 7),
    ]
    let ledger = Ledger(entries: entries)
    let ranking = CustomerRanking(
      ledger, netToDate: [Int64.min / 2 - 9, Int64.max / 2 + 9, 0], asOf: day("2024-01-01"))
    #expect(ranking.order == [1, 2, 0])
  }

  @Test func whoComesAfterTheAsOfDayIsNotThereYet() {
    let ledger = Ledger(entries: [
      LedgerEntry(customer: "early", day: day("2024-01-01"), gross: 5),
      LedgerEntry(customer: "late", day: day("2024-02-01"), gross: 7),
    ])
    let findings = Findings(ledger, Question(asOf: day("2024-01-31")))
    let sheet = Panel.customers.sheet(findings)
    #expect(sheet.customers == 1)
    #expect(sheet.table.key(of: 0) == "early")
    #expect(CustomersSheet.make(findings, title: "Both", members: [0, 1] as [Int]).table.rowCount == 1)
  }

  @Test func someCustomersKeepTheOrderOfAll() {
    let findings = Shops.findings(Shops.random(seed: 3))
    let everybody = Panel.customers.sheet(findings).table
    let members = (0..<Shops.random(seed: 3).customers.count).filter { $0 % 3 == 0 }
    let some = CustomersSheet.make(findings, title: "Some", members: members.map { Int32($0) }).table
    #expect(some.rowCount == members.count)
    let keys = (0..<everybody.rowCount).map { everybody.key(of: $0) }
    let places = (0..<some.rowCount).compactMap { keys.firstIndex(of: some.key(of: $0)) }
    #expect(places == places.sorted())
    #expect(places.count == members.count)
  }

  @Test func aRowIsFoundByItsKey() {
    let table = Panel.customers.sheet(Shops.findings(Shops.random(seed: 2))).table
    for row in 0..<table.rowCount { #expect(table.row(for: table.key(of: row)) == row) }
    #expect(table.row(for: "nobody") == nil)
  }

  @Test("Who is among the first is so without the order of all", arguments: [1, 2, 3, 4] as [UInt64])
  func beginnings(seed: UInt64) {
    let ledger = Shops.random(seed: seed)
    let whole = Question(ledger: ledger)
    // Days back, so that some customers are not there yet and count among the nets as a zero.
    for back in [0, 90, 200, 330] {
      let findings = Findings(ledger, Question(asOf: whole.asOf.adding(days: -back)))
      let ranking = findings(CustomerRanking.self)
      let net = findings(PurchaseHistory.self).netToDate
      #expect(ranking.count == ranking.order.count)
      guard ranking.count > 0 else { continue }
      let numbers = [1, (ranking.count + 9) / 10, (ranking.count + 1) / 2, ranking.count]
      for (number, beginning) in zip(numbers, ranking.beginnings(numbers)) {
        let members = ranking.order.filter { beginning.holds(Int($0), net: net[Int($0)]) }
        #expect(members == Array(ranking.order.prefix(number)))
      }
    }
  }

  @Test("Refunds below zero and equal nets stand where the order has them")
  func beginningsOfTies() {
    let ledger = Ledger(
      entries: (0..<30).map { number in
        LedgerEntry(customer: "c\(number * 7 % 30)", day: day(number < 20 ? "2024-01-01" : "2024-06-01"), gross: 100)
      })
    let nets = (0..<30).map { customer in
      let first = ledger.orders.day[Int(ledger.customers.orderStart[customer])]
      return first < day("2024-06-01").rawValue ? Int64(customer % 3 - 1) * 100 : 0
    }
    let ranking = CustomerRanking(ledger, netToDate: nets, asOf: day("2024-02-01"))
    #expect(ranking.count == 20)
    for number in 1...20 {
      let beginning = ranking.beginnings([number])[0]
      let members = ranking.order.filter { beginning.holds(Int($0), net: nets[Int($0)]) }
      #expect(members == Array(ranking.order.prefix(number)))
    }
  }

  @Test("Everybody's sums are those of the rows", arguments: [1, 2, 3] as [UInt64])
  func everybodysSums(seed: UInt64) {
    let ledger = Shops.random(seed: seed)
    for back in [0, 120] {
      let findings = Findings(ledger, Question(asOf: Question(ledger: ledger).asOf.adding(days: -back)))
      let order = findings(CustomerRanking.self).order
      let all = Panel.customers.sheet(findings).table
      let same = CustomersSheet.make(findings, title: "Customers", members: order).table
      #expect(all.rowCount == same.rowCount && all.totals == same.totals)
    }
  }
}
