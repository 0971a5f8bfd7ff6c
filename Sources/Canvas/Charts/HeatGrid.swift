/// A grid of cells whose background tells a value: cohorts over ages, stages over amounts.
public struct HeatGrid: Sendable {
  /// Names of the rows, at the left.
  public var rows: [String]
  /// Names of the columns, above.
  public var columns: [String]
  /// Values from 0 (low) to 1 (high), row by row; nil is blank: not yet known is not zero.
  public var values: [[Double?]]
  /// What is written in the cells; empty rows show shades instead.
  public var texts: [[String]]
  /// Whether values run from −1 to 1 around an expectation.
  public var isDiverging: Bool
  /// Rows whose cells rest on too little for a colour: their text is muted.
  public var mutedRows: Set<Int> = []
  /// The row under the cursor, whose name stands out.
  public var currentRow: Int?

  /// Makes a grid.
  public init(
    rows: [String], columns: [String], values: [[Double?]], texts: [[String]] = [], isDiverging: Bool = false
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.texts = texts
    self.isDiverging = isDiverging
  }

  /// Draws as many rows and columns as fit.
  ///
  /// Where colour cannot tell the values apart (16 colours or none), shades stand beside the text.
  public func render(on canvas: inout Canvas, in rect: Rect) {
    guard rect.height >= 2, !columns.isEmpty else { return }
    let glyphs = canvas.glyphs
    let labels = min(rect.width / 3, rows.map { DisplayWidth.of($0) }.max() ?? 0)
    let content = max(texts.joined().map { DisplayWidth.of($0) }.max() ?? 2, 2)
    let names = columns.map { DisplayWidth.of($0) }.max() ?? 0
    let shaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16
    let widest = max(content + (shaded && !texts.isEmpty ? 1 : 0), names) + 1
    let width = max(2, min(widest, max((rect.width - labels - 1) / columns.count, content + 1)))
    let shown = max(0, min(columns.count, (rect.width - labels - 1) / width))
    for column in 0..<shown {
      canvas.put(
        DisplayWidth.fit(columns[column], width, ellipsis: glyphs.ellipsis, align: .trailing),
        x: rect.x + labels + 1 + column * width, y: rect.y, style: canvas.theme[.textMuted])
    }
    for (row, name) in rows.prefix(rect.height - 1).enumerated() {
      let y = rect.y + 1 + row
      canvas.put(
        DisplayWidth.fit(name, labels, ellipsis: glyphs.ellipsis), x: rect.x, y: y,
        style: canvas.theme[row == currentRow ? .accent : .text])
      guard row < values.count else { continue }
      for column in 0..<min(shown, values[row].count) {
        guard let value = values[row][column] else { continue }
        let area = Rect(x: rect.x + labels + 1 + column * width, y: y, width: width, height: 1)
        if mutedRows.contains(row), let text = text(row, column) {
          let shown = DisplayWidth.cut(text, width - 1, ellipsis: glyphs.ellipsis)
          canvas.putRight(shown, maxX: area.maxX, y: y, style: canvas.theme[.textMuted])
          continue
        }
        draw(value, text(row, column), in: area, shaded: shaded, on: &canvas)
      }
    }
  }

  private func text(_ row: Int, _ column: Int) -> String? {
    row < texts.count && column < texts[row].count ? texts[row][column] : nil
  }

  private func draw(_ value: Double, _ text: String?, in area: Rect, shaded: Bool, on canvas: inout Canvas) {
    let style = isDiverging ? canvas.theme.diverging(value) : canvas.theme.sequential(value)
    canvas.fill(area, style)
    let shades = canvas.glyphs.shades
    let height = isDiverging ? abs(value) : value
    let step = height > 0 ? min(shades.count - 1, Int((height * Double(shades.count - 1)).rounded(.up))) : 0
    guard let text else {
      let plain = canvas.theme[.bar]
      canvas.put(
        String(repeating: shades[step], count: area.width), x: area.x, y: area.y,
        style: shaded || canvas.glyphs.isASCII ? plain : style, maxWidth: area.width)
      return
    }
    if shaded, DisplayWidth.of(text) + 2 <= area.width {
      canvas.put(shades[step], x: area.x + 1, y: area.y, style: style)
    }
    let shownText = DisplayWidth.cut(text, area.width - 1, ellipsis: canvas.glyphs.ellipsis)
    canvas.putRight(shownText, maxX: area.maxX, y: area.y, style: style)
  }
}
