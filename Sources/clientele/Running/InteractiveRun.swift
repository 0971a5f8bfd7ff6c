import Dashboard
import Panels

/// What happens to files that are opened without a subcommand.
enum InteractiveRun {
  /// Opens the files; where there is no terminal to draw on, writes the main panels as text.
  ///
  /// `configuration` already holds the options of the command line.
  static func open(_ files: FileOptions, _ question: QuestionOptions, _ configuration: Configuration) throws {
    try writeOverview(files, question, configuration)
  }

  /// The panels of the overview one below the other, long lists by their first rows.
  private static func writeOverview(
    _ files: FileOptions, _ question: QuestionOptions, _ configuration: Configuration
  ) throws {
    let findings = try Shop.findings(files, question)
    let text = TextOutput(
      width: StandardOutput.terminalWidth ?? 100, glyphs: configuration.screen.ascii == true ? .ascii : .unicode)
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
