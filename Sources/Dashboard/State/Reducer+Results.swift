import Analytics
import Canvas
import Ledger
import Panels

/// Takes in what a job brought back; a result that nobody waits for any more changes nothing.
func reduceResult(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .progressed(let job, let reading):
    if state.jobs.isCurrent(.read, job) { state.reading = reading }
    return []
  case .read(let job, let ledger, let asOf):
    guard state.jobs.end(.read, job) else { return [] }
    state.reading = nil
    state.failure = nil
    if state.following == .stale { state.following = .live }
    if state.message?.tone == .bad { state.message = nil }
    return takeIn(ledger, asOf: asOf, &state)
  case .readFailed(let job, let error):
    guard state.jobs.end(.read, job) else { return [] }
    state.reading = nil
    if error == .cancelled { return [] }
    if state.findings == nil {
      state.failure = error.description
    } else {
      state.message = .init("Not read again: " + error.description, .bad)
      if state.following == .live { state.following = .stale }
    }
    return []
  case .panelMade(let id, let job, let view):
    guard state.jobs.end(.panel(id), job) else { return [] }
    state.panels[id] = view
    var effects: [Effect] = []
    if id == Panel.savedSegments.id, !state.hasNotedSizes, state.asOf == nil, !state.isMasked, !state.isDemo,
      let findings = state.findings
    {
      // Sizes are those of the data as it is: not of an earlier day that somebody looks at.
      state.hasNotedSizes = true
      effects = [.write(job: state.jobs.begin(.write), .sizes(findings))]
    }
    return effects + (id == state.rootPanel && state.stack.isEmpty ? state.summarise() : [])
  case .opened(let job, let view):
    guard state.jobs.end(.open, job) else { return [] }
    state.stack.append(view)
    return state.summarise()
  case .openFailed(let job, let reason):
    guard state.jobs.end(.open, job) else { return [] }
    state.message = .init(reason, .warn)
    return []
  case .arranged(let job, let depth, let arrangement):
    guard state.jobs.end(.arrange, job), depth == state.depth else { return [] }
    let page = state.pageHeight
    var sorted: String?
    state.updateView { view in
      if view.rule.sorts != arrangement.rule.sorts { sorted = sortWords(arrangement.rule.sorts, view.sheet.table) }
      view.rows = arrangement.rows
      view.rule = arrangement.rule
      view.measures = arrangement.measures
      view.summary = nil
      if let key = arrangement.key, view.select(key: key) {
        view.table.clamp(count: view.count, visible: page)
      } else {
        view.table.cursor = 0
        view.table.top = 0
      }
    }
    if let sorted { state.message = .init(sorted) }
    return state.summarise()
  case .summarised(let job, let depth, let summary):
    guard state.jobs.end(.summarise, job), depth == state.depth else { return [] }
    state.updateView { $0.summary = summary }
    return []
  case .restored(let job, let panels, let stack, let lost):
    guard state.jobs.end(.restore, job) else { return [] }
    state.panels = [:]
    for panel in panels { state.panels[panel.key] = panel }
    state.stack = stack
    if let lost {
      state.message = .init(
        state.isMasked || lost == "What was open"
          ? "The way further down is closed while names change." : "\(lost) is not in the new data.", .warn)
    }
    return state.makeMissingPanels() + state.summarise()
  case .exported(let job, let result):
    guard state.jobs.end(.export, job) else { return [] }
    switch result {
    case .written(let sentence): state.message = .init(sentence, .good)
    case .exists(let order):
      state.overlay = .confirm("\(order.path) exists already. Replace it?", .replaceFile(order))
    case .failed(let why):
      // The name stays to be mended: what is typed next is still meant for it.
      state.message = .init(why, .bad)
      state.overlay = .export(text: state.exportPath, behind: state.exportedBehind)
    }
    return []
  default: return []
  }
}

/// How rows are sorted, in a sentence.
private func sortWords(_ sorts: [View.Sort], _ table: DataTable) -> String? {
  let parts = sorts.compactMap { sort in
    table.column(sort.column).map {
      "\(table.columns[$0].title), \(sort.descending ? "from the top" : "from the bottom")"
    }
  }
  return parts.isEmpty ? nil : "Sorted by " + parts.joined(separator: "; then by ") + "."
}

/// Puts the question to new data. Old figures stay on the screen until the new ones are there.
private func takeIn(_ ledger: Ledger, asOf lastDay: Day?, _ state: inout DashboardState) -> [Effect] {
  let isFirst = state.findings == nil
  let asOf = state.asOf ?? lastDay ?? ledger.lastDay ?? Day(rawValue: 0)
  var question = Question(asOf: asOf, settings: state.settings)
  question.window = state.window
  let findings = Findings(ledger, question, page: state.page)
  state.findings = findings
  state.hasNotedSizes = false
  state.jobs.drop(.open)
  state.jobs.drop(.arrange)
  state.jobs.drop(.summarise)
  state.jobs.drop(.statistics)
  for panel in PanelRegistry.all { state.jobs.drop(.panel(panel.id)) }
  // New data is read as it is; where names were hidden, they are hidden again before anything is shown.
  let isMasked = state.isMasked || state.beginsMasked
  state.plainLedger = nil
  let index = Effect.index(job: state.jobs.begin(.index), ledger)
  if isFirst {
    if state.beginsWithCall, !isMasked {
      state.finder.isCall = true
      state.overlay = .find
    }
    guard !isMasked else {
      state.beginsMasked = false
      return [.mask(job: state.jobs.begin(.mask), ledger, true, state.plainPage), index]
    }
    return state.makeMissingPanels() + [index]
  }
  if isMasked { return [.mask(job: state.jobs.begin(.mask), ledger, true, state.plainPage), index] }
  let job = state.jobs.begin(.restore)
  let shown = PanelRegistry.all.compactMap { state.panels[$0.id] }
  return [.restore(job: job, panels: shown, stack: state.stack, root: state.rootPanel, findings, from: nil), index]
}
