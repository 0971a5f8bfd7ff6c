import CICU

/// One of ICU's transliterators, on one text at a time.
///
/// Not to be used by two threads at once: its owner sees to that.
final class Transliterator: @unchecked Sendable {
  private let handle: UnsafeMutablePointer<UTransliterator?>

  /// The transliterator of this ICU identifier; `nil` where ICU does not have it.
  init?(_ identifier: String) {
    let name = Array(identifier.utf16)
    var status = U_ZERO_ERROR
    guard let handle = clientele_icu_open(name, Int32(name.count), &status), status.rawValue <= 0 else { return nil }
    self.handle = handle
  }

  deinit { clientele_icu_close(handle) }

  /// The text in its other form; `nil` where ICU fails or the result is longer than 240 UTF-16 units.
  func callAsFunction(_ text: String) -> String? {
    var units = Array(text.utf16)
    var length = Int32(units.count)
    let capacity = 240
    guard units.count < capacity else { return nil }
    units.append(contentsOf: repeatElement(0, count: capacity - units.count))
    var status = U_ZERO_ERROR
    clientele_icu_transliterate(handle, &units, &length, Int32(capacity), &status)
    guard status.rawValue <= 0, length >= 0, Int(length) <= capacity else { return nil }
    return String(decoding: units.prefix(Int(length)), as: UTF16.self)
  }
}

/// Characters in the one form in which all their spellings meet: lower case, without accents, half-width, simplified.
///
/// `É`, `é` and `e`, `ß` and `ss`, `ø` and `o`, `Ａ` and `a`, `陳` and `陈` are the same. ICU's rules; each different
/// character goes through ICU once and is then read from a table.
struct CharacterFold: Sendable {
  /// Compatibility forms apart, accents of the European alphabets off, Latin letters to ASCII, Chinese to simplified.
  static let rules = "NFKD; Lower; [\\u0300-\\u036F] Remove; Latin-ASCII; Lower; Traditional-Simplified"

  private let transliterator = Transliterator(CharacterFold.rules)
  /// By the upper bits of a scalar the number of its page; 0 for a page without a character yet.
  private var pages: [UInt16] = Array(repeating: 0, count: 0x1101)
  /// 256 entries a page: position in `bytes` and length in the lowest 8 bits; `unseen` for none yet.
  private var entries: [UInt64] = []
  private var bytes: [UInt8] = []
  private static let unseen = UInt64.max

  /// Adds the folded form of UTF-8 bytes to a buffer; what is no UTF-8 counts as U+FFFD, control characters as blanks.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        out.append(CharacterFold.ascii(byte))
        position += 1
      } else {
        append(UTF8Reader.scalar(text, &position), to: &out)
      }
    }
  }

  /// The folded form of a text.
  mutating func fold(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    let utf8 = Array(text.utf8)
    utf8.withUnsafeBufferPointer { append($0, to: &out) }
    return out
  }

  /// An ASCII character in lower case; control characters as blanks.
  @inline(__always)
  static func ascii(_ byte: UInt8) -> UInt8 {
    byte &- 65 < 26 ? byte | 32 : byte < 32 || byte == 127 ? 32 : byte
  }

  private mutating func append(_ scalar: UInt32, to out: inout [UInt8]) {
    let page = Int(scalar >> 8)
    if pages[page] == 0 {
      pages[page] = UInt16(entries.count / 256 + 1)
      entries.append(contentsOf: repeatElement(CharacterFold.unseen, count: 256))
    }
    let slot = (Int(pages[page]) - 1) * 256 + Int(scalar & 255)
    if entries[slot] == CharacterFold.unseen {
      let folded = form(of: scalar)
      entries[slot] = UInt64(bytes.count) << 8 | UInt64(folded.count)
      bytes.append(contentsOf: folded)
    }
    let entry = entries[slot]
    let start = Int(entry >> 8)
    for position in start..<start + Int(entry & 255) { out.append(bytes[position]) }
  }

  private func form(of scalar: UInt32) -> [UInt8] {
    guard let scalar = Unicode.Scalar(scalar) else { return [] }
    let text = String(Character(scalar))
    let folded = Array((transliterator?(text) ?? text.lowercased()).utf8.prefix(255))
    return folded.map { $0 < 0x80 ? CharacterFold.ascii($0) : $0 }
  }
}

/// Reads UTF-8 scalar by scalar.
enum UTF8Reader {
  /// The scalar at a position, which moves behind it; U+FFFD and one byte further where the bytes are no UTF-8.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
    let lead = UInt32(text[position])
    position += 1
    if lead < 0x80 { return lead }
    let more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xC2 && lead < 0xE0 ? 1 : 0
    guard more > 0, position + more <= text.count else { return 0xFFFD }
    var value = lead & (0x3F >> UInt32(more))
    for offset in 0..<more {
      let byte = text[position + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isShortest = value >= (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000)
    guard isShortest, Unicode.Scalar(value) != nil else { return 0xFFFD }
    position += more
    return value
  }

  /// All scalars of a text.
  static func scalars(_ bytes: [UInt8]) -> [UInt32] {
    bytes.withUnsafeBufferPointer { text in
      var scalars: [UInt32] = []
      var position = 0
      while position < text.count { scalars.append(scalar(text, &position)) }
      return scalars
    }
  }

  /// Whether a scalar is a Chinese character.
  static func isHan(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x3007, let scalar = Unicode.Scalar(scalar) else { return false }
    return scalar.properties.isUnifiedIdeograph || scalar.value == 0x3007
  }
}
