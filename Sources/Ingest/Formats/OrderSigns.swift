/// What the names of a table's columns promise: whether its rows can be orders, or parts of orders.
struct OrderSigns: Sendable {
  /// Whether a column names who bought.
  var hasCustomer = false
  /// Whether a column says when.
  var hasDate = false
  /// Whether a column says how much.
  var hasAmount = false
  /// Whether a column numbers the orders.
  var hasOrderId = false
  /// Whether a column says what was bought, or how many.
  var hasGoods = false

  /// How many of customer, date and amount there are.
  var count: Int { [hasCustomer, hasDate, hasAmount].count { $0 } }
  /// Whether the rows can be orders.
  var isComplete: Bool { count == 3 }
  /// Whether the rows can be orders whose goods and amounts are in another file.
  var isHead: Bool { hasOrderId && hasCustomer && hasDate && !hasGoods }
  /// Whether the rows can be lines of orders that are in another file.
  var isLines: Bool { hasOrderId && hasAmount && !hasCustomer }
  /// What is missing of customer, date and amount, for a sentence.
  var missing: String {
    let parts = [(hasCustomer, "customer"), (hasDate, "date"), (hasAmount, "amount")].filter { !$0.0 }.map(\.1)
    return parts.map { "no " + $0 }.joined(separator: ", ")
  }

  /// Reads the names of the columns, and what a person says that they are.
  init(_ header: [String], map: [(field: Field, column: String)] = []) {
    var fields = Set(ColumnRecognition(header, []).fields.compactMap { $0 })
    let index = HeaderIndex(header)
    for entry in map where index[entry.column] != nil { fields.insert(entry.field) }
    hasCustomer = !fields.isDisjoint(with: [.customerId, .email, .phone, .name])
    hasDate = !fields.isDisjoint(with: [.orderedAt, .date, .paidAt, .time])
    hasAmount = !fields.isDisjoint(with: [.unitPrice, .total, .lineTotal, .orderTotal])
    hasOrderId = fields.contains(.orderId)
    hasGoods = !fields.isDisjoint(with: [.sku, .product, .quantity, .unitPrice, .lineTotal])
  }
}
