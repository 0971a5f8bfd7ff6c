import Ledger
import Testing

@testable import Analytics

/// The first rows of an order, and the amounts at some ranks, against plain sorting.
@Suite struct FallingOrderTests {
  /// Numbers from a seed, below a limit.
  private static func numbers(_ count: Int, below limit: Int64, seed: UInt64) -> [Int64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % limit - limit / 3
    }
  }

  private static func order(_ amounts: [Int64], _ keys: TextColumn, isIn: @escaping @Sendable (Int) -> Bool)
    -> (FallingOrder, plain: [Int32])
  {
    let plain = amounts.indices.filter(isIn).sorted { left, right in
      amounts[left] == amounts[right] ? keys.precedes(left, right) : amounts[left] > amounts[right]
    }.map { Int32($0) }
    let order = FallingOrder(
      count: plain.count, amounts: amounts, keys: keys, person: { Int($0) }, isIn: { isIn(Int($0)) }, all: { plain })
    return (order, plain)
  }

  @Test(
    "The first rows are those of the whole order, ties by key", arguments: [2, 40, 3_000, 1_000_000_000] as [Int64])
  func head(limit: Int64) {
    let count = 9_000
    let amounts = FallingOrderTests.numbers(count, below: limit, seed: UInt64(limit))
    let keys = TextColumn((0..<count).map { "C\($0 * 7_919 % count)" })
    let (order, plain) = FallingOrderTests.order(amounts, keys) { $0 % 7 != 0 }
    #expect(order.count == plain.count)
    #expect((0..<1_500).map { order[$0] } == Array(plain.prefix(1_500)))
    #expect(order.rows == plain)
    #expect(order.firstIndex { $0 == plain[3] } == 3)
    #expect(order.firstIndex { $0 == plain[5_000] } == 5_000)
    #expect(order.firstIndex { $0 == 7 } == nil)
  }

  @Test("Amounts that are all the same, and amounts far apart, are ordered all the same")
  func extremes() {
    let keys = TextColumn((0..<5_000).map { "C\($0 * 7_919 % 5_000)" })
    var amounts = [Int64](repeating: 12, count: 5_000)
    let (same, plain) = FallingOrderTests.order(amounts, keys) { _ in true }
    #expect((0..<300).map { same[$0] } == Array(plain.prefix(300)))
    amounts[17] = Int64.max
    amounts[18] = Int64.min
    let (apart, other) = FallingOrderTests.order(amounts, keys) { _ in true }
    #expect((0..<300).map { apart[$0] } == Array(other.prefix(300)))
    #expect(apart[0] == 17 && apart[4_999] == 18)
  }

  @Test("Amounts at ranks are those of the sorted amounts", arguments: [1, 2, 5_000, 1 << 30] as [Int64])
  func ranks(limit: Int64) {
    for count in [1, 2, 3, 100, 6_001] {
      let amounts = FallingOrderTests.numbers(count, below: limit, seed: UInt64(count))
      let sorted = amounts.sorted()
      let ranks = [0, count / 3, count / 2, count - 1]
      #expect(OrderedAmounts.at(ranks, of: amounts) == ranks.map { sorted[$0] })
    }
    #expect(OrderedAmounts.at([0, 1, 2], of: [Int64.max, 0, Int64.min]) == [Int64.min, 0, Int64.max])
  }
}
