import Analytics
import Ledger

/// What a customer's card says, as exact figures in one row: the `card` of `customer --format json`.
public enum CustomerFacts {
  /// A table of one row; figures that do not exist for this person are ``Value/none``.
  public static func table(_ findings: Findings, customer: Int) -> DataTable {
    let findings = LeftOut.test(findings)(customer) ? findings.ofEverybody : findings
    let record = CustomerRecord(findings, customer: customer)
    let card = Card(record)
    let cells =
      person(findings.ledger, customer) + money(findings, customer) + rhythm(findings, customer)
      + shares(record)
      + more.map { fact in
        (DataColumn(fact.id, fact.title, fact.kind), card.field(fact.id)?.exact ?? .none)
      }
    return DataTable(columns: cells.map(\.column), rows: [cells.map(\.value)])
  }

  /// Fields of the card that are facts too, by their id; in JSON they are there for everybody.
  private static let more: [(id: String, title: String, kind: Kind)] = [
    ("margin", "Margin", .money), ("rank", "Rank", .count),
    ("decile", "Decile", .integer), ("largest_purchase", "Largest purchase", .money), ("pieces", "Pieces", .count),
    ("returns", "Returned lines", .count), ("discounted_purchases", "Purchases with a discount", .count),
    ("full_price_share", "Share at full price", .ratio), ("registered", "Registered", .date),
    ("birthday", "Birthday", .date), ("consent", "May be written to", .text),
    ("tags", "Tags", .text), ("joined_keys", "Keys that joined records", .count),
    ("visits_30", "Visits in 30 days", .count),
    ("visits_90", "Visits in 90 days", .count), ("sessions", "Visits", .count), ("enquiries", "Enquiries", .count),
    ("campaigns", "Campaigns", .count),
  ]

  private static func shares(_ record: CustomerRecord) -> [Cell] {
    [
      (DataColumn("net_share", "Share of all net", .ratio), .fraction(record.netShare)),
      (DataColumn("return_rate", "Refunds ÷ what was paid", .ratio), .fraction(record.returnRate)),
      (DataColumn("discount_share", "Discounts ÷ list value", .ratio), .fraction(record.discountShare)),
      (DataColumn("price_habit", "Price habit", .text), .text(record.habit.rawValue)),
      (DataColumn("favourite_category", "Favourite category", .text), .words(record.categories.first?.name ?? "")),
      (DataColumn("favourite_product", "Favourite product", .text), .words(record.products.first?.name ?? "")),
      (DataColumn("next_product", "Product due next", .text), .words(record.replenishment?.goods.name ?? "")),
      (
        DataColumn("next_product_due", "Day on which it is due", .date),
        record.replenishment.map { .date($0.due) } ?? .none
      ),
    ]
  }

  private typealias Cell = (column: DataColumn, value: Value)

  private static func person(_ ledger: Ledger, _ customer: Int) -> [Cell] {
    let table = ledger.customers
    return [
      (DataColumn("customer", "Customer", .key), .text(table.key[customer])),
      (DataColumn("name", "Name", .text), .words(table.name[customer])),
      (DataColumn("email", "E-mail", .text), .words(table.email[customer])),
      (DataColumn("phone", "Phone", .text), .words(table.phone[customer])),
      (DataColumn("accounts", "Accounts", .text), keys(ledger, customer, .account)),
      (DataColumn("emails", "E-mails", .text), keys(ledger, customer, .email)),
      (DataColumn("phones", "Phones", .text), keys(ledger, customer, .phone)),
      (DataColumn("city", "City", .text), .words(table.city[customer])),
      (DataColumn("region", "Region", .text), .words(table.region[customer])),
      (DataColumn("country", "Country", .text), .words(table.country[customer])),
      (DataColumn("channel", "Channel", .text), .words(table.channel[customer])),
    ]
  }

  /// All keys of a kind by which the person is known, with blanks between them.
  private static func keys(_ ledger: Ledger, _ customer: Int, _ kind: IdentityKind) -> Value {
    .words(ledger.identities.keys(of: customer, kind).joined(separator: " "))
  }

  private static func money(_ findings: Findings, _ customer: Int) -> [Cell] {
    let orders = findings.ledger.orders
    let history = findings(PurchaseHistory.self)
    let limit = findings.question.asOf.rawValue
    let counting = findings.ledger.orders(of: customer).filter { orders.day[$0] <= limit && orders.counts($0) }
    let sum = { (column: MoneyColumn) in Value.money(counting.reduce(0) { $0 + column[$1] }) }
    let purchases = history.purchases(of: customer)
    let mean =
      purchases.isEmpty ? nil : Money.rounded(history.net.sum(purchases), Int64(purchases.count))
    return [
      (DataColumn("orders", "Orders", .count), .integer(counting.count)),
      (DataColumn("purchases", "Purchases", .count), .integer(purchases.count)),
      (DataColumn("gross", "Gross", .money), sum(orders.gross)),
      (DataColumn("discounts", "Discounts", .money), sum(orders.discount)),
      (DataColumn("refunds", "Refunds", .money), sum(orders.refund)),
      (DataColumn("net", "Net", .money), .money(history.netToDate[customer])),
      (DataColumn("aov", "Net per purchase", .money), .amount(mean)),
      (DataColumn("first_purchase", "First purchase", .date), date(history.firstPurchase(of: customer))),
      (DataColumn("last_purchase", "Last purchase", .date), date(history.lastPurchase(of: customer))),
    ]
  }

  private static func rhythm(_ findings: Findings, _ customer: Int) -> [Cell] {
    let churn = findings(ChurnList.self)
    let rhythm = churn.rhythm(of: customer)
    let history = findings(PurchaseHistory.self)
    let stage = findings(Lifecycle.self).stage(of: customer)
    return [
      (DataColumn("stage", "Stage", .text), stage.map { .text($0.rawValue) } ?? .none),
      (DataColumn("days_since", "Days since", .days), .count(rhythm?.daysSince)),
      (DataColumn("interval", "Interval", .days), .fraction(rhythm?.interval)),
      (DataColumn("ratio", "Ratio", .number), .fraction(rhythm?.ratio)),
      (DataColumn("state", "State", .text), rhythm.map { .text($0.state.phrase) } ?? .none),
      (DataColumn("p_return", "P(return)", .ratio), .fraction(rhythm?.pReturn)),
      (DataColumn("next_expected", "Next expected", .date), date(rhythm?.nextExpected)),
      (DataColumn("expected", "Expected in 12 months", .money), .amount(churn.expected(of: customer, in: history))),
      (DataColumn("stake", "Value at stake", .money), .amount(churn.stake(of: customer, in: history))),
    ]
  }

  private static func date(_ day: Day?) -> Value { day.map { .date($0) } ?? .none }
}
