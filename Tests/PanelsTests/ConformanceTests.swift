import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// What holds for every sheet of every panel, and for every sheet behind one of its rows.
@Suite struct ConformanceTests {
  @Test(arguments: Shops.all.indices)
  func everySheetAndEverySheetBehindItIsWhole(shop: Int) {
    for panel in PanelRegistry.all {
      #expect(panel.question.hasSuffix("?"))
      let sheet = panel.sheet(Shops.findings(Shops.all[shop]))
      #expect(sheet.id == panel.id)
      #expect(sheet.title.hasPrefix(panel.title), "a title may go on to say what the figures stand for")
      walk(sheet, depth: 0)
    }
  }

  /// Follows the first, a middle and the last row of each table down to the orders.
  private func walk(_ sheet: Sheet, depth: Int) {
    check(sheet)
    let count = sheet.table.rowCount
    for row in Set([0, count / 2, count - 1]) where row >= 0 && row < count {
      guard let next = sheet.destination(row) else { continue }
      let opened = next.open()
      #expect(!next.title.isEmpty)
      #expect(next.title.count <= 40)
      #expect(opened.title == next.title)
      #expect(depth < 4)
      if depth < 4 { walk(opened, depth: depth + 1) }
    }
  }

  private func check(_ sheet: Sheet) {
    let table = sheet.table
    #expect(!sheet.title.isEmpty)
    #expect(!sheet.reading.isEmpty)
    #expect(!sheet.definition.isEmpty)
    for sentence in sheet.reading + sheet.notes + sheet.definition {
      #expect(sentence.last.map { ".!?…".contains($0) } == true, "no end: \(sentence)")
      #expect(sentence.first?.isLowercase == false || sentence.hasPrefix("p_alive"), "no beginning: \(sentence)")
      #expect(!sentence.contains("  "))
    }
    for id in sheet.overview { #expect(table.column(id) != nil) }
    #expect(table.totals.isEmpty || table.totals.count == table.columns.count)
    var keys: Set<String> = []
    for row in 0..<table.rowCount {
      keys.insert(table.key(of: row))
      for (index, column) in table.columns.enumerated() { checkKind(table[row, index], column) }
    }
    #expect(keys.count == table.rowCount, "two rows of \(sheet.id) share a key")
    for row in Set([0, table.rowCount - 1]) where row >= 0 && row < table.rowCount {
      #expect(table.row(for: table.key(of: row)) == row)
    }
    for (index, total) in table.totals.enumerated() { checkKind(total, table.columns[index]) }
  }

  private func checkKind(_ value: Value, _ column: DataColumn) {
    let fits: Bool
    switch (value, column.kind) {
    case (.none, _): fits = true
    case (.integer, .integer), (.integer, .count), (.integer, .days), (.integer, .key): fits = true
    case (.money, .money), (.date, .date), (.instant, .instant): fits = true
    case (.number(let number), .ratio), (.number(let number), .number), (.number(let number), .days):
      fits = number.isFinite
    case (.text, .text), (.text, .key): fits = true
    default: fits = false
    }
    #expect(fits, "\(value) in \(column.id)")
  }
}
