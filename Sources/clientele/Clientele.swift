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
      Without a subcommand the files are opened on the screen; without a file, the built-in demo shop.
      A file that is named like a subcommand is written with its folder: ./print

      Exit status: 0 done, 2 bad usage or bad input, 3 an internal error, 130 Ctrl-C.
      """,
    version: "clientele \(version)",
    subcommands: [
      OpenCommand.self, PrintCommand.self, CustomerCommand.self, FindCommand.self, ListCommand.self, FiltersCommand.self,
      CheckCommand.self,
      FormatsCommand.self,
      PanelsCommand.self, ThemesCommand.self, KeysCommand.self, SettingsCommand.self, DemoCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  static let version = "0.1.0"
}
