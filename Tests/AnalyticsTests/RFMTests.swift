import Ledger
import Testing

@testable import Analytics

@Suite("RFM scores and segments")
struct RFMTests {
  @Test("R by fifths of everybody, ties sharing the better score; F by counts; M by fifths of the window")
  func scores() {
    // Ten people; as of 30 June the window begins after 30 December.
    var entries: [LedgerEntry] = []
    for (index, back) in [0, 1, 1, 5, 9, 9, 9, 40, 200, 300].enumerated() {
      entries += orders("P\(index)", from: "2024-06-30", after: [-back], Int64(1_000 * (index + 1)))
    }
    let ledger = Ledger(entries: entries)
    let scores = RFMScores(ledger, Question(asOf: day("2024-06-30")))
    func all(_ part: ((r: Int, f: Int, m: Int)) -> Int) -> [Int?] {
      (0..<10).map { scores.scores(of: ledger.position("P\($0)")).map(part) }
    }
    // Strictly better: 0, 1, 1, 3, 4, 4, 4, 7, 8, 9 of ten.
    #expect(all(\.r) == [5, 5, 5, 4, 3, 3, 3, 2, 1, 1])
    #expect(all(\.f) == [Int](repeating: 1, count: 10))
    // Eight people in the window; the largest amount is P7's.
    #expect(all(\.m) == [1, 2, 2, 3, 4, 4, 5, 5, 1, 1])
    #expect(scores.customers == 10 && scores.inWindow == 8 && scores.net == 36_000)
    let r = scores.steps(.five, .recency)
    #expect(r.map(\.score) == [5, 4, 3, 2, 1])
    #expect(r.map(\.customers) == [3, 1, 3, 1, 2])
    #expect(r.map(\.bound) == [1, 5, 9, 40, nil])
    let m = scores.steps(.five, .monetary)
    #expect(m.map(\.customers) == [2, 2, 1, 2, 3])
    #expect(m.map(\.bound) == [7_000, 5_000, 4_000, 2_000, nil])
    #expect(m.map(\.net) == [15_000, 11_000, 4_000, 5_000, 1_000])
    #expect(ledger.keys(scores.customers(in: r[1]).map { Int($0) }) == ["P3"])
    // Two levels: the median of days is 9, the mean of the eight is 4,500.
    #expect((0..<10).map { scores.scores(of: ledger.position("P\($0)"), .two)?.r } == [1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
    #expect((0..<10).map { scores.scores(of: ledger.position("P\($0)"), .two)?.m } == [0, 0, 0, 0, 1, 1, 1, 1, 0, 0])
    #expect((0..<10).map { scores.scores(of: ledger.position("P\($0)"), .two)?.f } == [1, 1, 1, 1, 1, 1, 1, 1, 0, 0])
  }

  @Test("F counts purchases in the window alone, and one more purchase is one more score only at a bound")
  func frequency() {
    let days = [[-1], [-2, -1], [-3, -2, -1], [-4, -3, -2, -1], [-5, -4, -3, -2, -1], [-6, -5, -4, -3, -2, -1]]
    var entries: [LedgerEntry] = []
    for (index, days) in days.enumerated() { entries += orders("P\(index)", from: "2024-06-30", after: days + [-400]) }
    let ledger = Ledger(entries: entries)
    let scores = RFMScores(ledger, Question(asOf: day("2024-06-30")))
    #expect((0..<6).map { scores.scores(of: ledger.position("P\($0)"))?.f } == [1, 2, 3, 4, 4, 5])
    #expect((0..<6).map { scores.scores(of: ledger.position("P\($0)"), .three)?.f } == [1, 2, 3, 3, 3, 3])
  }

  @Test("Klaviyo's R goes by 180 and 365 days, the day itself included")
  func klaviyo() {
    let ledger = Ledger(
      entries: [180, 181, 365, 366].flatMap { orders("P\($0)", from: "2024-06-30", after: [-$0]) })
    let scores = RFMScores(ledger, Question(asOf: day("2024-06-30")))
    #expect([180, 181, 365, 366].map { scores.scores(of: ledger.position("P\($0)"), .three)?.r } == [3, 2, 2, 1])
  }

  @Test("Other cuts of high and low", arguments: ["median", "score4", "3,2,25"])
  func cuts(_ cut: String) throws {
    var entries: [LedgerEntry] = []
    for index in 1...5 { entries += orders("P\(index)", from: "2024-06-30", after: Array((1 - index)...0), 1_000) }
    let ledger = Ledger(entries: entries, currency: Currency(code: "EUR"))
    var question = Question(asOf: day("2024-07-02"))
    #expect(try question.settings.set("rfm.cn_cut", cut))
    let scores = RFMScores(ledger, question)
    let high = (1...5).map { scores.scores(of: ledger.position("P\($0)"), .two).map { [$0.r, $0.f, $0.m] } ?? [] }
    // Everybody bought last two days ago; person i has bought i times for 10.00 each.
    switch cut {
    case "median": #expect(high == [[1, 0, 0], [1, 0, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]])
    case "score4": #expect(high == [[1, 0, 0], [1, 0, 0], [1, 0, 0], [1, 1, 1], [1, 1, 1]])
    default: #expect(high == [[1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]])
    }
  }

  @Test("Nobody, one person, and people with refunds alone")
  func edges() {
    let empty = RFM(Ledger.empty, Question(ledger: .empty))
    #expect(empty.rows.allSatisfy { $0.customers == 0 && $0.share == nil && $0.recency == nil && $0.aov == nil })
    #expect(empty.scores.steps.allSatisfy { $0.customers == 0 })
    let ledger = Ledger(entries: [order("A", "2024-06-30", 1_000), looseRefund("B", "2024-06-30", 500)])
    let rfm = RFM(ledger, Question(ledger: ledger))
    let scores = rfm.scores.scores(of: ledger.position("A"))
    #expect(scores?.r == 5 && scores?.f == 1 && scores?.m == 5, "the only one is the best")
    #expect(rfm.scores.scores(of: ledger.position("B")) == nil)
    #expect(rfm.labelling.label(of: ledger.position("B")) == nil)
    #expect(rfm.rows.reduce(0) { $0 + $1.customers } == 1)
  }

  @Test("Scores and segments are those of the plain reading, on random shops", arguments: Array(0..<40))
  func reference(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    let asOf = (ledger.lastDay ?? Day(rawValue: 0)).adding(days: seed % 3 == 1 ? -60 : 0)
    let plain = PlainShop(entries, asOf: asOf)
    let start = asOf.adding(months: -6)
    let buyers = plain.buyers(after: nil)
    let inWindow = plain.buyers(after: start)
    for map in RFMMap.builtIn where map.scale == .five {
      var question = Question(asOf: asOf)
      question.settings.rfm.use(map)
      let rfm = RFM(ledger, question)
      var people: [String: [PlainShop.Person]] = [:]
      for person in buyers {
        let silence = { (one: PlainShop.Person) in asOf - one.sortedDays[one.days.count - 1] }
        let r = 5 - 5 * buyers.filter { silence($0) < silence(person) }.count / buyers.count
        let count = person.purchases(after: start).count
        let f = count >= 6 ? 5 : count >= 4 ? 4 : max(1, count)
        let net = person.net(after: start)
        let m =
          count == 0 ? 1 : 5 - 5 * inWindow.filter { $0.net(after: start) > net }.count / inWindow.count
        let own = rfm.scores.scores(of: ledger.position(person.key))
        #expect(own?.r == r && own?.f == f && own?.m == m)
        people[map.segment(r, f, m).id, default: []].append(person)
      }
      for (index, row) in rfm.rows.enumerated() {
        let own = people[row.segment.id] ?? []
        let bought = own.filter { !$0.purchases(after: start).isEmpty }
        let net = bought.reduce(0) { $0 + $1.net(after: start) }
        let purchases = bought.reduce(0) { $0 + $1.purchases(after: start).count }
        #expect(row.customers == own.count)
        #expect(row.net == net && row.purchases == purchases)
        #expect(Set(ledger.keys(rfm.customers(in: index).map { Int($0) })) == Set(own.map(\.key)))
        let days = own.map { Double(asOf - $0.sortedDays[$0.days.count - 1]) }
        #expect(row.recency == PlainShop.median(days))
        #expect(row.frequency == PlainShop.median(own.map { Double($0.purchases(after: start).count) }))
        let amounts = own.map { $0.purchases(after: start).isEmpty ? 0 : Double($0.net(after: start)) }
        let median = PlainShop.median(amounts)?.rounded(.toNearestOrAwayFromZero)
        #expect(row.monetary.map { Double($0) } == median)
      }
    }
  }

  @Test("Segments divide people and their net under every map, and each is opened whole", arguments: Array(100..<120))
  func partition(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    let question = Question(ledger: ledger)
    let history = PurchaseHistory(ledger, question)
    let scores = RFMScores(history, question)
    for map in RFMMap.builtIn {
      let rfm = RFM(history, scores, map)
      #expect(rfm.rows.reduce(0) { $0 + $1.customers } == scores.customers)
      #expect(rfm.rows.reduce(0) { $0 + $1.net } == scores.net)
      let sizes = rfm.rows.indices.map { rfm.customers(in: $0).count }
      #expect(sizes == rfm.rows.map(\.customers))
      #expect(scores.labelling(map).counts == sizes)
      for customer in 0..<ledger.customers.count {
        #expect(scores.segment(of: customer, map)?.id == rfm.labelling.label(of: customer)?.id)
      }
      for measure in RFMScores.Measure.allCases {
        let steps = scores.steps(map.scale, measure)
        #expect(steps.reduce(0) { $0 + $1.customers } == scores.customers)
        #expect(steps.reduce(0) { $0 + $1.net } == scores.net)
        for step in steps { #expect(scores.customers(in: step).count == step.customers) }
      }
    }
  }

  @Test("The order of the rows does not matter, and equal people have equal scores", arguments: Array(140..<160))
  func rowOrder(_ seed: Int) {
    let entries = randomShop(seed: seed)
    var chance = Chance(seed: seed)
    let one = Ledger(entries: entries)
    let other = Ledger(entries: entries.shuffled(using: &chance))
    let question = Question(ledger: one)
    #expect(RFM(one, question).rows == RFM(other, question).rows)
    #expect(RFMScores(one, question).steps == RFMScores(other, question).steps)
  }

  @Test("Thirds of F where they are asked for")
  func thirds() throws {
    var entries: [LedgerEntry] = []
    for index in 1...6 { entries += orders("P\(index)", from: "2024-06-30", after: Array((1 - index)...0)) }
    let ledger = Ledger(entries: entries)
    var question = Question(ledger: ledger)
    #expect(try question.settings.set("rfm.three_frequency", "thirds"))
    let scores = RFMScores(ledger, question)
    #expect((1...6).map { scores.scores(of: ledger.position("P\($0)"), .three)?.f } == [1, 1, 2, 2, 3, 3])
  }

  @Test("More purchases than a byte counts still reach their score")
  func many() throws {
    let ledger = Ledger(
      entries: (0..<300).map { order("A", "2024-06-\($0 % 30 < 9 ? "0" : "")\($0 % 30 + 1)", Int64($0 + 1)) })
    var question = Question(ledger: ledger)
    question.settings.purchaseUnit = .order
    #expect(try question.settings.set("rfm.frequency", "1,2,3,290,301"))
    #expect(RFMScores(ledger, question).scores(of: 0)?.f == 4)
    #expect(try question.settings.set("rfm.frequency", "1,2,3,290,300"))
    #expect(RFMScores(ledger, question).scores(of: 0)?.f == 5)
  }

  @Test("Order statistics without sorting are those of sorting", arguments: [1, 2, 5, 100, 1_000])
  func selection(_ count: Int) {
    var chance = Chance(seed: count)
    for span in [1, 3, 1_000_000] {
      let values = (0..<count).map { _ in Int64.random(in: -Int64(span)...Int64(span), using: &chance) }
      let sorted = values.sorted()
      for position in Set([0, count / 3, count / 2, count - 1]) {
        var own = values
        #expect(Selection.value(at: position, in: &own) == sorted[position])
      }
    }
  }
}
