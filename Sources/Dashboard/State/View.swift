import Canvas
import Ledger
import Panels

/// A sheet on the screen: which rows and columns, in which order, and where the cursor stands.
public struct View: Sendable {
  /// Which view it is: what a job was asked of.
  public let id = ViewID()
  /// What its figures were made from. Newer figures may be on their way while it is still shown.
  public let findings: Findings
  /// How often somebody has changed its marks, columns or order: what must not be lost to newer figures.
  var changes = 0
  /// What it is called in the breadcrumbs.
  public var crumb: String
  /// Key of the row of the level below that leads here; the panel's id at the bottom.
  public var key: String
  /// How to come here again in newer data, where it is not a row of the level below that leads here.
  public var origin: Origin = .row
  /// What is shown.
  public var sheet: Sheet
  /// The rows that are shown, in order; `nil` for all of them as they come.
  public var rows: [Int32]?
  /// Measures of the columns.
  public var measures: SheetMeasures
  /// Which rows are wanted, and in which order.
  public var rule = RowRule()
  /// Which columns are shown, in which order, how wide, and which one has the cursor.
  public var columns = ColumnChoice()
  /// Marked rows of the sheet.
  public var marks: Set<Int32> = []
  /// Sums and medians of the shown rows, once they are there.
  public var summary: TableSummary?
  /// The field of the card under the cursor; `nil` while the table has it.
  public var field: Int?
  /// First line of the card that is shown.
  public var cardTop = 0
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
  public init(crumb: String, key: String, sheet: Sheet, measures: SheetMeasures, findings: Findings) {
    self.findings = findings
    self.crumb = crumb
    self.key = key
    self.sheet = sheet
    self.measures = measures
    table = TableViewState(cursor: 0, top: 0, leftColumn: 0)
  }

  /// The column that the rows are sorted by first, if not as they come.
  public var sort: Sort? { rule.sorts.first }

  /// The text that the rows must hold; empty for all.
  public var search: String { rule.search }

  /// The filter that the rows' customers must answer; empty for all.
  public var filter: String { rule.filter }

  /// Number of rows that are shown.
  public var count: Int { rows?.count ?? sheet.table.rowCount }

  /// The sheet's row at a position of the shown order; never one that the sheet does not have.
  public func row(_ position: Int) -> Int? {
    guard position >= 0, position < count else { return nil }
    let row = rows.map { Int($0[position]) } ?? position
    return row >= 0 && row < sheet.table.rowCount ? row : nil
  }

  /// The sheet's row under the cursor.
  public var currentRow: Int? { row(table.cursor) }

  /// All shown rows, in order.
  public var shownRows: [Int32] { rows ?? (0..<Int32(sheet.table.rowCount)).map { $0 } }

  /// The shown columns, by their position in the sheet's table.
  public var shownColumns: [Int] { columns.shown(of: sheet.table) }

  /// The column under the cursor, by its position in the sheet's table; `nil` where no column is shown.
  public var currentColumn: Int? {
    let shown = shownColumns
    if let id = columns.current, let index = sheet.table.column(id), shown.contains(index) { return index }
    return shown.first
  }

  /// The value under the cursor.
  public var currentValue: Value? {
    guard let row = currentRow, let column = currentColumn else { return nil }
    return sheet.table[row, column]
  }

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

/// How a view is come to again when there is newer data.
public enum Origin: Hashable, Sendable {
  /// By the row of the level below with the view's key.
  case row
  /// The card of the customer whose key is the view's key, from wherever it was opened.
  case customer
  /// The rows of the level below that were marked: their keys.
  case marked([String])
  /// The frequencies of a column of the level below, by its id.
  case frequency(String)
  /// The two marked segments of the level below, laid over each other.
  case overlap
  /// What is behind a field of the card below, by its id.
  case field(String)
  /// The list of all customers, whatever led to it.
  case everybody
  /// A column of the level below over time, by its id, with the row that had the cursor.
  case history(column: String, row: String)
  /// The level below beside itself as of an earlier day.
  case comparison(Day)
}

/// Which rows of a sheet are wanted, and in which order.
public struct RowRule: Hashable, Sendable {
  /// Columns that sort the rows: the first decides, each later one where the ones before leave a tie.
  public var sorts: [View.Sort] = []
  /// Text that the rows must hold; empty for all.
  public var search = ""
  /// Filter that the rows' customers must answer; empty for all.
  public var filter = ""

  /// All rows as they come.
  public init() {}

  /// The same rows sorted by one column, or as they come.
  func sorted(by sort: View.Sort?) -> RowRule {
    var rule = self
    rule.sorts = sort.map { [$0] } ?? []
    return rule
  }

  /// The same order with another text to hold.
  func searching(_ text: String) -> RowRule {
    var rule = self
    rule.search = text
    return rule
  }

  /// The same order with another filter.
  func filtered(by text: String) -> RowRule {
    var rule = self
    rule.filter = text
    return rule
  }

  /// Whether all rows are wanted.
  var isAll: Bool { search.isEmpty && filter.isEmpty }
}

/// What a person changed about the columns of a view, by the ids of the columns.
public struct ColumnChoice: Hashable, Sendable {
  /// All columns in their order, where it was changed.
  public var order: [String]?
  /// Columns that are shown although the sheet hides them, or hidden although it shows them.
  public var toggled: Set<String> = []
  /// Columns that are wider or narrower than they ask to be, by so many screen columns.
  public var widened: [String: Int] = [:]
  /// The column under the cursor.
  public var current: String?

  /// The columns as the sheet has them.
  public init() {}

  /// Whether a column is shown.
  func isShown(_ column: DataColumn) -> Bool { column.isDrawn != toggled.contains(column.id) }

  /// All columns of a table in the order of this choice; columns that it does not know come last.
  func ordered(of table: DataTable) -> [Int] {
    guard let order else { return Array(table.columns.indices) }
    let known = order.compactMap { table.column($0) }
    return known + table.columns.indices.filter { !known.contains($0) }
  }

  /// The shown columns of a table, in their order.
  func shown(of table: DataTable) -> [Int] { ordered(of: table).filter { isShown(table.columns[$0]) } }

  /// Whether nothing was changed but the cursor's place.
  var isPlain: Bool { order == nil && toggled.isEmpty && widened.isEmpty }
}
