import Ledger
import Panels
import Testing

@Suite struct RowsOutputTests {
  private let euro = Currency(code: "EUR")

  private func written(
    _ sheet: Sheet, columns: [Int]? = nil, rows: [Int32]? = nil, _ format: ExportFormat,
    _ options: ExportOptions = .init()
  ) -> String {
    var bytes: [UInt8] = []
    RowsOutput.write(sheet, columns: columns, rows: rows, format: format, currency: euro, options: options) {
      bytes += $0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func sheet(_ rows: [[Value]]) -> Sheet {
    Sheet(
      id: "s", title: "S",
      table: DataTable(
        columns: [
          DataColumn("name", "Na|me", .key), DataColumn("net", "Net €", .money), DataColumn("n", "Count", .count),
          DataColumn("note", "Note", .text, drawing: .hidden),
        ], rows: rows))
  }

  @Test("Without choices, CSV for standard output is byte for byte what it was", arguments: 0..<20)
  func sameAsPrinted(seed: Int) throws {
    let clean = OutputSamples.rows(seed, seed: UInt64(seed)).map { row in
      row.map { value -> Value in
        if case .text(let text) = value, text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
          return .text("plain")
        }
        return value
      }
    }
    let sheet = OutputSamples.sheet(rows: clean)
    var printed = ""
    CSVOutput.write(sheet, rows: nil, currency: euro) { printed += $0 }
    #expect(written(sheet, .csv, ExportOptions(defusesFormulas: false)) == printed)
  }

  @Test(
    "A text that a spreadsheet takes for a formula gets an apostrophe in a file",
    arguments: [
      ("=1+1", "'=1+1"), ("+41 79", "'+41 79"), ("-x", "'-x"), ("@sum", "'@sum"), ("\t=1", "\"'\t=1\""),
      ("\r=1", "\"'\r=1\""), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠a", "'＠a"),
      ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""), ("\u{0}=1", "'=1"),
      ("a=1", "a=1"), ("'=1", "'=1"), ("", ""), ("ａ", "ａ"), ("5", "5"),
    ])
  func formulas(text: String, field: String) {
    #expect(CSVOutput.field(text, defusing: true) == field)
    let row = written(sheet([[.text(text), .none, .none, .none]]), columns: [0], .csv)
    #expect(row == "name\n" + field + "\n")
  }

  @Test("Numbers are written as numbers, negative ones too, and texts stay as they are where that was asked for")
  func numbers() {
    let rows = sheet([[.text("-x"), .money(-12_345), .integer(-7), .text("=A1")]])
    #expect(written(rows, .csv) == "name,net,n,note\n'-x,-123.45,-7,'=A1\n")
    #expect(written(rows, .csv, ExportOptions(defusesFormulas: false)) == "name,net,n,note\n-x,-123.45,-7,=A1\n")
  }

  @Test("Control characters stay inside quotes, NUL goes, and the mark for Excel comes first")
  func controls() {
    let rows = sheet([[.text("a\u{1B}[31m\u{0}b\n\"c\""), .none, .none, .none]])
    let options = ExportOptions(byteOrderMark: true)
    #expect(written(rows, columns: [0], .csv, options) == "\u{FEFF}name\n\"a\u{1B}[31mb\n\"\"c\"\"\"\n")
    #expect(written(rows, columns: [0], .text).contains("\u{1B}") == false)
    #expect(written(rows, columns: [0], .markdown).contains("\u{1B}") == false)
  }

  @Test("Columns and rows come in the order of the choice; positions that are not there are passed over")
  func choice() {
    let rows = sheet([
      [.text("a"), .money(100), .integer(1), .none], [.text("b"), .money(200), .integer(2), .none],
      [.text("c"), .money(300), .integer(3), .none],
    ])
    #expect(written(rows, columns: [2, 0, 9, -1], rows: [2, 0, 7, -3], .csv) == "n,name\n3,c\n1,a\n")
    #expect(written(rows, columns: [1, 0], rows: [1], .jsonLines) == "{\"net\": 2.00, \"name\": \"b\"}\n")
    #expect(written(rows, columns: [0], rows: [2, 1], .json) == "[{\"name\": \"c\"},\n {\"name\": \"b\"}]\n")
    #expect(written(rows, columns: [0], rows: [], .json) == "[]\n")
    #expect(written(rows, columns: [0], rows: [], .jsonLines) == "")
  }

  @Test("JSON keeps what CSV would have to change")
  func json() {
    let rows = sheet([[.text("=1\n\"x\"\u{0}"), .none, .integer(-1), .text("Ü")]])
    let line = written(rows, .jsonLines)
    #expect(line == "{\"name\": \"=1\\n\\\"x\\\"\\u0000\", \"net\": null, \"n\": -1, \"note\": \"Ü\"}\n")
  }

  @Test("Markdown has titles, cents, numbers to the right and no mark that would be read as one")
  func markdown() {
    let rows = sheet([[.text("a|b\r\nc*<i>`[x](y)"), .money(1_234_50), .integer(12_345), .text("hidden")]])
    let lines = written(rows, .markdown).split(separator: "\n").map(String.init)
    #expect(lines.first == "| Na\\|me | Net € | Count |")
    #expect(lines[1] == "| --- | ---: | ---: |")
    #expect(lines[2] == "| a\\|b<br>c\\*\\<i\\>\\`\\[x\\](y) | 1,234.50 | 12,345 |")
    #expect(lines.count == 3)
  }

  @Test("Text is aligned by the width on a screen")
  func text() {
    let rows = sheet([
      [.text("龙井"), .money(-5), .integer(1), .none], [.text("abcdefg"), .money(123_456), .none, .none],
    ])
    #expect(
      written(rows, .text) == """
        Na|me       Net €  Count
        龙井        −0.05      1
        abcdefg  1,234.56      —

        """)
  }

  @Test("The end of a path names the format; another one is answered with the nearest")
  func formats() throws {
    let known = [
      ("a.csv", ExportFormat.csv), ("b/c.JSONL", .jsonLines), ("x.ndjson", .jsonLines), ("x.json", .json),
      ("x.y.md", .markdown), ("x.markdown", .markdown), ("x.txt", .text),
    ]
    for (path, format) in known { #expect(try ExportFormat(path: path) == format) }
    for path in ["", "a", "a.", ".csv", "csv", "a.b/c", "a.xlsx"] {
      #expect(throws: SettingError.self) { try ExportFormat(path: path) }
    }
    let error = #expect(throws: SettingError.self) { try ExportFormat(path: "x.jsno") }
    #expect(error?.description.contains("the nearest is 'json'") == true)
    for format in ExportFormat.allCases { #expect(format.extensions.first == format.rawValue) }
  }
}
