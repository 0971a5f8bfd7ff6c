import Canvas
import Ledger
import Panels

/// Draws the value under the cursor in full: what the table's column is too narrow for.
func drawCell(_ frame: inout Frame, top: Int, _ state: DashboardState) {
  guard let view = state.view, let column = view.currentColumn, let value = view.currentValue,
    let findings = state.findings
  else { return }
  let data = view.sheet.table.columns[column]
  let width = min(84, frame.canvas.size.width)
  let textWidth = max(10, width - 5)
  var lines: [OverlayLine] = []
  let text = findings.format.text(value, kind: data.kind, cents: true)
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    for line in DisplayWidth.wrap(state.glyphs.plain(String(paragraph)), textWidth) {
      lines.append(OverlayLine(spans: [Span(line, state.theme[value == .none ? .missing : .textStrong])]))
    }
  }
  if value == .none { lines.append(OverlayLine(spans: [Span("There is no figure here.", state.theme[.textMuted])])) }
  if !data.meaning.isEmpty {
    lines.append(OverlayLine(spans: []))
    for line in DisplayWidth.wrap(state.glyphs.plain(data.meaning), textWidth) {
      lines.append(OverlayLine(spans: [Span(line, state.theme[.textMuted])]))
    }
  }
  drawScroll(&frame, title: data.title, lines, top: top, width: width, hint: "j k scroll, Esc closes", state)
}

/// Draws what is in a column: measures at the right of their names, and how the figures are spread.
func drawStatistics(_ frame: inout Frame, _ statistics: ColumnStatistics, top: Int, _ state: DashboardState) {
  guard let findings = state.findings else { return }
  let theme = state.theme
  let width = min(52, frame.canvas.size.width)
  let inner = max(16, width - 5)
  var lines: [OverlayLine] = []
  func row(_ name: String, _ value: String, _ role: Role = .text) {
    let room = max(1, inner - DisplayWidth.of(value) - 1)
    let head = DisplayWidth.fit(state.glyphs.plain(name), room, ellipsis: state.glyphs.ellipsis)
    lines.append(OverlayLine(spans: [Span(head + " ", theme[.textMuted]), Span(value, theme[role])]))
  }
  row("rows", Digits.grouped(statistics.rows))
  row("without a value", Digits.grouped(statistics.missing), statistics.missing > 0 ? .text : .textMuted)
  row("different values", Digits.grouped(statistics.distinct))
  if !statistics.measures.isEmpty { lines.append(OverlayLine(spans: [])) }
  for measure in statistics.measures {
    let isMoney = statistics.kind == .money
    row(
      measure.name,
      state.glyphs.plain(findings.format.text(measure.value, kind: statistics.kind, cents: isMoney)),
      measure.name == "median" ? .textStrong : .text)
  }
  if !statistics.frequent.isEmpty {
    lines.append(OverlayLine(spans: []))
    for frequent in statistics.frequent { row(frequent.text, Digits.grouped(frequent.rows)) }
  }
  if !statistics.histogram.isEmpty {
    lines.append(OverlayLine(spans: []))
    let steps = min(inner, ColumnStatistics.steps)
    let values = statistics.histogram.prefix(steps).map { $0 > 0 ? Double($0) : nil }
    var picture = Canvas(size: Size(width: steps, height: 2), theme: theme, glyphs: state.glyphs)
    Sparkline(values: values).render(on: &picture, in: picture.bounds)
    for line in picture.text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(OverlayLine(spans: [Span(String(line), theme[.bar])]))
    }
    lines.append(
      OverlayLine(spans: [Span(state.glyphs.plain("rows from the smallest to the largest"), theme[.textMuted])]))
  }
  drawScroll(
    &frame, title: "Column " + statistics.title, lines, top: top, width: width, hint: "j k scroll, Esc closes", state)
}
