import Analytics
import Canvas
import Ledger

/// Each stage as two bars below each other: its part of the people, and its part of net.
///
/// Where lines are few, one bar a stage, of people; where they are fewer still, one line divided in proportion.
struct StagesFigure: Drawing {
  let stages: VisitStages
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard stages.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let count = stages.rows.count
    guard rect.height >= count, rect.width >= 24 else { return strip.render(on: &canvas, in: rect, row: row) }
    let lines = rect.height >= 3 * count - 1 ? 3 : rect.height >= 2 * count ? 2 : 1
    let labels = rect.width >= 60 ? 15 : 12
    let figure = max(6, Digits.grouped(stages.customers).utf8.count, lines > 1 ? netWidth : 0)
    let isNamed = lines > 1 && rect.width >= 60
    let right = figure + 7 + (isNamed ? 8 : 0)
    let width = max(0, rect.width - labels - right - 1)
    // One scale for people and net, so that a bar longer than its neighbour is a greater share.
    let top = stages.rows.map { max($0.share ?? 0, lines > 1 ? $0.netShare ?? 0 : 0) }.max() ?? 1
    for (index, stage) in stages.rows.enumerated() {
      let y = rect.y + index * lines
      canvas.write(
        title(stage.stage, labels), row == index ? .accent : .text, x: rect.x, y: y, maxWidth: labels - 1)
      line(
        index, stage.share, Digits.grouped(stage.customers), isNamed ? "people" : "", top: top, y: y, on: &canvas,
        (rect.x + labels, width, rect.maxX))
      guard lines > 1 else { continue }
      line(
        index, stage.netShare, Money(minor: stage.net, currency: currency).whole, isNamed ? "net" : "", top: top,
        y: y + 1, on: &canvas, (rect.x + labels, width, rect.maxX), isMuted: true)
    }
  }

  private var netWidth: Int {
    stages.rows.map { DisplayWidth.of(Money(minor: $0.net, currency: currency).whole) }.max() ?? 0
  }

  private func title(_ stage: VisitStage, _ width: Int) -> String {
    guard width < 14 else { return stage.title }
    switch stage {
    case .shortDecline: return "Short decl."
    case .longDecline: return "Long decl."
    default: return stage.title
    }
  }

  private func line(
    _ index: Int, _ share: Double?, _ figure: String, _ name: String, top: Double, y: Int, on canvas: inout Canvas,
    _ place: (x: Int, width: Int, maxX: Int), isMuted: Bool = false
  ) {
    let fraction = top > 0 ? max(0, share ?? 0) / top : 0
    let cells = fraction > 0 ? max(1, Int((fraction * Double(place.width)).rounded())) : 0
    if isMuted {
      canvas.put(
        String(repeating: canvas.glyphs.hollow, count: cells), x: place.x, y: y,
        style: canvas.theme[stages.rows[index].stage.fill], maxWidth: place.width)
    } else {
      canvas.series(index, role: stages.rows[index].stage.fill, x: place.x, y: y, width: min(cells, place.width))
    }
    var right = place.maxX
    if !name.isEmpty {
      canvas.write(name, .textMuted, x: right - 7, y: y, maxWidth: 7)
      right -= 8
    }
    canvas.writeRight(
      share.map { ValueFormat.percent($0) } ?? "", isMuted ? .textMuted : .text, maxX: right, y: y, maxWidth: 5)
    canvas.writeRight(figure, isMuted ? .textMuted : .text, maxX: right - 7, y: y, maxWidth: right - 7 - place.x)
  }

  private var strip: ShareStrip {
    ShareStrip(
      parts: stages.rows.map {
        .init(
          name: $0.stage.title, figure: ValueFormat.percent($0.share ?? 0), fraction: $0.share ?? 0,
          role: $0.stage.fill)
      })
  }
}
