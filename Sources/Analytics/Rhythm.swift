import Ledger

/// How long somebody's silence is by their own measure (DEFINITIONS B.12).
public enum ChurnState: String, CaseIterable, Hashable, Sendable {
  /// Silent for less than the expected interval.
  case onTime = "on_time"
  /// Silent for about the expected interval.
  case due
  /// Silent for clearly longer.
  case atRisk = "at_risk"
  /// Silent for so long that a return would be a surprise.
  case lost

  /// Position in `allCases`.
  public var index: Int {
    switch self {
    case .onTime: return 0
    case .due: return 1
    case .atRisk: return 2
    case .lost: return 3
    }
  }

  /// The state in words: `on time`, `at risk`.
  public var phrase: String {
    switch self {
    case .onTime: return "on time"
    case .due: return "due"
    case .atRisk: return "at risk"
    case .lost: return "lost"
    }
  }
}

/// One customer's own rhythm: when they usually come, how late they are, and how likely they return.
public struct Rhythm: Hashable, Sendable {
  /// Day of the latest purchase.
  public let lastPurchase: Day
  /// Whole days from then to the as-of day.
  public let daysSince: Int
  /// Distinct purchase days.
  public let purchases: Int
  /// I_c: expected days between purchases.
  public let interval: Double
  /// ρ: days since ÷ interval.
  public let ratio: Double
  /// What ρ means under the bounds in force.
  public let state: ChurnState
  /// Probability of a purchase within the horizon, given the silence so far; `nil` where nobody was ever seen silent
  /// for longer.
  public let pReturn: Double?
  /// The day on which the next purchase is expected: latest purchase + interval, rounded.
  public let nextExpected: Day
}
