import Ledger
import Testing

@testable import Ingest

@Suite("Refunds find the order they belong to")
struct RefundTests {
  private let header = "order_id,customer_id,ordered_at,sku,quantity,unit_price\n"

  /// Refunded amounts by order number, those of orders that are nothing else marked with a star.
  private func refunds(_ rows: String) throws -> [String: Int64] {
    let ledger = try read(header + rows)
    ledger.checkInvariants()
    var found: [String: Int64] = [:]
    for order in 0..<ledger.orders.count where ledger.orders.refund[order] != 0 {
      let isLoose = ledger.orders.status[order] == OrderStatus.refundOnly.rawValue
      found[ledger.orders.id[order] + (isLoose ? "*" : ""), default: 0] += ledger.orders.refund[order]
    }
    return found
  }

  @Test("The latest earlier order that holds the product")
  func latest() throws {
    #expect(
      try refunds(
        "1,a,2020-01-01,X,2,5.00\n2,a,2020-02-01,X,2,5.00\n3,a,2020-04-01,X,2,5.00\nC4,a,2020-03-01,X,-1,5.00\n")
        == ["2": 500])
  }

  @Test("Not an order of another product, nor of another person")
  func others() throws {
    #expect(
      try refunds("1,a,2020-01-01,X,2,5.00\n2,b,2020-02-01,Y,2,5.00\nC4,a,2020-03-01,Y,-1,5.00\n") == ["C4*": 500])
  }

  @Test("Only where enough of it is left")
  func enough() throws {
    let two = "1,a,2020-01-01,X,3,5.00\n2,a,2020-02-01,X,2,5.00\n"
    #expect(try refunds(two + "C3,a,2020-03-01,X,-3,5.00\n") == ["1": 1500])
    #expect(try refunds(two + "C3,a,2020-03-01,X,-2,5.00\nC4,a,2020-03-02,X,-2,5.00\n") == ["2": 1000, "1": 1000])
    #expect(
      try refunds(two + "C3,a,2020-03-01,X,-2,5.00\nC4,a,2020-03-02,X,-2,5.00\nC5,a,2020-03-03,X,-2,5.00\n")
        == ["2": 1000, "1": 1000, "C5*": 1000])
  }

  @Test("Pieces on several lines of one order are held together, and the parts add up to the row")
  func severalLines() throws {
    let ledger = try read(
      header + "1,a,2020-01-01,X,9,5.00\n2,a,2020-02-01,X,2,5.00\n2,a,2020-02-01,X,3,5.00\nC3,a,2020-03-01,X,-4,4.99\n")
    ledger.checkInvariants()
    let second = try #require((0..<ledger.orders.count).first { ledger.orders.id[$0] == "2" })
    #expect(ledger.orders.refund[second] == 1_996)
    #expect(ledger.orders.lines(of: second).map { ledger.lines.refund[$0] }.sorted() == [499, 1_497])
    #expect(ledger.report.counts[.refundMatched] == 1)
    #expect(ledger.refunds.amount.reduce(0, +) == 1_996)
    #expect(ledger.refunds.quantity.reduce(0, +) == 4)
    // Six pieces are more than the later order holds: the earlier one does.
    #expect(
      try refunds(
        "1,a,2020-01-01,X,9,5.00\n2,a,2020-02-01,X,2,5.00\n2,a,2020-02-01,X,3,5.00\nC3,a,2020-03-01,X,-6,5.00\n")
        == ["1": 3000])
  }

  @Test("The order whose number the refund carries comes first")
  func sameOrder() throws {
    #expect(try refunds("1,a,2020-01-01,X,2,5.00\n2,a,2020-02-01,X,2,5.00\n1,a,2020-03-01,X,-1,5.00\n") == ["1": 500])
  }

  @Test("A refund of money alone looks for the amount")
  func money() throws {
    #expect(
      try refunds("1,a,2020-01-01,X,1,50.00\n2,a,2020-02-01,X,1,5.00\nC3,a,2020-03-01,,1,-20.00\n") == ["1": 2000])
  }

  @Test("The amount is what the row says, whatever the line was worth")
  func amount() throws {
    #expect(try refunds("1,a,2020-01-01,X,2,5.00\nC2,a,2020-03-01,X,-1,7.00\n") == ["1": 700])
  }

  @Test("An unmatched refund counts on its own day and is no purchase")
  func unmatched() throws {
    let ledger = try read(header + "1,a,2020-01-01,X,2,5.00\nC2,a,2020-03-01,Z,-1,7.00\nC2,a,2020-03-01,W,-2,1.00\n")
    #expect(ledger.netByKey == ["a": 100])
    #expect(ledger.orders.count == 2)
    #expect(ledger.orders.status == [OrderStatus.valid.rawValue, OrderStatus.refundOnly.rawValue])
    #expect(!ledger.orders.isPurchase(1) && ledger.orders.net(1) == -900)
    #expect(ledger.lines.quantity == [2, -1, -2])
    #expect(ledger.report.counts == [.used: 1, .refundUnmatched: 2])
    #expect(ledger.report.examples[.refundUnmatched]?.first?.line == 3)
  }

  @Test("Without a customer key a refund stays on its own")
  func unidentified() throws {
    let ledger = try read(header + "1,,2020-01-01,X,2,5.00\nC2,,2020-03-01,X,-1,5.00\n3,a,2020-01-01,X,1,1.00\n")
    #expect(ledger.report.counts == [.used: 1, .unidentified: 1, .refundUnidentified: 1])
    #expect(ledger.report.unidentifiedOrders == 2)
    #expect(ledger.report.unidentifiedNet == 500)
  }

  @Test("Matched refunds stand in the refund table with their day and document")
  func table() throws {
    let ledger = try read(header + "1,a,2020-01-01,X,2,5.00\nC9,a,2020-03-01,X,-1,5.00\n")
    #expect(ledger.refunds.count == 1)
    #expect(ledger.refunds.order == [0] && ledger.refunds.line == [0] && ledger.refunds.amount == [500])
    #expect(ledger.refunds.quantity == [1] && ledger.refunds.id[0] == "C9")
    #expect(ledger.refunds.day == [Day(year: 2020, month: 3, day: 1)?.rawValue ?? 0])
  }

  @Test("A refund column belongs to its line; with a date, to the refund table")
  func column() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,quantity,unit_price,refund,refunded_at\n"
        + "1,a,2020-01-01,2,5.00,3.00,2020-02-01\n2,a,2020-01-02,1,5.00,1.00,\n3,a,2020-01-03,1,5.00,,\n")
    #expect(ledger.report.refunds == 400 && ledger.netByKey == ["a": 1600])
    #expect(ledger.refunds.amount == [300])
    ledger.checkInvariants()
  }
}
