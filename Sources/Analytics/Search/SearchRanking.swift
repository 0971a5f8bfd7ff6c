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
    if day < index.latestFirst { removeLater(&levels) }
    let size = levels.count
    counts =
      size < 5_000
      ? SearchRanking.counts(levels, 0..<size)
      : {
        let parts = Halves.perform { [levels] half in
          SearchRanking.counts(levels, half == 0 ? 0..<size / 2 : size / 2..<size)
        }
        return zip(parts[0], parts[1]).map { $0 + $1 }
      }()
    total = counts.dropLast().reduce(0, +)
  }

  /// How many of these customers answer by each reason.
  private static func counts(_ levels: [UInt8], _ customers: Range<Int>) -> [Int] {
    // Four counters each, since adding to one that was just added to has to wait.
    var quarters = Array(repeating: 0, count: 4 * 256)
    levels.withUnsafeBufferPointer { levels in
      quarters.withUnsafeMutableBufferPointer { quarters in
        var customer = customers.lowerBound
        let bytes = UnsafeRawBufferPointer(levels)
        while customer + 8 <= customers.upperBound {
          // Mostly nobody among eight answers.
          if bytes.loadUnaligned(fromByteOffset: customer, as: UInt64.self) == UInt64.max {
            customer += 8
            continue
          }
          quarters[Int(levels[customer])] &+= 1
          quarters[256 + Int(levels[customer + 1])] &+= 1
          quarters[512 + Int(levels[customer + 2])] &+= 1
          quarters[768 + Int(levels[customer + 3])] &+= 1
          quarters[Int(levels[customer + 4])] &+= 1
          quarters[256 + Int(levels[customer + 5])] &+= 1
          quarters[512 + Int(levels[customer + 6])] &+= 1
          quarters[768 + Int(levels[customer + 7])] &+= 1
          customer += 8
        }
        while customer < customers.upperBound {
          quarters[Int(levels[customer])] &+= 1
          customer += 1
        }
      }
    }
    var counts = Array(quarters[..<256])
    for position in 256..<quarters.count { counts[position & 255] += quarters[position] }
    return counts
  }

  /// Takes out customers without an order up to the day.
  private func removeLater(_ levels: inout [UInt8]) {
    levels.withUnsafeMutableBufferPointer { levels in
      index.ledger.customers.orderStart.withUnsafeBufferPointer { orderStart in
        index.ledger.orders.day.withUnsafeBufferPointer { days in
          for customer in levels.indices where levels[customer] != SearchAnswers.none {
            let first = orderStart[customer]
            if first == orderStart[customer + 1] || days[Int(first)] > day { levels[customer] = SearchAnswers.none }
          }
        }
      }
    }
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
    let size = levels.count
    let parts =
      size < 5_000
      ? [part(levels, 0..<size, last: last, room: room)]
      : Halves.perform { part(levels, $0 == 0 ? 0..<size / 2 : size / 2..<size, last: last, room: room) }
    var better = parts.flatMap(\.better)
    var kept = parts.flatMap(\.kept)
    kept.sort(by: precedes)
    better.sort { levels[$0] != levels[$1] ? levels[$0] < levels[$1] : precedes($0, $1) }
    return (better + kept.prefix(room)).compactMap { customer in
      CustomerSearch.Reason(rawValue: levels[customer]).map {
        Entry(customer: customer, reason: $0, net: net[customer])
      }
    }
  }

  /// Of a part of the customers those with a better reason than the last, and the first `room` of those with the last.
  private func part(
    _ levels: [UInt8], _ customers: Range<Int>, last: Int, room: Int
  ) -> (better: [Int], kept: [Int]) {
    var better: [Int] = []
    var kept: [Int] = []
    var worst: Int?
    var least = Int64.min
    func take(_ customer: Int, _ level: Int, _ net: UnsafeBufferPointer<Int64>) {
      if level < last {
        better.append(customer)
        return
      }
      // Most are out by a glance at their net.
      if net[customer] < least { return }
      if let worst, !precedes(customer, worst) { return }
      kept.append(customer)
      if kept.count >= 2 * room + 1_000 {
        kept.sort(by: precedes)
        kept.removeLast(kept.count - room)
        worst = kept.last
        least = worst.map { net[$0] } ?? least
      }
    }
    func pass(_ levels: UnsafeRawBufferPointer, _ net: UnsafeBufferPointer<Int64>) {
      var customer = customers.lowerBound
      while customer < customers.upperBound {
        // Eight who do not answer are passed over at once.
        if customer + 8 <= customers.upperBound,
          levels.loadUnaligned(fromByteOffset: customer, as: UInt64.self) == UInt64.max
        {
          customer += 8
          continue
        }
        let end = min(customer + 8, customers.upperBound)
        while customer < end {
          if Int(levels[customer]) <= last { take(customer, Int(levels[customer]), net) }
          customer += 1
        }
      }
    }
    levels.withUnsafeBytes { levels in net.withUnsafeBufferPointer { pass(levels, $0) } }
    return (better, kept)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    if net[left] != net[right] { return net[left] > net[right] }
    return index.places.isEmpty ? left < right : index.places[left] < index.places[right]
  }
}
