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

@Suite("Without lines")
struct WithoutLinesTests {
  /// Orders of several rows, some apart in the file, some rows worth nothing, some amounts beyond 32 bits, no refunds.
  private func text(_ seed: UInt64, refund: Bool) -> String {
    var generator = SeededGenerator(seed: seed)
    var text = "order_id,customer_id,ordered_at,sku,quantity,unit_price,discount,region,status\n"
    for _ in 0..<400 {
      let order = Int.random(in: 1...120, using: &generator)
      let price = ["0", "1.25", "19.99", "30000000.00"].randomElement(using: &generator) ?? "1"
      let status = order % 17 == 0 ? "cancelled" : order % 19 == 0 ? "pending" : "paid"
      text +=
        "\(order),\(order % 13 == 0 ? "" : "k\(order % 11)"),2021-03-\(Digits.padded(order % 28 + 1, 2)),"
        + "P\(Int.random(in: 0...4, using: &generator)),\(Int.random(in: 1...3, using: &generator)),\(price),"
        + "\(price == "0" ? "0" : "0.25"),North,\(status)\n"
    }
    if refund { text += "C1,k1,2021-04-01,P1,-1,1.25,0,North,paid\n" }
    return text
  }

  @Test("orders, customers, money and counted rows are the same", arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func same(_ seed: UInt64) throws {
    let text = text(seed, refund: false)
    for threads in 1...3 {
      let whole = try read(text) {
        $0.threads = threads; $0.tuning.partBytes = 900
      }
      let lean = try read(text) {
        $0.threads = threads; $0.tuning.partBytes = 900; $0.keepsLines = false
      }
      #expect(lean.orders.count == whole.orders.count)
      #expect(lean.netByKey == whole.netByKey)
      #expect(lean.orders.day == whole.orders.day && lean.orders.status == whole.orders.status)
      for order in 0..<whole.orders.count {
        #expect(lean.orders.gross[order] == whole.orders.gross[order])
        #expect(lean.orders.discount[order] == whole.orders.discount[order])
        #expect(lean.orders.id[order] == whole.orders.id[order])
      }
      #expect(lean.report.counts == whole.report.counts)
      #expect(lean.report.net == whole.report.net && lean.report.rows == whole.report.rows)
      #expect(lean.report.unidentifiedNet == whole.report.unidentifiedNet)
    }
  }

  @Test("the rows of an order that stand together become one line")
  func oneLine() throws {
    let text =
      "order_id,customer_id,ordered_at,sku,quantity,unit_price\n1,a,2021-01-01,X,1,2.00\n1,a,2021-01-01,Y,2,3.00\n"
    let lean = try read(text) { $0.keepsLines = false }
    #expect(lean.lines.count == 1 && lean.lines.quantity == [3] && lean.orders.gross[0] == 800)
    #expect(lean.report.counts[.used] == 2)
  }

  @Test("refunds bring the lines back")
  func refunds() throws {
    let text = text(7, refund: true)
    let whole = try read(text)
    let lean = try read(text) { $0.keepsLines = false }
    #expect(lean.lines.count == whole.lines.count)
    #expect(lean.figures == whole.figures)
  }
}
