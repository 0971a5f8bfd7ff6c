import Ledger

/// What each person's first purchase was, as a number per person and a name per number.
struct FirstPurchaseGroups {
  /// The group of each customer; `CohortMembership.none` for people without a purchase.
  var codes: [UInt32]
  /// How many groups there may be, some of them without people.
  private(set) var count = 0
  /// The group of people of whom it is not known; `nil` where it is known of everybody.
  private(set) var unknown: Int?
  /// Id and title of a group.
  private(set) var name: (Int) -> (id: String, title: String) = { _ in ("", "") }
  private let by: CohortKey

  init(_ history: PurchaseHistory, _ ledger: Ledger, _ by: CohortKey, _ calendar: CohortCalendar) {
    self.by = by
    codes = [UInt32](repeating: CohortMembership.none, count: history.customers)
    guard history.firstDay != nil else { return }
    switch by {
    case .month, .quarter: sortByTime(history, calendar, months: by == .month ? 1 : 3)
    case .product: sortByProduct(history, ledger)
    case .channel: sort(history, ledger, by: ledger.orders.channel)
    case .region: sort(history, ledger, by: ledger.orders.region)
    case .discount:
      count = 2
      name = { $0 == 0 ? ("with", "with discount") : ("without", "without discount") }
      Self.forEachFirst(history, ledger) { customer, orders in
        codes[customer] = orders.contains { ledger.orders.discount[$0] > 0 } ? 0 : 1
      }
    }
  }

  /// The groups that are kept apart, in order, and those that are added up; ones without people are in neither.
  func order(_ people: [Int]) -> (kept: [Int], others: [Int]) {
    let groups = people.indices.filter { people[$0] > 0 && $0 != unknown }
    guard !by.isTime, by != .discount else { return (groups, []) }
    // The name decides between cohorts of the same size, so that the order of the file does not.
    let sorted = groups.sorted { left, right in
      if people[left] != people[right] { return people[left] > people[right] }
      return name(left).id.utf8.lexicographicallyPrecedes(name(right).id.utf8)
    }
    // One alone would not be shorter as “others”.
    guard sorted.count > CohortMembership.largest + 1 else { return (sorted, []) }
    return (Array(sorted.prefix(CohortMembership.largest)), Array(sorted.dropFirst(CohortMembership.largest)))
  }

  private mutating func sortByTime(_ history: PurchaseHistory, _ calendar: CohortCalendar, months: Int) {
    let first = Int(calendar.month[0]) / months
    let groupOf = calendar.month.map { UInt32(Int($0) / months - first) }
    count = Int(groupOf.last ?? 0) + 1
    name = { group in
      let index = (first + group) * months
      let year = Digits.padded(index / 12, 4)
      if months == 1 {
        let id = year + "-" + Digits.padded(index % 12 + 1, 2)
        return (id, id)
      }
      let id = year + "-Q\(index % 12 / 3 + 1)"
      return (id, id)
    }
    codes.withUnsafeMutableBufferPointer { codes in
      history.latest.withUnsafeBufferPointer { latest in
        history.earliest.withUnsafeBufferPointer { earliest in
          groupOf.withUnsafeBufferPointer { groupOf in
            for customer in codes.indices where latest[customer] != PurchaseHistory.never {
              codes[customer] = groupOf[Int(earliest[customer] &- calendar.first)]
            }
          }
        }
      }
    }
  }

  private mutating func sort(_ history: PurchaseHistory, _ ledger: Ledger, by column: CategoryColumn) {
    count = column.names.count
    unknown = 0
    name = { (column.names[$0], column.names[$0]) }
    Self.forEachFirst(history, ledger) { customer, orders in
      codes[customer] = 0
      guard column.isPresent else { return }
      for order in orders where column.codes[order] != 0 {
        codes[customer] = column.codes[order]
        return
      }
    }
  }

  private mutating func sortByProduct(_ history: PurchaseHistory, _ ledger: Ledger) {
    count = ledger.products.count
    unknown = 0
    name = { (ledger.products.sku[$0], ledger.products.label($0)) }
    let lines = ledger.lines
    var net = [Int64](repeating: 0, count: count)
    var touched: [Int] = []
    Self.forEachFirst(history, ledger) { customer, orders in
      for order in orders {
        for line in ledger.orders.lines(of: order) {
          let product = Int(lines.product[line])
          guard product != 0 else { continue }
          // A product may come back after it summed to zero; being listed twice does no harm.
          if net[product] == 0 { touched.append(product) }
          net[product] += lines.net(line)
        }
      }
      var best = 0
      for product in touched where net[product] > 0 && product != best {
        if best == 0 || net[product] > net[best]
          || (net[product] == net[best] && ledger.products.sku.precedes(product, best))
        {
          best = product
        }
      }
      codes[customer] = UInt32(best)
      for product in touched { net[product] = 0 }
      touched.removeAll(keepingCapacity: true)
    }
  }

  /// Calls the body with everybody who has bought and the positions of the valid orders of the first purchase.
  private static func forEachFirst(
    _ history: PurchaseHistory, _ ledger: Ledger, _ body: (_ customer: Int, _ orders: [Int]) -> Void
  ) {
    var found: [Int] = []
    let orders = ledger.orders
    for customer in 0..<history.customers where history.start[customer] != history.end[customer] {
      let first = history.day[Int(history.start[customer])]
      found.removeAll(keepingCapacity: true)
      for order in ledger.orders(of: customer) {
        if orders.day[order] > first { break }
        guard orders.day[order] == first, orders.isPurchase(order) else { continue }
        found.append(order)
        if history.unit == .order { break }
      }
      body(customer, found)
    }
  }
}
