/// All people who ever came to the demo shop.
struct Population: Sendable {
  /// Parameters of the MBG/NBD process of the occasional buyers: purchase rates per day are Gamma(r, α), the chance to
  /// leave after a purchase (the first included) is Beta(a, b).
  static let process = (r: 0.80, alpha: 75.0, a: 1.0, b: 1.25)

  var people: [Person]

  init(_ options: DemoShop.Options, catalogue: Catalogue) {
    var people: [Person] = []
    let count = max(1, options.customers)
    people.reserveCapacity(count)
    var phones = PhoneBook()
    let chineseShare = options.locale == .zh ? 0.88 : 0.27
    for number in 1...count {
      var chance = Chance(seed: options.seed, stream: UInt64(number) << 8)
      people.append(
        Self.person(number, chineseShare: chineseShare, catalogue: catalogue, phones: &phones, chance: &chance))
    }
    self.people = people
  }

  private static func person(
    _ number: Int, chineseShare: Double, catalogue: Catalogue, phones: inout PhoneBook, chance: inout Chance
  ) -> Person {
    let profiles = DemoShop.Profile.allCases
    let profile = profiles[chance.index(cumulative: DemoShop.Profile.cumulativeShares, in: 0..<profiles.count)]
    let isChinese = chance.happens(chineseShare)
    let place = isChinese ? catalogue.chinesePlace(&chance) : catalogue.otherPlace(&chance)
    let name: String
    let email: String
    if isChinese {
      let family = chance.pick(NameList.chineseFamily)
      let given = chance.pick(NameList.chineseGiven)
      name = family.written + given.written
      email = "\(family.ascii)\(given.ascii)\(number)@example.cn"
    } else {
      let given = chance.pick(NameList.given)
      let family = chance.pick(NameList.family)
      name = given.written + " " + family.written
      email = "\(given.ascii).\(family.ascii)\(number)@example.com"
    }
    let hasPhone = chance.happens(0.8)
    let phone = hasPhone ? phones.next(Place.all[place].country) : ""
    let birth = (year: chance.whole(1952...2006), month: chance.whole(1...12), day: chance.whole(1...28))
    let shelf = profile == .declining ? catalogue.coffeeShelf : chance.below(catalogue.shelves.count - 1)
    let staple = chance.pick(profile == .declining ? catalogue.officeStaples : catalogue.staples)
    return Person(
      number: number, profile: profile, name: name, email: email, phone: phone,
      place: place, city: chance.below(Place.all[place].cities.count),
      channel: chance.index(
        cumulative: SalesChannel.acquisitionWeights, in: 0..<SalesChannel.acquisition.count),
      birthYearAndDay: birth, acceptsMarketing: chance.happens(0.82),
      favouriteShelf: shelf, staple: staple.product,
      rhythm: rhythm(profile, staple.days, &chance),
      rate: chance.gamma(process.r) / process.alpha,
      dropout: chance.beta(process.a, process.b),
      second: nil)
  }

  private static func rhythm(_ profile: DemoShop.Profile, _ staple: Double, _ chance: inout Chance) -> Double {
    switch profile {
    case .regular, .lapsed: staple * chance.between(0.85, 1.2)
    case .vip: chance.between(14, 32)
    case .lapsedBigSpender: chance.between(20, 40)
    case .slipping: chance.between(26, 44)
    case .declining: chance.between(24, 34)
    case .occasional, .oneTime, .seasonal, .priceOnly: 0
    }
  }
}
