/// What is wrong with a filter, where, and the way out.
public struct FilterError: Error, Sendable, Hashable {
  /// Where it is wrong: characters of the text before the place, from 0.
  public let offset: Int
  /// How many characters are meant; 0 where something is missing at the place.
  public let length: Int
  /// What is wrong, as a sentence without a full stop.
  public let what: String
  /// What to do, as one or two sentences; empty where there is nothing to say.
  public let wayOut: String

  /// An error about a place of a text.
  public init(offset: Int, length: Int, what: String, wayOut: String = "") {
    (self.offset, self.length, self.what, self.wayOut) = (offset, length, what, wayOut)
  }

  init(_ place: FilterPlace, _ what: String, _ wayOut: String = "") {
    self.init(offset: place.offset, length: place.length, what: what, wayOut: wayOut)
  }

  /// What is thrown where whoever asked has lost interest.
  public static let cancelled = FilterError(offset: 0, length: 0, what: "the search was cancelled")

  /// The line of the text that is meant, and under it a mark for each character of the place.
  ///
  /// Every character counts as one cell wide: who draws wide characters places the marks by ``offset`` and ``length``.
  public func pointing(in text: String) -> [String] {
    let letters = Array(text)
    let place = min(max(0, offset), letters.count)
    var start = place
    while start > 0, !letters[start - 1].isNewline { start -= 1 }
    var end = place
    while end < letters.count, !letters[end].isNewline { end += 1 }
    // A tab would put the mark somewhere else.
    let line = String(letters[start..<end].map { $0.isWhitespace ? " " : $0 })
    let marks = max(1, min(length, end - place))
    return [line, String(repeating: " ", count: place - start) + String(repeating: "^", count: marks)]
  }
}

extension FilterError: CustomStringConvertible {
  /// One line: `position 14: there is no field 'nett'. Did you mean 'net'?`
  public var description: String {
    "position \(offset + 1): \(what)." + (wayOut.isEmpty ? "" : " " + wayOut)
  }
}

/// A place in the text of a filter. All places are equal: two filters that mean the same are the same.
struct FilterPlace: Sendable, Hashable {
  let offset: Int
  let length: Int

  static func == (left: FilterPlace, right: FilterPlace) -> Bool { true }
  func hash(into hasher: inout Hasher) {}

  /// From the beginning of this place to the end of another.
  func through(_ end: FilterPlace) -> FilterPlace {
    FilterPlace(offset: offset, length: max(0, end.offset + end.length - offset))
  }
}
