import Ledger

/// A sheet as one JSON object: head, columns, one line per row, totals and notes.
///
/// Keys come in a fixed order. Money is an exact decimal number token with the currency's digits, a ratio a fraction,
/// days are ISO 8601 texts, a figure that does not exist is `null`. Totals hold only the columns that have one.
public enum JSONOutput {
  /// Writes the object and ends the line.
  public static func write(_ printout: Printout, to out: inout ChunkedText) {
    let sheet = printout.sheet
    let currency = printout.format.currency
    out.write("{\"panel\": \(text(sheet.id)), \"title\": \(text(sheet.title)), ")
    out.write("\"as_of\": \(printout.asOf.map { text($0.description) } ?? "null"), ")
    out.write("\"window\": \(sheet.window.isEmpty ? "null" : text(sheet.window)), ")
    out.write("\"currency\": \(currency.code.isEmpty ? "null" : text(currency.code)),\n")
    out.write(" \"customers\": \(sheet.customers.map { String($0) } ?? "null"), \"settings\": {")
    out.write(sheet.settings.map { "\(text($0.key)): \(text($0.value))" }.joined(separator: ", "))
    out.write("},\n \"columns\": [")
    out.write(
      sheet.table.columns.map {
        "{\"id\": \(text($0.id)), \"title\": \(text($0.title)), \"kind\": \(text($0.kind.rawValue))}"
      }.joined(separator: ", "))
    out.write("],\n \"rows\": [")
    writeRows(printout, to: &out)
    out.write("],\n \"totals\": {")
    var first = true
    for (column, value) in zip(sheet.table.columns, sheet.table.totals) {
      if case .none = value { continue }
      if case .text = value { continue }
      out.write((first ? "" : ", ") + text(column.id) + ": " + token(value, currency: currency))
      first = false
    }
    out.write("},\n \"notes\": [" + sheet.notes.map(text).joined(separator: ", ") + "]")
    if let card = printout.card, card.rowCount > 0 {
      let facts = card.columns.enumerated().map { "\(text($1.id)): \(token(card[0, $0], currency: currency))" }
      out.write(",\n \"card\": {" + facts.joined(separator: ", ") + "}")
    }
    out.write("}\n")
  }

  private static func writeRows(_ printout: Printout, to out: inout ChunkedText) {
    let table = printout.sheet.table
    let names = table.columns.enumerated().map { ($0.offset == 0 ? "" : ", ") + text($0.element.id) + ": " }
    var separator = "\n"
    for row in printout.rows {
      out.write(separator)
      out.write("  {")
      for column in names.indices {
        out.write(names[column])
        out.write(token(table[row, column], currency: printout.format.currency))
      }
      out.write("}")
      separator = ",\n"
    }
    if !printout.rows.isEmpty { out.write("\n ") }
  }

  /// A figure as a JSON value.
  public static func token(_ value: Value, currency: Currency) -> String {
    switch value {
    case .integer, .money, .number: return ExactFigure.text(value, currency: currency) ?? "null"
    case .none: return "null"
    case .date, .instant, .text: return ExactFigure.text(value, currency: currency).map(text) ?? "null"
    }
  }

  /// A text with its quotes. Control characters and the two line separators of Unicode are escaped (RFC 8259, 7).
  public static func text(_ string: String) -> String {
    var copy = string
    let isPlain = copy.withUTF8 { bytes in
      !bytes.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
    }
    if isPlain { return "\"" + string + "\"" }
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: quoted += "\\\""
      case 0x5C: quoted += "\\\\"
      case 0x0A: quoted += "\\n"
      case 0x0D: quoted += "\\r"
      case 0x09: quoted += "\\t"
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: quoted += "\\u" + hexadecimal(scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
