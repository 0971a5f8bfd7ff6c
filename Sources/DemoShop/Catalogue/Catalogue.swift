/// The shelves in one row, with prices of this locale and the odds of every product by place and month.
struct Catalogue: Sendable {
  let shelves = Shelf.all
  /// All products, shelf after shelf.
  let products: [Product]
  let names: [String]
  let categories: [String]
  /// Price and cost in minor units of the shop's currency.
  let prices: [Int]
  let costs: [Int]
  /// Sales tax in percent.
  let taxes: [Int]
  /// Product ranges by shelf.
  let ranges: [Range<Int>]
  /// What people buy again and again: product and days.
  let staples: [(product: Int, days: Double)]
  /// The staples of the offices.
  let officeStaples: [(product: Int, days: Double)]
  let pairs: [(first: Int, second: Int, probability: Double)]
  let sequences: [(first: Int, second: Int, probability: Double)]
  /// Whether a product is the first of a planted sequence, and whether it is cheap enough for a bargain hunter.
  let beginsSequence: [Bool]
  let isBargain: [Bool]
  let stockOuts: [(product: Int, days: ClosedRange<Int>, restocked: Bool)]
  let coffeeShelf = 3
  let giftShelf = 9

  private let odds: [[Double]]
  private let chineseOdds: [Double]
  private let otherOdds: [Double]

  init(_ locale: DemoShop.Locale) {
    let products = shelves.flatMap(\.products)
    self.products = products
    names = products.map { locale == .zh ? $0.chinese : $0.english }
    categories = shelves.map { locale == .zh ? $0.chinese : $0.english }
    // Seven yuan to the euro, and prices that end in 0.90 as shops write them.
    let prices = products.map { locale == .zh ? ($0.price * 7 + 50) / 100 * 100 - 10 : $0.price }
    self.prices = prices
    costs = zip(products, prices).map { $0.costShare * $1 / 100 }
    var ranges: [Range<Int>] = []
    var taxes: [Int] = []
    for shelf in shelves {
      ranges.append(taxes.count..<taxes.count + shelf.products.count)
      taxes += shelf.products.map { _ in shelf.tax }
    }
    self.ranges = ranges
    self.taxes = taxes
    func index(_ sku: String) -> Int { products.firstIndex { $0.sku == sku } ?? 0 }
    staples = Planted.staples.map { (index($0.sku), $0.days) }
    officeStaples = Planted.staples.filter { $0.sku.hasPrefix("COF") }.map { (index($0.sku), $0.days) }
    pairs = Planted.pairs.map { (index($0.first), index($0.second), $0.probability) }
    let sequences = Planted.sequences.map { (index($0.first), index($0.second), $0.probability) }
    self.sequences = sequences
    beginsSequence = products.indices.map { product in sequences.contains { $0.0 == product } }
    isBargain = products.map { $0.price < 1_000 }
    stockOuts = Planted.stockOuts.map { (index($0.sku), $0.days, $0.restocked) }
    odds = Self.odds(products)
    chineseOdds = Self.cumulative(Place.inChina.map { Place.all[$0].weight })
    otherOdds = Self.cumulative(Place.elsewhere.map { Place.all[$0].weight })
  }

  /// A place in China, or one elsewhere.
  func chinesePlace(_ chance: inout Chance) -> Int {
    Place.inChina[chance.index(cumulative: chineseOdds, in: 0..<chineseOdds.count)]
  }

  func otherPlace(_ chance: inout Chance) -> Int {
    Place.elsewhere[chance.index(cumulative: otherOdds, in: 0..<otherOdds.count)]
  }

  /// A product of these shelves as they sell in a place and a month.
  func product(at place: Int, month: Int, within range: Range<Int>, _ chance: inout Chance) -> Int {
    chance.index(cumulative: odds[place * 12 + month], in: range)
  }

  /// Whether a product cannot be had on this day.
  func isOut(_ product: Int, on day: Int) -> Bool {
    stockOuts.contains { $0.product == product && $0.days.contains(day) }
  }

  private static func odds(_ products: [Product]) -> [[Double]] {
    Place.all.flatMap { place in
      let local = Planted.local.filter { $0.region == place.region }
      let iced = Planted.iced(place.climate)
      let gift = Planted.gift(inChina: place.country == .china)
      return (0..<12).map { month in
        cumulative(
          products.map { product in
            let season =
              switch product.rhythm {
              case .steady: 1.0
              case .iced: iced[month]
              case .gift: gift[month]
              case .winter: Planted.winter[month]
              }
            return product.weight * season * (local.first { $0.sku == product.sku }?.factor ?? 1)
          })
      }
    }
  }

  private static func cumulative(_ weights: [Double]) -> [Double] {
    var sum = 0.0
    return weights.map { weight in
      sum += weight
      return sum
    }
  }
}
