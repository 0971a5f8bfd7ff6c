import Analytics
import Canvas
import Ledger

extension VisitStages: Finding {
  /// The five stages of the shared purchases, and of the visits where there are any.
  public static func find(in findings: Findings) -> VisitStages {
    VisitStages(findings(PurchaseHistory.self), findings.ledger, findings.question)
  }
}

extension VisitStage {
  /// The colour of its part of a chart: a judgement, with the word beside or below it.
  var fill: Role {
    switch self {
    case .evaluating: .textMuted
    case .forming: .bar
    case .active: .good
    case .shortDecline: .warn
    case .longDecline: .bad
    }
  }
}

extension Panel {
  /// How many people are getting to know the shop, come to stay, or stay away.
  public static let stages = Panel(
    id: "stages", title: "Five stages", group: .segments,
    question: "Who is getting to know the shop, who has come to stay, and who is drifting away?", needsLines: false
  ) { findings in
    let stages = findings(VisitStages.self)
    return Sheet(
      id: "stages", title: stages.isByVisits ? "Five stages" : "Five stages (order proxy)",
      table: StagesTable.table(stages, findings.ledger.currency), window: Window.all.description,
      customers: stages.customers, settings: StagesWords.settings(stages),
      reading: StagesWords.reading(stages), notes: stages.notes.map(Wording.sentence),
      definition: StagesWords.definition(stages, findings.question.settings.churn),
      figure: Sheet.Figure(minimum: 3, ideal: 14, StagesFigure(stages: stages, currency: findings.ledger.currency)),
      destination: { row in
        let stage = stages.rows[row].stage
        return Destination(title: stage.title) {
          CustomersSheet.make(findings, title: stage.title, members: stages.labelling.customers(in: stage.index))
        }
      })
  }
}

/// The rows of the five stages.
enum StagesTable {
  static func table(_ stages: VisitStages, _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("stage", "Stage", .key, priority: 1, width: 13),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 2),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("net_share", "Net share", .ratio, priority: 3),
      DataColumn("one_time", "Bought once", .count, priority: 5),
      DataColumn(
        "long_look", "Looking for long", .count, drawing: stages.isByVisits ? .figure : .hidden, priority: 5,
        meaning: "Evaluating people who have visited often already and still not bought twice."),
      DataColumn("action", "What to do", .text, priority: 4),
    ]
    let rows = stages.rows.map { row -> [Value] in
      [
        .text(row.stage.rawValue), .integer(row.customers), .fraction(row.share), .money(row.net),
        .fraction(row.netShare), .integer(row.oneTime), .count(row.longLook), .text(row.stage.action),
      ]
    }
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(stages.customers), stages.customers > 0 ? .number(1) : .none, .money(stages.totalNet),
        stages.totalNet > 0 ? .number(1) : .none, .integer(stages.rows.reduce(0) { $0 + $1.oneTime }),
        .count(stages.rows[0].longLook), .none,
      ])
  }
}

/// The sentences of the five stages.
enum StagesWords {
  static func settings(_ stages: VisitStages) -> [(key: String, value: String)] {
    let rule = stages.rule
    var settings = [
      ("by", stages.isByVisits ? "visits" : "orders"), ("gone_months", String(rule.goneMonths)),
      ("purchases_many", String(rule.purchasesMany)), ("visits_often", String(rule.visitsOften)),
      ("purchases_often", String(rule.purchasesOften)), ("purchase_days", String(rule.purchaseDays)),
    ]
    if stages.isByVisits {
      settings.append(("visit_days", String(rule.visitDays)))
      settings.append(("visits_drop", ValueFormat.percent(Double(rule.visitsDrop) / 10_000)))
    } else {
      settings.append(("gone_intervals", number(rule.goneIntervals)))
      settings.append(("late_intervals", number(rule.lateIntervals)))
    }
    return settings
  }

  static func number(_ value: Double) -> String { ValueFormat.decimal(value, value == value.rounded() ? 0 : 1) }

  static func reading(_ stages: VisitStages) -> [String] {
    guard stages.customers > 0 else { return ["Nobody has bought yet."] }
    let active = stages.rows[VisitStage.active.index]
    let forming = stages.rows[VisitStage.forming.index]
    let short = stages.rows[VisitStage.shortDecline.index]
    let long = stages.rows[VisitStage.longDecline.index]
    let settled = active.customers + forming.customers
    var sentence =
      "\(Wording.percent(Double(settled) / Double(stages.customers))) \(settled == 1 ? "has" : "have") come to stay "
      + "(forming and active)"
    if let share = active.netShare, let other = forming.netShare, settled > 0 {
      sentence += " and \(settled == 1 ? "brings" : "bring") \(Wording.percent(share + other)) of net"
    }
    var sentences = [sentence + "."]
    if short.customers > 0 {
      let part = short.netShare.map { " with \(Wording.percent($0)) of net" } ?? ""
      sentences.append(
        "▼ \(Wording.customers(short.customers))\(part) \(short.customers == 1 ? "has" : "have") begun to slip: "
          + "\(short.customers == 1 ? "this is the one" : "these are the ones") a word may still reach.")
    }
    if let share = long.share, long.customers > 0 {
      let far = long.oneTime > 0 ? ", \(Digits.grouped(long.oneTime)) of them after a single purchase" : ""
      sentences.append("\(Wording.percent(share)) \(long.customers == 1 ? "has" : "have") stayed away for long\(far).")
    }
    if let look = stages.rows[VisitStage.evaluating.index].longLook, look > 0 {
      sentences.append("\(Wording.customers(look)) \(look == 1 ? "is" : "are") looking for long without deciding.")
    }
    return sentences
  }

  static func definition(_ stages: VisitStages, _ churn: ChurnRule) -> [String] {
    let rule = stages.rule
    let months = Wording.count(rule.goneMonths, "month", "months")
    var paragraphs = ["The first rule that holds decides, so everybody counted has exactly one stage."]
    let active =
      "Active: at least \(rule.purchasesMany) purchases in all, or at least \(rule.visitsOften) visits in all and "
      + "\(rule.purchasesOften) purchases in the last \(Wording.days(rule.purchaseDays)). Forming: at least 2 purchases. "
      + "Evaluating: everybody else."
    if stages.isByVisits {
      paragraphs.append(
        "Long decline: last seen more than \(months) ago. Short decline: at least \(rule.visitsOften) visits in the "
          + "\(Wording.days(rule.visitDays)) before the last \(rule.visitDays), and in the last \(rule.visitDays) no "
          + "more than \(ValueFormat.percent(Double(rule.visitsDrop) / 10_000)) of them; and at least "
          + "\(rule.purchasesOften) purchases in the \(Wording.days(rule.purchaseDays)) before the last "
          + "\(rule.purchaseDays), and fewer since.")
      paragraphs.append(active + " Who has visited \(rule.visitsOften) times or more by then is looking for long.")
      paragraphs.append(
        "A visit is a session of the visits file: pages with less than 30 minutes between them, or of one visit number. "
          + "Who bought was there: last seen is the later of the last visit and the last purchase. People who hold no "
          + "valid purchase count where they have visited, those included who never ordered; visits of nobody known do "
          + "not.")
    } else {
      paragraphs.append(
        "Order proxy: no visits are used, each purchase day counts as one. Long decline: no purchase for more than "
          + "\(months) and more than \(number(rule.goneIntervals)) expected intervals. Short decline: more than "
          + "\(number(rule.lateIntervals)) expected intervals since the last purchase, and a purchase in the "
          + "\(Wording.days(rule.purchaseDays)) before the last \(rule.purchaseDays).")
      paragraphs.append(active)
      paragraphs.append(
        "The expected interval is that of the churn list: the median of a person's own gaps, shrunk towards the shop's "
          + "with the weight of \(churn.shrinkWeight) gaps; after one purchase the shop's usual gap to the second. "
          + "With a file of visits (or stages.by = visits) people are seen by what they look at.")
    }
    paragraphs.append(
      "Net is to date. \(rule.purchasesOften) purchases in \(Wording.days(rule.purchaseDays)) suit goods that are bought "
        + "often: for others set stages.purchases_often and stages.purchase_days.")
    return paragraphs
  }
}
