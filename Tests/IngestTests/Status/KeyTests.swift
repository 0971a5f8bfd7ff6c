import Ledger
import Testing

@testable import Ingest

@Suite("Keys that spreadsheets and data frames have changed")
struct KeyTests {
  private static let head = "order_id,customer_id,ordered_at,sku,quantity,unit_price\n"

  @Test("Order numbers that a spreadsheet rounded do not melt orders together")
  func rounded() throws {
    let ledger = try read(
      Self.head + "2.46813E+17,a,2024-01-05 10:00,X,1,10.00\n2.46813E+17,a,2024-01-05 10:00,Y,1,1.00\n"
        + "2.46813E+17,a,2024-02-06 10:00,X,1,20.00\n2.46813E+17,b,2024-03-07 10:00,X,1,30.00\n")
    #expect(ledger.orders.count == 3 && ledger.lastDay == Day("2024-03-07"))
    #expect(ledger.report.remarks.contains { $0.contains("4 order numbers were rounded by a spreadsheet") })
  }

  @Test("A number that begins again months later is another order; rows of some days are one")
  func restart() throws {
    let ledger = try read(
      Self.head
        + "7,a,2023-01-05,X,1,10.00\n7,a,2023-01-20,Y,1,1.00\n7,a,2024-01-07,X,1,30.00\nK7,b,2023-01-05,X,1,2.00\n"
        + "K7,b,2024-01-05,X,1,4.00\n8,a,2024-02-01,X,1,5.00\n")
    #expect(ledger.orders.count == 5 && ledger.report.net == 5_200)
    #expect(ledger.netByKey == ["a": 4_600, "b": 600])
    #expect(ledger.report.remarks.contains { $0.hasPrefix("2 orders have the number of an earlier order") })
    ledger.checkInvariants()
    let plain = try read(Self.head + "7,a,2023-01-05,X,1,10.00\n7,a,2023-01-05,Y,1,1.00\n")
    #expect(plain.orders.count == 1 && !plain.report.remarks.contains { $0.contains("an earlier order") })
  }

  @Test("17850.0 is 17850, as a customer, as an order and beside other files")
  func decimals() throws {
    let first = "order_id,customer_id,ordered_at,total\n1,20417,2024-01-05,10\n2.0,20417.0,2024-02-05,20\n"
    let ledger = try read(files: [first, "order_id,customer_id,ordered_at,total\n3,20417.00,2024-03-05,40\n"])
    #expect(ledger.netByKey == ["20417": 7_000] && ledger.orders.id[1] == "2")
    let folder = TestFolder()
    let orders = folder.write("orders.csv", first)
    folder.write("customers.csv", "customer_id,name,since\n20417,Ann Roe,2023-01-01\n")
    let joined = try readLedger([.file(orders)])
    #expect(joined.report.sides.first?.strangers.people == 0)
    let texts = try read("order_id,customer_id,ordered_at,total\n1,v1.0,2024-01-05,10\n2,v1,2024-02-05,20\n")
    #expect(texts.customers.count == 2)
  }

  @Test("A phone with .0 is the same phone")
  func phones() throws {
    let ledger = try read(
      "order_id,name,phone,ordered_at,total\n1,Ada,447700900555.0,2024-01-01,1.00\n2,Ada,447700900555,2024-01-02,2.00\n"
        + "3,Ada,'447700900555,2024-01-03,4.00\n")
    #expect(ledger.customers.count == 1 && ledger.report.net == 700)
    #expect(ledger.customers.phone[0] == "447700900555")
  }

  @Test("Blanks beyond ASCII, signs without width and marks of byte order are no part of a key")
  func blanks() throws {
    let marks = ["", "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{202F}", "\u{2009}", "\u{200E}", "\u{3000}", "\u{2060}"]
    for column in ["email", "customer_id"] {
      var text = "order_id,\(column),ordered_at,total\n"
      for (place, mark) in marks.enumerated() {
        text += "\(place * 2),\(mark)ann@x.example,2024-01-0\(place + 1),1.00\n"
        text += "\(place * 2 + 1),ann@x.example\(mark),2024-02-0\(place + 1),1.00\n"
      }
      #expect(try read(text).netByKey == ["ann@x.example": Int64(200 * marks.count)], "\(column)")
    }
    let chinese = try read("order_id,customer_id,ordered_at,total\n1,王\u{A0},2024-01-01,1.00\n2,王,2024-01-02,2.00\n")
    #expect(chinese.netByKey == ["王": 300])
  }

  @Test("Shopify's Name is the number of the order, and nobody's name")
  func orderName() throws {
    let trimmed = try read(
      "Name,Email,Created at,Total,Lineitem name\n#2001,ann@x.example,2025-01-05,100.00,Cap\n"
        + "#2002,ann@x.example,2025-01-12,20.00,Cap\n#2003,bob@x.example,2025-02-10,50.00,Cap\n")
    #expect(trimmed.netByKey == ["ann@x.example": 12_000, "bob@x.example": 5_000] && trimmed.orders.id[0] == "#2001")
    #expect(!trimmed.customers.name.isPresent)
    let prefixed = try read(
      "Name,Email,Date,Total\nSH-1,ann@x.example,2025-01-05,1.00\nSH-2,ann@x.example,2025-01-06,2.00\n")
    #expect(prefixed.orders.count == 2 && prefixed.orders.id[0] == "SH-1")
    let people = try read(
      "Name,Email,Date,Total\nAnn Roe,ann@x.example,2025-01-05,1.00\nBob,bob@x.example,2025-01-06,2.00\n")
    #expect(people.customers.count == 2 && people.customers.name[0].count + people.customers.name[1].count == 10)
  }

  @Test("A refund is at most the goods, goes on to other lines, and counts once where every line repeats it")
  func refunds() throws {
    let head = "order_id,customer_id,ordered_at,sku,quantity,unit_price,refund\n"
    let over = try read(head + "1,a,2024-01-01,X,1,100.00,115.50\n2,b,2024-01-02,X,1,50.00,20.00\n")
    #expect(over.netByKey == ["a": 0, "b": 3_000])
    #expect(over.report.remarks.contains { $0.contains("The refund of 1 order is larger than the goods") })
    let spread = try read(head + "1,a,2024-01-01,X,1,60.00,\n1,a,2024-01-01,Y,1,40.00,90.00\n")
    #expect(spread.netByKey == ["a": 1_000] && (0..<2).map { spread.lines.refund[$0] } == [5_000, 4_000])
    let repeated = try read(head + "1,a,2024-01-01,X,1,60.00,50.00\n1,a,2024-01-01,Y,1,40.00,50.00\n")
    #expect(repeated.netByKey == ["a": 5_000] && repeated.report.remarks.contains { $0.contains("counts once") })
    let each = try read(head + "1,a,2024-01-01,X,1,60.00,10.00\n1,a,2024-01-01,Y,1,40.00,10.00\n")
    #expect(each.netByKey == ["a": 8_000] && !each.report.remarks.contains { $0.contains("refund") })
    for ledger in [over, spread, repeated, each] { ledger.checkInvariants() }
  }
}
