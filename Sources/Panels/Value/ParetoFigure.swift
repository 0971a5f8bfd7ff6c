import Analytics
import Canvas
import Ledger

/// The cumulative curve of people and what they bring, with the shop's two points on it, and the figures beside it.
struct ParetoFigure: Drawing {
  let pareto: Pareto

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard !pareto.curve.isEmpty else {
      canvas.write(
        "Nobody has brought anything in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let facts = FactBlock(heading: "", facts: facts)
    var area = rect
    if rect.width >= 2 * facts.width + 8 {
      let side = area.takeRight(facts.width)
      _ = area.takeRight(4)
      facts.render(
        on: &canvas, in: Rect(x: side.x, y: side.y + 1, width: side.width, height: side.height - 1), row: nil)
    } else if rect.height < 5 || rect.width < 16 {
      facts.render(on: &canvas, in: rect, row: nil)
      return
    }
    if area.width >= 96, area.height >= 7, !pareto.lorenz.isEmpty {
      let halves = area.columns([1, 1], gap: 4)
      var right = halves[1]
      let title = right.takeTop(1)
      canvas.write(
        "Lorenz, poorest first: the area is Gini ÷ 2", .header, x: title.x, y: title.y,
        maxWidth: title.width)
      LorenzCurve(points: pareto.lorenz).render(on: &canvas, in: right, row: nil)
      area = halves[0]
    }
    if area.height >= 7 {
      let title = area.takeTop(1)
      canvas.write(
        "Share of net over share of people, best first", .header, x: title.x, y: title.y, maxWidth: title.width)
    }
    ParetoCurve(pareto: pareto, hasReferences: true).render(on: &canvas, in: area, row: nil)
  }

  private var facts: [FactBlock.Fact] {
    var facts: [FactBlock.Fact] = []
    if let share = pareto.top20Share {
      facts.append(
        .init(label: "20 % of people bring", value: Wording.percent(share), role: .textStrong, isFigure: true))
    }
    if let count = pareto.customersFor80, let share = pareto.shareFor80 {
      facts.append(
        .init(
          label: "80 % comes from", value: Digits.grouped(count), role: .textStrong, isFigure: true,
          remark: Wording.percent(share)))
    }
    facts.append(.init(label: "of people", value: Digits.grouped(pareto.customers), isFigure: true))
    if let gini = pareto.gini {
      facts.append(.init(label: "Gini", value: ValueFormat.decimal(gini, 2), isFigure: true))
    }
    return facts
  }
}

/// The cumulative curve itself; with references also the line of equal shares and the shop's two points.
struct ParetoCurve: Drawing {
  let pareto: Pareto
  let hasReferences: Bool

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let curve = pareto.curve.map { (x: $0.people, y: $0.share) }
    let top = max(1, curve.map(\.y).max() ?? 1)
    var series = [curve]
    var styles = [canvas.theme[.bar]]
    var xLabels: [(Double, String)] = [(0, "0"), (0.2, "20%")]
    if hasReferences {
      series.append([(x: 0, y: 0), (x: 1, y: 1)])
      styles.append(canvas.theme[.grid])
      if let share = pareto.top20Share {
        series.append([(x: 0.2, y: 0), (x: 0.2, y: share)])
        styles.append(canvas.theme[.reference])
      }
      if let people = pareto.shareFor80 {
        series.append([(x: people, y: 0), (x: people, y: 0.8)])
        styles.append(canvas.theme[.forecast])
        xLabels.append((people, ValueFormat.percent(people)))
      }
    } else {
      xLabels.append((0.5, "50%"))
    }
    xLabels.append((1, "100%"))
    xLabels.sort { $0.0 < $1.0 }
    CurvePlot(
      series: series, xRange: 0...1, yRange: 0...top, xLabels: xLabels,
      yLabels: [(0.0, "0"), (0.5, "50%"), (0.8, "80%"), (1, "100%")], references: [0.8], styles: styles
    ).render(on: &canvas, in: rect)
  }
}

/// What the poorest share of people brings, under the line on which all would bring the same; hatched in between.
struct LorenzCurve: Drawing {
  let points: [Pareto.Point]

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let curve = points.map { (x: $0.people, y: $0.share) }
    CurvePlot(
      series: [hatching(rect.width), [(x: 0, y: 0), (x: 1, y: 1)], curve], xRange: 0...1, yRange: 0...1,
      xLabels: [(0, "0"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1, "100%")],
      yLabels: [(0, "0"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1, "100%")],
      styles: [canvas.theme[.track], canvas.theme[.grid], canvas.theme[.bar]]
    ).render(on: &canvas, in: rect)
  }

  /// Lines up from the curve to the diagonal, one for every third column; a gap parts each from the next.
  private func hatching(_ width: Int) -> [(x: Double, y: Double)] {
    let count = max(2, width / 3)
    var strokes: [(x: Double, y: Double)] = []
    var next = 0
    for step in 1..<count {
      let x = Double(step) / Double(count)
      while next + 1 < points.count, points[next + 1].people <= x { next += 1 }
      guard next + 1 < points.count else { break }
      let (from, to) = (points[next], points[next + 1])
      let y = from.share + (to.share - from.share) * (x - from.people) / (to.people - from.people)
      strokes += [(x: x, y: y), (x: x, y: x), (x: .nan, y: .nan)]
    }
    return strokes
  }
}
