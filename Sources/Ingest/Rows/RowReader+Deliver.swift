import CScan
import Ledger

extension RowReader {
  /// Hands the rows of a batch to their partitions: purchases to runs and lines, refunds to refunds, faults to buckets.
  mutating func deliver(
    _ base: UnsafePointer<UInt8>, _ rows: Int, offset: Int, line: Int, _ cells: CellTable
  ) {
    let columns = plan.columns
    let hasContacts = columns.name >= 0 || columns.email >= 0 || columns.phone >= 0
    for row in 0..<rows {
      if batch.fault[row] != 0 {
        leaveOutFaulty(base, row, line, cells)
        continue
      }
      if row &+ 16 < rows {
        let later = UnsafeRawPointer(partitions + Int(batch.partition[row &+ 16]))
        clientele_prefetch(later)
        clientele_prefetch(later + 64)
        let soon = partitions + Int(batch.partition[row &+ 6])
        soon.pointee.lines.prefetchEnd()
        soon.pointee.runs.prefetchEnd()
      }
      let partition = Int(batch.partition[row])
      let gross = batch.gross[row]
      let quantity = batch.quantity[row]
      let status = batch.status[row]
      if gross < 0 || quantity < 0, status != .cancelled, status != .unpaid {
        addRefund(base, row, partition, offset, line)
      } else {
        addLine(row, partition, gross, quantity, status)
        let kind = keptKind(partition, gross, status, row)
        if tally.keptSeen & (1 << kind) == 0 { keepFirst(base, row, kind, line) }
      }
      if hasContacts, partition < partitionCount { addContacts(row, partition, cells) }
    }
  }

  @inline(__always)
  private mutating func addLine(_ row: Int, _ partition: Int, _ gross: Int64, _ quantity: Int32, _ status: RowStatus) {
    let store = partitions + partition
    let run = Run(
      id: batch.id[row], customer: batch.customer[row], day: batch.day[row], second: batch.second[row],
      line: UInt32(truncatingIfNeeded: store.pointee.lines.count), region: batch.region[row], status: status,
      file: UInt16(truncatingIfNeeded: file))
    let last = store.pointee.last
    var isNew =
      run.id != last.id || run.customer != last.customer || run.day != last.day || run.second != last.second
      || run.region != last.region || run.status != last.status || run.file != last.file
    if hasRunExtra, !isNew { isNew = batch.runExtra[row] != store.pointee.lastExtra }
    if isNew || store.pointee.runs.count == 0 {
      store.pointee.runs.append(run)
      store.pointee.last = run
      if hasRunExtra {
        store.pointee.runExtras.append(batch.runExtra[row])
        store.pointee.lastExtra = batch.runExtra[row]
      }
    }
    let discount = batch.discount[row]
    if !keepsLines {
      if Int32(exactly: gross) == nil { noteLarge(gross, row) }
      addAmounts(store, gross, discount, quantity, isNew: isNew, line: run.line)
      return
    }
    let hash = UInt32(truncatingIfNeeded: batch.hash[row])
    if let narrow = Int32(exactly: gross), let narrowDiscount = Int32(exactly: discount), narrow != Line.wide {
      store.pointee.lines.append(
        Line(product: batch.product[row], quantity: quantity, gross: narrow, discount: narrowDiscount, hash: hash))
    } else {
      noteLarge(gross, row)
      store.pointee.wide[run.line] = PartitionStore.WideAmounts(gross: gross, discount: discount)
      store.pointee.lines.append(
        Line(product: batch.product[row], quantity: quantity, gross: Line.wide, discount: 0, hash: hash))
    }
    if hasLineExtra { store.pointee.lineExtras.append(batch.lineExtra[row]) }
  }

  /// Remembers the largest amount and its place, for the message about sums that no type holds.
  @inline(never)
  mutating func noteLarge(_ amount: Int64, _ row: Int) {
    guard amount.magnitude > largest.amount, let batchBase else { return }
    largest = (amount.magnitude, file, lineOf(batchBase, row, tally.lines))
  }

  /// Adds a row's amounts to the one line of its run, whose product is the number of its rows.
  ///
  /// Rows worth nothing stay apart: they are counted apart.
  @inline(__always)
  private func addAmounts(
    _ store: UnsafeMutablePointer<PartitionStore>, _ gross: Int64, _ discount: Int64, _ quantity: Int32, isNew: Bool,
    line: UInt32
  ) {
    if !isNew, gross != 0, let last = store.pointee.lines.last, last.pointee.gross != Line.wide,
      last.pointee.gross != 0,
      let sum = Int32(exactly: Int64(last.pointee.gross) &+ gross), sum != Line.wide,
      let discounts = Int32(exactly: Int64(last.pointee.discount) &+ discount)
    {
      last.pointee.gross = sum
      last.pointee.discount = discounts
      last.pointee.quantity &+= quantity
      last.pointee.product &+= 1
    } else if let narrow = Int32(exactly: gross), let narrowDiscount = Int32(exactly: discount), narrow != Line.wide {
      store.pointee.lines.append(
        Line(product: 1, quantity: quantity, gross: narrow, discount: narrowDiscount, hash: 0))
    } else {
      store.pointee.wide[line] = PartitionStore.WideAmounts(gross: gross, discount: discount)
      store.pointee.lines.append(Line(product: 1, quantity: quantity, gross: Line.wide, discount: 0, hash: 0))
    }
  }

  @inline(never)
  private mutating func addRefund(
    _ base: UnsafePointer<UInt8>, _ row: Int, _ partition: Int, _ offset: Int, _ line: Int
  ) {
    hasRefunds = true
    let quantity = batch.quantity[row]
    if Int32(exactly: batch.gross[row]) == nil { noteLarge(batch.gross[row], row) }
    partitions[partition].refunds.append(
      RefundRow(
        id: batch.id[row], customer: batch.customer[row], day: batch.day[row], second: batch.second[row],
        product: batch.product[row], pieces: quantity < 0 ? Int32(clamping: -Int64(quantity)) : 0,
        region: batch.region[row], gross: batch.gross[row], discount: batch.discount[row],
        hash: UInt32(truncatingIfNeeded: batch.hash[row]), file: UInt32(file),
        line: UInt32(truncatingIfNeeded: lineOf(base, row, line)), thread: UInt32(thread),
        offset: offset + Int(batch.rowStart[row])))
  }

  /// The position among the buckets of a kept row that is no refund, as far as the row itself tells.
  @inline(__always)
  private func keptKind(_ partition: Int, _ gross: Int64, _ status: RowStatus, _ row: Int) -> UInt32 {
    if status == .cancelled { return 3 }
    if status == .unpaid { return 4 }
    if partition == partitionCount { return 1 }
    if gross == 0, !hasRunExtra || batch.runExtra[row].total == 0 { return 2 }
    return 0
  }

  @inline(never)
  private mutating func keepFirst(_ base: UnsafePointer<UInt8>, _ row: Int, _ kind: UInt32, _ line: Int) {
    tally.keptSeen |= 1 << kind
    let buckets: [ImportReport.Bucket] = [.used, .unidentified, .zeroValue, .cancelled, .unpaid]
    keep(piece(base, row), as: buckets[Int(kind)], line: lineOf(base, row, line))
  }

  @inline(never)
  private mutating func leaveOutFaulty(
    _ base: UnsafePointer<UInt8>, _ row: Int, _ line: Int, _ cells: CellTable
  ) {
    let text = piece(base, row)
    var bucket = Fault.bucket(batch.fault[row])
    if batch.fault[row] == Fault.date {
      let delimiter = plan.layout.dialect.delimiter
      if (0..<text.count).allSatisfy({ text.start[$0] <= 32 || text.start[$0] == delimiter || text.start[$0] == 34 }) {
        bucket = .blank
      } else if TotalRows.isTotal(text, delimiter: delimiter) {
        bucket = .total
      } else if plan.mayStumble, isHeader(row, cells) {
        stumbled.insert(file)
      }
    }
    let isListed = tally.examples[bucket]?.count ?? 0 < ImportReport.examplesKept
    leaveOut(text, bucket, line: isListed ? lineOf(base, row, line) : 0)
  }

  /// Whether the cell of the date is the name of a column: a second header.
  private mutating func isHeader(_ row: Int, _ cells: CellTable) -> Bool {
    let cell = cells(plan.columns.date)[row].cleaned(&scratch)
    return cell.count < 60 && KnownNames.isName(Field.normalised(cell.string))
  }

  private func piece(_ base: UnsafePointer<UInt8>, _ row: Int) -> TextPiece {
    let from = Int(batch.rowStart[row])
    return TextPiece(start: base + from, count: Int(batch.rowEnd[row]) - from)
  }

  /// The line, within the thread's part, on which a row of the batch begins.
  func lineOf(_ base: UnsafePointer<UInt8>, _ row: Int, _ line: Int) -> Int {
    batchIsPlain ? line + row : line + lineFeeds(base, batchStart, Int(batch.rowStart[row]))
  }

  private mutating func addContacts(_ row: Int, _ partition: Int, _ cells: CellTable) {
    let moment = LatestTexts.moment(day: batch.day[row], second: batch.second[row])
    let customer = Int(batch.customer[row])
    let columns = plan.columns
    let store = partitions + partition
    if columns.name >= 0 {
      store.pointee.names.set(cells(columns.name)[row].cleaned(&scratch), for: customer, at: moment)
    }
    if columns.email >= 0 {
      store.pointee.emails.set(cells(columns.email)[row].cleaned(&scratch), for: customer, at: moment)
    }
    if columns.phone >= 0 {
      store.pointee.phones.set(phone(cells(columns.phone)[row].cleaned(&scratch)), for: customer, at: moment)
    }
  }

  /// A phone number without the apostrophe that spreadsheets need and without blanks.
  private mutating func phone(_ text: TextPiece) -> TextPiece {
    guard (0..<text.count).contains(where: { text.start[$0] == 39 || text.start[$0] == 32 }) else { return text }
    let copy = scratch.take(text.count)
    var length = 0
    for at in 0..<text.count where text.start[at] != 39 && text.start[at] != 32 {
      copy[length] = text.start[at]
      length += 1
    }
    return TextPiece(start: copy, count: length)
  }
}
