import Ledger

@testable import Ingest

/// A small shop whose orders every export below tells in its own words. Amounts in cents (fen).
///
/// Seven people and a guest, twelve orders, twenty-two lines: one order cancelled, one given back in part, one given back
/// whole, one with a discount that its lines do not divide evenly.
struct ToyShop: Sendable {
  struct Person: Sendable {
    var id: String
    var user: String
    var email: String
    var phone: String
    var first: String
    var last: String
    var name: String { first + " " + last }
  }

  struct Line: Sendable {
    var sku: String
    var product: String
    var quantity: Int64
    var price: Int64
    var discount: Int64 = 0
    var gross: Int64 { quantity * price }
    var net: Int64 { gross - discount }
  }

  enum State: Sendable {
    case paid, cancelled, refundedInPart, refunded
  }

  struct Order: Sendable {
    var number: Int
    var person: Person?
    var day: Int
    var lines: [Line]
    var discount: Int64 = 0
    var shipping: Int64 = 0
    var refund: Int64 = 0
    var state = State.paid
    var gross: Int64 { lines.reduce(0) { $0 + $1.gross } }
    var discounts: Int64 { discount + lines.reduce(0) { $0 + $1.discount } }
    var net: Int64 { gross - discounts }
    var date: String { "2024-03-\(Digits.padded(day, 2))" }
    var time: String { "10:\(Digits.padded(number % 60, 2)):05" }
    /// Share of the order's discount that falls on each line.
    var shares: [Int64] { PartitionWriter.shares(of: discount, weights: lines.map(\.gross)) }
  }

  var orders: [Order]
  var isChinese: Bool

  init(isChinese: Bool = false) {
    self.isChinese = isChinese
    let names =
      isChinese
      ? [("秀英", "王"), ("伟", "李"), ("芳", "张"), ("洋", "刘"), ("勇", "陈"), ("艳", "杨"), ("杰", "赵")]
      : [
        ("Ada", "Moss"), ("Ben", "Hale"), ("Cleo", "Frost"), ("Dan", "Reed"), ("Eve", "Stone"), ("Finn", "Ash"),
        ("Gwen", "Lake"),
      ]
    let people = names.enumerated().map { place, name in
      Person(
        id: "C\(place + 1)", user: "user\(place + 1)", email: "p\(place + 1)@example.org",
        phone: "1395720418\(place + 1)", first: name.0, last: name.1)
    }
    let goods =
      isChinese
      ? [("A-1", "棉布，蓝", 1999), ("B-2", "茶杯", 850), ("C-3", "灯", 12_900), ("D-4", "毛巾", 333)]
      : [("A-1", "Cloth, blue", 1999), ("B-2", "Cup", 850), ("C-3", "Lamp", 12_900), ("D-4", "Towel", 333)]
    func line(_ good: Int, _ quantity: Int64, off discount: Int64 = 0) -> Line {
      Line(
        sku: goods[good].0, product: goods[good].1, quantity: quantity, price: Int64(goods[good].2), discount: discount)
    }
    orders = [
      Order(number: 1001, person: people[0], day: 14, lines: [line(0, 1), line(1, 2)]),
      Order(number: 1002, person: people[1], day: 15, lines: [line(2, 1, off: 900)], shipping: 500),
      Order(number: 1003, person: nil, day: 15, lines: [line(3, 3), line(1, 1)]),
      Order(number: 1004, person: people[2], day: 16, lines: [line(0, 2), line(3, 1), line(1, 1)], discount: 1000),
      Order(number: 1005, person: people[0], day: 18, lines: [line(1, 4)]),
      Order(number: 1006, person: people[3], day: 19, lines: [line(2, 1), line(0, 1)], state: .cancelled),
      Order(
        number: 1007, person: people[4], day: 20, lines: [line(0, 1), line(3, 2)], shipping: 500, refund: 666,
        state: .refundedInPart),
      Order(number: 1008, person: people[1], day: 21, lines: [line(1, 1), line(3, 1)]),
      Order(number: 1009, person: people[5], day: 23, lines: [line(2, 2)]),
      Order(number: 1010, person: people[6], day: 24, lines: [line(0, 1), line(1, 1)], state: .refunded),
      Order(number: 1011, person: people[4], day: 26, lines: [line(3, 5), line(0, 1)], shipping: 500),
      Order(number: 1012, person: people[2], day: 28, lines: [line(1, 2), line(2, 1)]),
    ]
    orders[9].refund = orders[9].net
  }

  /// What an export cannot tell.
  enum Limit: Sendable {
    /// No order says who bought.
    case buyers
    /// Orders have no lines, or lines no amounts of their own.
    case lines
    /// Amounts are after discounts, which are not told.
    case discounts
    /// Nothing is told of refunds.
    case refunds
    /// Only whole refunds are told.
    case partialRefunds
    /// Cancelled orders are not marked.
    case states
    /// Cancelled orders are not in it.
    case cancelled
    /// Articles have no number.
    case skus
    /// The shop gives no discounts there.
    case undiscounted
    /// Shipping is in the amounts.
    case shipping
  }

  /// The shop's orders as an export with these limits tells them, as lines of text.
  func expected(_ limits: Set<Limit>, key: (Person) -> String) -> [String] {
    orders.filter { !limits.contains(.cancelled) || $0.state != .cancelled }.map { order in
      let customer = limits.contains(.buyers) ? "-" : order.person.map(key) ?? "-"
      var refund = order.state == .cancelled ? 0 : order.refund
      if limits.contains(.refunds) || (limits.contains(.partialRefunds) && order.state == .refundedInPart) {
        refund = 0
      }
      let isCancelled = order.state == .cancelled && !limits.contains(.states)
      let shipping = limits.contains(.shipping) ? order.shipping : 0
      let isGross = limits.contains(.undiscounted)
      let isNet = limits.contains(.discounts)
      let gross = (isNet ? order.net : order.gross) + shipping
      let lines =
        limits.contains(.lines)
        ? ""
        : zip(order.lines, order.shares).map { line, share in
          let article = limits.contains(.skus) ? line.product : line.sku
          return "\(article)×\(line.quantity)=\(isGross ? line.gross : line.net - share)"
        }.sorted().joined(separator: " ")
      return "\(order.number) \(order.date) \(customer) \(isCancelled ? "cancelled" : "valid")"
        + " \(gross)-\(isNet || isGross ? 0 : order.discounts)-\(refund) [\(lines)]"
    }.sorted()
  }
}

extension Ledger {
  /// The orders of a ledger in the words of `ToyShop.expected`.
  func told(_ limits: Set<ToyShop.Limit>) -> [String] {
    (0..<orders.count).map { position in
      let customer = customer(of: position).map { customers.key[$0] } ?? "-"
      let isCancelled = orders.status[position] == OrderStatus.cancelled.rawValue
      let lines =
        limits.contains(.lines)
        ? ""
        : orders.lines(of: position).map { line in
          let product = Int(self.lines.product[line])
          let article = limits.contains(.skus) ? products.label(product) : products.sku[product]
          return "\(article)×\(self.lines.quantity[line])=\(self.lines.gross[line] - self.lines.discount[line])"
        }.sorted().joined(separator: " ")
      var number = orders.id[position]
      number = String(number.filter(\.isNumber).suffix(4))
      return "\(number) \(Day(rawValue: orders.day[position])) \(customer) \(isCancelled ? "cancelled" : "valid")"
        + " \(orders.gross[position])-\(orders.discount[position])-\(isCancelled ? 0 : orders.refund[position]) [\(lines)]"
    }.sorted()
  }
}
