import DemoShop
import Ledger

/// A reader of comma-separated files that shares nothing with the shop's writer, nor with the product's reader.
struct TextTable: Sendable {
  let columns: [String]
  let rows: [[String]]

  init(_ bytes: [UInt8]) {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if quoted {
        if byte == UInt8(ascii: "\"") {
          if index + 1 < bytes.count, bytes[index + 1] == byte {
            field.append(byte)
            index += 1
          } else {
            quoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\"") {
        quoted = true
      } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        row.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        if byte == UInt8(ascii: "\n") {
          rows.append(row)
          row = []
        }
      } else {
        field.append(byte)
      }
      index += 1
    }
    columns = rows.first ?? []
    self.rows = Array(rows.dropFirst())
  }

  /// The position of a column; the tests that use it fail on the count of columns first.
  func position(_ name: String) -> Int { columns.firstIndex(of: name) ?? 0 }

  /// All values of a column.
  func column(_ name: String) -> [String] {
    let position = position(name)
    return rows.map { $0[position] }
  }
}

/// One line of the order file, read back.
struct ReadLine: Sendable {
  let sku: String
  let quantity: Int
  let price: Int
  let discount: Int
  let refund: Int
  let cost: Int
  var share = 0

  var gross: Int { quantity * price }
  var net: Int { gross - discount - share - refund }
}

/// One order of the file, read back.
struct ReadOrder: Sendable {
  let id: String
  let account: String
  let email: String
  let phone: String
  let name: String
  let day: Day
  let orderedAt: String
  let status: String
  let region: String
  let coupon: String
  let orderDiscount: Int
  var lines: [ReadLine]

  var counts: Bool { status == "paid" || status == "refunded" }
  var net: Int { lines.reduce(0) { $0 + $1.net } }
  var isValid: Bool { counts && net > 0 }
  var discounts: Int { orderDiscount + lines.reduce(0) { $0 + $1.discount } }
}

/// The order file as orders.
struct OrderTable: Sendable {
  let text: TextTable
  let orders: [ReadOrder]

  init(_ bytes: [UInt8]) {
    text = TextTable(bytes)
    let table = text
    let at = Dictionary(uniqueKeysWithValues: table.columns.enumerated().map { ($1, $0) })
    func value(_ row: [String], _ name: String) -> String { at[name].map { row[$0] } ?? "" }
    var orders: [ReadOrder] = []
    for row in table.rows {
      let line = ReadLine(
        sku: value(row, "sku"), quantity: Int(value(row, "quantity")) ?? -1,
        price: Self.cents(value(row, "unit_price")),
        discount: Self.cents(value(row, "discount")), refund: Self.cents(value(row, "refund")),
        cost: Self.cents(value(row, "cost")))
      let id = value(row, "order_id")
      if orders.last?.id == id {
        orders[orders.count - 1].lines.append(line)
      } else {
        let orderedAt = value(row, "ordered_at")
        orders.append(
          ReadOrder(
            id: id, account: value(row, "customer_id"), email: value(row, "email"), phone: value(row, "phone"),
            name: value(row, "name"), day: Day(String(orderedAt.prefix(10))) ?? Day(rawValue: 0), orderedAt: orderedAt,
            status: value(row, "status"), region: value(row, "region"), coupon: value(row, "coupon"),
            orderDiscount: Self.cents(value(row, "order_discount")), lines: [line]))
      }
    }
    for index in orders.indices { Self.allocate(&orders[index]) }
    self.orders = orders
  }

  /// Spreads the order's discount cent by cent: each goes to the line that is furthest below its exact part.
  private static func allocate(_ order: inout ReadOrder) {
    let weights = order.lines.map { $0.gross - $0.discount }
    let total = weights.reduce(0, +)
    guard total > 0 else { return }
    for index in weights.indices { order.lines[index].share = order.orderDiscount * weights[index] / total }
    var rest = order.orderDiscount - order.lines.reduce(0) { $0 + $1.share }
    let short = weights.indices.map { order.orderDiscount * weights[$0] % total }
    for index in weights.indices.sorted(by: { (short[$1], $0) < (short[$0], $1) }) where rest > 0 {
      order.lines[index].share += 1
      rest -= 1
    }
  }

  /// Minor units of an amount with exactly two decimals; blank is nothing.
  static func cents(_ text: String) -> Int {
    guard !text.isEmpty else { return 0 }
    let parts = text.split(separator: ".")
    guard parts.count == 2, parts[1].utf8.count == 2, let whole = Int(parts[0]), let rest = Int(parts[1]) else {
      return .min / 1_000_000
    }
    return whole * 100 + rest
  }
}

/// A purchase, read back: the valid orders of one person on one day.
struct ReadPurchase: Sendable {
  let day: Day
  var orders: [ReadOrder]

  var kept: Set<String> { Set(orders.flatMap { $0.lines.filter { $0.net > 0 }.map(\.sku) }) }
  var net: Int { orders.reduce(0) { $0 + $1.net } }
}

/// The default shop, made once for all tests.
enum Default {
  static let shop = DemoShop()
  static let table = OrderTable(shop.ordersCSV())
  static let files = Dictionary(uniqueKeysWithValues: shop.files.map { ($0.name, $0.contents) })

  /// Purchases by person, named by the first account.
  static let purchases: [String: [ReadPurchase]] = {
    var first: [String: String] = [:]
    for person in shop.truth.people {
      if let second = person.secondID { first[second] = person.id }
    }
    var purchases: [String: [ReadPurchase]] = [:]
    for order in table.orders where order.isValid && !order.account.isEmpty {
      let id = first[order.account] ?? order.account
      if purchases[id]?.last?.day == order.day {
        let last = (purchases[id]?.count ?? 1) - 1
        purchases[id]?[last].orders.append(order)
      } else {
        purchases[id, default: []].append(ReadPurchase(day: order.day, orders: [order]))
      }
    }
    return purchases
  }()

  static func file(_ name: String) -> TextTable { TextTable(files[name] ?? []) }
}
