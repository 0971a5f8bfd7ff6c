import Ledger

/// Square: payments and, in another file, their items; refunds are rows of their own with negative amounts.
struct SquareTranslation: OrderTranslation {
  static let looksAhead = true
  static let spansFiles = true
  private var hasRefundRows = false

  mutating func notice(_ row: OrderRows) -> Bool {
    if !hasRefundRows, row.says(0, .eventType, "refund") { hasRefundRows = true }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let items = (0..<rows.count).filter { rows.part($0) == .lines }
    let payments = (0..<rows.count).filter { rows.part($0) != .lines }
    for isRefund in [false, true] {
      func chosen(_ rows: OrderRows, _ list: [Int]) -> [Int] {
        list.filter { rows.says($0, .eventType, "refund") == isRefund }
      }
      let lines = chosen(rows, items)
      let heads = chosen(rows, payments)
      guard let first = lines.first ?? heads.first else { continue }
      var draft = OrderDraft()
      for row in lines.isEmpty ? heads : lines { addLine(rows, row, &draft, sink.digits) }
      draft.cells[.orderedAt] = .text(
        [rows.text(first, .date), rows.text(first, .time)].filter { !$0.isEmpty }.joined(separator: " "))
      if !isRefund, !heads.isEmpty {
        draft.tax = rows.magnitudes(.tax, heads, digits: sink.digits)
        if !hasRefundRows { draft.refund = rows.magnitudes(.refund, heads, digits: sink.digits) }
      }
      try sink.emit(draft, rows)
    }
  }

  private func addLine(_ rows: OrderRows, _ row: Int, _ draft: inout OrderDraft, _ digits: Int) {
    draft.addLine(rows, row, total: .subtotal, digits: digits)
    let place = draft.lines.count - 1
    let discount = Int64(rows.amount(row, .discount, digits: digits)?.magnitude ?? 0)
    // A refund of discounted goods gives back what was paid for them.
    draft.lines[place].discount = draft.lines[place].gross < 0 ? 0 : discount
    if draft.lines[place].gross < 0 { draft.lines[place].gross += discount }
    if draft.lines[place].gross < 0, draft.lines[place].quantity.mantissa > 0, rows.isEmpty(row, .quantity) {
      draft.lines[place].quantity = DecimalNumber(mantissa: -1, decimals: 0)
    }
  }
}
