import Canvas
import Ledger

/// Which key runs which command: the table's own keys, changed by a person's keymap.
public struct Keymap: Sendable {
  /// The commands of a key: at most one of everywhere, and one per sheet.
  private let commands: [Key: [Command]]

  /// The keys of the command table.
  public static let standard = Keymap(commands: Keymap.keys(of: CommandTable.all))

  private init(commands: [Key: [Command]]) { self.commands = commands }

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
    var map: [Key: [Command]] = [:]
    for command in CommandTable.all {
      for name in chosen[command.id] ?? command.keys {
        guard let key = Key(name: name) else {
          throw SettingError("keys: '\(name)' for \(command.id) is no key; write it like j, C-d, M-x, Enter, F5")
        }
        if let other = map[key]?.first(where: { Keymap.collide($0, command) }) {
          if chosen[command.id] == nil { continue }
          if chosen[other.id] != nil {
            throw SettingError("keys: '\(name)' is given to both \(other.id) and \(command.id)")
          }
          map[key]?.removeAll { $0.id == other.id }
        }
        map[key, default: []].append(command)
      }
    }
    commands = map
  }

  /// The first key of a command as the table gives it, for sentences that name it.
  static func hint(_ command: String) -> String { CommandTable.command(command)?.keys.first ?? ":" }

  /// Whether two commands cannot have the same key: both are of everywhere, or of the same sheet.
  private static func collide(_ left: Command, _ right: Command) -> Bool {
    left.sheets.isEmpty && right.sheets.isEmpty || !left.sheets.isDisjoint(with: right.sheets)
  }

  /// The command of a key on a sheet: the sheet's own, else the one of everywhere.
  public subscript(key: Key, sheet: String? = nil) -> Command? {
    let candidates = commands[key] ?? []
    if let sheet, let own = candidates.first(where: { $0.sheets.contains(sheet) }) { return own }
    // Where nothing of everywhere has the key, the sheet's command says itself where it can be run.
    return candidates.first { $0.sheets.isEmpty } ?? candidates.first
  }

  /// The keys that run a command, in the table's order first.
  public func keys(for command: Command) -> [String] {
    let own = command.keys.filter { name in
      guard let key = Key(name: name) else { return false }
      return commands[key]?.contains { $0.id == command.id } ?? false
    }
    let others = commands.filter { entry in
      entry.value.contains { $0.id == command.id } && !own.contains(entry.key.name)
    }.map(\.key.name).sorted()
    return own + others.filter { other in !own.contains { Key(name: $0)?.name == other } }
  }

  private static func keys(of commands: [Command]) -> [Key: [Command]] {
    var map: [Key: [Command]] = [:]
    for command in commands {
      for name in command.keys {
        if let key = Key(name: name) { map[key, default: []].append(command) }
      }
    }
    return map
  }
}
