import Analytics
import Ledger

extension Panel {
  /// People in ten groups of equal size by what they spent.
  public static let deciles = Panel(
    id: "deciles", title: "Revenue by decile", group: .value, question: "Who carries the revenue?",
    needsLines: false
  ) { findings in
    let deciles = findings(MoneyDeciles.self)
    return Sheet(
      id: "deciles", title: "Revenue by decile", table: DecilesTable.table(deciles, findings.ledger.currency),
      window: deciles.window.description, customers: deciles.customers,
      settings: [("by", deciles.rankedBy.rawValue), ("window", deciles.window.description)],
      reading: DecilesWords.reading(deciles), notes: deciles.notes.map(Wording.sentence),
      definition: DecilesWords.definition(deciles),
      figure: Sheet.Figure(
        minimum: 5, ideal: 16, DecilesFigure(deciles: deciles, currency: findings.ledger.currency)),
      overview: ["decile", "customers", "net", "share", "cumulative_share"],
      destination: { row in
        let decile = deciles.rows[row].decile
        return Destination(title: "Decile \(decile)") {
          CustomersSheet.make(findings, title: "Decile \(decile)", members: deciles.customers(in: decile))
        }
      })
  }
}

/// The rows of the deciles.
enum DecilesTable {
  static func table(_ deciles: MoneyDeciles, _ currency: Currency) -> DataTable {
    let margin: DataColumn.Drawing = deciles.totalMargin == nil ? .hidden : .figure
    let columns = [
      DataColumn("decile", "Decile", .integer, priority: 1, width: 6),
      DataColumn("customers", "People", .count, priority: 2),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("share", "Share", .ratio, drawing: .figureAndBar, priority: 1),
      DataColumn("cumulative_share", "Sum", .ratio, priority: 3),
      DataColumn("margin", Wording.head("Margin", currency), .money, drawing: margin, priority: 5),
      DataColumn("margin_share", "Margin share", .ratio, drawing: margin, priority: 6),
      DataColumn("mean", Wording.head("Mean", currency), .money, priority: 4),
      DataColumn("minimum", Wording.head("From", currency), .money, priority: 5),
    ]
    let rows = deciles.rows.map { row -> [Value] in
      [
        .integer(row.decile), .integer(row.customers), .money(row.net), .fraction(row.share),
        .fraction(row.cumulativeShare), .amount(row.margin), .fraction(row.marginShare), .money(row.mean),
        .money(row.minimum),
      ]
    }
    let count = deciles.customers
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .integer(count), .money(deciles.totalNet), deciles.totalNet > 0 ? .number(1) : .none, .none,
        .amount(deciles.totalMargin), (deciles.totalMargin ?? 0) > 0 ? .number(1) : .none,
        count > 0 ? .money(Money.rounded(deciles.totalNet, Int64(count))) : .none, .amount(deciles.rows.last?.minimum),
      ])
  }
}

/// The sentences of the deciles.
enum DecilesWords {
  static func reading(_ deciles: MoneyDeciles) -> [String] {
    guard let first = deciles.rows.first else { return ["Nobody has bought in this window."] }
    guard let share = first.share else { return ["Net of this window is not positive, so there are no shares."] }
    if deciles.customers == 1 { return ["The only customer of this window brings everything."] }
    let many = deciles.rows.count == 10
    var sentences = [
      many
        ? "The best tenth of people brings \(Wording.percent(share)) of net."
        : "The best of \(Wording.customers(deciles.customers)) brings "
          + "\(Wording.percent(share)) of net."
    ]
    sentences += ParetoWords.lines(deciles.pareto)
    return sentences
  }

  static func definition(_ deciles: MoneyDeciles) -> [String] {
    [
      "Everybody known with a purchase in the window (\(deciles.window.phrase)), by \(deciles.rankedBy.rawValue) in "
        + "it, highest first; ties go by margin, then the later purchase, then the key. Decile d holds positions "
        + "⌊(d−1)N/10⌋+1 to ⌊dN/10⌋; fewer than ten people form as many groups as there are people.",
      "Net is gross − discounts − refunds of everything of theirs that counts in the window; who was refunded more "
        + "than they paid comes last and is counted, so the sum may pass 100 % before them.",
      "Share is the decile's part of all net, sum that of this and all higher deciles. Mean is net per person, from "
        + "the smallest net of a person in the decile.",
    ]
  }
}
