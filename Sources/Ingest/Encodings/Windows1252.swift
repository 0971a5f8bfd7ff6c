/// Western text of one byte a character, as Windows writes it. No byte is refused: the five without a character stand for
/// the control characters of the same number, as browsers read them.
enum Windows1252 {
  /// The characters of the bytes 128–159.
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  /// Appends bytes as UTF-8.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    var at = 0
    while at < bytes.count {
      let end = Utf8.plainEnd(bytes, from: at)
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[at..<end]))
      at = end
      guard at < bytes.count else { return }
      let byte = bytes[at]
      at += 1
      let scalar = byte >= 0x80 && byte < 0xA0 ? special[Int(byte) - 0x80] : UInt16(byte)
      if scalar < 0x80 {
        out.append(UInt8(scalar))
      } else if scalar < 0x800 {
        out.append(UInt8(0xC0 | scalar >> 6))
        out.append(UInt8(0x80 | scalar & 0x3F))
      } else {
        out.append(UInt8(0xE0 | scalar >> 12))
        out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        out.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
  }
}
