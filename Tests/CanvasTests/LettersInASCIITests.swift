import Testing

@testable import Canvas

@Suite struct LettersInASCIITests {
  @Test(arguments: [
    ("é", "e"), ("Å", "A"), ("ø", "o"), ("ß", "s"), ("Æ", "A"), ("ı", "i"), ("Ł", "L"), ("ế", "e"), ("€", "E"),
    ("→", "-"),
    ("…", "."), ("—", "-"), ("\u{A0}", " "), ("“", "\""), ("×", "x"), ("z", "z"), ("\u{2003}", " "),
  ])
  func aLetterOrSignHasAStandInOfOneColumn(text: String, standIn: Character) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(LettersInASCII.standIn(for: scalar) == standIn)
  }

  @Test(arguments: ["王", "Ж", "あ", "😀", "ا", "\u{301}"])
  func whatNobodyWouldUnderstandHasNone(text: String) throws {
    #expect(LettersInASCII.standIn(for: try #require(text.unicodeScalars.first)) == nil)
  }
}
