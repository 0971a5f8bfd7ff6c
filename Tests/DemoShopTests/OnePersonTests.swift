import Ingest
import Ledger
import Testing

@testable import DemoShop

@Suite("The reader finds the people of the demo shop")
struct OnePersonTests {
  private static let read = try? readLedger([.bytes(name: "orders.csv", DemoShop().ordersCSV())])

  @Test("second accounts are joined by the e-mail or phone that was planted, and nobody else is")
  func accounts() throws {
    let ledger = try #require(Self.read)
    let truth = Default.shop.truth.people
    let used = Set(Default.table.orders.map(\.account)).subtracting([""])
    let people = truth.filter { used.contains($0.id) || used.contains($0.secondID ?? "") }
    #expect(ledger.customers.count == people.count)
    let twice = people.filter { used.contains($0.id) && used.contains($0.secondID ?? "") }
    #expect(ledger.identities.entryCount == twice.count)
    #expect(ledger.identities.records - ledger.identities.people == twice.count)
    for evidence in [DemoShop.Truth.Person.Evidence.email, .phone] {
      let kind: IdentityKind = evidence == .email ? .email : .phone
      let joined = ledger.identities.entries.filter { $0.kind == kind && $0.verdict == .joined }
      #expect(joined.count == twice.count { $0.evidence == evidence })
    }
    let pairs = Set(
      (0..<ledger.customers.count).map { ledger.identities.keys(of: $0, .account) }.filter { $0.count > 1 })
    let planted = Set(twice.map { [$0.id, $0.secondID ?? ""].sorted() })
    #expect(pairs.symmetricDifference(planted).isEmpty)
  }

  @Test("net and purchase days are those of the people, not of their accounts")
  func figures() throws {
    let ledger = try #require(Self.read)
    var person: [String: DemoShop.Truth.Person] = [:]
    for truth in Default.shop.truth.people {
      person[truth.id] = truth
      if let second = truth.secondID { person[second] = truth }
    }
    var wrong: [String] = []
    for customer in 0..<ledger.customers.count {
      let key = ledger.customers.key[customer]
      let orders = ledger.orders(of: customer)
      let days = Set(orders.filter { ledger.orders.isPurchase($0) }.map { ledger.orders.day[$0] })
      let net = orders.reduce(Int64(0)) { $0 + ledger.orders.net($1) }
      if person[key].map({ $0.purchases == days.count && Int64($0.net) == net }) != true { wrong.append(key) }
    }
    #expect(wrong.isEmpty)
  }
}
