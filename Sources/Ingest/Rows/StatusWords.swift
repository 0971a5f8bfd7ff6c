/// What shops call the states of an order.
enum StatusWords {
  /// Words, normalised as headers are, that say an order was cancelled, voided, or failed.
  private static let cancelled: Set<String> = words([
    "cancelled", "canceled", "cancel", "void", "voided", "failed", "declined", "rejected", "expired", "closed",
    "abandoned", "交易关闭", "已取消", "已关闭", "取消", "关闭", "订单关闭", "付款失败",
  ])
  /// Words that say an order is not paid yet.
  private static let unpaid: Set<String> = words([
    "unpaid", "pending", "pending payment", "awaiting payment", "on hold", "draft", "open", "not paid", "authorized",
    "待付款", "未付款", "等待买家付款", "待支付", "未支付",
  ])
  /// Words that are known to say neither.
  private static let valid: Set<String> = words([
    "valid", "paid", "complete", "completed", "processing", "processed", "shipped", "delivered", "fulfilled", "closed won",
    "success", "succeeded", "ok", "done", "confirmed", "refunded", "partially refunded", "partially paid", "returned",
    "in transit", "shipping", "delivering", "cash on delivery", "invoiced", "settled", "captured", "received",
    "交易成功", "已完成", "已付款", "已发货", "待发货", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "已签收", "已收货", "已退款",
    "退货退款", "完成", "成功", "待收货",
  ])

  private static func words(_ list: [String]) -> Set<String> { Set(list.map { Field.normalised($0) }) }

  /// What a status cell says; `isKnown` is false for a word that is in no list and counts as valid.
  static func status(_ text: String) -> (status: RowStatus, isKnown: Bool) {
    var word = Field.normalised(text)
    if word.isEmpty { return (.none, true) }
    if word.hasPrefix("wc") { word.removeFirst(2) }
    if cancelled.contains(word) { return (.cancelled, true) }
    if unpaid.contains(word) { return (.unpaid, true) }
    return (.valid, valid.contains(word))
  }
}
