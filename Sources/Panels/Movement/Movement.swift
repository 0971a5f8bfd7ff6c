import Analytics
import Ledger

/// Everybody's class under a model then and now: who entered, who stayed and who left (DEFINITIONS B.2, history).
///
/// Both dates ask the same data with the same settings; windows that end with the as-of day end with the earlier day
/// there. People who had not bought by the earlier day have no class then: they are new.
struct Movement: PageReading {
  /// The model.
  let model: Model
  /// The day that is compared with.
  let since: Day
  /// Rows are the classes then, columns the classes now; the last ones stand for none.
  let table: CrossTable
  /// Plain sentences to print beside the figures.
  let notes: [String]

  /// The movements that `movement.by` and `compare.with` ask for.
  static func find(in findings: Findings) -> Movement {
    let rule = findings.question.settings.movement
    let asOf = findings.question.asOf
    var notes: [String] = []
    let model = findings.model(rule.model, notes: &notes)
    let since = rule.since.day(before: asOf)
    let before = since == asOf ? findings : findings.asOf(since, leavingOutAsNow: true)
    if let first = findings.ledger.firstDay, since < first {
      notes.append("the file begins on \(first): nobody had bought by \(since)")
    }
    if since == asOf { notes.append("both days are the same: nobody has moved") }
    return Movement(
      model: model, since: since,
      table: CrossTable(
        from: model.labelling(before), to: model.labelling(findings), net: findings(PurchaseHistory.self).netToDate),
      notes: notes)
  }

  /// What happened to a class.
  struct Row: Sendable {
    /// Position among the labels of the model now.
    let position: Int
    let label: Labelling.Label
    /// People then and now.
    let before: Int
    let now: Int
    /// People who were in it then and are in it now.
    let stayed: Int
    /// People who came from another class, and those who had none then.
    let entered: Int
    let new: Int
    /// People who went to another class or have none any more.
    let left: Int
    /// Net to date of the people who are in it now.
    let net: Int64
  }

  /// The classes in the order of the model.
  var rows: [Row] {
    let last = table.from.labels.count
    return table.to.labels.enumerated().map { column, label in
      let row = table.from.labels.firstIndex { $0.id == label.id }
      let before = row.map { table.count(from: $0) } ?? 0
      let now = table.count(to: column)
      let stayed = row.map { table.people[$0][column] } ?? 0
      let new = table.people[last][column]
      return Row(
        position: column, label: label, before: before, now: now, stayed: stayed, entered: now - stayed - new, new: new,
        left: before - stayed, net: table.net.reduce(0) { $0 + $1[column] })
    }
  }

  /// Title of a row of the table: a class then, or new people.
  func fromTitle(_ row: Int) -> String { row < table.from.labels.count ? table.from.labels[row].title : "New" }

  /// Title of a column of the table: a class now, or none.
  func toTitle(_ column: Int) -> String { column < table.to.labels.count ? table.to.labels[column].title : "None" }
}
