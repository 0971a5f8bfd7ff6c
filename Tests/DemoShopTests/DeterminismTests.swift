import DemoShop
import Testing

/// FNV-1a, 64 bits.
private func fingerprint(_ bytes: [UInt8]) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

@Suite("The same options give the same bytes")
struct DeterminismTests {
  @Test("in two runs, for every file")
  func twoRuns() {
    let options = DemoShop.Options(customers: 300, seed: 42)
    let first = DemoShop(options).files
    let second = DemoShop(options).files
    #expect(first.map(\.name) == second.map(\.name))
    for (one, other) in zip(first, second) { #expect(one.contents == other.contents, "\(one.name)") }
  }

  @Test("on every machine: fingerprints of the order file")
  func fingerprints() {
    let expected: [(options: DemoShop.Options, fingerprint: UInt64)] = [
      (DemoShop.Options(), 9_631_573_891_728_193_733),
      (DemoShop.Options(customers: 500, seed: 2), 6_055_747_388_775_717_029),
      (DemoShop.Options(customers: 500, seed: 2, locale: .zh), 16_918_957_400_585_949_671),
    ]
    for shop in expected { #expect(fingerprint(DemoShop(shop.options).ordersCSV()) == shop.fingerprint) }
  }

  @Test("and another seed gives another shop")
  func anotherSeed() {
    let one = DemoShop(.init(customers: 50, seed: 1)).ordersCSV()
    let other = DemoShop(.init(customers: 50, seed: 2)).ordersCSV()
    #expect(one != other)
  }

  @Test("a shop of one customer, or fewer, is a shop of one", arguments: [1, 0, -5])
  func tiny(customers: Int) {
    let shop = DemoShop(.init(customers: customers))
    #expect(shop.truth.people.count == 1)
    #expect(OrderTable(shop.ordersCSV()).orders.count == shop.truth.totals.orders)
    #expect(shop.files.count == 10)
  }

  @Test("the default file is small")
  func size() {
    #expect(Default.shop.ordersCSV().count < 4_000_000)
  }
}
