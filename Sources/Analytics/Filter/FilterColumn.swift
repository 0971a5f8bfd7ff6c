import Ledger

/// The figures of a field for all customers.
enum FilterColumn: Sendable {
  /// Counts, minor units, days and yes or no (1 or 0); `none` where there is no figure.
  case integers([Int64])
  /// Shares and other numbers; not-a-number where there is none.
  case numbers([Double])
  /// Texts that repeat; the empty one is none.
  case categories(CategoryColumn)
  /// Texts that hardly repeat; the empty one is none.
  case texts(TextColumn)

  /// What stands for no figure among integers.
  static let none = Int64.min

  /// Integers of all customers by position.
  static func integers(_ count: Int, _ value: (Int) -> Int64?) -> FilterColumn {
    .integers(
      [Int64](unsafeUninitializedCapacity: count) { values, initialized in
        for customer in 0..<count { values[customer] = value(customer) ?? none }
        initialized = count
      })
  }

  /// Numbers of all customers by position.
  static func numbers(_ count: Int, _ value: (Int) -> Double?) -> FilterColumn {
    .numbers(
      [Double](unsafeUninitializedCapacity: count) { values, initialized in
        for customer in 0..<count { values[customer] = value(customer) ?? .nan }
        initialized = count
      })
  }

  /// The text of a customer, blanks at its ends removed; empty for none.
  func text(_ customer: Int) -> String {
    switch self {
    case .categories(let column): FilterText.trimmed(column[customer])
    case .texts(let column): FilterText.trimmed(column[customer])
    case .integers, .numbers: ""
    }
  }
}

/// A set of customers, one bit each.
struct CustomerSet: Sendable, Equatable {
  private(set) var words: [UInt64]
  let count: Int

  /// Nobody of `count` customers.
  init(count: Int) {
    self.count = count
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  /// Whoever answers, asked in order. `isIn` must not be called again for the same customer.
  @inline(__always)
  init(count: Int, where isIn: (Int) -> Bool) {
    self.count = count
    words = [UInt64](unsafeUninitializedCapacity: (count + 63) / 64) { words, initialized in
      var customer = 0
      for word in 0..<(count + 63) / 64 {
        var bits: UInt64 = 0
        let end = min(64, count - customer)
        for bit in 0..<end {
          bits |= (isIn(customer) ? 1 : 0) &<< UInt64(truncatingIfNeeded: bit)
          customer &+= 1
        }
        words[word] = bits
      }
      initialized = (count + 63) / 64
    }
  }

  mutating func insert(_ customer: Int) { words[customer >> 6] |= 1 << UInt64(customer & 63) }

  func contains(_ customer: Int) -> Bool { words[customer >> 6] & (1 << UInt64(customer & 63)) != 0 }

  mutating func formIntersection(_ other: CustomerSet) {
    for word in words.indices { words[word] &= other.words[word] }
  }

  mutating func formUnion(_ other: CustomerSet) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  mutating func subtract(_ other: CustomerSet) {
    for word in words.indices { words[word] &= ~other.words[word] }
  }

  /// Whether there is nobody.
  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many they are.
  var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Their positions, rising.
  var members: [Int32] {
    var members: [Int32] = []
    members.reserveCapacity(population)
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        members.append(Int32(truncatingIfNeeded: index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return members
  }
}
