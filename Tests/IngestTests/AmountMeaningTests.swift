import Ledger
import Testing

@testable import Ingest

@Suite("Amount of the piece, the line or the order, and the tax in it")
struct AmountMeaningTests {
  @Test("a total that is repeated on different goods is the order's, and counts once")
  func repeatedTotal() throws {
    let text = """
      Order ID,Order Date,Email,Product,Qty,Total
      1,2024-05-01,a@x.example,Vase,1,30.00
      1,2024-05-01,a@x.example,Bowl,2,30.00
      2,2024-05-02,b@x.example,Vase,2,55.00
      2,2024-05-02,b@x.example,Lid,1,55.00
      3,2024-05-03,c@x.example,Bowl,1,12.00
      4,2024-05-04,c@x.example,Lid,3,81.00
      4,2024-05-04,c@x.example,Vase,1,81.00
      """
    let ledger = try read(text)
    #expect(ledger.report.gross == 3_000 + 5_500 + 1_200 + 8_100)
    #expect(ledger.report.remarks.contains { $0.contains("counted once") && $0.contains("import.price=line") })
    #expect(try read(text) { $0.price = .line }.report.gross == 34_400)
    ledger.checkInvariants()
  }

  @Test("line amounts that happen to be equal stay those of the lines")
  func onePrice() throws {
    let rows = (1...6).flatMap { order in
      ["Vase", "Bowl", "Lid"].map { "\(order),2024-05-0\(order),c\(order),\($0),1,10.00" }
    }
    let header = "order_id,date,customer_id,product,quantity,total\n"
    let ledger = try read(header + rows.joined(separator: "\n"))
    #expect(ledger.report.gross == 18_000)
    #expect(try read(header + rows.joined(separator: "\n")) { $0.price = .order }.report.gross == 6_000)
  }

  @Test("rows of one amount each are not counted once because two of them are equal")
  func equalRows() throws {
    let text = """
      order_id,date,customer,amount
      7,2024-05-01,Ann,80.00
      7,2024-05-01,Ann,15.00
      8,2024-05-02,Bob,20.00
      8,2024-05-02,Bob,20.00
      """
    let ledger = try read(text)
    #expect(ledger.report.gross == 13_500)
    #expect(ledger.report.remarks.contains { $0.contains("differs from row to row") })
    let repeated = "order_id,date,customer,amount\n7,2024-05-01,Ann,80.00\n7,2024-05-01,Ann,80.00\n"
    #expect(try read(repeated).report.gross == 8_000)
    #expect(try read(repeated) { $0.price = .line }.report.gross == 16_000)
  }

  @Test("a price that grows with the quantity is the amount of the line")
  func proportionalPrice() throws {
    func text(_ price: (Int, Int) -> Int) -> String {
      var text = "invoice,customer_id,category,quantity,price,date\n"
      for row in 0..<24 {
        let quantity = 1 + row % 4
        let cents = price(quantity, [1_250, 3_999, 715][row % 3])
        let money = "\(cents / 100).\(Digits.padded(cents % 100, 2))"
        text += "I\(row),c\(row % 5),Kind \(row % 3),\(quantity),\(money),2024-05-01\n"
      }
      return text
    }
    var expected: Int64 = 0
    for row in 0..<24 {
      let quantity = 1 + row % 4
      let price = [1_250, 3_999, 715][row % 3]
      expected += Int64(quantity * price)
    }
    let line = try read(text { $0 * $1 })
    #expect(line.report.gross == expected)
    #expect(line.report.remarks.contains { $0.contains("grows with") && $0.contains("import.price=unit") })
    let unit = try read(text { $1 })
    #expect(unit.report.gross == expected)
    #expect(!unit.report.remarks.contains { $0.contains("grows with") })
  }

  @Test("a sum of the line that is not price × quantity counts, and the orders are listed")
  func sums() throws {
    let text = """
      order_id,date,customer_id,product,quantity,price,sales
      1,2024-05-01,a,Vase,2,10.00,20.00
      2,2024-05-02,b,Bowl,3,99.00,360.00
      3,2024-05-03,c,Lid,1,7.50,7.50
      4,2024-05-04,a,Bowl,2,99.00,250.00
      """
    let ledger = try read(text)
    #expect(ledger.report.gross == 63_750)
    let outcome = try #require(ledger.report.reconciliations.first)
    #expect(outcome.offenders == 2 && outcome.examples.map(\.total) == [36_000, 25_000])
    #expect(ledger.report.remarks.contains { $0.contains("2 of 4") && $0.contains("import.price=unit") })
    #expect(try read(text) { $0.price = .unit }.report.gross == 2_000 + 29_700 + 750 + 19_800)
    // A sum with the tax in it is a factor of all rows.
    let sums = ["sales", "24.00", "356.40", "9.00", "237.60"]
    var taxed: [String] = []
    for (line, sum) in zip(text.split(separator: "\n"), sums) {
      taxed.append(line.split(separator: ",").dropLast().joined(separator: ",") + "," + sum)
    }
    #expect(try read(taxed.joined(separator: "\n")).report.gross == 2_000 + 29_700 + 750 + 19_800)
  }

  @Test("a subtotal beside the total is the goods, when discount, tax and shipping lead from it to the total")
  func subtotal() throws {
    let text = """
      Order ID,Date,Email,Product,Quantity,Subtotal,Discount,Tax,Shipping,Total
      1,2024-05-01,a@x.example,Vase,2,50.00,5.00,9.00,4.00,58.00
      2,2024-05-02,b@x.example,Bowl,1,20.00,0.00,4.00,4.00,28.00
      3,2024-05-03,c@x.example,Lid,4,80.00,8.00,14.40,0.00,86.40
      """
    let ledger = try read(text)
    #expect(ledger.report.gross == 15_000 && ledger.report.discounts == 1_300)
    #expect(ledger.report.remarks.contains { $0.contains("“Subtotal” − “Discount” + “Tax” + “Shipping”") })
    // The subtotal is after the discount.
    let after = text.replacing("50.00,5.00", with: "45.00,5.00").replacing("80.00,8.00", with: "72.00,8.00")
    let other = try read(after)
    #expect(other.report.gross == 15_000 && other.report.discounts == 1_300)
  }

  @Test("tax in the amounts is taken out, line by line or order by order")
  func taxInside() throws {
    // 20 % of each row: 12.00 is 10.00 and 2.00.
    let lines = """
      order_id,date,customer_id,product,quantity,total,tax
      1,2024-05-01,a,Vase,1,12.00,2.00
      1,2024-05-01,a,Bowl,1,30.00,5.00
      2,2024-05-02,b,Lid,3,41.40,6.90
      3,2024-05-03,a,Bowl,-1,-30.00,-5.00
      """
    let ledger = try read(lines)
    #expect(ledger.report.gross == 1_000 + 2_500 + 3_450 && ledger.report.refunds == 2_500)
    #expect(ledger.report.remarks.contains { $0.contains("Prices include tax") && $0.contains("import.tax=beside") })
    #expect(try read(lines) { $0.tax = .beside }.report.gross == 8_340)
    // The tax of the order on its rows: 19 % in 119.00 and 35.70 are 24.70.
    let orders = """
      order_id,date,customer_id,product,quantity,unit_price,tax
      1,2024-05-01,a,Vase,1,119.00,24.70
      1,2024-05-01,a,Bowl,3,11.90,24.70
      2,2024-05-02,b,Lid,2,59.50,19.00
      3,2024-05-03,b,Vase,1,119.00,19.00
      """
    let spread = try read(orders)
    #expect(spread.report.gross == 13_000 + 10_000 + 10_000)
    spread.checkInvariants()
    // On top: 20 % of 10.00 are 2.00.
    let top =
      "order_id,date,customer_id,product,total,tax\n1,2024-05-01,a,Vase,10.00,2.00\n2,2024-05-02,b,Lid,25.00,5.00\n"
    #expect(try read(top).report.gross == 3_500)
    #expect(try read(top) { $0.tax = .inside }.report.gross == 2_800)
  }

  @Test("a file of which no amount can be read is refused with the column and the cell")
  func nothingReadable() throws {
    let text = "order_id,date,customer_id,total\n1,2024-05-01,a,about ten\n2,2024-05-02,b,\n"
    let error = #expect(throws: IngestError.self) { try read(text) }
    #expect(error?.line == 2 && error?.what.contains("“total” holds “about ten”") == true)
    #expect(error?.wayOut.contains("--map total=") == true)
  }
}
