import Ledger
import Testing

@testable import Analytics

@Suite("The module agrees with the definitions written plainly, on random shops")
struct ReferenceComparisonTests {
  static let cases = (0..<60).map { seed in (seed, seed % 3 == 0) }

  /// A random shop, its ledger, its plain twin, and an as-of day that is sometimes in the middle.
  func shop(_ seed: Int, _ hasCost: Bool) -> (Ledger, PlainShop, Question) {
    let entries = randomShop(seed: seed, hasCost: hasCost)
    let ledger = Ledger(entries: entries)
    let shift = seed % 4 == 1 ? -100 : seed % 4 == 2 ? 45 : 0
    let asOf = (ledger.lastDay ?? Day(rawValue: 0)).adding(days: shift)
    return (ledger, PlainShop(entries, asOf: asOf), Question(asOf: asOf))
  }

  @Test("Funnel", arguments: cases)
  func funnel(_ seed: Int, _ hasCost: Bool) {
    var (ledger, plain, question) = shop(seed, hasCost)
    for window in [Window.all, .days(90), .months(3)] {
      question.window = window
      let start = window.start(asOf: question.asOf)
      let funnel = PurchaseFunnel(ledger, question)
      let buyers = plain.buyers(after: start)
      #expect(funnel.maturityDays == plain.maturity())
      for step in funnel.steps {
        let k = step.number
        let counts = buyers.map { ($0, $0.purchases(after: start)) }
        let exactly = counts.filter { k < 5 ? $0.1.count == k : $0.1.count >= 5 }
        #expect(step.reached == counts.filter { $0.1.count >= k }.count)
        #expect(step.exactly == exactly.count)
        #expect(step.net == exactly.reduce(0) { $0 + $1.0.net(after: start) })
        #expect(step.purchases == exactly.reduce(0) { $0 + $1.1.count })
        if step.purchases > 0 {
          #expect(step.aov == Int64((Double(step.net) / Double(step.purchases)).rounded()))
        }
        let old = counts.filter { $0.1.count >= k && question.asOf - $0.1[k - 1] > funnel.maturityDays }
        #expect(step.maturedBase == old.count)
        if !old.isEmpty {
          #expect(step.maturedRate == Double(old.filter { $0.1.count > k }.count) / Double(old.count))
        }
        #expect(ledger.keys(funnel.customers(exactly: k)) == exactly.map(\.0.key))
      }
    }
  }

  @Test("Life cycle and migration", arguments: cases)
  func lifecycle(_ seed: Int, _ hasCost: Bool) {
    let (ledger, plain, question) = shop(seed, hasCost)
    let cycle = Lifecycle(ledger, question)
    let before = question.asOf.adding(months: -1)
    let buyers = plain.buyers(after: nil)
    for row in cycle.stages {
      let people = buyers.filter { plain.stage($0.sortedDays[$0.days.count - 1], question.asOf) == row.stage }
      #expect(row.customers == people.count)
      #expect(row.net == people.reduce(0) { $0 + $1.net(after: nil) })
      #expect(row.oneTime == people.filter { $0.days.count == 1 }.count)
      #expect(ledger.keys(cycle.customers(in: row.stage)) == people.map(\.key))
      var was: [Stage?: Int] = [:]
      for person in people {
        let earlier = person.sortedDays.last { $0 <= before }
        was[earlier.map { plain.stage($0, before) }, default: 0] += 1
      }
      for from in [nil, .active, .silent, .sleeping, .churned] as [Stage?] {
        #expect(cycle.migrated(from: from, to: row.stage) == was[from, default: 0])
      }
      let then = buyers.filter { person in
        person.sortedDays.last { $0 <= before }.map { plain.stage($0, before) } == row.stage
      }
      #expect(row.change == people.count - then.count)
    }
  }

  @Test("Money deciles, purchase deciles and the Pareto line", arguments: cases)
  func deciles(_ seed: Int, _ hasCost: Bool) {
    var (ledger, plain, question) = shop(seed, hasCost)
    for window in [Window.all, .days(60)] {
      question.window = window
      let start = window.start(asOf: question.asOf)
      let ranked = plain.ranked(after: start, hasCost: ledger.lines.hasCost)
      let nets = ranked.map { $0.net(after: start) }
      let total = nets.reduce(0, +)
      let deciles = MoneyDeciles(ledger, question)
      #expect(deciles.rows.flatMap { ledger.keys(deciles.customers(in: $0.decile)) } == ranked.map(\.key))
      #expect(deciles.totalNet == total)
      #expect(deciles.nonPositive == nets.filter { $0 <= 0 }.count)
      for row in deciles.rows {
        let (from, to) = (
          ranked.count < 10 ? row.decile - 1 : (row.decile - 1) * ranked.count / 10,
          ranked.count < 10 ? row.decile : row.decile * ranked.count / 10
        )
        #expect(row.net == nets[from..<to].reduce(0, +))
        #expect(row.minimum == nets[from..<to].min())
        #expect(
          row.margin == (ledger.lines.hasCost ? ranked[from..<to].reduce(0) { $0 + $1.margin(after: start) } : nil))
        #expect(row.tieAtBorder == (to < nets.count && nets[to] == nets[to - 1]))
      }
      if total > 0 {
        var sum: Int64 = 0
        #expect(
          deciles.customersFor80
            == (nets.firstIndex {
              sum += $0; return Double(sum) >= 0.8 * Double(total)
            } ?? -2) + 1)
        let floor = nets.map { max(0, Double($0)) }
        let differences = floor.reduce(0) { outer, one in outer + floor.reduce(0) { $0 + abs(one - $1) } }
        let mean = floor.reduce(0, +) / Double(floor.count)
        #expect(abs((deciles.gini ?? -1) - differences / (2 * Double(floor.count * floor.count) * mean)) < 1e-9)
      }
      #expect(Pareto(ledger, question).gini == deciles.gini)
      let slices = PurchaseDeciles(ledger, question)
      let positive = nets.filter { $0 > 0 }.reduce(0, +)
      #expect(slices.total == positive)
      var groups: [Int: [String]] = [:]
      var cumulative: Int64 = 0
      for (person, net) in zip(ranked, nets) where net > 0 {
        groups[Int(10 * cumulative / positive) + 1, default: []].append(person.key)
        cumulative += net
      }
      for row in slices.slices {
        #expect(ledger.keys(slices.customers(in: row.slice)) == groups[row.slice, default: []])
      }
    }
  }

  @Test("Churn list", arguments: cases.prefix(24))
  func churn(_ seed: Int, _ hasCost: Bool) throws {
    let (ledger, plain, question) = shop(seed, hasCost)
    let churn = ChurnList(ledger, question)
    let listed = Dictionary(uniqueKeysWithValues: churn.entries.map { (ledger.customers.key[$0.customer], $0) })
    #expect(abs(churn.rhythm.interval - plain.pool) < 1e-9)
    var due = 0
    let buyers = plain.buyers(after: nil)
    let gaps = buyers.reduce(0) { $0 + $1.gaps.count }
    let observed = buyers.reduce(0) { $0 + (question.asOf - $1.sortedDays[0]) }
    let averageGap = gaps > 0 ? Double(observed) / Double(gaps) : nil
    for person in buyers {
      let rhythm = try #require(churn.rhythm(of: ledger.position(person.key)))
      let days = person.sortedDays
      let silent = question.asOf - days[days.count - 1]
      let interval = plain.interval(person)
      let ratio = Double(silent) / interval
      let probability = plain.probability(person)
      #expect(rhythm.daysSince == silent && rhythm.purchases == days.count)
      #expect(abs(rhythm.interval - interval) < 1e-9)
      #expect((rhythm.pReturn == nil) == (probability == nil))
      #expect(abs((rhythm.pReturn ?? 0) - (probability ?? 0)) < 1e-9)
      #expect((rhythm.pReturn ?? 0) < 1)
      // Ratios that are a border up to rounding may fall on either side here; they have a test of their own.
      guard ![1, 1.5, 3].contains(where: { abs($0 - ratio) < 1e-9 }) else {
        due += listed[person.key] == nil ? 0 : 1
        continue
      }
      var state: ChurnState = ratio < 1 ? .onTime : ratio < 1.5 ? .due : ratio < 3 ? .atRisk : .lost
      if silent < 7, state == .atRisk || state == .lost { state = .due }
      #expect(rhythm.state == state)
      let entry = listed[person.key]
      #expect((entry != nil) == (state == .due || state == .atRisk))
      due += entry == nil ? 0 : 1
      guard let entry else { continue }
      let value = Double(ledger.lines.hasCost ? person.margin(after: nil) : person.net(after: nil))
      let purchases = averageGap.map { 365 * Double(days.count) / (Double(question.asOf - days[0]) + $0) } ?? 0
      let expected = max(0, purchases * value / Double(days.count))
      #expect(abs(Double(entry.expected ?? -9) - expected) <= 0.5001)
      #expect(entry.massEventsOnly == (probability.map { $0 < 0.02 } ?? false))
      if let probability { #expect(abs(Double(entry.stake ?? -9) - expected * (1 - probability)) <= 0.5001) }
    }
    #expect(churn.entries.count == due)
  }
}
