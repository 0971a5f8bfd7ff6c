import Analytics
import Ledger

extension Panel {
  /// How many people came once, twice, three times and more.
  public static let funnel = Panel(
    id: "funnel", title: "Purchase funnel", group: .segments,
    question: "How many customers buy once and never again, and how many go on?",
    needsLines: false
  ) { findings in
    let funnel = findings(PurchaseFunnel.self)
    return Sheet(
      id: "funnel", title: "Purchase funnel", table: FunnelTable.table(funnel, findings.ledger.currency),
      window: funnel.window.description, customers: funnel.start,
      settings: [
        ("window", funnel.window.description), ("unit", findings.question.settings.purchaseUnit.rawValue),
        ("maturity_days", String(funnel.maturityDays)),
      ],
      reading: FunnelWords.reading(funnel), notes: FunnelWords.notes(funnel),
      definition: FunnelWords.definition(funnel, findings.question),
      figure: Sheet.Figure(minimum: 5, ideal: 11, FunnelFigure(funnel: funnel)),
      overview: ["step", "reached", "of_start", "of_previous", "aov", "net_share"],
      destination: { row in
        let step = funnel.steps[row]
        return Destination(title: FunnelWords.reached(step)) {
          CustomersSheet.make(
            findings, title: FunnelWords.reached(step), members: funnel.customers(reaching: step.number))
        }
      })
  }
}

/// The rows of the funnel.
enum FunnelTable {
  static func table(_ funnel: PurchaseFunnel, _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("step", "Step", .key, priority: 1, width: 4),
      DataColumn("reached", "Reached", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("exactly", "Exactly", .count, priority: 5),
      DataColumn("of_start", "First", .ratio, priority: 2),
      DataColumn("of_previous", "Prev.", .ratio, priority: 2),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 4),
      DataColumn("net_share", "Net share", .ratio, priority: 3),
      DataColumn("purchases", "Purchases", .count, priority: 6),
      DataColumn("aov", Wording.head("AOV", currency), .money, priority: 3),
      DataColumn("matured_rate", "Come again", .ratio, priority: 5),
      DataColumn("matured_base", "of people", .count, priority: 7),
    ]
    let rows = funnel.steps.map { step -> [Value] in
      [
        .text(step.label), .integer(step.reached), .integer(step.exactly), .fraction(step.ofStart),
        .fraction(step.ofPrevious), .money(step.net), .fraction(step.netShare), .integer(step.purchases),
        .amount(step.aov), .fraction(step.maturedRate), .integer(step.maturedBase),
      ]
    }
    let purchases = funnel.totalPurchases
    return DataTable(
      columns: columns, rows: rows,
      totals: [
        .none, .none, .integer(funnel.start), .none, .none, .money(funnel.totalNet),
        funnel.totalNet > 0 ? .number(1) : .none, .integer(purchases),
        purchases > 0 ? .money(Money.rounded(funnel.totalNet, Int64(purchases))) : .none, .none, .none,
      ])
  }
}

/// The sentences of the funnel.
enum FunnelWords {
  /// The crumb of a step.
  static func reached(_ step: PurchaseFunnel.Step) -> String {
    step.number == 1 ? "Bought" : "Bought \(step.number)+ times"
  }

  static func reading(_ funnel: PurchaseFunnel) -> [String] {
    guard let first = funnel.steps.first, let last = funnel.steps.last, funnel.start > 0 else {
      return ["Nobody has bought in this window."]
    }
    let once = Wording.percent(Double(first.exactly) / Double(funnel.start))
    var sentences = [
      first.exactly == 0
        ? "Everybody has come back at least once."
        : "\(once) \(first.exactly == 1 ? "has" : "have") bought once so far."
    ]
    if let rate = first.maturedRate, first.maturedBase > 0 {
      sentences.append(
        "Of \(Wording.count(first.maturedBase, "person", "people")) whose first purchase is older than "
          + "\(Wording.days(funnel.maturityDays)), \(Wording.percent(rate)) came a second time.")
    }
    if last.reached > 0, let share = last.netShare, let part = last.ofStart {
      sentences.append(
        "The \(Wording.percent(part)) who came five times or more \(last.reached == 1 ? "brings" : "bring") "
          + "\(Wording.percent(share)) of net.")
    }
    return sentences
  }

  static func notes(_ funnel: PurchaseFunnel) -> [String] {
    let thin = funnel.steps.filter { $0.maturedBase > 0 && $0.maturedBase < 20 }.map(\.label)
    var notes = funnel.notes
    if !thin.isEmpty {
      notes.append(
        "\"come again\" rests on fewer than 20 people at step\(thin.count == 1 ? "" : "s") "
          + "\(thin.joined(separator: ", "))"
      )
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ funnel: PurchaseFunnel, _ question: Question) -> [String] {
    let unit =
      question.settings.purchaseUnit == .day ? "All valid orders of one person on one local day" : "Each valid order"
    return [
      "\(unit) make one purchase; fully refunded purchases do not count. Reached is how many people have at least "
        + "that many purchases, exactly how many have just so many (5+: five or more). Window: "
        + "\(funnel.window.phrase).",
      "Of first is reached ÷ reached at step 1, of previous reached ÷ reached one step before.",
      "AOV is net ÷ purchases of the people with exactly that many. Net is gross − discounts − refunds, without "
        + "shipping and tax.",
      "Come again is the next step ÷ this one among people whose purchase at this step is older than "
        + "\(Wording.days(funnel.maturityDays)), the 80th percentile of all gaps (90 days where nobody came twice): "
        + "yesterday's buyers could not have come again yet.",
      "People with refunds but no purchase are in no step. Orders without a customer stay out.",
    ]
  }
}
