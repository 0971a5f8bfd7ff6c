import Ledger

/// Taobao and Tmall: an order list, the list of its items, or the newer list of sub-orders, joined by order number.
///
/// What the goods came to is `买家应付货款`: after the shop's discounts, before what the platform pays for the buyer
/// (points, cards, red envelopes), without postage.
struct TaobaoTranslation: OrderTranslation {
  private var withoutList = 0

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let heads = (0..<rows.count).filter { rows.part($0) == .list }
    let subOrders = (0..<rows.count).filter { rows.part($0) == .subOrders }
    let details = (0..<rows.count).filter { rows.part($0) == .lines }
    var draft = OrderDraft()
    let digits = sink.digits
    if !subOrders.isEmpty {
      for row in subOrders { addSubOrder(rows, row, &draft, digits) }
      // The same goods once more, with less said of them.
      if let head = heads.first { takeHead(rows, head, &draft, digits, settles: false) }
    } else if let head = heads.first {
      if details.isEmpty {
        addWhole(rows, head, &draft, digits)
      } else {
        for row in details { draft.addLine(rows, row, digits: digits) }
      }
      takeHead(rows, head, &draft, digits, settles: true)
      draft.cells[.status] = draft.cells[.status] ?? .at(row: head, .status)
      for place in draft.lines.indices where rows.isEmpty(draft.lines[place].row, .sku) {
        draft.lines[place].sku = .empty
      }
    } else {
      withoutList += details.count
      for row in details {
        sink.setAside(rows, row, .broken, "no order list has an order of this number: buyer and date are unknown")
      }
      return
    }
    draft.cells[.region] = TaobaoTranslation.region(rows)
    try sink.emit(draft, rows)
  }

  /// The order as one line: of an order list alone.
  private func addWhole(_ rows: OrderRows, _ row: Int, _ draft: inout OrderDraft, _ digits: Int) {
    draft.addLine(rows, row, total: rows.isEmpty(row, .subtotal) ? .total : .subtotal, digits: digits)
    if rows.isEmpty(row, .subtotal), let postage = rows.amount(row, .shipping, digits: digits) {
      draft.lines[0].gross = max(0, draft.lines[0].gross - postage)
    }
  }

  private func takeHead(
    _ rows: OrderRows, _ row: Int, _ draft: inout OrderDraft, _ digits: Int, settles: Bool
  ) {
    draft.shipping = rows.amount(row, .shipping, digits: digits) ?? 0
    guard settles else { return }
    if let goods = rows.amount(row, .subtotal, digits: digits), !draft.lines.contains(where: { $0.unreadable != nil }) {
      draft.settle(net: goods)
    }
    draft.refund = Int64(rows.amount(row, .refund, digits: digits)?.magnitude ?? 0)
    let net = draft.goods - draft.discount
    switch rows.status(row, .status) {
    case .refunded: draft.isRefunded = true
    case .cancelled where !rows.isEmpty(row, .paidAt) && draft.refund > 0 && draft.refund >= net:
      // An order that was paid and given back whole is closed too.
      draft.cells[.status] = .text("已退款")
    default: break
    }
  }

  private func addSubOrder(_ rows: OrderRows, _ row: Int, _ draft: inout OrderDraft, _ digits: Int) {
    draft.addLine(rows, row, digits: digits)
    let place = draft.lines.count - 1
    if let due = rows.amount(row, .subtotal, digits: digits), draft.lines[place].unreadable == nil {
      draft.lines[place].gross = max(due, draft.lines[place].gross)
      draft.lines[place].discount = draft.lines[place].gross - due
    }
    let net = draft.lines[place].net
    let refund = Int64(rows.amount(row, .refund, digits: digits)?.magnitude ?? 0)
    let state = rows.status(row, .status)
    let isGivenBack =
      state == .refunded || (!rows.isEmpty(row, .refundStatus) && rows.status(row, .refundStatus) == .refunded)
    if state == .cancelled, !isGivenBack || rows.isEmpty(row, .paidAt) {
      draft.lines[place].status = .at(row: row, .status)
    } else if isGivenBack || refund > 0 {
      draft.lines[place].refund = refund > 0 ? min(refund, net) : net
      draft.lines[place].status = .text(state == .cancelled ? "已退款" : rows.text(row, .status))
    } else {
      draft.lines[place].status = .at(row: row, .status)
    }
  }

  /// The province: the first word of the address.
  static func region(_ rows: OrderRows) -> OrderDraft.Cell {
    guard let row = rows.first(.address) else { return .empty }
    return .text(rows.withBytes(row, .address) { CellText.firstWord($0) })
  }

  var remarks: [String] {
    withoutList == 0
      ? []
      : [
        "\(Digits.grouped(withoutList)) lines belong to orders that are in no order list: export the order list "
          + "(订单报表) of the same days."
      ]
  }
}

/// The order report of Tmall that is used for teaching: no buyer, no goods; postage is in the amounts.
struct TmallReportTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: .total, digits: sink.digits)
      draft.refund = rows.amount(row, .refund, digits: sink.digits) ?? 0
      draft.cells[.status] = .text(rows.isEmpty(row, .paidAt) ? "unpaid" : "paid")
      draft.cells[.region] = .text(rows.withBytes(row, .address) { CellText.firstWord($0) })
      try sink.emit(draft, rows)
    }
  }
}
