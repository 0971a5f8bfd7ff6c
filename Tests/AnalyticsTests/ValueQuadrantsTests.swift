import Ledger
import SharedDataSets
import Testing

@testable import Analytics

@Suite("Value quadrants")
struct ValueQuadrantsTests {
  /// Four people, as of 2024-06-30; nets 90.00, 60.00, 30.00, 20.00 with 1, 4, 3, 1 purchases: means 50.00 and 2.25.
  static let ledger = Ledger(
    entries: orders("ann", from: "2024-06-30", after: [0], 9_000)
      + orders("bob", from: "2024-05-01", after: [0, 1, 2, 3], 1_500)
      + orders("cat", from: "2024-05-01", after: [0, 9, 19], 1_000)
      + orders("dan", from: "2024-05-01", after: [0], 2_000) + orders("old", from: "2022-01-01", after: [0], 99_900))
  let question = Question(asOf: day("2024-06-30"))

  func quadrants(_ cut: String) throws -> ValueQuadrants {
    var question = question
    #expect(try question.settings.set("quadrants.cut", cut))
    return ValueQuadrants(ValueQuadrantsTests.ledger, question)
  }

  func members(_ quadrants: ValueQuadrants) -> [[String]] {
    Quadrant.allCases.map { field in
      ValueQuadrantsTests.ledger.keys(quadrants.customers(in: field).map { Int($0) })
    }
  }

  @Test("Means part the four, and who bought before the window is beside them")
  func means() throws {
    let quadrants = try quadrants("mean")
    #expect(quadrants.netCut == 5_000)
    #expect(quadrants.purchaseCut == 3)
    #expect(members(quadrants) == [["bob"], ["ann"], ["cat"], ["dan"]])
    #expect(quadrants.rows.map(\.net) == [6_000, 9_000, 3_000, 2_000])
    #expect(quadrants.rows.map(\.purchases) == [4, 1, 3, 1])
    #expect(quadrants.rows.map(\.share) == [0.25, 0.25, 0.25, 0.25])
    #expect(quadrants.rows.map(\.mean) == [6_000, 9_000, 3_000, 2_000])
    #expect(quadrants.withoutPurchase == 1)
    #expect(quadrants.quadrant(of: ValueQuadrantsTests.ledger.position("old")) == nil)
  }

  @Test("Medians lie between the two middle people, percentiles on one of them, own values are as they are")
  func cuts() throws {
    let median = try quadrants("median")
    #expect(median.netCut == 4_500)
    #expect(median.purchaseCut == 2)
    #expect(members(median) == [["bob"], ["ann"], ["cat"], ["dan"]])
    let p80 = try quadrants("p80")
    #expect(p80.netCut == 9_000)
    #expect(p80.purchaseCut == 4)
    #expect(members(p80) == [[], ["ann"], ["bob"], ["cat", "dan"]])
    let fixed = try quadrants("20,1")
    #expect(fixed.netCut == 2_000)
    #expect(members(fixed) == [["ann", "bob", "cat", "dan"], [], [], []])
  }

  @Test("Who equals the mean is high, and one minor unit less is low")
  func equality() {
    let question = Question(asOf: day("2024-06-30"))
    for (amount, field) in [(Int64(3_000), Quadrant.potential), (2_999, .pending)] {
      let ledger = Ledger(
        entries: [order("a", "2024-06-01", amount), order("b", "2024-06-01", 3_001), order("c", "2024-06-01", 2_999)]
          + [order("d", "2024-06-01", 3_000)])
      let quadrants = ValueQuadrants(ledger, question)
      #expect(quadrants.netCut == 3_000)
      #expect(quadrants.quadrant(of: ledger.position("a")) == field)
    }
  }

  @Test("Where all buy once nobody is frequent, because the cut is at least two")
  func onceOnly() {
    let ledger = Ledger(entries: [order("a", "2024-06-01", 500), order("b", "2024-06-02", 100)])
    for cut in [QuadrantRule.Cut.mean, .median, .p80] {
      var question = question
      question.settings.quadrants.cut = cut
      let quadrants = ValueQuadrants(ledger, question)
      #expect(quadrants.purchaseCut == 2)
      #expect(quadrants.rows[0].customers + quadrants.rows[2].customers == 0)
    }
    let nobody = ValueQuadrants(.empty, question)
    #expect(nobody.customers == 0 && nobody.rows.allSatisfy { $0.share == nil && $0.mean == nil })
  }

  @Test("Random shops: the same people as by the definition read aloud", arguments: 0..<40)
  func reference(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    var question = Question(ledger: ledger)
    let plain = PlainShop(entries, asOf: question.asOf)
    for window in [Window.days(365), .months(3), .all] {
      question.window = window
      let start = window.start(asOf: question.asOf)
      let buyers = plain.buyers(after: start)
      let nets = buyers.map { Double($0.net(after: start)) }
      let counts = buyers.map { Double($0.purchases(after: start).count) }
      for cut in [QuadrantRule.Cut.mean, .median, .p80, .fixed(net: 50, purchases: 3)] {
        question.settings.quadrants.cut = cut
        let quadrants = ValueQuadrants(ledger, question)
        var (high, many) = (0.0, 0.0)
        switch cut {
        case .mean:
          high = nets.reduce(0, +) / max(1, Double(nets.count))
          many = max(2, counts.reduce(0, +) / max(1, Double(counts.count)))
        case .median:
          high = PlainShop.median(nets) ?? 0
          many = max(2, PlainShop.median(counts) ?? 0)
        case .p80:
          high = nets.sorted().first { value in nets.filter { $0 <= value }.count * 10 >= nets.count * 8 } ?? 0
          many = max(
            2, counts.sorted().first { value in counts.filter { $0 <= value }.count * 10 >= counts.count * 8 } ?? 0)
        case .fixed: (high, many) = (Double(50 * ledger.currency.scale), 3)
        }
        for (index, person) in buyers.enumerated() {
          let isHigh = nets[index] >= high
          let field: Quadrant = counts[index] >= many ? (isHigh ? .prime : .problem) : (isHigh ? .potential : .pending)
          #expect(quadrants.quadrant(of: ledger.position(person.key)) == field)
        }
        #expect(quadrants.customers == buyers.count)
        #expect(quadrants.withoutPurchase == plain.buyers(after: nil).count - buyers.count)
        #expect(quadrants.rows.reduce(0) { $0 + $1.customers } == buyers.count)
        #expect(quadrants.rows.reduce(0) { $0 + $1.net } == quadrants.totalNet)
        #expect(quadrants.rows.reduce(0) { $0 + $1.purchases } == quadrants.totalPurchases)
        #expect(quadrants.labelling.counts == quadrants.rows.map(\.customers))
        let spread = QuadrantSpread(quadrants)
        #expect(spread.counts.reduce(0) { $0 + Int($1) } == buyers.count)
        let bins = QuadrantSpread.columns * QuadrantSpread.lines
        let fields = (0..<4).map { spread.counts[($0 * bins)..<(($0 + 1) * bins)].reduce(0) { $0 + Int($1) } }
        #expect(fields == quadrants.rows.map(\.customers))
      }
    }
  }

  @Test("CDNOW, as computed with pandas", .sharedData(CDNOW.name))
  func cdnow() throws {
    let history = PurchaseHistory(CDNOWTests.ledger, Question(asOf: day("1998-06-30")))
    let expected: [(String, [Int], [Int64], [Int])] = [
      (
        "mean", [1_659, 582, 630, 5_461], [64_357_741, 12_039_599, 5_819_202, 24_719_108],
        [14_072, 1_381, 2_967, 8_550]
      ),
      (
        "median", [3_756, 410, 1_357, 2_809], [89_578_571, 4_405_428, 5_776_449, 7_175_202],
        [20_570, 410, 3_181, 2_809]
      ),
      (
        "p80", [1_364, 303, 925, 5_740], [60_003_115, 7_952_053, 10_173_828, 28_806_654], [12_506, 722, 4_533, 9_209]
      ),
      ("50,4", [2_269, 2_584, 20, 3_459], [70_091_121, 27_742_380, 85_822, 9_016_327], [16_956, 5_430, 83, 4_501]),
    ]
    for (cut, people, nets, purchases) in expected {
      var question = Question(asOf: day("1998-06-30"))
      #expect(try question.settings.set("quadrants.cut", cut))
      let quadrants = ValueQuadrants(history, question)
      #expect(quadrants.customers == 8_332 && quadrants.withoutPurchase == 15_170)
      #expect(quadrants.rows.map(\.customers) == people)
      #expect(quadrants.rows.map(\.net) == nets)
      #expect(quadrants.rows.map(\.purchases) == purchases)
    }
  }

  @Test("The cut reads back as it was written, and what is none is refused")
  func settings() throws {
    var settings = AnalyticsSettings()
    for value in ["median", "p80", "500,4", "mean"] {
      #expect(try settings.set("quadrants.cut", value))
      #expect(settings.value("quadrants.cut") == value)
    }
    for value in ["500", "500,0", "-1,4", "p90", "1,2,3", ""] {
      #expect(throws: SettingError.self) { try settings.set("quadrants.cut", value) }
    }
    #expect(settings == AnalyticsSettings())
  }

  @Test("The value at a rank is that of the sorted numbers", arguments: [1, 2, 3, 50, 3_000])
  func orderStatistic(_ count: Int) {
    var chance = Chance(seed: count)
    for range in [Int64(0)...0, -5...5, -1_000_000_000...2_000_000_000, Int64.min...Int64.max] {
      let amounts = (0..<count).map { _ in Int64.random(in: range, using: &chance) }
      let sorted = amounts.sorted()
      for rank in Set([0, count / 3, (count - 1) / 2, count - 1]) {
        #expect(OrderStatistic.amount(at: rank, of: amounts) == sorted[rank])
      }
    }
    let fractions = (0..<count).map { _ in Double.random(in: 0...1, using: &chance) } + [0, 0, 1]
    #expect(OrderStatistic.fraction(at: count / 2, of: fractions) == fractions.sorted()[count / 2])
    #expect(OrderStatistic.rank(covering: 7_500, of: 4) == 2)
    #expect(OrderStatistic.rank(covering: 7_500, of: 5) == 3)
    #expect(OrderStatistic.rank(covering: 7_500, of: 1) == 0)
  }
}
