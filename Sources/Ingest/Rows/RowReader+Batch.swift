import Ledger

extension RowReader {
  private typealias Bucket = ImportReport.Bucket

  /// Codes of `RowBatch.fault`: 0 is a good row.
  enum Fault {
    static let date: UInt8 = 1
    static let amount: UInt8 = 2
    static let quantity: UInt8 = 3
    static let currency: UInt8 = 4
    static func bucket(_ fault: UInt8) -> ImportReport.Bucket {
      switch fault {
      case date: return .date
      case amount: return .amount
      case quantity: return .quantity
      default: return .currency
      }
    }
  }

  /// Reads rows whose separators lie in `table`, column by column, and hands them to their partitions.
  mutating func readBatch(
    _ base: UnsafePointer<UInt8>, table: UnsafePointer<UInt32>, rows: Int, width: Int, offset: Int
  ) {
    guard rows > 0 else { return }
    let lineOfBatch = tally.lines
    let columns = plan.columns
    let cells = CellTable(base: base, width: width, rowStart: UnsafePointer(batch.rowStart), table: table)
    scratch.reset()
    batch.fault.update(repeating: 0, count: rows)
    readDates(cells(columns.date), rows)
    if columns.time >= 0, columns.time != columns.date { readTimes(cells(columns.time), rows) }
    if columns.unitPrice >= 0 {
      readPrices(cells(columns.unitPrice), columns.quantity >= 0 ? cells(columns.quantity) : nil, base, rows, cells)
    } else {
      readTotals(cells(columns.total), columns.quantity >= 0 ? cells(columns.quantity) : nil, rows)
    }
    if columns.discount >= 0 { readDiscounts(cells(columns.discount), rows) }
    if columns.currency >= 0 { readCurrencies(cells(columns.currency), rows) }
    readCustomers(base, rows, cells)
    readOrderNumbers(columns.order >= 0 ? cells(columns.order) : nil, rows)
    if columns.sku >= 0 || columns.product >= 0 { readProducts(rows, cells) }
    if columns.region >= 0 { readRegions(cells(columns.region), rows) }
    if columns.status >= 0 { readStatuses(cells(columns.status), rows) }
    if hasRunExtra { readRunExtras(rows, cells) }
    if hasLineExtra { readLineExtras(rows, cells) }
    hashRows(base, rows)
    tally.rows[file] += rows
    deliver(base, rows, offset: offset, line: lineOfBatch, cells)
  }

  // MARK: Columns of every file

  private mutating func readDates(_ cells: Cells, _ rows: Int) {
    var known: UInt64 = 0
    var knownTail: UInt16 = 0
    var knownDay: Int32 = 0
    for row in 0..<rows {
      let cell = cells[row]
      // `2023-01-01` and perhaps `T00:00:28`, `Z`: most files have nothing else.
      if cell.count >= 10 {
        let raw = UnsafeRawPointer(cell.start)
        let head = raw.loadUnaligned(as: UInt64.self)
        let tail = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
        var isDay = head == known && tail == knownTail && known != 0
        if !isDay, let day = RowReader.isoDay(head, tail) {
          known = head
          knownTail = tail
          knownDay = day
          isDay = true
        }
        if isDay {
          if cell.count == 10 {
            batch.day[row] = knownDay
            batch.second[row] = -1
            continue
          }
          let second = RowReader.isoTime(raw, cell.count)
          if second >= 0 {
            batch.day[row] = knownDay
            batch.second[row] = second
            hasTime = true
            continue
          }
        }
      }
      readUnusualDate(cell, row)
    }
  }

  /// The day that ten bytes `yyyy-mm-dd` say.
  @inline(__always)
  private static func isoDay(_ head: UInt64, _ tail: UInt16) -> Int32? {
    // Bytes 4 and 7 are hyphens; all others must be digits once `0` is taken off.
    let digits = head ^ 0x2D30_302D_3030_3030
    let rest = tail ^ 0x3030
    guard digits & 0xFF00_00FF_0000_0000 == 0 else { return nil }
    guard ((digits &+ 0x0076_7600_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
    guard ((rest &+ 0x7676) | rest) & 0x8080 == 0 else { return nil }
    func digit(_ position: UInt64) -> Int { Int(truncatingIfNeeded: (digits >> (position * 8)) & 0xFF) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = Int(rest & 0xFF) * 10 + Int(rest >> 8)
    return Day(year: year, month: month, day: day)?.rawValue
  }

  /// Seconds of `Thh:mm:ss` or ` hh:mm:ss`, with or without `Z`, after a day; -1 for anything else.
  @inline(__always)
  private static func isoTime(_ raw: UnsafeRawPointer, _ count: Int) -> Int32 {
    guard count == 19 || (count == 20 && raw.load(fromByteOffset: 19, as: UInt8.self) == UInt8(ascii: "Z")) else {
      return -1
    }
    let mark = raw.load(fromByteOffset: 10, as: UInt8.self)
    guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: " ") else { return -1 }
    let digits = raw.loadUnaligned(fromByteOffset: 11, as: UInt64.self) ^ 0x3030_3A30_303A_3030
    guard digits & 0x0000_FF00_00FF_0000 == 0,
      ((digits &+ 0x7676_0076_7600_7676) | digits) & 0x8080_8080_8080_8080 == 0
    else { return -1 }
    func two(_ position: UInt64) -> Int32 {
      Int32(truncatingIfNeeded: (digits >> (position &* 8)) & 0xFF) &* 10
        &+ Int32(truncatingIfNeeded: (digits >> (position &* 8 &+ 8)) & 0xFF)
    }
    let hour = two(0)
    let minute = two(3)
    let second = two(6)
    guard hour < 24, minute < 60, second < 60 else { return -1 }
    return hour &* 3600 &+ minute &* 60 &+ second
  }

  @inline(never)
  private mutating func readUnusualDate(_ cell: TextPiece, _ row: Int) {
    guard let moment = dates.moment(cell.cleaned(&scratch)) else {
      batch.fault[row] = Fault.date
      batch.day[row] = 0
      batch.second[row] = -1
      return
    }
    if moment.second >= 0 { hasTime = true }
    batch.day[row] = moment.day
    batch.second[row] = moment.second
  }

  private mutating func readTimes(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows where batch.fault[row] == 0 {
      let text = cells[row].cleaned(&scratch)
      guard text.count > 0 else { continue }
      if let second = DateReader.second(ofTime: text), second >= 0 {
        batch.second[row] = second
        hasTime = true
      } else {
        batch.fault[row] = Fault.date
      }
    }
  }

  private mutating func readPrices(
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
  private mutating func readUnusualPrice(
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

  private mutating func readTotals(_ totals: Cells, _ quantities: Cells?, _ rows: Int) {
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
  private mutating func readUnusualTotal(_ row: Int, _ cell: TextPiece, _ quantityCell: TextPiece?) {
    guard let total = decimal(cell.cleaned(&scratch))?.minor(digits: digits), total.magnitude < 1 << 53 else {
      batch.fault[row] = Fault.amount
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
    if let found, plan.columns.currency < 0 { _ = currencyNumber(found) }
    return number
  }

  /// A count of pieces: a number without a currency. Never evidence about the decimal mark.
  private mutating func count(_ cell: TextPiece) -> DecimalNumber? {
    let evidence = amounts.evidence
    defer { amounts.evidence = evidence }
    return amounts.number(cell.cleaned(&scratch))
  }

  private mutating func readDiscounts(_ cells: Cells, _ rows: Int) {
    let isAfterDiscount = plan.columns.unitPrice < 0
    for row in 0..<rows {
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
    return amount
  }

  private mutating func readCurrencies(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      if text.count == 0 { continue }
      let number = currencyNumber(text)
      if !isCurrencyTaken[number], batch.fault[row] == 0 { batch.fault[row] = Fault.currency }
    }
  }

  /// The number of a currency by its code or sign; counts the row to it.
  private mutating func currencyNumber(_ text: TextPiece) -> Int {
    let number = Int(currencies.number(text))
    if number == currencyRows.count {
      currencyRows.append(0)
      isCurrencyTaken.append(wantedCurrency == nil || RowReader.currencyCode(text.string) == wantedCurrency)
    }
    currencyRows[number] += 1
    return number
  }

  /// The ISO code of a currency cell: the code itself in capitals, or the code of a sign.
  static func currencyCode(_ text: String) -> String { Currency(sign: text)?.code ?? text.uppercased() }

  // MARK: Who, which order, what

  private mutating func readCustomers(_ base: UnsafePointer<UInt8>, _ rows: Int, _ cells: CellTable) {
    let keys = plan.columns.keys
    let first = cells(keys[0])
    let shift = UInt64(64 - partitionCount.trailingZeroBitCount)
    let isEmail = keys[0] == plan.columns.emailKey
    for row in 0..<rows {
      var piece = first[row]
      if isEmail || piece.isUnclean { piece = cleanedKey(piece, isEmail: isEmail) }
      if piece.count == 0, keys.count > 1 { piece = laterKey(row, cells) }
      let hash = piece.hash
      let partition = Int(truncatingIfNeeded: hash >> shift)
      batch.piece[row] = piece
      batch.hash[row] = hash
      batch.partition[row] = Int32(truncatingIfNeeded: partition)
      partitions[partition].customers.prefetch(hash)
    }
    for row in 0..<rows {
      let piece = batch.piece[row]
      if piece.count == 0 || batch.fault[row] != 0 {
        batch.partition[row] = Int32(truncatingIfNeeded: partitionCount)
        batch.customer[row] = 0
        continue
      }
      let store = partitions + Int(batch.partition[row])
      batch.customer[row] = store.pointee.customers.number(piece, hash: batch.hash[row])
    }
  }

  @inline(never)
  private mutating func cleanedKey(_ piece: TextPiece, isEmail: Bool) -> TextPiece {
    let text = piece.cleaned(&scratch)
    return isEmail ? text.lowercased(&scratch) : text
  }

  /// The key in the next best column that has one.
  @inline(never)
  private mutating func laterKey(_ row: Int, _ cells: CellTable) -> TextPiece {
    for column in plan.columns.keys.dropFirst() {
      let text = cleanedKey(cells(column)[row], isEmail: column == plan.columns.emailKey)
      if text.count > 0 { return text }
    }
    return TextPiece(start: UnsafePointer(orderTexts.bytes), count: 0)
  }

  private mutating func readOrderNumbers(_ cells: Cells?, _ rows: Int) {
    guard let cells else {
      batch.id.update(repeating: OrderNumber.none, count: rows)
      return
    }
    hasOrderIds = true
    for row in 0..<rows {
      let cell = cells[row]
      var decimals = 0
      let number = AmountReader.plain(cell.start, cell.count, decimals: &decimals)
      // Up to eight digits that do not begin with a zero or hold a point.
      if number > 0, cell.start[0] != 48, cell.start[0] != 46, decimals == 0, cell.start[cell.count &- 1] != 46 {
        batch.id[row] = UInt64(truncatingIfNeeded: number)
      } else {
        batch.id[row] = unusualOrderNumber(cell)
      }
    }
  }

  @inline(never)
  private mutating func unusualOrderNumber(_ cell: TextPiece) -> UInt64 {
    let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
    guard text.count > 0 else { return OrderNumber.none }
    if let number = IdentifierColumn.number(UnsafeBufferPointer(start: text.start, count: text.count)) { return number }
    if lastOrderText < 0 || !orderTexts[lastOrderText].equals(text) { lastOrderText = orderTexts.append(text) }
    return OrderNumber.text(thread: thread, position: lastOrderText)
  }

  private mutating func readProducts(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    let keyColumn = columns.sku >= 0 ? columns.sku : columns.product
    let keys = cells(keyColumn)
    for row in 0..<rows {
      var piece = keys[row]
      if piece.isUnclean { piece = piece.cleaned(&scratch) }
      if piece.count == 0, columns.sku >= 0, columns.product >= 0 {
        piece = cells(columns.product)[row].cleaned(&scratch)
      }
      let hash = piece.hash
      batch.piece[row] = piece
      batch.hash[row] = hash
      products.prefetch(hash)
    }
    for row in 0..<rows {
      let number = products.number(batch.piece[row], hash: batch.hash[row])
      batch.product[row] = number
      if Int(number) >= productName.count || (hasNamelessProducts && number > 0) {
        describeProduct(Int(number), row, cells)
      }
    }
  }

  /// Keeps name and category of a product at its first appearance, or at the first that has them.
  @inline(never)
  private mutating func describeProduct(_ number: Int, _ row: Int, _ cells: CellTable) {
    let columns = plan.columns
    if number == productName.count {
      productName.append(0)
      productCategories.append(0)
    }
    if productName[number] == 0, columns.product >= 0 {
      let name = columns.sku >= 0 ? cells(columns.product)[row].cleaned(&scratch) : batch.piece[row]
      if name.count > 0 { productName[number] = UInt32(productNames.append(name)) } else { hasNamelessProducts = true }
    }
    if productCategories[number] == 0, columns.category >= 0 {
      productCategories[number] = categories.number(cells(columns.category)[row].cleaned(&scratch))
      if productCategories[number] == 0 { hasNamelessProducts = true }
    }
  }

  private mutating func readRegions(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      batch.region[row] = regions.number(text, hash: text.hash)
    }
  }

  private mutating func readStatuses(_ cells: Cells, _ rows: Int) {
    for row in 0..<rows {
      let cell = cells[row]
      let text = cell.isUnclean ? cell.cleaned(&scratch) : cell
      let number = Int(statuses.number(text))
      if number == statusCodes.count {
        let (status, isKnown) = StatusWords.status(text.string)
        statusCodes.append(status)
        unknownStatuses.append(isKnown ? -1 : 0)
      }
      if unknownStatuses[number] >= 0 { unknownStatuses[number] += 1 }
      batch.status[row] = statusCodes[number]
    }
  }

  private mutating func readRunExtras(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    for row in 0..<rows { batch.runExtra[row] = RunExtra() }
    func text(_ column: Int, _ row: Int, _ scratch: inout Scratch) -> TextPiece {
      let cell = cells(column)[row]
      return cell.isUnclean ? cell.cleaned(&scratch) : cell
    }
    for row in 0..<rows where batch.fault[row] == 0 {
      if columns.city >= 0 { batch.runExtra[row].city = cities.number(text(columns.city, row, &scratch)) }
      if columns.country >= 0 { batch.runExtra[row].country = countries.number(text(columns.country, row, &scratch)) }
      if columns.channel >= 0 { batch.runExtra[row].channel = channels.number(text(columns.channel, row, &scratch)) }
      if columns.coupon >= 0 { batch.runExtra[row].coupon = coupons.number(text(columns.coupon, row, &scratch)) }
      if columns.tax >= 0 { batch.runExtra[row].tax = unusualAmount(cells(columns.tax)[row], row) ?? 0 }
      if columns.shipping >= 0 { batch.runExtra[row].shipping = unusualAmount(cells(columns.shipping)[row], row) ?? 0 }
      if columns.orderDiscount >= 0 {
        let discount = unusualAmount(cells(columns.orderDiscount)[row], row) ?? 0
        batch.runExtra[row].discount = abs(discount)
        if discount != 0 { hasDiscount = true }
      }
      if plan.layout.amount == .order, batch.gross[row] > 0, batch.id[row] != OrderNumber.none {
        batch.runExtra[row].total = batch.gross[row]
        batch.gross[row] = 0
      }
    }
  }

  private mutating func readLineExtras(_ rows: Int, _ cells: CellTable) {
    let columns = plan.columns
    for row in 0..<rows where batch.fault[row] == 0 {
      var extra = LineExtra()
      if columns.cost >= 0 {
        let text = cells(columns.cost)[row].cleaned(&scratch)
        if !faultlessEmpty(text) {
          let pieces = DecimalNumber(mantissa: Int64(batch.quantity[row]), decimals: 0)
          if let cost = decimal(text), let whole = DecimalNumber.product(cost, pieces, digits: digits) {
            extra.cost = whole
            if whole != 0 { hasCost = true }
          } else {
            batch.fault[row] = Fault.amount
          }
        }
      }
      if columns.refund >= 0 {
        extra.refund = abs(unusualAmount(cells(columns.refund)[row], row) ?? 0)
        if extra.refund != 0, columns.refundedAt >= 0 {
          extra.refundDay = dates.moment(cells(columns.refundedAt)[row].cleaned(&scratch))?.day ?? LineExtra.noDay
        }
      }
      batch.lineExtra[row] = extra
    }
  }

  private func hashRows(_ base: UnsafePointer<UInt8>, _ rows: Int) {
    for row in 0..<rows {
      let from = Int(batch.rowStart[row])
      batch.hash[row] = RowReader.rowHash(base + from, Int(batch.rowEnd[row]) &- from)
    }
  }

  /// A hash of all bytes of a row, in two lanes that the processor works on at once.
  @inline(__always)
  static func rowHash(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(start)
    var left = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var right: UInt64 = 0xD6E8_FEB8_6659_FD93
    var at = 0
    while at &+ 16 <= count {
      left = (left ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xA076_1D64_78BD_642F
      right = (right ^ raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)) &* 0xE703_7ED1_A0B4_28DB
      left ^= left >> 32
      right ^= right >> 29
      at &+= 16
    }
    while at < count {
      let tail = TextPiece(start: start + at, count: min(8, count &- at))
      left = TextPiece.mixed(left ^ tail.word)
      at &+= 8
    }
    return TextPiece.mixed(left ^ right)
  }
}
