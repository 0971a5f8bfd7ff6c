import Analytics
import ArgumentParser
import Glibc
import Ingest
import Ledger
import Panels

/// `clientele print PANEL FILE…`
struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print a panel's figures as text, CSV or JSON.",
    discussion: "They are the same figures as on the screen. 'clientele panels' lists the panels.")

  @Argument(help: ArgumentHelp("Name of the panel, see 'clientele panels'.", valueName: "panel"))
  var panel: String

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var rows: RowOptions

  @Flag(help: "Draw the panel's chart above the table (text only).")
  var chart = false

  @Option(
    help: ArgumentHelp(
      "Lay the panel beside itself as of an earlier day: a date, or how long ago (30d, 6mo, 1y).", valueName: "day"))
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "Print a field of the panel over time instead: one row per month end, one column per row.", valueName: "field"))
  var history: String?

  /// Checks what the parser cannot.
  func validate() throws {
    _ = try askedPanel()
    _ = try earlier()
    guard compare == nil || history == nil else { throw Failure("--compare and --history cannot be asked together") }
  }

  private func earlier() throws -> Earlier? {
    guard let compare else { return nil }
    guard let earlier = Earlier(compare) else {
      throw Failure(
        "--compare cannot be '\(compare)': expected a day such as 2011-06-30, or how long ago: 30d, 6mo, 1y")
    }
    return earlier
  }

  private func askedPanel() throws -> Panel {
    if let panel = PanelRegistry.panel(panel) { return panel }
    if FileName.with(panel, { access($0, F_OK) }) == 0,
      let name = files.files.first(where: { PanelRegistry.panel($0) != nil })
    {
      throw Failure("the panel stands before the files: clientele print \(name) \(panel)")
    }
    let names = PanelRegistry.all.map(\.id)
    throw Failure(
      "there is no panel '\(panel)'\(NearestName.hint(panel, among: names)); there are: "
        + names.joined(separator: ", "))
  }

  func run() throws {
    let panel = try askedPanel()
    let earlier = try earlier()
    let selection = try rows.selection()
    var (sheet, findings) = try Shop.opened(files, question, needsLines: panel.needsLines).sheet(of: panel)
    if let earlier { sheet = try compared(sheet, earlier, findings) }
    if let history { sheet = try overTime(sheet, history, findings) }
    try Shop.write(sheet, of: findings, output, rows: selection, showsFigure: chart)
  }

  private func compared(_ sheet: Sheet, _ earlier: Earlier, _ findings: Findings) throws -> Sheet {
    let day = earlier.day(before: findings.question.asOf)
    guard day < findings.question.asOf else {
      throw Failure("--compare \(earlier) is not earlier than the as-of day \(findings.question.asOf)")
    }
    guard let compared = ComparisonSheet.make(sheet, with: day, findings) else {
      throw Failure("'\(panel)' is a long list: --compare takes panels of at most \(ComparisonSheet.mostRows) rows")
    }
    return compared
  }

  private func overTime(_ sheet: Sheet, _ field: String, _ findings: Findings) throws -> Sheet {
    guard sheet.table.rowCount <= HistorySheet.mostRows else {
      throw Failure("'\(panel)' is a long list: --history takes panels of at most \(HistorySheet.mostRows) rows")
    }
    guard let history = HistorySheet.make(sheet, column: field, key: nil, findings) else {
      let fields = sheet.table.columns.filter(\.hasPast).map(\.id)
      throw Failure(
        "'\(panel)' has no figures in a field '\(field)'\(NearestName.hint(field, among: fields)); there are: "
          + fields.joined(separator: ", "))
    }
    return history
  }
}
