import Ledger

/// Shopify: a row for each line, the order's own cells on the first of them alone.
///
/// The order's discount is what the lines are worth beyond `Subtotal`: `Discount Amount` may or may not hold the lines'
/// own discounts, and that of the shipping.
struct ShopifyTranslation: OrderTranslation {
  static let looksAhead = true
  private var hasPaid = false
  private var cashOnDelivery = 0
  private var shippingDiscounts = 0

  mutating func notice(_ row: OrderRows) -> Bool {
    if hasPaid { return true }
    if !row.isEmpty(0, .paidAt) { hasPaid = true }
    switch row.status(0, .status) {
    case .valid, .refunded: hasPaid = true
    default: break
    }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    var draft = OrderDraft()
    let digits = sink.digits
    for row in 0..<rows.count {
      draft.addLine(rows, row, digits: digits)
      draft.lines[row].discount = Int64(rows.amount(row, .discount, digits: digits)?.magnitude ?? 0)
    }
    draft.tax = rows.firstAmount(.tax, digits: digits) ?? 0
    draft.shipping = rows.firstAmount(.shipping, digits: digits) ?? 0
    let named = rows.firstMagnitude(.orderDiscount, digits: digits)
    if let subtotal = rows.firstAmount(.subtotal, digits: digits) {
      reconcile(&draft, subtotal: subtotal, named: named, rows, sink)
    } else {
      draft.discount = min(named, max(0, draft.goods))
    }
    draft.refund = rows.firstMagnitude(.refund, digits: digits)
    decideStatus(&draft, rows)
    try sink.emit(draft, rows)
  }

  /// Finds the discount of the goods: the one that leads to `Subtotal`.
  private mutating func reconcile(
    _ draft: inout OrderDraft, subtotal: Int64, named: Int64, _ rows: OrderRows, _ sink: OrderSink
  ) {
    let difference = draft.goods - subtotal
    if difference >= 0 {
      draft.discount = difference
      if difference == 0, named > draft.gross - draft.goods { shippingDiscounts += 1 }
      let lineDiscounts = draft.gross - draft.goods
      if difference != named, difference + lineDiscounts != named, difference != 0 { sink.doesNotReconcile(rows) }
    } else if draft.gross - subtotal >= 0, named == draft.gross - subtotal {
      // The lines' discounts are in `Discount Amount` and are not all taken off.
      for line in draft.lines.indices { draft.lines[line].discount = 0 }
      draft.discount = named
    } else {
      draft.settle(net: subtotal)
      sink.doesNotReconcile(rows)
    }
  }

  private mutating func decideStatus(_ draft: inout OrderDraft, _ rows: OrderRows) {
    guard rows.first(.cancelledAt) == nil else {
      draft.cells[.status] = .text("cancelled")
      return
    }
    guard let row = rows.first(.status) else { return }
    switch rows.status(row, .status) {
    case .refunded: draft.isRefunded = true
    case .unpaid:
      let state = Field.normalised(rows.firstText(.fulfilment))
      guard !hasPaid, state == "fulfilled" || state == "shipped" || state == "delivered" else { return }
      cashOnDelivery += 1
      draft.cells[.status] = .text("cash on delivery")
    default: break
    }
  }

  var remarks: [String] {
    var remarks: [String] = []
    if cashOnDelivery > 0 {
      remarks.append(
        "No order of the file is marked paid: \(Digits.grouped(cashOnDelivery)) delivered orders count as cash on "
          + "delivery.")
    }
    if shippingDiscounts > 0 {
      remarks.append(
        "\(Digits.grouped(shippingDiscounts)) discounts are not in the subtotal: they were off the shipping and reduce "
          + "no goods.")
    }
    return remarks
  }
}
