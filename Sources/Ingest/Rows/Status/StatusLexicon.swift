/// The words of `status-words.txt`, and which of them a text holds.
struct StatusLexicon: Sendable {
  /// What words say, see the head of the file.
  struct Classes: OptionSet, Hashable {
    let rawValue: UInt16
    static let cancelled = Classes(rawValue: 1 << 0)
    static let refunded = Classes(rawValue: 1 << 1)
    static let unpaid = Classes(rawValue: 1 << 2)
    static let counts = Classes(rawValue: 1 << 3)
    static let delivered = Classes(rawValue: 1 << 4)
    static let goods = Classes(rawValue: 1 << 5)
    static let closed = Classes(rawValue: 1 << 6)
    static let waiting = Classes(rawValue: 1 << 7)
    static let partly = Classes(rawValue: 1 << 8)
    static let not = Classes(rawValue: 1 << 9)
    static let money = Classes(rawValue: 1 << 10)
    static let done = Classes(rawValue: 1 << 11)
    static let empty = Classes(rawValue: 1 << 12)
    static let later = Classes(rawValue: 1 << 13)
    static let paid = Classes(rawValue: 1 << 15)
    /// The text holds a word of no class.
    static let strange = Classes(rawValue: 1 << 14)

    static let byName: [String: Classes] = [
      "cancelled": .cancelled, "refunded": .refunded, "unpaid": .unpaid, "counts": .counts, "delivered": .delivered,
      "goods": .goods, "closed": .closed, "waiting": .waiting, "partly": .partly, "not": .not, "money": .money,
      "done": .done, "empty": .empty, "later": .later,
      "paid": .paid,
    ]
  }

  private struct Entry {
    var bytes: [UInt8]
    /// Whether longer words begin with it.
    var isStem: Bool
    var classes: Classes
  }

  /// Words by their first two bytes, the longest first.
  private var states: [UInt16: [Entry]] = [:]
  private var payments: [UInt16: [Entry]] = [:]
  /// Whole phrases without their blanks: "partiallyrefunded".
  private var joined: [[UInt8]: Classes] = [:]

  /// The words that are shipped.
  static let shipped = StatusLexicon(String(decoding: PackageResources.status_words_txt, as: UTF8.self))

  /// Reads the lines of a file; a word that stands in two classes belongs to the later one.
  init(_ text: String) {
    var words: [[UInt8]: Entry] = [:]
    var later: [[UInt8]: Entry] = [:]
    var section = Classes.counts
    for line in Folding.folded(text).split(separator: "\n") where !line.hasPrefix("#") {
      if line.hasPrefix("[") {
        section = Classes.byName[String(line.dropFirst().prefix { $0 != "]" })] ?? section
        continue
      }
      for word in line.drop(while: { $0 != " " }).split(separator: "|") {
        let isStem = word.last { $0 != " " } == "*"
        let (tokens, loose) = StatusLexicon.tokens(String(word))
        let bytes = loose.isEmpty ? Array(tokens.joined(separator: [32])) : loose
        guard !bytes.isEmpty else { continue }
        // A word and its stem are two entries.
        let key = isStem ? bytes + [42] : bytes
        let entry = Entry(bytes: bytes, isStem: isStem, classes: section)
        if section == .later { later[key] = entry } else { words[key] = entry }
        if section != .later, tokens.count > 1 { joined[Array(tokens.joined())] = section }
      }
    }
    states = StatusLexicon.indexed(words.values)
    payments = StatusLexicon.indexed(later.values)
  }

  private static func indexed(_ entries: some Sequence<Entry>) -> [UInt16: [Entry]] {
    Dictionary(grouping: entries) { key($0.bytes, 0) }.mapValues { entries in
      entries.sorted { ($0.bytes.count, $1.isStem ? 1 : 0) > ($1.bytes.count, $0.isStem ? 1 : 0) }
    }
  }

  private static func key(_ bytes: [UInt8], _ at: Int) -> UInt16 {
    UInt16(bytes[at]) << 8 | (at + 1 < bytes.count ? UInt16(bytes[at + 1]) : 32)
  }

  // MARK: Asking

  /// Longer texts are remarks, not states.
  static let longest = 120

  /// The classes of the words in a status cell. Complexity: O(length).
  func classes(_ text: String) -> Classes {
    guard text.utf8.count <= StatusLexicon.longest else { return .strange }
    let (tokens, loose) = StatusLexicon.tokens(StatusLexicon.prepared(text))
    if loose.isEmpty, let whole = joined[Array(tokens.joined())] { return whole }
    return found(tokens, loose, in: states)
  }

  /// Whether a way of paying is one after the delivery: cash on delivery, on account, a transfer.
  func isPaymentLater(_ text: String) -> Bool {
    guard text.utf8.count <= StatusLexicon.longest else { return false }
    let (tokens, loose) = StatusLexicon.tokens(StatusLexicon.prepared(text))
    return found(tokens, loose, in: payments).contains(.later)
  }

  private func found(_ tokens: [[UInt8]], _ loose: [UInt8], in words: [UInt16: [Entry]]) -> Classes {
    var classes: Classes = []
    let text = Array(tokens.joined(separator: [32]))
    var at = 0
    while at < text.count {
      let entry = words[StatusLexicon.key(text, at)]?.first { entry in
        let end = at + entry.bytes.count
        guard end <= text.count, text[at..<end].elementsEqual(entry.bytes) else { return false }
        return entry.isStem || end == text.count || text[end] == 32
      }
      classes.insert(entry?.classes ?? .strange)
      at += entry?.bytes.count ?? 0
      while at < text.count, text[at] != 32 { at += 1 }
      at += 1
    }
    at = 0
    while at < loose.count {
      let entry = words[StatusLexicon.key(loose, at)]?.first { entry in
        at + entry.bytes.count <= loose.count && loose[at..<at + entry.bytes.count].elementsEqual(entry.bytes)
      }
      classes.insert(entry?.classes ?? .strange)
      at += entry?.bytes.count ?? 1
      // To the next character's first byte.
      while at < loose.count, loose[at] & 0xC0 == 0x80 { at += 1 }
    }
    return classes
  }

  // MARK: Words

  /// The form in which a word that a person has decided is known.
  static func key(of text: String) -> String {
    let (tokens, loose) = tokens(prepared(text))
    return String(decoding: Array(tokens.joined(separator: [32])), as: UTF8.self)
      + String(decoding: loose, as: UTF8.self)
  }

  /// The folded text, `PartiallyRefunded` in its words.
  private static func prepared(_ text: String) -> String {
    var apart = String.UnicodeScalarView()
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if (65...90).contains(scalar.value), (97...122).contains(last.value) { apart.append(" ") }
      apart.append(scalar)
      last = scalar
    }
    return Folding.folded(String(apart))
  }

  /// The words of a folded text; those of scripts without blanks in one piece, apart.
  private static func tokens(_ text: String) -> (words: [[UInt8]], loose: [UInt8]) {
    var words: [[UInt8]] = []
    var word = String.UnicodeScalarView()
    var loose = String.UnicodeScalarView()
    func end() {
      guard !word.isEmpty else { return }
      var bytes = Array(String(word).utf8)
      // The Arabic article.
      if word.count > 4, bytes.starts(with: [0xD8, 0xA7, 0xD9, 0x84]) { bytes.removeFirst(4) }
      if bytes != [119, 99] || !words.isEmpty { words.append(bytes) }
      word.removeAll()
    }
    for scalar in text.unicodeScalars {
      if isLoose(scalar.value) {
        end()
        loose.append(scalar)
      } else if isLetter(scalar) {
        word.append(scalar)
      } else {
        end()
      }
    }
    end()
    return (words, Array(String(loose).utf8))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 48...57, 97...122: return true
    case 0..<0x80: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: return true
    default: return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// Thai, kana, Chinese characters and Hangul: scripts whose words stand without blanks, or take endings.
  private static func isLoose(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E01...0x0E4E, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7A3:
      return true
    default: return false
    }
  }
}
