/// Every panel there is: screen, `print`, the list of panels and the number keys all come from this list.
public enum PanelRegistry {
  /// The panels, in the order in which they are listed.
  public static let all: [Panel] = [
    .funnel,
    .lifecycle,
    .stages,
    .grid,
    .rfm,
    .rfmScores,
    .switchboard,
    .savedSegments,
    .deciles,
    .slices,
    .pareto,
    .quadrants,
    .tiers,
    .value,
    .priceOnly,
    .discounts,
    .churn,
    .customers,
    .movement,
    .migration,
    .periods,
    .cohorts,
    .intervals,
    .observedValue,
    .importReport,
    .files,
    .repairs,
    .reconciliation,
    .gaps,
    .people,
  ]

  /// The panel with this name.
  public static func panel(_ id: String) -> Panel? { all.first { $0.id == id } }

  /// The name of a panel most like this one, for "did you mean"; `nil` where none is near.
  ///
  /// Names that begin with it come first, then those within a third of its length in Levenshtein steps.
  public static func nearest(to id: String) -> String? {
    let wanted = id.lowercased()
    guard !wanted.isEmpty else { return nil }
    if let begun = all.first(where: { $0.id.hasPrefix(wanted) || $0.title.lowercased().hasPrefix(wanted) }) {
      return begun.id
    }
    let near = all.map { (id: $0.id, steps: steps(Array(wanted.utf8), Array($0.id.utf8))) }
      .min { $0.steps < $1.steps }
    return near.flatMap { $0.steps <= max(2, wanted.utf8.count / 3) ? $0.id : nil }
  }

  /// Levenshtein distance of two byte strings.
  private static func steps(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (byte == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
