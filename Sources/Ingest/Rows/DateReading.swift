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
  /// Cells that name a day of the calendar.
  var calendar = 0
  /// Numbers of 10 or 13 digits: seconds or milliseconds since 1970.
  var epochs = 0
  /// Numbers between 20,000 and 80,000: days of a spreadsheet.
  var serials = 0
  /// Times that are universal time: with `Z`, `UTC` or an offset of zero, or counted since 1970.
  var universal = 0
  /// Times with any other offset.
  var shifted = 0
  /// Of the dates that fit both ways and mean different days, those that would be later than the file with the day
  /// first alone, and with the month first alone.
  var dayFirstLater = 0
  var monthFirstLater = 0
  /// What dates with a year of two digits have shown.
  var short = ShortDates()
  /// Rows with a day among those that shops have, and outside of them; see `DayWindow`.
  var near = 0
  var far = 0
  /// The days outside.
  var farDays = Int32.max...Int32.max

  static func + (left: DateEvidence, right: DateEvidence) -> DateEvidence {
    var sum = DateEvidence(
      dayFirst: left.dayFirst + right.dayFirst, monthFirst: left.monthFirst + right.monthFirst,
      either: left.either + right.either, calendar: left.calendar + right.calendar,
      epochs: left.epochs + right.epochs, serials: left.serials + right.serials,
      universal: left.universal + right.universal, shifted: left.shifted + right.shifted)
    sum.dayFirstLater = left.dayFirstLater + right.dayFirstLater
    sum.monthFirstLater = left.monthFirstLater + right.monthFirstLater
    sum.short = left.short + right.short
    sum.near = left.near + right.near
    sum.far = left.far + right.far
    if left.far > 0, right.far > 0 {
      sum.farDays =
        min(left.farDays.lowerBound, right.farDays.lowerBound)...max(left.farDays.upperBound, right.farDays.upperBound)
    } else {
      sum.farDays = left.far > 0 ? left.farDays : right.farDays
    }
    return sum
  }

  /// What plain numbers of the column are: what all of its cells are.
  var numbers: DateNumbers {
    if calendar > 0 || (epochs > 0 && serials > 0) { return .none }
    return serials > 0 ? .serials : .epochs
  }
}

/// What a number alone means in a column of dates. `20101201` is a day whatever else the column has.
enum DateNumbers: Equatable {
  /// Nothing: the column has dates of the calendar.
  case none
  /// Seconds (10 digits) or milliseconds (13 digits) since 1970-01-01 00:00 UTC.
  case epochs
  /// Days since 1899-12-30 with the time as a fraction, as spreadsheets count them.
  case serials
}

/// Reads dates and times in the shapes that shops write.
///
/// ISO 8601 with and without time, fraction and offset; `2016/5/23 22:02`; `12/1/2010 8:26`, `1.12.2010`, `01-12-10`;
/// `20101201` with or without a time; seconds (10 digits) and milliseconds (13) since 1970; `Dec 1, 2010`,
/// `01-Dec-2010`, `Jul-10-26`; `2010年12月1日`, `2010年12月1日 8时26分`; days of a spreadsheet (`45384.34789`).
///
/// The day and time that come out are the shop's. A time WITH an offset is an instant: with a zone set it becomes the
/// zone's day and time; without one the digits that are written are the shop's own, whatever the offset (offsets that
/// differ within a file are summer and winter). A time WITHOUT an offset is the shop's own, unless the file is known to
/// write universal time: then it becomes the zone's, where one is set. Seconds since 1970 are instants in any file. A
/// day without a time stays that day.
struct DateReader {
  /// The order of day and month where numbers alone do not tell; the tentative one while it is not known.
  var order: DateOrder
  /// What a number alone means.
  var numbers: DateNumbers
  var evidence = DateEvidence()
  /// The shop's clock, where a zone is set.
  var clock: ZoneClock?
  /// Whether times without an offset are universal time.
  let isUTC: Bool
  /// The last day that the file can know: the one after it was written.
  let latest: Int32

  init(
    order: DateOrder, numbers: DateNumbers = .epochs, zone: Zone? = nil, isUTC: Bool = false, latest: Int32 = .max
  ) {
    self.latest = latest
    self.order = order
    self.numbers = numbers
    clock = zone.map { ZoneClock($0) }
    self.isUTC = isUTC
  }

  /// The moment that a text says, or `nil` where it says none that the calendar has.
  mutating func moment(_ text: TextPiece) -> Moment? {
    if text.count >= 5, text.count == 5 || text.start[5] == UInt8(ascii: "."), let serial = DateReader.serial(text) {
      evidence.serials += 1
      return numbers == .serials ? local(serial) : nil
    }
    var parts = DateParts()
    guard parts.scan(text) else { return nil }
    if parts.isPlainNumber, !parts.hasTime, parts.lengths.0 == 10 || parts.lengths.0 == 13 {
      evidence.epochs += 1
      evidence.universal += 1
      let seconds = parts.lengths.0 == 10 ? parts.numbers.0 : parts.numbers.0 / 1_000
      return numbers == .epochs ? instant(seconds) : nil
    }
    guard let moment = written(parts) else { return nil }
    evidence.calendar += 1
    guard let offset = parts.offset else { return local(moment) }
    if offset == 0 { evidence.universal += 1 } else { evidence.shifted += 1 }
    return clock == nil ? moment : instant(Int(moment.day) * 86_400 + Int(moment.second) - offset)
  }

  /// The moment in a column beside the one of the orders: it takes the same order of day and month and any number, and
  /// says nothing about what numbers are.
  mutating func momentAside(_ text: TextPiece) -> Moment? {
    let (evidence, numbers) = (evidence, numbers)
    if numbers == .none { self.numbers = .epochs }
    defer {
      let seen = self.evidence
      self.evidence = evidence
      (self.evidence.dayFirst, self.evidence.monthFirst) = (seen.dayFirst, seen.monthFirst)
      self.evidence.either = seen.either
      self.numbers = numbers
    }
    return moment(text)
  }

  /// The day and time that the digits say.
  private mutating func written(_ parts: DateParts) -> Moment? {
    if parts.isPlainNumber { return DateReader.plainNumber(parts) }
    guard let date = day(parts), let second = parts.second else { return nil }
    return Moment(day: date.rawValue, second: second)
  }

  /// The shop's day and time of a time without an offset.
  @inline(__always)
  mutating func local(_ moment: Moment) -> Moment {
    guard isUTC, moment.second >= 0, clock != nil else { return moment }
    return instant(Int(moment.day) * 86_400 + Int(moment.second))
  }

  /// The shop's day and time at an instant; those of universal time where no zone is set.
  mutating func instant(_ utc: Int) -> Moment {
    if let moment = clock?.local(utc: utc) { return moment }
    let (day, second) = Zone.split(utc)
    return Moment(day: day.rawValue, second: second)
  }

  /// The moment of a spreadsheet's day number between 20,000 (1954) and 80,000 (2119); `nil` for all other texts.
  ///
  /// Counted since 1899-12-30: right for all days after February 1900, which Excel believes to have had a 29th. A
  /// number without a fraction is a day without a time.
  private static func serial(_ text: TextPiece) -> Moment? {
    var days = 0
    for at in 0..<5 {
      guard text.start[at] >= 48, text.start[at] <= 57 else { return nil }
      days = days * 10 + Int(text.start[at] - 48)
    }
    guard days >= 20_000, days < 80_000 else { return nil }
    let day = Int32(days - 25_569)
    guard text.count > 5 else { return Moment(day: day, second: -1) }
    guard text.count > 6 else { return nil }
    var numerator = 0
    var denominator = 1
    for at in 6..<text.count {
      guard text.start[at] >= 48, text.start[at] <= 57 else { return nil }
      guard denominator < 1_000_000_000_000 else { continue }
      numerator = numerator * 10 + Int(text.start[at] - 48)
      denominator *= 10
    }
    let second = (numerator * 86_400 + denominator / 2) / denominator
    return second == 86_400 ? Moment(day: day + 1, second: 0) : Moment(day: day, second: Int32(second))
  }

  private mutating func day(_ parts: DateParts) -> Day? {
    let a = parts.numbers.0
    let b = parts.numbers.1
    let c = parts.numbers.2
    if let month = parts.monthName {
      // Two numbers beside a name: the one with four digits, or else the last, is the year.
      if parts.lengths.0 >= 3 { return parts.lengths.0 == 4 ? Day(year: a, month: month, day: b) : nil }
      guard let year = DateReader.year(b, length: parts.lengths.1) else { return nil }
      return Day(year: year, month: month, day: a)
    }
    guard parts.count == 3 else { return nil }
    if parts.lengths.0 >= 3 { return parts.lengths.0 == 4 ? Day(year: a, month: b, day: c) : nil }
    let lastYear = DateReader.year(c, length: parts.lengths.2)
    if parts.lengths.2 <= 2 {
      evidence.short.add(
        a, b, c, mayBeFirst: parts.lengths.0 == 2, mayBeLast: parts.lengths.2 == 2, latest: latest)
      if order == .ymd {
        return DateReader.year(a, length: parts.lengths.0).flatMap { Day(year: $0, month: b, day: c) }
      }
    }
    guard let year = lastYear else { return nil }
    let dayFirst = Day(year: year, month: b, day: a)
    let monthFirst = Day(year: year, month: a, day: b)
    if dayFirst != nil, monthFirst == nil {
      evidence.dayFirst += 1
    } else if dayFirst == nil, monthFirst != nil {
      evidence.monthFirst += 1
    } else if dayFirst != monthFirst {
      evidence.either += 1
      if let dayFirst, let monthFirst, (dayFirst.rawValue > latest) != (monthFirst.rawValue > latest) {
        if dayFirst.rawValue > latest { evidence.dayFirstLater += 1 } else { evidence.monthFirstLater += 1 }
      }
    }
    return order == .mdy ? monthFirst : dayFirst
  }

  /// A year has four digits, or two: 70–99 are of the last century, 00–69 of this one, as POSIX and spreadsheets read
  /// them.
  static func year(_ value: Int, length: Int) -> Int? {
    switch length {
    case 4: value
    case 2: value + (value < 70 ? 2000 : 1900)
    default: nil
    }
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
