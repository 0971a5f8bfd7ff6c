import Ledger

/// Where somebody stands in the five-stage life cycle by visits (DEFINITIONS B.3).
public enum VisitStage: String, CaseIterable, Hashable, Sendable {
  /// 考察: has bought once at most.
  case evaluating
  /// 形成: has come to buy again.
  case forming
  /// 活跃: buys much, or visits and buys often now.
  case active
  /// 短期衰退: comes and buys clearly less than just before.
  case shortDecline = "short_decline"
  /// 长期衰退: has stayed away.
  case longDecline = "long_decline"

  /// The stage in words with a capital.
  public var title: String {
    switch self {
    case .evaluating: return "Evaluating"
    case .forming: return "Forming"
    case .active: return "Active"
    case .shortDecline: return "Short decline"
    case .longDecline: return "Long decline"
    }
  }

  /// What to do about people of this stage, in a few words.
  public var action: String {
    switch self {
    case .evaluating: return "answer questions, ease the next order"
    case .forming: return "thank, suggest what goes with it"
    case .active: return "keep contact, first to hear of news"
    case .shortDecline: return "ask what is wrong, now"
    case .longDecline: return "win back at big events"
    }
  }

  /// Position from 0 (evaluating) to 4 (long decline).
  public var index: Int {
    switch self {
    case .evaluating: return 0
    case .forming: return 1
    case .active: return 2
    case .shortDecline: return 3
    case .longDecline: return 4
    }
  }
}

/// Thresholds of the five stages (DEFINITIONS B.3).
public struct VisitStageRule: Hashable, Sendable {
  /// What people are seen by.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// By their visits where there is a file of them, else by their orders.
    case auto
    /// By their visits.
    case visits
    /// By their orders alone: each purchase day counts as a visit.
    case orders
  }

  /// What people are seen by: `stages.by`.
  public var source = Source.auto
  /// Months without a visit (or, by orders, a purchase) after which the decline is long: `stages.gone_months`.
  public var goneMonths = 1
  /// Expected intervals without a purchase after which it is long, by orders: `stages.gone_intervals`.
  public var goneIntervals = 3.0
  /// Length in days of the two stretches whose visits are compared: `stages.visit_days`.
  public var visitDays = 7
  /// Visits in the earlier stretch, or in all, that are often: `stages.visits_often`.
  public var visitsOften = 4
  /// Share of the earlier visits down to which it is a decline, in hundredths of a percent: `stages.visits_drop`.
  public var visitsDrop = 5_500
  /// Expected intervals of silence after which it is a decline, by orders: `stages.late_intervals`.
  public var lateIntervals = 1.8
  /// Length in days of the two stretches whose purchases are compared: `stages.purchase_days`.
  public var purchaseDays = 30
  /// Purchases in such a stretch that are often: `stages.purchases_often`.
  public var purchasesOften = 3
  /// Purchases in all from which somebody is active in any case: `stages.purchases_many`.
  public var purchasesMany = 10

  /// The thresholds of the source; its three purchases a month suit fast goods.
  public init() {}
}

extension Setting {
  /// The five stages by visits.
  static let visitStages: [Setting] = [
    .choice(
      "stages.by", \.visitStages.source,
      "What the five stages see people by; auto takes visits where there is a file of them."),
    .whole(
      "stages.gone_months", \.visitStages.goneMonths, 1...120, of: "months",
      "Months without a visit after which a decline is long."),
    .ratio(
      "stages.gone_intervals", \.visitStages.goneIntervals, of: "a number of intervals",
      "By orders: expected intervals without a purchase after which a decline is long."),
    .whole(
      "stages.visit_days", \.visitStages.visitDays, 1...365, of: "days",
      "Length of the two stretches whose visits are compared."),
    .whole(
      "stages.visits_often", \.visitStages.visitsOften, 1...1_000, of: "visits",
      "Visits that are often: in the earlier stretch for a short decline, in all for active."),
    Setting(
      "stages.visits_drop", accepts: "a share, such as 55%", offers: ["40%", "55%", "70%"],
      "A short decline is where visits have come down to this share of those before, or below."
    ) {
      AnalyticsSettings.percent($0.visitStages.visitsDrop)
    } write: { settings, text in
      guard let share = hundredths(text) else { return false }
      settings.visitStages.visitsDrop = share
      return true
    },
    .ratio(
      "stages.late_intervals", \.visitStages.lateIntervals, of: "a number of intervals",
      "By orders: expected intervals of silence after which it is a short decline."),
    .whole(
      "stages.purchase_days", \.visitStages.purchaseDays, 1...365, of: "days",
      "Length of the two stretches whose purchases are compared."),
    .whole(
      "stages.purchases_often", \.visitStages.purchasesOften, 1...1_000, of: "purchases",
      "Purchases in such a stretch that are often."),
    .whole(
      "stages.purchases_many", \.visitStages.purchasesMany, 2...10_000, of: "purchases",
      "Purchases in all from which somebody is active in any case."),
  ]
}
