import Ledger
import Testing

@testable import Ingest

@Suite("Costs, cells that cannot be read, and amounts beyond all sums")
struct CostTests {
  private let header = "order_id,customer_id,ordered_at,sku,quantity,unit_price,cost\n"

  private func costs(_ ledger: Ledger) -> [String: Int64?] {
    var costs: [String: Int64?] = [:]
    for line in 0..<ledger.lines.count {
      let sku = ledger.products.sku[Int(ledger.lines.product[line])]
      costs[sku] = .some(ledger.lines.knowsCost(line) ? ledger.lines.cost[line] : nil)
    }
    return costs
  }

  @Test("An empty cost is unknown, a cost of 0 is known")
  func empty() throws {
    let ledger = try read(
      header + "1,a,2024-01-01,X,2,5.00,2.50\n2,b,2024-01-02,Y,1,5.00,\n3,c,2024-01-03,Z,1,5.00,0\n")
    let expected: [String: Int64?] = ["X": 500, "Y": nil, "Z": 0]
    #expect(costs(ledger) == expected)
    let none = try read(header + "1,a,2024-01-01,X,2,5.00,\n2,b,2024-01-02,Y,1,5.00,\n")
    #expect(!none.lines.hasCost && !none.lines.knowsCost(0))
    let all = try read(header + "1,a,2024-01-01,X,2,5.00,1\n")
    #expect(all.lines.isCostKnown.isEmpty && all.lines.knowsCost(0))
  }

  @Test(
    "A row that is left out makes nobody a customer",
    arguments: ["cost", "refund", "tax", "shipping", "order_discount"])
  func ghost(_ column: String) throws {
    for cell in ["n/a", "none given", "#REF!"] {
      let text =
        "order_id,customer_id,ordered_at,sku,quantity,unit_price,\(column)\n"
        + "1,ghost,2024-01-01,X,1,5.00,\(cell)\n2,b,2024-01-02,Y,1,5.00,1\n3,ghost,2024-01-03,X,1,5.00,\(cell)\n"
      let ledger = try read(text)
      #expect(ledger.customers.count == 1 && ledger.customers.key[0] == "b" && ledger.report.customers == 1)
      #expect(ledger.report.counts[.amount] == 2 && ledger.report.counts[.used] == 1)
    }
  }

  @Test(
    "Costs from a file beside the orders are put to lines, even where a panel needs none", arguments: [true, false])
  func beside(_ keepsLines: Bool) throws {
    let orders =
      "order_id,customer_id,ordered_at,sku,quantity,unit_price\n"
      + "1,a,2024-01-01,A,1,10.00\n2,b,2024-01-02,B,2,10.00\n3,b,2024-02-02,C,1,10.00\n"
    for (name, text, expected) in [
      (
        "products.csv", "sku,product,category,price,cost\nA,Apple,Fruit,10.00,6.00\nB,Pear,Fruit,10.00,\n",
        ["A": 600, "B": Int64?.none, "C": .none] as [String: Int64?]
      ),
      ("costs.csv", "sku,cost\nA,6.00\nB,7.00\n", ["A": 600, "B": 1_400, "C": .none]),
      (
        "costs.csv", "sku,date,cost\nA,2024-01-01,6.00\nC,2024-02-01,1.00\nC,2024-03-01,9.00\n",
        ["A": 600, "B": .none, "C": 100]
      ),
    ] {
      let folder = TestFolder()
      let file = folder.write("orders.csv", orders)
      folder.write(name, text)
      var options = ReadOptions()
      options.keepsLines = keepsLines
      let ledger = try readLedger([.file(file)], options: options)
      #expect(costs(ledger) == expected, "\(name)")
      #expect(ledger.report.remarks.contains { $0.hasPrefix("Costs of") })
    }
  }

  @Test("Costs need a product or a day")
  func shapes() throws {
    let (sides, files) = try SideShop.sides([(.costs, "sku,cost\nS1,4.00\nS2,1.5\n,3.00\n")])
    let table = try #require(sides.costs)
    #expect(table.count == 2 && table.day == [CostTable.always, CostTable.always] && files[0].days == nil)
    #expect(files[0].counts[.broken] == 1)
    #expect(SideShop.failure(.costs, "cost\n4.00\n")?.what.contains("date") == true)
    #expect(try SideShop.sides([(.costs, "date,amount\n2026-01-01,400\n")]).sides.costs?.count == 1)
  }

  @Test("Amounts that no sum holds are refused with their line; one of them is read")
  func bound() throws {
    let head = "order_id,customer_id,ordered_at,quantity,unit_price\n"
    let most = "90071992547409.91"
    let rows = (1...300).map { "\($0),c\($0 % 7),2024-01-02,1,\($0 == 123 ? most : "90071992547409.90")\n" }
    let error = #expect(throws: IngestError.self) { try read(head + rows.joined()) }
    #expect(error?.line == 124 && error?.what.contains("90,071,992,547,409.91") == true)
    #expect(error?.wayOut.contains("--map unit_price=") == true)
    #expect(try read(head + rows[0]).report.gross == 9_007_199_254_740_990)
    // Numbers of articles taken for the amount of whole orders.
    let totals = (1...6_000).map { "\($0),c\($0 % 7),2024-01-02,4006381333931,5.00\n" }
    let ean = #expect(throws: IngestError.self) {
      try read("order_id,customer_id,ordered_at,total,tax\n" + totals.joined())
    }
    #expect(ean?.what.contains("add up to more than") == true && ean?.line != nil)
  }

  @Test("A refund of the whole is one of the whole after conversion too")
  func conversion() throws {
    let folder = TestFolder()
    let file = folder.write(
      "orders.csv",
      "order_id,customer_id,ordered_at,total,discount,refund,currency\n"
        + (1...40).map { "\($0),c\($0),2024-01-02,\($0).0\($0 % 10),\($0 % 3).37,\($0).0\($0 % 10),EUR\n" }.joined()
        + "99,z,2024-01-02,20.00,,,USD\n")
    folder.write("rates.csv", "date,currency,rate\n2024-01-01,EUR,1.0837\n2024-01-01,USD,1\n")
    var options = ReadOptions()
    options.currency = "USD"
    let ledger = try readLedger([.file(file)], options: options)
    #expect((0..<ledger.orders.count).count { ledger.orders.isPurchase($0) } == 1)
  }

  @Test("A row of two equal words is no header", arguments: [true, false])
  func names(_ isFirst: Bool) throws {
    let rows = ["market_place,market_place\n", "beleza,beauty\n", "casa,home\n"]
    let text = "product_category_name,product_category_name_english\n" + (isFirst ? rows : rows.reversed()).joined()
    let found = HeaderSearch(TextHead(try SourceBytes.open(.bytes(name: "t.csv", Array(text.utf8)), isCancelled: nil)))
      .best
    #expect(found?.first != 1 && found?.first != 3)
  }
}
