/// A calendar day of the shop, without a time zone.
///
/// Stored as the number of days since 1970-01-01 in the proleptic Gregorian calendar, so that a column of days is a
/// column of 4-byte integers and the gap between two days is a subtraction.
///
/// Source of the conversions: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), public domain.
public struct Day: RawRepresentable, Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public var rawValue: Int32

  /// The day that lies `rawValue` days after 1970-01-01.
  @inlinable
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// The day with these calendar fields, or `nil` where the calendar has no such day (30 February, month 13).
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1, day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// The day with calendar fields that are known to be valid. Complexity: O(1), no branches on the month.
  @inlinable
  public init(uncheckedYear year: Int, month: Int, day: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    rawValue = Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
  }

  /// Number of days in a month of the Gregorian calendar.
  @inlinable
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Year, month (1–12) and day of the month (1–31).
  public var fields: (year: Int, month: Int, day: Int) {
    let z = Int(rawValue) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// Day of the week, 1 = Monday … 7 = Sunday (ISO 8601).
  public var weekday: Int { (Int(rawValue) % 7 + 7 + 3) % 7 + 1 }

  /// The day `count` days later (earlier when negative).
  @inlinable
  public func adding(days count: Int) -> Day { Day(rawValue: rawValue + Int32(count)) }

  /// The same day of the month `count` months later, or that month's last day where it is shorter.
  ///
  /// 31 January + 1 month is 28 (or 29) February: DEFINITIONS B.0, "calendar months with end-of-month clamping".
  public func adding(months count: Int) -> Day {
    let now = fields
    let index = now.year * 12 + now.month - 1 + count
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    let day = min(now.day, Day.length(ofMonth: month, year: year))
    return Day(uncheckedYear: year, month: month, day: day)
  }

  /// The first day of this day's month.
  public var startOfMonth: Day {
    let now = fields
    return Day(uncheckedYear: now.year, month: now.month, day: 1)
  }

  /// Days from `other` to this day; negative when this day is the earlier one.
  @inlinable
  public static func - (day: Day, other: Day) -> Int { Int(day.rawValue) - Int(other.rawValue) }

  /// Whether the left day is the earlier one.
  @inlinable
  public static func < (left: Day, right: Day) -> Bool { left.rawValue < right.rawValue }
}

extension Day: CustomStringConvertible, LosslessStringConvertible {
  /// ISO 8601, `2011-12-09`.
  public var description: String {
    let now = fields
    return Digits.padded(now.year, 4) + "-" + Digits.padded(now.month, 2) + "-" + Digits.padded(now.day, 2)
  }

  /// Reads `2011-12-09` or `20111209`; `nil` for anything else.
  public init?(_ description: String) {
    let bytes = Array(description.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    if bytes.count == 10, bytes[4] == 45, bytes[7] == 45 {
      guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
      self.init(year: year, month: month, day: day)
    } else if bytes.count == 8 {
      guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8) else { return nil }
      self.init(year: year, month: month, day: day)
    } else {
      return nil
    }
  }
}

/// Decimal digits without a formatter.
public enum Digits {
  /// The number with leading zeros up to `width` digits; longer numbers keep all of theirs.
  public static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }

  /// The number with `separator` after every third digit from the right: `8,300,065`.
  public static func grouped(_ value: Int, separator: String = ",") -> String {
    let digits = Array(String(value.magnitude).utf8)
    guard digits.count > 3, !separator.isEmpty else { return String(value) }
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += separator }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}
