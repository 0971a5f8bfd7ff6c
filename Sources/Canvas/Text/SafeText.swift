/// Text from files and file names, made harmless for a terminal, a message or a clipboard.
///
/// What a terminal acts on is shown instead: C0 and C1 control characters, DEL, and the marks that turn the direction of
/// the text around them. Tabs and line ends stay.
public enum SafeText {
  /// Whether a terminal acts on a code point.
  public static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9, 10: false
    case 0..<32, 127..<160: true
    case 0x202A...0x202E, 0x2066...0x2069, rawByte: true
    default: false
    }
  }

  /// What stands in file names for a byte that is no UTF-8: the byte lies in the low eight bits.
  public static let rawByte: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF

  /// The text with pictures (␛) in place of control characters, one for one. Complexity: O(length).
  public static func pictured(_ text: String) -> String {
    replacing(text) { String($0.value < 32 ? Unicode.Scalar(0x2400 + $0.value) ?? "?" : "\u{FFFD}") }
  }

  /// The text with control characters written out, `\u{1B}`, as a message quotes them. Complexity: O(length).
  public static func escaped(_ text: String) -> String {
    replacing(text) { scalar in
      rawByte.contains(scalar.value)
        ? "\\x" + String(scalar.value & 0xFF, radix: 16, uppercase: true)
        : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  private static func replacing(_ text: String, _ sign: (Unicode.Scalar) -> String) -> String {
    guard text.unicodeScalars.contains(where: isHarmful) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isHarmful(scalar) { safe += sign(scalar) } else { safe.unicodeScalars.append(scalar) }
    }
    return safe
  }
}
