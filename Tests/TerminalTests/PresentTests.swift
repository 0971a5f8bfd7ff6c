import CNcurses
import Canvas
import Glibc
import Testing

@testable import NcursesTerminal

extension TerminalSuite {
  @Suite struct Present {
    @Test func `cells arrive where they were drawn, wide and marked ones too`() throws {
      let pty = try PseudoTerminal(width: 20, height: 4)
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("王小明x", x: 1, y: 0)
      canvas.put("e\u{301}a\u{308}\u{301} ╭─▊⠿", x: 0, y: 1)
      canvas.put("🇨🇳👨‍👩‍👧!", x: 0, y: 2)
      canvas.put("末", x: 19, y: 3)
      terminal.present(canvas)
      #expect(shownLine(0, width: 20) == " 王小明x")
      #expect(shownLine(1, width: 20) == "e\u{301}a\u{308}\u{301} ╭─▊⠿")
      #expect(shownLine(2, width: 20) == "CN👨!")
      #expect(shownLine(3, width: 20) == "")
    }

    @Test func `only what changed is sent`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      for y in 0..<24 { canvas.put("line \(y) of the screen", x: 0, y: y) }
      terminal.present(canvas)
      #expect(pty.output().utf8.count > 400)
      canvas.put("X", x: 40, y: 12)
      terminal.present(canvas)
      let sent = pty.output()
      #expect(sent.contains("X"))
      #expect(sent.utf8.count < 60)
      terminal.present(canvas)
      #expect(!pty.output().contains("X"))
    }

    @Test func `a sequence of random screens always ends as a fresh one would`() throws {
      var state: UInt64 = 99
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      let pieces = ["abc", "王小", "e\u{301}", "😀x", " ", "▊▏", "한글", "ｆｗ"]
      let pty = try PseudoTerminal(width: 30, height: 6)
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      for _ in 0..<200 {
        for _ in 0..<6 { canvas.put(pieces[next(pieces.count)], x: next(32) - 1, y: next(6)) }
        terminal.present(canvas)
        let lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for y in 0..<6 { #expect(shownLine(y, width: 30) == lines[y]) }
        _ = pty.output()
      }
    }

    @Test func `styles become attributes and pairs`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("a", x: 0, y: 0, style: Style(attributes: [.bold, .underline]))
      canvas.put("b", x: 1, y: 0, style: Style(foreground: .indexed(111), background: .indexed(233)))
      canvas.put("c", x: 2, y: 0, style: Style(foreground: .indexed(111), background: .indexed(233)))
      terminal.present(canvas)
      #expect(shownCell(0, 0).attributes & NC_BOLD != 0)
      #expect(shownCell(0, 0).attributes & NC_UNDERLINE != 0)
      #expect(shownCell(1, 0).pair > 0)
      #expect(shownCell(1, 0).pair == shownCell(2, 0).pair)
      let sent = pty.output()
      #expect(sent.contains("38;5;111") && sent.contains("48;5;233"))
    }

    @Test func `more styles than pairs still give every cell its colours`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open("linux")
      // 64 pairs: each screen uses 8, every one of them others.
      for foreground in 0..<8 {
        var canvas = Canvas(size: terminal.size, theme: .plain)
        for background in 0..<8 {
          let style = Style(foreground: .indexed(UInt8(foreground)), background: .indexed(UInt8(background)))
          canvas.put("x", x: background, y: 0, style: style)
        }
        terminal.present(canvas)
        for background in 0..<8 {
          var (ink, paper): (Int32, Int32) = (0, 0)
          extended_pair_content(shownCell(background, 0).pair, &ink, &paper)
          #expect(Int(ink) == foreground)
          #expect(Int(paper) == background)
        }
      }
    }

    @Test func `without colours no colour is sent`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open(noColor: "1")
      var canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("red", x: 0, y: 0, style: Style(foreground: .indexed(1), attributes: .bold))
      terminal.present(canvas)
      let sent = pty.output()
      #expect(sent.contains("red"))
      #expect(!sent.contains("31m") && !sent.contains("38;5"))
    }

    @Test func `after a new size the whole screen is drawn again`() throws {
      let pty = try PseudoTerminal(width: 40, height: 5)
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("small", x: 0, y: 0)
      terminal.present(canvas)
      pty.resize(width: 60, height: 8)
      kill(getpid(), SIGWINCH)
      #expect(terminal.nextEvent(timeoutMilliseconds: 500) == .resize(Size(width: 60, height: 8)))
      canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("large", x: 50, y: 7)
      terminal.present(canvas)
      #expect(shownLine(0, width: 60) == "")
      #expect(shownLine(7, width: 60).hasSuffix("large"))
    }

    @Test func `a canvas larger than the window is cut`() throws {
      let pty = try PseudoTerminal(width: 10, height: 3)
      let terminal = try pty.open()
      var canvas = Canvas(size: Size(width: 30, height: 9), theme: .plain)
      for y in 0..<9 { canvas.put("王王王王王王王王", x: 1, y: y) }
      terminal.present(canvas)
      for y in 0..<3 { #expect(shownLine(y, width: 10) == " 王王王王") }
    }

    @Test func `the screen comes back after it was lent`() throws {
      let pty = try PseudoTerminal()
      let before = pty.modes
      let terminal = try pty.open()
      var canvas = Canvas(size: terminal.size, theme: .plain)
      canvas.put("figures", x: 0, y: 0)
      terminal.present(canvas)
      _ = pty.output()
      let modesMeanwhile = terminal.withTerminalReleased { pty.modes }
      #expect(modesMeanwhile == before)
      terminal.present(canvas)
      let sent = pty.output()
      #expect(sent.contains("\u{1B}[?1049l"))
      #expect(sent.contains("figures"))
      #expect(pty.modes != before)
    }

    @Test func `clipboard and title are told, control characters are not`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      _ = pty.output()
      terminal.copyToClipboard("Wang 王")
      #expect(pty.output() == "\u{1B}]52;c;V2FuZyDnjos=\u{07}")
      terminal.setTitle("shop\u{1B}]2;evil\u{07}.csv")
      #expect(pty.output().hasSuffix("\u{1B}]2;shop]2;evil.csv\u{07}"))
      terminal.restore()
      #expect(pty.output().contains("\u{1B}[23;2t"))
    }
  }
}

@Test(arguments: [
  ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy"),
])
func `base64 gives the vectors of RFC 4648`(text: String, encoded: String) {
  #expect(Base64.encode(Array(text.utf8)) == encoded)
}
