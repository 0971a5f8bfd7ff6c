import Canvas
import Testing

@Suite struct KeyNames {
  @Test(arguments: [
    "j", "J", "/", "-", "王", "é", "C-d", "M-x", "C-M-x", "Enter", "Esc", "Space", "C-Space", "Tab", "S-Tab", "Up",
    "C-Right",
    "M-Up", "F1", "F12", "PgDn", "Del", "C--", "M--", "[", "]",
  ])
  func `a name means a key, and the key has that name`(name: String) {
    #expect(Key(name: name)?.name == name)
  }

  @Test func `other spellings`() {
    #expect(Key(name: "C-D") == Key(name: "C-d"))
    #expect(Key(name: "A-x") == Key(name: "M-x"))
    #expect(Key(name: "escape") == Key(.escape))
    #expect(Key(name: "return") == Key(.enter))
    #expect(Key(name: "PageUp") == Key(.pageUp))
    #expect(Key(name: "f5") == Key(.function(5)))
    #expect(Key(name: "M-s-tab") == Key(.backTab, alt: true))
  }

  @Test(arguments: ["", "C-", "X-a", "F0", "F64", "Foo", "ab", "\t", " "])
  func `what means no key is none`(name: String) {
    #expect(Key(name: name) == nil)
  }
}
