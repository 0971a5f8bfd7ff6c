/// What may stand where the cursor is on a command line.
struct Completion: Equatable {
  /// A word with what it means; a word that ends in `=` or `:` goes on.
  struct Word: Equatable {
    let text: String
    let help: String

    init(_ text: String, _ help: String = "") {
      self.text = text
      self.help = help
    }
  }

  /// What else the shell offers by itself.
  enum Paths: String { case none, files, folders }

  var words: [Word] = []
  var paths = Paths.none

  /// Completes the last of the words behind the program's name; it may be empty.
  static func of(_ words: [String], in tree: CommandTree) -> Completion {
    guard let typed = words.last else { return Completion() }
    var before = Array(words.dropLast())
    let isFirst = before.isEmpty
    var command = tree.command(named: OpenCommand.configuration.commandName ?? "")
    if let first = before.first, let named = tree.command(named: first) {
      command = named
      before.removeFirst()
    }
    guard let command else { return Completion() }
    let line = Line(before, of: command)
    if let option = line.open {
      return values(of: option, typed, command, line).starting(with: typed)
    }
    if typed.hasPrefix("-"), !line.isEnded {
      if let equals = typed.firstIndex(of: "="), let option = command.option(typed[..<equals]) {
        let head = String(typed[...equals])
        var found = values(of: option, String(typed[typed.index(after: equals)...]), command, line)
        found.words = found.words.map { Word(head + $0.text, $0.help) }
        return found.starting(with: typed)
      }
      return options(of: isFirst ? [tree.command, command] : [command], besides: line).starting(with: typed)
    }
    var found = places(command, line.places)
    if isFirst { found.words = tree.commands.map { Word($0.commandName, $0.abstract ?? "") } + found.words }
    if command.commandName == "help" { found.words = tree.commands.map { Word($0.commandName, $0.abstract ?? "") } }
    return found.starting(with: typed)
  }

  /// The words that begin as what was typed.
  private func starting(with typed: String) -> Completion {
    Completion(words: words.filter { $0.text.hasPrefix(typed) }, paths: paths)
  }

  /// Options that are not there yet, and those that may be repeated.
  private static func options(of commands: [CommandTree.Command], besides line: Line) -> Completion {
    var found = Completion()
    for option in commands.flatMap(\.options) where option.shouldDisplay {
      guard let name = option.typed, option.isRepeating || !line.given.contains(name),
        !found.words.contains(where: { $0.text == name })
      else { continue }
      found.words.append(Word(name, option.abstract ?? ""))
    }
    return found
  }

  private static func places(_ command: CommandTree.Command, _ given: [String]) -> Completion {
    let places = command.places
    guard let place = given.count < places.count ? places[given.count] : places.last(where: \.isRepeating) else {
      return Completion()
    }
    switch (command.commandName, place.valueName) {
    case (_, "panel"): return Completion(words: CompletionValues.panels)
    case ("formats", _): return Completion(words: CompletionValues.formatTopics)
    case (_, "shell"): return Completion(words: CompletionScript.allCases.map { Word($0.rawValue) })
    case (_, "file"): return Completion(paths: .files)
    default: return Completion()
    }
  }

  private static func values(
    of option: CommandTree.Argument, _ typed: String, _ command: CommandTree.Command, _ line: Line
  ) -> Completion {
    let panel = command.commandName == "print" ? line.places.first : nil
    switch (option.typed, option.valueName ?? "") {
    case ("--theme", _), ("--print", _): return Completion(words: CompletionValues.themes)
    case ("--kind", _): return Completion(words: CompletionValues.kinds(typed), paths: .files)
    case ("--map", _): return Completion(words: CompletionValues.fields)
    case ("--encoding", _): return Completion(words: CompletionValues.encodings)
    case ("--timezone", _): return Completion(words: CompletionValues.timeZones)
    case ("--rfm-map", _): return Completion(words: CompletionValues.maps, paths: .files)
    case ("--set", _): return Completion(words: CompletionValues.settings(typed))
    case ("--where", _): return Completion(words: CompletionValues.filter(typed))
    case ("--columns", _): return Completion(words: CompletionValues.columns(typed, panel, command.commandName))
    case ("--sort", _): return Completion(words: CompletionValues.sortKeys(typed, panel, command.commandName))
    case ("--history", _): return Completion(words: CompletionValues.columns("", panel, command.commandName))
    case (_, "file"): return Completion(paths: .files)
    case (_, "folder"): return Completion(paths: .folders)
    case (_, let name): return Completion(words: CompletionValues.choices(name))
    }
  }
}

extension Completion {
  /// What stands before the cursor, behind the command.
  struct Line {
    /// What stands in places.
    private(set) var places: [String] = []
    /// Options that were given, as they are typed.
    private(set) var given: Set<String> = []
    /// The option whose value is next.
    private(set) var open: CommandTree.Argument?
    /// Whether `--` has ended the options.
    private(set) var isEnded = false

    init(_ words: [String], of command: CommandTree.Command) {
      for word in words {
        if open != nil {
          open = nil
        } else if isEnded || !word.hasPrefix("-") || word == "-" {
          places.append(word)
        } else if word == "--" {
          isEnded = true
        } else {
          let name = String(word.prefix { $0 != "=" })
          guard let option = command.option(name) else { continue }
          given.formUnion(option.typedNames)
          if option.kind == .option, !word.contains("=") { open = option }
        }
      }
    }
  }
}
