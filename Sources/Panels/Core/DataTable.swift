import Analytics
import Ledger

/// A column of a table: the name that machines use, the head that people read, and how it wants to be drawn.
public struct DataColumn: Sendable {
  /// The drawn form of a column on the screen.
  public enum Drawing: Sendable, Hashable {
    /// The figure itself.
    case figure
    /// The figure, and beside it a bar as long as the figure's share of the column's largest.
    case figureAndBar
    /// Not drawn; CSV and JSON have it.
    case hidden
    /// Not drawn and not written, unless somebody chooses it.
    case offered
  }

  /// How a column is summed up below its rows.
  public enum Summing: Sendable, Hashable {
    /// Not at all: the sum would mean nothing.
    case none
    /// The sum of its figures.
    case sum
    /// The sum of one column divided by that of another, by their ids: net per purchase.
    case quotient(String, per: String)
  }

  /// Name in CSV and JSON; these names stay.
  public let id: String
  /// Head on the screen.
  public let title: String
  /// What the values are.
  public let kind: Kind
  /// Drawn form.
  public let drawing: Drawing
  /// Columns with a low number stay in a narrow window.
  public let priority: Int
  /// Widest sensible width; 0 lets the kind decide. Texts take what is left.
  public let width: Int
  /// Money is shown with its decimals on the screen.
  public let showsCents: Bool
  /// How it is summed up where only some of the rows are shown.
  public let summing: Summing
  /// What its figures mean, in a sentence or two; empty where the sheet's own definition says it.
  public let meaning: String

  /// A column.
  public init(
    _ id: String, _ title: String, _ kind: Kind, drawing: Drawing = .figure, priority: Int = 5, width: Int = 0,
    showsCents: Bool = false, summing: Summing = .none, meaning: String = ""
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.drawing = drawing
    self.priority = priority
    self.width = width
    self.showsCents = showsCents
    self.summing = summing
    self.meaning = meaning
  }

  /// Whether it is drawn unless somebody hides it.
  public var isDrawn: Bool { drawing != .hidden && drawing != .offered }

  /// The same column, drawn: somebody has chosen it.
  func chosen() -> DataColumn {
    guard !isDrawn else { return self }
    return DataColumn(
      id, title, kind, priority: priority, width: width, showsCents: showsCents, summing: summing, meaning: meaning)
  }

  /// Whether its values are figures that can go up and down over time.
  public var hasPast: Bool {
    switch kind {
    case .count, .money, .ratio, .number, .days: true
    case .integer, .date, .instant, .text, .key: false
    }
  }

  /// Whether its values are words, which are sorted as words are.
  public var isText: Bool { kind == .text || kind == .key }

  /// Whether its values are figures with a size, which have a median.
  public var isFigure: Bool { kind != .text && kind != .key && kind != .integer }
}

/// Rows of figures that are computed when they are looked at: half a million rows cost nothing until they are drawn.
public struct DataTable: Sendable {
  /// The columns, the key column first.
  public let columns: [DataColumn]
  /// Number of rows.
  public let rowCount: Int
  /// The totals row; empty where the table has none. One value per column.
  public let totals: [Value]
  private let cell: @Sendable (Int, Int) -> Value
  private let key: @Sendable (Int) -> String
  private let find: (@Sendable (String) -> Int?)?

  /// A table over a function of row and column.
  ///
  /// - Parameters:
  ///   - key: What names a row for good: it leads back to the row after the data changed.
  ///   - find: The row of a key, where that is quicker than looking through all rows.
  public init(
    columns: [DataColumn], rowCount: Int, totals: [Value] = [], key: @escaping @Sendable (Int) -> String,
    find: (@Sendable (String) -> Int?)? = nil, cell: @escaping @Sendable (_ row: Int, _ column: Int) -> Value
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.totals = totals
    self.key = key
    self.find = find
    self.cell = cell
  }

  /// A table of a few rows whose values are already there; the first column is the key.
  public init(columns: [DataColumn], rows: [[Value]], totals: [Value] = []) {
    self.init(
      columns: columns, rowCount: rows.count, totals: totals,
      key: { row in
        switch rows[row].first {
        case .some(.text(let text)): return text
        case .some(.integer(let number)): return String(number)
        default: return String(row)
        }
      }, cell: { rows[$0][$1] })
  }

  /// The figure at a row and a column; none where the table has no such place.
  public subscript(row: Int, column: Int) -> Value {
    guard row >= 0, row < rowCount, column >= 0, column < columns.count else { return .none }
    return cell(row, column)
  }

  /// What names a row for good; empty where the table has no such row.
  public func key(of row: Int) -> String { row >= 0 && row < rowCount ? key(row) : "" }

  /// The row with this key, if there is one. Complexity: O(rows) where the table has no quicker way.
  public func row(for key: String) -> Int? {
    if let find { return find(key) }
    return (0..<rowCount).first { self.key($0) == key }
  }

  /// Positions of the columns that CSV and JSON write unless told otherwise.
  public var writtenColumns: [Int] { columns.indices.filter { columns[$0].drawing != .offered } }

  /// The same rows with some of the columns, in this order, all of them drawn where `areChosen`.
  func choosing(_ chosen: [Int], areChosen: Bool) -> DataTable {
    let source = self
    return DataTable(
      columns: chosen.map { areChosen ? columns[$0].chosen() : columns[$0] }, rowCount: rowCount,
      totals: totals.isEmpty ? [] : chosen.map { $0 < totals.count ? totals[$0] : .none },
      key: { source.key(of: $0) }, find: { source.row(for: $0) }, cell: { source[$0, chosen[$1]] })
  }

  /// Position of the column with this name.
  public func column(_ id: String) -> Int? { columns.firstIndex { $0.id == id } }

  /// The rows in the order of a column; rows of equal value keep their order, missing figures come last.
  ///
  /// Words are in the root order of Unicode, whatever the machine's language.
  ///
  /// Complexity: O(n log n) and one call of the cell function per row.
  public func order(by column: Int, descending: Bool) -> [Int32] {
    order(of: (0..<Int32(rowCount)).map { $0 }, by: column, descending: descending)
  }

  /// Some of the rows in the order of several columns: the first decides, each later one among rows that are equal so
  /// far. Rows equal in all keep their order, missing figures come last.
  ///
  /// Complexity: O(columns · n log n) and one call of the cell function per row and column.
  public func order(of rows: [Int32], by columns: [(column: Int, descending: Bool)]) -> [Int32] {
    // A stable sort by the last column first leaves the rows in the order of all.
    columns.reversed().reduce(rows) { order(of: $0, by: $1.column, descending: $1.descending) }
  }

  /// Some of the rows in the order of a column; rows of equal value keep the order in which they were given.
  public func order(of rows: [Int32], by column: Int, descending: Bool) -> [Int32] {
    guard columns.indices.contains(column) else { return rows }
    var missing: [Int32] = []
    if columns[column].kind == .text || columns[column].kind == .key {
      var texts: [String] = []
      var present: [Int32] = []
      for row in rows {
        switch cell(Int(row), column) {
        case .text(let text):
          texts.append(text)
          present.append(row)
        case .integer(let number):
          texts.append(Digits.padded(number, 12))
          present.append(row)
        default: missing.append(row)
        }
      }
      return CollatedTexts(texts).order(descending: descending).map { present[Int($0)] } + missing
    }
    var present: [(value: Double, place: Int32, row: Int32)] = []
    present.reserveCapacity(rows.count)
    for (place, row) in rows.enumerated() {
      if let value = cell(Int(row), column).magnitude {
        present.append((descending ? -value : value, Int32(place), row))
      } else {
        missing.append(row)
      }
    }
    present.sort { $0.value == $1.value ? $0.place < $1.place : $0.value < $1.value }
    return present.map(\.row) + missing
  }
}
