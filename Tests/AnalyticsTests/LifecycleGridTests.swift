import Ledger
import Testing

@testable import Analytics

@Suite("Grid of stage, purchases and amount (B.4)")
struct LifecycleGridTests {
  @Test("Terciles share the better class, and nobody without a purchase in the window has an amount")
  func amounts() {
    let ledger = Ledger(entries: [
      order("A", "2024-12-01", 500), order("B", "2024-12-01", 300), order("C", "2024-12-01", 300),
      order("D", "2024-12-01", 300), order("E", "2024-12-01", 100), order("F", "2024-12-01", 50),
      order("old", "2023-12-02", 9_000), order("refund", "2024-12-01", 400),
      looseRefund("refund", "2024-12-05", 390),
    ])
    let grid = LifecycleGrid(ledger, Question(asOf: day("2024-12-31")))
    func amount(_ key: String) -> LifecycleGrid.Amount? {
      grid.cell(of: ledger.position(key)).map { grid.cells[$0].amount }
    }
    // Seven people: ranks 0, 1, 1, 1, 4, 5, 6, of which 3r/7 is 0, 0, 0, 0, 1, 2, 2.
    #expect(
      ["A", "B", "C", "D", "E", "F", "refund", "old"].map(amount) == [
        .high, .high, .high, .high, .middle, .low, .low, LifecycleGrid.Amount.none,
      ])
    #expect(grid.bounds.high == 300 && grid.bounds.middle == 100)
    #expect(grid.totalNet == 10_560)
    let once = grid.cells.filter { $0.purchases == 1 }
    #expect(once.reduce(0) { $0 + $1.customers } == 8)
  }

  @Test("The median of net per purchase is the middle one, or between the two in the middle")
  func medians() throws {
    let ledger = Ledger(entries: [
      order("A", "2024-12-01", 100), order("B", "2024-12-01", 103), order("C", "2024-12-01", 900),
      order("D", "2024-12-01", 950), order("E", "2024-12-01", 990), order("F", "2024-12-01", 1_000),
    ])
    let grid = LifecycleGrid(ledger, Question(asOf: day("2024-12-31")))
    let middle = try #require(grid.cell(of: ledger.position("C")))
    #expect(grid.medianAOV(middle) == 925)
    let low = try #require(grid.cell(of: ledger.position("A")))
    #expect(grid.medianAOV(low) == 102, "101.5 is rounded away from zero")
    #expect(grid.medianAOV(63) == nil)
  }

  @Test("The median without sorting is the median", arguments: 0..<40)
  func select(_ seed: Int) {
    var chance = Chance(seed: seed)
    let range: ClosedRange<Int64> = seed % 2 == 0 ? -5...5 : -9_000_000...9_000_000
    var amounts = (0..<Int.random(in: 1...300, using: &chance)).map { _ in Int64.random(in: range, using: &chance) }
    if seed % 5 == 0 { amounts.sort() }
    let sorted = amounts.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    let median = amounts.withUnsafeMutableBufferPointer { Median.of($0) }
    #expect(median == Money.rounded(low + high, 2))
  }

  @Test("Rows are the steps of the funnel, columns the stages, all is everybody", arguments: PropertyTests.seeds)
  func sums(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    guard let end = ledger.lastDay else { return }
    for asOf in [end, end.adding(days: -90)] {
      let question = Question(asOf: asOf)
      let history = PurchaseHistory(ledger, question)
      let cycle = Lifecycle(history, question)
      let funnel = PurchaseFunnel(history, question)
      let grid = LifecycleGrid(history, cycle, question)
      for stage in cycle.stages {
        let cells = grid.cells.filter { $0.stage == stage.stage }
        #expect(cells.reduce(0) { $0 + $1.customers } == stage.customers)
        #expect(cells.reduce(0) { $0 + $1.net } == stage.net)
      }
      for count in 1...4 {
        let cells = grid.cells.filter { $0.purchases == count }
        let steps = funnel.steps.filter { count < 4 ? $0.number == count : $0.number >= 4 }
        #expect(cells.reduce(0) { $0 + $1.customers } == steps.reduce(0) { $0 + $1.exactly })
        #expect(cells.reduce(0) { $0 + $1.net } == steps.reduce(0) { $0 + $1.net })
      }
      #expect(grid.customers == funnel.start && grid.totalNet == funnel.totalNet)
      #expect(grid.labelling.counts == grid.cells.map(\.customers))
      var chance = Chance(seed: seed)
      let other = LifecycleGrid(Ledger(entries: entries.shuffled(using: &chance)), question)
      #expect(other.cells == grid.cells)
    }
  }

  @Test("Each cell is that of the definition written plainly", arguments: PropertyTests.seeds)
  func plain(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    guard let asOf = ledger.lastDay else { return }
    let plain = PlainShop(entries, asOf: asOf)
    var question = Question(asOf: asOf)
    question.settings.grid.window = .days(120)
    let grid = LifecycleGrid(ledger, question)
    let start = asOf.adding(days: -120)
    let nets = plain.buyers(after: start).map { $0.net(after: start) }
    var members: [Int: [Double]] = [:]
    for person in plain.buyers(after: nil) {
      let days = person.sortedDays
      let stage = plain.stage(days[days.count - 1], asOf)
      var third = 3
      if !person.purchases(after: start).isEmpty {
        third = 3 * nets.filter { $0 > person.net(after: start) }.count / nets.count
      }
      let cell = stage.index * 16 + (min(4, days.count) - 1) * 4 + third
      #expect(grid.cell(of: ledger.position(person.key)) == cell)
      members[cell, default: []].append(Double(person.net(after: nil)) / Double(days.count))
    }
    for cell in 0..<64 {
      let sorted = members[cell, default: []].sorted()
      #expect(grid.cells[cell].customers == sorted.count)
      #expect(grid.customers(in: cell).count == sorted.count)
      guard !sorted.isEmpty else { continue }
      let middle = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      // Rounded once; a half that no Double holds exactly may fall on either side here.
      #expect(abs(Double(grid.medianAOV(cell) ?? -1) - middle) <= 0.5 + 1e-6)
    }
  }
}
