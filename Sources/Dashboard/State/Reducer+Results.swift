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
    state.asking = nil
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
      // A question says itself why there is nothing new.
      if error.question == nil { state.message = .init("Not read again: " + error.description, .bad) }
      if state.following == .live { state.following = .stale }
    }
    return error.question.map { state.ask($0) } ?? []
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
    return state.makeMissingPanels() + state.summarise() + state.ask()
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
  state.standardAsOf = lastDay ?? ledger.lastDay ?? Day(rawValue: 0)
  let asOf = state.asOf ?? lastDay ?? ledger.lastDay ?? Day(rawValue: 0)
  var question = Question(asOf: asOf, settings: state.settings)
  question.window = state.window
  if state.hidesNames {
    // Nothing of the new data is there before its names are hidden: neither figures nor anything to open.
    state.pending = .init(ledger: ledger, question: question)
    return [.mask(job: state.jobs.begin(.mask), ledger, true, state.plainPage)]
  }
  return state.show(Findings(ledger, question, page: state.page), indexing: ledger, from: nil)
}

extension DashboardState {
  /// Whether names are hidden, or are to be before anything is shown.
  var hidesNames: Bool { isMasked || beginsMasked || jobs.isBusy(.mask) }

  /// Shows other findings: the panels are made anew, and the way down is walked again.
  ///
  /// - Parameters:
  ///   - ledger: New data, by which people are found from now on; `nil` where it is the same in another form.
  ///   - from: The form before, where the same customers now have other keys.
  mutating func show(_ findings: Findings, indexing ledger: Ledger?, from: Ledger?) -> [Effect] {
    let isFirst = self.findings == nil
    self.findings = findings
    var effects: [Effect] = []
    if let ledger {
      hasNotedSizes = false
      // The customers of the old index have other numbers.
      index = nil
      jobs.drop(.find)
      finder.matches = nil
      finder.answered = ""
      effects.append(.index(job: jobs.begin(.index), ledger))
    }
    jobs.drop(.turn)
    jobs.drop(.open)
    jobs.drop(.arrange)
    jobs.drop(.summarise)
    jobs.drop(.statistics)
    for panel in PanelRegistry.all { jobs.drop(.panel(panel.id)) }
    if isFirst, beginsWithCall {
      finder.isCall = true
      overlay = .find
    }
    let shown = PanelRegistry.all.compactMap { panels[$0.id] }
    guard !shown.isEmpty || !stack.isEmpty else { return makeMissingPanels() + effects }
    let job = jobs.begin(.restore)
    return [.restore(job: job, panels: shown, stack: stack, root: rootPanel, findings, from: from)] + effects
  }
}
