import Ledger

extension Panel {
  /// Broken rows that could be read in exactly one way.
  public static let repairs = Panel(
    id: "repairs", title: "Repaired rows", group: .data, question: "Which broken rows were mended, and how?"
  ) { findings in
    let report = findings.ledger.report
    let rules = report.repairs.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let count = report.repairs.values.reduce(0, +)
    let columns = [
      DataColumn("rule", "Rule", .key, priority: 0),
      DataColumn("rows", "Rows", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("example_line", "Line", .integer, priority: 3),
      DataColumn("example", "Example", .text, priority: 2),
    ]
    let rows = rules.map { rule, rows -> [Value] in
      let example = report.repaired.first { $0.rule == rule }?.example
      return [.text(rule), .integer(rows), .count(example?.line), .words(example?.text ?? "")]
    }
    return Sheet(
      id: "repairs", title: "Repaired rows",
      table: DataTable(
        columns: columns, rows: rows, totals: rows.isEmpty ? [] : [.none, .integer(count), .none, .none]),
      reading: [
        count == 0
          ? "No row had to be mended."
          : "\(Wording.count(count, "broken row was", "broken rows were")) mended and read."
      ],
      notes: [],
      definition: [
        "A row with too many or too few fields, a stray quote or another separator is mended only where the kinds of its "
          + "columns leave exactly one reading. Where they leave none, or more than one, the row is set aside: see "
          + "“broken” in the import panel."
      ],
      tone: { _ in .warn },
      destination: { row in
        let rule = rules[row].key
        return Destination(title: Wording.sentence(rule).replacing(".", with: "")) { rowsSheet(report, rule: rule) }
      })
  }

  private static func rowsSheet(_ report: ImportReport, rule: String) -> Sheet {
    let repaired = report.repaired.filter { $0.rule == rule }
    let columns = [
      DataColumn("file", "File", .text, priority: 3),
      DataColumn("line", "Line", .integer, priority: 1),
      DataColumn("text", "Row", .text, priority: 2),
    ]
    let table = DataTable(
      columns: columns, rowCount: repaired.count,
      key: { "\(repaired[$0].example.file):\(repaired[$0].example.line):\($0)" },
      cell: { row, column in
        let example = repaired[row].example
        switch column {
        case 0: return .words(report.files.indices.contains(example.file) ? report.files[example.file].path : "")
        case 1: return .integer(example.line)
        default: return .text(example.text)
        }
      })
    let count = report.repairs[rule] ?? repaired.count
    return Sheet(
      id: "rows", title: Wording.sentence(rule).replacing(".", with: ""), table: table,
      reading: ["\(Wording.count(count, "row", "rows")) mended by this rule, shown as they stand in their files."],
      notes: repaired.count < count ? ["The first \(Digits.grouped(repaired.count)) are shown."] : [],
      definition: ["The mended row is in the ledger like any other."])
  }
}
