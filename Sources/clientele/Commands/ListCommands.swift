import ArgumentParser
import Canvas
import Dashboard
import Ledger
import Panels

/// `clientele panels`
struct PanelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "panels", abstract: "List the panels and what each one answers.")

  @OptionGroup var form: ListOptions

  func run() throws {
    try form.write(
      heads: ["panel", "group", "question"],
      rows: PanelRegistry.all.map { [$0.id, $0.group.rawValue, $0.question] })
  }
}

/// `clientele themes`
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes, or print one in full.",
    discussion: "Own themes lie in $XDG_CONFIG_HOME/clientele/themes as NAME.toml and go before those of the same name."
  )

  @Option(help: ArgumentHelp("Print the complete theme file: a start for an own one.", valueName: "name"))
  var print: String?

  @OptionGroup var form: ListOptions

  func run() throws {
    if let print {
      do {
        let text = try Theme.resolvedFile(named: print, directories: UserFolders.themes)
        StandardOutput.write { $0.write(text) }
      } catch {
        throw Failure("\(error)")
      }
      return
    }
    try form.write(
      heads: ["theme", "background", "from", "description"],
      rows: Theme.names(directories: UserFolders.themes).map { theme in
        var origin = "built in"
        if case .file(let path) = theme.origin { origin = path }
        return [theme.name, theme.isLight ? "light" : "dark", origin, theme.description]
      })
  }
}

/// `clientele keys`
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List what keys do on the screen.")

  @OptionGroup var form: ListOptions

  func run() throws {
    try form.write(
      heads: ["keys", "command", "group", "what it does"],
      rows: CommandTable.all.map { [$0.keys.joined(separator: " "), $0.id, $0.group.rawValue, $0.help] })
  }
}

/// `clientele settings`
struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings", abstract: "List every setting with its value and meaning.",
    discussion: """
      Values come from $XDG_CONFIG_HOME/clientele/settings.toml, then --settings FILE, then --set KEY=VALUE.
      A settings file is TOML with the same names: [deciles] and below it window = "90d".
      """)

  @OptionGroup var question: QuestionOptions
  @OptionGroup var form: ListOptions

  func run() throws {
    let configuration = try question.configuration()
    try form.write(
      heads: ["setting", "value", "standard", "accepts", "meaning"],
      rows: Configuration.table.map {
        [$0.key, configuration.value($0.key) ?? $0.standard, $0.standard, $0.accepts, $0.meaning]
      },
      prose: (
        ["setting", "value", "standard", "meaning"],
        Configuration.table.map {
          let value = configuration.value($0.key) ?? $0.standard
          return [$0.key, value, value == $0.standard ? "" : $0.standard, "\($0.meaning) Accepts \($0.accepts)."]
        }
      ))
  }
}
