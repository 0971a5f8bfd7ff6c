import Ledger

extension FilterField {
  /// What the customer paid.
  static let money: [FilterField] = [
    FilterField(
      "net", "Net", .money, "Goods after discounts, minus refunds, without shipping and tax",
      example: "net(90d) >= 100", windowed: { OrderSums.net.column($0, $1) }
    ) { .integers($0.history.netToDate) },
    FilterField(
      "gross", "Gross", .money, "Goods before discounts and refunds", example: "gross > 500.25",
      windowed: { OrderSums.gross.column($0, $1) }
    ) { OrderSums.gross.column($0) },
    FilterField(
      "discounts", "Discounts", .money, "Discounts on lines and orders", example: "discounts(1y) > 50",
      windowed: { OrderSums.discounts.column($0, $1) }
    ) { OrderSums.discounts.column($0) },
    FilterField(
      "refunds", "Refunds", .money, "Refunds of goods, each counted with its order", example: "refunds(6mo) > 0",
      windowed: { OrderSums.refunds.column($0, $1) }
    ) { OrderSums.refunds.column($0) },
    FilterField(
      "aov", "Per purchase", .money, "Net divided by purchases; nothing without a purchase", example: "aov >= 40"
    ) { data in
      let history = data.history
      return .integers(data.customers) { customer in
        let purchases = history.purchaseCount(of: customer)
        return purchases > 0 ? Money.rounded(history.netToDate[customer], Int64(purchases)) : nil
      }
    },
    FilterField(
      "discount_share", "Discount share", .ratio,
      "Discounts as a share of list value: discounts ÷ (net + discounts + refunds)", example: "discount_share >= 20%"
    ) { OrderSums.share($0, of: .discounts, in: .gross) },
    FilterField(
      "refund_share", "Refund share", .ratio,
      "Refunds as a share of what was paid for goods: refunds ÷ (net + refunds)",
      example: "refund_share > 0.5"
    ) { OrderSums.share($0, of: .refunds, in: .paid) },
    FilterField(
      "margin", "Margin", .money, "Net minus cost of goods", example: "margin < 0",
      lacks: { ledger, settings in
        ledger.lines.hasCost || settings.assumedMargin != nil ? nil : Sides.missing(.costs)
      }
    ) { data in
      let history = data.history
      return .integers(data.customers) { history.margin(of: $0) }
    },
  ]

  /// How often and when the customer bought.
  static let purchases: [FilterField] = [
    FilterField(
      "purchases", "Purchases", .count, "Purchases: all valid orders of one day, or each order as the setting says",
      example: "purchases(365d) = 0",
      windowed: { data, days in
        let history = data.history
        return .integers(data.customers) { customer in
          history.purchases(of: customer).reduce(0) { $0 + (days.contains(history.day[$1]) ? 1 : 0) }
        }
      }
    ) { data in
      let history = data.history
      return .integers(data.customers) { Int64(history.purchaseCount(of: $0)) }
    },
    FilterField(
      "orders", "Orders", .count, "Orders that are paid, not cancelled and worth more than 0 after refunds",
      example: "orders between 2 and 5", windowed: { OrderSums.orders.column($0, $1) }
    ) { OrderSums.orders.column($0, Int32.min...$0.asOf.rawValue) },
    FilterField(
      "discounted_purchases", "Discounted", .ratio, "Share of purchases with any discount; nothing without a purchase",
      example: "discounted_purchases = 100%"
    ) { PurchaseFacts.discountedShare($0) },
    FilterField(
      "pieces", "Pieces", .count, "Pieces in valid orders, as ordered", example: "pieces(30d) > 10",
      windowed: { PurchaseFacts.pieces($0, $1) }
    ) { PurchaseFacts.pieces($0, Int32.min...$0.asOf.rawValue) },
    FilterField(
      "products", "Products", .count, "Different products in valid orders", example: "products >= 3",
      lacks: { ledger, _ in ledger.products.count > 1 ? nil : "the orders name no products" }
    ) { PurchaseFacts.products($0) },
    FilterField(
      "first_purchase", "First purchase", .date, "Day of the first purchase", example: "first_purchase = 2011-06"
    ) { data in
      let history = data.history
      return .integers(data.customers) { history.firstPurchase(of: $0).map { Int64($0.rawValue) } }
    },
    FilterField(
      "last_purchase", "Last purchase", .date, "Day of the latest purchase", example: "last_purchase < today - 90d"
    ) { data in
      let history = data.history
      return .integers(data.customers) { history.lastPurchase(of: $0).map { Int64($0.rawValue) } }
    },
    FilterField(
      "days_since", "Silent", .days, "Days from the latest purchase to the as-of day",
      example: "days_since between 30 and 90"
    ) { data in
      let history = data.history
      return .integers(data.customers) { history.lastPurchase(of: $0).map { Int64(data.asOf - $0) } }
    },
    FilterField(
      "tenure", "Tenure", .days, "Days from the first purchase to the as-of day", example: "tenure > 2y"
    ) { data in
      let history = data.history
      return .integers(data.customers) { history.firstPurchase(of: $0).map { Int64(data.asOf - $0) } }
    },
  ]
}
