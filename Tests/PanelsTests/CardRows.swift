import Analytics
import Ledger
import Testing

@testable import Panels

/// What every field of a card promises: rows that add up to its figure, words that explain it.
enum CardRows {
  /// How the figure of a field follows from the sheet that it opens to.
  private static func figure(_ id: String, _ sheet: Sheet) -> Value? {
    let table = sheet.table
    let total = { (column: String) -> Value? in table.column(column).map { table.totals[$0] } }
    switch id {
    case "net", "largest_purchase": return total("net")
    case "margin": return total("margin")
    case "discounts": return total("discount")
    case "pieces": return total("pieces")
    case "orders", "purchases", "returns", "discounted_purchases", "visits_30", "visits_90", "sessions", "enquiries",
      "campaigns", "unbought_1", "unbought_2":
      return .integer(table.rowCount)
    case "joined_keys":
      guard let column = table.column("verdict") else { return nil }
      let joined = (0..<table.rowCount).count { row in
        if case .text(let verdict) = table[row, column] { return verdict.hasPrefix("joined") }
        return false
      }
      return .integer(joined)
    default: return id.hasPrefix("product_") || id.hasPrefix("category_") ? total("net") : nil
    }
  }

  static func check(_ findings: Findings, customer: Int) {
    let card = Card(CustomerRecord(findings, customer: customer))
    let key = findings.ledger.customers.key[customer]
    var ids: Set<String> = []
    for field in card.fields {
      #expect(ids.insert(field.id).inserted, "two fields are \(field.id)")
      #expect(!field.definition.isEmpty && field.definition.allSatisfy { $0.hasSuffix(".") }, "\(field.id)")
      #expect(!field.value.isEmpty, "\(field.id)")
      guard let next = field.destination else { continue }
      let sheet = next.open()
      #expect(sheet.title == next.title)
      #expect(next.title.count <= 40)
      #expect(!sheet.reading.isEmpty && !sheet.definition.isEmpty)
      #expect(sheet.table.totals.isEmpty || sheet.table.totals.count == sheet.table.columns.count)
      for row in Set([0, sheet.table.rowCount - 1]) where row >= 0 && row < sheet.table.rowCount {
        #expect(sheet.table.row(for: sheet.table.key(of: row)) == row, "\(field.id)")
        if let further = sheet.destination(row) { #expect(further.open().title == further.title) }
      }
      switch field.id {
      case "rank":
        #expect(field.exact == .integer((sheet.table.row(for: key) ?? -2) + 1))
      case "stage", "decile", "stake", "value_score":
        #expect(sheet.table.row(for: key) != nil, "\(field.id)")
      case "interval":
        #expect(sheet.table.rowCount == findings(PurchaseHistory.self).purchaseCount(of: customer))
      case "days_since", "first_purchase":
        #expect(sheet.table.rowCount == 1)
      case "full_price_share":
        let net = sheet.table.column("net").map { sheet.table.totals[$0] }
        let whole = CustomerRecord(findings, customer: customer).goodsNet
        #expect(net?.magnitude.map { $0 / Double(whole) } == field.exact.magnitude)
      case let id where id.hasPrefix("rfm_"):
        #expect(sheet.table.row(for: key) != nil, "\(id)")
      case "aov":
        // Net to date ÷ purchases, as in every list; the rows are the orders that make up the net.
        guard case .money(let net)? = sheet.table.column("net").map({ sheet.table.totals[$0] }) else {
          Issue.record("no net")
          continue
        }
        let purchases = findings(PurchaseHistory.self).purchaseCount(of: customer)
        #expect(field.exact == .money(Money.rounded(net, Int64(purchases))), "aov of \(key)")
      default: #expect(figure(field.id, sheet) == field.exact, "\(field.id) of \(key)")
      }
    }
  }
}
