import Ledger

/// How unevenly a window's revenue is spread over people: the Pareto line (DEFINITIONS B.6, "Lines").
///
/// People are ranked by falling amount. Shares are of the sum of all amounts, those of zero or less included, so that
/// the cumulative share may pass 100 % before the people who were refunded more than they paid.
public struct Pareto: Sendable {
  /// A point of the cumulative curve.
  public struct Point: Hashable, Sendable {
    /// Share of people, the best first, 0 to 1.
    public let people: Double
    /// Share of the sum that they bring.
    public let share: Double
  }

  /// People ranked.
  public let customers: Int
  /// Sum of their amounts.
  public let total: Int64
  /// Share of the first ⌊N/5⌋ people; `nil` for fewer than five people and where the sum is not positive.
  public let top20Share: Double?
  /// The smallest number of people who bring 80 % of the sum; `nil` where the sum is not positive.
  public let customersFor80: Int?
  /// Those people as a share of all.
  public let shareFor80: Double?
  /// Gini coefficient, 0 (all bring the same) to 1; amounts of zero or less count as zero; `nil` without any above.
  ///
  /// G = Σ (2i − n − 1)·xᵢ / (n·Σ xᵢ) over rising x, i from 1. Computed in whole numbers up to the division.
  public let gini: Double?
  /// The cumulative curve from (0, 0) to (1, 1), at most 200 points; empty where the sum is not positive.
  public let curve: [Point]
  /// The Lorenz curve from (0, 0) to (1, 1): what the poorest share of people brings, at most 200 points.
  ///
  /// As in the Gini coefficient amounts of zero or less count as zero: twice the area between this curve and the
  /// diagonal is the coefficient. Empty where nobody has an amount above zero.
  public let lorenz: [Point]

  /// The line of a window of a history: `pareto.window`, by net.
  public init(_ history: PurchaseHistory, _ question: Question) {
    self = history.pareto(question.window(question.settings.paretoWindow), by: .net)
  }

  /// The line of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The line of amounts in falling order. Complexity: O(n).
  init(falling amounts: [Int64]) {
    let count = amounts.count
    var sum: Int64 = 0
    var positive: Int64 = 0
    var weighted: Int128 = 0
    amounts.withUnsafeBufferPointer { amounts in
      for (position, amount) in amounts.enumerated() {
        sum += amount
        guard amount > 0 else { continue }
        positive += amount
        // 128 bits: a sum of minor units times a number of people may pass 64.
        let (high, low) = amount.multipliedFullWidth(by: Int64(count &- 1 &- 2 &* position))
        weighted &+= Int128(high) &<< 64 | Int128(low)
      }
    }
    customers = count
    total = sum
    gini = positive > 0 ? Double(weighted) / (Double(count) * Double(positive)) : nil
    lorenz = positive > 0 ? Pareto.lorenz(falling: amounts, positive: positive) : []
    guard sum > 0 else {
      top20Share = nil
      customersFor80 = nil
      shareFor80 = nil
      curve = []
      return
    }
    let steps = min(count, 199)
    var curve = [Point(people: 0, share: 0)]
    var step = 1
    var cumulative: Int64 = 0
    var top20: Double?
    var for80: Int?
    let least = Int64(truncatingIfNeeded: (Int128(sum) * 4 + 4) / 5)
    var next = count / steps
    amounts.withUnsafeBufferPointer { amounts in
      for (position, amount) in amounts.enumerated() {
        cumulative += amount
        if for80 == nil, cumulative >= least { for80 = position + 1 }
        if position + 1 == count / 5 { top20 = Double(cumulative) / Double(sum) }
        if position + 1 == next {
          curve.append(Point(people: Double(position + 1) / Double(count), share: Double(cumulative) / Double(sum)))
          step += 1
          next = step * count / steps
        }
      }
    }
    top20Share = top20
    customersFor80 = for80
    shareFor80 = for80.map { Double($0) / Double(count) }
    self.curve = curve
  }

  /// The points of the Lorenz curve, which is the cumulative curve of falling amounts seen from its other end.
  private static func lorenz(falling amounts: [Int64], positive: Int64) -> [Point] {
    let count = amounts.count
    let steps = min(count, 199)
    var points = [Point(people: 1, share: 1)]
    var step = 1
    var above: Int64 = 0
    var next = count / steps
    amounts.withUnsafeBufferPointer { amounts in
      for (position, amount) in amounts.enumerated() {
        above += max(0, amount)
        guard position + 1 == next else { continue }
        points.append(
          Point(
            people: Double(count - position - 1) / Double(count), share: Double(positive - above) / Double(positive)))
        step += 1
        next = step * count / steps
      }
    }
    return points.reversed()
  }
}

extension Ranking {
  /// The amount whose falling key this is.
  static func amount(ofFallingKey key: UInt64) -> Int64 { Int64(bitPattern: ~key ^ (1 << 63)) }
}
