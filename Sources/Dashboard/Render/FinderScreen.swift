import Canvas
import Ledger
import Panels

/// Draws the search for a customer over the screen: what is typed on top, who answers it below.
func drawFinder(_ frame: inout Frame, _ state: DashboardState) {
  guard let findings = state.findings else { return }
  let theme = state.theme
  let glyphs = state.glyphs
  let area = frame.canvas.bounds
  let finder = state.finder
  let width = min(110, area.width)
  let height = max(4, min(24, area.height - 3))
  let box = Rect(
    x: (area.width - width) / 2, y: min(2, max(0, area.height - height - 1)), width: width, height: height)
  frame.canvas.fill(box, theme[.text])
  var inner = frame.canvas.frame(
    box, title: [Span(finder.isCall ? "Phone call: who is it?" : "Find a customer", theme[.title])],
    bottom: [Span(glyphs.plain(bottomWords(state)), theme[.textMuted])], focused: true)
  let line = inner.takeTop(1)
  drawTyped(
    &frame, finder.line, label: glyphs.plain("› "),
    in: Rect(x: line.x + 1, y: line.y, width: line.width - 2, height: 1),
    state)
  if inner.height > 3 { _ = inner.takeTop(1) }
  inner = inner.inset(dx: 1, dy: 0)
  guard let matches = finder.matches, !finder.line.text.isEmpty else {
    let words =
      state.index == nil
      ? "Reading names and numbers" + glyphs.ellipsis
      : "Name (any part, any order; 汉字 or pinyin or initials), e-mail, last four digits of the phone, order number, "
        + "customer number. Slips of the finger are forgiven."
    for (index, text) in DisplayWidth.wrap(glyphs.plain(words), inner.width).prefix(inner.height).enumerated() {
      frame.canvas.put(
        text, x: inner.x, y: inner.y + index, style: theme[state.index == nil ? .statusBusy : .textMuted])
    }
    return
  }
  guard matches.count > 0 else {
    let lines = matches.sheet.reading + matches.sheet.notes
    for (index, text) in lines.flatMap({ DisplayWidth.wrap(glyphs.plain($0), inner.width) }).prefix(inner.height)
      .enumerated()
    {
      frame.canvas.put(text, x: inner.x, y: inner.y + index, style: theme[.textMuted])
    }
    return
  }
  let drawn = drawTable(
    &frame.canvas, inner, matches, columns: matches.shownColumns.map { matches.sheet.table.columns[$0].id },
    focused: true, showsTotals: false, format: findings.format)
  frame.pageHeight = max(1, drawn.layout.page)
}

private func bottomWords(_ state: DashboardState) -> String {
  let finder = state.finder
  var words = ""
  if let matches = finder.matches, !finder.line.text.isEmpty {
    let total = matches.sheet.customers ?? matches.count
    words = total == 1 ? "1 match  " : "\(Digits.grouped(total)) matches  "
    if total > matches.count { words = "best \(Digits.grouped(matches.count)) of " + words }
  }
  return words + (state.canvasIsNarrow ? "Enter card, Esc" : "Enter opens the card, ↑ ↓ choose, C-u clears, Esc closes")
}

extension DashboardState {
  /// Whether hints have to be short.
  fileprivate var canvasIsNarrow: Bool { size.width < 70 }
}

/// Draws a line that is being typed, with the terminal's cursor where the next letter goes.
func drawTyped(_ frame: inout Frame, _ line: LineEditor, label: String, in rect: Rect, _ state: DashboardState) {
  let theme = state.theme
  let x = rect.x + frame.canvas.put(label, x: rect.x, y: rect.y, style: theme[.key], maxWidth: rect.width)
  let room = max(2, rect.maxX - x - 1)
  // A long line shows the part around the cursor.
  var before = String(line.text.prefix(line.cursor))
  var isCut = false
  while DisplayWidth.of(before) > room - 1, !before.isEmpty {
    before.removeFirst()
    isCut = true
  }
  var shown = before + line.text.dropFirst(line.cursor)
  if isCut, !before.isEmpty {
    before.removeFirst()
    before = state.glyphs.ellipsis + before
    shown = before + line.text.dropFirst(line.cursor)
  }
  frame.canvas.put(shown, x: x, y: rect.y, style: theme[.prompt], maxWidth: room)
  frame.canvas.cursor = Point(x: min(x + DisplayWidth.of(before), rect.maxX - 1), y: rect.y)
}
