extension Ledger {
  /// The same ledger with what side files know: gaps are filled, nothing that orders say is changed.
  ///
  /// - Products without a category or a name take those of the file of products.
  /// - Customers without a name, e-mail, phone, region, city, country or channel take those of the file of customers.
  /// - Lines whose cost the order file does not say take the latest cost of their product at or before the order's day,
  ///   else the product's own, times the quantity, rounded once. Where neither is known the cost stays unknown. Refunds
  ///   that could not be matched have no cost, as in the order file.
  ///
  /// Orders, amounts, customers and products keep their numbers; no total but that of costs changes.
  /// Complexity: O(customers + products), and O(lines) where there are costs.
  public func enriched(with sides: Sides, files: [ImportReport.SideFile] = []) -> Ledger {
    var report = report
    report.sides += files
    let costed = lineCosts(sides)
    if let remark = costed.remark { report.remarks.append(remark) }
    return Ledger(
      name: name, currency: currency, customers: filledCustomers(sides.customers), orders: orders, lines: costed.lines,
      products: filledProducts(sides.products), refunds: refunds, identities: identities, report: report, sides: sides)
  }

  private func filledCustomers(_ profiles: ProfileTable?) -> CustomerTable {
    guard let profiles else { return customers }
    func text(_ own: TextColumn, _ theirs: TextColumn) -> TextColumn {
      theirs.isPresent ? own.filled(count: customers.count) { profiles.row(of: $0).map { theirs[$0] } ?? "" } : own
    }
    func category(_ own: CategoryColumn, _ theirs: CategoryColumn) -> CategoryColumn {
      theirs.isPresent ? own.filled(count: customers.count) { profiles.row(of: $0).map { theirs[$0] } ?? "" } : own
    }
    return CustomerTable(
      orderStart: customers.orderStart, key: customers.key, name: text(customers.name, profiles.name),
      email: text(customers.email, profiles.email), phone: text(customers.phone, profiles.phone),
      region: category(customers.region, profiles.region), city: category(customers.city, profiles.city),
      country: category(customers.country, profiles.country), channel: category(customers.channel, profiles.channel))
  }

  private func filledProducts(_ facts: ProductFactTable?) -> ProductTable {
    guard let facts else { return products }
    let sku = products.sku
    // A file without product names shows numbers in their place: such a name is a gap too.
    let named = products.name.filled(count: products.count, isGap: { $0 > 0 && $1.elementsEqual(sku.utf8($0)) }) {
      $0 == 0 ? "" : facts.row(of: $0).map { facts.name[$0] } ?? ""
    }
    let category = products.category.filled(count: products.count) {
      $0 == 0 ? "" : facts.row(of: $0).map { facts.category[$0] } ?? ""
    }
    return ProductTable(sku: sku, name: named, category: category)
  }

  private func lineCosts(_ sides: Sides) -> (lines: LineTable, remark: String?) {
    let facts = sides.products.flatMap { $0.cost.isPresent ? $0 : nil }
    guard facts != nil || sides.costs != nil, lines.count > 0 else { return (lines, nil) }
    let own: [ExactDecimal?] = (0..<products.count).map { product in
      facts.flatMap { facts in facts.row(of: product).flatMap { facts.cost[$0] } }
    }
    var costs = [Int64](repeating: 0, count: lines.count)
    var isKnown = [Bool](repeating: true, count: lines.count)
    var sum = lines.cost.total128
    var filled = 0
    var without = 0
    for order in 0..<orders.count {
      let day = orders.day[order]
      for line in orders.lines(of: order) {
        costs[line] = lines.cost[line]
        guard !lines.knowsCost(line), orders.status[order] != OrderStatus.refundOnly.rawValue else { continue }
        let product = Int(lines.product[line])
        let unit = product == 0 ? nil : sides.costs?.unitCost(of: product, on: day) ?? own[product]
        // As in an order file no amount reaches 2^53: sums of them must not leave 64 bits.
        if let cost = unit?.times(Int64(lines.quantity[line]), digits: currency.digits), cost.magnitude < 1 << 53,
          sum + Int128(cost.magnitude) < 1 << 61
        {
          sum += Int128(cost.magnitude)
          costs[line] = cost
          filled += 1
        } else {
          isKnown[line] = false
          without += 1
        }
      }
    }
    guard filled > 0 else { return (lines, nil) }
    let table = LineTable(
      product: lines.product, quantity: lines.quantity, gross: lines.gross, discount: lines.discount,
      refund: lines.refund, cost: MoneyColumn(costs), hasCost: true,
      isCostKnown: isKnown)
    var remark = "Costs of \(lineCount(filled)) come from the files of products and costs"
    remark += without > 0 ? "; \(lineCount(without)) \(without == 1 ? "has" : "have") none." : "."
    return (table, remark)
  }
}

private func lineCount(_ count: Int) -> String { Digits.grouped(count) + (count == 1 ? " line" : " lines") }

extension TextColumn {
  /// The column with texts in the rows that have none (or a gap); itself where there is nothing to fill.
  fileprivate func filled(
    count: Int, isGap: (Int, ArraySlice<UInt8>) -> Bool = { _, _ in false }, with text: (Int) -> String
  ) -> TextColumn {
    func isEmpty(_ row: Int) -> Bool {
      let own = utf8(row)
      return own.isEmpty || isGap(row, own)
    }
    guard (0..<count).contains(where: { isEmpty($0) && !text($0).isEmpty }) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(self.bytes.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    for row in 0..<count {
      let own = utf8(row)
      let other = isEmpty(row) ? text(row) : ""
      if other.isEmpty { bytes.append(contentsOf: own) } else { bytes.append(contentsOf: other.utf8) }
      offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    }
    return TextColumn(bytes: bytes, offsets: offsets)
  }
}

extension CategoryColumn {
  /// The column with texts in the rows that have none; itself where there is nothing to fill.
  fileprivate func filled(count: Int, with text: (Int) -> String) -> CategoryColumn {
    var names = names
    var numbers: [String: UInt32] = [:]
    for (number, name) in names.enumerated() { numbers[name] = UInt32(number) }
    var codes = codes.isEmpty ? [UInt32](repeating: 0, count: count) : codes
    var isFilled = false
    for row in 0..<count where codes[row] == 0 {
      let text = text(row)
      guard !text.isEmpty else { continue }
      isFilled = true
      if let number = numbers[text] {
        codes[row] = number
      } else {
        codes[row] = UInt32(names.count)
        numbers[text] = codes[row]
        names.append(text)
      }
    }
    return isFilled ? CategoryColumn(names: names, codes: codes) : self
  }
}
