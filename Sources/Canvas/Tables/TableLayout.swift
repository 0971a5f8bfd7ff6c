/// Where the parts of a drawn table are: for the mouse, and for paging.
public struct TableLayout: Sendable, Hashable {
  /// What a point of a table belongs to.
  public enum Hit: Sendable, Hashable {
    /// A row.
    case row(Int)
    /// The header of a column.
    case header(column: Int)
  }

  /// A column that is visible, and its place.
  public struct Column: Sendable, Hashable {
    /// Its index among all columns.
    public var index: Int
    /// The cells that it takes on every line.
    public var range: Range<Int>
  }

  /// The whole table.
  public var rect: Rect
  /// The line of the header.
  public var headerY: Int
  /// The line of the first visible row.
  public var rowsY: Int
  /// The visible rows.
  public var rows: Range<Int>
  /// How many rows there is room for: a page.
  public var page: Int
  /// The line of the totals.
  public var totalsY: Int?
  /// The visible columns with the cells they take.
  public var visibleColumns: [Column]
  /// The scroll bar, where rows do not fit.
  public var scrollBar: Rect?
  /// Whether columns are scrolled away at the left.
  public var hiddenLeft: Bool
  /// Whether columns had no room.
  public var hiddenRight: Bool

  /// Columns of a row: all but the scroll bar.
  var rowWidth: Int { rect.width - (scrollBar == nil ? 0 : 1) }

  var columns: [(index: Int, range: Range<Int>)] { visibleColumns.map { ($0.index, $0.range) } }

  /// What a point belongs to, or nil where it is none of the table's rows and headers.
  public func hit(_ point: Point) -> Hit? {
    guard rect.contains(point) else { return nil }
    if point.y == headerY {
      return visibleColumns.first { $0.range.contains(point.x) }.map { .header(column: $0.index) }
    }
    let row = rows.lowerBound + point.y - rowsY
    return point.y >= rowsY && rows.contains(row) ? .row(row) : nil
  }
}

extension TableView {
  /// Blanks between two columns.
  static let gap = 2

  /// Where everything is when drawn into a rectangle.
  public func layout(in rect: Rect, glyphs: Glyphs = .unicode) -> TableLayout {
    let hasTotals = totals != nil && rect.height >= 4
    let page = max(0, rect.height - 1 - (hasTotals ? 1 : 0))
    var view = state
    view.clamp(count: rowCount, visible: page)
    let rows = page == 0 ? 0..<0 : view.top..<min(rowCount, view.top + page)
    let hasScrollBar = rowCount > page && page > 0 && rect.width > 4
    // Cursor sign and mark stand before the first column.
    let left = rect.x + (showsCursor ? 2 : 0)
    let right = rect.maxX - (hasScrollBar ? 2 : 0)
    var (shown, hidden) = chooseColumns(width: right - left)
    // The sign that says so needs a column of its own; above a scroll bar there is one.
    if hidden, !hasScrollBar { (shown, hidden) = chooseColumns(width: right - left - 2) }
    var x = left
    var visible: [TableLayout.Column] = []
    for (index, width) in shown where x < right {
      visible.append(TableLayout.Column(index: index, range: x..<min(right, x + width)))
      x += width + Self.gap
    }
    return TableLayout(
      rect: rect, headerY: rect.y, rowsY: rect.y + 1, rows: rows, page: page,
      totalsY: hasTotals ? rect.y + 1 + min(page, rowCount) : nil, visibleColumns: visible,
      scrollBar: hasScrollBar ? Rect(x: rect.maxX - 1, y: rect.y + 1, width: 1, height: page) : nil,
      hiddenLeft: scrolledAway > 0, hiddenRight: hidden)
  }

  private var scrolledAway: Int { min(max(0, state.leftColumn), max(0, columns.count - max(0, frozen) - 1)) }

  /// The columns that fit, with their widths, and whether some do not.
  private func chooseColumns(width: Int) -> (shown: [(index: Int, width: Int)], hidden: Bool) {
    let fixed = max(0, min(frozen, columns.count))
    let candidates = Array(0..<fixed) + Array((fixed + scrolledAway)..<max(fixed + scrolledAway, columns.count))
    // Unscrolled, importance decides; once somebody scrolls, they want to see what comes next.
    let order =
      scrolledAway > 0
      ? candidates
      : candidates.sorted {
        let (a, b) = (columns[$0], columns[$1])
        return a.priority == b.priority ? $0 < $1 : a.priority < b.priority
      }
    var used = 0
    var chosen: [Int] = []
    for index in order {
      let needed = columns[index].minimum + (chosen.isEmpty ? 0 : Self.gap)
      guard chosen.isEmpty || used + needed <= width else {
        if scrolledAway > 0 { break }
        continue
      }
      chosen.append(index)
      used += needed
    }
    var widths = columns.map(\.minimum)
    var spare = width - used
    for index in chosen.sorted(by: { columns[$0].priority < columns[$1].priority }) where spare > 0 {
      let more = min(spare, columns[index].ideal - columns[index].minimum)
      widths[index] += more
      spare -= more
    }
    let elastic = chosen.filter { columns[$0].flexible }.sorted()
    if spare > 0, !elastic.isEmpty {
      for (place, index) in elastic.enumerated() {
        widths[index] += spare / elastic.count + (place < spare % elastic.count ? 1 : 0)
      }
    }
    if let only = chosen.first, used > width { widths[only] = max(1, width) }
    return (chosen.sorted().map { ($0, widths[$0]) }, chosen.count < candidates.count)
  }
}
