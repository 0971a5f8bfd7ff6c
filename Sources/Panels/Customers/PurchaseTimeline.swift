import Analytics
import Canvas
import Ledger

/// A customer's purchases on a time axis of whole calendar months: net per month as columns, each purchase as a mark,
/// the as-of day and the day on which the next one is expected.
///
/// A month takes as many columns as fit (one to sixteen), so marks stand under the month that they belong to. Where
/// there are more months than columns, the latest are shown.
struct PurchaseTimeline: Drawing {
  let days: [Day]
  let nets: [Int64]
  let asOf: Day
  let expected: Day?
  let currency: Currency
  /// The stage at the end of each month from the first purchase; empty for no line of stages.
  var stages: [StageMonth] = []

  /// Where somebody stood at the end of a month.
  struct StageMonth: Sendable {
    /// The first day of the month.
    let month: Day
    /// The stage.
    let stage: Stage
  }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard let first = days.first, rect.width >= 12 else { return }
    let gutter = rect.width >= 60 ? 14 : 0
    var plot = rect
    let labels = plot.takeLeft(gutter)
    let scale = MonthScale(from: first, to: lastDay, columns: plot.width, left: plot.x)
    let axis = plot.height >= 2 ? plot.takeBottom(1) : Rect(x: plot.x, y: plot.y, width: plot.width, height: 0)
    if !stages.isEmpty, plot.height >= 3 {
      let line = plot.takeBottom(1)
      drawStages(on: &canvas, scale, y: line.y)
      if gutter > 0 { canvas.write("stage", .textMuted, x: labels.x, y: line.y, maxWidth: gutter - 1) }
    }
    let marks = plot.takeBottom(1)
    if !axis.isEmpty { drawAxis(on: &canvas, scale, y: axis.y) }
    drawMarks(on: &canvas, scale, y: marks.y, maxX: marks.maxX)
    if gutter > 0 { canvas.write("purchases", .textMuted, x: labels.x, y: marks.y, maxWidth: gutter - 1) }
    guard plot.height > 0 else { return }
    let monthly = sums(scale)
    drawColumns(on: &canvas, scale, monthly, in: plot)
    guard gutter > 0 else { return }
    canvas.write("net by month", .textMuted, x: labels.x, y: plot.maxY - 1, maxWidth: gutter - 1)
    if plot.height > 1, let top = monthly.max() {
      let text = Money(minor: top, currency: currency).whole
      canvas.writeRight(text, .textMuted, maxX: labels.maxX - 1, y: plot.y, maxWidth: gutter - 1)
    }
  }

  /// The expected day belongs to the picture unless it lies so far ahead that it would squeeze everything else.
  private var lastDay: Day {
    guard let expected, expected > asOf, let first = days.first else { return asOf }
    return expected - asOf <= max(62, (asOf - first) / 2) ? expected : asOf
  }

  private func sums(_ scale: MonthScale) -> [Int64] {
    var sums = [Int64](repeating: 0, count: scale.months)
    for (day, net) in zip(days, nets) {
      let month = scale.month(of: day)
      if sums.indices.contains(month) { sums[month] += net }
    }
    return sums
  }

  private func drawColumns(on canvas: inout Canvas, _ scale: MonthScale, _ sums: [Int64], in rect: Rect) {
    guard let top = sums.max(), top > 0 else { return }
    let width = scale.pitch > 2 ? scale.pitch - 1 : scale.pitch
    let running = asOf.adding(days: 1).startOfMonth == asOf.adding(days: 1) ? -1 : scale.month(of: asOf)
    let glyphs = canvas.glyphs
    for (month, sum) in sums.enumerated() where sum > 0 {
      var eighths = max(1, Int((Double(sum) / Double(top) * Double(rect.height) * 8).rounded()))
      for y in stride(from: rect.maxY - 1, through: rect.y, by: -1) where eighths > 0 {
        // A month that is not over is hollow: it will still grow.
        let sign = month == running ? glyphs.hollow : glyphs.lowerEighths[min(8, eighths) - 1]
        canvas.put(
          String(repeating: sign, count: width), x: scale.left + month * scale.pitch, y: y, style: canvas.theme[.bar],
          maxWidth: width)
        eighths -= 8
      }
    }
  }

  private func drawMarks(on canvas: inout Canvas, _ scale: MonthScale, y: Int, maxX: Int) {
    guard let first = days.first else { return }
    let from = max(scale.left, scale.column(of: first))
    let now = min(maxX - 1, scale.column(of: asOf))
    if now >= from {
      canvas.put(
        String(repeating: canvas.glyphs.horizontal, count: now - from + 1), x: from, y: y, style: canvas.theme[.axis])
    }
    var counts: [Int: Int] = [:]
    for day in days where scale.column(of: day) >= scale.left { counts[scale.column(of: day), default: 0] += 1 }
    canvas.put(canvas.glyphs.vertical, x: now, y: y, style: canvas.theme[.textStrong])
    for (column, count) in counts {
      let sign = count == 1 ? canvas.glyphs.dot : count < 10 ? String(count) : "+"
      canvas.put(sign, x: column, y: y, style: canvas.theme[.accent])
    }
    if let expected, scale.month(of: expected) < scale.months, scale.month(of: expected) >= 0 {
      let column = scale.column(of: expected)
      guard counts[column] == nil, column < maxX else { return }
      let isLate = expected < asOf
      canvas.put(canvas.glyphs.ring, x: column, y: y, style: canvas.theme[isLate ? .warn : .forecast])
    }
  }

  /// Months of one stage as a line that begins with its word, as far as that has room.
  private func drawStages(on canvas: inout Canvas, _ scale: MonthScale, y: Int) {
    var index = stages.startIndex
    while index < stages.endIndex {
      let stage = stages[index].stage
      let first = index
      while index < stages.endIndex, stages[index].stage == stage { index += 1 }
      let from = max(0, scale.month(of: stages[first].month))
      let to = min(scale.months, scale.month(of: stages[index - 1].month) + 1)
      guard from < to else { continue }
      let columns = (to - from) * scale.pitch
      let x = scale.left + from * scale.pitch
      // A blank parts two stages where there is room for one.
      let shown = columns > 2 || columns == 2 && stage != .sleeping ? columns - 1 : columns
      let word = [stage.title, String(stage.title.prefix(2)), String(stage.title.prefix(1))].first {
        $0.utf8.count <= shown
      }
      let text = word ?? ""
      let rest = String(repeating: canvas.glyphs.horizontal, count: shown - text.utf8.count)
      canvas.put(text + rest, x: x, y: y, style: canvas.theme[stage.role], maxWidth: shown)
    }
  }

  private func drawAxis(on canvas: inout Canvas, _ scale: MonthScale, y: Int) {
    let step = [1, 2, 3, 6, 12].first { $0 * scale.pitch >= 5 } ?? 12
    var free = scale.left
    for month in 0..<scale.months {
      let day = scale.first.adding(months: month)
      let number = day.fields.month
      let isStart = month == 0
      guard isStart || (number - 1) % step == 0 else { continue }
      let x = scale.left + month * scale.pitch
      let year = String(day.fields.year)
      var text = number == 1 ? year : Wording.monthName(number)
      if isStart {
        // The first month says its year too, where the next label leaves room for both.
        let gap = (step - (number - 1) % step) * scale.pitch
        text = gap >= 9 ? Wording.monthName(number) + " " + year : gap >= 5 ? year : ""
      }
      guard !text.isEmpty, x >= free, x + text.utf8.count <= scale.left + scale.columns else { continue }
      canvas.write(text, .textMuted, x: x, y: y, maxWidth: text.utf8.count)
      free = x + text.utf8.count + 1
    }
  }
}

/// Calendar months laid out over columns, each as wide as the others.
struct MonthScale {
  /// First day of the first month shown.
  let first: Day
  /// How many months are shown.
  let months: Int
  /// Columns of a month.
  let pitch: Int
  /// The first column.
  let left: Int
  /// How many columns there are.
  let columns: Int

  /// The months from one day to another, or as many of the latest as there are columns.
  init(from: Day, to: Day, columns: Int, left: Int) {
    let all = max(1, MonthScale.months(from: from.startOfMonth, to: to) + 1)
    months = min(all, max(1, columns))
    first = from.startOfMonth.adding(months: all - months)
    pitch = max(1, min(16, columns / months))
    self.left = left
    self.columns = columns
  }

  /// Which month of the scale a day lies in; negative before the first.
  func month(of day: Day) -> Int { MonthScale.months(from: first, to: day) }

  /// The column of a day; left of `left` before the first month.
  func column(of day: Day) -> Int {
    let fields = day.fields
    let length = Day.length(ofMonth: fields.month, year: fields.year)
    return left + month(of: day) * pitch + (fields.day - 1) * pitch / length
  }

  private static func months(from: Day, to: Day) -> Int {
    let (start, end) = (from.fields, to.fields)
    return (end.year - start.year) * 12 + end.month - start.month
  }
}
