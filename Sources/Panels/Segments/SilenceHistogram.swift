import Analytics
import Ledger

/// How many people have been silent for how many calendar months, by the same k as the stages of the life cycle.
///
/// Complexity: O(customers + days of the file).
struct SilenceHistogram: Finding {
  /// People per k, k = 1 first.
  let counts: [Int]

  static func find(in findings: Findings) -> SilenceHistogram { SilenceHistogram(findings(PurchaseHistory.self)) }

  init(_ history: PurchaseHistory) {
    let asOf = history.asOf
    var monthsOf: [Int] = []
    var months = 1
    for days in 0...max(0, history.span) {
      let day = asOf.adding(days: -days)
      while day.adding(months: months) < asOf { months += 1 }
      monthsOf.append(months)
    }
    var counts = [Int](repeating: 0, count: months)
    // By days first: a place a day is found without a look-up per person.
    var silent = [Int](repeating: 0, count: monthsOf.count)
    history.latest.withUnsafeBufferPointer { latest in
      for last in latest where last != PurchaseHistory.never { silent[Int(asOf.rawValue &- last)] += 1 }
    }
    for (days, people) in silent.enumerated() { counts[monthsOf[days] - 1] += people }
    while let last = counts.last, last == 0 { counts.removeLast() }
    self.counts = counts
  }
}
