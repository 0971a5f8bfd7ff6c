import Ledger

/// The built-in shop: tea, coffee and kitchen ware, three years of it, generated from a seed.
///
/// The same options give the same bytes on every machine: the generator has its own source of chance, its own
/// logarithm, and no clock. What it plants it also tells (``truth``), so that analyses can be tested against it.
public struct DemoShop: Sendable {
  /// The language of the shop.
  public enum Locale: String, Sendable, Hashable, CaseIterable {
    /// English products, euro, about a quarter of the customers in China.
    case en
    /// Chinese products, yuan, about an eighth of the customers outside China.
    case zh
  }

  /// What kind of shop to make.
  public struct Options: Sendable, Hashable {
    /// The number of people who ever ordered; values below 1 count as 1.
    public var customers: Int
    /// Chance begins here; two seeds give two shops of the same kind.
    public var seed: UInt64
    /// The language of products and names.
    public var locale: Locale

    /// The shop with these options; by default 4,000 customers, in English.
    public init(customers: Int = 4_000, seed: UInt64 = 1, locale: Locale = .en) {
      self.customers = customers
      self.seed = seed
      self.locale = locale
    }
  }

  /// The options the shop was made with.
  public let options: Options
  /// What is known to be true of this shop.
  public let truth: Truth

  let catalogue: Catalogue
  let history: TradeHistory

  /// Generates the shop: people, their purchases, and the truth about both.
  ///
  /// Time is linear in the number of customers, about 15 µs for each in an optimised build.
  public init(_ options: Options = Options()) {
    self.options = options
    catalogue = Catalogue(options.locale)
    history = TradeHistory(
      options, population: Population(options, catalogue: catalogue), catalogue: catalogue)
    truth = Truth(options, history: history, catalogue: catalogue)
  }

  /// The currency of all amounts: `EUR`, or `CNY` for the Chinese shop.
  public var currency: String { options.locale == .zh ? "CNY" : "EUR" }
}
