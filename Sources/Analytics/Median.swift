import Ledger

/// The median of many amounts without sorting them all.
enum Median {
  /// The median, of an even number of amounts the mean of the middle two rounded half away from zero; `nil` of none.
  ///
  /// The amounts are rearranged. Complexity: O(n) on average; equal amounts do not slow it down.
  static func of(_ amounts: UnsafeMutableBufferPointer<Int64>) -> Int64? {
    let count = amounts.count
    guard count > 0 else { return nil }
    let upper = select(count / 2, amounts)
    guard count % 2 == 0 else { return upper }
    var lower = amounts[0]
    for index in 0..<(count / 2) where amounts[index] > lower { lower = amounts[index] }
    return Money.rounded(lower + upper, 2)
  }

  /// Puts the amount of a rank into its place, with none greater before it, and returns it (Hoare's quickselect).
  private static func select(_ rank: Int, _ amounts: UnsafeMutableBufferPointer<Int64>) -> Int64 {
    var low = 0
    var high = amounts.count - 1
    while low < high {
      let pivot = middle(amounts[low], amounts[low + (high - low) / 2], amounts[high])
      var left = low
      var right = high
      while left <= right {
        while amounts[left] < pivot { left += 1 }
        while amounts[right] > pivot { right -= 1 }
        guard left <= right else { break }
        amounts.swapAt(left, right)
        left += 1
        right -= 1
      }
      if rank <= right { high = right } else if rank >= left { low = left } else { break }
    }
    return amounts[rank]
  }

  private static func middle(_ a: Int64, _ b: Int64, _ c: Int64) -> Int64 { max(min(a, b), min(max(a, b), c)) }
}
