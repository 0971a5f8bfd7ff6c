import Ledger

/// Shops and marketplaces whose file has a row for each line, or one for each order: what the order itself says stands on
/// its first row or on all of them.
///
/// Which columns there are decides. Of a line: the price of one piece (and what it was sold for, where that is another),
/// or its amount; what was taken off; how many pieces came back. Of the order: what was taken off the whole, what was
/// given back, what it came to. Words of its states are the kind's own (`FileKind.words`), then those that all shops use.
struct ShopLinesTranslation: OrderTranslation {
  static let looksAhead = true
  static let joinsPlatforms = false
  private var hasKeys = false
  private var keyedByName = 0
  /// Orders of one line without a coupon whose total has the tax in its prices, and beside them.
  private var taxInside = 0
  private var taxBeside = 0

  mutating func notice(_ row: OrderRows) -> Bool {
    if !hasKeys { hasKeys = [Column.customerId, .email, .phone].contains { row.isKey(0, $0) } }
    if row.infersDiscount(0), row.isEmpty(0, .coupon), let total = row.amount(0, .total, digits: 4),
      let price = row.number(0, .unitPrice), let tax = row.amount(0, .tax, digits: 4), tax > 0,
      let goods = OrderDraft.product(
        row.number(0, .quantity) ?? DecimalNumber(mantissa: 1, decimals: 0), price, digits: 4)
    {
      let plain = OrderDraft.sum(goods, row.amount(0, .shipping, digits: 4) ?? 0)
      if plain == total { taxInside += 1 }
      if OrderDraft.sum(plain, tax) == total { taxBeside += 1 }
    }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    let read = (0..<rows.count).filter { row in
      guard ShopLinesTranslation.explains(rows, row) else { return true }
      sink.setAside(rows, row, .surrounding, "the row explains the columns")
      return false
    }
    guard let head = read.first else { return }
    var draft = OrderDraft()
    addLines(rows, read, &draft, digits)
    draft.shipping = rows.firstMagnitude(.shipping, digits: digits)
    draft.tax = rows.firstMagnitude(.tax, digits: digits)
    // Tax in the prices is in what was given back as it is in the goods.
    if rows.infersDiscount(0), taxInside > taxBeside { draft.taxOnGoods = 0 }
    draft.discount = max(0, min(orderDiscount(rows, draft, digits), draft.goods))
    decideRefund(rows, &draft, digits)
    decideStatus(rows, read, &draft)
    name(rows, head, &draft)
    if rows.first(.orderedAt) == nil, let date = rows.first(.date) {
      let parts = [rows.text(date, .date), rows.first(.time).map { rows.text($0, .time) } ?? ""]
      draft.cells[.orderedAt] = .text(parts.filter { !$0.isEmpty }.joined(separator: " "))
    }
    try sink.emit(draft, rows)
  }

  /// Whether a row has text where every order has figures: it says what the columns are.
  private static func explains(_ rows: OrderRows, _ row: Int) -> Bool {
    var isFilled = false
    for column in [Column.orderId, .orderedAt, .date, .quantity, .unitPrice, .lineTotal, .total]
    where !rows.isEmpty(row, column) {
      if rows.withBytes(row, column, { $0.contains { $0 >= 48 && $0 <= 57 } }) { return false }
      isFilled = true
    }
    return isFilled && (rows.isEmpty(row, .customerId) || !rows.isEmpty(row, .orderId))
  }

  // MARK: Lines

  private func addLines(_ rows: OrderRows, _ read: [Int], _ draft: inout OrderDraft, _ digits: Int) {
    let hasLines = read.contains { !rows.isEmpty($0, .unitPrice) || !rows.isEmpty($0, .lineTotal) }
    guard hasLines else {
      addWhole(rows, read, &draft, digits)
      return
    }
    let states = Set(read.map { rows.text($0, .status) }.filter { !$0.isEmpty })
    for row in read {
      let isPriced = !rows.isEmpty(row, .unitPrice) || !rows.isEmpty(row, .lineTotal)
      // A row of the order itself, above those of its lines.
      if !isPriced, rows.isEmpty(row, .product), rows.isEmpty(row, .sku) { continue }
      if !rows.isEmpty(row, .unitPrice) || !isPriced {
        draft.addLine(rows, row, digits: digits)
      } else {
        draft.addLine(rows, row, total: .lineTotal, digits: digits)
      }
      let place = draft.lines.count - 1
      draft.lines[place].discount = lineDiscount(rows, row, draft.lines[place], digits)
      draft.lines[place].refund = returned(rows, row, draft.lines[place])
      if states.count > 1, let word = rows.plainStatus(row, .status) { draft.lines[place].status = .text(word) }
    }
  }

  /// An order without lines: what its goods came to, else what is left of the total.
  private func addWhole(_ rows: OrderRows, _ read: [Int], _ draft: inout OrderDraft, _ digits: Int) {
    if let row = read.first(where: { !rows.isEmpty($0, .subtotal) }) {
      draft.addLine(rows, row, total: .subtotal, digits: digits)
    } else {
      draft.addLine(rows, read.first { !rows.isEmpty($0, .total) } ?? read[0], total: .total, digits: digits)
      let beside = OrderDraft.sum(
        rows.firstMagnitude(.shipping, digits: digits), rows.firstMagnitude(.tax, digits: digits))
      draft.lines[0].gross = max(min(0, draft.lines[0].gross), draft.lines[0].gross - beside)
      // What was taken off is no longer in the total.
      if draft.lines[0].unreadable == nil {
        draft.lines[0].gross = OrderDraft.sum(
          draft.lines[0].gross, rows.firstMagnitude(.orderDiscount, digits: digits))
      }
    }
  }

  /// What was taken off a line: said outright, or the difference to what one piece was sold for.
  private func lineDiscount(_ rows: OrderRows, _ row: Int, _ line: OrderDraft.Line, _ digits: Int) -> Int64 {
    if !rows.isEmpty(row, .discount) {
      return min(Int64(rows.amount(row, .discount, digits: digits)?.magnitude ?? 0), max(0, line.gross))
    }
    guard let deal = rows.number(row, .dealPrice), line.gross > 0,
      let sold = OrderDraft.product(line.quantity, deal, digits: digits)
    else { return 0 }
    // What the platform adds to a price is no discount of the seller's.
    let added = Int64(rows.amount(row, .platformDiscount, digits: digits)?.magnitude ?? 0)
    return max(0, line.gross - sold - added)
  }

  /// What the pieces that came back had cost.
  private func returned(_ rows: OrderRows, _ row: Int, _ line: OrderDraft.Line) -> Int64 {
    guard let back = rows.number(row, .returnedQuantity)?.minor(digits: 6), back > 0, line.net > 0,
      let pieces = line.quantity.minor(digits: 6), pieces > 0
    else { return 0 }
    let (product, overflow) = line.net.multipliedReportingOverflow(by: min(back, pieces))
    guard !overflow else { return Int64(Double(line.net) * Double(min(back, pieces)) / Double(pieces)) }
    return (product + pieces / 2) / pieces
  }

  // MARK: The order

  /// What was taken off the whole order: said outright, or what the total lacks.
  private func orderDiscount(_ rows: OrderRows, _ draft: OrderDraft, _ digits: Int) -> Int64 {
    if rows.first(.orderDiscount) != nil || rows.first(.otherDiscount) != nil {
      return OrderDraft.sum(
        rows.firstMagnitude(.orderDiscount, digits: digits), rows.firstMagnitude(.otherDiscount, digits: digits))
    }
    guard rows.infersDiscount(0), rows.first(.coupon) != nil,
      let total = rows.firstAmount(.total, digits: digits), draft.lines.allSatisfy({ $0.unreadable == nil })
    else { return 0 }
    let tax = taxInside > taxBeside ? 0 : draft.tax
    return OrderDraft.sum(OrderDraft.sum(draft.goods, draft.shipping), tax - total)
  }

  private func decideRefund(_ rows: OrderRows, _ draft: inout OrderDraft, _ digits: Int) {
    let refund = rows.firstMagnitude(.refund, digits: digits)
    guard refund > 0 else { return }
    if let total = rows.firstAmount(.total, digits: digits), total > 0, refund >= total {
      for line in draft.lines.indices { draft.lines[line].refund = 0 }
      draft.isRefunded = true
    } else if draft.lines.allSatisfy({ $0.refund == 0 }) {
      draft.refund = refund
    }
  }

  private func decideStatus(_ rows: OrderRows, _ read: [Int], _ draft: inout OrderDraft) {
    let columns: [Column] = [.status, .paymentStatus, .refundStatus]
    let words = columns.map { column in read.lazy.compactMap { rows.plainStatus($0, column) }.first }
    if rows.first(.cancelledAt) != nil || words.contains("cancelled") {
      // Lines of an order may be cancelled one by one.
      if draft.lines.allSatisfy({ $0.status == nil }) || rows.first(.cancelledAt) != nil {
        for line in draft.lines.indices { draft.lines[line].status = nil }
        draft.cells[.status] = .text("cancelled")
      }
    } else if words.contains("refunded") {
      if draft.lines.allSatisfy({ $0.status == nil }) { draft.isRefunded = true }
      draft.cells[.status] = .text("refunded")
    } else if words.contains("unpaid") {
      draft.cells[.status] = .text("unpaid")
    } else if let word = words[0] ?? words[1] {
      draft.cells[.status] = .text(word)
    } else if rows.first(.status) == nil, let row = rows.first(.paymentStatus) {
      draft.cells[.status] = .at(row: row, .paymentStatus)
    }
    for line in draft.lines.indices {
      guard case .text("refunded") = draft.lines[line].status, draft.lines[line].refund == 0 else { continue }
      draft.lines[line].refund = max(0, draft.lines[line].net)
    }
  }

  /// A name in two columns; and where people have nothing but names, those tell them apart.
  private mutating func name(_ rows: OrderRows, _ head: Int, _ draft: inout OrderDraft) {
    // Nobody has the number nought: shops give it to guests.
    if rows.firstText(.customerId) == "0" { draft.cells[.customerId] = .empty }
    // A phone of the invoice or of the parcel is not for certain the buyer's: it stands in where there is no address.
    if !rows.has(.phone), rows.first(.email) != nil { draft.cells[.phone] = .empty }
    var name: OrderDraft.Cell?
    if let row = rows.first(.name) {
      name = .at(row: row, .name)
    } else {
      let parts = [Column.firstName, .lastName].map { rows.firstText($0) }.filter { !$0.isEmpty }
      if !parts.isEmpty { name = .text(parts.joined(separator: " ")) }
      if let name { draft.cells[.name] = name }
    }
    guard !hasKeys, let name else { return }
    keyedByName += 1
    draft.cells[.customerId] = name
  }

  var remarks: [String] {
    keyedByName == 0 ? [] : ["Customers are told apart by their names alone: people of the same name are one customer."]
  }
}
