import Canvas
import Ledger
import Panels

/// Draws a view's rows as a table; columns that have a bar get it beside their figure.
///
/// - Parameter columns: Ids of the columns to show, in order; empty for all that are not hidden.
/// - Returns: Where everything stands, with the id of each drawn column.
func drawTable(
  _ canvas: inout Canvas, _ rect: Rect, _ view: View, columns ids: [String] = [], focused: Bool, showsTotals: Bool,
  showsHeader: Bool = true, format: ValueFormat
) -> (layout: TableLayout, columns: [String]) {
  let table = view.sheet.table
  let slots = SheetTable.slots(view, columns: ids)
  let glyphs = canvas.glyphs
  let theme = canvas.theme
  let sorted = view.sort.flatMap { sort in slots.firstIndex { !$0.isBar && table.columns[$0.column].id == sort.column }
  }
  func line(_ values: [Value], _ label: String) -> [Span]? {
    guard showsTotals, values.contains(where: { $0 != .none }) else { return nil }
    var isLabelled = false
    return slots.map { slot in
      guard !slot.isBar, slot.column < values.count else { return Span("", nil) }
      let column = table.columns[slot.column]
      guard values[slot.column] != .none else {
        // The first column without a figure says what the line is.
        guard !isLabelled, !label.isEmpty, !column.isFigure else { return Span("", nil) }
        isLabelled = true
        return Span(glyphs.plain(label), nil)
      }
      return Span(glyphs.plain(format.text(values[slot.column], kind: column.kind, cents: column.showsCents)), nil)
    }
  }
  // Of some of the rows the sums are those of these rows, or none while they are not there.
  let isWhole = view.rows == nil || view.rule.isAll
  let totals = line(isWhole ? table.totals : view.summary?.totals ?? [], "")
  let medians = view.count > 2 ? line(view.summary?.medians ?? [], "median") : nil
  let frozen = slots.isEmpty ? 0 : 1
  let missing = theme[.missing]
  let sheet = view.sheet
  var tableView = TableView(
    columns: slots.enumerated().map { SheetTable.column($1, view, isSorted: $0 == sorted, glyphs) },
    rowCount: view.count,
    sortColumn: sorted,
    descending: view.sort?.descending ?? false, frozen: frozen, totals: totals, focused: focused, state: view.table,
    cell: { position, index in
      let slot = slots[index]
      guard !slot.isBar else { return Span("", nil) }
      guard let row = view.row(position) else { return Span("", nil) }
      let column = table.columns[slot.column]
      let value = table[row, slot.column]
      if value == .none { return Span(glyphs.plain("—"), missing) }
      let text = glyphs.plain(format.text(value, kind: column.kind, cents: column.showsCents))
      guard SheetTable.tonedColumns.contains(column.id), let role = sheet.tone(row) else { return Span(text, nil) }
      return Span(text, theme[role])
    })
  tableView.showsHeader = showsHeader
  tableView.showsBlurredCursor = ids.isEmpty
  tableView.medians = medians
  if ids.isEmpty { tableView.currentColumn = slots.firstIndex { !$0.isBar && $0.column == view.currentColumn } }
  if !view.marks.isEmpty {
    // Only the rows that may be drawn: half a million marks cost no more than a page of them.
    let page = view.table.top..<min(view.count, view.table.top + rect.height + 1)
    tableView.marks = Set(page.filter { view.row($0).map { view.marks.contains(Int32($0)) } ?? false })
  }
  let layout = tableView.render(on: &canvas, in: rect)
  for placed in layout.visibleColumns where slots[placed.index].isBar {
    let slot = slots[placed.index]
    let largest = view.measures.largest[slot.column]
    for position in layout.rows {
      let y = layout.rowsY + position - layout.rows.lowerBound
      guard let row = view.row(position) else { continue }
      guard largest > 0, let value = table[row, slot.column].magnitude, value > 0 else { continue }
      var style = theme[.bar]
      let under = canvas[placed.range.lowerBound, y].style
      style.background = under.background
      if under.attributes.contains(.reverse) {
        // Reversed, the bar's colour has to stand where the background does.
        style = Style(foreground: under.foreground, background: style.foreground, attributes: under.attributes)
      }
      let bar = Bar.text(fraction: value / largest, width: placed.range.count, glyphs: glyphs)
      canvas.put(bar, x: placed.range.lowerBound, y: y, style: style, maxWidth: placed.range.count)
    }
  }
  return (layout, slots.map { $0.isBar ? "" : table.columns[$0.column].id })
}

/// Which columns of a sheet are drawn, and how wide they want to be.
enum SheetTable {
  /// A drawn column: a figure, or the bar beside it.
  struct Slot: Sendable {
    /// Position among the sheet's columns.
    var column: Int
    /// Whether the bar is meant.
    var isBar: Bool
  }

  /// Columns whose words carry the judgement that the row's tone colours.
  static let tonedColumns: Set<String> = ["state", "status", "stage", "bucket", "reason_kind", "ratio"]

  /// The drawn columns of a view.
  static func slots(_ view: View, columns ids: [String]) -> [Slot] {
    let table = view.sheet.table
    let chosen = ids.isEmpty ? view.shownColumns : ids.compactMap { table.column($0) }
    return chosen.flatMap { index -> [Slot] in
      let figure = Slot(column: index, isBar: false)
      return table.columns[index].drawing == .figureAndBar ? [figure, Slot(column: index, isBar: true)] : [figure]
    }
  }

  /// Columns of a bar where there is room: longer ones say no more.
  static let barWidth = 24

  /// What a slot asks of the table view.
  static func column(_ slot: Slot, _ view: View, isSorted: Bool = false, _ glyphs: Glyphs) -> TableColumn {
    let column = view.sheet.table.columns[slot.column]
    // A later column that sorts says which in turn it is; the first one has its sign.
    let turn = view.rule.sorts.firstIndex { $0.column == column.id } ?? 0
    let title =
      turn > 0
      ? glyphs.plain(column.title) + (view.rule.sorts[turn].descending ? glyphs.down : glyphs.up) + "\(turn + 1)"
      : glyphs.plain(column.title)
    guard !slot.isBar else {
      return TableColumn(
        title: "", unit: "", alignment: .leading, minimum: 4, ideal: barWidth, flexible: false,
        priority: column.priority)
    }
    let isText = column.kind == .text
    let measured = max(view.measures.widths[slot.column], DisplayWidth.of(title) + (isSorted ? 1 : 0))
    var ideal = column.width > 0 && isText ? min(column.width, measured) : measured
    var minimum = isText && ideal > 14 ? max(8, ideal / 2) : ideal
    let widened = view.columns.widened[column.id]
    if let widened {
      ideal = max(3, ideal + widened)
      minimum = ideal
    }
    return TableColumn(
      title: title, unit: "", alignment: isText || column.kind == .key ? .leading : .trailing,
      minimum: minimum, ideal: ideal, flexible: isText && column.width == 0 && widened == nil,
      priority: column.priority)
  }
}
