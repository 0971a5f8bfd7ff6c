/// Vertical columns over a base line: one value per month, per decile.
public struct ColumnChart: Sendable {
  /// The values in order; below zero counts as zero.
  public var values: [Double]
  /// Names under the columns; those that would touch their neighbour are left out.
  public var labels: [String]
  /// Columns in the accent colour.
  public var highlights: Set<Int>
  /// Columns that are not complete yet, drawn hollow.
  public var hollow: Set<Int>
  /// What the top of the axis says; nil leaves the axis out.
  public var maximumText: String?
  /// The value of a full column; nil takes the largest.
  public var maximum: Double?

  /// Makes a chart.
  public init(
    values: [Double], labels: [String] = [], highlights: Set<Int> = [], hollow: Set<Int> = [],
    maximumText: String? = nil, maximum: Double? = nil
  ) {
    self.values = values
    self.labels = labels
    self.highlights = highlights
    self.hollow = hollow
    self.maximumText = maximumText
    self.maximum = maximum
  }

  /// Draws the columns as wide as the room allows; of more columns than fit, the last ones.
  public func render(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty, !values.isEmpty else { return }
    var area = rect
    if let maximumText { drawAxis(maximumText, on: &canvas, &area) }
    let labelLine = !labels.isEmpty && area.height >= 3 ? area.takeBottom(1) : Rect(x: 0, y: 0, width: 0, height: 0)
    guard !area.isEmpty else { return }
    let pitch = max(1, min(8, area.width / values.count))
    let width = pitch > 2 ? pitch - 1 : max(1, pitch)
    let first = max(0, values.count - area.width / pitch)
    let top = maximum ?? values.filter(\.isFinite).max() ?? 0
    var free = area.x
    for index in first..<values.count {
      let x = area.x + (index - first) * pitch
      drawColumn(index, top: top, in: Rect(x: x, y: area.y, width: width, height: area.height), on: &canvas)
      guard !labelLine.isEmpty, index < labels.count, x >= free else { continue }
      let label = labels[index]
      let columns = DisplayWidth.of(label)
      guard x + columns <= area.maxX else { continue }
      canvas.put(label, x: x, y: labelLine.y, style: canvas.theme[.textMuted])
      free = x + columns + 1
    }
  }

  private func drawAxis(_ text: String, on canvas: inout Canvas, _ area: inout Rect) {
    let width = DisplayWidth.of(text)
    guard width + 2 <= area.width / 3 else { return }
    let axis = area.takeLeft(width + 1)
    let lines = labels.isEmpty || area.height < 3 ? area.height : area.height - 1
    canvas.vline(x: axis.maxX - 1, y: axis.y, height: lines, style: canvas.theme[.axis])
    canvas.put(text, x: axis.x, y: axis.y, style: canvas.theme[.textMuted])
    canvas.put(canvas.glyphs.tickLeft, x: axis.maxX - 1, y: axis.y, style: canvas.theme[.axis])
    guard lines > 1 else { return }
    canvas.putRight("0", maxX: axis.maxX - 1, y: axis.y + lines - 1, style: canvas.theme[.textMuted])
    canvas.put(canvas.glyphs.tickLeft, x: axis.maxX - 1, y: axis.y + lines - 1, style: canvas.theme[.axis])
  }

  private func drawColumn(_ index: Int, top: Double, in area: Rect, on canvas: inout Canvas) {
    let value = values[index]
    guard value > 0, top > 0 else { return }
    var eighths = max(1, Int((min(1, value / top) * Double(area.height) * 8).rounded()))
    let style = canvas.theme[highlights.contains(index) ? .accent : .bar]
    let isHollow = hollow.contains(index)
    for y in stride(from: area.maxY - 1, through: area.y, by: -1) where eighths > 0 {
      let sign = isHollow ? canvas.glyphs.hollow : canvas.glyphs.lowerEighths[min(8, eighths) - 1]
      canvas.put(String(repeating: sign, count: area.width), x: area.x, y: y, style: style, maxWidth: area.width)
      eighths -= 8
    }
  }
}
