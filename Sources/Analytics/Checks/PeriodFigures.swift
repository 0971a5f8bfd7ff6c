import Ledger

/// What a shop did in a stretch of days `(after, until]`: the figures that a `check` condition may ask for.
///
/// Everything counts on the day of its order; a refund belongs to its order (DEFINITIONS part A, "refund date",
/// customer view). Orders without a customer count in money and orders, not in people. Complexity: O(orders).
public struct PeriodFigures: Sendable, Equatable {
  /// Σ gross of the orders that count, in minor units.
  public private(set) var gross: Int64 = 0
  /// Σ discounts of the same orders.
  public private(set) var discounts: Int64 = 0
  /// Σ refunds of the same orders.
  public private(set) var refunds: Int64 = 0
  /// Valid orders: paid, not cancelled, net goods above zero.
  public private(set) var orders = 0
  /// People with a valid order in the period.
  public private(set) var customers = 0
  /// Of those, people whose first valid order in the file lies in the period.
  public private(set) var newCustomers = 0
  /// Cancelled orders.
  public private(set) var cancelled = 0

  /// gross − discounts − refunds, in minor units.
  public var net: Int64 { gross - discounts - refunds }
  /// People who had a valid order before the period.
  public var returningCustomers: Int { customers - newCustomers }

  /// The figures of the days after `after` (from the beginning of the file where it is `nil`) up to `until`.
  public init(_ ledger: Ledger, after: Day?, until: Day) {
    let from = after?.rawValue ?? .min
    let orders = ledger.orders
    for customer in 0..<ledger.customers.count {
      var hadBefore = false
      var isBuyer = false
      for order in ledger.orders(of: customer) {
        let day = orders.day[order]
        guard day <= until.rawValue else { continue }
        if day > from {
          add(order, orders)
          if orders.isPurchase(order) { isBuyer = true }
        } else if orders.isPurchase(order) {
          hadBefore = true
        }
      }
      if isBuyer { customers += 1 }
      if isBuyer, !hadBefore { newCustomers += 1 }
    }
    for order in ledger.unidentifiedOrders
    where orders.day[order] > from && orders.day[order] <= until.rawValue { add(order, orders) }
  }

  private mutating func add(_ order: Int, _ table: OrderTable) {
    if table.status[order] == OrderStatus.cancelled.rawValue { cancelled += 1 }
    guard table.counts(order) else { return }
    gross += table.gross[order]
    discounts += table.discount[order]
    refunds += table.refund[order]
    if table.isPurchase(order) { orders += 1 }
  }
}
