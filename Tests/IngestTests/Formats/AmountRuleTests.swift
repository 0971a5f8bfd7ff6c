import Ledger
import Testing

@testable import Ingest

@Suite("What a platform's amounts mean")
struct AmountRuleTests {
  /// Gross, discount and refund of each order by number, of files given by name and text.
  private func amounts(_ files: [(String, String)]) throws -> [String: [Int64]] {
    let ledger = try ledger(files)
    return Dictionary(
      uniqueKeysWithValues: (0..<ledger.orders.count).map {
        (ledger.orders.id[$0], [ledger.orders.gross[$0], ledger.orders.discount[$0], ledger.orders.refund[$0]])
      })
  }

  private func ledger(_ files: [(String, String)]) throws -> Ledger { try prepared(files).ledger() }

  private func prepared(_ files: [(String, String)]) throws -> Prepared {
    try Formats.prepare(
      files.map {
        TextTable(label: $0.0, bytes: try SourceBytes.open(.bytes(name: $0.0, Array($0.1.utf8)), isCancelled: nil))
      })
  }

  private let shopify =
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,"
    + "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem discount,Refunded Amount,Phone,Billing Phone\n"

  private func shopifyRow(
    _ name: String, _ state: String, subtotal: String, discount: String, price: String, off: String = "0",
    refunded: String = "0", fulfilled: String = "fulfilled", contact: String = "a@b.c", phones: String = ","
  ) -> String {
    let paid = state == "pending" ? "" : "2024-01-02"
    return
      "\(name),\(contact),\(state),\(paid),\(fulfilled),EUR,\(subtotal),5.00,0,9,\(discount),2024-01-02 10:00:00,1,"
      + "Cup,\(price),\(off),\(refunded),\(phones)\n"
  }

  @Test("Shopify: the discount is what leads to the subtotal")
  func shopifyDiscounts() throws {
    let found = try amounts([
      (
        "o.csv",
        shopify + shopifyRow("#1", "paid", subtotal: "90.00", discount: "10.00", price: "100.00")
          // The line's discount is in `Discount Amount`.
          + shopifyRow("#2", "paid", subtotal: "90.00", discount: "10.00", price: "100.00", off: "10.00")
          // Beside it.
          + shopifyRow("#3", "paid", subtotal: "80.00", discount: "10.00", price: "100.00", off: "10.00")
          // Off the shipping.
          + shopifyRow("#4", "paid", subtotal: "100.00", discount: "5.00", price: "100.00")
      )
    ])
    #expect(
      found == ["#1": [10_000, 1_000, 0], "#2": [10_000, 1_000, 0], "#3": [10_000, 2_000, 0], "#4": [10_000, 0, 0]])
  }

  @Test("Shopify: at most the goods are refunded; a refunded order without an amount is refunded whole")
  func shopifyRefunds() throws {
    let found = try amounts([
      (
        "o.csv",
        shopify + shopifyRow("#1", "refunded", subtotal: "90.00", discount: "10.00", price: "100.00", refunded: "95.00")
          + shopifyRow("#2", "refunded", subtotal: "100.00", discount: "0", price: "100.00")
          + shopifyRow("#3", "partially_refunded", subtotal: "100.00", discount: "0", price: "100.00", refunded: "7.01")
      )
    ])
    #expect(found == ["#1": [10_000, 1_000, 9_000], "#2": [10_000, 0, 10_000], "#3": [10_000, 0, 701]])
  }

  @Test("Shopify: orders that are delivered before they are paid count, whatever the others are")
  func cashOnDelivery() throws {
    let pending =
      shopifyRow("#1", "pending", subtotal: "9.00", discount: "0", price: "9.00")
      + shopifyRow("#2", "pending", subtotal: "8.00", discount: "0", price: "8.00", fulfilled: "unfulfilled")
      + shopifyRow("#3", "voided", subtotal: "8.00", discount: "0", price: "8.00").replacingFirst(
        ",2024-01-02,", with: ",,")
    let shop = try prepared([("o.csv", shopify + pending)])
    #expect(try shop.ledger().report.counts == [.used: 1, .unpaid: 1, .cancelled: 1])
    #expect(shop.orders[0].table.audit.remarks.contains { $0.contains("1 delivered order counts") })
    let paid = shopifyRow("#4", "paid", subtotal: "7.00", discount: "0", price: "7.00")
    #expect(try ledger([("o.csv", shopify + pending + paid)]).report.counts == [.used: 2, .unpaid: 1, .cancelled: 1])
  }

  @Test("Shopify: people without an e-mail are known by phone, on the order or in its addresses")
  func shopifyPhones() throws {
    let nets = try ledger([
      (
        "o.csv",
        shopify
          + shopifyRow(
            "#1", "paid", subtotal: "1.00", discount: "0", price: "1.00", contact: "", phones: "'+49 30 5550171,")
          + shopifyRow(
            "#2", "paid", subtotal: "2.00", discount: "0", price: "2.00", contact: "", phones: ",'+49 30 5550182")
          + shopifyRow("#3", "paid", subtotal: "4.00", discount: "0", price: "4.00", contact: "", phones: ",")
      )
    ])
    #expect(Set(nets.netByKey.values) == [100, 200] && nets.netByKey.count == 2)
    #expect(nets.report.unidentifiedNet == 400)
  }

  @Test("Shopify: rows of an order that a sort tore apart are put together by its name")
  func shopifyTorn() throws {
    let first = shopifyRow("#1", "paid", subtotal: "11.00", discount: "0", price: "9.00")
    let other = shopifyRow("#2", "voided", subtotal: "5.00", discount: "0", price: "5.00")
    let second = "#1,,,,,,,,,,,2024-01-02 10:00:00,2,Tea,1.00,0,,,\n"
    #expect(try amounts([("o.csv", shopify + second + other + first)])["#1"] == [1_100, 0, 0])
  }

  @Test("Largest remainders: a refund that does not divide adds up to the cent")
  func remainders() throws {
    let rows =
      shopifyRow("#1", "partially_refunded", subtotal: "30.00", discount: "0", price: "10.00", refunded: "10.00")
      + "#1,,,,,,,,,,,2024-01-02 10:00:00,1,Tea,10.00,0,,,\n#1,,,,,,,,,,,2024-01-02 10:00:00,1,Pot,10.00,0,,,\n"
    let ledger = try ledger([("o.csv", shopify + rows)])
    #expect((0..<3).map { ledger.lines.refund[$0] }.sorted() == [333, 333, 334])
  }

  @Test("Amounts without decimals, and with three")
  func currencies() throws {
    let yen = shopify + shopifyRow("#1", "paid", subtotal: "900", discount: "100", price: "1000")
    let ledger = try ledger([("o.csv", yen.replacingFirst("EUR", with: "JPY"))])
    #expect(ledger.currency.code == "JPY" && ledger.report.gross == 1_000 && ledger.report.discounts == 100)
    let dinar = shopify + shopifyRow("#1", "paid", subtotal: "0.900", discount: "0.100", price: "1.000")
    #expect(try self.ledger([("o.csv", dinar.replacingFirst("EUR", with: "KWD"))]).report.net == 900)
  }

  @Test("Decimal commas are told from all rows of a file")
  func decimalCommas() throws {
    let text =
      "id,Created (UTC),Amount,Amount Refunded,Currency,Customer ID,Status\n"
      + "ch_1,2024-01-02 10:00:00,\"1.234,56\",\"0,00\",eur,c1,Paid\nch_2,2024-01-02 11:00:00,\"19,90\",\"4,90\",eur,c1,Paid\n"
    #expect(try amounts([("s.csv", text)]) == ["ch_1": [123_456, 0, 0], "ch_2": [1_990, 0, 490]])
  }

  @Test("Stripe: a payment that was not captured is not paid; refunds have their day")
  func stripe() throws {
    let text =
      "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Refunded date (UTC),Customer ID,Status\n"
      + "ch_1,2024-01-02 10:00,9.00,2.00,usd,true,2024-02-01 08:00,c1,Paid\nch_2,2024-01-02 10:00,9.00,0,usd,false,,c1,Paid\n"
      + "ch_3,2024-01-02 10:00,9.00,0,usd,true,,c1,Failed\n"
    let ledger = try ledger([("s.csv", text)])
    #expect(ledger.report.counts == [.used: 1, .unpaid: 1, .cancelled: 1] && ledger.refunds.amount == [200])
    #expect(ledger.refunds.day.map { Day(rawValue: $0).description } == ["2024-02-01"])
  }

  @Test("Pinduoduo: the platform's discounts reduce nothing, unless the shop received less for them")
  func pinduoduo() throws {
    let text =
      "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),商家实收金额(元),商品数量(件),订单成交时间\n"
      + "茶,1,已签收,20.00,0.00,3.00,2.00,1.00,17.00,1,2024-01-02 10:00:00\n"
      + "茶,2,已签收,20.00,0.00,3.00,2.00,1.00,16.00,1,2024-01-02 10:00:00\n茶,3,已签收,20.00元,,,,,,2,2024-01-02\n"
    #expect(try amounts([("p.csv", text)]) == ["1": [2_000, 300, 0], "2": [2_000, 400, 0], "3": [2_000, 0, 0]])
  }

  @Test("WooCommerce's older discounts: the total says which of the two is off the lines")
  func wooColumns() throws {
    let header =
      "order_id,date,status,order_shipping,order_tax,cart_discount,order_discount,order_total,billing_email,order_item_1\n"
    func row(_ id: Int, _ cart: String, _ order: String, _ total: String) -> String {
      "\(id),2024-01-02 10:00,completed,5.00,0,\(cart),\(order),\(total),a@b.c,product_id:7|2|20.00|size: M\n"
    }
    let shop = try prepared([
      (
        "w.csv",
        header + row(1, "3.00", "0", "25.00") + row(2, "0", "4.00", "21.00") + row(3, "3.00", "4.00", "18.00")
          + row(4, "0", "0", "24.00")
      )
    ])
    let ledger = try shop.ledger()
    #expect((0..<4).map { ledger.orders.discount[$0] } == [0, 400, 700, 100] && ledger.report.gross == 8_000)
    #expect(shop.orders[0].table.audit.remarks.contains { $0.contains("do not add up") && $0.contains("such as 4") })
  }

  @Test("BigCommerce: prices with tax or without, told by the subtotal they add up to")
  func bigCommerceTax() throws {
    let header =
      "Order ID,Customer ID,Order Date,Order Status,Subtotal (inc tax),Subtotal (ex tax),Tax Total,Shipping Cost (inc tax),"
      + "Shipping Cost (ex tax),Order Total (inc tax),Order Total (ex tax),Product Details\n"
    func row(_ id: Int, _ price: String) -> String {
      "\(id),7,2024-01-02,Completed,12.00,10.00,2.00,6.00,5.00,15.00,12.50,"
        + "\"Product ID: 1, Product Qty: 1, Product Name: Cup, Product Unit Price: \(price), Product Total Price: \(price)\"\n"
    }
    // Without tax: 10.00 + 5.00 − 12.50; with tax: 12.00 + 6.00 − 15.00, and the tax is no revenue.
    #expect(
      try amounts([("b.csv", header + row(1, "10.00") + row(2, "12.00"))]) == [
        "1": [1_000, 250, 0], "2": [1_000, 250, 0],
      ])
  }

  @Test("Amazon: a cancelled row without a price is a cancelled order")
  func amazon() throws {
    let text =
      "amazon-order-id\tpurchase-date\torder-status\tproduct-name\tsku\tquantity\tcurrency\titem-price\n"
      + "1\t2024-01-02T10:00:00+00:00\tCancelled\tCup\tA\t0\tUSD\t\n2\t2024-01-02T10:00:00+00:00\tShipped\tCup\tA\t3\tUSD\t30.00\n"
      + "3\t2024-01-02T10:00:00+00:00\tShipped\tCup\tA\t1\tUSD\t\n"
    #expect(try ledger([("a.txt", text)]).report.counts == [.unidentified: 1, .cancelled: 1, .amount: 1])
  }

  @Test("Etsy: a discount on every item is the order's where no item's total holds it, the items' where they do")
  func etsy() throws {
    let header =
      "Sale Date,Item Name,Buyer,Quantity,Price,Discount Amount,Item Total,Transaction ID,Listing ID,Order ID\n"
    func rows(_ order: Int, _ first: String, _ second: String) -> String {
      "08/14/24,Cup,ann,1,10.00,1.00,\(first),1,1,\(order)\n08/14/24,Pot,ann,1,30.00,1.00,\(second),2,2,\(order)\n"
    }
    let found = try amounts([("e.csv", header + rows(1, "10.00", "30.00") + rows(2, "9.00", "29.00"))])
    #expect(found == ["1": [4_000, 100, 0], "2": [4_000, 200, 0]])
  }

  @Test("Olist: the person is customer_unique_id, the category the product's")
  func olist() throws {
    let files = [
      (
        "items.csv", "order_id,order_item_id,product_id,price,freight_value\n1,1,p,5.00,1\n2,1,p,7.00,1\n9,1,p,7.00,1\n"
      ),
      (
        "orders.csv",
        "order_id,customer_id,order_status,order_purchase_timestamp\n1,x,delivered,2024-01-02\n2,y,delivered,2024-01-03\n"
      ),
      ("customers.csv", "customer_id,customer_unique_id\nx,ann\ny,ann\n"),
      ("products.csv", "product_id,product_category_name,product_weight_g\np,beleza,5\n"),
      ("names.csv", "product_category_name,product_category_name_english\nbeleza,beauty\n"),
      ("reviews.csv", "review_id,order_id,review_score\n1,1,5\n"),
    ]
    let shop = try prepared(files)
    let ledger = try shop.ledger()
    #expect(ledger.netByKey == ["ann": 1_200] && ledger.products.category.names.contains("beauty"))
    #expect(shop.ignored.map(\.table.label) == ["reviews.csv"])
    let items = shop.orders.first { $0.table.label == "items.csv" }
    #expect(items?.table.audit.counts == [.broken: 1])
    #expect(shop.orders.first { $0.table.label == "customers.csv" }?.table.audit.counts == [.joined: 2])
  }
}
