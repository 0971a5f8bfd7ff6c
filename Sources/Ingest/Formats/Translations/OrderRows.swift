import Ledger

/// The rows of one order, of all the files that say something of it, with their cells by meaning.
///
/// Rows of order lists come before rows of their lines.
struct OrderRows {
  /// What is known of a file whose rows are translated.
  struct File {
    let kind: FileKind
    /// Whether a comma is the decimal mark of its amounts.
    var decimalComma = false
    /// Currency by the sign beside its amounts.
    var sign: String?
  }

  let files: [File]
  /// Where each column lies in the rows, by `Column.rawValue`; -1: nowhere.
  let places: [Int]
  /// The rows, each with the number of its file.
  var rows: [KeyedRows.Stored] = []

  /// Number of rows.
  var count: Int { rows.count }

  /// The kind of file that a row is from.
  func kind(_ row: Int) -> FileKind { files[rows[row].table].kind }

  /// Whether any file of these kinds has the column, filled or not.
  func has(_ column: Column) -> Bool { places[Int(column.rawValue)] >= 0 }

  /// Whether a cell is empty, or absent.
  func isEmpty(_ row: Int, _ column: Column) -> Bool { rows[row].cells.isEmpty(places[Int(column.rawValue)]) }

  /// The text of a cell.
  func text(_ row: Int, _ column: Column) -> String { rows[row].cells[places[Int(column.rawValue)]] }

  /// The bytes of a cell.
  func withBytes<Result>(_ row: Int, _ column: Column, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    rows[row].cells.withBytes(places[Int(column.rawValue)], body)
  }

  /// The first row that has something in a column.
  func first(_ column: Column) -> Int? {
    guard has(column) else { return nil }
    return rows.indices.first { !isEmpty($0, column) }
  }

  /// The first text in a column; empty where there is none.
  func firstText(_ column: Column) -> String { first(column).map { text($0, column) } ?? "" }

  /// The number in a cell; `nil` where it is empty or no number.
  func number(_ row: Int, _ column: Column) -> DecimalNumber? {
    guard !isEmpty(row, column) else { return nil }
    var reader = AmountReader(decimalComma: files[rows[row].table].decimalComma)
    return withBytes(row, column) { CellText.number($0, &reader) }
  }

  /// The amount in a cell, in minor units; `nil` where it is empty or no amount.
  func amount(_ row: Int, _ column: Column, digits: Int) -> Int64? { number(row, column)?.minor(digits: digits) }

  /// The first amount in a column, in minor units.
  func firstAmount(_ column: Column, digits: Int) -> Int64? {
    guard has(column) else { return nil }
    for row in rows.indices { if let amount = amount(row, column, digits: digits) { return amount } }
    return nil
  }

  /// Σ of the amounts in a column, in minor units, signs left out.
  func magnitudes(_ column: Column, _ range: some Sequence<Int>, digits: Int) -> Int64 {
    guard has(column) else { return 0 }
    return range.reduce(0) { $0 + Int64(amount($1, column, digits: digits)?.magnitude ?? 0) }
  }

  /// What a status cell says; the word's meaning, or "nothing" where it is empty.
  func status(_ row: Int, _ column: Column) -> StatusWords.Meaning {
    isEmpty(row, column) ? .nothing : StatusWords.meaning(text(row, column))
  }

  /// The order's currency code, where a cell, the platform or a sign names one.
  var currency: String {
    if let row = first(.currency) { return RowReader.currencyCode(text(row, .currency)) }
    guard let row = rows.first else { return "" }
    return files[row.table].kind.currency ?? files[row.table].sign.map { RowReader.currencyCode($0) } ?? ""
  }
}
