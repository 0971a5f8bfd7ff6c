extension Formats {
  /// BigCommerce, Magento, Square, Stripe.
  static let onlineShops: [FileKind] = [
    FileKind(
      id: "bigcommerce-orders", platform: "BigCommerce", title: "Orders, all lines in the cell Product Details",
      role: .orders,
      signature: [["Order ID"], ["Product Details"], ["Order Total (inc tax)", "Order Total (ex tax)"]],
      headers: FileKind.list(
        """
        Order ID,Customer ID,Customer Name,Customer Email,Customer Phone,Order Date,Order Status,Subtotal (inc tax),
        Subtotal (ex tax),Tax Total,Shipping Cost (inc tax),Shipping Cost (ex tax),Ship Method,Handling Cost (inc tax),
        Handling Cost (ex tax),Order Total (inc tax),Order Total (ex tax),Payment Method,Total Quantity,Total Shipped,
        Date Shipped,Order Currency Code,Exchange Rate,Order Notes,Customer Message,Billing First Name,Billing Email,
        Billing Purchase Order #,Shipping First Name,Shipping Email,Shipping Purchase Order #,Product Details,
        Store Credit Redeemed,Gift Certificate Amount Redeemed,Gift Certificate Code,Gift Certificate Expiration Date,
        Coupon Details,Refund Amount
        """),
      columns: [
        (.orderId, ["Order ID"]), (.customerId, ["Customer ID"]), (.name, ["Customer Name"]),
        (.email, ["Customer Email", "Billing Email"]), (.phone, ["Customer Phone", "Billing Phone"]),
        (.orderedAt, ["Order Date"]), (.time, ["Order Time"]), (.status, ["Order Status"]),
        (.paymentMethod, ["Payment Method"]),
        (.subtotal, ["Subtotal (ex tax)"]), (.subtotalWithTax, ["Subtotal (inc tax)"]), (.tax, ["Tax Total"]),
        (.shipping, ["Shipping Cost (ex tax)"]), (.shippingWithTax, ["Shipping Cost (inc tax)"]),
        (.handling, ["Handling Cost (ex tax)"]), (.handlingWithTax, ["Handling Cost (inc tax)"]),
        (.total, ["Order Total (ex tax)"]), (.totalWithTax, ["Order Total (inc tax)"]),
        (.currency, ["Order Currency Code"]), (.packedLines, ["Product Details"]), (.refund, ["Refund Amount"]),
        (.region, ["Shipping State", "Billing State"]),
        (.city, ["Shipping Suburb", "Shipping City", "Billing Suburb"]),
        (.country, ["Shipping Country", "Billing Country"]),
      ], translation: BigCommerceTranslation.self,
      notes: [
        "Customer ID 0 is a guest, known by e-mail or phone.",
        "Discounts are what the order's total lacks to subtotal, shipping and handling.",
      ], how: "Orders > Export all orders"),
    FileKind(
      id: "magento-orders", platform: "Magento 2 / Adobe Commerce", title: "Order grid, one row per order",
      role: .orders,
      signature: [["Purchase Date"], ["Bill-to Name"], ["Grand Total (Base)", "Grand Total (Purchased)"]],
      headers: FileKind.list(
        """
        ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,
        Billing Address,Shipping Address,Shipping Information,Customer Email,Customer Group,Subtotal,
        Shipping and Handling,Customer Name,Payment Method,Total Refunded
        """),
      columns: [
        (.orderId, ["ID"]), (.email, ["Customer Email"]), (.name, ["Customer Name", "Bill-to Name"]),
        (.orderedAt, ["Purchase Date"]), (.status, ["Status"]), (.paymentMethod, ["Payment Method"]),
        (.subtotal, ["Subtotal"]),
        (.shipping, ["Shipping and Handling"]), (.total, ["Grand Total (Base)", "Grand Total (Purchased)"]),
        (.refund, ["Total Refunded"]), (.channel, ["Purchase Point"]),
      ], translation: MagentoTranslation.self,
      notes: [
        "No items: nothing can be said about products.",
        "Discount and tax have no columns: what the grand total lacks counts as discount, what it has more as tax.",
      ], how: "Sales > Orders > Export > CSV"),
    FileKind(
      id: "square-items", platform: "Square", title: "Item sales, one row per item", role: .orders,
      signature: [["Item"], ["Qty"], ["Gross Sales"], ["Transaction ID"]],
      headers: FileKind.list(
        """
        Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,
        Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,
        Customer Reference ID,Unit,Count,GTIN,Itemization Type,Commission,Employee
        """),
      columns: [
        (.orderId, ["Transaction ID"]), (.date, ["Date"]), (.time, ["Time"]), (.customerId, ["Customer ID"]),
        (.name, ["Customer Name"]), (.sku, ["SKU"]), (.product, ["Item"]), (.category, ["Category"]),
        (.quantity, ["Qty"]), (.subtotal, ["Gross Sales"]), (.discount, ["Discounts"]), (.eventType, ["Event Type"]),
        (.channel, ["Location"]),
      ], translation: SquareTranslation.self, part: .lines,
      notes: ["Most rows name no customer: their orders are unidentified."],
      how: "Reports > Item sales, or Transactions > Export > Items detail CSV"),
    FileKind(
      id: "square-transactions", platform: "Square", title: "Transactions, one row per payment", role: .orders,
      signature: [["Transaction ID"], ["Gross Sales"], ["Total Collected"]],
      headers: FileKind.list(
        """
        Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,
        Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Tender Note,
        Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,Details,
        Description,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Device Nickname,
        Third Party Fees,Deposit ID,Deposit Date,Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,
        Discount Name,Transaction Status,Cash App,Order Reference ID,Fulfillment Note,Free Processing Applied,Channel,
        Unattributed Tips,Table Info,International Fee
        """),
      columns: [
        (.orderId, ["Transaction ID"]), (.date, ["Date"]), (.time, ["Time"]), (.customerId, ["Customer ID"]),
        (.name, ["Customer Name"]), (.subtotal, ["Gross Sales"]), (.discount, ["Discounts"]), (.tax, ["Tax"]),
        (.refund, ["Partial Refunds"]), (.eventType, ["Event Type"]), (.status, ["Transaction Status"]),
        (.channel, ["Location"]),
      ], translation: SquareTranslation.self,
      notes: [
        "No items without the item file; most rows name no customer.",
        "Refund rows count where there are any, `Partial Refunds` otherwise.",
      ], how: "Transactions > Export > Transactions CSV"),
    FileKind(
      id: "stripe-payments", platform: "Stripe", title: "Payments, one row per payment", role: .orders,
      signature: [["id"], ["Amount"], ["Amount Refunded"], ["Created (UTC)", "Created date (UTC)"]],
      headers: stripeHeaders, columns: stripeColumns, isUTC: true, translation: StripeTranslation.self,
      notes: stripeNotes, how: "Payments > Export > All columns"),
    FileKind(
      id: "stripe-columns", platform: "Stripe", title: "Payments, columns chosen by the shop, one row per payment",
      role: .orders,
      signature: [["Created (UTC)", "Created date (UTC)"], ["Amount"], ["Customer ID", "Customer Email"]],
      headers: stripeHeaders.filter { $0 != "id" && $0 != "Amount Refunded" }, columns: stripeColumns, isUTC: true,
      translation: StripeTranslation.self,
      notes: stripeNotes + ["Without `Amount Refunded` only whole refunds are known, by the status."],
      how: "Payments > Export > Custom columns"),
  ]

  private static let stripeHeaders = FileKind.list(
    """
    id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Converted Amount Refunded,
    Converted Currency,Decline Reason,Description,Fee,Is Link,Link Funding,Mode,PaymentIntent ID,
    Payment Source Type,Refunded date (UTC),Statement Descriptor,Status,Seller Message,Taxes On Fee,Card ID,
    Customer ID,Customer Description,Customer Email,Invoice ID,Transfer
    """)

  private static let stripeColumns: [(column: Column, headers: [String])] = [
    (.orderId, ["id", "PaymentIntent ID"]), (.customerId, ["Customer ID"]), (.email, ["Customer Email"]),
    (.orderedAt, ["Created date (UTC)", "Created (UTC)"]), (.total, ["Amount"]), (.refund, ["Amount Refunded"]),
    (.refundedAt, ["Refunded date (UTC)", "Refunded (UTC)"]), (.currency, ["Currency"]), (.status, ["Status"]),
    (.fulfilment, ["Captured"]),
  ]

  private static let stripeNotes = [
    "No items, no discounts; shipping and tax are in the amounts.", "Times are UTC, not the shop's.",
  ]
}
