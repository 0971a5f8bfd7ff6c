import Analytics
import Ledger
import Synchronization

/// All known customers by net to date, highest first, equal nets by key: the order of every list of customers.
///
/// Customers whose first order lies after the as-of day do not exist yet and are not ranked, nor are those whom the
/// settings leave out. Who is shown first is known at once; the order of all is made when one of the others is asked for.
/// Complexity: O(n) for the first ones; for all O(n) per 11 bits in which nets differ, by packed 8-byte words, and runs
/// of equal net are sorted by comparison.
struct CustomerRanking: Finding {
  /// How many customers are ranked.
  let count: Int
  /// The customers from the first on.
  let falling: FallingOrder

  private let keys: TextColumn
  private let net: [Int64]
  private let isRanked: @Sendable (Int) -> Bool
  private let places: Places

  static func find(in findings: Findings) -> CustomerRanking {
    let history = findings(PurchaseHistory.self)
    return CustomerRanking(
      findings.ledger, netToDate: history.netToDate, asOf: findings.question.asOf, present: history.present,
      leavesOut: LeftOut.test(findings))
  }

  /// The ranking of a ledger's customers.
  ///
  /// - Parameter present: How many are ranked, where that is known.
  init(
    _ ledger: Ledger, netToDate: [Int64], asOf: Day, present: Int? = nil,
    leavesOut: @escaping @Sendable (Int) -> Bool = { _ in false }
  ) {
    let isRanked = { @Sendable (customer: Int) in
      CustomerRanking.exists(customer, ledger, asOf) && !leavesOut(customer)
    }
    let customers = ledger.customers
    count = present ?? (0..<customers.count).count(where: isRanked)
    falling = FallingOrder(
      count: count, amounts: netToDate, keys: customers.key, person: { Int($0) }, isIn: { isRanked(Int($0)) },
      all: { CustomerRanking.order(customers, netToDate, isRanked) })
    keys = customers.key
    net = netToDate
    self.isRanked = isRanked
    places = Places(falling, customers.count)
  }

  /// Customers in order. Complexity: O(n log n) at first use.
  var order: [Int32] { falling.rows }

  /// Position in `order` by customer; −1 for one who is not there yet. Complexity: O(n log n) at first use.
  var position: [Int32] { places.value }

  /// Positions by customer, found when one is asked for.
  private final class Places: Sendable {
    private let falling: FallingOrder
    private let customers: Int
    private let found = Mutex<[Int32]?>(nil)

    init(_ falling: FallingOrder, _ customers: Int) { (self.falling, self.customers) = (falling, customers) }

    var value: [Int32] {
      found.withLock { found in
        if let found { return found }
        var position = [Int32](repeating: -1, count: customers)
        for (index, customer) in falling.rows.enumerated() {
          position[Int(customer)] = Int32(truncatingIfNeeded: index)
        }
        found = position
        return position
      }
    }
  }

  /// Who is among the first of the order, without the order of all.
  struct Beginning {
    /// The net of the last one among them.
    let net: Int64
    /// Those of this net who are among them.
    let tied: Set<Int32>

    /// Whether a ranked customer of this net is among them.
    @inline(__always)
    func holds(_ customer: Int, net: Int64) -> Bool {
      net == self.net ? tied.contains(Int32(truncatingIfNeeded: customer)) : net > self.net
    }
  }

  /// Who is among the first so many of the order, each of the numbers from 1 to `count`. Complexity: O(n).
  func beginnings(_ numbers: [Int]) -> [Beginning] {
    // Who is not ranked counts among the nets as a zero.
    let unranked = net.count - count
    var (above, zeros) = (0, 0)
    for amount in net {
      above += amount > 0 ? 1 : 0
      zeros += amount == 0 ? 1 : 0
    }
    let ranks = numbers.map { number -> Int in
      let place = number - 1
      return net.count - 1 - (place < above ? place : place < above + zeros - unranked ? above : place + unranked)
    }
    return zip(numbers, OrderedAmounts.at(ranks, of: net)).map { number, bound in
      var before = 0
      var equal: [Int32] = []
      for customer in net.indices {
        if net[customer] > bound { before += 1 }
        if net[customer] == bound, isRanked(customer) { equal.append(Int32(truncatingIfNeeded: customer)) }
      }
      // Below zero those who are not ranked lie before the bound without being there.
      if bound < 0 { before -= unranked }
      if equal.count > number - before {
        equal.sort { keys.precedes(Int($0), Int($1)) }
        equal.removeLast(equal.count - (number - before))
      }
      return Beginning(net: bound, tied: Set(equal))
    }
  }

  private static func order(
    _ customers: CustomerTable, _ netToDate: [Int64], _ isRanked: (Int) -> Bool
  ) -> [Int32] {
    let bits = UInt64(max(1, Int.bitWidth - max(1, customers.count).leadingZeroBitCount))
    let highest = netToDate.max() ?? 0
    let lowest = netToDate.min() ?? 0
    var packed: [UInt64] = []
    packed.reserveCapacity(customers.count)
    let fits = highest.subtractingReportingOverflow(lowest)
    if !fits.overflow, UInt64(fits.partialValue) < 1 << (64 - bits) {
      for customer in 0..<customers.count where isRanked(customer) {
        packed.append(UInt64(highest - netToDate[customer]) << bits | UInt64(customer))
      }
      CustomerRanking.sort(&packed, above: bits)
    } else {
      // Nets too far apart for one word: the order itself is sorted, which takes longer and gives the same.
      let order = (0..<customers.count).filter(isRanked).sorted {
        netToDate[$0] == netToDate[$1] ? $0 < $1 : netToDate[$0] > netToDate[$1]
      }
      packed = order.map { UInt64($0) }
    }
    let mask = (UInt64(1) << bits) - 1
    var order = packed.map { Int32(truncatingIfNeeded: $0 & mask) }
    CustomerRanking.settleTies(&order, netToDate, customers.key)
    return order
  }

  /// Some customers in this order; those who are not there yet are left out. Complexity: O(all customers).
  func sorted(_ members: some Sequence<Int>) -> [Int32] {
    let (order, position) = (order, position)
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
    var heads: [Head] = []
    var from = 0
    while from < order.count {
      let amount = net[Int(order[from])]
      var to = from + 1
      while to < order.count, net[Int(order[to])] == amount { to += 1 }
      if to - from > 1 { sortRun(&order, from..<to, keys, &heads) }
      from = to
    }
  }

  private static func sortRun(_ order: inout [Int32], _ run: Range<Int>, _ keys: TextColumn, _ heads: inout [Head]) {
    heads.removeAll(keepingCapacity: true)
    var isSorted = true
    for place in run {
      let head = Head(bytes: head(of: Int(order[place]), keys), customer: order[place])
      if isSorted, let last = heads.last, !precedes(last, head, keys) { isSorted = false }
      heads.append(head)
    }
    if isSorted { return }
    if run.count <= 16 {
      // Most runs are a handful of people: straight insertion, without a call per comparison.
      for index in 1..<heads.count {
        let head = heads[index]
        var place = index
        while place > 0, precedes(head, heads[place - 1], keys) {
          heads[place] = heads[place - 1]
          place -= 1
        }
        heads[place] = head
      }
    } else {
      heads.sort { precedes($0, $1, keys) }
    }
    for (offset, head) in heads.enumerated() { order[run.lowerBound + offset] = head.customer }
  }

  /// The first eight bytes of a key, which decide nearly always and compare as one number.
  private struct Head {
    var bytes: UInt64
    var customer: Int32
  }

  @inline(__always)
  private static func precedes(_ left: Head, _ right: Head, _ keys: TextColumn) -> Bool {
    left.bytes == right.bytes ? keys.precedes(Int(left.customer), Int(right.customer)) : left.bytes < right.bytes
  }

  /// Sorts words by the bits above `bits`, least significant digit first; words equal there keep their order.
  private static func sort(_ words: inout [UInt64], above bits: UInt64) {
    guard let highest = words.max() else { return }
    var other = words
    var shift = bits
    while shift < 64, highest >> shift > 0 {
      var places = [Int](repeating: 0, count: 2_049)
      words.withUnsafeBufferPointer { from in
        other.withUnsafeMutableBufferPointer { to in
          places.withUnsafeMutableBufferPointer { places in
            for word in from { places[Int(truncatingIfNeeded: (word &>> shift) & 2_047) + 1] += 1 }
            for digit in 1..<2_049 { places[digit] += places[digit - 1] }
            for word in from {
              let digit = Int(truncatingIfNeeded: (word &>> shift) & 2_047)
              to[places[digit]] = word
              places[digit] += 1
            }
          }
        }
      }
      swap(&words, &other)
      shift += 11
    }
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
