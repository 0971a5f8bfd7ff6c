import CNcurses
import Canvas
import Glibc

/// The terminal: keys and mouse in, cells out, and its state given back whatever happens.
///
/// One per process at a time. Everything but `wake()` belongs to the thread that made it; that is what `@unchecked`
/// stands for, and it is checked when events are read and screens are shown.
///
/// The terminal is given back by `restore()`, when the object goes, at `exit`, and by the handlers of SIGTERM, SIGHUP, SIGQUIT and
/// of the signals of a crash. SIGTERM, SIGHUP and SIGQUIT end the process with 143, 129 and 131.
public final class NcursesTerminal: @unchecked Sendable {
  /// Columns and lines.
  public internal(set) var size: Size
  /// The colours that it can show.
  public let depth: ColorDepth
  /// Whether letters outside ASCII can be shown and typed.
  public let isUTF8: Bool
  /// The signs to draw with: ASCII where asked for, without UTF-8, and on the Linux console, whose fonts lack most.
  public let glyphs: Glyphs

  let kind: String
  let input: Int32
  let output: Int32
  let options: TerminalOptions
  let owner = pthread_self()
  let wakePipe: WakePipe
  let signalPipe: WakePipe
  let screen: OpaquePointer
  let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  var modesBefore = termios()
  var isActive = true
  var isTitleSet = false
  var shown: Canvas?
  var pairs: ColorPairs
  var queue: [InputEvent] = []
  var pushedBack: RawInput?
  var pushedBackByte: Int32?
  var lastPress: (point: Point, milliseconds: Int64)?
  var hasJustResumed = false
  /// What SIGTERM, SIGHUP and SIGQUIT do; tests look at it instead of ending.
  var onEnd: (Int32) -> Void = { exit(128 + $0) }

  /// Takes the process's terminal over.
  ///
  /// - Throws: before anything has been changed.
  public convenience init(options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    try self.init(
      options: options, input: STDIN_FILENO, output: STDOUT_FILENO, kind: Self.environment("TERM"),
      noColor: Self.environment("NO_COLOR"), colorTerm: Self.environment("COLORTERM"))
  }

  /// Takes over the terminal behind two descriptors.
  init(
    options: TerminalOptions, input: Int32, output: Int32, kind: String?, noColor: String? = nil,
    colorTerm: String? = nil
  ) throws(TerminalError) {
    guard !TerminalRescue.current.pointee.isTaken else { throw .system("it is open already") }
    guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
    guard let kind, !kind.isEmpty else { throw .unknownKind(nil) }
    let locale = TerminalLocale.current
    try Self.check(kind, output: output)
    guard let wakePipe = WakePipe(), let signalPipe = WakePipe() else { throw .system("no pipe") }
    guard let outFile = fdopen(dup(output), "w") else { throw .system("no output stream") }
    guard let inFile = fdopen(dup(input), "r") else {
      fclose(outFile)
      throw .system("no input stream")
    }
    var before = termios()
    tcgetattr(input, &before)

    let rescue = TerminalRescue.current
    rescue.pointee.input = input
    rescue.pointee.output = output
    rescue.pointee.reports = signalPipe.writing
    rescue.pointee.modes = before
    rescue.pointee.isEnding = false
    rescue.pointee.isTaken = true
    // Ours first: ncurses installs its own only where there is none yet.
    TerminalSignals.install()
    // The window decides, not LINES and COLUMNS, which a shell may have exported long ago.
    use_env(false)
    use_tioctl(true)
    let support = ColorSupport(choice: options.color, noColor: noColor, colorTerm: colorTerm)
    guard let screen = Self.openScreen(kind, support: support, output: outFile, input: inFile) else {
      TerminalSignals.remove()
      rescue.pointee.isTaken = false
      fclose(outFile)
      fclose(inFile)
      throw .unknownKind(kind)
    }
    set_term(screen)
    let hasColors = has_colors() && start_color() == OK
    if hasColors { use_default_colors() }
    let colors = hasColors ? Int(nc_colors()) : 0

    self.kind = kind
    self.input = input
    self.output = output
    self.options = options
    self.wakePipe = wakePipe
    self.signalPipe = signalPipe
    self.screen = screen
    files = (inFile, outFile)
    modesBefore = before
    depth = support.depth(colors: colors)
    isUTF8 = locale.isUTF8
    pairs = ColorPairs(colors: colors, limit: hasColors ? Int(nc_color_pairs()) : 1)
    size = Size(width: Int(nc_columns()), height: Int(nc_lines()))
    glyphs = (options.ascii ?? (!isUTF8 || kind.hasPrefix("linux"))) ? .ascii : .unicode
    TerminalRescue.setFarewell(farewell)
    rescue.pointee.isActive = true
    _ = Self.rescueAtExit
    setModes()
  }

  deinit {
    restore()
    delscreen(screen)
    fclose(files.input)
    fclose(files.output)
  }

  /// Ends the wait for the next event, from any thread.
  public nonisolated func wake() {
    wakePipe.wake()
  }

  /// A value of an environment variable.
  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Refuses a terminal that cannot be used, before it is touched.
  private static func check(_ kind: String, output: Int32) throws(TerminalError) {
    var status: Int32 = 0
    guard setupterm(kind, output, &status) == OK, let terminal = nc_terminal() else { throw .unknownKind(kind) }
    defer { del_curterm(terminal) }
    guard nc_capability("cup") != nil else { throw .noCursorAddressing(kind) }
  }

  /// Whatever way the process ends by itself.
  private static let rescueAtExit: Void = {
    atexit { TerminalRescue.perform() }
  }()
}
