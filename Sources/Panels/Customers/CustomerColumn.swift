import Analytics
import Ledger

/// One column of a list of customers: its head, and how the figure of a customer is found.
struct CustomerColumn: Sendable {
  let data: DataColumn
  let value: @Sendable (Findings, Int) -> Value

  init(_ data: DataColumn, _ value: @escaping @Sendable (Findings, Int) -> Value) {
    self.data = data
    self.value = value
  }

  /// The columns that this ledger has something to say in.
  static func columns(_ ledger: Ledger) -> [CustomerColumn] {
    identity(ledger) + purchases(ledger.currency) + standing + contact(ledger)
  }

  /// What the columns mean.
  static func definition(_ findings: Findings) -> [String] {
    let months = findings.question.settings.lifecycleMonths.map(String.init).joined(separator: ", ")
    let rule = findings.question.settings.churn
    return [
      "A purchase is "
        + (findings.question.settings.purchaseUnit == .day
          ? "all valid orders of one person on one local day" : "one valid order")
        + ": paid, not cancelled, worth more than 0 after refunds.",
      "Net to date is gross − discounts − refunds of everything that counts up to \(findings.question.asOf). Per purchase is "
        + "that sum divided by the purchases, rounded half away from zero.",
      "The stage is the number of calendar months that the last purchase lies back, with the bounds \(months).",
      "The rhythm is days since the last purchase ÷ usual interval: on time below \(ValueFormat.decimal(rule.due, 1)), "
        + "due below \(ValueFormat.decimal(rule.atRisk, 1)), at risk below \(ValueFormat.decimal(rule.lost, 1)), then lost.",
    ]
  }

  private static func identity(_ ledger: Ledger) -> [CustomerColumn] {
    var columns = [
      CustomerColumn(DataColumn("customer", "Customer", .key, priority: 1)) { .text($0.ledger.customers.key[$1]) }
    ]
    if ledger.customers.name.isPresent {
      columns.append(
        CustomerColumn(DataColumn("name", "Name", .text, priority: 2)) { .words($0.ledger.customers.name[$1]) })
    }
    if ledger.customers.region.isPresent || ledger.customers.country.isPresent {
      columns.append(
        CustomerColumn(DataColumn("region", "Region", .text, priority: 6)) { .words($0.ledger.customers.place($1)) })
    }
    return columns
  }

  private static func purchases(_ currency: Currency) -> [CustomerColumn] {
    [
      CustomerColumn(DataColumn("purchases", "Purchases", .count, priority: 4)) {
        .integer($0(PurchaseHistory.self).purchaseCount(of: $1))
      },
      CustomerColumn(DataColumn("last_purchase", "Last", .date, priority: 3)) {
        $0(PurchaseHistory.self).lastPurchase(of: $1).map { .date($0) } ?? .none
      },
      CustomerColumn(DataColumn("days_since", "Silent", .days, priority: 5)) { findings, customer in
        .fraction(findings(PurchaseHistory.self).lastPurchase(of: customer).map { Double(findings.question.asOf - $0) })
      },
      CustomerColumn(
        DataColumn("net", Wording.head("Net", currency), .money, drawing: .figureAndBar, priority: 1)
      ) { .money($0(PurchaseHistory.self).netToDate[$1]) },
      CustomerColumn(DataColumn("aov", Wording.head("Per purchase", currency), .money, priority: 7)) {
        let history = $0(PurchaseHistory.self)
        let count = history.purchaseCount(of: $1)
        return count > 0 ? .money(Money.rounded(history.netToDate[$1], Int64(count))) : .none
      },
    ]
  }

  private static let standing = [
    CustomerColumn(DataColumn("stage", "Stage", .text, priority: 4)) {
      .words($0(Lifecycle.self).stage(of: $1)?.rawValue ?? "")
    },
    CustomerColumn(DataColumn("state", "Rhythm", .text, priority: 5)) {
      .words($0(ChurnList.self).state(of: $1)?.phrase ?? "")
    },
    CustomerColumn(DataColumn("ratio", "Ratio", .number, priority: 6)) {
      .fraction($0(ChurnList.self).rhythm(of: $1)?.ratio)
    },
    CustomerColumn(DataColumn("interval", "Every", .days, priority: 8)) {
      .fraction($0(ChurnList.self).rhythm(of: $1)?.interval)
    },
    CustomerColumn(DataColumn("first_purchase", "First", .date, drawing: .hidden)) {
      $0(PurchaseHistory.self).firstPurchase(of: $1).map { .date($0) } ?? .none
    },
  ]

  private static func contact(_ ledger: Ledger) -> [CustomerColumn] {
    var columns: [CustomerColumn] = []
    if ledger.customers.email.isPresent {
      columns.append(
        CustomerColumn(DataColumn("email", "E-mail", .text, drawing: .hidden)) { .words($0.ledger.customers.email[$1]) }
      )
    }
    if ledger.customers.phone.isPresent {
      columns.append(
        CustomerColumn(DataColumn("phone", "Phone", .text, drawing: .hidden)) { .words($0.ledger.customers.phone[$1]) })
    }
    return columns
  }
}
