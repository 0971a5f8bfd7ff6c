import ArgumentParser
import Ledger

/// Everything that is wrong with a command line that the argument parser refuses: it stops at the first mistake.
///
/// Names are checked against the command's own; then every option is tried alone, with the places filled, so that each
/// one's complaint is heard.
struct Mistakes {
  /// What is wrong, in the order of the command line, without repetitions; empty where nothing was found.
  private(set) var messages: [String] = []
  /// Whether a name or a place is wrong, so that the usage helps.
  private(set) var isAboutUsage = false
  /// The command that was meant, as it is typed behind the program's name; empty for the program itself.
  private(set) var command = ""

  private let tree: CommandTree

  /// Looks at the words behind the program's name.
  init?(_ words: [String]) {
    guard let tree = CommandTree.read() else { return nil }
    self.tree = tree
    var words = words
    if let first = words.first, tree.command(named: first) != nil {
      command = first
      words.removeFirst()
    }
    let isOpened = command.isEmpty
    let asked = isOpened ? OpenCommand.configuration.commandName ?? "" : command
    // A mistyped command brings its own options: they are checked as that command's.
    let meant = isOpened ? words.first.flatMap { Guess.command(for: $0) } : nil
    guard let command = tree.command(named: meant ?? asked) else { return nil }
    if meant != nil {
      self.command = command.commandName
      note(Guess.message(about: words[0], beside: Array(words.dropFirst().prefix { !$0.hasPrefix("-") })))
      if let panel = Guess.panel(words[0]) { words[0] = panel } else { words.removeFirst() }
    }
    check(words, of: command)
  }

  private mutating func note(_ message: String?) {
    guard let message, !messages.contains(message) else { return }
    messages.append(message)
  }

  private mutating func check(_ words: [String], of command: CommandTree.Command) {
    var places: [String] = []
    var options: [[String]] = []
    // Places right behind an option that there is not: rather its value.
    var doubtful: [Int] = []
    var followsUnknown = false
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        places += words[index...]
        break
      }
      guard word.hasPrefix("-"), word.count > 1 else {
        if followsUnknown { doubtful.append(places.count) }
        followsUnknown = false
        places.append(word)
        continue
      }
      followsUnknown = false
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let option = command.option(parts[0]) else {
        isAboutUsage = true
        note(unknown(String(parts[0]), of: command))
        followsUnknown = parts.count == 1
        continue
      }
      guard option.kind == .option, parts.count == 1 else {
        options.append([word])
        continue
      }
      guard index < words.count, !words[index].hasPrefix("-") || words[index] == "-" else {
        isAboutUsage = true
        note("\(word) needs a value: \(option.valueName ?? "value")")
        continue
      }
      options.append([word, words[index]])
      index += 1
    }
    let required = command.places.count { !$0.isOptional }
    for place in doubtful.reversed() where places.count > required { places.remove(at: place) }
    tryAll(places: places, options: options, of: command)
  }

  /// Hears the parser's complaint about every option by itself.
  private mutating func tryAll(places: [String], options: [[String]], of command: CommandTree.Command) {
    let missing = command.places.filter { !$0.isOptional }.dropFirst(places.count)
    for place in missing {
      isAboutUsage = true
      note("<\(place.valueName ?? "value")> is missing: \(place.abstract ?? "")")
    }
    let filled = places + missing.map { _ in "x" }
    var required: [[String]] = []
    for option in command.options where option.kind == .option && !option.isOptional {
      let isGiven = options.contains { option.typedNames.contains(String($0[0].prefix { $0 != "=" })) }
      if !isGiven {
        isAboutUsage = true
        note("\(option.typed ?? "") is missing: \(option.abstract ?? "")")
        required.append([option.typed ?? "", "x"])
      } else {
        required += options.filter { option.typedNames.contains(String($0[0].prefix { $0 != "=" })) }
      }
    }
    let common = [command.commandName] + required.joined()
    let alone = complaint(common + ["--"] + filled)
    if missing.isEmpty { note(alone) }
    for option in options where !required.contains(option) {
      let heard = complaint(common + option + ["--"] + filled)
      if heard != alone { note(heard) }
    }
  }

  private func complaint(_ words: [String]) -> String? {
    do {
      _ = try Clientele.parseAsRoot(words)
      return nil
    } catch {
      let text = Clientele.message(for: error)
      return text.isEmpty ? nil : text
    }
  }

  private func unknown(_ name: String, of command: CommandTree.Command) -> String {
    let own = command.options.flatMap(\.typedNames)
    let none = "there is no option '\(name)'"
    let others = tree.commands.filter { $0.option(name) != nil }.map(\.commandName)
    if !others.isEmpty {
      return "\(none) for 'clientele \(command.commandName)'; it belongs to: \(others.joined(separator: ", "))"
    }
    return none + NearestName.hint(name, among: own)
  }

  /// How the command is called, and where its help is.
  var usage: String {
    let type = Clientele.configuration.subcommands.first { $0.configuration.commandName == command }
    let call = type.map { Clientele.usageString(for: $0) } ?? Clientele.usageString()
    let name = ["clientele", command].filter { !$0.isEmpty }.joined(separator: " ")
    return "Usage: \(call)\n  See '\(name) --help' for more information.\n"
  }
}
