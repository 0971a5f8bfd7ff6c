/// One order of the demo shop. Money is in minor units of the shop's currency.
struct Order: Sendable {
  /// What became of an order, as the file words it.
  enum Status: Int, Sendable, CaseIterable { case paid, cancelled, refunded, unpaid }

  /// Index into the people, or nil for a guest who left no key.
  let person: Int?
  let usesSecondAccount: Bool
  let day: Int
  let secondOfDay: Int
  var status: Status
  let place: Int
  let city: Int
  /// Index into `SalesChannel.sales`.
  let channel: Int
  var coupon: String
  var orderDiscount: Int
  var shipping: Int
  var lines: [OrderLine]

  /// Goods after discounts and refunds.
  var net: Int { lines.reduce(0) { $0 + $1.net } }

  /// Paid and not cancelled, with something left after refunds (DEFINITIONS part A).
  var isValid: Bool { isCounted && net > 0 }

  /// Whether its money counts towards gross, discounts and refunds.
  var isCounted: Bool { status == .paid || status == .refunded }

  /// Seconds since the shop's first midnight.
  var instant: Int { day * 86_400 + secondOfDay }
}

/// One line of an order.
struct OrderLine: Sendable {
  let product: Int
  let quantity: Int
  let price: Int
  /// Off the whole line.
  var discount = 0
  /// This line's part of the order's discount.
  var share = 0
  var refund = 0
  /// The instant of the refund, where there is one.
  var refundedAt: Int?
  var tax = 0

  /// List value: quantity × unit price.
  var gross: Int { quantity * price }
  /// What was asked for it, after both discounts.
  var charged: Int { gross - discount - share }
  /// What is left after the refund.
  var net: Int { charged - refund }
}
