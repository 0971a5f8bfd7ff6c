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
    for customer in 0..<history.customers {
      guard let last = history.purchases(of: customer).last else { continue }
      counts[monthsOf[Int(asOf.rawValue - history.day[last])] - 1] += 1
    }
    while let last = counts.last, last == 0 { counts.removeLast() }
    self.counts = counts
  }
}
