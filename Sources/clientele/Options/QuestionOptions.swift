import Analytics
import ArgumentParser
import Dashboard
import Ledger

/// What is asked of the data: as-of day, window, settings.
struct QuestionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Look at the shop as it was on this day. Default: the last order's.", valueName: "yyyy-mm-dd"))
  var asOf: String?

  @Option(help: ArgumentHelp("Use this window for every figure that has one.", valueName: "365d|6mo|2y|all"))
  var window: String?

  @Option(
    help: ArgumentHelp(
      "Read settings from this TOML file, after $XDG_CONFIG_HOME/clientele/settings.toml.", valueName: "file"))
  var settings: String?

  @Option(
    help: ArgumentHelp("Set one value, see 'clientele settings'. Repeatable.", valueName: "key=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "Name RFM segments by this map: default11, rf10, klaviyo6, cn8, set-a, set-b, or a file.", valueName: "map"))
  var rfmMap: String?

  @Option(
    help: ArgumentHelp(
      "Look at the customers who answer this filter alone, see 'clientele filters'.", valueName: "filter"))
  var `where`: String?

  @Flag(help: "Hide names, phones, e-mails and addresses; keys become the same stand-ins on every run.")
  var mask = false

  /// Checks what the parser cannot; the user's own settings file is none of the command line's mistakes.
  func validate() throws {
    var configuration = Configuration()
    if let settings { try SettingsFile(path: settings).apply(to: &configuration) }
    for assignment in set { try configuration.set(assignment) }
    if let rfmMap { try configuration.set("rfm.map", rfmMap) }
    _ = try asOfDay()
    _ = try askedWindow()
    if let filter = `where` { try Shop.check(filter) }
  }

  /// The settings of all layers: standard, the user's file, `--settings`, `--set`.
  func configuration() throws -> Configuration {
    var configuration = Configuration()
    for path in [UserFolders.settingsFile, settings].compactMap({ $0 }) {
      try SettingsFile(path: path).apply(to: &configuration)
    }
    for assignment in set { try configuration.set(assignment) }
    if let rfmMap { try configuration.set("rfm.map", rfmMap) }
    return configuration
  }

  /// The as-of day that was asked for.
  func asOfDay() throws -> Day? {
    guard let asOf else { return nil }
    guard let day = Day(asOf) else { throw Failure("--as-of '\(asOf)' is no day: write it as 2011-12-09") }
    return day
  }

  /// The window that was asked for.
  func askedWindow() throws -> Window? {
    guard let window else { return nil }
    guard let value = Window(window) else {
      throw Failure("--window '\(window)' is no window: write it as 365d, 6mo, 2y or all")
    }
    return value
  }

  /// The question put to a ledger.
  func question(of ledger: Ledger, _ configuration: Configuration) throws -> Question {
    var question = Question(ledger: ledger, settings: configuration.analytics, window: try askedWindow())
    if let day = try asOfDay() {
      if let reason = Question.refusal(ofAsOf: day, lastDay: ledger.lastDay) { throw Failure("--as-of: \(reason)") }
      question.asOf = day
    }
    return question
  }
}
