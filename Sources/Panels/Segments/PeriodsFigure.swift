import Analytics
import Canvas
import Ledger

/// A column a period: new, repeat and returned people on the base line, the dormant hanging below it, all to one scale.
///
/// Of more periods than fit, the latest; the one under the cursor is always among them. A period that is not over is
/// hollow. Where there are too few lines for columns, the period is said in words.
struct PeriodsFigure: Drawing {
  let periods: PeriodLifecycle

  private typealias Standing = PeriodLifecycle.Standing

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let rows = periods.rows
    guard let last = rows.last else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let current = row.flatMap { rows.indices.contains($0) ? rows[$0] : nil } ?? last
    guard rect.height >= 6, rect.width >= 16 else {
      canvas.write(PeriodsWords.line(current, periods.unit), x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var area = rect
    let used = legend(current, on: &canvas, in: Rect(x: area.x, y: area.y, width: area.width, height: 2))
    _ = area.takeTop(used)
    if rect.height >= 10 { _ = area.takeTop(1) }
    let axisWidth = max(
      Digits.grouped(rows.map(\.active).max() ?? 0).utf8.count,
      Digits.grouped(rows.map { $0.people[3] }.max() ?? 0).utf8.count)
    let axis = rect.width >= 40 ? area.takeLeft(axisWidth + 2) : Rect(x: area.x, y: area.y, width: 0, height: 0)
    let hasEdge = rows.contains(where: \.isLeftEdge) && rect.height >= 10
    let edgeLine = hasEdge ? area.takeBottom(1) : nil
    let labelLine = area.takeBottom(1)
    let pitch = max(1, min(8, area.width / rows.count))
    let fitting = area.width / pitch
    // The latest periods, moved back as far as the cursor asks for.
    var first = max(0, rows.count - fitting)
    if let row, row < first, row >= 0 { first = row }
    let shown = first..<min(rows.count, first + fitting)
    let up = shown.map { rows[$0].active }.max() ?? 0
    let down = shown.map { rows[$0].people[3] }.max() ?? 0
    guard up > 0 else { return }
    let lower =
      down == 0 ? 0 : max(1, min(area.height / 2, Int((Double(area.height * down) / Double(up + down)).rounded())))
    let upper = area.height - lower
    // Cells per person: the side that is shorter of room decides for both.
    let scale = min(Double(upper) / Double(up), down > 0 ? Double(lower) / Double(down) : .infinity)
    let base = area.y + upper
    draw(axis, up: up, down: down, top: base - cells(up, scale, upper), base: base, scale: scale, on: &canvas)
    let width = pitch > 2 ? pitch - 1 : pitch
    var free = area.x
    for index in shown {
      let x = area.x + (index - first) * pitch
      column(index, x: x, width: width, base: base, upper: upper, lower: lower, scale: scale, on: &canvas)
      let label = self.label(index, first: first, pitch: pitch)
      let columns = DisplayWidth.of(label)
      guard columns > 0, x >= free || row == index, x + columns <= area.maxX else { continue }
      let isMarked = row == index
      if isMarked, x < free { continue }
      canvas.write(label, isMarked ? .accent : .textMuted, x: x, y: labelLine.y, maxWidth: columns)
      free = x + columns + 1
    }
    if let row, shown.contains(row) {
      canvas.put(
        canvas.glyphs.up, x: area.x + (row - first) * pitch, y: edgeLine?.y ?? labelLine.y, style: canvas.theme[.accent]
      )
    }
    if let edgeLine { edge(shown, pitch: pitch, marked: row, x: area.x, line: edgeLine, on: &canvas) }
  }

  private func cells(_ people: Int, _ scale: Double, _ limit: Int) -> Int {
    people == 0 ? 0 : max(1, min(limit, Int((Double(people) * scale).rounded())))
  }

  /// The parts of a column in whole cells, by where each sum of parts ends; small parts may find no cell of their own.
  private func column(
    _ index: Int, x: Int, width: Int, base: Int, upper: Int, lower: Int, scale: Double, on canvas: inout Canvas
  ) {
    let row = periods.rows[index]
    var sum = 0
    var filled = 0
    // Those who are sure to stay lowest, where the eye compares best.
    for standing in [Standing.repeat, .returned, .new] {
      sum += row.people[standing.index]
      let end = cells(sum, scale, upper)
      for cell in filled..<max(filled, end) {
        segment(standing, row.isIncomplete, x: x, y: base - 1 - cell, width: width, on: &canvas)
      }
      filled = max(filled, end)
    }
    for cell in 0..<cells(row.people[3], scale, lower) {
      segment(.dormant, row.isIncomplete, x: x, y: base + cell, width: width, on: &canvas)
    }
  }

  private func segment(
    _ standing: Standing, _ isHollow: Bool, x: Int, y: Int, width: Int, on canvas: inout Canvas
  ) {
    let style = self.style(standing, canvas.theme)
    let sign = isHollow ? canvas.glyphs.hollow : self.sign(standing, canvas)
    canvas.put(String(repeating: sign, count: width), x: x, y: y, style: style, maxWidth: width)
  }

  private func style(_ standing: Standing, _ theme: Theme) -> Style {
    switch standing {
    case .repeat: theme[.bar]
    case .new: theme[.good]
    case .returned: theme[.info]
    case .dormant: theme[.bad]
    }
  }

  private func sign(_ standing: Standing, _ canvas: Canvas) -> String {
    let marks = canvas.glyphs.seriesMarks
    guard canvas.tellsSeriesBySign else { return marks[0] }
    switch standing {
    case .repeat: return marks[0]
    case .returned: return marks[1]
    case .new: return marks[2]
    case .dormant: return marks[6]
    }
  }

  /// The figures of a period beside their signs, on a second line where one is too short; returns the lines used.
  private func legend(_ current: PeriodLifecycle.Row, on canvas: inout Canvas, in area: Rect) -> Int {
    var x = area.x
    var y = area.y
    x += canvas.write(periods.unit.name(current.start), .header, x: x, y: y, maxWidth: area.width) + 2
    func makeRoom(_ columns: Int) {
      guard x + columns > area.maxX, y + 1 < area.maxY else { return }
      (x, y) = (area.x, y + 1)
    }
    for standing in [Standing.new, .returned, .repeat, .dormant] {
      let text = "\(standing.rawValue) \(Digits.grouped(current.people[standing.index]))"
      makeRoom(2 + text.utf8.count)
      guard x + 3 <= area.maxX else { break }
      canvas.put(sign(standing, canvas), x: x, y: y, style: style(standing, canvas.theme))
      x += 2 + canvas.write(text, .text, x: x + 2, y: y, maxWidth: area.maxX - x - 2) + 2
    }
    if current.isIncomplete, x + 10 <= area.maxX {
      canvas.put(canvas.glyphs.hollow, x: x, y: y, style: canvas.theme[.textMuted])
      canvas.write("not over", .textMuted, x: x + 2, y: y, maxWidth: area.maxX - x - 2)
    }
    return y - area.y + 1
  }

  /// The axis: the largest sum above, nothing at the base line, the largest number of the dormant below.
  private func draw(
    _ axis: Rect, up: Int, down: Int, top: Int, base: Int, scale: Double, on canvas: inout Canvas
  ) {
    guard axis.width > 0 else { return }
    let lowest = base + cells(down, scale, axis.maxY - base) - 1
    func tick(_ text: String, _ y: Int) {
      canvas.writeRight(text, .textMuted, maxX: axis.maxX - 1, y: y, maxWidth: axis.width - 1)
      canvas.put(canvas.glyphs.tickLeft, x: axis.maxX - 1, y: y, style: canvas.theme[.axis])
    }
    let height = max(lowest, base - 1) - top + 1
    canvas.vline(x: axis.maxX - 1, y: top, height: height, style: canvas.theme[.axis])
    tick(Digits.grouped(up), top)
    if down > 0, lowest > top { tick("−" + Digits.grouped(down), lowest) }
  }

  /// The name below a column: year and month where it fits, else the year at its first period.
  private func label(_ index: Int, first: Int, pitch: Int) -> String {
    let name = periods.unit.name(periods.rows[index].start)
    if pitch >= 8 { return name }
    let fields = periods.rows[index].start.fields
    if periods.unit == .quarter {
      return index == first || fields.month == 1 ? String(name.prefix(4)) : pitch >= 3 ? String(name.suffix(2)) : ""
    }
    if index == first || fields.month == 1 { return pitch >= 5 ? String(name.prefix(4)) : String(name.prefix(4)) }
    return pitch >= 4
      ? Wording.monthName(fields.month) : pitch >= 2 ? String(Wording.monthName(fields.month).prefix(1)) : ""
  }

  /// A bracket below the periods whose first orders may not be the first in life.
  private func edge(
    _ shown: Range<Int>, pitch: Int, marked: Int?, x: Int, line: Rect, on canvas: inout Canvas
  ) {
    let count = shown.filter { periods.rows[$0].isLeftEdge }.count
    guard count > 0 else { return }
    let width = count * pitch - (pitch > 2 ? 1 : 0)
    let begin = marked.map { $0 >= shown.lowerBound && $0 < shown.lowerBound + count } ?? false
    if !begin {
      canvas.hline(x: x, y: line.y, width: width, style: canvas.theme[.axis])
    }
    let text = ["left edge: new is too high here", "left edge"].first { x + width + 2 + $0.utf8.count <= line.maxX }
    if let text, marked == nil || begin {
      canvas.write(text, .textMuted, x: x + width + 1, y: line.y, maxWidth: line.maxX - x - width - 1)
    }
  }
}
