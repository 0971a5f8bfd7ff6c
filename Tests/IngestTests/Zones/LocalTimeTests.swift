import Ledger
import Testing

@testable import Ingest

@Suite("Dates and times become the shop's")
struct LocalTimeTests {
  private func shown(
    _ text: String, _ order: DateOrder = .dmy, numbers: DateNumbers = .epochs, zone: String? = nil, isUTC: Bool = false
  ) throws -> String? {
    var reader = DateReader(order: order, numbers: numbers, zone: try zone.map { try Zone($0) }, isUTC: isUTC)
    return text.withPiece { reader.moment($0) }.map { "\(Day(rawValue: $0.day)) \($0.second)" }
  }

  @Test(
    "More shapes that shops write",
    arguments: [
      ("2026-06-01 10:01:00 +0000", "2026-06-01 36060"), ("2017-06-17T08:04:21+00:00", "2017-06-17 29061"),
      ("2019-10-01 00:00:00 UTC", "2019-10-01 0"), ("Jul-10-26", "2026-07-10 -1"), ("08/14/25", "2025-08-14 -1"),
      ("5/31/2016 0:37", "2016-05-31 2220"), ("2016年5月23日 22:02", "2016-05-23 79320"),
      ("2016年5月23日22时02分", "2016-05-23 79320"), ("2016年5月23日 22点02分30秒", "2016-05-23 79350"),
      ("2016/5/23 下午10:02", "2016-05-23 79320"), ("2016年5月23日上午 9:05", "2016-05-23 32700"),
      ("12/1/2010 8:26", "2010-12-01 30360"), ("12/1/2010 8:26 pm", "2010-12-01 73560"),
      ("12/1/2010 12:00:00 AM", "2010-12-01 0"), ("Jul 4, 2026 9:05 PM", "2026-07-04 75900"),
      ("July 4, 2026, 21:05", "2026-07-04 75900"), ("4 Jul 2026 21:05 UTC+2", "2026-07-04 75900"),
      ("2026-07-04 21:05:00.123456+02", "2026-07-04 75900"),
    ])
  func shapes(text: String, expected: String) throws { #expect(try shown(text, .mdy) == expected) }

  @Test(
    "What is no time is refused",
    arguments: [
      "2026-07-04 21:05 +", "2026-07-04 21:05 +25:00", "2026-07-04 21:05 UTC+", "2026-07-04 21:05 EST5",
      "2016年5月23日 下午22:02", "2016年5月23日 22时", "2016/5/23 下午", "2016/5/23 下午10:02 AM", "2026-07-04 21:05 +08:0x",
    ])
  func refuses(text: String) throws { #expect(try shown(text) == nil) }

  @Test(
    "A time with an offset becomes the zone's; a time without one stays, unless the file writes universal time",
    arguments: [
      ("2026-01-31T20:00:00Z", "2026-02-01 14400", "2026-02-01 14400"),
      ("2026-01-31 20:00:00 UTC", "2026-02-01 14400", "2026-02-01 14400"),
      ("2026-01-31 20:00:00 +0000", "2026-02-01 14400", "2026-02-01 14400"),
      ("2026-02-01T04:00:00+08:00", "2026-02-01 14400", "2026-02-01 14400"),
      ("2026-01-31 12:00:00 -0800", "2026-02-01 14400", "2026-02-01 14400"),
      ("1769889600", "2026-02-01 14400", "2026-02-01 14400"), ("1769889600123", "2026-02-01 14400", "2026-02-01 14400"),
      ("2026-01-31 20:00:00", "2026-01-31 72000", "2026-02-01 14400"),
      ("1/31/2026 20:00", "2026-01-31 72000", "2026-02-01 14400"), ("2026-01-31", "2026-01-31 -1", "2026-01-31 -1"),
    ])
  func zones(text: String, local: String, utc: String) throws {
    #expect(try shown(text, .mdy, zone: "Asia/Shanghai") == local)
    #expect(try shown(text, .mdy, zone: "Asia/Shanghai", isUTC: true) == utc)
  }

  @Test("Without a zone the digits that are written are the shop's, whatever the offset")
  func withoutZone() throws {
    #expect(try shown("2026-01-31 23:30:00 -0800") == "2026-01-31 84600")
    #expect(try shown("2026-01-31T23:30:00Z", isUTC: true) == "2026-01-31 84600")
  }

  @Test(
    "Days of a spreadsheet, with the time as a fraction",
    arguments: [
      ("45384.34789", "2024-04-02 30058"), ("45384", "2024-04-02 -1"), ("45384.0", "2024-04-02 0"),
      ("45384.9999999", "2024-04-03 0"), ("20000", "1954-10-03 -1"), ("79999", "2119-01-10 -1"),
      ("40513.3513888889", "2010-12-01 30360"),
    ])
  func serials(text: String, expected: String) throws {
    #expect(try shown(text, numbers: .serials) == expected)
    #expect(try shown(text, numbers: .none) == nil && shown(text, numbers: .epochs) == nil)
  }

  @Test(
    "Numbers that are no days of a spreadsheet", arguments: ["19999", "80000", "4538", "45384.", "45384.3x", "453841"])
  func noSerials(text: String) throws { #expect(try shown(text, numbers: .serials) == nil) }

  private func rows(_ dates: [String]) -> String {
    "customer_id,ordered_at,total\n" + dates.enumerated().map { "c\($0.offset),\($0.element),1.00\n" }.joined()
  }

  @Test("A whole column of numbers is dates; numbers among dates are not")
  func wholeColumn() throws {
    let serials = try read(rows(["45384.34789", "45385", "45386.5"]))
    #expect(serials.report.counts == [.used: 3] && serials.lastDay == Day(year: 2024, month: 4, day: 4))
    let epochs = try read(rows(["1511544070", "1511561733", ""]))
    #expect(epochs.report.counts == [.used: 2, .date: 1] && epochs.firstDay == Day(year: 2017, month: 11, day: 24))
    #expect(epochs.report.remarks.contains { $0.contains("universal time") })
    for number in ["1511544070", "45384"] {
      let mixed = try read(rows(["2024-01-01", "2024-01-02", number]))
      #expect(mixed.report.counts == [.used: 2, .date: 1])
    }
    // The first thousand rows say numbers, the last one is a date.
    let late = try read(rows((0..<2_000).map { "\(1_511_544_070 + $0)" } + ["2024-01-01"]))
    #expect(late.report.counts == [.used: 1, .date: 2_000])
    let both = failure(rows(["45384", "1511544070"]))
    #expect(both?.what.contains("date") == true)
  }

  @Test("A column beside the one of the orders may count seconds, and says nothing about it")
  func aside() throws {
    let ledger = try read(
      "order_id,customer_id,ordered_at,total,refund,refunded_at\n1,a,2026-01-05 10:00:00,9.00,4.00,1769889600\n")
    #expect(ledger.report.counts == [.used: 1] && ledger.report.refunds == 400)
    #expect(ledger.refunds.day.map { Day(rawValue: $0).description } == ["2026-01-31"])
    var reader = DateReader(order: .mdy, numbers: .none)
    let found = "1769889600".withPiece { reader.momentAside($0) }
    #expect(found?.day == Day("2026-01-31")?.rawValue && reader.evidence.epochs == 0 && reader.numbers == .none)
    _ = "25/1/2026".withPiece { reader.momentAside($0) }
    #expect(reader.evidence.dayFirst == 1)
  }

  @Test("The report says whose clock a file has, and how to get the shop's")
  func remarks() throws {
    func remarks(_ dates: [String], zone: Zone? = nil) throws -> [String] {
      try read(rows(dates)) { $0.timeZone = zone }.report.remarks
    }
    let shanghai = try Zone("Asia/Shanghai")
    for universal in [["2026-01-01T00:00:00Z"], ["2026-01-01 00:00:00 UTC"], ["2026-01-01 00:00:00 +0000"]] {
      #expect(try remarks(universal).contains { $0.contains("universal time") && $0.contains("--timezone") })
      #expect(try remarks(universal, zone: shanghai).contains { $0.contains("Asia/Shanghai") })
    }
    // Offsets that differ within a file are summer and winter of the shop's own clock.
    for local in [["2026-01-01 00:00:00 +0000", "2026-07-01 00:00:00 +0100"], ["2026-01-01"], ["2026-01-01 10:00:00"]] {
      #expect(try !remarks(local).contains { $0.contains("universal time") })
    }
    #expect(try !remarks(["2026-01-01 10:00:00"], zone: shanghai).contains { $0.contains("Shanghai") })
  }

  @Test("A zone moves orders to the shop's days, and no total")
  func shopDays() throws {
    let text = rows([
      "2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-06-30 23:00:00 +0000", "2026-07-01 05:00:00",
    ])
    let plain = try read(text)
    let berlin = try read(text) { $0.timeZone = try? Zone("Europe/Berlin") }
    func moments(_ ledger: Ledger) -> [String] {
      (0..<ledger.orders.count).map { "\(ledger.orders.date($0)) \(ledger.orders.second[$0])" }.sorted()
    }
    #expect(
      moments(plain) == ["2026-03-28 84600", "2026-03-29 1800", "2026-06-30 82800", "2026-07-01 18000"])
    #expect(
      moments(berlin) == ["2026-03-29 1800", "2026-03-29 5400", "2026-07-01 18000", "2026-07-01 3600"])
    #expect(plain.report.gross == berlin.report.gross)
  }

  @Test("The loop over rows and the general way agree, with and without a zone")
  func loop() throws {
    var generator = SeededGenerator(seed: 23)
    let ends = ["", "Z", "+08:00", " +0100", " UTC", ".250Z", ":99"]
    for (zone, isUTC) in [(nil, false), ("Europe/Berlin", false), ("Europe/Berlin", true), (nil, true)] {
      let zone = try zone.map { try Zone($0) }
      for _ in 0..<20 {
        let texts = (0..<200).map { _ in
          let day = Day(rawValue: Int32.random(in: 0...30_000, using: &generator))
          let time = Int.random(in: 0..<86_400, using: &generator)
          let parts = [time / 3600, time / 60 % 60, time % 60].map { Digits.padded($0, 2) }
          guard Int.random(in: 0...5, using: &generator) > 0 else { return "\(day)" }
          return "\(day)\(Bool.random(using: &generator) ? "T" : " ")\(parts.joined(separator: ":"))"
            + (ends.randomElement(using: &generator) ?? "")
        }
        var general = DateReader(order: .dmy, zone: zone, isUTC: isUTC)
        let expected = texts.map { $0.withPiece { general.moment($0) } }
        let (found, evidence) = LocalTimeTests.readLoop(texts, zone: zone, isUTC: isUTC)
        #expect(found == expected)
        #expect(evidence.universal == general.evidence.universal && evidence.shifted == general.evidence.shifted)
        #expect(evidence.calendar == general.evidence.calendar)
      }
    }
  }

  /// What the reading loop makes of a column of these texts.
  private static func readLoop(_ texts: [String], zone: Zone?, isUTC: Bool) -> ([Moment?], DateEvidence) {
    let text = "customer_id,ordered_at,total\na,2020-01-01,1\n"
    let layout = Array(text.utf8).withUnsafeBufferPointer { bytes in
      (try? FileHead(bytes, isWhole: true, file: "x")).flatMap {
        try? FileLayout($0, options: ReadOptions(), file: "x")
      }
    }
    guard let layout else { return ([], DateEvidence()) }
    var plan = FilePlan(layout: layout, dateOrder: .dmy, decimalComma: false)
    plan.zone = zone
    plan.isUTC = isUTC
    let readPlan = ReadPlan(
      files: [plan], currency: .unnamed, isCurrencyChosen: false, partitions: 1, threads: 1, windowBytes: 1 << 16,
      cuts: [], isLive: false)
    var reader = RowReader(readPlan, thread: 0)
    reader.begin(plan, file: 0)
    defer {
      reader.deallocateWorkspace()
      reader.deallocateTables()
    }
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    var bytes: [UInt8] = []
    for text in texts {
      starts.append(UInt32(bytes.count))
      bytes += Array(text.utf8)
      ends.append(UInt32(bytes.count))
      bytes.append(44)
    }
    bytes += [UInt8](repeating: 0, count: SourceBytes.slack)
    return bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          guard let base = bytes.baseAddress, let starts = starts.baseAddress, let ends = ends.baseAddress else {
            return ([], DateEvidence())
          }
          let cells = Cells(base: base, column: 0, width: 1, rowStart: starts, table: ends)
          reader.batch.fault.update(repeating: 0, count: texts.count)
          reader.readDates(cells, texts.count)
          let moments = texts.indices.map { row in
            reader.batch.fault[row] == 0
              ? Moment(day: reader.batch.day[row], second: reader.batch.second[row]) : nil
          }
          return (moments, reader.dates.evidence)
        }
      }
    }
  }

  @Test("The setting takes zones and offsets, and refuses the rest")
  func setting() throws {
    var options = ReadOptions()
    #expect(options.value("import.timezone") == "auto")
    #expect(try options.set("import.timezone", "Asia/Shanghai") && options.timeZone?.offset(at: 0) == 28_800)
    #expect(options.value("import.timezone") == "Asia/Shanghai")
    #expect(try options.set("import.timezone", "+05:30") && options.value("import.timezone") == "+05:30")
    #expect(throws: SettingError.self) { try options.set("import.timezone", "Mars/Olympus") }
    #expect(try options.set("import.timezone", "auto") && options.timeZone == nil)
  }
}
