import Ledger

/// JD: a row for each item, the order's amounts repeated on every one of them.
struct JDTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    var draft = OrderDraft()
    for row in 0..<rows.count { draft.addLine(rows, row, digits: digits) }
    draft.shipping = rows.firstAmount(.shipping, digits: digits) ?? 0
    // What the buyer owes, and what was taken from a balance: postage is in it.
    if let due = rows.firstAmount(.paidAmount, digits: digits), !draft.lines.contains(where: { $0.unreadable != nil }) {
      let paid = due + (rows.firstAmount(.balancePaid, digits: digits) ?? 0)
      let goods = rows.firstAmount(.subtotal, digits: digits) ?? draft.goods
      if goods != draft.goods { sink.doesNotReconcile(rows) }
      let net = paid - draft.shipping
      // A cancelled order owes nothing: that is no discount.
      if paid > 0, net >= 0 { draft.settle(net: net) } else if goods != draft.goods { draft.settle(net: goods) }
    }
    if let row = rows.first(.status) { draft.isRefunded = rows.status(row, .status) == .refunded }
    draft.cells[.region] = TaobaoTranslation.region(rows)
    try sink.emit(draft, rows)
  }
}

/// Pinduoduo: one order per row, of one item.
///
/// Net is `商品总价 − 店铺优惠折扣`: what the platform grants (`平台优惠折扣`, `多多支付立减`) the platform pays.
/// `商家实收金额`, where it is there, says whether the shop paid for `多多支付立减` after all.
struct PinduoduoTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    for row in 0..<rows.count {
      func amount(_ column: Column) -> Int64 { Int64(rows.amount(row, column, digits: digits)?.magnitude ?? 0) }
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: .subtotal, digits: digits)
      draft.shipping = amount(.shipping)
      let ofShop = amount(.discount)
      let instant = amount(.partnerDiscount)
      let received = rows.amount(row, .received, digits: digits)
      let isShopPaying = instant > 0 && received == draft.goods + draft.shipping - ofShop - instant
      draft.lines[0].discount = min(max(0, draft.lines[0].gross), ofShop + (isShopPaying ? instant : 0))
      let after = rows.has(.refundStatus) ? rows.status(row, .refundStatus) : .nothing
      let state = rows.status(row, .status)
      draft.isRefunded = state == .refunded || (after == .refunded && state != .unpaid)
      if draft.isRefunded, state == .cancelled { draft.cells[.status] = .text("退款成功") }
      draft.cells[.orderedAt] = ChinesePlatforms.moment(rows, row)
      try sink.emit(draft, rows)
    }
  }
}

/// Douyin: a row for each sub-order, discounts by who pays them, people masked.
///
/// Net is what the buyer owes and what platform and partners pay for the buyer; only `商家实际承担优惠金额` is a discount
/// of the shop.
struct DouyinTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    var draft = OrderDraft()
    for row in 0..<rows.count {
      func amount(_ column: Column) -> Int64 { Int64(rows.amount(row, column, digits: digits)?.magnitude ?? 0) }
      draft.addLine(rows, row, total: .paidAmount, digits: digits)
      let place = draft.lines.count - 1
      draft.lines[place].discount = amount(.discount)
      draft.lines[place].gross += amount(.platformDiscount) + amount(.partnerDiscount) + amount(.discount)
      let state = rows.status(row, .status)
      let after = rows.has(.refundStatus) ? rows.status(row, .refundStatus) : .nothing
      if state == .refunded || (after == .refunded && state != .unpaid) {
        draft.lines[place].refund = max(0, draft.lines[place].net)
        draft.lines[place].status = .text("退款成功")
      } else if !rows.isEmpty(row, .status) {
        draft.lines[place].status = .at(row: row, .status)
      }
      draft.shipping = OrderDraft.sum(draft.shipping, amount(.shipping))
    }
    draft.cells[.orderedAt] = ChinesePlatforms.moment(rows, 0)
    draft.cells[.region] = TaobaoTranslation.region(rows)
    try sink.emit(draft, rows)
  }
}

/// Youzan: a row for each item, with cost, its share of the shop's discounts and what was given back.
struct YouzanTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    var draft = OrderDraft()
    for row in 0..<rows.count {
      draft.addLine(rows, row, digits: digits)
      let place = draft.lines.count - 1
      if let paid = rows.amount(row, .lineTotal, digits: digits), draft.lines[place].unreadable == nil {
        draft.lines[place].gross = max(paid, draft.lines[place].gross)
        draft.lines[place].discount = draft.lines[place].gross - paid
      } else {
        draft.lines[place].discount = rows.magnitudes(.discount, [row], digits: digits)
      }
      draft.lines[place].cost = rows.number(row, .cost)
      let net = max(0, draft.lines[place].net)
      draft.lines[place].refund = min(net, rows.magnitudes(.refund, [row], digits: digits))
      let isGivenBack = rows.has(.refundStatus) && rows.status(row, .refundStatus) == .refunded
      if isGivenBack, draft.lines[place].refund == 0 { draft.lines[place].refund = net }
      if !rows.isEmpty(row, .status) {
        let isClosed = rows.status(row, .status) == .cancelled && draft.lines[place].refund > 0
        draft.lines[place].status = isClosed ? .text("已退款") : .at(row: row, .status)
      }
    }
    draft.cells[.orderedAt] = ChinesePlatforms.moment(rows, rows.first(.orderedAt) ?? 0)
    try sink.emit(draft, rows)
  }
}

/// What the exports of Chinese platforms have in common.
enum ChinesePlatforms {
  /// The order's time: when it was made, else paid, else dispatched, else ended; of an unpaid order some are empty.
  static func moment(_ rows: OrderRows, _ row: Int) -> OrderDraft.Cell {
    for column in [Column.orderedAt, .paidAt, .dispatchedAt, .completedAt]
    where rows.has(column) && !rows.isEmpty(row, column) {
      return .at(row: row, column)
    }
    return .empty
  }
}
