import Ledger

/// A query in the forms in which it is compared.
struct SearchPattern {
  /// Fewest digits that are taken for the end of a phone number.
  static let fewestDigits = 4

  /// The query in lower case, blanks at its ends removed.
  let whole: [UInt8]
  /// The same without a leading `#`: an order number as people write it.
  let identifier: [UInt8]
  /// Its words in lower case.
  let words: [[UInt8]]
  /// Its digits, where it holds nothing but digits and what is written between them; empty otherwise.
  let digits: [UInt8]

  init(_ query: String) {
    var text = FoldedText()
    text.fold(TextColumn([query]), 0)
    let blanks: Set<UInt8> = [32, 9, 10, 13]
    let trimmed = text.bytes.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
    whole = Array(trimmed)
    identifier = whole.first == 35 ? Array(whole.dropFirst()) : whole
    words = whole.split { FoldedText.separates($0) }.map { Array($0) }
    let isNumber = whole.allSatisfy { ($0 >= 48 && $0 <= 57) || [32, 40, 41, 43, 45, 46, 47].contains($0) }
    digits = isNumber ? whole.filter { $0 >= 48 && $0 <= 57 } : []
  }

  var isEmpty: Bool { words.isEmpty }

  /// How a phone number answers a query.
  enum PhoneAnswer { case end, part }

  /// Compares the digits with those of a phone number.
  ///
  /// The end of a number answers. Of long numbers the zeros in front are passed over, so that `0170 1234567` finds
  /// `+49 170 1234567` and the other way round.
  func phone(_ bytes: [UInt8], _ range: Range<Int>) -> PhoneAnswer? {
    var number: [UInt8] = []
    for position in range where bytes[position] >= 48 && bytes[position] <= 57 { number.append(bytes[position]) }
    if ends(number, with: digits[...]) { return .end }
    if digits.count >= 8, ends(number, with: digits.drop { $0 == 48 }) { return .end }
    let national = number.drop { $0 == 48 }
    if national.count >= 8, ends(digits, with: national) { return .end }
    return FoldedText.contains(number, digits) ? .part : nil
  }

  private func ends(_ number: [UInt8], with end: ArraySlice<UInt8>) -> Bool {
    !end.isEmpty && number.count >= end.count && number.suffix(end.count) == end
  }
}

/// The bytes of a text in lower case, in a buffer that is used again for every row.
struct FoldedText {
  private(set) var bytes: [UInt8] = []

  /// Takes the text of a row.
  ///
  /// ASCII is folded byte by byte. Alphabets with upper and lower case beyond it (from Latin-1 to Armenian and Georgian,
  /// and full-width Latin) take the slower way through a string, and only rows that hold them.
  mutating func fold(_ column: TextColumn, _ row: Int) {
    bytes.removeAll(keepingCapacity: true)
    var needsString = false
    for position in column.range(row) {
      let byte = column.bytes[position]
      bytes.append(byte &- 65 < 26 ? byte | 32 : byte)
      if byte >= 0xC3, byte <= 0xD6 || byte == 0xE1 || byte == 0xEF { needsString = true }
    }
    if needsString { bytes = Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8) }
  }

  func equals(_ other: [UInt8]) -> Bool { bytes == other }

  func contains(_ part: [UInt8]) -> Bool { FoldedText.contains(bytes, part) }

  func containsAll(_ parts: [[UInt8]]) -> Bool { parts.allSatisfy { contains($0) } }

  /// Whether each word is the beginning of a different word of the text.
  func hasWordPrefixes(_ words: [[UInt8]]) -> Bool {
    guard let first = words.first, !bytes.isEmpty else { return false }
    var starts: [Int] = []
    for position in bytes.indices
    where !FoldedText.separates(bytes[position]) && (position == 0 || FoldedText.separates(bytes[position - 1])) {
      starts.append(position)
    }
    func begins(_ word: [UInt8], at start: Int) -> Bool {
      start + word.count <= bytes.count && bytes[start..<start + word.count].elementsEqual(word)
    }
    if words.count == 1 { return starts.contains { begins(first, at: $0) } }
    // The longest words choose first, so that "an ann" answers "Ann Andersen" whatever the order.
    var free = starts
    for word in words.sorted(by: { $0.count > $1.count }) {
      guard let taken = free.firstIndex(where: { begins(word, at: $0) }) else { return false }
      free.remove(at: taken)
    }
    return true
  }

  /// Whether a byte stands between two words.
  static func separates(_ byte: UInt8) -> Bool { byte == 32 || byte == 44 || byte == 9 || byte == 10 || byte == 13 }

  /// Whether `part` stands somewhere in `whole`.
  static func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= whole.count else { return part.isEmpty }
    return whole.withUnsafeBufferPointer { whole in
      part.withUnsafeBufferPointer { part in
        var start = 0
        while start <= whole.count - part.count {
          if whole[start] == first {
            var length = 1
            while length < part.count, whole[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
          }
          start += 1
        }
        return false
      }
    }
  }
}

extension TextColumn {
  /// Positions of a row's bytes; empty where the column is absent.
  func range(_ row: Int) -> Range<Int> {
    guard row + 1 < offsets.count else { return 0..<0 }
    return Int(offsets[row])..<Int(offsets[row + 1])
  }
}
