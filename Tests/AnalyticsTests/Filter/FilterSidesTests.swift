import Ledger
import Testing

@testable import Analytics

@Suite("Filters on files beside the orders")
struct FilterSidesTests {
  /// Three people; A is known by two accounts, used a code twice, and visited in two sessions of one day.
  static let data: FilterData = {
    let base = Ledger(
      entries: [
        LedgerEntry(customer: "A", day: day("2024-01-10"), lines: [.init(product: "TEA", gross: 500)]),
        LedgerEntry(customer: "A", day: day("2024-03-01"), lines: [.init(product: "MUG", gross: 500)]),
        LedgerEntry(customer: "B", day: day("2024-02-01"), lines: [.init(product: "MUG", gross: 900)]),
        LedgerEntry(customer: "C", day: day("2024-03-31"), lines: [.init(product: "TEA", gross: 100)]),
      ])
    let orders = OrderTable(
      id: base.orders.id, day: base.orders.day, second: base.orders.second, status: base.orders.status,
      lineStart: base.orders.lineStart, gross: base.orders.gross, discount: base.orders.discount,
      refund: base.orders.refund, tax: base.orders.tax, shipping: base.orders.shipping,
      coupon: CategoryColumn(["SPRING", "spring", "", "AUTUMN"]))
    func link(_ codes: [Int32]) -> LinkColumn { LinkColumn(codes: codes, unknown: TextColumn(["nobody"])) }
    let visitDay = ["2024-03-01", "2024-03-01", "2024-03-01", "2024-03-30", "2024-04-05", "2024-03-02"]
    var sides = Sides()
    sides.customers = ProfileTable(
      customer: link([0, 1, -2]), tags: CategoryColumn(["wholesale, tea", "", "tea"]),
      since: [day("2020-05-05").rawValue, Sides.noDay, 0], birthday: [day("1980-06-30").rawValue, Sides.noDay, 0],
      consent: [1, 2, 1])
    sides.visits = VisitTable(
      customer: link([0, 0, 0, 1, 1, -2]), day: visitDay.map { day($0).rawValue },
      second: [600, 2_400, 5_000, -1, -1, 100], product: link([1, 1, 2, 2, 2, 1]), customerCount: 3)
    sides.enquiries = EnquiryTable(
      customer: link([2, 2, 0]), product: link([1, 1, 1]),
      day: ["2024-01-01", "2024-03-20", "2024-05-01"].map { day($0).rawValue }, second: [-1, -1, -1], kind: [0, 0, 1])
    let joined = IdentityTable.Entry(
      kind: .email, key: "a@example.com", verdict: .joined, reason: .shared, links: ["account A", "account A2"],
      linkCount: 2, names: [], nameCount: 0, addressCount: 0, rows: 2, customers: [0])
    let identities = IdentityTable(
      entries: [joined], entryCount: 1, records: 4, people: 3, refusedRows: 0,
      keys: [
        [(kind: .account, text: "A"), (kind: .account, text: "A2"), (kind: .email, text: "a@example.com")],
        [(kind: .account, text: "B")], [(kind: .account, text: "C"), (kind: .phone, text: "123")],
      ])
    let ledger = Ledger(
      name: "", currency: .unnamed, customers: base.customers, orders: orders, lines: base.lines,
      products: base.products, identities: identities, report: .init(), sides: sides)
    return FilterData(ledger: ledger, question: Question(asOf: day("2024-03-31")))
  }()

  static let picked: [(text: String, keys: String)] = [
    ("consent", "A"), ("consent = no", "B"), ("not consent", "BC"), ("consent is missing", "C"),
    ("tags contains wholesale", "A"), ("tags is missing", "BC"), ("birthday < 1990", "A"), ("birth_month = 6", "A"),
    ("registered = 2020-05", "A"), ("visits = 2", "A"), ("visits = 1", "B"), ("visits = 0", "C"),
    ("visits(30d) = 1", "B"), ("enquiries = 2", "C"), ("enquiries(30d) = 1", "C"), ("enquiries = 0", "AB"),
    ("merged", "A"), ("accounts > 1", "A"), ("emails = 1", "A"), ("phones = 1", "C"), ("phones = 0", "AB"),
    ("used_coupon(Spring)", "A"), ("used_coupon(spring) at least 2 times", "A"), ("used_coupon()", "AC"),
    ("used_coupon(spring) within 60d", "A"), ("used_coupon(spring) before 2024-02 at least 2 times", ""),
    ("used_coupon(autumn)", "C"), ("visited(TEA)", "A"), ("visited(MUG)", "AB"), ("visited() within 5d", "B"),
    ("visited(MUG) and not bought(MUG)", ""), ("visited(TEA) at least 2 times", "A"),
  ]

  @Test("Profiles, visits, enquiries, codes and records", arguments: FilterSidesTests.picked.indices)
  func picks(_ index: Int) throws {
    let (text, keys) = FilterSidesTests.picked[index]
    let customers = try Filter(text).customers(in: FilterSidesTests.data)
    #expect(FilterSidesTests.data.ledger.keys(customers.map(Int.init)).joined() == keys, "\(text)")
  }

  @Test("Codes and tags that occur are offered")
  func offers() {
    func titles(_ text: String) -> [String] {
      FilterCompletion.suggestions(text, cursor: text.count, data: FilterSidesTests.data).map(\.title)
    }
    #expect(titles("used_coupon(") == ["SPRING", "spring", "AUTUMN"])
    #expect(titles("tags = ").contains("wholesale, tea"))
    #expect(titles("vis") == ["visit_stage", "visits", "visited"])
  }
}
