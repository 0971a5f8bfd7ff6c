import Canvas
import Ledger

/// Which key runs which command: the table's own keys, changed by a person's keymap.
public struct Keymap: Sendable {
  private let commands: [Key: Command]

  /// The keys of the command table.
  public static let standard = Keymap(commands: Keymap.keys(of: CommandTable.all))

  private init(commands: [Key: Command]) { self.commands = commands }

  /// A keymap in which some commands have other keys.
  ///
  /// - Parameter changes: Command ids with the names of their keys; they replace the command's own.
  /// - Throws: ``SettingError`` for an unknown command, an unknown key, or one key for two commands.
  public init(changes: [(command: String, keys: [String])]) throws(SettingError) {
    var chosen: [String: [String]] = [:]
    for change in changes {
      guard CommandTable.command(change.command) != nil else {
        let names = CommandTable.all.map(\.id)
        throw SettingError(
          "keys: there is no command '\(change.command)'\(NearestName.hint(change.command, among: names)); "
            + "'clientele keys' lists them")
      }
      chosen[change.command] = change.keys
    }
    var map: [Key: Command] = [:]
    for command in CommandTable.all {
      for name in chosen[command.id] ?? command.keys {
        guard let key = Key(name: name) else {
          throw SettingError("keys: '\(name)' for \(command.id) is no key; write it like j, C-d, M-x, Enter, F5")
        }
        if let other = map[key] {
          if chosen[command.id] == nil { continue }
          if chosen[other.id] != nil {
            throw SettingError("keys: '\(name)' is given to both \(other.id) and \(command.id)")
          }
        }
        map[key] = command
      }
    }
    commands = map
  }

  /// The command of a key.
  public subscript(key: Key) -> Command? { commands[key] }

  /// The keys that run a command, in the table's order first.
  public func keys(for command: Command) -> [String] {
    let own = command.keys.filter { name in
      guard let key = Key(name: name) else { return false }
      return commands[key]?.id == command.id
    }
    let others = commands.filter { $0.value.id == command.id && !own.contains($0.key.name) }.map(\.key.name).sorted()
    return own + others.filter { other in !own.contains { Key(name: $0)?.name == other } }
  }

  private static func keys(of commands: [Command]) -> [Key: Command] {
    var map: [Key: Command] = [:]
    for command in commands {
      for name in command.keys {
        if let key = Key(name: name) { map[key] = command }
      }
    }
    return map
  }
}
