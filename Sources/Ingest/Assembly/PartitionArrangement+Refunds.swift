import Ledger

extension PartitionArrangement {
  /// One line that a refund may belong to.
  private struct Candidate {
    var product: UInt32
    /// Position in `order` of its run, which rises with time.
    var place: Int
    /// The same of the first run of its order.
    var orderPlace: Int
    var line: Int
    var moment: Int64
    var id: UInt64
    var piecesLeft: Int64
    var amountLeft: Int64
  }

  /// Finds for each refund the order that it belongs to.
  ///
  /// DEFINITIONS, part A, "negative rows": the person's latest earlier order holding that product with enough quantity
  /// left, on one line or on several together; a refund that carries the number of an order belongs to that order first. Refunds of money alone (no pieces,
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
        let shares = shares(of: refund, candidates, byLine)
        if shares.isEmpty { addLoose(refund) }
        for (number, share) in shares.enumerated() {
          candidates[share.candidate].piecesLeft -= Int64(share.refund.pieces)
          candidates[share.candidate].amountLeft -= share.refund.amount
          let line = UInt32(truncatingIfNeeded: candidates[share.candidate].line)
          matchesOfLine[line, default: []].append(matches.count)
          matches.append(Match(refund: share.refund, line: line, isContinued: number > 0))
          mark(refunded: candidates[share.candidate].place)
        }
      }
    }
  }

  /// The lines of a customer's counting orders, by product and then in time order.
  private func candidates(of customer: Int) -> [Candidate] {
    var candidates: [Candidate] = []
    var moment: Int64 = 0
    var first = 0
    for place in start[customer]..<start[customer + 1] {
      if !order[place].isContinued {
        moment = self.moment(ofOrderAt: place)
        first = place
      }
      let run = rows.run(order[place].position).pointee
      guard run.status != .cancelled, run.status != .unpaid else { continue }
      for position in rows.lines(ofRun: order[place].position) where !dropped.contains(UInt32(position)) {
        let line = rows.line(position).pointee
        let amount = line.gross == Line.wide ? Int64.max : Int64(line.gross) - Int64(line.discount)
        candidates.append(
          Candidate(
            product: texts.products[rows.thread(ofLine: position)][Int(line.product)], place: place, orderPlace: first,
            line: position,
            moment: moment, id: run.id,
            piecesLeft: Int64(line.quantity), amountLeft: amount))
      }
    }
    return candidates.sorted {
      ($0.product, $0.place, $0.amountLeft, $0.line) < ($1.product, $1.place, $1.amountLeft, $1.line)
    }
  }

  /// A refund, or a part of one, and the line that it belongs to.
  private struct Share {
    var candidate: Int
    var refund: RefundRow
  }

  /// The lines that a refund belongs to: one, or the lines of one order that hold its pieces together; none where no
  /// order holds them.
  private func shares(of refund: RefundRow, _ candidates: [Candidate], _ byTime: [Int]) -> [Share] {
    let moment = LatestTexts.moment(day: refund.day, second: refund.second)
    guard refund.product != 0 else {
      var best: Int?
      for position in byTime.reversed() where candidates[position].amountLeft >= refund.amount {
        if refund.id != OrderNumber.none, compare(candidates[position].id, refund.id) == 0 {
          return [Share(candidate: position, refund: refund)]
        }
        if best == nil, candidates[position].moment <= moment { best = position }
      }
      return best.map { [Share(candidate: $0, refund: refund)] } ?? []
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
    var latest: [Share] = []
    while end > low {
      // The lines of one order, the latest first.
      var from = end - 1
      while from > low, candidates[from - 1].orderPlace == candidates[end - 1].orderPlace { from -= 1 }
      let hasItsNumber = refund.id != OrderNumber.none && compare(candidates[from].id, refund.id) == 0
      if hasItsNumber || (latest.isEmpty && candidates[from].moment <= moment) {
        let shares = shares(of: refund, in: from..<end, candidates)
        if hasItsNumber, !shares.isEmpty { return shares }
        if latest.isEmpty, candidates[from].moment <= moment { latest = shares }
        if refund.id == OrderNumber.none, !latest.isEmpty { return latest }
      }
      end = from
    }
    return latest
  }

  /// The shares of a refund in the lines of one order; none where they do not hold enough.
  private func shares(of refund: RefundRow, in lines: Range<Int>, _ candidates: [Candidate]) -> [Share] {
    guard refund.pieces > 0 else {
      return lines.last { candidates[$0].amountLeft >= refund.amount }
        .map { [Share(candidate: $0, refund: refund)] } ?? []
    }
    let pieces = Int64(refund.pieces)
    if let line = lines.last(where: { candidates[$0].piecesLeft >= pieces }) {
      return [Share(candidate: line, refund: refund)]
    }
    guard lines.reduce(0, { $0 + max(0, candidates[$1].piecesLeft) }) >= pieces else { return [] }
    var shares: [Share] = []
    var done: Int64 = 0
    for line in lines.sorted(by: { candidates[$0].piecesLeft > candidates[$1].piecesLeft }) where done < pieces {
      let taken = min(pieces - done, candidates[line].piecesLeft)
      var part = refund
      part.pieces = Int32(clamping: taken)
      // What is left of the amount after the pieces before, so that the parts add up to the row.
      part.gross = Int64(portion(refund.gross, done + taken, pieces)) - Int64(portion(refund.gross, done, pieces))
      part.discount =
        Int64(portion(refund.discount, done + taken, pieces)) - Int64(portion(refund.discount, done, pieces))
      shares.append(Share(candidate: line, refund: part))
      done += taken
    }
    return shares
  }

  /// amount × part ÷ whole, towards zero, without leaving 64 bits.
  private func portion(_ amount: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    whole.dividingFullWidth(amount.multipliedFullWidth(by: part)).quotient
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
