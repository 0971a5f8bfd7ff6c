/// A horizontal bar as text, in eighths of a cell.
public enum Bar {
  /// A bar of at most `width` columns.
  ///
  /// - Parameters:
  ///   - fraction: how much of the width is filled; outside 0…1 and NaN the nearest end. What is more than nothing
  ///     shows at least an eighth, so that a small value does not look like none.
  /// - Returns: whole cells, then one of the eighths; no blanks behind.
  public static func text(fraction: Double, width: Int, glyphs: Glyphs) -> String {
    guard width > 0, fraction > 0 else { return "" }
    if glyphs.isASCII {
      let cells = max(1, Int((min(1, fraction) * Double(width)).rounded()))
      return String(repeating: glyphs.leftEighths[7], count: cells)
    }
    let eighths = max(1, Int((min(1, fraction) * Double(width) * 8).rounded()))
    let whole = String(repeating: glyphs.leftEighths[7], count: eighths / 8)
    return eighths % 8 == 0 ? whole : whole + glyphs.leftEighths[eighths % 8 - 1]
  }
}

extension Canvas {
  /// Draws a bar over its track: filled cells in `style`, the rest as the theme's track.
  public mutating func bar(
    fraction: Double, x: Int, y: Int, width: Int, style: Style? = nil, track: Bool = false
  ) {
    let text = Bar.text(fraction: fraction, width: width, glyphs: glyphs)
    let used = put(text, x: x, y: y, style: style ?? theme[.bar], maxWidth: width)
    guard track, used < width else { return }
    let rest = String(repeating: glyphs.track, count: width - used)
    put(rest, x: x + used, y: y, style: theme[.track], maxWidth: width - used)
  }
}
