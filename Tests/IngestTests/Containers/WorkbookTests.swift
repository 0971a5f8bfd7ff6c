import Ledger
import Testing

@testable import Ingest

@Suite("Workbooks (.xlsx)")
struct WorkbookTests {
  private func sheet(_ rows: String, _ adjust: (inout WorkbookWriter) -> Void = { _ in }) throws -> TextTable {
    var book = WorkbookWriter()
    book.sheets = [("Orders", rows)]
    adjust(&book)
    return try tables(book.bytes, "book.xlsx")[0]
  }

  private func refused(_ rows: String, _ adjust: (inout WorkbookWriter) -> Void = { _ in }) -> IngestError? {
    var book = WorkbookWriter()
    book.sheets = [("Orders", rows)]
    adjust(&book)
    return refusal(book.bytes, "book.xlsx")
  }

  /// A row of number cells in one style.
  private func numbers(_ values: [String], style: Int = 0) -> String {
    "<row>" + values.map { "<c s=\"\(style)\"><v>\($0)</v></c>" }.joined() + "</row>"
  }

  @Test("All kinds of cells")
  func kinds() throws {
    let table = try sheet(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
      <row r="2"><c r="A2" t="inlineStr"><is><t>in</t><rPh sb="0" eb="1"><t>sound</t></rPh></is></c>\
      <c r="B2" t="str"><f>A1&amp;"x"</f><v>formula, "quoted"</v></c><c r="C2" t="b"><v>1</v></c></row>
      <row r="3"><c r="A3" t="e"><v>#DIV/0!</v></c><c r="B3"><f>1+1</f><v>2</v></c><c r="C3" t="d"><v>2024-05-01T10:00:00</v></c></row>
      """
    ) {
      $0.strings = [
        "<t>plain</t>", "<r><rPr><b/></rPr><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r><rPh><t>x</t></rPh>",
        "<t>line_x000D_\nend &lt;&amp;&#x5E01; _x005F_x</t>",
      ]
    }
    #expect(
      table.text == """
        plain,"rich ","line  end <&币 _x"
        in,"formula, ""quoted\""",TRUE
        ,2,2024-05-01 10:00:00

        """)
    #expect(table.label == "book.xlsx › Orders" && table.containers == ["xlsx"] && table.encoding == "UTF-8")
  }

  @Test("Numbers as a person would write them")
  func numberForms() throws {
    let cases = [
      ("12", "12"), ("-3.5", "-3.5"), ("0.30000000000000004", "0.3"), ("1.2E+3", "1200"), ("1E-3", "0.001"),
      ("4.3499999999999996", "4.35"), ("0.99999999999999989", "1"), ("1.5e2", "150"), ("-1.25E-2", "-0.0125"),
      ("123456789012345", "123456789012345"), ("0", "0"), ("0.0", "0.0"), ("1E400", "1E400"), ("n/a", "n/a"),
      ("-9.9999999999999995E-3", "-0.01"), ("100.10000000000001", "100.1"), ("99999999999999.99999", "100000000000000"),
    ]
    let table = try sheet(numbers(cases.map(\.0)))
    #expect(table.text == cases.map(\.1).joined(separator: ",") + "\n")
    #expect(table.audit.remarks.isEmpty)
  }

  @Test("Numbers of 17 digits are kept and remarked")
  func longNumbers() throws {
    let table = try sheet(numbers(["5", "1.2345678901234568E+16"]) + numbers(["12345678901234567", "1"]))
    #expect(table.text == "5,12345678901234568\n12345678901234567,1\n")
    #expect(table.audit.remarks.count == 1)
    #expect(table.audit.remarks[0].hasPrefix("Numbers longer than 15 digits were rounded by the spreadsheet: B1 and 1"))
  }

  @Test("Dates by number format, in both epochs, with the day that never was")
  func dates() throws {
    let serials = ["1", "59", "60", "61", "45384", "45384.34789", "45384.999999", "0.5", "-1", "9999999"]
    let expected = [
      "1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01", "2024-04-02", "2024-04-02 08:20:58", "2024-04-03",
      "12:00:00", "-1", "9999999",
    ]
    #expect(
      try sheet(numbers(serials, style: 1)) { $0.formats = ["0", "14"] }.text == expected.joined(separator: ",") + "\n")
    #expect(
      try sheet(numbers(["0", "1462", "43922.5"], style: 1)) {
        $0.formats = ["0", "22"]
        $0.has1904Dates = true
      }.text == "1904-01-01,1908-01-02,2024-04-02 12:00:00\n")
  }

  @Test("Which number formats are dates")
  func formats() {
    let dates = [
      "yyyy-mm-dd", "m/d/yy h:mm", "yyyy\\-mm\\-dd", "[$-409]d\\-mmm\\-yy;@", "yyyy年m月d日", "h:mm AM/PM", "mm:ss.0",
      "[h]:mm:ss", "DD.MM.YYYY",
    ]
    let others = [
      "General", "0.00", "#,##0.00\\ \"days\"", "[Red]0;[Blue]-0", "0.00E+00", "\"m\"0", "0_d", "@", "0;\"y\"m",
      "[$¥-804]#,##0", "#,##0\\d",
    ]
    for code in dates { #expect(CellStyles.isDate(code), "\(code)") }
    for code in others { #expect(!CellStyles.isDate(code), "\(code)") }
    #expect([14, 22, 31, 45, 57].allSatisfy { CellStyles.isDate(builtin: $0) })
    #expect(![0, 1, 2, 9, 13, 23, 37, 44, 48, 49].contains { CellStyles.isDate(builtin: $0) })
  }

  @Test("Rows and cells that are left out, a title above the header, empty cells at the end")
  func sparse() throws {
    let table = try sheet(
      """
      <row r="2"><c r="A2" t="str"><v>title</v></c></row><row r="3"><c r="A3" s="1"/></row>
      <row r="5"><c r="A5" t="str"><v>a</v></c><c r="C5" t="str"><v>c</v></c><c r="XFD5"/></row>
      <row r="6"><c r="B6"><v>2</v></c></row><row r="9"><c r="C9"><v>3</v></c><c r="A9"><v>1</v></c></row>
      <row r="900"><c r="D900" s="1"/></row>
      """)
    #expect(table.text == "title,,\na,,c\n,2,\n1,,3\n")
    #expect((0..<4).map { table.lines[$0] } == [2, 5, 6, 9] && table.lines.count == 4 && !table.isClean)
    #expect(table.audit.counts == [.blank: 4])
    #expect(table.audit.examples[.blank]?.map(\.line) == [3, 4, 7, 8])
  }

  @Test("Rows that are read say on which row of the sheet they are")
  func rowNumbers() throws {
    let table = try sheet(
      "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>order</v></c><c r=\"B3\" t=\"str\"><v>total</v></c></row>"
        + "<row r=\"7\"><c r=\"A7\"><v>1</v></c></row><row r=\"12\"><c r=\"B12\"><v>2</v></c></row>")
    var reader = try TableReader(table)
    var record = Record()
    var rows: [(Int, [String])] = []
    while try reader.next(&record) { rows.append((record.line, record.texts)) }
    #expect(rows.map(\.0) == [7, 12] && rows.map(\.1) == [["1", ""], ["", "2"]])
  }

  @Test("A table that widens only after its text has gone to disk is filled up all the same")
  func widening() throws {
    let writer = TableWriter(growing: "wide", source: 0, memoryLimit: 1 << 12)
    for row in 0..<30_000 {
      writer.add("a\(row)")
      if row % 10_000 == 9_999 { for _ in 0..<row / 9_999 { writer.add("more") } }
      try writer.endRow(line: row + 1)
    }
    let origin = TextTable(label: "wide", bytes: try tables(Array("x\n".utf8))[0].bytes)
    let lines = try writer.finish(header: nil, from: origin).text.split(separator: "\n")
    #expect(lines.count == 30_000 && lines.allSatisfy { $0.count { $0 == "," } == 3 })
    #expect(lines[9_998] == "a9998,,," && lines[9_999] == "a9999,more,," && lines[29_999] == "a29999,more,more,more")
  }

  @Test("Several sheets are several tables, hidden ones too; empty ones are none")
  func sheets() throws {
    var book = WorkbookWriter()
    book.sheets = [("订单报表", numbers(["1"])), ("empty", ""), ("销售明细", numbers(["2"])), ("old", numbers(["3"]))]
    book.hidden = ["old"]
    let found = try tables(book.bytes, "book.xlsx")
    #expect(found.map(\.label) == ["book.xlsx › 订单报表", "book.xlsx › 销售明细", "book.xlsx › old"])
    #expect(found.map(\.text) == ["1\n", "2\n", "3\n"])
    #expect(found.map(\.audit.remarks.count) == [0, 0, 1])
    book.sheets = [("empty", "<row/>")]
    #expect(refusal(book.bytes)?.kind == .notATable)
  }

  @Test("Prefixed elements, and workbooks without styles or shared strings")
  func variants() throws {
    let prefixed = try sheet("<x:row r=\"1\"><x:c r=\"B1\" t=\"s\"><x:v>0</x:v></x:c></x:row>") {
      $0.prefix = "x:"
      $0.strings = ["<x:t>text</x:t>"]
    }
    #expect(prefixed.text == ",text\n")
    #expect(try sheet(numbers(["7"])) { $0.strings = nil }.text == "7\n")
    #expect(refused("<row><c t=\"s\"><v>0</v></c></row>") { $0.strings = nil }?.kind == .damaged)
    #expect(
      refused("<row r=\"4\"><c r=\"C4\" t=\"s\"><v>5</v></c></row>") { $0.strings = ["<t>a</t>"] }?.what.contains("C4")
        == true)
  }

  @Test("More columns than a sheet has, broken XML, entities")
  func hostile() throws {
    let wide = (0..<10_000).map { "<c><v>\($0)</v></c>" }.joined()
    let table = try sheet("<row>\(wide)</row><row><c r=\"A2\"><v>1</v></c></row>")
    #expect(table.text.split(separator: "\n").map { $0.count { $0 == "," } } == [9_999, 9_999])
    #expect(refused("<row><c r=\"XFE1\"><v>1</v></c></row>")?.what.contains("16,384") == true)
    #expect(refused("<row><c r=\"ZZZZZZZZZZZZ1\"><v>1</v></c></row>")?.what.contains("16,384") == true)
    #expect(refused("<row r=\"99999999999\"><c><v>1</v></c></row>")?.kind == .damaged)
    #expect(refused("<row><c><v>1</c></row>")?.kind == .damaged)
    var zip = ZipWriter()
    zip.add("[Content_Types].xml", "<Types/>")
    zip.add("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>")
    #expect(refusal(zip.bytes)?.what.contains("document type") == true)
  }

  @Test("A workbook cut at any tenth byte is refused, never fatal")
  func cut() {
    var book = WorkbookWriter()
    book.sheets = [("Orders", numbers(["1", "2"]) + numbers(["3", "4"]))]
    let whole = book.bytes
    for count in stride(from: 4, to: whole.count, by: 10) {
      #expect(refusal(Array(whole.prefix(count)))?.kind == .damaged)
    }
  }
}

@Suite("Plain cells are read before the parser")
struct CellLifterTests {
  private func text(_ rows: String, before: String = "") throws -> TextTable {
    var book = WorkbookWriter()
    book.sheets = [("Orders", before + rows)]
    book.strings = ["<t>shared</t>", "<t>&lt;c r=\"A1\"&gt;</t>"]
    book.formats = ["0", "14"]
    return try tables(book.bytes, "book.xlsx")[0]
  }

  /// A sheet of cells in all the ways in which they can be written, some of them plain.
  private func sheet(rows: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    var rowsText = ""
    for row in 1...rows {
      rowsText += row % 3 == 0 ? "<row>" : "<row r=\"\(row)\" spans=\"1:9\">\n"
      for (column, letter) in "ABCDEFGHI".enumerated() {
        let place = "r=\"\(letter)\(row)\""
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: rowsText += "<c \(place) s=\"1\"/>"
        case 1: rowsText += "<c \(place) t=\"s\"><v>\(column % 2)</v></c>"
        case 2: rowsText += "<c s=\"1\" \(place)><v>45\(100 + row % 800)</v></c>"
        case 3: rowsText += "<c \(place) t=\"inlineStr\"><is><t>plain, \"text\" \(row)</t></is></c>"
        case 4: rowsText += "<c \(place) t=\"inlineStr\"><is><t>M&amp;M é</t></is></c>"
        case 5: rowsText += "<c \(place) t='str'><f>A1&amp;B1</f><v>formula</v></c>"
        case 6: rowsText += "<c  \(place) ><v>0.30000000000000004</v></c>\n"
        case 7: rowsText += "<c \(place) t=\"b\"><v>1</v></c>"
        case 8: rowsText += "<c \(place) cm=\"1\"><v>7</v></c>"
        case 9: continue
        default: rowsText += "<c \(place)><v>\(Int.random(in: 0..<1_000_000, using: &generator))</v></c>"
        }
      }
      rowsText += "</row>"
    }
    return rowsText
  }

  @Test("With and without it a sheet becomes the same table, wherever a piece of its XML ends")
  func same() throws {
    for seed in UInt64(0)..<12 {
      let rows = sheet(rows: 1_500 + Int(seed) * 7, seed: seed)
      // A comment anywhere takes the whole sheet to the parser.
      let parsed = try text(rows, before: "<!-- <row r=\"1\"><c r=\"A1\"><v>99</v></c></row> -->")
      let lifted = try text(rows)
      #expect(lifted.text == parsed.text && lifted.lines == parsed.lines)
    }
  }

  @Test("What only looks like a cell stays what it is")
  func lookalikes() throws {
    let real = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
    for odd in [
      "<!-- <c r=\"B1\"><v>2</v></c> -->", "<?app <c r=\"B1\"><v>2</v></c>?>",
      "<![CDATA[<c r=\"B1\"><v>2</v></c>]]>",
    ] {
      #expect(try text(odd + real).text == "1\n")
    }
    for broken in [
      "<row r=\"1\"><c r=\"A1\"><v>1</v></row>", "<row><c r=\"A1\"><v>1</c></row>", "<row><c r=\"A1\"><v>1</v></c>",
      "<row><c r=\"A1\" r=\"A1\"><v>1</v></c></row>", "<row><c r=\"A1",
    ] {
      #expect(throws: IngestError.self) { try text(broken) }
    }
  }
}
