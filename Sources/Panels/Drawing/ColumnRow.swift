import Canvas

/// Columns side by side over one base line, each in a style of its own, with a label below and a figure above it.
///
/// All columns are equally wide; where there are more of them than columns of the screen, only the first are drawn.
struct ColumnRow: Drawing {
  /// Heights; below zero counts as zero.
  var values: [Double]
  /// Words below the columns; one that would touch its neighbour is left out.
  var labels: [String] = []
  /// Figures above the columns; only the highest column's where one of them is wider than its column.
  var texts: [String] = []
  /// The style of a column; the theme's bar where it gives none.
  var style: @Sendable (Int, Theme) -> Style = { _, theme in theme[.bar] }
  /// The sign of a full cell; the glyphs' own full block where it gives none.
  var sign: @Sendable (Int, Glyphs) -> String? = { _, _ in nil }
  /// Columns that are not complete.
  var hollow: Set<Int> = []
  /// The value that would fill the height; the highest of `values` where there is none.
  var ceiling: Double?
  /// The widest that a column may become.
  var widest = 8

  /// Columns of the screen that a value takes in this width.
  func pitch(in width: Int) -> Int { max(1, min(widest, width / max(1, values.count))) }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard !values.isEmpty else { return }
    var area = rect
    let below = !labels.isEmpty && area.height >= 3 ? area.takeBottom(1) : nil
    let pitch = pitch(in: rect.width)
    let above = !texts.isEmpty && area.height >= 3
    let top = ceiling ?? values.filter(\.isFinite).max() ?? 0
    let fits = texts.allSatisfy { DisplayWidth.of(canvas.glyphs.plain($0)) <= pitch - 1 }
    // Where not all figures find room, that of the highest column still says what the heights mean.
    let highest = values.firstIndex(of: top)
    let width = pitch > 2 ? pitch - 1 : pitch
    let height = area.height - (above ? 1 : 0)
    var free = area.x
    for index in values.indices.prefix(max(0, area.width / pitch)) {
      let x = area.x + index * pitch
      let filled = column(index, x: x, width: width, height: height, top: top, bottom: area.maxY, on: &canvas)
      if above, index < texts.count, fits || index == highest {
        let text = canvas.glyphs.plain(texts[index])
        let columns = DisplayWidth.of(text)
        canvas.write(
          text, row == index ? .accent : .textMuted,
          x: max(area.x, min(x + (width - columns + 1) / 2, area.maxX - columns)), y: area.maxY - filled - 1,
          maxWidth: columns)
      }
      guard let below, index < labels.count, x >= free else { continue }
      let label = canvas.glyphs.plain(labels[index])
      let columns = DisplayWidth.of(label)
      let left = max(free, x + max(0, (width - columns + 1) / 2))
      guard left + columns <= area.maxX else { continue }
      canvas.write(label, row == index ? .accent : .textMuted, x: left, y: below.y, maxWidth: columns)
      free = left + columns + 1
    }
  }

  /// Draws a column; returns the cells that it reaches into.
  private func column(
    _ index: Int, x: Int, width: Int, height: Int, top: Double, bottom: Int, on canvas: inout Canvas
  ) -> Int {
    let value = values[index]
    guard value > 0, top > 0, height > 0 else { return 0 }
    let eighths = max(1, Int((min(1, value / top) * Double(height) * 8).rounded()))
    let glyphs = canvas.glyphs
    let style = style(index, canvas.theme)
    for cell in 0..<(eighths + 7) / 8 {
      let part = min(8, eighths - cell * 8)
      var mark = glyphs.lowerEighths[part - 1]
      if hollow.contains(index) { mark = glyphs.hollow } else if part == 8, let own = sign(index, glyphs) { mark = own }
      canvas.put(String(repeating: mark, count: width), x: x, y: bottom - 1 - cell, style: style, maxWidth: width)
    }
    return (eighths + 7) / 8
  }
}
