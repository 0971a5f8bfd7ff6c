extension Formats {
  private static let billing: [(column: Column, headers: [String])] = [
    (.email, ["billing_email", "Billing Email", "Email (Billing)", "Billing Email Address"]),
    (.phone, ["billing_phone", "Billing Phone", "Phone (Billing)"]),
    (.firstName, ["billing_first_name", "First Name (Billing)"]),
    (.lastName, ["billing_last_name", "Last Name (Billing)"]),
    (.region, ["shipping_state", "State Code (Shipping)", "billing_state", "State Code (Billing)"]),
    (.city, ["shipping_city", "City (Shipping)", "billing_city", "City (Billing)"]),
    (.country, ["shipping_country", "Country Code (Shipping)", "billing_country", "Country Code (Billing)"]),
  ]

  private static let order: [(column: Column, headers: [String])] =
    billing + [
      (.orderId, ["order_number", "Order Number", "order_id", "Order ID"]),
      (.paymentMethod, ["Payment Method Title", "payment_method_title", "Payment Method", "payment_method"]),
      (.customerId, ["customer_id", "Customer ID", "Customer User ID", "customer_user"]),
      (.status, ["Order Status", "status"]), (.orderedAt, ["Order Date", "date"]),
      (.total, ["Order Total Amount", "Order Total"]), (.tax, ["Order Total Tax Amount", "order_tax"]),
      (.shipping, ["Order Shipping Amount", "Order Shipping"]), (.refund, ["Order Refund Amount"]),
      (.orderDiscount, ["Cart Discount Amount"]), (.coupon, ["Coupon Code"]),
      (.currency, ["Order Currency", "order_currency"]), (.sku, ["SKU", "Item SKU", "Product SKU"]),
      (.product, ["Item Name", "Product Name", "Product Name (main)"]),
      (.category, ["Category", "Product Category"]), (.quantity, ["Item Quantity", "Quantity", "Quantity (- Refund)"]),
    ]

  /// WooCommerce, which has no order export of its own: files of its plugins, by their templates.
  static let wooCommerce: [FileKind] = [
    FileKind(
      id: "woocommerce-rows", platform: "WooCommerce", title: "Advanced Order Export, one row per item", role: .orders,
      signature: [
        ["Order Number", "Order ID"], ["Order Status"], ["Item Name", "Product Name", "Product Name (main)"],
        ["Item Cost", "Item Price", "Order Line Subtotal", "Order Line Total"],
      ],
      excludes: ["Buyer Username", "Product Details"],
      headers: FileKind.list(
        """
        Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),
        City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),
        First Name (Shipping),Last Name (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),
        Country Code (Shipping),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,
        Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,
        Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax
        """),
      columns: order + [
        (.unitPrice, ["Item Cost", "Item Price"]), (.lineSubtotal, ["Order Line Subtotal"]),
        (.lineTotal, ["Order Line Total"]),
      ], translation: WooCommerceRowsTranslation.self,
      notes: ["Times are the shop's own, without an offset."], how: "Plugin “Advanced Order Export For WooCommerce”"),
    FileKind(
      id: "woocommerce-totals", platform: "WooCommerce",
      title: "Order export with item names, without their prices", role: .orders,
      signature: [
        ["Order Number", "Order ID"], ["Order Status"], ["Order Date"], ["Order Total", "Order Total Amount"],
      ],
      excludes: [
        "Item Cost", "Item Price", "Order Line Subtotal", "Order Line Total", "Buyer Username", "Product Details",
      ],
      headers: FileKind.list(
        """
        Order Number,Order Status,Order Date,Order Total,Billing First Name,Billing Last Name,Billing Email,Billing Phone,
        Billing Address 1,Billing Address 2,Billing City,Billing State,Billing Postcode,Billing Country,
        Shipping First Name,Shipping Last Name,Item Name,Item Quantity
        """),
      columns: order, translation: WooCommerceTotalsTranslation.self,
      notes: [
        "Items have no prices: the order's amount, less shipping and tax where the file has them, stands on its first "
          + "line.", "Discounts are not in the file.",
      ]),
    FileKind(
      id: "woocommerce-packed", platform: "WooCommerce",
      title: "Customer / Order CSV Export, all lines in the cell line_items", role: .orders,
      signature: [["line_items"], ["order_number", "order_id"], ["billing_email", "customer_id", "billing_phone"]],
      headers: FileKind.list(
        """
        id,order_number,order_number_formatted,created_at,status,total,total_shipping,cart_tax,shipping_tax,
        total_discount,total_refunded,payment_method,currency,customer_id,billing_first_name,billing_last_name,
        billing_email,billing_phone,billing_address_1,billing_address_2,billing_postcode,billing_city,billing_state,
        billing_country,billing_company,shipping_first_name,shipping_last_name,shipping_address_1,shipping_address_2,
        shipping_postcode,shipping_city,shipping_state,shipping_country,shipping_company,note,line_items,shipping_lines,
        tax_lines,fee_lines,coupon_lines,order_notes,download_permissions_granted
        """),
      columns: billing + [
        (.orderId, ["order_number", "order_number_formatted", "order_id", "id"]), (.customerId, ["customer_id"]),
        (.orderedAt, ["created_at", "order_date", "date"]), (.status, ["status"]), (.total, ["total", "order_total"]),
        (.shipping, ["total_shipping", "shipping_total"]), (.tax, ["cart_tax", "tax_total"]),
        (.shippingTax, ["shipping_tax"]),
        (.orderDiscount, ["total_discount", "discount_total"]), (.refund, ["total_refunded", "refunded_total"]),
        (.currency, ["currency", "order_currency"]), (.packedLines, ["line_items"]),
      ], translation: WooCommercePackedTranslation.self,
      notes: ["Times are the shop's own, without an offset."],
      how: "Plugin “Customer / Order / Coupon Export” (SkyVerge)"),
    FileKind(
      id: "woocommerce-columns", platform: "WooCommerce",
      title: "Older order export, lines in the columns order_item_1 …", role: .orders,
      signature: [["order_item_1"], ["order_total"], ["order_id", "order_number"]],
      headers: FileKind.list(
        """
        order_id,order_number_formatted,order_number,date,status,order_shipping,order_shipping_tax,order_fees,
        order_fee_tax,order_tax,cart_discount,order_discount,order_total,payment_method,shipping_method,customer_user,
        billing_first_name,billing_last_name,billing_email,billing_phone,customer_note,order_item_1,order_item_2,
        download_permissions_granted,order_notes,shipping_method_1,shipping_cost_1
        """),
      columns: billing + [
        (.orderId, ["order_number", "order_number_formatted", "order_id"]), (.customerId, ["customer_user"]),
        (.orderedAt, ["date"]), (.status, ["status"]), (.total, ["order_total"]), (.shipping, ["order_shipping"]),
        (.tax, ["order_tax"]), (.shippingTax, ["order_shipping_tax"]), (.handling, ["order_fees"]),
        (.discount, ["cart_discount"]),
        (.orderDiscount, ["order_discount"]), (.packedLines, []),
      ], joined: (.packedLines, "order_item_"), translation: WooCommerceColumnsTranslation.self,
      notes: ["Products are known by their number alone."]),
    FileKind(
      id: "woocommerce-analytics", platform: "WooCommerce", title: "Analytics: orders, one row per order",
      role: .orders,
      signature: [["Order #"], ["Customer type"], ["N. Revenue", "Net Revenue", "Net Sales", "N. Sales"]],
      headers: FileKind.list(
        "Date,Order #,N. Revenue (formatted),N. Revenue,Status,Customer,Customer type,Product(s),Items sold,Coupon(s)"),
      columns: [
        (.orderId, ["Order #"]), (.orderedAt, ["Date"]), (.status, ["Status"]), (.name, ["Customer"]),
        (.total, ["N. Revenue", "Net Revenue", "Net Sales", "N. Sales"]), (.quantity, ["Items sold"]),
        (.coupon, ["Coupon(s)"]),
      ], translation: WooCommerceAnalyticsTranslation.self,
      notes: [
        "Customers are known by name alone: people of the same name are one customer.",
        "Net revenue is all it has: no discounts, no refunded amounts, no lines.",
      ], how: "Analytics > Orders > Download"),
  ]
}
