import Ledger
import Testing

@testable import Ingest

@Suite("Days that no order can have, and years of two digits")
struct FarDateTests {
  private let header = "customer_id,ordered_at,total\n"

  @Test(
    "A day far outside is set aside with its own reason and moves nothing",
    arguments: [
      "9999-01-01", "0001-01-01", "0024-05-01", "3024-01-01", "1900-01-00", "1899-12-30", "2199-06-01T10:00:00Z",
    ])
  func far(day: String) throws {
    let ledger = try read(header + "A,2023-01-01,5\nB,\(day),5\nA,2023-02-01,5\n")
    let reason: ImportReport.Bucket = day == "1900-01-00" ? .date : .farDate
    #expect(ledger.report.counts == [.used: 2, reason: 1])
    #expect(ledger.report.examples[reason]?.first?.line == 3)
    #expect(ledger.customers.count == 1)
    let days = (0..<ledger.orders.count).map { Day(rawValue: ledger.orders.day[$0]).description }
    #expect(days.sorted() == ["2023-01-01", "2023-02-01"])
  }

  @Test(
    "A year has four digits or two", arguments: ["202--01-21", "202-01-21", "20245-01-21", "2024--01-21", "21/01/202"])
  func years(day: String) throws {
    #expect(try read(header + "A,\(day),5\nA,2024-05-01,5\n").report.counts == [.used: 1, .date: 1])
  }

  @Test("A shop whose days are all outside means them")
  func meant() throws {
    let text = header + (0..<20).map { "A,1912-01-\(Digits.padded($0 + 1, 2)),5\n" }.joined()
    #expect(try read(text).report.counts == [.used: 20])
  }

  @Test("Years of two digits stand first where they would else be days to come")
  func yearFirst() throws {
    let ledger = try read(header + "A,24/05/13,1\nB,24/05/25,1\nA,24/06/30,1\n")
    let days = (0..<ledger.orders.count).map { Day(rawValue: ledger.orders.day[$0]).description }
    #expect(days.sorted() == ["2024-05-13", "2024-05-25", "2024-06-30"])
    #expect(ledger.report.remarks.contains { $0.contains("year first") })
  }

  @Test("They stand first where the last number is all over the month, and last where the first one is")
  func spread() throws {
    let days = (1...20).map { Digits.padded($0, 2) }
    let first = try read(header + days.map { "A,23/11/\($0),1\n" }.joined())
    #expect(first.orders.count == 20 && Day(rawValue: first.orders.day[0]).description == "2023-11-01")
    let last = try read(header + days.map { "A,\($0)/11/23,1\n" }.joined())
    #expect(last.orders.count == 20 && Day(rawValue: last.orders.day[0]).description == "2023-11-01")
  }

  @Test("Where both fit, the answers are named")
  func asks() {
    let error = #expect(throws: IngestError.self) { try read(header + "A,21/05/13,1\nB,21/06/14,1\n") }
    #expect(error?.kind == .ambiguousDates && error?.wayOut.contains("--date-order ymd") == true)
    #expect(error?.wayOut.contains("--date-order dmy") == true)
  }
}
