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
        guard at > 0 else { return false }
        at += 1
      case 0xE5, 0xE6:  // 年 E5 B9 B4, 月 E6 9C 88, 日 E6 97 A5
        guard at + 2 < text.count else { return false }
        let rest = (text.start[at + 1], text.start[at + 2])
        guard rest == (0xB9, 0xB4) || rest == (0x9C, 0x88) || rest == (0x97, 0xA5) else { return false }
        at += 3
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

  /// Takes `8:26`, `08:26:01.250`, `8:26 PM`, `082601` apart, and an offset or `Z` or `UTC` after it, which is ignored.
  mutating func scanTime(_ text: TextPiece, from start: Int) -> Bool {
    var at = start
    var values = (0, 0, 0)
    var found = 0
    while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
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
      guard at < text.count, text.start[at] == UInt8(ascii: ":") else { break }
      at += 1
    }
    guard found >= 2, at > first else { return false }
    (hour, minute, clockSecond) = values
    hasTime = true
    if at < text.count, text.start[at] == UInt8(ascii: ".") || text.start[at] == UInt8(ascii: ",") {
      at += 1
      while at < text.count, text.start[at] >= 48, text.start[at] <= 57 { at += 1 }
    }
    while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    if at + 1 < text.count, text.start[at + 1] | 32 == UInt8(ascii: "m") {
      half = text.start[at] | 32
      guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return false }
      at += 2
      while at < text.count, text.start[at] == UInt8(ascii: " ") { at += 1 }
    }
    return at == text.count || DateParts.isZone(text, at)
  }

  /// `Z`, `UTC`, `GMT`, `+08:00`, `-0700`, `+02`.
  private static func isZone(_ text: TextPiece, _ start: Int) -> Bool {
    let rest = text.count - start
    let first = text.start[start]
    if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      guard rest >= 3, rest <= 6 else { return false }
      for at in start + 1..<text.count where text.start[at] != UInt8(ascii: ":") {
        guard text.start[at] >= 48, text.start[at] <= 57 else { return false }
      }
      return true
    }
    if rest == 1 { return first | 32 == UInt8(ascii: "z") }
    guard rest == 3 else { return false }
    let word = (text.start[start] | 32, text.start[start + 1] | 32, text.start[start + 2] | 32)
    return word == (UInt8(ascii: "u"), UInt8(ascii: "t"), UInt8(ascii: "c"))
      || word == (UInt8(ascii: "g"), UInt8(ascii: "m"), UInt8(ascii: "t"))
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
