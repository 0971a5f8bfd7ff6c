/// A day on which somebody comes to buy, with what is already on the shopping list.
struct ShoppingTrip: Sendable {
  var day: Int
  /// Products that a planted sequence puts into the basket.
  var wanted: [Int] = []
  /// The campaign whose code is used, if any.
  var campaign: Int?
}
