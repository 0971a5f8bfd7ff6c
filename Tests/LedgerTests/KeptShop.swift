import Ledger

/// Random shops with everything that a ledger can hold, and a ledger as text to compare.
enum KeptShop {
  /// SplitMix64 (Steele, Lea, Flood 2014): the same shops on every run.
  struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// Orders of some dozen people and of nobody, with order numbers that are numbers and that are none.
  static func entries(_ chance: inout Chance) -> [LedgerEntry] {
    var entries: [LedgerEntry] = []
    for number in 0..<300 {
      let person = Int.random(in: 0..<60, using: &chance)
      let isBig = Int.random(in: 0..<80, using: &chance) == 0
      let lines = (0..<Int.random(in: 1...3, using: &chance)).map { _ in
        let gross = Int64.random(in: 1...9_000, using: &chance) * (isBig ? 1_000_000 : 1)
        return LedgerEntry.Line(
          product: "p\(Int.random(in: 0..<9, using: &chance))", quantity: Int.random(in: 1...4, using: &chance),
          gross: gross, discount: gross / 9, refund: Int.random(in: 0..<5, using: &chance) == 0 ? gross / 3 : 0,
          cost: gross / 2)
      }
      let status = [OrderStatus.valid, .valid, .valid, .cancelled, .unpaid, .refundOnly][
        Int.random(in: 0..<6, using: &chance)]
      entries.append(
        LedgerEntry(
          customer: person < 5 ? "" : "c\(person)", id: number % 3 == 0 ? "#\(number)" : "\(number)",
          day: Day(rawValue: 15_000 + Int32.random(in: 0..<900, using: &chance)),
          second: Int.random(in: 0..<86_400, using: &chance), status: status, lines: lines))
    }
    return entries
  }

  /// A shop with names, places, taxes, refunds, keys and files beside the orders.
  static func full(_ chance: inout Chance) -> Ledger {
    let plain = Ledger(entries: entries(&chance), name: "Shop")
    let count = plain.customers.count
    let keys = (0..<count).map { plain.customers.key[$0] }
    let orders = plain.orders
    let all = OrderTable(
      id: orders.id, day: orders.day, second: orders.second, status: orders.status, lineStart: orders.lineStart,
      gross: orders.gross, discount: orders.discount, refund: orders.refund,
      tax: MoneyColumn((0..<orders.count).map { orders.gross[$0] / 20 }),
      shipping: MoneyColumn((0..<orders.count).map { Int64($0) }),
      region: CategoryColumn(orders.day.map { "r\($0 % 4)" }),
      coupon: CategoryColumn(orders.day.map { $0 % 3 == 0 ? "SALE" : "" }))
    let refunded = (0..<orders.count).filter { $0 % 7 == 0 }.shuffled(using: &chance)
    let refunds = RefundTable(
      order: refunded.map { UInt32($0) }, line: refunded.map { UInt32(orders.lines(of: $0).upperBound - 1) },
      day: refunded.map { orders.day[$0] + 3 }, amount: refunded.map { Int64($0) + 1 },
      quantity: refunded.map { Int32($0 % 3) },
      id: IdentifierColumn(refunded.map { $0 % 2 == 0 ? "R\($0)" : "\($0)" }))
    var report = plain.report
    report.remarks = ["dates are year-month-day"]
    return Ledger(
      name: plain.name, currency: plain.currency,
      customers: CustomerTable(
        orderStart: plain.customers.orderStart, key: plain.customers.key, name: TextColumn(keys.map { "Person \($0)" }),
        email: TextColumn(keys.map { $0 + "@shop.example" }),
        region: CategoryColumn(keys.map { $0.hasSuffix("1") ? "" : "Region \($0.last.map { String($0) } ?? "")" })),
      orders: all, lines: plain.lines, products: plain.products, refunds: refunds,
      identities: IdentityTable(
        entries: [], entryCount: 0, records: count, people: count, refusedRows: 0,
        keys: keys.map { [(.account, $0), (.email, $0 + "@shop.example")] }),
      report: report, sides: sides(count, &chance))
  }

  private static func sides(_ count: Int, _ chance: inout Chance) -> Sides {
    // A position, a stranger or nobody.
    func links(_ rows: Int) -> LinkColumn {
      LinkColumn(
        codes: (0..<rows).map { _ in Int32.random(in: -3..<Int32(count), using: &chance) },
        unknown: TextColumn(["stranger one", "stranger two"]))
    }
    func days(_ rows: Int) -> [Int32] { (0..<rows).map { _ in Int32.random(in: 15_000..<15_900, using: &chance) } }
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: links(60), name: TextColumn((0..<60).map { "Profile \($0)" }),
      tags: CategoryColumn((0..<60).map { "tag \($0 % 7)" }), since: days(60), consent: (0..<60).map { $0 % 3 })
    sides.visits = VisitTable(
      customer: links(400), day: days(400), second: (0..<400).map { $0 },
      page: CategoryColumn((0..<400).map { "/\($0)" }),
      product: LinkColumn(codes: (0..<400).map { $0 % 4 - 2 }, unknown: TextColumn(["unsold"])),
      event: (0..<400).map { UInt8($0 % 6) }, customerCount: count)
    sides.enquiries = EnquiryTable(
      customer: links(90), product: .empty, day: days(90), second: days(90), kind: (0..<90).map { UInt8($0 % 2) },
      note: TextColumn((0..<90).map { "note \($0)" }))
    sides.campaigns = CampaignTable(
      name: TextColumn(["spring", "autumn"]), starts: [15_000, 15_200], days: [10, 0], cost: MoneyColumn([100, 200]))
    sides.campaignMembers = CampaignMemberTable(
      campaign: LinkColumn(codes: (0..<120).map { $0 % 2 }, unknown: .empty), customer: links(120),
      isControl: (0..<120).map { $0 % 5 == 0 }, contactedDay: days(120), contactedSecond: days(120))
    sides.spend = SpendTable(month: [15_000], amount: MoneyColumn([5]))
    return sides
  }

  /// Customers, orders and lines, a row each, products by name.
  static func text(_ ledger: Ledger) -> [String] {
    let (customers, orders, lines) = (ledger.customers, ledger.orders, ledger.lines)
    var text: [String] = ["\(customers.count) \(orders.count) \(lines.count) \(lines.hasCost && lines.count > 0)"]
    for customer in 0..<customers.count {
      text.append("\(customers.key[customer]) \(customers.name[customer]) \(ledger.orders(of: customer))")
    }
    for order in 0..<orders.count {
      var row = "\(orders.id[order]) \(orders.day[order]) \(orders.second.isEmpty ? 0 : orders.second[order]) "
      row += "\(orders.status[order]) \(orders.lines(of: order)) \(orders.gross[order]) \(orders.discount[order]) "
      row += "\(orders.refund[order]) \(orders.tax[order]) \(orders.shipping[order]) \(orders.region[order]) "
      row += "\(orders.coupon[order])"
      text.append(row)
    }
    for line in 0..<lines.count {
      var row = "\(ledger.products.sku[Int(lines.product[line])]) \(lines.quantity[line]) \(lines.gross[line]) "
      row += "\(lines.discount[line]) \(lines.refund[line]) \(lines.cost[line])"
      text.append(row)
    }
    return text
  }

  /// What a customer saw, oldest first.
  static func visits(_ ledger: Ledger, _ customer: Int) -> [String] {
    guard let table = ledger.sides.visits else { return [] }
    return table.rows(of: customer).map { row in
      "\(table.day[row]) \(table.second[row]) \(table.page[row]) \(table.product.codes[row]) \(table.event[row])"
    }
  }

  /// The tag of a customer's profile.
  static func tag(_ ledger: Ledger, _ customer: Int) -> String {
    guard let table = ledger.sides.customers, let row = table.row(of: customer) else { return "" }
    return table.tags[row]
  }
}
