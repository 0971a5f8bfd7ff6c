import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// A card on screens of all sizes, and the focus that moves over it.
@Suite struct CardLayoutTests {
  private static let widths = [136, 96, 76, 38, 20, 4]

  private static func cards() -> [Card] {
    [Shops.small, Shops.random(seed: 3), Shops.single, PeoplePanelTests.ledger].flatMap { ledger in
      let findings = Shops.findings(ledger)
      return (0..<min(5, ledger.customers.count)).map { customer in
        Card(CustomerRecord(findings, customer: customer), notes: [CardNote("Ring back", due: day("2024-01-01"))])
      }
    }
  }

  @Test("the focus reaches every field, leaves downwards, and never moves where nothing is", arguments: widths)
  func focus(width: Int) throws {
    for card in Self.cards() {
      let layout = card.layout(width: width, height: 30)
      #expect(layout.fields.count == card.fields.count)
      #expect(layout.next(from: nil, .down) == nil)
      let entry = try #require(layout.next(from: nil, .up))
      var reached: Set<Int> = [entry]
      var open = [entry]
      while let field = open.popLast() {
        for direction in CardLayout.Direction.allCases {
          guard let next = layout.next(from: field, direction) else {
            #expect(direction == .down)
            continue
          }
          #expect(card.fields.indices.contains(next))
          if reached.insert(next).inserted { open.append(next) }
        }
      }
      #expect(reached.count == card.fields.count)
      for start in card.fields.indices {
        var field: Int? = start
        var steps = 0
        while let here = field, steps <= card.fields.count {
          field = layout.next(from: here, .down)
          steps += 1
        }
        #expect(field == nil, "the focus sticks on the way down")
      }
    }
  }

  @Test("fields stand inside the width, none over another", arguments: widths)
  func places(width: Int) {
    for card in Self.cards() {
      let layout = card.layout(width: width, height: .max)
      for (index, field) in layout.fields.enumerated() {
        #expect(field.rect.x >= 0 && field.rect.maxX <= width && !field.rect.isEmpty)
        #expect(field.rect.y < layout.height)
        for other in layout.fields.dropFirst(index + 1) {
          #expect(field.rect.intersection(other.rect).isEmpty)
        }
      }
    }
  }

  @Test("scrolling brings every field into sight and never shows less than there is")
  func scrolling() {
    for card in Self.cards() {
      let layout = card.layout(width: 38, height: 8)
      var top = 0
      for index in card.fields.indices {
        top = layout.top(showing: index, from: top, visible: 8)
        let y = layout.fields[index].rect.y
        #expect(y >= top && y < top + 8)
        #expect(top >= 0 && top <= max(0, layout.height - 8))
      }
      #expect(layout.top(showing: nil, from: 9_999, visible: 8) == max(0, layout.height - 8))
      #expect(layout.top(showing: 0, from: 9_999, visible: 8) == 0)
    }
  }

  @Test("drawing keeps to its rectangle wherever the document begins", arguments: [0, 3, 17, 500, -4])
  func clipping(top: Int) {
    for card in Self.cards() {
      var canvas = Canvas(size: Size(width: 44, height: 14), theme: .plain, glyphs: .ascii)
      for y in 0..<14 { canvas.put(String(repeating: "?", count: 44), x: 0, y: y) }
      let rect = Rect(x: 3, y: 2, width: 38, height: 9)
      canvas.fill(rect, canvas.theme[.text])
      card.layout(width: 38, height: 9).draw(on: &canvas, in: rect, top: top, focus: 1)
      for y in 0..<14 {
        for x in 0..<44 where !rect.contains(Point(x: x, y: y)) { #expect(canvas[x, y].glyph == "?") }
        for x in 0..<44 { #expect(canvas[x, y].glyph.utf8.allSatisfy { $0 < 0x80 }) }
      }
    }
  }

  @Test("the table below keeps five rows where the card leaves them, and the card three fifths where not")
  func share() {
    let card = Card(CustomerRecord(Shops.findings(Shops.small), customer: 0))
    let layout = card.layout(width: 136, height: .max)
    #expect(layout.lines(in: 60, rows: 100) == layout.height)
    #expect(layout.lines(in: layout.height + 8, rows: 100) == layout.height)
    #expect(layout.lines(in: 18, rows: 100) == 10)
    #expect(layout.lines(in: 18, rows: 1) == 14)
  }

  @Test("a promise that is late comes first and says so; what is done comes last; many are counted")
  func notes() {
    let asOf = day("2024-07-01")
    let lines = Card.lines(
      [
        CardNote("likes tea", written: day("2024-05-01")), CardNote("sent", due: day("2024-06-01"), isDone: true),
        CardNote("refund", kind: "promise", due: day("2024-07-01")),
        CardNote("call", kind: "call back", due: day("2024-06-29")), CardNote("gift", due: day("2024-07-03")),
      ], today: asOf)
    #expect(
      lines.map(\.text) == [
        "! due 29 Jun 2024, 2 days late · call back · call", "! due 1 Jul 2024, today · promise · refund",
        "due 3 Jul 2024, in 2 days · gift", "likes tea · 1 May 2024", "✓ done · sent",
      ])
    #expect(lines.map(\.role) == [.bad, .warn, .text, .text, .textMuted])
    let many = Card.lines((1...9).map { CardNote("note \($0)") }, today: asOf)
    #expect(many.count == Card.notesShown + 1)
    #expect(many.last?.text == "… and 3 more.")
  }

  @Test("a printed card is whole and names no keys")
  func printed() throws {
    let findings = Shops.findings(Shops.small)
    let sheet = CustomerSheet.make(findings, customer: 0)
    #expect(sheet.card?.sections.contains { $0.lines.contains { $0.text == "No notes. N writes one." } } == true)
    for width in [40, 80, 140] {
      let text = ChunkedText.collect { TextOutput(width: width).writeFigure(sheet, to: &$0) }
      #expect(!text.contains("N writes one"))
      #expect(text.contains("Bought most") && text.contains("net by month") == (width > 60))
      #expect(text.contains("What to offer and what not"))
    }
  }
}
