/// One article of the shop.
struct Product: Sendable {
  /// What moves its sales through the year.
  enum Rhythm: Int, Sendable, CaseIterable { case steady, iced, gift, winter }

  let sku: String
  let english: String
  let chinese: String
  /// Price in euro cents.
  let price: Int
  /// Cost as a share of the price, in percent.
  let costShare: Int
  /// How often it is picked, relative to the others.
  let weight: Double
  let rhythm: Rhythm

  init(
    _ sku: String, _ english: String, _ chinese: String, _ price: Int, _ costShare: Int, _ weight: Double,
    _ rhythm: Rhythm = .steady
  ) {
    self.sku = sku
    self.english = english
    self.chinese = chinese
    self.price = price
    self.costShare = costShare
    self.weight = weight
    self.rhythm = rhythm
  }
}

/// A shelf of the shop: a category and what stands in it.
struct Shelf: Sendable {
  let english: String
  let chinese: String
  /// Sales tax in percent: food is taxed less than ware.
  let tax: Int
  let products: [Product]
}
