import Glibc
import Testing

@testable import Canvas

@Suite struct Themes {
  static let names = Theme.names().map(\.name)

  @Test func `the program brings six themes, the terminal's own first`() {
    #expect(Self.names == ["terminal", "midnight", "forest", "paper", "colourblind", "mono"])
    #expect(Theme.names().allSatisfy { !$0.description.isEmpty && $0.origin == .embedded })
    #expect(Theme.names().filter(\.isLight).map(\.name) == ["paper"])
  }

  @Test(arguments: names, ColorDepth.allCases)
  func `every theme loads at every depth without a warning`(name: String, depth: ColorDepth) throws {
    let theme = try Theme.load(named: name, depth: depth)
    #expect(theme.warnings == [])
    #expect(theme.name == name)
    for role in Role.allCases {
      for color in [theme[role].foreground, theme[role].background] {
        switch (depth, color) {
        case (_, .standard): break
        case (.ansi16, .indexed(let number)): #expect(number < 16)
        case (.indexed256, .indexed), (.truecolor, _): break
        default: Issue.record("\(role) has \(color) at \(depth)")
        }
      }
    }
  }

  @Test(arguments: names)
  func `text, figures and judgements can be read on their background`(name: String) throws {
    let theme = try Theme.load(named: name, depth: .truecolor)
    let large: Set<Role> = [.border, .borderFocus, .grid, .axis, .track, .band, .missing, .bar, .reference]
    for role in Role.allCases where !large.contains(role) {
      guard case .rgb(let r, let g, let b) = theme[role].foreground,
        case .rgb(let r2, let g2, let b2) = theme[role].background
      else { continue }
      let contrast = RGB(r, g, b).contrast(with: RGB(r2, g2, b2))
      #expect(contrast >= 4.5, "\(role) of \(name) has \(contrast)")
    }
    for step in 0...20 {
      for style in [theme.sequential(Double(step) / 20), theme.diverging(Double(step) / 10 - 1)] {
        guard case .rgb(let r, let g, let b) = style.foreground, case .rgb(let r2, let g2, let b2) = style.background
        else { continue }
        #expect(RGB(r, g, b).contrast(with: RGB(r2, g2, b2)) >= 4.5, "step \(step) of \(name)")
      }
    }
  }

  @Test func `contrast is that of WCAG`() {
    #expect(RGB(0, 0, 0).contrast(with: RGB(255, 255, 255)) == 21)
    // #767676 on white is the well-known grey that just passes.
    #expect(abs(RGB(0x76, 0x76, 0x76).contrast(with: RGB(255, 255, 255)) - 4.54) < 0.01)
  }

  @Test(arguments: names)
  func `the resolved file gives the same theme again`(name: String) throws {
    let text = try Theme.resolvedFile(named: name)
    let file = try ThemeFile(toml: text, name: name, source: name)
    #expect(file.warnings == [])
    for role in Role.allCases { #expect(text.contains(role.rawValue)) }
    for depth in ColorDepth.allCases {
      let (again, original) = (try Theme(resolving: file, depth: depth), try Theme.load(named: name, depth: depth))
      for role in Role.allCases { #expect(again[role] == original[role], "\(role) at \(depth)") }
      for index in 0..<6 { #expect(again.series(index) == original.series(index)) }
      for step in 0...10 { #expect(again.sequential(Double(step) / 10) == original.sequential(Double(step) / 10)) }
    }
  }

  @Test func `mono knows no colour, and what had a background is reversed`() throws {
    let theme = try Theme.load(named: "midnight", depth: .mono)
    for role in Role.allCases {
      #expect(theme[role].foreground == .standard && theme[role].background == .standard)
    }
    #expect(theme[.cursor].attributes.contains(.reverse))
    #expect(theme[.match].attributes.contains(.reverse))
  }

  @Test func `a theme of three lines stands on its fall-backs`() throws {
    let file = try ThemeFile(
      toml: """
        name = "short"
        [roles]
        text = "#ffffff on #000000"
        accent = "#00ff00"
        [meaning]
        good = "#0000ff"
        """, name: "short", source: "short")
    let theme = try Theme(resolving: file, depth: .truecolor)
    #expect(theme[.key] == theme[.accent])
    #expect(theme[.up].foreground == .rgb(0, 0, 255))
    #expect(theme[.down] == theme[.bad])
    #expect(theme[.borderFocus] == theme[.border])
    #expect(theme[.textStrong].attributes == .bold)
    #expect(theme[.textMuted].background == .rgb(0, 0, 0))
    #expect(theme[.cursor].attributes == .reverse)
    #expect(theme.overlay(.cursor, on: theme[.good]) == theme[.text].adding(.reverse))
    #expect(theme.overlay(.good, on: theme[.title].on(.indexed(9))).background == .indexed(9))
  }

  @Test func `fall-backs of a palette colour are used at their depth`() throws {
    let toml = """
      [palette]
      sky = ["#82aaff", "111", "blue"]
      [roles]
      text = "sky"
      """
    let file = try ThemeFile(toml: toml, name: "p", source: "p")
    #expect(try Theme(resolving: file, depth: .truecolor)[.text].foreground == .rgb(0x82, 0xAA, 0xFF))
    #expect(try Theme(resolving: file, depth: .indexed256)[.text].foreground == .indexed(111))
    #expect(try Theme(resolving: file, depth: .ansi16)[.text].foreground == .indexed(4))
  }

  @Test(arguments: [
    (RGB(255, 0, 0), 196, 9), (RGB(0, 0, 0), 16, 0), (RGB(255, 255, 255), 231, 15), (RGB(8, 8, 8), 232, 0),
    (RGB(118, 118, 118), 243, 8), (RGB(95, 135, 175), 67, 8),
  ])
  func `the nearest of 256 and of sixteen`(color: RGB, indexed: Int, ansi: Int) {
    #expect(Int(color.nearestIndexed) == indexed)
    #expect(Int(color.nearestANSI) == ansi)
  }

  @Test func `every colour of the cube and the greys is its own nearest`() {
    for number in UInt8(16)...255 {
      #expect(RGB(indexed: RGB(indexed: number).nearestIndexed) == RGB(indexed: number))
    }
  }

  @Test func `unknown keys are warned of with what was probably meant`() throws {
    let file = try ThemeFile(
      toml: "colour = \"x\"\n[roles]\n\"border.focused\" = \"red\"\n[chart]\nserie = \"red\"\n", name: "t", source: "t")
    #expect(file.warnings.count == 3)
    #expect(file.warnings.contains { $0.contains("border.focused") && $0.contains("nearest: \"border.focus\"") })
    #expect(file.warnings.contains { $0.contains("serie") && $0.contains("nearest: \"series\"") })
  }

  @Test(arguments: [
    ("[roles]\ntext = 3", "must be a text"),
    ("[roles]\ntext = \"skyy\"\n[palette]\nsky = \"#112233\"", "nearest: \"sky\""),
    ("[roles]\ntext = \"red on\"", "\"on\""), ("[roles]\ntext = \"red blue\"", "\"blue\""),
    ("[roles]\ntext = \"#12345\"", "#12345"), ("[roles]\ntext = \"256\"", "256"), ("roles = 1", "section"),
    ("mode = \"grey\"", "\"dark\", \"light\""), ("[chart]\nsequential = [\"red\"]", "at least 2"),
    ("[palette]\nsky = []", "[palette]"), ("name = ", "line 1"),
  ])
  func `what is wrong is said`(toml: String, hint: String) {
    do {
      let file = try ThemeFile(toml: toml, name: "t", source: "t.toml")
      _ = try Theme(resolving: file, depth: .truecolor)
      Issue.record("\(toml) was accepted")
    } catch {
      #expect(error.description.contains(hint), "\(error)")
    }
  }

  @Test func `files of the user go before those of the program, inherit from them, and may be paths`() throws {
    var template = Array("/tmp/clientele-themes-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    func write(_ name: String, _ text: String) {
      let file = fopen("\(folder)/\(name)", "w")
      fputs(text, file)
      fclose(file)
    }
    defer {
      for name in ["midnight.toml", "mine.toml", "a.toml", "b.toml"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    write("midnight.toml", "description = \"mine\"\n[roles]\ntext = \"red\"\n")
    write("mine.toml", "inherits = \"paper\"\n[roles]\naccent = \"#ff0000\"\n")
    write("a.toml", "inherits = \"b\"\n")
    write("b.toml", "inherits = \"a\"\n")
    let directories = [folder, "/nonexistent"]
    #expect(
      try Theme.load(named: "midnight", depth: .truecolor, directories: directories)[.text].foreground == .indexed(1))
    let mine = try Theme.load(named: "mine", depth: .truecolor, directories: directories)
    #expect(mine.isLight)
    #expect(mine[.accent].foreground == .rgb(255, 0, 0))
    #expect(mine[.text] == (try Theme.load(named: "paper", depth: .truecolor))[.text])
    #expect(try Theme.load(named: "\(folder)/mine.toml", depth: .truecolor).name == "mine")
    #expect(throws: ThemeError.circular(name: "a")) {
      try Theme.load(named: "a", depth: .truecolor, directories: directories)
    }
    #expect(throws: ThemeError.unknown(name: "midnigt", nearest: "midnight")) {
      try Theme.load(named: "midnigt", depth: .truecolor, directories: directories)
    }
    #expect(throws: ThemeError.unreadable(path: "/nonexistent/x.toml")) {
      try Theme.load(named: "/nonexistent/x.toml", depth: .truecolor)
    }
    let listed = Theme.names(directories: directories)
    #expect(listed.first { $0.name == "midnight" }?.origin == .file(path: folder + "/midnight.toml"))
    #expect(listed.contains { $0.name == "mine" && $0.isLight })
  }
}
