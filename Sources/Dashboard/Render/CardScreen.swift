import Canvas
import Ledger
import Panels

/// Draws a customer's card, scrolled to the field under the cursor, and the orders below it.
func drawCard(_ frame: inout Frame, _ area: Rect, _ view: View, _ card: Card, _ state: DashboardState) {
  let findings = view.findings
  let theme = state.theme
  let glyphs = state.glyphs
  var inner = area
  if area.height >= 10, area.width >= 30 {
    var bottom = ruleWords(view, state, room: area.width / 2)
    let words =
      view.field == nil ? "orders: \(view.table.cursor + 1) of \(view.count)" : "card: Tab goes to the orders"
    bottom.append(Span(glyphs.plain(words), theme[.textMuted]))
    inner = frame.canvas.frame(
      area, title: [Span(glyphs.plain(view.sheet.title), theme[.title])], bottom: bottom, focused: true)
    inner = inner.inset(dx: 1, dy: 0)
  }
  let whole = card.layout(width: inner.width, height: .max, hints: state.keepsWriting)
  let lines = whole.lines(in: inner.height, rows: view.count)
  let layout = card.layout(width: inner.width, height: lines, hints: state.keepsWriting)
  let rect = inner.takeTop(lines)
  let focus = state.overlay == nil ? view.field : nil
  frame.canvas.clipped(to: rect) { canvas in
    layout.draw(
      on: &canvas, in: rect, top: layout.top(showing: view.field, from: view.cardTop, visible: lines), focus: focus)
  }
  frame.cardSize = Size(width: inner.width, height: lines)
  if inner.height > 3 { _ = inner.takeTop(1) }
  guard view.count > 0 else {
    let text = view.rule.isAll ? "No order by this day." : "No order holds this."
    frame.canvas.put(glyphs.plain(text), x: inner.x, y: inner.y, style: theme[.textMuted], maxWidth: inner.width)
    return
  }
  let drawn = drawTable(
    &frame.canvas, inner, view, focused: state.overlay == nil && view.field == nil, showsTotals: inner.height >= 6,
    format: findings.format)
  frame.pageHeight = max(1, drawn.layout.page)
  frame.places.append(.init(rect: inner, target: .table(panel: nil, drawn.layout, columns: drawn.columns)))
}
