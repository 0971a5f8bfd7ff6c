import Analytics
import Canvas
import Ledger

extension CardFields {
  /// Who the person is.
  var who: [Card.Field] { names + keys + places + profile + evidence }

  private var entries: [IdentityTable.Entry] {
    findings(SideRows.self).identities.rows(of: record.customer).map { ledger.identities.entries[$0] }
  }

  /// All names seen, each once, differences of case and blanks aside.
  private var names: [Card.Field] {
    let profile = ledger.sides.customers.flatMap { file in file.row(of: record.customer).map { file.name[$0] } }
    var seen: [String] = []
    var plain: Set<String> = []
    let joined = entries.filter { $0.verdict.isJoined }.flatMap(\.names)
    for name in [ledger.customers.name[record.customer], profile ?? ""] + joined where !name.isEmpty {
      if plain.insert(name.lowercased().filter { $0 != " " }).inserted { seen.append(name) }
    }
    guard let first = seen.first else { return [] }
    return [
      field(
        "names", "name", .text(first), .text, role: .textStrong,
        remark: seen.count > 1 ? "also " + seen.dropFirst().joined(separator: ", ") : "",
        means: [
          "The name as it was last written, then other spellings: from the file of customers, and from records that "
            + "were joined by a key."
        ])
    ]
  }

  /// Every account, e-mail address and phone number; those shown first are the ones of the latest order.
  private var keys: [Card.Field] {
    let table = ledger.customers
    let customer = record.customer
    let known: [(IdentityKind, String, String)] = [
      (.email, "e-mail", table.email[customer]), (.phone, "phone", table.phone[customer]),
    ]
    let key = table.key[customer]
    let accounts = ledger.identities.keys(of: customer, .account)
    var fields: [Card.Field] = []
    let others = accounts.filter { $0 != key }
    // The key is an e-mail address or a phone number where there is no account.
    fields.append(
      field(
        "accounts", accounts.isEmpty && ledger.identities.isPresent ? "key" : "account", .words(key), .text,
        remark: others.isEmpty ? "" : "also " + others.joined(separator: ", "),
        means: ["What identifies the person: the account, else the e-mail address, else the phone number."]))
    for (kind, label, shown) in known {
      let own = kind == .phone ? shown.filter(\.isNumber) : shown.lowercased()
      let keys = ledger.identities.keys(of: customer, kind)
      let others = keys.filter { key in
        kind == .phone ? !(key.hasSuffix(own.drop { $0 == "0" }) || own.hasSuffix(key)) : key != own
      }
      guard let first = shown.isEmpty ? keys.first : shown, first != key else { continue }
      let more = shown.isEmpty ? Array(keys.dropFirst()) : others
      fields.append(
        field(
          kind == .email ? "emails" : "phones", label, .text(first), .text,
          remark: more.isEmpty ? "" : "also " + more.joined(separator: ", "),
          means: ["As it was last written, then the other ones that the person's records carry."]))
    }
    return fields
  }

  private var places: [Card.Field] {
    let table = ledger.customers
    let customer = record.customer
    var distinct: [String] = []
    for place in [table.city[customer], table.region[customer], table.country[customer]]
    where !place.isEmpty && !distinct.contains(place) { distinct.append(place) }
    var fields: [Card.Field] = []
    if !distinct.isEmpty {
      fields.append(
        field(
          "place", "place", .text(distinct.joined(separator: ", ")), .text,
          means: ["City, region and country of the latest order, else of the file of customers."]))
    }
    let channel = table.channel[customer]
    if !channel.isEmpty {
      fields.append(
        field(
          "channel", "channel", .text(channel), .text,
          means: ["The sales channel of the first order, else of the file of customers."]))
    }
    if let first = history.firstPurchase(of: customer) {
      fields.append(
        field(
          "first_purchase", "since", .date(first), .date, remark: Wording.days(asOf - first),
          means: ["The day of the first purchase in the files; there may have been earlier ones."],
          opens: purchases("First purchase", [0], means: ["The first purchase."])))
    }
    return fields
  }

  private var profile: [Card.Field] {
    guard let file = ledger.sides.customers, let row = file.row(of: record.customer) else { return [] }
    var fields: [Card.Field] = []
    if row < file.since.count, file.since[row] != Sides.noDay {
      let since = Day(rawValue: file.since[row])
      // The day of the first purchase says the same.
      if since != history.firstPurchase(of: record.customer) {
        fields.append(
          field(
            "registered", "registered", .date(since), .date, means: ["The day that the file of customers gives."]))
      }
    }
    if row < file.birthday.count, file.birthday[row] != Sides.noDay {
      fields.append(
        field(
          "birthday", "birthday", .date(Day(rawValue: file.birthday[row])), .date,
          means: ["The day of birth in the file of customers."]))
    }
    if record.consent != .unknown {
      let isYes = record.consent == .yes
      fields.append(
        field(
          "consent", "consent", .text(isYes ? "yes" : "no"), .text, role: isYes ? .good : .bad,
          remark: isYes ? "" : "do not contact",
          means: [
            "What the file of customers says. Whoever said no is out of every list of people to contact."
          ]))
    }
    let tags = file.tags[row]
    if !tags.isEmpty {
      fields.append(field("tags", "tags", .text(tags), .text, means: ["The words of the file of customers."]))
    }
    return fields
  }

  /// The keys that joined records to this person, or that would have if they had been believed.
  private var evidence: [Card.Field] {
    let entries = entries
    guard !entries.isEmpty else { return [] }
    let joined = entries.count { $0.verdict.isJoined }
    let refused = entries.count - joined
    let findings = findings
    let customer = record.customer
    let means = PeopleWords.definition
    return [
      field(
        "joined_keys", "joined by", .integer(joined), .count,
        remark: (joined == 1 ? "key" : "keys") + (refused > 0 ? ", \(refused) not believed" : ""), means: means,
        opens: opens("Evidence") { title in
          let rows = findings(SideRows.self).identities.rows(of: customer)
          let entries = rows.map { findings.ledger.identities.entries[$0] }
          let list = JoinList(
            entries: entries, nets: entries.map { _ in findings(PurchaseHistory.self).netToDate[customer] },
            orders: entries.map { _ in
              findings.ledger.orders(of: customer).count {
                findings.ledger.orders.day[$0] <= findings.question.asOf.rawValue
              }
            })
          return Sheet(
            id: "evidence", title: title, table: PeopleTable.table(findings, list), customers: 1,
            reading: ["The keys that this person's records share. Orders and net are this person's."],
            definition: means)
        })
    ]
  }
}
