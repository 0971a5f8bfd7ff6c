import Ledger

/// A sheet together with what it was computed from: what `print` writes in one of the ``OutputFormat``s.
///
/// The figures are the sheet's own, so that text, CSV, JSON and the screen cannot disagree.
public struct Printout: Sendable {
  /// The sheet.
  public let sheet: Sheet
  /// The shop's name.
  public let shop: String
  /// The as-of day; `nil` for an empty ledger.
  public let asOf: Day?
  /// How figures are written for a person, and the currency of money.
  public let format: ValueFormat
  /// The rows to write, in their order.
  public let rows: RowSelection.Rows
  /// A row of facts about the one whom the sheet is about, which JSON adds as `card`.
  public let card: DataTable?

  /// A sheet of a ledger under a question.
  ///
  /// - Throws: ``SettingError`` where the selection names a field that the sheet does not have.
  public init(_ sheet: Sheet, of findings: Findings, selection: RowSelection = .init(), card: DataTable? = nil)
    throws(SettingError)
  {
    let note = findings.ledger.strangeStatusNote.map(Wording.sentence)
    try self.init(
      note.map { sheet.notes.contains($0) ? sheet : sheet.noting($0) } ?? sheet, shop: findings.ledger.name,
      asOf: findings.ledger.lastDay == nil ? nil : findings.question.asOf,
      format: findings.format, selection: selection, card: card)
  }

  /// A sheet with what surrounds it given one by one.
  ///
  /// - Throws: ``SettingError`` where the selection names a field that the sheet does not have.
  public init(
    _ sheet: Sheet, shop: String, asOf: Day?, format: ValueFormat, selection: RowSelection = .init(),
    card: DataTable? = nil
  ) throws(SettingError) {
    self.sheet = sheet.choosing(try selection.columns(of: sheet.table), areChosen: selection.columns != nil)
    self.shop = shop
    self.asOf = asOf
    self.format = format
    self.card = card
    rows = try selection.rows(of: sheet.table)
  }

  /// Writes the sheet. Memory does not grow with the number of rows.
  public func write(as format: OutputFormat, text: TextOutput = .init(), to out: inout ChunkedText) {
    switch format {
    case .text: text.write(self, to: &out)
    case .csv: CSVOutput.write(self, to: &out)
    case .json: JSONOutput.write(self, to: &out)
    }
  }
}
