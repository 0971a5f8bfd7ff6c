import Ledger
import Testing

@testable import Analytics

@Suite("The same purchases as of an earlier day")
struct AsOfTests {
  @Test("are those that a reading of the earlier orders alone gives", arguments: 300..<340)
  func sameAsFresh(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed, hasCost: seed % 2 == 0))
    let whole = PurchaseHistory(ledger, Question(ledger: ledger))
    var chance = Chance(seed: seed)
    for unit in [AnalyticsSettings.PurchaseUnit.day, .order] {
      var question = Question(ledger: ledger)
      question.settings.purchaseUnit = unit
      let all = unit == .day ? whole : PurchaseHistory(ledger, question)
      for _ in 0..<6 {
        question.asOf = (ledger.lastDay ?? day("2020-01-01")).adding(days: -Int.random(in: -3...400, using: &chance))
        let fresh = PurchaseHistory(ledger, question)
        // Two steps, as keys take them.
        let between = PurchaseHistory(all, ledger, asOf: max(question.asOf, question.asOf.adding(days: 20)))
        for shared in [
          PurchaseHistory(all, ledger, asOf: question.asOf), PurchaseHistory(between, ledger, asOf: question.asOf),
        ] {
          #expect(shared.asOf == fresh.asOf)
          #expect(shared.count == fresh.count)
          #expect(shared.netToDate == fresh.netToDate)
          #expect(shared.marginToDate == fresh.marginToDate)
          #expect(shared.adjustments == fresh.adjustments)
          #expect(shared.present == fresh.present)
          #expect(shared.firstDay == fresh.firstDay)
          #expect(shared.unidentifiedOrders == fresh.unidentifiedOrders)
          #expect(shared.unidentifiedNet == fresh.unidentifiedNet)
          for customer in 0..<fresh.customers {
            let left = shared.purchases(of: customer).map { [Int64(shared.day[$0]), shared.net[$0]] }
            let right = fresh.purchases(of: customer).map { [Int64(fresh.day[$0]), fresh.net[$0]] }
            #expect(left == right)
          }
          #expect(Lifecycle(shared, question).stages == Lifecycle(fresh, question).stages)
          #expect(MoneyDeciles(shared, question).rows == MoneyDeciles(fresh, question).rows)
          #expect(ChurnList(shared, question).entries == ChurnList(fresh, question).entries)
        }
      }
    }
  }

  @Test("leave people out as if they had never ordered, and know what that is", arguments: 340..<360)
  func leavingOut(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed, hasCost: true))
    let question = Question(ledger: ledger)
    let all = PurchaseHistory(ledger, question)
    let rest = PurchaseHistory(all, ledger, asOf: question.asOf) { $0 % 3 == 0 }
    let gone = (0..<all.customers).filter { $0 % 3 == 0 }
    #expect(rest.leftOut.customers == gone.count)
    #expect(rest.leftOut.net == gone.reduce(0) { $0 + all.netToDate[$1] })
    #expect(rest.identifiedNet + rest.leftOut.net == all.identifiedNet)
    #expect(rest.present + rest.leftOut.customers == all.present)
    for customer in gone {
      #expect(rest.purchases(of: customer).isEmpty)
      #expect(rest.netToDate[customer] == 0)
      #expect(rest.marginToDate[customer] == 0)
    }
    let kept = (0..<all.customers).filter { $0 % 3 != 0 }
    #expect(rest.count == kept.reduce(0) { $0 + all.purchaseCount(of: $1) })
    #expect(rest.adjustments == all.adjustments.filter { $0.customer % 3 != 0 })
  }

  @Test("An earlier day is a date or so long ago, and nothing else")
  func earlier() {
    let asOf = day("2024-03-31")
    #expect(Earlier("2024-01-05")?.day(before: asOf) == day("2024-01-05"))
    #expect(Earlier("1mo")?.day(before: asOf) == day("2024-02-29"))
    #expect(Earlier(" 30 d ")?.day(before: asOf) == day("2024-03-01"))
    #expect(Earlier("2025-01-01")?.day(before: asOf) == asOf)
    for wrong in ["", "all", "yesterday", "2024-02-30", "0d", "-3d"] { #expect(Earlier(wrong) == nil, "\(wrong)") }
    for text in ["2024-01-05", "1mo", "90d", "2y"] { #expect(Earlier(text)?.description == text) }
  }
}

@Suite("Two labellings over each other")
struct CrossTableTests {
  private let labels = [Labelling.Label("a", "A"), .init("b", "B"), .init("c", "C")]

  private func random(_ seed: Int, count: Int) -> Labelling {
    var chance = Chance(seed: seed)
    return Labelling(
      id: "x", title: "X", labels: labels,
      codes: (0..<count).map { _ in [0, 1, 2, Labelling.none].randomElement(using: &chance) ?? 0 })
  }

  @Test("Rows and columns add up to the classes, and the people are those counted", arguments: 0..<20)
  func sums(_ seed: Int) {
    let (left, right) = (random(seed, count: 200), random(seed + 1_000, count: 200))
    let net = (0..<200).map { Int64($0 * 7 - 300) }
    let table = CrossTable(from: left, to: right, net: net)
    #expect((0..<3).map { table.count(from: $0) } == left.counts)
    #expect((0..<3).map { table.count(to: $0) } == right.counts)
    var total = 0
    var same = 0
    for customer in 0..<200 where left.codes[customer] != Labelling.none || right.codes[customer] != Labelling.none {
      total += 1
      if left.codes[customer] == right.codes[customer] { same += 1 }
    }
    #expect(table.total == total)
    #expect(table.unchanged == same)
    for row in 0...3 {
      for column in 0...3 where row < 3 || column < 3 {
        let members = table.customers(from: row, to: column)
        #expect(members.count == table.people[row][column])
        #expect(members.reduce(0) { $0 + net[Int($1)] } == table.net[row][column])
      }
    }
    #expect(table.people[3][3] == 0)
  }

  @Test("Nobody moves where both are the same")
  func same() {
    let one = random(5, count: 100)
    let table = CrossTable(from: one, to: one, net: [Int64](repeating: 1, count: 100))
    #expect(table.unchanged == table.total)
    #expect(table.inBoth == table.total)
  }
}
