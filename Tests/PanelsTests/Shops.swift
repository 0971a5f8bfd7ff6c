import Analytics
import Ledger

@testable import Panels

/// A generator of pseudo-random numbers with a seed (SplitMix64, Steele, Lea, Flood 2014): every run sees the same
/// shops.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A day written as a person writes it.
func day(_ text: String) -> Day { Day(text) ?? Day(rawValue: 0) }

enum Shops {
  /// Nobody and nothing.
  static let empty = Ledger.empty

  /// One customer with one order.
  static let single = Ledger(
    entries: [LedgerEntry(customer: "only", day: day("2024-03-01"), gross: 12_50)], name: "One",
    currency: Currency(code: "CHF"))

  /// Five customers and an unidentified order; every figure of it can be worked out by hand.
  ///
  /// | customer | purchases | net | last purchase |
  /// | --- | --- | --- | --- |
  /// | anna | 5 (two orders on one day) | 600.00 − 20.00 − 30.00 = 550.00 | 30 June |
  /// | bert | 3 | 300.00 | 10 May |
  /// | cora | 2 | 100.00 | 15 January |
  /// | dora | 1 (and a cancelled order) | 50.00 | 30 June |
  /// | emil | 0 (fully refunded) | 0.00 | |
  static let small: Ledger = {
    var entries = [
      LedgerEntry(
        customer: "anna", id: "A1", day: day("2024-01-10"),
        lines: [
          .init(product: "tea", quantity: 4, gross: 80_00, discount: 20_00), .init(product: "cup", gross: 20_00),
        ]),
      LedgerEntry(
        customer: "anna", id: "A2", day: day("2024-02-10"), lines: [.init(product: "tea", quantity: 5, gross: 100_00)]),
      LedgerEntry(
        customer: "anna", id: "A3", day: day("2024-03-10"),
        lines: [.init(product: "tea", quantity: 5, gross: 100_00, refund: 30_00)]),
      LedgerEntry(customer: "anna", id: "A4", day: day("2024-04-10"), lines: [.init(product: "pot", gross: 100_00)]),
      LedgerEntry(
        customer: "anna", id: "A5", day: day("2024-06-30"), second: 9 * 3_600,
        lines: [.init(product: "cup", quantity: 3, gross: 60_00)]),
      LedgerEntry(
        customer: "anna", id: "A6", day: day("2024-06-30"), second: 18 * 3_600 + 300,
        lines: [.init(product: "pot", gross: 140_00)]),
    ]
    for (index, date) in ["2024-01-15", "2024-03-15", "2024-05-10"].enumerated() {
      entries.append(
        LedgerEntry(
          customer: "bert", id: "B\(index + 1)", day: day(date), lines: [.init(product: "tea", gross: 100_00)]))
    }
    for (index, date) in ["2024-01-01", "2024-01-15"].enumerated() {
      entries.append(
        LedgerEntry(customer: "cora", id: "C\(index + 1)", day: day(date), lines: [.init(product: "cup", gross: 50_00)])
      )
    }
    entries.append(
      LedgerEntry(customer: "dora", id: "D1", day: day("2024-06-30"), lines: [.init(product: "cup", gross: 50_00)]))
    entries.append(
      LedgerEntry(
        customer: "dora", id: "D2", day: day("2024-06-29"), status: .cancelled,
        lines: [.init(product: "pot", gross: 99_00)]))
    entries.append(
      LedgerEntry(
        customer: "emil", id: "E1", day: day("2024-02-02"), lines: [.init(product: "pot", gross: 70_00, refund: 70_00)])
    )
    entries.append(
      LedgerEntry(customer: "", id: "X1", day: day("2024-05-05"), lines: [.init(product: "cup", gross: 10_00)]))
    return Ledger(entries: entries, name: "Tea & Cups", currency: Currency(code: "CHF"))
  }()

  /// Some hundred customers with everything that a shop has: refunds, cancellations, same-day orders, names, places.
  static func random(seed: UInt64, customers: Int = 300) -> Ledger {
    var generator = Seeded(state: seed)
    var entries: [LedgerEntry] = []
    let first = day("2022-01-01").rawValue
    for number in 0..<customers {
      var date = first + Int32.random(in: 0..<900, using: &generator)
      let pace = Int32.random(in: 5...120, using: &generator)
      for order in 0..<Int.random(in: 1...9, using: &generator) {
        guard date < first + 1_000 else { break }
        let gross = Int64.random(in: 0...50, using: &generator) * 500
        let discount = Int.random(in: 0..<4, using: &generator) == 0 ? gross / 10 : 0
        let refund = Int.random(in: 0..<8, using: &generator) == 0 ? gross - discount : 0
        let status: OrderStatus = [.valid, .valid, .valid, .valid, .valid, .valid, .cancelled, .unpaid][
          Int.random(in: 0..<8, using: &generator)]
        entries.append(
          LedgerEntry(
            customer: number % 17 == 0 ? "" : "c\(number)", id: "\(number)-\(order)", day: Day(rawValue: date),
            second: Int.random(in: 0..<86_400, using: &generator), status: status,
            lines: [
              .init(product: "p\(order)", quantity: 2, gross: gross, discount: discount, refund: refund),
              .init(product: "p\(number % 9)", quantity: 1, gross: 0),
            ]))
        date += Int32.random(in: 0...2 * pace, using: &generator)
      }
      if number % 23 == 1 {
        entries.append(
          LedgerEntry(
            customer: "c\(number)", id: "R\(number)", day: Day(rawValue: first + 500), status: .refundOnly,
            lines: [.init(product: "p1", quantity: -1, gross: 0, refund: 3_000)]))
      }
    }
    let plain = Ledger(entries: entries, name: "Random \(seed)", currency: Currency(code: "CHF"))
    let keys = (0..<plain.customers.count).map { plain.customers.key[$0] }
    return Ledger(
      name: plain.name, currency: plain.currency,
      customers: CustomerTable(
        orderStart: plain.customers.orderStart, key: plain.customers.key,
        name: TextColumn(keys.map { $0.hasSuffix("3") ? "" : "Person \($0)" }),
        email: TextColumn(keys.map { "\($0)@example.org" }), phone: TextColumn(keys.map { "+41 \($0)" }),
        region: CategoryColumn(keys.map { $0.hasSuffix("1") ? "Bern" : "Uri" })),
      orders: plain.orders, lines: plain.lines, products: plain.products,
      refunds: refunds(plain), report: report(plain))
  }

  /// Every shop that the conformance suite walks through.
  static let all: [Ledger] = [
    empty, single, small, random(seed: 1), random(seed: 2, customers: 12), PeoplePanelTests.ledger,
  ]

  /// The findings of a ledger as of its last day.
  static func findings(_ ledger: Ledger, window: Window? = nil) -> Findings {
    Findings(ledger, Question(ledger: ledger, window: window))
  }

  private static func refunds(_ ledger: Ledger) -> RefundTable {
    let orders = (0..<ledger.orders.count).filter {
      ledger.orders.refund[$0] > 0 && ledger.orders.status[$0] == OrderStatus.valid.rawValue
    }
    return RefundTable(
      order: orders.map { UInt32($0) }, line: orders.map { ledger.orders.lineStart[$0] },
      day: orders.map { ledger.orders.day[$0] + 9 }, amount: orders.map { ledger.orders.refund[$0] },
      quantity: orders.map { _ in 2 }, id: IdentifierColumn(orders.map { "C\($0)" }))
  }

  private static func report(_ ledger: Ledger) -> ImportReport {
    var report = ledger.report
    report.files = [
      .init(
        path: "orders.csv", format: "comma-separated", bytes: 12_345, rows: report.rows + 3,
        columns: [("Order", "order"), ("Buyer", "customer"), ("When", "date"), ("Total", "line total"), ("Note", "")])
    ]
    report.counts = [.used: report.rows, .date: 2, .blank: 1]
    report.rows += 3
    report.examples = [
      .date: [.init(file: 0, line: 7, text: "1,ann,nothing,3"), .init(file: 0, line: 9, text: "2,bob,never,4")],
      .blank: [.init(file: 0, line: 11, text: ",,,")],
    ]
    report.remarks = ["dates are year-month-day"]
    return report
  }
}
