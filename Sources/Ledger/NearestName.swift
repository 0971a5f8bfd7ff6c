/// The name that somebody probably meant: what messages about unknown panels, fields, settings and columns suggest.
public enum NearestName {
  /// The candidate closest to a word by edit distance, or `nil` where none is close.
  ///
  /// Close means: at most a third of the word's letters differ, or two where that is more. A candidate that begins with
  /// the word, or whose last part after a dot equals it (`window` for `deciles.window`), is close at any length.
  /// Upper and lower case are the same. Of equally close candidates the first wins.
  ///
  /// Complexity: O(candidates · letters²).
  public static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased())
    guard !letters.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    var longer: String?
    for name in candidates {
      let lower = name.lowercased()
      let distance = editDistance(letters, Array(lower))
      if distance < best?.distance ?? Int.max { best = (name, distance) }
      if longer == nil, letters.count > 1,
        lower.hasPrefix(word.lowercased()) || lower.hasSuffix("." + word.lowercased())
      {
        longer = name
      }
    }
    if let best, best.distance <= min(letters.count - 1, max(2, letters.count / 3)) { return best.name }
    return longer
  }

  /// The rest of a message about an unknown name: `; the nearest is 'deciles'`, or empty where nothing is near.
  public static func hint(_ word: String, among candidates: some Sequence<String>) -> String {
    of(word, among: candidates).map { "; the nearest is '\($0)'" } ?? ""
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from one word to the other.
  ///
  /// The optimal string alignment distance (Damerau 1964), so that `dceiles` is one step from `deciles`.
  public static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var next = [i + 1]
      next.reserveCapacity(right.count + 1)
      for (j, other) in right.enumerated() {
        var distance = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[j - 1], other == left[i - 1] { distance = min(distance, before[j - 1] + 1) }
        next.append(distance)
      }
      before = row
      row = next
    }
    return row[right.count]
  }
}
