import Ledger

/// Etsy: sold items, and in another file their orders.
struct EtsyTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    let items = (0..<rows.count).filter { rows.part($0) == .lines }
    let heads = (0..<rows.count).filter { rows.part($0) != .lines }
    var draft = OrderDraft()
    func first(_ column: Column) -> Int64? {
      for row in heads { if let amount = rows.amount(row, column, digits: digits) { return amount } }
      return nil
    }
    if items.isEmpty {
      for row in heads { draft.addLine(rows, row, total: .subtotal, digits: digits) }
    } else {
      for row in items { draft.addLine(rows, row, digits: digits) }
    }
    let discounts = items.map { Int64(rows.amount($0, .discount, digits: digits)?.magnitude ?? 0) }
    let ofOrder = first(.orderDiscount).map { Int64($0.magnitude) }
    if isOfOrder(discounts, items, rows, draft, ofOrder, digits) {
      draft.discount = discounts.first { $0 > 0 } ?? ofOrder ?? 0
    } else {
      for (place, discount) in discounts.enumerated() { draft.lines[place].discount = discount }
      draft.discount = max(0, (ofOrder ?? 0) - discounts.reduce(0) { OrderDraft.sum($0, $1) })
    }
    draft.discount = min(draft.discount, max(0, draft.goods))
    draft.shipping = first(.shipping) ?? rows.firstAmount(.shipping, digits: digits) ?? 0
    draft.tax = first(.tax) ?? rows.firstAmount(.tax, digits: digits) ?? 0
    if let total = first(.total), let adjusted = first(.adjustedTotal), adjusted != 0, adjusted < total {
      draft.refund = total - adjusted
    }
    draft.isRefunded = heads.contains { rows.status($0, .status) == .refunded }
    if let row = heads.first(where: { !rows.isEmpty($0, .personId) }) {
      draft.cells[.customerId] = .at(row: row, .personId)
    }
    try sink.emit(draft, rows)
  }

  /// Whether a discount is one of the whole order: the same on every item, or on the first item alone, where the order's
  /// file says so or where it is in no item's total.
  private func isOfOrder(
    _ discounts: [Int64], _ items: [Int], _ rows: OrderRows, _ draft: OrderDraft, _ ofOrder: Int64?, _ digits: Int
  ) -> Bool {
    guard let first = discounts.first else { return true }
    let isOnFirstAlone = discounts.dropFirst().allSatisfy { $0 == 0 }
    guard first > 0, isOnFirstAlone || discounts.allSatisfy({ $0 == first }) else { return false }
    if let ofOrder { return ofOrder == first }
    guard items.count > 1 else { return false }
    return items.enumerated().allSatisfy { place, row in
      rows.amount(row, .lineTotal, digits: digits) == draft.lines[place].gross
    }
  }
}

/// eBay: a row for each item; an order of several has a row of its own without an item.
struct EbayTranslation: OrderTranslation {
  static let looksAhead = true
  private var hasPaidDates = false

  mutating func notice(_ row: OrderRows) -> Bool {
    if !row.isEmpty(0, .paidAt) { hasPaidDates = true }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    var draft = OrderDraft()
    for row in 0..<rows.count {
      if rows.isEmpty(row, .product), rows.isEmpty(row, .sku) {
        if rows.isEmpty(row, .customerId), rows.isEmpty(row, .orderedAt) {
          sink.setAside(rows, row, .surrounding, "a note after the rows")
        }
        continue
      }
      draft.addLine(rows, row, digits: sink.digits)
    }
    guard !draft.lines.isEmpty else {
      for row in 0..<rows.count where !rows.isEmpty(row, .customerId) {
        sink.setAside(rows, row, .broken, "an order without an item")
      }
      return
    }
    draft.shipping = rows.magnitudes(.shipping, 0..<rows.count, digits: sink.digits)
    draft.tax = rows.magnitudes(.tax, 0..<rows.count, digits: sink.digits)
    if hasPaidDates, rows.first(.paidAt) == nil { draft.cells[.status] = .text("unpaid") }
    try sink.emit(draft, rows)
  }
}

/// Amazon's reports: a row for each item, its price that of the whole line.
///
/// Prices include tax on all sites but those of the United States and Canada. The rows tell: tax is a usual share of the
/// price without it, or of the price as it stands; where no row tells, the site does.
struct AmazonTranslation: OrderTranslation {
  static let looksAhead = true
  private var inside = 0
  private var onTop = 0

  mutating func notice(_ row: OrderRows) -> Bool {
    guard let tax = row.amount(0, .tax, digits: 2), tax > 0, let price = row.amount(0, .lineTotal, digits: 2) else {
      return true
    }
    let discount = Int64(row.amount(0, .discount, digits: 2)?.magnitude ?? 0)
    let isInside = TaxRate.isUsual(tax, of: price - tax) || TaxRate.isUsual(tax, of: price - discount - tax)
    let isOnTop = TaxRate.isUsual(tax, of: price) || TaxRate.isUsual(tax, of: price - discount)
    if isInside, !isOnTop { inside += 1 }
    if isOnTop, !isInside { onTop += 1 }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    var draft = OrderDraft()
    for row in 0..<rows.count {
      draft.addLine(rows, row, total: .lineTotal, digits: digits)
      draft.lines[row].discount = Int64(rows.amount(row, .discount, digits: digits)?.magnitude ?? 0)
      let state = rows.has(.status) ? rows.status(row, .status) : .nothing
      if state == .cancelled || state == .unpaid, rows.isEmpty(row, .lineTotal) {
        // A cancelled row may have lost its price; it counts nowhere.
        draft.lines[row].unreadable = nil
        draft.lines[row].discount = 0
      }
      if rows.has(.fulfilment), rows.status(row, .fulfilment) == .cancelled {
        draft.lines[row].status = .text("cancelled")
      } else if !rows.isEmpty(row, .status) {
        draft.lines[row].status = .at(row: row, .status)
      }
    }
    draft.tax = rows.magnitudes(.tax, 0..<rows.count, digits: digits)
    draft.shipping = rows.magnitudes(.shipping, 0..<rows.count, digits: digits)
    if draft.tax > 0, isInside(rows, sink) {
      draft.takeOut(taxes: (0..<rows.count).map { rows.amount($0, .tax, digits: digits) ?? 0 })
    }
    try sink.emit(draft, rows)
  }

  private func isInside(_ rows: OrderRows, _ sink: OrderSink) -> Bool {
    if inside != onTop { return inside > onTop }
    let site = rows.firstText(.channel).lowercased()
    if site.hasSuffix(".com") || site.hasSuffix(".ca") { return false }
    return site.contains("amazon.") || (!sink.currency.isEmpty && !["USD", "CAD"].contains(sink.currency))
  }
}
