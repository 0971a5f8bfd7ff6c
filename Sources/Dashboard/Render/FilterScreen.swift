import Analytics
import Canvas
import Ledger

/// Draws what the typed filter means, above the line in which it is typed: what is wrong and where, or whom it picks, and
/// how it could go on.
func drawFilter(_ frame: inout Frame, _ state: DashboardState) {
  let theme = state.theme
  let glyphs = state.glyphs
  let area = frame.canvas.bounds
  let prompt = state.filterPrompt
  guard area.height >= 6 else { return }
  let isCurrent = prompt.trial?.text == prompt.line.text
  let suggestions = isCurrent ? prompt.trial?.suggestions ?? [] : []
  let most = max(0, min(8, area.height - 8))
  let chosen = prompt.chosen ?? -1
  let top = max(0, min(chosen - most + 1, suggestions.count - most))
  let shown = Array(suggestions.dropFirst(max(0, top)).prefix(most))
  let verdict = verdictLines(state, width: area.width - 4)
  let height = shown.count + verdict.count + 2
  let box = Rect(x: 0, y: max(0, area.height - 1 - height), width: area.width, height: height)
  frame.canvas.fill(box, theme[.text])
  let hint =
    area.width < 70
    ? "Enter applies, Tab completes" : "Enter applies, Tab completes, ↑ ↓ choose, Esc leaves the list as it is"
  let inner = frame.canvas.frame(
    box, title: [Span("Filter", theme[.title])], bottom: [Span(glyphs.plain(hint), theme[.textMuted])], focused: true)
  let titleWidth = min(30, inner.width / 2)
  for (index, suggestion) in shown.enumerated() {
    let y = inner.y + index
    frame.canvas.put(
      DisplayWidth.fit(glyphs.plain(suggestion.title), titleWidth, ellipsis: glyphs.ellipsis), x: inner.x + 1, y: y,
      style: theme[.textStrong])
    let room = inner.width - titleWidth - 4
    if room > 8 {
      frame.canvas.put(
        DisplayWidth.cut(glyphs.plain(suggestion.help), room, ellipsis: glyphs.ellipsis), x: inner.x + titleWidth + 3,
        y: y, style: theme[.textMuted])
    }
    if top + index == chosen {
      frame.canvas.restyle(Rect(x: inner.x, y: y, width: inner.width, height: 1), .cursor)
    }
  }
  for (index, line) in verdict.enumerated() {
    frame.canvas.put(line.spans, x: inner.x + 1, y: inner.y + shown.count + index, maxWidth: inner.width - 2)
  }
}

/// Whom the filter picks, or what is wrong with it, with the place marked.
private func verdictLines(_ state: DashboardState, width: Int) -> [OverlayLine] {
  let theme = state.theme
  let glyphs = state.glyphs
  let prompt = state.filterPrompt
  guard let trial = prompt.trial, trial.text == prompt.line.text else {
    return [OverlayLine(spans: [Span("looking" + glyphs.ellipsis, theme[.statusBusy])])]
  }
  if let count = trial.count {
    let words = count == 1 ? "1 customer answers it." : "\(Digits.grouped(count)) customers answer it."
    return [OverlayLine(spans: [Span(words, theme[count > 0 ? .good : .warn])])]
  }
  guard let error = trial.error else {
    let words = "For example: stage = sleeping and net > 500 and not discount_share >= 80%"
    return [OverlayLine(spans: [Span(DisplayWidth.cut(words, width, ellipsis: glyphs.ellipsis), theme[.textMuted])])]
  }
  // The place is marked in the text again, because the line below scrolls with the cursor.
  let marked = error.marked(in: trial.text, width: width, ellipsis: glyphs.ellipsis)
  var lines = [
    OverlayLine(spans: [
      Span(marked.before, theme[.text]), Span(marked.place, theme[.bad]), Span(marked.after, theme[.text]),
    ]),
    OverlayLine(spans: [Span(String(repeating: " ", count: marked.column) + marked.carets, theme[.bad])]),
  ]
  let text = error.what + (error.wayOut.isEmpty ? "" : ". " + error.wayOut)
  for line in DisplayWidth.wrap(glyphs.plain(text), width).prefix(3) {
    lines.append(OverlayLine(spans: [Span(line, theme[.bad])]))
  }
  return lines
}

extension FilterError {
  /// The text around the place of the error, cut to a width, with carets for the line below.
  func marked(
    in text: String, width: Int, ellipsis: String
  ) -> (before: String, place: String, after: String, column: Int, carets: String) {
    let characters = text.map { $0.isNewline ? " " : $0 }
    let from = max(0, min(characters.count, offset))
    let to = max(from, min(characters.count, offset + length))
    var before = String(characters[..<from])
    let place = DisplayWidth.cut(String(characters[from..<to]), max(1, width / 2), ellipsis: ellipsis)
    let room = width / 2
    if DisplayWidth.of(before) > room {
      while DisplayWidth.of(before) > room - DisplayWidth.of(ellipsis), !before.isEmpty { before.removeFirst() }
      before = ellipsis + before
    }
    let column = DisplayWidth.of(before)
    let taken = column + DisplayWidth.of(place)
    let after = DisplayWidth.cut(String(characters[to...]), max(1, width - taken), ellipsis: ellipsis)
    return (before, place, after, column, String(repeating: "^", count: max(1, DisplayWidth.of(place))))
  }
}
