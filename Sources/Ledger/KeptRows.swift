/// The rows of a table that stay, in the table's order, as runs of neighbours.
///
/// Whole runs are copied at once: a filter that keeps customers in blocks costs little more than the copies.
struct KeptRows {
  /// Positions in the old table, ascending, without gaps inside, none empty, none touching the next.
  let runs: [Range<Int>]
  /// Number of rows that stay.
  let count: Int
  private let total: Int

  /// The rows of a table of `total` rows for which a condition holds. Complexity: O(total).
  init(of total: Int, where isKept: (Int) -> Bool) {
    var runs: [Range<Int>] = []
    var begin = -1
    for row in 0..<total {
      if isKept(row) {
        if begin < 0 { begin = row }
      } else if begin >= 0 {
        runs.append(begin..<row)
        begin = -1
      }
    }
    if begin >= 0 { runs.append(begin..<total) }
    self.init(runs, of: total)
  }

  private init(_ runs: [Range<Int>], of total: Int) {
    self.runs = runs
    self.total = total
    count = runs.reduce(0) { $0 + $1.count }
  }

  /// What belongs to the rows that stay in a table of which `starts` says where each row's own entries begin.
  ///
  /// Complexity: O(runs).
  func inner(_ starts: [UInt32], of total: Int) -> KeptRows {
    var inner: [Range<Int>] = []
    inner.reserveCapacity(runs.count)
    for run in runs {
      let (lower, upper) = (Int(starts[run.lowerBound]), Int(starts[run.upperBound]))
      guard lower < upper else { continue }
      if let last = inner.last, last.upperBound == lower {
        inner[inner.count - 1] = last.lowerBound..<upper
      } else {
        inner.append(lower..<upper)
      }
    }
    return KeptRows(inner, of: total)
  }

  /// Where the entries of each row that stays begin among those that stay, and after the last where they end.
  ///
  /// Complexity: O(rows that stay).
  func starts(_ old: [UInt32]) -> [UInt32] {
    if isWhole, old.count == total + 1 { return old }
    var starts: [UInt32] = []
    starts.reserveCapacity(count + 1)
    starts.append(0)
    var end: UInt32 = 0
    for run in runs {
      let moved = old[run.lowerBound] &- end
      for row in run { starts.append(old[row + 1] &- moved) }
      end = old[run.upperBound] &- moved
    }
    return starts
  }

  /// The values of a column that stay; an absent column stays absent. Complexity: O(rows that stay).
  func of<Element>(_ column: [Element]) -> [Element] {
    if column.isEmpty || isWhole { return column }
    var kept: [Element] = []
    kept.reserveCapacity(count)
    for run in runs { kept.append(contentsOf: column[run]) }
    return kept
  }

  /// The amounts of a column that stay, as narrow as they can be.
  func of(_ column: MoneyColumn) -> MoneyColumn {
    switch column {
    case .zeros: return .zeros(count: count)
    case .narrow(let values):
      let kept = of(values)
      return kept.allSatisfy { $0 == 0 } ? .zeros(count: kept.count) : .narrow(kept)
    case .wide(let values): return MoneyColumn(of(values))
    }
  }

  /// The texts of a column that stay.
  func of(_ column: TextColumn) -> TextColumn {
    guard column.isPresent, !isWhole else { return column }
    return TextColumn(
      bytes: inner(column.offsets, of: column.bytes.count).of(column.bytes), offsets: starts(column.offsets))
  }

  /// The texts of a column that stay; their numbers stay too.
  func of(_ column: CategoryColumn) -> CategoryColumn { CategoryColumn(names: column.names, codes: of(column.codes)) }

  /// The identifiers of a column that stay. Complexity: O(rows that stay and their texts).
  func of(_ column: IdentifierColumn) -> IdentifierColumn {
    guard column.isPresent, !isWhole else { return column }
    var values = of(column.values)
    let flag = IdentifierColumn.positionFlag
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    column.texts.bytes.withUnsafeBufferPointer { source in
      for row in values.indices where values[row] & flag != 0 {
        let text = Int(values[row] & ~flag)
        values[row] = flag | UInt64(offsets.count - 1)
        bytes.append(contentsOf: source[Int(column.texts.offsets[text])..<Int(column.texts.offsets[text + 1])])
        offsets.append(UInt32(bytes.count))
      }
    }
    return IdentifierColumn(values: values, texts: TextColumn(bytes: bytes, offsets: offsets))
  }

  /// The links of a column that stay, to the same things.
  func of(_ column: LinkColumn) -> LinkColumn { LinkColumn(codes: of(column.codes), unknown: column.unknown) }

  private var isWhole: Bool { count == total }
}
