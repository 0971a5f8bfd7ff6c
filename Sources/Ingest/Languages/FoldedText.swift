import CICU

/// Text without what people write differently: case, accents, width, blanks and punctuation.
enum FoldedText {
  /// The letters and digits of a text: "Nº de Pedido" → "nodepedido", "金额（元）" → "金额元".
  ///
  /// Compatible characters are taken apart (NFKD), accents of Latin, Greek and Cyrillic letters and the vowel signs of
  /// Arabic fall away; letters that Unicode does not take apart are written as their languages do without them (ø → o,
  /// ß → ss, ı → i). Signs that other scripts need (Thai vowels, Japanese voicing) stay. Complexity: O(length).
  static func of(_ text: some StringProtocol) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: plain.append(byte)
      case 0x41...0x5A: plain.append(byte | 32)
      case 0x80...: return ofUnicode(text.lowercased())
      default: continue
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func ofUnicode(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in decomposed(text).unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: result.append(scalar)
      case 0x41...0x5A: result.append(Unicode.Scalar(scalar.value + 32) ?? scalar)
      case ..<0xC0, 0xD7, 0xF7: continue
      case 0xDF: result.append(contentsOf: "ss".unicodeScalars)
      case 0xE6: result.append(contentsOf: "ae".unicodeScalars)
      case 0x153: result.append(contentsOf: "oe".unicodeScalars)
      case 0xF0, 0x111: result.append("d")
      case 0xF8: result.append("o")
      case 0xFE: result.append(contentsOf: "th".unicodeScalars)
      case 0x131: result.append("i")
      case 0x142: result.append("l")
      case 0x2B0...0x36F, 0x5B0...0x5C7, 0x640, 0x64B...0x65F, 0x670: continue
      case 0x3C2: result.append("σ")
      case 0x629: result.append("ه")
      case 0x649: result.append("ي")
      case 0x660...0x669: result.append(Unicode.Scalar(scalar.value - 0x660 + 48) ?? scalar)
      case 0x6F0...0x6F9: result.append(Unicode.Scalar(scalar.value - 0x6F0 + 48) ?? scalar)
      case 0x60C, 0x61B, 0x61F, 0x66A...0x66D, 0x2000...0x2BFF, 0x3000...0x3004, 0x3006...0x303F, 0x30FB,
        0xFE00...0xFE6F,
        0xFEFF, 0xFFFC, 0xFFFD:
        continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text in normal form KD; as it is where the library has none.
  static func decomposed(_ text: String) -> String {
    let source = Array(text.utf16)
    var target = [UInt16](repeating: 0, count: source.count * 4 + 16)
    var length = clientele_icu_nfkd(source, Int32(clamping: source.count), &target, Int32(clamping: target.count))
    if length > target.count {
      target = [UInt16](repeating: 0, count: Int(length))
      length = clientele_icu_nfkd(source, Int32(clamping: source.count), &target, length)
    }
    guard length >= 0 else { return text }
    return String(decoding: target.prefix(Int(length)), as: UTF16.self)
  }
}
