import ArgumentParser
import FoundationEssentials

/// The commands with their arguments, as the argument parser knows them: what messages about wrong options, the manual
/// page and the completion of words are made from.
struct CommandTree: Decodable {
  /// An option, a flag or a place on the command line.
  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    struct Name: Decodable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }
      let kind: Kind
      let name: String

      /// As it is typed: `--as-of`.
      var typed: String { (kind == .long ? "--" : "-") + name }
    }

    let kind: Kind
    let shouldDisplay: Bool
    let sectionTitle: String?
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?

    /// Every way to type it; empty for a place.
    var typedNames: [String] { (names ?? []).map(\.typed) }
    /// The name that is shown: the long one.
    var typed: String? { (names?.first { $0.kind == .long } ?? names?.first)?.typed }
  }

  /// The program or a subcommand.
  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// Options and flags.
    var options: [Argument] { (arguments ?? []).filter { $0.kind != .positional } }
    /// What stands in its place.
    var places: [Argument] { (arguments ?? []).filter { $0.kind == .positional } }

    /// The option or flag with a name as it is typed.
    func option(_ typed: some StringProtocol) -> Argument? {
      options.first { $0.typedNames.contains(String(typed)) }
    }
  }

  let command: Command

  /// The commands that are shown, in the order of `--help`.
  var commands: [Command] { (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

  /// A subcommand by its name, hidden ones too.
  func command(named name: some StringProtocol) -> Command? {
    (command.subcommands ?? []).first { $0.commandName == name }
  }

  /// The tree of this program; `nil` where the parser's description of itself cannot be read.
  static func read() -> CommandTree? {
    try? JSONDecoder().decode(CommandTree.self, from: Data(Clientele._dumpHelp().utf8))
  }
}
