import Canvas

/// Text from a file as it may be written to a terminal: control and direction characters are shown or dropped.
enum ShownText {
  /// The text with control characters as their pictures and without characters that reorder a line.
  static func of(_ text: String) -> String {
    var copy = text
    let isPlain = copy.withUTF8 { bytes in
      !bytes.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 || $0 == 0xEF || $0 == 0xF3 || $0 == 0xF4 }
    }
    if isPlain { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20: shown.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case 0x7F: shown.append("\u{2421}")
      case 0x80..<0xA0, SafeText.rawByte: shown.append("\u{FFFD}")
      case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE0FFF: continue
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }
}
