import Analytics
import Ledger

/// One customer's card: who, what they are worth, their rhythm, and their orders as a table.
public enum CustomerSheet {
  /// The card of a customer, given by the number in the ledger.
  ///
  /// Orders after the as-of day do not exist. Complexity: O(orders and lines of the customer), beyond the analyses.
  public static func make(_ findings: Findings, customer: Int) -> Sheet {
    let ledger = findings.ledger
    let asOf = findings.question.asOf.rawValue
    let orders = Array(ledger.orders(of: customer).filter { ledger.orders.day[$0] <= asOf }.reversed())
    let profile = CustomerProfile(findings, customer: customer, orders: orders)
    let notCounted = orders.count { !ledger.orders.counts($0) }
    var notes: [String] = []
    if notCounted > 0 {
      notes.append(
        "\(Wording.count(notCounted, "order", "orders")) cancelled or unpaid: listed, but in none of the sums.")
    }
    return Sheet(
      id: "customer", title: profile.label, table: table(ledger, orders: orders), customers: 1,
      reading: profile.reading, notes: notes, definition: CustomerColumn.definition(findings) + definition(findings),
      figure: Sheet.Figure(minimum: 3, ideal: 23, CustomerCard(profile: profile)), subject: customer,
      tone: { OrderState.role(ledger.orders, orders[$0]) },
      destination: { row in
        let order = orders[row]
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }

  private static func definition(_ findings: Findings) -> [String] {
    let rule = findings.question.settings.churn
    return [
      "The usual interval is the median of the person's own gaps between purchase days, shrunk towards the shop's; "
        + "after a single purchase it is the shop's usual gap from the first to the second.",
      "The chance of return within \(rule.horizon) days comes from how long gaps of people with as many purchases "
        + "have lasted (Kaplan–Meier, the running gap censored). Value at stake is the net expected in 12 months × "
        + "(1 − that chance).",
      "Rank and share are of net to date among all known people.",
    ]
  }

  private static func table(_ ledger: Ledger, orders list: [Int]) -> DataTable {
    let orders = ledger.orders
    let hasTime = !orders.second.isEmpty
    let hasNumber = orders.id.isPresent
    let money = { (id: String, title: String, priority: Int) in
      DataColumn(id, Wording.head(title, ledger.currency), .money, priority: priority, showsCents: true)
    }
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (
        DataColumn("order", "Order", .key, drawing: hasNumber ? .figure : .hidden, priority: 1),
        { .words(orders.id[$0]) }
      ),
      (DataColumn("date", "Date", .date, priority: 1), { .date(orders.date($0)) }),
      (
        DataColumn("time", "Time", .text, drawing: hasTime ? .figure : .hidden, priority: 7, width: 5),
        { order in
          guard order < orders.second.count else { return .none }
          let second = Int(orders.second[order])
          return .text(Digits.padded(second / 3_600, 2) + ":" + Digits.padded(second / 60 % 60, 2))
        }
      ),
      (DataColumn("lines", "Lines", .count, priority: 6), { .integer(orders.lines(of: $0).count) }),
      (
        DataColumn("pieces", "Pieces", .count, priority: 6),
        { .integer(orders.lines(of: $0).reduce(0) { $0 + Int(ledger.lines.quantity[$1]) }) }
      ),
      (money("gross", "Gross", 4), { .money(orders.gross[$0]) }),
      (money("discount", "Discount", 5), { .money(orders.discount[$0]) }),
      (money("refund", "Refund", 5), { .money(orders.refund[$0]) }),
      (money("net", "Net", 1), { .money(orders.net($0)) }),
      (DataColumn("status", "Status", .text, priority: 3), { .text(OrderState.words(orders, $0)) }),
    ]
    let counting = list.filter { orders.counts($0) }
    let totals: [Value] = [
      .none, .none, .none, .integer(counting.reduce(0) { $0 + orders.lines(of: $1).count }),
      .integer(counting.reduce(0) { $0 + orders.lines(of: $1).reduce(0) { $0 + Int(ledger.lines.quantity[$1]) } }),
      .money(counting.reduce(0) { $0 + orders.gross[$1] }), .money(counting.reduce(0) { $0 + orders.discount[$1] }),
      .money(counting.reduce(0) { $0 + orders.refund[$1] }), .money(counting.reduce(0) { $0 + orders.net($1) }), .none,
    ]
    return DataTable(
      columns: cells.map(\.column), rowCount: list.count, totals: totals,
      // Counted from the oldest order, so that a new order on top does not rename the others.
      key: { String(list.count - 1 - $0) },
      find: { Int($0).flatMap { (0..<list.count).contains($0) ? list.count - 1 - $0 : nil } },
      cell: { row, column in cells[column].value(list[row]) })
  }
}
