import Ledger
import Testing

@testable import Ingest

@Suite("Every row ends in one bucket")
struct RowTests {
  private let header = "order_id,customer_id,ordered_at,sku,quantity,unit_price\n"

  @Test("Rows that are left out, each by its reason and with its line")
  func leftOut() throws {
    let ledger = try read(
      header + """
        1,a,2020-01-01,X,1,5.00

        2,a,2020-02-30,X,1,5.00
        3,a,2020-01-01,X,1,five
        4,a,2020-01-01,X,many,5.00
        5,a,2020-01-01,X,1
        6,a,2020-01-01,X,1,5.00,9
        7,a,2020-01-01,X,1,5.00,,
        ,,,,,
        Total,,,,8,40.00
        合计,,
        8,a,2020-01-01,"X"y,1,5.00
        9,a,2020-01-01,X,0,5.00
        10,a,2020-01-01,"two
        lines",1,5.00
        11,a,,X,1,5.00

        """)
    let expected: [ImportReport.Bucket: (Int, Int)] = [
      .used: (3, 2), .blank: (2, 3), .date: (2, 4), .amount: (1, 5), .quantity: (1, 6), .broken: (3, 7),
      .total: (2, 11), .zeroValue: (1, 14),
    ]
    for (bucket, found) in expected {
      #expect(ledger.report.counts[bucket] == found.0, "\(bucket)")
      #expect(ledger.report.examples[bucket]?.first?.line == found.1, "\(bucket)")
    }
    #expect(ledger.report.examples[.date]?.map(\.line) == [4, 17])
    ledger.checkInvariants()
  }

  @Test("A last row may end without a line end, in an empty field, or in a quoted one")
  func lastRow() throws {
    for last in ["1,a,2020-01-01,X,1,5.00", "1,a,2020-01-01,X,1,\"5.00\""] {
      #expect(try read(header + last).report.counts == [.used: 1])
    }
    let empty = "order_id,customer_id,ordered_at,total,remark\n1,a,2020-01-01,5.00,"
    #expect(try read(empty).report.counts == [.used: 1])
    #expect(try read(empty + "\r\n").report.counts == [.used: 1])
  }

  @Test("A stray quote takes its own line, not the file")
  func strayQuote() throws {
    var rows = (0..<2_000).map { "\($0),c\($0 % 9),2020-01-01,X,1,5.00" }
    rows[700] = "700,c7,2020-01-01,\"X,1,5.00"
    let open = try read(header + rows.joined(separator: "\n"))
    #expect(open.report.counts == [.used: 2_000])
    #expect(open.report.repaired.map(\.example.line) == [702])
    #expect(open.report.repaired.first?.rule == "quote as text" && open.report.gross == 1_000_000)
    rows[900] = "900,c0,2020-01-01,\"Y, z\",1,5.00"
    let closedByAnother = try read(header + rows.joined(separator: "\n")) { $0.tuning.partBytes = 1_000 }
    #expect(closedByAnother.report.counts == [.used: 2_000] && closedByAnother.report.gross == 1_000_000)
  }

  @Test("Identical rows are kept and counted, or dropped on demand")
  func duplicates() throws {
    let text =
      header + "1,a,2020-01-01,X,1,5.00\n1,a,2020-01-01,X,1,5.00\n2,b,2020-01-01,X,1,5.00\n"
      + "1,a,2020-01-01,X,1,5.00\n1,a,2020-01-01,X,1,5.0\nC3,a,2020-02-01,X,-1,5.00\nC3,a,2020-02-01,X,-1,5.00\n"
    let kept = try read(text)
    #expect(kept.report.repeated == 3 && kept.report.gross == 2500)
    let dropped = try read(text) { $0.dropDuplicates = true }
    #expect(dropped.report.counts[.duplicate] == 3 && dropped.report.repeated == 0)
    #expect(dropped.report.gross == 1500 && dropped.report.refunds == 500)
    dropped.checkInvariants()
  }

  @Test("An order's rows may lie anywhere; its time is the earliest")
  func scattered() throws {
    let ledger = try read(
      header + "1,a,2020-01-05 10:00:00,X,1,1.00\n2,a,2020-01-03,X,1,1.00\n1,a,2020-01-02 09:00:00,Y,1,2.00\n"
        + "1,b,2020-01-01,X,1,4.00\n")
    #expect(ledger.orders.count == 3)
    let a = try #require((0..<2).first { ledger.customers.key[$0] == "a" })
    #expect(ledger.orders(of: a).map { ledger.orders.id[$0] } == ["1", "2"])
    #expect(ledger.orders(of: a).map { ledger.orders.gross[$0] } == [300, 100])
    #expect(ledger.orders.second[ledger.orders(of: a).lowerBound] == 9 * 3600)
  }

  @Test("Without order numbers, rows of a customer at one moment are one order, and each row counts")
  func withoutOrderNumbers() throws {
    let ledger = try read("customer,date,amount\na,2020-01-01,5.00\na,2020-01-01,5.00\na,2020-01-02,7.00\n")
    #expect(ledger.orders.count == 2 && ledger.netByKey == ["a": 1700])
  }

  @Test("An order total counts once, repeated on its rows or given once")
  func orderTotal() throws {
    let repeated = try read(
      "order_id,customer,date,order_total\n1,a,2020-01-01,5.00\n2,b,2020-01-01,1.00\n1,a,2020-01-01,5.00\n")
    #expect(repeated.netByKey == ["a": 500, "b": 100])
    let once = try read("order_id,customer,date,order_total\n1,a,2020-01-01,5.00\n1,a,2020-01-01,0\n")
    #expect(once.netByKey == ["a": 500])
    repeated.checkInvariants()
    once.checkInvariants()
  }

  @Test("`total` is the line's where there are goods, the order's otherwise")
  func total() throws {
    let lines = try read("order_id,customer,date,product,total\n1,a,2020-01-01,X,5.00\n1,a,2020-01-01,Y,5.00\n")
    #expect(lines.netByKey == ["a": 1000])
    let order = try read("order_id,customer,date,total\n1,a,2020-01-01,5.00\n1,a,2020-01-01,5.00\n")
    #expect(order.netByKey == ["a": 500])
  }

  @Test("Line discounts, order discounts, tax, shipping and cost")
  func parts() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,quantity,unit_price,discount,order_discount,tax,shipping,cost\n"
        + "1,a,2020-01-01,1,10.00,1.00,1.00,0.50,4.00,2.00\n1,a,2020-01-01,2,10.00,0,1.00,0.50,4.00,2.00\n")
    #expect(ledger.report.gross == 3000 && ledger.report.discounts == 200 && ledger.netByKey == ["a": 2800])
    #expect(ledger.orders.tax[0] == 50 && ledger.orders.shipping[0] == 400)
    #expect((0..<2).map { ledger.lines.discount[$0] } == [133, 67])
    #expect(ledger.lines.hasCost && ledger.lines.cost.total == 600)
    ledger.checkInvariants()
  }

  @Test("Discounts written as negative numbers are discounts all the same")
  func negativeDiscounts() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,quantity,unit_price,discount\n1,a,2020-01-01,1,10.00,-1.00\n2,a,2020-01-01,1,10.00,0.00\n"
    )
    #expect(ledger.report.discounts == 100 && ledger.netByKey == ["a": 1900])
  }

  @Test("Status words in two languages; a cancelled line does not cancel the paid ones")
  func status() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,product,total,status\n1,a,2020-01-01,X,1.00,Paid\n2,a,2020-01-02,X,2.00,Cancelled\n"
        + "3,a,2020-01-03,X,4.00,交易关闭\n4,a,2020-01-04,X,8.00,待付款\n5,a,2020-01-05,X,16.00,wc-completed\n"
        + "6,a,2020-01-06,X,32.00,strange\n7,a,2020-01-07,X,64.00,cancelled\n7,a,2020-01-07,Y,128.00,paid\n"
        + "8,a,2020-01-08,X,256.00,voided\n8,a,2020-01-08,Y,512.00,\n")
    #expect(ledger.netByKey == ["a": 17_700])
    #expect(ledger.report.counts == [.used: 4, .cancelled: 5, .unpaid: 1])
    #expect(ledger.report.remarks.contains { $0.contains("“strange” (1 order, 32.00)") })
    ledger.checkInvariants()
  }

  @Test("What is known of a customer is what was last written")
  func customers() throws {
    let ledger = try read(
      "customer_id,ordered_at,total,name,email,phone,region,city,country,channel\n"
        + "a,2020-01-02,1,New Name,,'138 0013 8000,South,Y,UK,shop\na,2020-01-01,1,Old Name,A@x.org,,North,X,UK,web\n")
    let table = ledger.customers
    #expect(table.name[0] == "New Name" && table.email[0] == "A@x.org" && table.phone[0] == "13800138000")
    #expect(table.region[0] == "South" && table.city[0] == "Y" && table.country[0] == "UK" && table.channel[0] == "web")
  }

  @Test("The key is the account, else the e-mail address without regard to case, else the phone number")
  func keys() throws {
    let ledger = try read(
      "customer_id,email,phone,date,total\nk1,k@y.z,1,2020-01-01,1\n,X@Y.z,2,2020-01-01,1\n,x@y.Z ,,2020-01-02,1\n"
        + ",,5550134,2020-01-01,1\n,,555,2020-01-02,1\n,,,2020-01-01,1\n")
    #expect(ledger.netByKey == ["k1": 100, "x@y.z": 200, "5550134": 100])
    #expect(ledger.report.unidentifiedOrders == 2)
  }
}
