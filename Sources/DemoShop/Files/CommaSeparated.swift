/// A comma-separated file in the making: UTF-8, LF, fields quoted where they must be.
struct CommaSeparated: Sendable {
  private(set) var bytes: [UInt8] = []
  private var isAtLineStart = true

  init(header: String, capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
    bytes.append(contentsOf: header.utf8)
    bytes.append(10)
  }

  /// Ends the row.
  mutating func endRow() {
    bytes.append(10)
    isAtLineStart = true
  }

  private mutating func separate() {
    if isAtLineStart { isAtLineStart = false } else { bytes.append(44) }
  }

  /// A field, or several, that are already in the form they have in the file.
  mutating func field(raw: [UInt8]) {
    separate()
    bytes.append(contentsOf: raw)
  }

  /// A text.
  mutating func field(_ text: String) {
    separate()
    bytes.append(contentsOf: Self.quoted(text))
  }

  /// A whole number.
  mutating func field(_ number: Int) {
    separate()
    append(number)
  }

  /// Money with two decimals, from minor units.
  mutating func field(money: Int) {
    separate()
    if money < 0 { bytes.append(45) }
    let magnitude = abs(money)
    append(magnitude / 100)
    bytes.append(46)
    two(magnitude % 100)
  }

  /// Money, or nothing where it is zero.
  mutating func field(moneyOrBlank money: Int) {
    if money == 0 { blank() } else { field(money: money) }
  }

  /// An empty field.
  mutating func blank() { separate() }

  /// A day as `2026-06-30`, from its offset.
  mutating func field(day: Int) {
    separate()
    appendDay(day)
  }

  /// A moment as `2026-06-30 18:05:09`, in seconds since the shop's first midnight.
  mutating func field(instant: Int) {
    separate()
    appendDay(instant / 86_400)
    bytes.append(32)
    let second = instant % 86_400
    two(second / 3_600)
    bytes.append(58)
    two(second / 60 % 60)
    bytes.append(58)
    two(second % 60)
  }

  private mutating func appendDay(_ offset: Int) {
    let date = ShopCalendar.day(offset).fields
    append(date.year)
    bytes.append(45)
    two(date.month)
    bytes.append(45)
    two(date.day)
  }

  private mutating func two(_ value: Int) {
    bytes.append(UInt8(48 + value / 10))
    bytes.append(UInt8(48 + value % 10))
  }

  private mutating func append(_ number: Int) {
    if number < 10, number >= 0 {
      bytes.append(UInt8(48 + number))
      return
    }
    bytes.append(contentsOf: String(number).utf8)
  }

  /// The bytes of a text as a field: in quotes where it holds a comma, a quote or a line end (RFC 4180).
  static func quoted(_ text: String) -> [UInt8] {
    let plain = Array(text.utf8)
    guard plain.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else { return plain }
    var quoted: [UInt8] = [34]
    for byte in plain {
      if byte == 34 { quoted.append(34) }
      quoted.append(byte)
    }
    quoted.append(34)
    return quoted
  }
}
