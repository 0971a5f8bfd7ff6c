import Ledger

/// What is in a column: how many figures, which, and how they are spread.
public struct ColumnStatistics: Sendable {
  /// Head of the column.
  public let title: String
  /// What its values are.
  public let kind: Kind
  /// Rows that were looked at.
  public let rows: Int
  /// Rows without a value.
  public let missing: Int
  /// Number of different values.
  public let distinct: Int
  /// The measures in the order in which they are read; empty in a column of words.
  public let measures: [(name: String, value: Value)]
  /// Rows per step between the smallest and the largest figure, for a small picture; empty in a column of words.
  public let histogram: [Int]
  /// The most frequent values with their rows, in a column of words.
  public let frequent: [(text: String, rows: Int)]

  /// Steps of the histogram.
  public static let steps = 40

  /// Looks at rows of a column; `nil` where `isCancelled` answered true before the end.
  ///
  /// Quantiles are the linear kind (R type 7): position q·(n − 1) among the sorted figures. The standard deviation is the
  /// sample's (n − 1). Complexity: one call of the cell function per row, O(n log n).
  public init?(_ table: DataTable, column: Int, rows: [Int32], isCancelled: () -> Bool = { false }) {
    guard table.columns.indices.contains(column) else { return nil }
    let data = table.columns[column]
    title = data.title
    kind = data.kind
    self.rows = rows.count
    var figures: [Double] = []
    var words: [String: Int] = [:]
    var absent = 0
    for (place, row) in rows.enumerated() {
      if place & 0x3FFF == 0, isCancelled() { return nil }
      let value = table[Int(row), column]
      if case .text(let text) = value {
        words[text, default: 0] += 1
      } else if let figure = value.magnitude {
        figures.append(figure)
      } else {
        absent += 1
      }
    }
    missing = absent
    guard !figures.isEmpty else {
      distinct = words.count
      measures = []
      histogram = []
      frequent = Array(
        words.map { (text: $0.key, rows: $0.value) }
          .sorted { $0.rows == $1.rows ? $0.text < $1.text : $0.rows > $1.rows }.prefix(8))
      return
    }
    figures.sort()
    var different = 1
    for index in 1..<max(1, figures.count) where figures[index] != figures[index - 1] { different += 1 }
    distinct = different
    frequent = []
    measures = ColumnStatistics.measures(figures, data)
    histogram = ColumnStatistics.histogram(figures)
  }

  private static func measures(_ figures: [Double], _ column: DataColumn) -> [(name: String, value: Value)] {
    let count = Double(figures.count)
    let sum = figures.reduce(0, +)
    let mean = sum / count
    let squares = figures.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let isTime = column.kind == .date || column.kind == .instant
    // The mean of counts has a fraction, that of money and days keeps the column's unit.
    let meanKind: Kind = column.kind == .count || column.kind == .integer ? .number : column.kind
    var measures: [(name: String, value: Value)] = []
    if case .sum = column.summing { measures.append(("sum", .figure(sum, like: column.kind))) }
    measures.append(("mean", .figure(mean, like: meanKind)))
    if figures.count > 1, !isTime {
      measures.append(("standard deviation", .figure((squares / (count - 1)).squareRoot(), like: meanKind)))
    }
    measures.append(("smallest", .figure(figures[0], like: column.kind)))
    for (name, share) in [("10 %", 0.1), ("25 %", 0.25), ("median", 0.5), ("75 %", 0.75), ("90 %", 0.9)] {
      measures.append((name, .figure(quantile(share, of: figures), like: column.kind)))
    }
    measures.append(("largest", .figure(figures[figures.count - 1], like: column.kind)))
    return measures
  }

  private static func histogram(_ figures: [Double]) -> [Int] {
    guard let low = figures.first, let high = figures.last, high > low else { return [] }
    var counts = [Int](repeating: 0, count: steps)
    for figure in figures {
      let step = Int((figure - low) / (high - low) * Double(steps))
      counts[min(step, steps - 1)] += 1
    }
    return counts
  }

  /// A quantile of sorted figures, the linear kind: position q·(n − 1).
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.last else { return .nan }
    let position = share * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return last }
    let part = position - Double(below)
    return sorted[below] + (sorted[below + 1] - sorted[below]) * part
  }
}
