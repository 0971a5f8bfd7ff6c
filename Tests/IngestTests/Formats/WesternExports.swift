@testable import Ingest

extension Export {
  /// The shop as Western shop systems and card services tell it.
  static let western: [Export] =
    [79, 72, 47].map { width in
      Export(
        title: "Shopify, \(width) columns", kinds: ["shopify-orders"], limits: width == 47 ? [.partialRefunds] : [],
        isUnordered: false
      ) { (shop: ToyShop) -> [ExportFile] in
        [ExportFile("orders_export.csv", Array(headers("shopify-orders").prefix(width)), shopify(shop, width: width))]
      }
    } + [
      Export(title: "WooCommerce, rows", kinds: ["woocommerce-rows"]) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv", headers("woocommerce-rows"),
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.map { line -> [String: String] in
                [
                  "Order Number": "\(order.number)", "Order Status": words(order, "Cancelled", "Refunded", "Completed"),
                  "Order Date": "\(order.date) \(order.time)", "Email (Billing)": order.person?.email ?? "",
                  "First Name (Billing)": order.person?.first ?? "", "Last Name (Billing)": order.person?.last ?? "",
                  "Cart Discount Amount": money(order.discounts), "Order Shipping Amount": money(order.shipping),
                  "Order Total Amount": money(order.net + order.shipping), "Order Refund Amount": money(order.refund),
                  "SKU": line.sku, "Item Name": line.product, "Quantity (- Refund)": "\(line.quantity)",
                  "Item Cost": money(line.price),
                ]
              }
            })
        ]
      },
      Export(
        title: "WooCommerce, items without prices", kinds: ["woocommerce-totals"],
        limits: [.lines, .discounts, .partialRefunds]
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv", headers("woocommerce-totals") + ["Order Shipping Amount"],
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.map { line -> [String: String] in
                [
                  "Order Number": "\(order.number)", "Order Status": words(order, "Cancelled", "Refunded", "Completed"),
                  "Order Date": "\(order.date) \(order.time)", "Billing Email": order.person?.email ?? "",
                  "Order Total": money(order.net + order.shipping), "Order Shipping Amount": money(order.shipping),
                  "Item Name": line.product, "Item Quantity": "\(line.quantity)",
                ]
              }
            })
        ]
      },
      Export(title: "WooCommerce, packed cell", kinds: ["woocommerce-packed"]) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv", headers("woocommerce-packed"),
            shop.orders.map { order -> [String: String] in
              [
                "order_number": "\(order.number)", "created_at": "\(order.date) \(order.time)",
                "status": words(order, "cancelled", "refunded", "completed"),
                "total": money(order.net + order.shipping),
                "total_shipping": money(order.shipping), "total_discount": money(order.discounts),
                "total_refunded": money(order.refund), "currency": "EUR", "customer_id": "0",
                "billing_email": order.person?.email ?? "", "billing_first_name": order.person?.first ?? "",
                "line_items": zip(order.lines, order.shares).map { line, share in
                  "name:\(line.product)|product_id:9|sku:\(line.sku)|quantity:\(line.quantity)"
                    + "|subtotal:\(money(line.gross))|total:\(money(line.net - share))|meta:colour\\:blue\\;red"
                }.joined(separator: ";"),
              ]
            })
        ]
      },
      Export(
        title: "WooCommerce, item columns", kinds: ["woocommerce-columns"], limits: [.partialRefunds]
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv", headers("woocommerce-columns") + ["order_item_3"],
            shop.orders.map { order -> [String: String] in
              var row = [
                "order_number": "\(order.number)", "date": "3/\(order.day)/2024 10:37",
                "status": words(order, "cancelled", "refunded", "completed"),
                "order_total": money(order.net + order.shipping), "order_shipping": money(order.shipping),
                "order_discount": money(order.discounts), "customer_user": "0",
                "billing_email": order.person?.email ?? "", "order_fees": "0.00", "cart_discount": "0.00",
              ]
              for (place, line) in order.lines.enumerated() {
                row["order_item_\(place + 1)"] = "product_id:\(line.sku)|\(line.quantity)|\(money(line.gross))|size: M"
              }
              return row
            })
        ]
      },
      Export(
        title: "WooCommerce Analytics", kinds: ["woocommerce-analytics"],
        limits: [.lines, .discounts, .partialRefunds],
        key: { $0.name }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "orders.csv", headers("woocommerce-analytics"),
            shop.orders.map { order -> [String: String] in
              [
                "Date": "\(order.date) \(order.time)", "Order #": "\(order.number)", "N. Revenue": money(order.net),
                "Status": words(order, "cancelled", "refunded", "completed"), "Customer": order.person?.name ?? "",
                "Customer type": "new", "Items sold": "\(order.lines.count)",
              ]
            })
        ]
      },
      Export(
        title: "BigCommerce", kinds: ["bigcommerce-orders"], key: { String($0.id.dropFirst()) }
      ) { (shop: ToyShop) -> [ExportFile] in
        [ExportFile("orders.csv", headers("bigcommerce-orders"), bigCommerce(shop))]
      },
      Export(title: "Magento", kinds: ["magento-orders"], limits: [.lines]) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "export.csv", headers("magento-orders"),
            shop.orders.map { order -> [String: String] in
              [
                "ID": "00000\(order.number)", "Purchase Date": "\(order.date) \(order.time)",
                "Customer Email": order.person?.email ?? "", "Customer Name": order.person?.name ?? "",
                "Status": words(order, "canceled", "closed", "complete"), "Subtotal": money(order.gross),
                "Shipping and Handling": money(order.shipping),
                "Grand Total (Base)": money(order.net + order.shipping), "Total Refunded": money(order.refund),
              ]
            })
        ]
      },
      Export(
        title: "Stripe", kinds: ["stripe-payments"], limits: [.lines, .discounts, .shipping], key: { $0.id }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "unified_payments.csv", headers("stripe-payments"),
            shop.orders.map { order -> [String: String] in
              [
                "id": "ch_\(order.number)", "Created date (UTC)": "\(order.date) \(order.time)",
                "Amount": money(order.net + order.shipping), "Amount Refunded": money(order.refund), "Currency": "eur",
                "Captured": "TRUE", "Status": words(order, "Failed", "Refunded", "Paid"),
                "Customer ID": order.person?.id ?? "",
                "Refunded date (UTC)": order.refund > 0 ? "2024-04-02 08:00:00" : "",
              ]
            })
        ]
      },
    ]

  /// The word of an order's state.
  static func words(_ order: ToyShop.Order, _ cancelled: String, _ refunded: String, _ paid: String) -> String {
    switch order.state {
    case .cancelled: return cancelled
    case .refunded: return refunded
    case .paid, .refundedInPart: return paid
    }
  }

  /// The order's cells on its first row alone.
  static func shopify(_ shop: ToyShop, width: Int) -> [[String: String]] {
    let known = Set(headers("shopify-orders").prefix(width))
    return shop.orders.flatMap { order -> [[String: String]] in
      order.lines.enumerated().map { place, line in
        var row = [
          "Name": "#\(order.number)", "Created at": "\(order.date) \(order.time) +0100",
          "Lineitem quantity": "\(line.quantity)", "Lineitem name": line.product, "Lineitem price": money(line.price),
          "Lineitem sku": line.sku, "Lineitem discount": money(line.discount),
        ]
        if place == 0 {
          let refundState = order.state == .refundedInPart ? "partially_refunded" : "paid"
          row.merge([
            "Email": order.person?.email ?? "", "Financial Status": words(order, "voided", "refunded", refundState),
            "Paid at": order.state == .cancelled ? "" : "\(order.date) \(order.time) +0100",
            "Fulfillment Status": "fulfilled", "Currency": "EUR", "Subtotal": money(order.net),
            "Shipping": money(order.shipping), "Taxes": "0.00", "Total": money(order.net + order.shipping),
            "Discount Amount": money(order.discounts), "Billing Name": order.person?.name ?? "",
            "Cancelled at": order.state == .cancelled ? "2024-03-30 10:00:00 +0100" : "",
            "Refunded Amount": money(order.refund),
          ]) { _, new in new }
        }
        // Older exports have no columns for refunds and line discounts.
        return row.filter { known.contains($0.key) }
      }
    }
  }

  static func bigCommerce(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      let total = money(order.net + order.shipping)
      return [
        "Order ID": "\(order.number)", "Customer ID": order.person.map { String($0.id.dropFirst()) } ?? "0",
        "Customer Name": order.person?.name ?? "", "Order Date": "\(order.day)/03/2024",
        "Order Status": words(order, "Cancelled", "Refunded", "Completed"), "Subtotal (inc tax)": money(order.gross),
        "Subtotal (ex tax)": money(order.gross), "Tax Total": "0.00", "Shipping Cost (inc tax)": money(order.shipping),
        "Shipping Cost (ex tax)": money(order.shipping), "Handling Cost (inc tax)": "0.00",
        "Handling Cost (ex tax)": "0.00", "Order Total (inc tax)": total, "Order Total (ex tax)": total,
        "Order Currency Code": "EUR", "Refund Amount": money(order.refund),
        "Product Details": order.lines.map { line in
          "Product ID: 7, Product Qty: \(line.quantity), Product SKU: \(line.sku), Product Name: \(line.product), "
            + "Product Unit Price: \(money(line.price)), Product Total Price: \(money(line.gross))"
        }.joined(separator: " | "),
      ]
    }
  }
}
