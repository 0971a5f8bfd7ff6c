import Canvas
import Glibc
import Testing

@testable import NcursesTerminal

extension TerminalSuite {
  @Suite struct Input {
    private func events(_ typed: String, kind: String = "xterm-256color") throws -> [InputEvent] {
      let pty = try PseudoTerminal()
      let terminal = try pty.open(kind)
      terminal.present(Canvas(size: terminal.size, theme: .plain))
      pty.type(typed)
      var events: [InputEvent] = []
      while let event = terminal.nextEvent(timeoutMilliseconds: 100) {
        events.append(event)
        if events.count > 1000 { break }
      }
      return events
    }

    private func names(_ typed: String) throws -> [String] {
      try events(typed).map { if case .key(let key) = $0 { key.name } else { "\($0)" } }
    }

    @Test func `letters arrive as they are typed, in any script`() throws {
      #expect(try names("aZ /") == ["a", "Z", "Space", "/"])
      #expect(try names("é王😀ß") == ["é", "王", "😀", "ß"])
    }

    @Test func `marks belong to the letter before them`() throws {
      #expect(try names("e\u{301}x") == ["e\u{301}", "x"])
    }

    @Test func `arrows and their relatives`() throws {
      #expect(try names("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD") == ["Up", "Down", "Right", "Left"])
      #expect(
        try names("\u{1B}OH\u{1B}OF\u{1B}[5~\u{1B}[6~\u{1B}[2~\u{1B}[3~") == [
          "Home", "End", "PgUp", "PgDn", "Ins", "Del",
        ])
      #expect(try names("\u{1B}OP\u{1B}[15~\u{1B}[24~") == ["F1", "F5", "F12"])
      #expect(try names("\u{1B}[1;5C\u{1B}[1;3A\u{1B}[Z") == ["C-Right", "M-Up", "S-Tab"])
    }

    @Test func `control keys, Enter, Tab and Backspace`() throws {
      #expect(
        try names("\u{04}\u{15}\r\n\t\u{7F}\u{08}") == [
          "C-d", "C-u", "Enter", "Enter", "Tab", "Backspace", "Backspace",
        ])
      #expect(try names("\u{1F}\u{1C}") == ["C-_", "C-\\"])
    }

    @Test func `Escape by itself is Escape, with a letter at once it is Alt`() throws {
      #expect(try names("\u{1B}") == ["Esc"])
      #expect(try names("\u{1B}x\u{1B}1") == ["M-x", "M-1"])
      #expect(try names("\u{1B}\u{1B}") == ["Esc", "Esc"])
    }

    @Test func `Escape is answered within a tenth of a second`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      pty.type("\u{1B}")
      let start = Clock.milliseconds
      #expect(terminal.nextEvent(timeoutMilliseconds: 1000) == .key(Key(.escape)))
      #expect(Clock.milliseconds - start < 100)
    }

    @Test func `Ctrl-C interrupts`() throws {
      #expect(try events("\u{03}") == [.interrupt])
    }

    @Test func `a paste is one event, whatever keys it holds`() throws {
      #expect(
        try events("\u{1B}[200~q王\rx\u{03}\u{1B}[201~j")
          == [.paste("q王\nx\u{03}"), .key(Key("j"))])
    }

    @Test func `the mouse in SGR coding`() throws {
      #expect(
        try events("\u{1B}[<0;5;3M\u{1B}[<0;5;3m\u{1B}[<64;10;4M\u{1B}[<65;300;4M")
          == [
            .mouse(MouseEvent(x: 4, y: 2, kind: .press)), .mouse(MouseEvent(x: 4, y: 2, kind: .release)),
            .mouse(MouseEvent(x: 9, y: 3, kind: .wheelUp)), .mouse(MouseEvent(x: 299, y: 3, kind: .wheelDown)),
          ])
    }

    @Test func `two presses over one cell are a double click, a third is a press again`() throws {
      let press = "\u{1B}[<0;5;3M"
      let release = "\u{1B}[<0;5;3m"
      let kinds = try events(press + release + press + release + press).compactMap {
        if case .mouse(let event) = $0 { event.kind } else { nil }
      }
      #expect(kinds == [.press, .release, .doubleClick, .release, .press])
    }

    @Test func `a new size of the window is an event, several are one`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      pty.resize(width: 90, height: 30)
      kill(getpid(), SIGWINCH)
      pty.resize(width: 100, height: 31)
      kill(getpid(), SIGWINCH)
      let size = Size(width: 100, height: 31)
      #expect(terminal.nextEvent(timeoutMilliseconds: 500) == .resize(size))
      #expect(terminal.size == size)
      #expect(terminal.nextEvent(timeoutMilliseconds: 50) == nil)
    }

    @Test func `another thread wakes the wait`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      let waker = Thread { terminal.wake() }
      #expect(terminal.nextEvent(timeoutMilliseconds: 5000) == .wake)
      waker.join()
    }

    @Test func `nothing within the time is nothing`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      let start = Clock.milliseconds
      #expect(terminal.nextEvent(timeoutMilliseconds: 30) == nil)
      #expect(Clock.milliseconds - start >= 29)
    }

    @Test func `bytes that are no UTF-8 cost nobody else their keys`() throws {
      let pty = try PseudoTerminal()
      let terminal = try pty.open()
      let typed: [UInt8] = [0xA3, 0x6A, 0xC3, 0x6B, 0xE7, 0x8E, 0x6C, 0xFF, 0xE7, 0x8E, 0x8B]
      _ = typed.withUnsafeBytes { write(pty.outside, $0.baseAddress, $0.count) }
      for expected: Character in ["j", "k", "l", "王"] {
        #expect(terminal.nextEvent(timeoutMilliseconds: 200) == .key(Key(expected)))
      }
    }

    @Test func `random bytes never stop the reader`() throws {
      var state: UInt64 = 7
      for _ in 0..<12 {
        var typed: [UInt8] = []
        for _ in 0..<200 {
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let byte = UInt8(truncatingIfNeeded: state >> 56)
          // Ctrl-Z would stop the test run where a shell controls it.
          typed.append(byte == 26 ? 27 : byte)
        }
        let pty = try PseudoTerminal()
        let terminal = try pty.open()
        _ = typed.withUnsafeBytes { write(pty.outside, $0.baseAddress, $0.count) }
        var count = 0
        while terminal.nextEvent(timeoutMilliseconds: 150) != nil, count < 2000 { count += 1 }
        #expect(count > 0 && count < 2000, "\(typed.prefix(12))")
      }
    }
  }
}

/// A thread that can be waited for.
private final class Thread {
  private var handle = pthread_t()

  init(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(Box(body))
    pthread_create(
      &handle, nil,
      { pointer in
        if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
  }

  func join() { pthread_join(handle, nil) }

  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
