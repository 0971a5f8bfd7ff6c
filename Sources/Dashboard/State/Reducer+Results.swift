import Analytics
import Canvas
import Ledger
import Panels

/// Takes in what a job brought back; a result that nobody waits for any more changes nothing.
func reduceResult(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .progressed(let job, let reading):
    if state.jobs.isCurrent(job) { state.reading = reading }
    return []
  case .read(let job, let ledger, let asOf):
    guard state.take(job) else { return [] }
    state.reading = nil
    state.failure = nil
    state.asking = nil
    if state.following == .stale { state.following = .live }
    if state.message?.isAboutReading == true { state.message = nil }
    return takeIn(ledger, asOf: asOf, &state)
  case .readFailed(let job, let error):
    guard state.take(job) else { return [] }
    state.reading = nil
    if error == .cancelled { return [] }
    if state.findings == nil {
      state.failure = error.description
    } else {
      // A question says itself why there is nothing new.
      if error.question == nil {
        state.message = .init("Not read again: " + error.description, .bad, isAboutReading: true)
      }
      if state.following == .live { state.following = .stale }
    }
    return error.question.map { state.ask($0) } ?? []
  case .panelMade(let id, let job, let view):
    guard state.take(job) else { return [] }
    state.panels[id] = view
    guard id == Panel.savedSegments.id, !state.hasNotedSizes, state.asOf == nil, !state.isMasked, !state.isDemo,
      state.keepsWriting, let findings = state.findings
    else { return [] }
    // Sizes are those of the data as it is: not of an earlier day that somebody looks at.
    state.hasNotedSizes = true
    return [.write(job: state.jobs.begin(.sizes), .sizes(findings))]
  case .opened(let job, let view):
    guard state.take(job) else { return [] }
    state.stack.append(view)
    // A filter that is being typed already is meant for what was opened before it.
    if case .filter = state.overlay { return state.tryFilter() }
    return []
  case .openFailed(let job, let reason):
    guard state.take(job) else { return [] }
    state.message = .init(reason, .warn)
    return []
  case .arranged(let job, let arrangement): return state.takeIn(arrangement, job)
  case .summarised(let job, let summary):
    guard state.take(job), let id = job.subject.view else { return [] }
    state.update(id) { $0.summary = summary }
    return []
  case .restored(let job, let panels, let stack, let lost, let from):
    guard let walk = job.subject.walk, state.take(job) else { return [] }
    // Somebody went elsewhere, or marked rows, meanwhile: the way there is walked again.
    guard state.isUnchanged(walk) else { return state.restore(from: from) }
    var effects = state.replace(walk, panels: panels, stack: stack, from: from)
    if let lost {
      state.message = .init(
        state.isMasked || lost == "What was open"
          ? "The way further down is closed while names change." : "\(lost) is not in the new data.", .warn)
    }
    effects += state.makeMissingPanels() + state.ask()
    return effects
  case .exported(let job, let result):
    guard state.take(job) else { return [] }
    switch result {
    case .written(let sentence): state.message = .init(sentence, .good)
    case .exists(let order):
      state.leavingWith = nil
      // What is being typed elsewhere is no answer to this question.
      guard state.overlay == nil else {
        state.message = .init("Not exported: \(order.path) exists already.", .bad)
        return []
      }
      state.overlay = .confirm("\(order.path) exists already. Replace it?", .replaceFile(order))
    case .failed(let why):
      state.leavingWith = nil
      state.message = .init(why, .bad)
      // The name stays to be mended, unless something else is being typed by now.
      if state.overlay == nil { state.overlay = .export(text: state.exportPath, behind: state.exportedBehind) }
    }
    return []
  default: return []
  }
}

/// How rows are sorted, in a sentence.
private func sortWords(_ sorts: [View.Sort], _ table: DataTable) -> String? {
  let parts = sorts.compactMap { sort in
    table.column(sort.column).map { index in
      let column = table.columns[index]
      let way =
        column.isText
        ? (sort.descending ? "from Z to A" : "from A to Z") : (sort.descending ? "from the top" : "from the bottom")
      return "\(column.title), \(way)"
    }
  }
  return parts.isEmpty ? nil : "Sorted by " + parts.joined(separator: "; then by ") + "."
}

/// Puts the question to new data. Old figures stay on the screen until the new ones are there.
private func takeIn(_ ledger: Ledger, asOf lastDay: Day?, _ state: inout DashboardState) -> [Effect] {
  state.standardAsOf = lastDay ?? ledger.lastDay ?? Day(rawValue: 0)
  if let asked = state.asOf, let reason = Question.refusal(ofAsOf: asked, lastDay: ledger.lastDay) {
    state.asOf = nil
    state.message = .init("As of the last order: \(reason).", .warn)
  }
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
    for panel in PanelRegistry.all { jobs.drop(.panel(panel.id)) }
    if isFirst, beginsWithCall {
      finder.isCall = true
      overlay = .find
    }
    guard !panels.isEmpty || !stack.isEmpty else { return makeMissingPanels() + effects }
    return restore(from: from) + effects + askAgain()
  }

  /// Makes every view anew from the figures that are shown now.
  mutating func restore(from: Ledger?) -> [Effect] {
    guard let findings else { return [] }
    let shown = PanelRegistry.all.compactMap { panels[$0.id] }
    return [
      .restore(
        job: beginWalk(.restore, panels: shown), panels: shown, stack: stack, root: rootPanel, findings, from: from)
    ]
  }

  /// Asks again what is being typed over the screen, of the new figures.
  mutating func askAgain() -> [Effect] {
    switch overlay {
    case .find where index != nil && finder.matches != nil: return find()
    case .filter: return tryFilter()
    default: return []
    }
  }

  /// Puts the views that were made anew in the place of the old ones, with the cursor where it is by now.
  mutating func replace(_ walk: Job.Walk, panels fresh: [View], stack newStack: [View], from: Ledger?) -> [Effect] {
    let names = findings.map { NewNames(from: from, to: $0.ledger) }
    var wanted: [(view: View, rule: RowRule)] = []
    func renewed(_ view: View, _ old: View?, _ step: Job.Walk.Step?) -> View {
      guard let old, let step else { return view }
      var view = view
      if step != .init(old), let names {
        view.field = old.field
        view.cardTop = old.cardTop
        view.columns.current = old.columns.current
        if let row = old.currentRow { view.select(key: names[old.sheet.table.key(of: row)]) }
        view.table.clamp(count: view.count, visible: max(1, pageHeight))
      }
      if let rule = wantedRules[old.id] { wanted.append((view, rule)) }
      return view
    }
    for (key, step) in walk.panels where panels[key]?.id == step.id {
      let new = fresh.first { $0.key == key }.map { renewed($0, panels[key], step) }
      panels[key] = new
    }
    stack = newStack.enumerated().map { index, view in
      renewed(view, index < stack.count ? stack[index] : nil, index < walk.stack.count ? walk.stack[index] : nil)
    }
    for id in wantedRules.keys where view(id) == nil {
      wantedRules[id] = nil
      jobs.drop(.arrange(id))
    }
    return wanted.flatMap { arrange($0.view, $0.rule) } + askAgainOfView()
  }

  /// Asks again what lies over the screen about the shown view, of the view that has taken its place.
  private mutating func askAgainOfView() -> [Effect] {
    switch overlay {
    case .explanation(let top, _):
      overlay = .explanation(top: top, behind: nil)
      return findBehind()
    case .statistics: return view.map { [.statistics(job: beginHere(.statistics), $0)] } ?? []
    case .filter: return tryFilter()
    default: return []
    }
  }

  /// Asks for the rows behind the figure under the cursor.
  mutating func findBehind() -> [Effect] {
    jobs.drop(.behind)
    guard let view else { return [] }
    if let field = view.currentField {
      guard let destination = field.destination else { return [] }
      return [.behind(job: beginHere(.behind), key: field.id, destination, view.findings)]
    }
    guard let row = view.currentRow, let destination = view.sheet.destination(row) else { return [] }
    return [.behind(job: beginHere(.behind), key: view.sheet.table.key(of: row), destination, view.findings)]
  }

  /// Puts rows in their new order into the view that they were asked of, wherever that is by now.
  fileprivate mutating func takeIn(_ arrangement: Arrangement, _ job: Job) -> [Effect] {
    guard let id = job.subject.view, jobs.isCurrent(job) else { return [] }
    wantedRules[id] = nil
    guard take(job), let old = view(id) else { return [] }
    let page = pageHeight
    let isResorted = old.rule.sorts != arrangement.rule.sorts
    let table = old.sheet.table
    let startsAtTop =
      isResorted
      && arrangement.rule.sorts.first.flatMap { table.column($0.column) }.map { table.columns[$0].isText } == true
    update(id) { view in
      let key = view.currentRow.map { table.key(of: $0) }
      view.rows = arrangement.rows
      view.rule = arrangement.rule
      view.measures = arrangement.measures
      view.summary = nil
      view.changes += 1
      if !startsAtTop, let key, view.select(key: key) {
        view.table.clamp(count: view.count, visible: page)
      } else {
        // Who sorts by names wants to read them from the first on.
        view.table.cursor = 0
        view.table.top = 0
      }
    }
    if isResorted, id == view?.id, let words = sortWords(arrangement.rule.sorts, table) { message = .init(words) }
    return []
  }
}
