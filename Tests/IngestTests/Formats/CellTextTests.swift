import Testing

@testable import Ingest

@Suite("What stands around the text of a cell")
struct CellTextTests {
  private func with<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    var text = text
    return text.withUTF8(body)
  }

  @Test("Guards, blanks and placeholders are taken off; long numbers stay as they are")
  func cleaned() {
    let cases = [
      ("=\"12345678901234567\"", "12345678901234567"), ("'13957204181", "13957204181"), ("\t6917000000", "6917000000"),
      (" a b ", "a b"), ("　茶 ", "茶"), ("\u{A0}x\u{A0}", "x"), ("-", ""), ("--", ""), ("null", ""), ("-5.00", "-5.00"),
      ("", ""), ("'", ""), ("=\"\"", ""), ("nu", "nu"), ("=1+2", "=1+2"), ("n-ll", "n-ll"),
    ]
    for (text, expected) in cases { #expect(CellText.cleaned(text) == expected, "\(text)") }
  }

  @Test("Masked texts and rounded ids")
  func spoilt() {
    for text in ["1******6198", "t**", "##4xQ", "$$abc", "~abcdefg~"] {
      #expect(with(text) { CellText.isMasked($0) }, "\(text)")
    }
    for text in ["", "ann", "#1001", "~a", "$5"] { #expect(!with(text) { CellText.isMasked($0) }, "\(text)") }
    for text in ["3.5E+16", "1E+17", "6.91752e+18"] { #expect(with(text) { CellText.isRounded($0) }, "\(text)") }
    for text in ["35E16", "A3.5E+16", "12345", "1.5", ""] {
      #expect(!with(text) { CellText.isRounded($0) }, "\(text)")
    }
  }

  @Test("Amounts as text, serial dates, dates of a known order")
  func written() {
    #expect(CellText.text(-5, digits: 2) == "-0.05" && CellText.text(1234, digits: 0) == "1234")
    #expect(CellText.text(DecimalNumber(mantissa: 12_345, decimals: 3)) == "12.345")
    func date(_ text: String, _ order: DateOrder? = nil) -> String? { with(text) { CellText.date($0, order: order) } }
    // 45384 is 2024-04-02; .34789 of a day is 8 hours, 20 minutes and 57.7 seconds.
    #expect(date("45384.34789") == "2024-04-02 08:20:58" && date("45384") == "2024-04-02")
    #expect(date("12345") == nil && date("453840") == nil && date("03/04/24") == nil)
    #expect(date("03/04/24", .mdy) == "2024-03-04" && date("03/04/24 7:05", .dmy) == "2024-04-03 07:05:00")
    #expect(date("2024-03-04 07:05", .mdy) == nil && date("never", .mdy) == nil)
  }

  @Test("Packed cells")
  func packed() {
    let items = with("name:A\\;b|sku:X|quantity:2|total:3.00;name:C|quantity:1|total:1") { PackedCell.items($0) }
    #expect(items.count == 2 && items[0]["name"] == "A;b" && items[0]["sku"] == "X" && items[1]["total"] == "1")
    let cell = "Product ID: 7, Product Name: Cup, blue | small, Product Qty: 2|Product ID: 8, Product Name: Lamp"
    let labelled = with(cell) { PackedCell.labelled($0, names: ["Product ID", "Product Name", "Product Qty"]) }
    #expect(labelled.count == 2 && labelled[0]["Product Qty"] == "2" && labelled[1]["Product Name"] == "Lamp")
    #expect(labelled[0]["Product Name"]?.hasPrefix("Cup, blue | small") == true)
    #expect(PackedCell.number("$1,234.50") == DecimalNumber(mantissa: 123_450, decimals: 2))
  }
}

@Suite("Rows under a key")
struct KeyedRowsTests {
  private func record(_ cells: [String], line: Int) -> Record {
    var record = Record()
    record.line = line
    for cell in cells { record.append(cell) }
    return record
  }

  @Test(
    "come together, in memory and on disk, in the order of their keys' first appearance", arguments: [1 << 12, 1 << 26])
  func groups(memory: Int) throws {
    let rows = KeyedRows(width: 2, name: "test", memoryLimit: memory)
    for row in 0..<30_000 {
      let added = try rows.add(record(["k\(row % 7_001)", "\(row)"], line: row + 2), key: 0, table: row % 3)
      #expect(added)
    }
    try rows.seal()
    #expect(rows.groupCount == 7_001 && rows.count == 30_000)
    var stored: [KeyedRows.Stored] = []
    var seen = 0
    for group in 0..<rows.groupCount {
      rows.load(group: group, into: &stored)
      #expect(stored.map { $0.cells[1] } == stride(from: group, to: 30_000, by: 7_001).map { "\($0)" })
      #expect(stored.allSatisfy { $0.cells[0] == "k\(group)" && $0.cells.line == Int($0.cells[1]).map { $0 + 2 } })
      seen += stored.count
    }
    #expect(seen == 30_000)
    var key = "k6999"
    key.withUTF8 { rows.find($0, column: 0, into: &stored) }
    #expect(stored.map { $0.cells[1] } == ["6999", "14000", "21001", "28002"] && stored[1].table == 14_000 % 3)
    key = "absent"
    key.withUTF8 { rows.find($0, column: 0, into: &stored) }
    #expect(stored.isEmpty)
  }

  @Test("without a key stay alone")
  func lone() throws {
    let rows = KeyedRows(width: 1, name: "test")
    for row in 0..<5 { _ = try rows.add(record([""], line: row), key: 0, table: 0) }
    try rows.seal()
    #expect(rows.groupCount == 5)
  }
}
