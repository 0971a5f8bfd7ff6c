/// The numbers and names of which a written date consists.
struct DateParts {
  var numbers = (0, 0, 0)
  var lengths = (0, 0, 0)
  var count = 0
  var monthName: Int?
  var hasTime = false
  private var hour = 0
  private var minute = 0
  private var clockSecond = 0
  private var half: UInt8 = 0
  /// Seconds that the clock of the time is ahead of universal time; `nil` where the text does not say.
  private(set) var offset: Int?

  /// One number without separators: `20101201`, unix seconds.
  var isPlainNumber: Bool { count == 1 && monthName == nil }

  /// Seconds since midnight; -1 where no time was given, `nil` where the day has no such time.
  var second: Int32? {
    guard hasTime else { return -1 }
    var hour = hour
    if half != 0 {
      guard hour >= 1, hour <= 12 else { return nil }
      hour = hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
    }
    // A leap second (60) and midnight as 24:00:00 occur in real exports.
    if hour == 24, minute == 0, clockSecond == 0 { return 86_399 }
    guard hour < 24, minute < 60, clockSecond <= 60 else { return nil }
    return Int32(hour * 3600 + minute * 60 + min(clockSecond, 59))
  }

  /// Takes a date and what follows it apart; `false` where there is anything that belongs to no date.
  mutating func scan(_ text: TextPiece) -> Bool {
    var at = 0
    while at < text.count {
      let byte = text.start[at]
      if byte >= 48, byte <= 57 {
        var value = 0
        let from = at
        while at < text.count, text.start[at] >= 48, text.start[at] <= 57, at - from < 15 {
          value = value * 10 + Int(text.start[at] - 48)
          at += 1
        }
        if at < text.count, text.start[at] == UInt8(ascii: ":") { return isDate && scanTime(text, from: from) }
        guard add(value, length: at - from) else {
          // `20101201 0826` and the like: digits after a complete date are a time.
          return isDate && scanTime(text, from: from)
        }
        continue
      }
      if (byte | 32) >= 97, (byte | 32) <= 122 {
        if byte | 32 == UInt8(ascii: "t"), isDate, at + 1 < text.count, text.start[at + 1] <= 57 {
          return scanTime(text, from: at + 1)
        }
        guard monthName == nil, let (month, length) = DateParts.month(text, at) else { return false }
        monthName = month
        at += length
        continue
      }
      if byte == UInt8(ascii: " "), isDate, count == 3 || monthName != nil || lengths.0 >= 8 {
        return at + 1 == text.count || scanTime(text, from: at + 1)
      }
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: " "):
        // `202--01-21` is no day: nothing stands between two strokes.
        guard at > 0, byte != UInt8(ascii: "-") && byte != UInt8(ascii: "/") || text.start[at - 1] != byte else {
          return false
        }
        at += 1
      case 0xE5, 0xE6:  // 年 E5 B9 B4, 月 E6 9C 88, 日 E6 97 A5
        guard at + 2 < text.count else { return false }
        let rest = (text.start[at + 1], text.start[at + 2])
        guard rest == (0xB9, 0xB4) || rest == (0x9C, 0x88) || rest == (0x97, 0xA5) else { return false }
        at += 3
      case 0xE4 where isDate: return scanTime(text, from: at)  // 上午, 下午 without a blank before
      default: return false
      }
    }
    return isDate
  }

  private var isDate: Bool { count == 3 || (count == 2 && monthName != nil) || (count == 1 && monthName == nil) }

  private mutating func add(_ value: Int, length: Int) -> Bool {
    switch count {
    case 0:
      numbers.0 = value
      lengths.0 = length
    case 1 where lengths.0 < 8:
      numbers.1 = value
      lengths.1 = length
    case 2 where monthName == nil:
      numbers.2 = value
      lengths.2 = length
    default: return false
    }
    count += 1
    return true
  }

  /// Takes `8:26`, `08:26:01.250`, `8:26 PM`, `下午8:26`, `8时26分`, `082601` apart, and an offset, `Z` or `UTC` after it.
  mutating func scanTime(_ text: TextPiece, from start: Int) -> Bool {
    var at = start
    var values = (0, 0, 0)
    var found = 0
    while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    if text.matches([0xE4, 0xB8, 0x8A, 0xE5, 0x8D, 0x88], at: at) {  // 上午
      half = UInt8(ascii: "a")
      at += 6
    } else if text.matches([0xE4, 0xB8, 0x8B, 0xE5, 0x8D, 0x88], at: at) {  // 下午
      half = UInt8(ascii: "p")
      at += 6
    }
    let isHalfBefore = half != 0
    while isHalfBefore, at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    let first = at
    while at < text.count, found < 3 {
      var value = 0
      let from = at
      while at < text.count, text.start[at] >= 48, text.start[at] <= 57, at - from < 7 {
        value = value * 10 + Int(text.start[at] - 48)
        at += 1
      }
      guard at > from else { return false }
      if found == 0, at - from == 4 || at - from == 6 {
        if at - from == 4 { value *= 100 }
        values = (value / 10_000, value / 100 % 100, value % 100)
        found = 3
        break
      }
      guard at - from <= 2 else { return false }
      if found == 0 { values.0 = value } else if found == 1 { values.1 = value } else { values.2 = value }
      found += 1
      guard at < text.count else { break }
      if text.start[at] == UInt8(ascii: ":") {
        at += 1
      } else if let length = DateParts.clockWord(text, at, part: found) {
        at += length
        guard at < text.count, text.start[at] >= 48, text.start[at] <= 57 else { break }
      } else {
        break
      }
    }
    guard found >= 2, at > first else { return false }
    (hour, minute, clockSecond) = values
    hasTime = true
    if at < text.count, text.start[at] == UInt8(ascii: ".") || text.start[at] == UInt8(ascii: ",") {
      at += 1
      while at < text.count, text.start[at] >= 48, text.start[at] <= 57 { at += 1 }
    }
    while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    if !isHalfBefore, at + 1 < text.count, text.start[at + 1] | 32 == UInt8(ascii: "m") {
      half = text.start[at] | 32
      guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return false }
      at += 2
      while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    }
    if at == text.count { return true }
    offset = DateParts.zoneOffset(text, at)
    return offset != nil
  }

  /// Bytes of 时 or 点 after the hour, 分 after the minute, 秒 after the second; `nil` where there is none.
  private static func clockWord(_ text: TextPiece, _ at: Int, part: Int) -> Int? {
    switch part {
    case 1: return text.matches([0xE6, 0x97, 0xB6], at: at) || text.matches([0xE7, 0x82, 0xB9], at: at) ? 3 : nil
    case 2: return text.matches([0xE5, 0x88, 0x86], at: at) ? 3 : nil
    default: return text.matches([0xE7, 0xA7, 0x92], at: at) ? 3 : nil
    }
  }

  /// Seconds of `Z`, `UTC`, `GMT` (none), `+08:00`, `-0700`, `+02`, `UTC+8`; `nil` for all else.
  private static func zoneOffset(_ text: TextPiece, _ start: Int) -> Int? {
    var at = start
    if text.count - at == 1 { return text.start[at] | 32 == UInt8(ascii: "z") ? 0 : nil }
    if text.count - at >= 3 {
      let word = (text.start[at] | 32, text.start[at + 1] | 32, text.start[at + 2] | 32)
      if word == (UInt8(ascii: "u"), UInt8(ascii: "t"), UInt8(ascii: "c"))
        || word == (UInt8(ascii: "g"), UInt8(ascii: "m"), UInt8(ascii: "t"))
      {
        at += 3
        if at == text.count { return 0 }
      }
    }
    let hasWord = at > start
    let sign = text.start[at]
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    at += 1
    let length = text.count - at
    guard length <= 5, length >= (hasWord ? 1 : 2) else { return nil }
    var value = 0
    var digits = 0
    for at in at..<text.count where text.start[at] != UInt8(ascii: ":") {
      guard text.start[at] >= 48, text.start[at] <= 57 else { return nil }
      value = value * 10 + Int(text.start[at] - 48)
      digits += 1
    }
    let minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100
    guard digits <= 4, minutes <= 18 * 60 else { return nil }
    return minutes * (sign == UInt8(ascii: "-") ? -60 : 60)
  }

  private static let months: [[UInt8]] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ].map { Array($0.utf8) }

  /// The month whose English name, whole or its first three letters, stands at a place, and the name's length.
  private static func month(_ text: TextPiece, _ start: Int) -> (month: Int, length: Int)? {
    var length = 0
    while start + length < text.count, (text.start[start + length] | 32) >= 97, (text.start[start + length] | 32) <= 122
    { length += 1 }
    for (position, name) in months.enumerated() {
      guard length == 3 || length == name.count || (length == 4 && position == 8) else { continue }
      var same = true
      for at in 0..<length where text.start[start + at] | 32 != name[at] { same = false }
      if same { return (position + 1, length) }
    }
    return nil
  }
}
