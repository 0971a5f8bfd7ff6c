import Analytics
import Canvas
import Ledger

/// Everything that a card says about one customer, in the words and figures in which it is drawn.
struct CustomerProfile: Sendable {
  /// Name, else key.
  let label: String
  /// What stands beside the name: key and place.
  let remarks: [String]
  /// Stage and rhythm in a word each, with the judgement about them.
  let standing: [(words: String, role: Role)]
  /// Sentences that read the card.
  let reading: [String]
  /// Who the person is.
  let identity: [FactBlock.Fact]
  /// What the person has brought.
  let value: [FactBlock.Fact]
  /// When the person buys.
  let rhythm: [FactBlock.Fact]
  /// What the person has bought most.
  let favourites: [FactBlock.Fact]
  /// The purchases on their days.
  let timeline: PurchaseTimeline

  init(_ findings: Findings, customer: Int, orders: [Int]) {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    let rhythm = findings(ChurnList.self).rhythm(of: customer)
    let stage = findings(Lifecycle.self).stage(of: customer)
    label = ledger.customers.label(customer)
    let key = ledger.customers.key[customer]
    remarks = [key == label ? "" : key, ledger.customers.place(customer)].filter { !$0.isEmpty }
    standing =
      (stage.map { [(words: $0.title, role: $0.role)] } ?? [])
      + (rhythm.map { [(words: $0.state.phrase, role: $0.state.role)] } ?? [])
    identity = CustomerProfile.identity(ledger, history, customer: customer)
    value = CustomerProfile.value(findings, customer: customer, orders: orders)
    self.rhythm = CustomerProfile.rhythm(findings, customer: customer)
    favourites = CustomerProfile.favourites(ledger, orders: orders)
    let purchases = history.purchases(of: customer)
    timeline = PurchaseTimeline(
      days: purchases.map { Day(rawValue: history.day[$0]) }, nets: purchases.map { history.net[$0] },
      asOf: findings.question.asOf, expected: rhythm?.nextExpected, currency: ledger.currency)
    reading = CustomerProfile.reading(findings, customer: customer)
  }
}

extension CustomerProfile {
  private static func identity(
    _ ledger: Ledger, _ history: PurchaseHistory, customer: Int
  ) -> [FactBlock.Fact] {
    let table = ledger.customers
    var facts: [FactBlock.Fact] = []
    let name = table.name[customer]
    if !name.isEmpty { facts.append(.init(label: "name", value: name, role: .textStrong)) }
    let places = [table.city[customer], table.region[customer], table.country[customer]].filter { !$0.isEmpty }
    var distinct: [String] = []
    for place in places where !distinct.contains(place) { distinct.append(place) }
    for (label, value, kind) in [
      ("customer", table.key[customer], IdentityKind.account), ("e-mail", table.email[customer], .email),
      ("phone", table.phone[customer], .phone), ("place", distinct.joined(separator: ", "), nil),
      ("channel", table.channel[customer], nil),
    ] where !value.isEmpty {
      facts.append(.init(label: label, value: value, remark: kind.map { others(ledger, customer, $0, value) } ?? ""))
    }
    if let first = history.firstPurchase(of: customer) {
      let days = history.asOf - first
      facts.append(.init(label: "since", value: first.description, remark: Wording.days(days)))
    }
    return facts
  }

  /// The person's other keys of a kind: `also b@shop.example`.
  private static func others(_ ledger: Ledger, _ customer: Int, _ kind: IdentityKind, _ shown: String) -> String {
    let own = kind == .phone ? shown.filter(\.isNumber) : kind == .email ? shown.lowercased() : shown
    let others = ledger.identities.keys(of: customer, kind).filter { key in
      if key == shown { return false }
      return kind == .phone ? !(key.hasSuffix(own.drop { $0 == "0" }) || own.hasSuffix(key)) : key != own
    }
    return others.isEmpty ? "" : "also " + others.joined(separator: ", ")
  }

  private static func value(_ findings: Findings, customer: Int, orders: [Int]) -> [FactBlock.Fact] {
    let ledger = findings.ledger
    let history = findings(PurchaseHistory.self)
    let counting = orders.filter { ledger.orders.counts($0) }
    let net = history.netToDate[customer]
    let purchases = history.purchaseCount(of: customer)
    let money = { (label: String, minor: Int64, role: Role, remark: String) in
      FactBlock.Fact(label: label, value: ledger.money(minor).grouped, role: role, isFigure: true, remark: remark)
    }
    let ranking = findings(CustomerRanking.self)
    let place = Int(ranking.position[customer]) + 1
    var facts = [money(Wording.head("net", ledger.currency), net, .textStrong, "to date")]
    facts.append(
      .init(
        label: "purchases", value: Digits.grouped(purchases), isFigure: true,
        remark: orders.count == purchases ? "" : "of \(Wording.count(orders.count, "order", "orders"))"))
    if purchases > 0 { facts.append(money("per purchase", Money.rounded(net, Int64(purchases)), .text, "")) }
    let total = history.identifiedNet
    if total > 0 {
      facts.append(
        .init(
          label: "share", value: share(net, of: total), isFigure: true,
          remark: place > 0 ? "no. \(Digits.grouped(place)) of \(Digits.grouped(ranking.order.count))" : ""))
    }
    if let decile = findings(MoneyDeciles.self).decile(of: customer) {
      let window = findings.question.window(findings.question.settings.decilesWindow).phrase
      facts.append(.init(label: "decile", value: String(decile), isFigure: true, remark: "by net, \(window)"))
    }
    facts.append(money("gross", counting.reduce(0) { $0 + ledger.orders.gross[$1] }, .text, ""))
    facts.append(money("− discounts", counting.reduce(0) { $0 + ledger.orders.discount[$1] }, .text, ""))
    let refunds = counting.reduce(Int64(0)) { $0 + ledger.orders.refund[$1] }
    facts.append(money("− refunds", refunds, refunds > 0 ? .warn : .text, ""))
    return facts
  }

  /// A share that says more than nothing where there is more than nothing.
  private static func share(_ part: Int64, of total: Int64) -> String {
    let fraction = Double(part) / Double(total)
    return fraction > 0 && fraction < 0.0005 ? "<0.1%" : ValueFormat.percent(fraction)
  }

  private static func rhythm(_ findings: Findings, customer: Int) -> [FactBlock.Fact] {
    let history = findings(PurchaseHistory.self)
    guard let last = history.lastPurchase(of: customer) else {
      return [.init(label: "purchases", value: "none", role: .missing)]
    }
    var facts: [FactBlock.Fact] = []
    let asOf = findings.question.asOf
    let list = findings(ChurnList.self)
    let rhythm = list.rhythm(of: customer)
    if let rhythm {
      let single = history.purchaseCount(of: customer) == 1
      facts.append(
        .init(label: "state", value: rhythm.state.phrase, role: rhythm.state.role, remark: rhythm.state.sign))
      facts.append(
        .init(
          label: "usually every", value: ValueFormat.decimal(rhythm.interval, rhythm.interval < 10 ? 1 : 0) + " d",
          isFigure: true, remark: single ? "as others do" : ""))
    }
    facts.append(
      .init(
        label: "silent for", value: Digits.grouped(asOf - last) + " d", isFigure: true,
        remark: rhythm.map { ValueFormat.decimal($0.ratio, 2) + " × usual" } ?? ""))
    if let rhythm {
      let ahead = rhythm.nextExpected - asOf
      let when = ahead == 0 ? "today" : ahead > 0 ? "in \(Wording.days(ahead))" : "\(Wording.days(-ahead)) ago"
      facts.append(.init(label: "next expected", value: rhythm.nextExpected.description, remark: when))
      let horizon = findings.question.settings.churn.horizon
      facts.append(
        .init(
          label: "back in \(horizon) d", value: rhythm.pReturn.map { ValueFormat.percent($0) } ?? "—",
          role: rhythm.pReturn == nil ? .missing : .text, isFigure: true,
          remark: rhythm.pReturn == nil ? "nobody to compare with" : ""))
    }
    if let entry = list.entry(of: customer) {
      facts.append(
        .init(
          label: Wording.head("at stake", findings.ledger.currency),
          value: findings.ledger.money(entry.stake ?? 0).whole, role: entry.stake == nil ? .missing : .accent,
          isFigure: true, remark: entry.massEventsOnly ? "mass events only" : ""))
    }
    facts.append(.init(label: "last purchase", value: last.description))
    return facts
  }

  /// Categories, or products where the file has no categories, by net of the lines that count.
  private static func favourites(_ ledger: Ledger, orders: [Int]) -> [FactBlock.Fact] {
    let byCategory = ledger.products.category.isPresent
    var sums: [String: (net: Int64, pieces: Int)] = [:]
    for order in orders where ledger.orders.isPurchase(order) {
      for line in ledger.orders.lines(of: order) {
        let product = Int(ledger.lines.product[line])
        let name = byCategory ? ledger.products.category[product] : ledger.products.label(product)
        guard !name.isEmpty else { continue }
        sums[name, default: (0, 0)].net += ledger.lines.net(line)
        sums[name, default: (0, 0)].pieces += Int(ledger.lines.quantity[line])
      }
    }
    return sums.sorted { $0.value.net == $1.value.net ? $0.key < $1.key : $0.value.net > $1.value.net }.prefix(3).map {
      FactBlock.Fact(
        label: $0.key, value: ledger.money($0.value.net).whole, isFigure: true,
        remark: "× " + Digits.grouped($0.value.pieces))
    }
  }

  private static func reading(_ findings: Findings, customer: Int) -> [String] {
    let history = findings(PurchaseHistory.self)
    let purchases = history.purchaseCount(of: customer)
    guard let first = history.firstPurchase(of: customer), let last = history.lastPurchase(of: customer) else {
      return ["No purchase by \(Wording.date(findings.question.asOf))."]
    }
    let net = Wording.wholeMoney(history.netToDate[customer], findings.ledger.currency)
    let silent = findings.question.asOf - last
    let ago = silent == 0 ? "today" : "\(Wording.days(silent)) ago"
    var sentences = [
      purchases == 1
        ? "One purchase, \(ago): \(net) net."
        : "\(Wording.count(purchases, "purchase", "purchases")) since \(Wording.date(first)), the last one \(ago): "
          + "\(net) net."
    ]
    if let entry = findings(ChurnList.self).entry(of: customer) {
      sentences.append(Wording.sentence(findings(ChurnList.self).reason(entry)))
    }
    return sentences
  }
}
