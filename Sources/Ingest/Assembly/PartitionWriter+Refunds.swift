import Ledger

/// What was made of the refunds of orders, beyond what their cells say.
struct RefundFindings: Sendable {
  /// Orders that are called refunded without an amount: given back whole.
  var whole = 0
  /// Orders whose refund was larger than their goods, and by how much in all.
  var larger = 0
  /// Orders whose refund stands on each of their lines and is one of the whole order.
  var repeated = 0

  static func + (left: RefundFindings, right: RefundFindings) -> RefundFindings {
    RefundFindings(
      whole: left.whole + right.whole, larger: left.larger + right.larger, repeated: left.repeated + right.repeated)
  }

  private func orders(_ count: Int) -> String { "\(Digits.grouped(count)) \(count == 1 ? "order" : "orders")" }

  /// Sentences for the report.
  var remarks: [String] {
    var remarks: [String] = []
    if whole > 0 {
      remarks.append(
        "\(orders(whole)) \(whole == 1 ? "is" : "are") called refunded without an amount: given back whole.")
    }
    if larger > 0 {
      remarks.append(
        "The refund of \(orders(larger)) is larger than the goods, as shipping and tax may be in it: at most the goods "
          + "are refunded.")
    }
    if repeated > 0 {
      remarks.append(
        "The refund of \(orders(repeated)) stands on every line and is more than a line came to: it is the order's, and "
          + "counts once.")
    }
    return remarks
  }
}

// Refunds of whole orders, and refunds that do not fit their goods.
extension PartitionWriter {
  /// Gives lines back whole that are called refunded, where no amount says how much of them was.
  mutating func giveBack(
    _ range: Range<Int>, _ firstLine: Int, _ firstRefund: Int, _ target: Int, _ sums: inout Sums
  ) {
    let statuses = range.map { sorted[$0].pointee.run.status }
    guard statuses.contains(.refunded) else { return }
    // A row that says nothing is of the order's state: refunded, where no row says that it counts.
    let isWhole = !statuses.contains(.valid)
    var lines: [Int] = []
    var days: [Int32] = []
    var at = firstLine
    for (place, position) in range.enumerated() {
      let element = sorted[position].pointee
      let thread = rows.thread(ofRun: Int(element.position))
      for line in Int(element.firstLine)..<Int(element.firstLine) + Int(element.lineCount) {
        if arrangement.dropped.contains(UInt32(truncatingIfNeeded: line)) { continue }
        if statuses[place] == .refunded || (isWhole && statuses[place] == .none) {
          lines.append(at)
          days.append(refundDay(of: line, thread))
        }
        at += 1
      }
    }
    guard lines.allSatisfy({ amount(.lineRefund, $0) == 0 }) else { return }
    var given: Int64 = 0
    for (line, day) in zip(lines, days) {
      let net = max(0, amount(.lineGross, line) - amount(.lineDiscount, line))
      guard net > 0 else { continue }
      put(net, .lineRefund, line)
      given += net
      guard day != LineExtra.noDay else { continue }
      refundTable.append(
        RefundEntry(
          order: UInt32(target), line: UInt32(line), day: day, amount: net, pieces: 0, id: OrderNumber.none))
    }
    guard given > 0 else { return }
    sums.refund += given
    refundFindings.whole += 1
  }

  private func refundDay(of line: Int, _ thread: Int) -> Int32 {
    guard readers[0].hasLineExtra else { return LineExtra.noDay }
    return readers[thread].partitions[partition].lineExtras[line - rows.lineBase(thread)].refundDay
  }

  /// Makes refunds fit their goods: one that is repeated on the lines of an order counts once, one that is larger than
  /// its line goes on to the others, and one that is larger than the order is the order's goods.
  mutating func settleRefunds(_ firstLine: Int, _ firstRefund: Int, _ sums: inout Sums) {
    let lines = firstLine..<nextLine
    let nets = lines.map { max(0, amount(.lineGross, $0) - amount(.lineDiscount, $0)) }
    let given = lines.map { amount(.lineRefund, $0) }
    guard zip(given, nets).contains(where: { $0 > $1 }) else { return }
    let goods = nets.reduce(0) { OrderDraft.sum($0, $1) }
    var refund = given.reduce(0) { OrderDraft.sum($0, $1) }
    if lines.count > 1, let first = given.first, given.allSatisfy({ $0 == first }) {
      refund = first
      refundFindings.repeated += 1
    }
    if refund > goods {
      refund = goods
      refundFindings.larger += 1
    }
    var settled = zip(given, nets).map { min($0, $1) }
    let placed = settled.reduce(0) { OrderDraft.sum($0, $1) }
    if placed > refund {
      settled = PartitionWriter.shares(of: refund, weights: nets)
    } else if placed < refund {
      let room = zip(nets, settled).map { $0 - $1 }
      for (place, share) in PartitionWriter.shares(of: refund - placed, weights: room).enumerated() {
        settled[place] += share
      }
    }
    for (place, line) in lines.enumerated() {
      patches.removeAll { $0.column == .lineRefund && $0.position == line }
      put(settled[place], .lineRefund, line)
    }
    sums.refund = settled.reduce(0, +)
    settleEntries(firstRefund, firstLine, given, settled)
  }

  /// The same for the refunds that have a day: together they stay what the lines say.
  private mutating func settleEntries(_ firstRefund: Int, _ firstLine: Int, _ given: [Int64], _ settled: [Int64]) {
    guard firstRefund < refundTable.count else { return }
    let own = refundTable[firstRefund...]
    guard let last = own.last, own.reduce(0, { $0 + $1.amount }) == given.reduce(0, +) else {
      // Some have a day and others do not: each at most what its line gives back.
      for place in own.indices {
        refundTable[place].amount = min(refundTable[place].amount, settled[Int(refundTable[place].line) - firstLine])
      }
      return
    }
    let days = Dictionary(own.map { ($0.line, $0.day) }, uniquingKeysWith: { first, _ in first })
    refundTable.removeSubrange(firstRefund...)
    for (place, amount) in settled.enumerated() where amount > 0 {
      let line = UInt32(firstLine + place)
      refundTable.append(
        RefundEntry(
          order: last.order, line: line, day: days[line] ?? last.day, amount: amount, pieces: 0, id: OrderNumber.none))
    }
  }
}
