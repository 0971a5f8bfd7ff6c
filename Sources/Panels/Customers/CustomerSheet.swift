import Analytics
import Ledger

/// One customer's card: who, what they are worth, their rhythm, and their orders as a table.
public enum CustomerSheet {
  /// The card of a customer, given by the number in the ledger, with what was written about them.
  ///
  /// Orders after the as-of day do not exist. Complexity: O(orders and lines of the customer), beyond the analyses.
  public static func make(_ findings: Findings, customer: Int) -> Sheet {
    // Somebody who is left out of all figures has a card of their own figures all the same.
    let findings = LeftOut.test(findings)(customer) ? findings.ofEverybody : findings
    return make(findings, customer: customer, notes: notes(findings, customer: customer))
  }

  /// The card of a customer with these notes on it.
  static func make(_ findings: Findings, customer: Int, notes: [CardNote]) -> Sheet {
    let ledger = findings.ledger
    let record = CustomerRecord(findings, customer: customer)
    let card = Card(record, notes: notes)
    let orders = record.orders
    let notCounted = orders.count - record.counting.count
    var remarks: [String] = []
    if notCounted > 0 {
      remarks.append(
        "\(Wording.count(notCounted, "order", "orders")) cancelled or unpaid: listed, but in none of the sums.")
    }
    return Sheet(
      id: "customer", title: card.title, table: OrdersSheet.table(findings, orders: orders), customers: 1,
      reading: reading(record), notes: remarks,
      definition: CustomerColumn.definition(findings) + definition(findings),
      figure: Sheet.Figure(
        minimum: 3, ideal: min(24, card.layout(width: 100, height: .max).height), CardDrawing(card: card)),
      card: card, subject: customer,
      tone: { OrderState.role(ledger.orders, orders[$0]) },
      destination: { row in
        let order = orders[row]
        return Destination(title: OrderState.title(ledger.orders, order)) { OrderSheet.make(findings, order: order) }
      })
  }

  /// What was written about a customer under any of the keys.
  private static func notes(_ findings: Findings, customer: Int) -> [CardNote] {
    let ledger = findings.ledger
    let keys =
      [ledger.customers.key[customer]] + IdentityKind.allCases.flatMap { ledger.identities.keys(of: customer, $0) }
    return findings.page.notes(of: keys).map { note in
      CardNote(
        note.text == note.kind.words ? "" : note.text, kind: note.kind.words, due: note.due,
        written: Day(rawValue: Int32(clamping: note.writtenAt / 86_400)), isDone: note.doneAt != nil,
        forbidsContact: note.kind == .doNotContact)
    }
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

  private static func reading(_ record: CustomerRecord) -> [String] {
    let findings = record.findings
    let history = record.history
    let customer = record.customer
    guard let first = history.firstPurchase(of: customer), let last = history.lastPurchase(of: customer) else {
      return ["No purchase by \(Wording.date(findings.question.asOf))."]
    }
    let purchases = record.purchases
    let net = Wording.wholeMoney(history.netToDate[customer], findings.ledger.currency)
    let silent = findings.question.asOf - last
    let ago = silent == 0 ? "today" : "\(Wording.days(silent)) ago"
    var sentences = [
      purchases == 1
        ? "One purchase, \(ago): \(net) net."
        : "\(Wording.count(purchases, "purchase", "purchases")) since \(Wording.date(first)), the last one \(ago): "
          + "\(net) net."
    ]
    if let rhythm = record.rhythm, rhythm.state == .due || rhythm.state == .atRisk {
      sentences.append(Wording.sentence(findings(ChurnList.self).reason(rhythm)))
    }
    return sentences
  }
}
