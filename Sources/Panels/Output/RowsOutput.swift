import Canvas
import Ledger

/// The rows of a sheet as a file or the clipboard gets them: chosen columns, chosen rows, in the form of a choice.
///
/// Texts are what the sheet has: a sheet of a masked ledger gives masked texts in every form.
public enum RowsOutput {
  /// Writes rows to a sink, chunk by chunk.
  ///
  /// - Parameters:
  ///   - columns: Positions of columns in their order, others are passed over; `nil`: all for programs (CSV, JSON),
  ///     those that are drawn for people.
  ///   - rows: Positions of rows in their order; `nil`: all as they come.
  ///   - currency: The currency of money.
  /// - Complexity: O(rows · columns) calls of the cell function, twice that for text; memory does not grow with the rows.
  public static func write(
    _ sheet: Sheet, columns: [Int]? = nil, rows: [Int32]? = nil, format: ExportFormat, currency: Currency,
    options: ExportOptions = .init(), to sink: @escaping ([UInt8]) -> Void
  ) {
    let table = sheet.table
    let chosen = (columns ?? table.columns.indices.filter { isMeant($0, of: table, format) })
      .filter { table.columns.indices.contains($0) }
    var out = ChunkedText(sink: sink)
    if let rows {
      let known = rows.lazy.map { Int($0) }.filter { $0 >= 0 && $0 < table.rowCount }
      write(table, chosen, known, format, currency, options, to: &out)
    } else {
      write(table, chosen, 0..<table.rowCount, format, currency, options, to: &out)
    }
    out.flush()
  }

  private static func isMeant(_ column: Int, of table: DataTable, _ format: ExportFormat) -> Bool {
    switch format {
    case .csv, .json, .jsonLines: table.columns[column].drawing != .offered
    case .markdown, .text: table.columns[column].isDrawn
    }
  }

  private static func write(
    _ table: DataTable, _ columns: [Int], _ rows: some Sequence<Int>, _ format: ExportFormat, _ currency: Currency,
    _ options: ExportOptions, to out: inout ChunkedText
  ) {
    switch format {
    case .csv: writeCSV(table, columns, rows, currency, options, to: &out)
    case .jsonLines: writeObjects(table, columns, rows, currency, between: "\n", to: &out)
    case .json:
      out.write("[")
      writeObjects(table, columns, rows, currency, between: ",\n ", to: &out)
      out.write("]\n")
    case .markdown: writeMarkdown(table, columns, rows, currency, to: &out)
    case .text: writeText(table, columns, rows, currency, to: &out)
    }
  }

  // MARK: For programs

  private static func writeCSV(
    _ table: DataTable, _ columns: [Int], _ rows: some Sequence<Int>, _ currency: Currency, _ options: ExportOptions,
    to out: inout ChunkedText
  ) {
    func field(_ text: String) -> String { CSVOutput.field(text, defusing: options.defusesFormulas) }
    if options.byteOrderMark { out.write("\u{FEFF}") }
    out.line(columns.map { field(table.columns[$0].id) }.joined(separator: ","))
    for row in rows {
      for (position, column) in columns.enumerated() {
        if position > 0 { out.write(",") }
        let value = table[row, column]
        // Numbers are numbers: -5 is no formula.
        if case .text(let text) = value {
          out.write(field(text))
        } else if let text = ExactFigure.text(value, currency: currency) {
          out.write(text)
        }
      }
      out.write("\n")
    }
  }

  private static func writeObjects(
    _ table: DataTable, _ columns: [Int], _ rows: some Sequence<Int>, _ currency: Currency, between: String,
    to out: inout ChunkedText
  ) {
    let names = columns.enumerated().map { position, column in
      (position == 0 ? "{" : ", ") + JSONOutput.text(table.columns[column].id) + ": "
    }
    var isFirst = true
    for row in rows {
      if !isFirst { out.write(between) }
      isFirst = false
      if names.isEmpty { out.write("{") }
      for (name, column) in zip(names, columns) {
        out.write(name)
        out.write(JSONOutput.token(table[row, column], currency: currency))
      }
      out.write("}")
    }
    if between == "\n", !isFirst { out.write("\n") }
  }

  // MARK: For people

  private static func isNumber(_ column: DataColumn) -> Bool { column.kind != .text && column.kind != .key }

  private static func writeMarkdown(
    _ table: DataTable, _ columns: [Int], _ rows: some Sequence<Int>, _ currency: Currency, to out: inout ChunkedText
  ) {
    let format = ValueFormat(currency: currency)
    out.line("|" + columns.map { " " + markdown(table.columns[$0].title) + " |" }.joined())
    out.line("|" + columns.map { isNumber(table.columns[$0]) ? " ---: |" : " --- |" }.joined())
    for row in rows {
      out.write("|")
      for column in columns {
        out.write(" ")
        out.write(markdown(format.text(table[row, column], kind: table.columns[column].kind, cents: true)))
        out.write(" |")
      }
      out.write("\n")
    }
  }

  /// A text as Markdown shows it and nothing else: marks are escaped, line breaks are breaks in the cell.
  static func markdown(_ text: String) -> String {
    var shown = ""
    var wasReturn = false
    for scalar in text.unicodeScalars {
      defer { wasReturn = scalar == "\r" }
      switch scalar {
      case "\n" where wasReturn: continue
      case "\r", "\n": shown += "<br>"
      case "\t": shown += " "
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "#", "$":
        shown.unicodeScalars.append("\\")
        shown.unicodeScalars.append(scalar)
      default: shown += ShownText.of(String(scalar))
      }
    }
    return shown
  }

  private static let gap = "  "

  private static func writeText(
    _ table: DataTable, _ columns: [Int], _ rows: some Sequence<Int>, _ currency: Currency, to out: inout ChunkedText
  ) {
    let format = ValueFormat(currency: currency)
    func cell(_ row: Int, _ column: Int) -> String {
      ShownText.of(format.text(table[row, column], kind: table.columns[column].kind, cents: true))
    }
    let heads = columns.map { ShownText.of(table.columns[$0].title) }
    var widths = heads.map { DisplayWidth.of($0) }
    for row in rows {
      for (position, column) in columns.enumerated() {
        widths[position] = max(widths[position], DisplayWidth.of(cell(row, column)))
      }
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      for (position, text) in cells.enumerated() {
        let blanks = String(repeating: " ", count: max(0, widths[position] - DisplayWidth.of(text)))
        line += (position > 0 ? gap : "") + (isNumber(table.columns[columns[position]]) ? blanks + text : text + blanks)
      }
      return TextOutput.trimmed(line)
    }
    out.line(line(heads))
    for row in rows { out.line(line(columns.map { cell(row, $0) })) }
  }
}
