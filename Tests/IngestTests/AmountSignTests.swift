import Ledger
import Testing

@testable import Ingest

@Suite("Signs, groups and marks of amounts")
struct AmountSignTests {
  private func minor(_ text: String, comma: Bool = false) -> Int64? {
    var reader = AmountReader(decimalComma: comma)
    return text.withPiece { reader.number($0)?.minor(digits: 2) }
  }

  @Test(
    "a currency on either side, however it is written",
    arguments: [
      ("AU $45.10", 4510), ("C $45.10", 4510), ("US $45.10", 4510), ("RM45.10", 4510), ("Rp 45.10", 4510),
      ("Rs.45.10", 4510), ("Rs 45.10", 4510), ("Rs. 45.10", 4510), ("45.10 TL", 4510), ("₺45.10", 4510),
      ("45.10 Kč", 4510), ("45 Ft", 4500), ("₦45.10", 4510), ("₪ 45.10", 4510), ("S/ 45.10", 4510), ("S/.45.10", 4510),
      ("kr. 45.10", 4510), ("kr 45.10", 4510), ("45.10 kr.", 4510), ("45.10元", 4510), ("R$45.10", 4510),
      ("45.10 zł", 4510), ("45.10 лв.", 4510), ("45.10 ₽", 4510), ("45.10 руб.", 4510), ("₴45.10", 4510),
      ("45.10 грн.", 4510), ("฿45.10", 4510), ("45.10₫", 4510), ("45.10 đ", 4510), ("﷼ 45.10", 4510),
      ("د.إ 45.10", 4510), ("45.10 د.إ.", 4510), ("CHF 45.10", 4510), ("Fr. 45.10", 4510), ("HK$45.10", 4510),
      ("NT$45", 4500), ("S$45.10", 4510), ("$b45.10", 4510), ("$45.10 USD", 4510), ("AUD$45.10", 4510),
      ("$.50", 50), ("kr .50", 50), ("-AU $45.10", -4510), ("AU $-45.10", -4510), ("(AU $45.10)", -4510),
      ("45.10- €", -4510), ("EUR 45.10-", -4510),
    ])
  func signs(_ text: String, _ expected: Int64) { #expect(minor(text) == expected) }

  @Test(
    "blanks of any width stand anywhere",
    arguments: [
      ("\u{A0}1\u{A0}234.50\u{A0}€", 123_450), ("€\u{202F}1\u{202F}234.50", 123_450), ("1\u{2009}234.50 €", 123_450),
      ("\u{200E}$1,234.50\u{200F}", 123_450), ("\u{FEFF}7.10", 710), ("-\u{A0}7.10", -710), ("\u{3000}7.10", 710),
    ])
  func blanks(_ text: String, _ expected: Int64) { #expect(minor(text) == expected) }

  @Test(
    "lakh and crore",
    arguments: [
      ("12,34,567.00", 123_456_700), ("1,15,000", 11_500_000), ("₹1,25,000.50", 12_500_050), ("99,999", 9_999_900),
      ("1,00,00,000", 1_000_000_000), ("-3,45,678.9", -34_567_890),
    ])
  func lakh(_ text: String, _ expected: Int64) { #expect(minor(text) == expected) }

  @Test(
    "no minor units", arguments: ["12.-", "12.–", "12.—", "12,-", "12,--", "12:-", "CHF 12.-", "12,- kr", "12,– €"])
  func whole(_ text: String) {
    #expect(minor(text) == 1200)
    #expect(minor(text, comma: true) == 1200)
  }

  @Test(
    "what is no amount stays none",
    arguments: [
      "12,34,5", "1,234,56", "123,45,678", "12,345,67,890", "10 pieces", "hello 5", "5 %", "$5 €", "12 AUD NZ$",
      "--5", "(5", "5)", "#12", "12/5",
    ])
  func refuses(_ text: String) { #expect(minor(text) == nil) }

  @Test("three digits after a point in every row are thousands, where the currency has cents")
  func thousands() throws {
    func gross(_ currency: String, _ amounts: [String], quantity: String? = nil) throws -> Int64 {
      let rows = amounts.enumerated().map { "\($0);c\($0);2024-01-05;\($1);\(currency);\(quantity ?? "1")" }
      return try read("order_id;customer_id;date;total;currency;quantity\n" + rows.joined(separator: "\n")).report.gross
    }
    #expect(try gross("EUR", ["3.000", "4.250"]) == 725_000)
    #expect(try gross("IDR", ["149.000", "Rp 20.500"]) == 16_950_000)
    #expect(try gross("CLP", ["12.990", "990"]) == 13_980)
    #expect(try gross("KWD", ["3.000", "4.250"]) == 7_250)
    #expect(try gross("", ["3.000", "4.250"]) == 725_000)
    // What shows that the point is the decimal mark.
    #expect(try gross("EUR", ["3.000", "0.250"]) == 325)
    #expect(try gross("EUR", ["3.000", "4.25"]) == 725)
    #expect(try gross("EUR", ["3.000", "1250.000"]) == 125_300)
    #expect(try gross("EUR", ["3.000", "4.250"], quantity: "1.00") == 725)
    // Three decimals in the quantities too: it cannot be told.
    let error = #expect(throws: IngestError.self) { try gross("EUR", ["3.000", "4.250"], quantity: "1.000") }
    #expect(error?.kind == .ambiguousAmounts && error?.wayOut.contains("import.decimal_comma=no") == true)
  }

  @Test("prices of one piece may have thousandths: it is asked, and the answer counts")
  func thousandths() throws {
    let text = "customer_id,date,quantity,unit_price\na,2024-01-05,40,1.459\nb,2024-01-06,30,1.389\n"
    let error = #expect(throws: IngestError.self) { try read(text) }
    #expect(error?.kind == .ambiguousAmounts)
    #expect(try read(text) { $0.decimalComma = false }.report.gross == 5836 + 4167)
    #expect(try read(text) { $0.decimalComma = true }.report.gross == 5_836_000 + 4_167_000)
  }

  @Test("a sign that several currencies have is decided by what else the file holds")
  func ambiguousSigns() throws {
    func code(_ header: String, _ rows: [String]) throws -> (String, [String]) {
      let ledger = try read("customer_id,date,total" + header + "\n" + rows.joined(separator: "\n"))
      return (ledger.currency.code, ledger.report.remarks)
    }
    #expect(try code("", ["a,2024-01-05,$5", "b,2024-01-06,$6"]).0 == "USD")
    let australia = try code(",country", ["a,2024-01-05,$5,Australia", "b,2024-01-06,$6,Australia"])
    #expect(australia.0 == "AUD" && australia.1.contains { $0.contains("Australia") && $0.contains("--currency") })
    #expect(try code(",country", ["a,2024-01-05,$5,Australia", "b,2024-01-06,$6,Canada"]).0 == "USD")
    #expect(try code(",channel", ["a,2024-01-05,$5,Amazon.ca", "b,2024-01-06,$6,Amazon.ca"]).0 == "CAD")
    #expect(try code(",country", ["a,2024-01-05,¥500,JP", "b,2024-01-06,¥600,JP"]).0 == "JPY")
    #expect(try code(",country", ["a,2024-01-05,5 kr,Danmark", "b,2024-01-06,6 kr,Danmark"]).0 == "DKK")
    #expect(try code("", ["a,2024-01-05,$5", "b,2024-01-06,NZ $6"]).0 == "NZD")
    let crowns = try code("", ["a,2024-01-05,5 kr", "b,2024-01-06,6 kr."])
    #expect(crowns.0 == "KR" && crowns.1.contains { $0.contains("SEK, NOK, DKK") })
    let told = try read("customer_id,date,total\na,2024-01-05,5 kr\nb,2024-01-06,6 kr") { $0.currency = "DKK" }
    #expect(told.currency.code == "DKK" && told.report.gross == 1_100)
  }

  @Test("a marketplace's file in several currencies is not added up")
  func marketplaceCurrencies() throws {
    let header =
      "Sales Record Number,Order Number,Buyer Username,Item Number,Item Title,Quantity,Sold For,Total Price,Sale Date\n"
    let one =
      header + "1,9-1,anna,1,Vase,1,AU $1 200.00,AU $1 210.00,5-May-26\n"
      + "2,9-2,bert,2,Bowl,2,AU $30.00,AU $65.00,6-May-26\n"
    let shop = try read(one)
    #expect(shop.currency.code == "AUD" && shop.report.gross == 126_000)
    let error = #expect(throws: IngestError.self) {
      try read(one + "3,9-3,carl,2,Bowl,1,US $30.00,US $35.00,7-May-26\n")
    }
    #expect(error?.kind == .mixedCurrencies)
  }
}
