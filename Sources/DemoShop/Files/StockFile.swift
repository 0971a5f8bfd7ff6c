extension DemoShop {
  private static let restockNotes: [Locale: [String]] = [
    .en: ["Please tell me when it is back", "Need two of them", "", "Is it coming back soon?", ""],
    .zh: ["到货请通知我", "需要两件", "", "什么时候补货？", ""],
  ]
  private static let otherNotes: [Locale: [String]] = [
    .en: [
      "Where is my parcel?", "Can I change the address, please", "Invoice with tax number",
      "The cup arrived broken", "Which grind for a moka pot?",
    ],
    .zh: ["快递到哪里了？", "可以改地址吗", "请开发票", "杯子收到时碎了", "摩卡壶用什么研磨度？"],
  ]

  /// Weekly stock levels of the last twelve months, with every moment at which something ran out or came back.
  func stockCSV() -> [UInt8] {
    var file = CommaSeparated(header: "sku,at,level")
    var chance = Chance(seed: options.seed, stream: 6)
    for (product, article) in catalogue.products.enumerated() {
      let outs = catalogue.stockOuts.filter { $0.product == product }
      var level = chance.whole(30...120)
      var days = Array(stride(from: ShopCalendar.span - 364 + product % 7, through: ShopCalendar.last, by: 7))
      for out in outs {
        days.append(out.days.lowerBound)
        if out.restocked { days.append(out.days.upperBound + 1) }
      }
      for day in Set(days).sorted() {
        if outs.contains(where: { $0.days.contains(day) }) {
          level = 0
        } else {
          level -= chance.whole(2...14)
          if level < 5 { level = chance.whole(60...140) }
        }
        file.field(article.sku)
        file.field(instant: day * 86_400 + 28_800)
        file.field(level)
        file.endRow()
      }
    }
    return file.bytes
  }

  /// Who asked for what was out of stock, and some other questions, in time order.
  ///
  /// About a third of those who asked have bought the product since it came back; the others are still waiting.
  func enquiriesCSV() -> [UInt8] {
    var chance = Chance(seed: options.seed, stream: 7)
    let restock = Self.restockNotes[options.locale] ?? [""]
    let other = Self.otherNotes[options.locale] ?? [""]
    var asked: [(instant: Int, person: Int, sku: String, kind: String, note: String)] = []
    func moment(_ day: Int) -> Int { day * 86_400 + Till.secondOfDay(&chance) }
    func buyers(_ days: ClosedRange<Int>, of product: Int?) -> [Int] {
      var people: [Int] = []
      for order in history.orders where days.contains(order.day) && order.isValid {
        guard let person = order.person else { continue }
        if let product, !order.lines.contains(where: { $0.product == product && $0.net > 0 }) { continue }
        people.append(person)
      }
      return people
    }
    for out in catalogue.stockOuts {
      let before = buyers(max(0, out.days.lowerBound - 120)...out.days.lowerBound, of: nil)
      let returned =
        out.days.upperBound < ShopCalendar.last
        ? buyers((out.days.upperBound + 1)...ShopCalendar.last, of: out.product) : []
      let wanted = max(1, 12 * history.people.count / 4_000)
      let satisfied = Array(returned.prefix(wanted / 3))
      let waiting = before.isEmpty ? [] : (0..<wanted).map { _ in chance.pick(before) }
      for person in Set(satisfied + waiting).sorted() {
        let day = chance.whole(out.days)
        asked.append((moment(day), person, catalogue.products[out.product].sku, "restock", chance.pick(restock)))
      }
    }
    let recent = history.orders.indices.filter { history.orders[$0].person != nil && history.orders[$0].isValid }
    for _ in 0..<(recent.isEmpty ? 0 : max(1, history.people.count / 50)) {
      let order = history.orders[chance.pick(recent)]
      guard let person = order.person, order.day + 9 <= ShopCalendar.last else { continue }
      let product = order.lines[0].product
      let isAboutIt = chance.happens(0.5) && product < catalogue.products.count
      let sku = isAboutIt ? catalogue.products[product].sku : ""
      asked.append((moment(order.day + chance.whole(1...9)), person, sku, "other", chance.pick(other)))
    }
    asked.sort { $0.instant != $1.instant ? $0.instant < $1.instant : $0.person < $1.person }
    var file = CommaSeparated(header: "customer_id,sku,at,kind,note")
    for question in asked {
      file.field(history.people[question.person].id)
      file.field(question.sku)
      file.field(instant: question.instant)
      file.field(question.kind)
      file.field(question.note)
      file.endRow()
    }
    return file.bytes
  }
}
