import Ledger
import Testing

@testable import Analytics

@Suite("What days share is as if it was counted for each day")
struct SharedColumnsTests {
  @Test("Discounts up to a day are those of the orders up to it", arguments: 0..<40)
  func discounts(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    guard let first = ledger.firstDay, let last = ledger.lastDay else { return }
    let whole = PurchaseHistory(ledger, Question(asOf: last))
    let table = ledger.orders
    for back in [0, 1, 30, 200, last - first, last - first + 1] {
      let asOf = last.adding(days: -back)
      let history = PurchaseHistory(whole, ledger, asOf: asOf)
      let sums = DiscountSums(ledger, history)
      guard sums.isKnown else { continue }
      var (valid, reduced) = (0, 0)
      var seen = 0
      var isSame = true
      sums.forEach { customer, list, discount, discounted in
        seen += 1
        let counting = ledger.orders(of: customer).filter { table.day[$0] <= asOf.rawValue && table.counts($0) }
        let purchases = counting.filter { table.net($0) > 0 }
        let given = purchases.filter { table.discount[$0] > 0 }
        valid += purchases.count
        reduced += given.count
        isSame = isSame && list == counting.reduce(0) { $0 + table.gross[$1] }
        isSame = isSame && discount == counting.reduce(0) { $0 + table.discount[$1] }
        isSame = isSame && Int(discounted) == Set(given.map { table.day[$0] }).count
        let one = sums[customer]
        isSame = isSame && one.list == list && one.discount == discount && one.discounted == discounted
      }
      #expect(isSame)
      #expect(seen == ledger.customers.count)
      #expect(sums.orders == (valid, reduced))
    }
  }

  @Test("Months hold the orders of the window, whatever lies around it", arguments: 0..<40)
  func months(_ seed: Int) {
    let ledger = Ledger(entries: randomShop(seed: seed))
    guard let last = ledger.lastDay else { return }
    let days = DiscountDays(ledger)
    let table = ledger.orders
    for (back, window) in [(0, Window.all), (45, .all), (0, .days(40)), (100, .months(3)), (9_000, .all)] {
      let asOf = last.adding(days: -back)
      let from = window.start(asOf: asOf)?.rawValue ?? Int32.min
      let calendar = DiscountMonths(days, from: from, asOf: asOf)
      let inside = (0..<table.count).filter { table.day[$0] > from && table.day[$0] <= asOf.rawValue }
      let counting = inside.filter { table.counts($0) }
      #expect(calendar.discounts == counting.reduce(0) { $0 + table.discount[$1] })
      #expect(calendar.months.reduce(0) { $0 + $1.list } == counting.reduce(0) { $0 + table.gross[$1] })
      #expect(calendar.months.isEmpty == inside.isEmpty)
      #expect(calendar.months.first?.start == inside.map { table.date($0) }.min()?.startOfMonth)
    }
  }

  @Test("Middles and quantiles are those of the sorted numbers", arguments: [0, 1, 2, 3, 10, 1_000])
  func quantiles(_ count: Int) {
    var chance = Chance(seed: count)
    for spread in [Int64(1), 3, 1_000_000, 1 << 60] {
      let amounts = (0..<count).map { _ in Int64.random(in: -spread...spread, using: &chance) }
      let sorted = amounts.sorted()
      let middle = OrderStatistic.middle(of: amounts)
      #expect(middle.lower == (count == 0 ? 0 : sorted[(count - 1) / 2]))
      #expect(middle.upper == (count == 0 ? 0 : sorted[count / 2]))
    }
    // Below zero, above one, and many alike.
    let shares = (0..<count).map { _ in Double(Int.random(in: -5...25, using: &chance)) / 20 }
    let sorted = shares.map { max(0, $0) }.sorted()
    for rank in [0, count / 4, count / 2, count - 1] where rank >= 0 && rank < count {
      #expect(OrderStatistic.share(at: rank, of: shares) == sorted[rank])
    }
    #expect(OrderStatistic.share(at: 0, of: []) == 0)
  }

  @Test("Keys are sorted by the bits that are asked for, and what is below travels along", arguments: [0, 1, 2, 5_000])
  func packed(_ count: Int) {
    var chance = Chance(seed: count)
    for (low, high) in [(0, 1), (20, 29), (20, 31), (20, 32), (32, 64), (0, 64), (7, 7)] {
      let keys = (0..<count).map { _ in UInt64.random(in: 0...UInt64.max, using: &chance) }
      let mask: UInt64 = high - low == 64 ? .max : ((1 << UInt64(high - low)) - 1) << UInt64(low)
      let expected = keys.enumerated().sorted { ($0.element & mask, $0.offset) < ($1.element & mask, $1.offset) }
      var sorted = keys
      Ranking.sort(&sorted, from: low, to: high)
      #expect(sorted == expected.map(\.element))
    }
  }

  @Test("A ladder counts the borders that an amount has reached", arguments: [0, 1, 5, 159])
  func ladder(_ count: Int) {
    var chance = Chance(seed: count)
    for top in [Int64(9), 5_000, 1 << 40, .max] {
      let borders = (0..<count).map { _ in Int64.random(in: 1...top, using: &chance) }.sorted()
      let ladder = Ladder(borders)
      let near = borders.flatMap { [$0 - 1, $0, $0 &+ 1] } + (0..<50)
      for amount in near + [-1, .min, .max, top / 2] {
        #expect(ladder.place(of: amount) == borders.filter { $0 <= amount }.count)
      }
    }
  }

  @Test("Prices up to a day are those of a ledger that ends with it", arguments: 0..<10)
  func prices(_ seed: Int) {
    var chance = Chance(seed: seed)
    let entries = (0..<200).map { _ in
      LedgerEntry(
        customer: "c\(Int.random(in: 0..<12, using: &chance))",
        day: day("2024-01-01").adding(days: Int.random(in: 0..<300, using: &chance)),
        lines: [
          .init(
            product: "p\(Int.random(in: 0..<3, using: &chance))", quantity: Int.random(in: 1...3, using: &chance),
            gross: Int64.random(in: 100...200, using: &chance), discount: Int64.random(in: 0...30, using: &chance))
        ])
    }
    let ledger = Ledger(entries: entries)
    let asOf = day("2024-06-15")
    let early = Ledger(entries: entries.filter { $0.day <= asOf })
    let history = PurchaseHistory(PurchaseHistory(ledger, Question(ledger: ledger)), ledger, asOf: asOf)
    let (shared, alone) = (PriceLevels(history, ledger), PriceLevels(early, asOf: asOf))
    for customer in 0..<early.customers.count {
      let whole = ledger.position(early.customers.key[customer])
      #expect(shared.ratio(of: whole) == alone.ratio(of: customer))
      #expect(PriceLevels(ledger, asOf: asOf).ratio(of: whole) == alone.ratio(of: customer))
    }
  }
}
