import Analytics
import ArgumentParser
import Panels

/// `clientele find QUERY FILE…`
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "List the customers that a text may mean, best first.",
    discussion: "The text is a customer key, an e-mail address, a phone number, an order number or a name.")

  @Argument(help: ArgumentHelp("What to look for.", valueName: "query"))
  var query: String

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var rows: RowOptions

  func run() throws {
    let selection = try rows.selection()
    _ = try output.outputFormat()
    let shop = try Shop.opened(files, question)
    let findings = shop.whole
    let search = CustomerSearch(query, in: shop.plain, asOf: findings.question.asOf)
    let sheet = MatchesSheet.make(findings, search: search, query: query, isMasked: question.mask)
    try Shop.write(shop.rows(of: sheet), of: findings, output, rows: selection)
  }
}
