import Analytics
import Ledger

extension Panel {
  /// Who is slipping away by their own rhythm, by what is at stake.
  public static let churn = Panel(
    id: "churn", title: "At risk, by value at stake", group: .customers,
    question: "Who is slipping away, and whom is it worth contacting first?"
  ) { findings in
    let list = findings(ChurnList.self)
    let ledger = findings.ledger
    let rule = findings.question.settings.churn
    return Sheet(
      id: "churn", title: "At risk, by value at stake", table: ChurnTable.table(findings),
      window: Window.all.description, customers: list.customers, settings: ChurnWords.settings(findings.question),
      reading: ChurnWords.reading(list, ledger.currency), notes: ChurnWords.notes(list),
      definition: ChurnWords.definition(rule, list),
      figure: Sheet.Figure(
        minimum: 3, ideal: 13, ChurnFigure(findings: findings)),
      overview: [
        "customer", "name", "region", "purchases", "last_purchase", "ratio", "p_return", "stake", "net", "reason",
      ].filter { ChurnTable.ids(ledger).contains($0) },
      customer: { list.customer(at: $0) },
      tone: { row in
        let entry = list.entry(at: row)
        return entry.massEventsOnly ? .missing : entry.state == .atRisk ? .warn : nil
      },
      destination: { row in
        let customer = list.customer(at: row)
        return Destination(title: ledger.customers.label(customer)) { CustomerSheet.make(findings, customer: customer) }
      })
  }
}

/// The rows of the churn list.
enum ChurnTable {
  /// Names of the columns that are drawn for this ledger.
  static func ids(_ ledger: Ledger) -> Set<String> {
    Set(cells(ledger, horizon: 0, by: .net).filter { $0.column.isDrawn }.map(\.column.id))
  }

  static func table(_ findings: Findings) -> DataTable {
    let list = findings(ChurnList.self)
    let keys = findings.ledger.customers.key
    let horizon = findings.question.settings.churn.horizon
    let cells = cells(findings.ledger, horizon: horizon, by: list.valuedBy)
    let sums = list.sums
    let totals = cells.map { cell -> Value in
      switch cell.column.id {
      case "expected": sums.knownExpected > 0 ? .money(sums.expected) : .none
      case "stake": sums.knownStakes > 0 ? .money(sums.stake) : .none
      case "purchases": .integer(sums.purchases)
      case "net": .money(sums.net)
      default: .none
      }
    }
    return DataTable(
      columns: cells.map(\.column), rowCount: list.listedCount, totals: totals,
      key: { keys[list.customer(at: $0)] },
      find: { key in
        let bytes = Array(key.utf8)
        return list.place { keys.utf8($0).elementsEqual(bytes) }
      },
      cell: { row, column in cells[column].value(findings, list, list.entry(at: row)) })
  }

  private typealias Cell = (column: DataColumn, value: @Sendable (Findings, ChurnList, ChurnList.Entry) -> Value)

  private static func cells(_ ledger: Ledger, horizon: Int, by measure: AnalyticsSettings.Measure) -> [Cell] {
    let currency = ledger.currency
    let customers = ledger.customers
    let hasPlace = customers.region.isPresent || customers.country.isPresent
    let value = measure == .margin ? "Margin" : "Net"
    return [
      (DataColumn("customer", "Customer", .key, priority: 1), { .text($0.ledger.customers.key[$2.customer]) }),
      (
        DataColumn("name", "Name", .text, drawing: customers.name.isPresent ? .figure : .hidden, priority: 2),
        { .words($0.ledger.customers.name[$2.customer]) }
      ),
      (DataColumn("last_purchase", "Last", .date, priority: 5), { .date($2.lastPurchase) }),
      (DataColumn("days_since", "Now", .days, priority: 3), { .integer($2.daysSince) }),
      (DataColumn("interval", "Every", .days, priority: 4), { .number($2.interval) }),
      (DataColumn("ratio", "Ratio", .number, priority: 2), { .number($2.ratio) }),
      (DataColumn("state", "State", .text, priority: 4, width: 8), { .text($2.state.phrase) }),
      (DataColumn("p_return", "Back in \(horizon) d", .ratio, priority: 5), { .fraction($2.pReturn) }),
      (DataColumn("p_alive", "P(alive)", .ratio, drawing: .hidden), { _, _, _ in .none }),
      (
        DataColumn(
          "expected", Wording.head("\(value) 12 mo", currency), .money, priority: 7, summing: .sum,
          meaning: "What the person would bring in the next 12 months if they went on as before."),
        { .amount($2.expected) }
      ),
      (
        DataColumn(
          "stake", Wording.head("At stake", currency), .money, drawing: .figureAndBar, priority: 1, summing: .sum,
          meaning: "Expected in 12 months × (1 − chance of return): what silence may cost."),
        { .amount($2.stake) }
      ),
      (DataColumn("reason", "Why", .text, priority: 6), { .text($1.reason($2)) }),
      (DataColumn("purchases", "Orders", .count, priority: 6, summing: .sum), { .integer($2.purchases) }),
      (
        DataColumn("net", Wording.head("To date", currency), .money, priority: 6, summing: .sum),
        { .money($0(PurchaseHistory.self).netToDate[$2.customer]) }
      ),
      (
        DataColumn("region", "Region", .text, drawing: hasPlace ? .figure : .hidden, priority: 7),
        { .words($0.ledger.customers.place($2.customer)) }
      ),
      (
        DataColumn("email", "E-mail", .text, drawing: .hidden), { .words($0.ledger.customers.email[$2.customer]) }
      ),
      (
        DataColumn("phone", "Phone", .text, drawing: .hidden), { .words($0.ledger.customers.phone[$2.customer]) }
      ),
    ]
  }
}

/// The sentences of the churn list.
enum ChurnWords {
  static func settings(_ question: Question) -> [(key: String, value: String)] {
    ["preset", "due", "at_risk", "lost", "min_days", "horizon", "shrink", "low_return"].compactMap { name in
      question.settings.value("churn." + name).map { (key: name, value: $0) }
    }
  }

  static func reading(_ list: ChurnList, _ currency: Currency) -> [String] {
    guard list.customers > 0 else { return ["Nobody has bought yet."] }
    let risk = list.count(.atRisk)
    let due = list.count(.due)
    guard risk + due > 0 else { return ["Nobody is due or at risk."] }
    let stake =
      list.sums.knownStakes > 0
      ? "\(Wording.wholeMoney(list.totalStake, currency)) of the next 12 months is at stake."
      : "what is at stake cannot be told."
    var sentences = [
      "\(Wording.count(risk, "person is", "people are")) at risk and \(Digits.grouped(due)) due; " + stake
    ]
    if list.listedCount > 10, list.totalStake > 0 {
      let ten = (0..<10).reduce(Int64(0)) { $0 + (list.entry(at: $1).stake ?? 0) }
      sentences.append("The first ten hold \(Wording.percent(Double(ten) / Double(list.totalStake))) of it.")
    }
    sentences.append("\(Digits.grouped(list.count(.onTime))) on time, \(Digits.grouped(list.count(.lost))) lost.")
    return sentences
  }

  static func notes(_ list: ChurnList) -> [String] {
    var notes = list.notes
    let unknown = list.sums.unknownChances
    if unknown > 0 {
      notes.append(
        "the chance of a return is not known for \(Digits.grouped(unknown)) of \(Digits.grouped(list.listedCount)): nobody "
          + "has been watched for so long; they come last")
    }
    let hopeless = list.sums.massEventsOnly
    if hopeless > 0 {
      notes.append("\(Wording.customers(hopeless)) hardly ever return: mass events only")
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ rule: ChurnRule, _ list: ChurnList) -> [String] {
    let number = { (value: Double) in ValueFormat.decimal(value, value == value.rounded() ? 0 : 1) }
    return [
      "Every is the interval to expect: the median of a person's own gaps between purchase days, shrunk towards the "
        + "shop's median of \(number(list.rhythm.interval)) days with the weight of \(rule.shrinkWeight) gaps; "
        + "after one purchase the shop's median gap from first to second, \(number(list.rhythm.firstGap)) days.",
      "Ratio is days since the last purchase ÷ that interval. On time below \(number(rule.due)), due from "
        + "\(number(rule.due)), at risk from \(number(rule.atRisk)), lost from \(number(rule.lost)); nobody is more "
        + "than due before \(Wording.days(rule.minimumDays)).",
      "Back in \(rule.horizon) d is the chance of a purchase in the next \(rule.horizon) days given the silence so "
        + "far, from past gaps of people with as many purchases (1, 2, 3, 4 and more) by Kaplan–Meier, running gaps "
        + "censored; fewer than 30 of them left: all people together. Where nobody has been watched for so long it is not "
        + "known.",
      "Expected is the \(list.valuedBy.rawValue) of the next 12 months if the person went on as before; at stake is "
        + "expected × (1 − chance of return). The list holds who is due or at risk, the highest stake first. Below "
        + "\(Wording.percent(rule.lowReturn)) chance: mass events only.",
      "p_alive stays empty: no purchase model is fitted to this list.",
    ]
  }
}
