import Ledger

/// Why a row of a side file is not in its table.
struct SideFault: Equatable {
  var bucket: ImportReport.Bucket
  var reason: String

  /// A row without a date, or with one that cannot be read.
  static let date = SideFault(bucket: .date, reason: "")
  /// A row that names nobody.
  static let nobody = SideFault(bucket: .broken, reason: "names nobody")
  /// A row that names no product.
  static let noProduct = SideFault(bucket: .broken, reason: "names no product")
}

/// The row that is being read: its cells by column, and what they say.
///
/// Texts that are handed out are valid until the next row.
struct SideRow {
  let layout: SideLayout
  let links: SideLinks
  let currency: Currency
  var record = Record()
  var dates: DateReader
  var amounts: AmountReader
  private var scratch = Scratch()
  /// Cells that could not be read and were left empty, by column.
  private(set) var unread: [SideColumn: Int] = [:]

  init(_ layout: SideLayout, links: SideLinks, currency: Currency, dates: DateReader, decimalComma: Bool) {
    self.layout = layout
    self.links = links
    self.currency = currency
    self.dates = dates
    amounts = AmountReader(decimalComma: decimalComma)
  }

  /// Frees the room for texts.
  mutating func deallocate() { scratch.deallocate() }

  /// Makes ready for the row that is in `record`.
  mutating func begin() { scratch.reset() }

  /// Whether the file has a column.
  func has(_ column: SideColumn) -> Bool { layout.cell(column) >= 0 }

  /// The text of a cell without blanks at its ends; empty where the file has no such column, and for `-`.
  mutating func text(_ column: SideColumn) -> TextPiece {
    let cell = layout.cell(column)
    let count = record.isEmpty(cell) ? 0 : record.range(cell).count
    let copy = scratch.take(count)
    if count > 0 {
      record.withBytes(cell) { bytes in
        if let start = bytes.baseAddress { copy.update(from: start, count: count) }
      }
    }
    let piece = TextPiece(start: copy, count: count).trimmed
    return piece.count == 1 && piece.start[0] == UInt8(ascii: "-") ? TextPiece(start: copy, count: 0) : piece
  }

  /// Whether no cell of the row has text.
  var isBlank: Bool {
    (0..<record.count).allSatisfy { cell in
      record.isEmpty(cell) || record.withBytes(cell) { bytes in bytes.allSatisfy { $0 <= 32 } }
    }
  }

  /// Whether the row sums up others: its first cell that has text says so.
  ///
  /// Rows that need a day have none there and are found out by that; only rows that need none are asked each.
  var isTotal: Bool {
    guard let first = (0..<record.count).first(where: { !record.isEmpty($0) }), record.range(first).count < 40 else {
      return false
    }
    return record[first].withPiece { TotalRows.isTotal($0, delimiter: UInt8(ascii: ",")) }
  }

  /// The code of the person whom the row names, -1 for nobody.
  mutating func person() -> Int32 { links.person(id: text(.customerId), email: text(.email), phone: text(.phone)) }

  /// The code of the product that the row names, -1 for none.
  mutating func product() -> Int32 { links.product(sku: text(.sku), name: text(.product)) }

  /// The day and time on which the row's order hangs.
  mutating func moment(_ column: SideColumn) -> Moment? {
    let text = text(column)
    guard text.count > 0, let moment = dates.moment(text), DayWindow.days(changed: 0).contains(moment.day) else {
      return nil
    }
    return moment
  }

  /// A day and time that may be missing; what cannot be read is counted and left empty.
  mutating func momentAside(_ column: SideColumn) -> Moment? {
    let text = text(column)
    guard text.count > 0 else { return nil }
    if let moment = dates.momentAside(text) { return moment }
    unread[column, default: 0] += 1
    return nil
  }

  /// The first day of a month: `2026-03`, `2026/3`, `202603`, `2026年3月`, `Mar 2026`, or any day of it.
  mutating func month(_ column: SideColumn) -> Int32? {
    let text = text(column)
    guard text.count > 0 else { return nil }
    if let day = SideRow.monthAlone(text) { return day }
    return dates.moment(text).map { Day(rawValue: $0.day).startOfMonth.rawValue }
  }

  private static func monthAlone(_ text: TextPiece) -> Int32? {
    var numbers: [(value: Int, length: Int)] = []
    var at = 0
    while at < text.count {
      var value = 0
      let from = at
      while at < text.count, text.start[at] >= 48, text.start[at] <= 57, at - from < 9 {
        value = value * 10 + Int(text.start[at] - 48)
        at += 1
      }
      if at > from { numbers.append((value, at - from)) } else { at += 1 }
    }
    let letters = String(decoding: UnsafeBufferPointer(start: text.start, count: text.count), as: UTF8.self)
      .lowercased()
      .filter { $0 >= "a" && $0 <= "z" }
    var year = 0
    var month = 0
    if let name = monthNames.firstIndex(where: { letters == $0 || letters == $0.prefix(3) }) {
      guard numbers.count == 1, numbers[0].length == 4 else { return nil }
      (year, month) = (numbers[0].value, name + 1)
    } else if !letters.isEmpty {
      return nil
    } else if numbers.count == 1, numbers[0].length == 6 {
      (year, month) = (numbers[0].value / 100, numbers[0].value % 100)
    } else if numbers.count == 2, numbers[0].length == 4, numbers[1].length <= 2 {
      (year, month) = (numbers[0].value, numbers[1].value)
    } else if numbers.count == 2, numbers[1].length == 4, numbers[0].length <= 2 {
      (year, month) = (numbers[1].value, numbers[0].value)
    }
    return year >= 1900 && year < 2200 ? Day(year: year, month: month, day: 1)?.rawValue : nil
  }

  private static let monthNames = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// A decimal number; `nil` for an empty cell.
  ///
  /// - Throws: `SideFault` where the cell holds something else, or an amount in another currency than the ledger's.
  mutating func decimal(_ column: SideColumn) throws(SideReadError) -> ExactDecimal? {
    let text = text(column)
    guard text.count > 0 else { return nil }
    var found: TextPiece?
    guard let number = amounts.number(text, sign: { found = $0 }) else {
      throw SideReadError(SideFault(bucket: .amount, reason: "“\(column.rawValue)” is no number"))
    }
    if let sign = found?.string, let code = foreignCode(sign) {
      throw SideReadError(
        SideFault(bucket: .currency, reason: "the amount is in \(code), the orders in \(currency.code)"))
    }
    guard number.decimals <= 18 else {
      throw SideReadError(SideFault(bucket: .amount, reason: "“\(column.rawValue)” has too many decimals"))
    }
    return ExactDecimal(mantissa: number.mantissa, decimals: number.decimals)
  }

  /// The code of another currency that a sign says; `nil` where the sign may be that of the ledger's currency.
  private func foreignCode(_ sign: String) -> String? {
    let code = RowReader.currencyCode(sign)
    guard !currency.code.isEmpty, code != currency.code else { return nil }
    // `$`, `¥` and `kr` are the signs of several currencies.
    if Currency.codes(ofSign: sign).contains(currency.code) { return nil }
    return code
  }

  /// An amount in minor units of the ledger's currency; 0 for an empty cell.
  mutating func minor(_ column: SideColumn) throws(SideReadError) -> Int64 {
    guard let number = try decimal(column) else { return 0 }
    guard let minor = number.times(1, digits: currency.digits), minor.magnitude < 1 << 53 else {
      throw SideReadError(SideFault(bucket: .amount, reason: "“\(column.rawValue)” is too large"))
    }
    return minor
  }

  /// A whole number; `nil` where the cell is empty or holds something else.
  mutating func integer(_ column: SideColumn) -> Int32? {
    let text = text(column)
    guard text.count > 0 else { return nil }
    let evidence = amounts.evidence
    defer { amounts.evidence = evidence }
    if let number = amounts.number(text)?.minor(digits: 0).flatMap({ Int32(exactly: $0) }) { return number }
    unread[column, default: 0] += 1
    return nil
  }

  /// Yes or no; `nil` where the cell is empty or holds something else.
  mutating func answer(_ column: SideColumn) -> Bool? {
    let text = text(column)
    guard text.count > 0 else { return nil }
    if let answer = SideColumn.answers[Field.normalised(text.string)] { return answer }
    unread[column, default: 0] += 1
    return nil
  }
}

/// A fault on its way out of the reading of a row.
struct SideReadError: Error {
  var fault: SideFault

  init(_ fault: SideFault) { self.fault = fault }
}

/// Texts of a column in the making.
struct TextBuilder {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = [0]
  private var hasText = false

  mutating func append(_ text: TextPiece) {
    // Beyond four gigabytes of text there is no room: such rows read as empty.
    if bytes.count + text.count <= Int(UInt32.max) {
      bytes.append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
      if text.count > 0 { hasText = true }
    }
    offsets.append(UInt32(bytes.count))
  }

  mutating func truncate(to rows: Int) {
    offsets.removeLast(offsets.count - 1 - rows)
    bytes.removeLast(bytes.count - Int(offsets[rows]))
  }

  /// The column; absent where no row has text.
  var column: TextColumn { hasText ? TextColumn(bytes: bytes, offsets: offsets) : .empty }
}

/// A column of texts that repeat, in the making. Owned by whoever calls `deallocate`.
struct CategoryBuilder {
  private var table = InternTable()
  private var codes: [UInt32] = []

  init() { "".withPiece { _ = table.number($0) } }

  func deallocate() { table.deallocate() }

  mutating func append(_ text: TextPiece) { codes.append(table.number(text)) }

  mutating func appendEmpty() { codes.append(0) }

  mutating func truncate(to rows: Int) { codes.removeLast(codes.count - rows) }

  /// The column; absent where no row has text.
  var column: CategoryColumn {
    guard table.count > 1 else { return .empty }
    return CategoryColumn(names: (0..<table.count).map { table.texts[$0].string }, codes: codes)
  }

  /// Only the numbers of the texts, from 1 in order of first appearance; 0 for an empty one.
  var numbers: [UInt32] { table.count > 1 ? codes : [] }
}
