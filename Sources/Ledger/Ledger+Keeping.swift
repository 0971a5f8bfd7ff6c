extension Ledger {
  /// The same shop as if its files had held the orders of these customers alone.
  ///
  /// - Customers, orders, lines and refunds stay in their order and are numbered anew; orders without a customer are
  ///   nobody's and go. Products, stock, costs, spending, rates and campaigns stay whole, with their numbers.
  /// - Rows about people (profiles, visits, enquiries, people of campaigns) stay where they are about a member.
  /// - Keys of people stay for members, and so do the verdicts that concern one. What was believed was decided by the
  ///   whole shop: a refused key stays refused, and the records, names and rows that it was seen with are all told.
  /// - Of the import report the sums become those of the kept orders, and a remark says how many customers these are;
  ///   files, rows and reasons stay, for they are about what was read.
  ///
  /// `firstDay` and `lastDay` are those of the kept orders. As of which day a question is asked is decided before, by
  /// the whole shop: whoever asks hands the same `Question` on, or people who stopped buying seem to buy still.
  /// - Parameter members: Customers by their number, in any order. Repeated ones count once; numbers that no customer
  ///   has are passed over. Nobody at all gives a ledger without orders.
  /// - Complexity: O(customers + orders + lines + rows of the side tables about people).
  public func keeping(_ members: [Int32]) -> Ledger {
    var numbers = [Int32](repeating: -1, count: customers.count)
    for member in members where member >= 0 && Int(member) < numbers.count { numbers[Int(member)] = 0 }
    var next: Int32 = 0
    for customer in numbers.indices where numbers[customer] == 0 {
      numbers[customer] = next
      next += 1
    }
    let people = KeptRows(of: customers.count) { numbers[$0] >= 0 }
    let orderRows = people.inner(customers.orderStart, of: orders.count)
    let lineRows = orderRows.inner(orders.lineStart, of: lines.count)
    let keptCustomers = people.of(customers)
    let keptOrders = orderRows.of(orders)
    return Ledger(
      name: name, currency: currency, customers: keptCustomers, orders: keptOrders, lines: lineRows.of(lines),
      products: products, refunds: refunds(of: orderRows, keptOrders.lineStart),
      identities: identities.keeping(people, numbers),
      report: report.keeping(keptOrders, lines: lineRows.count, people: (people.count, customers.count)),
      sides: sides.keeping(numbers, count: people.count))
  }

  private func refunds(of kept: KeptRows, _ lineStart: [UInt32]) -> RefundTable {
    guard refunds.count > 0 else { return refunds }
    var numbers = [Int32](repeating: -1, count: orders.count)
    var next: Int32 = 0
    for run in kept.runs {
      for order in run {
        numbers[order] = next
        next += 1
      }
    }
    let rows = KeptRows(of: refunds.count) { numbers[Int(refunds.order[$0])] >= 0 }
    let old = rows.of(refunds.order)
    let order = old.map { UInt32(numbers[Int($0)]) }
    let oldLine = rows.of(refunds.line)
    // A line keeps its place within its order.
    let line = old.indices.map { oldLine[$0] - orders.lineStart[Int(old[$0])] + lineStart[Int(order[$0])] }
    return RefundTable(
      order: order, line: line, day: rows.of(refunds.day), amount: rows.of(refunds.amount),
      quantity: rows.of(refunds.quantity), id: rows.of(refunds.id))
  }
}

extension KeptRows {
  fileprivate func of(_ table: CustomerTable) -> CustomerTable {
    CustomerTable(
      orderStart: starts(table.orderStart), key: of(table.key), name: of(table.name), email: of(table.email),
      phone: of(table.phone), region: of(table.region), city: of(table.city), country: of(table.country),
      channel: of(table.channel))
  }

  fileprivate func of(_ table: OrderTable) -> OrderTable {
    OrderTable(
      id: of(table.id), day: of(table.day), second: of(table.second), status: of(table.status),
      lineStart: starts(table.lineStart), gross: of(table.gross), discount: of(table.discount),
      refund: of(table.refund), tax: of(table.tax), shipping: of(table.shipping), region: of(table.region),
      channel: of(table.channel), coupon: of(table.coupon))
  }

  fileprivate func of(_ table: LineTable) -> LineTable {
    LineTable(
      product: of(table.product), quantity: of(table.quantity), gross: of(table.gross), discount: of(table.discount),
      refund: of(table.refund), cost: of(table.cost), hasCost: table.hasCost,
      isCostKnown: of(table.isCostKnown))
  }
}

extension IdentityTable {
  /// The keys of the people who stay, and the entries that concern one of them.
  ///
  /// What the table itself leaves out (entries beyond ``entriesKept``, customers beyond ``customersKept``) cannot be
  /// told to concern somebody, and goes.
  fileprivate func keeping(_ people: KeptRows, _ numbers: [Int32]) -> IdentityTable {
    let kept = entries.compactMap { $0.keeping(numbers) }
    // Customers after the last one with keys have none.
    let last = keyStart.last ?? 0
    let keyStart = keyStart + Array(repeating: last, count: max(0, numbers.count + 1 - keyStart.count))
    let keys = people.inner(keyStart, of: keyTexts.count)
    let starts = people.starts(keyStart)
    let kinds = keys.of(keyKinds)
    var records = 0
    var known = 0
    for person in 0..<people.count {
      let own = kinds[Int(starts[person])..<Int(starts[person + 1])].count { $0 & IdentityTable.recordFlag != 0 }
      records += own
      known += own > 0 ? 1 : 0
    }
    return IdentityTable(
      entries: kept, entryCount: kept.count, records: records, people: known, refusedRows: 0, keyStart: starts,
      keyKinds: kinds, keyTexts: keys.of(keyTexts), isPresent: isPresent)
  }
}

extension IdentityTable.Entry {
  /// The entry with its customers numbered anew; `nil` where none of them stays.
  fileprivate func keeping(_ numbers: [Int32]) -> IdentityTable.Entry? {
    let kept = customers.compactMap { customer -> UInt32? in
      Int(customer) < numbers.count ? UInt32(exactly: numbers[Int(customer)]) : nil
    }
    guard !kept.isEmpty else { return nil }
    return IdentityTable.Entry(
      kind: kind, key: key, verdict: verdict, reason: reason, links: links, linkCount: linkCount, names: names,
      nameCount: nameCount, addressCount: addressCount, rows: rows, customers: kept)
  }
}

extension ImportReport {
  /// The report with the sums of the orders that stay.
  fileprivate func keeping(_ orders: OrderTable, lines: Int, people: (kept: Int, whole: Int)) -> ImportReport {
    var report = self
    report.customers = people.kept
    report.orders = orders.count
    (report.gross, report.discounts, report.refunds) = (0, 0, 0)
    (report.unidentifiedOrders, report.unidentifiedNet) = (0, 0)
    for order in 0..<orders.count where orders.counts(order) {
      report.gross += orders.gross[order]
      report.discounts += orders.discount[order]
      report.refunds += orders.refund[order]
    }
    // Of a ledger that was filtered before, the remark speaks of the whole shop.
    let selection = Selection(customers: people.kept, whole: self.selection?.whole ?? people.whole, lines: lines)
    if let earlier = self.selection?.remark { report.remarks.removeAll { $0 == earlier } }
    report.remarks.append(selection.remark)
    report.selection = selection
    return report
  }
}

extension LinkColumn {
  /// The rows that are about somebody who stays.
  fileprivate func rows(_ numbers: [Int32]) -> KeptRows {
    KeptRows(of: codes.count) { row in
      let code = Int(codes[row])
      return code >= 0 && code < numbers.count && numbers[code] >= 0
    }
  }

  /// The links of those rows to the new numbers: nobody among them is unknown.
  fileprivate func members(_ rows: KeptRows, _ numbers: [Int32]) -> LinkColumn {
    LinkColumn(codes: rows.of(codes).map { numbers[Int($0)] }, unknown: .empty)
  }
}

extension Sides {
  fileprivate func keeping(_ numbers: [Int32], count: Int) -> Sides {
    var sides = self
    sides.customers = customers.map { table in
      let rows = table.customer.rows(numbers)
      return ProfileTable(
        customer: table.customer.members(rows, numbers), name: rows.of(table.name), email: rows.of(table.email),
        phone: rows.of(table.phone), region: rows.of(table.region), city: rows.of(table.city),
        country: rows.of(table.country), channel: rows.of(table.channel), tags: rows.of(table.tags),
        since: rows.of(table.since), birthday: rows.of(table.birthday), consent: rows.of(table.consent))
    }
    sides.visits = visits.map { table in
      let rows = table.customer.rows(numbers)
      return VisitTable(
        customer: table.customer.members(rows, numbers), day: rows.of(table.day), second: rows.of(table.second),
        session: rows.of(table.session), page: rows.of(table.page), product: rows.of(table.product),
        seconds: rows.of(table.seconds), event: rows.of(table.event), customerCount: count)
    }
    sides.enquiries = enquiries.map { table in
      let rows = table.customer.rows(numbers)
      return EnquiryTable(
        customer: table.customer.members(rows, numbers), product: rows.of(table.product), day: rows.of(table.day),
        second: rows.of(table.second), kind: rows.of(table.kind), note: rows.of(table.note))
    }
    sides.campaignMembers = campaignMembers.map { table in
      let rows = table.customer.rows(numbers)
      return CampaignMemberTable(
        campaign: rows.of(table.campaign), customer: table.customer.members(rows, numbers),
        isControl: rows.of(table.isControl), contactedDay: rows.of(table.contactedDay),
        contactedSecond: rows.of(table.contactedSecond))
    }
    return sides
  }
}
