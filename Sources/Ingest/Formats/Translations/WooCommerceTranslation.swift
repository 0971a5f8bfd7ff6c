import Ledger

/// WooCommerce, one row per line: the order's cells on all rows or on the first.
///
/// Which amounts of the lines count, whether the cart's discount is in them and whether prices hold tax, the order's total
/// says: Σ lines − discount + shipping + tax. `Order Line Total` is after coupons, `Order Line Subtotal` and prices are
/// before them.
struct WooCommerceRowsTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    var draft = OrderDraft()
    let digits = sink.digits
    WooCommerce.takeOrder(rows, digits, &draft)
    for row in 0..<rows.count {
      if !rows.isEmpty(row, .unitPrice) {
        draft.addLine(rows, row, digits: digits)
      } else {
        draft.addLine(rows, row, total: rows.isEmpty(row, .lineSubtotal) ? .lineTotal : .lineSubtotal, digits: digits)
      }
    }
    let cart = min(rows.firstMagnitude(.orderDiscount, digits: digits), max(0, draft.goods))
    let afterCoupons = lineTotals(draft, rows, digits)
    let isReadable = !draft.lines.contains { $0.unreadable != nil }
    guard let total = rows.firstAmount(.total, digits: digits), isReadable else {
      if let afterCoupons { takeDiscounts(&draft, afterCoupons) } else { draft.discount = cart }
      try sink.emit(draft, rows)
      return
    }
    let goods = total - draft.shipping
    let sums = [afterCoupons.map { $0.reduce(Int64(0), OrderDraft.sum) }, draft.goods - cart, draft.goods]
    let fitting = [draft.tax, 0].lazy.compactMap { tax in
      sums.indices.first { sums[$0].map { $0 + tax == goods } ?? false }.map { (reading: $0, isInside: tax == 0) }
    }.first
    if fitting?.reading == 0 || (fitting == nil && afterCoupons != nil), let afterCoupons {
      takeDiscounts(&draft, afterCoupons)
    } else if fitting?.reading != 2 {
      draft.discount = cart
    }
    let isBalanced = fitting != nil
    sink.reconciles(
      rows, lines: draft.goods - draft.discount + draft.shipping + draft.tax, total: total, isBalanced: isBalanced)
    if fitting?.isInside == true, draft.tax > 0 { WooCommerce.takeOutTax(&draft, rows, sink) }
    try sink.emit(draft, rows)
  }

  /// What the lines came to after coupons, where the file says it of each.
  private func lineTotals(_ draft: OrderDraft, _ rows: OrderRows, _ digits: Int) -> [Int64]? {
    guard rows.has(.lineTotal) else { return nil }
    let totals = draft.lines.map { rows.amount($0.row, .lineTotal, digits: digits) }
    return totals.contains { $0 == nil } ? nil : totals.compactMap { $0 }
  }

  private func takeDiscounts(_ draft: inout OrderDraft, _ totals: [Int64]) {
    for (place, total) in totals.enumerated() {
      if draft.lines[place].gross >= total {
        draft.lines[place].discount = draft.lines[place].gross - total
      } else {
        draft.lines[place].gross = total
        draft.lines[place].discount = 0
      }
    }
    draft.discount = 0
  }
}

/// WooCommerce, one row per line of which only the name and the quantity are said.
struct WooCommerceTotalsTranslation: OrderTranslation {
  static let hasOrderTotals = true

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    var draft = OrderDraft()
    let digits = sink.digits
    WooCommerce.takeOrder(rows, digits, &draft)
    for row in 0..<rows.count {
      var line = OrderDraft.Line(row: row)
      if let quantity = rows.number(row, .quantity) { line.quantity = quantity }
      draft.lines.append(line)
    }
    if let total = rows.firstAmount(.total, digits: digits) {
      draft.lines[0].gross = max(0, total - draft.shipping - draft.tax)
    } else {
      draft.lines[0].unreadable = .at(row: rows.first(.total) ?? 0, .total)
    }
    try sink.emit(draft, rows)
  }
}

/// WooCommerce Analytics: one row per order, its net revenue without tax and shipping, customers by name.
struct WooCommerceAnalyticsTranslation: OrderTranslation {
  static let isKeyedByName = true

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: .total, digits: sink.digits)
      draft.isRefunded = rows.status(row, .status) == .refunded
      try sink.emit(draft, rows)
    }
  }
}

/// WooCommerce by SkyVerge: one row per order, its lines in one cell.
///
/// `name:Cap|product_id:7|sku:C-1|quantity:2|subtotal:20.00|total:18.00;name:…`, a backslash before a mark that belongs
/// to a text.
struct WooCommercePackedTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      WooCommerce.takeOrder(rows, sink.digits, &draft)
      for item in rows.withBytes(row, .packedLines, { PackedCell.items($0) }) {
        draft.lines.append(WooCommerce.line(item, row, sink.digits))
      }
      try WooCommerce.finish(&draft, rows, row, sink)
    }
  }
}

/// WooCommerce, older: one row per order, its lines in columns `order_item_1` to `order_item_n`, each
/// `product_id:4959|quantity|total|more`.
struct WooCommerceColumnsTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      WooCommerce.takeOrder(rows, digits, &draft)
      draft.lines = rows.withBytes(row, .packedLines) { cell in
        PackedCell.parts(cell, at: PackedCell.joint).compactMap { line($0, row, digits) }
      }
      try WooCommerce.finish(&draft, rows, row, sink)
    }
  }
}

extension WooCommerceColumnsTranslation {
  /// The line that one of the columns says; `nil` for an empty one.
  private func line(_ cell: UnsafeBufferPointer<UInt8>, _ row: Int, _ digits: Int) -> OrderDraft.Line? {
    let parts = PackedCell.parts(cell, at: UInt8(ascii: "|"))
    guard parts.count >= 3 else { return nil }
    var line = OrderDraft.Line(row: row)
    let number = parts[0].lastIndex(of: UInt8(ascii: ":")).map { parts[0][($0 + 1)...] } ?? parts[0][...]
    line.sku = .text(PackedCell.text(UnsafeBufferPointer(rebasing: number)))
    line.quantity = PackedCell.number(parts[1]) ?? line.quantity
    if let total = PackedCell.number(parts[2]).flatMap({ OrderDraft.amount($0, digits: digits) }) {
      line.gross = total
    } else {
      line.unreadable = .text(PackedCell.text(parts[2]))
    }
    return line
  }
}

/// What the exports of WooCommerce have in common.
enum WooCommerce {
  /// Takes what is of the whole order: names, refunds, tax, shipping.
  static func takeOrder(_ rows: OrderRows, _ digits: Int, _ draft: inout OrderDraft) {
    let row = draft.row ?? 0
    func amount(_ column: Column) -> Int64 {
      if let own = draft.row { return rows.amount(own, column, digits: digits) ?? 0 }
      return rows.firstAmount(column, digits: digits) ?? 0
    }
    draft.tax = amount(.tax)
    if rows.has(.shippingTax) {
      draft.taxOnGoods = draft.tax
      draft.tax += amount(.shippingTax)
    }
    draft.shipping = amount(.shipping)
    draft.refund = Int64(amount(.refund).magnitude)
    func text(_ column: Column) -> String {
      draft.row == nil ? rows.firstText(column) : rows.text(row, column)
    }
    let state = rows.has(.status) ? draft.row ?? rows.first(.status) : nil
    draft.isRefunded = state.map { rows.status($0, .status) == .refunded } ?? false
    let name = [text(.firstName), text(.lastName)].filter { !$0.isEmpty }.joined(separator: " ")
    if !name.isEmpty { draft.cells[.name] = .text(name) }
    // Customer 0 is nobody's account.
    if rows.has(.customerId), text(.customerId) == "0" { draft.cells[.customerId] = .empty }
  }

  /// A line of a packed cell.
  static func line(_ item: PackedCell.Item, _ row: Int, _ digits: Int) -> OrderDraft.Line {
    var line = OrderDraft.Line(row: row)
    line.quantity = PackedCell.number(item["quantity"] ?? item["qty"] ?? "") ?? line.quantity
    line.product = .text(item["name"] ?? "")
    let sku = item["sku"] ?? ""
    line.sku = .text(sku.isEmpty ? item["product_id"] ?? "" : sku)
    let total = PackedCell.number(item["total"] ?? "").flatMap { OrderDraft.amount($0, digits: digits) }
    let subtotal = PackedCell.number(item["subtotal"] ?? "").flatMap { OrderDraft.amount($0, digits: digits) }
    guard let gross = subtotal ?? total else {
      line.unreadable = .text(item["total"] ?? "")
      return line
    }
    line.gross = gross
    if let total, total < gross { line.discount = gross - total }
    return line
  }

  /// Takes the tax out of the goods: all of it where the shipping has its own, else the goods' part.
  static func takeOutTax(_ draft: inout OrderDraft, _ rows: OrderRows, _ sink: OrderSink) {
    sink.takeOutNotGoods(&draft, rows)
    let goods = draft.goods - draft.discount
    let onGoods =
      draft.taxOnGoods ?? TaxRate.onGoods(draft.tax, goods: goods, shipping: draft.shipping, rate: nil)
    draft.takeOut(tax: onGoods)
  }

  /// Decides which discounts the lines do not hold yet, and writes the order.
  ///
  /// The order's total says it: Σ lines − discount + shipping + tax + fees. A row without lines is one line of that total.
  static func finish(
    _ draft: inout OrderDraft, _ rows: OrderRows, _ row: Int, _ sink: OrderSink
  ) throws(IngestError) {
    let digits = sink.digits
    guard let total = rows.amount(row, .total, digits: digits) else {
      if draft.lines.isEmpty { draft.addLine(rows, row, total: .total, digits: digits) }
      try sink.emit(draft, rows)
      return
    }
    let fees = rows.amount(row, .handling, digits: digits) ?? 0
    let goods = total - draft.shipping - draft.tax - fees
    if draft.lines.isEmpty {
      draft.lines = [OrderDraft.Line(row: row, gross: max(0, goods))]
    } else if !draft.lines.contains(where: { $0.unreadable != nil }) {
      let discounts = [
        0, rows.magnitudes(.orderDiscount, [row], digits: digits), rows.magnitudes(.discount, [row], digits: digits),
      ]
      let candidates = discounts + [discounts[1] + discounts[2]]
      let lines = draft.goods
      if let fitting = candidates.first(where: { lines - $0 == goods }) {
        draft.discount = fitting
        sink.reconciles(rows, lines: goods, total: goods, isBalanced: true)
      } else if draft.tax > 0, let fitting = candidates.first(where: { lines - $0 == goods + draft.tax }) {
        // Prices include tax.
        draft.discount = fitting
        sink.reconciles(rows, lines: goods, total: goods, isBalanced: true)
        takeOutTax(&draft, rows, sink)
      } else {
        sink.doesNotReconcile(rows)
        sink.reconciles(rows, lines: lines, total: goods, isBalanced: false)
        if goods >= 0 { draft.settle(net: goods) }
      }
    }
    try sink.emit(draft, rows)
  }
}
