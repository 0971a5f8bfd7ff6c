import Ledger

/// A day and a time of the day, packed: the day in the upper half, the second since midnight (or -1) in the lower.
struct Moment: BitwiseCopyable, Equatable {
  var day: Int32
  /// -1: no time given.
  var second: Int32
}

/// What the dates of a column have shown about the order of day and month.
struct DateEvidence {
  /// Dates that only fit with the day first.
  var dayFirst = 0
  /// Dates that only fit with the month first.
  var monthFirst = 0
  /// Dates that fit both ways and mean different days.
  var either = 0

  static func + (left: DateEvidence, right: DateEvidence) -> DateEvidence {
    DateEvidence(
      dayFirst: left.dayFirst + right.dayFirst, monthFirst: left.monthFirst + right.monthFirst,
      either: left.either + right.either)
  }
}

/// Reads dates and times in the shapes that shops write.
///
/// ISO 8601 with and without time, fraction and offset (the wall clock that is written counts, not the offset);
/// `2016/5/23 22:02`; `12/1/2010 8:26`, `1.12.2010`, `01-12-10`; `20101201` with or without a time; unix seconds (10
/// digits) and milliseconds (13), taken as UTC; `Dec 1, 2010`, `01-Dec-2010`, `Jul-10-26`; `2010年12月1日`.
struct DateReader {
  /// The order of day and month where numbers alone do not tell; the tentative one while it is not known.
  var order: DateOrder
  var evidence = DateEvidence()

  init(order: DateOrder) { self.order = order }

  /// The moment that a text says, or `nil` where it says none that the calendar has.
  mutating func moment(_ text: TextPiece) -> Moment? {
    var parts = DateParts()
    guard parts.scan(text) else { return nil }
    if parts.isPlainNumber { return DateReader.plainNumber(parts) }
    guard let date = day(parts), let second = parts.second else { return nil }
    return Moment(day: date.rawValue, second: second)
  }

  private mutating func day(_ parts: DateParts) -> Day? {
    let a = parts.numbers.0
    let b = parts.numbers.1
    let c = parts.numbers.2
    if let month = parts.monthName {
      // Two numbers beside a name: the one with four digits, or else the last, is the year.
      if parts.lengths.0 >= 3 { return Day(year: a, month: month, day: b) }
      return Day(year: DateReader.year(b, length: parts.lengths.1), month: month, day: a)
    }
    guard parts.count == 3 else { return nil }
    if parts.lengths.0 >= 3 { return Day(year: a, month: b, day: c) }
    if parts.lengths.2 < 3, order == .ymd {
      return Day(year: DateReader.year(a, length: parts.lengths.0), month: b, day: c)
    }
    let year = DateReader.year(c, length: parts.lengths.2)
    let dayFirst = Day(year: year, month: b, day: a)
    let monthFirst = Day(year: year, month: a, day: b)
    if dayFirst != nil, monthFirst == nil {
      evidence.dayFirst += 1
    } else if dayFirst == nil, monthFirst != nil {
      evidence.monthFirst += 1
    } else if dayFirst != monthFirst {
      evidence.either += 1
    }
    return order == .mdy ? monthFirst : dayFirst
  }

  /// 70–99 are of the last century, 00–69 of this one, as POSIX and spreadsheets read two digits.
  private static func year(_ value: Int, length: Int) -> Int {
    length >= 3 ? value : value + (value < 70 ? 2000 : 1900)
  }

  private static func plainNumber(_ parts: DateParts) -> Moment? {
    let value = parts.numbers.0
    switch parts.lengths.0 {
    case 8:
      guard let day = Day(year: value / 10_000, month: value / 100 % 100, day: value % 100), let second = parts.second
      else { return nil }
      return Moment(day: day.rawValue, second: second)
    case 14:
      let date = value / 1_000_000
      let clock = value % 1_000_000
      guard let day = Day(year: date / 10_000, month: date / 100 % 100, day: date % 100), clock < 240_000,
        clock / 100 % 100 < 60, clock % 100 < 60
      else { return nil }
      return Moment(
        day: day.rawValue, second: Int32(clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100))
    case 10 where !parts.hasTime: return Moment(day: Int32(value / 86_400), second: Int32(value % 86_400))
    case 13 where !parts.hasTime:
      let seconds = value / 1_000
      return Moment(day: Int32(truncatingIfNeeded: seconds / 86_400), second: Int32(seconds % 86_400))
    default: return nil
    }
  }

  /// Seconds since midnight of a time in a column of its own.
  static func second(ofTime text: TextPiece) -> Int32? {
    var parts = DateParts()
    guard parts.scanTime(text, from: 0), parts.hasTime else { return nil }
    return parts.second
  }
}
