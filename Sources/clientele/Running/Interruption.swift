import Glibc

/// Ends that come from outside while there is no screen, and those of the program's own mistakes.
enum Interruption {
  /// Leaves with status 130 on Ctrl-C, whatever the program is doing.
  ///
  /// Nothing has to be tidied up: files are only read, and what `demo` writes is renamed into place when it is whole.
  /// A signal that whoever started the program has ignored (`nohup`, a background job) stays ignored.
  static func leaveOnControlC() {
    var old = sigaction()
    guard sigaction(SIGINT, nil, &old) == 0 else { return }
    let isIgnored = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
    guard !isIgnored else { return }
    signal(SIGINT) { _ in
      // A progress line may stand there: the shell's prompt goes below it.
      if isatty(STDERR_FILENO) == 1 { _ = write(STDERR_FILENO, "\n", 1) }
      _exit(ExitStatus.interrupted)
    }
  }

  /// Leaves with status 3 where the program trips over itself; what Swift says about it stands on stderr by then.
  ///
  /// The screen, once it is open, has handlers of its own that give the terminal back first.
  static func leaveOnInternalError() {
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      signal(number) { _ in
        let message: StaticString = "clientele: internal error\n"
        _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
        _exit(ExitStatus.internalError)
      }
    }
  }
}
