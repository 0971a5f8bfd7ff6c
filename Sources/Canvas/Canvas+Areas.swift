extension Canvas {
  /// Fills a rectangle with blanks.
  public mutating func fill(_ rect: Rect, _ style: Style) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { store(" ", 1, at: y * size.width + x, style) }
    }
  }

  /// Changes the styles of a rectangle and leaves its glyphs: the row under the cursor.
  public mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    // Neighbours mostly share a style, so the transform is asked once per run.
    var last = cells[area.y * size.width + area.x].style
    var result = transform(last)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        let index = y * size.width + x
        if cells[index].style != last {
          last = cells[index].style
          result = transform(last)
        }
        cells[index].style = result
      }
    }
  }

  /// Lays a role of the theme over a rectangle: only what the theme says for the role changes.
  public mutating func restyle(_ rect: Rect, _ role: Role) {
    let theme = theme
    restyle(rect) { theme.overlay(role, on: $0) }
  }

  /// Draws a horizontal line; in the border style unless told otherwise.
  public mutating func hline(x: Int, y: Int, width: Int, style: Style? = nil) {
    guard width > 0 else { return }
    putLine(glyphs.horizontal, Rect(x: x, y: y, width: width, height: 1), style ?? theme[.border])
  }

  /// Draws a vertical line; in the border style unless told otherwise.
  public mutating func vline(x: Int, y: Int, height: Int, style: Style? = nil) {
    guard height > 0 else { return }
    putLine(glyphs.vertical, Rect(x: x, y: y, width: 1, height: height), style ?? theme[.border])
  }

  private mutating func putLine(_ sign: String, _ rect: Rect, _ style: Style) {
    let area = rect.intersection(clip)
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { store(sign, 1, at: y * size.width + x, style) }
    }
  }

  /// Draws a rounded frame with a title in its top line, figures at the right of it and, if any, in the bottom line.
  ///
  /// A title that does not fit is cut with a sign; the figures at the right give way first.
  ///
  /// - Parameter focused: whether the frame has the border of the focused panel.
  /// - Returns: the inside. A rectangle too small for a frame (under 2×2) is returned as it is.
  @discardableResult
  public mutating func frame(
    _ rect: Rect, title: [Span], trailing: [Span] = [], bottom: [Span] = [], focused: Bool
  ) -> Rect {
    guard rect.width >= 2, rect.height >= 2 else { return rect }
    let style = theme[focused ? .borderFocus : .border]
    hline(x: rect.x + 1, y: rect.y, width: rect.width - 2, style: style)
    hline(x: rect.x + 1, y: rect.maxY - 1, width: rect.width - 2, style: style)
    vline(x: rect.x, y: rect.y + 1, height: rect.height - 2, style: style)
    vline(x: rect.maxX - 1, y: rect.y + 1, height: rect.height - 2, style: style)
    put(glyphs.topLeft, x: rect.x, y: rect.y, style: style)
    put(glyphs.topRight, x: rect.maxX - 1, y: rect.y, style: style)
    put(glyphs.bottomLeft, x: rect.x, y: rect.maxY - 1, style: style)
    put(glyphs.bottomRight, x: rect.maxX - 1, y: rect.maxY - 1, style: style)
    let titleEnd = label(title, theme[.title], from: rect.x + 2, to: rect.maxX - 2, y: rect.y)
    labelRight(trailing, from: titleEnd + 1, to: rect.maxX - 2, y: rect.y)
    labelRight(bottom, from: rect.x + 2, to: rect.maxX - 2, y: rect.maxY - 1)
    return rect.inset(by: 1)
  }

  /// Writes a label with a blank on either side into a border; returns the first column after it.
  private mutating func label(_ spans: [Span], _ style: Style, from left: Int, to right: Int, y: Int) -> Int {
    let width = spans.reduce(0) { $0 + DisplayWidth.of($1.text) }
    let room = right - left - 2
    guard width > 0, room > 0 else { return left }
    var column = left
    column += put(" ", x: column, y: y, style: style)
    var rest = room
    for span in spans where rest > 0 {
      let text = width > room ? DisplayWidth.cut(span.text, rest, ellipsis: glyphs.ellipsis) : span.text
      let used = put(text, x: column, y: y, style: span.style ?? style, maxWidth: rest)
      column += used
      rest -= used
    }
    return column + put(" ", x: column, y: y, style: style)
  }

  /// Writes a label at the right end of a border, if all of it fits.
  private mutating func labelRight(_ spans: [Span], from left: Int, to right: Int, y: Int) {
    let width = spans.reduce(0) { $0 + DisplayWidth.of($1.text) }
    guard width > 0, right - width - 2 >= left else { return }
    _ = label(spans, theme[.textMuted], from: right - width - 2, to: right, y: y)
  }

  /// Draws a scroll bar into a rectangle of one column; nothing where everything is visible.
  ///
  /// - Parameters:
  ///   - total: how many lines there are.
  ///   - top: the first one visible.
  ///   - visible: how many are.
  public mutating func scrollBar(_ rect: Rect, total: Int, top: Int, visible: Int) {
    guard !rect.isEmpty, total > visible, visible > 0 else { return }
    let length = min(rect.height, max(1, (rect.height * visible + total / 2) / total))
    let furthest = total - visible
    let start = min(max(0, top), furthest) * (rect.height - length) / furthest
    for line in 0..<rect.height {
      let inside = line >= start && line < start + length
      put(
        inside ? glyphs.scrollThumb : glyphs.scrollTrack, x: rect.x, y: rect.y + line,
        style: theme[inside ? .accent : .grid], maxWidth: 1)
    }
  }
}
