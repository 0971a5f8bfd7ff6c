import Canvas
import Testing

/// A small canvas in the plain theme.
func blankCanvas(_ width: Int, _ height: Int, _ glyphs: Glyphs = .unicode) -> Canvas {
  Canvas(size: Size(width: width, height: height), theme: .plain, glyphs: glyphs)
}

@Suite struct Drawing {
  @Test func `text is clipped at all four edges`() {
    var canvas = blankCanvas(6, 2)
    canvas.put("abcdefgh", x: -2, y: 0)
    canvas.put("xyz", x: 4, y: 1)
    canvas.put("above", x: 0, y: -1)
    canvas.put("below", x: 0, y: 2)
    canvas.put("right", x: 6, y: 0)
    #expect(canvas.text == "cdefgh\n    xy")
  }

  @Test func `a wide glyph across an edge becomes a blank`() {
    var canvas = blankCanvas(4, 3)
    canvas.put("王小明", x: -1, y: 0)
    canvas.put("a王小", x: 0, y: 1)
    canvas.put("王小", x: 0, y: 2, maxWidth: 3)
    #expect(canvas.text == " 小\na王\n王")
    #expect(canvas[3, 1].glyph == " ")
    #expect(canvas[1, 0].glyph == "小")
    #expect(canvas[2, 0] == Cell(glyph: "", style: canvas.theme[.text], width: 0))
  }

  @Test func `overwriting half of a wide glyph blanks the other`() {
    var canvas = blankCanvas(6, 1)
    canvas.put("王小明", x: 0, y: 0)
    canvas.put("x", x: 1, y: 0)
    canvas.put("y", x: 4, y: 0)
    #expect(canvas.text == " x小y")
    canvas.put("明", x: 2, y: 0)
    canvas.put("王", x: 1, y: 0)
    #expect(canvas.text == " 王 y")
  }

  @Test func `no cell holds more than five code points, a joiner or a control character`() {
    var canvas = blankCanvas(40, 1)
    canvas.put("👨‍👩‍👧‍👦 👍🏽 🇨🇳 e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306} \u{1B}[2J\u{07}\u{9B}1m ❤️ a\u{202E}b 1️⃣", x: 0, y: 0)
    for x in 0..<40 {
      let scalars = canvas[x, 0].glyph.unicodeScalars
      #expect(scalars.count <= 5)
      for scalar in scalars {
        #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
        #expect(![0x200D, 0xFE0F, 0x202E].contains(scalar.value))
      }
    }
    #expect(canvas.text == "👨 👍 CN e\u{301}\u{302}\u{303}\u{304} ␛[2J␇\u{FFFD}1m ❤ ab 1")
  }

  @Test func `control characters in ASCII are question marks of the same width`() {
    var canvas = blankCanvas(12, 1, .ascii)
    canvas.put("a\u{1B}[1m\u{0}b\tc", x: 0, y: 0)
    #expect(canvas.text == "a?[1m?b?c")
  }

  @Test func `the clip confines everything and is undone`() {
    var canvas = blankCanvas(10, 3)
    canvas.clipped(to: Rect(x: 2, y: 1, width: 4, height: 1)) { inner in
      inner.put("0123456789", x: 0, y: 1)
      inner.fill(Rect(x: 0, y: 0, width: 3, height: 3), inner.theme[.text])
      inner.put("no", x: 2, y: 0)
      inner.clipped(to: Rect(x: 0, y: 0, width: 4, height: 3)) { $0.put("zzzzzzz", x: 0, y: 1) }
    }
    canvas.put("free", x: 0, y: 2)
    #expect(canvas.text == "\n  zz45\nfree")
  }

  @Test func `put tells the columns used`() {
    var canvas = blankCanvas(10, 1)
    #expect(canvas.put("abc", x: 0, y: 0) == 3)
    #expect(canvas.put("王小", x: 0, y: 0) == 4)
    #expect(canvas.put("abcdef", x: 0, y: 0, maxWidth: 4) == 4)
    #expect(canvas.put([Span("ab"), Span("王"), Span("cdefghijk")], x: 1, y: 0, maxWidth: 6) == 6)
  }

  @Test func `right-aligned text ends before its column`() {
    var canvas = blankCanvas(8, 2)
    canvas.putRight("王1", maxX: 8, y: 0)
    canvas.putRight([Span("12"), Span(" £")], maxX: 7, y: 1)
    #expect(canvas.text == "     王1\n   12 £")
  }

  @Test func `frames carry a title, figures at the right and below`() {
    var canvas = blankCanvas(30, 4)
    let inner = canvas.frame(
      canvas.bounds, title: [Span("Funnel")], trailing: [Span("all time")], bottom: [Span("3 of 9")], focused: true)
    #expect(inner == Rect(x: 1, y: 1, width: 28, height: 2))
    #expect(
      canvas.text == """
        ╭─ Funnel ──────── all time ─╮
        │                            │
        │                            │
        ╰─────────────────── 3 of 9 ─╯
        """)
  }

  @Test func `in a narrow frame the figures go first, then the title is cut`() {
    var narrow = blankCanvas(14, 2)
    narrow.frame(narrow.bounds, title: [Span("Purchase funnel")], trailing: [Span("all")], focused: false)
    #expect(narrow.text == "╭─ Purchas… ─╮\n╰────────────╯")
    var tiny = blankCanvas(3, 2, .ascii)
    tiny.frame(tiny.bounds, title: [Span("Funnel")], focused: false)
    #expect(tiny.text == "+-+\n+-+")
    #expect(tiny.frame(Rect(x: 0, y: 0, width: 1, height: 5), title: [], focused: false).width == 1)
  }

  @Test func `the scroll bar shows where one is`() {
    func bar(top: Int, total: Int) -> String {
      var canvas = blankCanvas(1, 5)
      canvas.scrollBar(canvas.bounds, total: total, top: top, visible: 5)
      return canvas.text.split(separator: "\n", omittingEmptySubsequences: false).joined()
    }
    #expect(bar(top: 0, total: 10) == "┃┃┃││")
    #expect(bar(top: 5, total: 10) == "││┃┃┃")
    #expect(bar(top: 0, total: 5) == "")
    #expect(bar(top: 999_995, total: 1_000_000) == "││││┃")
  }

  @Test func `restyling keeps the glyphs`() {
    var canvas = blankCanvas(4, 1)
    canvas.put("ab王", x: 0, y: 0)
    canvas.restyle(Rect(x: 1, y: 0, width: 3, height: 1), .cursor)
    #expect(canvas.text == "ab王")
    #expect(!canvas[0, 0].style.attributes.contains(.reverse))
    #expect(canvas[2, 0].style.attributes.contains(.reverse))
  }
}
