/// Sets that are only ever united: which of some numbers belong together.
///
/// Complexity: near O(1) a step (union by size, paths halved).
struct UnionFind {
  private var parents: [UInt32]
  private var sizes: [UInt32]

  /// `count` numbers, each alone.
  init(_ count: Int) {
    parents = (0..<UInt32(count)).map { $0 }
    sizes = Array(repeating: 1, count: count)
  }

  /// The number that stands for the set of another.
  mutating func root(_ number: Int) -> Int {
    var at = number
    while Int(parents[at]) != at {
      parents[at] = parents[Int(parents[at])]
      at = Int(parents[at])
    }
    return at
  }

  /// Unites the sets of two numbers.
  mutating func unite(_ left: Int, _ right: Int) {
    var large = root(left)
    var small = root(right)
    guard large != small else { return }
    if sizes[large] < sizes[small] { swap(&large, &small) }
    parents[small] = UInt32(large)
    sizes[large] += sizes[small]
  }
}
