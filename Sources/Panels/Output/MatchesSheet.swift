import Analytics
import Ledger

/// The customers that answer a search, as a sheet: what `find` prints.
public enum MatchesSheet {
  /// A sheet of the matches, best first; each row leads to the customer's card.
  public static func make(_ findings: Findings, search: CustomerSearch, query: String, isMasked: Bool = false) -> Sheet
  {
    let ledger = findings.ledger
    let sign = ledger.currency.symbol.isEmpty ? ledger.currency.code : ledger.currency.symbol
    let columns = [
      DataColumn("customer", "Customer", .key, priority: 0),
      DataColumn("name", "Name", .text, priority: 1),
      DataColumn("email", "E-mail", .text, priority: 4),
      DataColumn("phone", "Phone", .text, priority: 5),
      DataColumn("match", "Match", .text, priority: 2),
      DataColumn("last_purchase", "Last purchase", .date, priority: 3),
      DataColumn("net", sign.isEmpty ? "Net" : "Net \(sign)", .money, priority: 1),
    ]
    let asOf = findings.question.asOf.rawValue
    let matches = search.matches
    let table = DataTable(
      columns: columns, rowCount: matches.count, key: { ledger.customers.key[matches[$0].customer] }
    ) { row, column in
      let match = matches[row]
      switch columns[column].id {
      case "customer": return .text(ledger.customers.key[match.customer])
      case "name": return .words(ledger.customers.name[match.customer])
      case "email": return .words(ledger.customers.email[match.customer])
      case "phone": return .words(ledger.customers.phone[match.customer])
      case "match": return .text(reason(match, isMasked: isMasked))
      case "last_purchase":
        let last = ledger.orders(of: match.customer).last {
          ledger.orders.day[$0] <= asOf && ledger.orders.isPurchase($0)
        }
        return last.map { .date(ledger.orders.date($0)) } ?? .none
      default: return .money(match.net)
      }
    }
    return Sheet(
      id: "find", title: "Customers matching '\(query)'", table: table, customers: matches.count,
      reading: matches.isEmpty ? ["Nobody in this file answers '\(query)'."] : [],
      notes: notes(search, ledger),
      definition: [
        "Looked for as the whole key, a whole order number, a whole e-mail address, the end of a phone number (from "
          + "four digits), the beginnings of the name's words, of an e-mail address, an order number or a key; as "
          + "Chinese characters in any order, their pinyin or its first letters; as a part of any of them, but for "
          + "words of one or two letters or digits; and, where few answer, with typing mistakes in the name. Each word "
          + "may be answered by something else: the weakest answer counts; then by net to date."
      ], customer: { matches[$0].customer },
      destination: { row in
        let customer = matches[row].customer
        return Destination(title: ledger.customers.label(customer)) {
          CustomerSheet.make(findings, customer: customer)
        }
      })
  }

  private static func reason(_ match: CustomerSearch.Match, isMasked: Bool) -> String {
    switch match.reason {
    case .key: "key"
    case .order: "order " + match.text
    case .email: "e-mail"
    case .phone: "phone"
    case .name: "name"
    case .emailPrefix: "e-mail begins so"
    case .orderPrefix: "order " + match.text
    case .keyPrefix: "key begins so"
    case .characters: "characters"
    case .pinyin, .pinyinPrefix: "pinyin"
    case .initials: "initials"
    case .part: isMasked ? "part" : "part of " + match.text
    case .typo: "name, mistyped"
    }
  }

  private static func notes(_ search: CustomerSearch, _ ledger: Ledger) -> [String] {
    search.unidentifiedOrders.prefix(5).map { order in
      "Order \(ledger.orders.id[order]) of \(ledger.orders.date(order)) carries no customer key."
    }
  }
}
