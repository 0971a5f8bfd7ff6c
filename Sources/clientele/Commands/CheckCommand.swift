import Analytics
import ArgumentParser
import Glibc
import Ledger
import Panels

/// `clientele check FILE… [CONDITION…]`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report what became of every row; with conditions, answer 1 when one of them holds (for cron).",
    discussion: """
      Without conditions: columns recognised, rows left out and why, sums that must balance; csv and json hold the rows \
      of 'clientele print import'.
      An argument with < > or = in it is a condition: 'net.7d < -25% vs prev, n>=50', 'unidentified > 20%', \
      'unknown_status > 0'.
      A condition is FIGURE[.PERIOD] COMPARISON VALUE [vs prev|year][, n>=ORDERS]. Figures of a period (7d, 4w, 3mo, 1y, \
      all): \(names(withWindow: true)). Figures of the whole reading: \(names(withWindow: false)).
      """)

  @OptionGroup var files: FileOptions
  @OptionGroup(title: "Question") var question: QuestionOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  @Option(help: ArgumentHelp("Show up to this many example rows of each reason for leaving rows out.", valueName: "n"))
  var examples = 3

  private static func names(withWindow: Bool) -> String {
    CheckMetric.all.filter { $0.hasWindow == withWindow }.map(\.name).joined(separator: ", ")
  }

  func validate() throws {
    guard (0...ImportReport.examplesKept).contains(examples) else {
      throw ValidationError("--examples \(examples) is out of range: 0 to \(ImportReport.examplesKept)")
    }
  }

  func run() throws {
    let format = try output.outputFormat()
    var files = files
    let written = files.files.filter { CheckCondition.looksLike($0) && access($0, F_OK) != 0 }
    files.files.removeAll { written.contains($0) }
    let conditions = try written.map { try CheckCondition($0) }
    let findings = try Shop.findings(files, question, allowsNoOrders: true)
    guard conditions.isEmpty else { try judge(conditions, findings) }
    guard format == .text else { try Shop.write(Panel.importReport.sheet(findings), of: findings, output) }
    StandardOutput.write { ImportReportText.write(findings.ledger, output.textOutput(), examples: examples, to: &$0) }
  }

  private func judge(_ conditions: [CheckCondition], _ findings: Findings) throws -> Never {
    var clock = tm()
    var now = time(nil)
    localtime_r(&now, &clock)
    let today =
      Day(year: Int(clock.tm_year) + 1900, month: Int(clock.tm_mon) + 1, day: Int(clock.tm_mday))
      ?? findings.question.asOf
    let outcomes = conditions.map {
      CheckOutcome($0, on: findings.wholeLedger, asOf: findings.question.asOf, today: today)
    }
    let printout = try Printout(ChecksSheet.make(findings, outcomes), of: findings)
    let format = try output.outputFormat()
    StandardOutput.write { out in
      if format == .text {
        ChecksText.write(outcomes, findings.ledger, output.textOutput(), to: &out)
      } else {
        printout.write(as: format, to: &out)
      }
    }
    Glibc.exit(outcomes.contains { $0.holds == true } ? ExitStatus.conditionHolds : ExitStatus.done)
  }
}
