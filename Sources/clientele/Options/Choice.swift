import Ledger

/// A word from the command line that must be one of a few.
enum Choice {
  /// The case that the word names.
  ///
  /// Throws a ``Failure`` that lists the words and, where one is near, names it.
  static func value<Word: RawRepresentable<String> & CaseIterable>(
    _ word: String, of type: Word.Type, option: String
  ) throws -> Word {
    if let value = Word(rawValue: word) { return value }
    let words = Word.allCases.map(\.rawValue)
    throw Failure(
      "\(option) cannot be '\(word)'\(NearestName.hint(word, among: words)); there are: "
        + words.joined(separator: ", "))
  }
}
