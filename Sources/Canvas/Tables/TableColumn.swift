/// A column of a table: what it is called and how much room it wants.
public struct TableColumn: Sendable, Hashable {
  /// The name in the header.
  public var title: String
  /// The unit, muted behind the name, or `""`.
  public var unit: String
  /// Numbers stand at the right.
  public var alignment: Alignment
  /// Columns below which it is left out rather than squeezed.
  public var minimum: Int
  /// Columns at which everything can be read.
  public var ideal: Int
  /// Whether it takes room that is left over.
  public var flexible: Bool
  /// Low numbers survive in a narrow window.
  public var priority: Int

  /// Makes a column; `ideal` is at least `minimum`.
  public init(
    title: String, unit: String = "", alignment: Alignment = .leading, minimum: Int, ideal: Int? = nil,
    flexible: Bool = false, priority: Int = 0
  ) {
    self.title = title
    self.unit = unit
    self.alignment = alignment
    self.minimum = max(1, minimum)
    self.ideal = max(self.minimum, ideal ?? minimum)
    self.flexible = flexible
    self.priority = priority
  }
}

/// Where somebody is in a table.
public struct TableViewState: Sendable, Hashable {
  /// The row under the cursor.
  public var cursor: Int
  /// The first row visible.
  public var top: Int
  /// How many columns behind the frozen ones are scrolled away.
  public var leftColumn: Int

  /// Makes a state; without arguments at the upper left.
  public init(cursor: Int = 0, top: Int = 0, leftColumn: Int = 0) {
    self.cursor = cursor
    self.top = top
    self.leftColumn = leftColumn
  }

  /// Moves the cursor by rows and the view after it.
  ///
  /// - Parameters:
  ///   - count: rows of the table.
  ///   - page: rows visible.
  public mutating func move(by rows: Int, count: Int, page: Int) {
    let (moved, overflow) = cursor.addingReportingOverflow(rows)
    cursor = overflow ? (rows > 0 ? Int.max : 0) : moved
    clamp(count: count, visible: page)
  }

  /// Brings cursor and view back into a table that may have become shorter or a window that may have changed.
  public mutating func clamp(count: Int, visible: Int) {
    cursor = max(0, min(cursor, count - 1))
    let page = max(1, visible)
    top = max(0, min(top, count - page))
    if cursor < top { top = cursor }
    if cursor >= top + page { top = cursor - page + 1 }
    leftColumn = max(0, leftColumn)
  }
}
