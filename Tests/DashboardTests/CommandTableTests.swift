import Canvas
import Ledger
import Testing

@testable import Dashboard

@Suite("The command table")
struct CommandTableTests {
  @Test("has a different name for every command")
  func names() {
    let ids = CommandTable.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test("gives no key to two commands, and only keys that exist")
  func keys() {
    var owners: [Key: [Command]] = [:]
    for command in CommandTable.all {
      for name in command.keys {
        guard let key = Key(name: name) else {
          Issue.record("\(command.id): \(name) is no key")
          continue
        }
        // A sheet may have a key of its own, beside the one that the key has everywhere.
        let rivals = (owners[key] ?? []).filter { other in
          other.sheets.isEmpty == command.sheets.isEmpty
            && (command.sheets.isEmpty || !other.sheets.isDisjoint(with: command.sheets))
        }
        #expect(rivals.isEmpty, "\(name) is given to \(rivals.map(\.id)) and \(command.id)")
        owners[key, default: []].append(command)
      }
    }
  }

  @Test("says what each command does in one sentence without a second person", arguments: CommandTable.all.map(\.id))
  func help(id: String) throws {
    let command = try #require(CommandTable.command(id))
    #expect(command.help.hasSuffix("."))
    #expect(command.help.first?.isUppercase == true)
    let words = command.help.lowercased().split { !$0.isLetter }
    #expect(!words.contains("you") && !words.contains("your"))
    #expect(!command.title.isEmpty && !command.keys.isEmpty)
  }

  @Test("finds every command by its own keys")
  func dispatch() throws {
    for command in CommandTable.all {
      for name in command.keys {
        let key = try #require(Key(name: name))
        #expect(Keymap.standard[key, command.sheets.first]?.id == command.id)
      }
      #expect(Keymap.standard.keys(for: command) == command.keys)
    }
  }

  @Test("lets a keymap give a command other keys")
  func changes() throws {
    let keymap = try Keymap(changes: [("move.open", ["C-o"]), ("program.quit", ["Q"])])
    #expect(keymap[try #require(Key(name: "C-o"))]?.id == "move.open")
    #expect(keymap[Key(.enter)] == nil)
    #expect(keymap[Key("Q")]?.id == "program.quit")
    #expect(keymap[Key("q")] == nil)
    #expect(keymap[Key("j")]?.id == "move.down")
  }

  @Test("lets a person's key win over another command's own")
  func stolenKey() throws {
    let keymap = try Keymap(changes: [("table.search", ["o"])])
    #expect(keymap[Key("o")]?.id == "table.search")
  }

  @Test("refuses a keymap that cannot be meant")
  func refusals() {
    #expect(throws: SettingError.self) { try Keymap(changes: [("move.open", ["Ctrl+O"])]) }
    #expect(throws: SettingError.self) { try Keymap(changes: [("no.such", ["o"])]) }
    #expect(throws: SettingError.self) { try Keymap(changes: [("move.open", ["z"]), ("move.back", ["z"])]) }
  }
}

@Suite("Keys in the settings")
struct KeySettingsTests {
  @Test("give a command other keys, from a file and from the command line")
  func changes() throws {
    var configuration = Configuration()
    try SettingsFile(text: "[keys]\n\"move.open\" = \"C-o x\"\n", path: "s.toml").apply(to: &configuration)
    try configuration.set("keys.program.quit=Q")
    #expect(configuration.keymap[Key("x")]?.id == "move.open")
    #expect(configuration.keymap[Key("Q")]?.id == "program.quit")
    #expect(configuration.keymap[Key(.enter)] == nil)
    #expect(configuration.keymap[Key("j")]?.id == "move.down")
  }

  @Test("are refused with file, line and the nearest command")
  func refusals() {
    var configuration = Configuration()
    let error = #expect(throws: SettingError.self) {
      try SettingsFile(text: "\n[keys]\n\"move.opne\" = \"x\"\n", path: "s.toml").apply(to: &configuration)
    }
    #expect(error?.description.contains("s.toml:3") == true)
    #expect(error?.description.contains("move.open") == true)
    #expect(throws: SettingError.self) { try configuration.set("keys.move.open=Ctrl+O") }
  }
}
