import Ledger

/// Numbers of sheets as a person would write them: without exponents and the noise of binary fractions, or as dates.
///
/// A sheet stores 0.3 as `0.30000000000000004` and 1200 as `1.2E+3`; spreadsheets show, and keep, 15 digits.
struct SheetNumber {
  /// Digits that a spreadsheet keeps.
  static let digitLimit = 15
  private static let roomLimit = 400

  /// Whether the last number had more than 15 digits before its decimal point.
  private(set) var isTooLong = false
  private var digits: [UInt8] = []
  /// Digits before the decimal point; negative: zeros after it.
  private var point = 0
  private var isNegative = false

  /// Appends a number in its shortest form of 15 significant digits; text that is no number stays as it is.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    isTooLong = false
    if isPlain(text) {
      out.append(contentsOf: text)
      return
    }
    guard parse(text) else {
      out.append(contentsOf: text)
      return
    }
    if point > Self.digitLimit {
      isTooLong = true
    } else {
      round()
    }
    if digits.isEmpty {
      out.append(48)
      return
    }
    if isNegative { out.append(45) }
    if point <= 0 {
      out.append(48)
      out.append(46)
      for _ in 0..<(-point) { out.append(48) }
      out.append(contentsOf: digits)
    } else {
      for at in 0..<max(point, digits.count) {
        if at == point { out.append(46) }
        out.append(at < digits.count ? digits[at] : 48)
      }
    }
  }

  /// Appends a day or a time that is stored as a number of days; numbers that are none stay as they are.
  ///
  /// Day 1 is 1 January 1900 and day 60 a 29 February that never was, which spreadsheets keep for the sake of their
  /// forerunner; or day 0 is 1 January 1904.
  mutating func append(date text: UnsafeBufferPointer<UInt8>, has1904Dates: Bool, to out: inout [UInt8]) {
    guard parse(text), !isNegative, point <= 7 else {
      append(text, to: &out)
      return
    }
    // Seven digits of days and ten after the point: more precise than a second, exact in 64 bits.
    var days = 0
    for at in 0..<max(0, point) { days = days * 10 + (at < digits.count ? Int(digits[at]) - 48 : 0) }
    var fraction = 0
    for at in point..<point + 10 {
      fraction = fraction * 10 + (at >= 0 && at < digits.count ? Int(digits[at]) - 48 : 0)
    }
    var seconds = (fraction * 86_400 + 5_000_000_000) / 10_000_000_000
    if seconds == 86_400 {
      days += 1
      seconds = 0
    }
    guard days < 2_958_466 else {
      append(text, to: &out)
      return
    }
    isTooLong = false
    let hasDay = days > 0 || has1904Dates
    if hasDay {
      let first =
        has1904Dates ? Day(uncheckedYear: 1904, month: 1, day: 1) : Day(uncheckedYear: 1899, month: 12, day: 30)
      let isBeforeGap = !has1904Dates && days < 60
      let fields = first.adding(days: isBeforeGap ? days + 1 : days).fields
      let isGap = !has1904Dates && days == 60
      appendDigits(isGap ? 1900 : fields.year, 4, &out)
      out.append(45)
      appendDigits(isGap ? 2 : fields.month, 2, &out)
      out.append(45)
      appendDigits(isGap ? 29 : fields.day, 2, &out)
    }
    guard seconds > 0 || !hasDay else { return }
    if hasDay { out.append(32) }
    appendDigits(seconds / 3_600, 2, &out)
    out.append(58)
    appendDigits(seconds / 60 % 60, 2, &out)
    out.append(58)
    appendDigits(seconds % 60, 2, &out)
  }

  private func appendDigits(_ value: Int, _ width: Int, _ out: inout [UInt8]) {
    var divisor = width == 4 ? 1_000 : 10
    while divisor > 0 {
      out.append(UInt8(48 + value / divisor % 10))
      divisor /= 10
    }
  }

  /// Whether a number has at most 15 digits and no exponent: written as it is.
  private func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= Self.digitLimit + 1, let first = text.first, let last = text.last else { return false }
    var points = 0
    for byte in text {
      if byte == 46 { points += 1 }
      guard (byte >= 48 && byte <= 57) || byte == 46 || byte == 45 else { return false }
    }
    return text.count - points - (first == 45 ? 1 : 0) <= Self.digitLimit && first != 46
      && last != 46
  }

  /// Takes a number apart; `false` where the text is none.
  private mutating func parse(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    digits.removeAll(keepingCapacity: true)
    (point, isNegative) = (0, false)
    guard text.count > 0, text.count <= Self.roomLimit else { return false }
    var at = 0
    if text[0] == 45 || text[0] == 43 {
      isNegative = text[0] == 45
      at = 1
    }
    var hasPoint = false
    var hasDigits = false
    while at < text.count, text[at] | 32 != 101 {
      let byte = text[at]
      if byte == 46, !hasPoint {
        hasPoint = true
      } else if byte >= 48, byte <= 57 {
        hasDigits = true
        if byte != 48 || !digits.isEmpty {
          digits.append(byte)
          if !hasPoint { point += 1 }
        } else if hasPoint {
          point -= 1
        }
      } else {
        return false
      }
      at += 1
    }
    guard hasDigits else { return false }
    if at < text.count {
      guard let exponent = Int(String(decoding: text[(at + 1)...], as: UTF8.self)), abs(exponent) < Self.roomLimit
      else { return false }
      point += exponent
    }
    trim()
    return true
  }

  private mutating func trim() {
    while digits.last == 48 { digits.removeLast() }
    if digits.isEmpty { (point, isNegative) = (0, false) }
  }

  /// Rounds to 15 digits, half away from zero.
  private mutating func round() {
    guard digits.count > Self.digitLimit else { return }
    let isUp = digits[Self.digitLimit] >= 53
    digits.removeLast(digits.count - Self.digitLimit)
    if isUp {
      var at = digits.count - 1
      while at >= 0, digits[at] == 57 { at -= 1 }
      if at < 0 {
        digits = [49]
        point += 1
      } else {
        digits[at] += 1
        digits.removeLast(digits.count - 1 - at)
      }
    }
    trim()
  }
}
