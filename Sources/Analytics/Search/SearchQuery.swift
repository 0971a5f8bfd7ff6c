/// A query in the forms in which it is compared.
struct SearchQuery {
  /// Fewest digits that are taken for a part of a phone number, and fewest characters for the inside of an order number.
  static let fewestDigits = 4
  /// Longest query in folded bytes; nobody answers a longer one.
  static let longest = 1_024
  /// Most words; nobody answers a query of more.
  static let mostWords = 16

  /// The whole query as one text; `nil` where it is the same as its only word.
  let whole: SearchWord?
  /// The different words.
  let words: [SearchWord]
  /// Words of which one is the beginning of another, as often as they were typed, the longest first.
  let nested: [SearchWord]

  /// The forms of a query, already folded; `nil` for a blank one and for one that is too long to mean a customer.
  init?(folded: [UInt8]) {
    guard folded.count <= SearchQuery.longest else { return nil }
    let trimmed = Array(folded.drop { $0 == 32 }.reversed().drop { $0 == 32 }.reversed())
    let all = trimmed.split { SearchQuery.separates($0) }.map { SearchWord(Array($0)) }
    guard !all.isEmpty, all.count <= SearchQuery.mostWords else { return nil }
    var different: [SearchWord] = []
    for word in all where !different.contains(where: { $0.bytes == word.bytes }) { different.append(word) }
    words = different
    whole = all.count == 1 && all[0].bytes == trimmed ? nil : SearchWord(trimmed)
    let related = all.indices.filter { position in
      all.indices.contains { other in
        other != position
          && (all[other].bytes.starts(with: all[position].bytes) || all[position].bytes.starts(with: all[other].bytes))
      }
    }
    nested = related.map { all[$0] }.sorted { $0.bytes.count > $1.bytes.count }
  }

  /// Whether a byte stands between two words.
  @inline(__always)
  static func separates(_ byte: UInt8) -> Bool { byte == 32 || byte == 44 }

  /// Whether a name's word begins anew after this byte: `Anna-Lena`, `O'Neill`.
  @inline(__always)
  static func joins(_ byte: UInt8) -> Bool {
    byte == 45 || byte == 39 || byte == 46 || byte == 47 || byte == 40 || byte == 34 || byte == 38
  }
}

/// A word of a query, or the whole of it, in the forms in which it is compared.
struct SearchWord {
  /// Folded UTF-8.
  let bytes: [UInt8]
  /// The same without a leading `#`: an order number as people write it.
  let number: [UInt8]
  /// Its digits, where it holds nothing but digits and what is written between them; empty otherwise.
  let digits: [UInt8]
  /// Its letters, where it could be Chinese written in Latin letters; empty otherwise.
  let letters: [UInt8]
  /// Its scalars.
  let scalars: [UInt32]
  /// Whether it is Chinese characters throughout.
  let isHan: Bool

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    number = bytes.first == 35 ? Array(bytes.dropFirst()) : bytes
    let isNumber = bytes.allSatisfy { ($0 >= 48 && $0 <= 57) || [32, 40, 41, 43, 45, 46, 47].contains($0) }
    digits = isNumber ? bytes.filter { $0 >= 48 && $0 <= 57 } : []
    let plain = bytes.filter { $0 != 39 }
    letters = plain.count < 64 && plain.allSatisfy { $0 >= 97 && $0 <= 122 } ? plain : []
    scalars = UTF8Reader.scalars(bytes)
    isHan = scalars.allSatisfy { UTF8Reader.isHan($0) }
  }

  /// Whether it is looked for at beginnings only: one or two letters or digits, which stand inside of nearly everything.
  var isShort: Bool {
    bytes.count <= 2 && bytes.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 }
  }

  /// How many typing mistakes a word of this length may hold.
  var mistakes: Int { isHan || !digits.isEmpty ? 0 : scalars.count >= 8 ? 2 : scalars.count >= 4 ? 1 : 0 }

  /// How a phone number answers.
  enum PhoneAnswer { case end, part }

  /// The digits that stand in every phone number that answers.
  ///
  /// Of long numbers their end alone, since what stands before it is written in several ways.
  var phoneNeedle: [UInt8] { digits.count >= 7 ? Array(digits.suffix(7)) : digits }

  /// Compares the digits with those of a phone number.
  ///
  /// The end of a number answers. Of long numbers the zeros in front are passed over, so that `0170 1234567` finds
  /// `+49 170 1234567` and the other way round.
  func phone(_ number: UnsafeBufferPointer<UInt8>) -> PhoneAnswer? {
    guard digits.count >= SearchQuery.fewestDigits, number.count > 0 else { return nil }
    return digits.withUnsafeBufferPointer { digits in
      if SearchWord.ends(number, with: digits) { return .end }
      if digits.count >= 7 {
        let significant = SearchWord.significant(digits)
        if significant.count >= 7, SearchWord.ends(number, with: significant) { return .end }
        let national = SearchWord.significant(number)
        if national.count >= 7, SearchWord.ends(digits, with: national) { return .end }
      }
      return FoldedText.contains(number, self.digits) ? .part : nil
    }
  }

  /// The digits from the first that is no zero.
  @inline(__always)
  private static func significant(_ digits: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var zeros = 0
    while zeros < digits.count, digits[zeros] == 48 { zeros += 1 }
    return UnsafeBufferPointer(rebasing: digits[zeros...])
  }

  @inline(__always)
  private static func ends(_ number: UnsafeBufferPointer<UInt8>, with end: UnsafeBufferPointer<UInt8>) -> Bool {
    let skipped = number.count - end.count
    guard skipped >= 0 else { return false }
    var position = 0
    while position < end.count, number[skipped + position] == end[position] { position += 1 }
    return position == end.count
  }
}
