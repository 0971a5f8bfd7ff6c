import Ledger
import Testing

@testable import Ingest

@Suite("What platforms mean by their rows")
struct PlatformRuleTests {
  private func read(
    _ text: String, _ name: String = "export.csv", _ adjust: (inout ReadOptions) -> Void = { _ in }
  ) throws -> Ledger {
    var options = ReadOptions()
    adjust(&options)
    return try readLedger([.bytes(name: name, Array(text.utf8))], options: options)
  }

  @Test("TikTok: the second row explains the columns; the platform's discount is not the seller's")
  func tiktok() throws {
    let text = """
      Order ID,Order Status,SKU ID,Seller SKU,Product Name,Quantity,Sku Quantity of return,SKU Unit Original Price,\
      SKU Subtotal Before Discount,SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,\
      Order Amount,Order Refund Amount,Created Time,Buyer Username
      Platform unique order ID.,Order status.,SKU number,The seller's SKU,Name,Pieces,Pieces back,Price,Before,By us,By you,\
      After,Paid,Given back,Time of the order.,The buyer
      5764600001,Completed,1729,S-1,Box,1,0,19.99,19.99,2.00,1.00,16.99,21.39,0,03/13/2026 10:00:00 AM,ann
      5764600002,Completed,1729,S-1,Box,2,1,10.00,20.00,0.00,0.00,20.00,20.00,10.00,03/22/2026 09:00:00 AM,bob
      5764600003,Canceled,1729,S-1,Box,1,0,19.99,19.99,0.00,0.00,19.99,24.59,24.59,03/23/2026 09:00:00 AM,cat
      5764600004,Unpaid,1729,S-1,Box,1,0,19.99,19.99,0.00,0.00,19.99,24.59,0,03/23/2026 09:00:00 AM,dan

      """
    let ledger = try read(text)
    #expect(ledger.netByKey.filter { $0.value != 0 } == ["ann": 1_899, "bob": 1_000])
    #expect(ledger.report.counts[.surrounding] == 1 && ledger.report.counts[.cancelled] == 1)
    #expect(ledger.report.counts[.unpaid] == 1)
  }

  @Test("PayPal: transfers, conversions, holds and purchases are no orders, and are counted by type")
  func payPal() throws {
    let text = """
      Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID,Item Title,\
      Quantity,Shipping and Handling Amount,Sales Tax,Reference Txn ID,Balance Impact
      06/21/2026,10:15:00,Ann,Express Checkout Payment,Completed,USD,62.50,-2.11,60.39,ann@x.org,s@x.org,T1,Mug,2,5.00,4.50,,Credit
      06/22/2026,10:15:00,,General Withdrawal,Completed,USD,-50.00,0,-50.00,s@x.org,,T2,,,,,,Debit
      06/22/2026,10:15:00,,General Currency Conversion,Completed,USD,10.00,0,10.00,,,T3,,,,,,Credit
      06/22/2026,10:15:00,Post,PreApproved Payment Bill User Payment,Completed,USD,-7.00,0,-7.00,s@x.org,p@x.org,T4,,,,,,Debit
      06/22/2026,10:15:00,Bank,Bank Deposit to PP Account,Completed,USD,90.00,0,90.00,,s@x.org,T5,,,,,,Credit
      06/23/2026,10:15:00,Bob,Express Checkout Payment,Denied,USD,9.00,0,9.00,bob@x.org,s@x.org,T6,Cup,1,0,0,,Memo
      06/24/2026,10:15:00,Bob,Website Payment,Pending,USD,9.00,0,9.00,bob@x.org,s@x.org,T7,Cup,1,0,0,,Credit
      06/25/2026,10:15:00,Ann,Payment Refund,Completed,USD,-30.00,1.0,-29.00,s@x.org,ann@x.org,T8,Mug,,,,T1,Debit
      06/26/2026,10:15:00,Ann,Payment Refund,Completed,USD,-32.50,1.0,-31.50,s@x.org,ann@x.org,T9,Mug,,,,T1,Debit

      """
    let ledger = try read(text)
    #expect((0..<ledger.orders.count).reduce(Int64(0)) { $0 + ledger.orders.gross[$1] } == 5_300 + 900)
    // What was given back beyond the goods was shipping and tax.
    #expect(ledger.netByKey["ann@x.org"] ?? 0 == 0)
    #expect(ledger.report.counts[.surrounding] == 5 && ledger.report.counts[.unpaid] == 1)
    #expect(ledger.report.remarks.contains { $0.contains("General Withdrawal (1)") })
  }

  @Test("Gumroad: sales and renewals, refunds whole and in part, the row of totals")
  func gumroad() throws {
    let text = """
      Purchase ID,Item Name,Buyer Name,Purchase Email,Purchase Date,Purchase Time (UTC timezone),Subtotal ($),Taxes ($),\
      Shipping ($),Sale Price ($),Fees ($),Net Total ($),Refunded?,Partial Refund ($),Fully Refunded?,Quantity,Product ID
      g1,Guide,Ann,ann@x.org,2026-09-02,10:00:00,12.00,0.96,0.00,12.96,1.85,10.15,0,0.0,0,1,p1
      g2,Guide,Bob,bob@x.org,2026-09-05,11:00:00,20.00,0.00,0.00,20.00,1.85,18.15,1,5.00,0,2,p1
      g3,Guide,Cat,cat@x.org,2026-09-09,12:00:00,8.00,0.00,0.00,8.00,1.30,6.70,1,0.0,1,1,p1
      Totals,,,,,,40.00,0.96,0.00,40.96,5.00,35.00,,,,,

      """
    let ledger = try read(text)
    #expect(ledger.netByKey.filter { $0.value != 0 } == ["ann@x.org": 1_200, "bob@x.org": 1_500])
    #expect(ledger.report.counts[.total] == 1 && ledger.currency.code == "USD")
  }

  @Test("Mercado Libre: what was bought together is one order of the buyer that its parcel names")
  func mercadoLibre() throws {
    let text = """
      # de venta,Fecha de venta,Estado,Unidades,Ingresos por productos (CLP),Anulaciones y reembolsos (CLP),SKU,\
      Título de la publicación,Comprador
      2000001,10 de diciembre de 2025 18:30 hs.,Paquete de 2 productos,,30000,,,,Ann
      2000002,10 de diciembre de 2025 18:30 hs.,Entregado,2,20000,,A,Cup,
      2000003,10 de diciembre de 2025 18:30 hs.,Entregado,1,10000,,B,Lamp,
      2000004,11 de diciembre de 2025 09:05 hs.,Entregado,1,10000,-10000,B,Lamp,Bob
      2000005,12 de diciembre de 2025 09:05 hs.,Cancelaste la venta,1,10000,,B,Lamp,Bob

      """
    let ledger = try read(text)
    #expect(ledger.currency.code == "CLP")
    #expect(ledger.netByKey.filter { $0.value != 0 } == ["Ann": 30_000])
    #expect(ledger.orders.count == 3 && ledger.report.counts[.joined] == 1)
    #expect((0..<ledger.orders.count).contains { ledger.orders.id[$0] == "2000001" })
    #expect(MercadoLibreTranslation.date("3 de março de 2024 07:00 hs.") == "2024-03-03 07:00")
    #expect(MercadoLibreTranslation.date("2024-03-03") == "2024-03-03")
  }

  @Test("Wix: what a coupon took off is what the total lacks, with tax in the prices and beside them")
  func wix() throws {
    func text(_ totals: [String]) -> String {
      "Order number,Date created,Time,Contact email,Item,Qty,Price,Coupon code,Shipping rate,Total tax,Total,Payment status\n"
        + "1,\"Dec 18, 2024\",9:15:51 AM,ann@x.org,Cup,1,20.00,,4.00,3.00,\(totals[0]),Paid\n"
        + "2,\"Dec 19, 2024\",9:15:51 AM,bob@x.org,Cup,1,20.00,SPRING,4.00,2.50,\(totals[1]),Paid\n"
    }
    for totals in [["24.00", "19.00"], ["27.00", "21.50"]] {
      let ledger = try read(text(totals))
      #expect(ledger.netByKey == ["ann@x.org": 2_000, "bob@x.org": 1_500])
    }
  }

  @Test("Stripe with chosen columns asks for the currency where there are several")
  func stripe() throws {
    let text =
      "Created date (UTC);Amount;Currency;Captured;Fee;Status;Customer ID\n"
      + "2024-06-07 02:38:54;15.00;usd;TRUE;1.00;Paid;cus_A\n2024-06-06 21:29:22;9.00;eur;TRUE;1.00;Paid;cus_B\n"
      + "2024-06-05 11:00:00;15.00;usd;TRUE;0.00;Refunded;cus_A\n2024-06-04 11:00:00;15.00;usd;FALSE;0.00;Failed;cus_C\n"
    do {
      _ = try read(text)
      Issue.record("two currencies were read as one")
    } catch {
      #expect((error as? IngestError)?.wayOut.contains("--currency") == true)
    }
    #expect(try read(text) { $0.currency = "USD" }.netByKey.filter { $0.value != 0 } == ["cus_A": 1_500])
  }

  @Test("OpenCart's orders without their items; a guest has the number nought")
  func openCart() throws {
    let text =
      "order_id,customer_id,firstname,lastname,email,total,order_status_id,currency_code,date_added\n"
      + "1,7,Ann,Moss,ann@x.org,12.5000,5,EUR,2024-03-01 10:00:00\n2,0,Bob,Hale,bob@x.org,8.0000,2,EUR,2024-03-02 10:00:00\n"
      + "3,0,Cat,Frost,cat@x.org,9.0000,7,EUR,2024-03-02 10:00:00\n4,0,Dan,Reed,dan@x.org,9.0000,0,EUR,2024-03-02 10:00:00\n"
    let ledger = try read(text)
    #expect(ledger.netByKey.filter { $0.value != 0 } == ["7": 1_250, "bob@x.org": 800])
  }

  @Test("Two platforms whose orders have the same numbers stay apart")
  func apart() throws {
    let squarespace =
      "Order ID,Email,Financial Status,Amount Refunded,Created at,Currency,Lineitem quantity,Lineitem name,Lineitem price\n"
      + "1,ann@x.org,PAID,0.00,2024-03-14 10:00,EUR,1,Cup,5.00\n"
    let ecwid =
      "order_number,create_date,email,payment_status,coupon_discount,currency,name,quantity,price\n"
      + "1,2024-03-15 10:00:00,bob@x.org,PAID,0,EUR,Lamp,1,7.00\n"
    let ledger = try readLedger(
      [.bytes(name: "a.csv", Array(squarespace.utf8)), .bytes(name: "b.csv", Array(ecwid.utf8))], options: ReadOptions()
    )
    #expect(ledger.netByKey == ["ann@x.org": 500, "bob@x.org": 700])
  }
}
