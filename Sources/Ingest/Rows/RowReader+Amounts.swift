import Ledger

// Prices, quantities, totals, discounts and currencies of a batch.
extension RowReader {
  mutating func readPrices(
    _ prices: Cells, _ quantities: Cells?, _ base: UnsafePointer<UInt8>, _ rows: Int, _ cells: CellTable
  ) {
    let digits = digits
    guard let quantities else {
      for row in 0..<rows { readUnusualPrice(row, prices[row], nil, cells) }
      return
    }
    for row in 0..<rows {
      let quantityCell = quantities[row]
      var quantity: Int64
      if quantityCell.count == 1 {
        quantity = Int64(quantityCell.start[0]) &- 48
        if quantity > 9 { quantity = -1 }
      } else {
        var decimals = 0
        quantity = AmountReader.plain(quantityCell.start, quantityCell.count, decimals: &decimals)
        if decimals != 0 { quantity = -1 }
      }
      let priceCell = prices[row]
      var decimals = 0
      let price = AmountReader.plain(priceCell.start, priceCell.count, decimals: &decimals)
      if quantity >= 0, price >= 0, decimals == digits {
        batch.quantity[row] = Int32(truncatingIfNeeded: quantity)
        batch.gross[row] = quantity &* price
        amounts.evidence.point &+= digits == 3 ? 0 : 1
      } else {
        readUnusualPrice(row, priceCell, quantityCell, cells)
      }
    }
  }

  @inline(never)
  mutating func readUnusualPrice(
    _ row: Int, _ priceCell: TextPiece, _ quantityCell: TextPiece?, _ cells: CellTable
  ) {
    batch.quantity[row] = 1
    batch.gross[row] = 0
    guard batch.fault[row] == 0 else { return }
    let priceText = priceCell.cleaned(&scratch)
    if priceText.count == 0, plan.columns.total >= 0 {
      readUnusualTotal(row, cells(plan.columns.total)[row], quantityCell)
      return
    }
    foreignSign = false
    guard let price = decimal(priceText) else {
      batch.fault[row] = Fault.amount
      return
    }
    var quantity = DecimalNumber(mantissa: 1, decimals: 0)
    if let quantityCell {
      guard let read = count(quantityCell) else {
        batch.fault[row] = Fault.quantity
        return
      }
      quantity = read
    }
    if foreignSign {
      batch.fault[row] = Fault.currency
      return
    }
    guard let pieces = quantity.minor(digits: 0).flatMap({ Int32(exactly: $0) }) else {
      batch.fault[row] = Fault.quantity
      return
    }
    guard let gross = DecimalNumber.product(quantity, price, digits: digits), gross.magnitude < 1 << 53 else {
      batch.fault[row] = Fault.amount
      return
    }
    batch.quantity[row] = pieces
    batch.gross[row] = gross
  }

  mutating func readTotals(_ totals: Cells, _ quantities: Cells?, _ rows: Int) {
    for row in 0..<rows {
      let cell = totals[row]
      var decimals = 0
      let total = AmountReader.plain(cell.start, cell.count, decimals: &decimals)
      if quantities == nil, total >= 0, decimals == digits {
        batch.quantity[row] = 1
        batch.gross[row] = total
        amounts.evidence.point &+= digits == 3 ? 0 : 1
      } else {
        batch.quantity[row] = 1
        batch.gross[row] = 0
        if batch.fault[row] == 0 { readUnusualTotal(row, cell, quantities.map { $0[row] }) }
      }
    }
  }

  @inline(never)
  mutating func readUnusualTotal(_ row: Int, _ cell: TextPiece, _ quantityCell: TextPiece?) {
    foreignSign = false
    guard let total = decimal(cell.cleaned(&scratch))?.minor(digits: digits), total.magnitude < 1 << 53 else {
      batch.fault[row] = Fault.amount
      return
    }
    if foreignSign {
      batch.fault[row] = Fault.currency
      return
    }
    batch.gross[row] = total
    guard let quantityCell, quantityCell.cleaned(&scratch).count > 0 else { return }
    guard let pieces = count(quantityCell)?.minor(digits: 0).flatMap({ Int32(exactly: $0) }) else {
      batch.fault[row] = Fault.quantity
      return
    }
    batch.quantity[row] = pieces
  }

  /// A number that may carry a currency sign; the signs are counted.
  mutating func decimal(_ text: TextPiece) -> DecimalNumber? {
    var found: TextPiece?
    guard let number = amounts.number(text, sign: { found = $0 }) else { return nil }
    if let found, plan.columns.currency < 0 {
      let number = currencyNumber(found)
      signCurrencies.insert(number)
      if !isCurrencyTaken[number] { foreignSign = true }
    }
    return number
  }

  /// A count of pieces: a number without a currency. Never evidence about the decimal mark.
  mutating func count(_ cell: TextPiece) -> DecimalNumber? {
    let evidence = amounts.evidence
    defer { amounts.evidence = evidence }
    return amounts.number(cell.cleaned(&scratch))
  }

  mutating func readDiscounts(_ cells: Cells, _ rows: Int) { readDiscounts(cells, 0..<rows) }

  mutating func readDiscounts(_ cells: Cells, _ rows: Range<Int>) {
    let isAfterDiscount = plan.columns.unitPrice < 0
    for row in rows {
      let cell = cells[row]
      var decimals = 0
      var discount = AmountReader.plain(cell.start, cell.count, decimals: &decimals)
      if discount < 0 || decimals != digits {
        discount = unusualAmount(cell, row) ?? 0
      }
      batch.discount[row] = discount
      if discount != 0 {
        hasDiscount = true
        if discount < 0 { hasNegativeDiscount = true } else { hasPositiveDiscount = true }
        // A total says what was charged: the list value is that and the discount.
        if isAfterDiscount { batch.gross[row] &+= batch.gross[row] < 0 ? -abs(discount) : abs(discount) }
      }
    }
  }

  /// Minor units of an amount in any shape; 0 for an empty cell, and a fault for text that is no amount.
  @inline(never)
  func faultlessEmpty(_ text: TextPiece) -> Bool { text.count == 0 || (text.count == 1 && text.start[0] == 45) }

  @inline(never)
  mutating func unusualAmount(_ cell: TextPiece, _ row: Int) -> Int64? {
    let text = cell.cleaned(&scratch)
    if faultlessEmpty(text) { return 0 }
    guard let amount = decimal(text)?.minor(digits: digits), amount.magnitude < 1 << 53 else {
      if batch.fault[row] == 0 { batch.fault[row] = Fault.amount }
      return nil
    }
    if Int32(exactly: amount) == nil { noteLarge(amount, row) }
    return amount
  }

  mutating func readCurrencies(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      if text.count == 0 { continue }
      let number = currencyNumber(text)
      if !isCurrencyTaken[number], batch.fault[row] == 0 { batch.fault[row] = Fault.currency }
    }
  }

  /// The number of a currency by its code or sign; counts the row to it.
  mutating func currencyNumber(_ text: TextPiece) -> Int {
    let number = Int(currencies.number(text))
    if number == currencyRows.count {
      currencyRows.append(0)
      let code = RowReader.currencyCode(text.string)
      isCurrencyTaken.append(wantedCurrency == nil || code == wantedCurrency || converter?.source(code) != nil)
      foreignCurrencies.append(converter?.source(code))
    }
    currencyRows[number] += 1
    return number
  }

  /// The ISO code of a currency cell: the code itself in capitals, or the code of a sign.
  static func currencyCode(_ text: String) -> String { Currency(sign: text)?.code ?? text.uppercased() }
}
