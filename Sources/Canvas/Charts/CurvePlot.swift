/// Curves over two axes, in braille where the glyphs have it.
public struct CurvePlot: Sendable {
  /// A label and the value on the axis that it belongs to.
  public typealias Tick = (value: Double, text: String)

  /// The curves.
  ///
  /// The points of each stand in order of x; a point that is not finite interrupts the curve.
  public var series: [[(x: Double, y: Double)]]
  /// The values at the left and the right edge.
  public var xRange: ClosedRange<Double>
  /// The values at the lower and the upper edge.
  public var yRange: ClosedRange<Double>
  /// Labels under the horizontal axis; one that would touch its neighbour is left out.
  public var xLabels: [Tick]
  /// Labels beside the vertical axis.
  public var yLabels: [Tick]
  /// Heights at which a dotted line is drawn.
  public var references: [Double]
  /// The style of each curve; missing ones come from the theme's series.
  public var styles: [Style]

  /// Makes a plot.
  public init(
    series: [[(x: Double, y: Double)]], xRange: ClosedRange<Double>, yRange: ClosedRange<Double>,
    xLabels: [(Double, String)] = [], yLabels: [(Double, String)] = [], references: [Double] = [],
    styles: [Style] = []
  ) {
    self.series = series
    self.xRange = xRange
    self.yRange = yRange
    self.xLabels = xLabels.map { (value: $0.0, text: $0.1) }
    self.yLabels = yLabels.map { (value: $0.0, text: $0.1) }
    self.references = references
    self.styles = styles
  }

  /// Draws axes, labels, references and curves; nothing where there is no room for a curve (under 4×2 cells).
  public func render(on canvas: inout Canvas, in rect: Rect) {
    var plot = rect
    let labelWidth = yLabels.map { DisplayWidth.of($0.text) }.max() ?? 0
    let margin = labelWidth + 1 <= rect.width / 3 ? labelWidth : 0
    _ = plot.takeLeft(margin)
    let yAxis = plot.takeLeft(1)
    let labelLine = rect.height >= 4 && !xLabels.isEmpty ? plot.takeBottom(1) : Rect(x: 0, y: 0, width: 0, height: 0)
    let xAxis = plot.takeBottom(1)
    guard plot.width >= 3, plot.height >= 1 else { return }
    drawReferences(on: &canvas, in: plot)
    drawCurves(on: &canvas, in: plot)
    drawAxes(on: &canvas, plot: plot, yAxis: yAxis, xAxis: xAxis)
    if margin > 0 { drawYLabels(on: &canvas, left: rect.x, width: margin, plot: plot, axis: yAxis.x) }
    if !labelLine.isEmpty { drawXLabels(on: &canvas, line: labelLine, axis: xAxis.y, plot: plot) }
  }

  private func column(_ value: Double, _ dots: Int) -> Int {
    position(value, xRange, dots)
  }

  /// The dot nearest to a value; far outside it stays a number that an `Int` can hold.
  private func position(_ value: Double, _ range: ClosedRange<Double>, _ dots: Int) -> Int {
    let length = range.upperBound - range.lowerBound
    guard length > 0 else { return 0 }
    let place = (value - range.lowerBound) / length * Double(dots - 1)
    return Int(max(-4096, min(4096, place.rounded())))
  }

  private func line(_ value: Double, in plot: Rect) -> Int {
    plot.maxY - 1 - position(value, yRange, plot.height)
  }

  private func drawReferences(on canvas: inout Canvas, in plot: Rect) {
    let sign = String(repeating: canvas.glyphs.referenceLine, count: plot.width)
    for reference in references where yRange.contains(reference) {
      canvas.put(
        sign, x: plot.x, y: line(reference, in: plot), style: canvas.theme[.grid], maxWidth: plot.width)
    }
  }

  private func drawCurves(on canvas: inout Canvas, in plot: Rect) {
    var raster = DotRaster(columns: plot.width, lines: plot.height, glyphs: canvas.glyphs)
    for (index, points) in series.enumerated() {
      var previous: (x: Int, y: Int)?
      for point in points {
        guard point.x.isFinite, point.y.isFinite else {
          previous = nil
          continue
        }
        let dot = (
          x: column(point.x, raster.width), y: raster.height - 1 - position(point.y, yRange, raster.height)
        )
        raster.line(from: previous ?? dot, to: dot, owner: index)
        previous = dot
      }
    }
    let markSeries = series.count > 1 && !canvas.glyphs.braille
    for y in 0..<plot.height {
      for x in 0..<plot.width {
        guard let cell = raster.cell(x, y, markSeries: markSeries) else { continue }
        let style = cell.owner < styles.count ? styles[cell.owner] : canvas.theme.series(cell.owner)
        canvas.put(cell.glyph, x: plot.x + x, y: plot.y + y, style: style, maxWidth: 1)
      }
    }
  }

  private func drawAxes(on canvas: inout Canvas, plot: Rect, yAxis: Rect, xAxis: Rect) {
    let style = canvas.theme[.axis]
    canvas.vline(x: yAxis.x, y: plot.y, height: plot.height, style: style)
    canvas.hline(x: plot.x, y: xAxis.y, width: plot.width, style: style)
    canvas.put(canvas.glyphs.axisCorner, x: yAxis.x, y: xAxis.y, style: style)
  }

  private func drawYLabels(on canvas: inout Canvas, left: Int, width: Int, plot: Rect, axis: Int) {
    var taken: Set<Int> = []
    for tick in yLabels where yRange.contains(tick.value) {
      let y = line(tick.value, in: plot)
      guard taken.insert(y).inserted else { continue }
      canvas.put(
        DisplayWidth.fit(tick.text, width, ellipsis: canvas.glyphs.ellipsis, align: .trailing), x: left, y: y,
        style: canvas.theme[.textMuted], maxWidth: width)
      canvas.put(canvas.glyphs.tickLeft, x: axis, y: y, style: canvas.theme[.axis])
    }
  }

  private func drawXLabels(on canvas: inout Canvas, line: Rect, axis: Int, plot: Rect) {
    var free = plot.x - 1
    for tick in xLabels where xRange.contains(tick.value) {
      let place = plot.x + column(tick.value, plot.width)
      let width = DisplayWidth.of(tick.text)
      let x = max(plot.x, min(place - width / 2, plot.maxX - width))
      guard x > free, x + width <= plot.maxX else { continue }
      canvas.put(tick.text, x: x, y: line.y, style: canvas.theme[.textMuted])
      canvas.put(canvas.glyphs.tickBottom, x: place, y: axis, style: canvas.theme[.axis])
      free = x + width
    }
  }
}
