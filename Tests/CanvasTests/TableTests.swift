import Canvas
import Testing

@Suite struct Tables {
  private static let columns = [
    TableColumn(title: "customer", minimum: 8, ideal: 12),
    TableColumn(title: "region", minimum: 6, ideal: 10, flexible: true, priority: 3),
    TableColumn(title: "orders", alignment: .trailing, minimum: 7, priority: 2),
    TableColumn(title: "net", unit: "£", alignment: .trailing, minimum: 7, ideal: 9, priority: 1),
  ]
  private static let people = [
    ["14156", "EIRE", "43", "113,384"], ["王小明", "北京市", "48", "33,806"],
    ["Müller & Söhne", "Deutschland", "15", "14,520"],
    ["12939", "United Kingdom", "6", "11,582"], ["14607", "United Kingdom", "7", "11,341"],
  ]

  private func table(
    rows: Int = 5, state: TableViewState = TableViewState(cursor: 1), marks: Set<Int> = [2], totals: Bool = true
  ) -> TableView {
    TableView(
      columns: Self.columns, rowCount: rows, sortColumn: 3, descending: true,
      totals: totals ? [Span("5 people"), Span(""), Span("119"), Span("184,633")] : nil, focused: true, state: state,
      marks: marks
    ) { row, column in Span(Self.people[row % 5][column]) }
  }

  private func drawing(_ table: TableView, _ width: Int, _ height: Int, _ glyphs: Glyphs = .unicode) -> String {
    var canvas = blankCanvas(width, height, glyphs)
    table.render(on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  @Test func `a wide window shows every column, numbers at the right`() {
    #expect(
      drawing(table(), 56, 7) == """
          customer      region                 orders     net £▼
          14156         EIRE                       43    113,384
        ▶ 王小明        北京市                     48     33,806
         ●Müller & Sö…  Deutschland                15     14,520
          12939         United Kingdom              6     11,582
          14607         United Kingdom              7     11,341
          5 people                                119    184,633
        """)
  }

  @Test func `a narrow window drops the least important columns and says so`() {
    #expect(
      drawing(table(), 32, 7) == """
          customer     orders   net £▼ ›
          14156            43  113,384
        ▶ 王小明           48   33,806
         ●Müller & …       15   14,520
          12939             6   11,582
          14607             7   11,341
          5 people        119  184,633
        """)
    #expect(
      drawing(table(), 20, 4) == """
          customer  region ›
          14156     EIRE   ┃
        ▶ 王小明    北京市 │
          5 people
        """)
  }

  @Test func `more rows than lines have a scroll bar`() {
    #expect(
      drawing(table(rows: 50, state: TableViewState(cursor: 20, top: 18), totals: false), 44, 6) == """
          customer      region   orders     net £▼
          12939         Unite…        6     11,582 │
          14607         Unite…        7     11,341 ┃
        ▶ 14156         EIRE         43    113,384 │
          王小明        北京市       48     33,806 │
          Müller & Sö…  Deuts…       15     14,520 │
        """)
  }

  @Test func `scrolled columns leave the frozen one`() {
    #expect(
      drawing(table(state: TableViewState(leftColumn: 2)), 32, 5) == """
        ‹ customer         net £▼
        ▶ 14156           113,384      ┃
          王小明           33,806      ┃
         ●Müller & Sö…     14,520      │
          5 people        184,633
        """)
  }

  @Test func `a table in ASCII`() {
    #expect(
      drawing(table(), 44, 7, .ascii) == """
          customer      region     orders     net £v
          14156         EIRE           43    113,384
        > 王小明        北京市         48     33,806
         *Müller & Sö~  Deutsch~       15     14,520
          12939         United ~        6     11,582
          14607         United ~        7     11,341
          5 people                    119    184,633
        """)
  }

  @Test func `a point finds its row and its header`() {
    let layout = table(rows: 50, state: TableViewState(cursor: 20, top: 18)).layout(
      in: Rect(x: 3, y: 2, width: 44, height: 8))
    #expect(layout.rows == 18..<24)
    #expect(layout.page == 6)
    #expect(layout.hit(Point(x: 10, y: 3)) == .row(18))
    #expect(layout.hit(Point(x: 10, y: 8)) == .row(23))
    #expect(layout.hit(Point(x: 10, y: 9)) == nil)
    #expect(layout.hit(Point(x: 6, y: 2)) == .header(column: 0))
    #expect(layout.hit(Point(x: 3, y: 2)) == nil)
    #expect(layout.hit(Point(x: 60, y: 4)) == nil)
  }

  @Test func `the cursor moves within the table and the view follows`() {
    var state = TableViewState()
    state.move(by: 3, count: 10, page: 4)
    #expect(state == TableViewState(cursor: 3, top: 0))
    state.move(by: 1, count: 10, page: 4)
    #expect(state == TableViewState(cursor: 4, top: 1))
    state.move(by: Int.max, count: 10, page: 4)
    #expect(state == TableViewState(cursor: 9, top: 6))
    state.move(by: Int.min, count: 10, page: 4)
    #expect(state == TableViewState(cursor: 0, top: 0))
    state.cursor = 8
    state.clamp(count: 3, visible: 4)
    #expect(state == TableViewState(cursor: 2, top: 0))
    state.clamp(count: 0, visible: 0)
    #expect(state == TableViewState(cursor: 0, top: 0))
  }

  @Test func `only visible cells are asked for`() {
    let asked = Counter()
    var canvas = blankCanvas(60, 10)
    TableView(columns: Self.columns, rowCount: 10_000_000, state: TableViewState(cursor: 5_000_000)) { _, _ in
      asked.count += 1
      return Span("x")
    }.render(on: &canvas, in: canvas.bounds)
    #expect(asked.count == 9 * 4)
  }

  @Test func `a table draws nothing outside its rectangle, at any size`() {
    for width in 0..<40 {
      for height in 0..<6 {
        var canvas = blankCanvas(46, 9)
        let area = Rect(x: 3, y: 2, width: width, height: height)
        table(rows: 9).render(on: &canvas, in: area)
        for y in 0..<9 {
          for x in 0..<46 where !area.contains(Point(x: x, y: y)) {
            #expect(canvas[x, y].glyph == " ", "\(width)×\(height) drew at \(x), \(y)")
          }
        }
      }
    }
  }

  private final class Counter: @unchecked Sendable { var count = 0 }
}
