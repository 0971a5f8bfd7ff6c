import ArgumentParser
import Dashboard
import Panels

/// `clientele [FILE…]`
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open files on the screen; without a file, the built-in demo shop.",
    discussion: "Where the results do not go to a terminal the main panels are written as text.")

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Screen") var screen: ScreenOptions

  func run() throws {
    var configuration = try question.configuration()
    try files.apply(to: &configuration.reading)
    try screen.apply(to: &configuration.screen)
    try InteractiveRun.open(files, question, configuration, isCall: screen.find)
  }
}
