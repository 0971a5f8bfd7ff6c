import Analytics
import Ledger

extension Panel {
  /// Which records were taken for one person, and which keys were not believed.
  public static let people = Panel(
    id: "people", title: "People", group: .data, question: "Who was joined, and why?", needsLines: false
  ) { findings in
    let list = findings(JoinList.self)
    let identities = findings.ledger.identities
    return Sheet(
      id: "people", title: "People", table: PeopleTable.table(findings, list),
      customers: findings.ledger.customers.count, reading: PeopleWords.reading(identities),
      notes: PeopleWords.notes(identities), definition: PeopleWords.definition,
      figure: Sheet.Figure(minimum: 1, ideal: 4, PeopleFigure(identities: identities)),
      tone: { row in
        switch list.entries[row].verdict {
        case .joined: nil
        case .refused: .warn
        case .joinedByHand, .refusedByHand: .info
        }
      },
      destination: { row in
        let entry = list.entries[row]
        guard let first = entry.customers.first else { return nil }
        if entry.customers.count == 1 {
          return Destination(title: findings.ledger.customers.label(Int(first))) {
            CustomerSheet.make(findings, customer: Int(first))
          }
        }
        let title = String(entry.key.prefix(40))
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: entry.customers.map { Int($0) })
        }
      })
  }
}

/// The joining and refused keys, those that most money hangs on first.
struct JoinList: Finding {
  /// The entries in order.
  let entries: [IdentityTable.Entry]
  /// Per entry the net to date of the customers that it links, in minor units.
  let nets: [Int64]
  /// Per entry the orders of those customers by the as-of day.
  let orders: [Int]

  /// Complexity: O(entries log entries + customers and orders that they link).
  static func find(in findings: Findings) -> JoinList {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    let asOf = findings.question.asOf.rawValue
    let entries = ledger.identities.entries
    let nets = entries.map { $0.customers.reduce(Int64(0)) { $0 + history.netToDate[Int($1)] } }
    let orders = entries.map { entry in
      entry.customers.reduce(0) { sum, customer in
        sum + ledger.orders(of: Int(customer)).count { ledger.orders.day[$0] <= asOf }
      }
    }
    let order = entries.indices.sorted { left, right in
      if nets[left] != nets[right] { return nets[left] > nets[right] }
      if entries[left].rows != entries[right].rows { return entries[left].rows > entries[right].rows }
      return (entries[left].kind.rawValue, entries[left].key) < (entries[right].kind.rawValue, entries[right].key)
    }
    return JoinList(entries: order.map { entries[$0] }, nets: order.map { nets[$0] }, orders: order.map { orders[$0] })
  }
}

/// The rows of the people panel: one per key that joins records or was refused.
enum PeopleTable {
  static func table(_ findings: Findings, _ list: JoinList) -> DataTable {
    let entries = list.entries
    let cells: [(column: DataColumn, value: @Sendable (Int) -> Value)] = [
      (DataColumn("verdict", "Verdict", .text, priority: 2), { .text(entries[$0].verdict.words) }),
      (DataColumn("kind", "Kind", .text, priority: 3), { .text(entries[$0].kind.words) }),
      (DataColumn("key", "Key", .key, priority: 1), { .text(entries[$0].key) }),
      (DataColumn("links", "Records", .count, priority: 2), { .integer(entries[$0].linkCount) }),
      (DataColumn("names", "Names", .count, priority: 4), { count(entries[$0].nameCount) }),
      (DataColumn("addresses", "Addresses", .count, priority: 5), { count(entries[$0].addressCount) }),
      (DataColumn("orders", "Orders", .count, priority: 5), { .integer(list.orders[$0]) }),
      (DataColumn("reason", "Why", .text, priority: 3), { .text(entries[$0].reason.words(entries[$0].kind)) }),
      (
        DataColumn("net", Wording.head("Net", findings.ledger.currency), .money, priority: 4), { .money(list.nets[$0]) }
      ),
      (DataColumn("rows", "Rows", .count, priority: 6), { .integer(entries[$0].rows) }),
      (DataColumn("records", "Which records", .text, priority: 6), { .words(PeopleWords.records(entries[$0])) }),
      (DataColumn("seen", "Which names", .text, priority: 7), { .words(PeopleWords.names(entries[$0])) }),
    ]
    return DataTable(
      columns: cells.map(\.column), rowCount: entries.count,
      key: { "\(entries[$0].kind):\(entries[$0].key)" }, cell: { row, column in cells[column].value(row) })
  }

  /// Where no file has the column there is nothing to count.
  private static func count(_ number: Int) -> Value { number == 0 ? .none : .integer(number) }
}

/// The words of the people panel.
enum PeopleWords {
  static let definition = [
    "A record is what rows say without being compared: the same account or, without one, the same e-mail or, without "
      + "either, the same phone. Records that share an account, an e-mail or a phone are one person; the same name "
      + "alone never joins.",
    "E-mails are compared in lower case, phones by their digits, with the country code where identity.country names "
      + "one. Words for nobody, masks, ciphertext, impossible numbers and the shop's own addresses (identity.own) join "
      + "and identify nobody.",
    "A key with more than identity.names names or identity.addresses addresses is nobody's own: it joins nobody, and "
      + "rows that have nothing else are unidentified. Different spellings of a name by case and blanks are one. "
      + "Counting stops one beyond the limit.",
    "A marketplace's stand-in address identifies its rows, but does not join people with accounts of their own.",
    "Orders and net are those of all customers that the key links. Decisions by hand go before every rule; they are "
      + "lines of a side file, the last one about a key counts, and every reading follows them.",
  ]

  static func records(_ entry: IdentityTable.Entry) -> String {
    let more = entry.linkCount - entry.links.count
    return entry.links.joined(separator: ", ") + (more > 0 ? " and \(Digits.grouped(more)) more" : "")
  }

  static func names(_ entry: IdentityTable.Entry) -> String {
    entry.names.joined(separator: ", ") + (entry.nameCount > entry.names.count ? " …" : "")
  }

  static func reading(_ identities: IdentityTable) -> [String] {
    guard identities.isPresent else {
      return ["Nothing was compared: the files know customers by one kind of key alone."]
    }
    var sentences: [String] = []
    let joined = identities.records - identities.people
    let records = Wording.count(identities.records, "record", "records")
    if joined > 0 {
      let people = Wording.count(identities.people, "person", "people")
      sentences.append("\(records) are \(people): \(Digits.grouped(joined)) fewer than without comparing keys.")
    } else {
      sentences.append("\(records), each a person: no two share an account, an e-mail or a phone.")
    }
    let refused = identities.entries.count { !$0.verdict.isJoined }
    if refused > 0 {
      var sentence = Wording.count(refused, "key was", "keys were") + " not believed"
      if identities.refusedRows > 0 {
        let rows = Wording.count(identities.refusedRows, "row", "rows")
        sentence += "; \(rows) with nothing else \(identities.refusedRows == 1 ? "counts" : "count") as unidentified"
      }
      sentences.append(sentence + ".")
    }
    return sentences
  }

  static func notes(_ identities: IdentityTable) -> [String] {
    var notes: [String] = []
    if identities.entryCount > identities.entries.count {
      notes.append(
        "\(Digits.grouped(identities.entries.count)) of \(Digits.grouped(identities.entryCount)) keys are listed: the "
          + "refused ones, then those of most rows.")
    }
    if identities.entries.contains(where: { $0.customers.count == IdentityTable.customersKept }) {
      notes.append(
        "Of keys that link more than \(Digits.grouped(IdentityTable.customersKept)) customers, orders and net are of "
          + "the first \(Digits.grouped(IdentityTable.customersKept)).")
    }
    return notes
  }
}
