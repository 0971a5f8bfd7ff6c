import Ledger

extension SideColumn {
  /// Headers by which a column of a side file is recognised, the most certain first; compared as `Field.normalised`.
  ///
  /// Only columns that a kind of file can have are looked for in it, so that `date` is the day of a rate in one file and
  /// the time of a visit in another. Sources: FORMATS (the plain shop folder, REES46, Taobao UserBehavior, Shopify's
  /// customer and product lists) and plain words that shops write in English and Chinese.
  static let synonyms: [(column: SideColumn, headers: [String])] = [
    (
      .customerId,
      [
        "customer_id", "customer", "user_id", "user", "account", "account id", "client id", "client", "member id",
        "visitor id", "visitor", "buyer id", "buyer", "客户 ID", "客户编号", "用户 ID", "会员 ID", "会员号", "买家会员名", "买家", "客户",
        "用户", "会员",
      ]
    ),
    (.email, ["email", "e-mail", "email address", "customer email", "mail", "邮箱", "电子邮箱", "电子邮件"]),
    (
      .phone,
      [
        "phone", "phone number", "mobile", "mobile phone", "telephone", "tel", "cell phone", "手机", "手机号", "手机号码", "电话",
        "联系电话", "联系手机",
      ]
    ),
    (.name, ["name", "customer name", "full name", "client name", "姓名", "客户名称", "客户姓名", "名称", "昵称", "first name"]),
    (
      .region,
      [
        "region", "province", "state", "province/state", "state/province", "county", "省份", "省", "地区", "省/自治区",
        "default address province code",
      ]
    ),
    (.city, ["city", "town", "城市", "市", "default address city"]),
    (.country, ["country", "country/region", "国家", "国家/地区", "default address country code"]),
    (
      .channel,
      ["channel", "sales channel", "source", "utm source", "medium", "渠道", "来源", "推广渠道", "平台"]
    ),
    (
      .since,
      [
        "since", "customer since", "registered", "registered at", "created_at", "created", "signup date", "joined",
        "join date", "注册时间", "注册日期", "入会时间", "首次购买时间",
      ]
    ),
    (.birthday, ["birthday", "date of birth", "birth date", "birthdate", "dob", "生日", "出生日期"]),
    (
      .acceptsMarketing,
      [
        "accepts_marketing", "accepts email marketing", "marketing", "opt in", "optin", "newsletter", "subscribed",
        "consent", "接受营销", "营销许可", "是否订阅", "订阅",
      ]
    ),
    (.tags, ["tags", "tag", "labels", "label", "groups", "group", "标签", "分组", "客户标签"]),
    (
      .sku,
      [
        "sku", "stock code", "product id", "item id", "item number", "product code", "item code", "variant sku",
        "article", "article number", "商品 ID", "产品 ID", "商品编码", "商家编码", "货号", "宝贝 ID",
      ]
    ),
    (
      .product,
      [
        "product", "product name", "title", "item", "item name", "description", "name", "商品", "商品名称", "产品名称", "产品",
        "宝贝标题",
        "标题", "名称",
      ]
    ),
    (
      .category,
      [
        "category", "product category", "category code", "type", "product type", "category name", "department",
        "category id", "类别", "类目", "商品类目", "品类", "分类",
      ]
    ),
    (.price, ["price", "list price", "unit price", "variant price", "retail price", "单价", "价格", "售价", "商品单价", "吊牌价"]),
    (
      .cost,
      [
        "cost", "unit cost", "cost price", "cost per item", "purchase price", "cost of goods", "cogs", "budget",
        "成本", "成本价", "商品成本价", "进价", "费用", "花费",
      ]
    ),
    (.sessionId, ["session_id", "session", "user session", "visit id", "visit", "会话 ID", "会话"]),
    (
      .at,
      [
        "at", "event time", "visited at", "visit time", "timestamp", "datetime", "date time", "time", "date",
        "unix seconds", "created_at", "asked at", "updated at", "day", "访问时间", "浏览时间", "时间", "时间戳", "日期", "咨询时间",
        "更新时间",
      ]
    ),
    (.page, ["page", "url", "path", "page url", "page path", "landing page", "页面", "网址", "链接", "访问页面"]),
    (
      .seconds,
      ["seconds", "duration", "time on page", "dwell", "dwell seconds", "stay", "停留时间", "停留时长", "停留秒数", "时长"]
    ),
    (
      .event,
      ["event", "event type", "event name", "behavior", "behaviour", "behavior type", "action", "事件", "行为", "行为类型"]
    ),
    (.kind, ["kind", "type", "enquiry type", "subject", "reason", "类型", "咨询类型", "原因"]),
    (.note, ["note", "notes", "remark", "message", "comment", "text", "question", "备注", "留言", "内容", "说明"]),
    (
      .level,
      [
        "level", "stock", "stock level", "quantity", "qty", "on hand", "available", "inventory", "units", "库存", "库存量",
        "库存数量", "可用库存", "数量",
      ]
    ),
    (.campaign, ["campaign", "campaign name", "campaign id", "name", "活动", "活动名称", "活动 ID", "名称"]),
    (
      .starts,
      [
        "starts", "start", "start date", "starts at", "begins", "from", "date", "launch", "开始", "开始时间", "开始日期",
        "活动开始时间",
        "日期",
      ]
    ),
    (.days, ["days", "length", "duration", "duration days", "天数", "活动天数", "时长"]),
    (.code, ["code", "coupon", "coupon code", "discount code", "promo code", "voucher", "优惠码", "优惠券", "券码"]),
    (.control, ["control", "held out", "hold out", "holdout", "is control", "control group", "对照", "对照组", "是否对照组"]),
    (
      .contactedAt,
      ["contacted_at", "contacted", "sent at", "sent", "send date", "date", "触达时间", "联系时间", "发送时间", "日期"]
    ),
    (.month, ["month", "period", "date", "day", "月份", "月", "日期"]),
    (
      .amount,
      [
        "amount", "spend", "spent", "ad spend", "cost", "cost per item", "unit cost", "value", "total", "金额", "花费",
        "消耗",
        "投放金额", "费用", "成本", "成本价",
      ]
    ),
    (
      .date,
      ["date", "day", "valid from", "from", "effective date", "month", "at", "日期", "生效日期", "时间", "开始日期", "月份"]
    ),
    (.currency, ["currency", "currency code", "code", "iso", "币种", "货币", "货币代码"]),
    (.rate, ["rate", "exchange rate", "fx rate", "value", "mid", "close", "汇率", "折算率", "中间价"]),
  ]

  /// Words of an event column, normalised as headers are.
  static let events: [String: VisitEvent] = words([
    (.view, ["view", "pv", "page view", "pageview", "visit", "click", "product view", "浏览", "查看", "点击", "访问"]),
    (.cart, ["cart", "add to cart", "added to cart", "addtocart", "basket", "加购", "加入购物车", "购物车"]),
    (.favourite, ["favourite", "favorite", "fav", "wishlist", "like", "add to wishlist", "收藏", "关注", "喜欢"]),
    (.buy, ["buy", "purchase", "purchased", "order", "transaction", "checkout", "购买", "下单", "支付", "成交"]),
    (.uncart, ["remove from cart", "removed from cart", "uncart", "移出购物车", "删除购物车"]),
  ])

  /// Words that say yes (`true`) or no (`false`), normalised as headers are.
  static let answers: [String: Bool] = words([
    (true, ["yes", "y", "true", "1", "on", "subscribed", "opted in", "opt in", "是", "接受", "同意", "已订阅", "有"]),
    (
      false,
      ["no", "n", "false", "0", "off", "unsubscribed", "opted out", "opt out", "否", "拒绝", "不同意", "未订阅", "退订", "无"]
    ),
  ])

  /// Words of an enquiry's kind that ask when a product comes back.
  static let restockWords: Set<String> = Set(
    [
      "restock", "back in stock", "stock", "out of stock", "availability", "补货", "到货", "到货通知", "缺货", "库存", "有货吗",
    ].map { Field.normalised($0) })

  private static func words<Meaning>(_ list: [(Meaning, [String])]) -> [String: Meaning] {
    var table: [String: Meaning] = [:]
    for (meaning, words) in list { for word in words { table[Field.normalised(word)] = meaning } }
    return table
  }
}

extension SideKind {
  /// All columns that a file of this kind can have, those that name a customer or a product in another way included.
  var columns: [SideColumn] {
    var columns = needs.map(\.column) + mayHave.map(\.column)
    if columns.contains(.customerId) { columns += [.email, .phone].filter { !columns.contains($0) } }
    if columns.contains(.sku), !columns.contains(.product) { columns.append(.product) }
    return columns
  }

  /// The columns of which one must be there, group by group.
  var required: [[SideColumn]] {
    // A cost of a product may hold from the beginning; one of the shop as a whole has a day.
    let days: [[SideColumn]] = self == .costs ? [[.date, .sku, .product]] : []
    return days
      + needs.map { need in
        switch need.column {
        case .customerId: return [.customerId, .email, .phone]
        // A cost without a product is the shop's; `sku` is no need of that kind.
        case .sku: return [.sku, .product]
        default: return [need.column]
        }
      }
  }
}
