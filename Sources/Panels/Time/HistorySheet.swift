import Analytics
import Canvas
import Ledger

/// A column of a panel over time: one row per month end, one column per row of the panel.
public enum HistorySheet {
  /// Rows of a panel that find a column each; of a longer panel the row under the cursor alone is shown.
  public static let mostRows = 12
  /// Month ends at most.
  static let mostDays = 120

  /// How a column of a panel went.
  ///
  /// - Parameters:
  ///   - key: The row under the cursor, for panels with many rows.
  ///   - isCancelled: Asked between two days.
  /// - Returns: `nil` where the sheet is no registry panel or the column no figure, or where it was cancelled.
  public static func make(
    _ sheet: Sheet, column id: String, key: String?, _ findings: Findings, isCancelled: () -> Bool = { false }
  ) -> Sheet? {
    let table = sheet.table
    guard let panel = PanelRegistry.panel(sheet.id), table.rowCount <= Trend.mostRows, let index = table.column(id),
      let first = findings.ledger.firstDay
    else { return nil }
    let data = table.columns[index]
    guard data.hasPast else { return nil }
    let rows = (0..<table.rowCount).filter { table.rowCount <= mostRows || table.key(of: $0) == key }
    guard !rows.isEmpty else { return nil }
    let keys = rows.map { table.key(of: $0) }
    let titles = rows.map { title(sheet, $0) }
    let days = TimePoints.days(from: first, to: findings.question.asOf, most: mostDays)
    var values: [[Value]] = []
    for day in days {
      if isCancelled() { return nil }
      let figures = findings.asOf(day).figures(of: panel)
      values.append(keys.map { figures[$0, id] })
    }
    let columns =
      [DataColumn("as_of", "As of", .date, priority: 0)]
      + zip(keys, titles).map { DataColumn($0, $1, data.kind, priority: 1, meaning: data.meaning) }
    // The latest first, as in a list of what happened.
    let order = Array(days.indices.reversed())
    let history = values
    let result = DataTable(
      columns: columns, rowCount: days.count, key: { days[order[$0]].description },
      cell: { row, column in column == 0 ? .date(days[order[row]]) : history[order[row]][column - 1] })
    return Sheet(
      id: "history", title: "\(panel.title): \(data.title.lowercased()) over time", table: result,
      settings: sheet.settings, reading: reading(titles, days, values, data, findings.format),
      notes: [],
      definition: [
        "Each row is the panel as of that day, computed from the orders up to then; windows end with the day. The last "
          + "day of each calendar month, and the as-of day itself; weeks where the file is shorter than four months.",
        "A refund counts from its own day on where the file has one, else from that of its order.",
      ] + (data.meaning.isEmpty ? [] : [data.meaning]),
      figure: Sheet.Figure(
        minimum: 5, ideal: 18,
        HistoryFigure(
          days: days, titles: titles, values: values.map { $0.map(\.magnitude) }, format: findings.format,
          kind: data.kind)),
      destination: { row in
        let day = days[order[row]]
        return Destination(title: "as of \(day)") { panel.sheet(findings.asOf(day)) }
      })
  }

  /// What a row is called: its first words, both where it is named by two, else its number.
  static func title(_ sheet: Sheet, _ row: Int) -> String {
    let table = sheet.table
    let names = table.columns.indices.filter { table.columns[$0].kind == .text && table.columns[$0].priority == 0 }
    if names.count == 2, case .text(let first) = table[row, names[0]], case .text(let second) = table[row, names[1]] {
      return first + " / " + second
    }
    for (index, column) in table.columns.enumerated()
    where column.isDrawn && (column.kind == .text || column.kind == .key) {
      if case .text(let text) = table[row, index], !text.isEmpty {
        return text.prefix(1).uppercased() + text.dropFirst()
      }
    }
    guard let first = table.columns.first else { return table.key(of: row) }
    return first.title + " " + table.key(of: row)
  }

  private static func reading(
    _ titles: [String], _ days: [Day], _ values: [[Value]], _ data: DataColumn, _ format: ValueFormat
  ) -> [String] {
    guard let last = days.indices.last, last > 0 else { return ["There is one day only."] }
    // The row that changed most since the first day on which it had a figure.
    var most: (title: String, from: Double, to: Double, since: Day)?
    for (column, title) in titles.enumerated() {
      guard let to = values[last][column].magnitude,
        let start = days.indices.first(where: { values[$0][column].magnitude != nil }), start < last,
        let from = values[start][column].magnitude
      else { continue }
      if most.map({ abs($0.to - $0.from) < abs(to - from) }) ?? true { most = (title, from, to, days[start]) }
    }
    guard let most else { return ["There are no earlier figures."] }
    func text(_ value: Double) -> String { format.text(figure(value, data.kind), kind: data.kind) }
    return [
      "\(most.title): \(text(most.from)) on \(Wording.date(most.since)), \(text(most.to)) on \(Wording.date(days[last]))."
    ]
  }

  /// A magnitude as a value of its kind again.
  public static func figure(_ magnitude: Double, _ kind: Kind) -> Value {
    switch kind {
    case .money: .money(Int64(magnitude))
    case .integer, .count: .integer(Int(magnitude))
    default: .number(magnitude)
    }
  }
}

/// Lines over time, one per row of a panel, with their names and last figures beside them.
struct HistoryFigure: Drawing {
  let days: [Day]
  let titles: [String]
  /// Day by day, the figure of each line.
  let values: [[Double?]]
  let format: ValueFormat
  let kind: Kind

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let all = values.joined().compactMap { $0 }.filter(\.isFinite)
    guard let highest = all.max(), let lowest = all.min(), let first = days.first, let last = days.last, first < last
    else { return }
    var area = rect
    let names = titles.indices.map { index in
      (title: titles[index], figure: values.last?[index].map { text($0) } ?? "—")
    }
    let legend = names.map { DisplayWidth.of($0.title) + DisplayWidth.of($0.figure) + 5 }.max() ?? 0
    if legend + 30 <= rect.width, titles.count <= rect.height {
      let side = area.takeRight(legend)
      for (index, name) in names.enumerated() {
        let y = side.y + index
        canvas.series(index, x: side.x + 2, y: y, width: 1)
        canvas.write(name.title, x: side.x + 4, y: y, maxWidth: side.width - 5 - DisplayWidth.of(name.figure))
        canvas.writeRight(name.figure, .textMuted, maxX: side.maxX, y: y, maxWidth: DisplayWidth.of(name.figure))
      }
    }
    let top = max(highest, 0)
    let bottom = min(lowest, 0)
    let range = bottom...(top > bottom ? top : bottom + 1)
    CurvePlot(
      series: titles.indices.map { column in
        days.indices.map { (x: Double(days[$0].rawValue), y: values[$0][column] ?? .nan) }
      },
      xRange: Double(first.rawValue)...Double(last.rawValue), yRange: range, xLabels: dates(),
      yLabels: [(range.lowerBound, text(range.lowerBound)), (range.upperBound, text(range.upperBound))]
    ).render(on: &canvas, in: area)
  }

  private func text(_ value: Double) -> String { format.text(HistorySheet.figure(value, kind), kind: kind) }

  /// The first, the middle and the last day, and beginnings of years.
  private func dates() -> [(Double, String)] {
    var ticks: [(Double, String)] = []
    for (index, day) in days.enumerated() {
      let month = day.fields.month
      guard index == 0 || month == 12 || index == days.count - 1 else { continue }
      ticks.append(
        (
          Double(day.rawValue),
          "\(Wording.monthName(month)) \(day.fields.year % 100 < 10 ? "0" : "")\(day.fields.year % 100)"
        ))
    }
    return ticks
  }
}
