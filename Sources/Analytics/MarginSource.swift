import Ledger

/// Where margins come from. A cost that the file knows wins over an assumed share.
public enum MarginSource: Hashable, Sendable {
  /// No cost and no assumption: margins do not exist.
  case unknown
  /// Cost of goods from the file.
  case cost
  /// A share of net, in hundredths of a percent.
  case assumed(Int)

  init(_ ledger: Ledger, _ settings: AnalyticsSettings) {
    if ledger.lines.hasCost {
      self = .cost
    } else if let share = settings.assumedMargin {
      self = .assumed(share)
    } else {
      self = .unknown
    }
  }

  /// What has to be said beside every margin: `margin assumed 40%`; `nil` where the file knows the cost or nothing does.
  public var note: String? {
    guard case .assumed(let share) = self else { return nil }
    return "margin assumed \(AnalyticsSettings.percent(share))"
  }
}

extension Ledger {
  /// Cost of the goods of an order that stayed with the customer, in minor units.
  ///
  /// The cost of a line comes back with its refund in proportion, refund ÷ (gross − discount), rounded half away from
  /// zero: goods given back are goods again. Complexity: O(lines of the order).
  public func costKept(_ order: Int) -> Int64 {
    var cost: Int64 = 0
    for line in orders.lines(of: order) {
      cost += Ledger.costKept(
        cost: lines.cost[line], refund: lines.refund[line], paid: lines.gross[line] - lines.discount[line])
    }
    return cost
  }

  static func costKept(cost: Int64, refund: Int64, paid: Int64) -> Int64 {
    guard cost != 0, refund > 0, paid > 0 else { return cost }
    guard refund < paid else { return 0 }
    // 128 bits: a cost and a refund of ten digits each would not fit a product of 64.
    let product = Int128(cost) * Int128(refund)
    let half = Int128(paid) / 2
    return cost - Int64(truncatingIfNeeded: (product + (product < 0 ? -half : half)) / Int128(paid))
  }
}
