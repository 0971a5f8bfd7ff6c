import Analytics
import Ledger
import Synchronization

/// The days on which a figure is looked at over time.
public enum TimePoints {
  /// Month ends before the as-of day and that day itself, oldest first; weeks where the file is shorter than four months.
  ///
  /// - Parameter most: How many days at most; the latest are kept.
  public static func days(from first: Day, to asOf: Day, most: Int) -> [Day] {
    var days = [asOf]
    if first.adding(months: 4) > asOf {
      var day = asOf.adding(days: -7)
      while day >= first, days.count < most {
        days.append(day)
        day = day.adding(days: -7)
      }
    } else {
      var day = asOf.startOfMonth.adding(days: -1)
      while day >= first, days.count < most {
        days.append(day)
        day = day.startOfMonth.adding(days: -1)
      }
    }
    return days.reversed()
  }
}

/// The figures of a panel on one day: those of its rows by key, column by column.
struct PanelFigures: Sendable {
  /// Ids of the columns.
  let columns: [String]
  /// The values of each row, in the order of the columns.
  let rows: [String: [Value]]

  /// The figures of a sheet. Complexity: O(rows × columns).
  init(_ sheet: Sheet) {
    let table = sheet.table
    let written = table.writtenColumns.filter { table.columns[$0].kind != .text && table.columns[$0].kind != .key }
    columns = written.map { table.columns[$0].id }
    rows = Dictionary(
      (0..<table.rowCount).map { row in (table.key(of: row), written.map { table[row, $0] }) }
    ) { first, _ in first }
  }

  /// A figure; ``Value/none`` where there was no such row or column.
  subscript(key: String, column: String) -> Value {
    guard let place = columns.firstIndex(of: column), let row = rows[key] else { return .none }
    return row[place]
  }
}

/// Figures of panels on earlier days, kept so that a cursor can go through them.
final class PanelShelf: Sendable {
  /// What a panel was asked.
  struct Name: Hashable, Sendable {
    let panel: String
    let question: Question
  }

  /// Panels on so many days are kept.
  private static let most = 600

  private let kept = Mutex<[Name: PanelFigures]>([:])

  /// The figures of a panel under a question, made at first use.
  func value(_ name: Name, _ make: () -> PanelFigures) -> PanelFigures {
    if let known = kept.withLock({ $0[name] }) { return known }
    let fresh = make()
    kept.withLock { kept in
      if kept.count >= PanelShelf.most { kept.removeAll() }
      kept[name] = fresh
    }
    return fresh
  }
}

/// A figure over time.
public struct Trend: Sendable {
  /// The days, oldest first; the last is the as-of day.
  public let days: [Day]
  /// The figure on each day; `nil` where there was none.
  public let values: [Double?]

  /// Panels with more rows than this are lists, whose rows are looked at one by one.
  static let mostRows = 200
  /// Days of a trend.
  static let mostDays = 24

  /// How a figure of a registry panel, or of a list of customers, went up to now.
  ///
  /// The panel is computed anew as of each day; nothing is interpolated. `nil` for words, for sheets that are neither,
  /// and where `isCancelled` answered true before the end. Complexity: that of the panel, per day.
  public static func of(
    _ sheet: Sheet, row: Int, column: Int, _ findings: Findings, isCancelled: () -> Bool
  ) -> Trend? {
    let table = sheet.table
    guard table.columns.indices.contains(column), row < table.rowCount else { return nil }
    let data = table.columns[column]
    guard data.hasPast, let first = findings.ledger.firstDay else { return nil }
    let days = TimePoints.days(from: first, to: findings.question.asOf, most: mostDays)
    let key = table.key(of: row)
    var values: [Double?] = []
    for day in days {
      if isCancelled() { return nil }
      let past = findings.asOf(day)
      if let panel = PanelRegistry.panel(sheet.id), table.rowCount <= mostRows {
        values.append(past.figures(of: panel)[key, data.id].magnitude)
      } else if let customer = sheet.customer?(row) {
        guard let column = CustomerColumn.columns(past).first(where: { $0.data.id == data.id }) else { return nil }
        values.append(column.value(customer).magnitude)
      } else {
        return nil
      }
    }
    return values.contains { $0 != nil } ? Trend(days: days, values: values) : nil
  }
}

extension Findings {
  /// The figures of a panel, kept for the next time.
  func figures(of panel: Panel) -> PanelFigures {
    shelf.value(.init(panel: panel.id, question: question)) { PanelFigures(panel.sheet(self)) }
  }
}
