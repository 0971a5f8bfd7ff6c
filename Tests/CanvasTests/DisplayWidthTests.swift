import Canvas
import Testing

@Suite struct TextWidth {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("王小明", 6), ("한글", 4), ("ｆｕｌｌ", 8), ("ｶﾅ", 2), ("e\u{301}", 1), ("a\u{308}\u{301}b", 2),
    ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤\u{FE0F}", 1), ("─│╭▊", 4), ("⠿", 1), ("£€¥", 3),
    ("\u{200B}", 0), ("a\u{200B}b", 2), ("\u{FEFF}x", 1), ("\u{202E}x", 1), ("\u{1B}[31m", 5), ("\0", 1), ("\r\n", 1),
    ("\u{301}", 1), ("ไทย", 3), ("ทำ", 2), ("नि", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("…", 1), ("\u{85}", 1),
  ])
  func `columns of a text`(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test func `the width of a text is the sum of its graphemes and what a canvas uses`() {
    var random = SeededGenerator(seed: 11)
    let alphabet = ["a", " ", "王", "e\u{301}", "😀", "👨‍👩‍👧", "🇨🇳", "\t", "\u{1B}", "▊", "한", "\u{200D}", "é", "\u{AD}", "ｆ"]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }
        .joined()
      #expect(DisplayWidth.of(text) == text.reduce(0) { $0 + DisplayWidth.of($1) }, "\(text.debugDescription)")
      var canvas = Canvas(size: Size(width: 60, height: 1), theme: .plain)
      #expect(canvas.put(text, x: 0, y: 0) == DisplayWidth.of(text), "\(text.debugDescription)")
      for width in 0...14 {
        #expect(DisplayWidth.of(DisplayWidth.fit(text, width)) == width, "\(text.debugDescription) in \(width)")
        #expect(DisplayWidth.of(DisplayWidth.cut(text, width)) <= width)
        for line in DisplayWidth.wrap(text, max(2, width)) { #expect(DisplayWidth.of(line) <= max(2, width)) }
      }
    }
  }

  @Test func `fitting cuts with a sign and pads`() {
    #expect(DisplayWidth.fit("customer", 5) == "cust…")
    #expect(DisplayWidth.fit("customer", 5, ellipsis: "~") == "cust~")
    #expect(DisplayWidth.fit("abc", 5) == "abc  ")
    #expect(DisplayWidth.fit("abc", 5, align: .trailing) == "  abc")
    #expect(DisplayWidth.fit("abc", 6, align: .center) == " abc  ")
    #expect(DisplayWidth.fit("王小明", 5) == "王小…")
    #expect(DisplayWidth.fit("王小明", 4) == "王… ")
    #expect(DisplayWidth.fit("abc", 1) == "…")
    #expect(DisplayWidth.fit("abc", 0) == "")
    #expect(DisplayWidth.fit("abc", 1, ellipsis: "...") == "a")
  }

  @Test func `wrapping breaks at blanks, between wide letters, and long words anywhere`() {
    #expect(DisplayWidth.wrap("Nearly three of four who came", 12) == ["Nearly three", "of four who", "came"])
    #expect(DisplayWidth.wrap("这家店的客户", 5) == ["这家", "店的", "客户"])
    #expect(DisplayWidth.wrap("客户，好", 4) == ["客", "户，", "好"])
    #expect(DisplayWidth.wrap("abcdefgh", 3) == ["abc", "def", "gh"])
    #expect(DisplayWidth.wrap("one\n\ntwo", 9) == ["one", "", "two"])
    #expect(DisplayWidth.wrap("shop 客户 ok", 7) == ["shop 客", "户 ok"])
    #expect(DisplayWidth.wrap("", 4) == [""])
    #expect(DisplayWidth.wrap("abc", 0).isEmpty)
  }
}
