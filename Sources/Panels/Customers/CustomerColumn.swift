import Analytics
import Ledger

/// One column of a list of customers: its head, and how the figure of a customer is found.
struct CustomerColumn: Sendable {
  let data: DataColumn
  let value: @Sendable (_ customer: Int) -> Value

  init(_ data: DataColumn, _ value: @escaping @Sendable (_ customer: Int) -> Value) {
    self.data = data
    self.value = value
  }

  /// The columns that this ledger has something to say in.
  static func columns(_ findings: Findings) -> [CustomerColumn] {
    let own = standard(findings)
    return own + offered(findings, besides: own)
  }

  /// The columns of every list of customers.
  private static func standard(_ findings: Findings) -> [CustomerColumn] {
    identity(findings.ledger.customers)
      + purchases(Deferred<PurchaseHistory>(findings).value, asOf: findings.question.asOf, findings.ledger.currency)
      + standing(Deferred(findings), Deferred(findings)) + contact(findings.ledger.customers)
  }

  /// What the columns mean.
  static func definition(_ findings: Findings) -> [String] {
    let months = Lifecycle.months(findings(PurchaseHistory.self), findings.question.settings)
      .map(String.init).joined(separator: ", ")
    let rule = findings.question.settings.churn
    return [
      "A purchase is "
        + (findings.question.settings.purchaseUnit == .day
          ? "all valid orders of one person on one local day" : "one valid order")
        + ": paid, not cancelled, worth more than 0 after refunds.",
      "Net to date is gross − discounts − refunds of everything that counts up to \(findings.question.asOf). Per "
        + "purchase is that sum divided by the purchases, rounded half away from zero.",
      "The stage is the number of calendar months that the last purchase lies back, with the bounds \(months).",
      "The rhythm is days since the last purchase ÷ usual interval: on time below "
        + "\(ValueFormat.decimal(rule.due, 1)), due below \(ValueFormat.decimal(rule.atRisk, 1)), at risk below "
        + "\(ValueFormat.decimal(rule.lost, 1)), then lost.",
    ]
  }

  private static func identity(_ customers: CustomerTable) -> [CustomerColumn] {
    var columns = [
      CustomerColumn(DataColumn("customer", "Customer", .key, priority: 1)) { .text(customers.key[$0]) }
    ]
    if customers.name.isPresent {
      columns.append(CustomerColumn(DataColumn("name", "Name", .text, priority: 2)) { .words(customers.name[$0]) })
    }
    if customers.region.isPresent || customers.country.isPresent {
      columns.append(
        CustomerColumn(DataColumn("region", "Region", .text, priority: 6)) { .words(customers.place($0)) })
    }
    return columns
  }

  private static func purchases(
    _ history: Deferred<PurchaseHistory>.Held, asOf: Day, _ currency: Currency
  ) -> [CustomerColumn] {
    [
      CustomerColumn(DataColumn("purchases", "Purchases", .count, priority: 4, summing: .sum)) {
        .integer(history.analysis.purchaseCount(of: $0))
      },
      CustomerColumn(DataColumn("last_purchase", "Last", .date, priority: 3)) {
        history.analysis.lastPurchase(of: $0).map { .date($0) } ?? .none
      },
      CustomerColumn(DataColumn("days_since", "Silent", .days, priority: 5)) {
        .count(history.analysis.lastPurchase(of: $0).map { asOf - $0 })
      },
      CustomerColumn(
        DataColumn(
          "net", Wording.head("Net", currency), .money, drawing: .figureAndBar, priority: 1, summing: .sum)
      ) { .money(history.analysis.netToDate[$0]) },
      CustomerColumn(
        DataColumn(
          "aov", Wording.head("Per purchase", currency), .money, priority: 7,
          summing: .quotient("net", per: "purchases"))
      ) {
        let count = history.analysis.purchaseCount(of: $0)
        return count > 0 ? .money(Money.rounded(history.analysis.netToDate[$0], Int64(count))) : .none
      },
      CustomerColumn(DataColumn("first_purchase", "First", .date, drawing: .hidden)) {
        history.analysis.firstPurchase(of: $0).map { .date($0) } ?? .none
      },
    ]
  }

  private static func standing(_ stages: Deferred<Lifecycle>, _ rhythms: Deferred<ChurnList>) -> [CustomerColumn] {
    [
      CustomerColumn(DataColumn("stage", "Stage", .text, priority: 4)) {
        .words(stages.value.analysis.stage(of: $0)?.rawValue ?? "")
      },
      CustomerColumn(DataColumn("state", "Rhythm", .text, priority: 5)) {
        .words(rhythms.value.analysis.rhythm(of: $0)?.state.phrase ?? "")
      },
      CustomerColumn(DataColumn("ratio", "Ratio", .number, priority: 6)) {
        .fraction(rhythms.value.analysis.rhythm(of: $0)?.ratio)
      },
      CustomerColumn(DataColumn("interval", "Every", .days, priority: 8)) {
        .fraction(rhythms.value.analysis.rhythm(of: $0)?.interval)
      },
    ]
  }

  private static func contact(_ customers: CustomerTable) -> [CustomerColumn] {
    var columns: [CustomerColumn] = []
    if customers.email.isPresent {
      columns.append(
        CustomerColumn(DataColumn("email", "E-mail", .text, drawing: .hidden)) { .words(customers.email[$0]) })
    }
    if customers.phone.isPresent {
      columns.append(
        CustomerColumn(DataColumn("phone", "Phone", .text, drawing: .hidden)) { .words(customers.phone[$0]) })
    }
    return columns
  }
}
