import Analytics
import Canvas
import Ledger

/// A histogram of days per step, and over each the stairs of those who are back by then, all on one scale.
struct IntervalsFigure: Drawing {
  let intervals: PurchaseIntervals

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    // Where columns find no room, the first sentence says most.
    guard intervals.steps[0].reached > 0, rect.width > intervals.bounds.count, rect.height >= 3 else {
      let text = IntervalsWords.reading(intervals)[0]
      canvas.write(text, .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let perStep = intervals.bounds.count + 2
    let current = row.map { min(3, max(0, $0 / perStep)) }
    let bucket = row.map { $0 % perStep }
    let chosen = current ?? 0
    // Three side by side where each bucket has four columns: the first three, or the last three with the cursor in 4→5+.
    let gap = 4
    let isWide = rect.width >= 3 * 4 * (perStep - 1) + 2 * gap
    let steps = isWide ? (chosen == 3 ? [1, 2, 3] : [0, 1, 2]) : [chosen]
    var charts = rect
    if rect.height >= 12 {
      let legend = charts.takeBottom(1)
      let words = [
        "columns: came again after so many days, of all who reached the step · lines: back by then",
        "columns: came again after so many days · lines: back by then",
      ].map { canvas.glyphs.plain($0) }
      let text = words.first { DisplayWidth.of($0) <= rect.width } ?? words[1]
      canvas.write(text, .textMuted, x: legend.x, y: legend.y, maxWidth: legend.width)
    }
    let top = steps.compactMap { intervals.steps[$0].buckets.last?.ofReached }.max() ?? 1
    for (step, area) in zip(steps, charts.columns(steps.map { _ in 1 }, gap: gap)) {
      StepFigure(step: intervals.steps[step], ceiling: top > 0 ? top : 1).render(
        on: &canvas, in: area, row: step == current ? bucket : nil)
    }
  }
}

/// The histogram of one step.
private struct StepFigure: Drawing {
  let step: PurchaseIntervals.Step
  let ceiling: Double

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var area = rect
    let heads = heads
    if rect.height >= 5 {
      let line = area.takeTop(1)
      let used = canvas.write(step.label, row == nil ? .header : .accent, x: line.x, y: line.y, maxWidth: line.width)
      let words = heads.first { used + 2 + DisplayWidth.of(canvas.glyphs.plain($0)) <= line.width } ?? heads[0]
      canvas.write(words, .textMuted, x: line.x + used + 2, y: line.y, maxWidth: line.width - used - 2)
    }
    guard step.cameAgain > 0 else {
      canvas.write("Nobody has come again.", .textMuted, x: area.x, y: area.y, maxWidth: area.width)
      return
    }
    let shares = step.buckets.map { Double($0.people) / Double(step.reached) }
    let pitch = max(1, min(10, area.width / max(1, shares.count)))
    let labels = step.buckets.map { bucket -> String in
      let whole = canvas.glyphs.plain(bucket.name)
      return DisplayWidth.of(whole) < pitch ? whole : bucket.to.map(String.init) ?? ">"
    }
    let columns = ColumnRow(
      values: shares, labels: labels, style: { index, theme in theme[row == index ? .accent : .bar] }, ceiling: ceiling,
      widest: 10)
    // A free line on top for the figure on the highest stair.
    let chart = area.height >= 5 ? Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1) : area
    columns.render(on: &canvas, in: chart, row: row)
    stairs(on: &canvas, in: chart, top: area.y, pitch: pitch, row: row)
  }

  /// The shares of all who reached the step and are back by the end of each bucket.
  private func stairs(on canvas: inout Canvas, in rect: Rect, top: Int, pitch: Int, row: Int?) {
    let height = rect.height - (rect.height >= 3 ? 1 : 0)
    guard height >= 2 else { return }
    let width = pitch > 2 ? pitch - 1 : pitch
    for (index, bucket) in step.buckets.enumerated().prefix(rect.width / pitch) {
      guard let share = bucket.ofReached else { continue }
      let line = max(0, height - Int((share / ceiling * Double(height)).rounded(.up)))
      let x = rect.x + index * pitch
      let bar = Double(bucket.people) / Double(step.reached) / ceiling * Double(height)
      let text = canvas.glyphs.plain(percent(share))
      let y = rect.y + line - 1
      let isShown = DisplayWidth.of(text) <= width && (pitch >= 4 || index == step.buckets.count - 1 || row == index)
      if isShown, y >= top {
        canvas.write(
          text, row == index ? .accent : .text, x: x + (width - DisplayWidth.of(text) + 1) / 2, y: y, maxWidth: width)
      }
      // The first stair is the first bar itself.
      guard Double(height - line) > bar.rounded(.up) else { continue }
      let sign = canvas.glyphs.plain("─")
      canvas.put(
        String(repeating: sign, count: width), x: x, y: rect.y + line, style: canvas.theme[.reference], maxWidth: width)
    }
  }

  private func percent(_ share: Double) -> String {
    let percent = Int((share * 100).rounded())
    return (percent == 0 && share > 0 ? "<1" : String(percent)) + "%"
  }

  /// What the step came to, the longest form first.
  private var heads: [String] {
    let again = Digits.grouped(step.cameAgain)
    let reached = Digits.grouped(step.reached)
    let share = step.notAgainShare.map { ValueFormat.percent(1 - $0) } ?? ""
    guard let median = step.median else { return ["0 of \(reached) came again", "0 of \(reached)"] }
    let middle = ValueFormat.decimal(median, median == median.rounded() ? 0 : 1) + " d"
    return [
      "\(again) of \(reached) came again (\(share)), half of them within \(middle)",
      "\(again) of \(reached) again (\(share)), median \(middle)", "\(share) again, median \(middle)", share,
    ]
  }
}
