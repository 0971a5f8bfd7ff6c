/// The words and signs of the filter language, as data: one entry is one more way to write something.
enum FilterWords {
  /// Signs, the longer ones first, and what they stand for.
  static let signs: [(written: String, means: String)] = [
    ("&&", "and"), ("||", "or"), ("==", "="), ("!=", "!="), ("<>", "!="), ("<=", "<="), (">=", ">="), ("!~", "!~"),
    ("=~", "~"), ("..", ".."), ("≤", "<="), ("≥", ">="), ("≠", "!="), ("(", "("), (")", ")"), (",", ","), ("、", ","),
    ("=", "="), ("<", "<"), (">", ">"), ("~", "~"), ("+", "+"), ("-", "-"), ("−", "-"), ("%", "%"), ("!", "not"),
    (":", "="),
  ]

  /// Words of other languages, and what they stand for.
  static let words: [String: [String]] = [
    "且": ["and"], "并且": ["and"], "或": ["or"], "或者": ["or"], "非": ["not"], "包含": ["contains"],
    "属于": ["in"], "介于": ["between"], "开头是": ["starts"], "结尾是": ["ends"], "等于": ["="], "不等于": ["!="],
    "大于": [">"], "小于": ["<"], "大于等于": [">="], "小于等于": ["<="], "为空": ["is", "missing"],
    "不为空": ["is", "known"],
  ]

  /// Words that are never a value unless they stand in quotes.
  static let reserved: Set<String> = ["and", "or", "not", "in", "between", "contains", "starts", "ends", "is"]

  /// Quotes that open, and those that close them.
  static let quotes: [Character: Set<Character>] = [
    "\"": ["\""], "'": ["'"], "“": ["”", "“"], "”": ["”"], "‘": ["’", "‘"], "「": ["」"], "『": ["』"],
  ]

  /// Comparison signs.
  static let comparisons = ["=", "!=", "<", "<=", ">", ">="]

  /// What stands for yes and no.
  static let answers: [String: Bool] = [
    "yes": true, "true": true, "1": true, "是": true, "no": false, "false": false, "0": false, "否": false,
  ]

  /// Signs that may stand inside a word, besides letters, digits and combining marks.
  static let inner: Set<Character> = ["_", "-", ".", "@", "+", "&", "%"]
}

/// One word or sign of a filter's text.
struct FilterToken: Sendable {
  enum Kind: Sendable, Equatable {
    case word
    case quoted
    /// A regular expression between slashes.
    case pattern(flags: String)
    case sign
    case end
  }

  let kind: Kind
  /// Without quotes, and signs as what they stand for.
  let text: String
  let place: FilterPlace

  /// Whether this is the sign, or the word in any case.
  func `is`(_ word: String) -> Bool {
    switch kind {
    case .sign: text == word
    case .word: text.lowercased() == word
    default: false
    }
  }
}

/// Cuts the text of a filter into words and signs.
struct FilterLexer {
  private let letters: [Character]
  private var at = 0
  private(set) var tokens: [FilterToken] = []
  private var endsInComment = false

  /// The words and signs of a text, ended by one of kind `end`. Complexity: O(characters).
  ///
  /// With `toCursor` an unclosed quote or expression is one that is still being typed.
  static func tokens(of text: String, toCursor: Bool = false) throws(FilterError) -> [FilterToken] {
    var lexer = FilterLexer(letters: Array(text))
    try lexer.run(toCursor: toCursor)
    return lexer.tokens
  }

  private init(letters: [Character]) { self.letters = letters }

  private mutating func run(toCursor: Bool) throws(FilterError) {
    while at < letters.count {
      let letter = letters[at]
      if letter.isWhitespace {
        at += 1
      } else if letter == "#" || letter == "＃" {
        while at < letters.count, !letters[at].isNewline { at += 1 }
        endsInComment = at == letters.count
      } else if let closing = FilterWords.quotes[letter] {
        try quoted(closing, toCursor: toCursor)
      } else if letter == "/", tokens.last?.is("~") == true || tokens.last?.is("!~") == true {
        try pattern(toCursor: toCursor)
      } else if isInner(at), !startsSign(at) {
        word()
      } else {
        try sign()
      }
    }
    // What is typed next would belong to the comment: completion asks.
    tokens.append(
      FilterToken(kind: .end, text: endsInComment ? "#" : "", place: FilterPlace(offset: letters.count, length: 0)))
  }

  /// The letter as it is read outside quotes: full-width forms are the narrow ones.
  private func letter(_ position: Int) -> Character {
    let letter = letters[position]
    guard let scalar = letter.unicodeScalars.first, letter.unicodeScalars.count == 1,
      (0xFF01...0xFF5E).contains(scalar.value), let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
    else { return letter }
    return Character(narrow)
  }

  private func isInner(_ position: Int) -> Bool {
    let letter = letter(position)
    return letter.isLetter || letter.isNumber || FilterWords.inner.contains(letter)
  }

  /// Whether a sign begins here that words may hold inside but not at the front.
  private func startsSign(_ position: Int) -> Bool {
    let letter = letter(position)
    return !letter.isLetter && !letter.isNumber && letter != "_" && letter != "@"
  }

  private func isTwice(_ sign: Character, _ position: Int) -> Bool {
    letter(position) == sign && position + 1 < letters.count && letter(position + 1) == sign
  }

  private mutating func word() {
    let start = at
    var text = ""
    while at < letters.count, isInner(at), !isTwice(".", at), !isTwice("&", at) {
      text.append(letter(at))
      at += 1
    }
    let place = FilterPlace(offset: start, length: at - start)
    guard let meaning = FilterWords.words[text] else {
      tokens.append(FilterToken(kind: .word, text: text, place: place))
      return
    }
    for word in meaning {
      let isSign = word.first?.isLetter == false
      tokens.append(FilterToken(kind: isSign ? .sign : .word, text: word, place: place))
    }
  }

  private mutating func sign() throws(FilterError) {
    for (written, means) in FilterWords.signs {
      let count = written.count
      guard at + count <= letters.count, written.elementsEqual((at..<at + count).map { letter($0) }) else { continue }
      let isWord = means.first?.isLetter == true
      tokens.append(
        FilterToken(kind: isWord ? .word : .sign, text: means, place: FilterPlace(offset: at, length: count)))
      at += count
      return
    }
    let unknown = letters[at]
    throw FilterError(
      FilterPlace(offset: at, length: 1), "'\(FilterText.visible(String(unknown)))' means nothing here",
      unknown == "/" ? "A regular expression follows '~': name ~ /^li/i" : "Put text with signs in quotes.")
  }

  private mutating func quoted(_ closing: Set<Character>, toCursor: Bool) throws(FilterError) {
    let start = at
    at += 1
    var text = ""
    while at < letters.count, !closing.contains(letters[at]) {
      if letters[at] == "\\", at + 1 < letters.count, closing.contains(letters[at + 1]) || letters[at + 1] == "\\" {
        at += 1
      }
      text.append(letters[at])
      at += 1
    }
    if at < letters.count {
      at += 1
    } else if !toCursor {
      throw FilterError(
        FilterPlace(offset: start, length: 1), "the quote that begins here is never closed",
        "End the text with another \(letters[start] == "“" ? "”" : String(letters[start])).")
    }
    tokens.append(FilterToken(kind: .quoted, text: text, place: FilterPlace(offset: start, length: at - start)))
  }

  private mutating func pattern(toCursor: Bool) throws(FilterError) {
    let start = at
    at += 1
    var text = ""
    while at < letters.count, letters[at] != "/" {
      if letters[at] == "\\", at + 1 < letters.count {
        if letters[at + 1] != "/" { text.append(letters[at]) }
        at += 1
      }
      text.append(letters[at])
      at += 1
    }
    guard at < letters.count || toCursor else {
      throw FilterError(
        FilterPlace(offset: start, length: 1), "the regular expression that begins here is never closed",
        "End it with '/', as in /^li/i; a slash inside is written \\/.")
    }
    at = min(at + 1, letters.count)
    var flags = ""
    while at < letters.count, letters[at].isLetter, letters[at].isASCII {
      flags.append(letters[at])
      at += 1
    }
    tokens.append(
      FilterToken(kind: .pattern(flags: flags), text: text, place: FilterPlace(offset: start, length: at - start)))
  }
}
