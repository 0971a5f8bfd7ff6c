import ArgumentParser
import Canvas
import Ledger
import Panels

/// The form of the results.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write text for people, or csv or json with exact figures.", valueName: "text|csv|json"))
  var format = "text"

  @Option(
    help: ArgumentHelp(
      "Keep lines of text within this many columns. Default: the terminal's, else 100.", valueName: "n"))
  var width: Int?

  @Flag(help: "Draw ASCII signs only; names and currency signs stay as they are.")
  var ascii = false

  @Option(
    help: ArgumentHelp("Accepted for scripts: results are written without colours.", valueName: "auto|always|never"))
  var color = "auto"

  /// Checks what the parser cannot.
  func validate() throws {
    if let width, !(TextOutput.narrowest...10_000).contains(width) {
      throw ValidationError("--width \(width) is out of range: \(TextOutput.narrowest) to 10000")
    }
    guard ["auto", "always", "never"].contains(color) else {
      throw ValidationError("--color cannot be '\(color)'; there are: auto, always, never")
    }
    _ = try outputFormat()
  }

  /// The format that was asked for.
  func outputFormat() throws -> OutputFormat {
    try Choice.value(format, of: OutputFormat.self, option: "--format")
  }

  /// How text is laid out.
  func textOutput(showsFigure: Bool = false) -> TextOutput {
    TextOutput(
      width: width ?? StandardOutput.terminalWidth ?? 100,
      glyphs: ascii || StandardOutput.isLackingLetters ? .ascii : .unicode, showsFigure: showsFigure)
  }
}

/// Which rows of a long list are written.
struct RowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write at most this many rows. Default: all.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Write these columns, in this order (the ids of csv and json).", valueName: "id,id,…"))
  var columns: String?

  @Option(help: ArgumentHelp("Sort by a field's name (the ids of csv and json).", valueName: "field[:desc]"))
  var sort: String?

  /// Checks what the parser cannot.
  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit \(limit) is out of range: 0 or more") }
  }

  /// The rows to write.
  func selection() throws -> RowSelection { try RowSelection(sort: sort, limit: limit, columns: columns) }
}
