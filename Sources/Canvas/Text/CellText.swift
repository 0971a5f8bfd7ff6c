/// Text as cells show it: one glyph after the other, each with its columns.
///
/// Text comes from files and is not trusted. A grapheme is reduced to a base and at most four zero-width marks, because
/// a cell of ncurses holds five code points and because a cell with a joiner makes some terminals merge it with the
/// next one. What becomes of the rest:
///
/// - Joined emoji keep their first one; skin tones are dropped.
/// - Variation selectors are dropped, so that a sign is always as wide as its base: terminals disagree on the others.
/// - A flag becomes its two letters, which are as wide as the flag.
/// - Control characters become their pictures (␛, ␀), or `?` in ASCII: never sent, never silently missing.
/// - Format characters (joiners, direction marks, byte order marks) are dropped: some of them reorder a line.
/// - A mark without a base stands on a blank.
enum CellText {
  /// Calls `body` with every glyph and its columns (1 or 2) until it returns false.
  ///
  /// - Complexity: linear; no grapheme breaking where neighbours are plain (ASCII, most of Latin, CJK, blocks).
  @inline(__always)
  static func forEach(in text: String, ascii: Bool, _ body: (_ glyph: String, _ width: Int) -> Bool) {
    let scalars = text.unicodeScalars
    var index = scalars.startIndex
    let end = scalars.endIndex
    while index < end {
      let scalar = scalars[index]
      let next = scalars.index(after: index)
      let width = simpleWidth(scalar.value)
      if width > 0, next == end || simpleWidth(scalars[next].value) > 0 {
        guard body(glyph(of: scalar), width) else { return }
        index = next
      } else {
        let after = text.index(after: index)
        guard complex(text[index..<after].unicodeScalars, ascii: ascii, body) else { return }
        index = after
      }
    }
  }

  /// Columns of a code point that is plain: no control, never part of a longer grapheme when its neighbours are plain
  /// too; 0 for every other.
  @inline(__always)
  private static func simpleWidth(_ value: UInt32) -> Int {
    switch value {
    case 0x20...0x7E: 1
    case 0xA1...0xA8, 0xAA...0xAC, 0xAF...0x2FF: 1
    case 0x2010...0x2027, 0x2030...0x203B, 0x20A0...0x20BF, 0x2190...0x2193, 0x2500...0x259F, 0x2800...0x28FF: 1
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFF60: 2
    default: 0
    }
  }

  @inline(__always)
  static func glyph(of scalar: Unicode.Scalar) -> String {
    scalar.value < 0x80 ? asciiGlyphs[Int(scalar.value)] : String(scalar)
  }

  /// The glyph of every ASCII character; control characters are not asked for.
  static let asciiGlyphs: [String] = (UInt8(0)..<0x80).map { String(Unicode.Scalar($0)) }

  /// One grapheme that needs a closer look; false once `body` wants no more.
  private static func complex(
    _ scalars: Substring.UnicodeScalarView, ascii: Bool, _ body: (_ glyph: String, _ width: Int) -> Bool
  ) -> Bool {
    guard let first = scalars.first else { return true }
    if let picture = controlPicture(of: first.value, ascii: ascii) { return body(picture, 1) }
    if isRegionalIndicator(first.value) {
      for letter in scalars where isRegionalIndicator(letter.value) {
        guard body(asciiGlyphs[Int(letter.value - 0x1F1E6) + 0x41], 1) else { return false }
      }
      return true
    }
    var glyph = ""
    var width = 0
    var marks = 0
    var isJoined = false
    for scalar in scalars {
      let value = scalar.value
      if isDropped(scalar) {
        isJoined = isJoined || value == 0x200D
        continue
      }
      let columns = Self.width(of: value)
      if columns > 0 {
        // What a joiner ties to its base is dropped; a vowel with a place of its own (Thai, Devanagari) gets a cell.
        if isJoined, width > 0 { continue }
        if width > 0, !body(glyph, width) { return false }
        glyph = String(scalar)
        width = columns
        marks = 0
      } else if width == 0 {
        glyph = " "
        glyph.unicodeScalars.append(scalar)
        width = 1
        marks = 1
      } else if marks < 4, !isJoined {
        glyph.unicodeScalars.append(scalar)
        marks += 1
      }
    }
    return width == 0 || body(glyph, width)
  }

  /// Columns of a code point by the tables: 0, 1 or 2.
  static func width(of value: UInt32) -> Int {
    if value < 0x300 { return 1 }
    if WidthTables.holds(WidthTables.zeroWidth, value) { return 0 }
    return value >= 0x1100 && WidthTables.holds(WidthTables.wide, value) ? 2 : 1
  }

  private static func isRegionalIndicator(_ value: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// Whether a code point never reaches a cell: format characters, variation selectors, skin tones, the keycap.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F, 0x180B...0x180F, 0x20E3,
      0x1F3FB...0x1F3FF, 0xE0000...0xE0FFF:
      true
    case ..<0x300: false
    default: scalar.properties.generalCategory == .format
    }
  }

  private static func controlPicture(of value: UInt32, ascii: Bool) -> String? {
    switch value {
    case 0x00...0x1F: ascii ? "?" : Unicode.Scalar(0x2400 + value).map { String($0) }
    case 0x7F: ascii ? "?" : "\u{2421}"
    case 0x80...0x9F, 0xFFF0...0xFFFF: ascii ? "?" : "\u{FFFD}"
    default: nil
    }
  }
}
