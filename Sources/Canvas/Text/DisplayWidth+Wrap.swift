extension DisplayWidth {
  /// The text in lines of at most `width` columns.
  ///
  /// Breaks at blanks, which disappear there, and on either side of a wide character (Chinese and Japanese have no
  /// blanks); a word longer than a line is broken between graphemes. `\n` always ends a line. A grapheme wider than
  /// the line gets a line of its own.
  public static func wrap(_ text: String, _ width: Int) -> [String] {
    guard width > 0 else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrapLine($0, width) }
  }

  private static func wrapLine(_ line: Substring, _ width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var used = 0
    var pendingBlanks = 0

    func finish() {
      lines.append(current)
      current = ""
      used = 0
      pendingBlanks = 0
    }
    func append(_ piece: String, _ columns: Int) {
      if used > 0, used + pendingBlanks + columns > width { finish() }
      // An indentation stays where a word fits behind it.
      if used > 0 || (lines.isEmpty && pendingBlanks < width) {
        current += blanks(pendingBlanks)
        used += pendingBlanks
      }
      pendingBlanks = 0
      if columns <= width - used {
        current += piece
        used += columns
        return
      }
      for character in piece {
        let wide = of(character)
        if used > 0, used + wide > width { finish() }
        current.append(character)
        used += wide
      }
    }

    var word = ""
    var wordColumns = 0
    func endWord() {
      if wordColumns > 0 || !word.isEmpty { append(word, wordColumns) }
      word = ""
      wordColumns = 0
    }
    for character in line {
      let columns = of(character)
      if character == " " || character == "\t" {
        endWord()
        pendingBlanks += 1
      } else if columns == 2, !isClosing(character) {
        endWord()
        word.append(character)
        wordColumns = 2
      } else if wordColumns == 2, word.count == 1, let first = word.first, of(first) == 2, columns == 1 {
        endWord()
        word.append(character)
        wordColumns = columns
      } else {
        word.append(character)
        wordColumns += columns
      }
    }
    endWord()
    if !current.isEmpty || lines.isEmpty { lines.append(current) }
    return lines
  }

  /// Signs that must not begin a line.
  private static func isClosing(_ character: Character) -> Bool {
    switch character {
    case "，", "。", "、", "；", "：", "？", "！", "）", "》", "」", "』", "】": true
    default: false
    }
  }
}
