import Ledger

/// Stretches of days without a single order: a shop that was closed, or an export with a hole in it.
///
/// A stretch is unusual where it is longer than 99 of 100 pairs of neighbouring order days are apart, and at least three
/// days. Complexity: O(orders + days).
public struct OrderGaps: Sendable {
  /// A stretch of days without an order.
  public struct Gap: Sendable, Equatable {
    /// The first day without an order.
    public let first: Day
    /// The last day without an order.
    public let last: Day
    /// Number of days.
    public var days: Int { last - first + 1 }
  }

  /// All stretches of days without an order up to the as-of day, in time order.
  public let all: [Gap]
  /// Days without an order that are usual between two days with one: 99 of 100 pairs have no more.
  public let usual: Int

  /// Looks at the days of all orders, of any status, up to `asOf`.
  public init(_ ledger: Ledger, asOf: Day) {
    guard let first = ledger.firstDay, first <= asOf else {
      (all, usual) = ([], 0)
      return
    }
    let span = asOf - first + 1
    var isOpen = [Bool](repeating: false, count: span)
    for day in ledger.orders.day {
      let offset = Int(day) - Int(first.rawValue)
      if offset >= 0, offset < span { isOpen[offset] = true }
    }
    var gaps: [Gap] = []
    var lengths: [Int] = []
    var last = 0
    for day in 1..<max(1, span) where isOpen[day] || day == span - 1 {
      let end = isOpen[day] ? day - 1 : day
      if isOpen[day] { lengths.append(end - last) }
      if end > last { gaps.append(Gap(first: first.adding(days: last + 1), last: first.adding(days: end))) }
      last = day
    }
    all = gaps
    lengths.sort()
    usual = lengths.isEmpty ? 0 : lengths[min(lengths.count - 1, lengths.count * 99 / 100)]
  }

  /// The longest stretch, the earliest of equally long ones.
  public var longest: Gap? { all.max { ($0.days, $1.first) < ($1.days, $0.first) } }

  /// The stretches longer than usual, at least three days, the longest first.
  public var unusual: [Gap] {
    all.filter { $0.days > max(usual, 2) }.sorted { ($1.days, $0.first) < ($0.days, $1.first) }
  }
}
