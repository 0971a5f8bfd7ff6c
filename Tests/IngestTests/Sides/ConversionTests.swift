import Ledger
import Testing

@testable import Ingest

@Suite("Rows in other currencies are converted by dated rates")
struct ConversionTests {
  private func rates(_ text: String) throws -> RateTable {
    let (sides, _) = try SideReader.read(
      [try SideShop.table(text, .rates)], for: .empty, options: ReadOptions())
    return try #require(sides.rates)
  }

  private let file = """
    date,currency,rate
    2026-01-01,USD,7.00
    2026-02-01,USD,7.25
    2026-01-01,JPY,0.05
    2026-01-01,KWD,23.456

    """

  private let orders = """
    order_id,customer_id,ordered_at,sku,quantity,unit_price,discount,currency,tax,shipping,cost
    1,a,2026-01-15,S1,2,10.00,0,CNY,1.00,5.00,3.00
    2,a,2026-01-15,S1,2,10.00,1.00,USD,1.00,5.00,3.00
    3,b,2026-02-15,S1,1,10.00,0,usd,0,0,3.00
    4,b,2026-02-15,S1,3,1000,0,JPY,100,0,400
    5,c,2026-02-15,S1,1,1.001,0,KWD,0,0.005,0.1
    6,c,2025-12-31,S1,1,1.00,0,$,0,0,0
    7,c,2026-02-15,S1,1,8.00,0,CNY,0,0,0
    8,c,2026-02-15,S1,1,8.00,0,CNY,0,0,0
    9,c,2026-02-15,S1,1,8.00,0,CNY,0,0,0

    """

  private func order(_ id: String, _ ledger: Ledger) throws -> Int {
    try #require((0..<ledger.orders.count).first { ledger.orders.id[$0] == id })
  }

  @Test("Into the most frequent currency, with the rate of the order's day, rounded once")
  func mostFrequent() throws {
    let rates = try rates(file)
    let ledger = try read(orders) { $0.rates = rates }
    #expect(ledger.currency.code == "CNY" && ledger.report.counts == [.used: 9])
    func gross(_ id: String) throws -> Int64 { ledger.orders.gross[try order(id, ledger)] }
    #expect(try gross("1") == 2_000 && gross("2") == 14_000 && gross("3") == 7_250 && gross("4") == 15_000)
    // 1.001 × 23.456 = 23.479456; read with two decimals first it would be 23.46.
    #expect(try gross("5") == 2_348)
    #expect(try gross("6") == 700)
    let second = try order("2", ledger)
    #expect(ledger.orders.discount[second] == 700 && ledger.orders.tax[second] == 700)
    #expect(
      ledger.orders.shipping[second] == 3_500 && ledger.lines.cost[ledger.orders.lines(of: second).lowerBound] == 4_200)
    let fourth = try order("4", ledger)
    #expect(ledger.orders.tax[fourth] == 500 && ledger.lines.cost[ledger.orders.lines(of: fourth).lowerBound] == 6_000)
    let fifth = try order("5", ledger)
    // 0.005 × 23.456 = 0.11728, 0.1 × 23.456 = 2.3456
    #expect(ledger.orders.shipping[fifth] == 12 && ledger.lines.cost[ledger.orders.lines(of: fifth).lowerBound] == 235)
    ledger.checkInvariants()
    let remarks = ledger.report.remarks
    #expect(
      remarks.contains("3 rows in USD are converted to CNY by dated rates; of them older than the first rate: 1."))
    #expect(remarks.contains("1 row in KWD is converted to CNY by dated rates."))
  }

  @Test("Into the currency that is asked for; what has no rate is left out, as without rates")
  func asked() throws {
    let rates = try rates(file + "2026-01-01,CNY,1\n")
    let ledger = try read(orders + "10,d,2026-02-15,S1,1,5.00,0,GBP,0,0,0\n") {
      $0.rates = rates
      $0.currency = "USD"
    }
    #expect(ledger.currency.code == "USD" && ledger.report.counts == [.used: 9, .currency: 1])
    // 20 CNY ÷ 7, and 3000 JPY × 0.05 ÷ 7.25
    #expect(ledger.orders.gross[try order("1", ledger)] == 286)
    #expect(ledger.orders.gross[try order("4", ledger)] == 2_069)
    ledger.checkInvariants()
  }

  @Test("Without a rate for every currency the file is refused, saying which is missing")
  func missingRate() throws {
    let rates = try rates("date,currency,rate\n2026-01-01,USD,7\n")
    let error = try #require(failure(orders) { $0.rates = rates })
    #expect(error.kind == .mixedCurrencies && error.wayOut.contains("no rate for JPY, KWD"))
    // Signs in a file without a column of currencies say nothing about the rows around them.
    let signs = try #require(
      failure("customer_id,ordered_at,total\na,2026-01-01,¥5.00\nb,2026-01-01,¥6.00\nc,2026-01-01,$5.00\n") {
        $0.rates = rates
      })
    #expect(signs.kind == .mixedCurrencies)
  }

  @Test("One currency alone is left as it is, whatever rates there are")
  func single() throws {
    let rates = try rates(file)
    let text = "order_id,customer_id,ordered_at,total,currency\n1,a,2026-01-01,5.00,USD\n"
    let ledger = try read(text) { $0.rates = rates }
    #expect(ledger.currency.code == "USD" && ledger.report.gross == 500)
    #expect(!ledger.report.remarks.contains { $0.contains("converted") })
  }

  @Test("Totals of orders and refunds are converted like everything else")
  func totals() throws {
    let rates = try rates(file)
    let text = """
      order_id,customer_id,ordered_at,order_total,refund,order_discount,currency
      1,a,2026-01-15,20.00,5.00,1.00,USD
      1,a,2026-01-15,20.00,0,1.00,USD
      2,b,2026-01-15,20.00,0,0,CNY
      3,b,2026-01-15,20.00,0,0,CNY
      4,b,2026-01-15,20.00,0,0,CNY

      """
    let ledger = try read(text) { $0.rates = rates }
    let plain = try read(
      text.split(separator: "\n").map { $0.contains("CNY") ? "" : String($0) }.joined(separator: "\n"))
    let first = try order("1", ledger)
    #expect(plain.currency.code == "USD" && ledger.currency.code == "CNY")
    #expect(ledger.orders.gross[first] == plain.report.gross * 7 && ledger.orders.refund[first] == 3_500)
    #expect(ledger.orders.discount[first] == plain.report.discounts * 7)
    ledger.checkInvariants()
  }
}
