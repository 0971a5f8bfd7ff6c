import Analytics
import Canvas
import Ledger

extension PeriodLifecycle: Finding {
  /// The periods of the shared purchases.
  public static func find(in findings: Findings) -> PeriodLifecycle {
    PeriodLifecycle(findings(PurchaseHistory.self), findings.question, ledger: findings.ledger)
  }
}

extension Panel {
  /// Who came for the first time, again or back in each calendar period, and who stayed away.
  public static let periods = Panel(
    id: "periods", title: "Customers by period", group: .time,
    question: "Do more customers come and come back each month than stay away?", needsLines: false
  ) { findings in
    let periods = findings(PeriodLifecycle.self)
    return Sheet(
      id: "periods", title: "Customers by period", table: PeriodsTable.table(periods, findings.ledger.currency),
      window: Window.all.description, customers: periods.customers,
      settings: [("unit", periods.unit.rawValue), ("left_edge", String(periods.leftEdge))],
      reading: PeriodsWords.reading(periods, findings.ledger.currency), notes: PeriodsWords.notes(periods, findings),
      definition: PeriodsWords.definition(periods),
      figure: Sheet.Figure(minimum: 6, ideal: 20, PeriodsFigure(periods: periods)),
      destination: { row in
        let name = periods.unit.name(periods.rows[row].start)
        return Destination(title: name) { PeriodSheet.make(findings, periods, row, title: name) }
      })
  }
}

/// One period: its people by standing, each line of which opens to them.
enum PeriodSheet {
  static func make(_ findings: Findings, _ periods: PeriodLifecycle, _ row: Int, title: String) -> Sheet {
    let period = periods.rows[row]
    let currency = findings.ledger.currency
    let columns = [
      DataColumn("standing", "Standing", .key, priority: 1, width: 9),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("net_share", "Net share", .ratio, priority: 3),
      DataColumn("meaning", "Who", .text, priority: 4),
    ]
    let net = period.activeNet
    func share(_ amount: Int64) -> Value { net > 0 ? .number(Double(amount) / Double(net)) : .none }
    let unit = periods.unit.rawValue
    var rows: [[Value]] = [
      [
        .text("active"), .integer(period.active), .money(net), share(net), .text("bought in this \(unit)"),
      ]
    ]
    let meanings = [
      "for the first time ever", "also in the \(unit) before", "earlier, but not in the \(unit) before",
      "in the \(unit) before, not in this one; net of then",
    ]
    for standing in Standing.allCases {
      let index = standing.index
      rows.append([
        .text(standing.rawValue), .integer(period.people[index]), .money(period.net[index]),
        standing == .dormant ? .none : share(period.net[index]), .text(meanings[index]),
      ])
    }
    return Sheet(
      id: "period", title: title, table: DataTable(columns: columns, rows: rows), customers: period.active,
      reading: [PeriodsWords.line(period, periods.unit)], notes: PeriodsWords.marks(period).map { [$0] } ?? [],
      definition: PeriodsWords.definition(periods),
      destination: { line in
        let standing = line == 0 ? nil : Standing.allCases[line - 1]
        let crumb = standing?.title ?? "Active"
        return Destination(title: crumb) {
          CustomersSheet.make(findings, title: crumb, members: periods.customers(in: row, standing))
        }
      })
  }

  private typealias Standing = PeriodLifecycle.Standing
}

/// The rows of the periods, oldest first.
enum PeriodsTable {
  static func table(_ periods: PeriodLifecycle, _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("period", periods.unit == .month ? "Month" : "Quarter", .key, priority: 1, width: 7),
      DataColumn("active", "Active", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("new", "New", .count, priority: 2),
      DataColumn("repeat", "Repeat", .count, priority: 2),
      DataColumn("returned", "Returned", .count, priority: 2),
      DataColumn("dormant", "Dormant", .count, priority: 2),
      DataColumn(
        "returning", "Returning", .count, priority: 4,
        meaning: "People who had bought before the period: repeat and returned together."),
      DataColumn(
        "multi_order", "2+ orders", .count, priority: 4,
        meaning: "People with at least two orders within the period, new or not."),
      DataColumn(
        "quick_ratio", "Quick ratio", .number, priority: 3,
        meaning: "People who came or came back for each who stayed away."),
      DataColumn(
        "net", Wording.head("Net", currency), .money, priority: 3,
        meaning: "Everything of known people that counts in the period, refunds of people who bought nothing included."),
      DataColumn("new_net", Wording.head("New", currency), .money, priority: 6),
      DataColumn("repeat_net", Wording.head("Repeat", currency), .money, priority: 6),
      DataColumn("returned_net", Wording.head("Returned", currency), .money, priority: 6),
      DataColumn(
        "dormant_net", Wording.head("Dormant", currency), .money, priority: 7,
        meaning: "What the dormant brought in the period before."),
      DataColumn(
        "other_net", Wording.head("Others", currency), .money, drawing: .hidden, priority: 8,
        meaning: "Refunds of people who bought nothing in the period."),
      DataColumn("mark", "Mark", .text, priority: 4),
    ]
    let rows = periods.rows
    return DataTable(
      columns: columns, rowCount: rows.count, key: { periods.unit.name(rows[$0].start) },
      cell: { index, column in
        let row = rows[index]
        switch column {
        case 0: return .text(periods.unit.name(row.start))
        case 1: return .integer(row.active)
        case 2...5: return .integer(row.people[column - 2])
        case 6: return .integer(row.returning)
        case 7: return .count(row.multiOrder)
        case 8: return .fraction(row.quickRatio)
        case 9: return .money(row.totalNet)
        case 10...13: return .money(row.net[column - 10])
        case 14: return .money(row.otherNet)
        default: return .words(PeriodsWords.mark(row))
        }
      })
  }
}

/// The sentences of the periods.
enum PeriodsWords {
  /// What is to be known about a period before it is compared; empty where there is nothing.
  static func mark(_ row: PeriodLifecycle.Row) -> String {
    [row.isLeftEdge ? "left edge" : "", row.isIncomplete ? "not over" : ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  static func marks(_ row: PeriodLifecycle.Row) -> String? {
    switch (row.isLeftEdge, row.isIncomplete) {
    case (true, true): "It begins at the left edge of the file, and it is not over."
    case (true, false): "It begins at the left edge of the file: a first order may not be the first in life."
    case (false, true): "It is not over: who is dormant may yet buy."
    case (false, false): nil
    }
  }

  /// A period in a sentence.
  static func line(_ row: PeriodLifecycle.Row, _ unit: PeriodRule.Unit) -> String {
    "\(unit.name(row.start)): \(Digits.grouped(row.active)) active, ▲ \(Digits.grouped(row.people[0])) new, "
      + "▲ \(Digits.grouped(row.people[2])) returned, ▼ \(Digits.grouped(row.people[3])) dormant."
  }

  static func reading(_ periods: PeriodLifecycle, _ currency: Currency) -> [String] {
    guard let last = periods.rows.last else { return ["Nobody has bought yet."] }
    var sentences: [String] = []
    let comparable = periods.rows.filter(\.isComparable).suffix(periods.unit == .month ? 12 : 4)
    let (came, left) = comparable.reduce((0, 0)) { ($0.0 + $1.people[0] + $1.people[2], $0.1 + $1.people[3]) }
    let unit = periods.unit.rawValue
    if left > 0 {
      let ratio = Double(came) / Double(left)
      // As it is printed: 1.00 is neither.
      let shown = Int((ratio * 100).rounded())
      let word = shown > 100 ? "the shop gains" : shown < 100 ? "the shop loses" : "the shop keeps its number"
      sentences.append(
        "In the last \(Wording.count(comparable.count, "complete \(unit)", "complete \(unit)s")) "
          + "\(ValueFormat.decimal(ratio, 2)) people came or came back for each who stayed away: \(word)"
          + (shown == 100 ? "." : " buyers."))
    }
    if let complete = periods.rows.last(where: { !$0.isIncomplete }) {
      sentences.append(line(complete, periods.unit))
      if complete.activeNet > 0 {
        sentences.append(
          "Of its \(Wording.wholeMoney(complete.activeNet, currency)) net "
            + "\(Wording.percent(Double(complete.net[1]) / Double(complete.activeNet))) came from repeat buyers and "
            + "\(Wording.percent(Double(complete.net[0]) / Double(complete.activeNet))) from new ones.")
      }
    } else {
      sentences.append(line(last, periods.unit))
    }
    return sentences
  }

  static func notes(_ periods: PeriodLifecycle, _ findings: Findings) -> [String] {
    let thin = periods.rows.filter { (1..<20).contains($0.people[3]) }.count
    var notes = periods.notes
    if thin > 0 {
      let rests = thin == 1 ? "\(periods.unit.rawValue) rests" : "\(periods.unit.rawValue)s rests"
      notes.append("the quick ratio of \(thin) \(rests) on fewer than 20 dormant people")
    }
    let rule = PeriodFigures.refundRule(findings.ledger)
    if !rule.isEmpty { notes.append(rule) }
    if let later = findings.laterRefundsNote { notes.append(later) }
    return notes.map(Wording.sentence)
  }

  static func definition(_ periods: PeriodLifecycle) -> [String] {
    let unit = periods.unit.rawValue
    return [
      "Active is everybody with a purchase in the calendar \(unit). New bought for the first time ever, repeat also in "
        + "the \(unit) before, returned earlier but not in the \(unit) before: the three add up to active. Dormant "
        + "bought in the \(unit) before and not in this one.",
      "Returning had bought before the \(unit): repeat and returned together. 2+ orders are people with at least two "
        + "orders within the \(unit), new or not.",
      "Net is everything that counts in the \(unit), each refund on its own day where the file has one; refunds of people "
        + "who bought nothing in the \(unit) belong to none of the standings. Of the dormant it is what they brought in "
        + "the \(unit) before.",
      "Quick ratio is (new + returned) ÷ dormant: above 1 more people come than stay away.",
      "Left edge marks the \(unit)s that begin in the first \(Wording.days(periods.leftEdge)) of the file (180, or a "
        + "fifth of its span where that is shorter): who seems new there may have bought before the file begins. They "
        + "and the \(unit) that is not over are left out of the comparison.",
    ]
  }
}
