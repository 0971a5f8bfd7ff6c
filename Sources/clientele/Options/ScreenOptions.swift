import ArgumentParser
import Canvas
import Dashboard
import Ledger

/// How the screen looks; each option goes before the setting of the same name.
struct ScreenOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Use this theme, see 'clientele themes'.", valueName: "name"))
  var theme: String?

  @Flag(help: "Draw ASCII signs only.")
  var ascii = false

  @Option(help: ArgumentHelp("Use colours: auto honours NO_COLOR.", valueName: "auto|always|never"))
  var color: String?

  @Flag(help: "Leave the mouse to the terminal's own text selection.")
  var noMouse = false

  @Flag(help: "Begin in the search for a customer, and come back to it after each card: for phone calls.")
  var find = false

  /// Checks what the parser cannot.
  func validate() throws {
    var settings = ScreenSettings()
    try apply(to: &settings)
  }

  /// Puts what was given on the command line into settings, and checks that the theme exists.
  func apply(to settings: inout ScreenSettings) throws {
    if let theme { settings.theme = theme }
    if ascii { settings.ascii = true }
    if let color { settings.color = try Choice.value(color, of: ScreenSettings.Color.self, option: "--color") }
    if noMouse { settings.mouse = false }
    do {
      _ = try Theme.load(named: settings.theme, depth: .mono, directories: UserFolders.themes)
    } catch {
      throw Failure("\(error)")
    }
  }
}
