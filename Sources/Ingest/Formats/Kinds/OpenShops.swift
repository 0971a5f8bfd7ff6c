extension Formats {
  /// Shop programs that are run by the shops themselves: PrestaShop, OpenCart, Shopware.
  ///
  /// Headers: PrestaShop's order grid, OpenCart's tables and Shopware's export profiles after their published sources, not
  /// after a file of a shop.
  static let openShops: [FileKind] = [
    FileKind(
      id: "prestashop-orders", platform: "PrestaShop", title: "Order list (grid export), one row per order",
      role: .orders,
      signature: [
        ["Reference", "Référence", "Referencia", "Referenz", "Riferimento"],
        ["New client", "Nouveau client", "Nuevo cliente", "Neuer Kunde", "Nuovo cliente"],
        ["Total", "Totale", "Gesamt"],
        ["Payment", "Paiement", "Pago", "Zahlung", "Pagamento"],
      ],
      headers: FileKind.list("ID,Reference,New client,Delivery,Customer,Company,Total,Payment,Status,Date"),
      columns: [
        (.orderId, ["Reference", "Référence", "Referencia", "Referenz", "Riferimento", "ID"]),
        (.name, ["Customer", "Client", "Cliente", "Kunde"]), (.total, ["Total", "Totale", "Gesamt"]),
        (.status, ["Status", "État", "Estado", "Stato"]), (.orderedAt, ["Date", "Fecha", "Datum", "Data"]),
        (.country, ["Delivery", "Livraison", "Entrega", "Lieferung", "Consegna"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "Payment accepted": "paid", "Remote payment accepted": "paid", "Processing in progress": "paid",
          "Shipped": "paid", "Delivered": "paid", "Canceled": "cancelled", "Refunded": "refunded",
          "Payment error": "cancelled", "On backorder (paid)": "paid", "On backorder (not paid)": "unpaid",
          "Awaiting check payment": "unpaid", "Awaiting bank wire payment": "unpaid",
          "Awaiting PayPal payment": "unpaid",
          "Awaiting Cash On Delivery validation": "paid", "Partially refunded": "paid", "Partial refund": "paid",
          "Paiement accepté": "paid", "Paiement à distance accepté": "paid", "En cours de préparation": "paid",
          "Expédié": "paid", "Livré": "paid", "Annulé": "cancelled", "Remboursé": "refunded",
          "Erreur de paiement": "cancelled", "En attente de paiement par chèque": "unpaid",
          "En attente du paiement par chèque": "unpaid", "En attente de virement bancaire": "unpaid",
          "Pago aceptado": "paid", "Enviado": "paid", "Entregado": "paid", "Cancelado": "cancelled",
          "Reembolsado": "refunded", "Error en pago": "cancelled", "En espera de pago por cheque": "unpaid",
          "Zahlung eingegangen": "paid", "Versandt": "paid", "Zugestellt": "paid", "Storniert": "cancelled",
          "Erstattet": "refunded", "Fehler bei der Bezahlung": "cancelled",
        ]
      ],
      notes: [
        "Amounts are what was paid: shipping and tax are in them, and the list does not tell them apart.",
        "No items: nothing can be said about products.",
        "Customers are known by an initial and a family name.",
      ], how: "Orders > Export"),
    FileKind(
      id: "opencart-orders", platform: "OpenCart", title: "Table oc_order, one row per order", role: .orders,
      signature: [["order_id"], ["order_status_id", "order_status"], ["date_added"], ["total"]],
      headers: FileKind.list(
        """
        order_id,invoice_no,invoice_prefix,store_id,store_name,store_url,customer_id,customer_group_id,firstname,lastname,
        email,telephone,payment_firstname,payment_lastname,payment_city,payment_country,payment_zone,payment_method,
        shipping_firstname,shipping_lastname,shipping_city,shipping_country,shipping_zone,shipping_method,comment,total,
        order_status_id,affiliate_id,commission,currency_id,currency_code,currency_value,ip,date_added,date_modified
        """),
      columns: [
        (.orderId, ["order_id"]), (.email, ["email"]), (.phone, ["telephone"]), (.customerId, ["customer_id"]),
        (.name, ["customer"]), (.firstName, ["firstname"]), (.lastName, ["lastname"]), (.orderedAt, ["date_added"]),
        (.total, ["total"]), (.status, ["order_status", "status", "order_status_id"]), (.currency, ["currency_code"]),
        (.region, ["shipping_zone", "payment_zone"]), (.city, ["shipping_city", "payment_city"]),
        (.country, ["shipping_country", "payment_country"]), (.channel, ["store_name"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "0": "unpaid", "1": "unpaid", "2": "paid", "3": "paid", "5": "paid", "7": "cancelled", "8": "cancelled",
          "9": "paid", "10": "cancelled", "11": "refunded", "12": "refunded", "13": "refunded", "14": "cancelled",
          "15": "paid", "16": "cancelled", "Missing orders": "unpaid", "Pending": "unpaid", "Processing": "paid",
          "Processed": "paid", "Shipped": "paid", "Complete": "paid", "Canceled": "cancelled", "Denied": "cancelled",
          "Canceled Reversal": "paid", "Failed": "cancelled", "Refunded": "refunded", "Reversed": "refunded",
          "Chargeback": "refunded", "Expired": "cancelled", "Voided": "cancelled",
        ]
      ],
      notes: [
        "With the table oc_order_product beside it amounts are those of the items; alone, shipping and tax are in them.",
        "States by number as OpenCart installs them. Customer 0 is a guest, known by e-mail.",
      ], how: ""),
    FileKind(
      id: "opencart-items", platform: "OpenCart", title: "Table oc_order_product, one row per item", role: .part,
      signature: [["order_product_id"], ["order_id"], ["quantity"], ["price"]],
      headers: FileKind.list(
        "order_product_id,order_id,product_id,master_id,name,model,quantity,price,total,tax,reward"),
      columns: [
        (.orderId, ["order_id"]), (.sku, ["model", "product_id"]), (.product, ["name"]), (.quantity, ["quantity"]),
        (.unitPrice, ["price"]), (.lineTotal, ["total"]),
      ], translation: ShopLinesTranslation.self, part: .lines,
      needs: (["opencart-orders"], "the table oc_order, with customers and dates"),
      notes: ["Neither customer nor date: needs the orders."]),
    FileKind(
      id: "shopware-orders", platform: "Shopware", title: "Orders (export profile), one row per order or per item",
      role: .orders,
      signature: [
        ["order_number"], ["amount_total", "invoice_amount", "price_total"],
        ["order_date_time", "order_date", "order_time"],
        ["customer_email", "order_customer_email", "email", "customer_number", "user_id"],
      ],
      excludes: ["billing_email", "line_items", "coupon_discount"],
      headers: FileKind.list(
        """
        id,order_number,order_date_time,customer_number,customer_first_name,customer_last_name,customer_email,
        amount_total,amount_net,shipping_total,order_state,payment_state,delivery_state,currency,product_number,label,
        quantity,unit_price,total_price,city,country,sales_channel
        """),
      columns: [
        (.orderId, ["order_number"]), (.customerId, ["customer_number", "user_id"]),
        (.email, ["customer_email", "order_customer_email", "email"]),
        (.firstName, ["customer_first_name", "order_customer_first_name", "billing_firstname"]),
        (.lastName, ["customer_last_name", "order_customer_last_name", "billing_lastname"]),
        (.orderedAt, ["order_date_time", "order_date", "order_time"]),
        (.status, ["order_state", "order_status", "status"]),
        (.paymentStatus, ["payment_state", "payment_status", "cleared", "transaction_state"]),
        (.sku, ["product_number", "article_ordernumber", "article_number"]),
        (.product, ["label", "product_name", "article_name", "name"]), (.quantity, ["quantity"]),
        (.unitPrice, ["unit_price", "price"]), (.lineTotal, ["total_price"]),
        (.total, ["amount_total", "invoice_amount", "price_total"]),
        (.shipping, ["shipping_total", "invoice_shipping"]), (.currency, ["currency", "currency_iso_code"]),
        (.city, ["city", "billing_city"]), (.country, ["country", "billing_country"]),
        (.channel, ["sales_channel", "subshop"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "open": "paid", "in_progress": "paid", "completed": "paid", "cancelled": "cancelled", "Offen": "paid",
          "In Bearbeitung": "paid", "Abgeschlossen": "paid", "Storniert": "cancelled", "Abgebrochen": "cancelled",
          "-1": "cancelled", "0": "paid", "1": "paid", "2": "paid", "4": "cancelled",
        ],
        .paymentStatus: [
          "open": "unpaid", "authorized": "unpaid", "in_progress": "unpaid", "paid": "paid", "paid_partially": "paid",
          "refunded": "refunded", "refunded_partially": "paid", "cancelled": "cancelled", "failed": "cancelled",
          "reminded": "unpaid", "chargeback": "refunded", "Offen": "unpaid", "Bezahlt": "paid",
          "Komplett bezahlt": "paid", "Erstattet": "refunded", "12": "paid", "17": "unpaid", "20": "refunded",
          "35": "cancelled",
        ],
      ],
      notes: [
        "Without rows of items, amounts are what is left of the total without shipping; tax is in them.",
        "Profiles are made by each shop: `--map` names columns that are called otherwise.",
      ], how: "Settings > Import/Export > Export orders"),
  ]
}
