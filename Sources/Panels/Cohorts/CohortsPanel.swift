import Analytics
import Ledger

extension Cohorts: Finding {
  /// The cohorts of the shared purchases.
  public static func find(in findings: Findings) -> Cohorts {
    Cohorts(findings(PurchaseHistory.self), findings.ledger, findings.question)
  }
}

extension Panel {
  /// What became of those who came together.
  public static let cohorts = Panel(
    id: "cohorts", title: "Cohorts", group: .time,
    question: "Of the people who came together, how many still buy, and what have they brought?"
  ) { findings in
    let cohorts = findings(Cohorts.self)
    let rule = cohorts.rule
    return Sheet(
      id: "cohorts", title: "Cohorts", table: CohortsTable.table(cohorts, findings.ledger.currency),
      window: Window.all.description, customers: cohorts.membership.customers,
      settings: [
        ("by", rule.by.rawValue), ("show", rule.show.rawValue), ("unit", rule.unit.rawValue),
        ("edge", String(cohorts.membership.edgeDays)),
      ],
      reading: CohortsWords.reading(cohorts, findings.ledger.currency), notes: CohortsWords.notes(cohorts),
      definition: CohortsWords.definition(cohorts),
      figure: Sheet.Figure(
        minimum: 4, ideal: 20, CohortsFigure(cohorts: cohorts, currency: findings.ledger.currency)),
      tone: { cohorts.cell(at: $0).customers < 20 ? .textMuted : nil },
      destination: { row in
        let cell = cohorts.cell(at: row)
        let title = CohortsWords.title(cohorts, cell)
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: cohorts.active(in: cell.cohort, age: cell.age))
        }
      })
  }
}

/// The rows of the cohorts: each cohort at each age that one of its members has reached.
enum CohortsTable {
  static func table(_ cohorts: Cohorts, _ currency: Currency) -> DataTable {
    let unit = cohorts.rule.unit == .month ? "Month" : "Quarter"
    let isNamed = cohorts.rule.by == .product
    let columns: [(column: DataColumn, value: @Sendable (Cohorts.Cell, Cohort) -> Value)] = [
      (DataColumn("cohort", "Cohort", .key, priority: 1, width: 12), { _, cohort in .text(cohort.id) }),
      (DataColumn("age", unit, .integer, priority: 1), { cell, _ in .integer(cell.age) }),
      (DataColumn("customers", "People", .count, priority: 2), { cell, _ in .integer(cell.customers) }),
      (DataColumn("active", "Bought", .count, priority: 2), { cell, _ in .count(cell.active) }),
      (
        DataColumn("retention", "Retention", .ratio, drawing: .figureAndBar, priority: 1),
        { cell, _ in .fraction(cell.retention) }
      ),
      (
        DataColumn("net_per_customer", Wording.head("Net each", currency), .money, priority: 3, showsCents: true),
        { cell, _ in .amount(cell.netPerCustomer) }
      ),
      (
        DataColumn(
          "cumulative_per_customer", Wording.head("So far each", currency), .money, priority: 3, showsCents: true),
        { cell, _ in .amount(cell.cumulativePerCustomer) }
      ),
      (DataColumn("net", Wording.head("Net", currency), .money, priority: 4), { cell, _ in .amount(cell.net) }),
      (
        DataColumn("name", "Name", .text, drawing: isNamed ? .figure : .hidden, priority: 5),
        { _, cohort in .words(cohort.title) }
      ),
      (DataColumn("edge", "†", .text, priority: 6, width: 2), { _, cohort in .words(cohort.isAtEdge ? "†" : "") }),
    ]
    return DataTable(
      columns: columns.map(\.column), rowCount: cohorts.count,
      key: { row in
        let cell = cohorts.cell(at: row)
        return cohorts.cohorts[cell.cohort].key + "/" + String(cell.age)
      },
      cell: { row, column in
        let cell = cohorts.cell(at: row)
        return columns[column].value(cell, cohorts.cohorts[cell.cohort])
      })
  }
}

/// The sentences of the cohorts.
enum CohortsWords {
  /// The crumb of a cell: `2011-03, month 4`.
  static func title(_ cohorts: Cohorts, _ cell: Cohorts.Cell) -> String {
    name(cohorts.cohorts[cell.cohort]) + ", " + cohorts.rule.unit.rawValue + " \(cell.age)"
  }

  /// The name of a cohort, short enough for a crumb.
  static func name(_ cohort: Cohort) -> String {
    cohort.title.count > 22 ? String(cohort.title.prefix(21)) + "…" : cohort.title
  }

  static func reading(_ cohorts: Cohorts, _ currency: Currency) -> [String] {
    let unit = cohorts.rule.unit.rawValue
    guard !cohorts.cohorts.isEmpty else { return ["Nobody has bought yet."] }
    guard !cohorts.averages.isEmpty else {
      return ["For no cohort has everybody's first \(unit) passed yet, so there is nothing to compare."]
    }
    let averages = cohorts.averages
    var sentences: [String] = []
    let ages = [1, 3, 6, 12].filter { $0 < averages.count }
    if ages.isEmpty {
      sentences.append("Nobody's second \(unit) is over yet: who will come again is not known.")
    } else {
      let parts = ages.map { "\(Wording.percent(averages[$0].retention)) in \(unit) \($0)" }
      sentences.append("After the first purchase \(list(parts)) bought again, over all cohorts that are old enough.")
    }
    if let sentence = ends(cohorts, unit) { sentences.append(sentence) }
    let last = averages[min(averages.count - 1, 12 / cohorts.rule.unit.months - 1)]
    if last.age > 0 {
      sentences.append(
        "By the end of \(unit) \(last.age) a member of the cohorts that old has brought "
          + "\(Wording.money(last.cumulativePerCustomer, currency)); \(unit) 0 alone brings "
          + "\(Wording.money(averages[0].cumulativePerCustomer, currency)) on average.")
    }
    return sentences
  }

  /// The best and the weakest cohort at the highest age up to 3 at which two cohorts of 20 people can be compared.
  private static func ends(_ cohorts: Cohorts, _ unit: String) -> String? {
    for age in [3, 2, 1] {
      let cells = cohorts.cohorts.indices.filter {
        cohorts.cohorts[$0].customers >= 20 && age < cohorts.matureAges(of: $0)
      }.map { cohorts.cell($0, age: age) }
      guard cells.count >= 2, let best = cells.max(by: { ($0.retention ?? 0) < ($1.retention ?? 0) }),
        let weakest = cells.min(by: { ($0.retention ?? 0) < ($1.retention ?? 0) }), best.retention != weakest.retention
      else { continue }
      return "In \(unit) \(age) the best cohort is \(name(cohorts.cohorts[best.cohort])) with "
        + "\(Wording.percent(best.retention ?? 0)), the weakest \(name(cohorts.cohorts[weakest.cohort])) with "
        + "\(Wording.percent(weakest.retention ?? 0))."
    }
    return nil
  }

  private static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  static func notes(_ cohorts: Cohorts) -> [String] {
    var notes = cohorts.notes
    let small = cohorts.cohorts.filter { $0.customers < 20 }.count
    if small > 0 {
      notes.append(
        "\(Wording.count(small, "cohort has", "cohorts have")) fewer than 20 people: "
          + "\(small == 1 ? "its" : "their") rates say little")
    }
    return notes.map(Wording.sentence)
  }

  static func definition(_ cohorts: Cohorts) -> [String] {
    let rule = cohorts.rule
    let step = rule.unit == .month ? "full calendar months" : "full quarters (three calendar months)"
    var paragraphs = [
      "\(by(rule.by)) Everybody with a purchase is in one cohort and stays in it.",
      "Age is the number of \(step) since a person's own first purchase day: age 0 is the "
        + "\(rule.unit.rawValue) that begins with that day, so everybody has bought in it and its retention is 100 %. "
        + "From a 31st a month ends with the last day of a shorter month.",
      "A cell has figures only when that age is over for every member, the youngest included; until then it is blank "
        + "(in files: no value), because what has not happened yet is not zero.",
      "Bought is how many members have at least one purchase at that age, retention the same ÷ all members. Net each "
        + "is net of that age ÷ all members, so far each is net up to the end of that age ÷ all members; who never came "
        + "again counts in all of them. Unmatched refunds count on their own day.",
      "The average is over all cohorts that are old enough, each person weighing the same: higher ages rest on older "
        + "cohorts alone.",
    ]
    if rule.by.isTime {
      paragraphs.append(
        "† marks cohorts of the first \(Wording.days(cohorts.membership.edgeDays)) of the file (cohorts.edge; by itself "
          + "180 days or a fifth of the history): for the file they are new, in life they may not be.")
    }
    return paragraphs
  }

  /// What people are put together by, as a sentence.
  static func by(_ key: CohortKey) -> String {
    let kept = "; the \(CohortMembership.largest) largest are shown, the rest together as others."
    switch key {
    case .month: return "A cohort is everybody whose first purchase was in the same calendar month."
    case .quarter: return "A cohort is everybody whose first purchase was in the same calendar quarter."
    case .product:
      return
        "A cohort is everybody whose first purchase had the same main product: the one with the largest net in it, "
        + "ties by number" + kept
    case .channel: return "A cohort is everybody whose first purchase came through the same channel" + kept
    case .region: return "A cohort is everybody whose first purchase went to the same region" + kept
    case .discount: return "The cohorts are those whose first purchase had a discount anywhere in it, and all others."
    }
  }
}
