import Ledger

/// Shopify: a row for each line, the order's own cells on the first of them alone.
///
/// The order's discount is what the lines are worth beyond `Subtotal`: `Discount Amount` may or may not hold the lines'
/// own discounts, and that of the shipping.
struct ShopifyTranslation: OrderTranslation {
  static let looksAhead = true
  private var shippingDiscounts = 0
  /// Orders whose total is subtotal and shipping, their tax inside, and those whose total has the tax beside them.
  private var inside = 0
  private var onTop = 0

  mutating func notice(_ row: OrderRows) -> Bool {
    noticeTax(row)
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
    let kinds = sink.kinds(draft, rows)
    let named = rows.firstMagnitude(.orderDiscount, digits: digits)
    if let subtotal = rows.firstAmount(.subtotal, digits: digits) {
      reconcile(&draft, kinds, subtotal: subtotal, named: named, rows, sink)
    } else {
      draft.discount = min(named, max(0, draft.goods))
    }
    draft.refund = rows.firstMagnitude(.refund, digits: digits)
    takeOutTax(&draft, kinds, rows, sink)
    decideStatus(&draft, rows)
    try sink.emit(draft, rows)
  }

  /// Counts an order to those with the tax in their prices, or to those with the tax on top.
  private mutating func noticeTax(_ row: OrderRows) {
    guard let tax = row.amount(0, .tax, digits: 4), tax > 0, let total = row.amount(0, .total, digits: 4),
      let subtotal = row.amount(0, .subtotal, digits: 4)
    else { return }
    let rest = total - subtotal - (row.amount(0, .shipping, digits: 4) ?? 0)
    if rest == 0 { inside += 1 } else if rest == tax { onTop += 1 }
  }

  /// Takes the tax out of the goods where the order's total says that prices include it: `Total = Subtotal + Shipping`
  /// (and a tip), `Taxes` above 0. Where the total is neither, most orders of the file decide.
  private func takeOutTax(_ draft: inout OrderDraft, _ kinds: [NotGoods?], _ rows: OrderRows, _ sink: OrderSink) {
    let digits = sink.digits
    guard draft.tax > 0, let subtotal = rows.firstAmount(.subtotal, digits: digits) else { return }
    let tips = draft.lines.indices.reduce(Int64(0)) {
      kinds[$1] == .tip ? OrderDraft.sum($0, draft.lines[$1].net) : $0
    }
    let rest = (rows.firstAmount(.total, digits: digits) ?? 0) - subtotal - draft.shipping
    let isInside =
      rest == 0 || rest == tips ? true : rest == draft.tax || rest == draft.tax + tips ? false : inside > onTop
    guard isInside else { return }
    sink.takeOutNotGoods(&draft, rows)
    let isTaxed = draft.lines.indices.map { kinds[$0] == nil && !rows.says(draft.lines[$0].row, .taxable, "false") }
    var goods: Int64 = 0
    let shares = PartitionWriter.shares(of: draft.discount, weights: draft.lines.map { max(0, $0.gross) })
    for place in draft.lines.indices where isTaxed[place] {
      goods = OrderDraft.sum(goods, draft.lines[place].net - (draft.discount > 0 ? shares[place] : 0))
    }
    let rate = rows.has(.taxName) ? TaxRate.named(rows.firstText(.taxName)) : nil
    let onGoods = TaxRate.onGoods(draft.tax, goods: goods, shipping: draft.shipping, rate: rate)
    draft.takeOut(tax: onGoods, isTaxed: isTaxed)
  }

  /// Finds the discount of the goods: the one that leads to `Subtotal`. A tip is not in it, a gift card is.
  private mutating func reconcile(
    _ draft: inout OrderDraft, _ kinds: [NotGoods?], subtotal: Int64, named: Int64, _ rows: OrderRows, _ sink: OrderSink
  ) {
    var goods = draft.goods
    var gross = draft.gross
    let tips = draft.lines.indices.filter { kinds[$0] == .tip }
    let tipped = tips.reduce(Int64(0)) { OrderDraft.sum($0, draft.lines[$1].net) }
    if tipped != 0, goods - named != subtotal {
      goods -= tipped
      gross -= tips.reduce(Int64(0)) { OrderDraft.sum($0, draft.lines[$1].gross) }
    }
    let difference = goods - subtotal
    if difference >= 0 {
      draft.discount = difference
      if difference == 0, named > gross - goods { shippingDiscounts += 1 }
      let lineDiscounts = gross - goods
      let isBalanced = difference == named || difference + lineDiscounts == named || difference == 0
      if !isBalanced { sink.doesNotReconcile(rows) }
      let explained = isBalanced ? subtotal : max(goods - named, goods - max(0, named - lineDiscounts))
      sink.reconciles(rows, lines: explained, total: subtotal, isBalanced: isBalanced)
    } else if gross - subtotal >= 0, named == gross - subtotal {
      // The lines' discounts are in `Discount Amount` and are not all taken off.
      for line in draft.lines.indices { draft.lines[line].discount = 0 }
      draft.discount = named
      sink.reconciles(rows, lines: subtotal, total: subtotal, isBalanced: true)
    } else {
      draft.settle(net: subtotal + (draft.goods - goods))
      sink.doesNotReconcile(rows)
      sink.reconciles(rows, lines: goods, total: subtotal, isBalanced: false)
    }
  }

  private func decideStatus(_ draft: inout OrderDraft, _ rows: OrderRows) {
    if rows.first(.cancelledAt) != nil {
      draft.cells[.status] = .text("cancelled")
    } else if let row = rows.first(.status) {
      draft.isRefunded = rows.status(row, .status) == .refunded
    }
  }

  var remarks: [String] {
    var remarks: [String] = []
    if shippingDiscounts > 0 {
      remarks.append(
        "\(Digits.grouped(shippingDiscounts)) discounts are not in the subtotal: they were off the shipping and reduce "
          + "no goods.")
    }
    return remarks
  }
}
