import Ledger

/// Magento 2's order grid: one row per order, no items.
///
/// The grid has the subtotal, the shipping and the grand total. What the grand total lacks is a discount, what it has
/// beyond them is tax; where an order has both, only their difference shows.
struct MagentoTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: rows.isEmpty(row, .subtotal) ? .total : .subtotal, digits: digits)
      draft.shipping = rows.amount(row, .shipping, digits: digits) ?? 0
      if let total = rows.amount(row, .total, digits: digits), !rows.isEmpty(row, .subtotal) {
        let difference = total - draft.goods - draft.shipping
        if difference < 0 { draft.discount = min(-difference, max(0, draft.goods)) } else { draft.tax = difference }
      }
      draft.refund = rows.amount(row, .refund, digits: digits) ?? 0
      // Magento closes an order whose amount was given back whole.
      if rows.says(row, .status, "closed") {
        draft.isRefunded = true
        draft.cells[.status] = .text("refunded")
      }
      try sink.emit(draft, rows)
    }
  }
}

/// Stripe's payments: one row per payment, refunds with their day.
struct StripeTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: .total, digits: sink.digits)
      draft.refund = Int64(rows.amount(row, .refund, digits: sink.digits)?.magnitude ?? 0)
      draft.isRefunded = rows.status(row, .status) == .refunded
      // A card was charged only where the payment was captured.
      if rows.has(.fulfilment), rows.says(row, .fulfilment, "false"),
        rows.status(row, .status) == .valid
      {
        draft.cells[.status] = .text("uncaptured")
      }
      if draft.refund == 0 { draft.cells[.refundedAt] = .empty }
      try sink.emit(draft, rows)
    }
  }
}

/// BigCommerce: one row per order, its lines in the cell `Product Details`.
struct BigCommerceTranslation: OrderTranslation {
  private static let names = [
    "Product ID", "Product Qty", "Product SKU", "Product Name", "Product Weight", "Product Variation Details",
    "Product Options", "Product Unit Price", "Product Total Price",
  ]

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    for row in 0..<rows.count {
      func amount(_ column: Column) -> Int64 { rows.amount(row, column, digits: digits) ?? 0 }
      var draft = OrderDraft()
      draft.row = row
      let items = rows.withBytes(row, .packedLines) {
        PackedCell.labelled($0, names: BigCommerceTranslation.names)
      }
      for item in items { draft.lines.append(line(item, row, digits)) }
      let isWithTax = draft.lines.isEmpty ? rows.isEmpty(row, .subtotal) : draft.goods == amount(.subtotalWithTax)
      let subtotal = isWithTax ? amount(.subtotalWithTax) : amount(.subtotal)
      let extras =
        isWithTax ? amount(.shippingWithTax) + amount(.handlingWithTax) : amount(.shipping) + amount(.handling)
      let total = isWithTax ? amount(.totalWithTax) : amount(.total)
      if draft.lines.isEmpty { draft.lines = [OrderDraft.Line(row: row, gross: subtotal)] }
      if draft.goods != subtotal, !draft.lines.contains(where: { $0.unreadable != nil }) { sink.doesNotReconcile(rows) }
      draft.settle(net: max(0, min(subtotal, total - extras)))
      let taxInside = amount(.subtotalWithTax) - amount(.subtotal)
      if isWithTax, !rows.isEmpty(row, .subtotal), taxInside > 0 {
        draft.takeOut(tax: OrderDraft.part(taxInside, draft.goods - draft.discount, of: amount(.subtotalWithTax)))
      }
      draft.tax = amount(.tax)
      draft.shipping = isWithTax ? amount(.shippingWithTax) : amount(.shipping)
      draft.refund = amount(.refund)
      draft.isRefunded = rows.status(row, .status) == .refunded
      if rows.text(row, .customerId) == "0" { draft.cells[.customerId] = .empty }
      if !rows.isEmpty(row, .time) {
        draft.cells[.orderedAt] = .text(rows.text(row, .orderedAt) + " " + rows.text(row, .time))
      }
      try sink.emit(draft, rows)
    }
  }

  private func line(_ item: PackedCell.Item, _ row: Int, _ digits: Int) -> OrderDraft.Line {
    var line = OrderDraft.Line(row: row)
    line.quantity = PackedCell.number(item["Product Qty"] ?? "") ?? line.quantity
    line.product = .text(item["Product Name"] ?? "")
    let sku = item["Product SKU"] ?? ""
    line.sku = .text(sku.isEmpty ? item["Product ID"] ?? "" : sku)
    if let total = PackedCell.number(item["Product Total Price"] ?? "").flatMap({
      OrderDraft.amount($0, digits: digits)
    }) {
      line.gross = total
    } else if let price = PackedCell.number(item["Product Unit Price"] ?? ""),
      let gross = OrderDraft.product(line.quantity, price, digits: digits)
    {
      line.gross = gross
    } else {
      line.unreadable = .text(item["Product Total Price"] ?? "")
    }
    return line
  }
}
