import ArgumentParser
import Ledger
import Panels

/// `clientele check FILE…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report what became of every row: columns recognised, rows left out and why, sums that must balance.",
    discussion: "csv and json hold the rows of 'clientele print import'.")

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: ArgumentHelp("Show up to this many example rows of each reason for leaving rows out.", valueName: "n"))
  var examples = 3

  func validate() throws {
    guard (0...ImportReport.examplesKept).contains(examples) else {
      throw ValidationError("--examples \(examples) is out of range: 0 to \(ImportReport.examplesKept)")
    }
  }

  func run() throws {
    let format = try output.outputFormat()
    let findings = try Shop.findings(files, question)
    guard format == .text else { try Shop.write(Panel.importReport.sheet(findings), of: findings, output) }
    StandardOutput.write { ImportReportText.write(findings.ledger, output.textOutput(), examples: examples, to: &$0) }
  }
}
