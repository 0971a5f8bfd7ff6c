import Analytics
import Dashboard
import Ingest
import Panels

/// The manual page in troff, as `man` reads it, made from the commands and registries that the program itself uses.
struct ManualPage {
  private var lines: [String] = []
  private let tree: CommandTree

  /// The page of a version.
  init(of tree: CommandTree, version: String) {
    self.tree = tree
    lines = [#".\" Written by: clientele manual"#, ".TH CLIENTELE 1 \"\" \"clientele \(version)\" \"User commands\""]
    opening()
    commands()
    options()
    registries()
    closing()
  }

  /// The page.
  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func opening() {
    section("NAME")
    prose("clientele - \(Self.lowered(tree.command.abstract ?? ""))")
    section("SYNOPSIS")
    for call in ["clientele [<options>] [<file> ...]", "clientele <command> [<options>] ..."] {
      lines += [Self.escaped(call), ".br"]
    }
    section("DESCRIPTION")
    discussion(tree.command.discussion)
  }

  private mutating func commands() {
    section("COMMANDS")
    for command in tree.commands {
      let places = command.places.map { place -> String in
        let name = "<\(place.valueName ?? "value")>" + (place.isRepeating ? " ..." : "")
        return place.isOptional ? "[\(name)]" : name
      }
      lines.append(".SS " + Self.quoted("clientele " + ([command.commandName] + places).joined(separator: " ")))
      prose(command.abstract ?? "")
      discussion(command.discussion)
      for place in command.places where place.valueName != "file" { item("<\(place.valueName ?? "")>", place) }
      for option in command.options where isOwn(option) { item(Self.call(option), option) }
    }
  }

  /// Options of more than one command, each once, under the title that `--help` gives them.
  private mutating func options() {
    section("OPTIONS OF SEVERAL COMMANDS")
    var titles: [String] = []
    var byTitle: [String: [CommandTree.Argument]] = [:]
    var known: Set<String> = []
    for option in tree.commands.flatMap(\.options) where option.shouldDisplay && !isOwn(option) {
      guard let name = option.typed, known.insert(name).inserted else { continue }
      let title = option.sectionTitle ?? "Files"
      if byTitle[title] == nil { titles.append(title) }
      byTitle[title, default: []].append(option)
    }
    for title in titles {
      lines.append(".SS " + Self.quoted(title))
      for option in byTitle[title] ?? [] { item(Self.call(option), option) }
    }
  }

  private mutating func registries() {
    section("PANELS")
    for panel in PanelRegistry.all { item(panel.id, panel.question) }
    section("FILES THAT ARE RECOGNISED")
    for format in FormatDescription.all { item(format.id, "\(format.platform): \(format.title)") }
    section("SETTINGS")
    prose("They are set by --set KEY=VALUE and in settings files: [deciles] and below it window = \"90d\".")
    for setting in Configuration.table {
      item("\(setting.key) = \(setting.standard)", "\(setting.meaning) Accepts \(setting.accepts).")
    }
    section("FILTERS")
    prose("What --where takes; 'clientele filters' lists it with meanings and examples. The fields are:")
    prose(FilterField.all.map(\.id).joined(separator: ", ") + ".")
  }

  private mutating func closing() {
    section("ENVIRONMENT")
    item("XDG_CONFIG_HOME", "The folder above clientele's own; without it ~/.config.")
    item("NO_COLOR", "Colours are left out where it is set and --color does not ask for them.")
    item(
      "LC_ALL, LC_CTYPE, LANG",
      "The letters of the terminal. Unset, empty, C and POSIX mean UTF-8; in an older character set, what it lacks is "
        + "written in ASCII.")
    section("FILES")
    item("$XDG_CONFIG_HOME/clientele/settings.toml", "Settings that hold for every shop.")
    item("$XDG_CONFIG_HOME/clientele/themes/NAME.toml", "Own themes.")
    item("$XDG_CONFIG_HOME/clientele/segments/NAME.segment", "Own segments: filters with a name.")
    item("$XDG_CONFIG_HOME/clientele/workbook.sqlite", "What was noted about customers.")
    item("$XDG_CONFIG_HOME/clientele/identities.csv", "Decisions about who is who.")
    item("$XDG_CONFIG_HOME/clientele/formats.csv", "Kinds that were chosen for files, by their headers.")
    section("EXIT STATUS")
    item("0", "Everything was done.")
    item("1", "A condition of check holds.")
    item("2", "Bad usage or bad input; the message names what is wrong and the way out.")
    item("3", "The program or the machine failed; the terminal is given back.")
    item("130", "Ctrl-C.")
  }

  // MARK: Troff

  private mutating func section(_ title: String) { lines.append(".SH " + Self.quoted(title)) }

  private mutating func prose(_ text: String) { lines += [".PP", Self.escaped(text)] }

  /// Paragraphs; indented lines are examples and stay as they are.
  private mutating func discussion(_ text: String?) {
    var isExample = false
    for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: true) {
      let indented = line.hasPrefix("  ") || line.hasPrefix("clientele ")
      if indented != isExample { lines.append(indented ? ".PP\n.nf\n.RS" : ".RE\n.fi") }
      isExample = indented
      if indented {
        lines.append(Self.escaped(String(line.drop { $0 == " " })))
      } else {
        prose(String(line))
      }
    }
    if isExample { lines.append(".RE\n.fi") }
  }

  private mutating func item(_ term: String, _ argument: CommandTree.Argument) {
    guard argument.shouldDisplay else { return }
    let standard = argument.defaultValue.map { " Default: \($0)." } ?? ""
    item(term, (argument.abstract ?? "") + standard)
  }

  private mutating func item(_ term: String, _ text: String) {
    lines += [".TP", ".B " + Self.escaped(term), Self.escaped(text)]
  }

  /// Whether one command alone has an option.
  private func isOwn(_ option: CommandTree.Argument) -> Bool {
    guard let name = option.typed else { return false }
    return tree.commands.filter { $0.option(name) != nil }.count == 1
  }

  private static func call(_ option: CommandTree.Argument) -> String {
    let names = option.typedNames.joined(separator: ", ")
    return option.kind == .option ? "\(names) <\(option.valueName ?? "value")>" : names
  }

  private static func lowered(_ text: String) -> String {
    let text = text.hasSuffix(".") ? String(text.dropLast()) : text
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private static func quoted(_ text: String) -> String { "\"" + escaped(text).replacing("\"", with: "\\(dq") + "\"" }

  /// Text in which troff sees letters alone.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
