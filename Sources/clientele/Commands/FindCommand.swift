import Analytics
import ArgumentParser
import Panels

/// `clientele find QUERY FILE…`
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "List the customers that a key, e-mail, phone, order number or name may mean, best first.")

  @Argument(help: ArgumentHelp("What to look for.", valueName: "query"))
  var query: String

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var rows: RowOptions

  func run() throws {
    let selection = try rows.selection()
    _ = try output.outputFormat()
    let (findings, plain) = try Shop.opened(files, question)
    let search = CustomerSearch(query, in: plain, asOf: findings.question.asOf)
    let sheet = MatchesSheet.make(findings, search: search, query: query, isMasked: question.mask)
    try Shop.write(sheet, of: findings, output, rows: selection)
  }
}
