import Canvas
import Panels

/// Draws the last line: what a person types, else the message, else the keys that do something here.
func drawBottomLine(_ frame: inout Frame, _ bar: Rect, _ state: DashboardState) {
  switch state.overlay {
  case .note(let line, _):
    return drawPrompt(
      &frame, line, "Note: ", state: state, in: bar,
      hint: "Enter writes it; a day first (2026-12-24 or +7d) makes it a promise")
  case .saveSegment(let line):
    return drawPrompt(
      &frame, line, "Save as: ", state: state, in: bar, hint: "a name, or name: what it means; Enter saves, Esc leaves")
  case .asOf(let line):
    return drawPrompt(
      &frame, line, "As of: ", state: state, in: bar,
      hint: "a day (2011-06-30) or how long ago (30d, 6mo, 1y); empty: the last day")
  case .compareWith(let line):
    return drawPrompt(
      &frame, line, "Compare with: ", state: state, in: bar,
      hint: "a day (2011-06-30) or how long ago (30d, 6mo); empty: \(state.settings.movement.since)")
  case .confirm(let question, _):
    let text = state.glyphs.plain(question) + "  "
    let x =
      bar.x + 1 + frame.canvas.put(text, x: bar.x + 1, y: bar.y, style: state.theme[.warn], maxWidth: bar.width - 2)
    frame.canvas.put("y yes  n no", x: x, y: bar.y, style: state.theme[.key], maxWidth: max(0, bar.maxX - x))
    return
  case .filter:
    drawTyped(&frame, state.filterPrompt.line, label: "Filter: ", in: bar.inset(dx: 1, dy: 0), state)
    return
  case .search(let text):
    return drawPrompt(&frame, bar, "holds: ", text, hint: "Enter keeps it, Esc shows all rows, C-u clears", state)
  case .export(let text, _):
    return drawPrompt(
      &frame, bar, "Export to: ", text, hint: ".csv .jsonl .json .md .txt; Enter writes what is shown", state)
  default: break
  }
  if let message = state.message {
    let sign: String
    switch message.tone {
    case .bad: sign = "! "
    case .warn: sign = "! "
    case .good: sign = state.glyphs.check + " "
    default: sign = ""
    }
    let text = state.glyphs.plain(sign + message.text.split(separator: "\n").joined(separator: ". "))
    frame.canvas.put(
      DisplayWidth.cut(text, bar.width - 2, ellipsis: state.glyphs.ellipsis), x: bar.x + 1, y: bar.y,
      style: state.theme[message.tone])
    return
  }
  drawKeys(&frame, bar, state)
}

/// A line with a cursor, and a hint at the right while there is room for it.
private func drawPrompt(
  _ frame: inout Frame, _ line: LineEditor, _ label: String, state: DashboardState, in bar: Rect, hint: String
) {
  let used = DisplayWidth.of(label) + DisplayWidth.of(line.text) + 4
  // What is wrong with what was typed stands where the hint was, cut where it must be.
  var words = state.glyphs.plain(state.message.map { "! " + $0.text } ?? hint)
  if state.message != nil {
    words = DisplayWidth.cut(words, max(0, bar.width - used - 1), ellipsis: state.glyphs.ellipsis)
  }
  if used + DisplayWidth.of(words) < bar.width {
    frame.canvas.putRight(
      words, maxX: bar.maxX - 1, y: bar.y, style: state.theme[state.message?.tone ?? .textMuted])
  }
  drawTyped(&frame, line, label: label, in: bar.inset(dx: 1, dy: 0), state)
}

private func drawPrompt(
  _ frame: inout Frame, _ line: Rect, _ label: String, _ text: String, hint: String, _ state: DashboardState
) {
  let theme = state.theme
  var x = line.x + 1
  x += frame.canvas.put(label, x: x, y: line.y, style: theme[.key])
  // A long text shows its end: that is where the typing happens.
  let room = max(4, line.maxX - x - 2)
  var shown = text
  while DisplayWidth.of(shown) > room, !shown.isEmpty { shown.removeFirst() }
  x += frame.canvas.put(shown, x: x, y: line.y, style: theme[.prompt])
  frame.canvas.cursor = Point(x: min(x, line.maxX - 1), y: line.y)
  let words = state.glyphs.plain(state.message.map { "! " + $0.text } ?? hint)
  let style = theme[state.message?.tone ?? .textMuted]
  let free = line.maxX - x - 3
  if DisplayWidth.of(words) < free {
    frame.canvas.putRight(words, maxX: line.maxX - 1, y: line.y, style: style)
  } else if state.message != nil, free > 8 {
    frame.canvas.put(
      DisplayWidth.cut(words, free, ellipsis: state.glyphs.ellipsis), x: x + 2, y: line.y, style: style)
  }
}

/// Draws the keys that apply now, the screens first, as many as fit.
private func drawKeys(_ frame: inout Frame, _ line: Rect, _ state: DashboardState) {
  let theme = state.theme
  var x = line.x + 1
  var items: [(command: Command, key: String, label: String, isCurrent: Bool)] = []
  for command in CommandTable.all where command.id.hasPrefix("show.") && command.bar == nil {
    guard let key = command.keys.first else { continue }
    items.append((command, key, command.title, isShown(command, state)))
  }
  if state.asking != nil { return drawAskingKeys(&frame, line, state) }
  let others = CommandTable.all.filter { $0.bar != nil && $0.obstacle(state) == nil }
    .sorted { ($0.bar ?? 0) < ($1.bar ?? 0) }
  for command in others {
    guard let key = command.keys.first else { continue }
    items.append((command, key, command.title.lowercased(), false))
  }
  // The way back, help and quit are never what a narrow window drops.
  let lasting: Set<String> = ["move.back", "program.help", "program.quit"]
  func width(_ item: (command: Command, key: String, label: String, isCurrent: Bool)) -> Int {
    DisplayWidth.of(item.key) + 1 + DisplayWidth.of(item.label) + 2
  }
  var total = items.reduce(0) { $0 + width($1) }
  let isNarrow = line.width < 100
  if isNarrow {
    // The numbers alone say little but cost little: in a narrow window only the current screen keeps its name.
    items = items.map { item in
      guard item.command.id.hasPrefix("show."), item.command.bar == nil, !item.isCurrent else { return item }
      return (item.command, item.key, "", false)
    }
    total = items.reduce(0) { $0 + width($1) - ($1.label.isEmpty ? 1 : 0) }
  }
  while total > line.width - 1,
    let index = items.lastIndex(where: { !lasting.contains($0.command.id) && !$0.isCurrent })
  {
    total -= width(items[index])
    items.remove(at: index)
  }
  for item in items {
    let start = x
    guard x + width(item) - 2 <= line.maxX else { break }
    let keyStyle = theme[item.isCurrent ? .crumbActive : .key]
    x += frame.canvas.put(item.key, x: x, y: line.y, style: keyStyle)
    if !item.label.isEmpty {
      x += 1
      let style = theme[item.isCurrent ? .crumbActive : .textMuted]
      x += frame.canvas.put(item.label, x: x, y: line.y, style: style)
    }
    frame.places.append(
      .init(rect: Rect(x: start, y: line.y, width: x - start, height: 1), target: .command(item.command)))
    x += item.label.isEmpty ? 1 : 2
  }
}

/// Draws the keys of a question.
private func drawAskingKeys(_ frame: inout Frame, _ line: Rect, _ state: DashboardState) {
  let labels = [
    ("move.up", ""), ("move.down", "choose"), ("move.open", "decide"), ("move.back", "back"),
    ("program.reload", "read again"),
    ("program.help", "help"), ("program.quit", "quit"),
  ]
  var x = line.x + 1
  for (id, label) in labels {
    guard let command = CommandTable.command(id), command.obstacle(state) == nil, let key = command.keys.first else {
      continue
    }
    let width = DisplayWidth.of(key) + (label.isEmpty ? 1 : DisplayWidth.of(label) + 3)
    guard x + width - 2 <= line.maxX else { break }
    let start = x
    x += frame.canvas.put(key, x: x, y: line.y, style: state.theme[.key])
    if !label.isEmpty { x += 1 + frame.canvas.put(label, x: x + 1, y: line.y, style: state.theme[.textMuted]) }
    frame.places.append(
      .init(rect: Rect(x: start, y: line.y, width: x - start, height: 1), target: .command(command)))
    x += label.isEmpty ? 1 : 2
  }
}

private func isShown(_ command: Command, _ state: DashboardState) -> Bool {
  switch (command.action, state.screen) {
  case (.show(.overview), .overview): return true
  case (.showGroup(let group), .panel(let id)): return PanelRegistry.panel(id)?.group == group
  default: return false
  }
}
