import Ledger

/// What each known person was asked for at list price, and what was taken off: one scan over the orders.
///
/// Of orders up to the as-of day that count (DEFINITIONS part A): list value is gross, which is net + discounts +
/// refunds. A purchase is discounted where any of its orders has a discount. Complexity: O(orders).
struct DiscountSums: Sendable {
  /// Σ list value of each customer, in minor units.
  let list: [Int64]
  /// Σ discounts of each customer, in minor units.
  let discount: [Int64]
  /// Purchases of each customer with any discount.
  let discounted: [UInt32]
  /// Valid orders of known people, and how many of them have any discount.
  let orders: (valid: Int, discounted: Int)
  /// Whether any file says anything about discounts; where none does, nothing is known about anybody.
  let isKnown: Bool

  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    let customers = ledger.customers.count
    if case .zeros = ledger.orders.discount { isKnown = false } else { isKnown = true }
    guard isKnown else {
      list = []
      discount = []
      discounted = []
      orders = (0, 0)
      return
    }
    let limit = history.asOf.rawValue
    let isByDay = history.unit == .day
    let table = ledger.orders
    var valid = 0
    var reduced = 0
    var lists = [Int64](repeating: 0, count: customers)
    var discounts = lists
    var counts = [UInt32](repeating: 0, count: customers)
    table.gross.withReader { gross in
      table.discount.withReader { given in
        table.refund.withReader { refund in
          table.day.withUnsafeBufferPointer { days in
            table.status.withUnsafeBufferPointer { status in
              ledger.customers.orderStart.withUnsafeBufferPointer { start in
                for customer in 0..<customers {
                  var list: Int64 = 0
                  var discount: Int64 = 0
                  var count: UInt32 = 0
                  var latest = Int32.min
                  for order in Int(start[customer])..<Int(start[customer + 1]) {
                    let today = days[order]
                    if today > limit { break }
                    // A refund without an order has neither list value nor discount.
                    guard status[order] == OrderStatus.valid.rawValue else { continue }
                    let off = given[order]
                    list &+= gross[order]
                    discount &+= off
                    guard gross[order] &- off &- refund[order] > 0 else { continue }
                    valid &+= 1
                    guard off > 0 else { continue }
                    reduced &+= 1
                    if !isByDay || today != latest { count &+= 1 }
                    latest = today
                  }
                  lists[customer] = list
                  discounts[customer] = discount
                  counts[customer] = count
                }
              }
            }
          }
        }
      }
    }
    orders = (valid, reduced)
    list = lists
    discount = discounts
    discounted = counts
  }
}
