import Canvas
import Panels

extension Worker {
  /// A view of a sheet, with its columns measured.
  static func view(_ sheet: Sheet, crumb: String, key: String, _ findings: Findings) -> View {
    View(crumb: crumb, key: key, sheet: sheet, measures: SheetMeasures(sheet, format: findings.format))
  }

  /// The view of a registry panel.
  static func view(of panel: Panel, _ findings: Findings) -> View {
    _ = findings(ShopHeader.self)
    let sheet = panel.sheet(findings)
    // Drawn once where nobody waits, so that what the drawing computes is there when the screen asks for it.
    if let figure = sheet.figure {
      var canvas = Canvas(size: Size(width: 120, height: figure.ideal), theme: .plain)
      figure.draw(&canvas, canvas.bounds, nil)
    }
    return view(sheet, crumb: panel.title, key: panel.id, findings)
  }

  /// What is made of the rows of a view; `nil` where there is nothing to make it of.
  static func opened(_ opening: RowsOpening, from view: View, _ findings: Findings) -> View? {
    let table = view.sheet.table
    switch opening {
    case .marked:
      // In the order in which they are shown; marked rows that a search hides come after them.
      let shown = view.shownRows.filter { view.marks.contains($0) }
      let rows = shown + view.marks.subtracting(shown).sorted()
      let sheet = view.sheet.narrowed(to: rows, title: "\(view.sheet.title): marked")
      var marked = Worker.view(sheet, crumb: "marked", key: "", findings)
      marked.origin = .marked(rows.map { table.key(of: Int($0)) })
      marked.columns = view.columns
      return marked
    case .frequency:
      guard let column = view.currentColumn,
        let sheet = FrequencySheet.make(view.sheet, column: column, rows: view.shownRows, format: findings.format)
      else { return nil }
      var frequency = Worker.view(sheet, crumb: "by \(table.columns[column].title)", key: "", findings)
      frequency.origin = .frequency(table.columns[column].id)
      return frequency
    }
  }

  // MARK: Rows

  /// The rows of a view in another order, or with another search; the row under the cursor keeps it.
  ///
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  static func arrange(
    _ view: View, _ rule: RowRule, _ findings: Findings, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Arrangement? {
    let table = view.sheet.table
    let key = view.currentRow.map { table.key(of: $0) }
    var measures = view.measures
    measures.measure(view.shownColumns, of: view.sheet, findings.format)
    var rows: [Int32]?
    var isInOrder = false
    if !rule.isAll {
      // A longer search finds no row that the shorter one did not, and leaves the rows in their order.
      let isLonger = !view.search.isEmpty && rule.search.hasPrefix(view.search) && rule.filter == view.filter
      isInOrder = isLonger && rule.sorts == view.rule.sorts
      let candidates = isLonger ? view.shownRows : (0..<Int32(table.rowCount)).map { $0 }
      guard let found = self.rows(candidates, of: view.sheet, rule, findings, isCancelled: isCancelled) else {
        return nil
      }
      rows = found
    }
    if !isInOrder {
      let sorts = rule.sorts.compactMap { sort in
        table.column(sort.column).map { (column: $0, descending: sort.descending) }
      }
      if sorts.isEmpty {
        rows?.sort()
      } else {
        rows = table.order(of: rows?.sorted() ?? (0..<Int32(table.rowCount)).map { $0 }, by: sorts)
      }
    }
    return Arrangement(rows: rows, rule: rule, measures: measures, key: key)
  }

  /// The rows among some that a rule wants, in the order in which they were given.
  private static func rows(
    _ candidates: [Int32], of sheet: Sheet, _ rule: RowRule, _ findings: Findings,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [Int32]? {
    guard !rule.search.isEmpty else { return candidates }
    return RowSearch(rule.search, in: sheet.table, format: findings.format)
      .rows(among: candidates, isCancelled: isCancelled)
  }

  // MARK: Newer data

  /// Makes the shown panels from newer data and walks the drill-down again, by the keys of its rows.
  static func restore(job: Int, panels: [View], stack: [View], root: String, _ findings: Findings) -> Action {
    var fresh: [View] = []
    for old in panels {
      guard let panel = PanelRegistry.panel(old.key) else { continue }
      fresh.append(renew(view(of: panel, findings), like: old, findings))
    }
    var newStack: [View] = []
    var lost: String?
    var below = fresh.first { $0.key == root }
    for old in stack {
      guard let next = again(old, above: below, findings) else {
        lost = old.crumb
        break
      }
      let renewed = renew(next, like: old, findings)
      newStack.append(renewed)
      below = renewed
    }
    return .restored(job: job, panels: fresh, stack: newStack, lost: lost)
  }

  /// A view of newer data that shows what an old one showed; `nil` where there is no such thing any more.
  private static func again(_ old: View, above below: View?, _ findings: Findings) -> View? {
    switch old.origin {
    case .row:
      guard let below, let row = below.sheet.table.row(for: old.key), let destination = below.sheet.destination(row)
      else { return nil }
      return view(destination.open(), crumb: destination.title, key: old.key, findings)
    case .marked(let keys):
      guard var below else { return nil }
      below.marks = Set(keys.compactMap { below.sheet.table.row(for: $0).map { Int32($0) } })
      return below.marks.isEmpty ? nil : opened(.marked, from: below, findings)
    case .frequency(let column):
      guard var below else { return nil }
      below.columns.current = column
      return opened(.frequency, from: below, findings)
    case .customer, .filter: return nil
    }
  }

  /// Gives a fresh view the order, search, columns, marks, cursor and scroll position of the old one.
  private static func renew(_ view: View, like old: View, _ findings: Findings) -> View {
    var view = view
    view.columns = old.columns
    if old.rule != RowRule() || !old.columns.toggled.isEmpty,
      let arrangement = arrange(view, old.rule, findings)
    {
      view.rows = arrangement.rows
      view.rule = arrangement.rule
      view.measures = arrangement.measures
    }
    view.marks = Set(
      old.marks.compactMap { view.sheet.table.row(for: old.sheet.table.key(of: Int($0))).map { Int32($0) } })
    let offset = old.table.cursor - old.table.top
    view.table = old.table
    if let row = old.currentRow, view.select(key: old.sheet.table.key(of: row)) {
      view.table.top = max(0, view.table.cursor - offset)
    } else {
      view.table.cursor = max(0, min(view.count - 1, old.table.cursor))
      view.table.top = min(view.table.top, view.table.cursor)
    }
    return view
  }
}
