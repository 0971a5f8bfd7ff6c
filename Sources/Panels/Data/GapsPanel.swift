import Analytics
import Ledger

extension OrderGaps: Finding {
  /// The stretches without orders up to the as-of day.
  public static func find(in findings: Findings) -> OrderGaps {
    OrderGaps(findings.ledger, asOf: findings.question.asOf)
  }
}

extension Panel {
  /// Stretches of days without orders: a closed shop, or a hole in the export.
  public static let gaps = Panel(
    id: "gaps", title: "Days without orders", group: .data, question: "Is a part of the orders missing?",
    needsLines: false
  ) { findings in
    let gaps = findings(OrderGaps.self)
    let shown = gaps.unusual
    let columns = [
      DataColumn("from", "From", .date, priority: 0), DataColumn("to", "To", .date, priority: 1),
      DataColumn("days", "Days", .days, drawing: .figureAndBar, priority: 0),
      DataColumn("orders_before", "Week before", .count, priority: 3),
      DataColumn("orders_after", "Week after", .count, priority: 4),
    ]
    let weeks = shown.map { GapsTable.neighbours(findings.ledger, $0) }
    let rows = zip(shown, weeks).map { gap, week -> [Value] in
      [
        .date(gap.first), .date(gap.last), .integer(gap.days), .integer(week.count { $0.isBefore }),
        .integer(week.count { !$0.isBefore }),
      ]
    }
    return Sheet(
      id: "gaps", title: "Days without orders", table: DataTable(columns: columns, rows: rows),
      reading: GapsTable.reading(gaps, findings.ledger), notes: [],
      definition: [
        "A stretch of days without a single order, of any status, is listed where it is longer than 99 of 100 pairs of "
          + "neighbouring order days are apart, and at least three days.",
        "Week before and week after: the orders of the seven days on either side.",
        "The days after the last order up to the as-of day count as a stretch too.",
      ],
      tone: { _ in .warn },
      destination: { row in
        Destination(title: "Around \(shown[row].first)") {
          GapsTable.sheet(findings, shown[row], GapsTable.neighbours(findings.ledger, shown[row]))
        }
      })
  }
}

/// The rows of the gaps panel and what stands around a gap.
enum GapsTable {
  /// An order in the week before or after a gap.
  struct Neighbour {
    var order: Int
    var isBefore: Bool
  }

  /// The orders of the seven days on either side of a gap, in time order. Complexity: O(orders).
  static func neighbours(_ ledger: Ledger, _ gap: OrderGaps.Gap) -> [Neighbour] {
    var found: [Neighbour] = []
    for order in 0..<ledger.orders.count {
      let day = ledger.orders.date(order)
      if day < gap.first, gap.first - day <= 7 { found.append(Neighbour(order: order, isBefore: true)) }
      if day > gap.last, day - gap.last <= 7 { found.append(Neighbour(order: order, isBefore: false)) }
    }
    return found.sorted { (ledger.orders.day[$0.order], $0.order) < (ledger.orders.day[$1.order], $1.order) }
  }

  static func reading(_ gaps: OrderGaps, _ ledger: Ledger) -> [String] {
    guard let first = ledger.firstDay, let last = ledger.lastDay else { return ["There are no orders."] }
    let span = "Orders from \(Wording.date(first)) to \(Wording.date(last))."
    guard let longest = gaps.longest else { return [span, "Every day has an order."] }
    let days = gaps.all.reduce(0) { $0 + $1.days }
    let usual =
      gaps.unusual.isEmpty
      ? "No stretch is longer than usual."
      : "\(Wording.count(gaps.unusual.count, "stretch is", "stretches are")) longer than usual."
    return [
      span,
      "\(Wording.count(days, "day has", "days have")) no order, at most \(Wording.days(longest.days)) in a row. "
        + usual,
    ]
  }

  static func sheet(_ findings: Findings, _ gap: OrderGaps.Gap, _ week: [Neighbour]) -> Sheet {
    let ledger = findings.ledger
    let columns = [
      DataColumn("date", "Date", .date, priority: 0), DataColumn("order", "Order", .text, priority: 2),
      DataColumn("customer", "Customer", .text, priority: 1),
      DataColumn("net", Wording.head("Net", ledger.currency), .money, priority: 1, showsCents: true),
    ]
    let table = DataTable(
      columns: columns, rowCount: week.count, key: { String(week[$0].order) },
      cell: { row, column in
        let order = week[row].order
        switch column {
        case 0: return .date(ledger.orders.date(order))
        case 1: return .words(ledger.orders.id[order])
        case 2: return .words(ledger.customer(of: order).map { ledger.customers.label($0) } ?? "")
        default: return .money(ledger.orders.net(order))
        }
      })
    return Sheet(
      id: "orders", title: "Around \(gap.first)", table: table,
      reading: [
        "Orders of the week before and the week after the \(Wording.days(gap.days)) from \(Wording.date(gap.first)) to "
          + "\(Wording.date(gap.last))."
      ],
      definition: ["Orders of any status; net of cancelled and unpaid ones is 0."],
      destination: { row in
        let order = week[row].order
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }
}
