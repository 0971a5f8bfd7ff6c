import Ledger

/// The sums and the medians of some rows of a table, one value per column.
public struct TableSummary: Sendable {
  /// Sums; ``Value/none`` where a sum means nothing.
  public let totals: [Value]
  /// Medians of the figures that exist; ``Value/none`` in columns of words. Of an even number of figures the mean of the
  /// middle two, money rounded half away from zero.
  public let medians: [Value]
  /// Rows that were summed up.
  public let rows: Int

  /// Sums up rows of a table; `nil` where `isCancelled` answered true before the end.
  ///
  /// Complexity: one call of the cell function per row and column with a figure, O(rows) per median.
  public init?(
    _ table: DataTable, rows: [Int32], medians wantsMedians: Bool = true, columns: Set<Int>? = nil,
    isCancelled: () -> Bool = { false }
  ) {
    var totals = [Value](repeating: .none, count: table.columns.count)
    var medians = totals
    for (index, column) in table.columns.enumerated() where columns?.contains(index) != false {
      if case .sum = column.summing {
        guard let sum = TableSummary.sum(table, rows, index, isCancelled) else { return nil }
        totals[index] = sum
      }
      guard wantsMedians, column.isFigure else { continue }
      guard let median = TableSummary.median(table, rows, index, isCancelled) else { return nil }
      medians[index] = median
    }
    for (index, column) in table.columns.enumerated() {
      guard case .quotient(let part, per: let whole) = column.summing, let over = table.column(part),
        let under = table.column(whole), let share = TableSummary.quotient(totals[over], totals[under])
      else { continue }
      totals[index] = share
    }
    self.totals = totals
    self.medians = medians
    self.rows = rows.count
  }

  private static func sum(
    _ table: DataTable, _ rows: [Int32], _ column: Int, _ isCancelled: () -> Bool
  ) -> Value? {
    var whole: Int64 = 0
    var number = 0.0
    var sample = Value.none
    for (place, row) in rows.enumerated() {
      if place & 0x3FFF == 0, isCancelled() { return nil }
      let value = table[Int(row), column]
      switch value {
      case .integer(let count): whole += Int64(count)
      case .money(let minor): whole += minor
      case .number(let part): number += part
      default: continue
      }
      sample = value
    }
    switch sample {
    case .integer: return .integer(Int(whole))
    case .money: return .money(whole)
    case .number: return .number(number)
    default: return Value.none
    }
  }

  private static func median(
    _ table: DataTable, _ rows: [Int32], _ column: Int, _ isCancelled: () -> Bool
  ) -> Value? {
    var figures: [Double] = []
    figures.reserveCapacity(rows.count)
    for (place, row) in rows.enumerated() {
      if place & 0x3FFF == 0, isCancelled() { return nil }
      if let value = table[Int(row), column].magnitude { figures.append(value) }
    }
    guard !figures.isEmpty else { return Value.none }
    figures.sort()
    return Value.figure(ColumnStatistics.quantile(0.5, of: figures), like: table.columns[column].kind)
  }

  private static func quotient(_ part: Value, _ whole: Value) -> Value? {
    guard let over = part.magnitude, let under = whole.magnitude, under != 0 else { return nil }
    return Value.figure(over / under, like: { if case .money = part { .money } else { .number } }())
  }
}

extension Value {
  /// A computed figure as a value of a column's kind, rounded half away from zero where the kind has whole steps.
  static func figure(_ number: Double, like kind: Kind) -> Value {
    guard number.isFinite else { return .none }
    switch kind {
    case .money: return Int64(exactly: number.rounded()).map { .money($0) } ?? .none
    case .date, .instant: return Int32(exactly: number.rounded()).map { .date(Day(rawValue: $0)) } ?? .none
    case .integer, .count: return number == number.rounded() ? .integer(Int(number)) : .number(number)
    default: return .number(number)
    }
  }
}
