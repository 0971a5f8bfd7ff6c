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
    if collector != nil {
      collector?.collect(rows, cells, columns, &scratch)
      tally.rows[file] += rows
      return
    }
    batch.fault.update(repeating: 0, count: rows)
    batchBase = base
    readDates(cells(columns.date), rows)
    if columns.time >= 0, columns.time != columns.date { readTimes(cells(columns.time), rows) }
    if columns.unitPrice >= 0 {
      readPrices(cells(columns.unitPrice), columns.quantity >= 0 ? cells(columns.quantity) : nil, base, rows, cells)
    } else {
      readTotals(cells(columns.total), columns.quantity >= 0 ? cells(columns.quantity) : nil, rows)
    }
    if columns.discount >= 0 { readDiscounts(cells(columns.discount), rows) }
    if columns.currency >= 0 {
      readCurrencies(cells(columns.currency), rows)
      if converter != nil { convertAmounts(rows, base, cells) }
    }
    readOrderNumbers(columns.order >= 0 ? cells(columns.order) : nil, rows)
    if columns.status >= 0 { readStatuses(cells(columns.status), rows) }
    if hasRunExtra { readRunExtras(rows, cells) }
    if hasLineExtra { readLineExtras(rows, cells) }
    if converter != nil, columns.currency >= 0, hasRunExtra || hasLineExtra { convertExtras(rows, cells) }
    // Only now is every fault known: a row that is left out makes nobody a customer.
    readCustomers(base, rows, cells)
    if keepsLines {
      if columns.sku >= 0 || columns.product >= 0 { readProducts(rows, cells) }
      if columns.region >= 0 { readRegions(cells(columns.region), rows) }
      hashRows(base, rows)
    }
    tally.rows[file] += rows
    deliver(base, rows, offset: offset, line: lineOfBatch, cells)
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
