import Panels

/// Finds the rows of a table that hold a text in any column that a person sees.
enum RowSearch {
  /// The rows that hold every word of the text, case ignored, in the table's own order.
  ///
  /// Words are compared with the key, the texts and the dates of a row; figures as they are drawn.
  /// Complexity: O(rows × columns).
  static func rows(of table: DataTable, holding text: String, format: ValueFormat) -> [Int32] {
    let words = text.lowercased().split(separator: " ").map(String.init)
    guard !words.isEmpty else { return (0..<Int32(table.rowCount)).map { $0 } }
    let isSmall = table.rowCount <= 20_000
    let columns = table.columns.indices.filter { index in
      let column = table.columns[index]
      guard column.drawing != .hidden else { return false }
      return column.kind == .key || column.kind == .text || isSmall
    }
    return (0..<table.rowCount).compactMap { row in
      var left = words
      for column in columns {
        let value = table[row, column]
        guard value != .none else { continue }
        let cell = format.text(value, kind: table.columns[column].kind).lowercased()
        left.removeAll { cell.contains($0) }
        if left.isEmpty { return Int32(row) }
      }
      return nil
    }
  }
}
