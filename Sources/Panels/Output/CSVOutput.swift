import Ledger

/// A sheet's rows as comma-separated values: the column ids as header, then exact figures.
///
/// Money is a decimal number with the currency's digits, a ratio a fraction, a day ISO 8601, a missing figure empty.
/// Fields that hold a comma, a quote, a line end, or blanks at an end are quoted as RFC 4180 says; lines end with LF.
/// Hidden columns are written too; the totals row is not, because it is no row.
///
/// Texts stay exactly as they are, also those that a spreadsheet would take for a formula: what goes to standard output is
/// read by programs, and a `'` in front would change their data. Files are another matter: see ``RowsOutput``.
public enum CSVOutput {
  /// Writes header and rows.
  public static func write(_ printout: Printout, to out: inout ChunkedText) {
    write(printout.sheet.table, rows: printout.rows, currency: printout.format.currency, to: &out)
  }

  /// Writes a sheet's rows to a sink, chunk by chunk; `rows` are positions in the sheet's table, `nil` all as they come.
  public static func write(_ sheet: Sheet, rows: [Int32]?, currency: Currency, to sink: @escaping (String) -> Void) {
    var out = ChunkedText { sink(String(decoding: $0, as: UTF8.self)) }
    if let rows {
      write(sheet.table, rows: rows.lazy.map { Int($0) }, currency: currency, to: &out)
    } else {
      write(sheet.table, rows: 0..<sheet.table.rowCount, currency: currency, to: &out)
    }
    out.flush()
  }

  private static func write(
    _ table: DataTable, rows: some Sequence<Int>, currency: Currency, to out: inout ChunkedText
  ) {
    out.line(table.columns.map { field($0.id) }.joined(separator: ","))
    let columns = table.columns.indices
    for row in rows {
      for column in columns {
        if column > 0 { out.write(",") }
        if let text = ExactFigure.text(table[row, column], currency: currency) { out.write(field(text)) }
      }
      out.write("\n")
    }
  }

  /// One field, quoted where it must be.
  public static func field(_ text: String) -> String {
    let utf8 = text.utf8
    guard
      utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) || utf8.first == 32 || utf8.last == 32
    else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }

  /// One field of a file that people open in spreadsheets: NUL is left out, every other control character is quoted.
  ///
  /// - Parameter defusing: Whether a text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets a `'` in
  ///   front; the full-width forms count too, because some programs fold them. Source: OWASP, "CSV Injection".
  public static func field(_ text: String, defusing: Bool) -> String {
    var copy = text
    let (isPlain, isSuspect) = copy.withUTF8 { bytes in
      (
        !bytes.contains { $0 < 0x20 || $0 == 0x7F },
        // 0xEF begins the full-width forms.
        bytes.first.map { $0 == 0xEF || $0 < 0x20 || "=+-@".utf8.contains($0) } ?? false
      )
    }
    if isPlain, !isSuspect { return field(text) }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\0" { kept.append(scalar) }
    if defusing, let first = kept.first, beginsFormula(first) { kept.insert("'", at: kept.startIndex) }
    let plain = field(String(kept))
    let needsQuotes = kept.contains { $0.value < 0x20 || $0.value == 0x7F } && plain.utf8.first != 34
    return needsQuotes ? "\"" + plain + "\"" : plain
  }

  private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
