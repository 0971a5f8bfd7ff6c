import Analytics
import Canvas
import Ingest
import Ledger
import Panels

/// Changes the state for an action and says which work that needs. Pure: no clock, no file, no terminal.
public func reduce(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  let effects = reduceAction(&state, action)
  state.leaveWhenWritten()
  return effects + state.releaseHeld() + state.followSummary() + state.followTrend()
}

private func reduceAction(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  if action.isFromPerson {
    state.message = nil
    if !action.leaves { state.leavingWith = nil }
  }
  if state.asking != nil, state.overlay == nil {
    switch action {
    case .move, .page, .jump, .enter, .leave, .pickAnswer: return reduceAsking(&state, action)
    default: break
    }
  }
  switch action {
  case .pickAnswer, .takeBackAnswer, .askAbout, .answersTried, .answered: return reduceAsking(&state, action)
  case .move, .page, .jump, .scrollColumns, .pick, .focusNext, .focus:
    return reduceMovement(&state, action)
  case .enter, .leave, .show, .showGroup, .zoom:
    return reducePlace(&state, action)
  case .sortNext, .sort, .reverseSort, .sortCurrent:
    return reduceSorting(&state, action)
  case .moveColumn, .hideColumn, .toggleColumn, .shiftColumn, .widenColumn, .resetColumns:
    return reduceColumns(&state, action)
  case .mark, .markShown, .openMarked, .openFrequency, .openStatistics, .statisticsMade, .behindMade, .exportBehind:
    return reduceRows(&state, action)
  case .openFinder, .indexed, .found: return reduceFinder(&state, action)
  case .openNote, .toggleContact, .tickNote, .openSaveSegment, .replaceSegment, .compareSegments, .written:
    return reduceWriting(&state, action)
  case .copyValue, .copyView, .copied, .toggleMask, .masked: return reduceScreenText(&state, action)
  case .export(let path): return state.export(to: path, behind: nil)
  case .replaceFile(let order): return state.replaceFile(order)
  case .confirm:
    guard case .confirm(_, let next) = state.overlay else { return [] }
    state.overlay = nil
    return reduce(&state, next)
  case .stepAsOf, .openAsOf, .openComparison, .openHistory, .setOption, .trendMade, .turned:
    return reduceTime(&state, action)
  case .openFilter, .complete, .filterTried: return reduceFilter(&state, action)
  case .toggleOverlay, .closeOverlay, .type, .eraseCharacter, .eraseLine, .eraseWord, .eraseForward, .moveInLine,
    .jumpInLine, .moveInOverlay, .accept:
    return reduceOverlay(&state, action)
  case .chooseKind, .kindRemembered: return reduceKindChoice(&state, action)
  case .decide, .undoDecision, .decided:
    return reduceDecision(&state, action)
  case .progressed, .read, .readFailed, .panelMade, .opened, .openFailed, .arranged, .summarised, .restored, .exported:
    return reduceResult(&state, action)
  case .fileChanged, .fileVanished, .fileReturned, .toggleFollowing, .reload:
    return reduceFiles(&state, action)
  case .nextTheme:
    state.themeIndex = (state.themeIndex + 1) % state.themes.count
    state.message = .init("Theme: " + state.theme.name)
    return []
  case .resize(let size):
    state.size = size
    return []
  case .refused(let reason):
    state.message = .init(reason)
    return []
  case .suspend:
    state.wantsSuspension = true
    return []
  case .quit, .interrupted:
    // A file that could not be opened is 2; Ctrl-C, and leaving before the first figures, is 130.
    let isInterrupted = if case .interrupted = action { true } else { false }
    let status: Int32 = state.failure != nil ? 2 : isInterrupted || state.findings == nil ? 130 : 0
    guard state.jobs.unwritten == 0 || state.leavingWith != nil else {
      // What somebody wrote is not left behind for having typed quickly.
      state.leavingWith = status
      state.message = .init(
        "Still writing: the program leaves when it is done. \(Keymap.hint("program.quit")) again leaves without it.",
        .warn)
      return []
    }
    state.exitStatus = status
    return [.cancelReading]
  }
}

extension Action {
  /// Whether it ends the program.
  fileprivate var leaves: Bool {
    switch self {
    case .quit, .interrupted: true
    default: false
    }
  }

  /// Whether a person's key or mouse is behind it; such an action takes the last message away.
  var isFromPerson: Bool {
    switch self {
    case .progressed, .read, .readFailed, .panelMade, .opened, .openFailed, .arranged, .summarised, .restored,
      .exported,
      .decided, .kindRemembered, .answersTried, .answered, .written, .copied, .masked, .filterTried, .indexed, .found,
      .statisticsMade,
      .behindMade, .turned, .trendMade,
      .resize, .fileChanged, .fileVanished, .fileReturned:
      return false
    default: return true
    }
  }
}

// MARK: Movement

private func reduceMovement(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  let page = max(1, state.pageHeight)
  if state.moveInCard(action) { return [] }
  switch action {
  case .move(let rows): state.updateView { $0.moveCursor(to: $0.table.cursor + rows, page: page) }
  case .page(let pages): state.updateView { $0.moveCursor(to: $0.table.cursor + pages * page, page: page) }
  case .jump(let toEnd): state.updateView { $0.moveCursor(to: toEnd ? $0.count - 1 : 0, page: page) }
  case .pick(let panel, let position):
    if let panel { state.overviewFocus = panel }
    state.updateView { $0.moveCursor(to: position, page: page) }
  case .scrollColumns(let columns):
    if state.screen == .overview, state.stack.isEmpty { return reduceMovement(&state, .focusNext(columns)) }
    return reduceColumns(&state, .moveColumn(columns))
  case .focus(let panel):
    if state.screen == .overview, Overview.panelIDs.contains(panel) { state.overviewFocus = panel }
  case .focusNext(let step):
    guard state.stack.isEmpty else { return [] }
    switch state.screen {
    case .overview:
      state.overviewFocus = next(after: state.overviewFocus, in: Overview.panelIDs, by: step)
    case .panel(let id):
      guard let group = PanelRegistry.panel(id)?.group else { return [] }
      let ids = PanelRegistry.all.filter { $0.group == group }.map(\.id)
      return state.show(.panel(next(after: id, in: ids, by: step)))
    }
  default: break
  }
  return []
}

private func next(after id: String, in ids: [String], by step: Int) -> String {
  guard !ids.isEmpty else { return id }
  let index = ids.firstIndex(of: id) ?? 0
  return ids[((index + step) % ids.count + ids.count) % ids.count]
}

extension View {
  /// Moves the cursor, and the rows with it where it would leave the page.
  mutating func moveCursor(to position: Int, page: Int) {
    table.cursor = max(0, min(count - 1, position))
    table.clamp(count: count, visible: page)
  }
}

// MARK: Place

private func reducePlace(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .enter:
    guard let view = state.view, let findings = state.findings else { return [] }
    if let field = view.currentField {
      guard let destination = field.destination else {
        state.message = .init(
          "\(field.label): there are no rows behind it; \(Keymap.hint("show.explanation")) explains it.")
        return []
      }
      let job = state.beginHere(.open)
      return [.open(job: job, key: field.id, origin: .field(field.id), destination, findings)]
    }
    guard let row = view.currentRow else { return [] }
    guard let destination = view.sheet.destination(row) else {
      state.message = .init("This row leads no further.")
      return []
    }
    let job = state.beginHere(.open)
    return [.open(job: job, key: view.sheet.table.key(of: row), destination, findings)]
  case .leave:
    state.jobs.drop(.open)
    if let rule = state.rule, !rule.search.isEmpty { return state.arrange(rule.searching("")) }
    if let rule = state.rule, !rule.filter.isEmpty { return state.arrange(rule.filtered(by: "")) }
    if !state.stack.isEmpty {
      let left = state.stack.removeLast()
      if left.origin == .customer { state.endCall() }
      return []
    }
    if state.screen != .overview {
      if Overview.panelIDs.contains(state.rootPanel) { state.overviewFocus = state.rootPanel }
      return state.show(.overview)
    }
    return []
  case .show(let screen):
    state.stack = []
    return state.show(screen)
  case .showGroup(let group):
    let ids = PanelRegistry.all.filter { $0.group == group }.map(\.id)
    guard let first = ids.first else { return [] }
    var id = first
    if case .panel(let current) = state.screen, ids.contains(current), state.stack.isEmpty {
      id = next(after: current, in: ids, by: 1)
    }
    state.stack = []
    return state.show(.panel(id))
  case .zoom:
    guard state.screen == .overview, state.stack.isEmpty else { return [] }
    return state.show(.panel(state.overviewFocus))
  default: return []
  }
}

extension DashboardState {
  /// Shows a top level and asks for the panels that it needs.
  mutating func show(_ screen: Screen) -> [Effect] {
    jobs.drop(.open)
    self.screen = screen
    return makeMissingPanels()
  }

  /// Asks for the panels that are shown and not made yet.
  mutating func makeMissingPanels() -> [Effect] {
    guard let findings else { return [] }
    let needed: [String]
    switch screen {
    case .overview: needed = Overview.panelIDs
    case .panel(let id): needed = [id]
    }
    var effects: [Effect] = []
    for id in needed where panels[id] == nil && !jobs.isBusy(.panel(id)) {
      effects.append(.makePanel(id: id, job: beginOnFigures(.panel(id)), findings))
    }
    return effects
  }

  /// The order of the shown rows, also while it is still being made.
  var rule: RowRule? { view.map { wantedRules[$0.id] ?? $0.rule } }

  /// Asks for another order or another search of the shown rows.
  mutating func arrange(_ rule: RowRule) -> [Effect] {
    guard let view else { return [] }
    return arrange(view, rule)
  }

  /// Asks for another order or another search of the rows of a view, shown or not.
  mutating func arrange(_ view: View, _ rule: RowRule) -> [Effect] {
    wantedRules[view.id] = rule
    return [.arrange(job: begin(.arrange(view.id), on: view), view, rule)]
  }

  /// Asks for the sums and medians of the shown rows of a list that has none yet; tables that are no lists have their
  /// own totals.
  mutating func followSummary() -> [Effect] {
    guard let view, view.summary == nil, view.count > 0, view.sheet.isList, !jobs.isBusy(.arrange(view.id)),
      jobs.running(.summarise)?.subject.view != view.id
    else { return [] }
    return [.summarise(job: begin(.summarise, on: view), view)]
  }

  /// Leaves once nothing is being written any more, where somebody has asked to.
  mutating func leaveWhenWritten() {
    guard let status = leavingWith, jobs.unwritten == 0 else { return }
    exitStatus = status
  }
}

// MARK: Sorting

private func reduceSorting(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  guard let view = state.view, let rule = state.rule else { return [] }
  let columns = view.shownColumns.map { view.sheet.table.columns[$0] }
  guard !columns.isEmpty else { return [] }
  func starting(_ column: DataColumn) -> View.Sort {
    View.Sort(column: column.id, descending: column.kind != .text && column.kind != .key && column.kind != .integer)
  }
  switch action {
  case .sortNext(let step):
    let index: Int
    if let sort = rule.sorts.first, let current = columns.firstIndex(where: { $0.id == sort.column }) {
      index = ((current + step) % columns.count + columns.count) % columns.count
    } else {
      index = step > 0 ? 0 : columns.count - 1
    }
    return state.arrange(rule.sorted(by: starting(columns[index])))
  case .sortCurrent(let adding):
    guard let index = view.currentColumn else { return [] }
    let column = view.sheet.table.columns[index]
    guard adding, !rule.sorts.isEmpty else { return reduceSorting(&state, .sort(column: column.id)) }
    var rule = rule
    if let place = rule.sorts.firstIndex(where: { $0.column == column.id }) {
      rule.sorts[place].descending.toggle()
    } else {
      rule.sorts.append(starting(column))
    }
    return state.arrange(rule)
  case .sort(let id):
    guard let column = columns.first(where: { $0.id == id }) else { return [] }
    if let sort = rule.sorts.first, sort.column == id {
      return state.arrange(rule.sorted(by: .init(column: id, descending: !sort.descending)))
    }
    return state.arrange(rule.sorted(by: starting(column)))
  case .reverseSort:
    var rule = rule
    rule.sorts =
      rule.sorts.isEmpty
      ? [starting(columns[0])] : rule.sorts.map { View.Sort(column: $0.column, descending: !$0.descending) }
    return state.arrange(rule)
  default: return []
  }
}

// MARK: Files

private func reduceFiles(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .fileChanged:
    guard state.following != .off else { return [] }
    state.following = .live
    return [.read(job: state.jobs.begin(.read))]
  case .fileVanished:
    guard state.following != .off else { return [] }
    state.following = .vanished
    state.message = .init("\(state.sourceName) is gone; the figures are those of the last reading.", .warn)
    return []
  case .fileReturned:
    guard state.following != .off else { return [] }
    state.following = .live
    state.message = .init("\(state.sourceName) is back.", .good)
    return [.read(job: state.jobs.begin(.read))]
  case .reload:
    guard !state.jobs.isBusy(.read) else { return [] }
    state.failure = nil
    return [.read(job: state.jobs.begin(.read))]
  case .toggleFollowing:
    guard state.canFollow else { return [] }
    let follows = state.following == .off
    state.following = follows ? .live : .off
    state.message = .init(follows ? "Following the files." : "Not following the files any more.")
    return [.follow(follows)] + (follows ? [.read(job: state.jobs.begin(.read))] : [])
  default: return []
  }
}
