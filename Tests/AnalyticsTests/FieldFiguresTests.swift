import Ledger
import Testing

@testable import Analytics

@Suite("Figures worked out by hand that were once wrong")
struct FieldFiguresTests {
  @Test("The shop's mean of bad orders holds those of people who only cancelled")
  func credit() {
    let ledger = Ledger(entries: [
      order("a", "2024-01-05", 100),
      LedgerEntry(customer: "b", day: day("2024-01-06"), status: .cancelled, lines: [.init(gross: 100)]),
      LedgerEntry(customer: "c", day: day("2024-01-07"), status: .cancelled, lines: [.init(gross: 100)]),
      order("d", "2024-01-08", 100),
    ])
    let value = CustomerValue(ledger, Question(ledger: ledger))
    #expect(value.meanBad == 0.5 && value.dimension(.credit, of: ledger.position("a")) == 62.5)
    #expect(value.dimension(.credit, of: ledger.position("b")) == nil)
  }

  @Test("The median net per purchase of a cell is rounded once")
  func grid() throws {
    let late = Ledger(entries: [
      order("a", "2024-01-05", 100), order("a", "2024-01-06", 101), order("b", "2024-01-05", 100),
      order("b", "2024-01-06", 100), order("c", "2024-12-05", 900),
    ])
    var question = Question(ledger: late)
    question.settings.grid.window = .days(30)
    let cells = LifecycleGrid(late, question)
    #expect(cells.medianAOV(try #require(cells.cell(of: late.position("a")))) == 100, "1.0025, not 1.005 rounded twice")
  }

  @Test("Orders as purchases are counted as such in the churn list")
  func orders() throws {
    let ledger = Ledger(entries: [
      order("a", "2024-01-05", 10), order("a", "2024-01-05", 10), order("a", "2024-01-05", 10),
      order("b", "2024-01-05", 10), order("b", "2024-01-15", 10), order("c", "2024-01-20", 10),
    ])
    var question = Question(ledger: ledger)
    question.settings.purchaseUnit = .order
    let churn = ChurnList(ledger, question)
    let entry = try #require(churn.entries.first { $0.customer == ledger.position("a") })
    #expect(entry.purchases == 3 && churn.reason(entry).hasPrefix("bought 3 times on one day"))
  }

  @Test("A refund without an order counts in growth")
  func growth() {
    let ledger = Ledger(entries: [
      order("a", "2023-01-05", 10_000), order("a", "2023-08-01", 10_000), looseRefund("a", "2024-01-10", 9_000),
      order("b", "2023-01-05", 10_000), order("b", "2023-08-01", 10_000), order("c", "2023-01-05", 10_000),
      order("c", "2024-06-30", 10_000),
    ])
    let value = CustomerValue(ledger, Question(asOf: day("2024-06-30")))
    #expect(["a", "b", "c"].map { value.dimension(.growth, of: ledger.position($0)) } == [16.67, 50, 83.33])
  }

  @Test("Percentiles tell amounts apart that differ by a hundredth of a percent")
  func percentiles() {
    let values = (0..<40).map { 5_000 + Double($0) / 1_000 }
    let ranks = MidRanks.exactPercentiles(values)
    #expect(ranks == (0..<40).map { UInt16(((Double($0) + 0.5) * 250).rounded()) })
    let (some, zero) = MidRanks.exact([0, -1, 3, 3, .nan], zeros: 2)
    #expect(some == [4_167, 833, 8_333, 8_333, MidRanks.none])
    #expect(zero == some[0], "zeros among the values and beside them are equal")
  }

  @Test("In a shop younger than the horizon nothing is said of who comes back", arguments: [24, 89, 90, 200])
  func young(_ days: Int) throws {
    let entries = (0..<12).flatMap { number -> [LedgerEntry] in
      let first = order("c\(number)", "2024-01-01", 1_000)
      return number == 0 ? [first, LedgerEntry(customer: "c0", day: day("2024-01-03"), gross: 500)] : [first]
    }
    let ledger = Ledger(entries: entries)
    let churn = ChurnList(ledger, Question(asOf: day("2024-01-01").adding(days: days)))
    let chances = (0..<ledger.customers.count).map { churn.rhythm(of: $0)?.pReturn }
    #expect(chances.allSatisfy { $0 == nil }, "d + 90 lies beyond what anybody was watched for")
    #expect(churn.sums.knownStakes == 0 && churn.sums.massEventsOnly == 0)
    let note = churn.notes.contains { $0.contains("can be told from 2024-03-31 on") }
    #expect(note == (days < 90))
    #expect(churn.entries.allSatisfy { $0.stake == nil && !$0.massEventsOnly })
  }

  @Test("A date of another millennium costs neither memory nor the program", arguments: ["3024-12-31", "1024-01-01"])
  func millennia(_ far: String) {
    let ledger = Ledger(entries: [
      order("a", "2024-01-01", 10), order("a", "2024-02-01", 10), order("b", "2024-01-05", 10), order("f", far, 10),
    ])
    for question in [Question(ledger: ledger), Question(asOf: day("3024-12-31"))] {
      let value = CustomerValue(ledger, question)
      #expect(value.customers == 3)
      #expect(Cohorts(ledger, question).cohorts.reduce(0) { $0 + $1.customers } == 3)
      #expect(Lifecycle(ledger, question).customers == 3)
    }
    var shares = MonthShares(width: 100_000)
    shares.add(96_000, 2)
    shares.add(10, 5)
    shares.add(20, 10)
    shares.rank()
    #expect(shares[96_000, 2] == 1_667 && shares[10, 5] == shares[20, 10] && shares[10, 5] == 6_667)
  }

  @Test("Somebody without any order is nobody's history")
  func nobody() {
    let ledger = Ledger(
      name: "", currency: .unnamed, customers: CustomerTable(orderStart: [0, 0], key: TextColumn(["ghost"])),
      orders: OrderTable(), lines: LineTable(), products: ProductTable(), report: ImportReport())
    let history = PurchaseHistory(ledger, Question(asOf: day("2024-01-01")))
    #expect(history.customers == 1 && history.present == 0 && history.purchaseCount(of: 0) == 0)
  }
}
