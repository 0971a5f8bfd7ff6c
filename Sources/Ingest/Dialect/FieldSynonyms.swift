extension Field {
  /// Headers by which a column is recognised, the most certain first; `Field.normalised` of each is compared.
  ///
  /// Sources: FORMATS (Online Retail I and II, Tableau superstore in English and Chinese, the plain shop folder) and
  /// plain words that shops write.
  static let synonyms: [(field: Field, headers: [String])] = [
    (
      .orderId,
      [
        "order_id", "order", "order number", "order no", "order #", "invoice", "invoice no", "invoice number",
        "invoice id", "transaction id", "receipt", "receipt number", "订单 ID", "订单编号", "订单号", "主订单编号",
      ]
    ),
    (.line, ["line", "line no", "line number", "line id", "row id", "行 ID"]),
    (
      .customerId,
      [
        "customer_id", "customer", "customer number", "customer no", "customer code", "client id", "client",
        "user_id", "user", "buyer id", "buyer", "account", "account id", "member id", "cust id", "客户 ID", "客户编号",
        "会员 ID",
        "会员号", "买家会员名", "用户 ID", "下单帐号",
      ]
    ),
    (.email, ["email", "e-mail", "email address", "customer email", "buyer email", "邮箱", "电子邮箱"]),
    (
      .phone,
      [
        "phone", "phone number", "customer phone", "telephone", "tel", "mobile", "mobile phone", "cell phone",
        "手机", "手机号", "联系手机", "联系电话", "电话",
      ]
    ),
    (.name, ["name", "customer name", "full name", "buyer name", "client name", "客户名称", "客户姓名", "收货人姓名", "姓名"]),
    (
      .orderedAt,
      [
        "ordered_at", "order date", "order time", "order datetime", "ordered on", "purchase date", "purchased at",
        "order placed", "created_at", "created", "invoice date", "transaction date", "transaction time", "sale date",
        "datetime", "date time", "timestamp", "event time", "订单日期", "订单创建时间", "下单时间", "购买时间", "下单日期",
      ]
    ),
    (.date, ["date", "day", "日期"]),
    (.time, ["time", "time of day", "时间"]),
    (.paidAt, ["paid_at", "payment date", "date paid", "订单付款时间", "付款时间"]),
    (
      .status, ["status", "order status", "payment status", "financial status", "state of order", "订单状态", "状态", "交易状态"]
    ),
    (
      .sku,
      [
        "sku", "stock code", "product id", "item id", "item number", "item no", "product code", "article", "article id",
        "article number", "item code", "产品 ID", "商品 ID", "商品编码", "货号", "商家编码",
      ]
    ),
    (
      .product,
      [
        "product", "product name", "item", "item name", "description", "title", "product title", "article name",
        "产品名称", "商品名称", "宝贝标题", "产品", "商品",
      ]
    ),
    (.category, ["category", "product category", "category name", "department", "类别", "商品类目", "品类", "分类"]),
    (
      .quantity,
      [
        "quantity", "qty", "units", "pieces", "count", "number of items", "item quantity", "quantity purchased",
        "quantity ordered", "number of cds", "数量", "购买数量", "商品数量", "订购数量",
      ]
    ),
    (
      .unitPrice,
      [
        "unit_price", "price", "price per unit", "unit cost price", "item price", "price each", "单价", "商品单价",
        "价格",
      ]
    ),
    (.discount, ["discount", "line discount", "discount amount", "item discount", "优惠金额", "折扣金额", "优惠"]),
    (.orderDiscount, ["order_discount", "cart discount", "total discount", "订单优惠"]),
    (
      .total,
      [
        "total", "amount", "sales", "revenue", "value", "net sales", "dollar value", "dollars", "spend", "sale amount",
        "total amount", "amount paid", "金额", "总金额", "销售金额",
      ]
    ),
    (
      .lineTotal,
      [
        "line_total", "line amount", "line value", "item total", "extended price", "row total", "销售额",
        "商品金额小计",
      ]
    ),
    (
      .orderTotal,
      [
        "order_total", "order amount", "order value", "grand total", "invoice total", "order total amount",
        "订单金额", "买家实际支付金额",
      ]
    ),
    (.refund, ["refund", "refund amount", "refunded amount", "amount refunded", "total refunded", "退款金额"]),
    (.refundedAt, ["refunded_at", "refund date", "date refunded", "退款时间"]),
    (.tax, ["tax", "taxes", "tax amount", "sales tax", "vat", "order tax", "tax total", "税额"]),
    (
      .shipping,
      [
        "shipping", "shipping cost", "shipping amount", "shipping price", "postage", "delivery cost", "freight",
        "order shipping", "运费", "邮费", "运费金额",
      ]
    ),
    (.cost, ["cost", "unit cost", "cost price", "cost of goods", "cogs", "成本", "成本价", "商品成本价"]),
    (.currency, ["currency", "currency code", "order currency", "币种", "货币"]),
    (.address, ["address", "street", "shipping address", "delivery address", "ship address", "收货地址", "详细地址"]),
    (
      .region,
      [
        "region", "province", "state", "state/province", "county", "province/state", "省/自治区", "省份", "省",
        "收货人省份", "地区",
      ]
    ),
    (.city, ["city", "town", "ship city", "shipping city", "城市", "收货人城市", "市"]),
    (.country, ["country", "country/region", "ship country", "shipping country", "nation", "国家", "国家/地区"]),
    (.channel, ["channel", "sales channel", "source", "marketplace", "渠道", "订单渠道", "订单来源"]),
    (.coupon, ["coupon", "coupon code", "discount code", "promo code", "voucher", "优惠券", "优惠码"]),
  ]

  /// Normalised header → field and how certain it is, 0 the most.
  static let byHeader: [String: (field: Field, rank: Int)] = {
    var table: [String: (field: Field, rank: Int)] = [:]
    for (field, headers) in synonyms {
      for (rank, header) in headers.enumerated() { table[normalised(header)] = (field, rank) }
    }
    return table
  }()

  /// A header without what people write differently: case, blanks (full-width ones too), `_`, `-`, `.`, quotes and `#`;
  /// full-width brackets and strokes become plain ones.
  static func normalised(_ header: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in header.lowercased().unicodeScalars {
      switch scalar.value {
      case 0...32, 0x7F, 0xA0, 0x3000, 0x200B...0x200D, 0xFEFF: continue
      case 0x5F, 0x2D, 0x2E, 0x22, 0x27, 0x23: continue
      case 0xFF01...0xFF5E: if let plain = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(plain) }
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
