import Ledger

/// A shop of a million customers with five orders each on average, the same for every run: many buy once, some for years.
struct GeneratedShop {
  /// The shop.
  let ledger: Ledger

  /// A shop of this many customers.
  init(customers count: Int) {
    var state: UInt64 = 23
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let first = Day(uncheckedYear: 2022, month: 1, day: 1).rawValue
    let span = 1_096
    var orderStart: [UInt32] = [0]
    var keys: [String] = []
    var days: [Int32] = []
    var gross: [Int64] = []
    var discount: [Int64] = []
    var refund: [Int64] = []
    orderStart.reserveCapacity(count + 1)
    keys.reserveCapacity(count)
    days.reserveCapacity(count * 6)
    for customer in 0..<count {
      let digits = String(customer)
      keys.append("C" + String(repeating: "0", count: max(0, 7 - digits.utf8.count)) + digits)
      let start = random(span)
      // Half buy once; the others have a pace of their own between a week and four months.
      let pace = 7 + random(110)
      let most = random(2) == 0 ? 1 : 2 + random(24)
      let level = 500 + random(60) * random(60) * 5
      var day = start
      for _ in 0..<most {
        guard day < span else { break }
        let list = Int64(level / 2 + random(level + 1))
        days.append(first + Int32(day))
        gross.append(list)
        let reduced = random(10) < 3 ? list * Int64(5 + random(30)) / 100 : 0
        discount.append(reduced)
        refund.append(random(30) == 0 ? list - reduced : 0)
        day += 1 + random(2 * pace)
      }
      orderStart.append(UInt32(days.count))
    }
    let orders = days.count
    let lines = (0...orders).map { UInt32($0) }
    var report = ImportReport()
    report.gross = gross.reduce(0, +)
    report.discounts = discount.reduce(0, +)
    report.refunds = refund.reduce(0, +)
    report.customers = count
    report.orders = orders
    ledger = Ledger(
      name: "generated", currency: .unnamed,
      customers: CustomerTable(orderStart: orderStart, key: TextColumn(keys)),
      orders: OrderTable(
        id: IdentifierColumn(values: (0..<orders).map { UInt64($0) }, texts: .empty), day: days,
        status: Array(repeating: 0, count: orders), lineStart: lines, gross: MoneyColumn(gross),
        discount: MoneyColumn(discount), refund: MoneyColumn(refund), tax: .zeros(count: orders),
        shipping: .zeros(count: orders)),
      lines: LineTable(
        product: (0..<orders).map { UInt32($0 % 100 + 1) }, quantity: Array(repeating: 1, count: orders),
        gross: MoneyColumn(gross), discount: MoneyColumn(discount), refund: MoneyColumn(refund),
        cost: .zeros(count: orders)),
      products: ProductTable(
        sku: TextColumn([""] + (1...100).map { "SKU-\($0)" }), name: TextColumn([""] + (1...100).map { "Tea \($0)" })),
      report: report)
  }
}
