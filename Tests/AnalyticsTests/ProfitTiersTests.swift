import Ledger
import SharedDataSets
import Testing

@testable import Analytics

@Suite("Profit tiers")
struct ProfitTiersTests {
  let question = Question(asOf: day("2024-06-30"))

  @Test("The person who reaches a tenth is the last of tier 1, who reaches six tenths the last of tier 2")
  func borders() {
    // 200 in all: 10 % is 20, 60 % is 120.
    let amounts: [(String, Int64)] = [("a", 20), ("b", 50), ("c", 50), ("d", 50), ("e", 30)]
    let ledger = Ledger(entries: amounts.map { order($0.0, "2024-06-01", $0.1) })
    let tiers = ProfitTiers(ledger, question)
    #expect(tiers.rankedBy == .net)
    // Best first: b, c, d, e, a. b alone has 50 ≥ 20; b, c, d have 150 ≥ 120.
    #expect(
      ["a", "b", "c", "d", "e"].map { tiers.tier(of: ledger.position($0)) }
        == [.third, .first, .second, .second, .third])
    #expect(tiers.rows.map(\.customers) == [1, 2, 2, 0])
    #expect(tiers.rows.map(\.margin) == [50, 100, 50, 0])
    #expect(tiers.notes.contains("no cost is known: tiers are by sales"))
  }

  @Test("A bound that is met exactly ends its tier")
  func exact() {
    let ledger = Ledger(entries: [("a", 10), ("b", 50), ("c", 40)].map { order($0.0, "2024-06-01", Int64($0.1)) })
    var question = question
    question.settings.tiers.first = 0.5
    question.settings.tiers.second = 0.9
    let tiers = ProfitTiers(ledger, question)
    #expect(["a", "b", "c"].map { tiers.tier(of: ledger.position($0)) } == [.third, .first, .second])
  }

  @Test("One who brings nearly all is tier 1 alone, and a loss is in no tier")
  func extremes() {
    let ledger = Ledger(
      entries: [order("whale", "2024-06-01", 1_000), order("fish", "2024-06-01", 5), order("loss", "2024-06-01", 5)]
        + [looseRefund("loss", "2024-06-02", 9)])
    let tiers = ProfitTiers(ledger, question)
    #expect(
      ["whale", "fish", "loss"].map { tiers.tier(of: ledger.position($0)) } == [.first, .third, ProfitTier.none])
    #expect(tiers.rows.map(\.customers) == [1, 0, 1, 1])
    #expect(tiers.rows[3].margin == -4)
    #expect(tiers.totalMargin == 1_001)
    let nobody = ProfitTiers(.empty, question)
    #expect(nobody.rows.allSatisfy { $0.customers == 0 && $0.customerShare == nil && $0.marginShare == nil })
  }

  @Test("With costs the tiers are by margin")
  func margin() {
    func sale(_ customer: String, _ gross: Int64, cost: Int64) -> LedgerEntry {
      LedgerEntry(customer: customer, day: day("2024-06-01"), lines: [.init(gross: gross, cost: cost)])
    }
    let ledger = Ledger(entries: [
      sale("big", 1_000, cost: 990), sale("fine", 300, cost: 100), sale("bad", 50, cost: 60),
    ])
    let tiers = ProfitTiers(ledger, question)
    #expect(tiers.rankedBy == .margin)
    #expect(["big", "fine", "bad"].map { tiers.tier(of: ledger.position($0)) } == [.third, .first, ProfitTier.none])
    #expect(tiers.rows.map(\.margin) == [200, 0, 10, -10])
    #expect(tiers.rows.map(\.net) == [300, 0, 1_000, 50])
  }

  @Test("Losing value: less than half of the six months before, or asleep; exactly half is not less")
  func losing() {
    // As of 30 June: the last six months begin on 31 December, the six before on 1 July (both behind the 30th).
    let ledger = Ledger(
      entries: [
        order("half", "2023-12-30", 200), order("half", "2023-12-31", 100),
        order("less", "2023-12-30", 201), order("less", "2023-12-31", 100),
        order("new", "2024-06-01", 5),
        order("asleep", "2024-01-15", 500),
        order("before", "2023-06-30", 900), order("before", "2024-05-01", 10),
      ])
    var question = question
    question.window = .all
    question.settings.lifecycleMonths = [1, 6, 10]
    let awake = ProfitTiers(ledger, question)
    let keys = ["half", "less", "new", "asleep", "before"]
    #expect(keys.map { awake.isLosingValue(ledger.position($0)) } == [false, true, false, false, false])
    question.settings.lifecycleMonths = [1, 4, 10]
    let tiers = ProfitTiers(ledger, question)
    #expect(keys.map { tiers.isLosingValue(ledger.position($0)) } == [true, true, false, true, false])
    #expect(tiers.rows.reduce(0) { $0 + $1.losingValue } == 3)
  }

  @Test("Random shops: the same tiers and marks as by the definition read aloud", arguments: 0..<40)
  func reference(_ seed: Int) {
    let hasCost = seed % 2 == 0
    let entries = randomShop(seed: seed, hasCost: hasCost)
    let ledger = Ledger(entries: entries)
    var question = Question(ledger: ledger)
    let plain = PlainShop(entries, asOf: question.asOf)
    let byMargin = ledger.lines.hasCost
    for window in [Window.days(365), .all] {
      question.window = window
      let start = window.start(asOf: question.asOf)
      let tiers = ProfitTiers(ledger, question)
      func worth(_ person: PlainShop.Person, _ start: Day?) -> Int64 {
        byMargin ? person.margin(after: start) : person.net(after: start)
      }
      let buyers = plain.buyers(after: start)
      let total = buyers.reduce(0.0) { $0 + max(0, Double(worth($1, start))) }
      let (middle, early) = (question.asOf.adding(months: -6), question.asOf.adding(months: -12))
      for person in buyers {
        let position = ledger.position(person.key)
        // By the plain sum over everybody who is worth more; equal people are told apart by other rules.
        let own = worth(person, start)
        let rivals = buyers.filter { worth($0, start) == own }.count
        let above = buyers.reduce(0.0) { $0 + max(0, worth($1, start) > own ? Double(worth($1, start)) : 0) }
        if rivals == 1 {
          let tier: ProfitTier =
            own <= 0 ? .none : above * 10 < total ? .first : above * 10 < total * 6 ? .second : .third
          #expect(tiers.tier(of: position) == tier)
        }
        let recent = worth(person, middle)
        let before = worth(person, early) - recent
        let stage = plain.stage(person.sortedDays[person.days.count - 1], question.asOf)
        #expect(tiers.isLosingValue(position) == (2 * recent < before || stage == .sleeping || stage == .churned))
      }
      #expect(tiers.rows.reduce(0) { $0 + $1.customers } == buyers.count)
      #expect(tiers.rows.reduce(0) { $0 + $1.margin } == tiers.totalMargin)
      #expect(tiers.rows.reduce(0) { $0 + $1.net } == tiers.totalNet)
      #expect(tiers.labelling.counts == tiers.rows.map(\.customers))
      for row in tiers.rows {
        #expect(tiers.customers(in: row.tier, losingValue: true).count == row.losingValue)
        #expect(tiers.customers(in: row.tier).count == row.customers)
      }
      var chance = Chance(seed: seed)
      #expect(ProfitTiers(Ledger(entries: entries.shuffled(using: &chance)), question).rows == tiers.rows)
    }
  }

  @Test("CDNOW, as computed with pandas", .sharedData(CDNOW.name))
  func cdnow() {
    let tiers = ProfitTiers(CDNOWTests.ledger, Question(asOf: day("1998-06-30")))
    #expect(tiers.rows.map(\.customers) == [44, 1_411, 6_877, 0])
    #expect(tiers.rows.map(\.margin) == [10_781_626, 53_394_941, 42_759_083, 0])
    #expect(tiers.rows.map(\.losingValue) == [9, 528, 4_171, 0])
    #expect(tiers.rows.map(\.losingMargin) == [1_610_461, 18_529_142, 23_483_309, 0])
    let pareto = Pareto(CDNOWTests.ledger, Question(asOf: day("1998-06-30")))
    let half = pareto.lorenz.min { abs($0.people - 0.5) < abs($1.people - 0.5) }
    #expect(abs((half?.share ?? 0) - 0.121116) < 0.003)
    let area = zip(pareto.lorenz, pareto.lorenz.dropFirst()).reduce(0.0) {
      $0 + ($1.1.people - $1.0.people) * ($1.1.share + $1.0.share) / 2
    }
    #expect(abs((pareto.gini ?? 0) - (1 - 2 * area)) < 0.001)
  }
}
