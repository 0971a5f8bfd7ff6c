import Ledger

/// What stands before and after the digits of an amount: a minus, parentheses, a currency, blanks.
struct BesideAmount {
  private(set) var isNegative = false
  private var isOpen = false
  /// Where the currency before the digits stands, blanks inside included (`AU $`); `nil`: there is none.
  private(set) var before: Range<Int>?
  /// The same after them.
  private(set) var after: Range<Int>?

  /// Takes what is not digits from both ends of a text; a mark that belongs to the number is given back to it.
  ///
  /// - Returns: `false` where something there is no part of an amount.
  mutating func take(_ text: TextPiece, first: inout Int, end: inout Int) -> Bool {
    var sign = take(text, 0..<first, isAfter: false)
    guard let taken = sign else { return false }
    if taken.upperBound == first, !taken.isEmpty, let mark = BesideAmount.mark(text, first - 1) {
      // `Rs.500` against `$.50`.
      let piece = TextPiece(start: text.start + taken.lowerBound, count: taken.count - 1)
      let isApart = first < 2 || text.start[first - 2] <= 32
      if piece.count == 0 || isApart || mark == UInt8(ascii: ",") || !Currency.isAbbreviation(piece.string) {
        first -= 1
        sign = taken.lowerBound..<first
      }
    }
    before = sign.flatMap { $0.isEmpty ? nil : $0 }
    var from = end
    if end < text.count, let mark = BesideAmount.mark(text, end) {
      let dashes = BesideAmount.dashes(text, end + 1)
      if dashes > 0 {
        // `12.–`: francs and no centimes.
        from = end + 1 + dashes
      } else if mark != UInt8(ascii: ":") {
        end += 1
        from = end
      }
    }
    guard let sign = take(text, from..<text.count, isAfter: true) else { return false }
    after = sign.isEmpty ? nil : sign
    return !isOpen
  }

  /// The decimal mark at a place; `:` is one in Swedish prices.
  private static func mark(_ text: TextPiece, _ place: Int) -> UInt8? {
    let byte = text.start[place]
    return byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") ? byte : nil
  }

  /// Bytes of the dashes that begin at a place.
  private static func dashes(_ text: TextPiece, _ place: Int) -> Int {
    var at = place
    while at < text.count {
      let length = dash(text, at)
      if length == 0 { break }
      at += length
    }
    return at - place
  }

  /// Bytes of a dash of any length, or of a minus sign; 0 for anything else.
  private static func dash(_ text: TextPiece, _ at: Int) -> Int {
    if text.start[at] == UInt8(ascii: "-") { return 1 }
    guard text.start[at] == 0xE2, at + 2 < text.count else { return 0 }
    if text.start[at + 1] == 0x88 { return text.start[at + 2] == 0x92 ? 3 : 0 }
    return text.start[at + 1] == 0x80 && (0x90...0x95).contains(text.start[at + 2]) ? 3 : 0
  }

  /// Where a currency stands in a range, which may be nowhere; `nil` where there is something else.
  private mutating func take(_ text: TextPiece, _ range: Range<Int>, isAfter: Bool) -> Range<Int>? {
    var at = range.lowerBound
    var sign = range.lowerBound..<range.lowerBound
    while at < range.upperBound {
      let byte = text.start[at]
      let blank = byte <= 32 ? 1 : text.wideBlank(at: at)
      if blank > 0 {
        at += blank
      } else if byte == UInt8(ascii: "-") || text.matches([0xE2, 0x88, 0x92], at: at) {
        guard !isNegative else { return nil }
        isNegative = true
        at += byte == UInt8(ascii: "-") ? 1 : 3
      } else if byte == UInt8(ascii: "+"), !isAfter {
        at += 1
      } else if byte == UInt8(ascii: "("), !isAfter {
        guard !isOpen else { return nil }
        isOpen = true
        at += 1
      } else if byte == UInt8(ascii: ")"), isAfter {
        guard isOpen, !isNegative else { return nil }
        isOpen = false
        isNegative = true
        at += 1
      } else if BesideAmount.isSign(byte) {
        if sign.isEmpty { sign = at..<at }
        at += 1
        sign = sign.lowerBound..<at
      } else {
        return nil
      }
    }
    return sign
  }

  /// Letters, `$`, points and strokes of abbreviations, and anything outside ASCII.
  @inline(__always)
  private static func isSign(_ byte: UInt8) -> Bool {
    byte >= 128 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "$") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "'")
      || byte == UInt8(ascii: ":")
  }
}
