import ArgumentParser
import Canvas
import Glibc
import Ingest
import Ledger

/// Where the program begins: runs a command and turns whatever it throws into a message and an exit status.
@main
enum Launch {
  static func main() {
    Interruption.leaveOnInternalError()
    do {
      var command = try Clientele.parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(for: error)
    }
    exit(ExitStatus.done)
  }

  /// What stands on the command line, without the program's name; file names that are no UTF-8 keep their bytes.
  private static var arguments: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0].map { FileName.text($0) } }
  }

  private static func leave(for error: any Error) -> Never {
    switch error {
    case let failure as Failure: StandardError.say(failure.message, andLeave: failure.status)
    case let error as IngestError where error.kind == .cancelled: exit(ExitStatus.interrupted)
    case let error as IngestError: StandardError.say(error.description, andLeave: ExitStatus.badInput)
    case let error as SettingError: StandardError.say(error.description, andLeave: ExitStatus.badInput)
    default: break
    }
    // What is left is the argument parser's: help and version on stdout, complaints about usage on stderr.
    let text = Clientele.fullMessage(for: error)
    let isAnswer = Clientele.exitCode(for: error) == .success
    if !text.isEmpty {
      if isAnswer {
        StandardOutput.write { $0.line(text) }
      } else {
        StandardError.put(SafeText.escaped(text) + "\n")
      }
    }
    exit(isAnswer ? ExitStatus.done : ExitStatus.badInput)
  }
}
