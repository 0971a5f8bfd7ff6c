/// One order as plain values: the slow and obvious way into a ledger, for small sources and for tests.
public struct LedgerEntry: Sendable {
  /// One line of an order.
  public struct Line: Sendable {
    /// Product name, empty for none.
    public var product: String
    /// Pieces.
    public var quantity: Int
    /// Amounts of the whole line in minor units.
    public var gross, discount, refund, cost: Int64
    /// Whether `cost` is the cost of the line, rather than not known; of use in a ledger that has a cost at all.
    public var isCostKnown: Bool

    /// A line.
    public init(
      product: String = "", quantity: Int = 1, gross: Int64, discount: Int64 = 0, refund: Int64 = 0, cost: Int64 = 0,
      isCostKnown: Bool = true
    ) {
      self.product = product
      self.quantity = quantity
      self.gross = gross
      self.discount = discount
      self.refund = refund
      self.cost = cost
      self.isCostKnown = isCostKnown
    }
  }

  /// Customer key; empty for an unidentified order.
  public var customer: String
  /// Order number; empty for none.
  public var id: String
  /// Day of the order.
  public var day: Day
  /// Seconds since midnight.
  public var second: Int
  /// What may be counted of it.
  public var status: OrderStatus
  /// Its lines, at least one.
  public var lines: [Line]

  /// An order with explicit lines.
  public init(
    customer: String, id: String = "", day: Day, second: Int = 0, status: OrderStatus = .valid, lines: [Line]
  ) {
    self.customer = customer
    self.id = id
    self.day = day
    self.second = second
    self.status = status
    self.lines = lines
  }

  /// An order of one line worth `gross` minor units.
  public init(customer: String, day: Day, gross: Int64, discount: Int64 = 0, refund: Int64 = 0) {
    self.init(
      customer: customer, day: day, lines: [Line(gross: gross, discount: discount, refund: refund)])
  }
}

extension Ledger {
  /// A ledger of these orders, which may come in any order; customers are numbered by their key's bytes.
  ///
  /// Complexity: O(n log n), with a `String` per order.
  public init(entries: [LedgerEntry], name: String = "", currency: Currency = .unnamed) {
    let sorted = entries.enumerated().sorted { left, right in
      if left.element.customer != right.element.customer {
        if left.element.customer.isEmpty { return false }
        if right.element.customer.isEmpty { return true }
        return Array(left.element.customer.utf8).lexicographicallyPrecedes(Array(right.element.customer.utf8))
      }
      return (left.element.day.rawValue, left.element.second, left.offset)
        < (right.element.day.rawValue, right.element.second, right.offset)
    }.map(\.element)
    var keys: [String] = []
    var orderStart: [UInt32] = []
    for (position, entry) in sorted.enumerated() where !entry.customer.isEmpty && keys.last != entry.customer {
      keys.append(entry.customer)
      orderStart.append(UInt32(position))
    }
    let known = sorted.firstIndex { $0.customer.isEmpty } ?? sorted.count
    orderStart.append(UInt32(known))
    let lines = sorted.flatMap(\.lines)
    var lineStart: [UInt32] = [0]
    for entry in sorted { lineStart.append((lineStart.last ?? 0) + UInt32(entry.lines.count)) }
    let products = CategoryColumn(lines.map(\.product))
    let orders = OrderTable(
      id: sorted.contains { !$0.id.isEmpty } ? IdentifierColumn(sorted.map(\.id)) : .empty,
      day: sorted.map(\.day.rawValue),
      second: sorted.contains { $0.second != 0 } ? sorted.map { Int32($0.second) } : [],
      status: sorted.map(\.status.rawValue), lineStart: lineStart,
      gross: MoneyColumn(sorted.map { $0.lines.reduce(0) { $0 + $1.gross } }),
      discount: MoneyColumn(sorted.map { $0.lines.reduce(0) { $0 + $1.discount } }),
      refund: MoneyColumn(sorted.map { $0.lines.reduce(0) { $0 + $1.refund } }),
      tax: .zeros(count: sorted.count), shipping: .zeros(count: sorted.count))
    var report = ImportReport()
    report.orders = sorted.count
    report.customers = keys.count
    report.unidentifiedOrders = sorted.count - known
    report.rows = lines.count
    for position in 0..<orders.count where orders.counts(position) {
      report.gross += orders.gross[position]
      report.discounts += orders.discount[position]
      report.refunds += orders.refund[position]
      if position >= known { report.unidentifiedNet += orders.net(position) }
    }
    self.init(
      name: name, currency: currency,
      customers: CustomerTable(orderStart: orderStart, key: TextColumn(keys)),
      orders: orders,
      lines: LineTable(
        product: products.codes, quantity: lines.map { Int32($0.quantity) }, gross: MoneyColumn(lines.map(\.gross)),
        discount: MoneyColumn(lines.map(\.discount)), refund: MoneyColumn(lines.map(\.refund)),
        cost: MoneyColumn(lines.map(\.cost)), hasCost: lines.contains { $0.cost != 0 },
        isCostKnown: lines.map(\.isCostKnown)),
      products: ProductTable(sku: TextColumn(products.names), name: TextColumn(products.names)),
      report: report)
  }
}
