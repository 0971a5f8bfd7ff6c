import Analytics
import Ledger

/// A customer as plain values.
struct SmallPerson {
  var key: String
  var name = ""
  var email = ""
  var phone = ""
  /// Order numbers and their days.
  var orders: [(id: String, day: Int32)] = [("", 100)]
  var net: Int64 = 0
  /// Further keys by which the person is known.
  var others: [(kind: IdentityKind, text: String)] = []
}

/// A ledger of a few customers, in the order in which they are given.
struct SmallShop {
  let ledger: Ledger
  let net: [Int64]

  init(_ people: [SmallPerson]) {
    let orders = people.flatMap(\.orders)
    var orderStart: [UInt32] = [0]
    for person in people { orderStart.append((orderStart.last ?? 0) + UInt32(person.orders.count)) }
    net = people.map(\.net)
    let hasOthers = people.contains { !$0.others.isEmpty }
    ledger = Ledger(
      name: "test", currency: .unnamed,
      customers: CustomerTable(
        orderStart: orderStart, key: TextColumn(people.map(\.key)), name: TextColumn(people.map(\.name)),
        email: TextColumn(people.map(\.email)), phone: TextColumn(people.map(\.phone))),
      orders: OrderTable(
        id: IdentifierColumn(orders.map(\.id)), day: orders.map(\.day),
        status: Array(repeating: 0, count: orders.count), lineStart: (0...orders.count).map { UInt32($0) },
        gross: .zeros(count: orders.count), discount: .zeros(count: orders.count),
        refund: .zeros(count: orders.count), tax: .zeros(count: orders.count), shipping: .zeros(count: orders.count)),
      lines: LineTable(), products: ProductTable(),
      identities: hasOthers
        ? IdentityTable(
          entries: [], entryCount: 0, records: 9, people: people.count, refusedRows: 0, keys: people.map(\.others))
        : IdentityTable(),
      report: ImportReport())
  }

  /// The matches as `key reason`.
  func found(_ query: String, asOf: Int32 = 1_000, limit: Int = 200) -> [String] {
    let search = CustomerIndex(ledger)?.search(query, asOf: Day(rawValue: asOf), net: net, limit: limit)
    return search?.matches.map { "\(ledger.customers.key[$0.customer]) \($0.reason)" } ?? ["nil"]
  }
}

/// Numbers that are the same for every run.
struct TestNumbers {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
