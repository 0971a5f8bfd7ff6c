extension DemoShop.Truth {
  /// What the order file adds up to: `gross − discounts − refunds = net`.
  ///
  /// Cancelled and unpaid orders are counted, but their money is in none of the sums.
  public struct Totals: Sendable, Hashable {
    /// Lines of the order file, without the header.
    public var lines = 0
    /// Orders of any kind.
    public var orders = 0
    /// Orders that are paid, or paid and given back in full.
    public var paidOrders = 0
    /// Orders of people with a key, and of guests, that are paid and have net goods above 0.
    public var validOrders = 0
    /// Orders given back in full.
    public var refundedOrders = 0
    /// Cancelled orders.
    public var cancelledOrders = 0
    /// Unpaid orders.
    public var unpaidOrders = 0
    /// Sample orders that cost nothing.
    public var zeroValueOrders = 0
    /// Orders without any key, of any status.
    public var unidentifiedOrders = 0
    /// Σ quantity × unit price.
    public var gross = 0
    /// Discounts on lines and on orders.
    public var discounts = 0
    /// Refunds of goods.
    public var refunds = 0
    /// Goods after discounts and refunds.
    public var net = 0
    /// The part of `net` from people with a key.
    public var netIdentified = 0
    /// The part of `net` from guests.
    public var netUnidentified = 0
    /// Sales tax, on top of the goods.
    public var tax = 0
    /// Shipping paid by customers.
    public var shipping = 0
    /// Cost of goods, of all pieces that were paid for.
    public var cost = 0

    init(_ orders: [Order], costs: [Int]) {
      for order in orders {
        self.orders += 1
        lines += order.lines.count
        if order.person == nil { unidentifiedOrders += 1 }
        if order.isValid { validOrders += 1 }
        switch order.status {
        case .paid: paidOrders += 1
        case .refunded:
          paidOrders += 1
          refundedOrders += 1
        case .cancelled: cancelledOrders += 1
        case .unpaid: unpaidOrders += 1
        }
        guard order.isCounted else { continue }
        if order.lines.allSatisfy({ $0.gross == 0 }) { zeroValueOrders += 1 }
        shipping += order.shipping
        for line in order.lines {
          gross += line.gross
          discounts += line.discount + line.share
          refunds += line.refund
          tax += line.tax
          if line.product < costs.count { cost += line.quantity * costs[line.product] }
        }
        if order.person == nil { netUnidentified += order.net } else { netIdentified += order.net }
      }
      net = gross - discounts - refunds
    }
  }
}
