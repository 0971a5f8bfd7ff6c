import Testing

@testable import Ledger

@Suite("A ledger of some customers alone is that of files with their orders alone")
struct KeepingTests {
  @Test("every column is that of a ledger made of these customers' orders", arguments: 1...12)
  func columns(seed: UInt64) {
    var chance = KeptShop.Chance(state: seed)
    let entries = KeptShop.entries(&chance)
    let whole = Ledger(entries: entries, name: "Shop")
    for share in [0, 1, 5, 9, 10] {
      let members = (0..<whole.customers.count).filter { _ in Int.random(in: 0..<10, using: &chance) < share }
      let keys = Set(members.map { whole.customers.key[$0] })
      let wanted = Ledger(entries: entries.filter { keys.contains($0.customer) }, name: "Shop")
      let kept = whole.keeping(members.map { Int32($0) })
      #expect(KeptShop.text(kept) == KeptShop.text(wanted))
      #expect(kept.firstDay == wanted.firstDay && kept.lastDay == wanted.lastDay)
      #expect(kept.unidentifiedOrders.isEmpty && kept.name == "Shop")
      #expect(kept.products.count == whole.products.count)
      let (report, other) = (kept.report, wanted.report)
      #expect(report.orders == other.orders && report.customers == other.customers && report.gross == other.gross)
      #expect(report.discounts == other.discounts && report.refunds == other.refunds)
      #expect(report.unidentifiedOrders == 0 && report.unidentifiedNet == 0 && report.rows == whole.report.rows)
      #expect(report.selection?.lines == kept.lines.count && report.selection?.customers == members.count)
    }
  }

  @Test("everybody together is everything but the orders of nobody")
  func everybody() {
    var chance = KeptShop.Chance(state: 77)
    let entries = KeptShop.entries(&chance)
    let whole = Ledger(entries: entries)
    let kept = whole.keeping((0..<Int32(whole.customers.count)).map { $0 })
    #expect(!whole.unidentifiedOrders.isEmpty)
    #expect(KeptShop.text(kept) == KeptShop.text(Ledger(entries: entries.filter { !$0.customer.isEmpty })))
    #expect(kept.report.net == whole.report.net - whole.report.unidentifiedNet)
    #expect(kept.report.orders == whole.report.orders - whole.report.unidentifiedOrders)
  }

  @Test("the parts of a shop add up to the shop", arguments: 20...24)
  func parts(seed: UInt64) {
    var chance = KeptShop.Chance(state: seed)
    let whole = KeptShop.full(&chance)
    let part = (0..<whole.customers.count).map { _ in Int.random(in: 0..<4, using: &chance) }
    // The unidentified orders are in no part.
    let parts = (0..<4).map { number in
      whole.keeping(part.indices.filter { part[$0] == number }.map { Int32($0) })
    }
    func sum(_ value: (Ledger) -> Int64) -> Int64 { parts.reduce(0) { $0 + value($1) } }
    let identified = 0..<whole.unidentifiedOrders.lowerBound
    let identifiedLines = 0..<Int(whole.orders.lineStart[identified.upperBound])
    let orderColumns: [(String, (OrderTable) -> MoneyColumn)] = [
      ("gross", { $0.gross }), ("discount", { $0.discount }), ("refund", { $0.refund }), ("tax", { $0.tax }),
      ("shipping", { $0.shipping }),
    ]
    for (name, column) in orderColumns {
      let expected = column(whole.orders).sum(identified)
      #expect(expected != 0 && sum { column($0.orders).total } == expected, "\(name)")
    }
    let lineColumns: [(String, (LineTable) -> MoneyColumn)] = [
      ("gross", { $0.gross }), ("discount", { $0.discount }), ("refund", { $0.refund }), ("cost", { $0.cost }),
    ]
    for (name, column) in lineColumns {
      let expected = column(whole.lines).sum(identifiedLines)
      #expect(expected != 0 && sum { column($0.lines).total } == expected, "\(name)")
    }
    let pieces = whole.lines.quantity[identifiedLines].reduce(0) { $0 + Int64($1) }
    #expect(sum { $0.lines.quantity.reduce(0) { $0 + Int64($1) } } == pieces)
    #expect(sum { Int64($0.customers.count) } == Int64(whole.customers.count))
    #expect(sum { Int64($0.orders.count) } == Int64(identified.count))
    #expect(sum { Int64($0.lines.count) } == Int64(identifiedLines.count))
    #expect(sum { $0.report.net } == whole.report.net - whole.report.unidentifiedNet)
    #expect(sum { Int64($0.refunds.count) } == Int64(whole.refunds.order.count { identified.contains(Int($0)) }))
    let visits = whole.sides.visits?.customer.codes.count { $0 >= 0 } ?? 0
    #expect(visits > 0 && sum { Int64($0.sides.visits?.count ?? 0) } == Int64(visits))
  }

  @Test("a refund stays with its order and its line", arguments: 30...33)
  func refunds(seed: UInt64) {
    var chance = KeptShop.Chance(state: seed)
    let whole = KeptShop.full(&chance)
    let members = (0..<Int32(whole.customers.count)).filter { _ in Bool.random(using: &chance) }
    let kept = whole.keeping(members)
    func told(_ ledger: Ledger, _ row: Int) -> String {
      let refunds = ledger.refunds
      let (order, line) = (Int(refunds.order[row]), Int(refunds.line[row]))
      let place = line - ledger.orders.lines(of: order).lowerBound
      let customer = ledger.customer(of: order).map { ledger.customers.key[$0] } ?? ""
      return "\(customer) \(ledger.orders.id[order]) \(place) \(refunds.day[row]) \(refunds.amount[row]) "
        + "\(refunds.quantity[row]) \(refunds.id[row]) \(ledger.lines.gross[line])"
    }
    let chosen = Set(members)
    let wanted = (0..<whole.refunds.count).filter { row in
      whole.customer(of: Int(whole.refunds.order[row])).map { chosen.contains(Int32($0)) } ?? false
    }
    #expect(wanted.count > 3)
    #expect((0..<kept.refunds.count).map { told(kept, $0) } == wanted.map { told(whole, $0) })
  }

  @Test("names, places and rows beside the orders stay with their person", arguments: 40...43)
  func sides(seed: UInt64) throws {
    var chance = KeptShop.Chance(state: seed)
    let whole = KeptShop.full(&chance)
    let members = (0..<Int32(whole.customers.count)).filter { _ in Int.random(in: 0..<3, using: &chance) == 0 }
    let kept = whole.keeping(members)
    #expect(kept.customers.count == members.count)
    for (new, old) in members.enumerated() {
      let old = Int(old)
      #expect(kept.customers.key[new] == whole.customers.key[old])
      #expect(kept.customers.name[new] == "Person " + kept.customers.key[new])
      #expect(kept.customers.region[new] == whole.customers.region[old])
      #expect(KeptShop.visits(kept, new) == KeptShop.visits(whole, old))
      #expect(kept.sides.customers?.consent(of: new) == whole.sides.customers?.consent(of: old))
      let row = kept.sides.customers?.row(of: new)
      #expect(row.flatMap { kept.sides.customers?.tags[$0] } ?? "" == KeptShop.tag(whole, old))
    }
    let chosen = Set(members.map { Int($0) })
    func notes(_ ledger: Ledger, _ isMember: (Int) -> Bool) -> [String] {
      guard let table = ledger.sides.enquiries else { return [] }
      return (0..<table.count).compactMap { row in
        table.customer[row].flatMap { isMember($0) ? ledger.customers.key[$0] + " " + table.note[row] : nil }
      }
    }
    #expect(notes(kept) { _ in true } == notes(whole) { chosen.contains($0) })
    let enquiries = try #require(kept.sides.enquiries)
    let contacted = try #require(kept.sides.campaignMembers)
    #expect(enquiries.customer.codes.allSatisfy { $0 >= 0 } && contacted.customer.codes.allSatisfy { $0 >= 0 })
    let known = whole.sides.campaignMembers?.customer.codes.count { chosen.contains(Int($0)) }
    #expect(contacted.count == known && contacted.isControl.count == known && contacted.campaign.codes.count == known)
    #expect(kept.sides.campaigns?.count == 2 && kept.sides.spend?.count == 1)
  }

  @Test("keys stay with their people; verdicts stay where they concern one")
  func identities() {
    func entry(_ key: String, _ customers: [UInt32]) -> IdentityTable.Entry {
      IdentityTable.Entry(
        kind: .email, key: key, verdict: .refused, reason: .names(limit: 5), links: ["account a"], linkCount: 9,
        names: ["A"], nameCount: 6, addressCount: 0, rows: 9, customers: customers)
    }
    let entries = ["a", "b", "c", "d"].map { LedgerEntry(customer: $0, day: Day(rawValue: 9), gross: 1) }
    let plain = Ledger(entries: entries)
    let table = IdentityTable(
      entries: [
        entry("all@shop.example", [0, 1, 2, 3]), entry("two@shop.example", [0, 2]), entry("gone@shop.example", []),
      ],
      entryCount: 3, records: 6, people: 4, refusedRows: 5,
      keys: [
        [(.account, "a"), (.account, "a2")], [(.account, "b"), (.email, "b@shop.example")],
        [(.email, "c@shop.example")],
        [(.account, "d"), (.account, "d2")],
      ])
    let whole = Ledger(
      name: "", currency: .unnamed, customers: plain.customers, orders: plain.orders, lines: plain.lines,
      products: plain.products, identities: table, report: plain.report)
    let kept = whole.keeping([1, 3]).identities
    #expect(kept.keys(of: 0, .account) == ["b"] && kept.keys(of: 0, .email) == ["b@shop.example"])
    #expect(kept.keys(of: 1, .account) == ["d", "d2"] && kept.keyColumn.count == 4)
    #expect(kept.entries.map(\.key) == ["all@shop.example"] && kept.entryCount == 1)
    #expect(kept.entries.first?.customers == [0, 1] && kept.entries.first?.linkCount == 9)
    #expect(kept.records == 3 && kept.people == 2 && kept.refusedRows == 0)
    let everybody = whole.keeping([0, 1, 2, 3]).identities
    #expect(everybody.records == 6 && everybody.people == 4 && everybody.entryCount == 2)
    let nobody = whole.keeping([]).identities
    #expect(
      nobody.isPresent && nobody.records == 0 && nobody.entries.isEmpty && !plain.keeping([]).identities.isPresent)
  }

  @Test("numbers may be repeated, in any order, and of nobody; what is kept twice is kept once")
  func members() {
    var chance = KeptShop.Chance(state: 5)
    let whole = KeptShop.full(&chance)
    let count = Int32(whole.customers.count)
    let kept = whole.keeping([7, 2, 2, -1, count, .max, .min, 3])
    #expect(KeptShop.text(kept) == KeptShop.text(whole.keeping([2, 3, 7])))
    #expect(kept.report.remarks.last == "3 of \(count) customers: those who answer the filter.")
    // The numbers 0 and 2 of the kept ones are 2 and 7 of all; the shop's size is not forgotten.
    let twice = kept.keeping([0, 2])
    #expect(KeptShop.text(twice) == KeptShop.text(whole.keeping([2, 7])))
    #expect(twice.report.remarks == whole.keeping([2, 7]).report.remarks)
  }

  @Test("nobody kept is a ledger without orders")
  func nobody() {
    var chance = KeptShop.Chance(state: 6)
    let whole = KeptShop.full(&chance)
    for kept in [whole.keeping([]), Ledger.empty.keeping([]), Ledger.empty.keeping([0, 4])] {
      #expect(kept.customers.count == 0 && kept.orders.count == 0 && kept.lines.count == 0 && kept.refunds.count == 0)
      #expect(kept.firstDay == nil && kept.lastDay == nil && kept.report.net == 0 && kept.unidentifiedOrders.isEmpty)
    }
    #expect(whole.keeping([]).sides.visits?.count == 0 && whole.keeping([]).products.count == whole.products.count)
  }

  @Test("masking and keeping may come in either order", arguments: 50...52)
  func masked(seed: UInt64) {
    var chance = KeptShop.Chance(state: seed)
    let whole = KeptShop.full(&chance)
    let mask = Mask { bytes in bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
    let members = (0..<Int32(whole.customers.count)).filter { _ in Bool.random(using: &chance) }
    let (left, right) = (whole.keeping(members).masked(mask), whole.masked(mask).keeping(members))
    #expect(KeptShop.text(left) == KeptShop.text(right))
    #expect(String(describing: left.customers) == String(describing: right.customers))
    #expect(String(describing: left.identities) == String(describing: right.identities))
    #expect(String(describing: left.sides) == String(describing: right.sides))
    #expect(left.report.remarks == right.report.remarks && left.report.remarks.count == 2)
    #expect(left.report.remarks.last?.hasSuffix("those who answer the filter.") == true)
    #expect(left.customers.name[0] == Mask.hidden)
  }
}
