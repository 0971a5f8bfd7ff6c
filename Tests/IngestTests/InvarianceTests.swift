import Ledger
import Testing

@testable import Ingest

@Suite("No figure depends on the order of rows, columns or files")
struct InvarianceTests {
  /// Rows with refunds, ties in time, orders in pieces, repeated rows, statuses and regions that change.
  private func rows(_ seed: UInt64) -> [[String]] {
    var generator = SeededGenerator(seed: seed)
    var rows: [[String]] = []
    for _ in 0..<200 {
      let order = Int.random(in: 1...90, using: &generator)
      let isRefund = Int.random(in: 0..<8, using: &generator) == 0
      let day = isRefund ? Int.random(in: 1...28, using: &generator) : order % 28 + 1
      rows.append([
        isRefund ? "C\(Int.random(in: 1...40, using: &generator))" : "\(order)",
        order % 13 == 0 ? "" : "k\(order % 9)", "2021-03-\(Digits.padded(day, 2))",
        "P\(Int.random(in: 0...4, using: &generator))", isRefund ? "-1" : "\(order % 3 + 1)", "\(order % 4).50",
        ["", "North", "South"][order % 3], order % 17 == 0 ? "cancelled" : order % 19 == 0 ? "pending" : "paid",
        "name \(Int.random(in: 0...3, using: &generator))",
      ])
    }
    return rows
  }

  private let header = [
    "order_id", "customer_id", "ordered_at", "sku", "quantity", "unit_price", "region", "status", "customer name",
  ]

  private func text(_ header: [String], _ rows: [[String]]) -> String {
    ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func holds(_ seed: UInt64) throws {
    let rows = rows(seed)
    let expected = try read(text(header, rows))
    expected.checkInvariants()
    var generator = SeededGenerator(seed: seed + 100)
    for round in 0..<3 {
      let shuffled = rows.shuffled(using: &generator)
      let columns = Array(header.indices).shuffled(using: &generator)
      func turned(_ rows: [[String]]) -> String {
        text(columns.map { header[$0] }, rows.map { row in columns.map { row[$0] } })
      }
      let byRows = try read(text(header, shuffled)) {
        $0.threads = 1 + round % 3; $0.tuning.partBytes = 700
      }
      #expect(byRows.figures == expected.figures, "rows shuffled, seed \(seed)")
      let byColumns = try read(turned(rows))
      let same = byColumns.report
      #expect(byColumns.netByKey == expected.netByKey && same.counts == expected.report.counts, "columns shuffled")
      let cut = Int.random(in: 1..<rows.count, using: &generator)
      let split = try read(files: [text(header, Array(rows[..<cut])), text(header, Array(rows[cut...]))])
      #expect(split.figures == expected.figures, "two files, seed \(seed)")
      split.checkInvariants()
    }
  }

  @Test("Files with columns in different orders become one ledger")
  func differentColumns() throws {
    let ledger = try read(files: [
      "order_id,customer_id,date,total\n1,a,2020-01-01,10.00\n",
      "total;date;customer id;order id\n5.00;2020-01-02;a;2\n",
    ])
    #expect(ledger.netByKey == ["a": 1500])
    #expect(ledger.report.files.map(\.rows) == [1, 1])
    #expect(ledger.report.files.map(\.format) == ["comma-separated", "semicolon-separated"])
  }
}
