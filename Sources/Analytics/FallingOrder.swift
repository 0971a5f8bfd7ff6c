import Ledger

/// Rows by falling amount, equal amounts by rising key: the first hundreds at once, the others when one is asked for.
///
/// A screen shows a few dozen of a million rows, and a step to another day must not wait for the order of the others.
/// Complexity: O(rows) for the first ones; the whole order O(rows) per 11 bits in which the amounts differ.
public final class FallingOrder: Sendable {
  /// How many rows there are.
  public let count: Int

  private let head: [Int32]
  private let makeAll: @Sendable () -> [Int32]
  private let all = Once<[Int32]>()

  /// How many rows are ordered at once, at least.
  private static let shown = 256
  /// So many rows are not worth a head.
  private static let few = 4_096

  /// The order of amounts.
  ///
  /// - Parameters:
  ///   - count: How many rows there are.
  ///   - amounts: An amount for each place; a row is named by its place here.
  ///   - person: The customer of a row, whose key decides between equal amounts.
  ///   - isIn: Whether a place holds a row.
  ///   - all: All rows in order.
  public init(
    count: Int, amounts: [Int64], keys: TextColumn, person: (Int32) -> Int, isIn: (Int32) -> Bool,
    all: @escaping @Sendable () -> [Int32]
  ) {
    self.count = count
    makeAll = all
    head =
      count > FallingOrder.few
      ? FallingOrder.head(amounts).filter(isIn).sorted { left, right in
        let (one, other) = (amounts[Int(left)], amounts[Int(right)])
        return one == other ? keys.precedes(person(left), person(right)) : one > other
      } : []
  }

  /// The row at a place of the order.
  public subscript(place: Int) -> Int32 { place < head.count ? head[place] : rows[place] }

  /// All rows in order.
  public var rows: [Int32] { all.value { makeAll() } }

  /// The place of the first row that answers a question; the first rows are asked first.
  public func firstIndex(where answers: (Int32) -> Bool) -> Int? {
    head.firstIndex(where: answers) ?? rows.firstIndex(where: answers)
  }

  /// The places of all amounts from the one at about the rank of ``shown`` on; none where too many are equal to it.
  private static func head(_ amounts: [Int64]) -> [Int32] {
    amounts.withUnsafeBufferPointer { amounts in
      let rank = max(0, amounts.count - shown)
      let bound = OrderStatistic.amounts(at: [rank], of: amounts)[0]
      var rows: [Int32] = []
      for place in amounts.indices where amounts[place] >= bound {
        rows.append(Int32(truncatingIfNeeded: place))
        if rows.count > 8 * few { return [] }
      }
      return rows
    }
  }
}

extension OrderStatistic {
  /// The amounts at some ranks, counted from 0 for the smallest, of at least one amount.
  ///
  /// The ranks share the passes over all amounts; only the amounts near each of them are looked at again.
  /// Complexity: O(n).
  static func amounts(at ranks: [Int], of amounts: UnsafeBufferPointer<Int64>) -> [Int64] {
    var (low, high) = (Int64.max, Int64.min)
    for amount in amounts {
      low = min(low, amount)
      high = max(high, amount)
    }
    guard low < high else { return ranks.map { _ in low } }
    let shift = UInt64(max(0, 64 - UInt64(bitPattern: high &- low).leadingZeroBitCount - 12))
    var counts = [UInt32](repeating: 0, count: 4_096)
    counts.withUnsafeMutableBufferPointer { counts in
      for amount in amounts { counts[Int(truncatingIfNeeded: UInt64(bitPattern: amount &- low) &>> shift)] &+= 1 }
    }
    return ranks.map { rank in
      var (bin, below) = (0, 0)
      while below + Int(counts[bin]) <= rank {
        below += Int(counts[bin])
        bin += 1
      }
      let start = UInt64(bin) << shift
      guard shift > 0, counts[bin] > 1 else {
        guard shift > 0 else { return low &+ Int64(bitPattern: start) }
        for amount in amounts where UInt64(bitPattern: amount &- low) &>> shift == UInt64(bin) { return amount }
        return low
      }
      var near: [UInt64] = []
      near.reserveCapacity(Int(counts[bin]))
      for amount in amounts {
        let key = UInt64(bitPattern: amount &- low)
        if key &>> shift == UInt64(bin) { near.append(key) }
      }
      return low &+ Int64(bitPattern: value(at: rank - below, of: near))
    }
  }
}

/// The amounts at some ranks.
public enum OrderedAmounts {
  /// The amounts at some ranks, counted from 0 for the smallest, of at least one amount. Complexity: O(n).
  public static func at(_ ranks: [Int], of amounts: [Int64]) -> [Int64] {
    amounts.withUnsafeBufferPointer { OrderStatistic.amounts(at: ranks, of: $0) }
  }
}
