/// Chinese column names that give an encoding away: read in the wrong one, no name is on the list.
enum KnownHeaders {
  /// Simplified ones of the exports in FORMATS that the fields' synonyms do not have, and traditional ones.
  private static let more = [
    "订单编号", "买家会员名", "买家实际支付金额", "收货地址", "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量", "物流单号", "店铺名称", "退款金额",
    "外部系统编号", "商品属性", "子订单编号", "主订单编号", "选购商品", "商品规格", "订单应付金额", "订单提交时间", "商品总价(元)", "用户实付金额(元)", "商家实收金额(元)",
    "商品数量(件)", "售后状态", "订购数量", "京东价", "应付金额", "结算金额", "下单帐号", "订单商品状态", "商品实际成交金额", "收货人/提货人", "行 ID", "客户 ID", "利润",
    "備註", "訂單編號", "訂單號碼", "訂單日期", "訂購日期", "訂單狀態", "訂單金額", "客戶", "客戶編號", "客戶姓名", "會員編號", "姓名", "電話", "手機", "地址", "商品名稱",
    "產品名稱", "商品編號", "數量", "單價", "金額", "總金額", "運費", "付款方式", "付款日期", "退款金額", "城市", "縣市", "日期", "買家帳號", "收件人",
  ]

  private static let names: Set<String> = {
    let chinese = LanguageWords.all.first { $0.code == "zh" }?.entries.flatMap(\.words) ?? []
    let known = chinese.filter { $0.utf8.contains { $0 > 127 } }
    return Set((known + more).map { Field.normalised($0) })
  }()

  /// Number of names of the list among the cells of a text's first lines.
  static func count(in text: String) -> Int {
    let separators: Set<Character> = [",", ";", "\t", "|", "\n", "\r\n", "\r", "，"]
    var found = 0
    for cell in text.split(whereSeparator: { separators.contains($0) }).prefix(2_000)
    where cell.utf8.count < 120 && names.contains(Field.normalised(String(cell))) {
      found += 1
    }
    return found
  }
}
