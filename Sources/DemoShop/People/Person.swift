import Ledger

/// A customer of the demo shop as the generator knows one.
struct Person: Sendable {
  let number: Int
  let profile: DemoShop.Profile
  let name: String
  let email: String
  let phone: String
  /// Index into `Place.all`, and into its cities.
  let place: Int
  let city: Int
  /// Index into `SalesChannel.acquisition`.
  let channel: Int
  let birthYearAndDay: (year: Int, month: Int, day: Int)
  let acceptsMarketing: Bool
  /// Index of the shelf this person likes most.
  let favouriteShelf: Int
  /// Product index of what is bought again and again, for profiles with a staple.
  let staple: Int
  /// Days between purchases, for profiles with a rhythm; 0 otherwise.
  let rhythm: Double
  /// Purchases per day on the seasonal clock and the chance to leave after each purchase, for `occasional`.
  let rate: Double
  let dropout: Double
  /// A second account of the same person, used from some purchase on.
  var second: SecondAccount?

  /// The account number as the order file shows it.
  var id: String { AccountNumber.text(number) }
}

/// Account numbers as the files show them.
enum AccountNumber {
  /// `C` and at least five digits.
  static func text(_ number: Int) -> String { "C" + Digits.padded(number, 5) }
}

/// A second account of one person: same e-mail, or same phone.
struct SecondAccount: Sendable {
  var number: Int
  let email: String
  let phone: String
  /// The index of the first purchase made with it.
  let from: Int
}

/// Ways to be found by customers, and ways to sell to them.
enum SalesChannel {
  /// How people came to the shop; the first five cost money.
  static let acquisition = ["search", "social", "marketplace", "referral", "store"]
  static let acquisitionWeights = [0.34, 0.62, 0.80, 0.92, 1.0]
  /// What one new customer costs by channel, in euro cents; the store is paid for otherwise.
  static let acquisitionCost = [1400, 1900, 1100, 500, 0]
  /// Where orders are placed.
  static let sales = ["web", "app", "marketplace", "store"]
}
