import Analytics
import Canvas
import Ledger

/// The stages as parts of a line, and below it everybody by months of silence, each month in the colour of its stage.
struct LifecycleFigure: Drawing {
  let findings: Findings

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let lifecycle = findings(Lifecycle.self)
    guard lifecycle.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    // Counts and shares where two lines hold them, else shares alone.
    let strips = [true, false].map { withCounts in
      ShareStrip(
        parts: lifecycle.stages.map {
          let share = ValueFormat.percent($0.share ?? 0)
          return .init(
            name: $0.stage.title, figure: withCounts ? "\(Digits.grouped($0.customers)) · \(share)" : share,
            fraction: $0.share ?? 0)
        })
    }
    let strip = strips[0].height(in: rect.width) <= min(3, rect.height) ? strips[0] : strips[1]
    strip.render(on: &canvas, in: rest.takeTop(strip.height(in: rect.width)), row: row)
    guard rest.height >= 6 else { return }
    _ = rest.takeTop(1)
    let title = rest.takeTop(1)
    canvas.write("People by months since their last purchase", .header, x: title.x, y: title.y, maxWidth: title.width)
    months(lifecycle, on: &canvas, in: rest, row: row)
  }

  private func months(_ lifecycle: Lifecycle, on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var counts = findings(SilenceHistogram.self).counts
    // Where months find no column of two cells, the last ones are added up.
    let room = max(4, min(60, rect.width / 2))
    let isCut = counts.count > room
    if isCut { counts = Array(counts.prefix(room - 1)) + [counts[(room - 1)...].reduce(0, +)] }
    let bounds = lifecycle.months
    let stages = counts.indices.map { index in bounds.firstIndex { index + 1 <= $0 } ?? bounds.count }
    let shown = counts.count
    let columns = ColumnRow(
      values: counts.map { Double($0) },
      labels: counts.indices.map { $0 + 1 == shown && isCut ? "\($0 + 1)+" : String($0 + 1) },
      texts: counts.map { $0 > 0 ? Digits.grouped($0) : "" },
      style: { index, theme in theme.series(stages[index]) },
      sign: { index, glyphs in glyphs.isASCII ? glyphs.seriesMarks[stages[index] % glyphs.seriesMarks.count] : nil },
      widest: 9)
    columns.render(on: &canvas, in: rect, row: nil)
  }
}
