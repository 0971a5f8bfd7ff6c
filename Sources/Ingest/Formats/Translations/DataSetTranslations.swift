import Ledger

/// Olist: orders, their items, and customers whose number is made anew for every order.
struct OlistTranslation: OrderTranslation {
  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    guard let head = (0..<rows.count).first(where: { rows.part($0) == .list }) else {
      for row in 0..<rows.count { sink.setAside(rows, row, .broken, "no order of this number is in the order table") }
      return
    }
    var draft = OrderDraft()
    for row in 0..<rows.count where row != head {
      draft.addLine(rows, row, digits: digits)
      let place = draft.lines.count - 1
      guard let product = sink.lookUp("olist-products", rows, row, .sku) else { continue }
      var category = product.text(0, .category)
      let english = sink.lookUp("olist-category-names", product, 0, .category)
      if let english { category = english.text(0, .product) }
      draft.lines[place].category = .text(category)
    }
    guard !draft.lines.isEmpty else {
      sink.setAside(rows, head, .amount, "no item of this order is in the item table")
      return
    }
    draft.shipping = rows.magnitudes(.shipping, 0..<rows.count, digits: digits)
    if let customer = sink.lookUp("olist-customers", rows, head, .customerId) {
      draft.cells[.customerId] = .text(customer.text(0, .personId))
      draft.cells[.city] = .text(customer.text(0, .city))
      draft.cells[.region] = .text(customer.text(0, .region))
    }
    try sink.emit(draft, rows)
  }
}

/// Tableau's superstore with its table of returns: the orders in it were given back whole.
struct SuperstoreTranslation: OrderTranslation {
  static let spansFiles = true

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, total: .lineTotal, digits: sink.digits)
      let isReturned = sink.lookUp("superstore-returns", rows, row, .orderId) != nil
      draft.isRefunded = isReturned
      draft.cells[.status] = .text(isReturned ? "returned" : "")
      try sink.emit(draft, rows)
    }
  }
}

/// Events of a shop's pages: the purchases are orders, one for each session and person.
struct EventsTranslation: OrderTranslation {
  static let spansFiles = true
  static let looksAhead = true

  mutating func notice(_ row: OrderRows) -> Bool { row.says(0, .event, "purchase") }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    for row in 0..<rows.count {
      var draft = OrderDraft()
      draft.row = row
      draft.addLine(rows, row, digits: sink.digits)
      try sink.emit(draft, rows)
    }
  }
}

/// The plain shop folder with orders and their lines in two tables.
///
/// Where the orders name people by nothing but their names, those tell them apart.
struct PlainTranslation: OrderTranslation {
  static let looksAhead = true
  private var hasKeys = false
  private var keyedByName = 0

  mutating func notice(_ row: OrderRows) -> Bool {
    if !hasKeys { hasKeys = [Column.customerId, .email, .phone].contains { !row.isEmpty(0, $0) } }
    return true
  }

  mutating func translate(_ rows: OrderRows, _ sink: OrderSink) throws(IngestError) {
    let digits = sink.digits
    let heads = (0..<rows.count).filter { rows.part($0) != .lines }
    guard let head = heads.first else {
      for row in 0..<rows.count { sink.setAside(rows, row, .broken, "no order of this number is in the order table") }
      return
    }
    var draft = OrderDraft()
    for row in 0..<rows.count where rows.part(row) == .lines {
      if rows.isEmpty(row, .unitPrice) {
        draft.addLine(rows, row, total: rows.isEmpty(row, .lineTotal) ? .total : .lineTotal, digits: digits)
        let place = draft.lines.count - 1
        // A total says what was charged: the list value is that and the discount.
        draft.lines[place].gross += rows.magnitudes(.discount, [row], digits: digits)
      } else {
        draft.addLine(rows, row, digits: digits)
      }
      let place = draft.lines.count - 1
      draft.lines[place].discount = rows.magnitudes(.discount, [row], digits: digits)
      draft.lines[place].refund = rows.magnitudes(.refund, [row], digits: digits)
      draft.lines[place].cost = rows.number(row, .cost)
    }
    if draft.lines.isEmpty {
      let column = [Column.orderTotal, .total, .lineTotal].first { rows.has($0) && !rows.isEmpty(head, $0) }
      draft.addLine(rows, head, total: column ?? .total, digits: digits)
      draft.lines[0].gross += rows.magnitudes(.orderDiscount, [head], digits: digits)
    }
    draft.discount = rows.magnitudes(.orderDiscount, [head], digits: digits)
    draft.refund = rows.magnitudes(.refund, [head], digits: digits)
    draft.tax = rows.magnitudes(.tax, [head], digits: digits)
    draft.shipping = rows.magnitudes(.shipping, [head], digits: digits)
    if let row = rows.first(.status) { draft.isRefunded = rows.status(row, .status) == .refunded }
    if !hasKeys, !rows.isEmpty(head, .name) {
      keyedByName += 1
      draft.cells[.customerId] = .at(row: head, .name)
    }
    try sink.emit(draft, rows)
  }

  var remarks: [String] {
    keyedByName == 0 ? [] : ["Customers are told apart by their names alone: people of the same name are one customer."]
  }
}
