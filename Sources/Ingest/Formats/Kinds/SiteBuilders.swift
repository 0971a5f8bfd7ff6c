extension Formats {
  /// Shops of site builders: Wix, Squarespace, Ecwid; and those that sell files: Gumroad, Lemon Squeezy.
  ///
  /// Headers: Wix and Squarespace as in public samples of exports, Gumroad as in the source of its own export; Ecwid and
  /// Lemon Squeezy after the names of their interfaces' fields.
  static let siteBuilders: [FileKind] = [
    FileKind(
      id: "wix-orders", platform: "Wix", title: "Orders, one row per item", role: .orders,
      signature: [["Order number"], ["Date created"], ["Contact email"], ["Item"], ["Qty"]],
      headers: FileKind.list(
        """
        Order number,Date created,Time,Fulfill by,Total order quantity,Contact email,Note from customer,
        Additional checkout info,Item,Variant,SKU,Qty,Quantity refunded,Price,Weight,Custom text,Deposit amount,
        Delivery method,Delivery time,Recipient name,Recipient phone,Recipient company name,Delivery country,
        Delivery state,Delivery state name,Delivery city,Delivery address,Delivery zip/postal code,Billing name,
        Billing phone,Billing company name,Billing country,Billing state,Billing state name,Billing city,Billing address,
        Billing zip/postal code,Payment status,Payment method,Coupon code,Gift card amount,Shipping rate,Total tax,Total,
        Currency,Refunded amount,Net amount,Additional fees,Fulfillment status,Tracking number,Fulfillment service,
        Shipping label
        """),
      columns: [
        (.orderId, ["Order number"]), (.email, ["Contact email"]),
        (.secondPhone, ["Billing phone", "Recipient phone"]),
        (.name, ["Billing name", "Recipient name"]), (.date, ["Date created"]), (.time, ["Time"]),
        (.paymentStatus, ["Payment status"]), (.status, ["Order status"]), (.sku, ["SKU"]), (.product, ["Item"]),
        (.quantity, ["Qty"]), (.returnedQuantity, ["Quantity refunded"]), (.unitPrice, ["Price"]),
        (.orderDiscount, ["Discount", "Discount amount", "Coupon discount", "Total discount"]),
        (.coupon, ["Coupon code"]), (.shipping, ["Shipping rate"]), (.tax, ["Total tax"]), (.total, ["Total"]),
        (.refund, ["Refunded amount"]), (.currency, ["Currency"]),
        (.region, ["Delivery state name", "Delivery state"]),
        (.city, ["Delivery city", "Billing city"]), (.country, ["Delivery country", "Billing country"]),
      ], translation: ShopLinesTranslation.self, infersDiscount: true,
      words: [
        .paymentStatus: [
          "Paid": "paid", "Unpaid": "unpaid", "Not paid": "unpaid", "Pending": "unpaid", "Fully refunded": "refunded",
          "Refunded": "refunded", "Partially refunded": "paid", "Partially paid": "paid", "Declined": "cancelled",
          "Canceled": "cancelled", "Voided": "cancelled", "Authorized": "unpaid", "Chargeback": "refunded",
        ]
      ], notes: ["A coupon's amount is what the total lacks to items, shipping and tax."],
      how: "Orders > Export"),
    FileKind(
      id: "squarespace-orders", platform: "Squarespace", title: "Orders (orders.csv), one row per line", role: .orders,
      signature: [
        ["Order ID"], ["Financial Status"], ["Lineitem quantity"], ["Lineitem price"],
        ["Amount Refunded", "Lineitem variant"],
      ],
      headers: FileKind.list(
        """
        Order ID,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,
        Amount Refunded,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,
        Lineitem price,Lineitem sku,Lineitem variant,Lineitem requires shipping,Lineitem taxable,
        Lineitem fulfillment status,Billing Name,Billing Address1,Billing Address2,Billing City,Billing Zip,
        Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Address1,Shipping Address2,Shipping City,
        Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Cancelled at,Private Notes,Channel Type,
        Channel Name,Channel Order Number,Payment Method,Payment Reference
        """),
      columns: [
        (.orderId, ["Order ID"]), (.email, ["Email"]), (.phone, ["Billing Phone", "Shipping Phone"]),
        (.name, ["Billing Name", "Shipping Name"]), (.orderedAt, ["Created at", "Paid at"]), (.paidAt, ["Paid at"]),
        (.status, ["Financial Status"]), (.cancelledAt, ["Cancelled at"]), (.currency, ["Currency"]),
        (.shipping, ["Shipping"]), (.tax, ["Taxes"]), (.total, ["Total"]), (.refund, ["Amount Refunded"]),
        (.orderDiscount, ["Discount Amount"]), (.coupon, ["Discount Code"]), (.sku, ["Lineitem sku"]),
        (.product, ["Lineitem name"]), (.quantity, ["Lineitem quantity"]), (.unitPrice, ["Lineitem price"]),
        (.region, ["Shipping Province", "Billing Province"]), (.city, ["Shipping City", "Billing City"]),
        (.country, ["Shipping Country", "Billing Country"]), (.channel, ["Channel Name", "Channel Type"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "PAID": "paid", "PENDING": "unpaid", "REFUNDED": "refunded", "PARTIALLY_REFUNDED": "paid",
          "CANCELED": "cancelled", "CANCELLED": "cancelled", "FAILED": "cancelled", "VOIDED": "cancelled",
        ]
      ],
      notes: [
        "`Amount Refunded` has no date and includes shipping: at most the goods are counted, on the order's day."
      ],
      how: "Commerce > Orders > Export orders"),
    FileKind(
      id: "ecwid-orders", platform: "Ecwid", title: "Orders, one row per item or per order", role: .orders,
      signature: [["order_number"], ["payment_status"], ["coupon_discount", "volume_discount"], ["create_date"]],
      headers: FileKind.list(
        """
        order_number,create_date,email,customer_id,customer_name,payment_status,fulfillment_status,payment_method,
        subtotal,coupon_discount,volume_discount,membership_based_discount,discount,shipping_rate,tax,total,
        refunded_amount,currency,name,sku,quantity,price,city,country,phone
        """),
      columns: [
        (.orderId, ["order_number", "id"]), (.customerId, ["customer_id"]), (.email, ["email"]), (.phone, ["phone"]),
        (.name, ["customer_name", "billing_name", "shipping_name"]), (.orderedAt, ["create_date"]),
        (.paymentStatus, ["payment_status"]), (.fulfilment, ["fulfillment_status"]), (.sku, ["sku", "item_sku"]),
        (.product, ["name", "item_name", "product_name"]), (.quantity, ["quantity", "item_quantity"]),
        (.unitPrice, ["price", "item_price"]), (.subtotal, ["subtotal"]),
        (.orderDiscount, ["coupon_discount"]), (.otherDiscount, ["discount"]),
        (.shipping, ["shipping_rate", "shipping_cost", "shipping"]), (.tax, ["tax"]), (.total, ["total"]),
        (.refund, ["refunded_amount"]), (.currency, ["currency"]), (.city, ["city"]), (.country, ["country"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .paymentStatus: [
          "PAID": "paid", "AWAITING_PAYMENT": "unpaid", "CANCELLED": "cancelled", "REFUNDED": "refunded",
          "PARTIALLY_REFUNDED": "paid", "INCOMPLETE": "unpaid", "Awaiting payment": "unpaid",
        ]
      ], notes: ["Names of the columns after Ecwid's fields, not after a file of a shop."],
      how: "My Sales > Orders > Export orders"),
    FileKind(
      id: "gumroad-sales", platform: "Gumroad", title: "Sales, one row per sale", role: .orders,
      signature: [
        ["Purchase ID"], ["Purchase Email", "Buyer Email"], ["Purchase Date"], ["Sale Price ($)", "Subtotal ($)"],
      ],
      headers: FileKind.list(
        """
        Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,
        Purchase Time (UTC timezone),Subtotal ($),Taxes ($),Shipping ($),Sale Price ($),Fees ($),Net Total ($),Tip ($),
        Tax Included in Price?,Street Address,City,Zip Code,State,Country,Referrer,Refunded?,Partial Refund ($),
        Fully Refunded?,Disputed?,Dispute Won?,Variants,Discount Code,Recurring Charge?,Free trial purchase?,
        Pre-order authorization?,Product ID,Order Number,Custom Fields,Item Price ($),Variants Price ($),Giftee Email,
        SKU ID,Quantity,Recurrence,Affiliate,Affiliate commission ($)
        """),
      columns: [
        (.orderId, ["Purchase ID"]), (.email, ["Purchase Email", "Buyer Email"]), (.name, ["Buyer Name"]),
        (.date, ["Purchase Date"]), (.time, ["Purchase Time (UTC timezone)"]), (.product, ["Item Name"]),
        (.sku, ["SKU ID", "Product ID"]), (.quantity, ["Quantity"]), (.lineTotal, ["Subtotal ($)", "Sale Price ($)"]),
        (.tax, ["Taxes ($)"]), (.shipping, ["Shipping ($)"]), (.total, ["Sale Price ($)"]),
        (.refund, ["Partial Refund ($)"]), (.refundStatus, ["Fully Refunded?"]), (.coupon, ["Discount Code"]),
        (.region, ["State"]), (.city, ["City"]), (.country, ["Country"]), (.channel, ["Referrer"]),
      ], currency: "USD", isUTC: true, translation: ShopLinesTranslation.self,
      words: [.refundStatus: ["1": "refunded", "true": "refunded", "yes": "refunded", "0": "paid", "false": "paid"]],
      notes: [
        "Amounts are after discounts, which are not told.", "Times are UTC, not the shop's.",
        "A renewal of a subscription is a sale of its own.",
      ], how: "Sales > Export CSV"),
    FileKind(
      id: "lemonsqueezy-orders", platform: "Lemon Squeezy", title: "Orders, one row per order", role: .orders,
      signature: [
        ["order_number"], ["user_email", "customer_email"], ["discount_total", "discount_total_formatted"],
        ["subtotal", "subtotal_formatted"],
      ],
      excludes: ["coupon_discount", "line_items", "billing_email"],
      headers: FileKind.list(
        """
        id,store_id,customer_id,identifier,order_number,user_name,user_email,currency,currency_rate,subtotal,
        setup_fee,discount_total,tax,total,subtotal_usd,discount_total_usd,tax_usd,total_usd,tax_name,tax_rate,status,
        status_formatted,refunded,refunded_at,subtotal_formatted,discount_total_formatted,tax_formatted,total_formatted,
        product_name,variant_name,created_at,updated_at
        """),
      columns: [
        (.orderId, ["order_number", "identifier", "id"]), (.email, ["user_email", "customer_email"]),
        (.name, ["user_name", "customer_name"]), (.orderedAt, ["created_at", "date"]),
        (.status, ["status", "status_formatted"]), (.product, ["product_name", "product"]),
        (.subtotal, ["subtotal_formatted", "subtotal"]),
        (.orderDiscount, ["discount_total_formatted", "discount_total"]), (.tax, ["tax_formatted", "tax"]),
        (.total, ["total_formatted", "total"]), (.refundedAt, ["refunded_at"]), (.currency, ["currency"]),
      ], isUTC: true, translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "paid": "paid", "pending": "unpaid", "failed": "cancelled", "refunded": "refunded",
          "partial_refund": "paid", "fraudulent": "cancelled",
        ]
      ],
      notes: [
        "Names of the columns after Lemon Squeezy's fields, not after a file of a shop.",
        "Amounts are taken as they stand: its interface writes 999 for 9.99, a file with such amounts is a hundredfold.",
        "Times are UTC, not the shop's.",
      ], how: "Orders > Export"),
  ]
}
