extension Formats {
  /// Etsy, eBay, Amazon.
  static let marketplaces: [FileKind] = [
    FileKind(
      id: "etsy-orders", platform: "Etsy", title: "Sold orders (EtsySoldOrders), one row per order", role: .orders,
      signature: [["Order ID"], ["Buyer User ID"], ["Order Value"]],
      headers: FileKind.list(
        """
        Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,
        Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,
        Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,Order Net,
        Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount,Buyer,Order Type,Payment Type,
        InPerson Discount,InPerson Location,SKU
        """),
      columns: [
        (.orderId, ["Order ID"]), (.personId, ["Buyer User ID"]), (.customerId, ["Buyer"]), (.name, ["Full Name"]),
        (.orderedAt, ["Sale Date"]), (.quantity, ["Number of Items"]), (.subtotal, ["Order Value"]),
        (.orderDiscount, ["Discount Amount"]), (.shipping, ["Shipping"]), (.tax, ["Sales Tax"]),
        (.total, ["Order Total"]), (.adjustedTotal, ["Adjusted Order Total"]), (.status, ["Status"]),
        (.currency, ["Currency"]), (.coupon, ["Coupon Code"]), (.region, ["Ship State"]), (.city, ["Ship City"]),
        (.country, ["Ship Country"]),
      ], dateOrder: .mdy, translation: EtsyTranslation.self,
      notes: [
        "No items without the file of sold items.", "Refunds are what the adjusted total lacks, without a date.",
      ],
      how: "Shop Manager > Settings > Options > Download data > Orders"),
    FileKind(
      id: "etsy-items", platform: "Etsy", title: "Sold order items (EtsySoldOrderItems), one row per item",
      role: .orders,
      signature: [["Sale Date"], ["Item Name"], ["Order ID"], ["Listing ID", "Transaction ID"], ["Buyer"]],
      headers: FileKind.list(
        """
        Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,
        Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,
        Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,
        Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU
        """),
      columns: [
        (.orderId, ["Order ID"]), (.customerId, ["Buyer"]), (.name, ["Ship Name"]), (.orderedAt, ["Sale Date"]),
        (.paidAt, ["Date Paid"]), (.sku, ["SKU"]), (.product, ["Item Name"]), (.quantity, ["Quantity"]),
        (.unitPrice, ["Price"]), (.discount, ["Discount Amount"]), (.lineTotal, ["Item Total"]),
        (.shipping, ["Order Shipping"]), (.tax, ["Order Sales Tax"]), (.currency, ["Currency"]),
        (.coupon, ["Coupon Code"]), (.region, ["Ship State"]), (.city, ["Ship City"]), (.country, ["Ship Country"]),
      ], dateOrder: .mdy, translation: EtsyTranslation.self, part: .lines,
      notes: ["No refunds and no status without the file of sold orders."],
      how: "Shop Manager > Settings > Options > Download data > Order items"),
    FileKind(
      id: "ebay-orders", platform: "eBay", title: "Orders report, one row per item, in seven languages", role: .orders,
      signature: [ebayRecord, ebayBuyer, ebayPrice],
      headers: FileKind.list(
        """
        Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer Note,Buyer Address 1,Buyer Address 2,
        Buyer City,Buyer State,Buyer Zip,Buyer Country,Buyer Tax Identifier Name,Buyer Tax Identifier Value,Ship To Name,
        Ship To Phone,Ship To Address 1,Ship To Country,Item Number,Item Title,Custom Label,Sold Via Promoted Listings,
        Quantity,Sold For,Shipping And Handling,Item Location,Seller Collected Tax,eBay Collected Tax,
        eBay Collected Charges,Total Price,eBay Collected Tax and Fees Included in Total,Payment Method,Sale Date,
        Paid On Date,Ship By Date,Shipped On Date,Feedback Left,Feedback Received,My Item Note,PayPal Transaction ID,
        Shipping Service,Tracking Number,Transaction ID,Variation Details
        """),
      columns: ebayColumns, translation: EbayTranslation.self,
      notes: [
        "No refunds; discounts are in the prices.", "Cancelled orders are not marked.",
        "Buyers are known by their user name: the e-mail addresses are eBay's.",
      ], how: "Seller Hub > Orders > Download report"),
    FileKind(
      id: "amazon-orders", platform: "Amazon Seller Central", title: "All orders report, one row per item",
      role: .orders, signature: [["amazon-order-id"], ["purchase-date"], ["order-status"], ["item-price"]],
      headers: FileKind.list(
        """
        amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,
        order-channel,url,ship-service-level,product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,
        shipping-price,shipping-tax,gift-wrap-price,gift-wrap-tax,item-promotion-discount,ship-promotion-discount,
        ship-city,ship-state,ship-postal-code,ship-country,promotion-ids,is-business-order,purchase-order-number,
        price-designation
        """),
      columns: amazonItems + [
        (.orderId, ["amazon-order-id"]), (.status, ["order-status"]), (.fulfilment, ["item-status"]),
        (.quantity, ["quantity"]),
      ], translation: AmazonTranslation.self,
      notes: [
        "No buyer: every order is unidentified, and nothing can be said about customers.",
        "Refunds are in another report.",
      ], how: "Reports > Fulfilment > All orders"),
    FileKind(
      id: "amazon-new-orders", platform: "Amazon Seller Central",
      title: "New orders report (sent by the seller), one row per item", role: .orders,
      signature: [["order-id"], ["order-item-id"], ["quantity-purchased"]],
      headers: FileKind.list(
        """
        order-id,order-item-id,purchase-date,payments-date,buyer-email,buyer-name,buyer-phone-number,sku,product-name,
        quantity-purchased,currency,item-price,item-tax,shipping-price,shipping-tax,ship-service-level,recipient-name,
        ship-address-1,ship-country,ship-phone-number,sales-channel
        """),
      columns: amazonItems + [
        (.orderId, ["order-id"]), (.email, ["buyer-email"]), (.phone, ["buyer-phone-number"]), (.name, ["buyer-name"]),
        (.paidAt, ["payments-date"]), (.quantity, ["quantity-purchased"]),
      ], translation: AmazonTranslation.self,
      notes: ["The e-mail addresses are Amazon's: one for each buyer and shop.", "No refunds, no status."],
      how: "Orders > Order reports > New orders"),
    FileKind(
      id: "amazon-shipments", platform: "Amazon Seller Central",
      title: "Amazon-fulfilled shipments report, one row per item", role: .orders,
      signature: [["amazon-order-id"], ["shipment-id"], ["quantity-shipped"]],
      headers: FileKind.list(
        """
        amazon-order-id,merchant-order-id,shipment-id,shipment-item-id,amazon-order-item-id,merchant-order-item-id,
        purchase-date,payments-date,shipment-date,reporting-date,buyer-email,buyer-name,buyer-phone-number,sku,
        product-name,quantity-shipped,currency,item-price,item-tax,shipping-price,shipping-tax,gift-wrap-price,
        gift-wrap-tax,ship-service-level,recipient-name,ship-address-1,ship-address-2,ship-address-3,ship-city,
        ship-state,ship-postal-code,ship-country,ship-phone-number,item-promotion-discount,ship-promotion-discount,
        carrier,tracking-number,estimated-arrival-date,fulfillment-center-id,fulfillment-channel,sales-channel
        """),
      columns: amazonItems + [
        (.orderId, ["amazon-order-id"]), (.email, ["buyer-email"]), (.phone, ["buyer-phone-number"]),
        (.name, ["buyer-name"]), (.paidAt, ["payments-date"]), (.quantity, ["quantity-shipped"]),
      ], translation: AmazonTranslation.self,
      notes: ["The e-mail addresses are Amazon's: one for each buyer and shop.", "No refunds, no status."],
      how: "Reports > Fulfilment > Amazon fulfilled shipments"),
  ]

  private static let amazonItems: [(column: Column, headers: [String])] = [
    (.orderedAt, ["purchase-date"]), (.sku, ["sku"]), (.product, ["product-name"]), (.currency, ["currency"]),
    (.lineTotal, ["item-price"]), (.tax, ["item-tax"]), (.shipping, ["shipping-price"]),
    (.discount, ["item-promotion-discount"]), (.region, ["ship-state"]), (.city, ["ship-city"]),
    (.country, ["ship-country"]), (.channel, ["sales-channel"]),
  ]
}
