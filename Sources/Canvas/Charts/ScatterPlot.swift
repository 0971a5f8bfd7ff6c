/// Many points over two axes, in the colours of their groups, with one line across and one up that part them.
///
/// The points come as counts on a fixed raster, so that a frame takes the same time for ten people and for a million.
/// In braille a cell shows up to eight dots: each bin its own dot while bins hold few points, and where they hold many,
/// as many dots as the logarithm of its count asks for. Without braille a cell shows a shade for its count.
public struct ScatterPlot: Sendable {
  /// A label and the place on its axis, 0 to 1.
  public typealias Tick = (position: Double, text: String)

  /// Points counted on a raster.
  public struct Raster: Sendable {
    /// Bins across.
    public let columns: Int
    /// Bins up.
    public let lines: Int
    /// Points in each bin: group by group, line by line from below, column by column.
    public let counts: [UInt32]

    /// A raster; of counts that do not fill whole groups the rest is not drawn.
    public init(columns: Int, lines: Int, counts: [UInt32]) {
      self.columns = max(1, columns)
      self.lines = max(1, lines)
      self.counts = counts
    }

    /// How many groups of points there are.
    public var groups: Int { counts.count / (columns * lines) }
  }

  /// The points.
  public var raster: Raster
  /// The style of each group; missing ones come from the theme's series.
  public var styles: [Style]
  /// Where the line up and the line across stand, 0 to 1, and what their ticks say; `nil` for no line.
  public var xCut: Tick?
  /// See ``xCut``.
  public var yCut: Tick?
  /// Labels under the horizontal axis; one that would touch its neighbour or that of the cut is left out.
  public var xLabels: [Tick]
  /// Labels beside the vertical axis.
  public var yLabels: [Tick]

  /// Makes a plot.
  public init(
    raster: Raster, styles: [Style] = [], xCut: (Double, String)? = nil, yCut: (Double, String)? = nil,
    xLabels: [(Double, String)] = [], yLabels: [(Double, String)] = []
  ) {
    self.raster = raster
    self.styles = styles
    self.xCut = xCut.map { (position: $0.0, text: $0.1) }
    self.yCut = yCut.map { (position: $0.0, text: $0.1) }
    self.xLabels = xLabels.map { (position: $0.0, text: $0.1) }
    self.yLabels = yLabels.map { (position: $0.0, text: $0.1) }
  }

  /// Draws axes, labels, the two lines and the points; nothing where there is no room for points (under 4×2 cells).
  public func render(on canvas: inout Canvas, in rect: Rect) {
    var plot = rect
    let widest = (yLabels + (yCut.map { [$0] } ?? [])).map { DisplayWidth.of($0.text) }.max() ?? 0
    let margin = widest + 1 <= rect.width / 3 ? widest : 0
    _ = plot.takeLeft(margin)
    let yAxis = plot.takeLeft(1)
    let hasLabels = rect.height >= 4 && !(xLabels.isEmpty && xCut == nil)
    let labelLine = hasLabels ? plot.takeBottom(1) : Rect(x: 0, y: 0, width: 0, height: 0)
    let xAxis = plot.takeBottom(1)
    guard plot.width >= 3, plot.height >= 1 else { return }
    drawCuts(on: &canvas, in: plot)
    drawPoints(on: &canvas, in: plot)
    let axis = canvas.theme[.axis]
    canvas.vline(x: yAxis.x, y: plot.y, height: plot.height, style: axis)
    canvas.hline(x: plot.x, y: xAxis.y, width: plot.width, style: axis)
    canvas.put(canvas.glyphs.axisCorner, x: yAxis.x, y: xAxis.y, style: axis)
    if margin > 0 { drawYLabels(on: &canvas, left: rect.x, width: margin, plot: plot, axis: yAxis.x) }
    if hasLabels { drawXLabels(on: &canvas, line: labelLine.y, axis: xAxis.y, plot: plot) }
  }

  /// The column of a position in a plot.
  private func column(_ position: Double, in plot: Rect) -> Int {
    plot.x + min(plot.width - 1, Int(max(0, min(1, position)) * Double(plot.width)))
  }

  /// The line of a position in a plot.
  private func line(_ position: Double, in plot: Rect) -> Int {
    plot.maxY - 1 - min(plot.height - 1, Int(max(0, min(1, position)) * Double(plot.height)))
  }

  private func drawCuts(on canvas: inout Canvas, in plot: Rect) {
    let style = canvas.theme[.reference]
    if let yCut {
      let sign = String(repeating: canvas.glyphs.referenceLine, count: plot.width)
      canvas.put(sign, x: plot.x, y: line(yCut.position, in: plot), style: style, maxWidth: plot.width)
    }
    if let xCut { canvas.vline(x: column(xCut.position, in: plot), y: plot.y, height: plot.height, style: style) }
  }

  private func drawPoints(on canvas: inout Canvas, in plot: Rect) {
    let cells = Cells(raster, columns: plot.width, lines: plot.height)
    let glyphs = canvas.glyphs
    for y in 0..<plot.height {
      for x in 0..<plot.width {
        let cell = y * plot.width + x
        let total = cells.totals[cell]
        guard total > 0 else { continue }
        let group = Int(cells.owners[cell])
        let sign: String
        if glyphs.braille {
          sign = DotRaster.pattern(cells.dots(cell))
        } else {
          // The lowest shade is a blank.
          let steps = glyphs.shades.count - 1
          sign = glyphs.shades[min(steps, 1 + cells.step(total, of: steps))]
        }
        let style = group < styles.count ? styles[group] : canvas.theme.series(group)
        canvas.put(sign, x: plot.x + x, y: plot.y + y, style: style, maxWidth: 1)
      }
    }
  }

  private func drawYLabels(on canvas: inout Canvas, left: Int, width: Int, plot: Rect, axis: Int) {
    var taken: Set<Int> = []
    for (index, tick) in ((yCut.map { [$0] } ?? []) + yLabels).enumerated() {
      let y = line(tick.position, in: plot)
      guard taken.insert(y).inserted else { continue }
      let isCut = index == 0 && yCut != nil
      canvas.put(
        DisplayWidth.fit(tick.text, width, ellipsis: canvas.glyphs.ellipsis, align: .trailing), x: left, y: y,
        style: canvas.theme[isCut ? .text : .textMuted], maxWidth: width)
      canvas.put(canvas.glyphs.tickLeft, x: axis, y: y, style: canvas.theme[.axis])
    }
  }

  private func drawXLabels(on canvas: inout Canvas, line: Int, axis: Int, plot: Rect) {
    var taken: [Range<Int>] = []
    for (index, tick) in ((xCut.map { [$0] } ?? []) + xLabels).enumerated() {
      let place = column(tick.position, in: plot)
      let width = DisplayWidth.of(tick.text)
      let x = max(plot.x, min(place - width / 2, plot.maxX - width))
      // A blank on either side keeps two labels apart.
      let room = (x - 1)..<(x + width + 1)
      guard x + width <= plot.maxX, !taken.contains(where: { $0.overlaps(x..<(x + width)) }) else { continue }
      let isCut = index == 0 && xCut != nil
      canvas.put(tick.text, x: x, y: line, style: canvas.theme[isCut ? .text : .textMuted])
      canvas.put(canvas.glyphs.tickBottom, x: place, y: axis, style: canvas.theme[.axis])
      taken.append(room)
    }
  }
}

/// The bins of a raster, put into the cells of a plot.
private struct Cells {
  /// Points in each cell, line by line from above.
  var totals: [UInt64]
  /// The group with the most points of each cell, the first of equals.
  var owners: [UInt8]
  private var parts: [UInt32]
  private let most: UInt64
  private let columns: Int
  private let lines: Int

  init(_ raster: ScatterPlot.Raster, columns: Int, lines: Int) {
    self.columns = columns
    self.lines = lines
    totals = [UInt64](repeating: 0, count: columns * lines)
    owners = [UInt8](repeating: 0, count: columns * lines)
    parts = [UInt32](repeating: 0, count: columns * lines * 8)
    var leading = [UInt64](repeating: 0, count: columns * lines)
    let groups = min(raster.groups, 255)
    // A bin lies where its middle is.
    let across = (0..<raster.columns).map { (2 * $0 + 1) * columns / raster.columns }
    var own = [UInt64](repeating: 0, count: columns * lines)
    for group in 0..<groups {
      for cell in own.indices { own[cell] = 0 }
      for line in 0..<raster.lines {
        let dotY = lines * 4 - 1 - (2 * line + 1) * lines * 2 / raster.lines
        let from = (group * raster.lines + line) * raster.columns
        for column in 0..<raster.columns where raster.counts[from + column] > 0 {
          let dotX = across[column]
          let cell = dotY / 4 * columns + dotX / 2
          let count = raster.counts[from + column]
          own[cell] += UInt64(count)
          let part = cell * 8 + dotY % 4 * 2 + dotX % 2
          parts[part] = parts[part].addingReportingOverflow(count).overflow ? .max : parts[part] + count
        }
      }
      for cell in own.indices where own[cell] > 0 {
        totals[cell] += own[cell]
        if own[cell] > leading[cell] {
          leading[cell] = own[cell]
          owners[cell] = UInt8(group)
        }
      }
    }
    most = totals.max() ?? 0
  }

  /// The step of a count, 0 to `steps − 1`: by the number of bits where there are more points than steps.
  func step(_ total: UInt64, of steps: Int) -> Int {
    if most <= UInt64(steps) { return Int(total) - 1 }
    let (bits, all) = (64 - total.leadingZeroBitCount, 64 - most.leadingZeroBitCount)
    return min(steps - 1, (bits - 1) * steps / all)
  }

  /// The dots to set in a cell: those of the fullest bins, as many as the cell's count asks for.
  func dots(_ cell: Int) -> UInt8 {
    let parts = parts[(cell * 8)..<(cell * 8 + 8)]
    var mask: UInt8 = 0
    let wanted = most <= 8 ? 8 : 1 + step(totals[cell], of: 8)
    var order = parts.indices.filter { parts[$0] > 0 }
    if order.count > wanted {
      order.sort { parts[$0] == parts[$1] ? $0 < $1 : parts[$0] > parts[$1] }
      order.removeLast(order.count - wanted)
    }
    for part in order { mask |= 1 << UInt8(part - cell * 8) }
    return mask
  }
}
