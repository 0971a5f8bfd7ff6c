import Analytics
import Canvas
import Ledger

/// The triangle of cohorts over ages as a heat map, the average below, and beside it the course of both.
struct CohortsFigure: Drawing {
  let cohorts: Cohorts
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    // Where a grid finds no room, its first sentence says most.
    guard !cohorts.averages.isEmpty, rect.width >= 16, rect.height >= 3 else {
      let text = CohortsWords.reading(cohorts, currency)[0]
      canvas.write(text, .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let current = row.flatMap { $0 >= 0 && $0 < cohorts.count ? cohorts.cell(at: $0) : nil }
    var area = rect
    let title = rect.height >= 6 ? area.takeTop(1) : nil
    let legend = rect.height >= 9 ? area.takeBottom(1) : nil
    let hasAverage = area.height >= 3
    let shown = window(of: cohorts.cohorts.count, room: area.height - (hasAverage ? 2 : 1), current: current?.cohort)
    let isShaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16
    let layout = Layout(self, shown, width: rect.width, isShaded: isShaded, hasAverage: hasAverage)
    let ages = layout.ages(current: current?.age)
    let grid = layout.grid(ages, current: current?.cohort, glyphs: canvas.glyphs)
    grid.render(on: &canvas, in: area)
    if let title { drawTitle(on: &canvas, in: title, cohorts: shown, ages: ages) }
    if let legend { drawLegend(on: &canvas, in: legend, cohorts: shown) }
    let used = layout.labelWidth + 1 + ages.count * (layout.cellWidth + 1)
    if rect.width - used >= 44, area.height >= 8 {
      let side = Rect(x: area.x + used + 4, y: area.y, width: rect.width - used - 4, height: area.height)
      CohortCurve(cohorts: cohorts, current: current?.cohort, currency: currency).render(
        on: &canvas, in: side, row: nil)
    }
  }

  /// The cohorts that are drawn: by time the newest, else the largest, and always the one under the cursor.
  private func window(of count: Int, room: Int, current: Int?) -> Range<Int> {
    let room = max(1, min(room, count))
    var first = cohorts.rule.by.isTime ? count - room : 0
    if let current {
      if current < first { first = current } else if current >= first + room { first = current - room + 1 }
    }
    return first..<(first + room)
  }

  private func drawTitle(on canvas: inout Canvas, in rect: Rect, cohorts shown: Range<Int>, ages: Range<Int>) {
    let unit = cohorts.rule.unit.rawValue
    let heads =
      switch cohorts.rule.show {
      case .retention:
        ["% of members who bought, by \(unit) since the first purchase", "% who bought, by \(unit)", "% by \(unit)"]
      case .net:
        ["Net per member of each \(unit) since the first purchase,", "Net per member by \(unit),", "Net by \(unit),"]
          .map { Wording.head($0, currency) }
      case .cumulative:
        ["Net per member up to each \(unit) since the first purchase,", "Net each so far by \(unit),", "Net so far,"]
          .map { Wording.head($0, currency) }
      }
    var left: [(long: String, short: String)] = []
    if shown.count < cohorts.cohorts.count {
      let range = "\(shown.lowerBound + 1)–\(shown.upperBound) of \(cohorts.cohorts.count)"
      left.append(("cohorts " + range, range))
    }
    if ages.count < cohorts.averages.count {
      let range = "\(ages.lowerBound)–\(ages.upperBound - 1) of \(cohorts.averages.count - 1)"
      left.append(("\(unit)s " + range, range))
    }
    // What is left out has to be said; the head gives way first.
    let rests = [left.map(\.long), left.map(\.short)].map { canvas.glyphs.plain($0.joined(separator: ", ")) }
    let rest = rests.first { DisplayWidth.of($0) + 12 <= rect.width } ?? rests[1]
    let room = rest.isEmpty ? rect.width : max(0, rect.width - DisplayWidth.of(rest) - 2)
    let what = heads.first { DisplayWidth.of(canvas.glyphs.plain($0)) <= room } ?? heads[heads.count - 1]
    canvas.write(what, .header, x: rect.x, y: rect.y, maxWidth: room)
    canvas.writeRight(rest, .textMuted, maxX: rect.maxX, y: rect.y, maxWidth: rect.width)
  }

  private func drawLegend(on canvas: inout Canvas, in rect: Rect, cohorts shown: Range<Int>) {
    var parts = ["blank: not over for everybody"]
    if rect.width >= 60, shown.contains(where: { cohorts.cohorts[$0].isAtEdge }) {
      parts.append("†: may have bought before the file")
    }
    if shown.contains(where: { cohorts.cohorts[$0].customers < 20 }) { parts.append("no colour: under 20 people") }
    canvas.write(parts.joined(separator: " · "), .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
  }

  /// The words and widths of the grid.
  private struct Layout {
    let figure: CohortsFigure
    let shown: Range<Int>
    let isWide: Bool
    let hasAverage: Bool
    let labelWidth: Int
    let cellWidth: Int
    let room: Int
    private let counts: [String]
    private let nameWidth: Int

    init(_ figure: CohortsFigure, _ shown: Range<Int>, width: Int, isShaded: Bool, hasAverage: Bool) {
      self.figure = figure
      self.shown = shown
      self.hasAverage = hasAverage
      let cohorts = figure.cohorts
      isWide = width >= 60
      let people = shown.map { cohorts.cohorts[$0].customers } + (hasAverage ? [cohorts.averages[0].customers] : [])
      let grouped = width >= 60
      counts = people.map { grouped ? Digits.grouped($0) : String($0) }
      let countWidth = counts.map { $0.utf8.count }.max() ?? 0
      let names = shown.map {
        DisplayWidth.of(cohorts.cohorts[$0].title) + (width >= 60 && cohorts.cohorts[$0].isAtEdge ? 1 : 0)
      }
      let widest = max(hasAverage ? 7 : 0, names.max() ?? 0)
      nameWidth = max(1, min(widest, width / 3 - countWidth - 1 - (width >= 60 ? 2 : 0)))
      labelWidth = min(width / 3, nameWidth + 1 + countWidth + (width >= 60 ? 2 : 0))
      var content = 2
      for cohort in shown {
        for age in 0..<cohorts.matureAges(of: cohort) {
          content = max(content, DisplayWidth.of(figure.text(cohorts.cell(cohort, age: age), isWide: isWide)))
        }
      }
      if hasAverage {
        for average in cohorts.averages {
          content = max(content, DisplayWidth.of(figure.text(average, isWide: isWide)))
        }
      }
      cellWidth = content + (isShaded ? 1 : 0)
      room = max(1, (width - labelWidth - 1) / (cellWidth + 1))
    }

    func ages(current: Int?) -> Range<Int> {
      let count = min(room, figure.cohorts.averages.count)
      let first = current.map { min(max(0, $0 - count + 1), figure.cohorts.averages.count - count) } ?? 0
      return first..<(first + count)
    }

    func grid(_ ages: Range<Int>, current: Int?, glyphs: Glyphs) -> HeatGrid {
      let cohorts = figure.cohorts
      let top = figure.top
      var rows: [String] = []
      var values: [[Double?]] = []
      var texts: [[String]] = []
      for cohort in shown {
        let name = cohorts.cohorts[cohort].title + (isWide && cohorts.cohorts[cohort].isAtEdge ? "†" : "")
        rows.append(label(name, counts[cohort - shown.lowerBound], isCurrent: cohort == current, glyphs))
        let mature = cohorts.matureAges(of: cohort)
        let cells = ages.map { $0 < mature ? cohorts.cell(cohort, age: $0) : nil }
        values.append(cells.map { $0.map { max(0, min(1, cohorts.shown($0) / top)) } })
        texts.append(cells.map { $0.map { glyphs.plain(figure.text($0, isWide: isWide)) } ?? "" })
      }
      if hasAverage {
        rows.append(label("average", counts[counts.count - 1], isCurrent: false, glyphs))
        values.append(ages.map { max(0, min(1, cohorts.shown(cohorts.averages[$0]) / top)) })
        texts.append(ages.map { glyphs.plain(figure.text(cohorts.averages[$0], isWide: isWide)) })
      }
      var grid = HeatGrid(rows: rows, columns: ages.map(String.init), values: values, texts: texts)
      grid.mutedRows = Set(shown.filter { cohorts.cohorts[$0].customers < 20 }.map { $0 - shown.lowerBound })
      grid.currentRow = current.map { $0 - shown.lowerBound }
      return grid
    }

    private func label(_ name: String, _ count: String, isCurrent: Bool, _ glyphs: Glyphs) -> String {
      let mark = isWide ? (isCurrent ? "▸ " : "  ") : ""
      let shown = DisplayWidth.fit(glyphs.plain(name), nameWidth, ellipsis: glyphs.ellipsis)
      let widest = counts.map { $0.utf8.count }.max() ?? 0
      return glyphs.plain(mark) + shown + " " + String(repeating: " ", count: widest - count.utf8.count) + count
    }
  }

  /// The value that gives the strongest colour: age 0 is left out where it would outshine everything by definition.
  private var top: Double {
    let from = cohorts.rule.show == .cumulative ? 0 : 1
    var top = 0.0
    for cohort in cohorts.cohorts.indices where cohorts.cohorts[cohort].customers >= 20 {
      for age in from..<max(from, cohorts.matureAges(of: cohort)) {
        top = max(top, cohorts.shown(cohorts.cell(cohort, age: age)))
      }
    }
    for average in cohorts.averages.dropFirst(from) { top = max(top, cohorts.shown(average)) }
    return top > 0 ? top : 1
  }

  private func text(_ cell: Cohorts.Cell, isWide: Bool) -> String { text(cohorts.shown(cell), isWide: isWide) }
  private func text(_ average: Cohorts.Average, isWide: Bool) -> String { text(cohorts.shown(average), isWide: isWide) }

  private func text(_ value: Double, isWide: Bool) -> String {
    guard cohorts.rule.show == .retention else { return Money(minor: Int64(value), currency: currency).whole }
    let percent = Int((value * 100).rounded())
    return (percent == 0 && value > 0 ? "<1" : String(percent)) + (isWide ? "%" : "")
  }
}

/// The average over the ages as a curve, and the cohort under the cursor.
private struct CohortCurve: Drawing {
  let cohorts: Cohorts
  let current: Int?
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var area = rect
    let isRetention = cohorts.rule.show == .retention
    // Everybody buys at age 0: the course begins after it.
    let from = isRetention ? 1 : 0
    var series = [cohorts.averages.dropFirst(from).map { (x: Double($0.age), y: cohorts.shown($0)) }]
    var names = ["average"]
    if let current {
      let ages = from..<max(from, cohorts.matureAges(of: current))
      series.append(ages.map { (x: Double($0), y: cohorts.shown(cohorts.cell(current, age: $0))) })
      names.append(CohortsWords.name(cohorts.cohorts[current]))
    }
    guard series[0].count >= 2 else { return }
    var head = area.takeTop(1)
    for (index, name) in names.enumerated() where head.width > 3 {
      canvas.series(index, x: head.x, y: head.y, width: 1)
      let used = canvas.write(name, .textMuted, x: head.x + 2, y: head.y, maxWidth: head.width - 2)
      _ = head.takeLeft(min(head.width, used + 5))
    }
    let last = Double(cohorts.averages.count - 1)
    let top = max(series.joined().map(\.y).max() ?? 0, isRetention ? 0.01 : 1)
    let middle = Int((Double(from) + last) / 2)
    CurvePlot(
      series: series, xRange: Double(from)...last, yRange: min(0, series.joined().map(\.y).min() ?? 0)...top,
      xLabels: [
        (Double(from), "\(cohorts.rule.unit.rawValue) \(from)"), (Double(middle), String(middle)),
        (last, String(Int(last))),
      ],
      yLabels: [(0, "0"), (top / 2, text(top / 2)), (top, text(top))]
    ).render(on: &canvas, in: area)
  }

  private func text(_ value: Double) -> String {
    cohorts.rule.show == .retention
      ? ValueFormat.percent(value) : Money(minor: Int64(value), currency: currency).whole
  }
}

extension Cohorts {
  /// The figure of a mature cell that is shown, as a number.
  fileprivate func shown(_ cell: Cell) -> Double {
    switch rule.show {
    case .retention: cell.retention ?? 0
    case .net: Double(cell.netPerCustomer ?? 0)
    case .cumulative: Double(cell.cumulativePerCustomer ?? 0)
    }
  }

  /// The same figure of all cohorts together.
  fileprivate func shown(_ average: Average) -> Double {
    switch rule.show {
    case .retention: average.retention
    case .net: Double(average.netPerCustomer)
    case .cumulative: Double(average.cumulativePerCustomer)
    }
  }
}
