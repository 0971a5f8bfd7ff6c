import Ledger

/// The rule by which a zone changes its clocks every year: the footer of a zone file, a POSIX `TZ` string such as
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2024, 8.3 "Other Environment Variables"; RFC 9636, 3.3.1, which allows hours from -167 to 167.
struct ZoneRule: Sendable, Equatable {
  /// A day of the year on which clocks change, and the second after its midnight.
  struct Change: Sendable, Equatable {
    enum Date: Sendable, Equatable {
      /// `Mm.w.d`: the `week`th `weekday` (0 = Sunday) of a month; week 5 is the last one.
      case weekday(month: Int, week: Int, weekday: Int)
      /// `Jn`: the day 1–365; 29 February is never counted.
      case dayWithoutLeap(Int)
      /// `n`: the day 0–365, 29 February counted.
      case dayOfYear(Int)
    }

    var date: Date
    var second: Int

    /// Seconds from 1970-01-01 00:00 of the local clock to the change in a year.
    func instant(year: Int) -> Int {
      let day: Int
      switch date {
      case .weekday(let month, let week, let weekday):
        let first = Day(uncheckedYear: year, month: month, day: 1)
        // ISO numbers Sunday 7, the rule numbers it 0.
        let ahead = (weekday - first.weekday % 7 + 7) % 7
        var date = 1 + ahead + (week - 1) * 7
        if date > Day.length(ofMonth: month, year: year) { date -= 7 }
        day = Int(first.rawValue) + date - 1
      case .dayWithoutLeap(let number):
        let isLeap = Day.length(ofMonth: 2, year: year) == 29
        day = Int(Day(uncheckedYear: year, month: 1, day: 1).rawValue) + number - 1 + (isLeap && number >= 60 ? 1 : 0)
      case .dayOfYear(let number): day = Int(Day(uncheckedYear: year, month: 1, day: 1).rawValue) + number
      }
      return day * 86_400 + second
    }
  }

  /// Seconds east of Greenwich in standard time.
  let standard: Int
  /// Seconds east of Greenwich in summer time, and when it begins and ends; `nil` where clocks never change.
  let summer: (offset: Int, start: Change, end: Change)?

  /// The offset at an instant, and the span of instants around it in which it does not change.
  ///
  /// The span may end earlier than the offset does; it never ends later.
  func span(at utc: Int) -> (offset: Int, from: Int, until: Int) {
    guard let summer else { return (standard, Int.min, Int.max) }
    let local = utc + standard
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let year = Day(rawValue: Int32(clamping: day)).fields.year
    var from = Int.min
    var until = Int.max
    var offset = standard
    for near in year - 1...year + 1 {
      for (change, before, after) in [
        (summer.start, standard, summer.offset), (summer.end, summer.offset, standard),
      ] {
        let instant = change.instant(year: near) - before
        if instant <= utc, instant >= from {
          from = instant
          offset = after
        }
        if instant > utc { until = min(until, instant) }
      }
    }
    return (offset, from, until)
  }

  static func == (left: ZoneRule, right: ZoneRule) -> Bool {
    left.standard == right.standard && left.summer?.offset == right.summer?.offset
      && left.summer?.start == right.summer?.start && left.summer?.end == right.summer?.end
  }

  /// Reads a rule; `nil` where the text is none.
  init?(_ text: some Collection<UInt8>) {
    var scanner = Scanner(Array(text))
    guard scanner.name(), let west = scanner.time() else { return nil }
    standard = -west
    if scanner.isAtEnd {
      summer = nil
      return
    }
    guard scanner.name() else { return nil }
    var offset = standard + 3_600
    if let next = scanner.next, next != UInt8(ascii: ",") {
      guard let west = scanner.time() else { return nil }
      offset = -west
    }
    if scanner.isAtEnd {
      // POSIX leaves the rule to the system; all systems take that of the United States.
      summer = (
        offset, Change(date: .weekday(month: 3, week: 2, weekday: 0), second: 7_200),
        Change(date: .weekday(month: 11, week: 1, weekday: 0), second: 7_200)
      )
      return
    }
    guard let start = scanner.change(), let end = scanner.change(), scanner.isAtEnd else { return nil }
    summer = (offset, start, end)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }
    var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skip(_ byte: Character) -> Bool {
      guard next == byte.asciiValue else { return false }
      at += 1
      return true
    }

    /// Letters, or anything between `<` and `>`.
    mutating func name() -> Bool {
      let start = at
      if skip("<") {
        while let byte = next, byte != UInt8(ascii: ">") {
          guard byte > 32 else { return false }
          at += 1
        }
        return skip(">")
      }
      while let byte = next, (byte | 32) >= 97, (byte | 32) <= 122 { at += 1 }
      return at - start >= 3
    }

    mutating func number(upTo limit: Int) -> Int? {
      let start = at
      var value = 0
      while let byte = next, byte >= 48, byte <= 57, at - start < 3 {
        value = value * 10 + Int(byte - 48)
        at += 1
      }
      return at > start && value <= limit ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let isNegative = skip("-")
      if !isNegative { _ = skip("+") }
      guard var seconds = number(upTo: 167).map({ $0 * 3_600 }) else { return nil }
      for unit in [60, 1] {
        guard skip(":") else { break }
        guard let part = number(upTo: 59) else { return nil }
        seconds += part * unit
      }
      return isNegative ? -seconds : seconds
    }

    /// `,Mm.w.d[/time]`, `,Jn[/time]` or `,n[/time]`.
    mutating func change() -> Change? {
      guard skip(",") else { return nil }
      let date: Change.Date
      if skip("M") {
        guard let month = number(upTo: 12), month >= 1, skip("."), let week = number(upTo: 5), week >= 1, skip("."),
          let weekday = number(upTo: 6)
        else { return nil }
        date = .weekday(month: month, week: week, weekday: weekday)
      } else if skip("J") {
        guard let day = number(upTo: 365), day >= 1 else { return nil }
        date = .dayWithoutLeap(day)
      } else {
        guard let day = number(upTo: 365) else { return nil }
        date = .dayOfYear(day)
      }
      guard skip("/") else { return Change(date: date, second: 7_200) }
      return time().map { Change(date: date, second: $0) }
    }
  }
}
