import Glibc
import Ledger

/// The texts of a column as pointers, for loops over many rows.
struct FilterTexts {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let offsets: UnsafeBufferPointer<UInt32>

  /// The bytes of a row without blanks at its ends, no-break and ideographic ones too; empty where the column is absent.
  @inline(__always)
  func trimmed(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    guard row + 1 < offsets.count else { return UnsafeBufferPointer(rebasing: bytes[0..<0]) }
    var start = Int(offsets[row])
    var end = Int(offsets[row + 1])
    while start < end, FilterTexts.isBlank(bytes[start]) { start += 1 }
    while start < end, FilterTexts.isBlank(bytes[end - 1]) { end -= 1 }
    if start < end, bytes[start] == 0xC2 || bytes[start] == 0xE3 || bytes[end - 1] == 0xA0 || bytes[end - 1] == 0x80 {
      return wideTrimmed(start, end)
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  /// The bytes of a range without blanks of any width at its ends.
  private func wideTrimmed(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (from, to)
    func blank(_ position: Int) -> Int {
      if FilterTexts.isBlank(bytes[position]) { return 1 }
      if position + 2 <= end, bytes[position] == 0xC2, bytes[position + 1] == 0xA0 { return 2 }
      let isWide = position + 3 <= end && bytes[position] == 0xE3 && bytes[position + 1] == 0x80
      return isWide && bytes[position + 2] == 0x80 ? 3 : 0
    }
    while start < end, blank(start) > 0 { start += blank(start) }
    scan: while start < end {
      for length in 1...3 where end - length >= start && blank(end - length) == length {
        end -= length
        continue scan
      }
      break
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<end])
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }
}

extension TextColumn {
  /// Reads the column by pointer; the texts must not leave the closure.
  func withTexts<Result>(_ body: (FilterTexts) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { body(FilterTexts(bytes: bytes, offsets: $0)) }
    }
  }
}

/// Compares texts without regard to upper and lower case.
///
/// ASCII and Latin-1 are folded byte by byte. Texts with letters of other alphabets that have two cases take the slower
/// way through a string.
struct FilterTextMatcher {
  private enum Way { case equal, contains, starts, ends }

  private let way: Way
  private let parts: [[UInt8]]

  /// A condition on texts; conditions on figures are met by none.
  init(_ condition: FilterCondition) {
    func folded(_ literal: FilterLiteral) -> [UInt8]? {
      if case .text(let text) = literal { return FilterText.folded(text) }
      return nil
    }
    switch condition {
    case .compare(.equal, let literal): (way, parts) = (.equal, [folded(literal)].compactMap { $0 })
    case .isIn(let literals): (way, parts) = (.equal, literals.compactMap(folded))
    case .contains(let part): (way, parts) = (.contains, [Array(part.lowercased().utf8)])
    case .starts(let part): (way, parts) = (.starts, [Array(part.lowercased().utf8)])
    case .ends(let part): (way, parts) = (.ends, [Array(part.lowercased().utf8)])
    default: (way, parts) = (.equal, [])
    }
  }

  /// Whether a text, blanks at its ends removed, meets the condition.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    if FilterTextMatcher.needsString(text) {
      let folded = FilterText.folded(String(decoding: text, as: UTF8.self))
      return folded.withUnsafeBufferPointer { text in parts.contains { compare(text, $0) } }
    }
    for part in parts where compare(text, part) { return true }
    return false
  }

  private static func needsString(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Lead bytes of scalars that have a lower case of their own: beyond Latin-1 all of two bytes, and from three on
    // those outside the Chinese, Japanese and Korean blocks.
    for byte in text where byte >= 0xC4 && (byte <= 0xE2 || byte == 0xEA || byte >= 0xEE) { return true }
    return false
  }

  @inline(__always)
  private func compare(_ text: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
    guard part.count <= text.count, way != .equal || part.count == text.count else { return false }
    return part.withUnsafeBufferPointer { part in
      switch way {
      case .equal, .starts: return FilterTextMatcher.isSame(text, 0, part)
      case .ends: return FilterTextMatcher.isSame(text, text.count - part.count, part)
      case .contains:
        for start in 0...(text.count - part.count) where FilterTextMatcher.isSame(text, start, part) { return true }
        return false
      }
    }
  }

  @inline(__always)
  private static func isSame(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ part: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    var position = 0
    while position < part.count {
      var byte = text[start &+ position]
      if byte &- 65 < 26 {
        byte |= 32
      } else if byte &- 0x80 < 0x1F, byte != 0x97, start &+ position > 0, text[start &+ position &- 1] == 0xC3 {
        // À to Þ, of which × is no letter.
        byte |= 32
      }
      guard byte == part[position] else { return false }
      position &+= 1
    }
    return true
  }
}
