import Analytics
import Canvas
import Ledger

/// A panel as of two days: each figure now, then, and the difference.
public enum ComparisonSheet {
  /// Panels with more rows than this are lists of single things: what changed in them is a question for the filter.
  public static let mostRows = Trend.mostRows

  /// A panel beside the same panel as of an earlier day; `nil` where the sheet is no registry panel or too long a list.
  ///
  /// Rows are those of both days, in the order of now. A figure that did not exist on one of the days has no difference.
  public static func make(_ sheet: Sheet, with earlier: Day, _ findings: Findings) -> Sheet? {
    guard let panel = PanelRegistry.panel(sheet.id), sheet.table.rowCount <= mostRows else { return nil }
    let past = findings.asOf(earlier)
    let before = panel.sheet(past)
    guard before.table.rowCount <= mostRows else { return nil }
    let table = sheet.table
    let names = table.columns.indices.filter { isName(table.columns[$0]) && table.columns[$0].drawing != .offered }
    let figures = table.columns.indices.filter { isFigure(table.columns[$0]) }
    let lost = (0..<before.table.rowCount).filter { table.row(for: before.table.key(of: $0)) == nil }
    let asOf = findings.question.asOf
    var columns = names.map { table.columns[$0] }
    if !columns.contains(where: \.isDrawn), let first = columns.first { columns[0] = first.chosen() }
    for index in figures {
      let column = table.columns[index]
      let isWanted = column.isDrawn
      func with(_ suffix: String, _ title: String, _ meaning: String) -> DataColumn {
        DataColumn(
          column.id + suffix, title, column.kind, drawing: isWanted ? .figure : .hidden, priority: column.priority,
          showsCents: column.showsCents, meaning: meaning)
      }
      columns += [
        with("", column.title, column.meaning),
        with("_then", "then", "\(column.title) as of \(earlier)."),
        with(
          "_change", column.kind == .ratio ? "± points" : "±", "\(column.title) as of \(asOf) minus as of \(earlier)."),
      ]
    }
    func cells(_ now: Int?, _ then: Int?, _ source: (DataTable, Int)) -> [Value] {
      names.map { source.0[source.1, $0] }
        + figures.flatMap { index -> [Value] in
          let now = now.map { table[$0, index] } ?? .none
          let then =
            then.flatMap { row in before.table.column(table.columns[index].id).map { before.table[row, $0] } } ?? .none
          return [now, then, difference(now, then)]
        }
    }
    var rows: [(key: String, cells: [Value])] = (0..<table.rowCount).map { row in
      let key = table.key(of: row)
      return (key, cells(row, before.table.row(for: key), (table, row)))
    }
    rows += lost.map { row in (before.table.key(of: row), cells(nil, row, (before.table, row))) }
    let list = rows
    let main =
      figures.first { table.columns[$0].drawing == .figureAndBar } ?? figures.first { table.columns[$0].isDrawn }
    let bars = list.enumerated().map { place, row -> ComparisonFigure.Pair in
      let isNow = place < table.rowCount
      let source = isNow ? (sheet, place) : (before, lost[place - table.rowCount])
      let offset = main.flatMap { figures.firstIndex(of: $0) }.map { names.count + 3 * $0 }
      return .init(
        title: HistorySheet.title(source.0, source.1), now: offset.flatMap { row.cells[$0].magnitude },
        then: offset.flatMap { row.cells[$0 + 1].magnitude })
    }
    return Sheet(
      id: "comparison", title: "\(panel.title): \(asOf) and \(earlier)",
      table: DataTable(
        columns: columns, rowCount: list.count, key: { list[$0].key },
        find: { key in list.firstIndex { $0.key == key } },
        cell: { list[$0].cells[$1] }),
      window: sheet.window, customers: sheet.customers,
      settings: sheet.settings + [("compared with", earlier.description)],
      reading: reading(bars, main.map { table.columns[$0] }, earlier, findings.format), notes: sheet.notes,
      definition: [
        "Each figure as of \(asOf), the same as of \(earlier), and the difference. Both are computed from the orders up "
          + "to their day, with the same settings; windows end with the day.",
        "The setting compare.with is the earlier day: a date, or how long ago.",
      ] + sheet.definition,
      figure: main.map { index in
        Sheet.Figure(
          minimum: 3, ideal: min(24, 2 + 2 * bars.count),
          ComparisonFigure(
            title: table.columns[index].title, kind: table.columns[index].kind, pairs: bars, days: (asOf, earlier),
            format: findings.format))
      },
      destination: { row in
        row < table.rowCount ? sheet.destination(row) : before.destination(lost[row - table.rowCount])
      })
  }

  private static func isName(_ column: DataColumn) -> Bool {
    column.kind == .text || column.kind == .key || column.kind == .integer
  }

  private static func isFigure(_ column: DataColumn) -> Bool {
    column.hasPast && column.drawing != .offered
  }

  /// Now − then; none where one of them does not exist.
  private static func difference(_ now: Value, _ then: Value) -> Value {
    switch (now, then) {
    case (.integer(let now), .integer(let then)): .integer(now - then)
    case (.money(let now), .money(let then)): .money(now - then)
    case (.number(let now), .number(let then)): .number(now - then)
    default: .none
    }
  }

  private static func reading(
    _ pairs: [ComparisonFigure.Pair], _ column: DataColumn?, _ earlier: Day, _ format: ValueFormat
  ) -> [String] {
    guard let column else { return [] }
    let changed = pairs.compactMap { pair -> (title: String, now: Double, then: Double)? in
      guard let now = pair.now, let then = pair.then else { return nil }
      return (pair.title, now, then)
    }
    guard let most = changed.max(by: { abs($0.now - $0.then) < abs($1.now - $1.then) }) else {
      return ["There are no figures as of \(Wording.date(earlier)) to compare with."]
    }
    guard most.now != most.then else { return ["Nothing has changed since \(Wording.date(earlier))."] }
    func text(_ value: Double) -> String { format.text(HistorySheet.figure(value, column.kind), kind: column.kind) }
    return [
      "\(most.title) changed most since \(Wording.date(earlier)): \(column.title.lowercased()) from \(text(most.then)) to "
        + "\(text(most.now))."
    ]
  }
}

/// Two bars per row: now above, then below.
struct ComparisonFigure: Drawing {
  /// A row's figure on the two days.
  struct Pair: Sendable {
    let title: String
    let now: Double?
    let then: Double?
  }

  let title: String
  let kind: Kind
  let pairs: [Pair]
  let days: (now: Day, then: Day)
  let format: ValueFormat

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    let head = rest.takeTop(1)
    let words = "\(title): \(days.now) above, \(days.then) below"
    canvas.write(words, .header, x: head.x, y: head.y, maxWidth: head.width)
    let fits = min(pairs.count, rest.height / 2)
    guard fits > 0 else { return }
    // The rows around the one under the cursor.
    let first = max(0, min((row ?? 0) - fits / 2, pairs.count - fits))
    let shown = pairs[first..<first + fits]
    let labels = min(rect.width / 3, shown.map { DisplayWidth.of($0.title) }.max() ?? 0)
    let figures = shown.flatMap { [text($0.now), text($0.then)] }.map { DisplayWidth.of($0) }.max() ?? 1
    let width = rect.width - labels - figures - 3
    let top = pairs.flatMap { [$0.now ?? 0, $0.then ?? 0] }.max() ?? 0
    for (place, pair) in shown.enumerated() {
      let y = rest.y + 2 * place
      let isCurrent = row == first + place
      canvas.write(pair.title, isCurrent ? .accent : .text, x: rect.x, y: y, maxWidth: labels)
      for (line, value) in [pair.now, pair.then].enumerated() {
        canvas.writeRight(
          text(value), line == 0 ? .text : .textMuted, maxX: rect.x + labels + 1 + figures, y: y + line,
          maxWidth: figures)
        guard let value, top > 0, width > 0 else { continue }
        canvas.bar(
          fraction: value / top, x: rect.x + labels + figures + 3, y: y + line, width: width,
          style: line == 0 ? canvas.theme[.bar] : canvas.theme[.textMuted])
      }
    }
  }

  private func text(_ value: Double?) -> String {
    value.map { format.text(HistorySheet.figure($0, kind), kind: kind) } ?? "—"
  }
}
