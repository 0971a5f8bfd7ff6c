/// What goes into the basket on one shopping trip: products, each once, with quantities.
struct Basket: Sendable {
  private(set) var items: [(product: Int, quantity: Int)] = []

  /// The basket of a person.
  init(
    of person: Person, on trip: ShoppingTrip, month: Int, catalogue: Catalogue, chance: inout Chance
  ) {
    let profile = person.profile
    for product in trip.wanted { add(product, 1) }
    if profile.hasStaple, chance.happens(0.85), !catalogue.isOut(person.staple, on: trip.day) {
      add(person.staple, 1 + chance.failures(beforeSuccessOf: 1 - profile.morePieces, atMost: 5))
    }
    let more = chance.failures(beforeSuccessOf: 1 / (1 + profile.extraLines), atMost: 6)
    let wanted = (items.isEmpty ? 1 : 0) + more
    var tries = 0
    while items.count < wanted + trip.wanted.count, tries < 40 {
      tries += 1
      let range = Self.range(for: person, catalogue, &chance)
      let product = catalogue.product(at: person.place, month: month, within: range, &chance)
      if catalogue.isOut(product, on: trip.day) { continue }
      if catalogue.beginsSequence[product], !profile.followsUp { continue }
      if profile == .priceOnly, !catalogue.isBargain[product] { continue }
      if items.contains(where: { $0.product == product }) { continue }
      let isSmall = catalogue.products[product].price < 3_000
      let extra = isSmall ? chance.failures(beforeSuccessOf: 1 - profile.morePieces, atMost: 5) : 0
      add(product, 1 + extra)
    }
    addCompanions(day: trip.day, catalogue: catalogue, chance: &chance)
  }

  /// The basket of a passer-by.
  init(ofGuestAt place: Int, day: Int, month: Int, catalogue: Catalogue, chance: inout Chance) {
    let wanted = 1 + chance.failures(beforeSuccessOf: 0.7, atMost: 3)
    var tries = 0
    while items.count < wanted, tries < 40 {
      tries += 1
      let product = catalogue.product(
        at: place, month: month, within: 0..<catalogue.products.count, &chance)
      if catalogue.isOut(product, on: day) || items.contains(where: { $0.product == product }) { continue }
      add(product, 1)
    }
  }

  private static func range(for person: Person, _ catalogue: Catalogue, _ chance: inout Chance) -> Range<Int> {
    switch person.profile {
    case .seasonal: catalogue.ranges[catalogue.giftShelf]
    case _ where chance.happens(0.45): catalogue.ranges[person.favouriteShelf]
    default: 0..<catalogue.products.count
    }
  }

  /// The second product of each planted pair, with its probability.
  private mutating func addCompanions(day: Int, catalogue: Catalogue, chance: inout Chance) {
    for pair in catalogue.pairs where items.contains(where: { $0.product == pair.first }) {
      guard chance.happens(pair.probability), !catalogue.isOut(pair.second, on: day) else { continue }
      add(pair.second, 1)
    }
  }

  private mutating func add(_ product: Int, _ quantity: Int) {
    if !items.contains(where: { $0.product == product }) { items.append((product, quantity)) }
  }
}
