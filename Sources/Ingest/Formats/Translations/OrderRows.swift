import Ledger

/// The rows of one order, of all the files that say something of it, with their cells by meaning.
///
/// Rows of order lists come before rows of their lines.
struct OrderRows {
  /// What is known of a file whose rows are translated.
  struct File {
    let part: FileKind.Part
    let dateOrder: DateOrder?
    /// Currency that the platform is known to have.
    let currency: String?
    /// Whether what was taken off an order is what its total lacks.
    let infersDiscount: Bool
    /// What the platform's words for states mean, by the word as headers are compared.
    let words: [Column: [String: String]]
    /// Whether a comma is the decimal mark of its amounts.
    var decimalComma = false
    /// Code of the currency by the sign beside its amounts, the most frequent one.
    var sign: String?
    /// What each sign beside its amounts means, where they are of several currencies: then each order has its own.
    var codesOfSigns: [String: String] = [:]

    init(_ kind: FileKind) {
      part = kind.part
      dateOrder = kind.dateOrder
      currency = kind.currency
      infersDiscount = kind.infersDiscount
      words = kind.words.mapValues { words in
        Dictionary(words.map { (Field.normalised($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
      }
    }

    /// Takes the signs that stand beside amounts, and how many times each.
    ///
    /// - Returns: What the import report says of signs that several currencies have.
    mutating func take(signs: [String: Int], places: [String]) -> [String] {
      var remarks: [String] = []
      var counts: [String: Int] = [:]
      var codes: [String: String] = [:]
      let sure = Set(signs.keys.map { Currency.codes(ofSign: $0) }.filter { $0.count == 1 }.flatMap { $0 })
      let evidence = CurrencyEvidence(sure: sure, countries: [], places: places)
      for (sign, count) in signs.sorted(by: { $0.key < $1.key }) {
        let verdict = evidence.verdict(sign)
        let code = verdict.code ?? RowReader.currencyCode(sign)
        if !verdict.remark.isEmpty, remarks.isEmpty { remarks.append(verdict.remark) }
        codes[sign] = code
        counts[code, default: 0] += count
      }
      sign = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      codesOfSigns = counts.count > 1 ? codes : [:]
      return remarks
    }
  }

  let files: [File]
  /// What the words of status cells mean.
  let statuses: StatusCache
  /// Where each column lies in the rows, by `Column.rawValue`; -1: nowhere.
  let places: [Int]
  /// The rows, each with the number of its file.
  var rows: [KeyedRows.Stored] = []

  /// Number of rows.
  var count: Int { rows.count }

  /// What a row is among the files of the translation.
  func part(_ row: Int) -> FileKind.Part { files[rows[row].table].part }

  /// How the platform of a row's file writes dates.
  func dateOrder(_ row: Int) -> DateOrder? { files[rows[row].table].dateOrder }

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
  func amount(_ row: Int, _ column: Column, digits: Int) -> Int64? {
    number(row, column).flatMap { OrderDraft.amount($0, digits: digits) }
  }

  /// The first amount in a column, in minor units.
  func firstAmount(_ column: Column, digits: Int) -> Int64? {
    guard has(column) else { return nil }
    for row in rows.indices { if let amount = amount(row, column, digits: digits) { return amount } }
    return nil
  }

  /// The first amount in a column without its sign, in minor units: discounts are written with and without one.
  func firstMagnitude(_ column: Column, digits: Int) -> Int64 {
    Int64(firstAmount(column, digits: digits)?.magnitude ?? 0)
  }

  /// Σ of the amounts in a column, in minor units, signs left out.
  func magnitudes(_ column: Column, _ range: some Sequence<Int>, digits: Int) -> Int64 {
    guard has(column) else { return 0 }
    return range.reduce(0) { OrderDraft.sum($0, Int64(amount($1, column, digits: digits)?.magnitude ?? 0)) }
  }

  /// What a status cell says; the word's meaning, or "nothing" where it is empty.
  func status(_ row: Int, _ column: Column) -> StatusWords.Meaning {
    isEmpty(row, column) ? .nothing : withBytes(row, column) { statuses.meaning($0) }
  }

  /// What a status cell says in the words of the plain shop folder: "paid", "unpaid", "cancelled", "refunded".
  ///
  /// The platform's own words come first, then those that all shops use; `nil` where the cell is empty or its word is in
  /// no list, which the reader of rows reports.
  func plainStatus(_ row: Int, _ column: Column) -> String? {
    guard !isEmpty(row, column) else { return nil }
    if let words = files[rows[row].table].words[column],
      let word = withBytes(row, column, { statuses.word($0, column, words) })
    {
      return word
    }
    switch status(row, column) {
    case .cancelled: return "cancelled"
    case .unpaid: return "unpaid"
    case .refunded: return "refunded"
    case .valid: return "paid"
    default: return nil
    }
  }

  /// Whether what was taken off the order is what its total lacks.
  func infersDiscount(_ row: Int) -> Bool { files[rows[row].table].infersDiscount }

  /// Whether a cell tells people apart: it is filled and not masked.
  func isKey(_ row: Int, _ column: Column) -> Bool {
    !isEmpty(row, column) && withBytes(row, column) { !CellText.isMasked($0) }
  }

  /// Whether a cell is this word, in small or capital letters.
  func says(_ row: Int, _ column: Column, _ word: StaticString) -> Bool {
    withBytes(row, column) { bytes in
      guard bytes.count == word.utf8CodeUnitCount else { return false }
      for (place, byte) in bytes.enumerated() where byte | 32 != word.utf8Start[place] { return false }
      return true
    }
  }

  /// The order's currency code, where the platform or a sign names one; cells come first.
  var currencyOfFile: String {
    guard let row = rows.first else { return "" }
    let file = files[row.table]
    if let currency = file.currency { return currency }
    return (file.codesOfSigns.isEmpty ? nil : ownSign(file)) ?? file.sign ?? ""
  }

  /// The currency by the first sign beside an amount of the order.
  private func ownSign(_ file: File) -> String? {
    var reader = AmountReader(decimalComma: file.decimalComma)
    var found: String?
    for row in rows.indices {
      for column in Column.allCases where found == nil && column.isMoney && has(column) && !isEmpty(row, column) {
        withBytes(row, column) { cell in
          _ = CellText.number(cell, &reader) { found = file.codesOfSigns[$0.string] }
        }
      }
    }
    return found
  }
}

/// What the words of status cells mean, looked up once for each word.
final class StatusCache {
  private let reading: StatusReading
  private var words: [(word: [UInt8], meaning: StatusWords.Meaning)] = []
  private var platformWords: [(word: [UInt8], column: Column, meaning: String?)] = []

  /// What a platform's word means; `nil` where it is not among its words. Complexity: as for `meaning`.
  func word(_ word: UnsafeBufferPointer<UInt8>, _ column: Column, _ words: [String: String]) -> String? {
    for known in platformWords
    where known.column == column && known.word.count == word.count && known.word.elementsEqual(word) {
      return known.meaning
    }
    let meaning = words[Field.normalised(String(decoding: word, as: UTF8.self))]
    if platformWords.count < 64 { platformWords.append((Array(word), column, meaning)) }
    return meaning
  }

  /// Words as a person decided them, else as they are known.
  init(_ reading: StatusReading = StatusReading()) { self.reading = reading }

  /// What a word means. Complexity: O(different words), of which a platform has few; beyond 64 they are not kept.
  func meaning(_ word: UnsafeBufferPointer<UInt8>) -> StatusWords.Meaning {
    for known in words where known.word.count == word.count && known.word.elementsEqual(word) { return known.meaning }
    let meaning = reading.meaning(String(decoding: word, as: UTF8.self))
    if words.count < 64 { words.append((Array(word), meaning)) }
    return meaning
  }
}
