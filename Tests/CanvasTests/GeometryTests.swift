import Canvas
import Testing

@Suite struct Geometry {
  @Test func `carving takes a piece and leaves the rest`() {
    var rect = Rect(x: 2, y: 3, width: 20, height: 10)
    #expect(rect.takeTop(2) == Rect(x: 2, y: 3, width: 20, height: 2))
    #expect(rect.takeBottom(1) == Rect(x: 2, y: 12, width: 20, height: 1))
    #expect(rect.takeLeft(5) == Rect(x: 2, y: 5, width: 5, height: 7))
    #expect(rect.takeRight(4) == Rect(x: 18, y: 5, width: 4, height: 7))
    #expect(rect == Rect(x: 7, y: 5, width: 11, height: 7))
  }

  @Test func `more than there is takes all, less than nothing takes nothing`() {
    var rect = Rect(x: 0, y: 0, width: 3, height: 2)
    #expect(rect.takeTop(-4) == Rect(x: 0, y: 0, width: 3, height: 0))
    #expect(rect.takeTop(9) == Rect(x: 0, y: 0, width: 3, height: 2))
    #expect(rect.isEmpty)
    #expect(Rect(x: 1, y: 1, width: -5, height: 2).width == 0)
  }

  @Test func `columns fill the width exactly, gaps included`() {
    let rect = Rect(x: 1, y: 0, width: 100, height: 4)
    #expect(rect.columns([1, 1, 1]).map(\.width) == [34, 33, 33])
    #expect(rect.columns([3, 1], gap: 2).map(\.x) == [1, 77])
    #expect(rect.columns([0, 0]).map(\.width) == [50, 50])
    #expect(rect.columns([]).isEmpty)
    for weights in [[1], [2, 3], [5, 4, 4], [1, 0, 7, 2]] {
      for width in 0..<60 {
        let pieces = Rect(x: 0, y: 0, width: width, height: 1).columns(weights, gap: 1)
        let gaps = weights.count - 1
        #expect(pieces.reduce(0) { $0 + $1.width } == max(0, width - gaps))
        #expect(pieces.allSatisfy { $0.maxX <= width })
      }
    }
    #expect(Rect(x: 0, y: 2, width: 5, height: 11).rows([1, 1]).map(\.y) == [2, 8])
  }

  @Test func `insets, intersections and points`() {
    let rect = Rect(x: 0, y: 0, width: 10, height: 4)
    #expect(rect.inset(by: 1) == Rect(x: 1, y: 1, width: 8, height: 2))
    #expect(rect.inset(dx: 0, dy: 3).isEmpty)
    #expect(rect.intersection(Rect(x: 8, y: -1, width: 9, height: 3)) == Rect(x: 8, y: 0, width: 2, height: 2))
    #expect(rect.intersection(Rect(x: 20, y: 20, width: 1, height: 1)).isEmpty)
    #expect(rect.contains(Point(x: 9, y: 3)))
    #expect(!rect.contains(Point(x: 10, y: 3)))
  }
}
