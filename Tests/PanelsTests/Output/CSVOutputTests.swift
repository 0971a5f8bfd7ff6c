import Ledger
import Panels
import Testing

/// `print --format csv`: column ids, exact values, empty for none, quotes as in RFC 4180.
@Suite struct CSVOutputTests {
  /// A reader that knows nothing but RFC 4180 with LF between records.
  private func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if scalars.first == "\"" {
          field.unicodeScalars.append("\"")
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        record.append(field)
        field = ""
      } else if scalar == "\n" {
        records.append(record + [field])
        record = []
        field = ""
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    return records
  }

  @Test(arguments: 0..<40) func everyTextSurvivesTheRoundTrip(seed: Int) throws {
    let rows = OutputSamples.rows(seed, seed: UInt64(seed))
    let parsed = records(OutputSamples.written(try OutputSamples.printout(rows), as: .csv))
    #expect(parsed.first == OutputSamples.columns.map(\.id))
    #expect(parsed.count == rows.count + 1)
    for (row, fields) in zip(rows, parsed.dropFirst()) {
      #expect(fields.count == OutputSamples.columns.count)
      for (value, field) in zip(row, fields) {
        switch value {
        case .none: #expect(field.isEmpty)
        case .text(let text): #expect(field.unicodeScalars.elementsEqual(text.unicodeScalars))
        case .integer(let number): #expect(Int(field) == number)
        case .money(let minor): #expect(field == Money(minor: minor, currency: Currency(code: "EUR")).decimal)
        case .number(let number): #expect(number.isFinite ? Double(field) == number : field.isEmpty)
        case .date(let day): #expect(Day(field) == day)
        case .instant(let day, _): #expect(Day(String(field.prefix(10))) == day)
        }
      }
    }
  }

  @Test func onlyFieldsThatNeedQuotesGetThem() {
    #expect(CSVOutput.field("plain text") == "plain text")
    #expect(CSVOutput.field("a,b") == "\"a,b\"")
    #expect(CSVOutput.field("a\"b") == "\"a\"\"b\"")
    #expect(CSVOutput.field("a\r\nb") == "\"a\r\nb\"")
    #expect(CSVOutput.field("") == "")
  }

  @Test func chosenRowsComeInTheirOrder() {
    let sheet = Sheet(
      id: "s", title: "S",
      table: DataTable(columns: [DataColumn("n", "N", .integer)], rows: [[.integer(7)], [.integer(8)], [.integer(9)]]))
    var text = ""
    CSVOutput.write(sheet, rows: [2, 0], currency: .unnamed) { text += $0 }
    #expect(text == "n\n9\n7\n")
  }
}
