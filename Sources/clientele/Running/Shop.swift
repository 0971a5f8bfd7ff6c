import Dashboard
import Glibc
import Ingest
import Ledger
import Panels

/// A shop's files, read under the options of a command.
enum Shop {
  /// Reads the files and puts the question to them.
  ///
  /// Every option is checked before the first byte is read. Throws ``Failure``, `SettingError` or `IngestError`.
  static func findings(
    _ files: FileOptions, _ question: QuestionOptions, needsLines: Bool = true, allowsNoOrders: Bool = false
  ) throws -> Findings {
    let configuration = try question.configuration()
    _ = try question.asOfDay()
    _ = try question.askedWindow()
    let ledger = try ledger(files, configuration, needsLines: needsLines, allowsNoOrders: allowsNoOrders)
    let report = ledger.report
    if report.leftOut > 0 {
      StandardError.say(
        "\(Digits.grouped(report.leftOut)) of \(Digits.grouped(report.rows)) rows left out; 'clientele check' lists them"
      )
    }
    return Findings(ledger, try question.question(of: ledger, configuration))
  }

  private static func ledger(
    _ files: FileOptions, _ configuration: Configuration, needsLines: Bool, allowsNoOrders: Bool
  ) throws -> Ledger {
    var options = configuration.reading
    options.keepsLines = needsLines
    options.allowsNoOrders = allowsNoOrders
    try files.apply(to: &options)
    let mode = try Choice.value(files.progress, of: ProgressMode.self, option: "--progress")
    Interruption.leaveOnControlC()
    let sources = files.sources()
    guard let line = ProgressLine(mode) else { return try readLedger(sources, options: options) }
    let ledger = try readLedger(sources, options: options) { line.show($0) }
    line.finish(rows: ledger.report.rows)
    return ledger
  }

  /// Writes a sheet and leaves at once.
  ///
  /// Leaving with the ledger still in place saves the time of giving back its memory, a tenth of a second for ten million
  /// lines.
  static func write(
    _ sheet: Sheet, of findings: Findings, _ output: OutputOptions, rows: RowSelection = .init(),
    showsFigure: Bool = false,
    card: DataTable? = nil
  ) throws -> Never {
    let format = try output.outputFormat()
    let printout = try Printout(sheet, of: findings, selection: rows, card: card)
    StandardOutput.write { printout.write(as: format, text: output.textOutput(showsFigure: showsFigure), to: &$0) }
    withExtendedLifetime(findings) { exit(ExitStatus.done) }
  }
}
