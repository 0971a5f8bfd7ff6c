import Canvas
import Testing

@Suite struct Scatters {
  /// A raster of 8×8 bins with points of group 0 at the lower left, of group 1 at the upper right.
  private func raster(_ low: UInt32 = 1, _ high: UInt32 = 1) -> ScatterPlot.Raster {
    var counts = [UInt32](repeating: 0, count: 128)
    counts[0] = low
    counts[64 + 63] = high
    return ScatterPlot.Raster(columns: 8, lines: 8, counts: counts)
  }

  private func plot(_ raster: ScatterPlot.Raster) -> ScatterPlot {
    ScatterPlot(
      raster: raster, xCut: (0.5, "2"), yCut: (0.5, "50"), xLabels: [(0.1, "1"), (0.5, "x"), (0.95, "9")],
      yLabels: [(0, "0"), (0.99, "99")])
  }

  private func text(_ glyphs: Glyphs) -> String {
    var canvas = blankCanvas(16, 6, glyphs)
    plot(raster()).render(on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  @Test func `points in braille, the two cuts, and the labels of the cuts before all others`() {
    #expect(
      text(.unicode) == """
        99┤      │     ⠁
        50┤┄┄┄┄┄┄│┄┄┄┄┄┄
          │      │
         0┤⠠     │
          └─┬────┬─────┬
            1    2     9
        """)
  }

  @Test func `points in ASCII`() {
    #expect(
      text(.ascii) == """
        99+      |     .
        50+------|------
          |      |
         0+.     |
          +-+----+-----+
            1    2     9
        """)
  }

  @Test func `a cell belongs to the group with most points in it`() {
    var counts = [UInt32](repeating: 0, count: 3 * 4)
    (counts[0], counts[4], counts[8]) = (2, 5, 3)
    var canvas = blankCanvas(10, 5)
    let styles = [Attributes.bold, .italic, .underline].map { Style(attributes: $0) }
    ScatterPlot(raster: .init(columns: 2, lines: 2, counts: counts), styles: styles)
      .render(on: &canvas, in: canvas.bounds)
    let drawn = (0..<10).flatMap { x in (0..<4).map { y in canvas[x, y] } }.filter { isBraille($0.glyph) }
    #expect(drawn.count == 1)
    #expect(drawn.first?.style == styles[1])
  }

  @Test func `where cells hold many points their dots tell how many, and one point is still seen`() {
    var counts = [UInt32](repeating: 0, count: 64 * 64)
    // The left half is dense, the right half has one point.
    for line in 0..<64 { for column in 0..<32 { counts[line * 64 + column] = 500 } }
    counts[63] = 1
    var canvas = blankCanvas(17, 9)
    ScatterPlot(raster: .init(columns: 64, lines: 64, counts: counts)).render(on: &canvas, in: canvas.bounds)
    #expect(canvas[2, 2].glyph == "⣿")
    #expect(canvas[16, 7].glyph == "⢀")
    let blocks = blankCanvas(17, 9, .ascii)
    var shaded = blocks
    ScatterPlot(raster: .init(columns: 64, lines: 64, counts: counts)).render(on: &shaded, in: shaded.bounds)
    #expect(shaded[2, 2].glyph == "@")
    #expect(shaded[16, 7].glyph == ".")
  }

  @Test func `it keeps to its rectangle at any size and counts that are no whole groups do no harm`() {
    for width in 0..<14 {
      for height in 0..<8 {
        var canvas = blankCanvas(20, 12)
        for y in 0..<12 { canvas.put(String(repeating: "?", count: 20), x: 0, y: y) }
        let rect = Rect(x: 3, y: 2, width: width, height: height)
        plot(raster(4_000_000_000, 7)).render(on: &canvas, in: rect)
        for y in 0..<12 {
          for x in 0..<20 where !rect.contains(Point(x: x, y: y)) { #expect(canvas[x, y].glyph == "?") }
        }
      }
    }
    var canvas = blankCanvas(12, 6)
    ScatterPlot(raster: .init(columns: 4, lines: 4, counts: [1, 2, 3])).render(on: &canvas, in: canvas.bounds)
    #expect(!canvas.text.unicodeScalars.contains { isBraille(String($0)) })
  }

  private func isBraille(_ glyph: String) -> Bool {
    glyph.unicodeScalars.first.map { (0x2801...0x28FF).contains($0.value) } ?? false
  }
}
