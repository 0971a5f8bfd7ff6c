import Ledger
import Testing

@testable import Ingest

@Suite("Amounts are exact")
struct AmountTests {
  private func minor(_ text: String, comma: Bool = false, digits: Int = 2) -> Int64? {
    var reader = AmountReader(decimalComma: comma)
    return text.withPiece { reader.number($0)?.minor(digits: digits) }
  }

  @Test(arguments: [
    ("1", 100), ("1.5", 150), ("12.34", 1234), ("1,234.56", 123_456), ("1,234", 123_400), ("-5.00", -500),
    ("(500.00)", -50_000), ("5.00-", -500), ("$1,234.50", 123_450), ("-$0.95", -95), ("$-0.95", -95), ("12.00元", 1200),
    ("¥ 88", 8800), ("1 234 567.89", 123_456_789), ("1'234.50", 123_450), ("USD 12.00", 1200), ("12.00 EUR", 1200),
    ("−3.00", -300), (".5", 50), ("+7", 700), ("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("129.696", 12_970),
    ("129.69600000000003", 12_970), ("1,234,567", 123_456_700), (" 4.20 ", 420), ("00012.30", 1230), ("5.", 500),
  ])
  func reads(_ text: String, _ expected: Int64) { #expect(minor(text) == expected) }

  @Test(arguments: [
    ("1.234,56", 123_456), ("1.234", 123_400), ("12,5", 1250), ("0,99 €", 99), ("-1.234.567,8", -123_456_780),
    ("1 234,50", 123_450),
  ])
  func readsDecimalComma(_ text: String, _ expected: Int64) { #expect(minor(text, comma: true) == expected) }

  @Test(arguments: [
    "", "-", "abc", "1.2.3", "1,23,4", "--1", "(1", "1)", "1e", "12,34.5", "1-2", "$", "1 2", "hello 5",
  ])
  func refuses(_ text: String) { #expect(minor(text) == nil) }

  @Test("Minor units follow the currency")
  func digits() {
    #expect(minor("1234", digits: 0) == 1234)
    #expect(minor("1234.5", digits: 0) == 1235)
    #expect(minor("1.2345", digits: 3) == 1235)
  }

  @Test("What is written is read back, with every mark and sign, to the last digit")
  func roundTrip() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4_000 {
      let digits = Int.random(in: 0...3, using: &generator)
      let size = Int.random(in: 1...15, using: &generator)
      let limit = (0..<size).reduce(Int64(1)) { product, _ in product * 10 }
      let amount = Int64.random(in: -limit...limit, using: &generator)
      let currency = Currency(code: "", digits: digits)
      let plain = Money(minor: amount, currency: currency).decimal
      #expect(minor(plain, digits: digits) == amount, "\(plain)")
      let grouped = Money(minor: amount, currency: currency).grouped
      if digits != 3 || grouped.contains(",") { #expect(minor(grouped, digits: digits) == amount, "\(grouped)") }
      let swapped = String(grouped.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
      #expect(minor(swapped, comma: true, digits: digits) == amount, "\(swapped)")
    }
  }

  @Test("The eight-byte way and the general way agree")
  func plain() {
    var generator = SeededGenerator(seed: 4)
    let alphabet = Array("0123456789.,- ".utf8)
    for round in 0..<20_000 {
      let count = Int.random(in: 0...10, using: &generator)
      let letters = round % 2 == 0 ? 11 : alphabet.count
      let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<letters, using: &generator)] }
      let text = String(decoding: bytes, as: UTF8.self)
      text.withPiece { piece in
        var decimals = 0
        let fast = AmountReader.plain(piece.start, piece.count, decimals: &decimals)
        guard fast >= 0 else { return }
        var reader = AmountReader(decimalComma: false)
        #expect(reader.number(piece) == DecimalNumber(mantissa: fast, decimals: decimals), "\(text)")
      }
    }
  }

  @Test("A line is quantity × unit price, rounded once, half away from zero")
  func lineTotal() throws {
    let ledger = try read(
      """
      order_id,customer_id,ordered_at,quantity,unit_price
      1,a,2020-01-01,3,0.335
      2,b,2020-01-01,1,0.005
      3,c,2020-01-01,-1,0.005
      4,d,2020-01-01,1.5,2.25
      5,e,2020-01-01,7,1234567.89
      """)
    #expect(ledger.netByKey == ["a": 101, "b": 1, "c": -1, "d": 338, "e": 864_197_523])
  }

  @Test("Amounts beyond 32 bits widen the column")
  func wide() throws {
    let ledger = try read(
      """
      order_id,customer_id,ordered_at,quantity,unit_price,discount
      1,a,2020-01-01,1,99999999.99,0
      1,a,2020-01-01,2,99999999.99,50000000.00
      2,b,2020-01-01,1,1.00,0.10
      """)
    #expect(ledger.netByKey == ["a": 29_999_999_997 - 5_000_000_000, "b": 90])
    ledger.checkInvariants()
  }

  @Test("A decimal comma is decided from the whole column")
  func decimalComma() throws {
    let rows = (0..<1_500).map { "c\($0 % 5);2020-01-01;1.234" }
    // Nobody charges thousandths: without any other evidence three digits after a point are thousands.
    let thousands = try read("customer_id;date;total\n" + rows.joined(separator: "\n"))
    #expect(thousands.report.gross == 123_400 * 1_500)
    let english = try read("customer_id;date;total\n" + (rows + ["x;2020-01-01;0.50"]).joined(separator: "\n"))
    #expect(english.report.gross == 123 * 1_500 + 50)
    let continental = try read("customer_id;date;total\n" + (rows + ["x;2020-01-01;0,50"]).joined(separator: "\n"))
    #expect(continental.report.gross == 123_400 * 1_500 + 50)
    let told = try read("customer_id;date;total\n" + rows.joined(separator: "\n")) { $0.decimalComma = true }
    #expect(told.report.gross == 123_400 * 1_500)
  }

  @Test("Order discounts are spread by largest remainder and add up", arguments: [0, 1, 99, 1000, 12_345])
  func shares(_ amount: Int64) {
    for weights in [[1, 1, 1], [0, 0], [5, 0, 7, 11], [333, 333, 334], [1]] as [[Int64]] {
      let shares = PartitionWriter.shares(of: amount, weights: weights)
      #expect(shares.reduce(0, +) == amount)
      let total = weights.reduce(0, +)
      for (share, weight) in zip(shares, weights) where total > 0 {
        #expect(abs(share * total - amount * weight) < total)
      }
    }
  }
}
