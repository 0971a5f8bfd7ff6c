import Ledger

/// Window, scores and map of RFM (DEFINITIONS B.11 and part C).
public struct RFMRule: Hashable, Sendable {
  /// Where low and high part in a map of two levels.
  public enum Cut: Hashable, Sendable {
    /// R at most the median of days; F and M at least the mean of people with a purchase in the window.
    case mean
    /// The median of all three.
    case median
    /// A score of 4 or 5.
    case score4
    /// At most these days; at least these purchases; at least this net, in whole units of the currency.
    case fixed(days: Int, purchases: Int, net: Int)
  }

  /// Purchases that F and M are made of: `rfm.window`.
  public var window = Window.months(6)
  /// The fewest purchases of F scores 1 to 5; five rising numbers: `rfm.frequency`. Fewer than the first score 1 too.
  public var frequency = [1, 2, 3, 4, 6]
  /// Where low and high part: `rfm.cn_cut`.
  public var cut = Cut.mean
  /// The longest silences, in days, of R scores 3 and 2 of 3: `rfm.three_days`.
  public var threeDays = [180, 365]
  /// The fewest purchases of F scores 1 to 3 of 3; `nil` for thirds of the people: `rfm.three_frequency`.
  public var threeFrequency: [Int]? = [1, 2, 3]
  /// Name of the map in use: `rfm.map`; a built-in one, or the `id` of ``userMap``.
  public private(set) var mapName = RFMMap.default11.id
  /// A map that was read from a file; `rfm.map` accepts its `id` once it stands here.
  public var userMap: RFMMap?

  /// The defaults.
  public init() {}

  /// The map in use.
  public var map: RFMMap {
    RFMMap.named(mapName) ?? userMap.flatMap { $0.id == mapName ? $0 : nil } ?? .default11
  }

  /// The maps that can be used.
  public var maps: [RFMMap] { RFMMap.builtIn + (userMap.map { [$0] } ?? []) }

  /// Uses a map; one that is not built in becomes ``userMap``.
  public mutating func use(_ map: RFMMap) {
    if RFMMap.named(map.id) == nil { userMap = map }
    mapName = map.id
  }
}

extension RFMRule.Cut: LosslessStringConvertible {
  /// As it is written in settings: `mean`, `median`, `score4` or `60,5,500`.
  public var description: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .score4: "score4"
    case .fixed(let days, let purchases, let net): "\(days),\(purchases),\(net)"
    }
  }

  /// Reads a cut; `nil` for anything else.
  public init?(_ text: String) {
    switch Setting.bare(text) {
    case "mean": self = .mean
    case "median": self = .median
    case "score4": self = .score4
    default:
      guard let numbers = Setting.numbers(text, count: 3, in: 0...1_000_000_000) else { return nil }
      self = .fixed(days: numbers[0], purchases: numbers[1], net: numbers[2])
    }
  }
}

extension Setting {
  /// RFM.
  static let rfm: [Setting] = [
    .window("rfm.window", \.rfm.window, "Whose purchases F and M of RFM count; R looks at all time."),
    Setting(
      "rfm.map",
      accepts: "default11, rf10, klaviyo6, cn8, set-a, set-b, or the path of a map file (when the program starts)",
      offers: RFMMap.builtIn.map(\.id), "Which names the combinations of R, F and M scores get."
    ) {
      $0.rfm.mapName
    } write: { settings, text in
      // Names are compared without blanks and in small letters; a path is compared as it is.
      guard let map = RFMMap.named(bare(text)) ?? settings.rfm.userMap.flatMap({ $0.id == text ? $0 : nil }) else {
        return false
      }
      settings.rfm.use(map)
      return true
    },
    .rising(
      "rfm.frequency", \.rfm.frequency, count: 5, in: 1...100_000,
      accepts: "five rising numbers of purchases, such as 1,2,3,4,6",
      "The fewest purchases of F scores 1 to 5."),
    Setting(
      "rfm.cn_cut", accepts: "mean, median, score4, or days, purchases and net such as 60,5,500",
      offers: ["mean", "median", "score4", "60,5,500"], "Where low and high part in a map of two levels."
    ) {
      $0.rfm.cut.description
    } write: { settings, text in
      guard let cut = RFMRule.Cut(text) else { return false }
      settings.rfm.cut = cut
      return true
    },
    .rising(
      "rfm.three_days", \.rfm.threeDays, count: 2, in: 0...36_525,
      accepts: "two rising numbers of days, such as 180,365",
      "The longest silences of R scores 3 and 2 in a map of three levels."),
    Setting(
      "rfm.three_frequency", accepts: "thirds, or three rising numbers of purchases such as 1,2,3",
      offers: ["1,2,3", "thirds"], "The fewest purchases of F scores 1 to 3 in a map of three levels."
    ) {
      $0.rfm.threeFrequency.map { $0.map(String.init).joined(separator: ",") } ?? "thirds"
    } write: { settings, text in
      if bare(text) == "thirds" {
        settings.rfm.threeFrequency = nil
        return true
      }
      guard let numbers = numbers(text, count: 3, in: 1...100_000),
        zip(numbers, numbers.dropFirst()).allSatisfy(<)
      else { return false }
      settings.rfm.threeFrequency = numbers
      return true
    },
  ]
}
