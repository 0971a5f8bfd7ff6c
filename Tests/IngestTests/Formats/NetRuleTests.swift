import Ledger
import Testing

@testable import Ingest

@Suite("Tax, tips and gift cards are no revenue, refunds give back goods")
struct NetRuleTests {
  private func read(_ name: String, _ text: String) throws -> Ledger {
    try readLedger([.bytes(name: name, Array(text.utf8))])
  }

  /// Gross, discount, refund by order number.
  private func amounts(_ ledger: Ledger) -> [String: [Int64]] {
    Dictionary(
      uniqueKeysWithValues: (0..<ledger.orders.count).map {
        (ledger.orders.id[$0], [ledger.orders.gross[$0], ledger.orders.discount[$0], ledger.orders.refund[$0]])
      })
  }

  private static let shopifyHeader =
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,"
    + "Lineitem name,Lineitem price,Lineitem taxable,Refunded Amount,Tax 1 Name"

  /// A Shopify export of orders: the first row has the order's cells.
  private func shopify(
    _ orders: [(
      head: (
        sub: String, shipping: String, tax: String, total: String, discount: String, refunded: String, rate: String
      ),
      lines: [(quantity: Int, name: String, price: String, taxable: Bool)]
    )], currency: String = "EUR"
  ) -> String {
    var text = Self.shopifyHeader + "\n"
    for (place, order) in orders.enumerated() {
      let head = order.head
      for (row, line) in order.lines.enumerated() {
        let cells =
          row == 0
          ? "paid,\(currency),\(head.sub),\(head.shipping),\(head.tax),\(head.total),\(head.discount)" : ",,,,,,"
        text +=
          "#\(place + 1),p\(place)@x.example,\(cells),2024-05-0\(place + 1) 10:00:00,\(line.quantity),\(line.name),"
        text += "\(line.price),\(line.taxable),\(row == 0 ? head.refunded : ""),\(row == 0 ? head.rate : "")\n"
      }
    }
    return text
  }

  @Test("Shopify: tax in the prices goes out of every line by the order's rate, to the cent")
  func shopifyInside() throws {
    let ledger = try read(
      "o.csv",
      shopify([
        // 19 % in 3 lines and the shipping.
        (
          ("100.00", "4.90", "16.75", "104.90", "0", "0", "VAT 19%"),
          [(1, "Pan", "33.33", true), (1, "Pot", "33.33", true), (1, "Lid", "33.34", true)]
        ),
        // An order discount, a line without tax, part of it given back.
        (
          ("90.00", "0", "12.77", "90.00", "10.00", "45.00", "VAT 19%"),
          [(2, "Pan", "40.00", true), (1, "Book", "20.00", false)]
        ),
        // Tax on top.
        (("50.00", "5.00", "9.50", "64.50", "0", "0", "VAT 19%"), [(1, "Pan", "50.00", true)]),
        // The shipping is free of tax.
        (("59.50", "7.00", "9.50", "66.50", "0", "0", "VAT 19%"), [(1, "Pan", "59.50", true)]),
      ]))
    let found = amounts(ledger)
    // 100.00 of 104.90 hold 16.75 × 100 ÷ 104.90 = 15.97.
    #expect(found["#1"] == [8_403, 0, 0])
    let lines = ledger.orders.lines(of: 0).map { ledger.lines.gross[$0] }
    #expect(lines.sorted() == [2_801, 2_801, 2_801])
    // Net 77.23: 72.00 − 12.77 = 59.23 taxed, 18.00 not; half of what was paid comes back.
    let second = try #require(found["#2"])
    #expect(second[0] - second[1] == 7_723)
    #expect(second[2] == 3_862)
    #expect(found["#3"] == [5_000, 0, 0])
    #expect(found["#4"] == [5_000, 0, 0])
    #expect(ledger.report.remarks.contains { $0.contains("Prices include tax in 3 of 4 taxed orders") })
    ledger.checkInvariants()
  }

  @Test("Shopify: a tip and a gift card are listed, and are neither goods nor a discount")
  func shopifyNotGoods() throws {
    let ledger = try read(
      "o.csv",
      shopify([
        (("40.00", "0", "0", "46.00", "0", "0", ""), [(1, "Vase", "40.00", true), (1, "Tip", "6.00", false)]),
        (
          ("70.00", "0", "0", "70.00", "5.00", "0", ""),
          [(1, "Acme Gift Card - €50", "50.00", false), (1, "Vase", "25.00", true)]
        ),
        (("25.00", "0", "0", "25.00", "0", "0", ""), [(1, "Geschenkgutschein", "25.00", false)]),
        (("9.00", "0", "0", "9.00", "0", "0", ""), [(1, "Gift card holder", "9.00", true)]),
      ]))
    let found = amounts(ledger)
    #expect(found["#1"] == [4_000, 0, 0])
    #expect(found["#2"] == [2_500, 500, 0])
    #expect(found["#3"] == [0, 0, 0])
    #expect(found["#4"] == [900, 0, 0])
    let remarks = ledger.report.remarks
    #expect(remarks.contains { $0.contains("2 lines with gift cards of 75.00") })
    #expect(remarks.contains { $0.contains("1 line with tips of 6.00") })
    #expect(ledger.report.reconciliations.first?.offenders == 0)
  }

  @Test(
    "names of tips, gift cards and shipping",
    arguments: [
      ("Tip", NotGoods.tip), ("Trinkgeld", .tip), ("TIP (10%)", .tip), ("小费", .tip), ("Propina", .tip),
      ("Gift Card", .giftCard), ("$50 Gift Card", .giftCard), ("Gift Card - $25.00 / Blue", .giftCard),
      ("Carte cadeau 30 €", .giftCard), ("Northwind Gutschein", .giftCard), ("Tarjeta de regalo", .giftCard),
      ("Подарочный сертификат 1000", .giftCard), ("電子ギフトカード", .giftCard), ("礼品卡 100元", .giftCard),
      ("Shipping", .shipping), ("Frais de port", .shipping), ("Versandkosten", .shipping), ("送料", .shipping),
      ("Shipping & Handling", .shipping), ("Tip jar", nil), ("Felt-tip pen", nil), ("Gift card holder", nil),
      ("Box for gift card", nil), ("Shipping labels, 100", nil), ("Porto wine glass", nil), ("", nil),
      ("Delivery van model", nil), ("Tips for gardeners", nil),
    ] as [(String, NotGoods?)])
  func names(_ name: String, _ kind: NotGoods?) { #expect(NotGoods(product: name) == kind) }

  @Test("Shopify: the goods' part of a refund, and a refund of the shipping alone")
  func refunds() throws {
    let ledger = try read(
      "o.csv",
      shopify([
        // 3 × 20 + 12 tax + 6 shipping: one piece and its tax.
        (("60.00", "6.00", "12.00", "78.00", "0", "24.00", ""), [(3, "Cup", "20.00", true)]),
        (("60.00", "6.00", "0", "66.00", "0", "6.00", ""), [(3, "Cup", "20.00", true)]),
        (("60.00", "6.00", "12.00", "78.00", "0", "78.00", ""), [(3, "Cup", "20.00", true)]),
      ]))
    #expect(amounts(ledger) == ["#1": [6_000, 0, 2_000], "#2": [6_000, 0, 0], "#3": [6_000, 0, 6_000]])
  }

  @Test("Shopify: orders whose lines do not lead to the subtotal are unreconciled, as check and panel count them")
  func shopifyReconciliation() throws {
    let ledger = try read(
      "o.csv",
      shopify([
        (("44.00", "0", "0", "44.00", "0", "0", ""), [(2, "Cup", "11.00", true)]),
        (("15.00", "0", "0", "15.00", "2.00", "0", ""), [(2, "Cup", "11.00", true)]),
        (("20.00", "0", "0", "20.00", "2.00", "0", ""), [(2, "Cup", "11.00", true)]),
      ]))
    let outcome = try #require(ledger.report.reconciliations.first)
    #expect(outcome.orders == 3 && outcome.offenders == 2)
    #expect(outcome.examples.map(\.order) == ["#1", "#2"])
    #expect(outcome.examples.map(\.lines) == [2_200, 2_000] && outcome.examples.map(\.total) == [4_400, 1_500])
  }

  @Test("WooCommerce: the order's total says which amount of the lines counts, and whether tax is in it")
  func wooCommerce() throws {
    func shop(_ header: String, _ rows: [String]) throws -> Ledger {
      try read(
        "o.csv",
        "Order Number,Order Status,Order Date,Customer User ID,Item Name,Item Quantity," + header + ",Order Currency\n"
          + rows.enumerated().map { "1,completed,2024-05-01 10:00,7,Item \($0),1,\($1),EUR\n" }.joined())
    }
    let both = "Order Line Subtotal,Order Line Total,Order Total Amount"
    // After coupons, and before them.
    #expect(amounts(try shop(both, ["50.00,45.00,75.00", "35.00,30.00,75.00"]))["1"] == [8_500, 1_000, 0])
    #expect(amounts(try shop(both, ["50.00,45.00,85.00", "35.00,30.00,85.00"]))["1"] == [8_500, 0, 0])
    let taxed = "Order Line Subtotal,Order Line Total,Order Total Tax Amount,Order Shipping Amount,Order Total Amount"
    let onTop = try shop(taxed, ["50.00,50.00,17.00,5.00,107.00", "35.00,35.00,17.00,5.00,107.00"])
    #expect(amounts(onTop)["1"] == [8_500, 0, 0])
    // 85.00 + 10.00 shipping hold 20 %: 15.83; the goods' part is 14.16.
    let inside = try shop(taxed, ["50.00,50.00,15.83,10.00,95.00", "35.00,35.00,15.83,10.00,95.00"])
    #expect(amounts(inside)["1"] == [8_500 - 1_416, 0, 0])
    let wrong = try shop(both, ["50.00,45.00,99.00", "35.00,30.00,99.00"])
    #expect(wrong.report.reconciliations.first?.offenders == 1)
  }

  @Test("Amazon: prices hold tax where the tax is a usual share of the rest, each line by its own")
  func amazon() throws {
    func shop(_ site: String, _ currency: String, _ rows: [(String, String)]) throws -> Ledger {
      let header =
        "order-id,order-item-id,purchase-date,buyer-email,buyer-name,sku,product-name,quantity-purchased,currency,"
        + "item-price,item-tax,sales-channel\n"
      return try read(
        "o.csv",
        header
          + rows.enumerated().map {
            "9-\($0),\($0),2024-05-01T10:00:00+00:00,m\($0)@marketplace.amazon.example,Ann,S,Lamp,1,\(currency),"
              + "\($1.0),\($1.1),\(site)\n"
          }.joined())
    }
    let india = try shop("Amazon.in", "INR", [("1180.00", "180.00"), ("525.00", "25.00")])
    #expect(india.report.gross == 100_000 + 50_000)
    let america = try shop("Amazon.com", "USD", [("100.00", "8.00"), ("50.00", "4.00")])
    #expect(america.report.gross == 15_000)
  }

  @Test("Etsy: a discount on the first item alone is the order's, and small discounts are amounts")
  func etsy() throws {
    let header =
      "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Item Total,Currency,Transaction ID,"
      + "Listing ID,Order ID\n"
    let ledger = try read(
      "o.csv",
      header + "05/01/24,Ring,Ann (a1),1,12.00,TEN;TEN,20.00,12.00,USD,1,1,501\n"
        + "05/01/24,Chain,Ann (a1),1,28.00,TEN;TEN,0,28.00,USD,2,2,501\n"
        + "05/02/24,Pin,Bob (b2),1,4.50,TEN,0.45,4.50,USD,3,3,502\n")
    #expect(amounts(ledger) == ["501": [4_000, 2_000, 0], "502": [450, 45, 0]])
    #expect(!ledger.report.remarks.contains { $0.contains("rate between 0 and 1") })
  }
}
