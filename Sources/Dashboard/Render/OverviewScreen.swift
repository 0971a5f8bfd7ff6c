import Canvas
import Ledger
import Panels

/// Draws all main panels together, or one of them under tabs where there is no room for more.
func drawOverview(_ frame: inout Frame, _ area: Rect, _ state: DashboardState) {
  guard let findings = state.findings else { return }
  var layout = OverviewLayout(in: area, focus: state.overviewFocus)
  if layout.isSingle {
    var rest = area
    let panels = Overview.panelIDs.compactMap { PanelRegistry.panel($0) }
    drawTabs(&frame, rest.takeTop(1), panels, current: state.overviewFocus, state)
    layout.panels = [state.overviewFocus: rest]
  }
  for id in Overview.panelIDs {
    guard let rect = layout.panels[id], !rect.isEmpty else { continue }
    frame.places.append(.init(rect: rect, target: .panel(id)))
    drawOverviewPanel(&frame, rect, id, isSingle: layout.isSingle, findings.format, state)
  }
}

private func drawOverviewPanel(
  _ frame: inout Frame, _ rect: Rect, _ id: String, isSingle: Bool, _ format: ValueFormat, _ state: DashboardState
) {
  let theme = state.theme
  let glyphs = state.glyphs
  let isFocused = state.overviewFocus == id && state.overlay == nil
  let title = state.panels[id]?.sheet.title ?? PanelRegistry.panel(id)?.title ?? id
  var trailing: [Span] = []
  // Where the rows leave no line for the head, the frame says what the columns are.
  let showsHeader = rect.height - 2 != state.panels[id]?.count
  if let sheet = state.panels[id]?.sheet {
    if !showsHeader {
      var titles = sheet.overview.dropFirst().compactMap { name in
        sheet.table.column(name).map { sheet.table.columns[$0].title }
      }
      let room = rect.width - DisplayWidth.of(title) - 10
      while titles.count > 1, DisplayWidth.of(titles.joined(separator: " · ")) > room { titles.removeLast() }
      trailing = [Span(glyphs.plain(titles.joined(separator: " " + glyphs.middot + " ")), theme[.textMuted])]
    } else if !sheet.window.isEmpty {
      trailing = [Span(glyphs.plain(windowWords(sheet.window)), theme[.textMuted])]
    }
  }
  var inner: Rect
  if isSingle, rect.height < 9 {
    inner = rect
  } else {
    inner = frame.canvas.frame(
      rect, title: [Span(glyphs.plain(title), theme[isFocused ? .title : .text])], trailing: trailing,
      bottom: bottom(id, state),
      focused: isFocused)
  }
  guard let view = state.panels[id] else {
    frame.canvas.put("computing" + glyphs.ellipsis, x: inner.x + 1, y: inner.y, style: theme[.statusBusy])
    return
  }
  guard view.count > 0 else {
    let text =
      view.search.isEmpty
      ? (view.sheet.reading.first ?? "Nothing here.") : "No row holds \u{201C}\(view.search)\u{201D}."
    let lines = DisplayWidth.wrap(glyphs.plain(text), max(1, inner.width - 2))
    for (index, line) in lines.prefix(inner.height).enumerated() {
      frame.canvas.put(line, x: inner.x + 1, y: inner.y + index, style: theme[.textMuted])
    }
    return
  }
  var sentences: [String] = []
  let spare = inner.height - view.count - 1
  if spare >= 2 {
    for sentence in view.sheet.reading {
      let lines = DisplayWidth.wrap(glyphs.plain(sentence), max(8, inner.width - 2))
      if sentences.count + lines.count <= spare - 1 { sentences += lines }
    }
  }
  if !sentences.isEmpty {
    let lines = inner.takeBottom(sentences.count)
    for (index, line) in sentences.enumerated() {
      frame.canvas.put(line, x: lines.x + 1, y: lines.y + index, style: theme[.textMuted], maxWidth: lines.width - 1)
    }
  }
  // One column of air before the frame, unless the scroll bar stands there.
  if view.count + (showsHeader ? 1 : 0) <= inner.height { inner.width -= 1 }
  let drawn = drawTable(
    &frame.canvas, inner, view, columns: view.sheet.overview, focused: isFocused, showsTotals: false,
    showsHeader: showsHeader, format: format)
  if isFocused { frame.pageHeight = max(1, drawn.layout.page) }
  frame.places.append(.init(rect: inner, target: .table(panel: id, drawn.layout, columns: drawn.columns)))
}

/// What the lower border of a panel says: how many rows there are, where not all can be seen.
private func bottom(_ id: String, _ state: DashboardState) -> [Span] {
  guard let view = state.panels[id] else { return [] }
  var spans: [Span] = []
  spans += ruleWords(view, state, room: 30)
  if view.count > 12 || !view.search.isEmpty, view.count > 0 {
    spans.append(
      Span("\(Digits.grouped(view.table.cursor + 1)) of \(Digits.grouped(view.count))", state.theme[.textMuted]))
  }
  return spans
}
