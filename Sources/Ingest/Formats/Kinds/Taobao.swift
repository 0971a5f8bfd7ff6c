extension Formats {
  /// Taobao and Tmall. Headers: ExportOrderList of 2016 (41 columns), 2017 (46), 2018 (56) and later (61).
  static let taobao: [FileKind] = [
    FileKind(
      id: "taobao-orders", platform: "淘宝 / 天猫 Taobao / Tmall",
      title: "Order list 订单报表 (ExportOrderList), one row per order", role: .orders,
      signature: [
        ["订单编号"], ["买家会员名"], ["买家应付货款", "买家实际支付金额"], ["订单创建时间", "订单付款时间"],
      ], excludes: ["子订单编号"],
      headers: FileKind.list(
        """
        订单编号,买家会员名,买家支付宝账号,支付单号,支付详情,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,
        买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,
        订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,
        修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,新零售交易类型,新零售导购门店名称,新零售导购门店id,新零售发货门店名称,新零售发货门店id,
        退款金额,预约门店,确认收货时间,打款商家金额,含应开票给个人的个人红包,是否信用购,体验期结束时间,前N有礼,配送类型,主订单编号
        """),
      columns: [
        (.orderId, ["订单编号"]), (.customerId, ["买家会员名"]), (.phone, ["联系手机"]), (.secondPhone, ["联系电话"]),
        (.name, ["收货人姓名"]), (.orderedAt, ["订单创建时间"]), (.paidAt, ["订单付款时间"]), (.status, ["订单状态"]),
        (.subtotal, ["买家应付货款"]), (.shipping, ["买家应付邮费"]), (.total, ["总金额"]),
        (.paidAmount, ["买家实际支付金额"]), (.refund, ["退款金额"]), (.product, ["宝贝标题"]), (.quantity, ["宝贝总数量"]),
        (.address, ["收货地址"]),
      ], dateOrder: .ymd, currency: "CNY", translation: TaobaoTranslation.self,
      notes: [
        "Goods are worth 买家应付货款: after the shop's discounts, before what the platform pays for the buyer.",
        "Without the item list (宝贝报表) an order is one line.",
        "Newer exports mask the buyer (t**): such orders are known by phone, or unidentified.",
        "退款金额 has no date: it counts on the order's day.",
      ], how: "千牛 > 交易 > 已卖出的宝贝 > 批量导出 > 订单报表"),
    FileKind(
      id: "taobao-suborders", platform: "淘宝 / 天猫 Taobao / Tmall", title: "Sub-orders 销售明细, one row per item",
      role: .orders, signature: [["子订单编号"], ["主订单编号"], ["标题", "商品标题"], ["价格", "商品价格"]],
      headers: FileKind.list(
        """
        子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,买家实际支付金额,退款状态,退款金额,
        订单创建时间,订单付款时间,商品标题,商品价格,买家实付金额,商品ID,发货时间
        """),
      columns: [
        (.orderId, ["主订单编号"]), (.subOrderId, ["子订单编号"]), (.product, ["商品标题", "标题"]),
        (.unitPrice, ["商品价格", "价格"]), (.quantity, ["购买数量"]), (.sku, ["商家编码", "外部系统编号", "商品ID"]),
        (.status, ["订单状态"]), (.subtotal, ["买家应付货款"]), (.refundStatus, ["退款状态"]), (.refund, ["退款金额"]),
        (.orderedAt, ["订单创建时间"]), (.paidAt, ["订单付款时间"]),
      ], dateOrder: .ymd, currency: "CNY", translation: TaobaoTranslation.self, part: .subOrders,
      notes: ["No buyer without the order list (订单报表): orders are unidentified."],
      how: "千牛 > 交易 > 已卖出的宝贝 > 批量导出 > 销售明细"),
    FileKind(
      id: "taobao-details", platform: "淘宝 / 天猫 Taobao / Tmall",
      title: "Item list 宝贝报表 (ExportOrderDetailList), one row per item", role: .part,
      signature: [["订单编号"], ["标题"], ["价格"], ["购买数量"]], excludes: ["子订单编号", "买家会员名"],
      headers: FileKind.list("订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码"),
      columns: [
        (.orderId, ["订单编号"]), (.product, ["标题"]), (.unitPrice, ["价格"]), (.quantity, ["购买数量"]),
        (.sku, ["商家编码", "外部系统编号"]), (.status, ["订单状态"]),
      ], currency: "CNY", translation: TaobaoTranslation.self, part: .lines,
      needs: (["taobao-orders"], "the order list of the same days (订单报表, ExportOrderList….csv)"),
      notes: ["Neither buyer nor date: needs the order list (订单报表)."],
      how: "千牛 > 交易 > 已卖出的宝贝 > 批量导出 > 宝贝报表"),
    FileKind(
      id: "taobao-dispatch", platform: "淘宝 / 天猫 Taobao / Tmall", title: "Dispatch list 发货报表", role: .unused,
      signature: [["物流单号", "运单号"], ["发货时间"], ["订单编号", "主订单编号"]],
      excludes: ["买家应付货款", "价格", "商品价格", "总金额", "订单应付金额", "商品总价(元)"],
      headers: FileKind.list("主订单编号,子订单编号,物流单号,物流公司,发货时间"),
      notes: ["Parcels: no figure needs them."]),
    FileKind(
      id: "tmall-report", platform: "淘宝 / 天猫 Taobao / Tmall", title: "Anonymised order report, one row per order",
      role: .orders, signature: [["订单编号"], ["总金额"], ["买家实际支付金额"], ["订单创建时间"], ["退款金额"]],
      excludes: ["买家会员名", "子订单编号"],
      headers: FileKind.list("订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额"),
      columns: [
        (.orderId, ["订单编号"]), (.total, ["总金额"]), (.refund, ["退款金额"]), (.address, ["收货地址"]),
        (.orderedAt, ["订单创建时间"]), (.paidAt, ["订单付款时间"]),
      ], dateOrder: .ymd, currency: "CNY", translation: TmallReportTranslation.self,
      notes: ["No buyer: every order is unidentified.", "No products; postage is in the amounts."]),
  ]
}
