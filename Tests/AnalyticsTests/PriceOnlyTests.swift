import Ledger
import Testing

@testable import Analytics

@Suite("Price-only customers and who gets the discounts")
struct PriceOnlyTests {
  /// Four who bought twice or more, and one who bought once; as of 2024-06-30.
  ///
  /// | | purchases | list | discounts | disc% | dshare | net |
  /// | --- | --- | --- | --- | --- | --- | --- |
  /// | deal | 5 | 500 | 200 | 40 % | 4/5 | 300 |
  /// | rich | 2 | 2,000 | 900 | 45 % | 2/2 | 1,100 |
  /// | half | 2 | 200 | 20 | 10 % | 1/2 | 180 |
  /// | full | 3 | 900 | 0 | 0 % | 0/3 | 900 |
  /// | once | 1 | 100 | 90 | 90 % | 1/1 | 10 |
  static let entries: [LedgerEntry] =
    (0..<5).map { order("deal", "2024-03-0\($0 + 1)", 100, discount: $0 == 0 ? 0 : 50) }
    + [order("rich", "2024-03-01", 1_000, discount: 400), order("rich", "2024-04-01", 1_000, discount: 500)]
    + [order("half", "2024-03-01", 100, discount: 20), order("half", "2024-04-01", 100)]
    + (0..<3).map { order("full", "2024-04-0\($0 + 1)", 300) } + [order("once", "2024-05-01", 100, discount: 90)]
  static let ledger = Ledger(entries: entries)
  var question = Question(asOf: day("2024-06-30"))

  @Test("Nearly always discounted, highly, and worth no more than the middle")
  func rule() {
    let ledger = PriceOnlyTests.ledger
    let priceOnly = PriceOnly(ledger, question)
    // disc% 0, 10, 40, 45 %: three quarters do not exceed 40 %. Nets 180, 300, 900, 1,100: the median is 600.
    #expect(priceOnly.bound == 0.4)
    #expect(priceOnly.medianWorth == 600)
    #expect(ledger.keys(priceOnly.customers(.priceOnly).map { Int($0) }) == ["deal"])
    #expect(priceOnly.verdict(of: ledger.position("once")) == .unknown)
    #expect(priceOnly.verdict(of: ledger.position("rich")) == .not)
    #expect(priceOnly.discountShare(of: ledger.position("deal")) == 0.4)
    #expect(priceOnly.discountedPurchases(of: ledger.position("deal")) == 0.8)
    #expect(priceOnly.net == 300 && priceOnly.totalNet == 2_490)
    #expect(priceOnly.discountedShare == 8.0 / 13)
    #expect(!priceOnly.isAlwaysDiscounted)
    #expect(priceOnly.labelling.counts == [1, 3, 1])
  }

  @Test("A higher share, a higher percentile and the deviation preset change who it is")
  func thresholds() throws {
    var question = question
    _ = try question.settings.set("price_only.share", "81%")
    #expect(PriceOnly(PriceOnlyTests.ledger, question).customers == 0)
    _ = try question.settings.set("price_only.share", "80%")
    _ = try question.settings.set("price_only.percentile", "100%")
    #expect(PriceOnly(PriceOnlyTests.ledger, question).customers == 0)
    _ = try question.settings.set("price_only.percentile", "75%")
    // Mean 23.75 %, deviation 19.16 %: from 52.5 %.
    _ = try question.settings.set("price_only.rule", "deviation")
    let few = PriceOnly(PriceOnlyTests.ledger, question)
    #expect(few.customers == 0)
    #expect(abs((few.bound ?? 0) - (0.2375 + 1.5 * 0.191_621)) < 1e-5)
    let crowd = (0..<12).flatMap { person in
      (0..<2).map { order("p\(person)", "2024-05-0\($0 + 1)", 100, discount: person == 0 ? 60 : 5) }
    }
    let ledger = Ledger(entries: crowd)
    #expect(ledger.keys(PriceOnly(ledger, question).customers(.priceOnly).map { Int($0) }) == ["p0"])
  }

  @Test("Where nearly every order is discounted, having a discount is left out")
  func always() {
    // 9 of 11 orders with a discount; the two without are deal's, whose disc% is the highest all the same.
    var entries = [order("deal", "2024-05-01", 100, discount: 90), order("deal", "2024-05-02", 50)]
    entries.append(order("deal", "2024-05-03", 50))
    for (index, person) in ["a", "b", "c", "d"].enumerated() {
      entries += (0..<2).map { order(person, "2024-05-0\($0 + 1)", Int64(200 + index), discount: 10) }
    }
    let ledger = Ledger(entries: entries)
    let priceOnly = PriceOnly(ledger, question)
    #expect(priceOnly.isAlwaysDiscounted)
    #expect(priceOnly.isPriceOnly(ledger.position("deal")))
    #expect((priceOnly.discountedPurchases(of: ledger.position("deal")) ?? 1) < 0.8)
  }

  @Test("Without a discount in any file nobody is judged and nothing is added up")
  func unknown() {
    let ledger = Ledger(entries: orders("a", from: "2024-01-01", after: [0, 5, 9]))
    let priceOnly = PriceOnly(ledger, question)
    #expect(!priceOnly.knowsDiscounts && priceOnly.customers == 0 && priceOnly.bound == nil)
    #expect(priceOnly.verdict(of: 0) == .unknown)
    #expect(priceOnly.discountShare(of: 0) == nil && priceOnly.discountedPurchases(of: 0) == nil)
    let picture = DiscountPicture(ledger, question)
    #expect(picture.rows.isEmpty && picture.totalDiscounts == nil && picture.months.isEmpty)
  }

  @Test("Every person's discounts are in one group, and the months hold those of everybody")
  func picture() {
    let ledger = Ledger(entries: PriceOnlyTests.entries + [order("", "2024-05-20", 100, discount: 7)])
    let picture = DiscountPicture(ledger, question)
    #expect(picture.rows.map(\.customers) == [1, 2, 1, 1])
    #expect(picture.rows.map(\.list) == [500, 1_100, 2_000, 100])
    #expect(picture.rows.map(\.discounts) == [200, 20, 900, 90])
    #expect(picture.rows.map(\.net) == [300, 1_080, 1_100, 10])
    #expect(picture.rows.map(\.discountShare) == [0.4, 20.0 / 1_100, 0.45, 0.9])
    #expect(picture.discountsBeside == 7)
    #expect(picture.months.map(\.discounts) == [620, 500, 97, 0])
    #expect(picture.months.map(\.list) == [1_600, 2_000, 200, 0])
    #expect(picture.months.map(\.isWhole) == [true, true, true, true])
    #expect(picture.group(of: ledger.position("half")) == .fullPrice)
    var later = question
    later.window = .days(61)
    let spring = DiscountPicture(ledger, later)
    #expect(spring.rows.map(\.customers) == [0, 0, 0, 1])
    #expect(spring.months.map(\.start) == [day("2024-05-01"), day("2024-06-01")])
    #expect(spring.discountsBeside == 7)
    later.window = .all
    later.asOf = day("2024-05-25")
    #expect(DiscountPicture(ledger, later).months.map(\.isWhole) == [true, true, false])
  }

  @Test("Random shops: verdicts and groups by the definition read aloud", arguments: 0..<40)
  func reference(_ seed: Int) {
    let entries = randomShop(seed: seed, hasCost: seed % 2 == 0)
    let ledger = Ledger(entries: entries)
    var question = Question(ledger: ledger)
    if seed % 4 == 1 { question.asOf = question.asOf.adding(days: -50) }
    let plain = PlainShop(entries, asOf: question.asOf)
    let priceOnly = PriceOnly(ledger, question)
    let picture = DiscountPicture(ledger, question)
    let buyers = plain.people.filter { !$0.days.isEmpty }
    var figures: [(key: String, count: Int, share: Double, discounted: Int, worth: Int64)] = []
    for person in buyers {
      let own = entries.filter { $0.customer == person.key && $0.status == .valid && $0.day <= question.asOf }
      let list = own.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.gross } }
      let off = own.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.discount } }
      let worthy = own.filter { $0.lines.reduce(0) { $0 + $1.gross - $1.discount - $1.refund } > 0 }
      let days = Set(worthy.filter { $0.lines.contains { $0.discount > 0 } }.map(\.day))
      let worth = ledger.lines.hasCost ? person.margin(after: nil) : person.net(after: nil)
      figures.append((person.key, person.days.count, list > 0 ? Double(off) / Double(list) : 0, days.count, worth))
    }
    let twice = figures.filter { $0.count >= 2 }
    let median = PlainShop.median(twice.map { Double($0.worth) }) ?? 0
    let bound = twice.map(\.share).sorted().first { value in
      twice.filter { $0.share <= value }.count * 4 >= twice.count * 3
    }
    for one in figures {
      let position = ledger.position(one.key)
      let verdict = priceOnly.verdict(of: position)
      guard one.count >= 2, let bound, priceOnly.knowsDiscounts else {
        #expect(verdict == .unknown)
        continue
      }
      let isOne =
        one.share > 0 && one.share >= bound && Double(one.worth) <= median
        && (priceOnly.isAlwaysDiscounted || one.discounted * 5 >= one.count * 4)
      #expect(verdict == (isOne ? .priceOnly : .not))
      let group: DiscountGroup =
        isOne ? .priceOnly : (one.count - one.discounted) * 2 >= one.count ? .fullPrice : .mixed
      #expect(picture.group(of: position) == group)
    }
    guard priceOnly.knowsDiscounts else { return }
    #expect(picture.rows.reduce(0) { $0 + $1.customers } == figures.count)
    let given = picture.rows.reduce(0) { $0 + $1.discounts } + picture.discountsBeside
    #expect(given == picture.months.reduce(0) { $0 + $1.discounts })
    let all = entries.filter { $0.status == .valid && $0.day <= question.asOf }
    #expect(given == all.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.discount } })
    #expect(priceOnly.ranked().sorted() == priceOnly.customers(.priceOnly))
  }

  @Test("Leaving people out is as if there were no orders of theirs", arguments: 0..<20)
  func leavingOut(_ seed: Int) {
    let entries = randomShop(seed: seed)
    let ledger = Ledger(entries: entries)
    let question = Question(ledger: ledger)
    let everybody = PurchaseHistory(ledger, question)
    let out = Set((0..<ledger.customers.count).filter { $0 % 3 == 0 }.map { ledger.customers.key[$0] })
    let history = PurchaseHistory(everybody, ledger, asOf: question.asOf) { out.contains(ledger.customers.key[$0]) }
    let rest = Ledger(entries: entries.filter { !out.contains($0.customer) })
    #expect(ValueQuadrants(history, question).rows == ValueQuadrants(rest, question).rows)
    let tiers = ProfitTiers(history, question, stages: Lifecycle(history, question))
    #expect(tiers.rows == ProfitTiers(rest, question).rows)
    #expect(history.leftOut.net + history.identifiedNet == everybody.identifiedNet)
  }

  @Test("Deciles, slices and steps label the people whom they list")
  func labellings() {
    let ledger = Ledger(entries: randomShop(seed: 4))
    let question = Question(ledger: ledger, window: .all)
    let (deciles, slices) = (MoneyDeciles(ledger, question), PurchaseDeciles(ledger, question))
    let funnel = PurchaseFunnel(ledger, question)
    #expect(deciles.customers > 20 && deciles.rows.count == 10)
    #expect(deciles.labelling.id == "decile" && slices.labelling.id == "slice" && funnel.labelling.id == "step")
    for row in deciles.rows {
      let own = deciles.customers(in: row.decile).sorted()
      #expect(deciles.labelling.customers(in: row.decile - 1).map { Int($0) } == own)
    }
    for row in slices.slices {
      let own = slices.customers(in: row.slice).sorted()
      #expect(slices.labelling.customers(in: row.slice - 1).map { Int($0) } == own)
    }
    for step in funnel.steps {
      #expect(funnel.labelling.customers(in: step.number - 1).map { Int($0) } == funnel.customers(exactly: step.number))
      #expect(funnel.labelling.labels[step.number - 1].id == step.label)
    }
  }

  @Test("A price ratio compares with the median of the product within 45 days")
  func priceRatio() throws {
    func bought(_ customer: String, _ date: String, _ gross: Int64, off: Int64 = 0, pieces: Int = 1) -> LedgerEntry {
      LedgerEntry(
        customer: customer, day: day(date),
        lines: [.init(product: "tea", quantity: pieces, gross: gross, discount: off)])
    }
    let ledger = Ledger(
      entries: [
        bought("a", "2024-03-01", 100), bought("b", "2024-03-10", 100, off: 40),
        bought("c", "2024-04-15", 400, pieces: 4),
        // One day beyond the reach of b's line, and a price that would move its median.
        bought("d", "2024-04-25", 5, pieces: 1), bought("d", "2024-04-25", 6, pieces: 1),
        LedgerEntry(customer: "e", day: day("2024-03-01"), lines: [.init(product: "", gross: 50)]),
      ])
    let levels = PriceLevels(ledger, asOf: day("2024-06-30"))
    // Within 45 days of 10 March: 100, 60 and 400 ÷ 4 = 100.
    #expect(levels.ratio(of: ledger.position("b")) == 0.6)
    #expect(levels.ratio(of: ledger.position("a")) == 100.0 / 100)
    #expect(levels.ratio(of: ledger.position("e")) == nil)
    let early = PriceLevels(ledger, asOf: day("2024-03-10"))
    #expect(early.ratio(of: ledger.position("b")) == 60.0 / 80)
    #expect(early.ratio(of: ledger.position("d")) == nil)
  }

  @Test("Settings read back as they were written")
  func settings() throws {
    var settings = AnalyticsSettings()
    for (key, value) in [
      ("price_only.rule", "deviation"), ("price_only.share", "90%"), ("price_only.percentile", "60%"),
      ("customers.leave_out", "price-only"), ("discounts.window", "6mo"), ("discounts.full_price", "70%"),
      ("tiers.window", "all"), ("tiers.first", "20%"), ("tiers.second", "80%"), ("tiers.months", "3"),
      ("tiers.losing", "40%"), ("quadrants.window", "90d"),
    ] {
      #expect(try settings.set(key, value))
      #expect(settings.value(key) == value)
    }
  }
}
