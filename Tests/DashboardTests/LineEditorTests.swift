import Testing

@testable import Dashboard

@Suite("A typed line")
struct LineEditorTests {
  @Test("takes text in where the cursor is, and away on both sides of it")
  func editing() {
    var line = LineEditor("net > 50")
    line.move(by: -2)
    line.insert("1")
    #expect(line.text == "net > 150")
    #expect(line.cursor == 7)
    line.eraseBack()
    line.eraseForward()
    #expect(line.text == "net > 0")
    line.jump(toEnd: false)
    line.eraseBack()
    #expect(line.text == "net > 0")
    line.jump(toEnd: true)
    line.eraseForward()
    #expect(line.text == "net > 0")
  }

  @Test("loses a word with the blanks behind it")
  func words() {
    var line = LineEditor("stage = sleeping  ")
    line.eraseWord()
    #expect(line.text == "stage = ")
    line.eraseWord()
    line.eraseWord()
    line.eraseWord()
    #expect(line.text.isEmpty)
    #expect(line.cursor == 0)
  }

  @Test("keeps the cursor inside, whatever is asked for, and counts what a person sees as one character")
  func bounds() {
    var line = LineEditor("广东")
    line.move(by: -9)
    #expect(line.cursor == 0)
    line.insert("e\u{301}")
    #expect(line.cursor == 1)
    line.move(by: 99)
    #expect(line.cursor == 3)
    line.replace(1..<99, with: "浙江 ")
    #expect(line.text == "e\u{301}浙江 ")
    #expect(line.cursor == 4)
    line.insert("a\nb")
    #expect(line.text.hasSuffix("a b"))
  }

  @Test("stays whole when a combining mark is typed behind a letter")
  func combining() {
    var line = LineEditor("e")
    line.insert("\u{301}")
    #expect(line.text.count == 1)
    #expect(line.cursor == 1)
    line.insert("x")
    #expect(line.text == "e\u{301}x")
  }
}
