import Analytics
import Canvas
import Ledger

/// The fields of a card, part by part, with what they mean and where they lead.
struct CardFields {
  let record: CustomerRecord
  var findings: Findings { record.findings }
  var ledger: Ledger { record.ledger }
  var history: PurchaseHistory { record.history }
  var asOf: Day { findings.question.asOf }

  /// A field whose value is written as its kind is; money whole unless `cents`.
  func field(
    _ id: String, _ label: String, _ exact: Value, _ kind: Kind, cents: Bool = false, role: Role = .text,
    remark: String = "", means: [String], opens: Destination? = nil
  ) -> Card.Field {
    Card.Field(
      id: id, label: kind == .money ? Wording.head(label, ledger.currency) : label,
      value: findings.format.text(exact, kind: kind, cents: cents), exact: exact, kind: kind,
      role: exact == .none ? .missing : role, remark: remark, definition: means, destination: opens)
  }

  /// A place to go to whose crumb is short enough for a path.
  func opens(_ title: String, _ sheet: @escaping @Sendable (String) -> Sheet) -> Destination {
    let short = title.count > 40 ? title.prefix(39) + "…" : title
    return Destination(title: short) { sheet(short) }
  }

  /// Orders behind a figure.
  func orders(_ title: String, _ list: [Int], means: [String]) -> Destination? {
    guard !list.isEmpty else { return nil }
    let findings = findings
    let reading = Wording.count(list.count, "order", "orders") + "."
    return opens(title) {
      OrdersSheet.make(findings, title: $0, orders: list, reading: reading, definition: means)
    }
  }

  /// Lines behind a figure.
  func lines(_ title: String, _ list: [Int], means: [String]) -> Destination? {
    guard !list.isEmpty else { return nil }
    let findings = findings
    return opens(title) { LinesSheet.make(findings, title: $0, lines: list, definition: means) }
  }

  /// Purchases behind a figure.
  func purchases(_ title: String, _ list: [Int], means: [String]) -> Destination? {
    guard !list.isEmpty else { return nil }
    let record = record
    let reading = Wording.count(list.count, "purchase", "purchases") + "."
    return opens(title) {
      PurchasesSheet.make(record, title: $0, purchases: list, reading: reading, definition: means)
    }
  }

  /// People behind a figure.
  func people(_ title: String, _ members: @escaping @Sendable (Findings) -> [Int]) -> Destination {
    let findings = findings
    return opens(title) { CustomersSheet.make(findings, title: $0, members: members(findings)) }
  }
}

extension CardFields {
  /// What the person is worth.
  var worth: [Card.Field] {
    var fields = money
    fields += expectation
    fields += rank
    return fields
  }

  private var money: [Card.Field] {
    let net = history.netToDate[record.customer]
    let netMeans = [
      "Gross − discounts − refunds of all orders that count up to \(asOf), in \(currencyWords). Orders that were "
        + "cancelled or not paid count nowhere; tax and shipping are no part of it. The share is of the net to date of "
        + "all known people."
    ]
    var fields = [
      field(
        "net", "net to date", .money(net), .money, role: .textStrong,
        remark: shareWords ?? "", means: netMeans,
        opens: orders("Orders that count", record.counting, means: netMeans))
    ]
    if history.hasMargin {
      let note = history.marginNote(of: record.customer)
      let own = "Net − cost of the goods that stayed with the customer; the cost of what came back comes back with it."
      let means: [String]
      if history.marginSource.note != nil {
        means = [Wording.sentence(note ?? "") + " No file knows costs, so margin is that share of net."]
      } else if let note {
        let rest = history.marginSource.hasGaps ? " Goods whose cost is not known have no margin." : ""
        means = [own + " " + Wording.sentence(note) + rest]
      } else {
        means = [own]
      }
      let margin = history.margin(of: record.customer)
      let words = margin == nil ? "no cost is known" : CardFields.short(note)
      fields.append(
        field(
          "margin", "margin", .amount(margin), .money,
          remark: words, means: means, opens: orders("Orders that count", record.counting, means: means)))
    }
    let count = record.purchases
    let means = [
      "A purchase is "
        + (history.unit == .day ? "all valid orders of one day" : "one valid order")
        + ": paid, not cancelled, worth more than 0 after refunds."
    ]
    fields.append(
      field(
        "purchases", "purchases", .integer(count), .count,
        remark: record.orders.count == count ? "" : "in \(Wording.count(record.orders.count, "order", "orders"))",
        means: means, opens: purchases("Purchases", Array(0..<count), means: means)))
    if count > 0 {
      let means = ["Net to date ÷ purchases, rounded half away from zero."]
      fields.append(
        field(
          "aov", "per purchase", .money(Money.rounded(net, Int64(count))), .money, means: means,
          opens: orders("Orders that count", record.counting, means: means)))
    }
    return fields
  }

  /// A note on margins beside a margin: `assumed 40%`.
  private static func short(_ note: String?) -> String {
    guard let note else { return "" }
    return note.hasPrefix("margin ") ? String(note.dropFirst("margin ".count)) : note
  }

  /// `1.4% of all`; `nil` where the shop has no positive net.
  private var shareWords: String? {
    record.netShare.map { ($0 > 0 && $0 < 0.0005 ? "<0.1%" : ValueFormat.percent($0)) + " of all" }
  }

  private var currencyWords: String {
    let code = ledger.currency.code
    return code.isEmpty ? "the file's currency" : code
  }

  private var expectation: [Card.Field] {
    let list = findings(ChurnList.self)
    guard let rhythm = record.rhythm else { return [] }
    let rule = findings.question.settings.churn
    let note = history.marginNote(of: record.customer)
    let expected = list.expected(of: record.customer, in: history)
    let expectedMeans = [
      "The \(list.valuedBy.rawValue) of the next 365 days if the person went on as before: the mean of a purchase × "
        + "365 × purchases ÷ (days since the first purchase + the shop's average gap). An estimate, never below 0; it "
        + "does not ask whether the person comes back at all."
    ]
    var fields = [
      field(
        "expected", "12 mo as usual", .amount(expected), .money,
        remark: list.valuedBy == .margin
          ? expected == nil ? "no cost is known" : "margin" + (note == nil ? "" : ", " + CardFields.short(note))
          : "net",
        means: expectedMeans)
    ]
    let chance = rhythm.pReturn
    fields.append(
      field(
        "p_return", "back in \(rule.horizon) d", .fraction(chance), .ratio,
        role: chance.map { $0 < rule.lowReturn ? .warn : .text } ?? .missing,
        remark: chance == nil
          ? list.rhythm.chancesFrom(history).map { "can be told from \(Wording.date($0)) on" }
            ?? "nobody was watched so long" : chance.map { $0 < rule.lowReturn } == true ? "mass events only" : "",
        means: [
          "The chance of a purchase within \(rule.horizon) days after \(Wording.days(rhythm.daysSince)) of silence, "
            + "from how long gaps of people with as many purchases have lasted (Kaplan–Meier, running gaps censored). "
            + "Not known where nobody has been watched for so long."
        ]))
    if let stake = list.stake(of: record.customer, in: history) {
      let panel = findings
      fields.append(
        field(
          "stake", "at stake", .money(stake), .money, role: .accent,
          means: ["Expected in 12 months × (1 − chance of return): for people who are due or at risk."],
          opens: Destination(title: Panel.churn.title) { Panel.churn.sheet(panel) }))
    }
    return fields
  }

  private var rank: [Card.Field] {
    let ranking = findings(CustomerRanking.self)
    let place = Int(ranking.position[record.customer]) + 1
    guard place > 0 else { return [] }
    let everybody = findings
    var fields = [
      field(
        "rank", "rank", .integer(place), .count, remark: "of \(Digits.grouped(ranking.count))",
        means: ["The place among all known people by net to date, the highest first; equal nets by key."],
        opens: Destination(title: "Customers") { CustomersSheet.everybody(everybody) })
    ]
    if let decile = findings(MoneyDeciles.self).decile(of: record.customer) {
      let window = findings.question.window(findings.question.settings.decilesWindow).phrase
      fields.append(
        field(
          "decile", "decile", .integer(decile), .integer, remark: window,
          means: [
            "The tenth of people with a purchase in the window (\(window)) by what they spent in it; 1 is the highest."
          ],
          opens: people("Decile \(decile)") { $0(MoneyDeciles.self).customers(in: decile) }))
    }
    return fields
  }
}

/// Net to date of all known people, added up once. Complexity: O(customers).
struct NetOfAll: Finding {
  let net: Int64

  static func find(in findings: Findings) -> NetOfAll { NetOfAll(net: findings(PurchaseHistory.self).identifiedNet) }
}
