import Ledger

extension RFMScores {
  /// Where the scores of a scale begin, and the codes that follow from it.
  struct Bounds {
    let scale: RFMMap.Scale
    /// The longest silences of all scores but the lowest, the best score first; `nil` where nobody has the score.
    let days: [Int64?]
    /// The fewest purchases, likewise.
    let purchases: [Int64?]
    /// The lowest net, likewise.
    let net: [Int64?]

    init(
      _ scale: RFMMap.Scale, _ rule: RFMRule, _ silence: DayCounts, _ totals: WindowTotals, _ amounts: AmountTable,
      _ currency: Currency
    ) {
      self.scale = scale
      let count = totals.people.count
      let days = Bounds.positions(scale.rawValue, silence.total).map { $0.flatMap { silence.days(at: $0) } }
      let net = Bounds.positions(scale.rawValue, count).map { $0.map { amounts.amount(at: count - 1 - $0) } }
      switch scale {
      case .five:
        self.days = days
        self.net = net
        purchases = rule.frequency.dropFirst().reversed().map { Int64($0) }
      case .three:
        self.days = rule.threeDays.map { Int64($0) }
        self.net = net
        if let fixed = rule.threeFrequency {
          purchases = fixed.dropFirst().reversed().map { Int64($0) }
        } else {
          let falling = totals.purchases.sorted(by: >)
          purchases = Bounds.positions(3, count).map { $0.map { Int64(falling[$0]) } }
        }
      case .two:
        let cut = Bounds.cut(rule, silence, totals, amounts, currency)
        (self.days, purchases, self.net) = ([cut.days], [cut.purchases], [cut.net])
      }
    }

    /// The last position, the best person first, whose score is still at least the highest, the second highest, ….
    ///
    /// A person has one of the best k of n scores where less than k/n of all are strictly better.
    private static func positions(_ levels: Int, _ count: Int) -> [Int?] {
      (1..<levels).map { count > 0 ? ($0 * count + levels - 1) / levels - 1 : nil }
    }

    private static func cut(
      _ rule: RFMRule, _ silence: DayCounts, _ totals: WindowTotals, _ amounts: AmountTable, _ currency: Currency
    ) -> (days: Int64?, purchases: Int64?, net: Int64?) {
      let count = totals.people.count
      // At most the median, of an even number the mean of the middle two: whole days below it.
      let low = silence.days(at: (silence.total - 1) / 2)
      let high = silence.days(at: silence.total / 2)
      let median = low.flatMap { low in high.map { (low + $0) >> 1 } }
      switch rule.cut {
      case .mean:
        guard count > 0 else { return (median, nil, nil) }
        let purchases = totals.purchases.reduce(Int64(0)) { $0 + Int64($1) }
        return (
          median, Bounds.ceiling(purchases, Int64(count)), Bounds.ceiling(totals.net.reduce(0, +), Int64(count))
        )
      case .median:
        guard count > 0 else { return (median, nil, nil) }
        let falling = totals.purchases.sorted(by: >)
        let middle = [(count - 1) / 2, count / 2]
        return (
          median, Bounds.ceiling(middle.reduce(0) { $0 + Int64(falling[$1]) }, 2),
          Bounds.ceiling(middle.reduce(0) { $0 + amounts.amount(at: $1) }, 2)
        )
      case .score4:
        let five = Bounds(.five, rule, silence, totals, amounts, currency)
        return (five.days[1], five.purchases[1], five.net[1])
      case .fixed(let days, let purchases, let net):
        return (Int64(days), Int64(purchases), Int64(net) * currency.scale)
      }
    }

    /// The smallest whole number that is at least a quotient.
    private static func ceiling(_ numerator: Int64, _ denominator: Int64) -> Int64 {
      let quotient = numerator / denominator
      return numerator > quotient * denominator ? quotient + 1 : quotient
    }

    /// Everybody's code, and people and net of the window per code.
    func code(
      _ history: PurchaseHistory, _ totals: WindowTotals, _ silence: DayCounts
    ) -> (codes: [UInt8], people: [Int], nets: [Int64]) {
      let levels = scale.rawValue
      let square = levels * levels
      // Per day of silence the code of somebody with the lowest F and M.
      let byDay = silence.counts.indices.map { day in
        UInt8((levels - 1 - (self.days.firstIndex { Int64(day) <= $0 ?? -1 } ?? levels - 1)) * square)
      }
      let fewest = (0...255).map { count in
        UInt8((levels - 1 - (purchases.firstIndex { Int64(count) >= $0 ?? .max } ?? levels - 1)) * levels)
      }
      // A bound that is missing is one that nobody reaches.
      let lowest = net.map { $0 ?? .max }
      let asOf = history.asOf.rawValue
      var nets = [Int64](repeating: 0, count: 256)
      var people = [Int](repeating: 0, count: 256)
      for (day, count) in silence.counts.enumerated() { people[Int(byDay[day])] += Int(count) }
      var codes = [UInt8](unsafeUninitializedCapacity: history.customers) { codes, count in
        history.latest.withUnsafeBufferPointer { latest in
          byDay.withUnsafeBufferPointer { byDay in
            for customer in 0..<latest.count {
              let last = latest[customer]
              codes.initializeElement(
                at: customer, to: last == PurchaseHistory.never ? Labelling.none : byDay[Int(asOf &- last)])
            }
          }
        }
        count = history.customers
      }
      let many = purchases.first.flatMap { $0 }.map { $0 > 255 } ?? false
      codes.withUnsafeMutableBufferPointer { codes in
        nets.withUnsafeMutableBufferPointer { nets in
          people.withUnsafeMutableBufferPointer { people in
            fewest.withUnsafeBufferPointer { fewest in
              lowest.withUnsafeBufferPointer { lowest in
                totals.net.withUnsafeBufferPointer { net in
                  totals.purchases.withUnsafeBufferPointer { purchases in
                    totals.people.withUnsafeBufferPointer { members in
                      for row in 0..<members.count {
                        let customer = Int(members[row])
                        let amount = net[row]
                        // Bounds fall: the score is the number of those that are reached.
                        var score = 0
                        for bound in lowest { score &+= amount >= bound ? 1 : 0 }
                        let bought = purchases[row]
                        let frequency =
                          many && bought > 255 ? rank(of: Int64(bought)) * levels : Int(fewest[min(255, Int(bought))])
                        let silent = codes[customer]
                        let code = Int(silent) &+ frequency &+ score
                        codes[customer] = UInt8(truncatingIfNeeded: code)
                        nets[code] &+= amount
                        // Counted by silence above, as one who bought nothing in the window.
                        people[Int(silent)] &-= 1
                        people[code] &+= 1
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
      return (codes, Array(people.prefix(scale.codes)), Array(nets.prefix(scale.codes)))
    }

    private func rank(of count: Int64) -> Int {
      scale.rawValue - 1 - (purchases.firstIndex { count >= $0 ?? .max } ?? scale.rawValue - 1)
    }

    /// The scores with their people, R, F, M, the best score first.
    func steps(people: [Int], nets: [Int64]) -> [Step] {
      Measure.allCases.flatMap { measure -> [Step] in
        let bounds = measure == .recency ? days : measure == .frequency ? purchases : net
        return scale.scores.reversed().enumerated().map { index, score in
          var count = 0
          var sum: Int64 = 0
          for code in 0..<scale.codes {
            let scores = scale.scores(of: code)
            let own = measure == .recency ? scores.r : measure == .frequency ? scores.f : scores.m
            guard own == score else { continue }
            count += people[code]
            sum += nets[code]
          }
          return Step(
            measure: measure, scale: scale, score: score, bound: index < bounds.count ? bounds[index] : nil,
            customers: count, net: sum)
        }
      }
    }
  }
}
