import Analytics
import Ledger
import Testing

/// Who is meant by four digits, an order number or half a name.
@Suite struct CustomerSearchTests {
  private static let people: [(key: String, name: String, email: String, phone: String, net: Int64)] = [
    ("1001", "Ann Andersen", "ann@example.com", "+49 170 1234567", 500),
    ("1002", "Anders Ann", "anders@example.com", "0170-7654321", 900),
    ("1003", "王小明", "wang@example.cn", "13800004567", 100),
    ("1004", "Ömer Yıldız", "OMER@Example.com", "", 700),
    ("ann@example.org", "", "", "", 50),
    ("1234567", "Bo Key", "", "", 10),
  ]

  /// One order each, numbered A1, A2, …; the third person's is the plain number 1001, the last order has no customer.
  private static let ledger: Ledger = {
    let ids = ["A1", "A2", "1001", "A4", "A5", "A6", "A7"]
    let sorted = people.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
    let days = sorted.indices.map { Int32(100 + $0) } + [Int32(100)]
    let count = sorted.count
    let gross = sorted.map(\.net) + [7]
    let identifiers = sorted.map { person in ids[people.firstIndex { $0.key == person.key } ?? 0] } + [ids[6]]
    return Ledger(
      name: "test", currency: .unnamed,
      customers: CustomerTable(
        orderStart: (0...count).map { UInt32($0) }, key: TextColumn(sorted.map(\.key)),
        name: TextColumn(sorted.map(\.name)), email: TextColumn(sorted.map(\.email)),
        phone: TextColumn(sorted.map(\.phone))),
      orders: OrderTable(
        id: IdentifierColumn(identifiers), day: days, status: Array(repeating: 0, count: count + 1),
        lineStart: (0...count + 1).map { UInt32($0) }, gross: MoneyColumn(gross),
        discount: .zeros(count: count + 1), refund: .zeros(count: count + 1), tax: .zeros(count: count + 1),
        shipping: .zeros(count: count + 1)),
      lines: LineTable(
        product: Array(repeating: 0, count: count + 1), quantity: Array(repeating: 1, count: count + 1),
        gross: MoneyColumn(gross), discount: .zeros(count: count + 1), refund: .zeros(count: count + 1),
        cost: .zeros(count: count + 1)),
      products: ProductTable(),
      refunds: RefundTable(
        order: [1], line: [1], day: [101], amount: [1], quantity: [0], id: IdentifierColumn(["C536379"])),
      report: ImportReport())
  }()

  private func found(_ query: String, asOf: Day? = nil) -> [String] {
    CustomerSearch(query, in: Self.ledger, asOf: asOf).matches.map {
      "\(Self.ledger.customers.key[$0.customer]) \($0.reason)"
    }
  }

  @Test func aKeyGoesBeforeAnOrderNumberAndAPart() {
    #expect(found("1001") == ["1001 key", "1003 order"])
  }

  @Test func anOrderNumberLeadsToItsCustomerInAnyCaseAndWithItsHash() {
    #expect(found("a2").first == "1002 order")
    #expect(found("#A2").first == "1002 order")
    #expect(found(" A2 ").first == "1002 order")
  }

  @Test func theNumberOfARefundLeadsToTheCustomerOfItsOrder() {
    #expect(found("C536379") == ["1002 order"])
  }

  @Test func anOrderWithoutACustomerIsSaid() {
    let search = CustomerSearch("A7", in: Self.ledger)
    #expect(search.matches.isEmpty)
    #expect(search.unidentifiedOrders == [6])
  }

  @Test func anEmailIsFoundInAnyCase() {
    #expect(found("omer@example.COM") == ["1004 email"])
    #expect(found("ann@example.com").first == "1001 email")
  }

  @Test func anEmailThatIsAKeyIsTheKey() {
    #expect(found("ANN@example.org") == ["ann@example.org key"])
  }

  @Test func theLastFourDigitsOfAPhoneAreEnough() {
    #expect(found("4567") == ["1001 phone", "1003 phone", "1234567 part"])
  }

  @Test func threeDigitsAreNoPhone() {
    #expect(found("567") == ["1234567 part"])
  }

  @Test(arguments: ["+49 170 1234567", "0170 1234567", "0170/1234567", "1701234567", "0049 170 1234567"])
  func aPhoneIsFoundHoweverItIsWritten(number: String) {
    #expect(found(number).first == "1001 phone")
  }

  @Test func partsOfANameAnswerInAnyOrder() {
    #expect(found("ann and") == ["1002 name", "1001 name"])
    #expect(found("ANDERSEN, Ann") == ["1001 name", "1002 typo"])
    #expect(found("王 ann") == [])
  }

  @Test func everyWordNeedsAWordOfItsOwn() {
    #expect(found("an ann") == ["1002 name", "1001 name", "ann@example.org part"])
    #expect(found("ann ann") == ["1002 part", "1001 part", "ann@example.org part"])
  }

  @Test func namesOfOtherAlphabetsAreFound() {
    #expect(found("王") == ["1003 name"])
    #expect(found("小明") == ["1003 characters"])
    #expect(found("明小") == ["1003 characters"])
    #expect(found("öMER") == ["1004 name"])
  }

  @Test func equalReasonsAreOrderedByNet() {
    #expect(found("an") == ["1002 name", "1001 name", "ann@example.org keyPrefix"])
  }

  @Test func nobodyIsFoundForABlankQuery() {
    #expect(found("") == [])
    #expect(found("   ") == [])
  }

  @Test func laterOrdersDoNotExist() {
    #expect(found("A2", asOf: Day(rawValue: 100)) == [])
    #expect(found("1001", asOf: Day(rawValue: 100)) == ["1001 key"])
  }

  @Test func theBestMatchesShareTheirReason() {
    #expect(CustomerSearch("1001", in: Self.ledger).best.count == 1)
    #expect(CustomerSearch("4567", in: Self.ledger).best.count == 2)
    #expect(CustomerSearch("nobody", in: Self.ledger).best.isEmpty)
  }
}
