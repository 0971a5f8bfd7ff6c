import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// Quadrants, tiers, price-only customers and discounts as sheets, and the switch that leaves people out.
@Suite struct ValueModelsTests {
  let ledger = ValueModelsTests.shop
  /// A shop with price-only customers: every third person buys at half price only, and little.
  static let shop: Ledger = {
    var entries: [LedgerEntry] = []
    for person in 0..<90 {
      let isCheap = person % 3 == 0
      for visit in 0..<(person % 4 + 2) {
        let gross = Int64(isCheap ? 20_00 : 60_00 + person * 100)
        let date = day("2023-08-01").adding(days: person % 60 + visit * 40)
        entries.append(
          LedgerEntry(
            customer: "c\(person)", id: "\(person)-\(visit)", day: date,
            lines: [.init(product: "p\(person % 5)", gross: gross, discount: isCheap ? gross / 2 : 0)]))
      }
    }
    return Ledger(entries: entries, name: "Shop", currency: Currency(code: "CHF"))
  }()

  func findings(_ leaveOut: LeaveOut = .none) -> Findings {
    var question = Question(ledger: ledger)
    question.settings.leaveOut = leaveOut
    return Findings(ledger, question)
  }

  @Test(arguments: [
    ("quadrants", "quadrant, customers, share, net, net_share, purchases"),
    ("tiers", "tier, customers, customer_share, margin, margin_share, losing_value"),
    ("price-only", "customer, name, purchases, margin, discount_share, discounted_purchases, price_ratio"),
  ])
  func fieldsKeepTheirNames(id: String, fields: String) throws {
    let panel = try #require(PanelRegistry.panel(id))
    for ledger in Shops.all {
      let ids = panel.sheet(Shops.findings(ledger)).table.columns.map(\.id)
      #expect(Array(ids.prefix(fields.split(separator: ",").count)).joined(separator: ", ") == fields)
    }
  }

  @Test func rowsAreNamedAsPromised() {
    func keys(_ panel: Panel) -> [String] {
      let table = panel.sheet(findings()).table
      return (0..<table.rowCount).map { table.key(of: $0) }
    }
    #expect(keys(.quadrants) == ["prime", "potential", "problem", "pending"])
    #expect(keys(.tiers) == ["1", "2", "3", "none"])
    #expect(keys(.discounts) == ["price_only", "full_price", "mixed", "one_time"])
  }

  @Test(arguments: [Panel.quadrants.id, Panel.tiers.id, Panel.discounts.id], [LeaveOut.none, .priceOnly])
  func everyCountOpensIntoAsManyPeople(id: String, leaveOut: LeaveOut) throws {
    let sheet = try #require(PanelRegistry.panel(id)).sheet(findings(leaveOut))
    let people = try #require(sheet.table.column("customers"))
    for row in 0..<sheet.table.rowCount {
      guard case .integer(let count) = sheet.table[row, people] else { continue }
      guard let opened = sheet.destination(row)?.open() else {
        #expect(count == 0)
        continue
      }
      guard opened.id == "tier" else {
        #expect(opened.table.rowCount == count)
        continue
      }
      // A tier with people who are losing value opens into its parts, and each part into its people.
      for part in 0..<opened.table.rowCount {
        guard case .integer(let members) = opened.table[part, 1] else { continue }
        #expect((opened.destination(part)?.open().table.rowCount ?? 0) == members)
      }
      #expect(opened.table[0, 1] == .integer(count))
    }
  }

  @Test func priceOnlyCustomersLeaveEveryPanelAndEverySheetSaysSo() throws {
    let all = findings()
    let rest = findings(.priceOnly)
    let priceOnly = all(PriceOnly.self)
    #expect(priceOnly.customers == 30)
    let note = try #require(LeftOut.note(rest))
    #expect(note.hasPrefix("30 price-only customers are left out, "))
    #expect(LeftOut.note(all) == nil)
    #expect(rest(PurchaseHistory.self).identifiedNet + priceOnly.net == all(PurchaseHistory.self).identifiedNet)
    for panel in PanelRegistry.all {
      let isOfEverybody = panel.group == .data || panel.id == "price-only" || panel.id == "discounts"
      #expect(panel.sheet(rest).notes.filter { $0 == note }.count == (isOfEverybody ? 0 : 1), "\(panel.id)")
      #expect(!panel.sheet(all).notes.contains(note))
    }
    let list = CustomersSheet.everybody(rest)
    #expect(list.table.rowCount == 60)
    #expect(list.notes.contains(note))
    let listed = Set((0..<60).compactMap { list.customer?($0) })
    #expect(!listed.contains { priceOnly.isPriceOnly($0) })
    // Whoever asks for them gets the others only.
    #expect(CustomersSheet.make(rest, title: "All", members: Array(0..<90)).table.rowCount == 60)
  }

  @Test func theListOfPriceOnlyCustomersAndTheirCardsStayWhole() throws {
    let (all, rest) = (Panel.priceOnly.sheet(findings()), Panel.priceOnly.sheet(findings(.priceOnly)))
    #expect(all.table.rowCount == 30 && rest.table.rowCount == 30)
    for row in 0..<30 {
      for column in all.table.columns.indices { #expect(all.table[row, column] == rest.table[row, column]) }
    }
    let customer = try #require(all.customer?(0))
    let card = CustomerSheet.make(findings(), customer: customer)
    let same = CustomerSheet.make(findings(.priceOnly), customer: customer)
    #expect(card.reading == same.reading && card.table.rowCount == same.table.rowCount && card.table.rowCount > 1)
    let share = try #require(all.table.column("discount_share"))
    #expect(all.table[0, share] == .number(0.5))
  }

  @Test func aShopWithoutDiscountsSaysSoAndInventsNothing() {
    let plain = Ledger(entries: [LedgerEntry(customer: "a", day: day("2024-01-01"), gross: 10_00)])
    let findings = Shops.findings(plain)
    for panel in [Panel.priceOnly, .discounts] {
      let sheet = panel.sheet(findings)
      #expect(sheet.table.rowCount == 0)
      #expect(sheet.reading[0].hasPrefix("No file of this shop says anything about discounts"))
    }
    var question = Question(ledger: plain)
    question.settings.leaveOut = .priceOnly
    let note = LeftOut.note(Findings(plain, question))
    #expect(note == "No file knows discounts, so no price-only customers are left out.")
  }

  @Test func quadrantsAsAPicture() throws {
    let shown = try picture(Panel.quadrants.sheet(findings()), 72, 14)
    #expect(shown == ValueModelPictures.quadrants)
  }

  @Test func quadrantsSmallAndInASCII() throws {
    let sheet = Panel.quadrants.sheet(findings())
    #expect(try picture(sheet, 40, 8, .ascii) == ValueModelPictures.quadrantsSmall)
    #expect(try picture(sheet, 40, 4, .ascii) == ValueModelPictures.quadrantsStrip)
  }

  @Test func tiersAsAPicture() throws {
    #expect(try picture(Panel.tiers.sheet(findings()), 72, 9) == ValueModelPictures.tiers)
    #expect(try picture(Panel.tiers.sheet(findings()), 40, 6, .ascii) == ValueModelPictures.tiersSmall)
  }

  @Test func discountsAsAPicture() throws {
    #expect(try picture(Panel.discounts.sheet(findings()), 72, 12) == ValueModelPictures.discounts)
    #expect(try picture(Panel.priceOnly.sheet(findings()), 60, 5) == ValueModelPictures.priceOnly)
  }

  @Test func theLorenzCurveStandsBesideTheParetoLineWhereThereIsRoom() throws {
    #expect(try picture(Panel.pareto.sheet(Shops.findings(Shops.small)), 140, 10) == ValueModelPictures.lorenz)
  }
}
