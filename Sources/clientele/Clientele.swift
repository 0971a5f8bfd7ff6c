import ArgumentParser

/// The command and its subcommands. Without one, files are opened on the screen.
struct Clientele: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clientele",
    abstract: "Show what a shop's customers are worth, from its order file.",
    usage: """
      clientele [<options>] [<file> ...]
      clientele <subcommand> [<options>] ...
      """,
    discussion: """
      Without a command the files are opened on the screen; without a file, the built-in demo shop. The files are only read.

        clientele orders.csv
        clientele print churn orders.csv --limit 20 --format csv
        clientele check orders.csv 'net.7d < -25% vs prev'

      A file that is named like a command is written with its folder: ./print
      Exit status: 0 done, 1 a condition of check holds, 2 bad usage or bad input, 3 an internal error, 130 Ctrl-C.
      """,
    version: "clientele \(version)",
    subcommands: [CompletionsCommand.self, ManualCommand.self],
    groupedSubcommands: [
      CommandGroup(
        name: "Shop",
        subcommands: [
          OpenCommand.self, PrintCommand.self, CustomerCommand.self, FindCommand.self, ListCommand.self,
          CheckCommand.self, DemoCommand.self,
        ]),
      CommandGroup(
        name: "Reference",
        subcommands: [
          PanelsCommand.self, FiltersCommand.self, FormatsCommand.self, SettingsCommand.self, KeysCommand.self,
          ThemesCommand.self,
        ]),
    ],
    defaultSubcommand: OpenCommand.self)

  /// The names of the commands that are shown.
  static var names: [String] {
    let shown = configuration.subcommands.filter { $0.configuration.shouldDisplay }
    return shown.compactMap { $0.configuration.commandName } + ["help"]
  }

  static let version = "0.1.0"
}
