import Ledger

/// A decimal number as it was written: `mantissa` × 10^−`decimals`.
struct DecimalNumber: Equatable {
  var mantissa: Int64
  var decimals: Int

  /// The number in minor units of a currency, rounded half away from zero; `nil` where it does not fit.
  func minor(digits: Int) -> Int64? {
    if decimals == digits { return mantissa }
    return DecimalNumber.scaled(Int128(mantissa), by: digits - decimals)
  }

  /// The product of two numbers in minor units, rounded half away from zero once.
  static func product(_ left: DecimalNumber, _ right: DecimalNumber, digits: Int) -> Int64? {
    scaled(Int128(left.mantissa) * Int128(right.mantissa), by: digits - left.decimals - right.decimals)
  }

  private static func scaled(_ value: Int128, by power: Int) -> Int64? {
    guard power < 0 else {
      guard power <= 18 else { return value == 0 ? 0 : nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: Int128(powersOfTen[power]))
      return overflow ? nil : Int64(exactly: product)
    }
    guard power >= -36 else { return 0 }
    var divisor = Int128(powersOfTen[min(18, -power)])
    if -power > 18 { divisor *= Int128(powersOfTen[-power - 18]) }
    let quotient = value / divisor
    let remainder = value % divisor
    let isUp = remainder.magnitude >= divisor.magnitude - remainder.magnitude
    return Int64(exactly: isUp ? quotient + (value < 0 ? -1 : 1) : quotient)
  }

  static let powersOfTen: [Int64] = (0...18).map { (0..<$0).reduce(Int64(1)) { product, _ in product * 10 } }
}

/// Reads amounts and counts exactly, without a floating-point number.
///
/// Takes a sign before or after, parentheses for negative, a currency sign, code or `元` on either side, blanks of any
/// width, `.-` for no minor units, and thousands marks (`,` `.` `'` blank, no-break and thin blank) where groups of three
/// digits follow them, or of two and at last three as in India.
struct AmountReader {
  /// Whether a comma is the decimal mark.
  var decimalComma: Bool
  var evidence = DecimalEvidence()
  /// The sign that was looked up last: a column has one.
  private var knownSign = KnownSign()

  init(decimalComma: Bool) { self.decimalComma = decimalComma }

  private struct KnownSign {
    var word: UInt64 = 0
    var count = 0
    var meanings = 0
  }

  /// A plain number of up to 8 bytes, digits with at most one point: the shape of nearly all cells.
  ///
  /// Eight bytes in one word, the point squeezed out, eight digits turned into a number by three multiplications;
  /// no loop and no branch that the data decide. -1 where the text has another shape.
  @inline(__always)
  static func plain(_ start: UnsafePointer<UInt8>, _ count: Int, decimals: inout Int) -> Int64 {
    guard count &- 1 < 8, count > 0 else { return -1 }
    let shift = UInt64(truncatingIfNeeded: 64 &- 8 &* count)
    var x = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self) &<< shift
    x |= 0x3030_3030_3030_3030 & ~(~0 &<< shift)
    let y = x ^ 0x2E2E_2E2E_2E2E_2E2E
    let point = (y &- 0x0101_0101_0101_0101) & ~y & 0x8080_8080_8080_8080
    if point != 0 {
      guard count > 1 else { return -1 }
      let at = UInt64(truncatingIfNeeded: point.trailingZeroBitCount) & ~7
      let lower = x & ~(~0 &<< at)
      // Two shifts: one of 64 would be none.
      let upper = (((x &>> at) &>> 8) &<< at) &<< 8
      x = lower &<< 8 | 0x30 | upper
      decimals = 7 &- Int(truncatingIfNeeded: at >> 3)
    } else {
      decimals = 0
    }
    let digits = x &- 0x3030_3030_3030_3030
    guard (digits | (x &+ 0x4646_4646_4646_4646)) & 0x8080_8080_8080_8080 == 0 else { return -1 }
    let pairs = digits &* 10 &+ (digits >> 8)
    let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return Int64(truncatingIfNeeded: (low &+ high) >> 32 & 0xFFFF_FFFF)
  }

  /// The number that a text says, `nil` where it says none; `sign` is told the currency sign or code found beside it.
  mutating func number(_ text: TextPiece, sign: ((TextPiece) -> Void)? = nil) -> DecimalNumber? {
    var first = 0
    while first < text.count, !AmountReader.isDigit(text.start[first]) { first += 1 }
    guard first < text.count else { return nil }
    var end = text.count
    while !AmountReader.isDigit(text.start[end - 1]) { end -= 1 }
    var beside = BesideAmount()
    if first > 0 || end < text.count {
      guard beside.take(text, first: &first, end: &end), accepts(beside, text, sign) else { return nil }
    }
    guard var number = digits(TextPiece(start: text.start + first, count: end - first)) else { return nil }
    if beside.isNegative { number.mantissa = -number.mantissa }
    return number
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// Whether what stands beside the digits are signs of a currency; two of them say the same.
  private mutating func accepts(_ beside: BesideAmount, _ text: TextPiece, _ sign: ((TextPiece) -> Void)?) -> Bool {
    let pieces = [beside.before, beside.after].compactMap { $0 }.map {
      TextPiece(start: text.start + $0.lowerBound, count: $0.count)
    }
    guard let first = pieces.first else { return true }
    let meanings = meanings(first)
    guard meanings > 0 else { return false }
    guard pieces.count > 1 else {
      sign?(first)
      return true
    }
    let left = Set(Currency.codes(ofSign: first.string))
    let right = Set(Currency.codes(ofSign: pieces[1].string))
    guard !left.isDisjoint(with: right) else { return false }
    sign?(left.count <= right.count ? first : pieces[1])
    return true
  }

  /// How many currencies a sign may mean.
  private mutating func meanings(_ sign: TextPiece) -> Int {
    guard sign.count <= 8 else { return Currency.codes(ofSign: sign.string).count }
    let word = sign.word
    if word == knownSign.word, sign.count == knownSign.count { return knownSign.meanings }
    let meanings = Currency.codes(ofSign: sign.string).count
    knownSign = KnownSign(word: word, count: sign.count, meanings: meanings)
    return meanings
  }

  /// Digits with marks between them.
  private mutating func digits(_ text: TextPiece) -> DecimalNumber? {
    var points = 0
    var commas = 0
    var lastMark = -1
    var lastByte: UInt8 = 0
    for at in 0..<text.count {
      let byte = text.start[at]
      if byte == UInt8(ascii: ".") { points += 1 } else if byte == UInt8(ascii: ",") { commas += 1 } else { continue }
      lastMark = at
      lastByte = byte
    }
    if lastMark >= 0 {
      let after = text.count - lastMark - 1
      // The last of two kinds of mark, or a mark that three digits do not follow, can only be the decimal mark.
      // So can one after a lone zero: no group of thousands begins with it.
      let isDecimal = after != 3 || lastMark > 3 || lastMark == 0 || (lastMark == 1 && text.start[0] == 48)
      if (points > 0 && commas > 0) || (points + commas == 1 && isDecimal) {
        if lastByte == UInt8(ascii: ".") { evidence.point += 1 } else { evidence.comma += 1 }
      } else if points + commas > 1 {
        if lastByte == UInt8(ascii: ".") { evidence.comma += 1 } else { evidence.point += 1 }
      } else if lastMark >= 0 {
        let isRound = text.start[text.count - 1] == 48
        if lastByte == UInt8(ascii: ".") {
          evidence.thousandPoint += 1
          if !isRound { evidence.oddPoint += 1 }
        } else {
          evidence.thousandComma += 1
        }
      }
    }
    let decimalMark = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    let thousandsMark = decimalComma ? UInt8(ascii: ".") : UInt8(ascii: ",")
    var value: Int64 = 0
    var decimals = 0
    var significant = 0
    var digitCount = 0
    // Digits since the last mark; -1 before any.
    var group = -1
    var hasPairs = false
    var hasTriples = false
    var isFraction = false
    var at = 0
    while at < text.count {
      let byte = text.start[at]
      if AmountReader.isDigit(byte) {
        digitCount += 1
        if significant >= 17, isFraction {
          // Digits beyond the seventeenth of a binary fraction written out say nothing about minor units.
          at += 1
          continue
        }
        guard significant < 18 else { return nil }
        value = value * 10 + Int64(byte - 48)
        if value != 0 { significant += 1 }
        if isFraction { decimals += 1 } else if group >= 0 { group += 1 }
        at += 1
      } else if byte == decimalMark {
        guard !isFraction, group < 0 || group == 3, !(hasPairs && hasTriples) else { return nil }
        isFraction = true
        at += 1
      } else {
        let length = byte == thousandsMark ? 1 : AmountReader.blankLength(text, at)
        guard length > 0, !isFraction, digitCount > 0 else { return nil }
        switch group {
        case 3: hasTriples = true
        // Lakh and crore: pairs of digits before the last three.
        case 2 where byte == UInt8(ascii: ","): hasPairs = true
        case ..<0:
          guard digitCount <= 3 else { return nil }
          if digitCount == 3 { hasTriples = true }
        default: return nil
        }
        group = 0
        at += length
      }
    }
    guard digitCount > 0, isFraction || group < 0 || group == 3, !(hasPairs && hasTriples) else { return nil }
    return DecimalNumber(mantissa: value, decimals: decimals)
  }

  /// Bytes of a mark that only ever stands between thousands: apostrophes and blanks.
  private static func blankLength(_ text: TextPiece, _ at: Int) -> Int {
    let byte = text.start[at]
    if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "'") { return 1 }
    if text.matches([0xE2, 0x80, 0x99], at: at) { return 3 }
    return byte >= 128 ? text.wideBlank(at: at) : 0
  }
}

extension TextPiece {
  /// Whether these bytes stand at a place.
  func matches(_ bytes: [UInt8], at place: Int) -> Bool {
    guard place + bytes.count <= count else { return false }
    for (offset, byte) in bytes.enumerated() where start[place + offset] != byte { return false }
    return true
  }

  /// Bytes of a blank outside ASCII, or of a mark without width, that begins at a place: no-break, thin, narrow, figure
  /// and ideographic blanks, marks of writing direction, the byte order mark; 0 for anything else.
  func wideBlank(at place: Int) -> Int {
    guard place + 1 < count else { return 0 }
    switch start[place] {
    case 0xC2: return start[place + 1] == 0xA0 ? 2 : 0
    case 0xD8: return start[place + 1] == 0x9C ? 2 : 0
    case 0xE2:
      guard place + 2 < count else { return 0 }
      let tail = start[place + 2]
      if start[place + 1] == 0x80 { return (0x80...0x8F).contains(tail) || (0xAA...0xAF).contains(tail) ? 3 : 0 }
      return start[place + 1] == 0x81 && (tail == 0xA0 || (0xA6...0xA9).contains(tail)) ? 3 : 0
    case 0xE3: return matches([0xE3, 0x80, 0x80], at: place) ? 3 : 0
    case 0xEF: return matches([0xEF, 0xBB, 0xBF], at: place) ? 3 : 0
    default: return 0
    }
  }

  /// The text without blanks at its ends: ASCII ones, no-break and ideographic ones, signs without width, byte order
  /// marks.
  var trimmed: TextPiece {
    var piece = self
    while piece.count > 0 {
      let leading = piece.blank(at: 0)
      if leading > 0 {
        piece = TextPiece(start: piece.start + leading, count: piece.count - leading)
        continue
      }
      let trailing = piece.trailingBlank
      guard trailing > 0 else { break }
      piece.count -= trailing
    }
    return piece
  }

  /// Bytes of the blank that stands at a place; 0 for another character.
  private func blank(at place: Int) -> Int { start[place] <= 32 ? 1 : start[place] < 0xC2 ? 0 : wideBlank(at: place) }

  /// Bytes of the blank at the end; 0 for another character.
  var trailingBlank: Int {
    guard count > 0 else { return 0 }
    if start[count - 1] <= 32 { return 1 }
    guard start[count - 1] >= 0x80 else { return 0 }
    if count >= 2, wideBlank(at: count - 2) == 2 { return 2 }
    return count >= 3 && wideBlank(at: count - 3) == 3 ? 3 : 0
  }

  /// A whole number without the `.0` that data frames and spreadsheets write behind it; any other text as it is.
  var withoutDecimalZero: TextPiece {
    var length = count
    while length > 0, start[length - 1] == 48 { length -= 1 }
    guard length > 1, length < count, start[length - 1] == 46 else { return self }
    length -= 1
    for at in 0..<length where start[at] < 48 || start[at] > 57 {
      guard at == 0, length > 1, start[0] == 43 || start[0] == 39 else { return self }
    }
    return TextPiece(start: start, count: length)
  }
}
