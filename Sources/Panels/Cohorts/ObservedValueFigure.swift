import Analytics
import Canvas
import Ledger

/// The course of the mean value over the year after the first purchase: everybody, and the cohort under the cursor.
struct ObservedValueFigure: Drawing {
  let value: ObservedValue
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard let all = value.rows.last else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var shown = [all]
    if let row, row >= 0, row < value.rows.count - 1 { shown.append(value.rows[row]) }
    var area = rect
    let facts = shown.map { self.facts($0) }
    let width = facts.map(\.width).max() ?? 0
    let height = facts.reduce(-1) { $0 + $1.height + 1 }
    let curves = shown.map { value.curve(of: $0.cohort) }
    let days = curves.map(\.matureDays)
    // Where nobody has a course yet, the figures are all there is.
    guard (days.max() ?? 0) >= 2, rect.width >= 16, rect.height >= 5 else {
      facts[facts.count - 1].render(on: &canvas, in: rect, row: nil)
      return
    }
    if rect.width >= width + 60, rect.height >= min(height, 10) {
      var side = area.takeRight(width)
      _ = area.takeRight(4)
      for block in facts.reversed() where side.height >= 2 {
        block.render(on: &canvas, in: side.takeTop(min(side.height, block.height)), row: nil)
        _ = side.takeTop(min(side.height, 1))
      }
    }
    if area.height >= 7 {
      let title = area.takeTop(1)
      let heads = [
        "Mean observed \(value.measure.rawValue) per person by days since the first purchase,",
        "Observed \(value.measure.rawValue) per person by day,", "Observed by day,",
      ].map { Wording.head($0, currency) }
      let head = heads.first { DisplayWidth.of($0) <= title.width } ?? heads[heads.count - 1]
      canvas.write(head, .header, x: title.x, y: title.y, maxWidth: title.width)
    }
    if area.height >= 6 { drawNames(shown, on: &canvas, in: area.takeTop(1)) }
    plot(curves, days, on: &canvas, in: area)
  }

  private func drawNames(_ shown: [ObservedValue.Row], on canvas: inout Canvas, in rect: Rect) {
    var rest = rect
    for (index, row) in shown.enumerated() where rest.width > 3 {
      canvas.series(index, x: rest.x, y: rest.y, width: 1)
      let name = ObservedValueWords.title(value, row) + " " + Digits.grouped(row.customers)
      let used = canvas.write(name, .textMuted, x: rest.x + 2, y: rest.y, maxWidth: rest.width - 2)
      _ = rest.takeLeft(min(rest.width, used + 5))
    }
  }

  private func plot(_ curves: [ObservedValue.Curve], _ days: [Int], on canvas: inout Canvas, in rect: Rect) {
    let series = zip(curves, days).map { curve, days in
      (0..<days).compactMap { day in curve.mean[day].map { (x: Double(day), y: $0) } }
    }
    let heights = series.joined().map(\.y)
    let top = max(1, heights.max() ?? 1)
    let bottom = min(0, heights.min() ?? 0)
    let last = Double(ObservedValue.curveDays)
    let ticks = [0] + value.days.filter { $0 < ObservedValue.curveDays } + [ObservedValue.curveDays]
    CurvePlot(
      series: series, xRange: 0...last, yRange: bottom...top,
      xLabels: ticks.map { (Double($0), $0 == 0 ? "day 0" : String($0)) },
      yLabels: [(0, "0"), (top / 2, whole(top / 2)), (top, whole(top))]
    ).render(on: &canvas, in: rect)
  }

  private func whole(_ amount: Double) -> String {
    Money(minor: Int64(amount.rounded()), currency: currency).whole
  }

  private func facts(_ row: ObservedValue.Row) -> FactBlock {
    var facts = [
      FactBlock.Fact(
        label: "first purchase", value: Money(minor: row.first, currency: currency).grouped, isFigure: true)
    ]
    for (index, day) in value.days.enumerated() {
      let isThin = row.observed[index] < 20
      facts.append(
        .init(
          label: "by day \(day)", value: row.byDay[index].map { Money(minor: $0, currency: currency).grouped } ?? "—",
          role: isThin ? .textMuted : .textStrong, isFigure: true, remark: "n \(Digits.grouped(row.observed[index]))"))
    }
    facts.append(.init(label: "to date", value: Money(minor: row.toDate, currency: currency).grouped, isFigure: true))
    return FactBlock(heading: ObservedValueWords.title(value, row), facts: facts)
  }
}
