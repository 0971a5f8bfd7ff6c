import Canvas
import Glibc
import NcursesTerminal

/// What the program answers to the shell.
enum ExitStatus {
  /// Everything was done.
  static let done: Int32 = 0
  /// A condition of `check` holds.
  static let conditionHolds: Int32 = 1
  /// Bad usage or bad input.
  static let badInput: Int32 = 2
  /// The program or the machine failed.
  static let internalError: Int32 = 3
  /// Ctrl-C.
  static let interrupted: Int32 = 130
}

/// An end before the work is done, with what to say and the status to leave with.
struct Failure: Error, CustomStringConvertible {
  let message: String
  let status: Int32

  init(_ message: String, status: Int32 = ExitStatus.badInput) {
    self.message = message
    self.status = status
  }

  var description: String { message }
}

/// Messages for people, apart from results.
enum StandardError {
  /// Writes lines that begin with the program's name. What a message quotes of a file is shown, never sent.
  static func say(_ message: String) {
    put("clientele: " + SafeText.escaped(message) + "\n")
  }

  static func say(_ message: String, andLeave status: Int32) -> Never {
    say(message)
    exit(status)
  }

  /// Writes text as it is. A message that cannot be written is lost: there is nobody left to tell.
  static func put(_ text: String) {
    let bytes = isTerminal ? TerminalLocale.current.encoded(text) : Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
