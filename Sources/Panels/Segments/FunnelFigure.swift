import Analytics
import Canvas
import Ledger

/// The funnel as bars: how many reached each step, which part of them went on, and between the steps how many did.
struct FunnelFigure: Drawing {
  let funnel: PurchaseFunnel

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard funnel.start > 0 else {
      canvas.write("Nobody has bought in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let steps = funnel.steps
    let spaced = rect.height >= 2 * steps.count - 1
    let lines = spaced ? 2 * steps.count - 1 : steps.count
    let legend = rect.height > lines
    let figures = columns(for: rect.width)
    let labels = rect.width >= 60 ? 12 : 3
    let figureWidth = figures.reduce(0) { $0 + $1.width + 2 }
    let width = max(0, rect.width - labels - figureWidth)
    for (index, step) in steps.enumerated() {
      let y = rect.y + (spaced ? 2 * index : index)
      let name = labels > 3 ? name(step) : step.label
      canvas.write(name, row == index ? .accent : .text, x: rect.x, y: y, maxWidth: labels - 1)
      bar(
        step, next: index + 1 < steps.count ? steps[index + 1].reached : step.reached, x: rect.x + labels, y: y,
        width: width, on: &canvas)
      var right = rect.maxX
      for figure in figures.reversed() {
        let role: Role = figure.isMain ? .text : .textMuted
        canvas.writeRight(figure.text(step), role, maxX: right, y: y, maxWidth: figure.width)
        right -= figure.width + 2
      }
      if spaced, index + 1 < steps.count {
        between(step, steps[index + 1], x: rect.x + labels, y: y + 1, maxX: rect.maxX, on: &canvas)
      }
    }
    if legend {
      drawLegend(
        on: &canvas, x: rect.x + labels, y: rect.y + lines + (lines + 1 < rect.height ? 1 : 0),
        width: rect.width - labels)
    }
  }

  private func name(_ step: PurchaseFunnel.Step) -> String {
    step.number == 1 ? "1 purchase" : step.label
  }

  /// People who went on solid, those who have not (yet) hollow.
  private func bar(_ step: PurchaseFunnel.Step, next: Int, x: Int, y: Int, width: Int, on canvas: inout Canvas) {
    guard step.reached > 0, width > 0 else { return }
    let scale = Double(width) / Double(funnel.start)
    let all = max(1, Int((Double(step.reached) * scale).rounded()))
    let onward = next > 0 ? min(all, max(1, Int((Double(next) * scale).rounded()))) : 0
    let full = canvas.glyphs.leftEighths[canvas.glyphs.leftEighths.count - 1]
    canvas.put(String(repeating: full, count: onward), x: x, y: y, style: canvas.theme[.bar], maxWidth: width)
    canvas.put(
      String(repeating: canvas.glyphs.hollow, count: all - onward), x: x + onward, y: y, style: canvas.theme[.bar],
      maxWidth: width - onward)
  }

  private func between(
    _ step: PurchaseFunnel.Step, _ next: PurchaseFunnel.Step, x: Int, y: Int, maxX: Int, on canvas: inout Canvas
  ) {
    guard let rate = next.ofPrevious else { return }
    var used = canvas.write(
      "▼ \(Wording.percent(rate)) came again", .textMuted, x: x, y: y, maxWidth: maxX - x)
    if let matured = step.maturedRate, step.maturedBase > 0 {
      let text = " · \(Wording.percent(matured)) of the \(Digits.grouped(step.maturedBase)) who have had time to"
      if x + used + DisplayWidth.of(canvas.glyphs.plain(text)) <= maxX {
        used += canvas.write(text, .textMuted, x: x + used, y: y, maxWidth: maxX - x - used)
      }
    }
  }

  private func drawLegend(on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    let full = canvas.glyphs.leftEighths[canvas.glyphs.leftEighths.count - 1]
    var left = x
    for (sign, words) in [(full, "came again"), (canvas.glyphs.hollow, "not again so far")] {
      guard left + 2 + words.utf8.count <= x + width else { return }
      canvas.put(sign, x: left, y: y, style: canvas.theme[.bar])
      canvas.write(words, .textMuted, x: left + 2, y: y, maxWidth: words.utf8.count)
      left += words.utf8.count + 5
    }
  }

  /// A figure at the right of a bar.
  private struct Column {
    let width: Int
    let isMain: Bool
    let text: (PurchaseFunnel.Step) -> String
  }

  private func columns(for width: Int) -> [Column] {
    var columns = [
      Column(width: max(5, Digits.grouped(funnel.start).utf8.count), isMain: true) { Digits.grouped($0.reached) }
    ]
    if width >= 28 {
      columns.append(Column(width: 5, isMain: true) { $0.ofStart.map { ValueFormat.percent($0) } ?? "" })
    }
    if width >= 70 {
      columns.append(
        Column(width: 12, isMain: false) { step in
          step.netShare.map { "\(ValueFormat.percent($0)) of net" } ?? ""
        })
    }
    return columns
  }
}
