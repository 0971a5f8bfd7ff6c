import Glibc
import Ledger
import Testing

@testable import Analytics

@Suite("Customer value in five dimensions")
struct CustomerValueTests {
  let asOf = day("2024-06-30")

  func value(_ ledger: Ledger, _ settings: [(String, String)] = []) throws -> CustomerValue {
    var question = Question(asOf: asOf)
    for (key, text) in settings { #expect(try question.settings.set(key, text)) }
    return CustomerValue(ledger, question)
  }

  @Test("Mid-rank percentiles: half of the equal count, those without a value stand apart")
  func midRanks() {
    #expect(MidRanks.percentiles([1, 2, 2, 3]) == [1_250, 5_000, 5_000, 8_750])
    #expect(MidRanks.percentiles([-1, .nan, 0, -0.0]) == [1_667, MidRanks.none, 6_667, 6_667])
    #expect(MidRanks.percentiles([]) == [])
    #expect(MidRanks.percentiles([.nan]) == [MidRanks.none])
    #expect(MidRanks.percentiles((0..<4_096).map { Float($0) }).last == UInt16((4_095.5 / 4_096 * 10_000).rounded()))
  }

  @Test("Current is the percentile of net in 365 days, and nothing bought is 0")
  func current() throws {
    let ledger = Ledger(entries: [
      order("A", "2024-06-01", 5_000), order("B", "2024-06-01", 1_000), order("C", "2023-06-01", 9_000),
      order("D", "2024-05-01", 1_000),
    ])
    let value = try self.value(ledger)
    let current = ["A", "B", "C", "D"].map { value.dimension(.current, of: ledger.position($0)) }
    #expect(current == [87.5, 50, 12.5, 50])
    #expect(value.medians[0] == 50)
    #expect(value.valuedBy == .net)
  }

  @Test("Credit is what stayed paid and kept, shrunk to the shop by three orders; it is missing where all did")
  func credit() throws {
    let good = [order("A", "2024-06-01", 1_000), order("B", "2024-06-01", 1_000)]
    #expect(try value(Ledger(entries: good)).dimension(.credit, of: 0) == nil)
    #expect(try value(Ledger(entries: good)).known(of: 0) == 2, "current and loyalty: nobody came back, no products")
    let bad = [
      order("A", "2024-05-01", 1_000, refund: 500),
      LedgerEntry(customer: "A", day: day("2024-05-02"), status: .cancelled, lines: [.init(gross: 700)]),
      LedgerEntry(customer: "A", day: day("2024-05-03"), status: .valid, lines: [.init(gross: 0)]),
      looseRefund("A", "2024-05-04", 200),
      LedgerEntry(customer: "B", day: day("2024-07-03"), status: .unpaid, lines: [.init(gross: 700)]),
    ]
    let ledger = Ledger(entries: good + bad)
    let value = try self.value(ledger)
    // Four orders with a value by 30 June: A's 0, 0.5 and 1, B's 0.
    #expect(value.meanBad == 0.375)
    #expect(value.dimension(.credit, of: ledger.position("A")) == 56.25)  // 1 − (1.5 + 3 · 0.375) ÷ 6
    #expect(value.dimension(.credit, of: ledger.position("B")) == 71.88)  // 1 − (0 + 3 · 0.375) ÷ 4
  }

  @Test("Loyalty is the mean of percentiles: purchases, tenure, months, full price")
  func loyalty() throws {
    let ledger = Ledger(entries: [
      order("A", "2024-01-31", 1_000), order("A", "2024-02-01", 1_000), order("A", "2024-06-01", 1_000, discount: 100),
      order("B", "2024-06-02", 1_000),
    ])
    let value = try self.value(ledger)
    // A is above B in purchases and days, below in months (3 of 6 against 1 of 1) and full price.
    #expect(value.dimension(.loyalty, of: ledger.position("A")) == 50)
    #expect(value.dimension(.loyalty, of: ledger.position("B")) == 50)
    let plain = Ledger(entries: [
      order("A", "2024-01-31", 1_000), order("A", "2024-06-01", 1_000), order("B", "2024-06-02", 1_000),
    ])
    // Without any discount three percentiles remain: 75, 75, 25.
    #expect(try self.value(plain).dimension(.loyalty, of: plain.position("A")) == 58.33)
  }

  @Test("Growth compares 180 days with the 180 before; the young are measured by breadth among each other")
  func growth() throws {
    func bought(_ who: String, _ date: String, _ products: [String]) -> LedgerEntry {
      LedgerEntry(customer: who, day: day(date), lines: products.map { .init(product: $0, gross: 1_000) })
    }
    let ledger = Ledger(entries: [
      bought("up", "2023-07-10", ["a"]), bought("up", "2024-06-01", ["a", "b"]), bought("up", "2023-01-01", ["a"]),
      bought("down", "2023-07-10", ["a", "b"]), bought("down", "2024-06-01", ["a"]),
      bought("down", "2023-01-01", ["a"]),
      bought("even", "2023-01-01", ["a"]),
      bought("wide", "2024-06-01", ["a", "b", "c", "a"]), bought("narrow", "2024-06-01", ["a"]),
      bought("narrow", "2024-06-02", ["a"]),
      LedgerEntry(
        customer: "narrow", day: day("2024-06-03"), status: .cancelled, lines: [.init(product: "z", gross: 9)]),
    ])
    let value = try self.value(ledger)
    let names = ["up", "even", "down", "wide", "narrow"]
    let growth = names.map { value.dimension(.growth, of: ledger.position($0)) }
    #expect(growth == [83.33, 50, 16.67, 75, 25])
    #expect(value.breadthOf == "products")
  }

  @Test("A missing dimension leaves its weight to the others")
  func weights() throws {
    let ledger = Ledger(entries: [
      order("A", "2024-06-01", 5_000), order("A", "2024-06-20", 1_000), order("B", "2024-06-01", 1_000),
    ])
    let value = try self.value(ledger, [("value.weights", "3,0,90,1,0")])
    let a = ledger.position("A")
    #expect(value.dimension(.credit, of: a) == nil)
    let current = try #require(value.dimension(.current, of: a))
    let loyalty = try #require(value.dimension(.loyalty, of: a))
    let hundredths: Double = (75 * current + 25 * loyalty).rounded()
    let expected = hundredths / 100
    #expect(value.score(of: a) == expected)
    #expect(try self.value(ledger, [("value.weights", "0,0,1,0,0")]).score(of: a) == nil)
  }

  @Test("The simple way: so much spent, or so often bought")
  func simple() throws {
    let ledger = Ledger(
      entries: [order("A", "2024-06-01", 100_000), order("C", "2024-06-01", 99_999)]
        + orders("B", from: "2024-06-01", after: [0, 1, 2], 100), currency: Currency(code: "EUR"))
    let off = try value(ledger)
    #expect(off.isSimplyValuable(0) == nil)
    let value = try self.value(ledger, [("value.simple", "1000,3")])
    #expect(["A", "B", "C"].map { value.isSimplyValuable(ledger.position($0)) } == [true, true, false])
  }

  @Test("Nobody, and people with refunds alone, have no score")
  func nobody() throws {
    #expect(try value(.empty).customers == 0)
    let ledger = Ledger(entries: [looseRefund("A", "2024-06-01", 500)])
    let value = try self.value(ledger)
    #expect(value.score(of: 0) == nil && value.grade(of: 0) == nil && value.customers == 0)
    #expect(value.gradeRows.allSatisfy { $0.customers == 0 && $0.lowest == nil })
  }

  @Test("Percentiles, score and grade are those of the plain reading, on random shops", arguments: Array(0..<40))
  func reference(_ seed: Int) {
    let entries = randomShop(seed: seed, hasCost: seed % 4 == 0)
    let ledger = Ledger(entries: entries)
    let asOf = (ledger.lastDay ?? Day(rawValue: 0)).adding(days: seed % 3 == 1 ? -60 : 0)
    let plain = PlainShop(entries, asOf: asOf)
    let value = CustomerValue(ledger, Question(asOf: asOf))
    let people = plain.buyers(after: nil)
    #expect(value.customers == people.count)
    func percentile(_ values: [Double], _ own: Double) -> Double {
      let below = values.count { $0 < own }
      let equal = values.count { $0 == own }
      return 100 * (Double(below) + Double(equal) / 2) / Double(values.count)
    }
    let hasCost = ledger.lines.hasCost
    func amount(_ person: PlainShop.Person) -> Double {
      let start = asOf.adding(days: -365)
      if person.purchases(after: start).isEmpty { return 0 }
      return Double(hasCost ? person.margin(after: start) : person.net(after: start))
    }
    let amounts = people.map(amount)
    let counts = people.map { Double($0.days.count) }
    let scores = people.compactMap { value.score(of: ledger.position($0.key)) }
    #expect(scores.count == people.count)
    for person in people {
      let customer = ledger.position(person.key)
      let current = value.dimension(.current, of: customer) ?? -1
      #expect(abs(current - percentile(amounts, amount(person))) < 0.006)
      // Purchases alone, where everything else of loyalty is taken away, are exact.
      let habits = LoyaltyValue.purchases(PurchaseHistory(ledger, Question(asOf: asOf)))
      #expect(abs(Double(habits[customer]) / 100 - percentile(counts, Double(person.days.count))) < 0.006)
      let own = value.score(of: customer) ?? -1
      let better = scores.count { $0 > own }
      #expect(value.grade(of: customer) == CustomerValue.grades[5 * better / people.count])
      var sum = 0.0
      var weights = 0.0
      for (dimension, weight) in zip(value.dimensions(of: customer), [30.0, 25, 15, 20, 10]) {
        guard let dimension else { continue }
        #expect(dimension >= 0 && dimension <= 100)
        sum += dimension * weight
        weights += weight
      }
      #expect(abs(own - sum / weights) < 0.006)
    }
    #expect(value.gradeRows.reduce(0) { $0 + $1.customers } == people.count)
  }

  @Test("Future is expected value × chance within a year, on random shops", arguments: Array(40..<60))
  func future(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let churn = ChurnList(history, question)
    let plain = PlainShop(entries, asOf: question.asOf)
    let amounts = FutureValue.amounts(history, churn)
    for person in plain.buyers(after: nil) {
      let customer = ledger.position(person.key)
      guard churn.averageGap != nil else {
        #expect(amounts[customer].isNaN)
        continue
      }
      let silent = question.asOf - person.sortedDays[person.days.count - 1]
      var band = (plain.events[min(person.days.count, 4) - 1], plain.censored[min(person.days.count, 4) - 1])
      if (band.0 + band.1).count(where: { $0 > silent }) < 30 {
        band = (plain.events.flatMap { $0 }, plain.censored.flatMap { $0 })
      }
      let chance = KaplanMeier(events: band.0, censored: band.1).observedProbability(after: silent, within: 365)
      guard let chance, let expected = churn.expected(of: customer, in: history) else {
        #expect(amounts[customer].isNaN)
        continue
      }
      #expect(
        abs(Double(amounts[customer]) - Double(expected) * chance) <= 1e-9 * Double(expected) + 0.5001,
        "not rounded before the chance")
    }
  }

  @Test("The order of the rows does not matter, and the list holds everybody by falling score", arguments: 160..<175)
  func rowOrder(_ seed: Int) {
    let entries = randomShop(seed: seed)
    var chance = Chance(seed: seed)
    let one = Ledger(entries: entries)
    let other = Ledger(entries: entries.shuffled(using: &chance))
    let question = Question(ledger: one)
    let (left, right) = (CustomerValue(one, question), CustomerValue(other, question))
    #expect(left.gradeRows == right.gradeRows && left.medians == right.medians)
    for customer in 0..<one.customers.count {
      #expect(left.score(of: customer) == right.score(of: other.position(one.customers.key[customer])))
    }
    let sorted = left.sorted((0..<Int32(one.customers.count)).map { $0 })
    #expect(sorted.count == left.customers)
    for (better, worse) in zip(sorted, sorted.dropFirst()) {
      let (a, b) = (left.score(of: Int(better)) ?? -1, left.score(of: Int(worse)) ?? -1)
      #expect(a > b || a == b && better < worse)
    }
  }
}

@Suite("Amounts counted by size")
struct AmountTableTests {
  @Test("Ranks are those of the sorted amounts, below zero, at zero and far beyond one place each", arguments: 0..<6)
  func ranks(_ seed: Int) {
    var state = UInt64(seed) &+ 5
    let amounts = (0..<400).map { _ -> Int64 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let size = Int64(1) << Int64((state >> 40) % (seed == 5 ? 62 : 24))
      return Int64(bitPattern: state >> 1) % size - (seed % 2 == 0 ? 0 : 300)
    }
    let table = AmountTable(amounts)
    let sorted = amounts.sorted()
    #expect((0..<400).map { table.amount(at: $0) } == sorted)
    let places = sorted.map { AmountTable.place($0) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(AmountTable.place(.max) < AmountTable.places && AmountTable([]).amount(at: 0) == 0)
  }

  @Test("Current is exact where large amounts share a place, and where more was refunded than paid")
  func current() {
    let asOf = day("2024-06-30")
    var entries: [LedgerEntry] = []
    // 100,000 to 100,005 share a place of the table, and people beyond count as zero.
    for index in 0..<60 {
      entries.append(order("P\(index)", "2024-06-01", 100_000 + Int64(index % 6)))
    }
    for index in 0..<7 {
      entries.append(order("N\(index)", "2024-06-01", 1_000))
      entries.append(looseRefund("N\(index)", "2024-06-02", 2_000 + Int64(index / 2)))
    }
    entries += (0..<5).map { order("Z\($0)", "2022-01-01", 5_000) }
    let ledger = Ledger(entries: entries)
    let value = CustomerValue(ledger, Question(asOf: asOf))
    func amount(_ key: String) -> Int {
      let index = Int(key.dropFirst()) ?? 0
      return key.hasPrefix("P") ? 100_000 + index % 6 : key.hasPrefix("N") ? -1_000 - index / 2 : 0
    }
    let keys = (0..<60).map { "P\($0)" } + (0..<7).map { "N\($0)" } + (0..<5).map { "Z\($0)" }
    for key in keys {
      let below = keys.count { amount($0) < amount(key) }
      let equal = keys.count { amount($0) == amount(key) }
      let hundredths = ((Double(below) + Double(equal) / 2) * (10_000 / 72.0)).rounded()
      #expect(value.dimension(.current, of: ledger.position(key)) == hundredths / 100)
    }
  }

  @Test("A day in the past gives the values that a ledger of that day gives", arguments: Array(0..<30))
  func past(_ seed: Int) {
    let entries = randomShop(seed: seed, hasCost: seed % 4 == 0)
    let ledger = Ledger(entries: entries)
    let last = ledger.lastDay ?? Day(rawValue: 0)
    let all = PurchaseHistory(ledger, Question(asOf: last))
    for back in [0, 1, 45, 200] {
      let question = Question(asOf: last.adding(days: -back))
      let moved = PurchaseHistory(all, ledger, asOf: question.asOf)
      let value = CustomerValue(moved, ledger, ChurnList(moved, question), question)
      let fresh = CustomerValue(Ledger(entries: entries.filter { $0.day <= question.asOf }), question)
      #expect(value.customers == fresh.customers && value.meanBad == fresh.meanBad)
      #expect(value.medians == fresh.medians && value.gradeRows == fresh.gradeRows)
    }
  }
}
