/// Values as a row of small columns, on one line or several.
public struct Sparkline: Sendable {
  /// The values in order; nil is a gap, which is not the same as zero.
  public var values: [Double?]
  /// The value of a full column; nil takes the largest.
  public var maximum: Double?
  /// The colour; nil is the theme's bar.
  public var style: Style?

  /// Makes a sparkline.
  public init(values: [Double?], maximum: Double? = nil, style: Style? = nil) {
    self.values = values
    self.maximum = maximum
    self.style = style
  }

  /// Draws one column per value, from the left; of more values than columns the last ones.
  ///
  /// Zero and less draw nothing but the base line of the smallest eighth; a gap stays blank.
  public func render(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let shown = values.suffix(rect.width)
    let top = maximum ?? shown.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    let style = style ?? canvas.theme[.bar]
    let signs = canvas.glyphs.lowerEighths
    for (column, value) in shown.enumerated() {
      guard let value, value.isFinite else { continue }
      let fraction = top > 0 ? min(1, max(0, value / top)) : 0
      var eighths = max(1, Int((fraction * Double(rect.height) * 8).rounded()))
      for line in stride(from: rect.maxY - 1, through: rect.y, by: -1) where eighths > 0 {
        canvas.put(signs[min(8, eighths) - 1], x: rect.x + column, y: line, style: style, maxWidth: 1)
        eighths -= 8
      }
    }
  }
}
