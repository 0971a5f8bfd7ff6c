import Canvas
import Testing

@testable import Dashboard

@Suite("The overview's layout")
struct OverviewLayoutTests {
  @Test("covers its area without overlap, at every size")
  func covers() {
    for width in stride(from: 12, through: 240, by: 7) {
      for height in 4...80 {
        let area = Rect(x: 0, y: 2, width: width, height: height)
        let layout = OverviewLayout(in: area, focus: "deciles")
        var cells = 0
        for (id, rect) in layout.panels {
          #expect(area.intersection(rect) == rect, "\(id) leaves \(width)×\(height)")
          cells += rect.width * rect.height
          for (other, otherRect) in layout.panels where other != id {
            #expect(rect.intersection(otherRect).isEmpty, "\(id) and \(other) overlap at \(width)×\(height)")
          }
        }
        #expect(cells == width * height, "\(width)×\(height) is not covered")
      }
    }
  }

  @Test("shows all panels at 80×24 and at 140×45, one at 40×12")
  func breakpoints() {
    for (width, height) in [(140, 45), (80, 24), (120, 30), (200, 60)] {
      let layout = OverviewLayout(in: Rect(x: 0, y: 2, width: width, height: height - 3), focus: "churn")
      #expect(Set(layout.panels.keys) == Set(Overview.panelIDs))
      #expect(!layout.isSingle)
    }
    let small = OverviewLayout(in: Rect(x: 0, y: 1, width: 40, height: 10), focus: "churn")
    #expect(small.isSingle && small.panels.keys.sorted() == ["churn"])
  }

  @Test("looks like this at 140×45")
  func wide() {
    #expect(
      drawing(140, 45, scale: (4, 3)) == """
        fffffffffffffddddddddddddllllllllll
        fffffffffffffddddddddddddllllllllll
        fffffffffffffddddddddddddllllllllll
        fffffffffffffddddddddddddllllllllll
        fffffffffffffddddddddddddllllllllll
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        ccccccccccccccccccccccccccccccccccc
        """)
  }

  @Test("looks like this at 80×24")
  func medium() {
    #expect(
      drawing(80, 24, scale: (4, 2)) == """
        ffffffffffdddddddddd
        ffffffffffdddddddddd
        ffffffffffdddddddddd
        ffffffffffdddddddddd
        lllllllllldddddddddd
        lllllllllldddddddddd
        lllllllllldddddddddd
        cccccccccccccccccccc
        cccccccccccccccccccc
        cccccccccccccccccccc
        cccccccccccccccccccc
        """)
  }

  /// The layout below two header lines and above the key bar, one letter per panel and `scale` cells.
  private func drawing(_ width: Int, _ height: Int, scale: (x: Int, y: Int)) -> String {
    let area = Rect(x: 0, y: 0, width: width, height: height - 3)
    let layout = OverviewLayout(in: area, focus: "funnel")
    return stride(from: 0, to: area.height, by: scale.y).map { y in
      stride(from: 0, to: width, by: scale.x).map { x in
        layout.panels.first { $0.value.contains(Point(x: x, y: y)) }.map { String($0.key.prefix(1)) } ?? "."
      }.joined()
    }.joined(separator: "\n")
  }
}
