import Analytics
import Ledger

/// Some orders of one customer: what a figure about orders opens into.
enum OrdersSheet {
  /// The sheet of orders, given by their positions in the ledger, in this order.
  static func make(
    _ findings: Findings, title: String, orders: [Int], reading: String, definition: [String]
  ) -> Sheet {
    let ledger = findings.ledger
    return Sheet(
      id: "orders", title: title, table: table(findings, orders: orders), customers: 1, reading: [reading],
      definition: definition,
      tone: { OrderState.role(ledger.orders, orders[$0]) },
      destination: { row in
        let order = orders[row]
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }

  /// The rows of orders; sums are of those that count. Complexity: O(orders and their lines).
  static func table(_ findings: Findings, orders list: [Int]) -> DataTable {
    let ledger = findings.ledger
    let orders = ledger.orders
    let counting = list.filter { orders.counts($0) }
    let pieces = { @Sendable (order: Int) in
      orders.lines(of: order).reduce(0) { $0 + Int(ledger.lines.quantity[$1]) }
    }
    let money = { (id: String, title: String, priority: Int) in
      DataColumn(id, Wording.head(title, ledger.currency), .money, priority: priority, showsCents: true)
    }
    let sum = { (column: MoneyColumn) in Value.money(counting.reduce(0) { $0 + column[$1] }) }
    typealias Cell = (column: DataColumn, value: @Sendable (Int) -> Value, total: Value)
    var cells: [Cell] = [
      (
        DataColumn("order", "Order", .key, drawing: orders.id.isPresent ? .figure : .hidden, priority: 1),
        { .words(orders.id[$0]) }, .none
      ),
      (DataColumn("date", "Date", .date, priority: 1), { .date(orders.date($0)) }, .none),
      (
        DataColumn("time", "Time", .text, drawing: orders.second.isEmpty ? .hidden : .figure, priority: 7, width: 5),
        { order in
          guard order < orders.second.count else { return .none }
          let second = Int(orders.second[order])
          return .text(Digits.padded(second / 3_600, 2) + ":" + Digits.padded(second / 60 % 60, 2))
        }, .none
      ),
      (
        DataColumn("lines", "Lines", .count, priority: 6), { .integer(orders.lines(of: $0).count) },
        .integer(counting.reduce(0) { $0 + orders.lines(of: $1).count })
      ),
      (
        DataColumn("pieces", "Pieces", .count, priority: 6), { .integer(pieces($0)) },
        .integer(counting.reduce(0) { $0 + pieces($1) })
      ),
      (money("gross", "Gross", 4), { .money(orders.gross[$0]) }, sum(orders.gross)),
      (money("discount", "Discount", 5), { .money(orders.discount[$0]) }, sum(orders.discount)),
      (money("refund", "Refund", 5), { .money(orders.refund[$0]) }, sum(orders.refund)),
      (money("net", "Net", 1), { .money(orders.net($0)) }, .money(counting.reduce(0) { $0 + orders.net($1) })),
    ]
    let source = findings(PurchaseHistory.self).marginSource
    if source.exists {
      let margins = counting.compactMap { ledger.margin(of: $0, source) }
      cells.append(
        (
          money("margin", "Margin", 5), { .amount(ledger.margin(of: $0, source)) },
          counting.isEmpty || !margins.isEmpty ? .money(margins.reduce(0, +)) : .none
        ))
    }
    cells.append(
      (DataColumn("status", "Status", .text, priority: 3), { .text(OrderState.words(orders, $0)) }, .none))
    return DataTable(
      columns: cells.map(\.column), rowCount: list.count, totals: cells.map(\.total),
      // Counted from the oldest order, so that a new order on top does not rename the others.
      key: { String(list.count - 1 - $0) },
      find: { Int($0).flatMap { (0..<list.count).contains($0) ? list.count - 1 - $0 : nil } },
      cell: { [cells] row, column in cells[column].value(list[row]) })
  }
}
