/// A header, and the forms of it that are compared with the languages' words.
struct HeaderText {
  /// Everything that is a letter or a digit.
  let whole: String
  /// The same without units: a currency, "incl. VAT" or a word in brackets; `nil` where there is nothing to take off.
  private(set) var bare: String?
  /// The words that mean something, in the order of the alphabet, so that "fecha de pedido" is "pedido fecha".
  private(set) var loose = ""
  /// The words of the brackets too, in the same way.
  private(set) var looseWhole = ""
  /// ISO code of the currency that the header names: "Total (EUR)"; `nil` where it names none for sure.
  private(set) var currency: String?
  /// Whether it says that tax is in the amount.
  private(set) var hasTax = false
  /// Words in brackets that are no unit: they may change what the header means.
  private(set) var note: String?

  /// Takes a header apart.
  init(_ header: String) {
    whole = FoldedText.of(header)
    guard !whole.isEmpty, header.utf8.count <= 200 else { return }
    let (outside, brackets) = HeaderText.brackets(header)
    var words = HeaderText.words(outside)
    looseWhole = HeaderText.loose(words + brackets.flatMap(HeaderText.words))
    var isScaled = false
    for bracket in brackets {
      if HeaderUnits.isMultiplier(bracket) { isScaled = true }
      if let code = HeaderUnits.currency(bracket) {
        currency = code.isEmpty ? currency : code
      } else if HeaderUnits.isWithTax(bracket) {
        hasTax = true
      } else if !HeaderUnits.isUnit(bracket) {
        note = FoldedText.of(bracket)
      }
    }
    var isTrimmed = !brackets.isEmpty
    while words.count > 1, let last = words.last {
      if HeaderUnits.isMultiplier(last) { isScaled = true }
      if let code = HeaderUnits.currency(last) {
        currency = code.isEmpty ? currency : code
      } else if !HeaderUnits.isUnit(last) {
        break
      }
      words.removeLast()
      isTrimmed = true
    }
    if words.count > 1, let code = HeaderUnits.currency(words[0]), !code.isEmpty {
      currency = code
      words.removeFirst()
      isTrimmed = true
    }
    if words.contains(where: HeaderUnits.isTaxWord) { hasTax = true }
    // Thousands of euros are no euros: such a header is not known.
    guard !isScaled else {
      looseWhole = ""
      return
    }
    if isTrimmed { bare = FoldedText.of(words.joined()) }
    loose = HeaderText.loose(words)
  }

  /// What stands outside brackets, and in them.
  private static func brackets(_ header: String) -> (outside: String, inside: [String]) {
    guard header.utf8.contains(where: { $0 == 0x28 || $0 == 0x5B || $0 >= 0x80 }) else { return (header, []) }
    var outside = String.UnicodeScalarView()
    var inside: [String] = []
    var current: String.UnicodeScalarView?
    for scalar in header.unicodeScalars {
      switch scalar {
      case "(", "[", "（", "【", "［": current = current ?? String.UnicodeScalarView()
      case ")", "]", "）", "】", "］":
        if let text = current { inside.append(String(text)) }
        current = nil
        outside.append(" ")
      default: if current == nil { outside.append(scalar) } else { current?.append(scalar) }
      }
    }
    if let current { inside.append(String(current)) }
    return (String(outside), inside)
  }

  /// The words of a text: between blanks and punctuation, and where a capital follows a small letter.
  static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    let scalars = Array(text.unicodeScalars)
    for (place, scalar) in scalars.enumerated() {
      let isPart = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar)
      if !isPart {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
        // Signs that are words: `€`, `#`, `№`.
        if scalar.value == 0x23 || scalar.properties.generalCategory == .currencySymbol { words.append(String(scalar)) }
      } else {
        let isHump =
          scalar.properties.isUppercase
          && (previous.properties.isLowercase
            || (previous.properties.isUppercase && place + 1 < scalars.count
              && scalars[place + 1].properties.isLowercase))
        if isHump, !word.isEmpty {
          words.append(String(word))
          word = String.UnicodeScalarView()
        }
        word.append(scalar)
      }
      previous = scalar
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .otherNumber, .otherSymbol, .letterNumber: return scalar.value > 0x7F
    default: return false
    }
  }

  /// Words without the small ones, numbers' many spellings made one, sorted.
  static func loose(_ words: [String]) -> String {
    var kept: [String] = []
    for word in words {
      let folded = word == "#" ? "no" : FoldedText.of(word)
      if folded.isEmpty || smallWords.contains(folded) { continue }
      kept.append(numberWords.contains(folded) ? "no" : folded)
    }
    return kept.sorted().joined(separator: " ")
  }

  /// Articles and prepositions, which one export has and the other has not.
  private static let smallWords: Set<String> = [
    "of", "the", "a", "an", "for", "de", "del", "la", "el", "los", "las", "y", "e", "do", "da", "dos", "das", "di",
    "dei",
    "della", "dell", "d", "l", "du", "des", "le", "les", "et", "der", "die", "vom", "van", "het", "een", "och", "og",
    "и", "та", "και", "του", "της", "ve", "i",
  ]
  /// “Number”, as the languages write and shorten it.
  private static let numberWords: Set<String> = [
    "no", "nr", "num", "number", "numero", "n", "nro", "nbr", "numer", "nummer", "номер", "cislo", "numar", "numarasi",
    "αριθμος", "αρ", "so", "nomor", "nombor",
  ]
}
