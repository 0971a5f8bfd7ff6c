import Ledger
import Testing

@testable import Ingest

@Suite("What the states of orders do to the figures")
struct StatusReadingTests {
  private func shop(_ states: [String], refunds: [String]? = nil, _ adjust: (inout ReadOptions) -> Void = { _ in })
    throws -> Ledger
  {
    var text = "order_id,customer_id,ordered_at,status,total" + (refunds == nil ? "\n" : ",refund\n")
    for (order, state) in states.enumerated() {
      text += "\(order + 1),c\(order + 1),2024-0\(1 + order % 9)-11,\(state),\(1 << order).00"
      text += refunds.map { ",\($0[order])\n" } ?? "\n"
    }
    return try read(text, adjust)
  }

  // MARK: Refunded

  @Test("Refunded without an amount is refunded whole, with and without a column of refunds")
  func whole() throws {
    let without = try shop(["paid", "Rückerstattet", "paid"])
    #expect(without.report.gross == 700 && without.report.refunds == 200 && without.report.net == 500)
    #expect(without.orders.refund[1] == 200 && without.lines.refund[1] == 200)
    #expect(without.report.counts[.cancelled] == nil)
    let blank = try shop(["paid", "refunded", "partially_refunded", "refunded"], refunds: ["", "", "1.50", "7.00"])
    #expect(blank.report.gross == 1_500 && blank.report.refunds == 200 + 150 + 700)
    #expect(blank.report.remarks.contains { $0.hasPrefix("1 order is called refunded without an amount") })
    blank.checkInvariants()
  }

  @Test("A refunded line of a paid order is refunded alone; an order's word on its first row is for all its lines")
  func lines() throws {
    let mixed = try read(
      "order_id,customer_id,ordered_at,sku,quantity,unit_price,status\n1,a,2024-01-01,X,1,10.00,paid\n"
        + "1,a,2024-01-01,Y,2,20.00,refunded\n")
    #expect(mixed.orders.count == 1 && mixed.report.gross == 5_000 && mixed.report.refunds == 4_000)
    let first = try read(
      "order_id,customer_id,ordered_at,sku,quantity,unit_price,status,order_discount\n"
        + "1,a,2024-01-01,X,1,10.00,refunded,5.00\n1,a,2024-01-01,Y,2,20.00,,\n2,a,2024-01-02,Y,1,20.00,paid,\n")
    #expect(first.report.gross == 7_000 && first.report.discounts == 500 && first.report.refunds == 4_500)
    #expect(first.orders.counts(0) && first.orders.net(0) == 0)
    first.checkInvariants()
  }

  @Test("The day of the refund is that of its own cell, where it has one")
  func refundDay() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,total,status,refund,refunded_at\n1,a,2024-01-01,10.00,refunded,,2024-02-03\n"
        + "2,a,2024-01-05,4.00,paid,,\n")
    #expect(ledger.report.refunds == 1_000 && ledger.refunds.amount == [1_000])
    #expect(ledger.refunds.day == [Day("2024-02-03")?.rawValue])
  }

  @Test("A refunded order whose refund is a row of its own is refunded once")
  func refundRow() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,sku,quantity,unit_price,status\n1,a,2024-01-01,X,1,10.00,refunded\n"
        + "1,a,2024-01-09,X,-1,10.00,refunded\n2,a,2024-01-10,X,1,30.00,paid\n")
    #expect(ledger.report.gross == 4_000 && ledger.report.refunds == 1_000)
  }

  // MARK: Closed

  @Test("Closed is paid at a till, cancelled beside finished orders, and unknown beside both")
  func closed() throws {
    let till = try shop(["Closed", "Open", "Closed", "Voided"])
    #expect(till.report.net == 500 && till.report.counts == [.used: 2, .unpaid: 1, .cancelled: 1])
    #expect(till.report.remarks.contains { $0.contains("“Closed” orders count as paid") })
    let alone = try shop(["closed", "closed"])
    #expect(alone.report.net == 300)
    let market = try shop(["Completed", "Closed", "Shipped"])
    #expect(market.report.net == 500 && market.report.counts[.cancelled] == 1)
    #expect(market.report.remarks.contains { $0.contains("count as cancelled") })
    let both = try shop(["Completed", "Closed", "Cancelled"])
    #expect(both.report.net == 300 && both.report.unknownStatuses.map(\.word) == ["Closed"])
    let decided = try shop(["Completed", "Closed", "Cancelled"]) {
      _ = try? $0.set("import.status.CLOSED", "cancelled")
    }
    #expect(decided.report.net == 100 && decided.report.unknownStatuses.isEmpty)
  }

  // MARK: Unknown words

  @Test("A word that nobody knows counts, and is named with its orders and amount, none left out")
  func strange() throws {
    let words = ["Kulanz", "In Prüfstand", "X1", "X2", "X3", "X4", "X5", "X6", "paid", "Kulanz"]
    let ledger = try shop(words)
    #expect(ledger.report.net == 102_300)
    let strange = ledger.report.unknownStatuses
    #expect(strange.count == 8 && strange[0].word == "Kulanz" && strange[0].orders == 2 && strange[0].rows == 2)
    #expect(strange[0].amount == 100 + 51_200)
    for word in words where word != "paid" {
      #expect(ledger.strangeStatusNote?.contains("“\(word)” (") == true, "\(word)")
      #expect(ledger.report.remarks.contains { $0.contains("“\(word)” (") }, "\(word)")
    }
    #expect(ledger.strangeStatusNote?.contains("import.status.WORD=cancelled") == true)
    #expect(try shop(["paid", "cancelled"]).strangeStatusNote == nil)
  }

  @Test("An order of several lines is one order; an amount of the order counts once")
  func strangeLines() throws {
    let lines = try read(
      "order_id,customer_id,ordered_at,sku,quantity,unit_price,status\nA1,a,2024-01-01,X,1,10.00,odd\n"
        + "A1,a,2024-01-01,Y,1,5.00,odd\nA2,b,2024-01-02,X,1,10.00,odd\n")
    #expect(lines.report.unknownStatuses.map(\.orders) == [2] && lines.report.unknownStatuses.map(\.amount) == [2_500])
    let totals = try read(
      "order_id,customer_id,ordered_at,order_total,status\n1,a,2024-01-01,10.00,odd\n1,a,2024-01-01,10.00,odd\n")
    #expect(totals.report.unknownStatuses.map(\.amount) == [1_000])
  }

  @Test("A setting decides a word, in any case, for every platform", arguments: StatusMeaning.allCases)
  func decided(_ meaning: StatusMeaning) throws {
    let ledger = try shop(["paid", "Im Prüfstand"]) { options in
      let isSet = try? options.set("import.status.im prüfstand", meaning.rawValue)
      #expect(isSet == true)
      #expect(options.value("import.status.Im_Prufstand") == meaning.rawValue)
    }
    #expect(ledger.report.unknownStatuses.isEmpty && ledger.report.net == (meaning == .counts ? 300 : 100))
    #expect(ledger.report.refunds == (meaning == .refunded ? 200 : 0))
    let shopify =
      "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Currency\n"
      + "#1,a@x.example,oddity,2024-01-01,1,Cap,9.00,EUR\n#2,b@x.example,paid,2024-01-02,1,Cap,4.00,EUR\n"
    let platform = try read(shopify) { _ = try? $0.set("import.status.oddity", meaning.rawValue) }
    #expect(platform.report.net == (meaning == .counts ? 1_300 : 400))
    #expect(platform.report.refunds == (meaning == .refunded ? 900 : 0))
    #expect(try read(shopify).report.unknownStatuses.map(\.amount) == [900])
  }

  @Test("An answer is remembered for files with the header, and refused where it says nothing")
  func remembered() throws {
    let strange = try shop(["paid", "odd"])
    let fingerprint = try #require(strange.report.files.first?.fingerprint)
    let answered = try shop(["paid", "odd"]) { $0.answers[fingerprint] = ["import.status.odd": "unpaid"] }
    #expect(answered.report.net == 100 && answered.report.files[0].answers.map(\.value) == ["unpaid"])
    #expect(try shop(["paid", "odd"]) { $0.answers["other"] = ["import.status.odd": "unpaid"] }.report.net == 300)
    var options = ReadOptions()
    #expect(throws: SettingError.self) { try options.set("import.status.odd", "maybe") }
    #expect(throws: SettingError.self) { try options.set("import.status.", "counts") }
    _ = try options.set("import.status.odd", "unpaid")
    #expect(options.value("import.status.odd") == "unpaid")
    _ = try options.set("import.status.odd", "auto")
    #expect(options.value("import.status.odd") == "auto")
  }

  // MARK: Payment later

  private static let cod =
    "order_id,email,ordered_at,total,Payment Status,Fulfillment Status,Payment Method\n"
    + "1,a@x.example,2024-01-01,1.00,paid,fulfilled,Card\n2,b@x.example,2024-01-02,2.00,pending,fulfilled,Nachnahme\n"
    + "3,c@x.example,2024-01-03,4.00,pending,unfulfilled,Nachnahme\n4,d@x.example,2024-01-04,8.00,pending,fulfilled,Card\n"
    + "5,e@x.example,2024-01-05,16.00,voided,fulfilled,Nachnahme\n6,f@x.example,2024-01-06,32.00,pending,delivered,\n"
    + "7,g@x.example,2024-01-07,64.00,refunded,fulfilled,Nachnahme\n"

  @Test("Orders paid after the delivery count once delivered, whatever the other orders look like")
  func later() throws {
    let ledger = try read(Self.cod)
    #expect(ledger.report.net == 100 + 200 + 3_200 && ledger.report.refunds == 6_400)
    #expect(ledger.report.counts == [.used: 4, .unpaid: 2, .cancelled: 1])
    #expect(
      ledger.report.remarks.contains { $0.contains("2 delivered orders count, 1 not delivered counts as not paid") })
    let without = try read(
      Self.cod.split(separator: "\n").filter { !$0.hasPrefix("1,") }.joined(separator: "\n") + "\n")
    #expect(without.report.net == 200 + 3_200)
  }

  @Test("An order of a state and a payment of its own: cancelled by either, unpaid by the payment")
  func two() throws {
    let head = "order_id,email,ordered_at,total,Order Status,Payment Status\n"
    let ledger = try read(
      head + "1,a@x.example,2024-01-01,1.00,Pending,Paid\n2,b@x.example,2024-01-02,2.00,Delivered,Unpaid\n"
        + "3,c@x.example,2024-01-03,4.00,Cancelled,Paid\n4,d@x.example,2024-01-04,8.00,Confirmed,Unpaid\n"
        + "5,e@x.example,2024-01-05,16.00,Delivered,Refunded\n6,f@x.example,2024-01-06,32.00,Confirmed,Odd\n")
    #expect(ledger.report.net == 100 + 200 + 3_200 && ledger.report.refunds == 1_600)
    #expect(ledger.report.unknownStatuses.map(\.word) == ["Odd"])
  }

  @Test("Shopify and WooCommerce: cash on delivery by delivery or status, order by order")
  func platforms() throws {
    let head =
      "Name,Email,Financial Status,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
      + "Currency,Payment Method\n"
    let orders =
      "#1,a@x.example,paid,fulfilled,2024-01-01,1,Cap,1.00,EUR,Card\n"
      + "#2,b@x.example,pending,fulfilled,2024-01-02,1,Cap,2.00,EUR,Contre remboursement\n"
      + "#3,c@x.example,pending,unfulfilled,2024-01-03,1,Cap,4.00,EUR,Contre remboursement\n"
      + "#4,d@x.example,pending,fulfilled,2024-01-04,1,Cap,8.00,EUR,Card\n"
    #expect(try read(head + orders).report.net == 300)
    let woo = try read(
      "Order Number,Order Status,Order Date,Email (Billing),Payment Method Title,Item Name,Item Cost,Quantity (- Refund)\n"
        + "1,En cours,2024-01-01,a@x.example,Contre remboursement,Cap,1.00,1\n"
        + "2,En attente,2024-01-02,b@x.example,Contre remboursement,Cap,2.00,1\n"
        + "3,Terminée,2024-01-03,c@x.example,Contre remboursement,Cap,4.00,1\n")
    #expect(woo.report.net == 500)
  }
}
