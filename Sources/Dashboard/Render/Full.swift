import Canvas
import Ledger
import Panels

/// Draws a registry panel alone, under the tabs of its group.
func drawPanelScreen(_ frame: inout Frame, _ area: Rect, _ id: String, _ state: DashboardState) {
  var rest = area
  if area.height >= 8, let group = PanelRegistry.panel(id)?.group {
    let siblings = PanelRegistry.all.filter { $0.group == group }
    if siblings.count > 1 { drawTabs(&frame, rest.takeTop(1), siblings, current: id, state) }
  }
  if let view = state.panels[id] {
    drawFull(&frame, rest, view, panel: id, state)
  } else {
    let title = PanelRegistry.panel(id)?.title ?? id
    let inner = frame.canvas.frame(rest, title: [Span(title, state.theme[.title])], focused: true)
    frame.canvas.put("computing" + state.glyphs.ellipsis, x: inner.x + 1, y: inner.y, style: state.theme[.statusBusy])
  }
}

/// Draws one view in all the room: chart, readings, table, notes.
func drawFull(_ frame: inout Frame, _ area: Rect, _ view: View, panel: String?, _ state: DashboardState) {
  if let card = view.sheet.card { return drawCard(&frame, area, view, card, state) }
  let theme = state.theme
  let glyphs = state.glyphs
  let sheet = view.sheet
  let findings = view.findings
  let isFramed = area.height >= 10 && area.width >= 30
  var inner = area
  if isFramed {
    var trailing: [Span] = []
    if !sheet.window.isEmpty { trailing.append(Span(glyphs.plain(windowWords(sheet.window)), theme[.textMuted])) }
    var bottom: [Span] = []
    let rules = ruleWords(view, state, room: area.width / 2)
    let rulesWidth = rules.reduce(0) { $0 + DisplayWidth.of($1.text) }
    bottom += trendWords(view, state, room: area.width - 24 - rulesWidth)
    bottom += rules
    if state.jobs.isBusy(.arrange(view.id)) {
      bottom.append(Span("working" + glyphs.ellipsis + "  ", theme[.statusBusy]))
    }
    bottom.append(Span(positionWords(view), theme[.textMuted]))
    inner = frame.canvas.frame(
      area, title: [Span(glyphs.plain(sheet.title), theme[.title])], trailing: trailing, bottom: bottom, focused: true)
    inner = inner.inset(dx: 1, dy: 0)
  }
  if let figure = sheet.figure {
    let height = Layout.figureHeight(
      in: inner.height - (isFramed ? sentences(sheet, inner.width).count : 0), minimum: figure.minimum,
      ideal: figure.ideal, rows: view.count)
    if height == 0, inner.height >= 7, let sentence = sheet.reading.first {
      // No room for the drawing: its sentence at least.
      let line = inner.takeTop(1)
      let text = DisplayWidth.cut(glyphs.plain(sentence), line.width, ellipsis: glyphs.ellipsis)
      frame.canvas.put(text, x: line.x, y: line.y, style: theme[.textMuted])
    }
    if height > 0 {
      let rect = inner.takeTop(height)
      frame.canvas.clipped(to: rect) { figure.draw(&$0, rect, view.currentRow) }
      if inner.height > 8 { _ = inner.takeTop(1) }
    }
  }
  // Sentences and totals speak of all rows: a search takes them away.
  var lines = view.rule.isAll ? sentences(sheet, inner.width) : []
  let spare = inner.height - min(view.count, 12) - 3
  lines = Array(lines.prefix(max(0, min(lines.count, spare, inner.height / 3))))
  // A sentence that does not fit whole is not begun.
  while let last = lines.last, !last.isEnd { lines.removeLast() }
  if !lines.isEmpty {
    // Right under the last row where the table is short, at the bottom where it is long.
    let tableLines = view.count + (sheet.table.totals.isEmpty ? 1 : 2)
    let isShort = tableLines + 1 + lines.count <= inner.height
    let bottom = isShort ? inner.height - tableLines - 1 : lines.count
    let rect = inner.takeBottom(bottom)
    for (index, line) in lines.enumerated() {
      frame.canvas.put(
        glyphs.plain(line.text), x: rect.x, y: rect.y + index, style: line.isNote ? theme[.textMuted] : theme[.text],
        maxWidth: rect.width)
    }
    if isShort { _ = inner.takeBottom(1) }
  }
  if view.count == 0 {
    let text =
      !view.search.isEmpty
      ? "No row holds \u{201C}\(view.search)\u{201D}."
      : view.filter.isEmpty
        ? "Nothing here." : "Nobody here answers the filter" + (state.isMasked ? "." : ": \(view.filter)")
    frame.canvas.put(glyphs.plain(text), x: inner.x, y: inner.y, style: theme[.textMuted], maxWidth: inner.width)
    frame.pageHeight = 1
    return
  }
  let drawn = drawTable(
    &frame.canvas, inner, view, focused: state.overlay == nil, showsTotals: inner.height >= 6, format: findings.format)
  frame.pageHeight = max(1, drawn.layout.page)
  frame.places.append(.init(rect: inner, target: .table(panel: nil, drawn.layout, columns: drawn.columns)))
}

/// A window setting in words: `365d` is "last 365 days".
func windowWords(_ window: String) -> String {
  if window == "all" { return "all time" }
  if window.hasSuffix("d"), let days = Int(window.dropLast()) { return "last \(days) days" }
  if window.hasSuffix("mo"), let months = Int(window.dropLast(2)) { return "last \(months) months" }
  return window
}

/// What keeps rows out of a view, and how many are marked.
func ruleWords(_ view: View, _ state: DashboardState, room: Int) -> [Span] {
  let theme = state.theme
  let glyphs = state.glyphs
  var spans: [Span] = []
  if !view.filter.isEmpty {
    // A filter may name somebody.
    let shown = state.isMasked ? "•••" : view.filter
    let text = "filter: " + shown.split(whereSeparator: \.isNewline).joined(separator: " ")
    spans.append(Span(DisplayWidth.cut(glyphs.plain(text), room, ellipsis: glyphs.ellipsis) + "  ", theme[.accent]))
  }
  if !view.search.isEmpty {
    let text = DisplayWidth.cut("holds \u{201C}\(view.search)\u{201D}", room, ellipsis: glyphs.ellipsis)
    spans.append(Span(glyphs.plain(text) + "  ", theme[.accent]))
  }
  if !view.marks.isEmpty { spans.append(Span("\(Digits.grouped(view.marks.count)) marked  ", theme[.mark])) }
  return spans
}

/// How the figure under the cursor went: what it was first, its columns, what it is, since when.
private func trendWords(_ view: View, _ state: DashboardState, room: Int) -> [Span] {
  guard let trend = state.trend, let place = state.trendPlace, place.view == view.id,
    let index = view.sheet.table.column(place.column), let since = trend.days.first,
    let first = trend.values.first, let last = trend.values.last
  else { return [] }
  let theme = state.theme
  let column = view.sheet.table.columns[index]
  func text(_ value: Double?) -> String {
    guard let value else { return state.glyphs.plain("—") }
    return state.glyphs.plain(
      view.findings.format.text(HistorySheet.figure(value, column.kind), kind: column.kind, cents: false))
  }
  let known = trend.values.compactMap { $0 }
  guard let low = known.min(), let high = known.max() else { return [] }
  // From the lowest to the highest: the two figures beside it say how much that is.
  let signs = state.glyphs.lowerEighths
  let line = trend.values.map { value -> String in
    guard let value else { return " " }
    let part = high > low ? (value - low) / (high - low) : 0
    return signs[min(signs.count - 1, Int((part * Double(signs.count - 1)).rounded()))]
  }.joined()
  let parts = [
    Span(column.title + " ", theme[.textMuted]), Span(text(first) + " ", theme[.textMuted]), Span(line, theme[.bar]),
    Span(" " + text(last), theme[.text]), Span(" since \(since)  ", theme[.textMuted]),
  ]
  for count in [0, 1] {
    let shown = Array(parts.dropFirst(count))
    if shown.reduce(0, { $0 + DisplayWidth.of($1.text) }) <= room { return shown }
  }
  let short = Array(parts[1...3]) + [Span("  ", theme[.text])]
  return short.reduce(0) { $0 + DisplayWidth.of($1.text) } <= room ? short : []
}

/// Where the cursor stands, and how the rows are sorted.
private func positionWords(_ view: View) -> String {
  guard view.count > 0 else { return "no rows" }
  var words = "\(Digits.grouped(view.table.cursor + 1)) of \(Digits.grouped(view.count))"
  if view.count != view.sheet.table.rowCount { words += " (\(Digits.grouped(view.sheet.table.rowCount)) in all)" }
  return words
}

/// The readings and notes of a sheet, wrapped.
private func sentences(_ sheet: Sheet, _ width: Int) -> [(text: String, isNote: Bool, isEnd: Bool)] {
  guard width >= 20 else { return [] }
  func lines(_ sentence: String, isNote: Bool) -> [(text: String, isNote: Bool, isEnd: Bool)] {
    let wrapped = DisplayWidth.wrap(sentence, width)
    return wrapped.enumerated().map { ($1, isNote, $0 == wrapped.count - 1) }
  }
  return sheet.reading.flatMap { lines($0, isNote: false) } + sheet.notes.flatMap { lines($0, isNote: true) }
}

/// Draws the panels of a group as tabs: all of them, or as many around the current one as find room.
func drawTabs(_ frame: inout Frame, _ line: Rect, _ panels: [Panel], current: String, _ state: DashboardState) {
  let glyphs = state.glyphs
  let widths = panels.map { DisplayWidth.of($0.title) + 3 }
  let place = panels.firstIndex { $0.id == current } ?? 0
  let shown = tabsAround(place, widths, in: line.width - 1)
  var x = line.x + 1
  if shown.count < panels.count {
    // Where the current one stands among all, and that there are more.
    let words = "\(place + 1)/\(panels.count) "
    frame.canvas.put(words, x: x, y: line.y, style: state.theme[.textMuted])
    x += DisplayWidth.of(words)
    if shown.lowerBound > 0 { frame.canvas.put(glyphs.plain("‹"), x: x, y: line.y, style: state.theme[.textMuted]) }
    if shown.upperBound < panels.count {
      frame.canvas.putRight(glyphs.plain("› Tab"), maxX: line.maxX - 1, y: line.y, style: state.theme[.textMuted])
    }
    x += 1
  }
  for panel in panels[shown] {
    let isCurrent = panel.id == current
    let label = " " + panel.title + " "
    let width = min(DisplayWidth.of(label), line.maxX - x)
    guard width > 2 else { break }
    var style = isCurrent ? state.theme[.accent] : state.theme[.textMuted]
    if isCurrent { style.attributes.insert([.bold, .underline]) }
    frame.canvas.put(DisplayWidth.cut(label, width, ellipsis: glyphs.ellipsis), x: x, y: line.y, style: style)
    frame.places.append(.init(rect: Rect(x: x, y: line.y, width: width, height: 1), target: .tab(panel.id)))
    x += width + 1
  }
}

/// The tabs that are shown: all where they fit, else the current one and its neighbours, one after the other.
private func tabsAround(_ current: Int, _ widths: [Int], in room: Int) -> Range<Int> {
  guard !widths.isEmpty, widths.reduce(0, +) > room else { return widths.indices }
  var shown = current..<(current + 1)
  // Room for “10/12 ‹” and “› Tab”.
  var left = room - 14 - widths[current]
  while true {
    if shown.upperBound < widths.count, widths[shown.upperBound] <= left {
      left -= widths[shown.upperBound]
      shown = shown.lowerBound..<(shown.upperBound + 1)
    } else if shown.lowerBound > 0, widths[shown.lowerBound - 1] <= left {
      left -= widths[shown.lowerBound - 1]
      shown = (shown.lowerBound - 1)..<shown.upperBound
    } else {
      return shown
    }
  }
}
