/// A table: a header, rows of which some are visible, perhaps a line of totals.
///
/// Cells are asked for only where they are visible, so a table of millions of rows costs what its window costs.
public struct TableView: Sendable {
  /// The columns from left to right.
  public var columns: [TableColumn]
  /// How many rows there are.
  public var rowCount: Int
  /// The column that the rows are sorted by.
  public var sortColumn: Int?
  /// Whether the largest comes first.
  public var descending: Bool
  /// How many columns at the left never scroll away.
  public var frozen: Int
  /// The last line, one span per column.
  public var totals: [Span]?
  /// A line below the totals, one span per column.
  public var medians: [Span]?
  /// The column under the cursor, which is always visible; nil where only rows have a cursor.
  public var currentColumn: Int?
  /// Whether keys go to this table.
  public var focused: Bool
  /// Cursor and view.
  public var state: TableViewState
  /// Marked rows.
  public var marks: Set<Int>
  /// Whether a row is under the cursor at all; without it there is no sign column.
  public var showsCursor: Bool
  /// Whether the row under the cursor is shown while the keys go elsewhere.
  public var showsBlurredCursor = true
  /// Whether the first line names the columns.
  public var showsHeader = true
  /// The content of a cell.
  public var cell: @Sendable (_ row: Int, _ column: Int) -> Span

  /// Makes a table.
  public init(
    columns: [TableColumn], rowCount: Int, sortColumn: Int? = nil, descending: Bool = false, frozen: Int = 1,
    totals: [Span]? = nil, focused: Bool = false, state: TableViewState = TableViewState(), marks: Set<Int> = [],
    showsCursor: Bool = true, cell: @escaping @Sendable (_ row: Int, _ column: Int) -> Span
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.sortColumn = sortColumn
    self.descending = descending
    self.frozen = frozen
    self.totals = totals
    self.focused = focused
    self.state = state
    self.marks = marks
    self.showsCursor = showsCursor
    self.cell = cell
  }

  /// Draws the table and says where everything is.
  ///
  /// The view is corrected so that the cursor is visible; the state itself is the caller's. In a narrow window columns
  /// of high priority numbers are left out, which the signs at the ends of the header show.
  @discardableResult
  public func render(on canvas: inout Canvas, in rect: Rect) -> TableLayout {
    let layout = layout(in: rect, glyphs: canvas.glyphs)
    guard !rect.isEmpty else { return layout }
    canvas.clipped(to: rect) { canvas in
      if showsHeader { drawHeader(layout, on: &canvas) }
      for row in layout.rows { drawRow(row, layout, on: &canvas) }
      if let y = layout.totalsY, let totals { drawLine(totals, .total, y, layout, on: &canvas) }
      if let y = layout.mediansY, let medians { drawLine(medians, .textMuted, y, layout, on: &canvas) }
      if let bar = layout.scrollBar {
        canvas.scrollBar(bar, total: rowCount, top: layout.rows.lowerBound, visible: layout.rows.count)
      }
    }
    return layout
  }

  private func drawHeader(_ layout: TableLayout, on canvas: inout Canvas) {
    let y = layout.headerY
    let theme = canvas.theme
    canvas.fill(Rect(x: layout.rect.x, y: y, width: layout.rect.width, height: 1), theme[.header])
    for (index, range) in layout.columns {
      let column = columns[index]
      let isSorted = index == sortColumn
      var style = theme[isSorted ? .headerSort : .header]
      if index == currentColumn, focused { style.attributes.insert(.underline) }
      let sign = isSorted ? (descending ? canvas.glyphs.down : canvas.glyphs.up) : ""
      var room = range.count - DisplayWidth.of(sign)
      let title = DisplayWidth.cut(column.title, room, ellipsis: canvas.glyphs.ellipsis)
      room -= DisplayWidth.of(title)
      let unit = !column.unit.isEmpty && DisplayWidth.of(column.unit) < room ? " " + column.unit : ""
      var muted = theme[.textMuted]
      muted.background = style.background
      let spans = [Span(title, style), Span(unit, muted), Span(sign, style)]
      place(spans, column.alignment, range, y, on: &canvas)
    }
    let rect = layout.rect
    if layout.hiddenLeft { canvas.put(canvas.glyphs.moreLeft, x: rect.x, y: y, style: theme[.accent]) }
    if layout.hiddenRight { canvas.put(canvas.glyphs.moreRight, x: rect.maxX - 1, y: y, style: theme[.accent]) }
  }

  private func drawRow(_ row: Int, _ layout: TableLayout, on canvas: inout Canvas) {
    let y = layout.rowsY + row - layout.rows.lowerBound
    for (index, range) in layout.columns {
      let span = cell(row, index)
      let text = DisplayWidth.cut(span.text, range.count, ellipsis: canvas.glyphs.ellipsis)
      place([Span(text, span.style)], columns[index].alignment, range, y, on: &canvas)
    }
    let line = Rect(x: layout.rect.x, y: y, width: layout.rowWidth, height: 1)
    if marks.contains(row) {
      if showsCursor { canvas.put(canvas.glyphs.dot, x: line.x + 1, y: y, style: canvas.theme[.mark]) }
    }
    guard showsCursor, row == state.cursor, focused || showsBlurredCursor else { return }
    canvas.restyle(line, focused ? .cursor : .cursorBlur)
    canvas.put(canvas.glyphs.cursorMark, x: line.x, y: y, style: canvas[line.x, y].style)
    // Marked again above the cursor's own sign, so that a mark under the cursor is seen.
    if marks.contains(row) { canvas.put(canvas.glyphs.dot, x: line.x + 1, y: y, style: canvas[line.x, y].style) }
    guard focused, let place = layout.columns.first(where: { $0.index == currentColumn })?.range else { return }
    for x in place {
      canvas.cells[y * canvas.size.width + x].style.attributes.formUnion([.underline, .bold])
    }
  }

  private func drawLine(_ totals: [Span], _ role: Role, _ y: Int, _ layout: TableLayout, on canvas: inout Canvas) {
    let style = canvas.theme[role]
    canvas.fill(Rect(x: layout.rect.x, y: y, width: layout.rowWidth, height: 1), style)
    for (index, range) in layout.columns {
      guard index < totals.count else { continue }
      let text = DisplayWidth.cut(totals[index].text, range.count, ellipsis: canvas.glyphs.ellipsis)
      place([Span(text, totals[index].style ?? style)], columns[index].alignment, range, y, on: &canvas)
    }
  }

  /// Puts spans that fit into a column, at its left, right or middle.
  private func place(
    _ spans: [Span], _ alignment: Alignment, _ range: Range<Int>, _ y: Int, on canvas: inout Canvas
  ) {
    let free =
      alignment == .leading ? 0 : max(0, range.count - spans.reduce(0) { $0 + DisplayWidth.of($1.text) })
    let start = range.lowerBound + (alignment == .center ? free / 2 : free)
    canvas.put(spans, x: start, y: y, maxWidth: range.upperBound - start)
  }
}
