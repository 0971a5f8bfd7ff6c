import Analytics
import Ledger

extension Panel {
  /// How many people have been silent for how many months.
  public static let lifecycle = Panel(
    id: "lifecycle", title: "Life cycle", group: .segments,
    question: "How many customers are active, and how many have gone silent, asleep or away?",
    needsLines: false
  ) { findings in
    let lifecycle = findings(Lifecycle.self)
    return Sheet(
      id: "lifecycle", title: "Life cycle", table: LifecycleTable.table(lifecycle, findings.ledger.currency),
      window: Window.all.description, customers: lifecycle.customers,
      settings: [("months", lifecycle.months.map(String.init).joined(separator: ","))],
      reading: LifecycleWords.reading(lifecycle), notes: lifecycle.notes.map(Wording.sentence),
      definition: LifecycleWords.definition(lifecycle),
      figure: Sheet.Figure(
        minimum: 3, ideal: 15,
        LifecycleFigure(findings: findings)),
      overview: ["stage", "customers", "share", "net"],
      destination: { row in
        let stage = lifecycle.stages[row].stage
        return Destination(title: stage.title) {
          CustomersSheet.make(findings, title: stage.title, members: lifecycle.customers(in: stage))
        }
      })
  }
}

/// The rows of the life cycle.
enum LifecycleTable {
  static func table(_ lifecycle: Lifecycle, _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("stage", "Stage", .key, priority: 1, width: 8),
      DataColumn("from_months", "From month", .integer, priority: 6),
      DataColumn("to_months", "To month", .integer, priority: 6),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 3),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("one_time", "Bought once", .count, priority: 5),
      DataColumn("action", "What to do", .text, priority: 4),
      DataColumn("change", "In a month", .count, priority: 3),
      DataColumn("net_share", "Net share", .ratio, priority: 5),
    ]
    let net = lifecycle.stages.reduce(Int64(0)) { $0 + $1.net }
    let rows = lifecycle.stages.map { row -> [Value] in
      [
        .text(row.stage.rawValue), .integer(row.fromMonths), .count(row.toMonths), .integer(row.customers),
        .fraction(row.share), .money(row.net), .integer(row.oneTime), .text(row.action), .integer(row.change),
        net > 0 ? .number(Double(row.net) / Double(net)) : .none,
      ]
    }
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .none, .none, .integer(lifecycle.customers), lifecycle.customers > 0 ? .number(1) : .none, .money(net),
        .integer(lifecycle.stages.reduce(0) { $0 + $1.oneTime }), .none,
        .integer(lifecycle.stages.reduce(0) { $0 + $1.change }), net > 0 ? .number(1) : .none,
      ])
  }
}

/// The sentences of the life cycle.
enum LifecycleWords {
  static func reading(_ lifecycle: Lifecycle) -> [String] {
    guard lifecycle.customers > 0 else { return ["Nobody has bought yet."] }
    let parts = lifecycle.stages.filter { $0.customers > 0 }.map { row in
      "\(Wording.percent(row.share ?? 0)) \(row.customers == 1 ? "is" : "are") \(row.stage.rawValue)"
    }
    var sentences = [Wording.sentence(parts.joined(separator: ", "))]
    let new = Stage.allCases.reduce(0) { $0 + lifecycle.migrated(from: nil, to: $1) }
    let back = [Stage.silent, .sleeping, .churned].reduce(0) { $0 + lifecycle.migrated(from: $1, to: .active) }
    let silent = lifecycle.migrated(from: .active, to: .silent)
    sentences.append(
      "Since \(Wording.date(lifecycle.comparedWith)): ▲ \(Digits.grouped(new)) new, ▲ \(Digits.grouped(back)) back "
        + "to active, ▼ \(Digits.grouped(silent)) fell silent.")
    return sentences
  }

  static func definition(_ lifecycle: Lifecycle) -> [String] {
    let months = lifecycle.months
    return [
      "The month k of a silence is the smallest number of calendar months after which the last purchase day reaches "
        + "the as-of day: a silence of exactly one month has k = 1, one of 45 days k = 2. A month that is shorter "
        + "ends on its last day.",
      "Active is k ≤ \(months[0]), silent k ≤ \(months[1]), sleeping k ≤ \(months[2]), churned k > \(months[2]).",
      "Everybody with a purchase up to the as-of day has a stage, whatever the window; net is their net to date. "
        + "Who has bought once keeps the stage and is counted beside it.",
      "In a month is the number of people in the stage now minus the number on \(lifecycle.comparedWith).",
    ]
  }
}
