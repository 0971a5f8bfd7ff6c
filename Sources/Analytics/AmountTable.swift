/// Amounts counted by size, so that a rank is found without sorting them.
///
/// Amounts from 0 to 32,767 have a place each; larger ones share a place where their first fifteen binary digits are the
/// same, and everything below zero has the first. Places rise with the amounts. Complexity: O(n).
struct AmountTable {
  /// How many amounts have each place.
  private(set) var counts = [UInt32](repeating: 0, count: places)
  /// The highest place that is taken.
  private(set) var highest = 0
  /// Number of amounts.
  let total: Int
  private let amounts: [Int64]

  /// How many places there are.
  static let places = 1 + 50 << 14
  /// The place of nothing.
  static let zero = 1

  init(_ amounts: [Int64]) {
    self.amounts = amounts
    total = amounts.count
    var highest = 0
    amounts.withUnsafeBufferPointer { amounts in
      counts.withUnsafeMutableBufferPointer { counts in
        for amount in amounts {
          let place = AmountTable.place(amount)
          counts[place] &+= 1
          highest = max(highest, place)
        }
      }
    }
    self.highest = highest
  }

  @inline(__always)
  static func place(_ amount: Int64) -> Int {
    if amount < 0 { return 0 }
    let digits = 64 &- amount.leadingZeroBitCount
    if digits <= 15 { return Int(amount) &+ 1 }
    let beyond = digits &- 15
    return beyond << 14 &+ Int(truncatingIfNeeded: amount &>> Int64(beyond)) &+ 1
  }

  /// Whether all amounts of a place are the same.
  @inline(__always)
  static func isExact(_ place: Int) -> Bool { place > 0 && place <= 1 << 15 }

  /// The amount at a rank, counted from 0 for the smallest; 0 where there is none.
  ///
  /// Complexity: O(n), the amounts of one place being sorted.
  func amount(at rank: Int) -> Int64 {
    var rest = rank
    var place = 0
    while place <= highest, rest >= Int(counts[place]) {
      rest -= Int(counts[place])
      place += 1
    }
    guard rest >= 0, place <= highest else { return 0 }
    if AmountTable.isExact(place) { return Int64(place - 1) }
    return amounts.filter { AmountTable.place($0) == place }.sorted()[rest]
  }
}
