import Analytics
import Ledger

/// One order: its head, and its lines as a table.
public enum OrderSheet {
  /// The sheet of an order, given by its position in the ledger.
  ///
  /// Complexity: O(lines and refunds of the order), beyond the index of refunds, which is made once.
  public static func make(_ findings: Findings, order: Int) -> Sheet {
    let ledger = findings.ledger
    let orders = ledger.orders
    let lines = orders.lines(of: order)
    let title = OrderState.title(orders, order)
    let refunds = findings(RefundPlaces.self).refunds(of: order)
    return Sheet(
      id: "order", title: title, table: table(ledger, order: order), reading: [OrderState.meaning(orders, order)],
      notes: notes(ledger, order: order),
      definition: [
        "Net is gross − discounts − refunds, line by line; the order's own discount is shared out to its lines so "
          + "that they add up to it exactly. Tax and shipping are no part of net.",
        "The price of a piece is the line's gross divided by its quantity, rounded half away from zero.",
      ],
      figure: Sheet.Figure(
        minimum: 2, ideal: 7 + min(6, refunds.count),
        OrderFigure(ledger: ledger, order: order, refunds: refunds, lines: lines.count)),
      tone: { ledger.lines.refund[lines.lowerBound + $0] > 0 ? .warn : nil })
  }

  private static func table(_ ledger: Ledger, order: Int) -> DataTable {
    let lines = ledger.orders.lines(of: order)
    let currency = ledger.currency
    let products = ledger.products
    let hasName = lines.contains { line in
      let product = Int(ledger.lines.product[line])
      return !products.name[product].isEmpty && products.name[product] != products.sku[product]
    }
    let money = { (id: String, title: String, priority: Int) in
      DataColumn(id, Wording.head(title, currency), .money, priority: priority, showsCents: true)
    }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (DataColumn("product", "Product", .key, priority: 1), { .words(products.sku[Int(ledger.lines.product[$0])]) }),
      (
        DataColumn("name", "Name", .text, drawing: hasName ? .figure : .hidden, priority: 2),
        { .words(products.name[Int(ledger.lines.product[$0])]) }
      ),
      (
        DataColumn(
          "category", "Category", .text, drawing: products.category.isPresent ? .figure : .hidden, priority: 6),
        { .words(products.category[Int(ledger.lines.product[$0])]) }
      ),
      (DataColumn("quantity", "Pieces", .count, priority: 2), { .integer(Int(ledger.lines.quantity[$0])) }),
      (
        money("unit_price", "Price", 4),
        { line in
          let quantity = Int64(ledger.lines.quantity[line])
          return quantity > 0 ? .money(Money.rounded(ledger.lines.gross[line], quantity)) : .none
        }
      ),
      (money("gross", "Gross", 3), { .money(ledger.lines.gross[$0]) }),
      (money("discount", "Discount", 5), { .money(ledger.lines.discount[$0]) }),
      (money("refund", "Refund", 5), { .money(ledger.lines.refund[$0]) }),
      (money("net", "Net", 1), { .money(ledger.lines.net($0)) }),
    ]
    let pieces = lines.reduce(0) { $0 + Int(ledger.lines.quantity[$1]) }
    let net = lines.reduce(Int64(0)) { $0 + ledger.lines.net($1) }
    return DataTable(
      columns: cells.map(\.column), rowCount: lines.count,
      totals: [
        .none, .none, .none, .integer(pieces), .none, .money(ledger.lines.gross.sum(lines)),
        .money(ledger.lines.discount.sum(lines)), .money(ledger.lines.refund.sum(lines)), .money(net),
      ],
      // A product may stand on several lines of an order, so the position is what names the line.
      key: { String($0) }, find: { Int($0).flatMap { (0..<lines.count).contains($0) ? $0 : nil } },
      cell: { row, column in cells[column].value(lines.lowerBound + row) })
  }

  private static func notes(_ ledger: Ledger, order: Int) -> [String] {
    let orders = ledger.orders
    switch OrderStatus(rawValue: orders.status[order]) {
    case .cancelled, .unpaid: return ["The amounts below are listed and count nowhere: net of the order is 0."]
    default: return []
    }
  }
}
