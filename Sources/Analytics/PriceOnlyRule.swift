/// Who buys for the price alone (DEFINITIONS B.9).
public struct PriceOnlyRule: Hashable, Sendable {
  /// The ways to tell them: `price_only.rule`.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// Nearly every purchase with a discount, a discount among the shop's highest, and a worth of at most the median.
    case standard = "default"
    /// A discount share above the mean by 1.5 standard deviations (Apteo).
    case deviation
  }

  /// The way to tell them.
  public var method = Method.standard
  /// The share of purchases with a discount from which somebody counts: `price_only.share`.
  public var share = 0.8
  /// The share of people whose discount share somebody has to reach: `price_only.percentile`.
  public var percentile = 0.75

  /// Standard deviations above the mean of ``Method/deviation``.
  static let deviations = 1.5
  /// Above this share of all orders with a discount, in hundredths of a percent, having one says nothing.
  static let alwaysDiscounted = 8_000

  /// The defaults.
  public init() {}
}

/// Whom all analyses leave out, as if there were no orders of theirs.
public enum LeaveOut: String, Hashable, Sendable, CaseIterable {
  /// Nobody.
  case none
  /// Price-only customers.
  case priceOnly = "price-only"
}

/// Who pays full price anyway, and since when discounts are looked at.
public struct DiscountRule: Hashable, Sendable {
  /// Whose orders are looked at: `discounts.window`.
  public var window = Window.all
  /// The share of purchases without any discount from which somebody pays full price: `discounts.full_price`.
  public var fullPrice = 0.5

  /// The defaults.
  public init() {}
}

extension Setting {
  /// Price-only customers, and whether all analyses leave them out.
  static let priceOnly: [Setting] = [
    .choice(
      "price_only.rule", \.priceOnly.method,
      "How price-only customers are told: by purchases, discount and worth, or by 1.5 deviations above the mean."),
    .share(
      "price_only.share", \.priceOnly.share, "Share of purchases with a discount from which a customer is price-only."),
    .share(
      "price_only.percentile", \.priceOnly.percentile,
      "Share of customers whose discount share a price-only customer has to reach."),
    .choice("customers.leave_out", \.leaveOut, "Whom all figures leave out, as if there were no orders of theirs."),
  ]

  /// The picture of all discounts.
  static let discounts: [Setting] = [
    .window("discounts.window", \.discounts.window, "Whose orders the picture of discounts looks at."),
    .share(
      "discounts.full_price", \.discounts.fullPrice,
      "Share of purchases without a discount from which a customer pays full price anyway."),
  ]
}
