import Analytics
import Ledger

extension Panel {
  /// How unevenly revenue is spread over people.
  public static let pareto = Panel(
    id: "pareto", title: "Pareto line", group: .value, question: "How much hangs on how few?",
    needsLines: false
  ) { findings in
    let pareto = findings(Pareto.self)
    let window = findings.question.window(findings.question.settings.paretoWindow)
    return Sheet(
      id: "pareto", title: "Pareto line", table: ParetoTable.table(pareto, findings.ledger.currency),
      window: window.description, customers: pareto.customers, settings: [("window", window.description)],
      reading: ParetoWords.reading(pareto), notes: ParetoWords.notes(findings, pareto),
      definition: ParetoWords.definition(window),
      figure: Sheet.Figure(minimum: 5, ideal: 22, ParetoFigure(pareto: pareto)),
      destination: { _ in
        guard let few = pareto.customersFor80 else { return nil }
        return Destination(title: "Bring 80 %") {
          CustomersSheet.make(findings, title: "Bring 80 %", members: ParetoPeople.best(few, findings, window))
        }
      })
  }
}

/// The people behind the Pareto line.
enum ParetoPeople {
  /// The `count` people who bring most net in the window, best first: the deciles of the same window, by net, in a row.
  static func best(_ count: Int, _ findings: Findings, _ window: Window) -> [Int] {
    var question = findings.question
    question.window = window
    question.settings.decilesBy = .net
    let deciles = MoneyDeciles(findings(PurchaseHistory.self), question)
    var people: [Int] = []
    for row in deciles.rows where people.count < count { people += deciles.customers(in: row.decile) }
    return Array(people.prefix(count))
  }
}

/// The one row of the Pareto line.
enum ParetoTable {
  static func table(_ pareto: Pareto, _ currency: Currency) -> DataTable {
    DataTable(
      columns: [
        DataColumn("top20_share", "Best 20% bring", .ratio, priority: 1),
        DataColumn("customers_for_80", "People for 80%", .count, priority: 1),
        DataColumn("share_for_80", "Of people", .ratio, priority: 2),
        DataColumn("gini", "Gini", .number, priority: 2),
        DataColumn("customers", "People", .count, priority: 3),
        DataColumn("net", Wording.head("Net", currency), .money, priority: 3),
      ],
      rows: [
        [
          .fraction(pareto.top20Share), .count(pareto.customersFor80), .fraction(pareto.shareFor80),
          .fraction(pareto.gini), .integer(pareto.customers), .money(pareto.total),
        ]
      ])
  }
}

/// The sentences of the Pareto line.
enum ParetoWords {
  /// The line in two sentences; fewer where the figures do not exist.
  static func lines(_ pareto: Pareto) -> [String] {
    var sentences: [String] = []
    if let share = pareto.top20Share { sentences.append("20 % of people bring \(Wording.percent(share)).") }
    if let count = pareto.customersFor80, let share = pareto.shareFor80 {
      sentences.append(
        "80 % comes from \(Wording.count(count, "person", "people")) (\(Wording.percent(share))).")
    }
    return sentences
  }

  static func reading(_ pareto: Pareto) -> [String] {
    var sentences = lines(pareto)
    if let gini = pareto.gini { sentences.append("Gini \(ValueFormat.decimal(gini, 2)): \(evenness(gini)).") }
    return sentences.isEmpty ? ["Nobody has brought anything in this window."] : sentences
  }

  private static func evenness(_ gini: Double) -> String {
    switch gini {
    case ..<0.3: "sales are spread evenly"
    case ..<0.6: "some people bring clearly more than others"
    default: "a few people carry the shop"
    }
  }

  static func notes(_ findings: Findings, _ pareto: Pareto) -> [String] {
    var notes: [String] = []
    if let note = findings(PurchaseHistory.self).sketchNote { notes.append(note) }
    if pareto.customers > 0, pareto.customers < 5 {
      notes.append("fewer than five people: there is no best 20 %")
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ window: Window) -> [String] {
    [
      "Everybody known with a purchase in the window (\(window.phrase)), by falling net in it. Best 20 % is the "
        + "share of the first ⌊N/5⌋ people; people for 80 % is the smallest number who bring at least 80 % of net.",
      "Shares are of the sum of all nets, those of 0 or less included.",
      "Gini is Σ (2i − n − 1)·xᵢ ÷ (n·Σ xᵢ) over rising x: 0 where all bring the same, near 1 where one brings all. "
        + "Nets of 0 or less count as 0 in it.",
      "The Lorenz curve stands the same people the other way round, the poorest first: its height is what that share of "
        + "people brings, and where all bring the same it is the diagonal. Gini is twice the area between the two.",
    ]
  }
}
