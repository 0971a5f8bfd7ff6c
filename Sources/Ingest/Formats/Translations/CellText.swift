import Ledger

/// What platforms and spreadsheets put around the text of a cell.
enum CellText {
  /// The text without the guards that keep spreadsheets from turning ids into numbers (`="123"`, a leading apostrophe
  /// or tab), without blanks at its ends (ASCII, no-break, ideographic), and nothing where the text says "nothing":
  /// `-`, `--`, `null`.
  static func cleaned(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard let base = cell.baseAddress, cell.count > 0 else { return cell }
    // Most cells begin and end with a letter or a digit.
    let first = cell[0]
    let last = cell[cell.count - 1]
    if isOrdinary(first), isOrdinary(last), cell.count != 4 || first | 32 != UInt8(ascii: "n") { return cell }
    var piece = TextPiece(start: base, count: cell.count)
    while true {
      piece = trimmed(piece)
      if piece.count >= 3, piece.start[0] == UInt8(ascii: "="), piece.start[1] == 34, piece.start[piece.count - 1] == 34
      {
        piece = TextPiece(start: piece.start + 2, count: piece.count - 3)
      } else if piece.count > 0, piece.start[0] == 39 {
        piece = TextPiece(start: piece.start + 1, count: piece.count - 1)
      } else {
        break
      }
    }
    let isNothing =
      (piece.count <= 2 && piece.count > 0 && (0..<piece.count).allSatisfy { piece.start[$0] == 45 })
      || (piece.count == 4 && (piece.matches(Array("null".utf8), at: 0) || piece.matches(Array("NULL".utf8), at: 0)))
    return UnsafeBufferPointer(start: piece.start, count: isNothing ? 0 : piece.count)
  }

  /// The cleaned text of a string.
  static func cleaned(_ cell: String) -> String {
    var cell = cell
    return cell.withUTF8 { String(decoding: cleaned($0), as: UTF8.self) }
  }

  private static func isOrdinary(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 122)
  }

  private static func trimmed(_ piece: TextPiece) -> TextPiece {
    var piece = piece.trimmed
    while piece.matches([0xC2, 0xA0], at: 0) {
      piece = TextPiece(start: piece.start + 2, count: piece.count - 2).trimmed
    }
    while piece.count >= 2, piece.matches([0xC2, 0xA0], at: piece.count - 2) {
      piece = TextPiece(start: piece.start, count: piece.count - 2).trimmed
    }
    return piece
  }

  /// Whether a text is no longer what it was: letters replaced by asterisks, or ciphertext between marks.
  ///
  /// Such a text does not tell people apart: `1******6198`, `t**`, `张*`, `##4xQ…`, `$$…`, `~…~`.
  static func isMasked(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 0 else { return false }
    if text.count >= 2, text[0] == text[1], text[0] == UInt8(ascii: "#") || text[0] == UInt8(ascii: "$") { return true }
    if text.count >= 8, text[0] == UInt8(ascii: "~"), text[text.count - 1] == UInt8(ascii: "~") { return true }
    return text.contains(UInt8(ascii: "*"))
  }

  /// Whether a spreadsheet turned an id into a rounded number: `3.5E+16`.
  static func isRounded(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 5, text.count <= 24, text[0] >= 48, text[0] <= 57 else { return false }
    var hasExponent = false
    for (place, byte) in text.enumerated() where byte < 48 || byte > 57 {
      if byte == UInt8(ascii: "."), place == 1 { continue }
      if byte | 32 == UInt8(ascii: "e"), !hasExponent, place + 2 < text.count, text[place + 1] == UInt8(ascii: "+") {
        hasExponent = true
        continue
      }
      if byte == UInt8(ascii: "+"), hasExponent { continue }
      return false
    }
    return hasExponent
  }

  /// The number that a text says, exactly; `nil` where it says none. `sign` is told the currency sign beside it.
  static func number(
    _ text: UnsafeBufferPointer<UInt8>, _ reader: inout AmountReader, sign: ((TextPiece) -> Void)? = nil
  ) -> DecimalNumber? {
    guard let start = text.baseAddress, text.count > 0 else { return nil }
    return reader.number(TextPiece(start: start, count: text.count), sign: sign)
  }

  /// Gives the bytes of an amount with a point: `-12.30`.
  static func withText<Result>(
    _ minor: Int64, digits: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    // Nineteen digits, as many decimals as there are, a point and a sign.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24 + digits) { buffer in
      var at = buffer.count
      var rest = minor.magnitude
      var written = 0
      while rest > 0 || written <= digits {
        if written == digits, digits > 0 {
          at -= 1
          buffer[at] = UInt8(ascii: ".")
        }
        at -= 1
        buffer[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        written += 1
      }
      if minor < 0 {
        at -= 1
        buffer[at] = UInt8(ascii: "-")
      }
      return body(UnsafeBufferPointer(rebasing: buffer[at...]))
    }
  }

  /// An amount as text with a point: `-12.30`.
  static func text(_ minor: Int64, digits: Int) -> String {
    withText(minor, digits: digits) { String(decoding: $0, as: UTF8.self) }
  }

  /// A number as text with a point, as many decimals as it has.
  static func text(_ number: DecimalNumber) -> String { text(number.mantissa, digits: number.decimals) }

  /// The first word of a text, up to a blank of either width.
  static func firstWord(_ text: UnsafeBufferPointer<UInt8>) -> String {
    var end = 0
    while end < text.count, text[end] > 32 {
      if text[end] == 0xE3, end + 2 < text.count, text[end + 1] == 0x80, text[end + 2] == 0x80 { break }
      end += 1
    }
    return String(decoding: UnsafeBufferPointer(rebasing: text[..<end]), as: UTF8.self)
  }

  /// A date in ISO form where a spreadsheet left its serial number (`45384.34789`), or where the platform's order of day
  /// and month is known; `nil` where the text can stay as it is.
  ///
  /// Serial numbers count days from 1899-12-30; only those of the years 2000 to 2099 are taken for dates.
  static func date(_ text: UnsafeBufferPointer<UInt8>, order: DateOrder?) -> String? {
    guard let start = text.baseAddress, text.count >= 5 else { return nil }
    if text.count <= 18, text[0] >= 51, text[0] <= 55, text.count == 5 || text[5] == UInt8(ascii: "."),
      text.enumerated().allSatisfy({ ($0.element >= 48 && $0.element <= 57) || $0.offset == 5 })
    {
      var reader = AmountReader(decimalComma: false)
      guard let number = reader.number(TextPiece(start: start, count: text.count)),
        let seconds = DecimalNumber.product(number, DecimalNumber(mantissa: 86_400, decimals: 0), digits: 0),
        seconds >= 36_526 * 86_400, seconds < 73_051 * 86_400
      else { return nil }
      let day = Day(rawValue: Int32(seconds / 86_400 - 25_569)).description
      return number.decimals == 0 ? day : day + " " + clock(Int(seconds % 86_400))
    }
    guard let order else { return nil }
    if text.count >= 10, text[4] == UInt8(ascii: "-") { return nil }
    var reader = DateReader(order: order)
    guard let moment = reader.moment(TextPiece(start: start, count: text.count)) else { return nil }
    let day = Day(rawValue: moment.day).description
    return moment.second < 0 ? day : day + " " + clock(Int(moment.second))
  }

  private static func clock(_ second: Int) -> String {
    Digits.padded(second / 3600, 2) + ":" + Digits.padded(second / 60 % 60, 2) + ":" + Digits.padded(second % 60, 2)
  }
}
