import ArgumentParser
import Dashboard
import Panels

/// `clientele [FILE…]`
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open files on the screen; without one, a demo shop.",
    discussion:
      "The demo shop is built in. Where the results do not go to a terminal the main panels are written as text.")

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Screen") var screen: ScreenOptions

  /// A word that is no file is rather a command, or a panel.
  func validate() throws {
    for (place, word) in files.files.enumerated() {
      let others = files.files[..<place] + files.files[(place + 1)...]
      if let message = Guess.message(about: word, beside: Array(others)) { throw Failure(message) }
    }
  }

  func run() throws {
    var configuration = try question.configuration()
    try files.apply(to: &configuration.reading)
    try screen.apply(to: &configuration.screen)
    try InteractiveRun.open(files, question, configuration, isCall: screen.find)
  }
}
