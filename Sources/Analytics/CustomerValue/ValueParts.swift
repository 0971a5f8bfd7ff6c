import Ledger

/// What people bring now.
enum CurrentValue {
  /// The percentile of the margin (or net) of a window, exact, `MidRanks.none` without a purchase at any time.
  ///
  /// Amounts are counted by size. Only where the people of one place of the table would differ are they sorted: at most
  /// a few in a hundred, as a percentile has ten thousand values.
  static func percentiles(_ history: PurchaseHistory, _ window: Window, buyers: Int) -> [UInt16] {
    let (people, amounts) = worths(history, window)
    let buyers = buyers - (history.totals(window).people.count - people.count)
    let scale = buyers > 0 ? 10_000 / Double(buyers) : 0
    func percentile(below: Int, equal: Int) -> UInt16 {
      UInt16(((Double(below) + Double(equal) / 2) * scale).rounded())
    }
    let table = AmountTable(amounts)
    // People who bought nothing in the window stand at zero.
    let away = buyers - amounts.count
    let unsettled = UInt16.max - 1
    var ranks = [UInt16](repeating: 0, count: max(table.highest, AmountTable.zero) + 1)
    var places: [(place: Int, below: Int)] = []
    var before = 0
    for place in ranks.indices {
      let count = Int(table.counts[place]) + (place == AmountTable.zero ? away : 0)
      guard count > 0 else { continue }
      let least = percentile(below: before, equal: 1)
      if AmountTable.isExact(place) {
        ranks[place] = percentile(below: before, equal: count)
      } else if least == percentile(below: before + count - 1, equal: 1) {
        ranks[place] = least
      } else {
        ranks[place] = unsettled
        places.append((place, before))
      }
      before += count
    }
    let nothing = ranks[AmountTable.zero]
    var result = history.latest.withUnsafeBufferPointer { latest in
      [UInt16](unsafeUninitializedCapacity: latest.count) { result, count in
        for customer in 0..<latest.count {
          result.initializeElement(
            at: customer, to: latest[customer] == PurchaseHistory.never ? MidRanks.none : nothing)
        }
        count = latest.count
      }
    }
    var rows: [Int] = []
    result.withUnsafeMutableBufferPointer { result in
      ranks.withUnsafeBufferPointer { ranks in
        amounts.withUnsafeBufferPointer { amounts in
          people.withUnsafeBufferPointer { people in
            for row in 0..<amounts.count {
              let rank = ranks[AmountTable.place(amounts[row])]
              result[Int(people[row])] = rank
              if rank == unsettled { rows.append(row) }
            }
          }
        }
      }
    }
    rows.sort { amounts[$0] < amounts[$1] }
    var next = 0
    var from = 0
    var first = 0
    while from < rows.count {
      let amount = amounts[rows[from]]
      let place = AmountTable.place(amount)
      while places[next].place < place {
        next += 1
        first = from
      }
      var to = from + 1
      while to < rows.count, amounts[rows[to]] == amount { to += 1 }
      let value = percentile(below: places[next].below + from - first, equal: to - from)
      for index in from..<to { result[Int(people[rows[index]])] = value }
      from = to
    }
    guard history.hasMarginGaps else { return result }
    // Nobody is placed by a margin that is not known; who bought nothing in the window brought nothing.
    let totals = history.totals(window)
    for row in totals.people.indices where !totals.hasMargin(row) {
      result[Int(totals.people[row])] = MidRanks.none
    }
    return result
  }

  /// The people of a window who have an amount, and their margins (or nets).
  private static func worths(_ history: PurchaseHistory, _ window: Window) -> (people: [UInt32], amounts: [Int64]) {
    let totals = history.totals(window)
    guard history.hasMargin else { return (totals.people, totals.net) }
    guard history.hasMarginGaps else { return (totals.people, totals.margin) }
    let rows = totals.people.indices.filter { totals.hasMargin($0) }
    return (rows.map { totals.people[$0] }, rows.map { totals.margin[$0] })
  }
}

/// What people will bring.
enum FutureValue {
  /// Expected margin of 365 days × chance of a purchase in them, not rounded; not a number where that is unknown.
  ///
  /// The chance is that of a purchase as far as anybody was watched: people are only compared by it.
  static func amounts(_ history: PurchaseHistory, _ churn: ChurnList) -> [Double] {
    let count = history.customers
    guard let averageGap = churn.averageGap else { return [Double](repeating: .nan, count: count) }
    let hasGaps = history.hasMarginGaps
    let rhythm = churn.rhythm
    let length = max(0, history.span) + 1
    // The chance of each band for each silence, so that people only look it up.
    let chances = rhythm.bands.flatMap { band in
      (0..<length).map { day -> Double in
        let source = band.atRisk(after: day) >= 30 ? band : rhythm.pooled
        return source.observedProbability(after: day, within: 365) ?? .nan
      }
    }
    let values = history.hasMargin ? history.marginToDate : history.netToDate
    let asOf = history.asOf.rawValue
    return [Double](unsafeUninitializedCapacity: count) { amounts, initialized in
      values.withUnsafeBufferPointer { values in
        history.gaps.count.withUnsafeBufferPointer { gaps in
          history.earliest.withUnsafeBufferPointer { earliest in
            history.latest.withUnsafeBufferPointer { latest in
              chances.withUnsafeBufferPointer { chances in
                for customer in 0..<count {
                  guard latest[customer] != PurchaseHistory.never, !hasGaps || history.hasMargin(of: customer) else {
                    amounts.initializeElement(at: customer, to: .nan)
                    continue
                  }
                  // The formula of `ChurnList.expected(of:in:)`, without a call for each of a million people.
                  let purchases = Double(gaps[customer] &+ 1)
                  let rate = 365 * purchases / (Double(asOf &- earliest[customer]) + averageGap)
                  let expected = max(0, rate * Double(values[customer]) / purchases)
                  let band = min(Int(gaps[customer]), 3)
                  amounts.initializeElement(
                    at: customer, to: expected * chances[band &* length &+ Int(asOf &- latest[customer])])
                }
              }
            }
          }
        }
      }
      initialized = count
    }
  }
}

/// Whether what people order stays paid and kept.
struct CreditValue {
  /// Mean bad part of an order; `nil` where the file knows neither refunds nor cancelled or unpaid orders.
  let meanBad: Double?
  /// 100 · (1 − bad) in hundredths, shrunk to the shop's mean with the weight of three orders.
  let percentages: [UInt16]

  init(_ history: PurchaseHistory, _ late: LateFacts) {
    var (bad, orders) = (late.others.bad, late.others.orders)
    late.forEach(history) { _, facts in
      bad += facts.bad
      orders &+= Int(facts.orders)
    }
    var result = [UInt16](repeating: MidRanks.none, count: history.customers)
    guard bad > 0 else {
      (meanBad, percentages) = (nil, result)
      return
    }
    let mean = bad / Double(orders)
    func percentage(_ bad: Double, _ orders: UInt32) -> UInt16 {
      let share = (Double(Float(bad)) + 3 * mean) / (Double(Float(orders)) + 3)
      return UInt16((10_000 * (1 - min(1, share))).rounded())
    }
    // Of most people nothing is bad.
    let spotless = (0..<256).map { percentage(0, $0) }
    result.withUnsafeMutableBufferPointer { result in
      spotless.withUnsafeBufferPointer { spotless in
        late.forEach(history) { customer, facts in
          result[customer] =
            facts.bad == 0 && facts.orders < 256 ? spotless[Int(facts.orders)] : percentage(facts.bad, facts.orders)
        }
      }
    }
    (meanBad, percentages) = (mean, result)
  }
}
