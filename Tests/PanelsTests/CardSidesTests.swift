import Analytics
import Canvas
import DemoShop
import Ingest
import Ledger
import Testing

@testable import Panels

/// A card with and without side files, and of people about whom little is known.
@Suite struct CardSidesTests {
  /// A shop with every side file.
  static let full: Ledger = {
    let files = DemoShop(.init(customers: 500, locale: .zh)).files.filter { $0.name.hasSuffix(".csv") }
    return (try? readLedger(files.map { .bytes(name: $0.name, $0.contents) })) ?? .empty
  }()

  @Test("every figure of a shop with side files opens to rows that add up to it")
  func opening() {
    let findings = Shops.findings(Self.full)
    #expect(Self.full.customers.count > 400)
    for customer in stride(from: 0, to: Self.full.customers.count, by: 23) {
      CardRows.check(findings, customer: customer)
    }
    // And a year before the end, when later visits, enquiries and contacts had not happened.
    let earlier = Findings(Self.full, Question(asOf: findings.question.asOf.adding(days: -365)))
    for customer in stride(from: 5, to: Self.full.customers.count, by: 61) {
      CardRows.check(earlier, customer: customer)
    }
  }

  @Test("visits, enquiries and campaigns are those of a plain count over the files", arguments: [0, 200])
  func behaviour(back: Int) throws {
    let ledger = Self.full
    let asOf = Shops.findings(ledger).question.asOf.adding(days: -back)
    let findings = Findings(ledger, Question(asOf: asOf))
    let visits = try #require(ledger.sides.visits)
    let enquiries = try #require(ledger.sides.enquiries)
    let members = try #require(ledger.sides.campaignMembers)
    var hasVisits = 0
    var hasEnquiries = 0
    for customer in stride(from: 0, to: ledger.customers.count, by: 7) {
      let card = Card(CustomerRecord(findings, customer: customer))
      var first: [UInt32: Int32] = [:]
      for row in 0..<visits.count where visits.customer[row] == customer && visits.day[row] <= asOf.rawValue {
        first[visits.session[row]] = min(first[visits.session[row]] ?? .max, visits.day[row])
      }
      let month = first.values.count { $0 > asOf.rawValue - 30 }
      let asked = (0..<enquiries.count).count {
        enquiries.customer[$0] == customer && enquiries.day[$0] <= asOf.rawValue
      }
      let campaigns = (0..<members.count).count { row in
        members.customer[row] == customer && (CampaignsSheet.day(ledger.sides, row) ?? asOf) <= asOf
      }
      #expect(card.field("sessions")?.exact == .integer(first.count))
      #expect(card.field("visits_30")?.exact == .integer(month))
      #expect(card.field("enquiries")?.exact == .integer(asked))
      #expect(card.field("campaigns")?.exact == .integer(campaigns))
      hasVisits += first.isEmpty ? 0 : 1
      hasEnquiries += asked > 0 ? 1 : 0
    }
    #expect(hasVisits > 10 && hasEnquiries > 0)
  }

  @Test("a product that was looked at again and again is named until it is bought")
  func interest() {
    let ledger = Ledger(entries: [
      LedgerEntry(customer: "a", day: day("2024-03-20"), lines: [.init(product: "cup", gross: 10_00)]),
      LedgerEntry(customer: "b", day: day("2024-04-01"), lines: [.init(product: "pot", gross: 10_00)]),
    ])
    let cup = Int(ledger.lines.product[0])
    let pot = Int(ledger.lines.product[1])
    func visits(_ rows: [(product: Int, day: String, minute: Int)]) -> VisitTable {
      VisitTable(
        customer: LinkColumn(codes: rows.map { _ in 0 }, unknown: .empty), day: rows.map { day($0.day).rawValue },
        second: rows.map { Int32($0.minute * 60) },
        product: LinkColumn(codes: rows.map { Int32($0.product) }, unknown: .empty), customerCount: 2)
    }
    let table = visits([
      (pot, "2024-03-01", 0), (pot, "2024-03-01", 29), (pot, "2024-03-02", 0), (cup, "2024-03-02", 40),
      (cup, "2024-03-03", 0), (cup, "2024-03-03", 1), (pot, "2023-01-01", 0),
    ])
    let bought = [cup: day("2024-03-20").rawValue]
    let visited = CustomerVisits(table, of: 0, asOf: day("2024-04-01"), bought: bought)
    #expect(visited.unbought.map(\.product) == [pot])
    #expect(visited.unbought.first?.rows.count == 3)
    #expect(visited.unbought.first?.days == 2)
    // 2023; the first of March; the second, which ends after 30 minutes of silence; and the third.
    #expect(visited.sessions.map(\.count) == [1, 2, 1, 1, 2])
    #expect(CustomerVisits(table, of: 0, asOf: day("2024-03-01"), bought: [:]).unbought.isEmpty)
    #expect(CustomerVisits(table, of: 1, asOf: day("2024-04-01"), bought: [:]).sessions.isEmpty)
  }

  @Test("who said no to being contacted is not to be contacted")
  func consent() {
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: LinkColumn(codes: [0, 1], unknown: .empty), tags: CategoryColumn(["vip", ""]),
      since: [day("2023-05-05").rawValue, Sides.noDay],
      consent: [ProfileTable.Consent.no.rawValue, ProfileTable.Consent.yes.rawValue])
    let findings = Shops.findings(Shops.small.enriched(with: sides))
    let anna = Card(CustomerRecord(findings, customer: 0))
    #expect(anna.warning == "Do not contact: the file of customers says no.")
    #expect(anna.field("consent")?.role == .bad)
    #expect(anna.field("tags")?.value == "vip")
    #expect(anna.field("registered")?.exact == .date(day("2023-05-05")))
    #expect(anna.sections.first { $0.id == .offer }?.lines.count == 1)
    let bert = Card(CustomerRecord(findings, customer: 1))
    #expect(bert.warning == nil && bert.field("consent")?.value == "yes" && bert.field("registered") == nil)
    let cora = Card(CustomerRecord(findings, customer: 2))
    #expect(cora.field("consent") == nil)
  }

  @Test("without side files a card says which file brings more")
  func withoutSides() {
    let card = Card(CustomerRecord(Shops.findings(Shops.small), customer: 0))
    let behaviour = card.sections.first { $0.id == .behaviour }
    #expect(behaviour?.fields.isEmpty == true)
    #expect(behaviour?.lines.map(\.text) == [Wording.sentence(Sides.missing(.visits))])
  }

  @Test("somebody with refunds alone has no rhythm, and the money shows")
  func refundsAlone() {
    let entries = [
      LedgerEntry(customer: "a", day: day("2024-01-01"), gross: 10_00),
      LedgerEntry(
        customer: "r", day: day("2024-01-02"), status: .refundOnly,
        lines: [.init(product: "cup", quantity: -1, gross: 0, refund: 7_00)]),
    ]
    let findings = Shops.findings(Ledger(entries: entries))
    let card = Card(CustomerRecord(findings, customer: 1))
    #expect(card.field("net")?.exact == .money(-7_00))
    #expect(card.field("returns")?.exact == .integer(1))
    #expect(card.field("stage")?.value == "no purchase")
    #expect(card.field("expected") == nil)
    #expect(card.standing.isEmpty)
    #expect(!card.sections.contains { $0.id == .timeline })
    CardRows.check(findings, customer: 1)
    let facts = CustomerFacts.table(findings, customer: 1)
    #expect(facts.column("expected").map { facts[0, $0] } == Value.none)
    #expect(facts.column("price_habit").map { facts[0, $0] } == .text("unknown"))
  }

  @Test("somebody who comes later than the as-of day has an empty card")
  func notYet() {
    let findings = Findings(Shops.small, Question(asOf: day("2024-01-05")))
    let sheet = CustomerSheet.make(findings, customer: 1)
    #expect(sheet.table.rowCount == 0)
    #expect(sheet.reading == ["No purchase by 5 Jan 2024."])
    #expect(sheet.card?.field("rank") == nil)
    #expect(sheet.card?.field("net")?.exact == .money(0))
    CardRows.check(findings, customer: 1)
  }

  @Test("somebody with one purchase is measured by what others do")
  func onePurchase() {
    let findings = Shops.findings(Shops.small)
    let card = Card(CustomerRecord(findings, customer: 3))
    #expect(card.field("interval")?.remark == "as others do")
    #expect(card.field("stage_before") == nil)
    #expect(card.field("orders")?.remark == "1 not counted")
    CardRows.check(findings, customer: 3)
  }

  @Test("the facts of a card in JSON keep their names")
  func facts() {
    let ids = CustomerFacts.table(Shops.findings(Shops.small), customer: 0).columns.map(\.id)
    #expect(
      ids == [
        "customer", "name", "email", "phone", "accounts", "emails", "phones", "city", "region", "country", "channel",
        "orders", "purchases", "gross", "discounts", "refunds", "net", "aov", "first_purchase", "last_purchase",
        "stage", "days_since", "interval", "ratio", "state", "p_return", "next_expected", "expected", "stake",
        "net_share", "return_rate", "discount_share", "price_habit", "favourite_category", "favourite_product",
        "next_product", "next_product_due", "margin", "rank", "decile", "largest_purchase", "pieces", "returns",
        "discounted_purchases", "full_price_share", "registered", "birthday", "consent", "tags", "joined_keys",
        "visits_30", "visits_90", "sessions", "enquiries", "campaigns",
      ])
    let table = CustomerFacts.table(Shops.findings(Shops.small), customer: 0)
    let value = { (id: String) in table.column(id).map { table[0, $0] } }
    #expect(value("net_share") == .number(0.55))
    #expect(value("favourite_product") == .text("pot"))
    #expect(value("return_rate") == .number(30.0 / 580))
    #expect(value("largest_purchase") == .money(200_00))
  }
}
