import Dispatch
import Panels
import Synchronization

/// Finds the rows of a table that hold a text in any column that a person sees.
struct RowSearch: Sendable {
  private let table: DataTable
  private let format: ValueFormat
  private let columns: [Int]
  private let words: [Word]

  /// One word of the search, as bytes to look for.
  private struct Word: Sendable {
    /// UTF-8 in lower case.
    let bytes: [UInt8]
    /// Whether letters beyond ASCII have to be folded to compare: slower.
    let needsFolding: Bool

    init(_ text: Substring) {
      let lower = text.lowercased()
      bytes = Array(lower.utf8)
      needsFolding = lower.unicodeScalars.contains { !$0.isASCII && $0.properties.isCased }
    }

    /// Whether a text holds the word, case ignored.
    func isIn(_ text: String) -> Bool {
      if needsFolding { return RowSearch.holds(Array(text.lowercased().utf8), bytes) }
      var text = text
      return text.withUTF8 { RowSearch.holds($0, bytes) }
    }
  }

  /// A search for rows that hold every word of `text`.
  ///
  /// Words are compared with the key and the texts of a row, and in tables of up to 20,000 rows with its figures as they
  /// are drawn.
  init(_ text: String, in table: DataTable, format: ValueFormat) {
    self.table = table
    self.format = format
    words = text.split(separator: " ").map { Word($0) }
    let isSmall = table.rowCount <= 20_000
    columns = table.columns.indices.filter { index in
      let column = table.columns[index]
      guard column.isDrawn else { return false }
      return column.kind == .key || column.kind == .text || isSmall
    }
  }

  /// The rows, among these, that hold every word; in their order.
  ///
  /// Two threads. Complexity: O(rows × columns).
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  func rows(among candidates: [Int32], isCancelled: @escaping @Sendable () -> Bool) -> [Int32]? {
    guard !words.isEmpty else { return candidates }
    let parts = candidates.count > 10_000 ? 2 : 1
    let found = Mutex<[Int: [Int32]]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      var rows: [Int32] = []
      for position in (candidates.count * part / parts)..<(candidates.count * (part + 1) / parts) {
        if position & 0xFFF == 0, isCancelled() { return }
        if matches(Int(candidates[position])) { rows.append(candidates[position]) }
      }
      found.withLock { $0[part] = rows }
    }
    let results = found.withLock { $0 }
    guard results.count == parts else { return nil }
    return (0..<parts).flatMap { results[$0] ?? [] }
  }

  private func matches(_ row: Int) -> Bool {
    var left = words
    for column in columns {
      let value = table[row, column]
      switch value {
      case .none: continue
      case .text(let text): left.removeAll { $0.isIn(text) }
      default:
        let text = format.text(value, kind: table.columns[column].kind)
        left.removeAll { $0.isIn(text) }
      }
      if left.isEmpty { return true }
    }
    return false
  }

  /// Whether bytes hold a word, ASCII letters of either case.
  private static func holds(_ text: some RandomAccessCollection<UInt8>, _ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    guard text.count >= word.count else { return false }
    func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
    var start = text.startIndex
    let last = text.index(text.endIndex, offsetBy: -word.count)
    while start <= last {
      if lower(text[start]) == first {
        var at = text.index(after: start)
        var place = 1
        while place < word.count, lower(text[at]) == word[place] {
          at = text.index(after: at)
          place += 1
        }
        if place == word.count { return true }
      }
      start = text.index(after: start)
    }
    return false
  }
}
