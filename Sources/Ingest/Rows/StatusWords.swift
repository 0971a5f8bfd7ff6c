/// What shops call the states of an order.
enum StatusWords {
  /// What a status says of an order's money.
  enum Meaning: Sendable, Equatable {
    /// The cell is empty.
    case nothing
    /// The order counts.
    case valid
    /// Cancelled, voided, or failed.
    case cancelled
    /// Not paid yet.
    case unpaid
    /// Paid, and all of it given back.
    case refunded
    /// A word that is in no list.
    case unknown
  }

  /// Words that say an order was cancelled, voided, or failed.
  private static let cancelled: [String] = [
    "cancelled", "canceled", "cancel", "void", "voided", "failed", "declined", "rejected", "expired", "closed",
    "abandoned", "blocked", "unavailable", "trash", "unfulfillable",
    "交易关闭", "已取消", "已关闭", "取消", "关闭", "订单关闭", "付款失败", "交易取消", "交易已取消", "订单取消", "已作废", "用户取消", "删除", "支付失败",
    "交易关闭，超时未付款",
  ]
  /// Words that say an order is not paid yet.
  private static let unpaid: [String] = [
    "unpaid", "pending", "pending payment", "awaiting payment", "on hold", "draft", "open", "not paid", "authorized",
    "checkout draft", "incomplete", "created", "uncaptured", "requires payment method", "requires action",
    "requires confirmation", "requires capture", "payment review", "pending availability", "holded",
    "待付款", "未付款", "等待买家付款", "待支付", "未支付", "等待付款", "待买家付款", "等待付款确认", "付款确认中",
  ]
  /// Words that say an order was paid and all of it given back.
  private static let refunded: [String] = [
    "refunded", "returned", "fully refunded", "refund",
    "已退款", "退货退款", "退款成功", "全额退款", "已全额退款", "全额退款成功", "退款完成", "已退货", "退货退款成功", "未发货，退款成功", "已发货，退款成功",
    "已签收，退款成功", "已收货，退款成功",
  ]
  /// Words that are known to say none of these.
  private static let valid: [String] = [
    "valid", "paid", "complete", "completed", "processing", "processed", "shipped", "delivered", "fulfilled",
    "closed won", "success", "succeeded", "ok", "done", "confirmed", "partially refunded", "partial refund",
    "partially paid", "in transit", "shipping", "delivering", "cash on delivery", "invoiced", "settled", "captured",
    "received", "approved", "payment", "unshipped", "partially shipped", "awaiting fulfillment", "awaiting shipment",
    "awaiting pickup", "disputed", "manual verification required", "shipped - delivered to buyer",
    "shipped - picked up", "shipped - out for delivery", "shipped - returned to seller",
    "shipped - returning to seller",
    "shipped - rejected by buyer", "ready to ship", "handed over", "picked up",
    "交易成功", "已完成", "已付款", "已发货", "待发货", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "已签收", "已收货", "完成", "成功",
    "待收货", "交易完成", "待发货，未成团", "已发货，待签收", "备货中", "待出库", "等待出库", "等待确认收货", "等待发货", "卖家部分发货", "部分发货", "锁定", "待自提",
    "已成团", "待评价", "待确认", "已支付", "部分退款", "正在出库", "待揽收", "运输中", "派送中",
  ]

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    for (words, meaning) in [
      (valid, Meaning.valid), (refunded, .refunded), (unpaid, .unpaid), (cancelled, .cancelled),
    ] {
      for word in words { meanings[Field.normalised(word)] = meaning }
    }
    return meanings
  }()

  /// What a status cell says. Words are compared as headers are; the `wc-` of WooCommerce's tables is passed over.
  static func meaning(_ text: String) -> Meaning {
    var word = Field.normalised(text)
    if word.isEmpty { return .nothing }
    if word.hasPrefix("wc") { word.removeFirst(2) }
    return meanings[word] ?? .unknown
  }

  /// What a status cell says; `isKnown` is false for a word that is in no list and counts as valid.
  ///
  /// - Parameter hasRefunds: Whether amounts say what was given back. Where they do not, an order that is said to be
  ///   refunded was given back whole: it is listed and counts nowhere.
  static func status(_ text: String, hasRefunds: Bool = true) -> (status: RowStatus, isKnown: Bool) {
    switch meaning(text) {
    case .refunded where !hasRefunds: return (.cancelled, true)
    case .nothing: return (.none, true)
    case .cancelled: return (.cancelled, true)
    case .unpaid: return (.unpaid, true)
    case .valid, .refunded: return (.valid, true)
    case .unknown: return (.valid, false)
    }
  }
}
