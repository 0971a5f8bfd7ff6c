import Analytics
import Canvas
import Ledger

extension LifecycleGrid: Finding {
  /// The grid of the shared purchases and their life cycle.
  public static func find(in findings: Findings) -> LifecycleGrid {
    LifecycleGrid(findings(PurchaseHistory.self), findings(Lifecycle.self), findings.question)
  }
}

extension Panel {
  /// Stages by number of purchases by amount.
  public static let grid = Panel(
    id: "grid", title: "Life-cycle grid", group: .segments,
    question: "Where in the life cycle are the customers who buy often and spend much?", needsLines: false
  ) { findings in
    let grid = findings(LifecycleGrid.self)
    let currency = findings.ledger.currency
    let shown = GridTable.shown(grid)
    return Sheet(
      id: "grid", title: "Life-cycle grid", table: GridTable.table(grid, shown, currency),
      window: grid.window.description, customers: grid.customers,
      settings: [
        ("window", grid.window.description),
        ("months", findings(Lifecycle.self).months.map(String.init).joined(separator: ",")),
      ],
      reading: GridWords.reading(grid), notes: grid.notes.map(Wording.sentence),
      definition: GridWords.definition(grid, findings(Lifecycle.self), currency),
      figure: Sheet.Figure(minimum: 5, ideal: 20, GridFigure(grid: grid, shown: shown, currency: currency)),
      destination: { row in
        let cell = grid.cells[shown[row]]
        let title = GridWords.title(cell)
        return Destination(title: title) {
          CustomersSheet.make(findings, title: title, members: grid.customers(in: shown[row]))
        }
      })
  }
}

/// The rows of the grid: a cell each, without those that hold nobody.
enum GridTable {
  /// The positions of the cells that hold somebody.
  static func shown(_ grid: LifecycleGrid) -> [Int] { grid.cells.indices.filter { grid.cells[$0].customers > 0 } }

  static func table(_ grid: LifecycleGrid, _ shown: [Int], _ currency: Currency) -> DataTable {
    let columns = [
      DataColumn("stage", "Stage", .key, priority: 1, width: 8),
      DataColumn("purchases", "Purchases", .text, priority: 1, width: 9),
      DataColumn("amount", "Amount", .text, priority: 1, width: 6),
      DataColumn("customers", "People", .count, drawing: .figureAndBar, priority: 1),
      DataColumn("share", "Share", .ratio, priority: 3),
      DataColumn("net", Wording.head("Net", currency), .money, priority: 2),
      DataColumn("net_share", "Net share", .ratio, priority: 3),
      DataColumn("median_aov", Wording.head("Median AOV", currency), .money, priority: 4),
    ]
    let (people, net) = (grid.customers, grid.totalNet)
    return DataTable(
      columns: columns, rowCount: shown.count,
      totals: [
        .none, .none, .none, .integer(people), people > 0 ? .number(1) : .none, .money(net),
        net > 0 ? .number(1) : .none, .none,
      ],
      key: { row in
        let cell = grid.cells[shown[row]]
        return "\(cell.stage.rawValue) \(LifecycleGrid.purchases(cell.purchases)) \(cell.amount.rawValue)"
      },
      cell: { row, column in
        let cell = grid.cells[shown[row]]
        switch column {
        case 0: return .text(cell.stage.rawValue)
        case 1: return .text(LifecycleGrid.purchases(cell.purchases))
        case 2: return .text(cell.amount.rawValue)
        case 3: return .integer(cell.customers)
        case 4: return people > 0 ? .number(Double(cell.customers) / Double(people)) : .none
        case 5: return .money(cell.net)
        case 6: return net > 0 ? .number(Double(cell.net) / Double(net)) : .none
        default: return .amount(grid.medianAOV(shown[row]))
        }
      })
  }
}

/// The sentences of the grid.
enum GridWords {
  /// The crumb of a cell.
  static func title(_ cell: LifecycleGrid.Cell) -> String {
    let amount = cell.amount == .none ? "none in window" : "\(cell.amount.rawValue) amount"
    return "\(cell.stage.title), \(LifecycleGrid.purchases(cell.purchases)) bought, \(amount)"
  }

  static func reading(_ grid: LifecycleGrid) -> [String] {
    guard grid.customers > 0 else { return ["Nobody has bought yet."] }
    func part(_ isIn: (LifecycleGrid.Cell) -> Bool) -> (people: Int, net: Int64) {
      grid.cells.reduce((0, 0)) { isIn($1) ? ($0.0 + $1.customers, $0.1 + $1.net) : $0 }
    }
    func share(_ net: Int64) -> String? {
      grid.totalNet > 0 ? "\(Wording.percent(Double(net) / Double(grid.totalNet))) of net" : nil
    }
    var sentences: [String] = []
    let best = part { $0.stage == .active && $0.purchases == 4 }
    let percent = Wording.percent(Double(best.people) / Double(grid.customers))
    sentences.append(
      best.people == 0
        ? "Nobody who bought more than 3 times is active."
        : "\(percent) \(best.people == 1 ? "is" : "are") active after more than 3 purchases"
          + (share(best.net).map { " and \(best.people == 1 ? "brings" : "bring") \($0)" } ?? "") + ".")
    let asleep = part { $0.purchases == 4 && ($0.stage == .sleeping || $0.stage == .churned) }
    if asleep.people > 0 {
      sentences.append(
        "▼ \(Wording.customers(asleep.people)) who bought more than 3 times \(asleep.people == 1 ? "sleeps" : "sleep") "
          + "or \(asleep.people == 1 ? "is" : "are") gone"
          + (share(asleep.net).map { ": they brought \($0)" } ?? "") + ".")
    }
    let once = part { $0.purchases == 1 && $0.stage == .active }
    if once.people > 0 {
      sentences.append(
        "\(Wording.customers(once.people)) \(once.people == 1 ? "is" : "are") active after a first purchase: the second "
          + "is still to be won.")
    }
    return sentences
  }

  static func definition(_ grid: LifecycleGrid, _ lifecycle: Lifecycle, _ currency: Currency) -> [String] {
    let months = lifecycle.months
    var bounds = ""
    if let high = grid.bounds.high {
      bounds = " High is from \(Wording.money(high, currency)) up"
      if let middle = grid.bounds.middle { bounds += ", middle from \(Wording.money(middle, currency)) up" }
      bounds += "."
    }
    return [
      "Columns are the four stages by months since the last purchase (active up to \(months[0]), silent up to "
        + "\(months[1]), sleeping up to \(months[2]), churned later), rows the purchases over the whole file: 1, 2, 3, "
        + "more than 3. Column sums are the stages of the life cycle, row sums the people with exactly that many "
        + "purchases in the funnel over all time.",
      "The amount is the third of a person by net in the window (\(grid.window.phrase)) among everybody with a "
        + "purchase in it; equal amounts are in the same, better third.\(bounds) Who bought nothing in the window has "
        + "no amount: none.",
      "Net is to date. Median AOV is the median over the people of a cell of their own net per purchase. Cells without "
        + "people are not listed.",
    ]
  }
}
