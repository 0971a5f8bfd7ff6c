import Ledger
import Testing

@testable import Ingest

@Suite("Columns are recognised by their headers")
struct LayoutTests {
  private func fields(_ text: String) throws -> [String: String] {
    let report = try read(text).report
    return Dictionary(report.files[0].columns.map { ($0.column, $0.field) }) { first, _ in first }
  }

  @Test("Online Retail I and II, the plain folder, a minimal file")
  func headers() throws {
    let first = try fields(
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,b,1,2010-12-01,1.00,7,UK\n"
    )
    #expect(first["InvoiceNo"] == "order_id" && first["StockCode"] == "sku" && first["UnitPrice"] == "unit_price")
    let second = try fields(
      "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n1,A,b,1,2010-12-01,1.00,7,UK\n")
    #expect(second["Customer ID"] == "customer_id" && second["Price"] == "unit_price" && second["Country"] == "country")
    let minimal = try fields(" CUSTOMER ; Order　Date ;amount\na;2020-01-01;1.00\n")
    #expect(minimal.values.sorted() == ["customer_id", "ordered_at", "total"])
  }

  @Test("Every name of the plain shop folder is recognised as itself")
  func ownNames() {
    for field in Field.allCases {
      #expect(Field.named(field.rawValue) == field, "\(field)")
    }
  }

  @Test("No header of a language stands for two fields, unless the language's words say so")
  func noDoubles() {
    for language in LanguageWords.all {
      var seen: [String: String] = [:]
      for (key, words) in language.entries where Field(rawValue: key) != nil {
        for word in words where !word.hasSuffix(" ~") {
          let folded = FoldedText.of(word)
          #expect(!folded.isEmpty && (seen[folded] ?? key) == key, "\(language.code): \(word)")
          seen[folded] = key
        }
      }
      #expect(language.entries.count > 30, "\(language.code)")
    }
    #expect(Field.synonyms.allSatisfy { !$0.headers.isEmpty } && Field.synonyms.count == Field.allCases.count)
  }

  @Test("Every entry of a language is a field, a part of one, or a word of dates")
  func knownKeys() {
    let others: Set = [
      "subtotal", "first_name", "last_name", "year", "month", "day", "payment_method", "months", "weekdays", "am", "pm",
    ]
    for language in LanguageWords.all {
      for (key, _) in language.entries {
        #expect(Field(rawValue: key) != nil || others.contains(key), "\(language.code): \(key)")
      }
      #expect(Set(language.entries.map(\.key)).count == language.entries.count, "\(language.code)")
    }
  }

  @Test("`--map` decides over headers")
  func map() throws {
    let ledger = try read("who,when,paid,total\na,2020-01-01,5.00,9.00\n") {
      $0.map = [(.customerId, "who"), (.orderedAt, "WHEN"), (.total, "paid")]
    }
    #expect(ledger.netByKey == ["a": 500])
  }

  @Test("A byte order mark, blank lines before the header, quoted headers")
  func oddBeginnings() throws {
    let ledger = try read("\u{FEFF}\n\n\"customer_id\",\"ordered_at\",\"total\"\na,2020-01-01,5.00\nb,bad,1\n")
    #expect(ledger.netByKey == ["a": 500])
    #expect(ledger.report.examples[.used]?.first?.line == 4 && ledger.report.examples[.date]?.first?.line == 5)
  }

  @Test("People known by name alone are told apart by it, and a remark says so")
  func nameOnly() throws {
    let ledger = try read("customer name,date,total\nAnn,2020-01-01,5.00\n")
    #expect(ledger.netByKey == ["Ann": 500] && ledger.report.remarks.contains { $0.contains("same name") })
  }

  @Test("Currencies: one is taken, several are refused, a chosen one leaves the others out")
  func currencies() throws {
    let text = "customer_id,date,total,currency\na,2020-01-01,5.00,EUR\nb,2020-01-01,7.00,eur\nc,2020-01-01,9.00,USD\n"
    let error = failure(text)
    #expect(error?.kind == .mixedCurrencies && error?.what.contains("EUR 2 rows, USD 1 row") == true)
    let chosen = try read(text) { $0.currency = "USD" }
    #expect(chosen.netByKey == ["c": 900] && chosen.report.counts[.currency] == 2 && chosen.currency.code == "USD")
    let signs = try read("customer_id,date,total\na,2020-01-01,£5.00\nb,2020-01-01,£7.10\n")
    #expect(signs.currency.code == "GBP" && signs.report.gross == 1210)
    let yen = try read("customer_id,date,total,currency\na,2020-01-01,500,JPY\n")
    #expect(yen.currency.digits == 0 && yen.report.gross == 500)
    let late = try read(
      "customer_id,date,total,currency\n" + (0..<1_200).map { _ in "a,2020-01-01,5," }.joined(separator: "\n")
        + "\nb,2020-01-01,5,KWD\n")
    #expect(late.currency.digits == 3 && late.report.gross == 1_201 * 5_000)
  }

  @Test("Import settings are taken from text and refuse what they do not know")
  func settings() throws {
    var options = ReadOptions()
    for setting in ReadOptions.settings { #expect(try options.set(setting.key, setting.standard)) }
    #expect(try options.set("import.date_order", "dmy") && options.dateOrder == .dmy)
    #expect(try options.set("import.duplicates", "drop") && options.value("import.duplicates") == "drop")
    #expect(try options.set("deciles.by", "net") == false)
    #expect(throws: SettingError.self) { try options.set("import.date_order", "backwards") }
  }
}
