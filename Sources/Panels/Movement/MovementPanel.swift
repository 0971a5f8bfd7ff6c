import Analytics
import Ledger

extension Panel {
  /// Who entered and who left each class of a model since an earlier day.
  public static let movement = Panel(
    id: "movement", title: "Movement", group: .time,
    question: "Who entered and who left each stage, segment or decile since an earlier day?"
  ) { findings in
    let movement = findings(Movement.self)
    let rows = movement.rows
    return Sheet(
      id: "movement", title: "Movement: " + movement.model.title.lowercased(),
      table: MovementTable.classes(rows, findings.ledger.currency), window: "",
      customers: movement.table.total, settings: MovementTable.settings(movement),
      reading: MovementTable.reading(movement, rows), notes: movement.notes.map(Wording.sentence),
      definition: MovementTable.definition(movement, findings.question.asOf),
      figure: Sheet.Figure(minimum: 6, ideal: 22, MovementFigure(movement: movement, asOf: findings.question.asOf)),
      destination: { row in
        Destination(title: MovementTable.flowTitle(rows[row].label)) {
          MovementTable.flows(movement, of: row, findings)
        }
      })
  }

  /// The same people as a table of classes then by classes now.
  public static let migration = Panel(
    id: "migration", title: "Migration table", group: .time,
    question: "From which class to which did people go since an earlier day?"
  ) { findings in
    let movement = findings(Movement.self)
    let cells = MovementTable.cells(movement.table)
    return Sheet(
      id: "migration", title: "Migration table: " + movement.model.title.lowercased(),
      table: MovementTable.pairs(movement, cells, findings.ledger.currency), customers: movement.table.total,
      settings: MovementTable.settings(movement), reading: MovementTable.reading(movement, movement.rows),
      notes: movement.notes.map(Wording.sentence),
      definition: MovementTable.definition(movement, findings.question.asOf),
      figure: Sheet.Figure(
        minimum: 4, ideal: max(4, CrossFigure.height(movement.table)),
        CrossFigure(
          table: movement.table, heads: ("\(movement.since)", "\(findings.question.asOf)"), none: ("New", "None"),
          cells: cells)),
      destination: { row in
        let cell = cells[row]
        let title = "\(movement.fromTitle(cell.from)) → \(movement.toTitle(cell.to))"
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: movement.table.customers(from: cell.from, to: cell.to))
        }
      })
  }
}

/// The rows and sentences of movements.
enum MovementTable {
  /// A cell of a cross table.
  typealias Cell = (from: Int, to: Int)

  /// The cells with people, row by row.
  static func cells(_ table: CrossTable) -> [Cell] {
    table.people.indices.flatMap { from in
      table.people[from].indices.compactMap { table.people[from][$0] > 0 ? (from, $0) : nil }
    }
  }

  static func settings(_ movement: Movement) -> [(key: String, value: String)] {
    [("by", movement.model.id), ("since", movement.since.description)]
  }

  static func classes(_ rows: [Movement.Row], _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("class", "Class", .key, drawing: .hidden, priority: 1),
      DataColumn("title", "Class", .text, priority: 0),
      DataColumn("before", "Then", .count, priority: 2, meaning: "People in the class on the earlier day."),
      DataColumn(
        "customers", "Now", .count, drawing: .figureAndBar, priority: 1, meaning: "People in the class as of the day."),
      DataColumn("change", "Change", .count, priority: 1, meaning: "People now − people then."),
      DataColumn("stayed", "Stayed", .count, priority: 4, meaning: "People who were and are in the class."),
      DataColumn("entered", "Entered", .count, priority: 2, meaning: "People who came from another class."),
      DataColumn("new", "New", .count, priority: 3, meaning: "People who had no class then: they had not bought yet."),
      DataColumn("left", "Left", .count, priority: 2, meaning: "People who were in the class and are not any more."),
      DataColumn(
        "net", Wording.head("Net", currency), .money, priority: 5,
        meaning: "Net to date of the people who are in the class now."),
    ]
    func sum(_ figure: (Movement.Row) -> Int) -> Value { .integer(rows.reduce(0) { $0 + figure($1) }) }
    return DataTable(
      columns: columns,
      rows: rows.map { row in
        [
          .text(row.label.id), .text(row.label.title), .integer(row.before), .integer(row.now),
          .integer(row.now - row.before), .integer(row.stayed), .integer(row.entered), .integer(row.new),
          .integer(row.left), .money(row.net),
        ]
      },
      totals: [
        .none, .none, sum(\.before), sum(\.now), sum { $0.now - $0.before }, sum(\.stayed), sum(\.entered), sum(\.new),
        sum(\.left), .money(rows.reduce(0) { $0 + $1.net }),
      ])
  }

  static func pairs(_ movement: Movement, _ cells: [Cell], _ currency: Currency) -> DataTable {
    let table = movement.table
    let columns = [
      DataColumn("move", "Move", .key, drawing: .hidden),
      DataColumn("from", "Then", .text, priority: 0), DataColumn("to", "Now", .text, priority: 0),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn(
        "share", "Of then", .ratio, priority: 2, meaning: "People of the move ÷ people of its class on the earlier day."
      ),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 3, meaning: "Their net to date."),
    ]
    let total = table.total
    return DataTable(
      columns: columns,
      rows: cells.map { cell in
        let from = cell.from < table.from.labels.count ? table.from.labels[cell.from].id : "new"
        let to = cell.to < table.to.labels.count ? table.to.labels[cell.to].id : "none"
        let people = table.people[cell.from][cell.to]
        return [
          .text("\(from) > \(to)"), .text(movement.fromTitle(cell.from)), .text(movement.toTitle(cell.to)),
          .integer(people), .number(Double(people) / Double(table.count(from: cell.from))),
          .money(table.net[cell.from][cell.to]),
        ]
      },
      totals: [
        .none, .none, .none, .integer(total), .none, .money(table.net.reduce(0) { $0 + $1.reduce(0, +) }),
      ])
  }

  /// Head of the flows of a class.
  static func flowTitle(_ label: Labelling.Label) -> String { "\(label.title): in and out" }

  /// Where the people of a class came from and where they went: one row per flow, which opens its people.
  static func flows(_ movement: Movement, of position: Int, _ findings: Findings) -> Sheet {
    let table = movement.table
    let label = table.to.labels[position]
    let row = table.from.labels.firstIndex { $0.id == label.id }
    let flows = flows(of: position, row, movement)
    let columns = [
      DataColumn("flow", "Flow", .key, drawing: .hidden),
      DataColumn("direction", "Since \(movement.since)", .text, priority: 0),
      DataColumn("class", "Class", .text, priority: 0),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("net", Wording.head("Net", findings.ledger.currency), .money, priority: 2),
    ]
    let rows = flows.map { flow -> [Value] in
      [
        .text(flow.direction + " " + flow.other), .text(flow.direction), .text(flow.other),
        .integer(table.people[flow.cell.from][flow.cell.to]), .money(table.net[flow.cell.from][flow.cell.to]),
      ]
    }
    let figures = movement.rows[position]
    return Sheet(
      id: "flows", title: flowTitle(label), table: DataTable(columns: columns, rows: rows),
      customers: figures.now, settings: settings(movement),
      reading: [
        "\(Wording.customers(figures.now)) now, \(Digits.grouped(figures.before)) on \(Wording.date(movement.since)): "
          + "\(Digits.grouped(figures.entered + figures.new)) came, \(Digits.grouped(figures.left)) left."
      ],
      definition: definition(movement, findings.question.asOf),
      destination: { row in
        let flow = flows[row]
        let title = "\(label.title), \(flow.direction)" + (flow.direction == "stayed" ? "" : " \(flow.other)")
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: table.customers(from: flow.cell.from, to: flow.cell.to))
        }
      })
  }

  /// The flows of a class: who stayed, where others came from, where they went.
  private static func flows(
    of position: Int, _ row: Int?, _ movement: Movement
  ) -> [(direction: String, other: String, cell: Cell)] {
    let table = movement.table
    let label = table.to.labels[position]
    var flows: [(direction: String, other: String, cell: Cell)] = []
    if let row, table.people[row][position] > 0 { flows.append(("stayed", label.title, (row, position))) }
    for from in table.people.indices where from != row && table.people[from][position] > 0 {
      flows.append(("entered from", movement.fromTitle(from), (from, position)))
    }
    if let row {
      for to in table.people[row].indices where to != position && table.people[row][to] > 0 {
        flows.append(("left to", movement.toTitle(to), (row, to)))
      }
    }
    return flows
  }

  static func reading(_ movement: Movement, _ rows: [Movement.Row]) -> [String] {
    guard movement.table.total > 0 else { return ["Nobody has bought yet."] }
    let both = movement.table.inBoth
    let moved = both - movement.table.unchanged
    let new = movement.table.people.last?.dropLast().reduce(0, +) ?? 0
    var sentences: [String] = []
    if both > 0 {
      sentences.append(
        "Since \(Wording.date(movement.since)) \(Wording.customers(moved)) of \(Digits.grouped(both)) "
          + "(\(Wording.percent(Double(moved) / Double(both)))) went to another class, \(Digits.grouped(new)) are new.")
    } else {
      sentences.append("All \(Digits.grouped(new)) are new since \(Wording.date(movement.since)).")
    }
    let flows = cells(movement.table).filter { cell in
      cell.from < movement.table.from.labels.count && cell.to < movement.table.to.labels.count
        && !CrossTable.isSame(movement.table.from.labels[cell.from], movement.table.to.labels[cell.to])
    }
    if let most = flows.max(by: {
      movement.table.people[$0.from][$0.to] < movement.table.people[$1.from][$1.to]
    }) {
      let people = movement.table.people[most.from][most.to]
      sentences.append(
        "The largest flow is \(movement.fromTitle(most.from)) → \(movement.toTitle(most.to)): \(Wording.customers(people))."
      )
    }
    return sentences
  }

  static func definition(_ movement: Movement, _ asOf: Day) -> [String] {
    [
      "Everybody's class as of \(asOf) is laid beside the class as of \(movement.since): the same orders, the same "
        + "settings, windows that end with the day. Later orders do not exist on the earlier day.",
      "Then = stayed + left. Now = stayed + entered + new. New people had no class on the earlier day, because they had "
        + "not bought by then or not in the model's window.",
      "The setting movement.by chooses the model, compare.with the earlier day.",
    ]
  }
}
