import Canvas
import Panels

/// Opens, closes and types into what lies over the screen.
func reduceOverlay(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .toggleOverlay(let kind):
    guard state.overlay == nil else {
      state.overlay = nil
      return []
    }
    switch kind {
    case .help: state.overlay = .help(top: 0)
    case .explanation:
      state.overlay = .explanation(top: 0, behind: nil)
      return state.findBehind()
    case .palette: state.overlay = .palette(text: "", chosen: 0)
    case .kinds: state.overlay = .kinds(text: "", chosen: 0)
    case .options: state.overlay = .options(text: "", chosen: 0)
    case .columns: state.overlay = .columns(text: "", chosen: 0)
    case .notes: state.overlay = .notes(text: "", chosen: 0)
    case .cell: state.overlay = .cell(top: 0)
    case .search: state.overlay = .search(text: state.view?.search ?? "")
    case .export: state.overlay = .export(text: (state.view?.sheet.id ?? "rows") + ".csv", behind: nil)
    }
    return []
  case .closeOverlay:
    defer { state.overlay = nil }
    if state.overlay.isFind {
      state.finder.isCall = false
      state.finder.isOpening = false
      state.jobs.drop(.find)
    }
    state.jobs.drop(.behind)
    state.jobs.drop(.filter)
    if case .search(let text) = state.overlay, !text.isEmpty, let rule = state.rule {
      return state.arrange(rule.searching(""))
    }
    return []
  case .type(let text):
    return editLine(&state) { $0.insert(text) } ?? edit(&state) { $0 += text.filter { !$0.isNewline } }
  case .eraseCharacter: return editLine(&state) { $0.eraseBack() } ?? edit(&state) { _ = $0.popLast() }
  case .eraseLine: return editLine(&state) { $0.clear() } ?? edit(&state) { $0 = "" }
  case .eraseWord: return editLine(&state) { $0.eraseWord() } ?? edit(&state) { $0 = "" }
  case .eraseForward: return editLine(&state) { $0.eraseForward() } ?? []
  case .moveInLine(let step): return editLine(&state) { $0.move(by: step) } ?? []
  case .jumpInLine(let toEnd): return editLine(&state) { $0.jump(toEnd: toEnd) } ?? []
  case .moveInOverlay(let step): return moveInOverlay(&state, step)
  case .accept: return accept(&state)
  default: return []
  }
}

/// Changes the line of an overlay that has one with a cursor; `nil` where it has none.
private func editLine(_ state: inout DashboardState, _ change: (inout LineEditor) -> Void) -> [Effect]? {
  switch state.overlay {
  case .find:
    let before = state.finder.line.text
    change(&state.finder.line)
    return state.finder.line.text == before ? [] : state.find()
  case .note(var line, let customer):
    change(&line)
    state.overlay = .note(line, customer: customer)
    return []
  case .saveSegment(var line):
    change(&line)
    state.overlay = .saveSegment(line)
    return []
  case .asOf(var line):
    change(&line)
    state.overlay = .asOf(line)
    return []
  case .compareWith(var line):
    change(&line)
    state.overlay = .compareWith(line)
    return []
  case .filter:
    let before = state.filterPrompt.line
    change(&state.filterPrompt.line)
    return state.filterPrompt.line == before ? [] : state.tryFilter()
  default: return nil
  }
}

/// Changes the text of the overlay; a search follows every letter.
private func edit(_ state: inout DashboardState, _ change: (inout String) -> Void) -> [Effect] {
  switch state.overlay {
  case .palette(var text, _):
    change(&text)
    state.overlay = .palette(text: text, chosen: 0)
  case .kinds(var text, _):
    change(&text)
    state.overlay = .kinds(text: text, chosen: 0)
  case .options(var text, _):
    change(&text)
    state.overlay = .options(text: text, chosen: 0)
  case .notes(var text, _):
    change(&text)
    state.overlay = .notes(text: text, chosen: 0)
  case .columns(var text, _):
    change(&text)
    state.overlay = .columns(text: text, chosen: 0)
  case .search(var text):
    change(&text)
    state.overlay = .search(text: text)
    if let rule = state.rule { return state.arrange(rule.searching(text)) }
  case .export(var text, let behind):
    change(&text)
    state.overlay = .export(text: text, behind: behind)
  case .help, .explanation, .cell, .statistics, .find, .filter, .note, .saveSegment, .asOf, .compareWith, .confirm,
    .none:
    break
  }
  return []
}

private func moveInOverlay(_ state: inout DashboardState, _ step: Int) -> [Effect] {
  switch state.overlay {
  case .help(let top): state.overlay = .help(top: max(0, top + step))
  case .explanation(let top, let behind): state.overlay = .explanation(top: max(0, top + step), behind: behind)
  case .palette(let text, let chosen):
    let count = Palette.entries(matching: text, in: state).count
    state.overlay = .palette(text: text, chosen: max(0, min(count - 1, chosen + step)))
  case .kinds(let text, let chosen):
    let count = KindChoices.entries(matching: text, in: state).count
    state.overlay = .kinds(text: text, chosen: max(0, min(count - 1, chosen + step)))
  case .options(let text, let chosen):
    let count = OptionEntries.matching(text, in: state).count
    state.overlay = .options(text: text, chosen: max(0, min(count - 1, chosen + step)))
  case .notes(let text, let chosen):
    let count = Writings.entries(matching: text, in: state).count
    state.overlay = .notes(text: text, chosen: max(0, min(count - 1, chosen + step)))
  case .columns(let text, let chosen):
    let count = ColumnEntries.matching(text, in: state).count
    state.overlay = .columns(text: text, chosen: max(0, min(count - 1, chosen + step)))
  case .filter:
    let count = state.filterPrompt.trial?.suggestions.count ?? 0
    guard count > 0 else { return [] }
    let place = (state.filterPrompt.chosen ?? (step > 0 ? -1 : count)) + step
    state.filterPrompt.chosen = max(0, min(count - 1, place))
  case .find:
    let page = max(1, state.pageHeight)
    let place = (state.finder.matches?.table.cursor ?? 0) + step
    state.finder.matches?.moveCursor(to: place, page: page)
  case .cell(let top): state.overlay = .cell(top: max(0, top + step))
  case .statistics(let statistics, let top): state.overlay = .statistics(statistics, top: max(0, top + step))
  case .search, .export, .note, .saveSegment, .asOf, .compareWith, .confirm, .none: break
  }
  return []
}

private func accept(_ state: inout DashboardState) -> [Effect] {
  let overlay = state.overlay
  if overlay.isFind { return state.openMatch() }
  if case .filter = overlay { return state.acceptFilter() }
  if case .confirm = overlay { return reduce(&state, .confirm) }
  state.overlay = nil
  switch overlay {
  case .palette(let text, let chosen):
    let entries = Palette.entries(matching: text, in: state)
    guard entries.indices.contains(chosen) else { return [] }
    if let obstacle = entries[chosen].obstacle {
      state.message = .init(obstacle, .warn)
      return []
    }
    return reduce(&state, entries[chosen].action)
  case .kinds(let text, let chosen):
    let entries = KindChoices.entries(matching: text, in: state)
    return entries.indices.contains(chosen) ? reduce(&state, entries[chosen].action) : []
  case .options(let text, let chosen):
    let entries = OptionEntries.matching(text, in: state)
    guard entries.indices.contains(chosen) else { return [] }
    if let obstacle = entries[chosen].obstacle {
      state.message = .init(entries[chosen].title + ": " + obstacle, .warn)
      state.overlay = overlay
      return []
    }
    return reduce(&state, entries[chosen].action)
  case .asOf(let line): return state.acceptAsOf(line.text)
  case .compareWith(let line): return state.acceptComparison(line.text)
  case .notes(let text, let chosen):
    let entries = Writings.entries(matching: text, in: state)
    return entries.indices.contains(chosen) ? reduce(&state, entries[chosen].action) : []
  case .columns(let text, let chosen):
    let entries = ColumnEntries.matching(text, in: state)
    // The list stays open: several columns are usually chosen one after the other.
    state.overlay = .columns(text: text, chosen: chosen)
    return entries.indices.contains(chosen) ? reduce(&state, entries[chosen].action) : []
  case .export(let path, let behind):
    return path.isEmpty ? [] : state.export(to: path, behind: behind)
  case .note(let line, let customer): return state.acceptNote(line.text, of: customer)
  case .saveSegment(let line): return state.acceptSegment(line.text)
  case .help, .explanation, .cell, .statistics, .search, .find, .filter, .confirm, .none: return []
  }
}

/// The columns of the shown table as lines of a palette.
enum ColumnEntries {
  /// The columns whose title or meaning holds the typed words, in their order.
  static func matching(_ text: String, in state: DashboardState) -> [PaletteEntry] {
    guard let view = state.view else { return [] }
    let table = view.sheet.table
    let words = text.lowercased().split(separator: " ")
    return view.columns.ordered(of: table).compactMap { index in
      let column = table.columns[index]
      let all = "\(column.title) \(column.id) \(column.meaning)".lowercased()
      guard words.allSatisfy({ all.contains($0) }) else { return nil }
      return PaletteEntry(
        title: column.title, help: column.meaning.isEmpty ? column.id : column.meaning,
        keys: [view.columns.isShown(column) ? "shown" : "hidden"], obstacle: nil, action: .toggleColumn(column.id))
    }
  }
}

/// A line of the command palette.
public struct PaletteEntry: Sendable {
  /// What it does, in one or two words.
  public let title: String
  /// What it does, in a sentence.
  public let help: String
  /// Keys that do the same.
  public let keys: [String]
  /// Why it cannot be done now.
  public let obstacle: String?
  /// What it does.
  public let action: Action
}

/// What the palette offers: every command, every panel, and sorting by every column of the shown table.
public enum Palette {
  /// The entries whose words begin with, or else hold, the typed words; best first.
  public static func entries(matching text: String, in state: DashboardState) -> [PaletteEntry] {
    var entries = PanelRegistry.all.map { panel in
      PaletteEntry(
        title: panel.title, help: panel.question, keys: [], obstacle: nil, action: .show(.panel(panel.id)))
    }
    entries += CommandTable.all.filter { $0.id != "program.palette" }.map { command in
      PaletteEntry(
        title: command.title, help: command.help, keys: command.keys, obstacle: command.obstacle(state),
        action: command.action)
    }
    for column in state.view?.sheet.table.columns ?? [] where column.isDrawn {
      entries.append(
        PaletteEntry(
          title: "Sort by " + column.title, help: "Sort the shown rows by this column.", keys: [], obstacle: nil,
          action: .sort(column: column.id)))
    }
    let words = text.lowercased().split(separator: " ")
    guard !words.isEmpty else { return entries }
    let ranked = entries.enumerated().compactMap {
      position, entry -> (rank: Int, position: Int, entry: PaletteEntry)? in
      let title = entry.title.lowercased()
      let all = title + " " + entry.help.lowercased()
      guard words.allSatisfy({ all.contains($0) }) else { return nil }
      let rank = title.hasPrefix(words[0]) ? 0 : words.allSatisfy({ title.contains($0) }) ? 1 : 2
      return (rank, position, entry)
    }
    return ranked.sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }.map(\.entry)
  }
}
