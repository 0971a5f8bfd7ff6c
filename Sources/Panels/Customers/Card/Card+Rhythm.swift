import Analytics
import Canvas
import Ledger

extension CardFields {
  /// When the person buys.
  var rhythm: [Card.Field] {
    guard let stage = record.stage, let rhythm = record.rhythm else {
      return [
        Card.Field(
          id: "stage", label: "stage", value: "no purchase", exact: .none, kind: .text, role: .missing,
          definition: ["Whoever has not bought up to the as-of day has no stage and no rhythm."])
      ]
    }
    let all = Array(0..<record.purchases)
    let months = Lifecycle.months(history, findings.question.settings).map(String.init).joined(separator: ", ")
    let rule = findings.question.settings.churn
    let number = { (value: Double) in ValueFormat.decimal(value, value == value.rounded() ? 0 : 1) }
    let intervalMeans = [
      rhythm.purchases == 1
        ? "After a single purchase it is the shop's usual gap from the first to the second purchase."
        : "The median of the person's own gaps between purchase days, shrunk towards the shop's with the weight of "
          + "\(rule.shrinkWeight) gaps."
    ]
    let stageMeans = [
      "The calendar months that the last purchase lies back, begun ones counted: Active, Silent and Sleeping end after "
        + "\(months) months, then Churned. To do: \(stage.action)."
    ]
    let move = stageMove
    let before = move.map { move in
      field(
        "stage_before", "before", .text(move.before.title), .text, role: move.before.role,
        means: ["The stage before this one, at the ends of months."])
    }
    return [
      field(
        "stage", "stage", .text(stage.title), .text, role: stage.role, remark: move.map { "since " + $0.since } ?? "",
        means: stageMeans,
        opens: people(stage.title) { $0(Lifecycle.self).customers(in: stage) }),
      field(
        "state", "rhythm", .text(rhythm.state.phrase + (rhythm.state.sign.isEmpty ? "" : " " + rhythm.state.sign)),
        .text, role: rhythm.state.role, remark: "\(ValueFormat.decimal(rhythm.ratio, 2)) × usual",
        means: [
          "Days since the last purchase ÷ usual interval: on time below \(number(rule.due)), due below "
            + "\(number(rule.atRisk)), at risk below \(number(rule.lost)), then lost; nobody is more than due before "
            + "\(Wording.days(rule.minimumDays))."
        ]),
      field(
        "interval", "usual gap", .number(rhythm.interval), .days,
        remark: rhythm.purchases == 1 ? "as others do" : "", means: intervalMeans,
        opens: purchases("Purchases and gaps", all, means: intervalMeans)),
      field(
        "days_since", "silent for", .integer(rhythm.daysSince), .days,
        remark: "since \(Wording.date(rhythm.lastPurchase))",
        means: ["Whole days from the last purchase to \(asOf)."],
        opens: purchases("Last purchase", all.suffix(1), means: ["The last purchase."])),
      field(
        "next_expected", "expected", .date(rhythm.nextExpected), .date, role: rhythm.state.role,
        remark: distance(rhythm.nextExpected - asOf),
        means: ["The last purchase + the usual interval, rounded to whole days."]),
    ] + (before.map { [$0] } ?? [])
  }

  /// `today`, `in 5 days`, `5 days ago`.
  func distance(_ days: Int) -> String {
    days == 0 ? "today" : days > 0 ? "in \(Wording.days(days))" : "\(Wording.days(-days)) ago"
  }

  /// The stage at the end of each month from the first purchase, the running month as of the as-of day.
  ///
  /// Complexity: O(months + purchases of the customer).
  var stages: [PurchaseTimeline.StageMonth] {
    let range = record.range
    guard let first = history.firstPurchase(of: record.customer) else { return [] }
    let months = Lifecycle.months(history, findings.question.settings)
    var stages: [PurchaseTimeline.StageMonth] = []
    var month = first.startOfMonth
    var position = range.lowerBound
    while month <= asOf {
      let next = month.adding(months: 1)
      let end = min(next.adding(days: -1), asOf)
      while position + 1 < range.upperBound, history.day[position + 1] <= end.rawValue { position += 1 }
      let last = Day(rawValue: history.day[position])
      stages.append(
        .init(month: month, stage: Lifecycle.stage(lastPurchase: last, asOf: end, months: months)))
      month = next
    }
    return stages
  }

  /// How the stage moved at the ends of months: since when it is what it is, and what it was; `nil` where it never did.
  var stageMove: (since: String, before: Stage)? {
    let stages = stages
    guard let now = stages.last?.stage, let change = stages.lastIndex(where: { $0.stage != now }) else { return nil }
    let fields = stages[change + 1].month.fields
    return ("\(Wording.monthName(fields.month)) \(fields.year)", stages[change].stage)
  }

  /// The purchases on a time axis.
  var timeline: PurchaseTimeline {
    let range = record.range
    return PurchaseTimeline(
      days: range.map { Day(rawValue: history.day[$0]) }, nets: range.map { history.net[$0] }, asOf: asOf,
      expected: record.rhythm?.nextExpected, currency: ledger.currency, stages: stages)
  }
}
