@testable import Ingest

extension Export {
  /// The shop in the shape of public data sets, and in that of the plain shop folder.
  static let dataSets: [Export] =
    [false, true].map { isSecond in
      Export(
        title: "Online Retail \(isSecond ? "II" : "I")", kinds: ["online-retail"], limits: [.cancelled, .undiscounted],
        key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [ExportFile("online_retail.csv", onlineRetailHeader(isSecond), onlineRetail(shop, isSecond))]
      }
    } + [
      Export(
        title: "Superstore with returns", kinds: ["superstore", "superstore-returns"], isChinese: true,
        limits: [.discounts, .partialRefunds, .states], key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile("超市.xls › 订单", headers("superstore"), superstore(shop)),
          ExportFile("超市.xls › 退货", headers("superstore-returns"), [["订单 ID": "CN-1010", "退回": "是"]]),
        ]
      },
      Export(
        title: "Superstore without returns", kinds: ["superstore"], isChinese: true,
        limits: [.discounts, .refunds, .states], key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in [ExportFile("超市.csv", headers("superstore"), superstore(shop))] },
      Export(
        title: "Olist", kinds: ["olist-items", "olist-orders", "olist-customers"],
        limits: [.lines, .undiscounted, .refunds], key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "olist_order_items_dataset.csv", headers("olist-items"),
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.flatMap { line -> [[String: String]] in
                (0..<line.quantity).map { item -> [String: String] in
                  [
                    "order_id": "\(order.number)", "order_item_id": "\(item + 1)", "product_id": line.sku,
                    "price": money(line.price), "freight_value": "1.00",
                  ]
                }
              }
            }),
          ExportFile(
            "olist_orders_dataset.csv", headers("olist-orders"),
            shop.orders.map { order -> [String: String] in
              [
                "order_id": "\(order.number)", "customer_id": "made-for-\(order.number)",
                "order_status": words(order, "canceled", "delivered", "delivered"),
                "order_purchase_timestamp": "\(order.date) \(order.time)",
              ]
            }),
          ExportFile(
            "olist_customers_dataset.csv", headers("olist-customers"),
            shop.orders.map { order -> [String: String] in
              ["customer_id": "made-for-\(order.number)", "customer_unique_id": order.person?.id ?? ""]
            }),
        ]
      },
      Export(
        title: "REES46 events", kinds: ["rees46-events"], limits: [.lines, .undiscounted, .refunds, .states],
        key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "2024-Mar.csv", headers("rees46-events"),
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.flatMap { line -> [[String: String]] in
                (0..<line.quantity + 2).map { item -> [String: String] in
                  [
                    "event_time": "\(order.date) \(order.time) UTC", "product_id": line.sku,
                    "event_type": item == 0 ? "view" : item == 1 ? "cart" : "purchase", "price": money(line.price),
                    "user_id": order.person?.id ?? "", "user_session": "s-\(order.number)",
                  ]
                }
              }
            })
        ]
      },
      Export(title: "Plain orders", kinds: ["plain-orders"], limits: [], key: { $0.id }) {
        (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv",
            headers("plain-orders").filter { !["date", "time", "total", "line_total", "order_total"].contains($0) },
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.enumerated().map { place, line in
                var row = plainOrder(order)
                row.merge(plainLine(line)) { old, _ in old }
                if place > 0 { row["order_discount"] = "" }
                row["refund"] = ""
                if place == order.lines.count - 1, order.state == .refundedInPart {
                  row["refund"] = money(order.refund)
                }
                if order.state == .refunded { row["refund"] = money(line.net) }
                return row
              }
            })
        ]
      },
      Export(
        title: "Plain orders and order lines", kinds: ["plain-lines", "plain-orders"], key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "shop.db › order_lines", ["order_id", "sku", "product", "quantity", "unit_price", "discount"],
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.map { line in plainLine(line).merging(["order_id": "\(order.number)"]) { old, _ in old } }
            }),
          ExportFile(
            "shop.db › orders",
            ["order_id", "customer_id", "ordered_at", "status", "order_discount", "shipping", "refund"],
            shop.orders.map { plainOrder($0) }),
        ]
      },
    ]

  private static func plainOrder(_ order: ToyShop.Order) -> [String: String] {
    [
      "order_id": "\(order.number)", "customer_id": order.person?.id ?? "", "ordered_at": "\(order.date) \(order.time)",
      "status": words(order, "cancelled", "refunded", "paid"), "order_discount": money(order.discount),
      "shipping": money(order.shipping), "refund": money(order.refund),
    ]
  }

  private static func plainLine(_ line: ToyShop.Line) -> [String: String] {
    [
      "sku": line.sku, "product": line.product, "quantity": "\(line.quantity)", "unit_price": money(line.price),
      "discount": money(line.discount),
    ]
  }

  private static func onlineRetailHeader(_ isSecond: Bool) -> [String] {
    let second = ["InvoiceNo": "Invoice", "UnitPrice": "Price", "CustomerID": "Customer ID"]
    return headers("online-retail").map { isSecond ? second[$0] ?? $0 : $0 }
  }

  private static func onlineRetail(_ shop: ToyShop, _ isSecond: Bool) -> [[String: String]] {
    let names = onlineRetailHeader(isSecond)
    return shop.orders.filter { $0.state != .cancelled }.flatMap { order -> [[String: String]] in
      func row(_ line: ToyShop.Line, _ sign: Int64) -> [String: String] {
        [
          names[0]: (sign < 0 ? "C" : "") + "53\(order.number)", "StockCode": line.sku, "Description": line.product,
          "Quantity": "\(sign * line.quantity)",
          "InvoiceDate": "3/\(order.day)/2024 10:2\(sign < 0 ? 7 : 6)", names[5]: money(line.price),
          names[6]: order.person?.id ?? "", "Country": "France",
        ]
      }
      let back = order.lines.filter {
        order.state == .refunded || (order.state == .refundedInPart && $0.net == order.refund)
      }
      return order.lines.map { row($0, 1) } + back.map { row($0, -1) }
    }
  }

  private static func superstore(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      zip(order.lines, order.shares).map { line, share -> [String: String] in
        [
          "订单 ID": "CN-\(order.number)", "订单日期": order.date, "客户 ID": order.person?.id ?? "",
          "客户名称": order.person?.name ?? "", "产品 ID": line.sku, "产品名称": line.product, "类别": "家居",
          "销售额": money(line.net - share), "数量": "\(line.quantity)", "折扣": "0.2", "利润": "1.00", "省/自治区": "浙江",
        ]
      }
    }
  }
}
