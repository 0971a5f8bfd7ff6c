import Panels

/// Changes which columns are shown, in which order and how wide, and which one has the cursor.
func reduceColumns(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  guard let view = state.view else { return [] }
  let table = view.sheet.table
  let shown = view.shownColumns
  guard let current = view.currentColumn, let place = shown.firstIndex(of: current) else { return [] }
  let id = table.columns[current].id
  switch action {
  case .moveColumn(let step):
    let next = shown[max(0, min(shown.count - 1, place + step))]
    state.updateView { $0.columns.current = table.columns[next].id }
  case .hideColumn:
    guard shown.count > 1 else {
      state.message = .init("The last column stays.")
      return []
    }
    let next = shown[place + 1 < shown.count ? place + 1 : place - 1]
    state.changeView {
      $0.columns.toggled.formSymmetricDifference([id])
      $0.columns.current = table.columns[next].id
    }
    state.message = .init("\(table.columns[current].title) is hidden; \(Keymap.hint("table.columns")) chooses columns.")
  case .toggleColumn(let id):
    guard let index = table.column(id) else { return [] }
    if shown == [index] {
      state.message = .init("The last column stays.")
      return []
    }
    state.changeView { $0.columns.toggled.formSymmetricDifference([id]) }
    // A column that was hidden is not measured yet, and has no median.
    return state.rule.map { state.arrange($0) } ?? []
  case .shiftColumn(let step):
    let target = place + step
    guard shown.indices.contains(target) else { return [] }
    var order = view.columns.ordered(of: table)
    guard let from = order.firstIndex(of: current), let to = order.firstIndex(of: shown[target]) else { return [] }
    order.remove(at: from)
    order.insert(current, at: to)
    state.changeView {
      $0.columns.order = order.map { table.columns[$0].id }
      $0.columns.current = id
    }
  case .widenColumn(let step):
    state.changeView {
      let width = $0.columns.widened[id, default: 0] + step * 4
      $0.columns.widened[id] = width == 0 ? nil : max(-60, min(120, width))
    }
  case .resetColumns:
    state.changeView { $0.columns = ColumnChoice() }
    state.message = .init("Columns as they were.")
    return state.rule.map { state.arrange($0) } ?? []
  default: break
  }
  return []
}

/// Marks rows, and opens what is made of columns and marked rows.
func reduceRows(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .behindMade(let job, let behind):
    guard state.take(job), case .explanation(let top, _) = state.overlay else { return [] }
    state.overlay = .explanation(top: top, behind: behind)
    return []
  case .statisticsMade(let job, let statistics):
    guard state.take(job) else { return [] }
    // A description that is read already is renewed with the figures; nothing else is covered by a late one.
    switch state.overlay {
    case .none: state.overlay = .statistics(statistics, top: 0)
    case .statistics(_, let top): state.overlay = .statistics(statistics, top: top)
    default: break
    }
    return []
  default: break
  }
  guard let view = state.view else { return [] }
  switch action {
  case .exportBehind:
    guard case .explanation(_, let behind) = state.overlay, let behind else { return [] }
    state.overlay = .export(text: behind.sheet.id + ".csv", behind: behind)
    return []
  case .mark:
    guard let row = view.currentRow else { return [] }
    let page = state.pageHeight
    state.changeView {
      $0.marks.formSymmetricDifference([Int32(row)])
      $0.moveCursor(to: $0.table.cursor + 1, page: page)
    }
    return []
  case .markShown:
    let shown = Set(view.shownRows)
    let areMarked = shown.isSubset(of: view.marks)
    state.changeView { $0.marks = areMarked ? $0.marks.subtracting(shown) : $0.marks.union(shown) }
    return []
  case .openMarked:
    guard !view.marks.isEmpty else { return [] }
    return [.openRows(job: state.beginHere(.open), view, .marked)]
  case .openFrequency:
    return [.openRows(job: state.beginHere(.open), view, .frequency)]
  case .openStatistics:
    return [.statistics(job: state.beginHere(.statistics), view)]
  default: return []
  }
}

/// What is opened from the rows of a view.
public enum RowsOpening: Sendable {
  /// The marked rows alone.
  case marked
  /// How often each value of the column under the cursor occurs.
  case frequency
  /// The two marked segments laid over each other.
  case overlap
}
