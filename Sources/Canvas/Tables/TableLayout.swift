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
  /// The line of the medians.
  public var mediansY: Int?
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
    let hasMedians = medians != nil && rect.height >= 8
    let head = showsHeader ? 1 : 0
    let page = max(0, rect.height - head - (hasTotals ? 1 : 0) - (hasMedians ? 1 : 0))
    var view = state
    view.clamp(count: rowCount, visible: page)
    let rows = page == 0 ? 0..<0 : view.top..<min(rowCount, view.top + page)
    let hasScrollBar = rowCount > page && page > 0 && rect.width > 4
    // Cursor sign and mark stand before the first column.
    let left = rect.x + (showsCursor ? 2 : 0)
    let right = rect.maxX - (hasScrollBar ? 2 : 0)
    var scrolled = scrolledAway
    var (shown, hidden) = chooseColumns(width: right - left, scrolled: scrolled)
    // The sign that says so needs a column of its own; above a scroll bar there is one.
    var room = right - left
    if hidden, !hasScrollBar, showsHeader {
      room -= 2
      (shown, hidden) = chooseColumns(width: room, scrolled: scrolled)
    }
    // The column under the cursor is shown: the view scrolls no further than it takes.
    while let currentColumn, currentColumn < columns.count, !shown.contains(where: { $0.index == currentColumn }),
      scrolled < columns.count - max(0, frozen) - 1
    {
      scrolled += 1
      (shown, hidden) = chooseColumns(width: room, scrolled: scrolled)
    }
    var x = left
    var visible: [TableLayout.Column] = []
    for (index, width) in shown where x < right {
      visible.append(TableLayout.Column(index: index, range: x..<min(right, x + width)))
      x += width + Self.gap
    }
    return TableLayout(
      rect: rect, headerY: rect.y - 1 + head, rowsY: rect.y + head, rows: rows, page: page,
      totalsY: hasTotals ? rect.y + head + min(page, rowCount) : nil,
      mediansY: hasMedians ? rect.y + head + min(page, rowCount) + (hasTotals ? 1 : 0) : nil, visibleColumns: visible,
      scrollBar: hasScrollBar ? Rect(x: rect.maxX - 1, y: rect.y + head, width: 1, height: page) : nil,
      hiddenLeft: scrolled > 0, hiddenRight: hidden)
  }

  private var scrolledAway: Int { min(max(0, state.leftColumn), max(0, columns.count - max(0, frozen) - 1)) }

  /// The columns that fit, with their widths, and whether some do not.
  private func chooseColumns(width: Int, scrolled: Int) -> (shown: [(index: Int, width: Int)], hidden: Bool) {
    let fixed = max(0, min(frozen, columns.count))
    let candidates = Array(0..<fixed) + Array((fixed + scrolled)..<max(fixed + scrolled, columns.count))
    // Unscrolled, importance decides; once somebody scrolls, they want to see what comes next.
    let order =
      scrolled > 0
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
        if scrolled > 0 { break }
        continue
      }
      chosen.append(index)
      used += needed
    }
    var widths = columns.map(\.minimum)
    var spare = width - used
    // Words and figures grow before the columns without a name, which only draw what another one says.
    let growing = chosen.sorted {
      let (a, b) = (columns[$0], columns[$1])
      return a.title.isEmpty == b.title.isEmpty ? a.priority < b.priority : b.title.isEmpty
    }
    for index in growing where spare > 0 {
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
    // A column without a name only draws what another one says: nobody misses it.
    let isMissing = candidates.contains { !chosen.contains($0) && !columns[$0].title.isEmpty }
    return (chosen.sorted().map { ($0, widths[$0]) }, isMissing)
  }
}
