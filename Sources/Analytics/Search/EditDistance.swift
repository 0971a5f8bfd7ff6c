/// The number of typing mistakes between two words: Damerau and Levenshtein's distance.
///
/// A letter too many, one too few, a wrong one, and two neighbours in the wrong order count 1 each, also where something
/// was inserted between the neighbours. Source: Lowrance and Wagner, "An Extension of the String-to-String Correction
/// Problem", 1975.
enum EditDistance {
  /// Whether two words differ by at most `limit` mistakes. Complexity: O(length × length).
  static func isWithin(_ limit: Int, _ left: [UInt32], _ right: [UInt32]) -> Bool {
    guard abs(left.count - right.count) <= limit else { return false }
    let width = right.count + 2
    let far = left.count + right.count
    var cells = Array(repeating: 0, count: (left.count + 2) * width)
    return cells.withUnsafeMutableBufferPointer { cells in
      // Row and column 0 are a border of large numbers, row and column 1 stand for no letters at all.
      cells[0] = far
      for row in 0...left.count {
        cells[(row + 1) * width] = far
        cells[(row + 1) * width + 1] = row
      }
      for column in 0...right.count {
        cells[column + 1] = far
        cells[width + column + 1] = column
      }
      for row in 1..<left.count + 1 {
        var lastSame = 0
        var lowest = row
        for column in 1..<right.count + 1 {
          // The last earlier place on the left that holds this letter of the right.
          var place = row - 1
          while place > 0, left[place - 1] != right[column - 1] { place -= 1 }
          let isSame = left[row - 1] == right[column - 1]
          let swapped = cells[place * width + lastSame] + (row - place - 1) + 1 + (column - lastSame - 1)
          let changed = cells[row * width + column] + (isSame ? 0 : 1)
          let added = cells[(row + 1) * width + column] + 1
          let removed = cells[row * width + column + 1] + 1
          let value = min(min(changed, swapped), min(added, removed))
          if isSame { lastSame = column }
          cells[(row + 1) * width + column + 1] = value
          lowest = min(lowest, value)
        }
        // A swap may reach back over a row or more; so only what is clearly too far ends the work early.
        if lowest > 2 * limit + 1 { return false }
      }
      return cells[(left.count + 1) * width + right.count + 1] <= limit
    }
  }
}
