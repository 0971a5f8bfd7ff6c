import Glibc

/// Ctrl-C while there is no screen: leaves at once, whatever the program is doing.
///
/// Nothing has to be tidied up: files are only read, and what `demo` writes is renamed into place when it is whole.
enum Interruption {
  /// Leaves with status 130 on SIGINT, unless whoever started the program has it ignored (`nohup`, a background job).
  static func leaveOnControlC() {
    var old = sigaction()
    guard sigaction(SIGINT, nil, &old) == 0 else { return }
    let isIgnored = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
    if !isIgnored { signal(SIGINT) { _ in _exit(130) } }
  }
}
