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
    let ranking = findings(CustomerRanking.self)
    var bins = [Int](repeating: 0, count: Int(end / step) + 1)
    var grid = [[Int]](repeating: [0, 0, 0], count: ChurnState.allCases.count)
    let people = ranking.order.count
    for (place, customer) in ranking.order.enumerated() {
      guard let rhythm = list.rhythm(of: Int(customer)) else { continue }
      bins[min(bins.count - 1, Int(min(end, rhythm.ratio) / step))] += 1
      let band = place * 10 < people ? 0 : place * 2 < people ? 1 : 2
      grid[ChurnState.allCases.firstIndex(of: rhythm.state) ?? 0][band] += 1
    }
    return RatioHistogram(bins: bins, grid: grid)
  }
}
