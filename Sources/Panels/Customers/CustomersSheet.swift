import Analytics
import Ledger

/// A list of customers: what every number of the segments and of the value panels opens into.
public enum CustomersSheet {
  /// The sheet of some customers, given by their numbers in the ledger, by net to date, highest first.
  ///
  /// Cells are computed when they are looked at: opening costs O(customers of the ledger) integer steps, whatever the
  /// stages and rhythms of the members cost later.
  public static func make(_ findings: Findings, title: String, members: [Int]) -> Sheet {
    make(findings, title: title, rows: findings(CustomerRanking.self).sorted(members))
  }

  /// The sheet of some customers, given by their numbers in the ledger as 4-byte values.
  public static func make(_ findings: Findings, title: String, members: [Int32]) -> Sheet {
    make(findings, title: title, rows: findings(CustomerRanking.self).sorted(members.lazy.map { Int($0) }))
  }

  /// Every customer who has ordered by the as-of day.
  public static func everybody(_ findings: Findings) -> Sheet {
    let history = findings(PurchaseHistory.self)
    let falling = findings(CustomerRanking.self).falling
    // All who have ordered are all who have bought anything: nothing has to be added up for them.
    return make(
      findings, title: "Customers", net: history.identifiedNet, purchases: history.count,
      rows: Rows(
        count: falling.count, customer: { Int(falling[$0]) },
        place: { answers in falling.firstIndex { answers(Int($0)) } }))
  }

  private static func make(_ findings: Findings, title: String, rows: [Int32]) -> Sheet {
    let history = findings(PurchaseHistory.self)
    var net: Int64 = 0
    var purchases = 0
    for customer in rows {
      net += history.netToDate[Int(customer)]
      purchases += history.purchaseCount(of: Int(customer))
    }
    return make(
      findings, title: title, net: net, purchases: purchases,
      rows: Rows(
        count: rows.count, customer: { Int(rows[$0]) }, place: { answers in rows.firstIndex { answers(Int($0)) } }))
  }

  /// The rows of a list.
  private struct Rows: Sendable {
    let count: Int
    /// The customer of a row.
    let customer: @Sendable (Int) -> Int
    /// The first row whose customer answers a question.
    let place: @Sendable ((Int) -> Bool) -> Int?
  }

  private static func make(_ findings: Findings, title: String, net: Int64, purchases: Int, rows: Rows) -> Sheet {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    let columns = CustomerColumn.columns(findings)
    let totals = columns.map { column -> Value in
      switch column.data.id {
      case "purchases": .integer(purchases)
      case "net": .money(net)
      case "aov": purchases > 0 ? .money(Money.rounded(net, Int64(purchases))) : .none
      default: .none
      }
    }
    let keys = ledger.customers.key
    let table = DataTable(
      columns: columns.map(\.data), rowCount: rows.count, totals: totals,
      key: { keys[rows.customer($0)] },
      find: { key in
        let bytes = Array(key.utf8)
        return rows.place { keys.utf8($0).elementsEqual(bytes) }
      },
      cell: { row, column in columns[column].value(rows.customer(row)) })
    return Sheet(
      id: "customers", title: title, table: table, customers: rows.count,
      reading: reading(findings, rows: rows.count, net: net),
      notes: [LeftOut.note(findings), history.sketchNote.map(Wording.sentence)].compactMap { $0 },
      definition: CustomerColumn.definition(findings), customer: { rows.customer($0) },
      destination: { row in
        let customer = rows.customer(row)
        return Destination(title: ledger.customers.label(customer)) { CustomerSheet.make(findings, customer: customer) }
      })
  }

  private static func reading(_ findings: Findings, rows: Int, net: Int64) -> [String] {
    guard rows > 0 else { return ["Nobody here."] }
    let everybody = findings(CustomerRanking.self).count
    let total = findings(PurchaseHistory.self).identifiedNet
    var sentence = Wording.customers(rows)
    sentence += rows == 1 ? " brings " : " bring "
    sentence += Wording.wholeMoney(net, findings.ledger.currency) + " net to date"
    if rows < everybody, total > 0 {
      sentence +=
        ": \(Wording.percent(Double(rows) / Double(everybody))) of all \(Digits.grouped(everybody)), "
        + "\(Wording.percent(Double(net) / Double(total))) of what all known people bring"
    }
    return [sentence + "."]
  }
}
