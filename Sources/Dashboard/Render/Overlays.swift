import Canvas
import Ledger
import Panels

/// Draws what lies over the screen.
func drawOverlay(_ frame: inout Frame, _ state: DashboardState) {
  switch state.overlay {
  case .help(let top): drawHelp(&frame, top: top, state)
  case .explanation(let top, let behind): drawExplanation(&frame, top: top, behind: behind, state)
  case .palette(let text, let chosen):
    let entries = Palette.entries(matching: text, in: state)
    drawPalette(
      &frame, entries, text: text, chosen: chosen, title: "Commands", hint: "Enter runs it, Esc closes", state)
  case .kinds(let text, let chosen):
    let entries = KindChoices.entries(matching: text, in: state)
    drawPalette(
      &frame, entries, text: text, chosen: chosen, title: "How the file is read",
      hint: "Enter chooses and remembers, Esc closes", state)
  case .columns(let text, let chosen):
    let entries = ColumnEntries.matching(text, in: state)
    drawPalette(
      &frame, entries, text: text, chosen: chosen, title: "Columns", hint: "Enter shows or hides, Esc closes", state)
  case .options(let text, let chosen):
    let entries = OptionEntries.matching(text, in: state)
    drawPalette(
      &frame, entries, text: text, chosen: chosen, title: "Settings", titleWidth: 34,
      hint: "Enter takes it, name=value sets any other, Esc closes", state)
  case .find: drawFinder(&frame, state)
  case .filter: drawFilter(&frame, state)
  case .notes(let text, let chosen):
    let entries = Writings.entries(matching: text, in: state)
    drawPalette(
      &frame, entries, text: text, chosen: chosen, title: "Notes and promises",
      hint: "Enter ticks it off, or opens it again; Esc closes", state)
  case .cell(let top): drawCell(&frame, top: top, state)
  case .statistics(let statistics, let top): drawStatistics(&frame, statistics, top: top, state)
  case .search, .export, .note, .saveSegment, .asOf, .compareWith, .confirm, .none: break
  }
}

/// A line of a scrolled text.
struct OverlayLine {
  var spans: [Span]
}

/// Draws a text that scrolls, in a box over the screen.
func drawScroll(
  _ frame: inout Frame, title: String, _ lines: [OverlayLine], top: Int, width: Int, hint: String,
  _ state: DashboardState
) {
  let area = frame.canvas.bounds
  let boxWidth = min(width, area.width)
  let boxHeight = min(lines.count + 2, area.height - 2)
  guard boxHeight >= 3 else { return }
  let box = Rect(
    x: (area.width - boxWidth) / 2, y: max(1, (area.height - boxHeight) / 2), width: boxWidth, height: boxHeight)
  frame.canvas.fill(box, state.theme[.text])
  let visible = boxHeight - 2
  let first = max(0, min(top, lines.count - visible))
  let inner = frame.canvas.frame(
    box, title: [Span(title, state.theme[.title])], bottom: [Span(state.glyphs.plain(hint), state.theme[.textMuted])],
    focused: true)
  for (index, line) in lines[first..<min(lines.count, first + visible)].enumerated() {
    frame.canvas.put(line.spans, x: inner.x + 1, y: inner.y + index, maxWidth: inner.width - 2)
  }
  let rail = Rect(x: inner.maxX - 1, y: inner.y, width: 1, height: inner.height)
  frame.canvas.scrollBar(rail, total: lines.count, top: first, visible: visible)
}

private func drawHelp(_ frame: inout Frame, top: Int, _ state: DashboardState) {
  let theme = state.theme
  let width = min(92, frame.canvas.size.width)
  let keyWidth = width >= 60 ? 16 : 10
  let textWidth = max(10, width - keyWidth - 6)
  var lines: [OverlayLine] = []
  for group in Command.Group.allCases {
    if !lines.isEmpty { lines.append(OverlayLine(spans: [])) }
    lines.append(OverlayLine(spans: [Span(group.rawValue, theme[.header])]))
    for command in CommandTable.all where command.group == group {
      let keys = DisplayWidth.fit(command.keys.joined(separator: " "), keyWidth, ellipsis: state.glyphs.ellipsis)
      let obstacle = command.obstacle(state)
      for (index, text) in DisplayWidth.wrap(state.glyphs.plain(command.help), textWidth).enumerated() {
        let head = index == 0 ? keys : String(repeating: " ", count: keyWidth)
        lines.append(
          OverlayLine(spans: [Span(head, theme[.key]), Span(" " + text, theme[obstacle == nil ? .text : .textMuted])]))
      }
    }
  }
  drawScroll(&frame, title: "Keys", lines, top: top, width: width, hint: "j k scroll, Esc closes", state)
}

private func drawExplanation(_ frame: inout Frame, top: Int, behind: View?, _ state: DashboardState) {
  guard let view = state.view else { return }
  let theme = state.theme
  let sheet = view.sheet
  let width = min(84, frame.canvas.size.width)
  let textWidth = max(10, width - 5)
  var lines: [OverlayLine] = []
  func paragraph(_ text: String, _ role: Role) {
    for line in DisplayWidth.wrap(state.glyphs.plain(text), textWidth) {
      lines.append(OverlayLine(spans: [Span(line, theme[role])]))
    }
  }
  let isAlone = state.screen != .overview || !state.stack.isEmpty
  if let field = view.currentField {
    paragraph("\(field.label): \(field.value)" + (field.remark.isEmpty ? "" : ", \(field.remark)"), .textStrong)
    for text in field.definition { paragraph(text, .text) }
  } else if isAlone, let column = view.currentColumn, let value = view.currentValue, let row = view.currentRow,
    let findings = state.findings
  {
    // The figure under the cursor first: what it is, of what, and what its column means.
    let data = sheet.table.columns[column]
    paragraph(
      "\(data.title) of \(rowName(sheet, row)): \(findings.format.text(value, kind: data.kind, cents: true))",
      .textStrong)
    if !data.meaning.isEmpty { paragraph(data.meaning, .text) }
  }
  if let panel = PanelRegistry.panel(sheet.id) {
    if !lines.isEmpty { lines.append(OverlayLine(spans: [])) }
    paragraph(panel.question, lines.isEmpty ? .textStrong : .accent)
  }
  for text in view.currentField == nil ? sheet.definition : [] {
    if !lines.isEmpty { lines.append(OverlayLine(spans: [])) }
    paragraph(text, .text)
  }
  lines.append(OverlayLine(spans: []))
  if let findings = state.findings { fact("As of", findings.question.asOf.description) }
  if !sheet.window.isEmpty { fact("Window", windowWords(sheet.window)) }
  if let customers = sheet.customers { fact("Customers", Digits.grouped(customers)) }
  for setting in sheet.settings { fact(setting.key, setting.value) }
  func fact(_ name: String, _ value: String) {
    let head = DisplayWidth.fit(name, 14, ellipsis: state.glyphs.ellipsis)
    for (index, line) in DisplayWidth.wrap(state.glyphs.plain(value), max(6, textWidth - 15)).enumerated() {
      lines.append(
        OverlayLine(spans: [
          Span(index == 0 ? head : String(repeating: " ", count: 14), theme[.textMuted]),
          Span(" " + line, theme[.text]),
        ]))
    }
  }
  if let behind {
    fact(
      "Behind it",
      "\(Digits.grouped(behind.count)) \(behind.count == 1 ? "row" : "rows"): \(behind.sheet.title). "
        + "Enter on the figure opens them, e exports them.")
  } else if state.jobs.isBusy(.behind) {
    fact("Behind it", "counting" + state.glyphs.ellipsis)
  }
  if !view.rule.isAll {
    fact(
      "Shown",
      "\(Digits.grouped(view.count)) of \(Digits.grouped(sheet.table.rowCount)) rows"
        + (view.filter.isEmpty ? "" : "; filter: \(view.filter)")
        + (view.search.isEmpty ? "" : "; holding \u{201C}\(view.search)\u{201D}"))
  }
  if !sheet.notes.isEmpty {
    lines.append(OverlayLine(spans: []))
    for note in sheet.notes { paragraph(note, .textMuted) }
  }
  drawScroll(&frame, title: sheet.title, lines, top: top, width: width, hint: "j k scroll, Esc closes", state)
}

/// What a row is called where a sentence names it: its first words that are no figure.
private func rowName(_ sheet: Sheet, _ row: Int) -> String {
  for (index, column) in sheet.table.columns.enumerated() where column.kind == .text || column.kind == .key {
    if case .text(let text) = sheet.table[row, index], !text.isEmpty { return text }
  }
  guard case .integer(let number) = sheet.table[row, 0] else { return "row \(row + 1)" }
  return "\(sheet.table.columns[0].title.lowercased()) \(number)"
}

private func drawPalette(
  _ frame: inout Frame, _ entries: [PaletteEntry], text: String, chosen: Int, title: String, titleWidth: Int = 22,
  hint: String,
  _ state: DashboardState
) {
  let theme = state.theme
  let area = frame.canvas.bounds
  let width = min(54 + titleWidth, area.width)
  let height = max(4, min(18, area.height - 4))
  let box = Rect(x: (area.width - width) / 2, y: min(2, max(0, area.height - height)), width: width, height: height)
  frame.canvas.fill(box, theme[.text])
  var inner = frame.canvas.frame(
    box, title: [Span(title, theme[.title])],
    bottom: [Span(hint, theme[.textMuted])], focused: true)
  let line = inner.takeTop(1)
  let used = frame.canvas.put(": " + text, x: line.x + 1, y: line.y, style: theme[.prompt], maxWidth: line.width - 2)
  frame.canvas.cursor = Point(x: min(line.x + 1 + used, line.maxX - 1), y: line.y)
  guard !entries.isEmpty else {
    frame.canvas.put(
      state.glyphs.plain("Nothing has these words."), x: inner.x + 1, y: inner.y, style: theme[.textMuted],
      maxWidth: inner.width - 2)
    return
  }
  let top = max(0, min(chosen - inner.height + 1, entries.count - inner.height))
  for (index, entry) in entries[top..<min(entries.count, top + inner.height)].enumerated() {
    let y = inner.y + index
    let isChosen = top + index == chosen
    let usable = entry.obstacle == nil
    let keys = entry.keys.first ?? ""
    let titleWidth = min(titleWidth, inner.width * 2 / 3)
    frame.canvas.put(
      DisplayWidth.fit(state.glyphs.plain(entry.title), titleWidth, ellipsis: state.glyphs.ellipsis), x: inner.x + 1,
      y: y, style: theme[usable ? .textStrong : .textMuted])
    let helpRoom = inner.width - titleWidth - 5 - DisplayWidth.of(keys)
    if helpRoom > 8 {
      let help = DisplayWidth.cut(
        state.glyphs.plain(entry.obstacle ?? entry.help), helpRoom, ellipsis: state.glyphs.ellipsis)
      frame.canvas.put(help, x: inner.x + titleWidth + 2, y: y, style: theme[.textMuted])
    }
    frame.canvas.putRight(keys, maxX: inner.maxX - 1, y: y, style: theme[.key])
    if isChosen { frame.canvas.restyle(Rect(x: inner.x, y: y, width: inner.width, height: 1), .cursor) }
  }
}
