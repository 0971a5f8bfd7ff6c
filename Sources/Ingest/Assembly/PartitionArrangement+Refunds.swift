import Ledger

extension PartitionArrangement {
  /// One line that a refund may belong to.
  private struct Candidate {
    var product: UInt32
    /// Position in `order` of its run, which rises with time.
    var place: Int
    var line: Int
    var moment: Int64
    var id: UInt64
    var piecesLeft: Int64
    var amountLeft: Int64
  }

  /// Finds for each refund the order that it belongs to.
  ///
  /// DEFINITIONS, part A, "negative rows": the person's latest earlier order holding that product with enough quantity
  /// left; a refund that carries the number of an order belongs to that order first. Refunds of money alone (no pieces,
  /// or no product) look for enough of the amount left instead. Refunds are taken in time order, each takes away what it
  /// refunds. `refunds` are sorted by customer and time.
  /// Complexity: O(lines log lines + refunds × lines of the same product), per customer that has refunds.
  mutating func match(_ refunds: [RefundRow]) {
    var from = 0
    while from < refunds.count {
      var to = from + 1
      while to < refunds.count, refunds[to].customer == refunds[from].customer { to += 1 }
      let own = refunds[from..<to]
      from = to
      if isUnidentified {
        for refund in own { addLoose(refund) }
        continue
      }
      var candidates = candidates(of: Int(own[own.startIndex].customer))
      let byLine = candidates.indices.sorted { candidates[$0].place < candidates[$1].place }
      for refund in own {
        guard let found = candidate(for: refund, &candidates, byLine) else {
          addLoose(refund)
          continue
        }
        candidates[found].piecesLeft -= Int64(refund.pieces)
        candidates[found].amountLeft -= refund.amount
        let line = UInt32(truncatingIfNeeded: candidates[found].line)
        matchesOfLine[line, default: []].append(matches.count)
        matches.append(Match(refund: refund, line: line))
        mark(refunded: candidates[found].place)
      }
    }
  }

  /// The lines of a customer's counting orders, by product and then in time order.
  private func candidates(of customer: Int) -> [Candidate] {
    var candidates: [Candidate] = []
    var moment: Int64 = 0
    for place in start[customer]..<start[customer + 1] {
      if !order[place].isContinued { moment = self.moment(ofOrderAt: place) }
      let run = rows.run(order[place].position).pointee
      guard run.status != .cancelled, run.status != .unpaid else { continue }
      for position in rows.lines(ofRun: order[place].position) where !dropped.contains(UInt32(position)) {
        let line = rows.line(position).pointee
        let amount = line.gross == Line.wide ? Int64.max : Int64(line.gross) - Int64(line.discount)
        candidates.append(
          Candidate(
            product: texts.products[rows.thread(ofLine: position)][Int(line.product)], place: place, line: position, moment: moment, id: run.id,
            piecesLeft: Int64(line.quantity), amountLeft: amount))
      }
    }
    return candidates.sorted {
      ($0.product, $0.place, $0.amountLeft, $0.line) < ($1.product, $1.place, $1.amountLeft, $1.line)
    }
  }

  private func candidate(for refund: RefundRow, _ candidates: inout [Candidate], _ byTime: [Int]) -> Int? {
    let moment = LatestTexts.moment(day: refund.day, second: refund.second)
    func holds(_ candidate: Candidate) -> Bool {
      refund.product != 0 && refund.pieces > 0
        ? candidate.piecesLeft >= Int64(refund.pieces) : candidate.amountLeft >= refund.amount
    }
    if refund.product == 0 {
      var best: Int?
      for position in byTime.reversed() where holds(candidates[position]) {
        if refund.id != OrderNumber.none, compare(candidates[position].id, refund.id) == 0 { return position }
        if best == nil, candidates[position].moment <= moment { best = position }
      }
      return best
    }
    // The part of the product, by binary search.
    var low = 0
    var high = candidates.count
    while low < high {
      let middle = (low + high) / 2
      if candidates[middle].product < refund.product { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < candidates.count, candidates[end].product == refund.product { end += 1 }
    if refund.id != OrderNumber.none {
      for position in low..<end where holds(candidates[position]) && compare(candidates[position].id, refund.id) == 0 {
        return position
      }
    }
    for position in (low..<end).reversed() where candidates[position].moment <= moment && holds(candidates[position]) {
      return position
    }
    return nil
  }

  /// Puts an unmatched refund to the others of its document, or of its moment.
  private mutating func addLoose(_ refund: RefundRow) {
    if let last = loose.last, last.customer == refund.customer, compare(last.refunds[0].id, refund.id) == 0,
      refund.id != OrderNumber.none || last.moment == LatestTexts.moment(day: refund.day, second: refund.second)
    {
      loose[loose.count - 1].refunds.append(refund)
    } else {
      loose.append(LooseOrder(customer: refund.customer, refunds: [refund]))
    }
  }
}

extension RefundRow {
  /// Minor units given back, positive: what the row says, the discount on it taken into account.
  var amount: Int64 { abs(gross - discount) }
}
