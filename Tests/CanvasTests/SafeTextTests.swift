import Canvas
import Testing

@Suite("Text made harmless")
struct SafeTextTests {
  @Test("shows or writes out what a terminal would act on, and leaves everything else")
  func controls() {
    let hostile = "a\u{1B}]52;c;aGk=\u{07}\u{9B}2J\u{7F}\u{202E}z"
    #expect(SafeText.escaped(hostile) == "a\\u{1B}]52;c;aGk=\\u{7}\\u{9B}2J\\u{7F}\\u{202E}z")
    #expect(SafeText.pictured(hostile) == "a␛]52;c;aGk=␇\u{FFFD}2J\u{FFFD}\u{FFFD}z")
    #expect(!SafeText.pictured(hostile).unicodeScalars.contains(where: SafeText.isHarmful))
    let plain = "Größe\t王小明\n👩‍👧 é"
    #expect(SafeText.escaped(plain) == plain)
    #expect(SafeText.pictured(plain) == plain)
  }
}
