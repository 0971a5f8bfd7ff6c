import Glibc

/// What has to be written and set so that a shell can go on, kept where a signal handler can reach it.
///
/// A handler must not allocate, lock or wait, so everything is in plain memory that is filled in before a handler is
/// installed, and what handlers do is `write`, `tcsetattr`, `sigaction`, `raise`.
struct TerminalRescue {
  /// Somebody has opened the terminal and not given it back for good: handlers and their memory are one set.
  var isTaken = false
  /// The terminal is ours at the moment.
  var isActive = false
  var input: Int32 = -1
  var output: Int32 = -1
  /// Where signals are reported to the program.
  var reports: Int32 = -1
  /// A request to end is on its way already.
  var isEnding = false
  var modes = termios()
  /// Leaves the alternate screen, shows the cursor, switches mouse and paste off.
  var farewell: UnsafeMutablePointer<UInt8>?
  var farewellLength = 0

  /// The one of this process.
  ///
  /// Never freed: handlers may run until the very end.
  nonisolated(unsafe) static let current: UnsafeMutablePointer<TerminalRescue> = {
    let pointer = UnsafeMutablePointer<TerminalRescue>.allocate(capacity: 1)
    pointer.initialize(to: TerminalRescue())
    return pointer
  }()

  /// What signals did before, by number.
  nonisolated(unsafe) static let previous: UnsafeMutablePointer<sigaction> = {
    let pointer = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    pointer.initialize(repeating: sigaction(), count: 65)
    return pointer
  }()

  /// Gives the terminal back with nothing but async-signal-safe calls.
  static func perform() {
    let rescue = current
    guard rescue.pointee.isActive else { return }
    rescue.pointee.isActive = false
    var sent = 0
    while let bytes = rescue.pointee.farewell, sent < rescue.pointee.farewellLength {
      let count = write(rescue.pointee.output, bytes + sent, rescue.pointee.farewellLength - sent)
      if count <= 0 { break }
      sent += count
    }
    _ = tcsetattr(rescue.pointee.input, TCSANOW, &rescue.pointee.modes)
  }

  /// Keeps the bytes that give the terminal back.
  static func setFarewell(_ text: String) {
    let bytes = Array(text.utf8)
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    buffer.initialize(from: bytes, count: bytes.count)
    current.pointee.farewell?.deallocate()
    current.pointee.farewell = buffer
    current.pointee.farewellLength = bytes.count
  }
}

/// The signals that a program on a terminal has to answer.
enum TerminalSignals {
  /// Told to the program, which answers when it reads its next event.
  static let reported = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]
  /// The program cannot go on.
  static let crashes = [SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE, SIGTRAP]
  /// What ends a program that does not listen, and nobody here sends: the terminal is given back first. One that
  /// whoever started the program ignores stays ignored.
  static let endings = [
    SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSYS, SIGSTKFLT,
  ]

  /// Installs the handlers and remembers those before.
  static func install() {
    useOwnStack()
    for signal in reported { set(signal, report, SA_RESTART) }
    for signal in crashes { set(signal, crash, SA_ONSTACK) }
    for signal in endings {
      set(signal, crash, SA_ONSTACK)
      let before = TerminalRescue.previous + Int(signal)
      if unsafeBitCast(before.pointee.__sigaction_handler.sa_handler, to: Int.self) == 1 {
        sigaction(signal, before, nil)
      }
    }
    // Whoever started the program may have blocked them; blocked, a resize or an end would never be heard of.
    var heard = sigset_t()
    sigemptyset(&heard)
    for signal in reported { sigaddset(&heard, signal) }
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
  }

  /// Puts the handlers back that were there before.
  static func remove() {
    for signal in reported + crashes + endings { sigaction(signal, TerminalRescue.previous + Int(signal), nil) }
  }

  /// Stops the process as its signal does when nobody listens; returns when it continues.
  static func stop() {
    var standard = sigaction()
    standard.__sigaction_handler.sa_handler = SIG_DFL
    var before = sigaction()
    sigaction(SIGTSTP, &standard, &before)
    kill(getpid(), SIGTSTP)
    sigaction(SIGTSTP, &before, nil)
  }

  private static func set(_ signal: Int32, _ handler: @escaping @convention(c) (Int32) -> Void, _ flags: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, TerminalRescue.previous + Int(signal))
  }

  private static let report: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    let rescue = TerminalRescue.current
    if signal == SIGTERM || signal == SIGHUP || signal == SIGQUIT {
      // Somebody who asks twice does not want to wait for the program's answer.
      if rescue.pointee.isEnding {
        TerminalRescue.perform()
        _exit(128 + signal)
      }
      rescue.pointee.isEnding = true
    }
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(rescue.pointee.reports, &byte, 1)
    errno = saved
  }

  private static let crash: @convention(c) (Int32) -> Void = { signal in
    TerminalRescue.perform()
    sigaction(signal, TerminalRescue.previous + Int(signal), nil)
    raise(signal)
  }

  /// A stack of its own for handlers: a crash may be one of too deep a stack.
  private static func useOwnStack() {
    _ = ownStack
  }

  private static let ownStack: Void = {
    let size = 64 * 1024
    var stack = stack_t(
      ss_sp: UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16), ss_flags: 0, ss_size: size)
    sigaltstack(&stack, nil)
  }()
}
