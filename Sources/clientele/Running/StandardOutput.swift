import Canvas
import Glibc
import NcursesTerminal
import Panels

/// The results' way out.
enum StandardOutput {
  /// Writes everything that `body` produces, chunk by chunk.
  ///
  /// A reader that has gone away (`| head`) ends the program quietly by SIGPIPE; any other failure, a full disk among
  /// them, is said, with the status of bad input: nothing is wrong with the program.
  static func write(_ body: (inout ChunkedText) throws -> Void) rethrows {
    _ = warning
    var out = ChunkedText { put($0) }
    try body(&out)
    out.flush()
  }

  /// Columns of the terminal; `nil` where the results go elsewhere.
  static var terminalWidth: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  private static let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Whether the results go to a terminal whose character set lacks letters, and signs to draw with.
  static var isLackingLetters: Bool { isTerminal && !TerminalLocale.current.isUTF8 }

  /// Said once, and only where there is something to say.
  private static let warning: Void = {
    if isTerminal, let warning = TerminalLocale.current.warning { StandardError.say(warning) }
  }()

  /// A pipe gets the exact bytes, in UTF-8; a terminal gets its own character set, and never a control character that
  /// came from a file.
  private static func put(_ bytes: [UInt8]) {
    guard isTerminal else { return putAll(bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    let isHarmful = text.unicodeScalars.contains(where: SafeText.isHarmful)
    putAll(TerminalLocale.current.encoded(isHarmful ? SafeText.pictured(text) : text))
  }

  private static func putAll(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        done += count
      } else if errno == EPIPE {
        // SIGPIPE is being ignored by whoever started the program.
        exit(ExitStatus.done)
      } else if errno != EINTR && errno != EAGAIN {
        StandardError.say(
          "cannot write the results: \(String(cString: strerror(errno)))", andLeave: ExitStatus.badInput)
      }
    }
  }
}
