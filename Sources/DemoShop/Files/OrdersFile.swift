import Ledger

extension DemoShop {
  /// The shop's `orders.csv`, one row per order line, in the order in which the orders came in.
  ///
  /// Amounts of the whole order (its discount, its shipping) stand on its first line. Zero discounts, refunds and
  /// shipping are left blank, as exports do. UTF-8 without a mark, LF, about 215 bytes per line.
  public func ordersCSV() -> [UInt8] {
    var file = CommaSeparated(
      header: "order_id,line,customer_id,email,phone,name,ordered_at,paid_at,status,sku,product,category,quantity,"
        + "unit_price,discount,order_discount,refund,refunded_at,tax,shipping,cost,currency,region,city,country,"
        + "channel,coupon",
      capacity: truth.totals.lines * 235 + 512)
    let identities = history.people.map { identity(id: $0.id, email: $0.email, phone: $0.phone, name: $0.name) }
    let seconds = history.people.map { person in
      person.second.map {
        identity(id: AccountNumber.text($0.number), email: $0.email, phone: $0.phone, name: person.name)
      }
    }
    let nobody = identity(id: "", email: "", phone: "", name: "")
    let articles = self.articles
    let places = Place.all.map { place in
      place.cities.map { city in
        Self.joined([currency, place.region, city, place.country.name(options.locale)])
      }
    }
    let statuses = Order.Status.allCases.map { Array("\($0)".utf8) }
    let channels = SalesChannel.sales.map { Array($0.utf8) }
    for (number, order) in history.orders.enumerated() {
      let id = Array("D\(100_001 + number)".utf8)
      let who = order.person.map { order.usesSecondAccount ? seconds[$0] ?? identities[$0] : identities[$0] } ?? nobody
      for (index, line) in order.lines.enumerated() {
        file.field(raw: id)
        file.field(index + 1)
        file.field(raw: who)
        file.field(instant: order.instant)
        // A wallet pays within minutes; the delay is derived from the order, so it needs no chance of its own.
        if order.isCounted { file.field(instant: order.instant + 20 + number % 7 * 35) } else { file.blank() }
        file.field(raw: statuses[order.status.rawValue])
        file.field(raw: articles[line.product])
        file.field(line.quantity)
        file.field(money: line.price)
        file.field(moneyOrBlank: line.discount)
        file.field(moneyOrBlank: index == 0 ? order.orderDiscount : 0)
        file.field(moneyOrBlank: line.refund)
        if let refundedAt = line.refundedAt { file.field(instant: refundedAt) } else { file.blank() }
        file.field(money: line.tax)
        file.field(moneyOrBlank: index == 0 ? order.shipping : 0)
        file.field(money: line.product < catalogue.costs.count ? catalogue.costs[line.product] : 0)
        file.field(raw: places[order.place][order.city])
        file.field(raw: channels[order.channel])
        file.field(order.coupon)
        file.endRow()
      }
    }
    return file.bytes
  }

  /// `sku,product,category` of every product, the sample last.
  private var articles: [[UInt8]] {
    var articles: [[UInt8]] = []
    for (shelf, range) in catalogue.ranges.enumerated() {
      for product in range {
        articles.append(
          Self.joined([catalogue.products[product].sku, catalogue.names[product], catalogue.categories[shelf]]))
      }
    }
    let sample = TradeHistory.sample
    let name = options.locale == .zh ? sample.chinese : sample.english
    articles.append(Self.joined([sample.sku, name, options.locale == .zh ? "试饮" : "Samples"]))
    return articles
  }

  private func identity(id: String, email: String, phone: String, name: String) -> [UInt8] {
    Self.joined([id, email, phone, name])
  }

  private static func joined(_ fields: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(44) }
      bytes.append(contentsOf: CommaSeparated.quoted(field))
    }
    return bytes
  }
}
