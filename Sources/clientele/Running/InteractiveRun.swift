import Canvas
import Dashboard
import Glibc
import Ingest
import NcursesTerminal
import Panels

/// What happens to files that are opened without a subcommand.
enum InteractiveRun {
  /// Opens the files; where there is no terminal to draw on, writes the main panels as text.
  ///
  /// `configuration` already holds the options of the command line.
  static func open(
    _ files: FileOptions, _ question: QuestionOptions, _ configuration: Configuration, isCall: Bool = false
  ) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return try writeOverview(files, question, configuration)
    }
    let screen = configuration.screen
    let terminal: NcursesTerminal
    do {
      terminal = try NcursesTerminal(
        options: TerminalOptions(
          color: TerminalOptions.ColorChoice(rawValue: screen.color.rawValue) ?? .auto, mouse: screen.mouse,
          ascii: screen.ascii))
    } catch {
      throw Failure("\(error)")
    }
    var state = DashboardState(
      sourceName: name(of: files.files) + (question.where == nil ? "" : ", filtered"), isDemo: files.files.isEmpty,
      size: terminal.size,
      themes: themes(screen.theme, depth: terminal.depth), glyphs: terminal.glyphs, settings: configuration.analytics)
    state.asOf = try question.asOfDay()
    state.window = try question.askedWindow()
    state.beginsWithCall = isCall
    state.beginsMasked = question.mask
    state.exportsMark = configuration.owner.writesMark
    if let warning = TerminalLocale.current.warning { state.message = .init(warning, .warn) }
    let paths = files.files
    var options = configuration.reading
    options.isLive = !paths.isEmpty
    let desk = try Shop.desk(files, configuration)
    let prepare = try Shop.narrowing(question, configuration, desk)
    let session = Session(
      state,
      input: .init(
        sources: { paths.isEmpty ? FileOptions.demoShop : paths.map { .file($0) } }, paths: paths, options: options,
        workbook: desk.place, prepare: prepare),
      keymap: configuration.keymap, wake: { terminal.wake() })
    terminal.setTitle("clientele " + state.sourceName)
    let status = run(session, on: terminal)
    terminal.restore()
    // Why nothing was shown is worth more on the shell's screen than on the one that is gone.
    if let failure = session.state.failure { StandardError.say(failure, andLeave: status) }
    for case .note(let draft) in session.state.unwritten.values {
      StandardError.say("not written, the workbook was in use: \(draft.text) (customer \(draft.customer))")
    }
    exit(status)
  }

  /// What the screen calls the data: the file's name without its folder, and how many more there are.
  private static func name(of files: [String]) -> String {
    guard let first = files.first else { return "Demo shop" }
    let name = SafeText.pictured(first.split(separator: "/").last.map(String.init) ?? first)
    return files.count > 1 ? "\(name) and \(files.count - 1) more" : name
  }

  /// All themes for this terminal, the chosen one first.
  private static func themes(_ chosen: String, depth: ColorDepth) -> [Theme] {
    let names = [chosen] + Theme.names(directories: UserFolders.themes).map(\.name).filter { $0 != chosen }
    return names.compactMap { try? Theme.load(named: $0, depth: depth, directories: UserFolders.themes) }
  }

  /// The panels of the overview one below the other, long lists by their first rows.
  private static func writeOverview(
    _ files: FileOptions, _ question: QuestionOptions, _ configuration: Configuration
  ) throws {
    let findings = try Shop.findings(files, question)
    let text = TextOutput(
      width: StandardOutput.terminalWidth ?? 100,
      glyphs: configuration.screen.ascii == true || StandardOutput.isLackingLetters ? .ascii : .unicode)
    var isFirst = true
    for panel in PanelRegistry.all {
      let sheet = panel.sheet(findings)
      guard !sheet.overview.isEmpty else { continue }
      let printout = try Printout(sheet, of: findings, selection: RowSelection(limit: 12))
      StandardOutput.write { out in
        if !isFirst { out.line() }
        printout.write(as: .text, text: text, to: &out)
      }
      isFirst = false
    }
  }
}

extension NcursesTerminal: DashboardTerminal {
  /// Puts text on the clipboard, where the terminal lets it.
  public func copy(_ text: String) { copyToClipboard(text) }
}
