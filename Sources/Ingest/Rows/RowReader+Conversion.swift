import Ledger

/// Turns amounts of other currencies into one, by dated rates.
struct CurrencyConverter {
  private let book: RateBook
  private let target: Currency

  init(_ book: RateBook, to target: Currency) {
    self.book = book
    self.target = target
  }

  /// The currency of a code, where amounts of it can be converted; `nil` for the target itself.
  func source(_ code: String) -> Currency? {
    code != target.code && book.knows(code) && book.knows(target.code) ? Currency(code: code) : nil
  }

  /// An amount in the target's minor units; `nil` where it does not fit.
  func converted(_ minor: Int64, from source: Currency, on day: Int32) -> Int64? {
    if minor == 0 { return 0 }
    let amount = book.convert(
      minor: minor, from: source.code, digits: source.digits, to: target.code, digits: target.digits,
      on: Day(rawValue: day))
    return amount.flatMap { $0.magnitude < 1 << 53 ? $0 : nil }
  }

  /// Whether a day lies before the first rate of a currency.
  func isEarly(_ source: Currency, _ day: Int32) -> Bool {
    book.rate(of: source.code, on: Day(rawValue: day))?.isBeforeFirst ?? false
  }
}

// Rows in other currencies than the ledger's, where there are rates for them.
extension RowReader {
  /// Reads the amounts of rows in other currencies again, with the decimals of their own currency, and converts them.
  ///
  /// Once in minor units of the target an amount has lost decimals: reading anew is what makes one rounding of two.
  @inline(never)
  mutating func convertAmounts(_ rows: Int, _ base: UnsafePointer<UInt8>, _ cells: CellTable) {
    guard let converter else { return }
    let columns = plan.columns
    let currencyCells = cells(columns.currency)
    let target = digits
    defer { digits = target }
    for row in 0..<rows {
      batch.foreign[row] = 0
      guard batch.fault[row] == 0 || batch.fault[row] == Fault.amount else { continue }
      let cell = currencyCells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      guard text.count > 0 else { continue }
      let number = currencies.number(text)
      guard let source = foreignCurrencies[Int(number)] else { continue }
      batch.foreign[row] = number
      batch.fault[row] = 0
      batch.discount[row] = 0
      digits = source.digits
      let quantity = columns.quantity >= 0 ? cells(columns.quantity)[row] : nil
      if columns.unitPrice >= 0 {
        readUnusualPrice(row, cells(columns.unitPrice)[row], quantity, cells)
      } else {
        batch.quantity[row] = 1
        batch.gross[row] = 0
        readUnusualTotal(row, cells(columns.total)[row], quantity)
      }
      if columns.discount >= 0 { readDiscounts(cells(columns.discount), row..<row + 1) }
      let day = batch.day[row]
      guard batch.fault[row] == 0 else {
        batch.foreign[row] = 0
        continue
      }
      foreignPaid[row] = batch.gross[row] - batch.discount[row]
      guard let gross = converter.converted(batch.gross[row], from: source, on: day),
        let discount = converter.converted(batch.discount[row], from: source, on: day)
      else {
        batch.fault[row] = Fault.amount
        batch.foreign[row] = 0
        continue
      }
      batch.gross[row] = gross
      batch.discount[row] = discount
      let isEarly = converter.isEarly(source, day)
      convertedRows[Int(number), default: (0, 0)].rows += 1
      if isEarly { convertedRows[Int(number), default: (0, 0)].early += 1 }
    }
  }

  /// The same for tax, shipping, order discounts, costs and refunds.
  @inline(never)
  mutating func convertExtras(_ rows: Int, _ cells: CellTable) {
    guard let converter else { return }
    let target = digits
    defer { digits = target }
    for row in 0..<rows where batch.foreign[row] != 0 {
      guard batch.fault[row] == 0 || batch.fault[row] == Fault.amount,
        let source = foreignCurrencies[Int(batch.foreign[row])]
      else { continue }
      batch.fault[row] = 0
      digits = source.digits
      let day = batch.day[row]
      var isWhole = true
      func convert(_ amount: inout Int64) {
        if let other = converter.converted(amount, from: source, on: day) { amount = other } else { isWhole = false }
      }
      if hasRunExtra {
        // An amount of the order was moved out of the line when the extras were read first, converted already.
        let total = batch.runExtra[row].total
        readRunExtras(row..<row + 1, cells)
        convert(&batch.runExtra[row].tax)
        convert(&batch.runExtra[row].shipping)
        convert(&batch.runExtra[row].discount)
        batch.runExtra[row].total = total
      }
      if hasLineExtra {
        readLineExtras(row..<row + 1, cells)
        if batch.lineExtra[row].cost != LineExtra.noCost { convert(&batch.lineExtra[row].cost) }
        // What was given back whole is given back whole after three roundings too.
        let isWholeRefund = batch.lineExtra[row].refund > 0 && batch.lineExtra[row].refund == foreignPaid[row]
        convert(&batch.lineExtra[row].refund)
        let paid = batch.gross[row] - batch.discount[row] + (hasRunExtra ? batch.runExtra[row].total : 0)
        if isWholeRefund, paid > 0 { batch.lineExtra[row].refund = paid }
      }
      if !isWhole, batch.fault[row] == 0 { batch.fault[row] = Fault.amount }
    }
  }
}
