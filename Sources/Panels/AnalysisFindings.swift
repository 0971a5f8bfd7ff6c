import Analytics
import Canvas

extension PurchaseFunnel: Finding {
  /// The funnel of the shared purchases.
  public static func find(in findings: Findings) -> PurchaseFunnel {
    PurchaseFunnel(findings(PurchaseHistory.self), findings.question)
  }
}

extension Lifecycle: Finding {
  /// The life cycle of the shared purchases.
  public static func find(in findings: Findings) -> Lifecycle {
    Lifecycle(findings(PurchaseHistory.self), findings.question)
  }
}

extension MoneyDeciles: Finding {
  /// The deciles of the shared purchases.
  public static func find(in findings: Findings) -> MoneyDeciles {
    MoneyDeciles(findings(PurchaseHistory.self), findings.question)
  }
}

extension PurchaseDeciles: Finding {
  /// The slices of the shared purchases.
  public static func find(in findings: Findings) -> PurchaseDeciles {
    PurchaseDeciles(findings(PurchaseHistory.self), findings.question)
  }
}

extension Pareto: Finding {
  /// The Pareto line of the shared purchases.
  public static func find(in findings: Findings) -> Pareto {
    Pareto(findings(PurchaseHistory.self), findings.question)
  }
}

extension ChurnList: Finding {
  /// The churn list of the shared purchases.
  public static func find(in findings: Findings) -> ChurnList {
    ChurnList(findings(PurchaseHistory.self), findings.question)
  }
}

extension Stage {
  /// The colour of its part of a chart: a judgement, with the word beside or below it.
  var fill: Role { self == .silent ? .bar : role }

  /// The judgement that the stage stands for; always beside its word.
  var role: Role {
    switch self {
    case .active: .good
    case .silent: .text
    case .sleeping: .warn
    case .churned: .bad
    }
  }
}

extension ChurnState {
  /// The colour of its part of a chart: a judgement, with the word beside or below it.
  var fill: Role { self == .due ? .bar : role }

  /// The judgement that the state stands for; always beside its word.
  var role: Role {
    switch self {
    case .onTime: .good
    case .due: .text
    case .atRisk: .warn
    case .lost: .bad
    }
  }

  /// The sign that goes with the judgement.
  var sign: String {
    switch self {
    case .onTime, .due: ""
    case .atRisk: "!"
    case .lost: "!!"
    }
  }
}
