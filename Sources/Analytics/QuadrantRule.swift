/// Where the four fields of value meet (DEFINITIONS B.5).
public struct QuadrantRule: Hashable, Sendable {
  /// What somebody has to reach to count as high; equality is high.
  public enum Cut: Hashable, Sendable {
    /// The mean over the people of the window; of purchases at least 2.
    case mean
    /// The median; of purchases at least 2.
    case median
    /// The smallest value that 80 % of the people do not exceed; of purchases at least 2.
    case p80
    /// Values of one's own, as they are: net in whole major units of the currency, and purchases.
    case fixed(net: Int, purchases: Int)
  }

  /// Whose purchases are looked at: `quadrants.window`.
  public var window = Window.days(365)
  /// What is high: `quadrants.cut`.
  public var cut = Cut.mean

  /// The defaults: the means of the last 365 days.
  public init() {}
}

extension QuadrantRule.Cut: LosslessStringConvertible {
  /// As it is written in settings: `mean`, `median`, `p80`, `500,4`.
  public var description: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .p80: "p80"
    case .fixed(let net, let purchases): "\(net),\(purchases)"
    }
  }

  /// Reads `mean`, `median`, `p80` or two whole numbers such as `500,4`; `nil` for anything else.
  ///
  /// Net up to a thousand million, purchases from 1 to 100,000.
  public init?(_ text: String) {
    switch Setting.bare(text) {
    case "mean": self = .mean
    case "median": self = .median
    case "p80": self = .p80
    default:
      guard let numbers = Setting.numbers(text, count: 2, in: 0...1_000_000_000), (1...100_000).contains(numbers[1])
      else { return nil }
      self = .fixed(net: numbers[0], purchases: numbers[1])
    }
  }
}

extension Setting {
  /// The four fields of value.
  static let quadrants: [Setting] = [
    .window("quadrants.window", \.quadrants.window, "Whose purchases the value quadrants look at."),
    Setting(
      "quadrants.cut", accepts: "mean, median, p80, or net and purchases such as 500,4",
      offers: ["mean", "median", "p80"], "From where net and purchases count as high in the value quadrants."
    ) {
      $0.quadrants.cut.description
    } write: { settings, text in
      guard let cut = QuadrantRule.Cut(text) else { return false }
      settings.quadrants.cut = cut
      return true
    },
  ]
}
