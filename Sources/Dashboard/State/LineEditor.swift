/// A line that a person types, with a cursor that can go back.
public struct LineEditor: Hashable, Sendable {
  /// What was typed.
  public private(set) var text: String
  /// Characters before the cursor.
  public private(set) var cursor: Int

  /// A line with the cursor at its end.
  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  private var place: String.Index { text.index(text.startIndex, offsetBy: cursor) }

  /// Puts text in at the cursor; line breaks become blanks.
  public mutating func insert(_ typed: String) {
    let line = String(typed.map { $0.isNewline ? " " : $0 })
    // What is typed may melt into the character before it, so the cursor is counted from the end.
    let behind = text.count - cursor
    text.insert(contentsOf: line, at: place)
    cursor = max(0, text.count - behind)
  }

  /// Takes the character before the cursor away.
  public mutating func eraseBack() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: place)
  }

  /// Takes the character under the cursor away.
  public mutating func eraseForward() {
    if cursor < text.count { text.remove(at: place) }
  }

  /// Takes the word before the cursor away, with the blanks behind it.
  public mutating func eraseWord() {
    while cursor > 0, text[text.index(before: place)].isWhitespace { eraseBack() }
    while cursor > 0, !text[text.index(before: place)].isWhitespace { eraseBack() }
  }

  /// Takes everything away.
  public mutating func clear() { self = LineEditor() }

  /// Moves the cursor by characters, no further than the line goes.
  public mutating func move(by step: Int) { cursor = max(0, min(text.count, cursor + step)) }

  /// Moves the cursor before the first or behind the last character.
  public mutating func jump(toEnd: Bool) { cursor = toEnd ? text.count : 0 }

  /// Puts another text in the place of some characters, the cursor behind it.
  public mutating func replace(_ range: Range<Int>, with other: String) {
    let from = max(0, min(text.count, range.lowerBound))
    let to = max(from, min(text.count, range.upperBound))
    let lower = text.index(text.startIndex, offsetBy: from)
    let upper = text.index(text.startIndex, offsetBy: to)
    let behind = text.count - to
    text.replaceSubrange(lower..<upper, with: other)
    cursor = max(0, text.count - behind)
  }
}
