import Canvas

/// A picture of figures as a value: it draws itself into whatever rectangle it is given, and never outside of it.
protocol Drawing: Sendable {
  /// Draws; the canvas is already confined to `rect`, which is not empty. `row` is the row under the cursor.
  func render(on canvas: inout Canvas, in rect: Rect, row: Int?)
}

extension Sheet.Figure {
  /// A figure of a drawing.
  init(minimum: Int, ideal: Int, _ drawing: some Drawing) {
    self.init(minimum: minimum, ideal: ideal) { canvas, rect, row in
      guard !rect.isEmpty else { return }
      canvas.clipped(to: rect) { drawing.render(on: &$0, in: rect, row: row) }
    }
  }
}

extension Canvas {
  /// Writes a text in a role, cut with a sign at `maxWidth`, its typographic signs in ASCII where the glyphs are.
  ///
  /// - Returns: columns used.
  @discardableResult
  mutating func write(_ text: String, _ role: Role = .text, x: Int, y: Int, maxWidth: Int) -> Int {
    write(text, style: theme[role], x: x, y: y, maxWidth: maxWidth)
  }

  /// Writes a text in a style; see ``write(_:_:x:y:maxWidth:)``.
  @discardableResult
  mutating func write(_ text: String, style: Style, x: Int, y: Int, maxWidth: Int) -> Int {
    guard maxWidth > 0 else { return 0 }
    let shown = DisplayWidth.cut(glyphs.plain(text), maxWidth, ellipsis: glyphs.ellipsis)
    return put(shown, x: x, y: y, style: style, maxWidth: maxWidth)
  }

  /// Writes a text so that it ends before column `maxX`, cut at `maxWidth`.
  mutating func writeRight(_ text: String, _ role: Role = .text, maxX: Int, y: Int, maxWidth: Int) {
    guard maxWidth > 0 else { return }
    let shown = DisplayWidth.cut(glyphs.plain(text), maxWidth, ellipsis: glyphs.ellipsis)
    put(shown, x: maxX - DisplayWidth.of(shown), y: y, style: theme[role], maxWidth: maxWidth)
  }

  /// Whether series have to be told apart by their signs, because there are no colours or no block elements.
  var tellsSeriesBySign: Bool { theme.depth == .mono || theme.series(0) == theme.series(1) || glyphs.isASCII }

  /// A run of `width` cells in the colour of a series or of a role, the series' sign where colour cannot tell.
  mutating func series(_ index: Int, role: Role? = nil, x: Int, y: Int, width: Int) {
    guard width > 0 else { return }
    let marks = glyphs.seriesMarks
    let sign = tellsSeriesBySign ? marks[index % marks.count] : glyphs.leftEighths[glyphs.leftEighths.count - 1]
    put(
      String(repeating: sign, count: width), x: x, y: y, style: role.map { theme[$0] } ?? theme.series(index),
      maxWidth: width)
  }
}
