import Analytics

/// What prices mean to a customer, as the card says it: the verdict of ``PriceOnly``, and who pays full price.
struct DiscountHabits: Finding {
  /// What prices move somebody.
  enum Verdict: String, Sendable {
    /// Too few purchases to say.
    case unknown
    /// Buys at a discount only.
    case priceOnly = "price_only"
    /// At least 80 % of net is goods at full price.
    case fullPrice = "full_price"
    /// Neither.
    case mixed
  }

  private let priceOnly: PriceOnly

  static func find(in findings: Findings) -> DiscountHabits { DiscountHabits(priceOnly: findings(PriceOnly.self)) }

  /// The verdict about a customer.
  ///
  /// - Parameter fullPrice: Share of net that is goods without a discount.
  func verdict(of customer: Int, fullPrice: Double?) -> Verdict {
    switch priceOnly.verdict(of: customer) {
    case .priceOnly: return .priceOnly
    case .unknown, nil: return .unknown
    case .not: return (fullPrice ?? 0) >= 0.8 ? .fullPrice : .mixed
    }
  }
}
