import Analytics
import Canvas
import Ledger

/// Some lines of orders: what a figure about goods opens into.
enum LinesSheet {
  /// The sheet of lines, given by their positions in the ledger, in this order.
  ///
  /// Complexity: O(lines) for the totals; cells are computed when they are looked at, in O(log orders).
  static func make(_ findings: Findings, title: String, lines: [Int], definition: [String]) -> Sheet {
    let ledger = findings.ledger
    let net = lines.reduce(Int64(0)) { $0 + ledger.lines.net($1) }
    let count = Wording.count(lines.count, "line", "lines")
    return Sheet(
      id: "lines", title: title, table: table(ledger, lines),
      reading: ["\(count), \(Wording.money(net, ledger.currency)) net."], definition: definition,
      tone: { ledger.lines.refund[lines[$0]] > 0 ? .warn : nil },
      destination: { row in
        let order = ledger.order(ofLine: lines[row])
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }

  private static func table(_ ledger: Ledger, _ list: [Int]) -> DataTable {
    let products = ledger.products
    let lines = ledger.lines
    let hasName = products.name.isPresent
    let money = { (id: String, title: String, priority: Int) in
      DataColumn(id, Wording.head(title, ledger.currency), .money, priority: priority, showsCents: true)
    }
    let sum = { (column: MoneyColumn) in Value.money(list.reduce(0) { $0 + column[$1] }) }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value, total: Value)] = [
      (
        DataColumn("product", "Product", .key, priority: 1), { .words(products.sku[Int(lines.product[$0])]) }, .none
      ),
      (
        DataColumn("name", "Name", .text, drawing: hasName ? .figure : .hidden, priority: 3),
        { line in
          let product = Int(lines.product[line])
          let name = products.name[product]
          return name == products.sku[product] ? .none : .words(name)
        }, .none
      ),
      (
        DataColumn(
          "category", "Category", .text, drawing: products.category.isPresent ? .figure : .hidden, priority: 6),
        { .words(products.category[Int(lines.product[$0])]) }, .none
      ),
      (
        DataColumn(
          "order", "Order", .key, drawing: ledger.orders.id.isPresent ? .figure : .hidden, priority: 4),
        { .words(ledger.orders.id[ledger.order(ofLine: $0)]) }, .none
      ),
      (
        DataColumn("date", "Date", .date, priority: 1), { .date(ledger.orders.date(ledger.order(ofLine: $0))) },
        .none
      ),
      (
        DataColumn("quantity", "Pieces", .count, priority: 2), { .integer(Int(lines.quantity[$0])) },
        .integer(list.reduce(0) { $0 + Int(lines.quantity[$1]) })
      ),
      (money("gross", "Gross", 4), { .money(lines.gross[$0]) }, sum(lines.gross)),
      (money("discount", "Discount", 5), { .money(lines.discount[$0]) }, sum(lines.discount)),
      (money("refund", "Refund", 5), { .money(lines.refund[$0]) }, sum(lines.refund)),
      (
        money("net", "Net", 1), { .money(lines.net($0)) }, .money(list.reduce(0) { $0 + lines.net($1) })
      ),
    ]
    return DataTable(
      columns: cells.map(\.column), rowCount: list.count, totals: cells.map(\.total),
      key: { String(list[$0]) }, find: { key in Int(key).flatMap { line in list.firstIndex { $0 == line } } },
      cell: { row, column in cells[column].value(list[row]) })
  }
}

extension Ledger {
  /// The order that a line belongs to. Complexity: O(log orders).
  func order(ofLine line: Int) -> Int {
    var low = 0
    var high = orders.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(orders.lineStart[middle]) <= line { low = middle } else { high = middle }
    }
    return low
  }
}
