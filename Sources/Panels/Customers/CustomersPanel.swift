import Analytics
import Ledger

extension Panel {
  /// Everybody who has ordered, by net to date.
  public static let customers = Panel(
    id: "customers", title: "Customers", group: .customers,
    question: "Who are my customers, and what have they brought?"
  ) { CustomersSheet.everybody($0) }
}
