import Ledger

/// Every threshold of the analyses, with the defaults of DEFINITIONS.
public struct AnalyticsSettings: Hashable, Sendable {
  /// What one purchase is.
  public enum PurchaseUnit: String, Hashable, Sendable, CaseIterable {
    /// All valid orders of a person on one local day (DEFINITIONS B.0).
    case day
    /// Each valid order.
    case order
  }

  /// What people are ranked by.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    /// Net revenue.
    case net
    /// Net revenue minus cost of goods; falls back to net where no cost is known.
    case margin
  }

  /// What one purchase is: `purchase.unit`.
  public var purchaseUnit = PurchaseUnit.day
  /// Which purchases the funnel counts: `funnel.window`.
  public var funnelWindow = Window.all
  /// Last month of Active, Silent and Sleeping: `lifecycle.months`; three rising numbers of at least 1.
  public var lifecycleMonths = [1, 4, 10]
  /// Whether the bounds that the shop's own rhythm suggests stand in for `lifecycleMonths`: `lifecycle.months = suggested`.
  public var lifecycleSuggested = false
  /// Thresholds of the five stages by visits: `stages.…`.
  public var visitStages = VisitStageRule()
  /// Window of the amounts of the life-cycle grid: `grid.…`.
  public var grid = LifecycleGridRule()
  /// Periods of the period life cycle: `periods.…`.
  public var periods = PeriodRule()
  /// Window of the money deciles: `deciles.window`.
  public var decilesWindow = Window.days(365)
  /// What the money deciles rank by: `deciles.by`.
  public var decilesBy = Measure.net
  /// Window of the purchase deciles: `slices.window`.
  public var slicesWindow = Window.days(365)
  /// Window of the Pareto line: `pareto.window`.
  public var paretoWindow = Window.days(365)
  /// Bounds and weights of the churn list: `churn.…`.
  public var churn = ChurnRule()
  /// What movements and comparisons look at: `movement.by`, `compare.with`, `switchboard.…`.
  public var movement = MovementRule()
  /// Cuts of the value quadrants: `quadrants.…`.
  public var quadrants = QuadrantRule()
  /// Bounds of the profit tiers: `tiers.…`.
  public var tiers = TierRule()
  /// Who buys for the price alone: `price_only.…`.
  public var priceOnly = PriceOnlyRule()
  /// Who pays full price anyway, and since when discounts are looked at: `discounts.…`.
  public var discounts = DiscountRule()
  /// Whom all analyses leave out: `customers.leave_out`.
  public var leaveOut = LeaveOut.none
  /// Scores and segments of RFM: `rfm.…`.
  public var rfm = RFMRule()
  /// Weights of the five-dimension value: `value.…`.
  public var value = ValueRule()
  /// How cohorts are made and shown: `cohorts.…`.
  public var cohorts = CohortRule()
  /// How value by day is observed: `ltv.…`.
  public var ltv = ObservedValueRule()
  /// Buckets of the time between purchases: `intervals.…`.
  public var intervals = IntervalRule()
  /// Margin assumed where the ledger knows no cost, in hundredths of a percent of net: `margin.assumed`; `nil` is off.
  public var assumedMargin: Int?

  /// The defaults.
  public init() {}
}

/// When a silent customer counts as due, at risk or lost (DEFINITIONS B.12).
public struct ChurnRule: Hashable, Sendable {
  /// From this multiple of the expected interval on a customer is due: `churn.due`.
  public var due = 1.0
  /// From this multiple on a customer is at risk: `churn.at_risk`.
  public var atRisk = 1.5
  /// From this multiple on a customer is lost: `churn.lost`.
  public var lost = 3.0
  /// Days of silence before any state above due: `churn.min_days`.
  public var minimumDays = 7
  /// Days ahead that the probability of return looks: `churn.horizon`.
  public var horizon = 90
  /// How many gaps the shop's median weighs beside a person's own: `churn.shrink`, at least 1.
  public var shrinkWeight = 2
  /// Below this probability of return only mass events are worth their cost: `churn.low_return`.
  public var lowReturn = 0.02

  /// The default bounds: 1, 1.5 and 3 intervals.
  public init() {}

  /// Bounds by name; `early` lapses at 0.8 and 1 interval, `wide` at 2 and 4.
  public static let presets: [(name: String, bounds: [Double])] = [
    ("default", [1, 1.5, 3]), ("early", [0.8, 1, 3]), ("wide", [1, 2, 4]),
  ]

  /// The preset that the bounds are, or `custom`.
  public var preset: String {
    ChurnRule.presets.first { $0.bounds == [due, atRisk, lost] }?.name ?? "custom"
  }
}
