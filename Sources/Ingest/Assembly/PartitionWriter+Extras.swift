import Ledger

// What few files have: orders in pieces, amounts of whole orders, refunds without an order.
extension PartitionWriter {
  /// The larger of two texts, byte by byte, given by their numbers; an empty one gives way.
  func larger(_ left: UInt32, _ right: UInt32, _ names: [String]) -> UInt32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    let a = Array(names[Int(left)].utf8)
    return a.lexicographicallyPrecedes(Array(names[Int(right)].utf8)) ? right : left
  }

  /// What the runs of an order say together: texts by their size, amounts once where they are repeated.
  func mergedExtra(_ range: Range<Int>) -> RunExtra {
    func extra(_ position: Int) -> RunExtra {
      let run = arrangement.order[position].position
      let thread = arrangement.rows.thread(ofRun: run)
      var extra = readers[thread].partitions[partition].runExtras[run - arrangement.rows.runBase(thread)]
      extra.city = texts.cities[thread][Int(extra.city)]
      extra.country = texts.countries[thread][Int(extra.country)]
      extra.channel = texts.channels[thread][Int(extra.channel)]
      extra.coupon = texts.coupons[thread][Int(extra.coupon)]
      return extra
    }
    var merged = extra(range.lowerBound)
    guard range.count > 1 else { return merged }
    var amounts: [Set<Int64>] = [[merged.tax], [merged.shipping], [merged.discount], [merged.total]]
    for position in range.dropFirst() {
      let other = extra(position)
      merged.city = larger(merged.city, other.city, texts.cityNames)
      merged.country = larger(merged.country, other.country, texts.countryNames)
      merged.channel = larger(merged.channel, other.channel, texts.channelNames)
      merged.coupon = larger(merged.coupon, other.coupon, texts.couponNames)
      for (place, amount) in [other.tax, other.shipping, other.discount, other.total].enumerated() {
        amounts[place].insert(amount)
      }
    }
    // Different totals on the rows of one order are those of its lines: then equal ones count each time.
    if amounts[3].count > 1 {
      let lines = range.reduce(Int64(0)) { $0 + extra($1).total * Int64(sorted[$1].pointee.lineCount) }
      amounts[3] = [lines]
    }
    let sums = amounts.map { $0.reduce(0, +) }
    (merged.tax, merged.shipping, merged.discount, merged.total) = (sums[0], sums[1], sums[2], sums[3])
    return merged
  }

  /// Puts the amount of a whole order on its first line: what was charged, and the order's discount beside it.
  mutating func addTotal(_ total: Int64, _ discount: Int64, _ line: Int, _ sums: inout Sums) {
    put(total + discount, .lineGross, line)
    sums.gross += total + discount
  }

  /// Spreads the discount of an order over its lines by their amounts, the odd units by largest remainder.
  mutating func spread(_ discount: Int64, _ firstLine: Int, _ sums: inout Sums) {
    sums.discount += discount
    let weights = (firstLine..<nextLine).map { max(0, amount(.lineGross, $0)) }
    let shares = PartitionWriter.shares(of: discount, weights: weights)
    for (offset, share) in shares.enumerated() where share != 0 {
      let line = firstLine + offset
      let sum = amount(.lineDiscount, line) + share
      patches.removeAll { $0.column == .lineDiscount && $0.position == line }
      put(sum, .lineDiscount, line)
    }
  }

  /// Parts of an amount in proportion to weights that add up to it exactly (Hamilton's method); with no weight at all,
  /// the first part is everything.
  static func shares(of amount: Int64, weights: [Int64]) -> [Int64] {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else { return weights.indices.map { $0 == 0 ? amount : 0 } }
    var shares = weights.map { Int64(Int128(amount) * Int128($0) / total) }
    let remainders = weights.map { Int128(amount) * Int128($0) % total }
    let byRemainder = weights.indices.sorted { (remainders[$1], weights[$1], $0) < (remainders[$0], weights[$0], $1) }
    let rest = Int(amount - shares.reduce(0, +))
    for position in byRemainder.prefix(rest) { shares[position] += 1 }
    return shares
  }

  /// An amount that was already written.
  func amount(_ column: LedgerColumns.MoneyName, _ position: Int) -> Int64 {
    if let patch = patches.last(where: { $0.column == column && $0.position == position }) { return patch.amount }
    return Int64(money[column.rawValue]?[position] ?? 0)
  }

  /// Writes an order that consists of refunds which found no order to belong to.
  mutating func writeLoose(_ loose: PartitionArrangement.LooseOrder) {
    let order = nextOrder
    nextOrder += 1
    let first = loose.refunds[0]
    columns.day[order] = first.day
    columns.second?[order] = max(0, first.second)
    columns.id?[order] = first.id
    columns.region?[order] = first.region
    columns.channel?[order] = 0
    columns.coupon?[order] = 0
    columns.lineStart[order] = UInt32(truncatingIfNeeded: nextLine)
    columns.status[order] = OrderStatus.refundOnly.rawValue
    var sum: Int64 = 0
    for refund in loose.refunds {
      columns.product[nextLine] = refund.product
      columns.quantity[nextLine] = -refund.pieces
      put(0, .lineGross, nextLine)
      put(0, .lineDiscount, nextLine)
      put(0, .cost, nextLine)
      columns.isCostKnown?[nextLine] = true
      put(refund.amount, .lineRefund, nextLine)
      sum += refund.amount
      nextLine += 1
    }
    for column in [LedgerColumns.MoneyName.orderGross, .orderDiscount, .tax, .shipping] { put(0, column, order) }
    put(sum, .orderRefund, order)
    refunds += sum
  }
}
