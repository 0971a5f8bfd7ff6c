import Canvas
import Panels

/// A sheet on the screen: which rows, in which order, and where the cursor stands.
public struct View: Sendable {
  /// What it is called in the breadcrumbs.
  public var crumb: String
  /// Key of the row of the level below that leads here; the panel's id at the bottom.
  public var key: String
  /// What is shown.
  public var sheet: Sheet
  /// The rows that are shown, in order; `nil` for all of them as they come.
  public var rows: [Int32]?
  /// Measures of the columns, taken when the sheet was made.
  public var measures: SheetMeasures
  /// The column that the rows are sorted by, if not as they come.
  public var sort: Sort?
  /// The text that the rows must hold; empty for all.
  public var search = ""
  /// Cursor and scroll position.
  public var table: TableViewState

  /// A column and a direction.
  public struct Sort: Hashable, Sendable {
    /// Id of the column.
    public var column: String
    /// Largest first.
    public var descending: Bool

    /// A way to sort.
    public init(column: String, descending: Bool) {
      self.column = column
      self.descending = descending
    }
  }

  /// A view of a sheet with the cursor on its first row.
  public init(crumb: String, key: String, sheet: Sheet, measures: SheetMeasures) {
    self.crumb = crumb
    self.key = key
    self.sheet = sheet
    self.measures = measures
    table = TableViewState(cursor: 0, top: 0, leftColumn: 0)
  }

  /// Number of rows that are shown.
  public var count: Int { rows?.count ?? sheet.table.rowCount }

  /// The sheet's row at a position of the shown order.
  public func row(_ position: Int) -> Int? {
    guard position >= 0, position < count else { return nil }
    guard let rows else { return position }
    return Int(rows[position])
  }

  /// The sheet's row under the cursor.
  public var currentRow: Int? { row(table.cursor) }

  /// Puts the cursor on the row with this key, if it is shown.
  ///
  /// - Returns: Whether it is.
  @discardableResult
  public mutating func select(key: String) -> Bool {
    guard let row = sheet.table.row(for: key) else { return false }
    guard let rows else {
      table.cursor = row
      return true
    }
    guard let position = rows.firstIndex(of: Int32(row)) else { return false }
    table.cursor = position
    return true
  }
}

/// What drawing needs to know of a whole column: its widest text and its largest figure.
public struct SheetMeasures: Sendable {
  /// Widest text per column, in screen columns, over a sample of the rows and the totals.
  public var widths: [Int]
  /// Largest figure of the columns that are drawn with a bar.
  public var largest: [Double]

  /// How many rows are looked at for the widths.
  static let sample = 400

  /// Measures a sheet. Complexity: O(sample × columns), and O(rows) per column with a bar.
  public init(_ sheet: Sheet, format: ValueFormat) {
    let table = sheet.table
    widths = table.columns.map { _ in 0 }
    largest = table.columns.map { _ in 0 }
    let step = max(1, table.rowCount / SheetMeasures.sample)
    for (index, column) in table.columns.enumerated() where column.drawing != .hidden {
      for row in stride(from: 0, to: table.rowCount, by: step) {
        let text = format.text(table[row, index], kind: column.kind, cents: column.showsCents)
        widths[index] = max(widths[index], DisplayWidth.of(text))
      }
      if index < table.totals.count, table.totals[index] != .none {
        let text = format.text(table.totals[index], kind: column.kind, cents: column.showsCents)
        widths[index] = max(widths[index], DisplayWidth.of(text))
      }
      guard column.drawing == .figureAndBar else { continue }
      for row in 0..<table.rowCount { largest[index] = max(largest[index], table[row, index].magnitude ?? 0) }
    }
  }
}
