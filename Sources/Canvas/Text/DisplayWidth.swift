/// Where a shorter text stands in its columns.
public enum Alignment: Sendable {
  /// At the left.
  case leading
  /// At the right: numbers.
  case trailing
  /// In the middle; an odd column goes to the right.
  case center
}

/// How many columns a text takes, and how it is cut, padded and wrapped to a number of them.
///
/// Widths come from East Asian Width and the general categories of Unicode 14 (see `WidthTables`); ambiguous widths
/// count as one. The same rules decide what a canvas draws, so a text measured here fits there.
public enum DisplayWidth {
  /// Columns of one grapheme: 0 (nothing to see), 1 or 2.
  public static func of(_ character: Character) -> Int {
    of(String(character))
  }

  /// Columns of a text.
  ///
  /// - Complexity: linear; a single pass over bytes for ASCII.
  public static func of(_ text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    var total = 0
    CellText.forEach(in: text, ascii: false) { _, width in
      total += width
      return true
    }
    return total
  }

  /// The text in exactly `width` columns: cut with a sign where it is longer, padded with blanks where shorter.
  public static func fit(
    _ text: String, _ width: Int, ellipsis: String = "…", align: Alignment = .leading
  ) -> String {
    let shown = cut(text, width, ellipsis: ellipsis)
    let missing = max(0, width - of(shown))
    guard missing > 0 else { return shown }
    switch align {
    case .leading: return shown + blanks(missing)
    case .trailing: return blanks(missing) + shown
    case .center: return blanks(missing / 2) + shown + blanks(missing - missing / 2)
    }
  }

  /// The text in at most `width` columns, its end replaced by a sign where it is longer.
  public static func cut(_ text: String, _ width: Int, ellipsis: String = "…") -> String {
    guard width > 0 else { return "" }
    if of(text) <= width { return text }
    let sign = of(ellipsis)
    guard sign < width else { return sign == width ? ellipsis : prefix(text, width) }
    return prefix(text, width - sign) + ellipsis
  }

  /// As many whole graphemes as fit into `width` columns.
  public static func prefix(_ text: String, _ width: Int) -> String {
    if isPlain(text) { return String(text.utf8.prefix(max(0, width))) ?? "" }
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      let columns = of(text[end])
      if used + columns > width { break }
      used += columns
      end = text.index(after: end)
    }
    return String(text[..<end])
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Whether every byte is a printable ASCII character: one byte, one cell.
  @inline(__always)
  static func isPlain(_ text: String) -> Bool {
    var copy = text
    return copy.withUTF8 { bytes in
      for byte in bytes where byte &- 0x20 > 0x5E { return false }
      return true
    }
  }
}
