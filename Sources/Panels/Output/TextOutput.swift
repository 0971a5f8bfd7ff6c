import Canvas
import Ledger

/// A sheet as a person reads it without a screen: head, aligned table, totals, sentences and notes, without colours.
///
/// No line is wider than ``width``: columns of low priority are left out (and named below the table), long texts are
/// cut with a sign. Characters from the file that would steer a terminal are shown, not sent.
public struct TextOutput: Sendable {
  /// Most columns a line may take.
  public let width: Int
  /// The signs that are drawn.
  public let glyphs: Glyphs
  /// Whether the sheet's chart stands above its table.
  public let showsFigure: Bool

  /// The narrowest width that is accepted.
  public static let narrowest = 20

  /// Text output of a width; less than ``narrowest`` counts as that.
  public init(width: Int = 100, glyphs: Glyphs = .unicode, showsFigure: Bool = false) {
    self.width = max(TextOutput.narrowest, width)
    self.glyphs = glyphs
    self.showsFigure = showsFigure
  }

  /// Writes the sheet.
  ///
  /// Complexity: two passes over the rows to be written, one to measure and one to write; memory does not grow with them.
  public func write(_ printout: Printout, to out: inout ChunkedText) {
    writeHead(printout, to: &out)
    if showsFigure { writeFigure(printout.sheet, to: &out) }
    if !printout.sheet.table.columns.isEmpty { writeTable(printout, to: &out) }
    writeSentences(printout.sheet.reading, to: &out)
    writeSentences(printout.sheet.notes, to: &out)
  }

  /// Writes paragraphs after a blank line, wrapped.
  public func writeSentences(_ sentences: [String], to out: inout ChunkedText) {
    guard !sentences.isEmpty else { return }
    out.line()
    for sentence in sentences { paragraph(sentence, to: &out) }
  }

  /// Writes one paragraph, wrapped; `indent` stands before every line.
  public func paragraph(_ text: String, indent: String = "", to out: inout ChunkedText) {
    let shown = glyphs.plain(ShownText.of(text))
    for line in DisplayWidth.wrap(shown, width - DisplayWidth.of(indent)) {
      out.line(indent + TextOutput.trimmed(line))
    }
  }

  /// Writes one line, cut where it is too wide.
  public func line(_ text: String, to out: inout ChunkedText) {
    out.line(TextOutput.trimmed(DisplayWidth.cut(glyphs.plain(ShownText.of(text)), width, ellipsis: glyphs.ellipsis)))
  }

  private func writeHead(_ printout: Printout, to out: inout ChunkedText) {
    let sheet = printout.sheet
    line(sheet.title + (printout.shop.isEmpty ? "" : " · " + printout.shop), to: &out)
    var parts: [String] = []
    if let asOf = printout.asOf { parts.append("as of \(asOf)") }
    if !sheet.window.isEmpty { parts.append(sheet.window == "all" ? "whole file" : "window \(sheet.window)") }
    if !printout.format.currency.code.isEmpty { parts.append(printout.format.currency.code) }
    if let customers = sheet.customers {
      parts.append(Digits.grouped(customers) + (customers == 1 ? " customer" : " customers"))
    }
    parts += sheet.settings.filter { $0.key != "window" }.map { "\($0.key) \($0.value)" }
    var row = ""
    for part in parts {
      let longer = row.isEmpty ? part : row + " · " + part
      if DisplayWidth.of(longer) <= width {
        row = longer
      } else {
        if !row.isEmpty { line(row, to: &out) }
        row = part
      }
    }
    if !row.isEmpty { line(row, to: &out) }
    out.line()
  }

  /// Draws the sheet's figure in monochrome.
  public func writeFigure(_ sheet: Sheet, to out: inout ChunkedText) {
    guard let figure = sheet.figure else { return }
    // A card is written whole; there is no screen that it has to fit, and no key to press.
    let layout = sheet.card?.layout(width: width, height: .max, hints: false)
    let size = Size(width: width, height: layout?.height ?? max(figure.minimum, figure.ideal))
    var canvas = Canvas(size: size, theme: .plain, glyphs: glyphs)
    if let layout {
      layout.draw(on: &canvas, in: canvas.bounds, top: 0, focus: nil)
    } else {
      figure.draw(&canvas, canvas.bounds, nil)
    }
    var lines = canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
    for line in lines { out.line(TextOutput.trimmed(line)) }
    if !lines.isEmpty { out.line() }
  }

  private func writeTable(_ printout: Printout, to out: inout ChunkedText) {
    let table = printout.sheet.table
    let layout = TextColumns(table, rows: printout.rows, width: width, glyphs: glyphs, format: printout.format)
    out.line(TextOutput.trimmed(layout.head))
    for row in printout.rows { out.line(TextOutput.trimmed(layout.line(row))) }
    if printout.rows.isEmpty { out.line("(no rows)") }
    if !table.totals.isEmpty {
      out.line(layout.rule)
      out.line(TextOutput.trimmed(layout.totals))
    }
    if printout.rows.count < table.rowCount {
      out.line()
      paragraph(
        "\(Digits.grouped(printout.rows.count)) of \(Digits.grouped(table.rowCount)) rows (--limit)", to: &out)
    }
    if !layout.leftOut.isEmpty {
      out.line()
      paragraph(
        "Left out at this width: \(layout.leftOut.joined(separator: ", ")); --width \(layout.fullWidth) shows all.",
        to: &out)
    }
  }

  static func trimmed(_ line: String) -> String {
    guard line.utf8.last == 32 else { return line }
    let end = line.utf8.lastIndex { $0 != 32 }
    return end.map { String(line[...$0]) } ?? ""
  }
}
