import Analytics
import Canvas
import Ledger

extension ProfitTiers: Finding {
  /// The profit tiers of the shared purchases and life cycle.
  public static func find(in findings: Findings) -> ProfitTiers {
    ProfitTiers(findings(PurchaseHistory.self), findings.question, stages: findings(Lifecycle.self))
  }
}

extension Panel {
  /// Three tiers by the profit that people bring, and who of them is losing value.
  public static let tiers = Panel(
    id: "tiers", title: "Profit tiers", group: .value,
    question: "Who brings the profit, and who of them is fading?", needsLines: false
  ) { findings in
    let tiers = findings(ProfitTiers.self)
    return Sheet(
      id: "tiers", title: "Profit tiers", table: TiersTable.table(tiers, findings.ledger.currency),
      window: tiers.rule.window.description, customers: tiers.customers,
      settings: [("by", tiers.rankedBy.rawValue)]
        + ["window", "first", "second", "months", "losing"].compactMap { name in
          name == "window"
            ? (name, tiers.rule.window.description)
            : findings.question.settings.value("tiers." + name).map { (key: name, value: $0) }
        },
      reading: TiersWords.reading(tiers), notes: TiersWords.notes(tiers), definition: TiersWords.definition(tiers),
      figure: Sheet.Figure(minimum: 2, ideal: 9, TiersFigure(tiers: tiers)),
      overview: ["tier", "customers", "customer_share", "margin", "margin_share", "losing_value"],
      destination: { row in TierSheet.destination(findings, tiers, tiers.rows[row]) })
  }
}

/// The rows of the profit tiers.
enum TiersTable {
  static func table(_ tiers: ProfitTiers, _ currency: Currency) -> DataTable {
    let worth = tiers.rankedBy == .margin ? "Margin" : "Sales"
    let columns = [
      DataColumn("tier", "Tier", .key, priority: 1, width: 5),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("customer_share", "Of people", .ratio, priority: 3),
      DataColumn("margin", Wording.head(worth, currency), .money, priority: 2),
      DataColumn("margin_share", "Of \(worth.lowercased())", .ratio, priority: 2),
      DataColumn(
        "losing_value", "Losing value", .count, priority: 2,
        meaning: "Less than half of what the months before brought, or sleeping or churned."),
      DataColumn("losing_share", "Of tier", .ratio, priority: 4),
      DataColumn("losing_margin", Wording.head("Theirs", currency), .money, priority: 5),
      DataColumn(
        "net", Wording.head("Net", currency), .money, drawing: tiers.rankedBy == .margin ? .figure : .hidden,
        priority: 5),
    ]
    func share(_ part: Int, _ whole: Int) -> Value { whole > 0 ? .number(Double(part) / Double(whole)) : .none }
    let rows = tiers.rows.map { row -> [Value] in
      [
        .text(row.tier.rawValue), .integer(row.customers), .fraction(row.customerShare), .money(row.margin),
        .fraction(row.marginShare), .integer(row.losingValue), share(row.losingValue, row.customers),
        .money(row.losingMargin), .money(row.net),
      ]
    }
    let losing = tiers.rows.reduce(0) { $0 + $1.losingValue }
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(tiers.customers), tiers.customers > 0 ? .number(1) : .none, .money(tiers.totalMargin),
        tiers.totalMargin > 0 ? .number(1) : .none, .integer(losing), share(losing, tiers.customers),
        .money(tiers.rows.reduce(0) { $0 + $1.losingMargin }), .money(tiers.totalNet),
      ])
  }
}

/// What lies behind a tier: all of it, those who are losing value, those who are not.
enum TierSheet {
  static func destination(_ findings: Findings, _ tiers: ProfitTiers, _ row: ProfitTiers.Row) -> Destination? {
    guard row.customers > 0 else { return nil }
    let tier = row.tier
    guard row.losingValue > 0 else {
      return Destination(title: tier.title) {
        CustomersSheet.make(findings, title: tier.title, members: tiers.customers(in: tier))
      }
    }
    return Destination(title: tier.title) { sheet(findings, tiers, row) }
  }

  private static func sheet(_ findings: Findings, _ tiers: ProfitTiers, _ row: ProfitTiers.Row) -> Sheet {
    let currency = findings.ledger.currency
    let worth = tiers.rankedBy == .margin ? "Margin" : "Sales"
    let title = row.tier.title
    let parts: [(name: String, title: String, customers: Int, margin: Int64, losing: Bool?)] = [
      ("all", "All of \(title.lowercased())", row.customers, row.margin, nil),
      ("losing value", "\(title), losing value", row.losingValue, row.losingMargin, true),
      ("holding", "\(title), holding", row.customers - row.losingValue, row.margin - row.losingMargin, false),
    ]
    let table = DataTable(
      columns: [
        DataColumn("part", "Part", .key, priority: 1, width: 12),
        DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
        DataColumn("customer_share", "Of tier", .ratio, priority: 2),
        DataColumn("margin", Wording.head(worth, currency), .money, priority: 1),
      ],
      rows: parts.map { part in
        [
          .text(part.name), .integer(part.customers), .number(Double(part.customers) / Double(row.customers)),
          .money(part.margin),
        ]
      })
    return Sheet(
      id: "tier", title: title, table: table, window: tiers.rule.window.description, customers: row.customers,
      reading: [
        "\(Digits.grouped(row.losingValue)) of \(Wording.customers(row.customers)) "
          + "\(row.losingValue == 1 ? "is" : "are") losing value."
      ],
      notes: TiersWords.notes(tiers), definition: TiersWords.definition(tiers),
      destination: { index in
        let part = parts[index]
        guard part.customers > 0 else { return nil }
        return Destination(title: part.title) {
          CustomersSheet.make(
            findings, title: part.title, members: tiers.customers(in: row.tier, losingValue: part.losing))
        }
      })
  }
}

/// The sentences of the profit tiers.
enum TiersWords {
  static func reading(_ tiers: ProfitTiers) -> [String] {
    guard tiers.customers > 0 else { return ["Nobody has bought in this window."] }
    let worth = tiers.rankedBy == .margin ? "margin" : "sales"
    let (first, second, third) = (tiers.rows[0], tiers.rows[1], tiers.rows[2])
    guard first.customers > 0 else { return ["Nobody has brought any \(worth), so there are no tiers."] }
    var sentences = [
      "\(Wording.count(first.customers, "customer brings", "customers bring")) the first "
        + "\(Wording.percent(tiers.rule.first)) of \(worth); "
        + "\(Wording.count(first.customers + second.customers, "customer", "customers")) "
        + "(\(Wording.percent((first.customerShare ?? 0) + (second.customerShare ?? 0)))) bring "
        + "\(Wording.percent(tiers.rule.second))."
    ]
    let top = first.losingValue + second.losingValue
    if top > 0 {
      sentences.append(
        "\(Wording.count(top, "customer", "customers")) of tiers 1 and 2 \(top == 1 ? "is" : "are") losing value: "
          + "talk to them first.")
    }
    if third.losingValue > 0 {
      sentences.append(
        "\(Wording.count(third.losingValue, "customer", "customers")) of tier 3 \(third.losingValue == 1 ? "is" : "are") "
          + "small and losing value.")
    }
    let none = tiers.rows[3]
    if none.customers > 0 {
      sentences.append("\(Wording.count(none.customers, "customer brings", "customers bring")) no profit.")
    }
    return sentences
  }

  static func notes(_ tiers: ProfitTiers) -> [String] {
    let notes = tiers.notes.map(Wording.sentence)
    guard tiers.rule.second <= tiers.rule.first else { return notes }
    return ["Tier 2 is empty: tiers.second is not above tiers.first."] + notes
  }

  static func definition(_ tiers: ProfitTiers) -> [String] {
    let worth = tiers.rankedBy == .margin ? "margin" : "net (sales, because no cost is known)"
    let rule = tiers.rule
    let months = Wording.count(rule.months, "month", "months")
    return [
      "Everybody known with a purchase in the window (\(rule.window.phrase)), by falling \(worth) in it. T is the sum "
        + "of what is above zero. Tier 1 is the fewest people who bring at least \(Wording.percent(rule.first)) of T, "
        + "tiers 1 and 2 the fewest who bring at least \(Wording.percent(rule.second)), tier 3 the others above zero. "
        + "Who brings zero or less is in no tier. Shares are of the sum, losses included.",
      "Losing value is who brought less in the last \(months) than \(Wording.percent(rule.losing)) of the \(months) "
        + "before, or whose life-cycle stage is sleeping or churned. The published third tier is tier 3 of those who "
        + "are losing value.",
    ]
  }
}
