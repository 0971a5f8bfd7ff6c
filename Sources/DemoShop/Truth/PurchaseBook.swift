/// The purchases of every known person, in time order: all valid orders of one day are one purchase.
struct PurchaseBook: Sendable {
  /// One purchase: the products whose lines were kept, each once, and the net.
  struct Purchase: Sendable {
    let day: Int
    var products: [Int]
    var net: Int
  }

  /// Purchases of a pair of products.
  typealias Together = (all: Int, first: Int, second: Int, both: Int)

  private var byPerson: [[Purchase]]

  init(_ history: TradeHistory) {
    byPerson = Array(repeating: [], count: history.people.count)
    for order in history.orders where order.isValid {
      guard let person = order.person else { continue }
      let kept = order.lines.filter { $0.net > 0 }.map(\.product)
      if let last = byPerson[person].indices.last, byPerson[person][last].day == order.day {
        for product in kept where !byPerson[person][last].products.contains(product) {
          byPerson[person][last].products.append(product)
        }
        byPerson[person][last].net += order.net
      } else {
        byPerson[person].append(Purchase(day: order.day, products: kept, net: order.net))
      }
    }
  }

  /// The purchases of a person.
  func purchases(of person: Int) -> [Purchase] { byPerson[person] }

  /// How often two products were bought, alone and together.
  func together(_ first: Int, _ second: Int) -> Together {
    var counts: Together = (0, 0, 0, 0)
    for purchases in byPerson {
      for purchase in purchases {
        let hasFirst = purchase.products.contains(first)
        let hasSecond = purchase.products.contains(second)
        counts.all += 1
        if hasFirst { counts.first += 1 }
        if hasSecond { counts.second += 1 }
        if hasFirst, hasSecond { counts.both += 1 }
      }
    }
    return counts
  }

  /// Of those whose first purchase of a product is old enough: how many bought another in a later purchase in time.
  func followed(_ first: Int, _ second: Int, within days: Int) -> (base: Int, hits: Int) {
    var base = 0
    var hits = 0
    for purchases in byPerson {
      guard let start = purchases.first(where: { $0.products.contains(first) })?.day,
        start <= ShopCalendar.last - days
      else { continue }
      base += 1
      let window = (start + 1)...(start + days)
      if purchases.contains(where: { window.contains($0.day) && $0.products.contains(second) }) { hits += 1 }
    }
    return (base, hits)
  }
}
