/// What a column of a platform's file can mean: the fields of the plain shop folder, the columns of its side files, and
/// amounts from which those are worked out.
enum Column: UInt8, Sendable, CaseIterable {
  // The fields, under the same names as in `Field`.
  case orderId, line, customerId, email, phone, name, orderedAt, date, time, paidAt, status, paymentStatus,
    paymentMethod, sku, product, category
  case quantity, unitPrice, discount, orderDiscount, total, lineTotal, orderTotal, refund, refundedAt, tax, shipping
  case cost, currency, address, region, city, country, channel, coupon
  // What translations need beside them.
  /// Number of the part of an order that has a number of its own.
  case subOrderId
  /// Another phone number, for where the first is empty.
  case secondPhone
  /// First name, where the name is in two columns.
  case firstName
  /// Family name, where the name is in two columns.
  case lastName
  /// Goods of the order, after or before discounts as the platform has it.
  case subtotal
  /// The same including tax, where the platform has both.
  case subtotalWithTax
  /// Shipping including tax.
  case shippingWithTax
  /// Charges beside the shipping, and the same including tax.
  case handling, handlingWithTax
  /// The order's amount including tax.
  case totalWithTax
  /// What was paid.
  case paidAmount
  /// What was paid from a balance at the platform.
  case balancePaid
  /// What the shop received.
  case received
  /// Discount that the platform, or a partner, gave and pays.
  case platformDiscount, partnerDiscount
  /// Time of the cancellation.
  case cancelledAt
  /// Time of the dispatch, and of the end of the order.
  case dispatchedAt, completedAt
  /// State of the delivery.
  case fulfilment
  /// State of a refund.
  case refundStatus
  /// All lines of the order in one cell.
  case packedLines
  /// Payment or refund.
  case eventType
  /// The order's amount after a correction.
  case adjustedTotal
  /// The person behind a customer number that is made anew for every order.
  case personId
  /// Profit on the line.
  case profit
  /// Amount of the line before discounts, where the platform gives it before and after.
  case lineSubtotal
  /// Tax on the shipping, where it has a column of its own.
  case shippingTax
  /// Whether a line is taxed, and the tax's name with its rate: "IVA 21%".
  case taxable, taxName
  /// What one piece was sold for, where the list price stands beside it.
  case dealPrice
  /// How many pieces came back.
  case returnedQuantity
  /// Who received the money, or the goods.
  case recipient
  /// What was taken off the whole order beside its first discount, where the platform has two.
  case otherDiscount
  // Columns of the side files.
  case sessionId, at, page, seconds, event, kind, note, level, campaign, starts, days, code, control, contactedAt
  case month, amount, rate, price, since, birthday, acceptsMarketing, tags

  /// The field of the plain shop folder; `nil` for a column that orders do not have there.
  var field: Field? { Column.fieldsByColumn[Int(rawValue)] }

  /// The name as the plain shop folder writes it: `ordered_at`.
  var plainName: String { Column.plainNames[Int(rawValue)] }

  /// The column of a field.
  init(_ field: Field) { self = Column.columnsByField[field] ?? .note }

  /// Whether its cells are amounts of money.
  var isMoney: Bool {
    switch self {
    case .unitPrice, .discount, .orderDiscount, .total, .lineTotal, .orderTotal, .refund, .tax, .shipping, .cost,
      .subtotal, .subtotalWithTax, .shippingWithTax, .handling, .handlingWithTax, .totalWithTax, .paidAmount,
      .balancePaid, .received, .platformDiscount, .partnerDiscount, .adjustedTotal, .profit, .dealPrice, .otherDiscount,
      .price, .amount, .lineSubtotal, .shippingTax:
      return true
    default: return false
    }
  }

  private static let plainNames: [String] = allCases.map { column in
    "\(column)".reduce(into: "") { name, letter in
      if letter.isUppercase { name += "_" }
      name += letter.lowercased()
    }
  }
  private static let fieldsByColumn: [Field?] = allCases.map { Field(rawValue: $0.plainName) }
  private static let columnsByField: [Field: Column] = Dictionary(
    allCases.compactMap { column in column.field.map { ($0, column) } }, uniquingKeysWith: { first, _ in first })
}
