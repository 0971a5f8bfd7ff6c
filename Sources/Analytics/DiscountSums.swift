import Ledger

/// What each known person was asked for at list price, and what was taken off, over the whole time of a ledger.
///
/// Of orders that count (DEFINITIONS part A): list value is gross, which is net + discounts + refunds. A purchase is
/// discounted where any of its orders has a discount. One scan over the orders, kept with the purchases: another as-of
/// day takes away what came later. Complexity: O(orders).
struct DiscountColumns: Sendable {
  /// What one person was asked for and given.
  struct Person {
    /// Σ list value, in minor units.
    var list: Int64 = 0
    /// Σ discounts, in minor units.
    var discount: Int64 = 0
    /// Purchases with any discount.
    var discounted: UInt32 = 0
    /// Valid orders, and how many of them have any discount.
    var orders: (valid: Int, discounted: Int) = (0, 0)
  }

  /// Σ list value of each customer, in minor units.
  let list: [Int64]
  /// Σ discounts of each customer, in minor units.
  let discount: [Int64]
  /// Purchases of each customer with any discount.
  let discounted: [UInt32]
  /// Day of each customer's latest order of any kind.
  let lastDay: [Int32]
  /// Valid orders of known people, and how many of them have any discount.
  let orders: (valid: Int, discounted: Int)
  /// The sums of each day.
  let calendar: DiscountDays

  /// The columns of a ledger; none where no file says anything about discounts.
  init?(_ ledger: Ledger, unit: AnalyticsSettings.PurchaseUnit) {
    if case .zeros = ledger.orders.discount { return nil }
    let customers = ledger.customers.count
    var sums = (valid: 0, discounted: 0)
    var lists = [Int64](repeating: 0, count: customers)
    var discounts = lists
    var counts = [UInt32](repeating: 0, count: customers)
    var last = [Int32](repeating: PurchaseHistory.never, count: customers)
    DiscountColumns.withScan(ledger, unit) { person in
      for customer in 0..<customers {
        let orders = ledger.orders(of: customer)
        let sum = person(orders, Int32.max)
        lists[customer] = sum.list
        discounts[customer] = sum.discount
        counts[customer] = sum.discounted
        sums.valid &+= sum.orders.valid
        sums.discounted &+= sum.orders.discounted
        if let latest = orders.last { last[customer] = ledger.orders.day[latest] }
      }
    }
    orders = sums
    list = lists
    discount = discounts
    discounted = counts
    lastDay = last
    calendar = DiscountDays(ledger)
  }

  /// Calls `body` with what sums up the orders of a person, given oldest first, up to a day.
  static func withScan(
    _ ledger: Ledger, _ unit: AnalyticsSettings.PurchaseUnit, _ body: ((Range<Int>, Int32) -> Person) -> Void
  ) {
    let isByDay = unit == .day
    let table = ledger.orders
    table.gross.withReader { gross in
      table.discount.withReader { given in
        table.refund.withReader { refund in
          table.day.withUnsafeBufferPointer { days in
            table.status.withUnsafeBufferPointer { status in
              body { orders, limit in
                var sum = Person()
                var latest = Int32.min
                for order in orders {
                  let today = days[order]
                  if today > limit { break }
                  // A refund without an order has neither list value nor discount.
                  guard status[order] == OrderStatus.valid.rawValue else { continue }
                  let (list, off) = (gross[order], given[order])
                  sum.list &+= list
                  sum.discount &+= off
                  guard list &- off &- refund[order] > 0 else { continue }
                  sum.orders.valid &+= 1
                  guard off > 0 else { continue }
                  sum.orders.discounted &+= 1
                  if !isByDay || today != latest { sum.discounted &+= 1 }
                  latest = today
                }
                return sum
              }
            }
          }
        }
      }
    }
  }
}

/// The discounts of each known person up to an as-of day: those of the whole time, but for whoever ordered later.
///
/// Complexity: O(customers + orders of people who ordered after the day).
struct DiscountSums: Sendable {
  /// Valid orders of known people, and how many of them have any discount.
  let orders: (valid: Int, discounted: Int)
  /// The columns of the whole time; `nil` where no file says anything about discounts.
  let whole: DiscountColumns?
  /// People who ordered later, rising.
  let changed: [UInt32]
  /// What they had been asked for and given by the day, in the order of `changed`.
  let sums: [DiscountColumns.Person]

  /// Whether any file says anything about discounts; where none does, nothing is known about anybody.
  var isKnown: Bool { whole != nil }

  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    whole = history.discounts(ledger)
    guard let whole else {
      (orders, changed, sums) = ((0, 0), [], [])
      return
    }
    let limit = history.asOf.rawValue
    var changed: [UInt32] = []
    whole.lastDay.withUnsafeBufferPointer { lastDay in
      for customer in lastDay.indices where lastDay[customer] > limit {
        changed.append(UInt32(truncatingIfNeeded: customer))
      }
    }
    var orders = whole.orders
    var sums: [DiscountColumns.Person] = []
    sums.reserveCapacity(changed.count)
    DiscountColumns.withScan(ledger, history.unit) { person in
      for customer in changed {
        let all = ledger.orders(of: Int(customer))
        let sum = person(all, limit)
        let later = person((all.lowerBound + DiscountSums.count(all, ledger, limit))..<all.upperBound, Int32.max)
        orders.valid &-= later.orders.valid
        orders.discounted &-= later.orders.discounted
        sums.append(sum)
      }
    }
    self.orders = orders
    self.changed = changed
    self.sums = sums
  }

  /// How many of a person's orders, oldest first, are up to a day.
  private static func count(_ orders: Range<Int>, _ ledger: Ledger, _ limit: Int32) -> Int {
    var end = orders.upperBound
    while end > orders.lowerBound, ledger.orders.day[end - 1] > limit { end -= 1 }
    return end - orders.lowerBound
  }

  /// The sums of a customer; only where discounts are known. Complexity: O(log customers).
  subscript(customer: Int) -> DiscountColumns.Person {
    guard let whole else { return DiscountColumns.Person() }
    var (low, high) = (0, changed.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(changed[middle]) < customer { low = middle + 1 } else { high = middle }
    }
    if low < changed.count, Int(changed[low]) == customer { return sums[low] }
    return DiscountColumns.Person(
      list: whole.list[customer], discount: whole.discount[customer], discounted: whole.discounted[customer])
  }

  /// Calls `body` with each customer of the ledger in turn and their sums; only where discounts are known.
  @inline(__always)
  func forEach(_ body: (_ customer: Int, _ list: Int64, _ discount: Int64, _ discounted: UInt32) -> Void) {
    guard let whole else { return }
    var next = 0
    whole.list.withUnsafeBufferPointer { list in
      whole.discount.withUnsafeBufferPointer { discount in
        whole.discounted.withUnsafeBufferPointer { discounted in
          changed.withUnsafeBufferPointer { changed in
            sums.withUnsafeBufferPointer { sums in
              for customer in list.indices {
                if next < changed.count, Int(changed[next]) == customer {
                  body(customer, sums[next].list, sums[next].discount, sums[next].discounted)
                  next &+= 1
                } else {
                  body(customer, list[customer], discount[customer], discounted[customer])
                }
              }
            }
          }
        }
      }
    }
  }
}
