import Foundation
import Ledger
import Panels
import Testing

/// `print --format json`: one object, keys in a fixed order, exact figures, null for what does not exist.
@Suite struct JSONOutputTests {
  @Test func theObjectIsWrittenKeyByKeyAsDocumented() throws {
    let columns = [
      DataColumn("decile", "Decile", .integer), DataColumn("net", "Net", .money), DataColumn("share", "Share", .ratio),
    ]
    let sheet = Sheet(
      id: "deciles", title: "Revenue by decile",
      table: DataTable(
        columns: columns,
        rows: [[.integer(1), .money(123_450), .number(0.6123)], [.integer(2), .none, .none]],
        totals: [.none, .money(201_675), .none]),
      window: "365d", customers: 4_338, settings: [("by", "net")], notes: ["2 customers with net ≤ 0 come last"])
    let printout = try Printout(
      sheet, shop: "Shop", asOf: Day("2011-12-09"), format: ValueFormat(currency: Currency(code: "GBP")))
    #expect(
      OutputSamples.written(printout, as: .json) == """
        {"panel": "deciles", "title": "Revenue by decile", "as_of": "2011-12-09", "window": "365d", "currency": "GBP",
         "customers": 4338, "settings": {"by": "net"},
         "columns": [{"id": "decile", "title": "Decile", "kind": "integer"}, {"id": "net", "title": "Net", "kind": "money"}, \
        {"id": "share", "title": "Share", "kind": "ratio"}],
         "rows": [
          {"decile": 1, "net": 1234.50, "share": 0.6123},
          {"decile": 2, "net": null, "share": null}
         ],
         "totals": {"net": 2016.75},
         "notes": ["2 customers with net ≤ 0 come last"]}

        """)
  }

  @Test(arguments: 0..<40) func whateverTheTextsHoldItParsesAndGivesTheTextsBack(seed: Int) throws {
    let rows = OutputSamples.rows(seed, seed: UInt64(seed))
    let text = OutputSamples.written(try OutputSamples.printout(rows), as: .json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let parsed = try #require(object["rows"] as? [[String: Any]])
    #expect(parsed.count == rows.count)
    for (row, fields) in zip(rows, parsed) {
      #expect(fields.count == OutputSamples.columns.count)
      for (column, value) in zip(OutputSamples.columns, row) {
        guard case .text(let expected) = value else { continue }
        #expect(fields[column.id] as? String == expected)
      }
    }
  }

  @Test func noControlCharacterLeavesUnescaped() {
    let all = String(String.UnicodeScalarView((0..<0xA0).compactMap { Unicode.Scalar($0) }))
    let text = JSONOutput.text(all)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
    let back = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? String
    #expect(back == all)
  }

  @Test func moneyHasTheDigitsOfItsCurrency() {
    #expect(JSONOutput.token(.money(-5), currency: Currency(code: "EUR")) == "-0.05")
    #expect(JSONOutput.token(.money(1_200), currency: Currency(code: "JPY")) == "1200")
    #expect(JSONOutput.token(.money(1_200), currency: Currency(code: "KWD")) == "1.200")
    #expect(JSONOutput.token(.money(.min), currency: .unnamed) == "-92233720368547758.08")
  }

  @Test func aFigureThatIsNoNumberIsNull() {
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(JSONOutput.token(.number(number), currency: .unnamed) == "null")
    }
  }

  @Test func whatIsUnknownIsNullAndNotAnEmptyText() throws {
    let sheet = Sheet(id: "s", title: "S", table: DataTable(columns: [], rows: []))
    let printout = try Printout(sheet, shop: "", asOf: nil, format: ValueFormat(currency: .unnamed))
    let text = OutputSamples.written(printout, as: .json)
    for key in ["as_of", "window", "currency", "customers"] { #expect(text.contains("\"\(key)\": null")) }
  }
}
