extension Formats {
  /// JD, Pinduoduo, Douyin, Youzan.
  static let chinesePlatforms: [FileKind] = [
    FileKind(
      id: "jd-orders", platform: "京东 JD", title: "Orders, one row per item", role: .orders,
      signature: [["订单号"], ["下单帐号", "下单账号"], ["京东价"], ["订购数量"]],
      headers: FileKind.list(
        """
        订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,
        发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道,送装服务,服务费,
        仓库id,仓库名称
        """),
      columns: [
        (.orderId, ["订单号"]), (.customerId, ["下单帐号", "下单账号"]), (.name, ["客户姓名"]), (.phone, ["联系电话"]),
        (.orderedAt, ["下单时间"]), (.paidAt, ["付款确认时间"]), (.status, ["订单状态"]), (.sku, ["商品ID", "货号"]),
        (.product, ["商品名称"]), (.quantity, ["订购数量"]), (.unitPrice, ["京东价"]), (.subtotal, ["订单金额"]),
        (.paidAmount, ["应付金额"]), (.balancePaid, ["余额支付"]), (.shipping, ["运费金额"]), (.address, ["客户地址"]),
        (.channel, ["订单渠道", "订单来源"]),
      ], dateOrder: .ymd, currency: "CNY", translation: JDTranslation.self,
      notes: [
        "Discounts are what 应付金额 and 余额支付 lack to the goods and 运费金额.",
        "No refunded amounts: an order counts as refunded by its status.",
      ], how: "商家后台 > 订单管理 > 订单导出"),
    FileKind(
      id: "pinduoduo-orders", platform: "拼多多 Pinduoduo", title: "Orders, one row per order of one item",
      role: .orders, signature: [["订单号"], ["商品总价(元)"], ["店铺优惠折扣(元)", "商家实收金额(元)", "用户实付金额(元)"]],
      headers: FileKind.list(
        """
        商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,
        确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,支付时间,订单成交时间
        """),
      columns: [
        (.orderId, ["订单号"]), (.status, ["订单状态"]), (.product, ["商品"]),
        (.sku, ["商家编码-规格维度", "商家编码-商品维度", "样式ID", "商品id"]), (.subtotal, ["商品总价(元)"]),
        (.shipping, ["邮费(元)"]), (.discount, ["店铺优惠折扣(元)"]), (.platformDiscount, ["平台优惠折扣(元)"]),
        (.partnerDiscount, ["多多支付立减金额(元)"]), (.received, ["商家实收金额(元)"]), (.quantity, ["商品数量(件)"]),
        (.refundStatus, ["售后状态"]), (.orderedAt, ["订单成交时间", "拼单成功时间", "下单时间"]), (.paidAt, ["支付时间"]),
        (.dispatchedAt, ["发货时间"]), (.completedAt, ["确认收货时间"]), (.region, ["省"]), (.city, ["市"]),
      ], dateOrder: .ymd, currency: "CNY", translation: PinduoduoTranslation.self,
      notes: [
        "No buyer: every order is unidentified.",
        "平台优惠折扣 and 多多支付立减 are paid by the platform and reduce no revenue, unless 商家实收金额 says otherwise.",
        "Some templates have no order time: the time of dispatch counts, then that of receipt.",
        "No refunded amounts: an order counts as refunded whole by its status.",
      ], how: "商家后台 > 发货管理 > 订单查询 > 批量导出"),
    FileKind(
      id: "douyin-orders", platform: "抖店 Douyin", title: "Orders, one row per sub-order", role: .orders,
      signature: [["主订单编号"], ["子订单编号"], ["订单应付金额"], ["订单提交时间"]],
      headers: FileKind.list(
        """
        主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额,运费,收件人,收件人手机号,详细地址,订单提交时间,商家备注,订单完成时间,订单状态,售后状态,
        取消原因,发货时间,平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额
        """),
      columns: [
        (.orderId, ["主订单编号"]), (.subOrderId, ["子订单编号"]), (.product, ["选购商品"]), (.sku, ["商家编码"]),
        (.quantity, ["商品数量"]), (.paidAmount, ["订单应付金额"]), (.shipping, ["运费"]), (.phone, ["收件人手机号"]),
        (.address, ["详细地址"]), (.orderedAt, ["订单提交时间"]), (.paidAt, ["支付完成时间"]), (.status, ["订单状态"]),
        (.refundStatus, ["售后状态"]), (.discount, ["商家实际承担优惠金额"]), (.platformDiscount, ["平台实际承担优惠金额"]),
        (.partnerDiscount, ["达人实际承担优惠金额"]), (.completedAt, ["订单完成时间"]), (.dispatchedAt, ["发货时间"]),
        (.region, ["省"]), (.city, ["市"]), (.channel, ["流量来源", "订单来源"]),
      ], dateOrder: .ymd, currency: "CNY", translation: DouyinTranslation.self,
      notes: [
        "Buyers are masked: their orders are unidentified.",
        "Discounts of the platform and of partners are paid by them and reduce no revenue.",
        "No refunded amounts: a sub-order counts as refunded whole by its status.",
      ], how: "抖店后台 > 订单 > 订单管理 > 导出"),
    FileKind(
      id: "youzan-items", platform: "有赞 Youzan", title: "Order items, one row per item", role: .orders,
      signature: [["订单号"], ["商品实际成交金额"], ["商品单价"], ["商品数量"]],
      headers: FileKind.list(
        """
        订单号,外部订单号,订单商品状态,交易成功时间,商品名称,商品类型,商品类目,商品规格,规格编码,商品编码,商品单价,商品成本价,商品优惠方式,商品优惠后价格,商品数量,
        商品金额小计,店铺优惠（分摊）,商品实际成交金额,商品抵用积分数,商品留言,收货人/提货人,收货人手机号/提货人手机号,收货人省份,收货人城市,收货人地区,
        详细收货地址/提货地址,买家备注,商品发货状态,商品发货方式,商品发货物流公司,商品发货物流单号,发货员工,商品发货时间,商品退款状态,商品已退款金额,商家订单备注,周期购信息
        """),
      columns: [
        (.orderId, ["订单号"]), (.status, ["订单商品状态"]), (.completedAt, ["交易成功时间"]),
        (.orderedAt, ["订单创建时间", "下单时间"]), (.paidAt, ["买家付款时间"]), (.dispatchedAt, ["商品发货时间"]),
        (.product, ["商品名称"]), (.category, ["商品类目"]), (.sku, ["规格编码", "商品编码"]), (.unitPrice, ["商品单价"]),
        (.cost, ["商品成本价"]), (.quantity, ["商品数量"]), (.discount, ["店铺优惠（分摊）"]), (.lineTotal, ["商品实际成交金额"]),
        (.name, ["收货人/提货人"]), (.phone, ["收货人手机号/提货人手机号"]), (.region, ["收货人省份"]), (.city, ["收货人城市"]),
        (.refundStatus, ["商品退款状态"]), (.refund, ["商品已退款金额"]),
      ], dateOrder: .ymd, currency: "CNY", translation: YouzanTranslation.self,
      notes: [
        "Customers are known by phone.", "The only platform file with the cost of each item: margins work at once.",
        "Where the file has no order time, that of dispatch counts, then 交易成功时间.",
      ], how: "有赞后台 > 订单 > 订单查询 > 导出 > 商品维度"),
  ]
}
