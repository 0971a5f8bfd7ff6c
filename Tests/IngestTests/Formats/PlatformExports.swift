@testable import Ingest

extension Export {
  /// The shop as site builders, marketplaces and payment services tell it.
  static let platforms: [Export] =
    [
      Export(title: "Wix", kinds: ["wix-orders"]) { shop in
        [ExportFile("Orders.csv", headers("wix-orders"), wix(shop))]
      },
      Export(title: "Squarespace", kinds: ["squarespace-orders"]) { shop in
        [ExportFile("orders.csv", headers("squarespace-orders"), squarespace(shop))]
      },
      Export(title: "TikTok Shop", kinds: ["tiktok-orders"], key: { $0.user }) { shop in
        [ExportFile("OrderSKUList.csv", headers("tiktok-orders"), tiktok(shop))]
      },
      Export(title: "TikTok Shop without buyers", kinds: ["tiktok-orders"], limits: [.buyers]) { shop in
        let header = headers("tiktok-orders").filter { $0 != "Buyer Username" }
        let rows = tiktok(shop).map { row in row.filter { $0.key != "Buyer Username" } }
        return [ExportFile("OrderSKUList.csv", header, rows)]
      },
      Export(title: "Lazada", kinds: ["lazada-orders"], limits: [.lines]) { shop in
        [ExportFile("lazada.csv", headers("lazada-orders"), lazada(shop))]
      },
      Export(
        title: "Mercado Libre", kinds: ["mercadolibre-sales"], limits: [.discounts], key: { $0.id }, isUnordered: false
      ) { shop in
        [ExportFile("Ventas.csv", headers("mercadolibre-sales"), mercadoLibre(shop))]
      },
      Export(title: "Ecwid", kinds: ["ecwid-orders"]) { shop in
        [ExportFile("ecwid.csv", headers("ecwid-orders"), ecwid(shop))]
      },
      Export(title: "Lemon Squeezy", kinds: ["lemonsqueezy-orders"], limits: [.lines, .partialRefunds]) { shop in
        [ExportFile("orders.csv", headers("lemonsqueezy-orders"), lemonSqueezy(shop))]
      },
      Export(
        title: "PrestaShop", kinds: ["prestashop-orders"], limits: [.lines, .discounts, .partialRefunds, .shipping],
        key: { "\($0.first.prefix(1)). \($0.last)" }
      ) { shop in
        [ExportFile("order.csv", headers("prestashop-orders"), prestaShop(shop))]
      },
      Export(
        title: "OpenCart, orders and items", kinds: ["opencart-orders", "opencart-items"],
        limits: [.undiscounted, .partialRefunds], key: { $0.id }
      ) { shop in
        [
          ExportFile("oc_order.csv", headers("opencart-orders"), openCart(shop)),
          ExportFile("oc_order_product.csv", headers("opencart-items"), openCartItems(shop)),
        ]
      },
      Export(
        title: "Shopware", kinds: ["shopware-orders"], limits: [.undiscounted, .partialRefunds]
      ) { shop in
        [ExportFile("orders.csv", headers("shopware-orders"), shopware(shop))]
      },
      Export(
        title: "Stripe, chosen columns", kinds: ["stripe-columns"],
        limits: [.lines, .discounts, .partialRefunds, .shipping], key: { $0.id }
      ) { shop in
        let header = ["PaymentIntent ID", "Created date (UTC)", "Amount", "Currency", "Status", "Customer ID"]
        return [ExportFile("payments.csv", header, stripe(shop))]
      },
    ]
    + [false, true].map { isPortuguese in
      Export(
        title: isPortuguese ? "Nuvemshop" : "Tiendanube", kinds: ["tiendanube-orders"], limits: [.partialRefunds]
      ) { shop in
        var file = ExportFile("ventas.csv", tiendanubeHeader(isPortuguese), tiendanube(shop, isPortuguese))
        file.delimiter = ";"
        return [file]
      }
    }
    + ShopeeWords.all.map { words in
      Export(title: "Shopee, \(words.language)", kinds: ["shopee-orders"], key: { $0.user }) { shop in
        [ExportFile("Order.all.csv", words.header, shopee(shop, words))]
      }
    }
    + PayPalWords.all.map { words in
      Export(title: "PayPal, \(words.language)", kinds: ["paypal-activity"], limits: [.lines, .discounts, .cancelled]) {
        shop in [ExportFile("Download.csv", words.header, payPal(shop, words))]
      }
    }
    + EbayWords.all.map { words in
      Export(
        title: "eBay, \(words.language)", kinds: ["ebay-orders"], limits: [.refunds, .states, .undiscounted],
        key: { $0.user }
      ) { shop in
        let rows = ebay(shop).map { row in
          Dictionary(row.map { (words.names[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        return [
          ExportFile(
            "report.csv", Array(Set(words.names.values)).sorted(),
            rows.map { row in
              row.filter { words.names.values.contains($0.key) }
            })
        ]
      }
    }

  static func wix(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        let isBack = order.state == .refundedInPart && line.net == order.refund
        return [
          "Order number": "\(order.number)", "Date created": "Mar \(order.day), 2024", "Time": "10:17:05 AM",
          "Contact email": order.person?.email ?? "", "Billing name": order.person?.name ?? "", "Item": line.product,
          "SKU": line.sku, "Qty": "\(line.quantity)", "Quantity refunded": isBack ? "\(line.quantity)" : "0",
          "Price": money(line.price), "Coupon code": order.discounts > 0 ? "SPRING" : "",
          "Shipping rate": money(order.shipping), "Total tax": "0.00", "Total": money(order.net + order.shipping),
          "Currency": "EUR", "Refunded amount": money(order.refund),
          "Payment status": words(
            order, "Canceled", "Fully Refunded", order.refund > 0 ? "Partially Refunded" : "Paid"),
        ]
      }
    }
  }

  static func squarespace(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.enumerated().map { place, line -> [String: String] in
        let item = [
          "Order ID": "\(order.number)", "Lineitem quantity": "\(line.quantity)", "Lineitem name": line.product,
          "Lineitem price": money(line.price), "Lineitem sku": line.sku,
        ]
        guard place == 0 else { return item }
        return item.merging([
          "Email": order.person?.email ?? "", "Financial Status": words(order, "PENDING", "REFUNDED", "PAID"),
          "Cancelled at": order.state == .cancelled ? "3/\(order.day)/2024 11:00" : "", "Currency": "USD",
          "Created at": "3/\(order.day)/2024 10:17", "Subtotal": money(order.gross), "Shipping": money(order.shipping),
          "Taxes": "0.00", "Amount Refunded": money(order.refund), "Discount Amount": money(order.discounts),
          "Total": money(order.net + order.shipping),
        ]) { old, _ in old }
      }
    }
  }

  static func tiktok(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      zip(order.lines, order.shares).map { line, share -> [String: String] in
        let isBack = order.state == .refundedInPart && line.net == order.refund
        return [
          "Order ID": "57646000000000\(order.number)\t",
          "Order Status": words(order, "Canceled", "Completed", "Shipped"),
          "SKU ID": "1729\t", "Seller SKU": line.sku, "Product Name": line.product, "Quantity": "\(line.quantity)",
          "Sku Quantity of return": isBack ? "\(line.quantity)" : "0", "SKU Unit Original Price": money(line.price),
          "SKU Subtotal Before Discount": money(line.gross), "SKU Platform Discount": "0.50",
          "SKU Seller Discount": money(line.discount + share),
          "Shipping Fee After Discount": money(order.shipping), "Taxes": "0.00",
          "Order Amount": money(order.net + order.shipping),
          "Order Refund Amount": order.state == .refunded ? money(order.net + order.shipping) : "0",
          "Created Time": "03/\(order.day)/2024 10:17:05 AM\t", "Buyer Username": order.person?.user ?? "",
          "Recipient": "A***",
        ]
      }
    }
  }

  /// A row for each piece.
  static func lazada(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      zip(order.lines, order.shares).flatMap { line, share -> [[String: String]] in
        let state =
          order.state == .cancelled
          ? "canceled"
          : order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund)
            ? "returned" : "delivered"
        return (0..<line.quantity).map { piece -> [String: String] in
          let discount = (line.discount + share) / line.quantity
          let rest = piece == 0 ? (line.discount + share) % line.quantity : 0
          return [
            "orderItemId": "9\(order.number)\(piece)", "orderNumber": "\(order.number)", "sellerSku": line.sku,
            "createTime": "\(order.day) Mar 2024 10:17", "customerName": order.person?.name ?? "",
            "customerEmail": order.person?.email ?? "", "unitPrice": money(line.price),
            "sellerDiscountTotal": discount + rest > 0 ? "-" + money(discount + rest) : "0",
            "paidPrice": money(line.price - discount - rest - 10), "itemName": line.product, "status": state,
          ]
        }
      }
    }
  }

  /// Orders of several lines are parcels: a row that names the buyer above rows that do not.
  static func mercadoLibre(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      let head = [
        "# de venta": "2000\(order.number)", "Fecha de venta": "\(order.day) de marzo de 2024 10:17 hs.",
        "Comprador": order.person?.name ?? "", "DNI": order.person?.id ?? "",
      ]
      let items = zip(order.lines, order.shares).enumerated().map { place, item -> [String: String] in
        let (line, share) = item
        let isBack = order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund)
        return [
          "# de venta": "3\(place)00\(order.number)",
          "Estado": order.state == .cancelled ? "Venta cancelada" : "Entregado",
          "Unidades": "\(line.quantity)", "Ingresos por productos (ARS)": money(line.net - share), "SKU": line.sku,
          "Anulaciones y reembolsos (ARS)": isBack ? "-" + money(line.net - share) : "",
          "Título de la publicación": line.product, "Cargo por venta e impuestos (ARS)": "-1.00",
        ]
      }
      if items.count == 1 { return [items[0].merging(head) { $1 }] }
      return [head.merging(["Estado": "Paquete de \(items.count) productos"]) { $1 }] + items
    }
  }

  static func ecwid(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        [
          "order_number": "\(order.number)", "create_date": "\(order.date) \(order.time) +0000",
          "email": order.person?.email ?? "", "payment_status": words(order, "CANCELLED", "REFUNDED", "PAID"),
          "coupon_discount": money(order.discount), "discount": money(order.discounts - order.discount),
          "shipping_rate": money(order.shipping),
          "total": money(order.net + order.shipping), "refunded_amount": money(order.refund), "currency": "EUR",
          "name": line.product, "sku": line.sku, "quantity": "\(line.quantity)", "price": money(line.price),
        ]
      }
    }
  }

  static func lemonSqueezy(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      [
        "order_number": "\(order.number)", "user_email": order.person?.email ?? "", "currency": "USD",
        "subtotal": "\(order.gross)", "subtotal_formatted": "$" + money(order.gross),
        "discount_total_formatted": "$" + money(order.discounts), "tax_formatted": "$0.00", "total": "\(order.net)",
        "total_formatted": "$" + money(order.net), "created_at": "\(order.date)T\(order.time).000000Z",
        "status": words(order, "failed", "refunded", order.refund > 0 ? "partial_refund" : "paid"),
        "refunded_at": order.state == .refunded ? "2024-04-02T08:00:00.000000Z" : "",
      ]
    }
  }

  static func prestaShop(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      [
        "ID": "\(order.number - 1000)", "Reference": "XKBKNABJ\(order.number)", "New client": "1",
        "Customer": order.person.map { "\($0.first.prefix(1)). \($0.last)" } ?? "",
        "Total": "€" + money(order.net + order.shipping), "Payment": "Card",
        "Status": words(order, "Canceled", "Refunded", "Delivered"), "Date": "\(order.date) \(order.time)",
      ]
    }
  }

  static func openCart(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      [
        "order_id": "\(order.number)", "customer_id": order.person?.id ?? "0", "firstname": order.person?.first ?? "",
        "lastname": order.person?.last ?? "", "total": money(order.net + order.shipping) + "00",
        "order_status_id": words(order, "7", "11", "5"), "currency_code": "EUR",
        "date_added": "\(order.date) \(order.time)",
      ]
    }
  }

  static func openCartItems(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.enumerated().map { place, line -> [String: String] in
        [
          "order_product_id": "\(order.number)\(place)", "order_id": "\(order.number)", "name": line.product,
          "model": line.sku, "quantity": "\(line.quantity)", "price": money(line.price) + "00",
          "total": money(line.gross) + "00",
        ]
      }
    }
  }

  static func shopware(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        [
          "order_number": "\(order.number)", "order_date_time": "\(order.date) \(order.time)",
          "customer_email": order.person?.email ?? "", "amount_total": money(order.net + order.shipping),
          "shipping_total": money(order.shipping), "currency": "EUR",
          "order_state": order.state == .cancelled ? "cancelled" : "completed",
          "payment_state": words(order, "cancelled", "refunded", "paid"), "product_number": line.sku,
          "label": line.product, "quantity": "\(line.quantity)", "unit_price": money(line.price),
        ]
      }
    }
  }

  static func stripe(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      [
        "PaymentIntent ID": "pi_\(order.number)", "Created date (UTC)": "\(order.date) \(order.time)",
        "Amount": money(order.net + order.shipping), "Currency": "eur",
        "Status": words(order, "Failed", "Refunded", "Paid"), "Customer ID": order.person?.id ?? "",
      ]
    }
  }

  static func tiendanubeHeader(_ isPortuguese: Bool) -> [String] {
    isPortuguese
      ? FileKind.list(
        """
        Número do Pedido,E-mail,Data,Status do Pedido,Status do Pagamento,Status do Envio,Moeda,Subtotal,Desconto,
        Valor do Frete,Total,Nome do comprador,CPF / CNPJ,Telefone,Cupom de Desconto,Data de pagamento,Nome do Produto,
        Valor do Produto,Quantidade Comprada,SKU,Meio de pagamento
        """) : headers("tiendanube-orders")
  }

  /// The order's cells on its first row alone.
  static func tiendanube(_ shop: ToyShop, _ isPortuguese: Bool) -> [[String: String]] {
    func name(_ spanish: String, _ portuguese: String) -> String { isPortuguese ? portuguese : spanish }
    return shop.orders.flatMap { order -> [[String: String]] in
      order.lines.enumerated().map { place, line -> [String: String] in
        let item = [
          name("Número de orden", "Número do Pedido"): "\(order.number)",
          name("Email", "E-mail"): order.person?.email ?? "",
          name("Nombre del producto", "Nome do Produto"): line.product,
          name("Precio del producto", "Valor do Produto"): money(line.price), "SKU": line.sku,
          name("Cantidad del producto", "Quantidade Comprada"): "\(line.quantity)",
        ]
        guard place == 0 else { return item }
        return item.merging([
          name("Fecha", "Data"): "\(order.day)/03/2024 10:17:05",
          name("Estado de la orden", "Status do Pedido"): order.state == .cancelled
            ? name("Cancelada", "Cancelado") : name("Abierta", "Aberto"),
          name("Estado del pago", "Status do Pagamento"): words(
            order, name("Anulado", "Cancelado"), name("Reintegrado", "Estornado"), name("Recibido", "Confirmado")),
          name("Moneda", "Moeda"): name("ARS", "BRL"), name("Descuento", "Desconto"): money(order.discounts),
          name("Costo de envío", "Valor do Frete"): money(order.shipping), "Total": money(order.net + order.shipping),
        ]) { old, _ in old }
      }
    }
  }
}
