import Analytics
import Ledger

/// The purchases of one customer with the gaps between them: what a rhythm is made of.
enum PurchasesSheet {
  /// The sheet of some of a customer's purchases, given by their number from the first, the latest on top.
  static func make(
    _ record: CustomerRecord, title: String, purchases: [Int], reading: String, definition: [String]
  ) -> Sheet {
    let findings = record.findings
    let currency = record.ledger.currency
    let history = record.history
    let first = history.purchases(of: record.customer).lowerBound
    let rows = Array(purchases.reversed())
    let groups = record.purchaseOrders
    let net = rows.reduce(Int64(0)) { $0 + history.net[first + $1] }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value, total: Value)] = [
      (DataColumn("purchase", "Purchase", .integer, priority: 3), { .integer($0 + 1) }, .none),
      (DataColumn("date", "Date", .date, priority: 1), { .date(Day(rawValue: history.day[first + $0])) }, .none),
      (
        DataColumn("gap", "Days after the last", .days, priority: 2),
        { $0 > 0 ? .integer(Int(history.day[first + $0] - history.day[first + $0 - 1])) : .none }, .none
      ),
      (
        DataColumn("orders", "Orders", .count, priority: 4), { .integer(groups[$0].count) },
        .integer(rows.reduce(0) { $0 + groups[$1].count })
      ),
      (
        DataColumn("net", Wording.head("Net", currency), .money, drawing: .figureAndBar, priority: 1, showsCents: true),
        { .money(history.net[first + $0]) }, .money(net)
      ),
    ]
    let table = DataTable(
      columns: cells.map(\.column), rowCount: rows.count, totals: cells.map(\.total),
      key: { String(rows[$0] + 1) }, find: { key in Int(key).flatMap { number in rows.firstIndex(of: number - 1) } },
      cell: { row, column in cells[column].value(rows[row]) })
    return Sheet(
      id: "purchases", title: title, table: table, customers: 1, reading: [reading], definition: definition,
      destination: { row in
        let orders = groups[rows[row]]
        if orders.count == 1, let order = orders.first {
          return Destination(title: OrderState.title(record.ledger.orders, order)) {
            OrderSheet.make(findings, order: order)
          }
        }
        let title = Wording.date(Day(rawValue: history.day[first + rows[row]]))
        return Destination(title: title) {
          OrdersSheet.make(
            findings, title: title, orders: orders.reversed(), reading: "The orders of one purchase.",
            definition: definition)
        }
      })
  }
}
