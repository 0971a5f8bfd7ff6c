import Ledger
import Testing

@testable import Analytics

@Suite("What holds for every shop")
struct PropertyTests {
  static let seeds = Array(100..<140)

  @Test("The order of the rows does not matter", arguments: seeds)
  func order(_ seed: Int) {
    let entries = randomShop(seed: seed, hasCost: seed % 2 == 0)
    var chance = Chance(seed: seed + 7)
    let one = Ledger(entries: entries)
    let other = Ledger(entries: entries.shuffled(using: &chance))
    let question = Question(ledger: one)
    #expect(PurchaseFunnel(one, question).steps == PurchaseFunnel(other, question).steps)
    #expect(Lifecycle(one, question).stages == Lifecycle(other, question).stages)
    #expect(MoneyDeciles(one, question).rows == MoneyDeciles(other, question).rows)
    #expect(PurchaseDeciles(one, question).slices == PurchaseDeciles(other, question).slices)
    #expect(ChurnList(one, question).entries == ChurnList(other, question).entries)
  }

  @Test("Parts add up to wholes, to the minor unit", arguments: seeds)
  func balance(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    let question = Question(ledger: ledger, window: .all)
    let history = PurchaseHistory(ledger, question)
    let report = ledger.report
    let funnel = PurchaseFunnel(history, question)
    let deciles = MoneyDeciles(history, question)
    let slices = PurchaseDeciles(history, question)
    let cycle = Lifecycle(history, question)
    #expect(history.identifiedNet + history.unidentifiedNet == report.gross - report.discounts - report.refunds)
    #expect(history.unidentifiedNet == report.unidentifiedNet)
    #expect(funnel.totalNet + funnel.refundOnlyNet == history.identifiedNet)
    #expect(deciles.totalNet + deciles.refundOnlyNet == history.identifiedNet)
    #expect(deciles.rows.reduce(0) { $0 + $1.net } == deciles.totalNet)
    #expect(slices.slices.reduce(0) { $0 + $1.net } + slices.nonPositiveNet == deciles.totalNet)
    #expect(slices.slices.reduce(0) { $0 + $1.customers } + slices.nonPositive == deciles.customers)
    #expect(cycle.stages.reduce(0) { $0 + $1.net } == funnel.totalNet)
    #expect(cycle.stages.reduce(0) { $0 + $1.customers } == funnel.start)
    #expect(cycle.stages.reduce(0) { $0 + $1.oneTime } == funnel.steps[0].exactly)
    #expect(funnel.steps.reduce(0) { $0 + $1.exactly } == funnel.start)
    #expect(funnel.totalPurchases == history.count)
    #expect(ChurnState.allCases.reduce(0) { $0 + ChurnList(history, question).count($1) } == funnel.start)
  }

  @Test("The funnel never widens, and its nets are those of the people behind it", arguments: seeds)
  func funnel(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let funnel = PurchaseFunnel(history, question)
    for (step, next) in zip(funnel.steps, funnel.steps.dropFirst()) {
      #expect(step.reached >= next.reached)
      #expect(step.reached - next.reached == step.exactly)
    }
    for step in funnel.steps {
      #expect(funnel.customers(reaching: step.number).count == step.reached)
      #expect(funnel.customers(exactly: step.number).reduce(0) { $0 + history.netToDate[$1] } == step.net)
    }
  }

  @Test("Stages, deciles and states divide people: each is in one, or in none without a purchase", arguments: seeds)
  func partition(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    let question = Question(ledger: ledger, window: .all)
    let history = PurchaseHistory(ledger, question)
    let cycle = Lifecycle(history, question)
    let deciles = MoneyDeciles(history, question)
    let slices = PurchaseDeciles(history, question)
    let buyers = (0..<history.customers).filter { history.purchaseCount(of: $0) > 0 }
    #expect(Stage.allCases.flatMap { cycle.customers(in: $0) }.sorted() == buyers)
    #expect(deciles.rows.flatMap { deciles.customers(in: $0.decile) }.sorted() == buyers)
    let sliced = slices.slices.flatMap { slices.customers(in: $0.slice) }
    #expect(Set(sliced).count == sliced.count && sliced.count == buyers.count - slices.nonPositive)
    for decile in deciles.rows.map(\.decile) {
      for customer in deciles.customers(in: decile) { #expect(deciles.decile(of: customer) == decile) }
    }
    for (higher, lower) in zip(deciles.rows, deciles.rows.dropFirst()) { #expect(higher.minimum >= lower.minimum) }
  }

  @Test("As of an earlier day everything is as if later orders had not been made", arguments: seeds)
  func asOf(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let all = Ledger(entries: entries)
    guard let last = all.lastDay else { return }
    for back in [1, 30, 200] {
      let question = Question(asOf: last.adding(days: -back))
      let past = Ledger(entries: entries.filter { $0.day <= question.asOf })
      #expect(PurchaseFunnel(all, question).steps == PurchaseFunnel(past, question).steps)
      #expect(Lifecycle(all, question).stages == Lifecycle(past, question).stages)
      #expect(MoneyDeciles(all, question).rows == MoneyDeciles(past, question).rows)
      let (one, other) = (ChurnList(all, question), ChurnList(past, question))
      #expect(
        one.entries.map { all.customers.key[$0.customer] } == other.entries.map { past.customers.key[$0.customer] })
      #expect(one.entries.map(\.stake) == other.entries.map(\.stake))
      #expect(PurchaseHistory(all, question).count <= PurchaseHistory(all, Question(ledger: all)).count)
    }
  }

  @Test("As days go by without orders nobody gets younger", arguments: seeds)
  func ageing(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    guard let last = ledger.lastDay else { return }
    var churned = 0
    for ahead in stride(from: 0, through: 500, by: 50) {
      let cycle = Lifecycle(ledger, Question(asOf: last.adding(days: ahead)))
      #expect(cycle.stages[3].customers >= churned)
      churned = cycle.stages[3].customers
    }
    #expect(churned == Lifecycle(ledger, Question(ledger: ledger)).customers)
  }

  @Test("Sorting by digits is sorting", arguments: [0, 1, 2, 100, 5_000])
  func radix(_ count: Int) {
    var chance = Chance(seed: count)
    for bits in [1, 11, 12, 40, 63] {
      let amounts = (0..<count).map { _ in Int64.random(in: (-1 << (bits - 1))...(1 << (bits - 1)), using: &chance) }
      var items = amounts.enumerated().map {
        Ranking.Item(key: Ranking.fallingKey($0.element), row: UInt32($0.offset))
      }
      Ranking.sort(&items)
      #expect(items.map { amounts[Int($0.row)] } == amounts.sorted(by: >))
      #expect(items.map { Ranking.amount(ofFallingKey: $0.key) } == amounts.sorted(by: >))
      #expect(zip(items, items.dropFirst()).allSatisfy { $0.key < $1.key || $0.row < $1.row }, "ties keep their order")
    }
    var extremes = [Int64.min, 0, Int64.max, -1, 1].map { Ranking.Item(key: Ranking.fallingKey($0), row: 0) }
    Ranking.sort(&extremes)
    #expect(extremes.map { Ranking.amount(ofFallingKey: $0.key) } == [.max, 1, 0, -1, .min])
  }

  @Test("Ranking is comparing column by column, however large the amounts", arguments: [4, 20, 40, 62])
  func ranking(_ bits: Int) {
    var chance = Chance(seed: bits)
    let range = -(Int64(1) << bits)...(Int64(1) << bits)
    let few = (0..<9).map { _ in Int64.random(in: range, using: &chance) }
    let rows = Array(0..<400)
    let first = rows.map { _ in few.randomElement(using: &chance) ?? 0 }
    let second = rows.map { _ in few.randomElement(using: &chance) ?? 0 }
    let days = rows.map { _ in Int32.random(in: 18_000...18_003, using: &chance) }
    let names = TextColumn(rows.map { "K\($0 * 7_919 % 400)" })
    for second in [second, []] {
      let expected = rows.sorted { left, right in
        if first[left] != first[right] { return first[left] > first[right] }
        if !second.isEmpty, second[left] != second[right] { return second[left] > second[right] }
        if days[left] != days[right] { return days[left] > days[right] }
        return names[left].utf8.lexicographicallyPrecedes(names[right].utf8)
      }
      let ranked = Ranking.falling(
        by: first, then: second, lastDay: days, people: rows.map { UInt32($0) }, names: names)
      #expect(ranked.map(Int.init) == expected)
    }
  }
}
