import Analytics
import Canvas
import Ledger
import Panels

extension Worker {
  /// A view of a sheet, with its columns measured.
  static func view(_ sheet: Sheet, crumb: String, key: String, _ findings: Findings) -> View {
    View(
      crumb: crumb, key: key, sheet: sheet, measures: SheetMeasures(sheet, format: findings.format),
      findings: findings)
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
  static func opened(_ opening: RowsOpening, from view: View) -> View? {
    let table = view.sheet.table
    let findings = view.findings
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
        let sheet = FrequencySheet.make(
          view.sheet, column: column, rows: view.shownRows, shown: view.shownColumns, format: findings.format)
      else { return nil }
      var frequency = Worker.view(sheet, crumb: "by \(table.columns[column].title)", key: "", findings)
      frequency.origin = .frequency(table.columns[column].id)
      return frequency
    case .overlap:
      let names = view.marks.sorted().map { table.key(of: Int($0)) }
      let sizes = names.compactMap { name in findings(SegmentSizes.self).all.first { $0.segment.name == name } }
      guard sizes.count == 2 else { return nil }
      let sheet = OverlapSheet.make(findings, sizes[0], sizes[1])
      var overlap = Worker.view(sheet, crumb: "overlap", key: "", findings)
      overlap.origin = .overlap
      return overlap
    }
  }

  /// What looks at a panel on several days; `nil` where the view is no panel with figures.
  static func opened(_ opening: TimeOpening, from view: View) -> View? {
    let findings = view.findings
    switch opening {
    case .history:
      // A column of words has no history: the panel's main figure is meant.
      guard let main = view.figureColumn else { return nil }
      let columns = view.sheet.table.columns
      let row = view.currentRow.map { view.sheet.table.key(of: $0) } ?? ""
      guard let sheet = HistorySheet.make(view.sheet, column: columns[main].id, key: row, findings) else { return nil }
      var history = Worker.view(sheet, crumb: "over time", key: "", findings)
      history.origin = .history(column: columns[main].id, row: row)
      return history
    case .comparison(let day):
      guard let sheet = ComparisonSheet.make(view.sheet, with: day, findings) else { return nil }
      var comparison = Worker.view(sheet, crumb: "and \(day)", key: "", findings)
      comparison.origin = .comparison(day)
      return comparison
    }
  }

  /// A view as text for the clipboard: a card whole, a table by its shown rows and columns.
  static func copy(_ view: View) -> (text: String, words: String) {
    let findings = view.findings
    if let card = view.sheet.card {
      let layout = card.layout(width: 100, height: .max, hints: false)
      var canvas = Canvas(size: Size(width: 100, height: layout.height), theme: .plain)
      layout.draw(on: &canvas, in: canvas.bounds, top: 0, focus: nil)
      let orders = Export.text(view, currency: findings.ledger.currency)
      return (canvas.text + "\n\n" + orders.text, "The card of \(card.title) is copied.")
    }
    let copy = Export.text(view, currency: findings.ledger.currency)
    let rows = "\(Digits.grouped(copy.rows)) \(copy.rows == 1 ? "row" : "rows")"
    return (
      copy.text,
      copy.isCut ? "The first \(rows) are copied; a file takes all: \(Keymap.hint("table.export"))." : "\(rows) copied."
    )
  }

  /// Who answers a text, as a view; `nil` where `isCancelled` answered true before the end.
  static func found(
    _ text: String, _ index: CustomerIndex, _ findings: Findings, isMasked: Bool,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> View? {
    let net = findings(PurchaseHistory.self).netToDate
    guard
      let search = index.search(
        text, asOf: findings.question.asOf, net: net, limit: Finder.limit, isCancelled: isCancelled)
    else { return nil }
    let sheet = MatchesSheet.make(findings, search: search, query: text, isMasked: isMasked)
    return view(sheet, crumb: "found", key: "", findings)
  }

  /// The list of all customers under a filter.
  static func everybody(filter: String, _ findings: Findings) -> View? {
    var everybody = view(CustomersSheet.everybody(findings), crumb: "Filtered", key: "", findings)
    everybody.origin = .everybody
    guard let arrangement = arrange(everybody, RowRule().filtered(by: filter)) else { return nil }
    everybody.rows = arrangement.rows
    everybody.rule = arrangement.rule
    return everybody
  }

  // MARK: Rows

  /// The rows of a view in another order, or with another search; the row under the cursor keeps it.
  ///
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  static func arrange(
    _ view: View, _ rule: RowRule, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> Arrangement? {
    let table = view.sheet.table
    let findings = view.findings
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
    if rule.isAll != view.rule.isAll || !rule.isAll { measures.scale(of: view.sheet, rows: rule.isAll ? nil : rows) }
    return Arrangement(rows: rows, rule: rule, measures: measures)
  }

  /// The rows among some that a rule wants, in the order in which they were given.
  private static func rows(
    _ candidates: [Int32], of sheet: Sheet, _ rule: RowRule, _ findings: Findings,
    isCancelled: @escaping @Sendable () -> Bool
  ) -> [Int32]? {
    var candidates = candidates
    if !rule.filter.isEmpty, let customer = sheet.customer {
      // A filter that newer data or another segment has broken leaves nobody; its message came when it was tried.
      guard let members = try? findings.customers(answering: rule.filter, isCancelled: isCancelled) else {
        return isCancelled() ? nil : []
      }
      var isMember = [Bool](repeating: false, count: findings.ledger.customers.count)
      for member in members { isMember[Int(member)] = true }
      candidates = candidates.filter { isMember[customer(Int($0))] }
    }
    guard !rule.search.isEmpty else { return candidates }
    return RowSearch(rule.search, in: sheet.table, format: findings.format)
      .rows(among: candidates, isCancelled: isCancelled)
  }

  // MARK: Newer data

  /// Makes the shown panels from newer data and walks the drill-down again, by the keys of its rows.
  static func restore(
    job: Job, panels: [View], stack: [View], root: String, _ findings: Findings, from: Ledger? = nil
  ) -> Action {
    let made = walk(panels: panels, stack: stack, root: root, findings, from: from)
    return .restored(job: job, panels: made.panels, stack: made.stack, lost: made.lost, from: from)
  }

  /// The shown panels and the way down from them, made with other findings.
  ///
  /// - Returns: As much of the way as there still is, and the crumb of the first step that is not.
  static func walk(
    panels: [View], stack: [View], root: String, _ findings: Findings, from: Ledger?
  ) -> (panels: [View], stack: [View], lost: String?) {
    _ = findings(ShopHeader.self)
    let names = NewNames(from: from, to: findings.ledger)
    var fresh: [View] = []
    for old in panels {
      guard let panel = PanelRegistry.panel(old.key) else { continue }
      fresh.append(renew(view(of: panel, findings), like: old, names))
    }
    var newStack: [View] = []
    var lost: String?
    var below = fresh.first { $0.key == root }
    for old in stack {
      guard let next = again(old, above: below, findings, names) else {
        lost = from == nil ? old.crumb : "What was open"
        break
      }
      let renewed = renew(next, like: old, names)
      newStack.append(renewed)
      below = renewed
    }
    return (fresh, newStack, lost)
  }

  /// A view of newer data that shows what an old one showed; `nil` where there is no such thing any more.
  private static func again(_ old: View, above below: View?, _ findings: Findings, _ names: NewNames) -> View? {
    let key = names[old.key]
    switch old.origin {
    case .row:
      guard let below, let row = below.sheet.table.row(for: key), let destination = below.sheet.destination(row)
      else { return nil }
      return view(destination.open(), crumb: destination.title, key: key, findings)
    case .field(let id):
      guard let destination = below?.sheet.card?.field(id)?.destination else { return nil }
      return view(destination.open(), crumb: destination.title, key: key, findings)
    case .overlap: return below.flatMap { opened(.overlap, from: $0) }
    case .marked(let keys):
      guard var below else { return nil }
      below.marks = Set(keys.compactMap { below.sheet.table.row(for: names[$0]).map { Int32($0) } })
      return below.marks.isEmpty ? nil : opened(.marked, from: below)
    case .frequency(let column):
      guard var below else { return nil }
      below.columns.current = column
      return opened(.frequency, from: below)
    case .customer:
      let bytes = Array(key.utf8)
      let keys = findings.ledger.customers.key
      guard let customer = (0..<findings.ledger.customers.count).first(where: { keys.utf8($0).elementsEqual(bytes) })
      else { return nil }
      return view(
        CustomerSheet.make(findings, customer: customer), crumb: findings.ledger.customers.label(customer),
        key: key, findings)
    case .history(let column, let row):
      guard let below,
        let sheet = HistorySheet.make(below.sheet, column: column, key: names[row], findings)
      else { return nil }
      return view(sheet, crumb: old.crumb, key: "", findings)
    case .comparison(let day):
      guard day < findings.question.asOf, let below,
        let sheet = ComparisonSheet.make(below.sheet, with: day, findings)
      else { return nil }
      return view(sheet, crumb: old.crumb, key: "", findings)
    case .everybody:
      return view(CustomersSheet.everybody(findings), crumb: old.crumb, key: "", findings)
    }
  }

  /// Gives a fresh view the order, search, columns, marks, cursor and scroll position of the old one.
  private static func renew(_ view: View, like old: View, _ names: NewNames) -> View {
    var view = view
    view.origin = old.origin
    view.columns = old.columns
    if old.rule != RowRule() || !old.columns.toggled.isEmpty,
      let arrangement = arrange(view, old.rule)
    {
      view.rows = arrangement.rows
      view.rule = arrangement.rule
      view.measures = arrangement.measures
    }
    view.marks = Set(
      old.marks.compactMap { view.sheet.table.row(for: names[old.sheet.table.key(of: Int($0))]).map { Int32($0) } })
    view.field = old.field
    view.cardTop = old.cardTop
    let offset = old.table.cursor - old.table.top
    view.table = old.table
    if let row = old.currentRow, view.select(key: names[old.sheet.table.key(of: row)]) {
      view.table.top = max(0, view.table.cursor - offset)
    } else {
      view.table.cursor = max(0, min(view.count - 1, old.table.cursor))
      view.table.top = min(view.table.top, view.table.cursor)
    }
    return view
  }
}

/// What keys of rows are called in another form of the same ledger: a masked one has the same customers under other keys.
struct NewNames: Sendable {
  private let from: Ledger?
  private let to: Ledger

  /// Names stay where `from` is `nil`.
  init(from: Ledger?, to: Ledger) {
    self.from = from
    self.to = to
  }

  /// The key of the same row now. Complexity: O(customers) where names change.
  subscript(key: String) -> String {
    guard let from, from.customers.count == to.customers.count else { return key }
    let bytes = Array(key.utf8)
    guard let customer = (0..<from.customers.count).first(where: { from.customers.key.utf8($0).elementsEqual(bytes) })
    else { return key }
    return to.customers.key[customer]
  }
}
