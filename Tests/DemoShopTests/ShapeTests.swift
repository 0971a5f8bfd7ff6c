import DemoShop
import Ledger
import Testing

@Suite("The shop looks like a shop")
struct ShapeTests {
  private let truth = Default.shop.truth

  @Test("45 to 60 % buy once, and the funnel has a long tail")
  func funnel() {
    let funnel = truth.funnel
    let once = Double(funnel[0] - funnel[1]) / Double(funnel[0])
    #expect((0.45...0.60).contains(once))
    #expect(truth.people.contains { $0.purchases >= 40 })
  }

  @Test("the best tenth of people makes 40 to 55 % of the revenue")
  func concentration() {
    let nets = truth.people.map(\.net).filter { $0 > 0 }.sorted(by: >)
    let share = Double(nets.prefix(nets.count / 10).reduce(0, +)) / Double(nets.reduce(0, +))
    #expect((0.40...0.55).contains(share))
  }

  @Test("3 to 6 % of revenue is given back, 3 to 8 % is given away, 3 to 6 % of orders have no key")
  func shares() {
    let totals = truth.totals
    #expect((0.03...0.06).contains(Double(totals.refunds) / Double(totals.net + totals.refunds)))
    #expect((0.03...0.08).contains(Double(totals.discounts) / Double(totals.gross)))
    #expect((0.03...0.06).contains(Double(totals.unidentifiedOrders) / Double(totals.orders)))
  }

  @Test("all four stages are populated, by days since the last purchase")
  func stages() {
    let silences = truth.people.compactMap { $0.lastPurchase.map { truth.lastDay - $0 } }
    for days in [0...28, 35...120, 155...300, 340...1_200] {
      #expect(silences.count { days.contains($0) } > 200, "\(days)")
    }
  }

  @Test("December is the best month of every year, and each half year beats the one a year before")
  func seasonAndGrowth() {
    let months = truth.netByMonth
    for year in 0..<3 {
      let window = months[(year * 12)..<(year * 12 + 12)]
      #expect(window.max() == months[year * 12 + 5])
    }
    let halves = (0..<6).map { months[($0 * 6)..<($0 * 6 + 6)].reduce(0, +) }
    for half in 2..<6 { #expect(halves[half] > halves[half - 2]) }
  }

  @Test("a catalogue of 120 products in ten categories, all of them sold")
  func catalogue() {
    let products = Default.file("products.csv")
    #expect(products.rows.count == 120)
    #expect(Set(products.column("category")).count == 10)
    let sold = Set(Default.table.orders.flatMap { $0.lines.map(\.sku) })
    #expect(Set(products.column("sku")).subtracting(sold).isEmpty)
    #expect(sold.subtracting(products.column("sku")) == ["SMP-01"])
    for (price, cost) in zip(products.column("price"), products.column("cost")) {
      #expect(OrderTable.cents(price) > OrderTable.cents(cost))
    }
  }

  @Test("one seed is like another")
  func otherSeeds() {
    for seed in [2, 3] as [UInt64] {
      let truth = DemoShop(.init(seed: seed)).truth
      let once = Double(truth.funnel[0] - truth.funnel[1]) / Double(truth.funnel[0])
      #expect((0.45...0.60).contains(once))
    }
  }
}
