import Glibc
import Ledger
import Synchronization
import Testing

@testable import Ingest

@Suite("Time zones say which day and second the shop's clock shows")
struct ZoneTests {
  private func shown(_ zone: String, _ utc: String) throws -> String {
    var reader = DateReader(order: .ymd)
    let moment = try #require(utc.withPiece { reader.moment($0) })
    let local = try Zone(zone).local(utc: Int(moment.day) * 86_400 + Int(moment.second))
    let second = Int(local.second)
    return "\(local.day) \(Digits.padded(second / 3600, 2)):\(Digits.padded(second / 60 % 60, 2))"
  }

  @Test(
    "Clocks change when the law says so",
    arguments: [
      ("Europe/Berlin", "2026-03-29 00:59:59", "2026-03-29 01:59"),
      ("Europe/Berlin", "2026-03-29 01:00:00", "2026-03-29 03:00"),
      ("Europe/Berlin", "2026-10-25 00:59:59", "2026-10-25 02:59"),
      ("Europe/Berlin", "2026-10-25 01:00:00", "2026-10-25 02:00"),
      // Until 2006 the first Sunday of April, from 2007 the second of March.
      ("America/New_York", "2006-04-02 06:59:59", "2006-04-02 01:59"),
      ("America/New_York", "2006-04-02 07:00:00", "2006-04-02 03:00"),
      ("America/New_York", "2007-03-11 06:59:59", "2007-03-11 01:59"),
      ("America/New_York", "2007-03-11 07:00:00", "2007-03-11 03:00"),
      ("America/New_York", "2006-11-01 12:00:00", "2006-11-01 07:00"),
      ("America/New_York", "2007-11-01 12:00:00", "2007-11-01 08:00"),
      // Summer time until September 1991, none since.
      ("Asia/Shanghai", "1991-07-01 00:00:00", "1991-07-01 09:00"),
      ("Asia/Shanghai", "1992-07-01 00:00:00", "1992-07-01 08:00"),
      ("Asia/Shanghai", "2026-12-31 16:00:00", "2027-01-01 00:00"),
      // Beyond the table: by the rule in the footer.
      ("Europe/Berlin", "2050-03-27 01:00:00", "2050-03-27 03:00"),
      ("Europe/Berlin", "2050-03-27 00:59:59", "2050-03-27 01:59"),
      ("America/New_York", "2050-07-04 12:00:00", "2050-07-04 08:00"),
      ("America/New_York", "2050-12-25 03:00:00", "2050-12-24 22:00"),
      ("Australia/Sydney", "2050-01-01 00:00:00", "2050-01-01 11:00"),
      ("Australia/Lord_Howe", "2050-07-01 00:00:00", "2050-07-01 10:30"),
      ("Asia/Kathmandu", "2050-07-01 00:00:00", "2050-07-01 05:45"),
      ("UTC", "2026-01-01 05:00:00", "2026-01-01 05:00"), ("+08:00", "2026-01-01 17:00:00", "2026-01-02 01:00"),
      ("UTC+8", "2026-01-01 17:00:00", "2026-01-02 01:00"), ("-0330", "2026-01-01 01:00:00", "2025-12-31 21:30"),
    ])
  func changes(zone: String, utc: String, local: String) throws { #expect(try shown(zone, utc) == local) }

  @Test("Local times are those of the C library, for random instants from 1930 to 2100")
  func againstTheCLibrary() throws {
    var generator = SeededGenerator(seed: 5)
    let instants = (0..<10_000).map { _ in Int.random(in: -1_262_304_000...4_102_444_800, using: &generator) }
    for name in [
      "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin",
      "America/Sao_Paulo", "Asia/Kolkata",
    ] {
      let zone = try Zone(name)
      var clock = ZoneClock(zone)
      let expected = CLibraryTime.local(instants, zone: name)
      var wrong: [Int] = []
      for (instant, moment) in zip(instants, expected) {
        let local = zone.local(utc: instant)
        if Moment(day: local.day.rawValue, second: local.second) != moment || clock.local(utc: instant) != moment {
          wrong.append(instant)
        }
      }
      #expect(wrong.isEmpty, "\(name): \(wrong.prefix(5))")
    }
  }

  @Test(
    "Offsets in the ways that people write them",
    arguments: [
      ("UTC", 0), ("utc", 0), ("Z", 0), ("GMT", 0), ("+8", 28_800), ("+08", 28_800), ("+0800", 28_800),
      ("+08:00", 28_800), ("UTC+8", 28_800), ("GMT-3:30", -12_600), ("-05:00", -18_000), ("+05:45", 20_700),
    ])
  func offsets(text: String, seconds: Int) throws {
    let zone = try Zone(text)
    #expect(zone.offset(at: 0) == seconds && zone == Zone(secondsEast: seconds))
    #expect(try Zone(zone.name) == zone)
  }

  @Test(
    "What is no zone is refused with the nearest names",
    arguments: [
      ("Asia/Shangai", "Asia/Shanghai"), ("asia/shanghai", "Asia/Shanghai"), ("Shanghai", "Asia/Shanghai"),
      ("Asia/Beijing", "Asia/Shanghai"), ("北京", "Asia/Shanghai"), ("Europe/Berln", "Europe/Berlin"),
      ("New York", "America/New_York"), ("Newyork", "America/New_York"),
    ])
  func unknown(text: String, near: String) {
    let error = #expect(throws: SettingError.self) { try Zone(text) }
    #expect(error?.description.contains(near) == true, "\(error?.description ?? "")")
  }

  @Test(
    "Names cannot leave the folder of zones, and only zone files are zones",
    arguments: [
      "../../../etc/passwd", "/etc/localtime", "Asia/../../../../etc/passwd", "Asia", "tzdata.zi", "", "+99:00",
      "+8:75",
      "+800", "Europe//Berlin", "zone.tab",
    ])
  func refused(text: String) {
    #expect(throws: SettingError.self) { try Zone(text) }
  }

  @Test("Without a zone database the message says what to install; offsets work all the same")
  func withoutDatabase() throws {
    let error = #expect(throws: SettingError.self) { try Zone("Asia/Shanghai", folder: "/nonexistent") }
    #expect(error?.description.contains("tzdata") == true && error?.description.contains("+08:00") == true)
    #expect(try Zone("+08:00", folder: "/nonexistent").offset(at: 0) == 28_800)
  }

  @Test("Damaged zone files are refused, whatever byte is changed or missing")
  func damaged() throws {
    let path = Zone.folder + "/Europe/Berlin"
    guard let file = fopen(path, "r") else { return }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 10_000)
    bytes.removeLast(10_000 - fread(&bytes, 1, 10_000, file))
    #expect(ZoneFile(bytes) != nil)
    for length in 0..<bytes.count - 1 { #expect(ZoneFile(Array(bytes[..<length])) == nil) }
    // Whatever a byte becomes, there is an answer or a refusal.
    var answers = 0
    for position in 0..<bytes.count {
      var other = bytes
      other[position] ^= 0xFF
      if let zone = ZoneFile(other) { answers += zone.instants.count == zone.offsets.count ? 1 : 0 }
    }
    #expect(answers > 0)
  }

  @Test(
    "Yearly rules as POSIX writes them",
    arguments: [
      ("UTC0", "2026-07-01", 0), ("<+03>-3", "2026-07-01", 10_800), ("EST5EDT,M3.2.0,M11.1.0", "2026-07-01", -14_400),
      ("EST5EDT", "2026-01-01", -18_000), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01", 3_600),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-07-01", -3_600), ("XXX3YYY,J60/0,J300/0", "2028-02-29", -10_800),
      ("XXX3YYY,J60/0,J300/0", "2028-03-02", -7_200), ("XXX3YYY,59/0,300/0", "2028-03-01", -7_200),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01", 39_600),
    ])
  func rules(text: String, day: String, offset: Int) throws {
    let rule = try #require(ZoneRule(Array(text.utf8)))
    let noon = try Int(#require(Day(day)).rawValue) * 86_400 + 43_200
    let span = rule.span(at: noon)
    #expect(span.offset == offset && span.from <= noon && noon < span.until)
  }

  @Test(
    "What is no rule is refused",
    arguments: ["", "A1", "UTC", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,x", "<+03-3"])
  func noRules(text: String) { #expect(ZoneRule(Array(text.utf8)) == nil) }
}

/// Local times as the C library has them. The zone is a variable of the whole process: one caller at a time.
private enum CLibraryTime {
  private static let lock = Mutex(())

  static func local(_ instants: [Int], zone: String) -> [Moment] {
    lock.withLock { _ in
      let before = getenv("TZ").map { String(cString: $0) }
      setenv("TZ", zone, 1)
      tzset()
      defer {
        if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
        tzset()
      }
      return instants.map { instant in
        var time = time_t(instant)
        var fields = tm()
        localtime_r(&time, &fields)
        let day = Day(
          uncheckedYear: Int(fields.tm_year) + 1900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday))
        return Moment(day: day.rawValue, second: fields.tm_hour * 3600 + fields.tm_min * 60 + fields.tm_sec)
      }
    }
  }
}
