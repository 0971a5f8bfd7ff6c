import Canvas
import Testing

@Suite struct Charts {
  @Test(arguments: [
    (0.0, ""), (1.0, "████"), (0.5, "██"), (0.53125, "██▏"), (0.999, "████"), (0.0001, "▏"), (-3, ""), (7, "████"),
    (.nan, ""),
  ])
  func `a bar counts in eighths and never shows something as nothing`(fraction: Double, text: String) {
    #expect(Bar.text(fraction: fraction, width: 4, glyphs: .unicode) == text)
  }

  @Test func `a bar in ASCII counts in cells`() {
    #expect(Bar.text(fraction: 0.5, width: 4, glyphs: .ascii) == "##")
    #expect(Bar.text(fraction: 0.01, width: 4, glyphs: .ascii) == "#")
    #expect(Bar.text(fraction: 0.5, width: 0, glyphs: .ascii) == "")
  }

  @Test func `a bar over its track`() {
    var canvas = blankCanvas(8, 1)
    canvas.bar(fraction: 0.3, x: 1, y: 0, width: 6, track: true)
    #expect(canvas.text == " █▊····")
  }

  @Test func `a sparkline leaves gaps blank and zeros on the ground`() {
    var canvas = blankCanvas(8, 1)
    Sparkline(values: [0, 1, 2, nil, 4, 8, 8]).render(on: &canvas, in: canvas.bounds)
    #expect(canvas.text == "▁▁▂ ▄██")
    var tall = blankCanvas(4, 2)
    Sparkline(values: [9, 9, 1, 2, 3, 4]).render(on: &tall, in: tall.bounds)
    #expect(tall.text == "  ▄█\n▄███")
  }

  private func plot(_ glyphs: Glyphs) -> String {
    var canvas = blankCanvas(24, 8, glyphs)
    CurvePlot(
      series: [[(x: 0, y: 0), (x: 50, y: 90), (x: 100, y: 100)]], xRange: 0...100, yRange: 0...100,
      xLabels: [(0, "0"), (50, "50 %"), (100, "100 %")], yLabels: [(0, "0"), (50, "50"), (100, "100")],
      references: [80]
    ).render(on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  @Test func `a curve in braille`() {
    #expect(
      plot(.unicode) == """
        100┤         ⢀⠤⠤⠔⠒⠒⠒⠒⠊⠉⠉
           │┄┄┄┄┄┄┄⢀⠔⠁┄┄┄┄┄┄┄┄┄┄
         50┤     ⢀⠔⠁
           │    ⡠⠃
           │  ⡠⠊
          0┤⡠⠊
           └┬─────────┬────────┬
            0       50 %   100 %
        """)
  }

  @Test func `a curve in blocks`() {
    #expect(
      plot(.blocks) == """
        100┤          ▄▄▄▄▄▀▀▀▀▀
           │┄┄┄┄┄┄┄┄▄▀┄┄┄┄┄┄┄┄┄┄
         50┤      ▄▀
           │    ▄▀
           │  ▄▀
          0┤▄▀
           └┬─────────┬────────┬
            0       50 %   100 %
        """)
  }

  @Test func `a curve in ASCII`() {
    #expect(
      plot(.ascii) == """
        100+          .....'''''
           |--------.'----------
         50+      .'
           |    .'
           |  .'
          0+.'
           ++---------+--------+
            0       50 %   100 %
        """)
  }

  @Test func `a point that is not finite interrupts the curve, far ones do no harm`() {
    var canvas = blankCanvas(12, 4)
    CurvePlot(
      series: [[(x: 0, y: 0), (x: 3, y: .nan), (x: 10, y: 0)], [(x: -1e300, y: 5), (x: 1e300, y: 5)]], xRange: 0...10,
      yRange: 0...10
    ).render(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.text == """
        │
        │⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒
        │⡀         ⢀
        └───────────
        """)
  }

  @Test func `heat cells are blank where nothing is known`() {
    var canvas = blankCanvas(26, 4)
    HeatGrid(
      rows: ["2011-01", "2011-02", "2011-03"], columns: ["0", "1", "2"],
      values: [[1, 0.4, 0.2], [1, 0.3, nil], [1, nil, nil]],
      texts: [["100%", "40%", "20%"], ["100%", "30%"], ["100%"]]
    ).render(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.text == """
                     0     1     2
        2011-01  █100% ▒ 40% ░ 20%
        2011-02  █100% ▒ 30%
        2011-03  █100%
        """)
    var shades = blankCanvas(16, 3)
    HeatGrid(rows: ["a", "b"], columns: ["x", "y", "z"], values: [[0, 0.5, 1], [nil, 0.01, 0.8]])
      .render(on: &shades, in: shades.bounds)
    #expect(
      shades.text == """
            x  y  z
        a    ▒▒▒███
        b    ░░░███
        """)
  }

  @Test func `columns with an axis, one hollow`() {
    var canvas = blankCanvas(30, 6)
    ColumnChart(
      values: [3, 5, 8, 13, 9, 0, 6], labels: ["J", "F", "M", "A", "M", "J", "J"], highlights: [3], hollow: [6],
      maximumText: "13k"
    ).render(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.text == """
        13k┤         ██
           │      ▁▁ ██ ▄▄
           │      ██ ██ ██    ░░
           │▁▁ ▇▇ ██ ██ ██    ░░
          0┤██ ██ ██ ██ ██    ░░
            J  F  M  A  M  J  J
        """)
    var ascii = Canvas(size: Size(width: 14, height: 4), theme: .plain, glyphs: .ascii)
    ColumnChart(values: [1, 2, 4], labels: ["one", "two", "three"]).render(on: &ascii, in: ascii.bounds)
    #expect(
      ascii.text == """
                ###
            --- ###
        === ### ###
        one two three
        """)
  }

  @Test func `charts draw nothing outside their rectangle, at any size`() {
    for width in 0..<14 {
      for height in 0..<7 {
        var canvas = blankCanvas(20, 12)
        let area = Rect(x: 3, y: 2, width: width, height: height)
        CurvePlot(
          series: [[(x: 0, y: 0), (x: 9, y: 9)]], xRange: 0...9, yRange: 0...9, xLabels: [(0, "zero"), (9, "nine")],
          yLabels: [(0, "0"), (9, "9")], references: [5]
        ).render(on: &canvas, in: area)
        HeatGrid(rows: ["row one"], columns: ["a", "b"], values: [[1, 0.5]], texts: [["100%", "50%"]])
          .render(on: &canvas, in: area)
        ColumnChart(values: [1, 2, 3], labels: ["one", "two", "three"], maximumText: "3").render(on: &canvas, in: area)
        Sparkline(values: [1, 2, 3, 4, 5, 6]).render(on: &canvas, in: area)
        for y in 0..<12 {
          for x in 0..<20 where !area.contains(Point(x: x, y: y)) {
            #expect(canvas[x, y].glyph == " ", "\(width)×\(height) drew at \(x), \(y)")
          }
        }
      }
    }
  }
}
