import Analytics
import Canvas
import Ledger

extension CustomerValue: Finding {
  /// The values of the shared purchases.
  public static func find(in findings: Findings) -> CustomerValue {
    CustomerValue(findings(PurchaseHistory.self), findings.ledger, findings(ChurnList.self), findings.question)
  }
}

/// Everybody with a score by falling score, equal scores by net to date, then by key.
struct ValueOrder: Finding {
  let order: [Int32]

  static func find(in findings: Findings) -> ValueOrder {
    ValueOrder(order: findings(CustomerValue.self).sorted(findings(CustomerRanking.self).order))
  }
}

extension Panel {
  /// What each customer is worth in five dimensions.
  public static let value = Panel(
    id: "value", title: "Customer value", group: .value,
    question: "Who is worth most, now and later, and on which side is somebody weak?"
  ) { findings in
    let value = findings(CustomerValue.self)
    let order = findings(ValueOrder.self).order
    let ledger = findings.ledger
    return Sheet(
      id: "value", title: "Customer value", table: ValueTable.table(findings, value, order),
      window: value.window.description, customers: value.customers,
      settings: ["weights", "simple"].compactMap { name in
        findings.question.settings.value("value." + name).map { (key: name, value: $0) }
      },
      reading: ValueWords.reading(value), notes: value.notes.map(Wording.sentence),
      definition: ValueWords.definition(value, ledger.currency),
      figure: Sheet.Figure(minimum: 5, ideal: 7, ValueFigure(findings: findings)),
      overview: ["customer", "name", "score", "grade", "net"].filter {
        $0 != "name" || ledger.customers.name.isPresent
      },
      customer: { Int(order[$0]) },
      destination: { row in
        let customer = Int(order[row])
        return Destination(title: ledger.customers.label(customer)) { CustomerSheet.make(findings, customer: customer) }
      })
  }
}

/// The rows of the values.
enum ValueTable {
  static func table(_ findings: Findings, _ value: CustomerValue, _ order: [Int32]) -> DataTable {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    let keys = ledger.customers.key
    let columns = columns(ledger, value)
    // Everybody in the order has a grade.
    let net = value.gradeRows.reduce(Int64(0)) { $0 &+ $1.net }
    return DataTable(
      columns: columns, rowCount: order.count,
      totals: columns.map { column in
        switch column.id {
        case "net": .money(net)
        case "purchases": .integer(history.count)
        default: .none
        }
      },
      key: { keys[Int(order[$0])] },
      find: { key in
        let bytes = Array(key.utf8)
        return order.firstIndex { keys.utf8(Int($0)).elementsEqual(bytes) }
      },
      cell: { row, column in cell(columns[column].id, Int(order[row]), ledger, history, value) })
  }

  private static func columns(_ ledger: Ledger, _ value: CustomerValue) -> [DataColumn] {
    let dimensions = CustomerValue.Dimension.allCases.map {
      DataColumn($0.id, Wording.capital($0.id), .number, priority: 2 + $0.rawValue / 2)
    }
    return [
      DataColumn("customer", "Customer", .key, priority: 1),
      DataColumn("name", "Name", .text, drawing: ledger.customers.name.isPresent ? .figure : .hidden, priority: 2),
      DataColumn("score", "Score", .number, drawing: .figureAndBar, priority: 1),
      DataColumn("grade", "Grade", .text, priority: 1, width: 5),
    ] + dimensions + [
      DataColumn("dimensions", "Of", .text, priority: 6, width: 6, meaning: "How many dimensions make the score."),
      DataColumn(
        "simple", "Simple", .text, drawing: value.simple == nil ? .hidden : .figure, priority: 5, width: 6,
        meaning: "Whether the simple way, so much spent or so often bought, calls the person valuable."),
      DataColumn("net", Wording.head("To date", ledger.currency), .money, priority: 4, summing: .sum),
      DataColumn("purchases", "Orders", .count, priority: 5, summing: .sum),
    ]
  }

  private static func cell(
    _ id: String, _ customer: Int, _ ledger: Ledger, _ history: PurchaseHistory, _ value: CustomerValue
  ) -> Value {
    if let dimension = CustomerValue.Dimension.allCases.first(where: { $0.id == id }) {
      return .fraction(value.dimension(dimension, of: customer))
    }
    switch id {
    case "customer": return .text(ledger.customers.key[customer])
    case "name": return .words(ledger.customers.name[customer])
    case "score": return .fraction(value.score(of: customer))
    case "grade": return .words(value.grade(of: customer) ?? "")
    case "dimensions": return .text("\(value.known(of: customer)) of 5")
    case "simple": return value.isSimplyValuable(customer).map { .text($0 ? "yes" : "no") } ?? .none
    case "net": return .money(history.netToDate[customer])
    case "purchases": return .integer(history.purchaseCount(of: customer))
    default: return .none
    }
  }
}

extension Wording {
  /// A word with a capital.
  static func capital(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}

/// The sentences of the values.
enum ValueWords {
  static func reading(_ value: CustomerValue) -> [String] {
    guard value.customers > 0 else { return ["Nobody has bought yet."] }
    let total = value.gradeRows.reduce(Int64(0)) { $0 + $1.net }
    var sentences: [String] = []
    if let best = value.gradeRows.first(where: { $0.customers > 0 }), total > 0, let lowest = best.lowest {
      sentences.append(
        "Grade \(best.grade), \(Wording.customers(best.customers)) from \(ValueFormat.decimal(lowest, 1)) points, "
          + "\(best.customers == 1 ? "brings" : "bring") \(Wording.percent(Double(best.net) / Double(total))) of net to date."
      )
    }
    if let simple = value.simple {
      sentences.append(
        "The simple way asks for \(Digits.grouped(simple.net)) spent or \(Wording.count(simple.purchases, "purchase", "purchases"))."
      )
    }
    let known = value.medians.count { $0 != nil }
    if known < 5 { sentences.append("The score stands on \(known) of 5 dimensions: the file knows no more.") }
    return sentences.isEmpty ? ["\(Wording.customers(value.customers)) have a score."] : sentences
  }

  static func definition(_ value: CustomerValue, _ currency: Currency) -> [String] {
    let weights = zip(CustomerValue.Dimension.allCases, value.weights).map { "\($0.id) \($1)" }
    return [
      "Score is the mean of the dimensions that exist, weighted \(weights.joined(separator: ", ")); “4 of 5” says that "
        + "one is missing. Each goes from 0 to 100; percentiles are mid-ranks among everybody with a purchase. Grades A "
        + "to E are fifths by score, ties share the better one.",
      "Current is the percentile of \(value.valuedBy.rawValue) in \(value.window.phrase).",
      "Future is the percentile of what the next 365 days would bring if the person went on as before × the chance of "
        + "a purchase in them after the silence so far.",
      "Credit is 100 × (1 − bad part): what was refunded of an order, all of a cancelled or unpaid one; each person's "
        + "orders together with three of the shop's mean"
        + (value.meanBad.map { " (\(Wording.percent($0)))" } ?? "")
        + ". Missing where the file knows no refunds and no such orders.",
      "Loyalty is the mean of four percentiles: purchases, days from first to last, share of months with a purchase "
        + "since the first, and share of orders without a discount, which is left out where no order has one.",
      "Growth is the percentile of log(net of the last 180 days + s) − log(net of the 180 days before + s), s = "
        + "\(Wording.money(value.medianAOV, currency)), the median net of a purchase. "
        + (value.breadthOf.isEmpty
          ? "Missing for who first bought less than 360 days ago."
          : "Who first bought less than 360 days ago: the percentile, among each other, of how many "
            + "\(value.breadthOf) they bought."),
    ] + simple(value)
  }

  private static func simple(_ value: CustomerValue) -> [String] {
    guard let simple = value.simple else { return [] }
    return [
      "Simple is yes from \(Digits.grouped(simple.net)) net or "
        + "\(Wording.count(simple.purchases, "purchase", "purchases")) in \(value.window.phrase)."
    ]
  }
}
