import Ledger
import Testing

@testable import Ingest

/// Reads a text with care.
private func carefully(
  _ text: String, numbersColumns: Bool = false
) throws -> (header: [String], rows: [[String]], audit: TableAudit, lines: [Int]) {
  let bytes = try SourceBytes.open(.bytes(name: "file.csv", Array(text.utf8)), isCancelled: nil)
  var reader = try TableReader(TextTable(label: "file.csv", bytes: bytes), numbersColumns: numbersColumns)
  var rows: [[String]] = []
  var lines: [Int] = []
  var record = Record()
  while try reader.next(&record) {
    rows.append(record.texts)
    lines.append(record.line)
  }
  return (reader.header, rows, reader.audit, lines)
}

@Suite("Care for broken files, rule by rule")
struct CareTests {
  /// Twenty rows of a shop, some of them replaced.
  private func shop(
    _ changed: [Int: String] = [:], header: String = "order_id,customer_id,date,product,quantity,price,status"
  )
    -> String
  {
    let rows = (0..<20).map { number in
      changed[number]
        ?? "\(1001 + number),C\(100 + number % 7),2024-0\(1 + number % 9)-1\(number % 9),Mug \(["red", "blue", "big"][number % 3]) \(Character(UnicodeScalar(UInt8(97 + number)))),"
        + "\(1 + number % 4),\(10 + number).50,\(["paid", "sent"][number % 2])"
    }
    return header + "\n" + rows.joined(separator: "\n") + "\n"
  }

  @Test("A file without faults comes out as it is, without a word")
  func clean() throws {
    let read = try carefully(shop())
    #expect(read.rows.count == 20 && read.rows[0] == ["1001", "C100", "2024-01-10", "Mug red a", "1", "10.50", "paid"])
    #expect(read.audit.counts.isEmpty && read.audit.repairs.isEmpty && read.audit.remarks.isEmpty)
    #expect(read.lines == Array(2...21))
  }

  @Test(
    "One reading that the columns allow is a repair, named by its rule",
    arguments: [
      ("1006,C105,2024-06-15,\"Mug blue,2,15.50,sent", "quote as text", "\"Mug blue"),
      ("1006,C105,2024-06-15,Mug 5\" wide,2,15.50,sent", "quote as text", "Mug 5\" wide"),
      ("1006,C105,2024-06-15,\"Mug \"blue\" one\",2,15.50,sent", "quote as text", "Mug \"blue\" one"),
      ("1006,C105,2024-06-15,Mug, blue,2,15.50,sent", "joined fields", "Mug, blue"),
      ("1006,C105,2024-06-15,,Mug blue,2,15.50,sent", "extra empty field", "Mug blue"),
      ("1006,C105,2024-06-15,Mug blue,2,15.50,sent,,", "trailing separators", "Mug blue"),
      ("1006C105,2024-06-15,Mug blue,2,15.50,sent", "missing separator", "Mug blue"),
      ("1006;C105;2024-06-15;Mug blue;2;15.50;sent", "other delimiter", "Mug blue"),
      ("1006,C105,2024-06-15,Mug\nblue,2,15.50,sent", "split row", "Mug blue"),
      ("1006, \"C105\", \"2024-06-15\", \"Mug blue\", 2, 15.50, sent", "quote as text", "Mug blue"),
    ])
  func repairs(row: String, rule: String, product: String) throws {
    let read = try carefully(shop([5: row]))
    #expect(read.audit.repairs == [rule: 1], "\(read.audit)")
    #expect(read.rows.count == 20 && read.audit.counts.isEmpty)
    let mended = read.rows.first { $0[0] == "1006" }
    #expect(
      mended?[3] == product && mended?[4] == "2" && mended?[5] == "15.50" && mended?[6] == "sent", "\(mended ?? [])")
    #expect(read.audit.repaired.first?.line == 7)
  }

  @Test("Two rows that lost the line end between them are two rows")
  func twoRows() throws {
    let both = "1006,C105,2024-06-15,Mug blue,2,15.50,sent1007,C106,2024-07-16,Mug big,3,16.50,paid"
    let read = try carefully(shop([5: both]))
    #expect(read.audit.repairs == ["two rows on one line": 1] && read.rows.count == 21)
    #expect(read.rows[6] == ["1007", "C106", "2024-07-16", "Mug big", "3", "16.50", "paid"])
  }

  @Test(
    "A row with more than one reading, or with none, is set aside alone, with its line and a reason",
    arguments: [
      "1006,C105,2024-06-15,Mug blue,2,15,50,sent", "1006,C105,2024-06-15,Mug blue,215.50,sent",
      "1006,C105,2024-06-15,Mug blue,2,sent", "1006,C105,2024-06-15,Mug blue,2,1,015.50,sent",
      "1006,C105,15.50,Mug blue,sent,2,2024-06-15", "1006,C105,2024-06-15,Mug 27,15.50,sent",
    ])
  func setAside(row: String) throws {
    let read = try carefully(shop([5: row]))
    #expect(read.rows.count == 19 && !read.rows.contains { $0[0] == "1006" }, "\(read.rows[5])")
    let listed = read.audit.examples[.broken] ?? []
    #expect(read.audit.counts == [.broken: 1] && listed.first?.line == 7 && listed.first?.reason.isEmpty == false)
  }

  @Test("A stray quote takes one row, not the rest of the file")
  func strayQuote() throws {
    let read = try carefully(
      shop([3: "1004,C103,\"2024-04-13,Mug red,4,13.50,sent", 9: "1010,C102,2024-01-10,\"Mug, red\",2,19.50,sent"]))
    #expect(read.rows.count == 20 && read.rows[3][2] == "2024-04-13" && read.rows[9][3] == "Mug, red")
  }

  @Test("Titles, groups, units, repeated headers, totals, notes and other tables are not rows")
  func surroundings() throws {
    let text =
      "Orders of the shop\nPeriod,2024-01-01,2024-12-31\n\nOrder,,,Goods,,,\n"
      + shop([8: "order_id,customer_id,date,product,quantity,price,status"])
      + "Total,,,,50,385.00,\n\nCity,Orders,Amount\nCadiz,12,100.00\nDover,8,285.00\n\nGenerated by ShopTool 3.2\n"
    let read = try carefully(text)
    #expect(
      read.rows.count == 19 && read.audit.counts[.total] == 1 && read.audit.counts[.broken] == nil, "\(read.audit)")
    #expect(read.audit.counts[.surrounding] == 8 && read.audit.counts[.blank] == 3)
    let units = try carefully(
      shop(header: "order_id,customer_id,date,product,quantity,price,status\n,,yyyy-mm-dd,,pieces,EUR,"))
    #expect(units.rows.count == 20 && units.audit.counts == [.surrounding: 1])
  }

  @Test("A second header in another order renames the columns below it")
  func reordered() throws {
    let text =
      shop() + "\nstatus;price;quantity;product;date;customer_id;order_id\nsent;7.50;3;Mug big;2024-09-01;C101;1021\n"
    let read = try carefully(text)
    #expect(read.rows.last == ["1021", "C101", "2024-09-01", "Mug big", "3", "7.50", "sent"] && read.lines.last == 24)
  }

  @Test("Line feeds, carriage returns and both end rows in one file; a line end within quotes does not")
  func lineEnds() throws {
    var text = ""
    for (number, line) in shop([4: "1005,C104,2024-05-14,\"Mug\r\nof\rclay\n\",1,14.50,paid"]).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .dropLast().enumerated() { text += line + (["\n", "\r\n", "\r"][number % 3]) }
    let read = try carefully(text)
    #expect(read.rows.count == 20 && read.audit.counts.isEmpty && read.audit.repairs.isEmpty, "\(read.audit)")
    let mug = read.rows.first { $0[0] == "1005" }
    #expect(mug?[3].hasPrefix("Mug\r\nof\rclay") == true)
  }

  @Test("Single quotes, backslashes, full-width commas and trailing commas are ways to write, not faults")
  func dialects() throws {
    let single = try carefully(
      "customer_id;date;total;note\n" + (1...9).map { "C\($0);2024-01-0\($0);\($0).50;'a;b ''\($0)'''\n" }.joined())
    #expect(
      single.rows.count == 9 && single.rows[2] == ["C3", "2024-01-03", "3.50", "a;b '3'"]
        && single.audit.repairs.isEmpty)
    let escaped = try carefully(
      "customer_id,date,total,note\n"
        + (1...9).map { "C\($0),2024-01-0\($0),\($0).50,\"a \\\"b\\\", \\\\c\"\n" }.joined())
    #expect(escaped.rows.count == 9 && escaped.rows[2][3] == "a \"b\", \\c" && escaped.audit.repairs.isEmpty)
    let wide = try carefully("客户编号，日期，金额\n" + (1...9).map { "C\($0)，2024-01-0\($0)，\($0).50\n" }.joined())
    #expect(
      wide.header == ["客户编号", "日期", "金额"] && wide.rows.count == 9 && wide.rows[8] == ["C9", "2024-01-09", "9.50"])
    let trailing = try carefully(
      "customer_id,date,total\n" + (1...9).map { "C\($0),2024-01-0\($0),\($0).50,\n" }.joined())
    #expect(trailing.rows.count == 9 && trailing.rows[0].count == 3 && trailing.audit.repairs.isEmpty)
    let numbered = try carefully(
      "customer_id,date,total\n" + (1...9).map { "\($0),C\($0),2024-01-0\($0),\($0).50\n" }.joined())
    #expect(numbered.rows.count == 9 && numbered.rows[0] == ["C1", "2024-01-01", "1.50"])
  }

  @Test("Files without a header: known logs and three plain columns are named, others refused or numbered")
  func headless() throws {
    let events = try carefully(
      (1...9).map { "10\($0),20\($0),30\($0),\(["pv", "buy"][$0 % 2]),151159416\($0)\n" }.joined())
    #expect(
      events.header == ["user_id", "item_id", "category_id", "behavior", "unix_seconds"] && events.rows.count == 9)
    #expect(events.rows[0] == ["101", "201", "301", "buy", "1511594161"])
    let log = try carefully((1...9).map { " 0000\($0) 1997010\($0)  2  2\($0).77\r\n" }.joined())
    #expect(
      log.header == ["customer_id", "date", "quantity", "line_total"]
        && log.rows[1] == ["00002", "19970102", "2", "22.77"])
    let plain = try carefully((1...9).map { "\($0)@example.com;2024-01-0\($0);1\($0).50\n" }.joined())
    #expect(plain.header == ["email", "ordered_at", "total"] && plain.rows.count == 9)
    let text = (1...9).map { "\($0),C\($0),2024-01-0\($0),3,1\($0).50\n" }.joined()
    let error = #expect(throws: IngestError.self) { try carefully(text) }
    #expect(error?.kind == .notATable && error?.wayOut.contains("--map customer_id=1") == true)
    let numbered = try carefully(text, numbersColumns: true)
    #expect(numbered.header == ["1", "2", "3", "4", "5"] && numbered.rows.count == 9)
    #expect(throws: IngestError.self) { try carefully(" \n\n") }
  }

  @Test("A row of a hundred megabytes is set aside without being kept; NUL bytes become blanks")
  func oversized() throws {
    let head = Array("customer_id,date,total,note\nC1,2024-01-01,1.50,a\0b\n".utf8)
    let tail = Array("\nC2,2024-01-02,2.50,c\n".utf8)
    var bytes = head
    bytes += Array(repeating: 120, count: 100 << 20)
    bytes += tail
    let source = try SourceBytes.open(.bytes(name: "big.csv", bytes), isCancelled: nil)
    var reader = try TableReader(TextTable(label: "big.csv", bytes: source))
    var record = Record()
    var rows: [[String]] = []
    while try reader.next(&record) { rows.append(record.texts) }
    #expect(rows == [["C1", "2024-01-01", "1.50", "a b"], ["C2", "2024-01-02", "2.50", "c"]])
    #expect(
      reader.audit.examples[.broken]?.first?.line == 3
        && reader.audit.examples[.broken]?.first?.text.utf8.count ?? 0 <= 400)
  }

  @Test("Sixteen thousand columns are columns")
  func wide() throws {
    let width = 16_384
    let header = (["customer_id", "date", "total"] + (3..<width).map { "x\($0)" }).joined(separator: ",")
    let rows = (1...3).map { row in
      (["C\(row)", "2024-01-0\(row)", "\(row).50"] + (3..<width).map { String($0) }).joined(separator: ",")
    }
    let read = try carefully(header + "\n" + rows.joined(separator: "\n") + "\n")
    #expect(read.header.count == width && read.rows.count == 3 && read.rows[2][width - 1] == "16383")
  }

  @Test("Cleaned text is what the fast reader takes, line numbers and audit with it")
  func cleaned() throws {
    let text = "Orders\n" + shop([5: "1006,C105,2024-06-15,Mug, blue,2,15.50,sent", 6: "1007,C106,2024-07-16,2"])
    let bytes = try SourceBytes.open(.bytes(name: "file.csv", Array(text.utf8)), isCancelled: nil)
    let clean = try Care.cleaned(TextTable(label: "file.csv", bytes: bytes))
    #expect(clean.isClean && clean.lines.count == 19 && clean.lines[5] == 8 && clean.lines[6] == 10)
    #expect(clean.audit.repairs == ["joined fields": 1] && clean.audit.counts == [.surrounding: 1, .broken: 1])
    var reader = try TableReader(clean)
    var record = Record()
    var total = 0
    while try reader.next(&record) { total += record[3] == "Mug, blue" ? record.line : 0 }
    #expect(total == 8)
  }

  @Test("What looks regular needs no care, everything else does")
  func looksRegular() throws {
    func isRegular(_ text: String) throws -> Bool {
      try Array(text.utf8).withUnsafeBufferPointer { bytes in
        Care.looksRegular(try FileHead(bytes, isWhole: true, file: "file.csv"), bytes: bytes)
      }
    }
    #expect(try isRegular(shop()) && isRegular(shop([3: "1004,C103,2024-04-13,\"Mug, \"\"red\"\"\",4,13.50,sent"])))
    #expect(
      try !isRegular("Orders\n" + shop()) && !isRegular(shop([3: "1004,C103,2024-04-13,Mug 5\" wide,4,13.50,sent"])))
    #expect(try !isRegular(shop([3: "1004,C103,2024-04-13,4,13.50,sent"])) && !isRegular(shop() + "a,b,c,d,e,f,g\r\n"))
    #expect(
      try !isRegular(shop([3: "1004,C103,2024-04-13,\"Mug\nred\",4,13.50,sent"]))
        && !isRegular("1,C1,2024-01-01,2.50\n1,C1,2024-01-01,2.50\n"))
  }
}
