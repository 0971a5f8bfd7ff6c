import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// Figures keep to their rectangle, whatever its size.
@Suite struct FigureTests {
  static let sizes = [
    Size(width: 140, height: 45), Size(width: 120, height: 12), Size(width: 80, height: 24), Size(width: 80, height: 5),
    Size(width: 40, height: 12), Size(width: 24, height: 6), Size(width: 10, height: 3), Size(width: 3, height: 1),
    Size(width: 1, height: 1), Size(width: 0, height: 0),
  ]

  @Test(arguments: Shops.all.indices, sizes)
  func nothingIsDrawnOutsideAndSomethingInside(shop: Int, size: Size) {
    for glyphs in [Glyphs.unicode, .blocks, .ascii] {
      for (sheet, figure) in figures(Shops.all[shop]) {
        for row in [nil, 0, 4] {
          let margin = 2
          var canvas = Canvas(
            size: Size(width: size.width + 2 * margin, height: size.height + 2 * margin), theme: .plain, glyphs: glyphs)
          for y in 0..<canvas.size.height {
            canvas.put(String(repeating: "?", count: canvas.size.width), x: 0, y: y)
          }
          let rect = Rect(x: margin, y: margin, width: size.width, height: size.height)
          canvas.fill(rect, canvas.theme[.text])
          figure.draw(&canvas, rect, row)
          var isEmpty = true
          for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width {
              let glyph = canvas[x, y].glyph
              if rect.contains(Point(x: x, y: y)) {
                if glyph != " " { isEmpty = false }
                if glyphs.isASCII { #expect(glyph.utf8.allSatisfy { $0 < 0x80 }, "\(glyph) in \(sheet.id)") }
              } else {
                #expect(glyph == "?", "\(sheet.id) at \(size.width)x\(size.height) wrote \(glyph) at \(x),\(y)")
              }
            }
          }
          #expect(!isEmpty || rect.isEmpty, "\(sheet.id) is empty at \(size.width)x\(size.height)")
        }
      }
    }
  }

  @Test func lengthsAreSensible() {
    for (sheet, figure) in figures(Shops.small) {
      #expect(figure.minimum >= 1, "\(sheet.id)")
      #expect(figure.ideal >= figure.minimum, "\(sheet.id)")
      #expect(figure.ideal <= 24, "\(sheet.id)")
    }
  }

  @Test func aStripFillsItsWidthInProportion() {
    #expect(ShareStrip.widths([1, 1, 2], in: 8) == [2, 2, 4])
    #expect(ShareStrip.widths([0.999, 0.001], in: 10) == [9, 1])
    #expect(ShareStrip.widths([0, 0], in: 10) == [0, 0])
    #expect(ShareStrip.widths([1, 1, 1], in: 2).reduce(0, +) == 2)
    var generator = Seeded(state: 7)
    for _ in 0..<200 {
      let parts = (0..<Int.random(in: 1...6, using: &generator)).map { _ in Double.random(in: 0...9, using: &generator)
      }
      let width = Int.random(in: 1...140, using: &generator)
      #expect(ShareStrip.widths(parts, in: width).reduce(0, +) == width)
    }
  }

  /// Every figure of a shop: the panels' own, and those of a card and an order.
  private func figures(_ ledger: Ledger) -> [(Sheet, Sheet.Figure)] {
    let findings = Shops.findings(ledger)
    var sheets = PanelRegistry.all.map { $0.sheet(findings) }
    for customer in Set([0, ledger.customers.count - 1]) where customer >= 0 && customer < ledger.customers.count {
      sheets.append(CustomerSheet.make(findings, customer: customer))
    }
    for order in Set([0, ledger.orders.count / 3, ledger.orders.count - 1])
    where order >= 0 && order < ledger.orders.count {
      sheets.append(OrderSheet.make(findings, order: order))
    }
    return sheets.compactMap { sheet in sheet.figure.map { (sheet, $0) } }
  }
}
