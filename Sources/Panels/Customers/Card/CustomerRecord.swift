import Analytics
import Ledger

/// One customer's orders and lines, gone through once: what all parts of the card are made of.
///
/// Orders after the as-of day do not exist. Complexity: O(orders and lines of the customer), beyond the shared analyses.
struct CustomerRecord: Sendable {
  let findings: Findings
  let ledger: Ledger
  let history: PurchaseHistory
  let customer: Int
  /// All orders by the as-of day, the latest first.
  let orders: [Int]
  /// Those whose amounts count, the latest first.
  let counting: [Int]
  /// The orders of each purchase, from the first purchase; as many as the history has.
  let purchaseOrders: [[Int]]
  /// Gross, discounts and refunds of what counts, in minor units.
  let gross, discount, refund: Int64
  /// Lines that something was given back of, the latest first.
  let returnLines: [Int]
  /// Lines below list price, the latest first.
  let discountLines: [Int]
  /// Lines of purchases at list price, the latest first.
  let fullPriceLines: [Int]
  /// What was bought by category and by product, the most net first.
  let categories, products: [Goods]
  /// Net of all lines of purchases.
  let goodsNet: Int64
  /// Pieces of purchases.
  let pieces: Int

  /// Goods of one name among the purchases.
  struct Goods: Sendable {
    /// Category or product.
    let name: String
    /// Net in minor units, and the part of it that was bought without a discount.
    var net, fullPriceNet: Int64
    /// Pieces.
    var pieces: Int
    /// The lines, the latest first.
    var lines: [Int]
    /// Days on which it was bought, the latest first, each once.
    var days: [Int32]
  }

  init(_ findings: Findings, customer: Int) {
    let ledger = findings.ledger
    let table = ledger.orders
    let history = findings(PurchaseHistory.self)
    let limit = findings.question.asOf.rawValue
    let existing = ledger.orders(of: customer).prefix { table.day[$0] <= limit }
    var groups: [[Int]] = []
    for order in existing where table.isPurchase(order) {
      if history.unit == .day, let last = groups.last?.last, table.day[last] == table.day[order] {
        groups[groups.count - 1].append(order)
      } else {
        groups.append([order])
      }
    }
    let orders = Array(existing.reversed())
    let counting = orders.filter { table.counts($0) }
    var returned: [Int] = []
    var reduced: [Int] = []
    var full: [Int] = []
    var categories: [UInt32: Goods] = [:]
    var products: [UInt32: Goods] = [:]
    var goodsNet: Int64 = 0
    var pieces = 0
    let hasCategories = ledger.products.category.isPresent
    for order in counting {
      let isPurchase = table.isPurchase(order)
      for line in table.lines(of: order) {
        if ledger.lines.refund[line] != 0 { returned.append(line) }
        let isReduced = ledger.lines.discount[line] != 0
        if isReduced { reduced.append(line) }
        guard isPurchase else { continue }
        if !isReduced { full.append(line) }
        goodsNet += ledger.lines.net(line)
        pieces += Int(ledger.lines.quantity[line])
        let product = ledger.lines.product[line]
        // Row 0 stands for goods without a name.
        guard product > 0 else { continue }
        CustomerRecord.add(line, isReduced, ledger, table.day[order], to: &products[product]) {
          ledger.products.label(Int(product))
        }
        let code = hasCategories ? ledger.products.category.codes[Int(product)] : 0
        guard code > 0 else { continue }
        CustomerRecord.add(line, isReduced, ledger, table.day[order], to: &categories[code]) {
          ledger.products.category[Int(product)]
        }
      }
    }
    self.findings = findings
    self.ledger = ledger
    self.history = history
    self.customer = customer
    self.orders = orders
    self.counting = counting
    purchaseOrders = groups
    gross = counting.reduce(0) { $0 + table.gross[$1] }
    discount = counting.reduce(0) { $0 + table.discount[$1] }
    refund = counting.reduce(0) { $0 + table.refund[$1] }
    returnLines = returned
    discountLines = reduced
    fullPriceLines = full
    self.categories = CustomerRecord.sorted(categories)
    self.products = CustomerRecord.sorted(products)
    self.goodsNet = goodsNet
    self.pieces = pieces
  }

  private static func add(
    _ line: Int, _ isReduced: Bool, _ ledger: Ledger, _ day: Int32, to goods: inout Goods?, name: () -> String
  ) {
    let net = ledger.lines.net(line)
    var sum = goods ?? Goods(name: name(), net: 0, fullPriceNet: 0, pieces: 0, lines: [], days: [])
    goods = nil
    sum.net += net
    if !isReduced { sum.fullPriceNet += net }
    sum.pieces += Int(ledger.lines.quantity[line])
    sum.lines.append(line)
    if sum.days.last != day { sum.days.append(day) }
    goods = sum
  }

  private static func sorted(_ goods: [UInt32: Goods]) -> [Goods] {
    goods.values.sorted { $0.net == $1.net ? $0.name < $1.name : $0.net > $1.net }
  }
}

extension CustomerRecord {
  /// How long the customer is silent by their own measure.
  var rhythm: Rhythm? { findings(ChurnList.self).rhythm(of: customer) }

  /// Where the customer stands in the life cycle.
  var stage: Stage? { findings(Lifecycle.self).stage(of: customer) }

  /// Number of purchases.
  var purchases: Int { purchaseOrders.count }

  /// Positions of the purchases in the history.
  var range: Range<Int> { history.purchases(of: customer) }

  /// Net to date ÷ that of all known people; `nil` where the shop has no positive net.
  var netShare: Double? {
    let total = findings(NetOfAll.self).net
    return total > 0 ? Double(history.netToDate[customer]) / Double(total) : nil
  }

  /// Whether the files say anything about discounts: where they do not, nobody is known to pay full price.
  var knowsDiscounts: Bool {
    if case .zeros = ledger.orders.discount { return false }
    return true
  }

  /// Discounts ÷ list value of what counts; `nil` where nothing was ordered or no file knows discounts.
  var discountShare: Double? { knowsDiscounts && gross > 0 ? Double(discount) / Double(gross) : nil }

  /// Purchases in which anything was discounted, by their number from the first.
  var discountedPurchases: [Int] {
    purchaseOrders.indices.filter { purchase in
      purchaseOrders[purchase].contains { ledger.orders.discount[$0] > 0 }
    }
  }

  /// Net of goods at list price ÷ net of all goods of purchases; `nil` where there is no positive net, or where no file
  /// knows discounts.
  var fullPriceShare: Double? {
    guard knowsDiscounts, goodsNet > 0 else { return nil }
    return Double(fullPriceLines.reduce(Int64(0)) { $0 + ledger.lines.net($1) }) / Double(goodsNet)
  }

  /// Refunds ÷ what was paid for goods; `nil` where nothing was paid.
  var returnRate: Double? { gross - discount > 0 ? Double(refund) / Double(gross - discount) : nil }

  /// What prices move the customer.
  var habit: DiscountHabits.Verdict {
    guard knowsDiscounts else { return .unknown }
    return findings(DiscountHabits.self).verdict(of: customer, fullPrice: fullPriceShare)
  }

  /// Whether the customer may be written to.
  var consent: ProfileTable.Consent { ledger.sides.customers?.consent(of: customer) ?? .unknown }

  /// A product that the customer buys again and again, and when it is due.
  struct Replenishment: Sendable {
    let goods: Goods
    /// The median of the days between two of its purchases.
    let interval: Double
    /// Last day it was bought + interval, rounded.
    let due: Day
  }

  /// Of the products that were bought on at least three days, the one to speak about: due within two weeks or overdue
  /// by less than two of its own intervals, the most net first; `nil` where there is none.
  var replenishment: Replenishment? {
    let asOf = findings.question.asOf
    for goods in products where goods.days.count >= 3 {
      let gaps = zip(goods.days, goods.days.dropFirst()).map { Int($0 - $1) }.sorted()
      let middle = gaps.count / 2
      let interval = gaps.count % 2 == 1 ? Double(gaps[middle]) : Double(gaps[middle - 1] + gaps[middle]) / 2
      guard let last = goods.days.first, interval > 0 else { continue }
      let silent = Double(asOf - Day(rawValue: last))
      guard silent + 14 >= interval, silent < 3 * interval else { continue }
      return Replenishment(
        goods: goods, interval: interval, due: Day(rawValue: last).adding(days: Int(interval.rounded())))
    }
    return nil
  }
}
