extension Formats {
  /// Shopify. Headers: exports of 2026 (79 columns), older ones (72), 2012 (47).
  static let shopify: [FileKind] = [
    FileKind(
      id: "shopify-orders", platform: "Shopify", title: "Orders (orders_export.csv), one row per line", role: .orders,
      signature: [["Lineitem quantity"], ["Lineitem price"], ["Financial Status"], ["Name"]],
      headers: FileKind.list(
        """
        Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,
        Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,
        Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,
        Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,
        Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,
        Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,
        Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,
        Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,
        Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,
        Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,
        Payment Terms Name,Next Payment Due At,Payment References
        """),
      columns: [
        (.orderId, ["Name"]), (.email, ["Email"]), (.phone, ["Phone"]),
        (.secondPhone, ["Billing Phone", "Shipping Phone"]), (.name, ["Billing Name", "Shipping Name"]),
        (.orderedAt, ["Created at"]), (.paidAt, ["Paid at"]), (.status, ["Financial Status"]),
        (.fulfilment, ["Fulfillment Status"]), (.paymentMethod, ["Payment Method"]), (.cancelledAt, ["Cancelled at"]),
        (.currency, ["Currency"]),
        (.subtotal, ["Subtotal"]), (.shipping, ["Shipping"]), (.tax, ["Taxes"]), (.total, ["Total"]),
        (.orderDiscount, ["Discount Amount"]), (.coupon, ["Discount Code"]), (.refund, ["Refunded Amount"]),
        (.sku, ["Lineitem sku"]), (.product, ["Lineitem name"]), (.quantity, ["Lineitem quantity"]),
        (.unitPrice, ["Lineitem price"]), (.discount, ["Lineitem discount"]),
        (.taxable, ["Lineitem taxable"]), (.taxName, ["Tax 1 Name"]),
        (.region, ["Shipping Province Name", "Shipping Province", "Billing Province Name", "Billing Province"]),
        (.city, ["Shipping City", "Billing City"]), (.country, ["Shipping Country", "Billing Country"]),
        (.channel, ["Source"]),
      ], translation: ShopifyTranslation.self,
      notes: [
        "`Refunded Amount` has no date and includes tax and shipping: the goods' part of it counts, on the order's day.",
        "Cash on delivery, invoices and transfers count once delivered, else by their status.",
      ], how: "Orders > Export > Plain CSV file")
  ]
}
