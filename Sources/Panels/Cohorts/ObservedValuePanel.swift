import Analytics
import Ledger

extension ObservedValue: Finding {
  /// The observed value of the shared purchases.
  public static func find(in findings: Findings) -> ObservedValue {
    ObservedValue(findings(PurchaseHistory.self), findings.ledger, findings.question)
  }
}

extension Panel {
  /// What people had brought by day 30, 90, 180, 365.
  public static let observedValue = Panel(
    id: "ltv", title: "Observed value by day", group: .time,
    question: "What has a customer brought a month, a quarter, a year after the first purchase?"
  ) { findings in
    let value = findings(ObservedValue.self)
    let currency = findings.ledger.currency
    return Sheet(
      id: "ltv", title: "Observed value by day", table: ObservedValueTable.table(value, currency),
      window: Window.all.description, customers: value.membership.customers,
      settings: [
        ("by", value.membership.by.rawValue), ("days", value.days.map(String.init).joined(separator: ",")),
        ("value", value.measure.rawValue),
      ],
      reading: ObservedValueWords.reading(value, currency), notes: ObservedValueWords.notes(value),
      definition: ObservedValueWords.definition(value),
      figure: Sheet.Figure(minimum: 5, ideal: 16, ObservedValueFigure(value: value, currency: currency)),
      tone: { value.rows[$0].customers < 20 ? .textMuted : nil },
      destination: { row in
        let row = value.rows[row]
        let title = ObservedValueWords.title(value, row)
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: value.members(of: row.cohort))
        }
      })
  }
}

/// The rows of the observed value: the cohorts, and everybody last.
enum ObservedValueTable {
  static func table(_ value: ObservedValue, _ currency: Currency) -> DataTable {
    let isNamed = value.membership.by == .product
    func cohort(_ row: ObservedValue.Row) -> Cohort? { row.cohort.map { value.cohorts[$0] } }
    var columns = [
      DataColumn("cohort", "Cohort", .key, priority: 1, width: 12),
      DataColumn("customers", "People", .count, priority: 2),
    ]
    columns += value.days.map {
      DataColumn("by_\($0)", Wording.head("By day \($0)", currency), .money, priority: 1, showsCents: true)
    }
    columns += [
      DataColumn("to_date", Wording.head("To date", currency), .money, priority: 2, showsCents: true),
      DataColumn("first_purchase", Wording.head("First", currency), .money, priority: 3, showsCents: true),
      DataColumn(
        "ratio", "÷ first", .number, priority: 3,
        meaning: "Value by the last of the days ÷ value of the first purchase, of the people observed so long."),
    ]
    columns += value.days.map { DataColumn("n_\($0)", "n day \($0)", .count, drawing: .hidden) }
    columns += [
      DataColumn("name", "Name", .text, drawing: isNamed ? .figure : .hidden, priority: 5),
      DataColumn("edge", "†", .text, priority: 6, width: 2),
    ]
    let rows = value.rows.map { row -> [Value] in
      let cohort = cohort(row)
      return [.text(cohort?.id ?? "all"), .integer(row.customers)] + row.byDay.map { Value.amount($0) }
        + [.money(row.toDate), .money(row.first), .fraction(row.ratio)] + row.observed.map { Value.integer($0) }
        + [.words(cohort?.title ?? "everybody"), .words(cohort?.isAtEdge == true ? "†" : "")]
    }
    let keys = value.rows.map { cohort($0)?.key ?? "all" }
    return DataTable(
      columns: columns, rowCount: rows.count, key: { keys[$0] }, find: { keys.firstIndex(of: $0) },
      cell: { rows[$0][$1] })
  }
}

/// The sentences of the observed value.
enum ObservedValueWords {
  /// The crumb of a row.
  static func title(_ value: ObservedValue, _ row: ObservedValue.Row) -> String {
    row.cohort.map { CohortsWords.name(value.cohorts[$0]) } ?? "Everybody"
  }

  static func reading(_ value: ObservedValue, _ currency: Currency) -> [String] {
    guard let all = value.rows.last else { return ["Nobody has bought yet."] }
    var sentences: [String] = []
    let known = value.days.indices.compactMap { index in
      all.byDay[index].map { (day: value.days[index], value: $0, people: all.observed[index]) }
    }
    if let last = known.last {
      sentences.append(
        "By day \(last.day) after the first purchase a customer had brought \(Wording.money(last.value, currency)) "
          + "\(value.measure.rawValue) (\(Wording.count(last.people, "person", "people")) observed so long).")
    } else {
      sentences.append("Nobody has been observed for \(Wording.days(value.days[0])) yet.")
    }
    if let ratio = all.ratio, let day = value.days.last {
      sentences.append(
        "That is \(ValueFormat.decimal(ratio, 1)) times their first purchase: what day \(day) adds came from buying again."
      )
    }
    let cells = value.rows.dropLast().compactMap { row -> (row: ObservedValue.Row, value: Int64)? in
      guard row.observed[0] >= 20, let amount = row.byDay[0] else { return nil }
      return (row, amount)
    }
    if cells.count >= 2, let best = cells.max(by: { $0.value < $1.value }),
      let weakest = cells.min(by: { $0.value < $1.value }), best.value > weakest.value
    {
      sentences.append(
        "By day \(value.days[0]) \(title(value, best.row)) had brought most, \(Wording.money(best.value, currency)) each, "
          + "\(title(value, weakest.row)) least, \(Wording.money(weakest.value, currency)).")
    }
    return sentences
  }

  static func notes(_ value: ObservedValue) -> [String] {
    var notes = value.notes
    for (index, day) in value.days.enumerated() {
      let thin = value.rows.filter { $0.observed[index] > 0 && $0.observed[index] < 20 }.count
      if thin > 0 {
        notes.append("by day \(day) rests on fewer than 20 people in \(Wording.count(thin, "row", "rows"))")
      }
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ value: ObservedValue) -> [String] {
    let days = value.days.map(String.init).joined(separator: ", ")
    let measure =
      value.measure == .margin
      ? "Value is margin: net − cost of the goods that stayed with the customer."
      : "Value is net, because no cost is known: gross − discounts − refunds, without shipping and tax."
    return [
      "\(CohortsWords.by(value.membership.by)) \(measure) It is observed, not forecast.",
      "By day D (\(days); ltv.days) is the mean of what people had brought up to the D-th day after their first purchase "
        + "day, over the people with at least D days between that day and the as-of day; files give their number as n_D. "
        + "Where nobody was observed so long there is no figure. Different days rest on different people, so a later mean "
        + "may be the smaller one. A curve is drawn as long as at least half of its people were observed.",
      "To date is the mean of everything so far over all members, however long they were observed. First is the mean "
        + "value of the first purchase over all members; ÷ first is value by day \(value.days.last ?? 0) ÷ value of the "
        + "first purchase, both of the people observed so long.",
      "Unmatched refunds count on their own day. † marks cohorts of the first "
        + "\(Wording.days(value.membership.edgeDays)) of the file: for the file they are new, in life they may not be.",
    ]
  }
}
