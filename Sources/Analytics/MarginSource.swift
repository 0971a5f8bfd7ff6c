import Ledger

/// Where margins come from (DEFINITIONS part A, "margin").
///
/// The cost of a line that a file knows wins. A line whose cost is not known takes the assumed share of its net where
/// one is set (`margin.assumed`), else it has no margin. Refunds that found no order have no goods that came back: they
/// count in full, or by the assumed share where one is set.
public struct MarginSource: Hashable, Sendable {
  /// Which lines have a cost of their own.
  public enum Costs: Hashable, Sendable {
    /// None.
    case none
    /// Some.
    case some
    /// All.
    case all
  }

  /// Which lines have a cost of their own.
  public let costs: Costs
  /// The margin of lines without a cost, in hundredths of a percent of net; `nil`: they have none.
  public let assumed: Int?

  init(_ ledger: Ledger, _ settings: AnalyticsSettings) {
    costs = !ledger.lines.hasCost ? .none : ledger.lines.isCostKnown.isEmpty ? .all : .some
    assumed = settings.assumedMargin
  }

  /// Whether any line has a margin.
  public var exists: Bool { costs != .none || assumed != nil }

  /// Whether the net of some people may be of lines without a margin.
  public var hasGaps: Bool { costs == .some && assumed == nil }

  /// Whether the net whose cost is known has to be told from the other.
  var isMixed: Bool { costs == .some || (costs == .all && assumed != nil) }

  /// What has to be said beside every margin where no file knows a cost: `margin assumed 40%`.
  public var note: String? {
    guard costs == .none else { return nil }
    return assumed.map { "margin assumed \(AnalyticsSettings.percent($0))" }
  }

  /// What has to be said of a margin of which a part of the net has a cost; `nil` where all of it has.
  func note(known: Int64, of net: Int64) -> String? {
    guard isMixed, known != net else { return note }
    let rest = assumed.map { ", margin of the rest assumed \(AnalyticsSettings.percent($0))" } ?? ""
    guard net > 0, known >= 0, known <= net else { return "cost not known for all of net" + rest }
    // Never 100 % where something is missing, never 0 % where something is known.
    let tenths = Int(Int128(known) * 1_000 / Int128(net))
    let share =
      known > 0 && tenths == 0 ? "<0.1" : tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    return "cost known for \(share)% of net" + rest
  }
}

/// The margin of an order, and the part of its net whose cost is known.
struct OrderMargin {
  var margin: Int64 = 0
  var knownNet: Int64 = 0
}

extension Ledger {
  /// Cost of the goods of an order that stayed with the customer, in minor units, as far as it is known.
  ///
  /// The cost of a line comes back with its refund in proportion, refund ÷ (gross − discount), rounded half away from
  /// zero: goods given back are goods again. Complexity: O(lines of the order).
  public func costKept(_ order: Int) -> Int64 {
    var cost: Int64 = 0
    for line in orders.lines(of: order) { cost += costKept(line: line) }
    return cost
  }

  private func costKept(line: Int) -> Int64 {
    Ledger.costKept(
      cost: lines.cost[line], refund: lines.refund[line], paid: lines.gross[line] - lines.discount[line])
  }

  static func costKept(cost: Int64, refund: Int64, paid: Int64) -> Int64 {
    guard cost != 0, refund > 0, paid > 0 else { return cost }
    guard refund < paid else { return 0 }
    // 128 bits: a cost and a refund of ten digits each would not fit a product of 64.
    let product = Int128(cost) * Int128(refund)
    let half = Int128(paid) / 2
    return cost - Int64(truncatingIfNeeded: (product + (product < 0 ? -half : half)) / Int128(paid))
  }

  /// Margin of every order, in minor units; empty where no line has one. An order that may not count has 0.
  func orderMargins(_ source: MarginSource) -> [Int64] {
    switch (source.costs, source.assumed) {
    case (.none, nil): return []
    case (.none, let share?): return (0..<orders.count).map { Ledger.share(share, of: orders.net($0)) }
    case (.all, nil): return (0..<orders.count).map { orders.counts($0) ? orders.net($0) - costKept($0) : 0 }
    default: return (0..<orders.count).map { mixedMargin($0, source).margin }
    }
  }

  /// The part of every order's net whose cost is known, in minor units; empty where that need not be told.
  func orderKnownNets(_ source: MarginSource) -> [Int64] {
    source.isMixed ? (0..<orders.count).map { mixedMargin($0, source).knownNet } : []
  }

  /// Margin of one order, in minor units, 0 for one that may not count; `nil` where it has none.
  public func margin(of order: Int, _ source: MarginSource) -> Int64? {
    guard source.exists else { return nil }
    guard orders.counts(order) else { return 0 }
    if source.costs == .none { return source.assumed.map { Ledger.share($0, of: orders.net(order)) } }
    let parts = mixedMargin(order, source)
    guard source.hasGaps else { return parts.margin }
    return MarginSource.exists(margin: parts.margin, knownNet: parts.knownNet, net: orders.net(order))
      ? parts.margin : nil
  }

  /// The margin of an order line by line: by its cost, else by the assumed share, rounded once for the whole order.
  private func mixedMargin(_ order: Int, _ source: MarginSource) -> OrderMargin {
    guard orders.counts(order) else { return OrderMargin() }
    let isLoose = orders.status[order] == OrderStatus.refundOnly.rawValue
    if isLoose, let share = source.assumed { return OrderMargin(margin: Ledger.share(share, of: orders.net(order))) }
    var parts = OrderMargin()
    for line in orders.lines(of: order) where isLoose || lines.knowsCost(line) {
      let net = lines.net(line)
      parts.knownNet += net
      parts.margin += net - costKept(line: line)
    }
    if let share = source.assumed { parts.margin += Ledger.share(share, of: orders.net(order) - parts.knownNet) }
    return parts
  }

  private static func share(_ share: Int, of net: Int64) -> Int64 {
    let product = Int128(net) * Int128(share)
    return Int64(truncatingIfNeeded: (product + (product < 0 ? -5_000 : 5_000)) / 10_000)
  }
}

extension MarginSource {
  /// Whether a sum of margins stands for anything: a part of the net has a known cost, or nothing is missing.
  @inline(__always)
  static func exists(margin: Int64, knownNet: Int64, net: Int64) -> Bool {
    knownNet != 0 || margin != 0 || knownNet == net
  }
}
