import Analytics
import ArgumentParser
import Ledger
import Panels

/// `clientele customer QUERY FILE…`
struct CustomerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer",
    abstract: "Print one customer's card.",
    discussion: """
      The card holds value, stage, rhythm, orders and what was noted.
      The query is a customer key, an e-mail address, a phone number or its last four digits, an order number or a name.
      Where it fits several customers equally well they are listed on stderr and the exit status is 2.
      """)

  @Argument(help: ArgumentHelp("Who is meant.", valueName: "query"))
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
    let candidates = search.best.filter { shop.includes($0.customer) }
    guard let best = candidates.first else {
      let note =
        MatchesSheet.make(findings, search: search, query: query, isMasked: question.mask).notes.first.map { "\n" + $0 }
        ?? ""
      throw Failure("nobody in this file answers '\(query)'" + note)
    }
    guard candidates.count == 1 else { throw Failure(several(candidates, findings)) }
    let card = CustomerSheet.make(findings, customer: best.customer)
    let facts = CustomerFacts.table(findings, customer: best.customer)
    try Shop.write(card, of: findings, output, rows: selection, showsFigure: true, card: facts)
  }

  private func several(_ candidates: [CustomerSearch.Match], _ findings: Findings) -> String {
    let customers = findings.ledger.customers
    let lines = candidates.prefix(10).map { match -> String in
      let parts = [
        customers.key[match.customer], customers.name[match.customer], customers.email[match.customer],
        customers.phone[match.customer],
      ]
      return "  " + parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }
    let more = candidates.count > lines.count ? ["  and \(candidates.count - lines.count) more"] : []
    return "'\(query)' fits several customers (\(candidates.count)); use a key from this list:\n"
      + (lines + more).joined(separator: "\n")
  }
}
