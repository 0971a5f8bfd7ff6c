import Ledger
import Testing

@testable import Ingest

@Suite("Unit or line price")
struct ReconciliationTests {
  /// Orders of three lines; `price` is what is written for a line of `quantity` pieces at `each`.
  private func text(_ header: String, _ price: (Int, Int) -> Int, shipping: Int = 0, discount: Int = 0) -> String {
    var text = header + "\n"
    for order in 1...30 {
      let lines = (1...3).map { line in (quantity: 1 + (order + line) % 3, each: 100 * line + order) }
      let total = lines.reduce(0) { $0 + $1.quantity * $1.each } + shipping - discount
      for line in lines {
        text += "\(order),c\(order % 7),2024-01-\(Digits.padded(order % 28 + 1, 2)),\(line.quantity),"
        text += "\(euro(price(line.quantity, line.each))),\(euro(shipping)),\(euro(discount)),\(euro(total))\n"
      }
    }
    return text
  }

  private func euro(_ cents: Int) -> String { "\(cents / 100).\(Digits.padded(cents % 100, 2))" }
  private func goods(_ order: Int) -> Int64 {
    var sum = 0
    for line in 1...3 {
      let quantity = 1 + (order + line) % 3
      sum += quantity * (100 * line + order)
    }
    return Int64(sum)
  }
  private var goods: Int64 { (1...30).reduce(Int64(0)) { $0 + goods($1) } }

  @Test("a price of one piece and one of the line come to the same shop")
  func bothWays() throws {
    for header in [
      "order_id,customer_id,date,quantity,price,shipping,order_discount,order_total",
      "order_id,customer_id,date,quantity,amount,shipping,order_discount,order_total",
    ] {
      let unit = try read(text(header) { $1 })
      let line = try read(text(header) { $0 * $1 })
      #expect(unit.report.gross == goods && line.report.gross == goods)
      #expect(unit.report.reconciliations.first?.reading == "price of one piece")
      #expect(line.report.reconciliations.first?.reading == "amount of the line")
      #expect(unit.report.reconciliations.first?.offenders == 0)
    }
  }

  @Test("shipping and the order's discount may be in the total")
  func parts() throws {
    let header = "order_id,customer_id,date,quantity,price,shipping,order_discount,order_total"
    let ledger = try read(text(header, { $1 }, shipping: 490, discount: 30))
    #expect(ledger.report.gross == goods && ledger.report.discounts == 900)
    #expect(ledger.report.reconciliations.first?.balanced == 30)
    #expect(ledger.report.remarks.contains { $0.contains("with shipping") })
  }

  @Test("the setting overrides what the totals say, and the report tells")
  func override() throws {
    let header = "order_id,customer_id,date,quantity,price,shipping,order_discount,order_total"
    let ledger = try read(text(header) { $1 }) { $0.price = .line }
    #expect(ledger.report.gross < goods)
    #expect(ledger.report.reconciliations.first?.offenders == 30)
    #expect(ledger.report.remarks.contains { $0.contains("as was asked for") })
  }

  @Test("orders that do not add up are listed with both sums")
  func offenders() throws {
    let header = "order_id,customer_id,date,quantity,price,shipping,order_discount,order_total"
    var lines = text(header) { $1 }.split(separator: "\n").map(String.init)
    let place = try #require(lines.firstIndex { $0.hasPrefix("17,") })
    for row in place..<place + 3 {
      var cells = lines[row].split(separator: ",").map(String.init)
      cells[7] = "1.00"
      lines[row] = cells.joined(separator: ",")
    }
    let outcome = try #require(try read(lines.joined(separator: "\n")).report.reconciliations.first)
    #expect(outcome.offenders == 1)
    let offender = try #require(outcome.examples.first)
    #expect(offender.order == "17" && offender.total == 100 && offender.line == place + 1)
    #expect(offender.lines == goods(17))
  }

  @Test("where neither reading fits, the report says so and names the setting")
  func neither() throws {
    let text = """
      order_id,customer_id,date,quantity,price,order_total
      1,a,2024-01-01,2,5.00,99.00
      2,b,2024-01-02,3,7.00,98.00
      3,a,2024-01-03,1,9.00,97.00
      """
    let ledger = try read(text)
    #expect(ledger.report.gross == 1_000 + 2_100 + 900)
    #expect(ledger.report.remarks.contains { $0.contains("import.price=") })
  }
}
