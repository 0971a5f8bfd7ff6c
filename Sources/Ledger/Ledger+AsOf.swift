extension Ledger {
  /// Whether a refund with a day of its own was made after a day, and not after another.
  ///
  /// Complexity: O(refunds).
  public func hasRefunds(after day: Day, through last: Day) -> Bool {
    refunds.day.contains { $0 > day.rawValue && $0 <= last.rawValue }
  }

  /// The same ledger as it was at the end of a day, as far as refunds go: those made later have not happened yet
  /// (DEFINITIONS part A, "refund date").
  ///
  /// Refunds without a day of their own belong to their order whenever they were made. Later orders stay: every analysis
  /// leaves them out by its as-of day. The ledger itself where no refund is later.
  /// Complexity: O(refunds), and O(orders + lines) where there are later ones.
  public func asOf(_ day: Day) -> Ledger {
    guard refunds.day.contains(where: { $0 > day.rawValue }) else { return self }
    var (ofOrders, ofLines) = (orders.refund, lines.refund)
    var kept: [Int] = []
    for row in 0..<refunds.count {
      guard refunds.day[row] > day.rawValue else {
        kept.append(row)
        continue
      }
      let (order, line, amount) = (Int(refunds.order[row]), Int(refunds.line[row]), refunds.amount[row])
      ofOrders.set(ofOrders[order] - amount, at: order)
      ofLines.set(ofLines[line] - amount, at: line)
    }
    return Ledger(
      name: name, currency: currency, customers: customers, orders: orders.with(refund: ofOrders),
      lines: lines.with(refund: ofLines), products: products,
      refunds: RefundTable(
        order: kept.map { refunds.order[$0] }, line: kept.map { refunds.line[$0] }, day: kept.map { refunds.day[$0] },
        amount: kept.map { refunds.amount[$0] }, quantity: kept.map { refunds.quantity[$0] },
        id: refunds.id.isPresent ? IdentifierColumn(kept.map { refunds.id[$0] }) : .empty),
      identities: identities, report: report, sides: sides)
  }
}

extension OrderTable {
  fileprivate func with(refund: MoneyColumn) -> OrderTable {
    OrderTable(
      id: id, day: day, second: second, status: status, lineStart: lineStart, gross: gross, discount: discount,
      refund: refund, tax: tax, shipping: shipping, region: region, channel: channel, coupon: coupon)
  }
}

extension LineTable {
  fileprivate func with(refund: MoneyColumn) -> LineTable {
    LineTable(
      product: product, quantity: quantity, gross: gross, discount: discount, refund: refund, cost: cost,
      hasCost: hasCost, isCostKnown: isCostKnown)
  }
}
