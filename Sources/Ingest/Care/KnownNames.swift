/// Names by which a header is told from a row.
enum KnownNames {
  /// Column names of side files, beside those that are fields of orders.
  private static let ofSides: Set<String> = Set(
    [
      "session_id", "at", "page", "seconds", "event", "event_time", "event_type", "behavior", "behaviour", "kind",
      "note", "notes", "level", "stock", "campaign", "starts", "ends", "days", "code", "control", "contacted_at",
      "month", "rate", "since", "birthday", "accepts_marketing", "tags", "unix_seconds", "category_id", "segment",
      "profit", "brand", "gender", "age", "first name", "last name", "zip", "postal code", "postcode", "sub category",
      "ship mode", "ship date", "库存", "汇率", "活动", "月份", "天数", "生日", "标签", "备注", "利润", "折扣", "邮编",
      "买家昵称", "买家留言", "物流单号", "物流公司", "店铺名称", "支付方式", "商品名称", "商品规格", "訂單編號", "訂單日期", "客戶編號",
    ].map { Field.normalised($0) })

  /// Whether a cell is the name of a column; by its normalised text.
  static func isName(_ normalised: String) -> Bool {
    Field.named(normalised) != nil || ofSides.contains(normalised)
  }

  /// What rows of totals begin with.
  private static let totals: Set<String> = Set(
    [
      "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "somme",
      "totale", "suma", "totaal", "合计", "总计", "小计", "总额", "合計", "總計", "小計",
    ].map { Field.normalised($0) })

  /// Whether a cell is what a row of totals begins with: the word, with a colon, or with an explanation in brackets.
  static func isTotal(_ cell: String) -> Bool {
    guard cell.utf8.count <= 60 else { return false }
    let end = cell.firstIndex { ":：(（[".contains($0) } ?? cell.endIndex
    return totals.contains(Field.normalised(String(cell[..<end])))
  }
}
