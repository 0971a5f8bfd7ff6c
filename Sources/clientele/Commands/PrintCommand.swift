import ArgumentParser
import Ledger
import Panels

/// `clientele print PANEL FILE…`
struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print a panel's table: the same figures as on the screen.")

  @Argument(help: ArgumentHelp("Name of the panel, see 'clientele panels'.", valueName: "panel"))
  var panel: String

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var rows: RowOptions

  @Flag(help: "Draw the panel's chart above the table (text only).")
  var chart = false

  func run() throws {
    guard let panel = PanelRegistry.panel(panel) else {
      let names = PanelRegistry.all.map(\.id)
      throw Failure(
        "there is no panel '\(panel)'\(NearestName.hint(panel, among: names)); there are: "
          + names.joined(separator: ", "))
    }
    let selection = try rows.selection()
    _ = try output.outputFormat()
    let (sheet, findings) = try Shop.opened(files, question, needsLines: panel.needsLines).sheet(of: panel)
    try Shop.write(sheet, of: findings, output, rows: selection, showsFigure: chart)
  }
}
