/// Turns a basket into an order: prices, discounts, coupons, tax, shipping, refunds.
struct Till: Sendable {
  let catalogue: Catalogue
  /// Seven for yuan, one for euro: fixed sums are stated in euro cents.
  let scale: Int

  /// Weeks in which some shelves are reduced.
  private static let sales: [(days: ClosedRange<Int>, percent: Int, shelves: [Int])] = [
    (ShopCalendar.offset(2023, 7, 8)...ShopCalendar.offset(2023, 7, 18), 15, [2, 6, 8]),
    (ShopCalendar.offset(2023, 11, 20)...ShopCalendar.offset(2023, 11, 30), 20, [3, 4, 5, 6, 9]),
    (ShopCalendar.offset(2024, 7, 8)...ShopCalendar.offset(2024, 7, 18), 15, [2, 6, 8]),
    (ShopCalendar.offset(2024, 11, 20)...ShopCalendar.offset(2024, 11, 30), 20, [3, 4, 5, 6, 9]),
    (ShopCalendar.offset(2025, 7, 8)...ShopCalendar.offset(2025, 7, 18), 15, [2, 6, 8]),
    (ShopCalendar.offset(2025, 11, 20)...ShopCalendar.offset(2025, 11, 30), 20, [3, 4, 5, 6, 9]),
  ]

  /// Who stands at the till.
  struct Buyer {
    var person: Int?
    var profile: DemoShop.Profile?
    var usesSecondAccount = false
    var place: Int
    var city: Int
    var isFirstOrder = false
    var campaign: Int?
  }

  private static let hours: [Double] = {
    let weights: [Double] = [1, 0.5, 0.3, 0.2, 0.2, 0.5, 1, 2, 3, 5, 6, 6, 6, 5, 5, 5, 5, 6, 7, 8, 9, 8, 5, 2]
    var sum = 0.0
    return weights.map { weight in
      sum += weight
      return sum
    }
  }()

  /// A moment of the day, as shops see them: quiet at night, busiest in the evening.
  static func secondOfDay(_ chance: inout Chance) -> Int {
    chance.index(cumulative: hours, in: 0..<24) * 3_600 + chance.below(3_600)
  }

  /// The order for a basket, paid.
  func order(_ items: [(product: Int, quantity: Int)], on day: Int, by buyer: Buyer, _ chance: inout Chance) -> Order {
    var order = Order(
      person: buyer.person, usesSecondAccount: buyer.usesSecondAccount, day: day,
      secondOfDay: Self.secondOfDay(&chance), status: .paid, place: buyer.place, city: buyer.city,
      channel: chance.index(cumulative: [0.58, 0.80, 0.92, 1], in: 0..<4), coupon: "", orderDiscount: 0, shipping: 0,
      lines: items.map { OrderLine(product: $0.product, quantity: $0.quantity, price: catalogue.prices[$0.product]) })
    reduce(&order, buyer)
    redeem(&order, buyer, &chance)
    for index in order.lines.indices {
      let line = order.lines[index]
      order.lines[index].tax = (line.charged * catalogue.taxes[line.product] + 50) / 100
    }
    let goods = order.net
    let isCollected = SalesChannel.sales[order.channel] == "store"
    order.shipping = isCollected || goods >= 4_000 * scale ? 0 : 390 * scale
    return order
  }

  /// Reductions on lines: sale weeks, the shelf of the month, and the clearance prices that bargain hunters wait for.
  private func reduce(_ order: inout Order, _ buyer: Buyer) {
    let sale = Self.sales.first { $0.days.contains(order.day) }
    for index in order.lines.indices {
      let line = order.lines[index]
      let shelf = catalogue.ranges.firstIndex { $0.contains(line.product) } ?? 0
      if buyer.profile == .priceOnly {
        order.lines[index].discount = (line.gross * 15 + 50) / 100
      } else if let sale, sale.shelves.contains(shelf) {
        order.lines[index].discount = (line.gross * sale.percent + 50) / 100
      } else if order.day / 30 % catalogue.shelves.count == shelf {
        // The shelf of the month.
        order.lines[index].discount = (line.gross * 10 + 50) / 100
      }
    }
  }

  /// Coupons on the whole order.
  private func redeem(_ order: inout Order, _ buyer: Buyer, _ chance: inout Chance) {
    let subtotal = order.net
    let luck = chance.unit()
    var percent = 0
    if buyer.profile == .priceOnly {
      order.coupon = "DEAL30"
      percent = 30
    } else if let campaign = buyer.campaign {
      order.coupon = Campaign.all[campaign].code
      percent = 10
    } else if buyer.isFirstOrder, luck < 0.22 {
      order.coupon = "WELCOME10"
      percent = 10
    } else if buyer.profile == .vip, luck < 0.20 {
      order.coupon = "VIP15"
      percent = 15
    } else if luck > 0.90, subtotal >= 4_000 * scale {
      order.coupon = "TEATIME5"
      order.orderDiscount = 500 * scale
    }
    if percent > 0 { order.orderDiscount = (subtotal * percent + 50) / 100 }
    let shares = Self.shares(of: order.orderDiscount, by: order.lines.map(\.charged))
    for index in order.lines.indices { order.lines[index].share = shares[index] }
  }

  /// Gives back all, or a part, of what was paid; nothing that would fall after the last day.
  func refund(_ order: inout Order, whole: Bool, _ chance: inout Chance) {
    let instant = (order.day + chance.whole(3...21)) * 86_400 + chance.whole(32_400...64_800)
    guard instant / 86_400 <= ShopCalendar.last else { return }
    if whole {
      order.status = .refunded
      for index in order.lines.indices {
        order.lines[index].refund = order.lines[index].charged
        order.lines[index].refundedAt = instant
      }
      return
    }
    let index = chance.below(order.lines.count)
    let line = order.lines[index]
    let isReturned = order.lines.count > 1 && chance.happens(0.6)
    let amount = isReturned ? line.charged : line.charged * chance.whole(20...60) / 100
    guard amount > 0 else { return }
    order.lines[index].refund = amount
    order.lines[index].refundedAt = instant
  }

  /// Splits an amount by weights so that the parts add up: largest remainder, the earlier line first on a tie.
  static func shares(of amount: Int, by weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    guard amount > 0, total > 0 else { return weights.map { _ in 0 } }
    var parts = weights.map { amount * $0 / total }
    let byRemainder = weights.indices.sorted {
      let left = amount * weights[$0] % total
      let right = amount * weights[$1] % total
      return left != right ? left > right : $0 < $1
    }
    for index in byRemainder.prefix(amount - parts.reduce(0, +)) { parts[index] += 1 }
    return parts
  }
}
