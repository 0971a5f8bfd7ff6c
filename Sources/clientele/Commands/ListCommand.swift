import Analytics
import ArgumentParser
import Ledger
import Panels

/// `clientele list FILE… --where FILTER`
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the customers who answer a filter.",
    discussion: """
      clientele list orders.csv --where 'stage = sleeping and net > 500' --columns customer,email,net --format csv

      'clientele filters' lists everything a filter and a column can ask for; 'clientele print segments' the saved filters.
      """)

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var rows: RowOptions

  func run() throws {
    let selection = try rows.selection()
    _ = try output.outputFormat()
    let shop = try Shop.opened(files, question)
    try Shop.write(shop.rows(of: CustomersSheet.everybody(shop.whole)), of: shop.whole, output, rows: selection)
  }
}

/// `clientele filters`
struct FiltersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filters", abstract: "List the filter language, with examples.",
    discussion: "Every form, field and function that --where takes.")

  @OptionGroup var form: ListOptions

  func run() throws {
    try form.write(
      heads: ["form", "meaning", "example"],
      rows: FilterGrammar.rows.map { [$0.form, $0.meaning, $0.example] })
  }
}
