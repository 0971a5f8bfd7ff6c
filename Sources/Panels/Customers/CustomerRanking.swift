import Analytics
import Ledger

/// All known customers by net to date, highest first, equal nets by key: the order of every list of customers.
///
/// Customers whose first order lies after the as-of day do not exist yet and are not ranked.
/// Complexity: O(n log n) over packed 8-byte keys.
struct CustomerRanking: Finding {
  /// Customers in order.
  let order: [Int32]
  /// Position in `order` by customer; −1 for one who is not there yet.
  let position: [Int32]

  static func find(in findings: Findings) -> CustomerRanking {
    CustomerRanking(findings.ledger, netToDate: findings(PurchaseHistory.self).netToDate, asOf: findings.question.asOf)
  }

  init(_ ledger: Ledger, netToDate: [Int64], asOf: Day) {
    let customers = ledger.customers
    let bits = UInt64(max(1, Int.bitWidth - max(1, customers.count).leadingZeroBitCount))
    let highest = netToDate.max() ?? 0
    let lowest = netToDate.min() ?? 0
    var packed: [UInt64] = []
    packed.reserveCapacity(customers.count)
    let fits = highest.subtractingReportingOverflow(lowest)
    if !fits.overflow, UInt64(fits.partialValue) < 1 << (64 - bits) {
      for customer in 0..<customers.count where CustomerRanking.exists(customer, ledger, asOf) {
        packed.append(UInt64(highest - netToDate[customer]) << bits | UInt64(customer))
      }
      packed.sort()
    } else {
      // Nets too far apart for one word: the order itself is sorted, which takes longer and gives the same.
      let order = (0..<customers.count).filter { CustomerRanking.exists($0, ledger, asOf) }.sorted {
        netToDate[$0] == netToDate[$1] ? $0 < $1 : netToDate[$0] > netToDate[$1]
      }
      packed = order.map { UInt64($0) }
    }
    let mask = (UInt64(1) << bits) - 1
    var order = packed.map { Int32(truncatingIfNeeded: $0 & mask) }
    CustomerRanking.settleTies(&order, netToDate, customers.key)
    var position = [Int32](repeating: -1, count: customers.count)
    for (index, customer) in order.enumerated() { position[Int(customer)] = Int32(index) }
    self.order = order
    self.position = position
  }

  /// Some customers in this order; those who are not there yet are left out. Complexity: O(all customers).
  func sorted(_ members: some Sequence<Int>) -> [Int32] {
    var isMember = [Bool](repeating: false, count: order.count)
    var count = 0
    for customer in members {
      let place = Int(position[customer])
      guard place >= 0 else { continue }
      isMember[place] = true
      count += 1
    }
    var sorted: [Int32] = []
    sorted.reserveCapacity(count)
    for place in order.indices where isMember[place] { sorted.append(order[place]) }
    return sorted
  }

  private static func exists(_ customer: Int, _ ledger: Ledger, _ asOf: Day) -> Bool {
    let first = Int(ledger.customers.orderStart[customer])
    return first < Int(ledger.customers.orderStart[customer + 1]) && ledger.orders.day[first] <= asOf.rawValue
  }

  /// Sorts runs of equal net by the bytes of their keys.
  private static func settleTies(_ order: inout [Int32], _ net: [Int64], _ keys: TextColumn) {
    var from = 0
    while from < order.count {
      var to = from + 1
      while to < order.count, net[Int(order[to])] == net[Int(order[from])] { to += 1 }
      if to - from > 1 { sortRun(&order, from..<to, keys) }
      from = to
    }
  }

  private static func sortRun(_ order: inout [Int32], _ run: Range<Int>, _ keys: TextColumn) {
    // The first eight bytes decide nearly always and compare as one number.
    var heads = run.map { (head: head(of: Int(order[$0]), keys), customer: order[$0]) }
    var isSorted = true
    for index in 1..<heads.count where !precedes(heads[index - 1], heads[index], keys) {
      isSorted = false
      break
    }
    if isSorted { return }
    heads.sort { precedes($0, $1, keys) }
    for (offset, entry) in heads.enumerated() { order[run.lowerBound + offset] = entry.customer }
  }

  private static func precedes(
    _ left: (head: UInt64, customer: Int32), _ right: (head: UInt64, customer: Int32), _ keys: TextColumn
  ) -> Bool {
    left.head == right.head ? keys.precedes(Int(left.customer), Int(right.customer)) : left.head < right.head
  }

  private static func head(of customer: Int, _ keys: TextColumn) -> UInt64 {
    guard customer + 1 < keys.offsets.count else { return 0 }
    let start = Int(keys.offsets[customer])
    let end = min(Int(keys.offsets[customer + 1]), start + 8)
    var head: UInt64 = 0
    for byte in start..<end { head |= UInt64(keys.bytes[byte]) << UInt64(56 - 8 * (byte - start)) }
    return head
  }
}
