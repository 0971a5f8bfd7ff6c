extension Formats {
  /// TikTok Shop, Shopee, Lazada.
  ///
  /// Headers: as programs that import these exports name them.
  static let asianMarketplaces: [FileKind] = [
    FileKind(
      id: "tiktok-orders", platform: "TikTok Shop", title: "Orders (OrderSKUList), one row per line", role: .orders,
      signature: [["Order ID"], ["Order Status"], ["SKU ID"], ["SKU Unit Original Price"], ["SKU Seller Discount"]],
      headers: FileKind.list(
        """
        Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,
        Variation,Quantity,Sku Quantity of return,SKU Unit Original Price,SKU Subtotal Before Discount,
        SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,Shipping Fee After Discount,
        Original Shipping Fee,Shipping Fee Seller Discount,Shipping Fee Platform Discount,Payment platform discount,
        Taxes,Small Order Fee,Order Amount,Order Refund Amount,Created Time,Paid Time,RTS Time,Shipped Time,
        Delivered Time,Cancelled Time,Cancel By,Cancel Reason,Fulfillment Type,Warehouse Name,Tracking ID,
        Delivery Option,Shipping Provider Name,Buyer Message,Buyer Username,Recipient,Phone #,Zipcode,Country,State,City,
        Payment Method,Product Category,Package ID
        """),
      columns: [
        (.orderId, ["Order ID"]), (.customerId, ["Buyer Username", "Buyer Nickname"]), (.name, ["Recipient"]),
        (.orderedAt, ["Created Time"]), (.paidAt, ["Paid Time"]), (.status, ["Order Status"]),
        (.cancelledAt, ["Cancelled Time"]), (.sku, ["Seller SKU", "SKU ID"]), (.product, ["Product Name"]),
        (.category, ["Product Category"]), (.quantity, ["Quantity"]), (.returnedQuantity, ["Sku Quantity of return"]),
        (.unitPrice, ["SKU Unit Original Price"]), (.lineTotal, ["SKU Subtotal Before Discount"]),
        (.discount, ["SKU Seller Discount"]), (.shipping, ["Shipping Fee After Discount"]), (.tax, ["Taxes"]),
        (.total, ["Order Amount"]), (.refund, ["Order Refund Amount"]), (.region, ["State", "Province"]),
        (.city, ["City", "Regency and City", "District"]), (.country, ["Country"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "Unpaid": "unpaid", "On hold": "paid", "To ship": "paid", "Awaiting shipment": "paid",
          "Awaiting collection": "paid", "Shipped": "paid", "In transit": "paid", "Delivered": "paid",
          "Completed": "paid", "Canceled": "cancelled", "Cancelled": "cancelled",
          "Belum dibayar": "unpaid", "Perlu dikirim": "paid", "Dikirim": "paid", "Selesai": "paid",
          "Dibatalkan": "cancelled", "Chưa thanh toán": "unpaid", "Cần gửi": "paid", "Đã vận chuyển": "paid",
          "Đã hoàn tất": "paid", "Đã hủy": "cancelled", "A ser enviado": "paid", "Enviado": "paid",
          "Concluído": "paid", "Cancelado": "cancelled",
        ]
      ],
      notes: [
        "Discounts are the seller's; what the platform gives is its own.", "The second row explains the columns.",
        "Refunds have no date: they count on the order's day.",
      ], how: "Seller Center > Orders > Manage orders > Export"),
    FileKind(
      id: "shopee-orders", platform: "Shopee", title: "Orders (Order.all), one row per line, in six languages",
      role: .orders,
      signature: [
        ["Order ID", "No. Pesanan", "Mã đơn hàng", "ID do pedido", "訂單編號", "หมายเลขคำสั่งซื้อ"],
        [
          "Order Status", "Status Pesanan", "Trạng Thái Đơn Hàng", "Status do pedido", "訂單狀態", "สถานะการสั่งซื้อ",
        ],
        ["Deal Price", "Harga Setelah Diskon", "Giá ưu đãi", "Giá gốc", "Preço acordado", "商品活動價格", "ราคาขาย"],
        [
          "Order Creation Date", "Order Creation Time", "Waktu Pesanan Dibuat", "Ngày đặt hàng",
          "Data de criação do pedido", "訂單成立日期", "วันที่ทำการสั่งซื้อ",
        ],
      ],
      headers: FileKind.list(
        """
        Order ID,Order Status,Cancel reason,Return / Refund Status,Tracking Number*,Shipping Option,Shipment Method,
        Estimated Ship Out Date,Ship Time,Order Creation Date,Order Paid Time,Parent SKU Reference No.,Product Name,
        SKU Reference No.,Variation Name,Original Price,Deal Price,Quantity,Returned quantity,Product Subtotal,
        Total Discount,Price Discount(from Seller),Shopee Rebate,SKU Total Weight,No of product in order,
        Order Total Weight,Voucher Code,Seller Voucher,Seller Absorbed Coin Cashback,Shopee Voucher,Bundle Deal Indicator,
        Shopee Bundle Discount,Seller Bundle Discount,Shopee Coins Offset,Credit Card Discount Total,Total Amount,
        Buyer Paid Shipping Fee,Transaction Fee,Commission Fee,Service Fee,Grand Total,Estimated Shipping Fee,
        Username (Buyer),Receiver Name,Phone Number,Delivery Address,Town,District,City,Province,Country,Zip Code,
        Remark from buyer,Order Complete Time,Note
        """),
      columns: [
        (.orderId, ["Order ID", "No. Pesanan", "Mã đơn hàng", "ID do pedido", "訂單編號", "หมายเลขคำสั่งซื้อ"]),
        (
          .customerId,
          [
            "Username (Buyer)", "Username (Pembeli)", "Người Mua", "Nome de usuário (comprador)", "買家帳號",
            "ชื่อผู้ใช้ (ผู้ซื้อ)",
          ]
        ),
        (.name, ["Receiver Name", "Nama Penerima", "Tên Người nhận", "Nome do destinatário", "收件者姓名", "ชื่อผู้รับ"]),
        (.phone, ["Phone Number", "No. Telepon", "Số điện thoại", "Telefone", "收件者電話", "หมายเลขโทรศัพท์"]),
        (
          .orderedAt,
          [
            "Order Creation Date", "Order Creation Time", "Waktu Pesanan Dibuat", "Ngày đặt hàng",
            "Data de criação do pedido", "訂單成立日期", "วันที่ทำการสั่งซื้อ",
          ]
        ),
        (
          .paidAt,
          [
            "Order Paid Time", "Waktu Pembayaran Dilakukan", "Thời gian đơn hàng được thanh toán",
            "Hora do pagamento do pedido", "買家付款時間", "เวลาการชำระสินค้า",
          ]
        ),
        (
          .status,
          [
            "Order Status", "Status Pesanan", "Trạng Thái Đơn Hàng", "Status do pedido", "訂單狀態", "สถานะการสั่งซื้อ",
          ]
        ),
        (
          .sku,
          [
            "SKU Reference No.", "Nomor Referensi SKU", "SKU phân loại hàng", "Número de referência SKU", "商品選項貨號",
            "เลขอ้างอิง SKU (SKU Reference No.)", "Parent SKU Reference No.", "SKU Induk", "SKU sản phẩm", "主商品貨號",
          ]
        ),
        (.product, ["Product Name", "Nama Produk", "Tên sản phẩm", "Nome do Produto", "商品名稱", "ชื่อสินค้า"]),
        (.quantity, ["Quantity", "Jumlah", "Số lượng", "Quantidade", "數量", "จำนวน"]),
        (
          .returnedQuantity,
          [
            "Returned quantity", "Jumlah Dikembalikan", "Số lượng sản phẩm được hoàn trả", "Quantidade devolvida",
            "退貨數量",
            "จำนวนที่ส่งคืน",
          ]
        ),
        (.unitPrice, ["Original Price", "Harga Awal", "Giá gốc", "Preço original", "商品原價", "ราคาตั้งต้น"]),
        (.dealPrice, ["Deal Price", "Harga Setelah Diskon", "Giá ưu đãi", "Preço acordado", "商品活動價格", "ราคาขาย"]),
        (
          .discount,
          [
            "Price Discount(from Seller)", "Price Discount(from Seller)(*)", "Seller Discount", "Diskon Dari Penjual",
            "Người bán trợ giá", "Desconto do vendedor",
          ]
        ),
        (
          .platformDiscount,
          ["Shopee Rebate", "Shopee Rebate(*)", "Diskon Dari Shopee", "Được Shopee trợ giá", "Reembolso Shopee"]
        ),
        (
          .orderDiscount,
          [
            "Seller Voucher", "Seller Voucher(*)", "Voucher Ditanggung Penjual", "Mã giảm giá của Shop",
            "Cupom do vendedor",
            "賣場優惠券", "โค้ดส่วนลดชำระโดยผู้ขาย",
          ]
        ),
        (
          .shipping,
          [
            "Buyer Paid Shipping Fee", "Ongkos Kirim Dibayar oleh Pembeli", "Phí vận chuyển mà người mua trả",
            "Taxa de envio pagas pelo comprador", "買家支付運費", "ค่าจัดส่งที่ชำระโดยผู้ซื้อ",
          ]
        ),
        (.region, ["Province", "Provinsi", "Tỉnh/Thành phố", "UF", "จังหวัด"]),
        (.city, ["City", "Town", "Kota/Kabupaten", "TP / Quận / Huyện", "Cidade", "城市"]),
        (.country, ["Country", "Quốc gia", "País"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "Unpaid": "unpaid", "To ship": "paid", "Shipping": "paid", "Shipped": "paid", "To receive": "paid",
          "Completed": "paid", "Cancelled": "cancelled", "Canceled": "cancelled",
          "Belum Bayar": "unpaid", "Perlu Dikirim": "paid", "Sedang Dikirim": "paid", "Telah Dikirim": "paid",
          "Selesai": "paid", "Batal": "cancelled", "Dibatalkan": "cancelled",
          "Chờ xác nhận": "paid", "Chưa thanh toán": "unpaid", "Chờ giao hàng": "paid", "Đang giao": "paid",
          "Đã giao": "paid", "Hoàn thành": "paid", "Đã hủy": "cancelled",
          "Não pago": "unpaid", "A enviar": "paid", "Enviado": "paid", "Concluído": "paid", "Cancelado": "cancelled",
          "尚未付款": "unpaid", "待出貨": "paid", "運送中": "paid", "待收貨": "paid", "完成": "paid", "已完成": "paid",
          "不成立": "cancelled", "已取消": "cancelled",
          "ที่ยังไม่ชำระ": "unpaid", "ที่ต้องจัดส่ง": "paid", "การจัดส่ง": "paid", "สำเร็จแล้ว": "paid",
          "ยกเลิกแล้ว": "cancelled",
        ]
      ],
      notes: [
        "Discounts are the seller's; what Shopee gives is its own.",
        "Refunds are known by the pieces that came back; they count on the order's day.",
      ], how: "Seller Centre > My Orders > Export"),
    FileKind(
      id: "lazada-orders", platform: "Lazada", title: "Orders, one row per piece", role: .orders,
      signature: [["orderItemId"], ["orderNumber"], ["paidPrice"], ["unitPrice"], ["createTime"]],
      headers: FileKind.list(
        """
        orderItemId,orderType,Guarantee,deliveryType,lazadaId,sellerSku,lazadaSku,wareHouse,createTime,updateTime,rtsSla,
        ttsSla,orderNumber,invoiceRequired,invoiceNumber,deliveredDate,customerName,customerEmail,nationalRegistrationNumber,
        shippingName,shippingAddress,shippingPhone,shippingCity,shippingPostCode,shippingCountry,shippingRegion,
        billingName,billingAddr,billingPhone,billingCity,billingPostCode,billingCountry,taxCode,branchNumber,
        taxInvoiceRequested,payMethod,paidPrice,unitPrice,sellerDiscountTotal,shippingFee,walletCredit,itemName,variation,
        cdShippingProvider,shippingProvider,shipmentTypeName,shippingProviderType,cdTrackingCode,trackingCode,trackingUrl,
        promisedShippingTime,premium,status,buyerFailedDeliveryReturnInitiator,buyerFailedDeliveryReason,
        buyerFailedDeliveryDetail,buyerFailedDeliveryUserName,bundleId,bundleDiscount,refundAmount
        """),
      columns: [
        (.orderId, ["orderNumber"]), (.email, ["customerEmail"]), (.name, ["customerName", "shippingName"]),
        (.orderedAt, ["createTime"]), (.status, ["status"]), (.sku, ["sellerSku", "lazadaSku"]),
        (.product, ["itemName"]), (.unitPrice, ["unitPrice"]), (.discount, ["sellerDiscountTotal"]),
        (.city, ["shippingCity"]), (.region, ["shippingRegion"]), (.country, ["shippingCountry"]),
      ], translation: ShopLinesTranslation.self,
      words: [
        .status: [
          "unpaid": "unpaid", "pending": "paid", "topack": "paid", "toship": "paid", "packed": "paid",
          "ready_to_ship": "paid", "shipped": "paid", "delivered": "paid", "confirmed": "paid", "failed": "cancelled",
          "failed_delivery": "cancelled", "canceled": "cancelled", "cancelled": "cancelled", "returned": "refunded",
          "Package Returned": "refunded", "In Transit: Returning to seller": "cancelled", "lost": "cancelled",
          "lost_by_3pl": "cancelled", "damaged_by_3pl": "cancelled",
        ]
      ],
      notes: [
        "Discounts are the seller's; vouchers of Lazada are its own.",
        "Refunds have no amount here but by the state of a piece; shipping is passed over.",
      ], how: "Seller Center > Orders > Export"),
  ]
}
