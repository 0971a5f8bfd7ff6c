import Canvas
import Panels

/// What drawing needs to know of a whole column: its widest text and its largest figure.
public struct SheetMeasures: Sendable {
  /// Widest text per column, in screen columns, over a sample of the rows and the totals; −1 where it was not measured.
  public var widths: [Int]
  /// Largest figure of the columns that are drawn with a bar.
  public var largest: [Double]

  /// How many rows are looked at for the widths.
  static let sample = 400

  /// Measures the columns that a sheet shows. Complexity: O(sample × columns), and O(rows) per column with a bar.
  public init(_ sheet: Sheet, format: ValueFormat) {
    widths = sheet.table.columns.map { _ in -1 }
    largest = sheet.table.columns.map { _ in 0 }
    measure(sheet.table.columns.indices.filter { sheet.table.columns[$0].isDrawn }, of: sheet, format)
  }

  /// Takes the largest figure of the rows that are shown: bars of a few rows are as long as their own largest.
  mutating func scale(of sheet: Sheet, rows: [Int32]?) {
    let table = sheet.table
    for (index, column) in table.columns.enumerated() where column.drawing == .figureAndBar {
      var most = 0.0
      if let rows {
        for row in rows { most = max(most, table[Int(row), index].magnitude ?? 0) }
      } else {
        for row in 0..<table.rowCount { most = max(most, table[row, index].magnitude ?? 0) }
      }
      largest[index] = most
    }
  }

  /// Measures those of the columns that were not measured before.
  public mutating func measure(_ columns: [Int], of sheet: Sheet, _ format: ValueFormat) {
    let table = sheet.table
    let step = max(1, table.rowCount / SheetMeasures.sample)
    for index in columns where widths[index] < 0 {
      let column = table.columns[index]
      widths[index] = 0
      for row in stride(from: 0, to: table.rowCount, by: step) {
        let text = format.text(table[row, index], kind: column.kind, cents: column.showsCents)
        widths[index] = max(widths[index], DisplayWidth.of(text))
      }
      if index < table.totals.count, table.totals[index] != .none {
        let text = format.text(table.totals[index], kind: column.kind, cents: column.showsCents)
        widths[index] = max(widths[index], DisplayWidth.of(text))
      }
      guard column.drawing == .figureAndBar else { continue }
      for row in 0..<table.rowCount { largest[index] = max(largest[index], table[row, index].magnitude ?? 0) }
    }
  }
}
