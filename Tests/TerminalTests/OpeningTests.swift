import Canvas
import Glibc
import Testing

@testable import NcursesTerminal

extension TerminalSuite {
  @Suite struct Opening {
    @Test func `an unknown kind of terminal is refused before anything is written`() throws {
      let pty = try PseudoTerminal()
      let before = pty.modes
      #expect(throws: TerminalError.unknownKind("no-such-terminal")) { try pty.open("no-such-terminal") }
      #expect(pty.output() == "")
      #expect(pty.modes == before)
    }

    @Test func `a terminal that cannot place its cursor is refused`() throws {
      let pty = try PseudoTerminal()
      #expect(throws: TerminalError.noCursorAddressing("dumb")) { try pty.open("dumb") }
      #expect(pty.output() == "")
    }

    @Test func `without TERM nothing is opened`() throws {
      let pty = try PseudoTerminal()
      #expect(throws: TerminalError.unknownKind(nil)) { try pty.open("") }
    }

    @Test func `a pipe is no terminal`() throws {
      var ends: [Int32] = [-1, -1]
      try #require(pipe(&ends) == 0)
      defer { ends.forEach { close($0) } }
      #expect(throws: TerminalError.notATerminal) {
        try NcursesTerminal(options: TerminalOptions(), input: ends[0], output: ends[1], kind: "xterm-256color")
      }
    }

    @Test(arguments: ["xterm-256color", "xterm", "linux", "vt100", "tmux-256color", "screen"])
    func `leaving gives the terminal back as it was`(kind: String) throws {
      let pty = try PseudoTerminal()
      let before = pty.modes
      let terminal = try pty.open(kind)
      #expect(pty.modes != before)
      terminal.present(Canvas(size: terminal.size, theme: .plain))
      _ = pty.output()
      terminal.restore()
      #expect(pty.modes == before)
      let farewell = pty.output()
      if kind.hasPrefix("xterm") {
        for sequence in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?1000l"] {
          #expect(farewell.contains(sequence), "missing \(sequence.debugDescription)")
        }
      }
      terminal.restore()
      #expect(pty.output() == "")
      #expect(terminal.nextEvent(timeoutMilliseconds: 0) == .end)
    }

    @Test func `after a stop without a shell the screen is drawn anew and the found modes are given back`() throws {
      let pty = try PseudoTerminal()
      let before = pty.modes
      let terminal = try pty.open()
      let own = pty.modes
      terminal.present(Canvas(size: terminal.size, theme: .plain))
      _ = pty.output()
      // What a process hears that was stopped by SIGSTOP and continued; nobody has changed the terminal meanwhile.
      kill(getpid(), SIGCONT)
      #expect(terminal.nextEvent(timeoutMilliseconds: 5_000) == .suspendResumed)
      #expect(pty.modes == own)
      #expect(pty.output().contains("\u{1B}[?1000h"))
      terminal.restore()
      #expect(pty.modes == before)
    }

    @Test func `signals that end a program are answered while the terminal is open, unless they are ignored`() throws {
      let pty = try PseudoTerminal()
      func handler(_ number: Int32) -> Int {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      }
      let before = TerminalSignals.endings.map(handler)
      signal(SIGUSR2, SIG_IGN)
      let terminal = try pty.open()
      #expect(handler(SIGUSR2) == 1)
      for number in TerminalSignals.endings where number != SIGUSR2 && before[index(number)] != 1 {
        #expect(handler(number) > 1, "signal \(number)")
      }
      terminal.restore()
      signal(SIGUSR2, SIG_DFL)
      #expect(TerminalSignals.endings.map(handler) == before)
    }

    private func index(_ number: Int32) -> Int { TerminalSignals.endings.firstIndex(of: number) ?? 0 }

    @Test func `only one is open at a time`() throws {
      let pty = try PseudoTerminal()
      let first = try pty.open()
      #expect(throws: TerminalError.system("it is open already")) { try pty.open() }
      first.restore()
      let second = try pty.open()
      #expect(second.nextEvent(timeoutMilliseconds: 0) == nil)
    }

    @Test func `the size is that of the window whatever the environment says`() throws {
      setenv("LINES", "7", 1)
      setenv("COLUMNS", "13", 1)
      defer {
        unsetenv("LINES")
        unsetenv("COLUMNS")
      }
      let pty = try PseudoTerminal(width: 101, height: 37)
      let terminal = try pty.open()
      #expect(terminal.size == Size(width: 101, height: 37))
    }

    @Test func `colours follow the terminal, NO_COLOR and the option`() throws {
      let pty = try PseudoTerminal()
      #expect(try pty.open().depth == .indexed256)
      #expect(try pty.open("xterm").depth == .ansi16)
      #expect(try pty.open("linux").depth == .ansi16)
      #expect(try pty.open("vt100").depth == .mono)
      #expect(try pty.open(noColor: "1").depth == .mono)
      #expect(try pty.open(noColor: "").depth == .indexed256)
      #expect(try pty.open(options: TerminalOptions(color: .never)).depth == .mono)
      #expect(try pty.open(options: TerminalOptions(color: .always), noColor: "1").depth == .indexed256)
    }

    @Test func `the console of Linux gets ASCII signs, a request overrides`() throws {
      let pty = try PseudoTerminal()
      #expect(try pty.open("linux").glyphs.isASCII)
      #expect(try pty.open("xterm").glyphs.isASCII == false)
      #expect(try pty.open(options: TerminalOptions(ascii: true)).glyphs.isASCII)
      #expect(try pty.open("linux", options: TerminalOptions(ascii: false)).glyphs.isASCII == false)
    }

    @Test func `the mouse is asked for only where wanted`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      #expect(pty.output().contains("\u{1B}[?1006h"))
      terminal.restore()
      _ = pty.output()
      let quiet = try pty.open(options: TerminalOptions(mouse: false))
      quiet.present(Canvas(size: quiet.size, theme: .plain))
      #expect(!pty.output().contains("1000h"))
    }
  }
}
