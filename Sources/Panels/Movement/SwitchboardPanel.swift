import Analytics
import Ledger

extension Panel {
  /// The same shop under two definitions, with the people whose label changes.
  public static let switchboard = Panel(
    id: "switchboard", title: "Switchboard", group: .segments,
    question: "Who is called something else under another definition?"
  ) { findings in
    let board = findings(Switchboard.self)
    let cells = MovementTable.cells(board.table)
    return Sheet(
      id: "switchboard", title: "Switchboard: \(board.left.title) / \(board.right.title)",
      table: SwitchboardTable.table(board, cells, findings.ledger.currency), customers: board.table.total,
      settings: [("left", board.left.id), ("right", board.right.id)], reading: SwitchboardTable.reading(board),
      notes: board.notes.map(Wording.sentence),
      definition: [
        "Rows are pairs of classes: what somebody is called under \(board.left.title) and under \(board.right.title), "
          + "as of the same day.",
        "A label changes where the two names differ; somebody whom one of the two leaves out has no name there and "
          + "counts as changed. Two models that share no names change everybody.",
        "The settings switchboard.left and switchboard.right choose the two.",
      ],
      figure: Sheet.Figure(
        minimum: 4, ideal: max(4, CrossFigure.height(board.table)),
        CrossFigure(
          table: board.table, heads: (board.left.title, board.right.title), none: ("None", "None"), cells: cells)),
      destination: { row in
        let cell = cells[row]
        let title = "\(board.title(left: cell.from)) / \(board.title(right: cell.to))"
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: board.table.customers(from: cell.from, to: cell.to))
        }
      })
  }
}

/// Two models over the same people at the same time.
struct Switchboard: PageReading {
  /// The model of the rows.
  let left: Model
  /// The model of the columns.
  let right: Model
  /// The people under both.
  let table: CrossTable
  /// Plain sentences to print beside the figures.
  let notes: [String]

  /// The models that `switchboard.left` and `switchboard.right` ask for.
  static func find(in findings: Findings) -> Switchboard {
    let rule = findings.question.settings.movement
    var notes: [String] = []
    let left = findings.model(rule.left, notes: &notes)
    let right = findings.model(rule.right, notes: &notes)
    return Switchboard(
      left: left, right: right,
      table: CrossTable(
        from: left.labelling(findings), to: right.labelling(findings), net: findings(PurchaseHistory.self).netToDate),
      notes: notes)
  }

  /// What a row is called.
  func title(left row: Int) -> String { row < table.from.labels.count ? table.from.labels[row].title : "none" }

  /// What a column is called.
  func title(right column: Int) -> String { column < table.to.labels.count ? table.to.labels[column].title : "none" }

  /// Whether the name of the people of a cell changes.
  func changes(_ cell: MovementTable.Cell) -> Bool {
    guard cell.from < table.from.labels.count, cell.to < table.to.labels.count else { return true }
    return !CrossTable.isSame(table.from.labels[cell.from], table.to.labels[cell.to])
  }
}

/// The rows of the switchboard.
enum SwitchboardTable {
  static func table(_ board: Switchboard, _ cells: [MovementTable.Cell], _ currency: Currency) -> DataTable {
    let table = board.table
    let total = max(1, table.total)
    return DataTable(
      columns: [
        DataColumn("pair", "Pair", .key, drawing: .hidden),
        DataColumn("left", board.left.title, .text, priority: 0),
        DataColumn("right", board.right.title, .text, priority: 0),
        DataColumn(
          "changes", "Label", .text, priority: 3, width: 8, meaning: "Whether the two models give another name."),
        DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
        DataColumn("share", "Of all", .ratio, priority: 2),
        DataColumn("net", Wording.head("Net", currency), .money, priority: 2, meaning: "Their net to date."),
      ],
      rows: cells.map { cell in
        let people = table.people[cell.from][cell.to]
        let left = cell.from < table.from.labels.count ? table.from.labels[cell.from].id : "none"
        let right = cell.to < table.to.labels.count ? table.to.labels[cell.to].id : "none"
        return [
          .text("\(left) / \(right)"), .text(board.title(left: cell.from)), .text(board.title(right: cell.to)),
          .text(board.changes(cell) ? "changes" : "same"), .integer(people), .number(Double(people) / Double(total)),
          .money(table.net[cell.from][cell.to]),
        ]
      },
      totals: [
        .none, .none, .none, .none, .integer(table.total), table.total > 0 ? .number(1) : .none,
        .money(table.net.reduce(0) { $0 + $1.reduce(0, +) }),
      ])
  }

  static func reading(_ board: Switchboard) -> [String] {
    let total = board.table.total
    guard total > 0 else { return ["Nobody has bought yet."] }
    let cells = MovementTable.cells(board.table)
    let changed = cells.filter(board.changes)
    let people = changed.reduce(0) { $0 + board.table.people[$1.from][$1.to] }
    var sentences = [
      "\(Wording.customers(people)) of \(Digits.grouped(total)) (\(Wording.percent(Double(people) / Double(total)))) "
        + "\(people == 1 ? "is" : "are") called something else under the other definition."
    ]
    if let most = changed.max(by: { board.table.people[$0.from][$0.to] < board.table.people[$1.from][$1.to] }) {
      sentences.append(
        "Most of them: \(board.title(left: most.from)) here, \(board.title(right: most.to)) there "
          + "(\(Digits.grouped(board.table.people[most.from][most.to]))).")
    }
    return sentences
  }
}
