import Analytics
import Ledger

extension PurchaseIntervals: Finding {
  /// The intervals of the shared purchases.
  public static func find(in findings: Findings) -> PurchaseIntervals {
    PurchaseIntervals(findings(PurchaseHistory.self), findings.question)
  }
}

extension Panel {
  /// How long people take from one purchase to the next.
  public static let intervals = Panel(
    id: "intervals", title: "Time between purchases", group: .time,
    question: "How long does it take until customers come a second, a third, a fourth time?", needsLines: false
  ) { findings in
    let intervals = findings(PurchaseIntervals.self)
    let rows = IntervalRow.rows(intervals)
    return Sheet(
      id: "intervals", title: "Time between purchases", table: IntervalRow.table(rows),
      window: Window.all.description, customers: intervals.steps[0].reached,
      settings: [("bounds", intervals.bounds.map(String.init).joined(separator: ","))],
      reading: IntervalsWords.reading(intervals), notes: IntervalsWords.notes(intervals),
      definition: IntervalsWords.definition(intervals),
      figure: Sheet.Figure(minimum: 4, ideal: 15, IntervalsFigure(intervals: intervals)),
      tone: { rows[$0].step.reached < 20 ? .textMuted : nil },
      destination: { row in
        let row = rows[row]
        let step = row.step
        guard let index = row.index else {
          let title = "\(Wording.count(step.number, "purchase", "purchases")), not again so far"
          return Destination(title: title) {
            CustomersSheet.make(findings, title: title, members: intervals.notAgain(step: step.number))
          }
        }
        let title = "\(step.label) within \(step.buckets[index].name) days"
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: intervals.customers(step: step.number, bucket: index))
        }
      })
  }
}

extension PurchaseIntervals.Bucket {
  /// Its days: `8–14`, `>365`.
  var name: String { to.map { $0 == from ? String(from) : "\(from)–\($0)" } ?? ">\(from - 1)" }
}

/// A row of the table: a bucket of a step, or those who have not come again.
struct IntervalRow: Sendable {
  let step: PurchaseIntervals.Step
  /// Position of the bucket; `nil` for those who have not come again.
  let index: Int?

  static func rows(_ intervals: PurchaseIntervals) -> [IntervalRow] {
    intervals.steps.flatMap { step in
      step.buckets.indices.map { IntervalRow(step: step, index: $0) } + [IntervalRow(step: step, index: nil)]
    }
  }

  private var bucket: PurchaseIntervals.Bucket? { index.map { step.buckets[$0] } }

  private static let columns: [(column: DataColumn, value: @Sendable (IntervalRow) -> Value)] = [
    (DataColumn("step", "Step", .key, priority: 1, width: 5), { .text($0.step.label) }),
    (DataColumn("days", "Days", .text, priority: 1, width: 10), { .text($0.bucket?.name ?? "not again") }),
    (
      DataColumn("people", "People", .count, drawing: .figureAndBar, priority: 1),
      { .integer($0.bucket?.people ?? $0.step.reached - $0.step.cameAgain) }
    ),
    (
      DataColumn("share", "Of returned", .ratio, priority: 2, meaning: "People ÷ all who came again after this step."),
      { .fraction($0.bucket?.share) }
    ),
    (
      DataColumn("cumulative_share", "Sum", .ratio, priority: 3, meaning: "Of those who came again, by the last day."),
      { .fraction($0.bucket?.cumulativeShare) }
    ),
    (
      DataColumn(
        "of_reached", "Of all", .ratio, priority: 2,
        meaning: "Came again by the last day ÷ all who reached the step; beside “not again” those who have not."),
      { .fraction($0.index == nil ? $0.step.notAgainShare : $0.bucket?.ofReached) }
    ),
    (
      DataColumn(
        "km", "Kaplan–Meier", .ratio, priority: 3,
        meaning: "Share who come again by the last day, as if nobody's time had been cut short by the as-of day."),
      { .fraction($0.bucket?.kaplanMeier) }
    ),
    (DataColumn("from_days", "From day", .integer, drawing: .hidden), { .count($0.bucket?.from) }),
    (DataColumn("to_days", "To day", .integer, drawing: .hidden), { .count($0.bucket?.to) }),
    (DataColumn("median_days", "Median", .days, priority: 4), { .fraction($0.step.median) }),
    (DataColumn("p80_days", "80 % by", .days, priority: 4), { .count($0.step.p80) }),
    (DataColumn("reached", "Reached", .count, drawing: .hidden), { .integer($0.step.reached) }),
    (DataColumn("came_again", "Came again", .count, drawing: .hidden), { .integer($0.step.cameAgain) }),
  ]

  static func table(_ rows: [IntervalRow]) -> DataTable {
    DataTable(
      columns: columns.map(\.column), rowCount: rows.count,
      key: { row in
        let row = rows[row]
        return row.step.label + "/" + (row.bucket.map { String($0.from) } ?? "not again")
      }, cell: { columns[$1].value(rows[$0]) })
  }
}

/// The sentences of the intervals.
enum IntervalsWords {
  static func reading(_ intervals: PurchaseIntervals) -> [String] {
    let first = intervals.steps[0]
    guard first.reached > 0, let notAgain = first.notAgainShare else { return ["Nobody has bought yet."] }
    guard let median = first.median, let p80 = first.p80 else {
      return ["Nobody has come a second time so far."]
    }
    var sentences = [
      "Who comes a second time takes \(days(median)) in the middle; four of five of them are back after "
        + "\(Wording.days(p80)).",
      "\(Wording.percent(notAgain)) of buyers have not come a second time so far.",
    ]
    let later = intervals.steps.dropFirst().filter { $0.cameAgain >= 20 }
    if let last = later.last, let lastMedian = last.median, first.cameAgain >= 20 {
      let relation =
        lastMedian < median ? "faster" : lastMedian > median ? "slower" : "no faster"
      sentences.append(
        "People get \(relation): from the \(ordinal(last.number)) to the \(ordinal(last.number + 1)) purchase it is "
          + "\(days(lastMedian)).")
    }
    if first.reached >= 20, let bucket = first.buckets.last(where: { $0.kaplanMeier != nil && $0.to != nil }),
      let share = bucket.kaplanMeier, let to = bucket.to
    {
      sentences.append(
        "Had everybody had the time, \(Wording.percent(share)) would come a second time within \(Wording.days(to)) "
          + "(Kaplan–Meier).")
    }
    return sentences
  }

  static func notes(_ intervals: PurchaseIntervals) -> [String] {
    let thin = intervals.steps.filter { $0.reached > 0 && $0.reached < 20 }.map(\.label)
    var notes = intervals.notes
    if !thin.isEmpty { notes.append("fewer than 20 people reached \(thin.joined(separator: ", "))") }
    return notes.map(Wording.sentence)
  }

  static func definition(_ intervals: PurchaseIntervals) -> [String] {
    [
      "A step leads from somebody's k-th purchase day to the next one; every person counts once in each step. 4→5+ is "
        + "the way to the fifth purchase of all who came at least that often. Days are between different purchase days, "
        + "so two orders on one day are no interval. Last days of the buckets: "
        + "\(intervals.bounds.map(String.init).joined(separator: ", ")) (intervals.bounds).",
      "Of returned is people ÷ all who came again after this step, sum the same for all buckets so far. Median and 80 % "
        + "by are of those who came again: their days lie in the past, so they are too short where many still may come.",
      "Of all is who came again by the bucket's last day ÷ everybody who reached the step. Who has not come again is not "
        + "left out: “not again” counts them.",
      "Kaplan–Meier is the share who come again by the bucket's last day, computed from those whose silence was observed "
        + "so long: who bought last week is at risk for a week. It has no value where nobody was observed so long.",
    ]
  }

  /// `33 days`, `12.5 days`.
  private static func days(_ days: Double) -> String {
    days == days.rounded() ? Wording.days(Int(days)) : ValueFormat.decimal(days, 1) + " days"
  }

  private static func ordinal(_ number: Int) -> String {
    let names = ["first", "second", "third", "fourth", "fifth"]
    return names.indices.contains(number - 1) ? names[number - 1] : String(number)
  }
}
