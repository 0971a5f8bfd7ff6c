import Ledger
import Testing

@testable import Ingest

@Suite("Only what the ledger reads makes a row doubtful")
struct UsedColumnsTests {
  private let header = "order_id,customer_id,ordered_at,product,quantity,unit_price,shelf,postcode\n"

  private func rows(_ changed: [Int: String] = [:]) -> String {
    (0..<40).map { number in
      changed[number]
        ?? "\(2001 + number),K\(300 + number % 9),2024-0\(1 + number % 9)-1\(number % 9),Lamp \(number % 5),"
        + "\(1 + number % 3),\(12 + number).75,S\(100 + number),\(60_311 + number)"
    }.joined(separator: "\n") + "\n"
  }

  private func carefully(_ text: String) throws -> TextTable {
    let bytes = try SourceBytes.open(.bytes(name: "shop.csv", Array(text.utf8)), isCancelled: nil)
    return try Care.cleaned(TextTable(label: "shop.csv", bytes: bytes))
  }

  private func cells(_ table: TextTable) throws -> [[String]] {
    var reader = try TableReader(table)
    var record = Record()
    var rows: [[String]] = []
    while try reader.next(&record) { rows.append(record.texts) }
    return rows
  }

  @Test("A row of the right width is a row, however foreign its shelf, its postcode and its customer number look")
  func foreign() throws {
    let odd = "2011,KX-9,2024-02-11,Lamp 1,2,22.75,,EC1A 1BB"
    let clean = try carefully(header + rows([10: odd, 20: "2021,77,2024-03-12,Lamp,1,9,attic shelf,D-04109"]))
    #expect(clean.audit.counts.isEmpty && clean.audit.repairs.isEmpty)
    let found = try cells(clean)
    #expect(found.count == 40 && found[10][7] == "EC1A 1BB" && found[20][1] == "77")
  }

  @Test("A row torn where nothing is read is used, and listed as mended")
  func torn() throws {
    let clean = try carefully(header + rows([10: "2011,K301,2024-02-11,Lamp 1,2,22.75,S110,left,upper,60321"]))
    #expect(
      clean.audit.counts.isEmpty && clean.audit.repairs.values.reduce(0, +) == 1 && clean.audit.repaired[0].line == 12)
    let found = try cells(clean)
    #expect(found.count == 40 && found[10].prefix(6) == ["2011", "K301", "2024-02-11", "Lamp 1", "2", "22.75"])
  }

  @Test("A cell that is missing where it may be one that counts leaves the row set aside")
  func missing() throws {
    let clean = try carefully(header + rows([10: "2011,K301,2024-02-11,Lamp 1,22.75,S110,60321"]))
    #expect(clean.audit.counts == [.broken: 1])
    #expect(clean.audit.examples[.broken]?.first?.line == 12)
  }

  @Test("A day and a time that ran into each other are two cells; a count and a price are in doubt")
  func dayAndTime() throws {
    let head = "order_id,customer_id,date,time,product,quantity,unit_price\n"
    func text(_ broken: String) -> String {
      head
        + (0..<30).map { number in
          number == 7
            ? broken
            : "\(5001 + number),K\(300 + number % 9),2024-0\(1 + number % 9)-1\(number % 9),1\(number % 9):4\(number % 9),Lamp,"
              + "\(1 + number % 3),\(12 + number).75"
        }.joined(separator: "\n")
    }
    let clean = try carefully(text("5008,K307,2024-08-1717:47,Lamp,2,19.75"))
    #expect(clean.audit.repairs == ["missing separator": 1])
    #expect(try cells(clean)[7] == ["5008", "K307", "2024-08-17", "17:47", "Lamp", "2", "19.75"])
    #expect(try carefully(text("5008,K307,2024-08-17,17:47,Lamp,219.75")).audit.counts == [.broken: 1])
  }

  @Test("A blank after every separator is a way to write, with and without quotes")
  func blanks() throws {
    let text =
      "order_id, customer_id, ordered_at, product, quantity, unit_price\n"
      + (0..<30).map { "\(5001 + $0), K\(300 + $0 % 9), 2024-03-1\($0 % 9), \"Lamp, large\", 1, \(12 + $0).75" }
      .joined(separator: "\n")
    let clean = try carefully(text)
    #expect(clean.audit.counts.isEmpty && clean.audit.repairs.isEmpty, "\(clean.audit)")
    let found = try cells(clean)
    #expect(found.count == 30 && found[4][3] == "Lamp, large")
  }

  @Test("Rows that stand whole in quotes are taken out of them, and listed", arguments: [false, true])
  func wrapped(isWholeFile: Bool) throws {
    let lines = (0..<40).map { number in
      let day = "2024-0\(1 + number % 9)-1\(number % 9)"
      let rest = "1,\(12 + number).75,S\(100 + number),\(60_311 + number)"
      return number % 2 == 0 && !isWholeFile
        ? "\(2001 + number),K300,\(day),\"Lamp, red \(number)\",\(rest)"
        : "\"\(2001 + number),K300,\(day),\"\"Lamp, red \(number)\"\",\(rest)\""
    }
    let names = isWholeFile ? "\"" + header.dropLast() + "\"\n" : header
    let clean = try carefully(names + lines.joined(separator: "\n") + "\n")
    #expect(clean.audit.counts.isEmpty, "\(clean.audit)")
    #expect(clean.audit.repairs == ["whole row in quotes": isWholeFile ? 40 : 20])
    let found = try cells(clean)
    #expect(found.count == 40 && found[1][3] == "Lamp, red 1" && found[1][7] == "60312")
  }

  @Test("A name with a line end in quotes is used in a file of a few rows too")
  func quotedLineEnd() throws {
    let text =
      "customer_id,name,ordered_at,unit_price,discount\nN9,\"two\nlines\",2024-06-21,1455.77,123.12\n"
      + (0..<8).map { "N\($0 % 3),\"O\"\"Hara, \($0 % 3)\",2024-02-1\($0),14\($0).57,0.00" }.joined(separator: "\n")
    let ledger = try read(text)
    #expect(ledger.report.rows == 9 && ledger.report.counts == [.used: 9])
  }

  @Test("A zero byte here and there is read as a blank; a text full of them is refused")
  func zeros() throws {
    let text = header + rows([3: "2004,K303,2024-04-13,Lamp\u{0},1,15.75,S103,60314"])
    #expect(try read(text).report.counts == [.used: 40])
    #expect(throws: IngestError.self) {
      try read("customer_id,date\n" + String(repeating: "\u{0}\u{1}a,b\n", count: 50))
    }
  }
}
