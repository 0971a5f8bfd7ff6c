import Analytics
import Canvas
import Ledger

extension CardFields {
  /// What was ordered, given back, and at which prices.
  var bought: [Card.Field] {
    let notCounted = record.orders.count - record.counting.count
    let means = ["All orders up to \(asOf), those that were cancelled or not paid too; these count nowhere."]
    return [
      field(
        "orders", "orders", .integer(record.orders.count), .count,
        remark: notCounted > 0 ? "\(Digits.grouped(notCounted)) not counted" : "", means: means,
        opens: orders("Orders", record.orders, means: means))
    ] + baskets + returns + discounts
  }

  private var baskets: [Card.Field] {
    guard record.purchases > 0 else { return [] }
    let range = record.range
    // The first of several of the same size.
    let largest = range.max { history.net[$0] < history.net[$1] } ?? range.lowerBound
    let means = ["The purchase of the highest net, the first of several."]
    let piecesMeans = ["Pieces of all purchases, as ordered: what came back is not taken off."]
    return [
      field(
        "pieces", "pieces", .integer(record.pieces), .count,
        remark: ValueFormat.decimal(Double(record.pieces) / Double(record.purchases), 1) + " a purchase",
        means: piecesMeans,
        opens: orders("Purchases", record.purchaseOrders.joined().reversed(), means: piecesMeans)),
      field(
        "largest_purchase", "largest", .money(history.net[largest]), .money,
        remark: Wording.date(Day(rawValue: history.day[largest])), means: means,
        opens: purchases("Largest purchase", [largest - range.lowerBound], means: means)),
    ]
  }

  private var returns: [Card.Field] {
    guard !record.counting.isEmpty else { return [] }
    let means = [
      "Lines that something was given back of, whenever that was; a refund belongs to its order. The rate is refunds ÷ "
        + "(gross − discounts)."
    ]
    let rate = record.returnRate.map { ValueFormat.percent($0) } ?? ""
    let money = record.refund > 0 ? Wording.wholeMoney(record.refund, ledger.currency) : ""
    return [
      field(
        "returns", "returns", .integer(record.returnLines.count), .count,
        role: record.returnLines.isEmpty ? .text : .warn,
        remark: record.returnLines.isEmpty ? "" : [money, rate].filter { !$0.isEmpty }.joined(separator: ", "),
        means: means, opens: lines("Returns", record.returnLines, means: means))
    ]
  }

  private var discounts: [Card.Field] {
    guard record.knowsDiscounts, record.gross > 0 else { return [] }
    let means = ["Discounts of lines and orders. The share is discounts ÷ list value (net + discounts + refunds)."]
    var fields = [
      field(
        "discounts", "discounts", .money(record.discount), .money,
        remark: record.discountShare.map { ValueFormat.percent($0) + " of list" } ?? "", means: means,
        opens: lines("Discounts", record.discountLines, means: means))
    ]
    guard record.purchases > 0 else { return fields }
    let reduced = record.discountedPurchases
    let reducedMeans = ["Purchases in which anything was discounted."]
    fields.append(
      field(
        "discounted_purchases", "discounted", .integer(reduced.count), .count,
        remark: "\(ValueFormat.percent(Double(reduced.count) / Double(record.purchases))) of purchases",
        means: reducedMeans, opens: purchases("With a discount", reduced, means: reducedMeans)))
    if let share = record.fullPriceShare {
      let best = (record.categories.isEmpty ? record.products : record.categories)
        .filter { $0.fullPriceNet > 0 }.max { $0.fullPriceNet < $1.fullPriceNet }
      let means = [
        "Net of lines without any discount ÷ net of all lines of purchases. Beside it what most of that was spent on."
      ]
      fields.append(
        field(
          "full_price_share", "full price", .number(share), .ratio, role: share >= 0.8 ? .good : .text,
          remark: best.map { "most " + $0.name } ?? "", means: means,
          opens: lines("At full price", record.fullPriceLines, means: means)))
    }
    return fields
  }

  /// Categories and products by net.
  var favourites: [Card.Field] {
    let means = { (what: String) in
      [
        "Net of the lines of this \(what) in all purchases; the number beside it is pieces.",
        "The three of most net are shown.",
      ]
    }
    let groups =
      record.categories.prefix(3).map { ("category", $0) } + record.products.prefix(3).map { ("product", $0) }
    return groups.enumerated().map { index, group in
      let (what, goods) = group
      let number = what == "category" ? index + 1 : index + 1 - min(3, record.categories.count)
      return Card.Field(
        id: "\(what)_\(number)", label: goods.name, value: Money(minor: goods.net, currency: ledger.currency).whole,
        exact: .money(goods.net), kind: .money,
        remark: "× " + Digits.grouped(goods.pieces) + (what == "category" ? "  category" : ""),
        definition: means(what), destination: lines(goods.name, goods.lines, means: means(what)))
    }
  }
}
