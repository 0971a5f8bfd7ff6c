import Analytics
import Canvas
import Ledger

/// Recency against frequency and money as a heat map: people in each cell, the names of segments over their areas.
///
/// The bounds of each recency score stand at its row, those of F and M beside the map or below it.
struct RFMFigure: Drawing {
  let rfm: RFM
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard rfm.scores.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let plane = RFMPlane(rfm)
    guard rect.height > plane.rows.count, rect.width >= 24 else {
      list(on: &canvas, in: rect, row: row)
      return
    }
    var rest = rect
    if rect.height >= plane.rows.count * 2 + 2 {
      let title = rest.takeTop(1)
      let best = rfm.map.scale == .two ? "R high" : "R\(rfm.map.scale.rawValue)"
      canvas.write(
        "People by recency × \(plane.across); \(best) bought last"
          + (plane.cells.joined().contains(where: \.isMixed) ? "; + and others" : ""), .header, x: title.x, y: title.y,
        maxWidth: title.width)
    }
    let blocks = [RFMScores.Measure.frequency, .monetary].map { block($0, canvas.glyphs) }
    let beside = (blocks.map(\.narrowWidth).max() ?? 0) + 4
    if rest.width - beside >= 76, rest.height >= 6 {
      let side = rest.takeRight(beside - 4)
      _ = rest.takeRight(4)
      FactBlock.draw(blocks, on: &canvas, in: side)
    } else if rest.height >= plane.rows.count * 2 + 3 {
      let below = rest.takeBottom(2)
      for (index, measure) in [RFMScores.Measure.frequency, .monetary].enumerated() {
        canvas.write(line(measure), .textMuted, x: below.x, y: below.y + index, maxWidth: below.width)
      }
    }
    map(plane, on: &canvas, in: rest, row: row)
  }

  /// The segments with most people as far as lines go, for the smallest of windows; the one under the cursor first.
  private func list(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var order = rfm.rows.indices.sorted {
      let (left, right) = (rfm.rows[$0].customers, rfm.rows[$1].customers)
      return left == right ? $0 < $1 : left > right
    }
    if let row, let place = order.firstIndex(of: row) { order.insert(order.remove(at: place), at: 0) }
    for (line, index) in order.prefix(rect.height).enumerated() {
      let count = Digits.grouped(rfm.rows[index].customers)
      let figures = DisplayWidth.of(count)
      let role: Role = index == row ? .accent : .text
      guard rect.width > figures + 4 else {
        canvas.write(rfm.rows[index].segment.title, role, x: rect.x, y: rect.y + line, maxWidth: rect.width)
        continue
      }
      canvas.write(
        rfm.rows[index].segment.title, role, x: rect.x, y: rect.y + line, maxWidth: min(24, rect.width - figures - 1))
      canvas.writeRight(
        count, role, maxX: min(rect.maxX, rect.x + 26 + figures), y: rect.y + line, maxWidth: figures)
    }
  }

  private func map(_ plane: RFMPlane, on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let steps = rfm.scores.steps(rfm.map.scale, .recency)
    let names = steps.map { RFMStep.name($0) }
    let bounds = steps.map { canvas.glyphs.plain(RFMStep.bound($0, steps, currency)) }
    let nameWidth = names.map { DisplayWidth.of($0) }.max() ?? 0
    let boundWidth = bounds.map { DisplayWidth.of($0) }.max() ?? 0
    let hasBounds = rect.width >= 56
    let label = nameWidth + (hasBounds ? boundWidth + 1 : 0) + 1
    let pitch = min(20, (rect.width - label) / plane.columns.count)
    let height = max(1, min(3, (rect.height - 1) / plane.rows.count))
    let highest = plane.cells.joined().map(\.people).max() ?? 0
    for (column, name) in plane.columns.enumerated() {
      canvas.writeRight(
        name, .textMuted, maxX: rect.x + label + (column + 1) * pitch - 2, y: rect.y, maxWidth: pitch - 1)
    }
    for (index, cells) in plane.cells.enumerated() {
      let y = rect.y + 1 + index * height
      guard y + height <= rect.maxY else { break }
      canvas.write(names[index], .text, x: rect.x, y: y, maxWidth: nameWidth)
      if hasBounds {
        canvas.writeRight(bounds[index], .textMuted, maxX: rect.x + label - 1, y: y, maxWidth: boundWidth)
        if height > 1 {
          canvas.writeRight(
            Digits.grouped(steps[index].customers), .textMuted, maxX: rect.x + label - 1, y: y + 1, maxWidth: label - 1)
        }
      }
      var column = 0
      while column < cells.count {
        var end = column + 1
        while end < cells.count, cells[end].segment == cells[column].segment { end += 1 }
        let above = index > 0 ? plane.cells[index - 1] : []
        // A name stands once over its area: not where the row above has the same run.
        let isContinued =
          index > 0 && (column..<end).allSatisfy { above[$0].segment == cells[column].segment }
        run(
          cells, column..<end, name: isContinued && height == 1 ? nil : isContinued ? "" : title(cells, column..<end),
          highest: highest, isChosen: cells[column].segment == row, on: &canvas,
          in: Rect(x: rect.x + label + column * pitch, y: y, width: (end - column) * pitch, height: height),
          pitch: pitch)
        column = end
      }
    }
  }

  private func title(_ cells: [RFMPlane.Cell], _ run: Range<Int>) -> String {
    let title = rfm.map.segments[cells[run.lowerBound].segment].title
    return cells[run].contains(where: \.isMixed) ? title + " +" : title
  }

  /// Cells side by side of one segment: its name over them, and what each holds.
  private func run(
    _ cells: [RFMPlane.Cell], _ run: Range<Int>, name: String?, highest: Int, isChosen: Bool, on canvas: inout Canvas,
    in rect: Rect, pitch: Int
  ) {
    let glyphs = canvas.glyphs
    let isShaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16
    for (offset, index) in run.enumerated() {
      let cell = cells[index]
      let isLast = index == run.upperBound - 1
      let area = Rect(
        x: rect.x + offset * pitch, y: rect.y, width: pitch - (isLast ? 1 : 0), height: rect.height)
      // Counts differ by orders of magnitude: the root leaves the small ones a shade of their own.
      let heat = highest > 0 ? (Double(cell.people) / Double(highest)).squareRoot() : 0
      let style = canvas.theme.sequential(heat)
      canvas.fill(area, style)
      let line = rect.height == 1 ? rect.y : rect.y + 1
      let room = pitch - 2
      var count = Digits.grouped(cell.people)
      if DisplayWidth.of(count) > room { count = RFMFigure.short(cell.people) }
      let used = DisplayWidth.of(count)
      if isShaded, used + 2 <= room {
        let step =
          heat > 0 ? min(glyphs.shades.count - 1, Int((heat * Double(glyphs.shades.count - 1)).rounded(.up))) : 0
        canvas.put(glyphs.shades[step], x: area.x, y: line, style: style, maxWidth: 1)
      }
      canvas.put(count, x: area.x + pitch - 2 - used, y: line, style: style, maxWidth: used)
      if rect.height >= 3, cell.people > 0 {
        let net = glyphs.plain(Money(minor: cell.net, currency: currency).whole)
        let columns = DisplayWidth.of(net)
        if columns <= room { canvas.put(net, x: area.x + pitch - 2 - columns, y: rect.y + 2, style: style) }
      }
    }
    guard let name else { return }
    let first = cells[run.lowerBound]
    let heat = highest > 0 ? (Double(first.people) / Double(highest)).squareRoot() : 0
    let mark = isChosen ? glyphs.cursorMark : ""
    let text = mark.isEmpty ? name : name.isEmpty ? mark : mark + " " + name
    guard !text.isEmpty else { return }
    let style = isChosen ? canvas.theme[.cursor] : canvas.theme.sequential(heat)
    if rect.height == 1 {
      // Name and count share the line; the name takes what the first count leaves.
      let room = pitch - 4 - DisplayWidth.of(Digits.grouped(first.people))
      if room >= 4 { canvas.write(text, style: style, x: rect.x, y: rect.y, maxWidth: room) }
    } else {
      canvas.write(text, style: style, x: rect.x, y: rect.y, maxWidth: rect.width - 1)
    }
  }

  /// The bounds of a measure, the best first, with the people of each score.
  private func block(_ measure: RFMScores.Measure, _ glyphs: Glyphs) -> FactBlock {
    let steps = rfm.scores.steps(rfm.map.scale, measure)
    let heading =
      measure == .frequency ? "Frequency, purchases" : Wording.head("Money, net", currency)
    return FactBlock(
      heading: heading,
      facts: steps.map { step in
        .init(
          label: glyphs.plain(RFMStep.name(step) + "  " + RFMStep.bound(step, steps, currency)),
          value: Digits.grouped(step.customers), isFigure: true)
      })
  }

  /// The bounds of a measure in a line.
  private func line(_ measure: RFMScores.Measure) -> String {
    let steps = rfm.scores.steps(rfm.map.scale, measure)
    return steps.map { "\(RFMStep.name($0)) \(RFMStep.bound($0, steps, currency)) · \(Digits.grouped($0.customers))" }
      .joined(separator: "   ")
  }

  /// `853`, `12k`, `3M`: a count for a cell that has no room for it.
  private static func short(_ count: Int) -> String {
    count < 1_000 ? String(count) : count < 1_000_000 ? "\(count / 1_000)k" : "\(count / 1_000_000)M"
  }
}
