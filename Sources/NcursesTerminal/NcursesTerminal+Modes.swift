import CNcurses
import Canvas
import Glibc

extension NcursesTerminal {
  /// The kinds of terminal that understand xterm's private modes and titles.
  private static let xtermKinds = [
    "xterm", "tmux", "screen", "rxvt", "kitty", "alacritty", "foot", "wezterm", "konsole", "gnome", "vte", "st-",
    "iterm", "ghostty", "putty", "mintty",
  ]

  /// Whether private modes of xterm may be sent: others could print them.
  var isXterm: Bool { Self.xtermKinds.contains { kind.hasPrefix($0) } }

  /// Opens the screen of ncurses.
  ///
  /// ncurses sends red, green and blue only for a kind of terminal that is described so. Where the terminal claims
  /// direct colour by `COLORTERM`, the sister kind is tried whose description has it (`xterm-direct`, `tmux-direct`):
  /// systems that do not have it show the nearest of 256.
  static func openScreen(
    _ kind: String, support: ColorSupport, output: UnsafeMutablePointer<FILE>, input: UnsafeMutablePointer<FILE>
  ) -> OpaquePointer? {
    if support.claimsDirectColor, !support.isOff {
      let family = kind.hasSuffix("-256color") ? String(kind.dropLast(9)) : kind
      if let screen = newterm(family + "-direct", output, input) { return screen }
    }
    return newterm(kind, output, input)
  }

  /// Sets the modes in which keys are read and cells are written.
  func setModes() {
    raw()
    noecho()
    nonl()
    keypad(nc_stdscr(), true)
    nodelay(nc_stdscr(), true)
    intrflush(nc_stdscr(), false)
    set_escdelay(25)
    curs_set(0)
    // Reports of the mouse are read here, not by ncurses: it folds those that arrive together into one, and asks
    // tmux and screen for a coding that ends at column 223.
    define_key("\u{1B}[<", KeyDecoder.mouseReport)
    define_key("\u{1B}[M", KeyDecoder.oldMouseReport)
    define_key("\u{1B}[200~", KeyDecoder.pasteBegin)
    define_key("\u{1B}[201~", KeyDecoder.pasteEnd)
    setReporting(true)
  }

  /// What gives the terminal back without ncurses: for handlers and `exit`.
  var farewell: String {
    var text = ""
    if isXterm { text += "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l" }
    for name in ["sgr0", "op", "rmkx", "cnorm", "rmcup"] {
      guard let value = nc_capability(name) else { continue }
      text += Self.withoutPadding(String(cString: value))
    }
    return text + "\r"
  }

  /// A capability without its `$<…>` delays, which only `tputs` understands.
  static func withoutPadding(_ capability: String) -> String {
    var result = ""
    var rest = capability[...]
    while let start = rest.firstIndex(of: "$"), rest[start...].hasPrefix("$<"),
      let end = rest[start...].firstIndex(of: ">")
    {
      result += rest[..<start]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// Gives the terminal back as it was; more than once does no harm.
  public func restore() {
    guard isActive else { return }
    leave()
    isActive = false
    TerminalSignals.remove()
    TerminalRescue.current.pointee.isTaken = false
  }

  /// Stops the program as Ctrl-Z does everywhere, and takes the terminal back when it continues.
  ///
  /// The next event is `.suspendResumed`. Where no shell waits for stopped programs, it continues at once.
  public func suspend() {
    guard isActive else { return }
    leave()
    TerminalSignals.stop()
    enter()
    hasJustResumed = true
    queue.append(.suspendResumed)
  }

  /// Gives the terminal to somebody else meanwhile: a pager, an editor.
  ///
  /// Afterwards the next `present` draws everything.
  public func withTerminalReleased<T>(_ body: () throws -> T) rethrows -> T {
    guard isActive else { return try body() }
    leave()
    defer { enter() }
    return try body()
  }

  /// Copies text to the clipboard of the terminal (OSC 52); terminals may refuse or not know it.
  public func copyToClipboard(_ text: String) {
    guard isActive, isXterm else { return }
    send("\u{1B}]52;c;" + Base64.encode(Array(text.utf8)) + "\u{07}")
  }

  /// Sets the title of the window, which gets its old one back on leaving; control characters are left out.
  public func setTitle(_ title: String) {
    guard isActive, isXterm else { return }
    if !isTitleSet { send("\u{1B}[22;2t") }
    isTitleSet = true
    let shownTitle = String(
      String.UnicodeScalarView(
        title.unicodeScalars.filter {
          $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
        }))
    send("\u{1B}]2;" + shownTitle + "\u{07}")
  }

  /// Hands the terminal over in the state in which it was found.
  private func leave() {
    set_term(screen)
    setReporting(false)
    if isTitleSet { send("\u{1B}[23;2t") }
    endwin()
    fflush(files.output)
    tcsetattr(input, TCSADRAIN, &modesBefore)
    TerminalRescue.current.pointee.isActive = false
  }

  /// Takes the terminal over again after `leave`.
  func enter() {
    set_term(screen)
    // After a stop that could not be caught nobody has given the terminal back: modes without lines are our own, and
    // not those in which it was found.
    var modes = termios()
    if tcgetattr(input, &modes) == 0, modes.c_lflag & tcflag_t(ICANON) != 0 { modesBefore = modes }
    TerminalRescue.current.pointee.modes = modesBefore
    TerminalRescue.current.pointee.isActive = true
    adoptWindowSize()
    reset_prog_mode()
    clearok(nc_stdscr(), true)
    wrefresh(nc_stdscr())
    setReporting(true)
    isTitleSet = false
    shown = nil
  }

  /// Asks the window for its size; true where it has changed.
  @discardableResult
  func adoptWindowSize() -> Bool {
    var (lines, columns): (UInt16, UInt16) = (0, 0)
    guard nc_window_size(output, &lines, &columns) == 0, lines > 0, columns > 0 else { return false }
    let now = Size(width: Int(columns), height: Int(lines))
    guard now != size else { return false }
    resizeterm(Int32(lines), Int32(columns))
    size = now
    shown = nil
    return true
  }

  /// Switches reports of pastes and of the mouse on or off.
  private func setReporting(_ isOn: Bool) {
    guard isXterm else { return }
    let sign = isOn ? "h" : "l"
    send("\u{1B}[?2004\(sign)")
    if options.mouse { send("\u{1B}[?1000\(sign)\u{1B}[?1006\(sign)") }
  }

  /// Writes to the terminal past ncurses: only what does not touch cells.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return }
      sent += count
    }
  }
}
