/// What stands for a character where a terminal's character set lacks it.
public enum LettersInASCII {
  /// An ASCII character for another one: `é` is `e`, `€` is `E`, `→` is `>`; `nil` where none would be understood, as for
  /// Chinese. It is one column wide, so that tables stay straight.
  ///
  /// Letters are found by their Unicode names (`LATIN SMALL LETTER O WITH STROKE`), so that no table of them is kept.
  public static func standIn(for scalar: Unicode.Scalar) -> Character? {
    if scalar.value < 0x80 { return Character(scalar) }
    if let sign = Glyphs.ascii.plain(String(scalar)).first, sign.isASCII { return sign }
    if let currency = currencies[scalar] { return currency }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return " "
    case .dashPunctuation: return "-"
    default: break
    }
    let name = scalar.properties.name ?? ""
    for (prefix, isSmall) in [("LATIN SMALL LETTER ", true), ("LATIN CAPITAL LETTER ", false)]
    where name.hasPrefix(prefix) {
      let word = name.dropFirst(prefix.count).prefix { $0 != " " }
      guard let letter = word.count == 1 ? word.first : named[String(word)] else { return nil }
      return isSmall ? Character(letter.lowercased()) : letter
    }
    return nil
  }

  /// Letters that Unicode names by a word.
  private static let named: [String: Character] = [
    "SHARP": "S", "DOTLESS": "I", "AE": "A", "OE": "O", "ETH": "D", "THORN": "T", "ENG": "N", "LONG": "S",
  ]

  private static let currencies: [Unicode.Scalar: Character] = ["€": "E", "£": "L", "¥": "Y", "₹": "R", "₺": "T"]
}
