import Analytics
import Ledger

extension Panel {
  /// Orders whose lines do not come to the total that the file gives for them.
  public static let reconciliation = Panel(
    id: "reconciliation", title: "Reconciliation", group: .data,
    question: "Do the lines of each order add up to its total?"
  ) { findings in
    let ledger = findings.ledger
    let rows = ReconciliationTable.rows(ledger.report)
    return Sheet(
      id: "reconciliation", title: "Reconciliation", table: ReconciliationTable.table(ledger, rows),
      reading: ReconciliationTable.reading(ledger.report), notes: ReconciliationTable.notes(ledger.report, rows.count),
      definition: [
        "Where a file gives both lines and a total for the order, Σ quantity × price − discounts is compared with that "
          + "total, with or without shipping and tax, whichever most orders of the file come to.",
        "Prices are read as of one piece and as of the whole line; the reading under which more orders come to their "
          + "total is the file's. import.price = unit or line overrides it.",
        "An order is listed where the difference is not zero to the smallest unit of money. Its lines count as they are.",
      ],
      tone: { _ in .warn },
      destination: { row in
        guard let order = ReconciliationTable.order(rows[row].offender.order, in: ledger) else { return nil }
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }
}

/// The rows of the reconciliation panel: one per order that does not add up.
enum ReconciliationTable {
  typealias Row = (file: Int, offender: ImportReport.Reconciliation.Offender)

  static func rows(_ report: ImportReport) -> [Row] {
    report.reconciliations.flatMap { outcome in outcome.examples.map { (outcome.file, $0) } }
      .sorted {
        let left = ($0.offender.total - $0.offender.lines).magnitude
        let right = ($1.offender.total - $1.offender.lines).magnitude
        return (right, $0.file, $0.offender.line) < (left, $1.file, $1.offender.line)
      }
  }

  static func table(_ ledger: Ledger, _ rows: [Row]) -> DataTable {
    let money = { (id: String, title: String, priority: Int) in
      DataColumn(id, Wording.head(title, ledger.currency), .money, priority: priority, showsCents: true)
    }
    let columns = [
      DataColumn("order", "Order", .key, priority: 0), money("lines", "Its lines", 2), money("total", "Its total", 2),
      money("difference", "Difference", 1), DataColumn("line", "Line", .integer, priority: 3),
      DataColumn("file", "File", .text, priority: 4),
    ]
    let files = ledger.report.files
    return DataTable(
      columns: columns, rowCount: rows.count, key: { "\(rows[$0].file):\(rows[$0].offender.order)" },
      cell: { row, column in
        let (file, offender) = rows[row]
        switch column {
        case 0: return .text(offender.order)
        case 1: return .money(offender.lines)
        case 2: return .money(offender.total)
        case 3: return .money(offender.total - offender.lines)
        case 4: return .integer(offender.line)
        default: return .words(files.indices.contains(file) ? files[file].path : "")
        }
      })
  }

  static func reading(_ report: ImportReport) -> [String] {
    guard !report.reconciliations.isEmpty else {
      return ["No file gives both the lines of an order and its total: there is nothing to compare."]
    }
    let orders = report.reconciliations.reduce(0) { $0 + $1.orders }
    let balanced = report.reconciliations.reduce(0) { $0 + $1.balanced }
    var sentences = [
      "The lines of \(Digits.grouped(balanced)) of \(Wording.count(orders, "order", "orders")) come to their total"
        + (orders > 0 ? " (\(Wording.percent(Double(balanced) / Double(orders))))." : ".")
    ]
    for outcome in report.reconciliations where !outcome.reading.isEmpty && report.files.indices.contains(outcome.file)
    {
      sentences.append("Prices of \(report.files[outcome.file].path) are read as the \(outcome.reading).")
    }
    return sentences
  }

  static func notes(_ report: ImportReport, _ shown: Int) -> [String] {
    let offenders = report.reconciliations.reduce(0) { $0 + $1.offenders }
    return shown < offenders
      ? ["The first \(Digits.grouped(shown)) of \(Digits.grouped(offenders)) orders that do not add up are shown."] : []
  }

  /// The order with this number. Complexity: O(orders).
  static func order(_ id: String, in ledger: Ledger) -> Int? {
    (0..<ledger.orders.count).first { ledger.orders.id[$0] == id }
  }
}
