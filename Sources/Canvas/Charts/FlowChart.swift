/// Flows between two columns of blocks: how much of each block at the left goes to each block at the right.
///
/// Blocks are as high as their values; ribbons as thick as their flows, in the colour of the block that they leave. In
/// braille a line of the screen holds four steps of height, without it two.
public struct FlowChart: Sendable {
  /// A block with its words.
  public struct Block: Sendable {
    /// What it is called.
    public var title: String
    /// The figure beside the name.
    public var figure: String
    /// Its colour.
    public var style: Style

    /// A block.
    public init(title: String, figure: String, style: Style) {
      self.title = title
      self.figure = figure
      self.style = style
    }
  }

  /// The blocks at the left, from above.
  public var left: [Block]
  /// The blocks at the right, from above.
  public var right: [Block]
  /// How much goes from which block to which: `flows[left][right]`, nothing below zero.
  public var flows: [[Double]]
  /// The block at each side whose flows stand out: all others are drawn thinner; `nil` lets all stand out.
  public var marked: (left: Int?, right: Int?)?

  /// Makes a chart.
  public init(left: [Block], right: [Block], flows: [[Double]], marked: (left: Int?, right: Int?)? = nil) {
    self.left = left
    self.right = right
    self.flows = flows
    self.marked = marked
  }

  /// A band between the sides: where it begins and ends, how thick it is there, in dots.
  private struct Ribbon {
    var from: Double
    var to: Double
    var fromHeight: Double
    var toHeight: Double
    var owner: Int
    var standsOut: Bool
  }

  /// Draws the chart; nothing where there is no room for ribbons (under 24×3 cells) or nothing flows.
  public func render(on canvas: inout Canvas, in rect: Rect) {
    let total = flows.joined().reduce(0, +)
    guard rect.width >= 24, rect.height >= 3, total > 0 else { return }
    let labels = (words(left, in: rect.width / 3), words(right, in: rect.width / 3))
    let middle = Rect(
      x: rect.x + labels.0 + 1, y: rect.y, width: rect.width - labels.0 - labels.1 - 2, height: rect.height)
    guard middle.width >= 8 else { return }
    var raster = DotRaster(columns: middle.width, lines: middle.height, glyphs: canvas.glyphs)
    let places = (
      layout(left.indices.map { flows[$0].reduce(0, +) }, total: total, raster),
      layout(right.indices.map { column in flows.reduce(0) { $0 + $1[column] } }, total: total, raster)
    )
    for ribbon in ribbons(places.0, places.1) { draw(ribbon, on: &raster) }
    let markSeries = !canvas.glyphs.braille
    for y in 0..<middle.height {
      for x in 0..<middle.width {
        guard let cell = raster.cell(x, y, markSeries: markSeries) else { continue }
        canvas.put(cell.glyph, x: middle.x + x, y: middle.y + y, style: left[cell.owner].style, maxWidth: 1)
      }
    }
    names(left, places.0, dots: raster.dotsDown, width: labels.0, isLeft: true, on: &canvas, in: rect)
    names(right, places.1, dots: raster.dotsDown, width: labels.1, isLeft: false, on: &canvas, in: rect)
  }

  /// Columns that the words of a side take.
  private func words(_ blocks: [Block], in most: Int) -> Int {
    min(most, blocks.map { DisplayWidth.of($0.title) + 1 + DisplayWidth.of($0.figure) }.max() ?? 0)
  }

  /// Top and height of each block in dots. What is more than nothing is at least one dot high.
  private func layout(_ values: [Double], total: Double, _ raster: DotRaster) -> [(top: Int, height: Int)] {
    let filled = values.filter { $0 > 0 }.count
    // A free line between blocks as long as that leaves most of the height to them.
    var gap = raster.dotsDown
    while gap > 0, gap * (filled - 1) > raster.height / 3 { gap -= 1 }
    let room = Double(max(filled, raster.height - gap * max(0, filled - 1)))
    var top = 0
    return values.map { value in
      guard value > 0 else { return (top, 0) }
      let height = max(1, Int((value / total * room).rounded(.down)))
      defer { top += height + gap }
      return (min(top, raster.height - 1), min(height, raster.height - top))
    }
  }

  /// The ribbons, those that stand out last, the thickest of them first: a thin one is not lost below a thick one.
  private func ribbons(_ from: [(top: Int, height: Int)], _ to: [(top: Int, height: Int)]) -> [Ribbon] {
    var left = from.map { Double($0.top) }
    var right = to.map { Double($0.top) }
    let into = to.indices.map { column in flows.reduce(0) { $0 + $1[column] } }
    var ribbons: [Ribbon] = []
    for row in flows.indices {
      let sum = flows[row].reduce(0, +)
      for column in flows[row].indices where flows[row][column] > 0 {
        let a = flows[row][column] / sum * Double(from[row].height)
        let b = flows[row][column] / into[column] * Double(to[column].height)
        ribbons.append(
          Ribbon(
            from: left[row], to: right[column], fromHeight: a, toHeight: b, owner: row,
            standsOut: marked.map { $0.left == row || $0.right == column } ?? true))
        left[row] += a
        right[column] += b
      }
    }
    return ribbons.enumerated().sorted { first, second in
      let (one, other) = (first.element, second.element)
      if one.standsOut != other.standsOut { return !one.standsOut }
      return one.fromHeight == other.fromHeight ? first.offset < second.offset : one.fromHeight > other.fromHeight
    }.map(\.element)
  }

  /// Fills a band that swings from one height to another (smoothstep, so that it leaves and arrives level); one that does
  /// not stand out gets every other dot.
  private func draw(_ ribbon: Ribbon, on raster: inout DotRaster) {
    let width = raster.width
    for x in 0..<width {
      let part = Double(x) / Double(max(1, width - 1))
      let swing = part * part * (3 - 2 * part)
      let top = ribbon.from + (ribbon.to - ribbon.from) * swing
      let height = ribbon.fromHeight + (ribbon.toHeight - ribbon.fromHeight) * swing
      let first = Int(top.rounded())
      for y in first..<max(first + 1, Int((top + height).rounded())) where ribbon.standsOut || (x + y) % 3 == 0 {
        raster.set(x, y, owner: ribbon.owner)
      }
    }
  }

  /// Writes the names beside the middles of their blocks, each on a line of its own; what finds none is left out.
  private func names(
    _ blocks: [Block], _ places: [(top: Int, height: Int)], dots: Int, width: Int, isLeft: Bool,
    on canvas: inout Canvas, in rect: Rect
  ) {
    var free = rect.y
    for (block, place) in zip(blocks, places) where place.height > 0 {
      let y = max(free, rect.y + (place.top + place.height / 2) / dots)
      guard y < rect.maxY else { return }
      let ellipsis = canvas.glyphs.ellipsis
      let figure = canvas.glyphs.plain(block.figure)
      let room = max(0, width - DisplayWidth.of(figure) - 1)
      let title = DisplayWidth.cut(canvas.glyphs.plain(block.title), room, ellipsis: ellipsis)
      if isLeft {
        canvas.put(title, x: rect.x, y: y, style: block.style, maxWidth: room)
        canvas.putRight(figure, maxX: rect.x + width, y: y, style: canvas.theme[.textMuted])
      } else {
        let x = rect.maxX - width
        canvas.put(title, x: x, y: y, style: block.style, maxWidth: room)
        canvas.putRight(figure, maxX: rect.maxX, y: y, style: canvas.theme[.textMuted])
      }
      free = y + 1
    }
  }
}
