/// Names of files as the system has them: bytes, which need not be UTF-8.
///
/// In texts each byte that is no UTF-8 is a code point of its own (U+10FF80 to U+10FFFF, which nobody uses), so that a
/// name keeps its identity from the command line to the system call.
public enum FileName {
  private static let base: UInt32 = 0x10_FF00

  /// The text of a name. Complexity: O(length).
  public static func text(_ name: UnsafePointer<CChar>) -> String {
    if let text = String(validatingCString: name), !holdsBytes(text) { return text }
    var bytes: [UInt8] = []
    var place = 0
    while name[place] != 0 {
      bytes.append(UInt8(bitPattern: name[place]))
      place += 1
    }
    return text(bytes)
  }

  static func text(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var place = 0
    while place < bytes.count {
      let length = bytes[place] < 0x80 ? 1 : bytes[place] < 0xE0 ? 2 : bytes[place] < 0xF0 ? 3 : 4
      let end = min(bytes.count, place + length)
      let letter = String(validating: bytes[place..<end], as: UTF8.self)
      if let scalar = letter?.unicodeScalars.first, letter?.unicodeScalars.count == 1, !isByte(scalar) {
        text.append(scalar)
        place = end
      } else {
        if let scalar = Unicode.Scalar(base + UInt32(bytes[place])) { text.append(scalar) }
        place += 1
      }
    }
    return String(text)
  }

  /// Calls `body` with the name as the system knows it.
  public static func with<Result>(_ text: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    guard holdsBytes(text) else { return text.withCString(body) }
    var bytes: [CChar] = []
    for scalar in text.unicodeScalars {
      if isByte(scalar) {
        bytes.append(CChar(bitPattern: UInt8(truncatingIfNeeded: scalar.value)))
      } else {
        bytes.append(contentsOf: String(scalar).utf8.map { CChar(bitPattern: $0) })
      }
    }
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map(body) ?? text.withCString(body)
    }
  }

  /// Whether a name has bytes that are no UTF-8. Complexity: O(length).
  public static func holdsBytes(_ text: String) -> Bool { text.unicodeScalars.contains(where: isByte) }

  private static func isByte(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= base + 0x80 }
}
