/// Everything the demo shop sold in three years, in time order.
struct TradeHistory: Sendable {
  private(set) var orders: [Order] = []
  private(set) var people: [Person]
  private(set) var members: [CampaignMember] = []
  /// The last purchase of those who have left for good, by person.
  private(set) var droppedOut: [Int?] = []

  private let catalogue: Catalogue
  private let season: Season
  private let till: Till

  /// The product that samples go out under, priced at nothing; its index follows the catalogue's last.
  static let sample = (sku: "SMP-01", english: "Sample Sachet", chinese: "试饮装")

  init(_ options: DemoShop.Options, population: Population, catalogue: Catalogue) {
    people = population.people
    self.catalogue = catalogue
    season = Season()
    till = Till(catalogue: catalogue, scale: options.locale == .zh ? 7 : 1)
    orders.reserveCapacity(people.count * 4)
    droppedOut.reserveCapacity(people.count)
    var nextAccount = people.count + 1
    for index in people.indices {
      var chance = Chance(seed: options.seed, stream: UInt64(people[index].number) << 8 | 1)
      sell(to: index, &nextAccount, &chance)
    }
    serveGuests(options)
    let keys = orders.indices.sorted {
      let left = orders[$0].instant
      let right = orders[$1].instant
      return left != right ? left < right : $0 < $1
    }
    orders = keys.map { orders[$0] }
  }

  private mutating func sell(to index: Int, _ nextAccount: inout Int, _ chance: inout Chance) {
    let history = PurchaseDays(of: people[index], season: season, chance: &chance)
    var trips = history.days.map { ShoppingTrip(day: $0) }
    if people[index].profile.followsUp { addCampaigns(index, &trips, &chance) }
    var baskets: [Basket] = []
    var owned: Set<Int> = []
    var next = 0
    while next < trips.count {
      let basket = Basket(
        of: people[index], on: trips[next], month: season.month[trips[next].day], catalogue: catalogue,
        chance: &chance)
      for item in basket.items where owned.insert(item.product).inserted && people[index].profile.followsUp {
        followUp(item.product, after: next, &trips, &chance)
      }
      baskets.append(basket)
      next += 1
    }
    openSecondAccount(index, purchases: trips.count, &nextAccount, &chance)
    for (number, basket) in baskets.enumerated() {
      ring(basket, index, trips[number], number, &chance)
    }
    let last = trips.last?.day
    droppedOut.append(history.droppedOut == nil ? nil : last)
  }

  /// Puts the second product of a planted sequence on a later shopping list, or makes a trip for it.
  private func followUp(_ product: Int, after trip: Int, _ trips: inout [ShoppingTrip], _ chance: inout Chance) {
    for sequence in catalogue.sequences where sequence.first == product && chance.happens(sequence.probability) {
      let day = trips[trip].day
      let wish = day + chance.whole(7...85)
      if trip + 1 < trips.count, trips[trip + 1].day <= day + Planted.sequenceWindow {
        trips[trip + 1].wanted.append(sequence.second)
      } else if wish <= ShopCalendar.last {
        trips.insert(ShoppingTrip(day: wish, wanted: [sequence.second]), at: trip + 1)
      }
    }
  }

  private mutating func addCampaigns(_ index: Int, _ trips: inout [ShoppingTrip], _ chance: inout Chance) {
    guard people[index].acceptsMarketing else { return }
    for (number, campaign) in Campaign.all.enumerated() {
      let since = (campaign.start - 365)..<campaign.start
      guard trips.contains(where: { since.contains($0.day) }), chance.happens(0.8) else { continue }
      let isControl = chance.happens(Campaign.holdOut)
      members.append(CampaignMember(campaign: number, person: index, isControl: isControl))
      if isControl { continue }
      let window = (campaign.start + 1)...(campaign.start + campaign.days)
      for trip in trips.indices where window.contains(trips[trip].day) && chance.happens(0.3) {
        trips[trip].campaign = number
      }
      let day = campaign.start + chance.whole(1...24)
      guard chance.happens(campaign.extraPurchase), day <= ShopCalendar.last else { continue }
      let place = trips.firstIndex { $0.day >= day } ?? trips.count
      if place < trips.count, trips[place].day == day { continue }
      trips.insert(ShoppingTrip(day: day, campaign: number), at: place)
    }
  }

  /// Some people register twice: with the same e-mail, or with the same phone.
  private mutating func openSecondAccount(
    _ index: Int, purchases: Int, _ nextAccount: inout Int, _ chance: inout Chance
  ) {
    let person = people[index]
    guard person.profile == .occasional || person.profile == .regular, purchases > 1, chance.happens(0.05) else {
      return
    }
    let samePhone = !person.phone.isEmpty && chance.happens(0.5)
    let at = person.email.firstIndex(of: "@") ?? person.email.endIndex
    people[index].second = SecondAccount(
      number: nextAccount,
      email: samePhone ? person.email[..<at] + "b" + person.email[at...] : person.email,
      phone: samePhone ? person.phone : "",
      from: chance.whole(1...(purchases - 1)))
    nextAccount += 1
  }

  /// One shopping trip at the till, with what goes wrong on the way.
  private mutating func ring(
    _ basket: Basket, _ index: Int, _ trip: ShoppingTrip, _ number: Int, _ chance: inout Chance
  ) {
    let person = people[index]
    guard !basket.items.isEmpty else { return }
    var buyer = Till.Buyer(
      person: index, profile: person.profile, usesSecondAccount: number >= person.second?.from ?? .max,
      place: person.place, city: person.city, isFirstOrder: number == 0, campaign: trip.campaign)
    var items = basket.items
    if items.count > 1, chance.happens(0.015) {
      // Something forgotten: a second order on the same day, which is the same purchase (DEFINITIONS B.0).
      orders.append(till.order([items.removeLast()], on: trip.day, by: buyer, &chance))
      buyer.isFirstOrder = false
    }
    var order = till.order(items, on: trip.day, by: buyer, &chance)
    if chance.happens(0.028) { orders.append(failed(order, by: 900 + chance.below(5_400), &chance)) }
    if person.profile == .oneTime, chance.happens(0.03) {
      order = failed(order, by: 0, &chance)
    } else {
      giveBack(&order, person.profile, &chance)
    }
    orders.append(order)
    if chance.happens(0.006), trip.day + 20 <= ShopCalendar.last {
      orders.append(sampleOrder(buyer, on: trip.day + chance.whole(5...20), &chance))
    }
  }

  private func giveBack(_ order: inout Order, _ profile: DemoShop.Profile, _ chance: inout Chance) {
    let hasWare = order.lines.contains { catalogue.taxes[$0.product] == 19 }
    let keepsAll = profile == .slipping || profile == .seasonal || profile == .priceOnly || profile == .declining
    if !keepsAll, chance.happens(hasWare ? 0.035 : 0.016) {
      till.refund(&order, whole: true, &chance)
    } else if chance.happens(0.055) {
      till.refund(&order, whole: false, &chance)
    }
  }

  /// The same order, given up some seconds earlier.
  private func failed(_ order: Order, by seconds: Int, _ chance: inout Chance) -> Order {
    Order(
      person: order.person, usesSecondAccount: order.usesSecondAccount, day: order.day,
      secondOfDay: max(0, order.secondOfDay - seconds), status: chance.happens(0.6) ? .cancelled : .unpaid,
      place: order.place, city: order.city, channel: order.channel, coupon: order.coupon,
      orderDiscount: order.orderDiscount, shipping: order.shipping, lines: order.lines)
  }

  /// A sample sent for nothing: an order that counts nowhere.
  private func sampleOrder(_ buyer: Till.Buyer, on day: Int, _ chance: inout Chance) -> Order {
    Order(
      person: buyer.person, usesSecondAccount: buyer.usesSecondAccount, day: day,
      secondOfDay: Till.secondOfDay(&chance), status: .paid, place: buyer.place, city: buyer.city, channel: 0,
      coupon: "", orderDiscount: 0, shipping: 0,
      lines: [OrderLine(product: catalogue.products.count, quantity: 1, price: 0)])
  }

  /// Orders that carry no key at all: about 4.5 % of all, one of them on the last day of the shop.
  private mutating func serveGuests(_ options: DemoShop.Options) {
    var chance = Chance(seed: options.seed, stream: 3)
    let count = max(1, orders.count * 45 / 1_000)
    let chinese = options.locale == .zh ? 0.88 : 0.27
    for number in 0..<count {
      let arrival = chance.index(cumulative: season.arrivals, in: 0..<season.arrivals.count)
      let day = number == 0 ? ShopCalendar.last : arrival
      let place = chance.happens(chinese) ? catalogue.chinesePlace(&chance) : catalogue.otherPlace(&chance)
      let basket = Basket(
        ofGuestAt: place, day: day, month: season.month[day], catalogue: catalogue, chance: &chance)
      let buyer = Till.Buyer(place: place, city: chance.below(Place.all[place].cities.count))
      var order = till.order(basket.items, on: day, by: buyer, &chance)
      if chance.happens(0.02) { till.refund(&order, whole: true, &chance) }
      orders.append(order)
    }
  }
}
