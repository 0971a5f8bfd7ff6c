import Ledger

/// The order of the customers who answer: by reason, then by net to date, then by key.
struct SearchRanking {
  /// A customer who answers.
  struct Entry {
    let customer: Int
    let reason: CustomerSearch.Reason
    let net: Int64
  }

  private let index: CustomerIndex
  private let day: Int32
  private let net: [Int64]
  /// Customers by reason.
  private var counts: [Int] = []
  /// Customers who answer.
  private(set) var total = 0

  init(_ index: CustomerIndex, asOf: Day, net: [Int64]) {
    self.index = index
    day = asOf.rawValue
    let missing = index.ledger.customers.count - net.count
    self.net = missing <= 0 ? net : net + Array(repeating: 0, count: missing)
  }

  /// Counts the answers by reason, and takes out customers without an order up to the day.
  mutating func count(_ levels: inout [UInt8]) {
    var counts = Array(repeating: 0, count: 256)
    let orderStart = index.ledger.customers.orderStart
    let days = index.ledger.orders.day
    let day = self.day
    levels.withUnsafeMutableBufferPointer { levels in
      orderStart.withUnsafeBufferPointer { orderStart in
        days.withUnsafeBufferPointer { days in
          for customer in levels.indices where levels[customer] != SearchAnswers.none {
            let first = orderStart[customer]
            if first == orderStart[customer + 1] || days[Int(first)] > day {
              levels[customer] = SearchAnswers.none
            } else {
              counts[Int(levels[customer])] += 1
            }
          }
        }
      }
    }
    self.counts = counts
    total = counts.dropLast().reduce(0, +)
  }

  /// The best of the answers that were counted, in order. Complexity: O(customers + limit log limit).
  func best(_ levels: [UInt8], limit: Int) -> [Entry] {
    let wanted = min(max(0, limit), total)
    guard wanted > 0 else { return [] }
    // All of the better reasons come in, and of the last one those with the highest net.
    var last = 0
    var before = 0
    while before + counts[last] < wanted {
      before += counts[last]
      last += 1
    }
    let room = wanted - before
    var better: [Int] = []
    var kept: [Int] = []
    var worst: Int?
    for customer in levels.indices where Int(levels[customer]) <= last {
      if Int(levels[customer]) < last {
        better.append(customer)
        continue
      }
      if let worst, !precedes(customer, worst) { continue }
      kept.append(customer)
      if kept.count >= 2 * room + 1_000 {
        kept.sort(by: precedes)
        kept.removeLast(kept.count - room)
        worst = kept.last
      }
    }
    kept.sort(by: precedes)
    better.sort { levels[$0] != levels[$1] ? levels[$0] < levels[$1] : precedes($0, $1) }
    return (better + kept.prefix(room)).compactMap { customer in
      CustomerSearch.Reason(rawValue: levels[customer]).map {
        Entry(customer: customer, reason: $0, net: net[customer])
      }
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if net[left] != net[right] { return net[left] > net[right] }
    return index.places.isEmpty ? left < right : index.places[left] < index.places[right]
  }
}
