import Ledger
import Testing

@testable import Analytics

@Suite("Customers of a filter")
struct FilterEvaluationTests {
  /// Six people as of 2024-03-31: A regular, B once with a discount, C long gone, D refunds alone, E cancelled alone,
  /// F bought only after that day.
  static let ledger = Ledger(
    entries: [
      LedgerEntry(customer: "A", day: day("2023-01-10"), lines: [.init(product: "TEA-01", gross: 1_000)]),
      LedgerEntry(customer: "A", day: day("2024-02-01"), lines: [.init(product: "TEA-01", quantity: 2, gross: 2_000)]),
      LedgerEntry(
        customer: "A", day: day("2024-03-01"), second: 5,
        lines: [
          .init(product: "MUG", gross: 1_500, discount: 500), .init(product: "TEA-02", gross: 500, refund: 500),
        ]),
      LedgerEntry(
        customer: "B", day: day("2024-03-31"), lines: [.init(product: "MUG", gross: 10_000, discount: 8_000)]),
      LedgerEntry(customer: "C", day: day("2022-05-05"), lines: [.init(product: "TEA-02", gross: 300)]),
      LedgerEntry(
        customer: "D", day: day("2024-01-01"), status: .refundOnly,
        lines: [
          .init(product: "MUG", quantity: -1, gross: 0, refund: 700)
        ]),
      LedgerEntry(
        customer: "E", day: day("2024-01-01"), status: .cancelled, lines: [.init(product: "MUG", gross: 900)]),
      LedgerEntry(customer: "F", day: day("2024-04-02"), lines: [.init(product: "MUG", gross: 900)]),
      LedgerEntry(customer: "", day: day("2024-04-03"), lines: [.init(product: "MUG", gross: 900)]),
    ])
  static let data = FilterData(ledger: ledger, question: Question(asOf: day("2024-03-31")))

  static func keys(_ text: String, _ segments: FilterSegments = .none) throws -> String {
    try Filter(text, segments: segments).customers(in: data).map { ledger.customers.key[Int($0)] }.joined()
  }

  static let picked: [(text: String, keys: String)] = [
    ("net > 0", "ABC"), ("net = -7", "D"), ("net < 0", "D"), ("net = 0", "E"), ("not net > 0", "DE"),
    ("net >= 40", "A"), ("net > 40", ""), ("net = 40.00", "A"), ("net = 40.001", ""), ("net > 39.999", "A"),
    ("net < 40.001", "ABCDE"), ("net between 3 and 20", "BC"), ("net in (3, 20)", "BC"), ("net not in (3, 20)", "ADE"),
    ("net != 3", "ABDE"),
    ("purchases = 3", "A"), ("purchases = 0", "DE"), ("orders between 1 and 2", "BC"),
    ("gross = 50", "A"), ("discounts >= 5", "AB"), ("refunds > 0", "AD"), ("refunds(60d) > 0", "A"),
    ("aov = 13.33", "A"), ("aov is missing", "DE"), ("aov is known", "ABC"), ("aov is not missing", "ABC"),
    ("discount_share = 80%", "B"), ("discount_share >= 0.8", "B"), ("discount_share = 10%", "A"),
    ("discount_share != 80%", "AC"), ("not discount_share = 80%", "ACDE"), ("discount_share is missing", "DE"),
    ("discounted_purchases = 1", "B"), ("discounted_purchases < 34%", "AC"), ("refund_share > 11%", "A"),
    ("pieces = 5", "A"), ("pieces(31d) = 2", "A"), ("products = 3", "A"),
    ("first_purchase = 2023", "A"), ("first_purchase = 2023-01", "A"), ("first_purchase < 2023-01", "C"),
    ("first_purchase <= 2023-01", "AC"), ("first_purchase > 2023-01", "B"), ("first_purchase >= 2023-01", "AB"),
    ("first_purchase between 2022-05 and 2023-01", "AC"), ("last_purchase = today", "B"),
    ("last_purchase >= today - 30d", "AB"), ("last_purchase > today-30d", "B"), ("last_purchase < 2024-03-01", "C"),
    ("last_purchase in (2022, 2024-03)", "ABC"), ("last_purchase is missing", "DE"),
    ("days_since = 30", "A"), ("days_since <= 30 days", "AB"), ("days_since > 1y", "C"), ("tenure > 1y", "AC"),
    ("stage = active", "AB"), ("stage != active", "C"), ("not stage = active", "CDE"), ("stage in (churned)", "C"),
    ("customer = a", "A"), ("customer in (A, b)", "AB"), ("customer ~ /[ab]/", ""), ("customer ~ /[ab]/i", "AB"),
    ("customer !~ /[ABC]/", "DE"), ("customer contains \"A\"", "A"), ("not customer contains A", "BCDE"),
    ("net(90d) = 30", "A"), ("net(2024-02-01..2024-02-29) = 20", "A"), ("net(2024-02) = 20", "A"),
    ("net(2023) > 0", "A"), ("net(all) = 20", "B"), ("purchases(365d) = 0", "CDE"), ("orders(2024) = 2", "A"),
    ("net(2025) = 0", "ABCDE"), ("net(2024..2022) = 0", "ABCDE"), ("gross(1y) = 100", "B"),
    ("bought(TEA-01)", "A"), ("bought(\"tea-01\") at least 2 times", "A"), ("bought(TEA-01) at least 3 times", ""),
    ("bought(TEA-01, MUG)", "AB"), ("bought(name ~ /^TEA/)", "AC"), ("bought(sku starts with TEA)", "AC"),
    ("bought(TEA-02)", "C"), ("returned(TEA-02)", "A"), ("returned()", "AD"), ("returned() within 60d", "A"),
    ("bought() since 2024-03", "AB"), ("not bought() since 2024", "CDE"), ("bought(MUG) before 2024-03-31", "A"),
    ("bought(MUG) after 2024-03-30", "B"), ("bought(MUG) in 2024-03-02..2024-12-31", "B"),
    ("bought(TEA-01) in 2023", "A"), ("bought(MUG) within 1d", "B"), ("bought(sku != MUG)", "AC"),
    ("bought(NOTHING)", ""), ("merged", ""), ("not merged", "ABCDE"), ("accounts is missing", "ABCDE"),
    ("state is missing", "DE"), ("decile is known", "AB"), ("slice is known", "AB"), ("slice = 1", "A"),
    ("net > 0 and not stage = churned", "AB"), ("net < 0 or orders = 3", "AD"),
    ("(net < 0 or orders = 3) and bought()", "A"),
  ]

  @Test("Figures, windows, texts and events pick whom they say", arguments: FilterEvaluationTests.picked.indices)
  func picks(_ index: Int) throws {
    let (text, keys) = FilterEvaluationTests.picked[index]
    #expect(try FilterEvaluationTests.keys(text) == keys, "\(text)")
    let filter = try Filter(text)
    #expect(try filter.count(in: FilterEvaluationTests.data) == keys.count)
  }

  @Test("A segment picks what its filter picks")
  func segments() throws {
    let segments = FilterSegments(["good": "net >= 20", "best": "segment(good) and orders > 1"])
    #expect(try FilterEvaluationTests.keys("segment(good)", segments) == "AB")
    #expect(try FilterEvaluationTests.keys("segment(good) and not segment(best)", segments) == "B")
  }

  @Test("What the files do not have is said at its place, with the file that would bring it")
  func missing() throws {
    let cases: [(String, Int, String)] = [
      ("net > 0 and visits > 2", 12, Sides.missing(.visits)), ("visited(A)", 0, Sides.missing(.visits)),
      ("consent", 0, Sides.missing(.customers)), ("enquiries = 0", 0, Sides.missing(.enquiries)),
      ("margin > 0", 0, Sides.missing(.costs)), ("region = x", 0, "the files have no such column"),
      ("used_coupon(A)", 0, "the orders name no discount codes"),
    ]
    for (text, offset, lack) in cases {
      let filter = try Filter(text)
      #expect(throws: FilterError.self) { try filter.check(available: FilterEvaluationTests.ledger) }
      do throws(FilterError) {
        _ = try filter.customers(in: FilterEvaluationTests.data)
      } catch {
        #expect(
          error.offset == offset && error.wayOut == lack.prefix(1).uppercased() + lack.dropFirst() + ".",
          "\(text): \(error)")
      }
    }
    var settings = AnalyticsSettings()
    settings.assumedMargin = 4_000
    try Filter("margin > 0").check(available: FilterEvaluationTests.ledger, settings: settings)
    let segments = FilterSegments(["seen": "visits > 2"])
    let error = #expect(throws: FilterError.self) {
      try Filter("net > 0 and segment(seen)", segments: segments).check(available: FilterEvaluationTests.ledger)
    }
    #expect(error?.what == "in the segment 'seen': 'visits' cannot be asked here" && error?.offset == 12)
  }

  @Test("Nothing is computed that no filter asks for")
  func lazy() throws {
    let data = FilterData(
      ledger: FilterEvaluationTests.ledger, question: FilterEvaluationTests.data.question,
      history: { PurchaseHistory(FilterEvaluationTests.ledger, FilterEvaluationTests.data.question) },
      lifecycle: {
        Issue.record("the life cycle was asked for")
        return FilterEvaluationTests.data.lifecycle
      },
      churn: {
        Issue.record("the churn list was asked for")
        return FilterEvaluationTests.data.churn
      },
      deciles: {
        Issue.record("the deciles were asked for")
        return FilterEvaluationTests.data.deciles
      },
      slices: {
        Issue.record("the slices were asked for")
        return FilterEvaluationTests.data.slices
      },
      value: {
        Issue.record("the value was asked for")
        return FilterEvaluationTests.data.value
      },
      labelling: { name in
        Issue.record("the model \(name) was asked for")
        return nil
      })
    #expect(try Filter("net > 0 and net(90d) > 0 and bought(MUG)").count(in: data) == 2)
  }

  @Test("A value of a field is what the filter compares")
  func values() throws {
    let data = FilterEvaluationTests.data
    func value(_ field: String) -> FilterValue? { FilterField.named(field).map { data.value($0, 0) } }
    #expect(value("net") == .money(4_000))
    #expect(value("customer") == .text("A"))
    #expect(value("last_purchase") == .date(day("2024-03-01")))
    #expect(value("days_since") == .days(30))
    #expect(value("stage") == .text("active"))
    #expect(value("discount_share") == .ratio(0.1))
    #expect(value("merged") == .flag(false))
    #expect(value("orders") == .count(3))
    #expect(value("region") == FilterValue.none)
    #expect(FilterField.named("aov").map { data.value($0, 3) } == FilterValue.none)
    for field in FilterField.all {
      for customer in 0..<data.customers { _ = data.value(field, customer) }
    }
  }

  @Test("A search that is cancelled says so")
  func cancelled() throws {
    let filter = try Filter("net > 0 and customer ~ /A/")
    let error = #expect(throws: FilterError.self) {
      try filter.customers(in: FilterEvaluationTests.data, isCancelled: { true })
    }
    #expect(error == .cancelled)
  }

  @Test("A regular expression that would take forever gives up")
  func slow() throws {
    let table = CustomerTable(orderStart: [0, 1], key: TextColumn([String(repeating: "a", count: 60) + "!"]))
    let one = Ledger(entries: [order("x", "2024-01-01", 100)])
    let ledger = Ledger(
      name: "", currency: .unnamed, customers: table, orders: one.orders, lines: one.lines, products: one.products,
      report: .init())
    let data = FilterData(ledger: ledger, question: Question(ledger: ledger))
    let filter = try Filter("net > 0 and customer ~ /^(a+)+$/")
    let error = #expect(throws: FilterError.self) { try filter.customers(in: data) }
    #expect(error?.what == "the regular expression is too slow for these texts" && error?.offset == 12)
    #expect(try Filter("customer ~ /^a+!$/").count(in: data) == 1)
  }

  @Test("Texts are compared without case and outer blanks, in every script; bytes that are no text harm nothing")
  func texts() throws {
    var names = ["  Ünal  ", "ünal", "STRASSE", "李 雷", "\u{3000}李 雷\u{00A0}", "Łódź", "Ｌｉ", "", " \u{3000}"]
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    for name in names {
      bytes += Array(name.utf8)
      offsets.append(UInt32(bytes.count))
    }
    bytes += [0xFF, 0xC3, 0x41]
    offsets.append(UInt32(bytes.count))
    names.append("?")
    let base = Ledger(entries: names.indices.map { order("K\($0)", "2024-01-01", 100) })
    let table = CustomerTable(
      orderStart: base.customers.orderStart, key: base.customers.key, name: TextColumn(bytes: bytes, offsets: offsets))
    let ledger = Ledger(
      name: "", currency: .unnamed, customers: table, orders: base.orders, lines: base.lines, products: base.products,
      report: .init())
    let data = FilterData(ledger: ledger, question: Question(ledger: ledger))
    let cases: [(String, [Int32])] = [
      ("name = ÜNAL", [0, 1]), ("name = \"李 雷\"", [3, 4]), ("name contains 李", [3, 4]), ("name = łÓdź", [5]),
      ("name starts with stra", [2]), ("name ends with SSE", [2]), ("name ~ /^ünal$/i", [0, 1]), ("name = \"ｌｉ\"", [6]),
      ("name is missing", [7, 8]), ("name ~ /^\\w+ \\w+$/", [3, 4]), ("name contains a", [0, 1, 2, 9]),
      ("name ~ /A$/", [9]), ("name != Ünal", [2, 3, 4, 5, 6, 9]),
    ]
    for (text, expected) in cases { #expect(try Filter(text).customers(in: data) == expected, "\(text)") }
  }
}
