import Ledger

extension DemoShop {
  /// One page of a session.
  private struct Page {
    var path: String
    var product: Int?
    var seconds: Int
    var event = "view"
  }

  /// One visit to the shop's pages.
  private struct Session {
    var start: Int
    var person: Int
    var pages: [Page]
  }

  /// The visits of the last twelve months in time order: those that led to an order, and those that did not.
  func visitsCSV() -> [UInt8] {
    var sessions = shoppingSessions() + browsingSessions() + viewersSessions() + fadingSessions()
    sessions.sort { $0.start != $1.start ? $0.start < $1.start : $0.person < $1.person }
    var file = CommaSeparated(header: "customer_id,session_id,at,page,sku,seconds,event")
    for (number, session) in sessions.enumerated() {
      var instant = session.start
      for page in session.pages {
        file.field(history.people[session.person].id)
        file.field("S\(100_001 + number)")
        file.field(instant: instant)
        file.field(page.path)
        file.field(page.product.map { catalogue.products[$0].sku } ?? "")
        file.field(page.seconds)
        file.field(page.event)
        file.endRow()
        instant += page.seconds
      }
    }
    return file.bytes
  }

  private var firstVisitDay: Int { ShopCalendar.span - 365 }

  private func productPage(_ product: Int, _ chance: inout Chance, event: String = "view") -> Page {
    let seconds = event == "view" ? 8 + Int(45 * chance.exponential()) : 3 + chance.below(10)
    return Page(path: "/p/" + catalogue.products[product].sku, product: product, seconds: seconds, event: event)
  }

  private func shelfPage(of product: Int, _ chance: inout Chance) -> Page {
    let shelf = catalogue.ranges.firstIndex { $0.contains(product) } ?? 0
    let path = catalogue.shelves[shelf].english.lowercased().split { !$0.isLetter }.joined(separator: "-")
    return Page(path: "/c/" + path, product: nil, seconds: 5 + Int(20 * chance.exponential()))
  }

  /// Orders placed on the web or in the app come at the end of a session.
  private func shoppingSessions() -> [Session] {
    var chance = Chance(seed: options.seed, stream: 8)
    var sessions: [Session] = []
    for order in history.orders where order.day >= firstVisitDay && order.channel < 2 && order.isValid {
      guard let person = order.person else { continue }
      var pages = [Page(path: "/", product: nil, seconds: 4 + chance.below(20))]
      for line in order.lines where line.product < catalogue.products.count {
        if chance.happens(0.5) { pages.append(shelfPage(of: line.product, &chance)) }
        pages.append(productPage(line.product, &chance))
        pages.append(productPage(line.product, &chance, event: "cart"))
      }
      for line in order.lines where line.product < catalogue.products.count {
        pages.append(productPage(line.product, &chance, event: "buy"))
      }
      let length = pages.reduce(0) { $0 + $1.seconds }
      sessions.append(Session(start: order.instant - length, person: person, pages: pages))
    }
    return sessions
  }

  /// Everybody looks around now and then until they leave, and fades within two months after.
  private func browsingSessions() -> [Session] {
    var sessions: [Session] = []
    for (index, truth) in truth.people.enumerated() {
      let person = history.people[index]
      guard let first = truth.firstPurchase else { continue }
      var chance = Chance(seed: options.seed, stream: UInt64(person.number) << 8 | 2)
      let end = truth.droppedOut.map { ($0 - ShopCalendar.firstDay) + 60 } ?? ShopCalendar.last
      let pace = person.profile == .vip ? 9.0 : person.profile.hasStaple ? 24.0 : 60.0
      var day = Double(max(firstVisitDay, first - ShopCalendar.firstDay - 5)) + pace * chance.exponential()
      while Int(day) <= min(end, ShopCalendar.last) {
        sessions.append(browse(index, on: Int(day), &chance))
        day += pace * chance.exponential() + 0.5
      }
    }
    return sessions
  }

  private func browse(_ index: Int, on day: Int, _ chance: inout Chance) -> Session {
    let person = history.people[index]
    var pages: [Page] = []
    if chance.happens(0.6) { pages.append(Page(path: "/", product: nil, seconds: 3 + chance.below(25))) }
    for _ in 0..<(1 + chance.failures(beforeSuccessOf: 0.5, atMost: 5)) {
      let range =
        chance.happens(0.6) ? catalogue.ranges[person.favouriteShelf] : 0..<catalogue.products.count
      let month = ShopCalendar.day(day).fields.month - 1
      let product = catalogue.product(at: person.place, month: month, within: range, &chance)
      pages.append(productPage(product, &chance))
      if chance.happens(0.08) { pages.append(productPage(product, &chance, event: "cart")) }
      if chance.happens(0.05) { pages.append(productPage(product, &chance, event: "favourite")) }
    }
    return Session(start: day * 86_400 + Till.secondOfDay(&chance), person: index, pages: pages)
  }

  /// Three to five looks at one product on the last days, without a purchase (DEFINITIONS B.20).
  private func viewersSessions() -> [Session] {
    var chance = Chance(seed: options.seed, stream: 9)
    let viewers = WindowShopping(options, history: history, catalogue: catalogue).viewers
    return viewers.flatMap { viewer -> [Session] in
      let days = [5, 3, 1, 0].prefix(chance.whole(3...4))
      return days.map { ago -> Session in
        // Before noon of the last day: the order file ends in the evening.
        let start = (ShopCalendar.last - ago) * 86_400 + chance.whole(28_800...39_600)
        let pages = [shelfPage(of: viewer.product, &chance), productPage(viewer.product, &chance)]
        return Session(start: start, person: viewer.person, pages: pages)
      }
    }
  }

  /// One in three of those slipping away looked in four or five times two weeks ago and once since (DEFINITIONS B.3).
  private func fadingSessions() -> [Session] {
    var chance = Chance(seed: options.seed, stream: 10)
    var sessions: [Session] = []
    for (index, person) in history.people.enumerated() where person.profile == .slipping && person.number % 3 == 0 {
      for ago in [13, 12, 10, 9, 8, 4].suffix(chance.whole(5...6)) {
        sessions.append(browse(index, on: ShopCalendar.last - ago, &chance))
      }
    }
    return sessions
  }
}
