import Ledger

/// What a shop did in a stretch of days `(after, until]`: the figures that a `check` condition may ask for.
///
/// Everything counts on the day of its order, but a refund on its own day where the file has one, and refunds made after
/// the period have not happened yet (DEFINITIONS part A, "refund date", period sales). Orders without a customer count in
/// money and orders, not in people. Complexity: O(orders + refunds).
public struct PeriodFigures: Sendable, Equatable {
  /// Σ gross of the orders that count, in minor units.
  public private(set) var gross: Int64 = 0
  /// Σ discounts of the same orders.
  public private(set) var discounts: Int64 = 0
  /// Σ refunds of the period: by their own day where the file has one, else by that of their order.
  public private(set) var refunds: Int64 = 0
  /// The part of `refunds` whose own day the file has.
  public private(set) var datedRefunds: Int64 = 0
  /// Valid orders: paid, not cancelled, net goods above zero.
  public private(set) var orders = 0
  /// People with a valid order in the period.
  public private(set) var customers = 0
  /// Of those, people whose first valid order in the file lies in the period.
  public private(set) var newCustomers = 0
  /// People with at least two valid orders in the period.
  public private(set) var multiOrderCustomers = 0
  /// Cancelled orders.
  public private(set) var cancelled = 0

  /// gross − discounts − refunds, in minor units.
  public var net: Int64 { gross - discounts - refunds }
  /// People who had a valid order before the period.
  public var returningCustomers: Int { customers - newCustomers }

  /// The figures of the days after `after` (from the beginning of the file where it is `nil`) up to `until`.
  public init(_ ledger: Ledger, after: Day?, until: Day) {
    let ledger = ledger.asOf(until)
    let from = after?.rawValue ?? .min
    let orders = ledger.orders
    for customer in 0..<ledger.customers.count {
      var hadBefore = false
      var bought = 0
      for order in ledger.orders(of: customer) {
        let day = orders.day[order]
        guard day <= until.rawValue else { continue }
        if day > from {
          add(order, orders)
          if orders.isPurchase(order) { bought += 1 }
        } else if orders.isPurchase(order) {
          hadBefore = true
        }
      }
      if bought > 0 { customers += 1 }
      if bought > 0, !hadBefore { newCustomers += 1 }
      if bought > 1 { multiOrderCustomers += 1 }
    }
    for order in ledger.unidentifiedOrders
    where orders.day[order] > from && orders.day[order] <= until.rawValue { add(order, orders) }
    let made = ledger.refunds
    for row in 0..<made.count {
      let order = Int(made.order[row])
      guard orders.counts(order) else { continue }
      let ordered = orders.day[order]
      if ordered > from, ordered <= until.rawValue { refunds -= made.amount[row] }
      if made.day[row] > from {
        refunds += made.amount[row]
        datedRefunds += made.amount[row]
      }
    }
    // A refund that found no order stands on its own day.
    for order in 0..<orders.count
    where orders.status[order] == OrderStatus.refundOnly.rawValue && orders.day[order] > from
      && orders.day[order] <= until.rawValue
    { datedRefunds += orders.refund[order] }
  }

  /// By which day refunds count: `refunds count on their own day`; empty in a shop without refunds.
  ///
  /// - Parameter ledger: The ledger whose refunds the rule is about; not only those of a period. Complexity: O(orders).
  public static func refundRule(_ ledger: Ledger) -> String {
    var all: Int64 = 0
    var dated: Int64 = 0
    for order in 0..<ledger.orders.count where ledger.orders.counts(order) {
      all += ledger.orders.refund[order]
      if ledger.orders.status[order] == OrderStatus.refundOnly.rawValue { dated += ledger.orders.refund[order] }
    }
    for row in 0..<ledger.refunds.count where ledger.orders.counts(Int(ledger.refunds.order[row])) {
      dated += ledger.refunds.amount[row]
    }
    if all == 0 { return "" }
    if dated == 0 { return "refunds count on the day of their order: the file gives no day of their own" }
    return dated >= all
      ? "refunds count on their own day"
      : "refunds count on their own day where the file has one, else on the day of their order"
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
