import Ledger
import Testing

@testable import Ingest

@Suite("Tables are told apart, joined, and refused with the way out")
struct PrepareTests {
  private func file(_ name: String, _ text: String) throws -> TextTable {
    TextTable(
      label: name, bytes: try SourceBytes.open(.bytes(name: name, Array(text.utf8)), isCancelled: nil),
      encoding: "UTF-8")
  }

  private func prepare(
    _ files: [(String, String)], chosen: [String: String] = [:],
    map: [(field: Field, column: String)] = []
  ) throws -> Prepared {
    try Formats.prepare(files.map { try file($0.0, $0.1) }, chosen: chosen, map: map)
  }

  private func failure(_ files: [(String, String)], chosen: [String: String] = [:]) -> IngestError? {
    do {
      _ = try prepare(files, chosen: chosen)
      return nil
    } catch {
      return error as? IngestError
    }
  }

  private let details = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n1,茶,5.00,1,,,,,交易成功,T-1\n"
  private let list =
    "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,订单创建时间,订单付款时间 \n"
    + "1,ann,5.00,5.00,交易成功,2024-03-01 10:00:00,2024-03-01 10:00:09\n"

  @Test("An item list alone says which file is needed beside it")
  func part() throws {
    let error = try #require(failure([("items.csv", details)]))
    #expect(error.file == "items.csv" && error.what.contains("订单报表") && error.wayOut.contains("both"))
    #expect(
      failure([
        ("olist_orders.csv", "order_id,customer_id,order_status,order_purchase_timestamp\n1,a,delivered,2024-01-01\n")
      ])?
      .what.contains("olist_order_items") == true)
    // Beside other orders it is passed over, and the reason is said.
    let prepared = try prepare([
      ("items.csv", details), ("orders.csv", "customer_id,ordered_at,total\na,2024-01-01,5\n"),
    ])
    #expect(prepared.orders.count == 1 && prepared.ignored.count == 1 && prepared.ignored[0].why.contains("订单报表"))
  }

  @Test("Items of an order that no list has are set aside; rows of the list are joined")
  func orphans() throws {
    let prepared = try prepare([("items.csv", details + "2,杯,7.00,1,,,,,交易成功,B-1\n"), ("list.csv", list)])
    let items = try #require(prepared.orders.first { $0.table.label == "items.csv" })
    let heads = try #require(prepared.orders.first { $0.table.label == "list.csv" })
    #expect(items.table.audit.counts == [.broken: 1] && items.table.lines.count == 1)
    #expect(items.table.audit.examples[.broken]?.first?.line == 3 && items.table.lines[0] == 2)
    #expect(heads.table.audit.counts == [.joined: 1] && heads.table.lines.count == 0)
    #expect(prepared.orders.contains { $0.table.audit.remarks.contains { $0.contains("no order list") } })
    #expect(items.sourceColumns.first { $0.column == "标题" }?.field == "product")
    #expect(items.sourceColumns.first { $0.column == "备注" }?.field == "")
  }

  @Test("Files that have no orders are refused with what they are and the nearest kind")
  func noOrders() throws {
    let listing = "update_time,id,title,price,sale_count,comment_count,店名\n2016/11/14,A1,霜,139,26719,2704,x\n"
    let error = try #require(failure([("double11.csv", listing)]))
    #expect(error.what.contains("no orders") && error.wayOut.contains("sale_count") && error.wayOut.contains("--map"))
    let visits = "customer_id,session_id,at,page\na,s,2024-01-01,p\n"
    #expect(failure([("visits.csv", visits)])?.what.contains("visits") == true)
    let near = try #require(failure([("x.csv", "Name,Financial Status,Lineitem price,Vendor\n1,paid,2,v\n")]))
    #expect(near.wayOut.contains("Shopify") && near.wayOut.contains("Lineitem quantity"))
    let beside = try prepare([("double11.csv", listing), ("o.csv", "customer_id,ordered_at,total\na,2024-01-01,5\n")])
    #expect(beside.ignored.count == 1 && beside.orders.count == 1)
  }

  @Test("Unknown files of which two of customer, date and amount are known go to the reader of the columns")
  func unknown() throws {
    let prepared = try prepare([("x.csv", "custmer_id,date,total\na,2024-01-01,5\n")])
    #expect(prepared.orders[0].kind == nil && prepared.orders[0].confidence == 0)
    let mapped = try prepare([("x.csv", "who,when,paid\na,2024-01-01,5\n")], map: [(.customerId, "who")])
    #expect(mapped.orders.count == 1)
    let data = try prepare([("x.csv", "7,2020-01-01,5.00\n8,2020-01-02,5.00\n")])
    #expect(data.orders.count == 1)
  }

  @Test("A person's choice decides, by label or by fingerprint; an unknown one is refused")
  func chosen() throws {
    let text = "Order Number,Order Status,Order Date,Order Total,Billing Email\n1,Completed,2024-01-02,5.00,a@b.c\n"
    #expect(try prepare([("x.csv", text)]).orders[0].isTranslated)
    let generic = try prepare([("x.csv", text)], chosen: ["x.csv": "generic"])
    #expect(!generic.orders[0].isTranslated && generic.orders[0].kind == nil)
    let header = ["Billing Email", "Order Total", "Order Number", "Order Date", "Order Status"]
    let printed = try prepare([("x.csv", text)], chosen: [Formats.fingerprint(header): "generic"])
    #expect(!printed.orders[0].isTranslated)
    #expect(failure([("x.csv", text)], chosen: ["x.csv": "shopify-order"])?.wayOut.contains("shopify-orders") == true)
    #expect(failure([("x.csv", text)], chosen: ["x.csv": "jd-orders"])?.what.contains("京东价") == true)
  }

  @Test("`--map` decides over a kind's columns")
  func map() throws {
    let text =
      "Name,Email,Billing Name,Financial Status,Created at,Subtotal,Lineitem quantity,Lineitem name,Lineitem price\n"
      + "#1,a@b.c,Ann,paid,2024-01-02 10:00:00 +0100,5.00,1,Cup,5.00\n"
    #expect(try prepare([("x.csv", text)]).ledger().netByKey == ["a@b.c": 500])
    #expect(try prepare([("x.csv", text)], map: [(.customerId, "Billing Name")]).ledger().netByKey == ["Ann": 500])
  }

  @Test("Two exports of the same orders: the file that was written last counts")
  func overlaps() throws {
    let second = list.replacingFirst("交易成功", with: "交易关闭")
    let prepared = try prepare([("b.csv", second), ("a.csv", list)])
    let ledger = try prepared.ledger()
    #expect(ledger.orders.count == 1 && ledger.orders.status == [OrderStatus.cancelled.rawValue])
    #expect(prepared.orders.first { $0.table.label == "a.csv" }?.table.audit.counts == [.duplicate: 1])
  }

  @Test("Numbers rounded by a spreadsheet keep their rows apart, and a remark says so")
  func rounded() throws {
    let row = "3.5E+16,bob,5.00,5.00,交易成功,2024-03-01 10:00:00,2024-03-01 10:00:09\n"
    let prepared = try prepare([("list.csv", list + row + row.replacingFirst("bob", with: "eve"))])
    #expect(try prepared.ledger().netByKey == ["ann": 500, "bob": 500, "eve": 500])
    #expect(prepared.orders[0].table.audit.remarks.contains { $0.contains("rounded by a spreadsheet") })
  }

  @Test("Masked buyers are nobody, and a remark says how many")
  func masked() throws {
    let prepared = try prepare([("list.csv", list + "2,t**,6.00,6.00,交易成功,2024-03-02 10:00:00,2024-03-02 10:00:09\n")])
    let ledger = try prepared.ledger()
    #expect(ledger.netByKey == ["ann": 500] && ledger.report.unidentifiedOrders == 1)
    #expect(prepared.orders[0].table.audit.remarks.contains { $0.contains("masked") })
  }

  @Test("An amount or a date that cannot be read ends in its bucket, with its line")
  func unreadable() throws {
    let prepared = try prepare([
      (
        "list.csv",
        list + "2,bob,five,5.00,交易成功,2024-03-01,2024-03-01\n3,bob,5.00,5.00,交易成功,never,\n,,,,,,\n合计,,10.00,,,,\n"
      )
    ])
    let table = prepared.orders[0].table
    let ledger = try prepared.ledger()
    #expect(ledger.report.counts == [.used: 1, .amount: 1, .date: 1])
    #expect((0..<3).map { table.lines[$0] } == [2, 3, 4])
    #expect(table.audit.counts == [.blank: 1, .total: 1])
  }

  @Test("Events are visits, and their purchases orders")
  func events() throws {
    let prepared = try prepare([
      (
        "events.csv",
        """
        event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
        2019-10-01 00:00:00 UTC,view,7,1,home,b,5.00,ann,s1
        2019-10-01 00:01:00 UTC,purchase,7,1,home,b,5.00,ann,s1
        2019-10-01 00:02:00 UTC,remove_from_cart,8,1,home,b,6.00,ann,s1

        """
      )
    ])
    #expect(try prepared.ledger().netByKey == ["ann": 500])
    let visits = try #require(prepared.sides.first)
    #expect(visits.side == .visits)
    #expect(
      visits.table.text
        == "customer_id,session_id,at,sku,event\nann,s1,2019-10-01 00:00:00 UTC,7,view\n"
        + "ann,s1,2019-10-01 00:01:00 UTC,7,buy\nann,s1,2019-10-01 00:02:00 UTC,8,\n")
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  func replacingFirst(_ part: String, with other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
