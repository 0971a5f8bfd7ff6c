@testable import Ingest

extension Export {
  /// The shop as marketplaces and tills tell it.
  static let marketplaces: [Export] = [
    Export(title: "Square, items", kinds: ["square-items"], limits: [.cancelled], key: { $0.id }) {
      (shop: ToyShop) -> [ExportFile] in
      [ExportFile("items.csv", headers("square-items"), squareItems(shop))]
    },
    Export(
      title: "Square, items and transactions", kinds: ["square-items", "square-transactions"], limits: [.cancelled],
      key: { $0.id }
    ) { (shop: ToyShop) -> [ExportFile] in
      [
        ExportFile("items.csv", headers("square-items"), squareItems(shop)),
        ExportFile("transactions.csv", headers("square-transactions"), squareTransactions(shop)),
      ]
    },
    Export(
      title: "Square, transactions", kinds: ["square-transactions"], limits: [.cancelled, .lines], key: { $0.id }
    ) { (shop: ToyShop) -> [ExportFile] in
      [ExportFile("transactions.csv", headers("square-transactions"), squareTransactions(shop))]
    },
    Export(title: "Etsy, items", kinds: ["etsy-items"], limits: [.refunds, .states], key: { $0.user }) {
      (shop: ToyShop) -> [ExportFile] in
      [ExportFile("EtsySoldOrderItems2024-3.csv", headers("etsy-items"), etsyItems(shop))]
    },
    Export(title: "Etsy, orders", kinds: ["etsy-orders"], limits: [.lines], key: { $0.user }) {
      (shop: ToyShop) -> [ExportFile] in
      [ExportFile("EtsySoldOrders2024-3.csv", headers("etsy-orders"), etsyOrders(shop))]
    },
    Export(
      title: "Etsy, items and orders", kinds: ["etsy-items", "etsy-orders"], key: { $0.user }
    ) { (shop: ToyShop) -> [ExportFile] in
      [
        ExportFile("EtsySoldOrderItems2024-3.csv", headers("etsy-items"), etsyItems(shop)),
        ExportFile("EtsySoldOrders2024-3.csv", headers("etsy-orders"), etsyOrders(shop)),
      ]
    },
    Export(
      title: "eBay", kinds: ["ebay-orders"], limits: [.refunds, .states, .undiscounted], key: { $0.user }
    ) { (shop: ToyShop) -> [ExportFile] in
      var file = ExportFile("report.csv", headers("ebay-orders"), ebay(shop))
      file.before = "\r\n"
      file.after = "\r\n12,record(s) downloaded\r\n"
      return [file]
    },
    Export(
      title: "Amazon, all orders", kinds: ["amazon-orders"], limits: [.buyers, .refunds]
    ) { (shop: ToyShop) -> [ExportFile] in
      var file = ExportFile("orders.txt", headers("amazon-orders"), amazon(shop, "amazon-order-id", "quantity"))
      file.delimiter = "\t"
      return [file]
    },
    Export(
      title: "Amazon, new orders", kinds: ["amazon-new-orders"], limits: [.refunds, .states, .undiscounted]
    ) { (shop: ToyShop) -> [ExportFile] in
      var file = ExportFile("new.txt", headers("amazon-new-orders"), amazon(shop, "order-id", "quantity-purchased"))
      file.delimiter = "\t"
      return [file]
    },
    Export(title: "Amazon, shipments", kinds: ["amazon-shipments"], limits: [.refunds, .states]) {
      (shop: ToyShop) -> [ExportFile] in
      var file = ExportFile("fba.txt", headers("amazon-shipments"), amazon(shop, "amazon-order-id", "quantity-shipped"))
      file.delimiter = "\t"
      return [file]
    },
  ]

  private static func dollars(_ minor: Int64) -> String { minor < 0 ? "-$" + money(-minor) : "$" + money(minor) }

  /// Refunds are rows of their own; what was never charged is not there.
  static func squareItems(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.filter { $0.state != .cancelled }.flatMap { order -> [[String: String]] in
      func row(_ line: ToyShop.Line, _ share: Int64, _ sign: Int64) -> [String: String] {
        [
          "Date": sign < 0 ? "2024-04-01" : order.date, "Time": order.time, "Item": line.product, "SKU": line.sku,
          "Qty": "\(sign * line.quantity).0", "Gross Sales": dollars(sign * line.gross),
          "Discounts": dollars(-sign * (line.discount + share)), "Transaction ID": "T\(order.number)",
          "Net Sales": dollars(sign * (line.net - share)), "Event Type": sign < 0 ? "Refund" : "Payment",
          "Customer ID": order.person?.id ?? "",
        ]
      }
      var rows = zip(order.lines, order.shares).map { row($0, $1, 1) }
      for (line, share) in zip(order.lines, order.shares)
      where order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund) {
        rows.append(row(line, share, -1))
      }
      return rows
    }
  }

  static func squareTransactions(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.filter { $0.state != .cancelled }.flatMap { order -> [[String: String]] in
      let row = [
        "Date": order.date, "Time": order.time, "Gross Sales": dollars(order.gross),
        "Discounts": dollars(-order.discounts), "Net Sales": dollars(order.net), "Tax": "$0.00",
        "Total Collected": dollars(order.net), "Transaction ID": "T\(order.number)", "Event Type": "Payment",
        "Customer ID": order.person?.id ?? "", "Transaction Status": "Complete",
      ]
      guard order.refund > 0 else { return [row] }
      var back = row
      back["Date"] = "2024-04-01"
      back["Gross Sales"] = dollars(-order.refund)
      back["Net Sales"] = dollars(-order.refund)
      back["Discounts"] = "$0.00"
      back["Event Type"] = "Refund"
      return [row, back]
    }
  }

  /// A discount of the whole order stands on every item, and in no item's total.
  static func etsyItems(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        [
          "Sale Date": "03/\(order.day)/24", "Item Name": line.product, "Buyer": order.person?.user ?? "",
          "Quantity": "\(line.quantity)", "Price": money(line.price),
          "Discount Amount": money(order.discount + line.discount), "Order Shipping": money(order.shipping),
          "Order Sales Tax": "0", "Item Total": money(line.gross), "Currency": "EUR", "Transaction ID": "9",
          "Listing ID": "8", "Order ID": "\(order.number)", "SKU": line.sku,
        ]
      }
    }
  }

  static func etsyOrders(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      [
        "Sale Date": "03/\(order.day)/24", "Order ID": "\(order.number)", "Buyer User ID": order.person?.user ?? "",
        "Buyer": order.person?.user ?? "", "Order Value": money(order.gross), "Discount Amount": money(order.discounts),
        "Shipping": money(order.shipping), "Order Total": money(order.net + order.shipping), "Currency": "EUR",
        "Adjusted Order Total": order.refund > 0 ? money(order.net + order.shipping - order.refund) : "",
        "Status": order.state == .cancelled
          ? "Canceled" : order.refund > 0 && order.refund >= order.net ? "Refunded" : "",
        "Number of Items": "1",
      ]
    }
  }

  /// An order of several items has a row of its own before them.
  static func ebay(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      let head = [
        "Sales Record Number": "\(order.number - 1000)", "Order Number": "24-\(order.number)",
        "Buyer Username": order.person?.user ?? "", "Sale Date": "Mar-\(order.day)-24",
        "Paid On Date": "Mar-\(order.day)-24", "Total Price": "$" + money(order.gross + order.shipping),
        "Shipping And Handling": "$" + money(order.shipping),
      ]
      let items = order.lines.map { line -> [String: String] in
        [
          "Sales Record Number": "\(order.number - 1000)", "Order Number": "24-\(order.number)",
          "Item Title": line.product, "Custom Label": line.sku, "Quantity": "\(line.quantity)",
          "Sold For": "$" + money(line.price),
        ]
      }
      return items.count == 1 ? [head.merging(items[0]) { old, _ in old }] : [head] + items
    }
  }

  /// Prices are those of whole lines.
  static func amazon(_ shop: ToyShop, _ id: String, _ quantity: String) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      zip(order.lines, order.shares).map { line, share in
        var row = [
          id: "701-\(order.number)", "purchase-date": "\(order.date)T\(order.time)+00:00", "sku": line.sku,
          "product-name": line.product, quantity: "\(line.quantity)", "currency": "EUR",
          "item-price": money(line.gross),
        ]
        if id == "amazon-order-id" { row["item-promotion-discount"] = money(line.discount + share) }
        if quantity == "quantity" {
          row["order-status"] = order.state == .cancelled ? "Cancelled" : "Shipped"
        } else {
          row["buyer-email"] = order.person?.email ?? ""
        }
        return row
      }
    }
  }
}
