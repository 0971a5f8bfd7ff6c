import Canvas
import Ledger

/// Draws the time before the first figures: the frame of what will come, and how far reading is.
func drawOpening(_ frame: inout Frame, _ area: Rect, _ state: DashboardState) {
  let theme = state.theme
  let glyphs = state.glyphs
  let layout = OverviewLayout(in: area, focus: state.overviewFocus)
  if !layout.isSingle {
    for (id, rect) in layout.panels {
      let title = Overview.title(of: id)
      _ = frame.canvas.frame(rect, title: [Span(title, theme[.textMuted])], focused: false)
    }
  }
  let width = min(60, area.width - 2)
  let height = min(5, area.height)
  let box = Rect(
    x: area.x + (area.width - width) / 2, y: area.y + max(0, (area.height - height) / 2), width: width, height: height)
  frame.canvas.fill(box, theme[.text])
  let inner = frame.canvas.frame(box, title: [Span("Reading", theme[.title])], focused: true).inset(dx: 1, dy: 0)
  frame.canvas.put(
    DisplayWidth.cut(state.sourceName, inner.width, ellipsis: glyphs.ellipsis), x: inner.x, y: inner.y)
  guard let reading = state.reading, reading.progress.bytesTotal > 0 else {
    frame.canvas.put("opening" + glyphs.ellipsis, x: inner.x, y: inner.y + 1, style: theme[.textMuted])
    return
  }
  let fraction = min(1, Double(reading.progress.bytesRead) / Double(reading.progress.bytesTotal))
  frame.canvas.bar(fraction: fraction, x: inner.x, y: inner.y + 1, width: inner.width)
  let words = reading.words.map { glyphs.plain($0) }
  frame.canvas.put(
    DisplayWidth.cut(words.joined(separator: "  "), inner.width, ellipsis: glyphs.ellipsis), x: inner.x,
    y: inner.y + 2, style: theme[.textMuted])
}

/// Draws why there are no figures, and the way out.
func drawFailure(_ frame: inout Frame, _ area: Rect, _ failure: String, _ state: DashboardState) {
  let theme = state.theme
  let width = min(90, area.width)
  let inside = max(10, width - 4)
  let lines = failure.split(separator: "\n").flatMap { DisplayWidth.wrap(String($0), inside) }
  let height = min(area.height, lines.count + 4)
  let box = Rect(
    x: area.x + (area.width - width) / 2, y: area.y + max(0, (area.height - height) / 3), width: width, height: height)
  let inner = frame.canvas.frame(box, title: [Span("! Not opened", theme[.bad])], focused: true).inset(dx: 1, dy: 0)
  for (index, line) in lines.prefix(max(0, inner.height)).enumerated() {
    frame.canvas.put(state.glyphs.plain(line), x: inner.x, y: inner.y + index, style: theme[.text])
  }
  if inner.height > lines.count + 1 {
    frame.canvas.put("R reads again, q leaves.", x: inner.x, y: inner.maxY - 1, style: theme[.textMuted])
  }
}

extension DashboardState.ReadingState {
  /// Share read, rows, rate and time left, as words.
  public var words: [String] {
    let fraction = Double(progress.bytesRead) / Double(max(1, progress.bytesTotal))
    var words = ["\(Int(min(1, fraction) * 100)) %", Digits.grouped(progress.rows) + " rows"]
    guard elapsed > 0.05, progress.bytesRead > 0 else { return words }
    words.append("\(Digits.grouped(Int(Double(progress.bytesRead) / elapsed / 1_000_000))) MB/s")
    if progress.phase == .arranging {
      words.append("arranging")
    } else if progress.phase == .comparing {
      words.append("comparing keys")
    } else {
      let left = elapsed * (1 - fraction) / max(fraction, 0.001)
      words.append(left < 1 ? "under a second left" : "\(Int(left.rounded(.up))) s left")
    }
    return words
  }
}
