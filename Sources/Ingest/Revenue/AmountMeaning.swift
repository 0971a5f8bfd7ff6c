import Ledger

/// What the amounts of a plain file mean, decided by what they come to: of the line or of the order, before or after
/// discounts, with or without tax. Nothing is decided without evidence; what is decided is said with it.
struct AmountMeaning {
  private(set) var layout: FileLayout
  private(set) var remarks: [String] = []
  /// Orders whose line sums and products of price and quantity disagree, where that decided.
  private(set) var sums: TableAudit.OrderSums?
  private var found: AmountRows
  private let columns: AmountRows.Columns
  /// Whether an order's total was found to add the tax.
  private var isTaxAdded = false

  /// Share of the rows or orders that a reading has to explain.
  private static let most = 0.95

  /// Decides for a file, where it leaves anything open.
  ///
  /// - Returns: `nil` where its columns say everything.
  init?(
    _ table: TextTable, _ layout: FileLayout, decimalComma: Bool, digits: Int, price told: PriceReading?,
    tax toldTax: TaxReading?
  ) throws(IngestError) {
    let subtotal = AmountMeaning.subtotal(layout)
    let order = layout.column(.orderId)
    let price = layout.amount == .unitPrice ? layout.column(.unitPrice) : -1
    let quantity = layout.column(.quantity)
    let isOpen =
      layout.amount == .unitPrice
      ? quantity >= 0 && layout.orderTotalColumn < 0 || layout.column(.tax) >= 0
      : order >= 0 || subtotal >= 0 || layout.column(.tax) >= 0
    guard isOpen, !layout.dialect.isBlankSeparated else { return nil }
    self.layout = layout
    var columns = AmountRows.Columns()
    columns.order = order
    columns.product = [Field.sku, .product, .category].map { layout.column($0) }.first { $0 >= 0 } ?? -1
    columns.quantity = quantity
    columns.price = price
    columns.total = layout.totalColumn
    columns.subtotal = subtotal
    columns.discount = [Field.discount, .orderDiscount].map { layout.column($0) }.first { $0 >= 0 } ?? -1
    columns.tax = layout.column(.tax)
    columns.shipping = layout.column(.shipping)
    self.columns = columns
    found = try AmountRows(table, columns, decimalComma: decimalComma, digits: digits)
    if layout.amount == .unitPrice {
      if told != nil {
        // A person has said it.
      } else if columns.total >= 0, columns.total != price {
        decideSum()
      } else if layout.orderTotalColumn < 0 {
        decidePrice()
      }
    } else {
      if subtotal >= 0 { decideSubtotal() }
      if told == nil { decideLevel() }
    }
    switch toldTax {
    case .inside where columns.tax >= 0: takeTax("as was asked for")
    case .beside: self.layout.tax = .beside
    default: decideTax()
    }
  }

  /// A column of the goods alone beside a total.
  private static func subtotal(_ layout: FileLayout) -> Int {
    guard layout.amount != .unitPrice, layout.totalColumn >= 0 else { return -1 }
    let known = ColumnRecognition(layout.columns, []).isSubtotal
    return layout.columns.indices.first {
      layout.fields[$0] == nil && (known[$0] || subtotals.contains(Field.normalised(layout.columns[$0])))
    } ?? -1
  }

  /// Words for the goods of an order beside those that the words of columns know.
  private static let subtotals: Set<String> = Set(
    [
      "items subtotal", "item subtotal", "product subtotal", "goods total", "merchandise total", "products total",
      "item total", "warenwert", "подытог", "商品金额", "商品总价", "商品小计",
    ].map { Field.normalised($0) })

  private func name(_ column: Int) -> String { "“\(column >= 0 ? layout.columns[column] : "")”" }
  private func money(_ minor: Int64) -> String {
    Money(minor: minor, currency: Currency(code: "", digits: found.digits)).grouped
  }
  private func share(_ count: Int, _ all: Int) -> String { "\(Digits.grouped(count)) of \(Digits.grouped(all))" }

  // MARK: Price × quantity beside a sum

  /// Decides between price × quantity and a column of sums beside them.
  private mutating func decideSum() {
    let digits = found.digits
    let rows = found.rows.filter { $0.total != nil && $0.product(digits) != nil }
    guard rows.count >= 2 else { return }
    func isEqual(_ left: Int64?, _ right: Int64?) -> Bool {
      guard let left, let right else { return false }
      return abs(left - right) <= 1
    }
    let plain: [(AmountRows.Row) -> Int64?] = [
      { $0.product(digits) }, { row in row.product(digits).map { $0 - abs(row.discount ?? 0) } },
      { row in row.product(digits).map { $0 - abs(row.discount ?? 0) + (row.tax ?? 0) } },
      { row in row.product(digits).map { $0 + (row.tax ?? 0) } },
      { row in row.product(digits).map { $0 - abs(row.discount ?? 0) + (row.tax ?? 0) + (row.shipping ?? 0) } },
    ]
    let fits = plain.map { reading in rows.count { isEqual(reading($0), $0.total) } }
    let best = fits.max() ?? 0
    let shared = rows.count { row in
      guard let share = row.share, let product = row.product(digits) else { return false }
      let kept = DecimalNumber(
        mantissa: DecimalNumber.powersOfTen[min(18, share.decimals)] - share.mantissa, decimals: share.decimals)
      let net = DecimalNumber.product(DecimalNumber(mantissa: product, decimals: digits), kept, digits: digits)
      return isEqual(net, row.total)
    }
    if shared > best, Double(shared) >= AmountMeaning.most * Double(rows.count) {
      remarks.append(
        "\(name(columns.discount)) is a share of the price: \(share(shared, rows.count)) rows come to \(name(columns.total)) "
          + "that way. The amounts of \(name(columns.total)) count, after discounts.")
      takeSum()
      if columns.discount >= 0 { layout.fields[columns.discount] = nil }
      return
    }
    guard Double(best) < 0.98 * Double(rows.count) else { return }
    let several = found.ofSeveral
    let isRepeated = several.count { order in Set(order.map { found.rows[$0].total }).count == 1 && found.differ(order)
    }
    if several.count >= 2, Double(isRepeated) >= AmountMeaning.most * Double(several.count) {
      // A total of the whole order, on each of its lines: compared with them.
      layout.orderTotalColumn = columns.total
      layout.totalColumn = -1
      return
    }
    // One factor for all rows is a tax, or another unit of money.
    let ratios = rows.compactMap { row -> Int64? in
      guard let product = row.product(digits), let total = row.total, product > 0, total > 0, total < 1 << 40 else {
        return nil
      }
      return Money.rounded(total * 1_000, product)
    }
    let usual = Dictionary(ratios.map { ($0, 1) }, uniquingKeysWith: +).max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let usual, Double(usual.value) >= 0.9 * Double(rows.count), usual.key != 1_000 {
      remarks.append(
        "\(name(columns.total)) is \(usual.key / 1_000).\(Digits.padded(Int(usual.key % 1_000), 3)) times \(name(columns.price)) × "
          + "\(name(columns.quantity)) in \(share(usual.value, rows.count)) rows: price × quantity counts. To change it: "
          + "--set import.price=line")
      return
    }
    let odd = rows.filter { !isEqual($0.product(digits), $0.total) }
    if let first = odd.first, let product = first.product(digits), let total = first.total {
      remarks.append(
        "\(name(columns.total)) is not \(name(columns.price)) × \(name(columns.quantity)) in \(share(odd.count, rows.count)) rows "
          + "(line \(first.line): \(money(total)) against \(money(product))): the amounts of \(name(columns.total)) count. To "
          + "change it: --set import.price=unit")
    }
    compareSums()
    takeSum()
  }

  private mutating func takeSum() {
    layout.amount = .line
    layout.fields[columns.price] = nil
    layout.totalColumn = columns.total
    layout.fields[columns.total] = .lineTotal
  }

  private mutating func compareSums() {
    guard found.isWhole else { return }
    var sums = TableAudit.OrderSums()
    for (place, order) in found.orders.enumerated() {
      let products = order.reduce(Int64(0)) { OrderDraft.sum($0, found.rows[$1].product(found.digits) ?? 0) }
      let totals = order.reduce(Int64(0)) { OrderDraft.sum($0, found.rows[$1].total ?? 0) }
      sums.orders += 1
      if products == totals {
        sums.balanced += 1
      } else if sums.examples.count < ImportReport.examplesKept {
        sums.examples.append(
          ImportReport.Reconciliation.Offender(
            order: found.names[place], line: order.first.map { found.rows[$0].line } ?? 0, lines: products,
            total: totals))
      }
    }
    if sums.orders > 0 { self.sums = sums }
  }

  // MARK: Price of a piece or of the line

  /// Decides by the products that were sold in different quantities: the same price for each is that of one piece, a price
  /// in proportion to the quantity that of the line.
  private mutating func decidePrice() {
    guard columns.product >= 0 else { return }
    var seen: [Int: [(quantity: DecimalNumber, price: DecimalNumber)]] = [:]
    for row in found.rows where row.product >= 0 && row.quantity.mantissa > 0 {
      guard let price = row.price, price.mantissa > 0 else { continue }
      var list = seen[row.product] ?? []
      guard list.count < 12, !list.contains(where: { $0.quantity == row.quantity && $0.price == price }) else {
        continue
      }
      list.append((row.quantity, price))
      seen[row.product] = list
    }
    var line = 0
    var unit = 0
    for list in seen.values {
      var proportional = 0
      var constant = 0
      for (place, left) in list.enumerated() {
        for right in list[(place + 1)...] where left.quantity != right.quantity {
          if left.price == right.price { constant += 1 } else if isProportional(left, right) { proportional += 1 }
        }
      }
      if proportional > constant { line += 1 } else if constant > 0 { unit += 1 }
    }
    guard line >= 3, unit * 10 <= line else { return }
    let example = found.rows.first { $0.quantity.mantissa > 1 && $0.price != nil }
    let what = columns.product >= 0 ? name(columns.product) : ""
    remarks.append(
      "\(name(columns.price)) is read as the amount of the line: in \(share(line, line + unit)) groups by \(what) it grows with "
        + "\(name(columns.quantity))"
        + (example.map { " (line \($0.line))" } ?? "") + ". To change it: --set import.price=unit")
    layout.read(price: .line)
  }

  /// Whether two prices are as their quantities are, to the rounding of one of them.
  private func isProportional(
    _ left: (quantity: DecimalNumber, price: DecimalNumber), _ right: (quantity: DecimalNumber, price: DecimalNumber)
  ) -> Bool {
    guard let a = left.price.minor(digits: 4), let b = right.price.minor(digits: 4),
      let m = left.quantity.minor(digits: 2), let n = right.quantity.minor(digits: 2), a < 1 << 40, b < 1 << 40,
      m < 1 << 20, n < 1 << 20
    else { return false }
    // Half a minor unit on either side.
    let slack = (m + n) * DecimalNumber.powersOfTen[max(0, 4 - found.digits)] / 2
    return abs(a * n - b * m) <= slack
  }

  // MARK: Subtotal beside a total

  /// Takes the subtotal for the amount where total = subtotal − discount + tax + shipping, or with fewer of them.
  private mutating func decideSubtotal() {
    let rows = found.rows.filter { $0.total != nil && $0.subtotal != nil }
    guard !rows.isEmpty, columns.discount >= 0 || columns.tax >= 0 || columns.shipping >= 0 else { return }
    var best: (fits: Int, discount: Bool, tax: Bool, shipping: Bool) = (0, false, false, false)
    for discount in columns.discount >= 0 ? [true, false] : [false] {
      for tax in columns.tax >= 0 ? [true, false] : [false] {
        for shipping in columns.shipping >= 0 ? [true, false] : [false] {
          let fits = rows.count { row in
            var sum = row.subtotal ?? 0
            if discount { sum -= abs(row.discount ?? 0) }
            if tax { sum += row.tax ?? 0 }
            if shipping { sum += row.shipping ?? 0 }
            return abs(sum - (row.total ?? 0)) <= 1
          }
          if fits > best.fits { best = (fits, discount, tax, shipping) }
        }
      }
    }
    guard Double(best.fits) >= AmountMeaning.most * Double(rows.count) else { return }
    let total = name(layout.totalColumn)
    var formula = name(columns.subtotal)
    if best.discount { formula += " − \(name(columns.discount))" }
    if best.tax { formula += " + \(name(columns.tax))" }
    if best.shipping { formula += " + \(name(columns.shipping))" }
    remarks.append(
      "\(total) is \(formula) in \(share(best.fits, rows.count)) rows: \(name(columns.subtotal)) is the amount of the goods. To "
        + "change it: --map '\(Field.total.rawValue)=\(layout.totalColumn >= 0 ? layout.columns[layout.totalColumn] : "")'"
    )
    layout.remarks.removeAll { $0.contains("is taken as it stands, beside") }
    if layout.totalColumn >= 0 { layout.fields[layout.totalColumn] = nil }
    layout.fields[columns.subtotal] = layout.amount == .order ? .total : .lineTotal
    layout.totalColumn = columns.subtotal
    layout.isBeforeDiscount = best.discount && rows.contains { $0.discount ?? 0 != 0 }
    isTaxAdded = best.tax && rows.contains { $0.tax ?? 0 != 0 }
    // Total = subtotal + shipping beside a tax: it is in the prices.
    let taxed = rows.count { $0.tax ?? 0 > 0 }
    if !best.tax, taxed * 2 > rows.count { takeTax("\(total) is \(formula), without adding \(name(columns.tax))") }
    found.takeSubtotals()
  }

  // MARK: Amount of the line or of the order

  private mutating func decideLevel() {
    guard columns.order >= 0, layout.totalColumn >= 0 else { return }
    let several = found.ofSeveral.filter { order in order.allSatisfy { found.rows[$0].total != nil } }
    let equal = several.filter { order in Set(order.map { found.rows[$0].total }).count == 1 }
    if layout.amount == .order {
      let other = several.count - equal.count
      guard !several.isEmpty else { return }
      if other > 0, other * 5 >= several.count {
        remarks.append(
          "\(name(layout.totalColumn)) is read as the amount of each row: in \(share(other, several.count)) orders of several "
            + "rows it differs from row to row. To change it: --set import.price=order")
        layout.read(price: .line)
      } else {
        remarks.append(
          "\(name(layout.totalColumn)) is read as the amount of the order, counted once: \(share(equal.count, several.count)) "
            + "orders of several rows repeat it. To change it: --set import.price=line")
        repeatedDiscount(several)
      }
      return
    }
    let telling = several.filter { found.differ($0) }
    let repeated = telling.filter { order in Set(order.map { found.rows[$0].total }).count == 1 }
    guard telling.count >= 2, Double(repeated.count) >= AmountMeaning.most * Double(telling.count) else { return }
    let line = several.joined().reduce(Int64(0)) { OrderDraft.sum($0, found.rows[$1].total ?? 0) }
    let once = several.reduce(Int64(0)) { OrderDraft.sum($0, $1.first.flatMap { found.rows[$0].total } ?? 0) }
    let both = "once for each order that is \(money(once)), row by row \(money(line))"
    // One price for everything looks like that too; then each product has one price.
    if telling.count >= 3, !hasSteadyPrices() {
      remarks.append(
        "\(name(layout.totalColumn)) is read as the amount of the order, counted once: \(share(repeated.count, telling.count)) "
          + "orders of several rows repeat it on different goods (\(both)). To change it: --set import.price=line")
      layout.read(price: .order)
      repeatedDiscount(several)
    } else {
      remarks.append(
        "\(name(layout.totalColumn)) is read as the amount of each row, though \(share(repeated.count, telling.count)) orders of "
          + "several rows repeat it (\(both)). To change it: --set import.price=order")
    }
  }

  /// Whether goods that come again cost the same again, in most cases.
  private func hasSteadyPrices() -> Bool {
    var first: [Int: (quantity: DecimalNumber, total: Int64)] = [:]
    var same = 0
    var other = 0
    for row in found.rows where row.product >= 0 {
      guard let total = row.total else { continue }
      guard let known = first[row.product] else {
        first[row.product] = (row.quantity, total)
        continue
      }
      let left = (quantity: known.quantity, price: DecimalNumber(mantissa: known.total, decimals: found.digits))
      let right = (quantity: row.quantity, price: DecimalNumber(mantissa: total, decimals: found.digits))
      if isProportional(left, right) { same += 1 } else { other += 1 }
    }
    return same + other == 0 || same >= other
  }

  /// A discount that is repeated on the rows of an order is the order's.
  private mutating func repeatedDiscount(_ several: [[Int]]) {
    let discount = layout.column(.discount)
    guard discount >= 0, !layout.fields.contains(.orderDiscount) else { return }
    let isRepeated = several.allSatisfy { order in Set(order.map { found.rows[$0].discount }).count == 1 }
    if isRepeated { layout.fields[discount] = .orderDiscount }
  }

  // MARK: Tax

  /// Decides whether prices hold the tax that stands beside them: it is a usual share of the price without it, or of the
  /// price as it stands.
  private mutating func decideTax() {
    guard columns.tax >= 0, layout.tax == .beside, !isTaxAdded else { return }
    var inside = 0
    var onTop = 0
    var taxed = 0
    let lists = layout.amount == .order || columns.order < 0 ? found.rows.indices.map { [$0] } : orderLists()
    for list in lists {
      guard let (goods, tax) = sums(list), tax > 0, goods > tax else { continue }
      taxed += 1
      let shipping = list.compactMap { found.rows[$0].shipping }.max() ?? 0
      let slack = Int64(list.count)
      let bases = shipping > 0 ? [goods, goods + shipping] : [goods]
      let isInside = bases.contains { TaxRate.isUsual(tax, of: $0 - tax, slack: slack) }
      let isOnTop = bases.contains { TaxRate.isUsual(tax, of: $0, slack: slack) }
      if isInside, !isOnTop { inside += 1 }
      if isOnTop, !isInside { onTop += 1 }
    }
    guard taxed > 0 else { return }
    if inside >= 2, onTop * 10 <= inside, inside * 2 >= taxed {
      takeTax(
        "\(name(columns.tax)) is a usual share of the price without it in \(share(inside, taxed)) of the taxed orders")
    } else if layout.orderTotalColumn < 0, onTop <= inside || onTop * 2 < taxed {
      remarks.append(
        "Whether prices hold the tax of \(name(columns.tax)) does not show: they are taken to be without it. If they hold it: "
          + "--set import.tax=inside")
    }
  }

  private func orderLists() -> [[Int]] {
    found.orders + found.rows.indices.filter { found.rows[$0].order < 0 }.map { [$0] }
  }

  /// What the goods and the tax of some rows of one order come to.
  private func sums(_ list: [Int]) -> (goods: Int64, tax: Int64)? {
    var goods: Int64 = 0
    for place in list {
      let row = found.rows[place]
      guard
        let amount = columns.price >= 0 && layout.amount == .unitPrice
          ? row.product(found.digits) : row.total ?? row.price?.minor(digits: found.digits)
      else { return nil }
      let isOff = layout.amount == .unitPrice || layout.isBeforeDiscount
      goods = OrderDraft.sum(goods, amount - (isOff && !isShare ? abs(row.discount ?? 0) : 0))
    }
    let taxes = list.map { found.rows[$0].tax ?? 0 }
    return (goods, isTaxOfLines ? taxes.reduce(0, OrderDraft.sum) : taxes.max() ?? 0)
  }

  private var isShare: Bool { columns.discount >= 0 && layout.fields[columns.discount] == nil }

  /// Whether each row has its own tax: it differs within orders.
  private var isTaxOfLines: Bool {
    let several = found.ofSeveral
    return several.isEmpty
      || several.contains { order in Set(order.map { found.rows[$0].tax }.filter { $0 ?? 0 != 0 }).count > 1 }
  }

  private mutating func takeTax(_ evidence: String) {
    layout.tax = layout.amount != .order && isTaxOfLines ? .insideLines : .insideOrders
    remarks.append("Prices include tax: \(evidence). Net is without it. To change it: --set import.tax=beside")
  }
}
