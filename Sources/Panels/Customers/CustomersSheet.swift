import Analytics
import Ledger

/// A list of customers: what every number of the segments and of the value panels opens into.
public enum CustomersSheet {
  /// The sheet of some customers, given by their numbers in the ledger, by net to date, highest first.
  ///
  /// Cells are computed when they are looked at: opening costs O(customers of the ledger) integer steps, whatever the
  /// stages and rhythms of the members cost later.
  public static func make(_ findings: Findings, title: String, members: [Int]) -> Sheet {
    make(findings, id: "customers", title: title, rows: findings(CustomerRanking.self).sorted(members))
  }

  /// The sheet of some customers, given by their numbers in the ledger as 4-byte values.
  public static func make(_ findings: Findings, title: String, members: [Int32]) -> Sheet {
    make(
      findings, id: "customers", title: title,
      rows: findings(CustomerRanking.self).sorted(members.lazy.map { Int($0) }))
  }

  /// Every customer who has ordered by the as-of day.
  public static func everybody(_ findings: Findings) -> Sheet {
    make(findings, id: "customers", title: "Customers", rows: findings(CustomerRanking.self).order)
  }

  private static func make(_ findings: Findings, id: String, title: String, rows: [Int32]) -> Sheet {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    var net: Int64 = 0
    var purchases = 0
    for customer in rows {
      net += history.netToDate[Int(customer)]
      purchases += history.purchaseCount(of: Int(customer))
    }
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
      key: { keys[Int(rows[$0])] },
      find: { key in
        let bytes = Array(key.utf8)
        return rows.firstIndex { keys.utf8(Int($0)).elementsEqual(bytes) }
      },
      cell: { row, column in columns[column].value(Int(rows[row])) })
    return Sheet(
      id: id, title: title, table: table, customers: rows.count,
      reading: reading(findings, rows: rows.count, net: net),
      notes: [LeftOut.note(findings), history.sketchNote.map(Wording.sentence)].compactMap { $0 },
      definition: CustomerColumn.definition(findings), customer: { Int(rows[$0]) },
      destination: { row in
        let customer = Int(rows[row])
        return Destination(title: ledger.customers.label(customer)) { CustomerSheet.make(findings, customer: customer) }
      })
  }

  private static func reading(_ findings: Findings, rows: Int, net: Int64) -> [String] {
    guard rows > 0 else { return ["Nobody here."] }
    let everybody = findings(CustomerRanking.self).order.count
    let total = findings(PurchaseHistory.self).identifiedNet
    var sentence = Wording.customers(rows)
    sentence += rows == 1 ? " brings " : " bring "
    sentence += Wording.wholeMoney(net, findings.ledger.currency) + " net to date"
    if rows < everybody, total > 0 {
      sentence +=
        ": \(Wording.percent(Double(rows) / Double(everybody))) of people, "
        + "\(Wording.percent(Double(net) / Double(total))) of what all known people bring"
    }
    return [sentence + "."]
  }
}
