/// People who came back to one product page again and again in the last week without buying.
struct WindowShopping: Sendable {
  /// Who looked at what, each person once.
  private(set) var viewers: [(person: Int, product: Int)] = []

  /// About one in 150 people, of those who bought in the last half year.
  init(_ options: DemoShop.Options, history: TradeHistory, catalogue: Catalogue) {
    var chance = Chance(seed: options.seed, stream: 4)
    let wanted = max(1, history.people.count / 150)
    var bought: [Int: Set<Int>] = [:]
    var recent: [Int] = []
    for order in history.orders where order.day > ShopCalendar.last - 180 {
      guard let person = order.person else { continue }
      if bought[person] == nil { recent.append(person) }
      bought[person, default: []].formUnion(order.lines.map(\.product))
    }
    var chosen: Set<Int> = []
    for _ in 0..<(recent.isEmpty ? 0 : wanted * 4) where viewers.count < wanted {
      let person = chance.pick(recent)
      let product = chance.below(catalogue.products.count)
      guard bought[person]?.contains(product) == false, chosen.insert(person).inserted else { continue }
      viewers.append((person, product))
    }
  }
}
