import Ledger

/// Where the refunds of each order stand in the ledger's table, which keeps them in no order.
///
/// Complexity: O(n log n) over the refunds, once; then O(log n) per order.
struct RefundPlaces: Finding {
  private let orders: [UInt32]
  private let places: [UInt32]

  static func find(in findings: Findings) -> RefundPlaces { RefundPlaces(findings.ledger.refunds) }

  init(_ refunds: RefundTable) {
    // Order above, place below: one sort of plain words, and equal orders keep the table's order.
    let words = refunds.order.enumerated().map { UInt64($1) << 32 | UInt64($0) }.sorted()
    orders = words.map { UInt32($0 >> 32) }
    places = words.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Positions in the refund table, in its order.
  func refunds(of order: Int) -> [Int] {
    var low = 0
    var high = orders.count
    while low < high {
      let middle = (low + high) / 2
      if Int(orders[middle]) < order { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < orders.count, Int(orders[end]) == order { end += 1 }
    return places[low..<end].map { Int($0) }
  }
}
