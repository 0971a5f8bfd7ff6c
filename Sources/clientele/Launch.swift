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
    let words = arguments
    var command: any ParsableCommand
    do {
      command = try Clientele.parseAsRoot(words)
    } catch {
      refuse(words, for: error)
    }
    do {
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

  /// Names everything that is wrong with the command line, not the first mistake alone; help and version are answers.
  private static func refuse(_ words: [String], for error: any Error) -> Never {
    guard Clientele.exitCode(for: error) != .success, let mistakes = Mistakes(words), !mistakes.messages.isEmpty else {
      leave(for: error)
    }
    for message in mistakes.messages { StandardError.say(message) }
    if mistakes.isAboutUsage { StandardError.put(mistakes.usage) }
    exit(ExitStatus.badInput)
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
