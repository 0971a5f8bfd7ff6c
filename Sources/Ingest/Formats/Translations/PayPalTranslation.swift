import Ledger

/// PayPal's activity: sales, and beside them everything else that moves the balance.
///
/// A sale is money that came in from a person; of it, shipping, tax and insurance are no goods, and PayPal's fee is no
/// discount. Money that was given back is a refund on its own day, of the sale that it names where it names one. Transfers,
/// conversions, holds, fees and what the shop itself bought are no orders.
struct PayPalTranslation: OrderTranslation {
  static let looksAhead = true
  /// Goods of each sale, less what was given back so far, by the number of the sale.
  private var goodsLeft: [String: DecimalNumber] = [:]
  private var hasRefunds = false
  private var others: [String: Int] = [:]

  /// What a row is.
  private enum Kind { case sale, refund, other }

  /// Beginnings or parts of words for types that are no sale, though money comes in: PayPal's words in its languages.
  private static let transfers = [
    "withdraw", "deposit", "conversion", "hold", "release", "authori", "transfer", "reserve", "loan", "cart item",
    "fee reversal", "bonus", "top up", "abbuchung", "auszahlung", "einzahlung", "umrechnung", "einbehalt", "autorisi",
    "bankgutschrift", "warenkorb", "freigabe", "virement", "dépôt", "retenue", "blocage", "libération", "autorisation",
    "retiro", "retirada", "retención", "depósito", "conversión", "liberación", "autorización", "transferencia", "saque",
    "conversão", "retenção", "liberação", "transferência", "prelievo", "deposito", "conversione", "blocco",
    "trattenuta", "sblocco", "trasferimento", "opname", "storting", "conversie", "blokkering", "提现", "提現", "转账", "換匯",
  ]
  private static let refunds = [
    "refund", "reversal", "chargeback", "rückzahlung", "rückbuchung", "erstattung", "storn", "rembours", "annulation",
    "reembolso", "devoluci", "contracargo", "reversión", "estorno", "devolução", "rimborso", "storno", "terugbetaling",
    "terugboeking", "退款", "返金",
  ]

  private static func kind(_ rows: OrderRows, _ row: Int) -> Kind {
    let type = rows.text(row, .eventType).lowercased()
    guard rows.text(row, .kind).lowercased() != "memo", let gross = rows.number(row, .total), gross.mantissa != 0 else {
      return .other
    }
    if refunds.contains(where: { type.contains($0) }) { return gross.mantissa < 0 ? .refund : .other }
    if gross.mantissa < 0 || transfers.contains(where: { type.contains($0) }) { return .other }
    return rows.isEmpty(row, .email) && rows.isEmpty(row, .name) ? .other : .sale
  }

  mutating func notice(_ row: OrderRows) -> Bool {
    switch PayPalTranslation.kind(row, 0) {
    case .refund: hasRefunds = true
    case .sale:
      if !row.isEmpty(0, .orderId), let gross = row.amount(0, .total, digits: 4) {
        let goods = PayPalTranslation.goods(row, 0, gross, digits: 4)
        goodsLeft[row.text(0, .orderId)] = DecimalNumber(mantissa: goods, decimals: 4)
      }
    case .other: break
    }
    return true
  }

  /// What of an amount is goods.
  private static func goods(_ rows: OrderRows, _ row: Int, _ gross: Int64, digits: Int) -> Int64 {
    let beside = [Column.shipping, .tax, .handling].reduce(Int64(0)) { sum, column in
      OrderDraft.sum(sum, Int64(rows.amount(row, column, digits: digits)?.magnitude ?? 0))
    }
    return beside < gross ? gross - beside : gross
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      let kind = PayPalTranslation.kind(rows, row)
      guard kind != .other, let gross = rows.amount(row, .total, digits: sink.digits) else {
        let type = rows.text(row, .eventType)
        others[type.isEmpty ? "rows without an amount" : type, default: 0] += 1
        sink.setAside(rows, row, .surrounding, "no sale: \(type)")
        continue
      }
      var draft = OrderDraft()
      draft.row = row
      var line = OrderDraft.Line(row: row)
      if let pieces = rows.number(row, .quantity), pieces.mantissa > 0 { line.quantity = pieces }
      let date = [rows.text(row, .date), rows.text(row, .time)].filter { !$0.isEmpty }.joined(separator: " ")
      draft.cells[.orderedAt] = .text(date)
      if kind == .sale {
        line.gross = PayPalTranslation.goods(rows, row, gross, digits: sink.digits)
        draft.shipping = Int64(rows.amount(row, .shipping, digits: sink.digits)?.magnitude ?? 0)
        draft.tax = Int64(rows.amount(row, .tax, digits: sink.digits)?.magnitude ?? 0)
        decideStatus(rows, row, &draft)
      } else {
        line.quantity = DecimalNumber(mantissa: -max(1, line.quantity.mantissa), decimals: line.quantity.decimals)
        line.gross = -refunded(rows, row, -gross, digits: sink.digits)
        if !rows.isEmpty(row, .subOrderId) { draft.cells[.orderId] = .at(row: row, .subOrderId) }
        draft.cells[.email] = rows.isEmpty(row, .recipient) ? .empty : .at(row: row, .recipient)
        draft.cells[.status] = .text("paid")
      }
      draft.lines = [line]
      try sink.emit(draft, rows)
    }
  }

  /// What of money given back counts: all of it, at most what is left of the goods of the sale that it names.
  private mutating func refunded(_ rows: OrderRows, _ row: Int, _ amount: Int64, digits: Int) -> Int64 {
    let sale = rows.text(row, .subOrderId)
    guard let left = goodsLeft[sale], let goods = left.minor(digits: digits) else { return amount }
    let counted = min(amount, max(0, goods))
    goodsLeft[sale] = DecimalNumber(mantissa: goods - counted, decimals: digits)
    return counted
  }

  private func decideStatus(_ rows: OrderRows, _ row: Int, _ draft: inout OrderDraft) {
    guard let word = rows.plainStatus(row, .status) else { return }
    switch word {
    // The money that was given back has rows of its own.
    case "refunded":
      draft.isRefunded = !hasRefunds
      draft.cells[.status] = .text(hasRefunds ? "paid" : "refunded")
    default: draft.cells[.status] = .text(word)
    }
  }

  var remarks: [String] {
    guard !others.isEmpty else { return [] }
    let names = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      "\($0.key) (\(Digits.grouped($0.value)))"
    }
    return [
      "\(Digits.grouped(others.values.reduce(0, +))) rows are no sales and no refunds of sales: \(FileLayout.shown(names))."
    ]
  }
}
