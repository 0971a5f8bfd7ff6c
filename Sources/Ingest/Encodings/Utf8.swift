/// UTF-8, byte by byte.
enum Utf8 {
  /// “�”, which stands for bytes that cannot be read.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// What stands at a place that is no ASCII.
  enum Sequence: Equatable {
    /// A character of so many bytes.
    case good(Int)
    /// A byte that begins no character.
    case bad
    /// The bytes end inside a character.
    case incomplete
  }

  /// The character at `at`, whose first byte is above 127. Source: the Unicode standard, table 3-7.
  @inline(__always)
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Sequence {
    let first = bytes[at]
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      low = 0xA0
    case 0xED:
      length = 3
      high = 0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      low = 0x90
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      high = 0x8F
    default: return .bad
    }
    for next in 1..<length {
      guard at + next < bytes.count else { return .incomplete }
      guard bytes[at + next] >= low, bytes[at + next] <= high else { return .bad }
      (low, high) = (0x80, 0xBF)
    }
    return .good(length)
  }

  /// The first byte from `at` on that is above 127 or zero, or the end: eight bytes at a step.
  @inline(__always)
  static func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, from at: Int) -> Int {
    guard let start = bytes.baseAddress else { return at }
    let raw = UnsafeRawPointer(start)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = at
    // A zero byte borrows from the subtraction and so shows in its highest bit.
    while at + 32 <= bytes.count {
      let a = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let b = raw.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
      let c = raw.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self)
      let d = raw.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self)
      let either = (a | (a &- ones)) | (b | (b &- ones)) | (c | (c &- ones)) | (d | (d &- ones))
      if either & highs != 0 { break }
      at += 32
    }
    while at < bytes.count, bytes[at] < 0x80, bytes[at] != 0 { at += 1 }
    return at
  }
}
