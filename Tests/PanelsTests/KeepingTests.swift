import Analytics
import Canvas
import Ingest
import Ledger
import Testing

@testable import Panels

/// Panels over some customers of a shop say what they say over files that hold these customers' orders alone.
@Suite("Panels over kept customers")
struct KeepingTests {
  /// Orders of some hundred people, and of nobody, as a file; `isKept` chooses the rows by their customer.
  private static func csv(_ seed: UInt64, _ isKept: (String) -> Bool) -> String {
    var chance = Seeded(state: seed)
    var text = "order_id,customer_id,name,region,ordered_at,product,quantity,total\n"
    let first = day("2022-01-01").rawValue
    for number in 0..<900 {
      let person = Int.random(in: 0..<240, using: &chance)
      let key = person < 9 ? "" : "k\(person)"
      let date = Day(rawValue: first + Int32.random(in: 0..<900, using: &chance))
      let total = Int.random(in: 1...400, using: &chance)
      let product = Int.random(in: 0..<12, using: &chance)
      let isReturned = Int.random(in: 0..<9, using: &chance) == 0
      guard isKept(key) else { continue }
      let who = "\(key),Person \(person),Region \(person % 4)"
      text += "\(number),\(who),\(date),p\(product),1,\(total).50\n"
      if isReturned { text += "\(number),\(who),\(date.adding(days: 4)),p\(product),-1,-\(total).50\n" }
    }
    return text
  }

  private func read(_ text: String) throws -> Ledger { try readLedger([.bytes(name: "shop.csv", Array(text.utf8))]) }

  private func cells(_ sheet: Sheet) -> [String] {
    let table = sheet.table
    let rows = (0..<table.rowCount).map { row in
      table.key(of: row) + ": " + table.columns.indices.map { "\(table[row, $0])" }.joined(separator: "|")
    }
    return [table.columns.map(\.id).joined(separator: "|"), "\(table.totals)"] + rows
  }

  /// The panels whose figures come from the orders, not from what was read.
  private static let figures = PanelRegistry.all.filter { $0.group != .data }

  @Test("every figure is that of a file with these customers' rows", arguments: [1, 2, 3] as [UInt64])
  func likeTheirOwnFile(seed: UInt64) throws {
    let whole = try read(Self.csv(seed) { _ in true })
    let asOf = try #require(whole.lastDay)
    #expect(!whole.unidentifiedOrders.isEmpty && whole.refunds.count > 20)
    for share in [2, 3, 11] {
      let members = (0..<whole.customers.count).filter { $0 % share == 1 }
      let keys = Set(members.map { whole.customers.key[$0] })
      let kept = whole.keeping(members.map { Int32($0) })
      let other = try read(Self.csv(seed) { keys.contains($0) })
      #expect(kept.customers.count == members.count && other.customers.count == members.count)
      for day in [asOf, asOf.adding(days: -200)] {
        for window in [nil, Window.all, .days(365)] {
          let question = Question(asOf: day, window: window)
          for panel in Self.figures {
            let (left, right) = (panel.sheet(Findings(kept, question)), panel.sheet(Findings(other, question)))
            #expect(cells(left) == cells(right), "\(panel.id) \(day) \(window.map(\.description) ?? "own")")
            #expect(left.reading == right.reading && left.notes == right.notes, "\(panel.id)")
          }
        }
        let left = ShopHeader.find(in: Findings(kept, Question(asOf: day)))
        let right = ShopHeader.find(in: Findings(other, Question(asOf: day)))
        #expect(left.gross == right.gross && left.discounts == right.discounts && left.refunds == right.refunds)
        #expect(left.customers == right.customers && left.unidentifiedOrders == 0 && left.unidentifiedNet == 0)
        #expect(left.lines == kept.lines.count && left.lines == other.lines.count)
        let history = PurchaseHistory(kept, Question(asOf: day))
        #expect(left.net == history.identifiedNet && left.customers == history.present)
      }
    }
  }

  @Test("every panel and its picture stand on a part of any shop, and on nobody", arguments: Shops.all.indices)
  func everyPanel(shop: Int) throws {
    let whole = Shops.all[shop]
    let some = (0..<Int32(whole.customers.count)).filter { $0 % 3 == 1 }
    let question = Question(ledger: whole)
    for members in [some, [], (0..<Int32(whole.customers.count)).map { $0 }] {
      let kept = whole.keeping(members)
      let findings = Findings(kept, question)
      for panel in PanelRegistry.all {
        let sheet = panel.sheet(findings)
        #expect(sheet.id == panel.id && !sheet.reading.isEmpty && !cells(sheet).isEmpty)
        guard sheet.figure != nil else { continue }
        let (wide, narrow) = try (picture(sheet, 90, 24), picture(sheet, 30, 5))
        #expect(!wide.isEmpty && !narrow.isEmpty)
      }
      let header = ShopHeader.find(in: findings)
      #expect(header.customers == members.count && header.lines == kept.lines.count)
      let then = kept.asOf(question.asOf)
      #expect(header.net == (0..<then.orders.count).reduce(0) { $0 + then.orders.net($1) })
    }
  }

  @Test("the import panel says how many answer the filter")
  func remark() {
    let findings = Findings(Shops.small.keeping([0, 2]), Question(ledger: Shops.small))
    let sheet = Panel.importReport.sheet(findings)
    #expect(sheet.notes.last == "2 of 5 customers: those who answer the filter.")
  }

  @Test("a card says the same of a person among few as among all")
  func cards() throws {
    let whole = CardSidesTests.full
    let question = Question(ledger: whole)
    let members = (0..<whole.customers.count).filter { $0 % 7 == 3 }
    let kept = whole.keeping(members.map { Int32($0) })
    let (few, all) = (Findings(kept, question), Findings(whole, question))
    var visited = 0
    for (new, old) in members.enumerated() {
      let left = Card(CustomerRecord(few, customer: new))
      let right = Card(CustomerRecord(all, customer: old))
      for name in ["sessions", "visits_30", "enquiries", "campaigns", "accounts", "orders", "net"] {
        #expect(left.field(name)?.exact == right.field(name)?.exact, "\(name) of \(kept.customers.key[new])")
      }
      #expect(kept.customers.name[new] == whole.customers.name[old] && left.remarks == right.remarks)
      if right.field("sessions")?.exact != .integer(0), right.field("sessions") != nil { visited += 1 }
      CardRows.check(few, customer: new)
    }
    #expect(visited > 5)
  }

  @Test("records and people are those of the members; everybody's are the shop's")
  func people() {
    let shops = [PeoplePanelTests.ledger, CardSidesTests.full]
    for whole in shops {
      let count = whole.customers.count
      let identities = whole.identities
      let everybody = whole.keeping((0..<Int32(count)).map { $0 }).identities
      #expect(everybody.records == identities.records && everybody.people == identities.people)
      #expect(everybody.entries.map(\.key) == identities.entries.filter { !$0.customers.isEmpty }.map(\.key))
      let halves = [0, 1].map { half in whole.keeping((0..<Int32(count)).filter { $0 % 2 == half }).identities }
      #expect(halves.reduce(0) { $0 + $1.records } == identities.records)
      #expect(halves.reduce(0) { $0 + $1.people } == identities.people)
    }
    // Ann's two accounts are two records, her phone alone is a third; all of them are she.
    let ledger = PeoplePanelTests.ledger
    let ann = (0..<Int32(ledger.customers.count)).filter { ledger.customers.name[Int($0)] == "Ann" }
    let sheet = Panel.people.sheet(Findings(ledger.keeping(ann), Question(ledger: ledger)))
    #expect(sheet.reading == ["3 records are 1 person: 2 fewer than without comparing keys."])
  }
}
