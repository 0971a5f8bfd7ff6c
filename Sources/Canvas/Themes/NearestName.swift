/// The name that somebody probably meant.
enum NearestName {
  /// The nearest of the candidates by edit distance, or nil where none is close (more than a third of the letters and
  /// more than two differ).
  static func of(_ word: String, among candidates: [String]) -> String? {
    let letters = Array(word.lowercased())
    var best: (name: String, distance: Int)?
    for name in candidates {
      let distance = editDistance(letters, Array(name.lowercased()))
      if distance < best?.distance ?? Int.max { best = (name, distance) }
    }
    guard let best, best.distance <= max(2, letters.count / 3) else { return nil }
    return best.name
  }

  /// Insertions, deletions and substitutions that lead from one word to the other (Levenshtein).
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
