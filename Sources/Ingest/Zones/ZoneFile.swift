import Glibc

/// The contents of a zone file (TZif).
///
/// Source: RFC 9636, "The Time Zone Information Format (TZif)". Versions 2 and later have the block with 64-bit instants
/// and the footer; a file of version 1 has 32-bit instants and no footer.
struct ZoneFile {
  /// Instants, in seconds since 1970, at which the offset changes; ascending.
  private(set) var instants: [Int] = []
  /// Seconds east of Greenwich from each instant on.
  private(set) var offsets: [Int32] = []
  /// Seconds east of Greenwich before the first instant.
  private(set) var earliest: Int32 = 0
  /// How it goes on after the last instant; `nil`: as it was.
  private(set) var rule: ZoneRule?

  /// Bytes that a zone file may have; the largest there are have four thousand.
  static let sizeLimit = 1 << 18

  /// Takes a file's bytes apart; `nil` where they are no zone.
  init?(_ bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0) else { return nil }
    guard first.version >= 2 else {
      guard read(bytes, first, at: Header.size, width: 4) else { return nil }
      return
    }
    let second = Header.size + first.bodySize(width: 4)
    guard let header = Header(bytes, at: second), read(bytes, header, at: second + Header.size, width: 8) else {
      return nil
    }
    let footer = second + Header.size + header.bodySize(width: 8)
    guard footer < bytes.count, bytes[footer] == 10,
      let end = bytes[(footer + 1)...].firstIndex(of: 10)
    else { return nil }
    if end > footer + 1 {
      guard let rule = ZoneRule(bytes[(footer + 1)..<end]) else { return nil }
      self.rule = rule
    }
  }

  private mutating func read(_ bytes: [UInt8], _ header: Header, at start: Int, width: Int) -> Bool {
    guard start + header.bodySize(width: width) <= bytes.count, header.types > 0 else { return false }
    let indices = start + header.transitions * width
    let types = indices + header.transitions
    func offset(_ type: Int) -> Int32 {
      Int32(truncatingIfNeeded: Header.number(bytes, types + type * 6, width: 4))
    }
    earliest = offset(0)
    for position in 0..<header.transitions {
      let instant = Header.number(bytes, start + position * width, width: width)
      let type = Int(bytes[indices + position])
      guard type < header.types, instants.last ?? Int.min < instant, abs(offset(type)) < 93_600 else { return false }
      instants.append(instant)
      offsets.append(offset(type))
    }
    return abs(earliest) < 93_600
  }

  private struct Header {
    static let size = 44
    let version: Int
    let isUT, isStandard, leaps, transitions, types, letters: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + Header.size, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
      version = bytes[start + 4] == 0 ? 1 : Int(bytes[start + 4]) - 48
      func count(_ position: Int) -> Int { Header.number(bytes, start + 20 + position * 4, width: 4) }
      (isUT, isStandard, leaps) = (count(0), count(1), count(2))
      (transitions, types, letters) = (count(3), count(4), count(5))
      for number in [isUT, isStandard, leaps, transitions, types, letters] {
        guard number >= 0, number < ZoneFile.sizeLimit else { return nil }
      }
    }

    func bodySize(width: Int) -> Int {
      transitions * (width + 1) + types * 6 + letters + leaps * (width + 4) + isStandard + isUT
    }

    /// A big-endian number with a sign.
    static func number(_ bytes: [UInt8], _ start: Int, width: Int) -> Int {
      var value: UInt64 = 0
      for byte in bytes[start..<start + width] { value = value << 8 | UInt64(byte) }
      return width == 8 ? Int(Int64(bitPattern: value)) : Int(Int32(truncatingIfNeeded: value))
    }
  }
}
