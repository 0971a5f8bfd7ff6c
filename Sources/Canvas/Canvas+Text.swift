extension Canvas {
  /// Draws text from a cell to the right, on one line.
  ///
  /// Control characters are shown, not stored. Text to the left of the clip is skipped, a wide glyph across an edge
  /// becomes a blank.
  ///
  /// - Parameters:
  ///   - style: nil for the theme's text.
  ///   - maxWidth: columns at which the text ends at the latest, without a sign; see `DisplayWidth.cut`.
  /// - Returns: columns used, counting those left of the clip.
  /// - Complexity: linear in the part shown; ASCII goes byte by byte.
  @discardableResult
  public mutating func put(_ text: String, x: Int, y: Int, style: Style? = nil, maxWidth: Int? = nil) -> Int {
    let style = style ?? theme[.text]
    let limit = maxWidth.map { min(x + max(0, $0), clip.maxX) } ?? clip.maxX
    guard y >= clip.y, y < clip.maxY, x < limit else { return 0 }
    if DisplayWidth.isPlain(text) { return putPlain(text, x: x, y: y, style: style, limit: limit) }
    let row = y * size.width
    let left = clip.x
    var column = x
    CellText.forEach(in: text, ascii: glyphs.isASCII) { glyph, width in
      guard column < limit else { return false }
      if column >= left, column + width <= limit {
        store(glyph, UInt8(width), at: row + column, style)
      } else {
        for half in max(column, left)..<max(left, min(column + width, limit)) {
          store(" ", 1, at: row + half, style)
        }
      }
      column += width
      return true
    }
    return min(column, limit) - x
  }

  /// Draws runs of text one after the other.
  ///
  /// - Returns: columns used.
  @discardableResult
  public mutating func put(_ spans: [Span], x: Int, y: Int, maxWidth: Int? = nil) -> Int {
    var column = x
    let limit = maxWidth.map { x + max(0, $0) } ?? Int.max
    for span in spans where column < limit {
      column += put(
        span.text, x: column, y: y, style: span.style, maxWidth: limit == Int.max ? nil : limit - column)
    }
    return column - x
  }

  /// Draws text so that it ends before column `maxX`.
  public mutating func putRight(_ text: String, maxX: Int, y: Int, style: Style? = nil) {
    put(text, x: maxX - DisplayWidth.of(text), y: y, style: style)
  }

  /// Draws runs of text so that the last one ends before column `maxX`.
  public mutating func putRight(_ spans: [Span], maxX: Int, y: Int) {
    put(spans, x: maxX - spans.reduce(0) { $0 + DisplayWidth.of($1.text) }, y: y)
  }

  /// Printable ASCII: one byte, one cell, no graphemes.
  private mutating func putPlain(_ text: String, x: Int, y: Int, style: Style, limit: Int) -> Int {
    var text = text
    let row = y * size.width
    let from = max(x, clip.x)
    return text.withUTF8 { bytes in
      let end = min(x + bytes.count, limit)
      guard from < end else { return max(0, end - x) }
      let signs = CellText.asciiGlyphs
      for column in from..<end {
        let index = row + column
        if cells[index].width != 1 { store(" ", 1, at: index, style) }
        cells[index].glyph = signs[Int(bytes[column - x])]
        cells[index].style = style
      }
      return end - x
    }
  }
}
