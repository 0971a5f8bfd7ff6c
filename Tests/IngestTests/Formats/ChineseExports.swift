@testable import Ingest

extension Export {
  /// What each width of the order list leaves out of the widest.
  private static func taobaoHeader(_ width: Int) -> [String] {
    let all = headers("taobao-orders")
    let later = Array(all.suffix(5))
    let of2018 = [
      "支付单号", "支付详情", "新零售交易类型", "新零售导购门店名称", "新零售导购门店id", "新零售发货门店名称", "新零售发货门店id", "确认收货时间", "打款商家金额",
      "含应开票给个人的个人红包",
    ]
    let of2017 = ["是否上传合同照片", "是否上传小票", "是否代付", "退款金额", "预约门店"]
    var left: [String] = []
    if width < 61 { left += later }
    if width < 56 { left += of2018 }
    if width < 46 { left += of2017 }
    let header = all.filter { !left.contains($0) }
    // Two header cells of the real file end in a blank.
    return header.map { ["收货地址", "订单付款时间"].contains($0) ? $0 + " " : $0 }
  }

  /// The shop as Chinese platforms tell it.
  static let chinese: [Export] =
    [61, 56, 46].map { width in
      Export(
        title: "Taobao, order list of \(width) columns and item list", kinds: ["taobao-orders", "taobao-details"],
        isChinese: true, key: { $0.user }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile("ExportOrderList2024.csv", taobaoHeader(width), taobaoOrders(shop)),
          ExportFile("ExportOrderDetailList2024.csv", headers("taobao-details"), taobaoDetails(shop)),
        ]
      }
    } + [
      Export(
        title: "Taobao, order list of 41 columns alone", kinds: ["taobao-orders"], isChinese: true,
        limits: [.lines, .discounts, .refunds], key: { $0.user }
      ) { (shop: ToyShop) -> [ExportFile] in
        let rows = taobaoOrders(shop).map { row in
          var row = row
          row["退款金额"] = nil
          // Nothing tells an order that was given back from one that was cancelled, but that it was paid.
          if row["订单状态"] == "交易关闭", row["订单付款时间 "] != "" { row["订单状态"] = "交易成功" }
          return row
        }
        return [ExportFile("ExportOrderList2016.csv", taobaoHeader(41), rows)]
      },
      Export(
        title: "Taobao, sub-orders", kinds: ["taobao-suborders"], isChinese: true, limits: [.buyers]
      ) { (shop: ToyShop) -> [ExportFile] in
        [ExportFile("销售明细.csv", Array(headers("taobao-suborders").prefix(18)), taobaoSubOrders(shop))]
      },
      Export(
        title: "Taobao, sub-orders and order list", kinds: ["taobao-suborders", "taobao-orders"], isChinese: true,
        key: { $0.user }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile("销售明细.csv", Array(headers("taobao-suborders").prefix(18)), taobaoSubOrders(shop)),
          ExportFile("订单报表.csv", taobaoHeader(61), taobaoOrders(shop)),
        ]
      },
      Export(
        title: "Tmall order report", kinds: ["tmall-report"], isChinese: true,
        limits: [.buyers, .lines, .discounts, .cancelled, .shipping]
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "report.csv", headers("tmall-report"),
            shop.orders.filter { $0.state != .cancelled }.map { order in
              [
                "订单编号": "\(order.number)", "总金额": money(order.net + order.shipping),
                "买家实际支付金额": money(order.net + order.shipping - order.refund), "收货地址": "浙江省",
                "订单创建时间": "\(order.date) \(order.time)", "订单付款时间": "\(order.date) \(order.time)",
                "退款金额": money(order.refund),
              ]
            })
        ]
      },
      Export(
        title: "JD", kinds: ["jd-orders"], isChinese: true, limits: [.partialRefunds], key: { $0.user }
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "京东订单.csv", headers("jd-orders"),
            shop.orders.flatMap { order -> [[String: String]] in
              order.lines.map { line -> [String: String] in
                [
                  "订单号": "\(order.number)", "商品ID": line.sku, "商品名称": line.product, "订购数量": "\(line.quantity)",
                  "京东价": money(line.price), "订单金额": money(order.gross),
                  "应付金额": order.state == .cancelled ? "0.00" : money(order.net + order.shipping - 100),
                  "余额支付": order.state == .cancelled ? "0.00" : "1.00", "订单状态": words(order, "已取消", "已退款", "完成"),
                  "下单帐号": order.person?.user ?? "", "下单时间": "\(order.date) \(order.time)",
                  "运费金额": money(order.shipping), "客户地址": "浙江 杭州市",
                ]
              }
            })
        ]
      },
      Export(
        title: "Pinduoduo", kinds: ["pinduoduo-orders"], isChinese: true, limits: [.buyers, .lines, .partialRefunds]
      ) { (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "拼多多.csv", headers("pinduoduo-orders"),
            shop.orders.map { order -> [String: String] in
              [
                "商品": order.lines[0].product, "订单号": "240301-\(order.number)",
                "订单状态": words(order, "已取消", "已发货，退款成功", "已签收"), "商品总价(元)": money(order.gross),
                "邮费(元)": money(order.shipping), "店铺优惠折扣(元)": money(order.discounts), "平台优惠折扣(元)": "2.00",
                "多多支付立减金额(元)": "1.00", "用户实付金额(元)": money(order.net + order.shipping - 300),
                "商家实收金额(元)": money(order.net + order.shipping), "商品数量(件)": "1",
                "售后状态": words(order, "无售后或售后取消", "退款成功", "无售后或售后取消"),
                "发货时间": order.number % 2 == 0 ? "\t" : "\(order.date) \(order.time)",
                "订单成交时间": order.number % 2 == 0 ? "\(order.date) \(order.time)\t" : "",
              ]
            })
        ]
      },
      Export(
        title: "Douyin", kinds: ["douyin-orders"], isChinese: true, limits: [.buyers, .partialRefunds]
      ) { (shop: ToyShop) -> [ExportFile] in
        var file = ExportFile(
          "抖店.csv", headers("douyin-orders"),
          shop.orders.flatMap { order -> [[String: String]] in
            zip(order.lines, order.shares).enumerated().map { place, pair in
              let (line, share) = pair
              let ofPlatform: Int64 = place == 0 ? 100 : 0
              return [
                "主订单编号": "\t691700000\(order.number)", "子订单编号": "\t6917\(order.number)\(place)",
                "选购商品": "\t\(line.product)", "商家编码": "\t\(line.sku)", "商品数量": "\(line.quantity)",
                "订单应付金额": money(line.net - share - ofPlatform), "运费": "0.00", "收件人": "\t##4xQzZ9",
                "收件人手机号": "\t##9aBc==", "订单提交时间": "\(order.date) \(order.time)\t",
                "订单状态": words(order, "已关闭", "已关闭", "已完成"), "售后状态": words(order, "-", "退款成功", "-"), "取消原因": "-",
                "平台实际承担优惠金额": money(ofPlatform), "商家实际承担优惠金额": money(line.discount + share), "达人实际承担优惠金额": "-",
              ]
            }
          })
        file.before = "\u{FEFF}"
        return [file]
      },
      Export(title: "Youzan", kinds: ["youzan-items"], isChinese: true, key: { $0.phone }) {
        (shop: ToyShop) -> [ExportFile] in
        [
          ExportFile(
            "有赞.csv", headers("youzan-items"),
            shop.orders.flatMap { order -> [[String: String]] in
              zip(order.lines, order.shares).map { line, share in
                let isBack = order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund)
                return [
                  "订单号": "E\(order.number)", "订单商品状态": words(order, "交易关闭", "交易关闭", "交易完成"),
                  "交易成功时间": "\(order.date) \(order.time)", "商品名称": line.product, "规格编码": line.sku,
                  "商品单价": money(line.price), "商品成本价": "1.00", "商品数量": "\(line.quantity)",
                  "店铺优惠（分摊）": money(line.discount + share), "商品实际成交金额": money(line.net - share),
                  "收货人手机号/提货人手机号": order.person?.phone ?? "", "商品已退款金额": isBack ? money(line.net - share) : "0.00",
                ]
              }
            })
        ]
      },
    ]

  static func taobaoOrders(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.map { order -> [String: String] in
      let isPaid = order.state != .cancelled
      return [
        "订单编号": "=\"\(order.number)\"", "买家会员名": order.person?.user ?? "", "买家应付货款": money(order.net),
        "买家应付邮费": money(order.shipping), "总金额": money(order.net + order.shipping),
        "买家实际支付金额": isPaid ? money(order.net + order.shipping) : "0.00",
        "订单状态": words(order, "交易关闭", "交易关闭", "交易成功"), "收货人姓名": order.person?.name ?? "",
        "收货地址 ": "浙江省 杭州市 西湖区 某街道(310000)", "联系手机": order.person.map { "'" + $0.phone } ?? "",
        "订单创建时间": "\(order.date) \(order.time)", "订单付款时间 ": isPaid ? "\(order.date) \(order.time)" : "",
        "宝贝标题": order.lines.map(\.product).joined(separator: "，"), "宝贝总数量": "\(order.lines.count)",
        "退款金额": money(order.refund), "卖家服务费": "0元",
      ]
    }
  }

  static func taobaoDetails(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      order.lines.map { line -> [String: String] in
        [
          "订单编号": "=\"\(order.number)\"", "标题": line.product, "价格": money(line.price), "购买数量": "\(line.quantity)",
          "外部系统编号": "null", "订单状态": words(order, "交易关闭", "交易关闭", "交易成功"), "商家编码": line.sku,
        ]
      }
    }
  }

  static func taobaoSubOrders(_ shop: ToyShop) -> [[String: String]] {
    shop.orders.flatMap { order -> [[String: String]] in
      zip(order.lines, order.shares).enumerated().map { place, pair in
        let (line, share) = pair
        let isBack = order.state == .refunded || (order.state == .refundedInPart && line.net == order.refund)
        return [
          "子订单编号": "\(order.number)\(place)", "主订单编号": "\(order.number)", "标题": line.product,
          "价格": money(line.price), "购买数量": "\(line.quantity)", "商家编码": line.sku,
          "订单状态": words(order, "交易关闭", "交易关闭", "交易成功"), "买家应付货款": money(line.net - share),
          "退款状态": isBack ? "退款成功" : "没有申请退款", "退款金额": isBack ? money(line.net - share) : "0.00",
          "订单创建时间": "\(order.date) \(order.time)",
          "订单付款时间": order.state == .cancelled ? "" : "\(order.date) \(order.time)",
        ]
      }
    }
  }
}
