/// Where the three profit tiers end, and who is losing value (DEFINITIONS B.8).
public struct TierRule: Hashable, Sendable {
  /// Whose margin is looked at: `tiers.window`.
  public var window = Window.days(365)
  /// Tier 1 is the fewest people who bring this share of positive margin: `tiers.first`.
  public var first = 0.1
  /// Tiers 1 and 2 together bring this share: `tiers.second`.
  public var second = 0.6
  /// Months that are compared with as many before them: `tiers.months`.
  public var months = 6
  /// Below this share of the earlier months' margin somebody is losing value: `tiers.losing`.
  public var losing = 0.5

  /// The defaults.
  public init() {}
}

extension Setting {
  /// The three profit tiers.
  static let tiers: [Setting] = [
    .window("tiers.window", \.tiers.window, "Whose margin the profit tiers rank."),
    .share("tiers.first", \.tiers.first, "Share of positive margin that tier 1 brings."),
    .share("tiers.second", \.tiers.second, "Share of positive margin that tiers 1 and 2 bring together."),
    .whole(
      "tiers.months", \.tiers.months, 1...60, of: "months",
      "Months whose margin is compared with as many before them, to see who is losing value."),
    .share(
      "tiers.losing", \.tiers.losing, "Below this share of the months before, a customer is losing value."),
  ]
}
