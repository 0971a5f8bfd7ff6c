import Ledger
import Synchronization
import Testing

@testable import Ingest

/// A file of orders in which only the keys matter: each row one order of 1.00 a day after the one before.
func keyed(_ header: String, _ rows: [String], from first: Int = 1) -> String {
  "order_id,ordered_at,total," + header + "\n"
    + rows.enumerated().map {
      "\($0.offset + first),2021-03-\(Digits.padded($0.offset % 28 + 1, 2)),1.00,\($0.element)\n"
    }
    .joined()
}

/// Orders of each customer by key, and those of nobody under an empty key.
func orderCounts(_ ledger: Ledger) -> [String: Int] {
  var counts: [String: Int] = [:]
  for customer in 0..<ledger.customers.count {
    counts[ledger.customers.key[customer]] = ledger.orders(of: customer).count
  }
  if !ledger.unidentifiedOrders.isEmpty { counts[""] = ledger.unidentifiedOrders.count }
  return counts
}

@Suite("One person")
struct IdentityTests {
  private let all = "customer_id,email,phone"

  private func counts(
    _ header: String, _ rows: [String], _ adjust: (inout ReadOptions) -> Void = { _ in }
  ) throws -> [String: Int] {
    let ledger = try read(keyed(header, rows), adjust)
    ledger.checkInvariants()
    return orderCounts(ledger)
  }

  @Test("Records that share an account, an e-mail or a phone are one person, known by the first account")
  func joins() throws {
    #expect(try counts(all, ["b,x@a.io,", "a,X@A.io ,"]) == ["a": 2])
    #expect(try counts(all, ["7,,020 7946 0018", ",u@a.io,02079460018"]) == ["7": 2])
    #expect(try counts(all, [",u@a.io,", "7,u@a.io,", ",,02079460018", "8,,02079460018"]) == ["7": 2, "8": 2])
    #expect(try counts(all, ["1,a@a.io,", ",b@a.io,02079460018", ",a@a.io,02079460018"]) == ["1": 3])
  }

  @Test("Records that share nothing stay apart, also under the same name")
  func apart() throws {
    let rows = ["1,a@a.io,02079460018,Ann Lee", "2,b@a.io,02079460019,Ann Lee", ",c@a.io,,Ann Lee", ",,,Ann Lee"]
    #expect(try counts(all + ",name", rows) == ["1": 1, "2": 1, "c@a.io": 1, "": 1])
  }

  @Test("A chain of keys across files joins its ends")
  func chain() throws {
    let files = [
      keyed("customer_id,email", ["1,a@a.io", "2,b@a.io"]), keyed("email,phone", ["a@a.io,0207946001"], from: 10),
      keyed("phone,customer_id", ["0207946001,3"], from: 20), keyed("customer_id", ["3", "4"], from: 30),
    ]
    #expect(orderCounts(try read(files: files)) == ["1": 4, "2": 1, "4": 1])
    #expect(orderCounts(try read(files: files.reversed())) == ["1": 4, "2": 1, "4": 1])
  }

  @Test("An account that is written as an e-mail address is that address")
  func accountIsAddress() throws {
    #expect(
      try counts("customer_id,email", ["ann@a.io,", ",Ann@a.io", "bo@a.io,other@a.io"]) == [
        "ann@a.io": 2, "bo@a.io": 1,
      ])
  }

  @Test("Keys of different kinds with the same text stay apart, and are told apart")
  func sameText() throws {
    #expect(try counts(all, ["5550123,,", ",,5550123"]) == ["5550123": 1, "phone 5550123": 1])
    let files = [keyed("customer_id", ["Ann"]), keyed("name", ["Ann", "Bob"])]
    #expect(orderCounts(try read(files: files)) == ["Ann": 1, "name Ann": 1, "Bob": 1])
  }

  @Test(
    "A key that means nobody joins nobody and identifies nobody",
    arguments: [
      ("customer_id", "0"), ("customer_id", "000"), ("customer_id", "Guest"), ("customer_id", "游客"),
      ("customer_id", "j***n"), ("customer_id", "##q8Zk"), ("customer_id", "N/A"), ("customer_id", "$pWx$"),
      ("email", "noreply@shop.io"), ("email", "test@test"), ("email", "no@email"), ("email", "a***@b.io"),
      ("email", "none"), ("email", "-"), ("email", "##AbCd=="), ("email", "@b.io"),
      ("phone", "1******6198"), ("phone", "0000000000"), ("phone", "1111111"), ("phone", "123456789"),
      ("phone", "0123456789"), ("phone", "987654321"), ("phone", "555123"), ("phone", "n/a"), ("phone", "138XXXX1234"),
      ("phone", "匿名"),
    ])
  func nobody(_ field: String, _ text: String) throws {
    let other = field == "customer_id" ? "email" : "customer_id"
    let found = try counts("\(field),\(other)", ["\(text),k1@a.io", "\(text),k2@a.io", "\(text),", "\(text),"])
    #expect(found == ["k1@a.io": 1, "k2@a.io": 1, "": 2])
  }

  @Test("Files with accounts alone: guests and masks are nobody, everybody else is read as before")
  func accountsAlone() throws {
    #expect(try counts("customer_id", ["a", "b", "a"]) == ["a": 2, "b": 1])
    #expect(try read(keyed("customer_id", ["a", "b", "a"])).identities.isPresent == false)
    let ledger = try read(keyed("customer_id", ["a", "0", "guest", "b***", "a"]))
    #expect(orderCounts(ledger) == ["a": 2, "": 3])
    #expect(ledger.report.remarks.contains { $0.contains("Accounts that mean nobody") })
  }

  @Test("The shop's own addresses mean nobody")
  func own() throws {
    let rows = ["1,Desk@shop.io,", "2,desk@shop.io,", ",desk@shop.io,", ",else@shop.io,", ",,020 7946 0018"]
    let found = try counts(all, rows) { $0.identity.own = ["desk@shop.io", "02079460018"] }
    #expect(found == ["1": 1, "2": 1, "else@shop.io": 1, "": 2])
    #expect(try counts(all, rows) { $0.identity.own = ["@shop.io"] } == ["1": 1, "2": 1, "02079460018": 1, "": 2])
  }

  @Test("Marketplace addresses identify, and do not join different accounts")
  func relays() throws {
    let relay = "q7x@marketplace.amazon.co.uk"
    #expect(try counts(all, [",\(relay),", ",\(relay),"]) == [relay: 2])
    #expect(try counts(all, ["1,\(relay),", ",\(relay),"]) == ["1": 2])
    #expect(try counts(all, ["1,\(relay),", "2,\(relay),", ",\(relay),"]) == ["1": 1, "2": 1, relay: 1])
    // Two of them in a row must not do what one may not.
    let chain = [
      "1,a@members.ebay.com,", ",a@members.ebay.com,02079460018", ",b@members.ebay.com,02079460018",
      "2,b@members.ebay.com,",
    ]
    #expect(try counts(all, chain) == ["1": 1, "2": 1, "02079460018": 2])
    #expect(try counts(all, chain.reversed()) == ["1": 1, "2": 1, "02079460018": 2])
  }

  @Test("Five names share a key, six do not", arguments: [("email", "desk@a.io"), ("phone", "02079460018")])
  func names(_ field: String, _ key: String) throws {
    func rows(_ names: Int) -> [String] {
      (0..<names).map { "acc\($0),\(key),Name \($0)" } + ["acc0,\(key),NAME  0", ",\(key),"]
    }
    #expect(try counts("customer_id,\(field),name", rows(5)) == ["acc0": 7])
    let refused = try read(keyed("customer_id,\(field),name", rows(6)))
    #expect(orderCounts(refused) == ["acc0": 2, "acc1": 1, "acc2": 1, "acc3": 1, "acc4": 1, "acc5": 1, "": 1])
    #expect(refused.identities.refusedRows == 1)
    #expect(refused.identities.entries.map(\.reason) == [.names(limit: 5)])
    #expect(refused.report.remarks.contains { $0.contains("1 rows have nothing else") })
    #expect(try counts("customer_id,\(field),name", rows(6)) { $0.identity.names = 6 } == ["acc0": 8])
  }

  @Test("Ten addresses share a key, eleven do not")
  func addresses() throws {
    func rows(_ count: Int) -> [String] { (0..<count).map { "acc\($0 % 2),desk@a.io,\($0) High Street" } }
    #expect(try counts("customer_id,email,address", rows(10)) == ["acc0": 10])
    #expect(try counts("customer_id,email,address", rows(11)) == ["acc0": 6, "acc1": 5])
    #expect(try counts("customer_id,email,address", rows(11)) { $0.identity.addresses = 11 } == ["acc0": 11])
  }

  @Test("An account with too many names still identifies, and joins nothing")
  func sharedAccount() throws {
    let rows = (0..<6).map { "pos,m\($0)@a.io,Name \($0)" } + [",m0@a.io,Name 0"]
    #expect(try counts("customer_id,email,name", rows) == ["pos": 6, "m0@a.io": 1])
  }

  @Test("Masked names and addresses are no evidence")
  func maskedNames() throws {
    let rows = (0..<9).map { "acc\($0),desk@a.io,\($0)**" }
    #expect(try counts("customer_id,email,name", rows) == ["acc0": 9])
  }

  @Test(
    "Phones are compared by their digits",
    arguments: [
      ("+44 20 7946 0018", "0044 20 7946 0018", nil), ("+44 (0)20 7946 0018", "44 2079460018", nil),
      ("'13911112345", "139-1111-2345", nil), ("+86 139 1111 2345", "13911112345", "86"),
      ("010-62345678", "+86 10 6234 5678", "86"), ("(415) 555-0134", "+1 415 555 0134", "1"),
      ("020 7946 0018", "+442079460018", "44"), ("１３９１１１１２３４５", "13911112345", nil),
      ("06 12345678", "+39 06 12345678", "39"), ("8 495 123-45-99", "+7 495 1234599", "7"),
    ] as [(String, String, String?)])
  func phones(_ left: String, _ right: String, _ country: String?) throws {
    let ledger = try read(keyed("customer_id,phone", ["1,\(left)", "2,\(right)"])) { $0.identity.country = country }
    #expect(orderCounts(ledger) == ["1": 2])
  }

  @Test(
    "Different numbers stay different",
    arguments: [
      ("02079460018", "02079460019"), ("13911112345-1234", "13911112345-9876"), ("4155550134 x12", "4155550134 x13"),
    ])
  func otherPhones(_ left: String, _ right: String) throws {
    #expect(try counts("customer_id,phone", ["1,\(left)", "2,\(right)"]) == ["1": 1, "2": 1])
  }

  @Test("The table says which key joined what, with names, rows and customers")
  func table() throws {
    let ledger = try read(
      keyed(
        "customer_id,email,phone,name",
        ["1,ann@a.io,,Ann Lee", "2,ann@a.io,02079460018,ann  lee", ",,02079460018,Lee", "9,solo@a.io,,Solo"]))
    let table = ledger.identities
    #expect(table.records == 4 && table.people == 2 && table.entryCount == 2)
    let email = try #require(table.entries.first { $0.kind == .email })
    #expect(email.key == "ann@a.io" && email.verdict == .joined && email.reason == .shared)
    #expect(email.links == ["account 1", "account 2"] && email.linkCount == 2)
    #expect(email.names == ["Ann Lee"] && email.nameCount == 1 && email.rows == 2)
    #expect(email.customers.map { ledger.customers.key[Int($0)] } == ["1"])
    let phone = try #require(table.entries.first { $0.kind == .phone })
    #expect(phone.links == ["account 2", "phone 02079460018"] && phone.names == ["Ann Lee", "Lee"])
    let customer = Int(email.customers[0])
    #expect(table.keys(of: customer, .account) == ["1", "2"])
    #expect(table.keys(of: customer, .email) == ["ann@a.io"] && table.keys(of: customer, .phone) == ["02079460018"])
  }

  @Test(
    "Keys are compared in a pass of its own, which files with accounts alone do not have", arguments: [false, true])
  func passes(_ hasEmails: Bool) throws {
    let rows = (0..<200).map { hasEmails ? "c\($0),m\($0 / 2)@a.io" : "c\($0)" }
    let bytes = Array(keyed(hasEmails ? "customer_id,email" : "customer_id", rows).utf8)
    let phases = Mutex<[Progress.Phase]>([])
    let ledger = try readLedger(
      [.bytes(name: "x", bytes)], progress: { now in phases.withLock { $0.append(now.phase) } })
    #expect(ledger.customers.count == (hasEmails ? 100 : 200))
    #expect(phases.withLock { $0 }.contains(.comparing) == hasEmails)
    var caught: IngestError?
    do {
      _ = try readLedger([.bytes(name: "x", bytes)], isCancelled: { true })
    } catch {
      caught = error
    }
    #expect(caught == .cancelled)
  }

  @Test("Settings are read, refused with what is accepted, and written back")
  func settings() throws {
    var options = ReadOptions()
    for (key, value, written) in [
      ("identity.country", "+86", "86"), ("identity.own", "a@b.io, @c.io", "a@b.io,@c.io"),
      ("identity.names", "7", "7"),
      ("identity.addresses", "12", "12"), ("identity.country", "none", "none"),
    ] {
      #expect(try options.set(key, value))
      #expect(options.value(key) == written)
    }
    for (key, value) in [("identity.country", "china"), ("identity.names", "0"), ("identity.addresses", "51")] {
      #expect(throws: SettingError.self) { try options.set(key, value) }
    }
    #expect(options.identity.names == 7 && options.identity.addresses == 12 && options.identity.country == nil)
  }
}
