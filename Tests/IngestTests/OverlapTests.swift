import Ledger
import Testing

@testable import Ingest

@Suite("Overlapping exports")
struct OverlapTests {
  private let header = "order_id,customer_id,ordered_at,sku,quantity,unit_price,status,refund\n"
  private func order(_ id: Int, _ day: Int, _ status: String = "paid", refund: String = "0") -> String {
    """
    \(id),c\(id % 3),2024-03-\(Digits.padded(day, 2)),A,1,10.00,\(status),\(refund)
    \(id),c\(id % 3),2024-03-\(Digits.padded(day, 2)),B,2,2.50,\(status),0
    \(id),c\(id % 3),2024-03-\(Digits.padded(day, 2)),B,2,2.50,\(status),0

    """
  }

  @Test("count an order once, the later file wins for status and refund, whatever the order of the files")
  func laterWins() throws {
    let march = header + order(1, 1) + order(2, 2, "pending") + order(3, 3)
    let april = header + order(2, 2, "paid", refund: "4.00") + order(3, 3, "cancelled") + order(4, 4)
    for files in [[march, april], [april, march]] {
      let ledger = try read(files: files)
      #expect(ledger.orders.count == 4)
      #expect(ledger.lines.count == 12)
      #expect(ledger.report.net == 5_600)
      #expect(ledger.report.refunds == 400)
      #expect(ledger.report.counts[.duplicate] == 6)
      #expect(ledger.report.counts[.cancelled] == 3)
      #expect(ledger.report.counts[.unpaid] == nil)
      #expect(ledger.report.rows == 18)
    }
  }

  @Test("a line that only the earlier file has stays, under the later file's status")
  func partial() throws {
    let early = header + "7,a,2024-01-01,A,1,10.00,pending,0\n7,a,2024-01-01,C,1,1.00,pending,0\n" + order(1, 1)
    let late = header + "7,a,2024-01-01,A,1,10.00,paid,0\n" + order(1, 1) + order(2, 9)
    let ledger = try read(files: [early, late])
    let seven = (0..<ledger.orders.count).filter { ledger.orders.id[$0] == "7" }
    #expect(seven.count == 1)
    #expect(ledger.orders.net(seven[0]) == 1100)
  }

  @Test("one export cut into two files keeps every row, also of an order at the edge")
  func cut() throws {
    let rows = (1...20).map { order($0, $0) }.joined().split(separator: "\n").map { $0 + "\n" }
    let whole = try read(header + rows.joined())
    for edge in [5, 16, 31] {
      let parts = try read(files: [header + rows[..<edge].joined(), header + rows[edge...].joined()])
      #expect(parts.report.net == whole.report.net)
      #expect(parts.report.counts[.duplicate] == nil)
    }
  }

  @Test("refund rows that both files have count once")
  func refundRows() throws {
    let head = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
    let first = "1,X,Cup,4,2024-01-01 10:00,2.00,17,UK\n1,Y,Pan,1,2024-01-01 10:00,9.00,17,UK\n"
    let refund = "C2,X,Cup,-1,2024-01-03 10:00,2.00,17,UK\n"
    let ledger = try read(files: [
      head + first + refund, head + first + refund + "3,X,Cup,1,2024-02-01 9:00,2.00,17,UK\n",
    ])
    #expect(ledger.report.refunds == 200)
    #expect(ledger.report.net == 1_700)
    #expect(ledger.report.counts[.duplicate] == 3)
    #expect(ledger.report.rows == 7)
  }

  @Test("amounts of whole orders are not added up over the files")
  func orderTotals() throws {
    let head = "order_id,customer_id,ordered_at,total,shipping\n"
    let early = head + "1,a,2024-01-01,10.00,3.00\n2,b,2024-01-02,20.00,3.00\n"
    let late = head + "2,b,2024-01-02,18.00,4.00\n3,a,2024-01-03,5.00,3.00\n"
    let ledger = try read(files: [late, early])
    #expect(ledger.report.net == 3_300)
    let shipping = (0..<3).reduce(Int64(0)) { $0 + ledger.orders.shipping[$1] }
    #expect(shipping == 1_000)
  }

  @Test("Without order numbers a row repeats another file's only where its pieces and amounts are the same")
  func withoutNumbers() throws {
    let names = "customer_id,ordered_at,total\n"
    let one = names + "A,2024-01-01,5\nB,2024-01-02,6\n"
    let other = names + "A,2024-01-01,7\nC,2024-01-02,8\n"
    let both = try read(files: [one, other])
    #expect(both.report.counts == [.used: 4] && both.report.net == 2_600)
    let again = try read(files: [one, names + "A,2024-01-01,5\nC,2024-01-02,8\n"])
    #expect(again.report.counts == [.used: 3, .duplicate: 1] && again.report.net == 1_900)
  }
}
