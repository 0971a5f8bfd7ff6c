import Analytics
import Ledger

/// Everybody with a rhythm by days since ÷ usual interval, and by state and what they have brought.
///
/// Complexity: O(customers).
struct RatioHistogram: Finding {
  /// Width of a bin.
  static let step = 0.25
  /// The last bin takes everything from here on.
  static let end = 4.0
  /// People per bin of ``step``, from 0; the last one is open.
  let bins: [Int]
  /// People per state (on time, due, at risk, lost) and band of value (best tenth, next 40 %, rest).
  let grid: [[Int]]

  static func find(in findings: Findings) -> RatioHistogram {
    let list = findings(ChurnList.self)
    let net = findings(PurchaseHistory.self).netToDate
    let ranking = findings(CustomerRanking.self)
    var grid = [[Int]](repeating: [0, 0, 0], count: ChurnState.allCases.count)
    if ranking.count > 0 {
      var counts = [Int](repeating: 0, count: 3 * grid.count)
      let bounds = ranking.beginnings([(ranking.count + 9) / 10, (ranking.count + 1) / 2])
      let (best, upper) = (bounds[0], bounds[1])
      let codes = list.stateCodes
      for customer in codes.indices where codes[customer] != Labelling.none {
        let amount = net[customer]
        let band = best.holds(customer, net: amount) ? 0 : upper.holds(customer, net: amount) ? 1 : 2
        counts[3 * Int(codes[customer]) + band] += 1
      }
      grid = grid.indices.map { Array(counts[(3 * $0)..<(3 * $0 + 3)]) }
    }
    return RatioHistogram(bins: list.rhythm.ratioCounts(step: step, end: end), grid: grid)
  }
}
