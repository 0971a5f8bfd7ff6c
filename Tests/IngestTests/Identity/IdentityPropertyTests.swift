import Ledger
import Testing

@testable import Ingest

@Suite("One person, whatever the order of rows and files")
struct IdentityPropertyTests {
  /// A row's keys as they are written; empty for none.
  struct Row: Hashable {
    var account, email, phone, name, address: String
    var text: String { "\(account),\(email),\(phone),\(name),\(address)" }
  }

  private let limits = (names: 2, addresses: 3)

  private func rows(_ seed: UInt64) -> [Row] {
    var generator = SeededGenerator(seed: seed)
    let pool = Int.random(in: 3...14, using: &generator)
    func pick(_ share: Int, _ text: (Int) -> String) -> String {
      Int.random(in: 0..<100, using: &generator) < share ? text(Int.random(in: 0..<pool, using: &generator)) : ""
    }
    return (0..<Int.random(in: 1...40, using: &generator)).map { _ in
      Row(
        account: pick(40) { $0 == 0 ? "guest" : "a\($0)" },
        email: pick(50) { $0 == 0 ? "noreply@x.io" : $0 % 2 == 0 ? "E\($0)@x.io" : "e\($0)@x.io" },
        phone: pick(50) { $0 == 0 ? "0000000" : "+44 20 7946 0\(Digits.padded($0 * 37, 3))" },
        name: pick(60) { "name \($0 % 4)" }, address: pick(60) { "street \($0 % 5)" })
    }
  }

  /// The rows of each person, by comparing every row with every other until nothing changes; those of nobody under "".
  private func people(_ rows: [Row]) -> [String: Set<Int>] {
    func keys(_ row: Row) -> [String] {
      var keys: [String] = []
      if !row.account.isEmpty, row.account != "guest" { keys.append("a " + row.account) }
      if !row.email.isEmpty, !row.email.hasPrefix("noreply") { keys.append("e " + row.email.lowercased()) }
      if !row.phone.isEmpty, row.phone != "0000000" { keys.append("p " + row.phone.filter(\.isNumber)) }
      return keys
    }
    func isShared(_ key: String) -> Bool {
      let own = rows.filter { keys($0).contains(key) }
      return Set(own.map(\.name).filter { !$0.isEmpty }).count > limits.names
        || Set(own.map(\.address).filter { !$0.isEmpty }).count > limits.addresses
    }
    let shared = Set(rows.flatMap(keys)).filter(isShared)
    let joining = rows.map { keys($0).filter { !shared.contains($0) } }
    var groups = Array(rows.indices)
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for left in rows.indices {
        for right in rows.indices where groups[left] > groups[right] {
          if !Set(joining[left]).isDisjoint(with: joining[right]) {
            groups[left] = groups[right]
            hasChanged = true
          }
        }
      }
    }
    var people: [String: Set<Int>] = [:]
    for row in rows.indices {
      let account = keys(rows[row]).first { $0.hasPrefix("a ") }
      let name: String
      if let account, shared.contains(account) {
        // A shared account identifies its own rows and nothing more.
        name = account
      } else {
        name = joining[row].isEmpty ? "" : "group \(groups[row])"
      }
      people[name, default: []].insert(row)
    }
    return people
  }

  /// The rows of each customer, by the order numbers that the rows were given.
  private func people(_ ledger: Ledger) -> [Set<Int>] {
    let known = (0..<ledger.customers.count).map { customer in
      Set(ledger.orders(of: customer).compactMap { Int(ledger.orders.id[$0]) })
    }
    return known
  }

  private func files(_ rows: [(number: Int, row: Row)], parts: Int) -> [String] {
    (0..<parts).map { part in
      "order_id,ordered_at,total,customer_id,email,phone,name,address\n"
        + rows.enumerated().filter { $0.offset % parts == part }.map {
          "\($0.element.number),2021-03-\(Digits.padded($0.element.number % 28 + 1, 2)),1.00,\($0.element.row.text)\n"
        }.joined()
    }
  }

  @Test("Any order of rows and files, and any number of threads, gives the people of a naive comparison")
  func naive() throws {
    for seed in 0..<150 {
      let rows = rows(UInt64(seed))
      var expected = people(rows)
      let nobody = expected.removeValue(forKey: "") ?? []
      var generator = SeededGenerator(seed: UInt64(seed) &+ 7_000)
      var figures: [String]?
      var keys: [[String]]?
      for round in 0..<4 {
        var numbered = rows.enumerated().map { (number: $0.offset, row: $0.element) }
        if round > 0 { numbered.shuffle(using: &generator) }
        let ledger = try read(files: files(numbered, parts: min(rows.count, 1 + round % 3))) { options in
          options.identity.names = limits.names
          options.identity.addresses = limits.addresses
          options.threads = 1 + round % 3
          options.tuning.partBytes = 64 + seed % 200
          options.tuning.partitions = 1 << (seed % 4)
        }
        ledger.checkInvariants()
        #expect(Set(people(ledger)) == Set(expected.values), "seed \(seed), round \(round)")
        #expect(
          Set(ledger.unidentifiedOrders.compactMap { Int(ledger.orders.id[$0]) }) == nobody,
          "seed \(seed), round \(round)")
        let entries = ledger.identities.entries.map { entry in
          ["\(entry.kind) \(entry.key) \(entry.verdict) \(entry.reason) \(entry.linkCount) \(entry.rows)"]
            + entry.links + entry.names + ["\(entry.nameCount) \(entry.addressCount)"]
            + entry.customers.map { ledger.customers.key[Int($0)] }.sorted()
        }
        if figures == nil { (figures, keys) = (ledger.figures, entries) }
        #expect(ledger.figures == figures, "seed \(seed), round \(round)")
        #expect(entries == keys, "seed \(seed), round \(round)")
        if ledger.figures != figures || entries != keys { return }
      }
    }
  }
}
