import Ledger

/// Orders that are paid after their delivery: cash on delivery, invoices, accounts, transfers.
enum PaymentLater {
  /// What is said about them; `nil` where there are none.
  static func remark(counting delivered: Int, notYet open: Int) -> String? {
    guard delivered + open > 0 else { return nil }
    var parts: [String] = []
    if delivered > 0 {
      parts.append("\(Digits.grouped(delivered)) delivered \(delivered == 1 ? "order counts" : "orders count")")
    }
    if open > 0 {
      parts.append("\(Digits.grouped(open)) not delivered \(open == 1 ? "counts" : "count") as not paid")
    }
    return "Paid after the delivery (cash on delivery, invoice, transfer), decided order by order: "
      + parts.joined(separator: ", ") + "."
  }
}
