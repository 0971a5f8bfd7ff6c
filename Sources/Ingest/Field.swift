/// What a column of an order file can mean; raw values are the names of the plain shop folder, which `--map` takes.
public enum Field: String, Sendable, CaseIterable {
  /// Number of the order.
  case orderId = "order_id"
  /// Number of the line within the order.
  case line
  /// The customer's account.
  case customerId = "customer_id"
  /// The customer's e-mail address.
  case email
  /// The customer's phone number.
  case phone
  /// The customer's name.
  case name
  /// Day and time of the order.
  case orderedAt = "ordered_at"
  /// Day of the order, where the time has a column of its own.
  case date
  /// Time of the day.
  case time
  /// Day and time of the payment.
  case paidAt = "paid_at"
  /// Status of the order.
  case status
  /// State of the payment, where the order has another one.
  case paymentStatus = "payment_status"
  /// State of the delivery.
  case fulfilment
  /// Way of paying: says which orders are paid after the delivery.
  case paymentMethod = "payment_method"
  /// Stock-keeping unit.
  case sku
  /// Name of the product.
  case product
  /// Category of the product.
  case category
  /// Pieces.
  case quantity
  /// Price of one piece.
  case unitPrice = "unit_price"
  /// Amount off the whole line.
  case discount
  /// Amount off the whole order: repeated on its lines, or given once.
  case orderDiscount = "order_discount"
  /// Amount of the line where there is a quantity or a product, of the order otherwise.
  case total
  /// Amount of the line, after its discount.
  case lineTotal = "line_total"
  /// Amount of the whole order: repeated on its lines, or given once.
  case orderTotal = "order_total"
  /// Amount given back.
  case refund
  /// Day of giving back.
  case refundedAt = "refunded_at"
  /// Tax of the order.
  case tax
  /// Shipping of the order, as the customer paid it.
  case shipping
  /// Cost of one piece.
  case cost
  /// Currency code.
  case currency
  /// Street of delivery: read only to tell people apart.
  case address
  /// Province or state of delivery.
  case region
  /// City of delivery.
  case city
  /// Country of delivery.
  case country
  /// Sales channel.
  case channel
  /// Coupon or discount code.
  case coupon
}
