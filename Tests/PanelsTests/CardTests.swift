import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// The figures of a card against a plain computation, and against the rows that they open to.
@Suite struct CardTests {
  @Test("the figures are those of a plain count over the customer's orders", arguments: [1, 5, 9] as [UInt64])
  func figures(seed: UInt64) throws {
    let findings = Findings(Shops.random(seed: seed), Question(asOf: day("2024-03-01")))
    let ledger = findings.ledger
    let orders = ledger.orders
    var nets: [Int64] = []
    for customer in 0..<ledger.customers.count {
      nets.append(
        ledger.orders(of: customer).filter { orders.date($0) <= findings.question.asOf }
          .reduce(Int64(0)) { $0 + orders.net($1) })
    }
    for customer in stride(from: 0, to: ledger.customers.count, by: 3) {
      let card = Card(CustomerRecord(findings, customer: customer))
      let all = ledger.orders(of: customer).filter { orders.date($0) <= findings.question.asOf }
      let counting = all.filter { orders.status[$0] == 0 || orders.status[$0] == 3 }
      let bought = all.filter { orders.isPurchase($0) }
      let days = Set(bought.map { orders.day[$0] })
      let reduced = Set(bought.filter { orders.discount[$0] > 0 }.map { orders.day[$0] })
      var given: Int64 = 0
      var returned = 0
      for order in counting {
        for line in orders.lines(of: order) {
          given += ledger.lines.discount[line]
          if ledger.lines.refund[line] > 0 { returned += 1 }
        }
      }
      #expect(card.field("net")?.exact == .money(nets[customer]))
      #expect(card.field("orders")?.exact == .integer(all.count))
      #expect(card.field("purchases")?.exact == .integer(days.count))
      if !counting.isEmpty { #expect(card.field("returns")?.exact == .integer(returned)) }
      if let field = card.field("discounts") { #expect(field.exact == .money(given)) }
      if !all.isEmpty {
        let better = (0..<ledger.customers.count).filter { other in
          guard orders.date(ledger.orders(of: other).lowerBound) <= findings.question.asOf else { return false }
          return nets[other] > nets[customer]
            || nets[other] == nets[customer] && ledger.customers.key.precedes(other, customer)
        }
        #expect(card.field("rank")?.exact == .integer(better.count + 1))
      }
      guard !bought.isEmpty else { continue }
      let byDay = Dictionary(grouping: bought) { orders.day[$0] }
      let largest = byDay.values.map { $0.reduce(Int64(0)) { $0 + orders.net($1) } }.max() ?? 0
      let pieces = bought.flatMap { orders.lines(of: $0) }.reduce(0) { $0 + Int(ledger.lines.quantity[$1]) }
      #expect(card.field("largest_purchase")?.exact == .money(largest))
      #expect(card.field("pieces")?.exact == .integer(pieces))
      #expect(card.field("discounted_purchases")?.exact ?? .integer(0) == .integer(reduced.count))
      let lines = bought.flatMap { orders.lines(of: $0) }
      let whole = lines.reduce(Int64(0)) { $0 + ledger.lines.net($1) }
      let full = lines.filter { ledger.lines.discount[$0] == 0 }.reduce(Int64(0)) { $0 + ledger.lines.net($1) }
      if let field = card.field("full_price_share") { #expect(field.exact == .number(Double(full) / Double(whole))) }
      var sums: [String: Int64] = [:]
      for line in lines {
        sums[ledger.products.label(Int(ledger.lines.product[line])), default: 0] += ledger.lines.net(line)
      }
      let best = sums.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.first
      #expect(card.field("product_1")?.label == best?.key)
      #expect(card.field("product_1")?.exact == .money(best?.value ?? -1))
    }
  }

  @Test("every figure with rows opens to rows that add up to it", arguments: [2, 7] as [UInt64])
  func opening(seed: UInt64) {
    var settings = AnalyticsSettings()
    settings.assumedMargin = 40_00
    let ledger = Shops.random(seed: seed)
    let findings = Findings(ledger, Question(ledger: ledger, settings: settings))
    for customer in stride(from: 0, to: ledger.customers.count, by: 11) {
      CardRows.check(findings, customer: customer)
    }
  }

  @Test("margins that are assumed say so, and are those of the history")
  func assumedMargin() throws {
    var settings = AnalyticsSettings()
    settings.assumedMargin = 40_00
    let findings = Findings(Shops.small, Question(ledger: Shops.small, settings: settings))
    let card = try #require(CustomerSheet.make(findings, customer: 0).card)
    let field = try #require(card.field("margin"))
    #expect(field.exact == .money(220_00))
    #expect(field.remark == "assumed 40%")
    #expect(card.field("expected")?.remark == "margin, assumed 40%")
    let history = findings(PurchaseHistory.self)
    for customer in 0..<Shops.small.customers.count {
      let sum = Shops.small.orders(of: customer).reduce(Int64(0)) {
        $0 + (Shops.small.margin(of: $1, history.marginSource) ?? 0)
      }
      #expect(sum == history.marginToDate[customer])
    }
  }

  @Test("what is expected of everybody is what the list of people at risk says of those on it")
  func expectation() {
    let findings = Shops.findings(Shops.random(seed: 4))
    let list = findings(ChurnList.self)
    let history = findings(PurchaseHistory.self)
    #expect(list.entries.count > 20)
    for entry in list.entries {
      #expect(list.expected(of: entry.customer, in: history) == entry.expected)
      #expect(list.stake(of: entry.customer, in: history) == entry.stake)
      let rhythm = list.rhythm(of: entry.customer)
      #expect(rhythm.map { list.reason($0) } == list.reason(entry))
    }
    let onList = Set(list.entries.map(\.customer))
    for customer in 0..<history.customers where !onList.contains(customer) {
      #expect(list.stake(of: customer, in: history) == nil)
      #expect((list.expected(of: customer, in: history) == nil) == (history.purchaseCount(of: customer) == 0))
    }
  }

  @Test("the refunds of an order are found without looking through all")
  func refundPlaces() {
    let ledger = Shops.random(seed: 6)
    let places = RefundPlaces(ledger.refunds)
    #expect(ledger.refunds.count > 30)
    for order in 0..<ledger.orders.count {
      #expect(
        places.refunds(of: order) == ledger.refunds.order.indices.filter { Int(ledger.refunds.order[$0]) == order })
    }
  }

  @Test("stages at the ends of months are those of the life cycle as of those days")
  func stageHistory() {
    let ledger = Shops.random(seed: 8)
    let findings = Shops.findings(ledger)
    for customer in stride(from: 0, to: 60, by: 7) {
      let fields = CardFields(record: CustomerRecord(findings, customer: customer))
      for month in fields.stages {
        let end = min(month.month.adding(months: 1).adding(days: -1), findings.question.asOf)
        // The strip is of the purchases as they are known now: what was given back since was no purchase.
        let known = PurchaseHistory(findings(PurchaseHistory.self), ledger, asOf: end)
        let then = Lifecycle(known, Question(asOf: end))
        #expect(then.stage(of: customer) == month.stage)
      }
    }
  }

  @Test("somebody who bought at a discount only is told apart from one who paid full prices")
  func priceHabits() {
    var entries: [LedgerEntry] = []
    for person in 0..<8 {
      for month in 1...3 {
        let reduced = person == 0 || (person == 1 && month == 1)
        entries.append(
          LedgerEntry(
            customer: "p\(person)", day: day("2024-0\(month)-1\(person)"), gross: reduced ? 40_00 : 50_00,
            discount: reduced ? 10_00 : 0))
      }
    }
    entries.append(LedgerEntry(customer: "p9", day: day("2024-03-01"), gross: 10_00, discount: 5_00))
    let findings = Shops.findings(Ledger(entries: entries))
    let habits = (0..<9).map { CustomerRecord(findings, customer: $0).habit }
    #expect(habits == [.priceOnly, .mixed] + Array(repeating: .fullPrice, count: 6) + [.unknown])
    let words = CardFields(record: CustomerRecord(findings, customer: 0)).offer.map(\.text)
    #expect(words.contains { $0.hasPrefix("Price only: 100 % of purchases with a discount, 25 % off list value") })
    let full = CardFields(record: CustomerRecord(findings, customer: 4)).offer.map(\.text)
    #expect(full.contains("No discount: 100 % of what was bought was at full price."))
  }

  @Test("a product that is bought again and again is due after the median of its gaps")
  func replenishment() {
    let days = ["2024-01-01", "2024-01-31", "2024-03-01", "2024-04-10"]
    let entries =
      days.map { LedgerEntry(customer: "a", day: day($0), lines: [.init(product: "tea", gross: 10_00)]) }
      + [LedgerEntry(customer: "b", day: day("2024-05-04"), gross: 1_00)]
    let findings = Shops.findings(Ledger(entries: entries))
    let next = CustomerRecord(findings, customer: 0).replenishment
    #expect(next?.goods.name == "tea")
    #expect(next?.interval == 30)
    #expect(next?.due == day("2024-05-10"))
    let late = Findings(findings.ledger, Question(asOf: day("2024-07-09")))
    #expect(CustomerRecord(late, customer: 0).replenishment == nil)
  }
}
