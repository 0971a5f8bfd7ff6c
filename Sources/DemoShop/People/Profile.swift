extension DemoShop {
  /// What kind of buyer a person of the demo shop is; known to the generator, to be found again by the analyses.
  public enum Profile: Int, Sendable, Hashable, CaseIterable {
    /// Purchases by MBG/NBD: Poisson with a rate of one's own, and after each purchase a chance to be gone for good.
    case occasional
    /// Buys exactly once.
    case oneTime
    /// Keeps a rhythm of 24 to 70 days around a staple, and leaves rarely.
    case regular
    /// Keeps a rhythm of 14 to 32 days with large baskets.
    case vip
    /// Buys once a year, for the New Year.
    case seasonal
    /// Buys only at a discount, and only small things.
    case priceOnly
    /// A regular who stopped 7 to 14 months before the end.
    case lapsed
    /// A lapsed regular who had spent much.
    case lapsedBigSpender
    /// A regular who was due 1.9 to 2.7 intervals ago.
    case slipping
    /// The offices: frequent coffee buyers whose gaps have grown by 40 % from order to order since autumn 2025.
    case declining
  }
}

extension DemoShop.Profile {
  /// The share of people with this profile.
  var share: Double {
    switch self {
    case .occasional: 0.644
    case .oneTime: 0.177
    case .regular: 0.045
    case .vip: 0.009
    case .seasonal: 0.040
    case .priceOnly: 0.035
    case .lapsed: 0.018
    case .lapsedBigSpender: 0.005
    case .slipping: 0.017
    case .declining: 0.012
    }
  }

  /// Cumulative shares in the order of the cases.
  static let cumulativeShares: [Double] = {
    var sum = 0.0
    return allCases.map { profile in
      sum += profile.share
      return sum
    }
  }()

  /// Whether this person buys to a rhythm around a staple.
  var hasStaple: Bool {
    switch self {
    case .regular, .vip, .lapsed, .lapsedBigSpender, .slipping, .declining: true
    case .occasional, .oneTime, .seasonal, .priceOnly: false
    }
  }

  /// Whether campaigns address this person, and whether first purchases that lead to a second one are sold to them.
  ///
  /// The planted effects are kept to the profiles whose dates may move without untelling another truth.
  var followsUp: Bool { self == .occasional || self == .regular || self == .vip }

  /// The mean number of products in a basket beyond the first.
  var extraLines: Double {
    switch self {
    case .vip, .lapsedBigSpender: 2.2
    case .priceOnly: 0.2
    case .oneTime: 0.34
    case .seasonal: 0.5
    default: 0.31
    }
  }

  /// The chance of a second, third … piece of the same product.
  var morePieces: Double {
    switch self {
    case .vip, .lapsedBigSpender: 0.45
    case .declining: 0.40
    case .priceOnly: 0.02
    default: 0.18
    }
  }
}
