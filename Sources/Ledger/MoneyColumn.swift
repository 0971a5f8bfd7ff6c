/// A column of amounts in minor units that takes 4 bytes a value while all of them fit, and 8 bytes otherwise.
///
/// A column in which every amount is zero (a shop without discounts) takes none at all.
/// Complexity: access by position is O(1).
public enum MoneyColumn: Sendable {
  /// `count` zeros.
  case zeros(count: Int)
  /// Amounts that all fit 32 bits.
  case narrow([Int32])
  /// Amounts of which at least one does not.
  case wide([Int64])

  /// Number of amounts.
  @inlinable
  public var count: Int {
    switch self {
    case .zeros(let count): return count
    case .narrow(let values): return values.count
    case .wide(let values): return values.count
    }
  }

  /// The amount at a position, in minor units.
  @inlinable
  public subscript(position: Int) -> Int64 {
    switch self {
    case .zeros: return 0
    case .narrow(let values): return Int64(values[position])
    case .wide(let values): return values[position]
    }
  }

  /// Sum of the amounts at a range of positions.
  @inlinable
  public func sum(_ range: Range<Int>) -> Int64 {
    switch self {
    case .zeros: return 0
    case .narrow(let values):
      var sum: Int64 = 0
      for position in range { sum += Int64(values[position]) }
      return sum
    case .wide(let values):
      var sum: Int64 = 0
      for position in range { sum += values[position] }
      return sum
    }
  }

  /// Sum of all amounts without their signs, which 64 bits need not hold.
  var total128: Int128 {
    switch self {
    case .zeros: return 0
    case .narrow(let values): return values.reduce(0) { $0 + Int128($1.magnitude) }
    case .wide(let values): return values.reduce(0) { $0 + Int128($1.magnitude) }
    }
  }

  /// Sum of all amounts.
  public var total: Int64 { sum(0..<count) }

  /// The narrowest column that holds these amounts.
  public init(_ amounts: [Int64]) {
    if amounts.allSatisfy({ $0 == 0 }) {
      self = .zeros(count: amounts.count)
    } else if amounts.allSatisfy({ $0 >= Int64(Int32.min) && $0 <= Int64(Int32.max) }) {
      self = .narrow(amounts.map { Int32($0) })
    } else {
      self = .wide(amounts)
    }
  }

  /// Changes one amount, widening the column where it must.
  ///
  /// Complexity: O(1), but O(n) the first time a column of zeros or of narrow amounts has to grow.
  public mutating func set(_ amount: Int64, at position: Int) {
    switch self {
    case .zeros(let count):
      guard amount != 0 else { return }
      self = .narrow(Array(repeating: 0, count: count))
      set(amount, at: position)
    case .narrow(var values):
      self = .zeros(count: 0)
      if let narrow = Int32(exactly: amount) {
        values[position] = narrow
        self = .narrow(values)
      } else {
        var wide = values.map { Int64($0) }
        wide[position] = amount
        self = .wide(wide)
      }
    case .wide(var values):
      self = .zeros(count: 0)
      values[position] = amount
      self = .wide(values)
    }
  }
}
