import Analytics
import Canvas
import Ledger

/// Everybody as a point: purchases to the right, net upwards, the four fields parted by the two cuts.
///
/// Where there is no room for points, the fields as parts of a line.
struct QuadrantsFigure: Drawing {
  let findings: Findings

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let quadrants = findings(ValueQuadrants.self)
    guard quadrants.customers > 0 else {
      canvas.write("Nobody has bought in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    guard rect.height >= 8, rect.width >= 36 else {
      strip(quadrants, on: &canvas, in: rect, row: row)
      return
    }
    var area = rect
    let currency = findings.ledger.currency
    if area.height >= 12 {
      let title = area.takeTop(1)
      canvas.write(
        "\(Wording.head("Net", currency)) over purchases in \(quadrants.rule.window.phrase), one dot a customer",
        .header, x: title.x, y: title.y, maxWidth: title.width)
    }
    let above = area.takeTop(1)
    let below = area.takeBottom(1)
    let spread = findings(QuadrantPoints.self)
    let plot = plot(quadrants, spread, theme: canvas.theme)
    let indent = min(rect.width / 3, plot.labelWidth) + 1
    names([.potential, .prime], quadrants, indent: indent, on: &canvas, in: above, row: row)
    plot.plot.render(on: &canvas, in: area)
    names([.pending, .problem], quadrants, indent: indent, on: &canvas, in: below, row: row)
  }

  /// The names of two fields at the ends of a line, with people and shares as far as there is room.
  private func names(
    _ fields: [Quadrant], _ quadrants: ValueQuadrants, indent: Int, on canvas: inout Canvas, in rect: Rect, row: Int?
  ) {
    var line = rect
    _ = line.takeLeft(indent)
    let halves = line.columns([1, 1], gap: 2)
    for (field, half) in zip(fields, halves) {
      let entry = quadrants.rows[field.index]
      let texts = [
        "\(field.title) \(Digits.grouped(entry.customers)) · \(ValueFormat.percent(entry.share ?? 0))"
          + (entry.netShare.map { " · \(ValueFormat.percent($0)) of net" } ?? ""),
        "\(field.title) \(Digits.grouped(entry.customers)) · \(ValueFormat.percent(entry.share ?? 0))",
        "\(field.title) \(Digits.grouped(entry.customers))",
      ]
      let text = texts.first { DisplayWidth.of(canvas.glyphs.plain($0)) <= half.width } ?? texts[2]
      let role = row == field.index ? Role.accent : field.role
      if field == .potential || field == .pending {
        canvas.write(text, role, x: half.x, y: half.y, maxWidth: half.width)
      } else {
        canvas.writeRight(text, role, maxX: half.maxX, y: half.y, maxWidth: half.width)
      }
    }
  }

  private func plot(
    _ quadrants: ValueQuadrants, _ points: QuadrantPoints, theme: Theme
  ) -> (plot: ScatterPlot, labelWidth: Int) {
    let currency = findings.ledger.currency
    let spread = points.spread
    var yLabels: [(Double, String)] = []
    var step = currency.scale
    while Double(step) <= spread.net.high, step < Int64.max / 10 {
      if Double(step) >= spread.net.low {
        yLabels.append((spread.net.position(Double(step)), Money(minor: step, currency: currency).whole))
      }
      step *= 10
    }
    let counts = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000].filter {
      Double($0) < spread.purchases.high
    }
    let cut = Money(minor: quadrants.netCut, currency: currency).whole
    let plot = ScatterPlot(
      raster: points.raster, styles: Quadrant.allCases.map { theme[$0.role] },
      // The cut lies between two numbers: whoever has this many purchases is to the right of the line.
      xCut: (
        spread.purchases.position(Double(quadrants.purchaseCut) - 0.5),
        "from \(Digits.grouped(quadrants.purchaseCut))"
      ),
      yCut: (spread.net.position(Double(quadrants.netCut)), cut),
      xLabels: counts.map { (spread.purchases.position(Double($0)), Digits.grouped($0)) }, yLabels: yLabels)
    return (plot, max(DisplayWidth.of(cut), yLabels.map { DisplayWidth.of($0.1) }.max() ?? 0))
  }

  private func strip(_ quadrants: ValueQuadrants, on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let strips = [true, false].map { withCounts in
      ShareStrip(
        parts: quadrants.rows.map {
          let share = ValueFormat.percent($0.share ?? 0)
          return .init(
            name: $0.quadrant.title, figure: withCounts ? "\(Digits.grouped($0.customers)) · \(share)" : share,
            fraction: $0.share ?? 0, role: $0.quadrant.role)
        })
    }
    let strip = strips[0].height(in: rect.width) <= rect.height ? strips[0] : strips[1]
    strip.render(on: &canvas, in: rect, row: row)
  }
}

/// Everybody's point, counted once on a fixed raster.
struct QuadrantPoints: Finding {
  let spread: QuadrantSpread
  let raster: ScatterPlot.Raster

  static func find(in findings: Findings) -> QuadrantPoints {
    let spread = QuadrantSpread(findings(ValueQuadrants.self))
    return QuadrantPoints(
      spread: spread,
      raster: ScatterPlot.Raster(
        columns: QuadrantSpread.columns, lines: QuadrantSpread.lines, counts: spread.counts))
  }
}
