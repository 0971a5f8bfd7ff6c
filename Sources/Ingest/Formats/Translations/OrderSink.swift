import Ledger

/// Takes orders and writes them as rows of the plain shop folder, each into the table of the file its line came from.
final class OrderSink {
  /// Decimals of the present order's currency.
  private(set) var digits = 2
  /// The present order's currency code; empty where none is known.
  private(set) var currency = ""
  /// What was found in each file.
  private(set) var audits: [TableAudit]
  private let lookups: [String: KeyedRows]
  private let lookupKeys: [String: Int]
  private let columns: [Column]
  private let hasOrderTotals: Bool
  private let origins: [TextTable]
  private var writers: [TableWriter?]
  private var isUsed: [Bool] = []
  private var maskedKeys = 0
  /// Orders that are paid after the delivery: delivered, and not yet.
  private var paidLater = 0
  private var notYetPaid = 0
  private var unreconciled = 0
  private var unreconciledExample = ""
  private var notGoods: [NotGoods: (lines: Int, amount: Int64)] = [:]
  private var notGoodsCurrencies: Set<Currency> = []
  private var taxedOrders = 0
  private var taxedInside = 0
  private var shippingRefunds = 0
  /// What each product's name was found to be.
  private var kindsOfNames: [String: NotGoods?] = [:]
  private var found: [KeyedRows.Stored] = []
  /// The present currency as the cells write it.
  private var written: [UInt8] = []
  /// The texts of the present order, column by column.
  private var resolved: [OrderDraft.Cell] = []

  /// Columns of an order's texts, in the order in which they are written.
  static let texts: [Column] = [
    .customerId, .email, .phone, .name, .orderedAt, .paidAt, .status, .refundedAt, .currency, .region, .city, .country,
    .channel, .coupon,
  ]

  init(
    origins: [TextTable], audits: [TableAudit], rows: OrderRows, translation: any OrderTranslation.Type,
    lookups: [String: KeyedRows], lookupKeys: [String: Int]
  ) {
    self.origins = origins
    self.audits = audits
    self.lookups = lookups
    self.lookupKeys = lookupKeys
    hasOrderTotals = translation.hasOrderTotals
    writers = Array(repeating: nil, count: origins.count)
    var columns: [Column] = [.orderId]
    let isFallback = !translation.isKeyedByName
    for column in OrderSink.texts {
      switch column {
      case .customerId: if isFallback { columns.append(column) }
      case .orderedAt: columns.append(column)
      case .email: if isFallback, rows.has(column) { columns.append(column) }
      case .phone: if isFallback, rows.has(column) || rows.has(.secondPhone) { columns.append(column) }
      case .name: if rows.has(column) || rows.has(.lastName) || rows.has(.firstName) { columns.append(column) }
      case .region: if rows.has(column) || rows.has(.address) { columns.append(column) }
      case .currency:
        let isKnown = rows.files.contains { $0.currency != nil || $0.sign != nil }
        if rows.has(column) || isKnown { columns.append(column) }
      default: if rows.has(column) { columns.append(column) }
      }
    }
    if !columns.contains(.status) { columns.append(.status) }
    for column in [Column.sku, .product, .category] where rows.has(column) || rows.has(.packedLines) {
      columns.append(column)
    }
    columns += [
      .quantity, hasOrderTotals ? .orderTotal : .lineTotal, .discount, .orderDiscount, .refund, .tax, .shipping,
    ]
    if rows.has(.cost) || rows.has(.profit) { columns.append(.cost) }
    self.columns = columns
  }

  /// Makes ready for the rows of another order number.
  func begin(_ rows: OrderRows) {
    isUsed.removeAll(keepingCapacity: true)
    isUsed.append(contentsOf: repeatElement(false, count: rows.count))
    guard let row = rows.first(.currency) else {
      let isMixed = rows.files.contains { !$0.codesOfSigns.isEmpty }
      if !written.isEmpty || currency.isEmpty || isMixed { take(currency: rows.currencyOfFile, written: []) }
      return
    }
    let isSame = rows.withBytes(row, .currency) { $0.elementsEqual(written) }
    if !isSame {
      let text = rows.text(row, .currency)
      take(currency: RowReader.currencyCode(text), written: Array(text.utf8))
    }
  }

  private func take(currency code: String, written text: [UInt8]) {
    currency = code
    written = text
    digits = Currency(code: code).digits
  }

  /// The last row of a kind of files whose key this cell is; the cells are under the same columns as in `rows`.
  func lookUp(_ kind: String, _ rows: OrderRows, _ row: Int, _ column: Column) -> OrderRows? {
    guard let table = lookups[kind], let key = lookupKeys[kind] else { return nil }
    rows.rows[row].cells.withBytes(rows.places[Int(column.rawValue)]) { table.find($0, column: key, into: &found) }
    guard let last = found.last else { return nil }
    return OrderRows(files: rows.files, statuses: rows.statuses, places: rows.places, rows: [last])
  }

  /// Counts a row that becomes part of no order.
  func setAside(_ rows: OrderRows, _ row: Int, _ bucket: ImportReport.Bucket, _ reason: String) {
    isUsed[row] = true
    let table = rows.rows[row].table
    // Of rows that are kept one example is enough.
    let wanted = bucket.isKept ? 1 : ImportReport.examplesKept
    if audits[table].examples[bucket]?.count ?? 0 < wanted {
      let cells = rows.rows[row].cells
      audits[table].setAside(bucket, line: cells.line, text: OrderSink.shown(cells), reason: reason)
    } else {
      audits[table].counts[bucket, default: 0] += 1
    }
  }

  /// Notes that the amounts of an order do not add up to what the platform says it came to.
  func doesNotReconcile(_ rows: OrderRows) {
    unreconciled += 1
    if unreconciledExample.isEmpty { unreconciledExample = rows.firstText(.orderId) }
  }

  /// Compares what the goods of an order come to with what the platform says, in minor units.
  func reconciles(_ rows: OrderRows, lines: Int64, total: Int64, isBalanced: Bool) {
    guard let first = rows.rows.first else { return }
    var sums = audits[first.table].orderSums ?? TableAudit.OrderSums()
    sums.orders += 1
    if isBalanced {
      sums.balanced += 1
    } else if sums.examples.count < ImportReport.examplesKept {
      sums.examples.append(
        ImportReport.Reconciliation.Offender(
          order: rows.firstText(.orderId), line: first.cells.line, lines: lines, total: total))
    }
    audits[first.table].orderSums = sums
  }

  /// What each line of a draft is by its product's name; `nil` for goods.
  func kinds(_ draft: OrderDraft, _ rows: OrderRows) -> [NotGoods?] {
    draft.lines.map { line in
      let name: String
      switch line.product ?? .at(row: line.row, .product) {
      case .text(let text): name = text
      case .at(let row, let column): name = rows.has(column) ? rows.text(row, column) : ""
      case .empty: name = ""
      }
      if let known = kindsOfNames[name] { return known }
      let kind = NotGoods(product: name)
      if kindsOfNames.count < 50_000 { kindsOfNames[name] = kind }
      return kind
    }
  }

  /// Makes lines that are no goods worth nothing, once for each draft, and counts them: before anything is spread over lines.
  func takeOutNotGoods(_ draft: inout OrderDraft, _ rows: OrderRows) {
    guard !draft.hasGoodsAlone, rows.has(.product) || rows.has(.packedLines) else { return }
    draft.hasGoodsAlone = true
    for (kind, sum) in draft.takeOutNotGoods(kinds(draft, rows)) {
      let other = notGoods[kind] ?? (0, 0)
      notGoods[kind] = (other.lines + sum.lines, OrderDraft.sum(other.amount, sum.amount))
      notGoodsCurrencies.insert(Currency(code: currency))
    }
  }

  /// Ends an order number: rows that said something of the order without being a line are counted as joined.
  func end(_ rows: OrderRows) {
    for row in isUsed.indices where !isUsed[row] { setAside(rows, row, .joined, "") }
  }

  /// Sentences about what was found.
  var remarks: [String] {
    var remarks: [String] = []
    if let remark = PaymentLater.remark(counting: paidLater, notYet: notYetPaid) { remarks.append(remark) }
    if maskedKeys > 0 {
      remarks.append(
        "\(Digits.grouped(maskedKeys)) customer keys are masked by the platform (such as t**): their orders are "
          + "unidentified.")
    }
    if unreconciled > 0 {
      remarks.append(
        "The lines of \(Digits.grouped(unreconciled)) orders do not add up to what the platform says they came to, "
          + "such as \(unreconciledExample): the platform's amount counts.")
    }
    for kind in NotGoods.allCases {
      guard let sum = notGoods[kind] else { continue }
      var only = Currency.unnamed
      if let currency = notGoodsCurrencies.first { only = currency }
      let amount = notGoodsCurrencies.count == 1 ? " of " + Money(minor: sum.amount, currency: only).grouped : ""
      let lines = sum.lines == 1 ? "1 line" : "\(Digits.grouped(sum.lines)) lines"
      remarks.append(
        "No goods, and no part of net: \(lines) with \(kind.rawValue)\(amount), worth nothing in the orders.")
    }
    if taxedInside > 0 {
      remarks.append(
        "Prices include tax in \(Digits.grouped(taxedInside)) of \(Digits.grouped(taxedOrders)) taxed orders: net is "
          + "without it, line by line by the order's rate.")
    } else if taxedOrders == 0 {
      remarks.append("No order of the file says a tax: if prices include one, it is in net too.")
    }
    if shippingRefunds > 0 {
      remarks.append(
        "\(Digits.grouped(shippingRefunds)) refunds are the shipping of their order to the cent: no goods came back.")
    }
    return remarks
  }

  /// The text of a row for an example.
  static func shown(_ cells: Record) -> String { cells.texts.filter { !$0.isEmpty }.joined(separator: ",") }

  // MARK: Writing

  /// Writes an order.
  func emit(_ draft: OrderDraft, _ rows: OrderRows) throws(IngestError) {
    var draft = draft
    takeOutNotGoods(&draft, rows)
    if draft.tax != 0 || draft.taxTakenOut != 0 { taxedOrders += 1 }
    if draft.taxTakenOut != 0 { taxedInside += 1 }
    if draft.isShippingRefund { shippingRefunds += 1 }
    draft.spreadRefund()
    var isFirst = true
    var row = Record()
    resolved.removeAll(keepingCapacity: true)
    decidePayment(&draft, rows)
    for column in columns { resolved.append(resolve(column, draft, rows)) }
    for line in draft.lines {
      isUsed[line.row] = true
      let table = rows.rows[line.row].table
      row.removeAll()
      row.line = rows.rows[line.row].cells.line
      for (place, column) in columns.enumerated() { add(column, place, draft, line, isFirst, rows, &row) }
      try writer(for: table).write(row)
      isFirst = false
    }
  }

  /// Makes an order that is paid after its delivery count once it is delivered; where the file says how it is paid.
  private func decidePayment(_ draft: inout OrderDraft, _ rows: OrderRows) {
    guard rows.has(.paymentMethod), rows.has(.status), draft.cells[.status] == nil else { return }
    func first(_ column: Column) -> Int? {
      guard rows.has(column) else { return nil }
      guard let row = draft.row else { return rows.first(column) }
      return rows.isEmpty(row, column) ? nil : row
    }
    guard let row = first(.status) else { return }
    let state = rows.status(row, .status)
    guard state == .unpaid else { return }
    let order = OrderState(
      status: state,
      isDelivered: first(.fulfilment).map { StatusWords.isDelivered(rows.text($0, .fulfilment)) } ?? false,
      method: first(.paymentMethod).map { rows.text($0, .paymentMethod) } ?? "")
    switch order.later {
    case .no: return
    case .notYet: notYetPaid += 1
    case .counts:
      paidLater += 1
      draft.cells[.status] = .text("delivered")
    }
  }

  private func writer(for table: Int) throws(IngestError) -> TableWriter {
    if let writer = writers[table] { return writer }
    let writer = try TableWriter(columns: columns.map(\.plainName), name: origins[table].label)
    writers[table] = writer
    return writer
  }

  private func add(
    _ column: Column, _ place: Int, _ draft: OrderDraft, _ line: OrderDraft.Line, _ isFirst: Bool, _ rows: OrderRows,
    _ row: inout Record
  ) {
    switch column {
    case .sku: add(line.sku ?? .at(row: line.row, column), column, rows, &row)
    case .product: add(line.product ?? .at(row: line.row, column), column, rows, &row)
    case .category: add(line.category ?? .at(row: line.row, column), column, rows, &row)
    case .quantity: CellText.withText(line.quantity.mantissa, digits: line.quantity.decimals) { row.append($0) }
    case .lineTotal, .orderTotal:
      if let unreadable = line.unreadable {
        add(unreadable, column, rows, &row)
      } else if hasOrderTotals {
        // What was charged: the reader adds the order's discount to it, once.
        CellText.withText(draft.goods - draft.discount, digits: digits) { row.append($0) }
      } else {
        CellText.withText(line.net, digits: digits) { row.append($0) }
      }
    case .discount: amount(line.discount, &row)
    case .orderDiscount: amount(isFirst || hasOrderTotals ? draft.discount : 0, &row)
    case .refund: amount(line.refund, &row)
    case .tax: amount(isFirst ? draft.tax : 0, &row)
    case .shipping: amount(isFirst ? draft.shipping : 0, &row)
    case .cost: if let cost = line.cost { row.append(CellText.text(cost)) } else { row.endCell() }
    case .status: add(line.status ?? resolved[place], column, rows, &row)
    default: add(resolved[place], column, rows, &row)
    }
  }

  /// A column's text of the order, dates in ISO form where the platform's own is known.
  private func resolve(_ column: Column, _ draft: OrderDraft, _ rows: OrderRows) -> OrderDraft.Cell {
    switch column {
    case .sku, .product, .category, .quantity, .lineTotal, .orderTotal, .discount, .orderDiscount, .refund, .tax,
      .shipping, .cost:
      return .empty
    default: break
    }
    let cell = draft.cells[column] ?? standard(column, draft, rows)
    guard case .at(let row, let from) = cell else { return cell }
    switch column {
    case .orderedAt, .paidAt, .refundedAt:
      let date = rows.withBytes(row, from) { CellText.date($0, order: rows.dateOrder(row)) }
      return date.map { .text($0) } ?? cell
    default: return cell
    }
  }

  private func amount(_ minor: Int64, _ row: inout Record) {
    if minor == 0 { row.endCell() } else { CellText.withText(minor, digits: digits) { row.append($0) } }
  }

  /// A column's text where the translation says nothing else.
  private func standard(_ column: Column, _ draft: OrderDraft, _ rows: OrderRows) -> OrderDraft.Cell {
    func first(_ column: Column) -> OrderDraft.Cell? {
      guard rows.has(column) else { return nil }
      if let row = draft.row { return rows.isEmpty(row, column) ? nil : .at(row: row, column) }
      return rows.first(column).map { .at(row: $0, column) }
    }
    if let cell = first(column) { return cell }
    switch column {
    case .orderedAt: return first(.date) ?? .empty
    case .phone: return first(.secondPhone) ?? .empty
    case .currency: return .text(currency)
    default: return .empty
    }
  }

  private func add(_ cell: OrderDraft.Cell, _ column: Column, _ rows: OrderRows, _ row: inout Record) {
    switch cell {
    case .empty: row.endCell()
    case .text(let text): row.append(text)
    case .at(let source, let from):
      rows.withBytes(source, from) { bytes in
        switch column {
        case .customerId, .email, .phone:
          if CellText.isMasked(bytes) {
            maskedKeys += 1
            return row.endCell()
          }
        default: break
        }
        row.append(bytes)
      }
    }
  }

  /// The tables that were written; a file of which nothing was written has a table without rows.
  func tables() throws(IngestError) -> [TextTable] {
    var tables: [TextTable] = []
    for place in origins.indices {
      var table = try writer(for: place).table(from: origins[place])
      table.audit.merge(audits[place])
      tables.append(table)
    }
    return tables
  }
}
