import Ledger

/// What a cell's text looks like: the means by which columns are told apart.
enum CellShape {
  /// A number as it is written.
  struct Number: Equatable {
    /// Digits before and after the decimal mark.
    var digits: Int
    var decimals: Int
    var marks: Marks

    /// What else stands in it.
    struct Marks: OptionSet, Equatable {
      let rawValue: UInt8
      /// Blanks around it.
      static let blank = Marks(rawValue: 1)
      /// A comma as the decimal mark.
      static let comma = Marks(rawValue: 2)
      /// Marks between thousands.
      static let thousands = Marks(rawValue: 4)
      /// A currency sign or code before the figure, and one after it, such as `元`.
      static let sign = Marks(rawValue: 8)
      static let signAfter = Marks(rawValue: 64)
      /// A minus or parentheses.
      static let negative = Marks(rawValue: 16)
      /// Zeros before the first digit.
      static let zeros = Marks(rawValue: 32)
    }
  }

  /// Words that stand for nothing at all.
  static let placeholders: Set<String> = [
    "-", "--", "—", "null", "NULL", "Null", "n/a", "N/A", "#N/A", "nan", "NaN", "None", "none", "\\N", "无",
  ]

  /// Whether a cell says nothing: empty, blanks, or a placeholder.
  static func isEmpty(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.count == 0 { return true }
    if bytes.count > 8 { return !bytes.contains { $0 > 32 } }
    if bytes[0] > 44 && bytes[0] < 58 && bytes[0] != 45 { return false }
    guard bytes.contains(where: { $0 > 32 }) else { return true }
    guard bytes[0] < 48 || bytes.count <= 4 else { return false }
    return placeholders.contains(String(decoding: bytes, as: UTF8.self))
  }

  /// The number that a cell is, or `nil`.
  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Number? {
    let count = bytes.count
    guard count > 0, count <= 40 else { return nil }
    var at = 0
    var marks: Number.Marks = []
    if bytes[0] == UInt8(ascii: "-") {
      marks.insert(.negative)
      at = 1
    }
    let start = at
    while at < count, bytes[at] &- 48 < 10 { at += 1 }
    let digits = at - start
    if digits > 1, bytes[start] == 48 { marks.insert(.zeros) }
    if at == count { return digits > 0 ? Number(digits: digits, decimals: 0, marks: marks) : nil }
    if bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",") {
      if bytes[at] == UInt8(ascii: ",") { marks.insert(.comma) }
      at += 1
      let from = at
      while at < count, bytes[at] &- 48 < 10 { at += 1 }
      if at == count, digits > 0, at > from { return Number(digits: digits, decimals: at - from, marks: marks) }
    }
    return decorated(bytes)
  }

  /// Letters that stand beside amounts.
  private static let currencies: Set<String> = [
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP",
    "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD",
    "PEN", "PHP", "PKR", "PLN", "QAR", "RMB", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD",
    "UAH", "USD", "VND", "ZAR", "kr", "Kr", "Rs", "zł", "zl", "US", "A", "C", "HK", "NT", "R", "S", "RM", "Rp", "TL",
    "Ft", "AU", "CA", "NZ", "MX", "SG", "Fr", "SFr", "lei", "Bs", "Gs", "KSh", "Dhs", "Tk", "b",
  ]

  private static func isCurrency(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 3 else { return false }
    return currencies.contains(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
  }

  /// A number with signs, marks and blanks, as the row reader understands it.
  private static func decorated(_ bytes: UnsafeBufferPointer<UInt8>) -> Number? {
    guard let base = bytes.baseAddress else { return nil }
    // Letters are those of a currency, or there is no amount: most texts and codes end here.
    var hasDigit = false
    var at = 0
    while at < bytes.count {
      let byte = base[at]
      if (byte | 32) &- 97 < 26 {
        let from = at
        while at < bytes.count, (base[at] | 32) &- 97 < 26 { at += 1 }
        guard isCurrency(base + from, at - from) else { return nil }
        continue
      }
      if byte &- 48 < 10 { hasDigit = true }
      at += 1
    }
    guard hasDigit else { return nil }
    var piece = TextPiece(start: base, count: bytes.count)
    var marks: Number.Marks = []
    let trimmed = piece.trimmed
    if trimmed.count < piece.count { marks.insert(.blank) }
    piece = trimmed
    var points = 0
    var commas = 0
    var last: UInt8 = 0
    for at in 0..<piece.count {
      if piece.start[at] == UInt8(ascii: ".") {
        points += 1
        last = UInt8(ascii: ".")
      } else if piece.start[at] == UInt8(ascii: ",") {
        commas += 1
        last = UInt8(ascii: ",")
      }
    }
    let isComma = last == UInt8(ascii: ",") && commas == 1 || points > 1
    var reader = AmountReader(decimalComma: isComma)
    var hasSign = false
    var isAfter = false
    var isWord = false
    let number = reader.number(piece) { sign in
      if hasSign { isWord = true }
      hasSign = true
      isAfter = sign.start + sign.count == piece.start + piece.count
    }
    guard let number, !isWord else { return nil }
    if hasSign { marks.insert(isAfter ? .signAfter : .sign) }
    if number.mantissa < 0 { marks.insert(.negative) }
    if isComma, number.decimals > 0 { marks.insert(.comma) }
    if points + commas > (number.decimals > 0 ? 1 : 0) { marks.insert(.thousands) }
    var digits = 0
    for at in 0..<piece.count where piece.start[at] &- 48 < 10 { digits += 1 }
    return Number(digits: max(0, digits - number.decimals), decimals: number.decimals, marks: marks)
  }

  /// Whether a cell is a day or a moment, and no plain number.
  static func isDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress, bytes.count >= 6, bytes.count <= 40 else { return false }
    guard bytes.contains(where: { $0 &- 48 < 10 }), bytes.contains(where: { $0 &- 48 >= 10 }) else { return false }
    let piece = TextPiece(start: base, count: bytes.count).trimmed
    var reader = DateReader(order: .mdy)
    if reader.moment(piece) != nil { return true }
    reader.order = .dmy
    if reader.moment(piece) != nil { return true }
    reader.order = .ymd
    return reader.moment(piece) != nil
  }

  /// The pattern of a cell: runs of letters (short ones by their
  /// length), runs of digits by their length (one and two count as the same), marks.
  ///
  /// - Returns: A hash of the pattern, and whether it has digits and marks, which codes have and plain words do not.
  static func pattern(_ bytes: UnsafeBufferPointer<UInt8>) -> (hash: UInt64, hasDigits: Bool, hasMarks: Bool) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var hasDigits = false
    var hasMarks = false
    var at = 0
    let count = bytes.count
    while at < count {
      let byte = bytes[at]
      var token: UInt64
      if byte &- 48 < 10 {
        let from = at
        while at < count, bytes[at] &- 48 < 10 { at += 1 }
        token = 256 + UInt64(max(2, at - from))
        hasDigits = true
      } else if byte >= 128 || (byte | 32) &- 97 < 26 {
        let from = at
        while at < count, bytes[at] >= 128 || (bytes[at] | 32) &- 97 < 26 { at += 1 }
        // Short runs are prefixes, and have one length.
        token = 512 + (at - from <= 4 ? UInt64(at - from) : 0)
      } else {
        token = UInt64(byte)
        if byte > 32 { hasMarks = true }
        at += 1
      }
      hash = (hash ^ token) &* 0x100_0000_01B3
    }
    return (hash, hasDigits, hasMarks)
  }

  /// A hash of the text itself.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: bytes.count)
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
