import Ledger

/// How the lines of a file's orders add up to the totals that the file gives for its orders.
///
/// Prices are read both ways, as of one piece and as of the line, with and without shipping, tax and the order's discount
/// (FORMATS, reading rule 8). The reading under which most orders come to their total, to the minor unit, is the file's.
/// Where two readings fit equally many orders (no order holds more than one piece, say) nothing is decided.
struct Reconciliation {
  /// What a total holds beside the goods.
  struct Parts: Equatable {
    /// Discounts taken off: of the lines, of the lines and the order, or none.
    var discounts = 2
    var shipping = false
    var tax = false

    static let all = [2, 1, 0].flatMap { discounts in
      [(false, false), (true, false), (false, true), (true, true)].map {
        Parts(discounts: discounts, shipping: $0.0, tax: $0.1)
      }
    }

    /// In words, after "their total": "with shipping and tax".
    var words: String {
      var words: [String] = []
      if shipping || tax {
        words.append(
          "with " + [shipping ? "shipping" : "", tax ? "tax" : ""].filter { !$0.isEmpty }.joined(separator: " and "))
      }
      if discounts == 0 { words.append("before discounts") }
      if discounts == 1 { words.append("before the order's discount") }
      return words.joined(separator: ", ")
    }
  }

  private struct Order {
    var line = 0
    var asUnit: Int64 = 0
    var asLine: Int64 = 0
    var discount: Int64 = 0
    var orderDiscount: Int64 = 0
    var shipping: Int64 = 0
    var tax: Int64 = 0
    var total: Int64 = 0
    var hasTotal = false
    var isBroken = false

    func sum(_ reading: PriceReading, _ parts: Parts) -> Int64 {
      var sum = reading == .unit ? asUnit : asLine
      if parts.discounts > 0 { sum -= discount }
      if parts.discounts > 1 { sum -= orderDiscount }
      if parts.shipping { sum += shipping }
      if parts.tax { sum += tax }
      return sum
    }
  }

  /// The reading that the totals speak for; `nil` where they do not decide.
  let decided: PriceReading?
  /// Orders that come to their total under each reading, at their best; `nil` for a reading that was not possible.
  let matches: [PriceReading: Int]
  /// Orders with a total of their own.
  let count: Int
  private let orders: [String: Order]
  private let best: [PriceReading: Parts]

  /// Adds up a whole file.
  ///
  /// - Parameters:
  ///   - digits: Decimals of the currency; lines are rounded to it one by one.
  /// - Returns: `nil` where the file has no order number, no price or no total of whole orders beside it.
  /// Complexity: O(rows) time, O(orders) memory.
  init?(_ table: TextTable, _ layout: FileLayout, decimalComma: Bool, digits: Int) throws(IngestError) {
    let price = layout.priceColumn
    let order = layout.column(.orderId)
    guard price >= 0, order >= 0, layout.orderTotalColumn >= 0, layout.orderTotalColumn != price else { return nil }
    let columns = (
      quantity: layout.column(.quantity), discount: layout.column(.discount),
      orderDiscount: layout.column(.orderDiscount), shipping: layout.column(.shipping), tax: layout.column(.tax)
    )
    var reader = try TableReader(table)
    var amounts = AmountReader(decimalComma: decimalComma)
    var record = Record()
    var orders: [String: Order] = [:]
    func number(_ column: Int) -> DecimalNumber? {
      guard column >= 0 else { return nil }
      return record[column].withPiece { piece in
        let piece = piece.trimmed
        return piece.count == 0 ? nil : amounts.number(piece)
      }
    }
    while try reader.next(&record) {
      let id = record[order]
      guard !id.isEmpty else { continue }
      var entry = orders[id] ?? Order()
      if entry.line == 0 { entry.line = record.line }
      let quantity = number(columns.quantity) ?? DecimalNumber(mantissa: 1, decimals: 0)
      if let value = number(price) {
        let asUnit = DecimalNumber.product(quantity, value, digits: digits)
        if let asUnit, let asLine = value.minor(digits: digits) {
          entry.asUnit &+= asUnit
          entry.asLine &+= asLine
        } else {
          entry.isBroken = true
        }
      } else if !record.isEmpty(price) {
        entry.isBroken = true
      }
      entry.discount &+= abs(number(columns.discount)?.minor(digits: digits) ?? 0)
      // Amounts of the whole order are repeated on its lines, or given once.
      func once(_ column: Int, _ present: inout Int64) -> Bool {
        guard let value = number(column)?.minor(digits: digits) else { return false }
        if abs(value) > abs(present) { present = value }
        return true
      }
      _ = once(columns.orderDiscount, &entry.orderDiscount)
      _ = once(columns.shipping, &entry.shipping)
      _ = once(columns.tax, &entry.tax)
      if once(layout.orderTotalColumn, &entry.total) { entry.hasTotal = true }
      orders[id] = entry
    }
    self.orders = orders.filter { $0.value.hasTotal && !$0.value.isBroken }
    count = self.orders.count
    guard count > 0 else { return nil }
    var matches: [PriceReading: Int] = [:]
    var best: [PriceReading: Parts] = [:]
    for reading in [PriceReading.unit, .line] where reading == .unit || columns.quantity >= 0 {
      for parts in Parts.all {
        let fitting = self.orders.values.count { $0.sum(reading, parts) == $0.total }
        if best[reading] == nil || fitting > matches[reading] ?? 0 {
          (matches[reading], best[reading]) = (fitting, parts)
        }
      }
    }
    self.matches = matches
    self.best = best
    let unit = matches[.unit] ?? 0
    let line = matches[.line] ?? 0
    decided = unit == line ? nil : unit > line ? .unit : .line
  }

  /// The outcome for the import report under the reading that was taken.
  func report(file: Int, reading: PriceReading) -> ImportReport.Reconciliation {
    let parts = best[reading] ?? Parts()
    let offenders = orders.filter { $0.value.sum(reading, parts) != $0.value.total }
      .sorted { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
    return ImportReport.Reconciliation(
      file: file, orders: count, balanced: count - offenders.count, reading: matches.count > 1 ? reading.words : "",
      examples: offenders.prefix(ImportReport.examplesKept).map {
        ImportReport.Reconciliation.Offender(
          order: $0.key, line: $0.value.line, lines: $0.value.sum(reading, parts), total: $0.value.total)
      })
  }

  /// What the report says about it, without the file's name.
  func remark(_ reading: PriceReading, isChosen: Bool) -> String {
    func share(_ reading: PriceReading) -> String {
      "\(Digits.grouped(matches[reading] ?? 0)) of \(Digits.grouped(count)) orders"
    }
    let parts = (best[reading] ?? Parts()).words
    let total = "come to their total" + (parts.isEmpty ? "" : " " + parts)
    guard matches.count > 1 else { return "Lines and totals: \(share(reading)) \(total)." }
    let other: PriceReading = reading == .unit ? .line : .unit
    if isChosen {
      return "Prices are read as the \(reading.words), as was asked for: \(share(reading)) \(total); "
        + "as the \(other.words) \(share(other)) would."
    }
    guard decided != nil else {
      return "Prices are read as the \(reading.words): \(share(reading)) \(total), as many as under the other reading. "
        + "To change it: --set import.price=\(other.rawValue)"
    }
    if 2 * (matches[reading] ?? 0) < count {
      return
        "Neither reading of the prices brings most orders to their total: as the \(reading.words) \(share(reading)), "
        + "as the \(other.words) \(share(other)). Check the columns; --set import.price=\(other.rawValue) changes it."
    }
    return "Prices are read as the \(reading.words): \(share(reading)) \(total), as the \(other.words) only "
      + "\(Digits.grouped(matches[other] ?? 0))."
  }
}
