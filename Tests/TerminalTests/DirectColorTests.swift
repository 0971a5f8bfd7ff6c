import Canvas
import Glibc
import Testing

@testable import NcursesTerminal

extension TerminalSuite {
  /// Red, green and blue as they are, where terminfo describes a sister of the terminal that shows them.
  @Suite(.enabled(if: access("/usr/bin/tic", X_OK) == 0, "needs tic, of ncurses-bin"))
  struct DirectColor {
    private static let description = #"""
      xterm-direct|xterm with direct colour,
      	RGB, colors#0x1000000, pairs#0x10000, ccc@, initc@,
      	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
      	setab=\E[%?%p1%{8}%<%t4%p1%d%e48\:2\:\:%p1%{65536}%/%d\:%p1%{256}%/%{255}%&%d\:%p1%{255}%&%d%;m,
      	use=xterm-256color,

      """#

    /// Runs `body` where terminfo knows `xterm-direct`.
    private func described(_ body: () throws -> Void) throws {
      var template = Array("/tmp/clientele-terminfo-XXXXXX".utf8CString)
      let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
      defer { _ = system("rm -r \(folder)") }
      let file = try #require(fopen("\(folder)/direct.ti", "w"))
      fputs(Self.description, file)
      fclose(file)
      try #require(system("/usr/bin/tic -x -o \(folder) \(folder)/direct.ti") == 0)
      setenv("TERMINFO_DIRS", "\(folder):/etc/terminfo:/lib/terminfo:/usr/share/terminfo", 1)
      defer { unsetenv("TERMINFO_DIRS") }
      try body()
    }

    @Test func `a terminal that claims direct colour gets it`() throws {
      try described {
        let pty = try PseudoTerminal()
        let terminal = try pty.open(colorTerm: "truecolor")
        #expect(terminal.depth == .truecolor)
        var canvas = Canvas(size: terminal.size, theme: .plain)
        canvas.put("a", x: 0, y: 0, style: Style(foreground: .rgb(255, 128, 1), background: .indexed(16)))
        canvas.put("b", x: 1, y: 0, style: Style(foreground: .indexed(2), background: .indexed(111)))
        terminal.present(canvas)
        let sent = pty.output()
        #expect(sent.contains("38:2::255:128:1m"))
        #expect(sent.contains("32m") && sent.contains("48:2::135:175:255m"))
      }
    }

    @Test func `without the claim, or without colours, it stays what it was`() throws {
      try described {
        let pty = try PseudoTerminal()
        #expect(try pty.open().depth == .indexed256)
        #expect(try pty.open(noColor: "1", colorTerm: "truecolor").depth == .mono)
      }
    }

    @Test func `where no sister is described the nearest of 256 will do`() throws {
      let pty = try PseudoTerminal()
      #expect(try pty.open("screen-256color", colorTerm: "24bit").depth == .indexed256)
    }
  }
}
