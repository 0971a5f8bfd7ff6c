/// Texts of the filter language as they are compared, and as they are shown.
enum FilterText {
  /// The form in which texts are compared: blanks at the ends removed, lower case.
  static func folded(_ text: String) -> [UInt8] {
    Array(trimmed(text).lowercased().utf8)
  }

  static func trimmed(_ text: String) -> String {
    var letters = Substring(text)
    while letters.first?.isWhitespace == true { letters.removeFirst() }
    while letters.last?.isWhitespace == true { letters.removeLast() }
    return String(letters)
  }

  /// The text in quotes, or without where it reads the same: letters, digits and `_`, and no word of the language.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true
      && text.allSatisfy { ($0.isLetter || $0.isNumber || $0 == "_") && !isFullWidth($0) }
      && !FilterWords.reserved.contains(text.lowercased()) && FilterWords.words[text] == nil
      && text.lowercased() != "today"
    if isPlain { return text }
    var result = "\""
    for letter in text {
      if letter == "\"" || letter == "\\" { result += "\\" }
      result.append(letter)
    }
    return result + "\""
  }

  private static func isFullWidth(_ letter: Character) -> Bool {
    letter.unicodeScalars.contains { (0xFF01...0xFF5E).contains($0.value) }
  }

  /// At most 40 characters of a text that somebody typed, without what would move a terminal's cursor.
  static func visible(_ text: String) -> String {
    var result = String(
      text.prefix(40).map { letter in
        letter.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "\u{FFFD}" : letter
      })
    if text.count > 40 { result += "…" }
    return result
  }
}
