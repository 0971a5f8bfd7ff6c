import Ledger
import Testing

@testable import Ingest

@Suite("Dates are read in the shapes that shops write")
struct DateTests {
  private func moment(_ text: String, _ order: DateOrder = .dmy) -> String? {
    var reader = DateReader(order: order)
    return text.withPiece { piece in
      reader.moment(piece).map { "\(Day(rawValue: $0.day)) \($0.second)" }
    }
  }

  @Test(arguments: [
    ("2010-12-01", "2010-12-01 -1"), ("2010-12-01 08:26:00", "2010-12-01 30360"),
    ("2010-12-01T08:26:01Z", "2010-12-01 30361"), ("2010-12-01T08:26:01.250Z", "2010-12-01 30361"),
    ("2010-12-01T23:59:59+08:00", "2010-12-01 86399"), ("2026-06-01 10:01:00 +0000", "2026-06-01 36060"),
    ("2019-10-01 00:00:00 UTC", "2019-10-01 0"), ("2010-12-01 08:26", "2010-12-01 30360"),
    ("2016/5/23 22:02", "2016-05-23 79320"), ("2016/5/3", "2016-05-03 -1"), ("2016.5.3", "2016-05-03 -1"),
    ("20101201", "2010-12-01 -1"), ("20101201 0826", "2010-12-01 30360"), ("20101201 08:26", "2010-12-01 30360"),
    ("20101201T082601", "2010-12-01 30361"), ("20101201082601", "2010-12-01 30361"),
    ("1291191960", "2010-12-01 30360"), ("1291191960123", "2010-12-01 30360"),
    ("Dec 1, 2010", "2010-12-01 -1"), ("01-Dec-2010", "2010-12-01 -1"), ("1 December 2010 8:26 PM", "2010-12-01 73560"),
    ("2010年12月1日", "2010-12-01 -1"), ("2010年12月1日 08:26", "2010-12-01 30360"), ("12/1/10 12:05 AM", "2010-01-12 300"),
    ("2010-12-01 24:00:00", "2010-12-01 86399"),
  ])
  func reads(_ text: String, _ expected: String) { #expect(moment(text) == expected) }

  @Test("Day and month follow the order that the column has")
  func order() {
    #expect(moment("3/4/2010", .dmy) == "2010-04-03 -1")
    #expect(moment("3/4/2010", .mdy) == "2010-03-04 -1")
    #expect(moment("1.12.2010", .dmy) == "2010-12-01 -1")
    #expect(moment("10/3/4", .ymd) == "2010-03-04 -1")
    #expect(moment("12/1/2010 8:26", .mdy) == "2010-12-01 30360")
  }

  @Test(
    "What is no day of the calendar is no date",
    arguments: [
      "2010-02-30", "2010-13-01", "2011-02-29", "2010-00-10", "30/02/2010", "2010-12-01 25:00", "2010-12-01 10:61", "",
      "-", "hello", "12", "2010-12", "20101301", "2010-12-01 noon", "Dec 2010 x", "2010-12-01-05",
    ])
  func refuses(_ text: String) { #expect(moment(text) == nil) }

  @Test("Every day from 1970 to 2069 is read back from five ways of writing it")
  func roundTrip() {
    var day = Day(rawValue: 0)
    while day.rawValue < 36_524 {
      let fields = day.fields
      let iso = day.description
      let ways = [
        iso, "\(fields.year)/\(fields.month)/\(fields.day)", "\(fields.day).\(fields.month).\(fields.year)",
        iso.filter { $0 != "-" }, iso + "T01:02:03Z",
      ]
      for way in ways { #expect(moment(way)?.hasPrefix(iso) == true, "\(way)") }
      day = day.adding(days: 17)
    }
  }

  @Test("The fast way of the reading loop and the general way agree on ISO dates")
  func fastPath() throws {
    var generator = SeededGenerator(seed: 11)
    var rows = ["customer_id,ordered_at,total"]
    var expected: [String: String] = [:]
    for number in 0..<2_000 {
      let year = Int.random(in: 1980...2025, using: &generator)
      let month = Int.random(in: 0...13, using: &generator)
      let day = Int.random(in: 0...32, using: &generator)
      let text =
        "\(Digits.padded(year, 4))-\(Digits.padded(month, 2))-\(Digits.padded(day, 2))"
        + ["", "T10:11:12Z", " 10:11:12", "T24:61:00"][Int.random(in: 0...3, using: &generator)]
      rows.append("k\(number),\(text),1.00")
      if let moment = moment(text) { expected["k\(number)"] = moment }
    }
    let ledger = try read(rows.joined(separator: "\n"))
    #expect(ledger.customers.count == expected.count)
    for customer in 0..<ledger.customers.count {
      let order = ledger.orders(of: customer).lowerBound
      let day = Day(rawValue: ledger.orders.day[order])
      let found = expected[ledger.customers.key[customer]] ?? ""
      #expect(found == "\(day) \(ledger.orders.second[order])" || found == "\(day) -1")
    }
  }

  @Test("The order of day and month is decided from the whole column")
  func wholeColumn() throws {
    // A thousand rows that fit both ways, and one at the end that does not.
    var rows = ["customer_id,date,total"]
    for number in 0..<3_000 { rows.append("c\(number % 7),\(number % 12 + 1)/\(number % 11 + 1)/2020,1.00") }
    let dayFirst = try read((rows + ["c1,25/12/2020,1.00"]).joined(separator: "\n"))
    #expect(dayFirst.lastDay == Day(year: 2020, month: 12, day: 25))
    #expect(dayFirst.report.remarks.contains { $0.contains("day first") })
    let monthFirst = try read((rows + ["c1,12/25/2020,1.00"]).joined(separator: "\n"))
    #expect(monthFirst.lastDay == Day(year: 2020, month: 12, day: 25))
    #expect(monthFirst.report.remarks.contains { $0.contains("month first") })
    let error = failure(rows.joined(separator: "\n"))
    #expect(error?.kind == .ambiguousDates)
    #expect(error?.wayOut.contains("--date-order") == true)
    let told = try read(rows.joined(separator: "\n")) { $0.dateOrder = .dmy }
    #expect(told.report.counts[.used] == 3_000)
  }

  @Test("A time in a column of its own belongs to the day beside it")
  func separateTime() throws {
    let ledger = try read("customer_id,date,time,total\na,2020-01-02,08:30,1\nb,2020-01-03,9:05 PM,2\n")
    #expect(ledger.orders.second.sorted() == [30_600, 75_900])
  }
}
