extension Field {
  /// A meaning that a header can have.
  struct Meaning: Sendable, Equatable {
    /// Name of the field, or of a part of one ("first_name", "year", "subtotal"), as `Languages/` writes it.
    let key: String
    /// The field; `nil` where the meaning is a part.
    let field: Field?
    /// How certain it is among the headers of its field, 0 the most.
    let rank: Int
    /// Place of the language among `LanguageWords.all`.
    let language: Int
    /// Whether the word has another meaning in the same language.
    let isOpen: Bool
  }

  /// Headers by which a column is recognised, the most certain first, English before all other languages.
  static let synonyms: [(field: Field, headers: [String])] = allCases.map { field in
    (
      field,
      LanguageWords.all.flatMap { language in
        language[field.rawValue].map { $0.hasSuffix(" ~") ? String($0.dropLast(2)) : $0 }
      }
    )
  }

  /// Folded header → what it can mean; words sorted → the same, for headers that are written in another order.
  private static let index: (whole: [String: [Meaning]], loose: [String: [Meaning]]) = {
    var whole: [String: [Meaning]] = [:]
    var loose: [String: [Meaning]] = [:]
    func add(_ meaning: Meaning, _ key: String, _ table: inout [String: [Meaning]]) {
      guard !key.isEmpty else { return }
      let isThere = table[key]?.contains { $0.key == meaning.key && $0.language == meaning.language } ?? false
      if !isThere { table[key, default: []].append(meaning) }
    }
    for (language, words) in LanguageWords.all.enumerated() {
      for entry in words.entries where !["months", "weekdays", "am", "pm"].contains(entry.key) {
        let field = Field(rawValue: entry.key)
        for (rank, word) in entry.words.enumerated() {
          let isOpen = word.hasSuffix(" ~")
          let word = isOpen ? String(word.dropLast(2)) : word
          let meaning = Meaning(key: entry.key, field: field, rank: rank, language: language, isOpen: isOpen)
          add(meaning, FoldedText.of(word), &whole)
          if let spelled = spelledOut(word) { add(meaning, FoldedText.of(spelled), &whole) }
          if word.utf8.contains(where: { $0 == 32 || $0 == 95 || $0 == 39 || $0 == 45 }) {
            add(meaning, HeaderText.loose(HeaderText.words(word)), &loose)
          }
        }
      }
    }
    return (whole, loose)
  }()

  /// German and Nordic letters as two plain ones: "stückpreis" → "stueckpreis"; `nil` where there are none.
  private static func spelledOut(_ word: String) -> String? {
    let pairs: [Unicode.Scalar: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"]
    guard word.unicodeScalars.contains(where: { pairs[$0] != nil }) else { return nil }
    return word.unicodeScalars.reduce(into: "") { $0 += pairs[$1] ?? String($1) }
  }

  /// What a header can mean, by the first way of comparing that finds something.
  ///
  /// - Returns: The meanings, and how close the comparison was: 0 the header itself, 1 without its units, 2 by its words
  ///   in any order, 3 the words without those in brackets; none where nobody knows the header.
  static func meanings(_ text: HeaderText) -> (meanings: [Meaning], closeness: Int) {
    if let found = index.whole[text.whole] { return (found, 0) }
    if text.note == nil, let bare = text.bare, let found = index.whole[bare] { return (found, 1) }
    if let found = index.loose[text.looseWhole] ?? index.whole[text.looseWhole] { return (found, 2) }
    if let note = text.note, index.whole[note] != nil { return ([], 3) }
    if let bare = text.bare, let found = index.whole[bare] { return (found, 3) }
    if let found = index.loose[text.loose] { return (found, 3) }
    return ([], 3)
  }

  /// The field of a header that is known as it stands; of several that of the first language. Normalised ones too.
  static func named(_ header: String) -> Field? {
    index.whole[FoldedText.of(header)]?.lazy.compactMap(\.field).first
  }

  /// A header without what people write differently: case, blanks (full-width ones too), `_`, `-`, `.`, quotes and `#`;
  /// full-width brackets and strokes become plain ones.
  static func normalised(_ header: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in header.lowercased().unicodeScalars {
      switch scalar.value {
      case 0...32, 0x7F, 0xA0, 0x3000, 0x200B...0x200D, 0xFEFF: continue
      case 0x5F, 0x2D, 0x2E, 0x22, 0x27, 0x23: continue
      case 0xFF01...0xFF5E: if let plain = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(plain) }
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
