import Canvas
import Ledger

/// The columns of a table as lines of text: which ones fit a width, how wide each is, and where bars find room.
struct TextColumns {
  /// Titles of the columns that did not fit.
  let leftOut: [String]
  /// The width at which every column would stand uncut.
  let fullWidth: Int

  private struct Shown {
    let column: Int
    let isNumber: Bool
    var width: Int
    /// Columns of the bar behind the figure; 0 for none.
    var bar = 0
    /// The magnitude of a full bar.
    var scale = 0.0
  }

  private static let gap = 2
  /// Columns below which a word, and a sentence, says nothing any more.
  private static let shortestWord = 12
  private static let shortestSentence = 28
  private static let longestBar = 20
  private static let shortestBar = 6

  private let table: DataTable
  private let glyphs: Glyphs
  private let format: ValueFormat
  private let shown: [Shown]

  /// Measures every cell that will be written, then chooses columns. Complexity: O(rows · columns).
  init(_ table: DataTable, rows: RowSelection.Rows, width: Int, glyphs: Glyphs, format: ValueFormat) {
    self.table = table
    self.glyphs = glyphs
    self.format = format
    var candidates: [Shown] = []
    for (index, column) in table.columns.enumerated() where column.isDrawn {
      let isNumber = column.kind != .text && column.kind != .key
      var shown = Shown(
        column: index, isNumber: isNumber, width: DisplayWidth.of(glyphs.plain(ShownText.of(column.title))))
      let measure = { (value: Value) in
        DisplayWidth.of(TextColumns.text(value, column: column, glyphs: glyphs, format: format))
      }
      for row in rows {
        let value = table[row, index]
        shown.width = max(shown.width, measure(value))
        if column.drawing == .figureAndBar { shown.scale = max(shown.scale, value.magnitude ?? 0) }
      }
      if index < table.totals.count { shown.width = max(shown.width, measure(table.totals[index])) }
      if index == 0, !table.totals.isEmpty { shown.width = max(shown.width, TextColumns.totalsWord.count) }
      candidates.append(shown)
    }
    let natural = candidates.map(\.width)
    fullWidth = natural.reduce(0, +) + TextColumns.gap * max(0, candidates.count - 1)

    // A text may shrink before a column is left out; a number never does, because half a number is a wrong one.
    func least(_ shown: Shown) -> Int {
      if shown.isNumber { return shown.width }
      return min(
        shown.width,
        shown.width > TextColumns.shortestSentence + 4 ? TextColumns.shortestSentence : TextColumns.shortestWord)
    }
    var kept = candidates
    var dropped: [Int] = []
    while kept.count > 1, kept.reduce(-TextColumns.gap, { $0 + least($1) + TextColumns.gap }) > width {
      var worst = 1
      for position in kept.indices.dropFirst()
      where table.columns[kept[position].column].priority >= table.columns[kept[worst].column].priority {
        worst = position
      }
      dropped.append(kept[worst].column)
      kept.remove(at: worst)
    }
    leftOut = dropped.sorted().map { table.columns[$0].title }

    var room = width - kept.reduce(-TextColumns.gap, { $0 + least($1) + TextColumns.gap })
    for position in kept.indices {
      let wished = kept[position].width - least(kept[position])
      let given = min(wished, max(0, room))
      kept[position].width = least(kept[position]) + given
      room -= given
    }
    if room < 0, let only = kept.first { kept[0].width = max(1, only.width + room) }
    let barred = kept.indices.filter { table.columns[kept[$0].column].drawing == .figureAndBar && kept[$0].scale > 0 }
    if !barred.isEmpty, dropped.isEmpty {
      let bar = min(TextColumns.longestBar, room / barred.count - 1)
      if bar >= TextColumns.shortestBar { for position in barred { kept[position].bar = bar } }
    }
    shown = kept
  }

  private static let totalsWord = "Total"

  /// The column heads.
  var head: String {
    joined { shown in
      let title = DisplayWidth.fit(
        glyphs.plain(ShownText.of(table.columns[shown.column].title)), shown.width, ellipsis: glyphs.ellipsis,
        align: shown.isNumber ? .trailing : .leading)
      return title + blanks(shown.bar == 0 ? 0 : shown.bar + 1)
    }
  }

  /// A line as long as the table.
  var rule: String {
    let width = shown.reduce(-TextColumns.gap) { $0 + $1.width + ($1.bar == 0 ? 0 : $1.bar + 1) + TextColumns.gap }
    return String(repeating: glyphs.plain("─"), count: max(1, width))
  }

  /// One row.
  func line(_ row: Int) -> String {
    joined { shown in
      let value = table[row, shown.column]
      let figure = fitted(value, shown)
      guard shown.bar > 0 else { return figure }
      let fraction = max(0, (value.magnitude ?? 0) / shown.scale)
      let bar = Bar.text(fraction: fraction, width: shown.bar, glyphs: glyphs)
      return figure + " " + DisplayWidth.fit(bar, shown.bar, ellipsis: "")
    }
  }

  /// The totals row; columns without a total stay blank.
  var totals: String {
    var isFirst = true
    return joined { shown in
      defer { isFirst = false }
      let value = shown.column < table.totals.count ? table.totals[shown.column] : .none
      let bar = blanks(shown.bar == 0 ? 0 : shown.bar + 1)
      if case .none = value {
        guard isFirst else { return blanks(shown.width) + bar }
        return DisplayWidth.fit(
          TextColumns.totalsWord, shown.width, ellipsis: glyphs.ellipsis, align: shown.isNumber ? .trailing : .leading)
          + bar
      }
      return fitted(value, shown) + bar
    }
  }

  private func fitted(_ value: Value, _ shown: Shown) -> String {
    let text = TextColumns.text(value, column: table.columns[shown.column], glyphs: glyphs, format: format)
    return DisplayWidth.fit(
      text, shown.width, ellipsis: glyphs.ellipsis, align: shown.isNumber ? .trailing : .leading)
  }

  private func joined(_ cell: (Shown) -> String) -> String {
    var line = ""
    for (position, shown) in shown.enumerated() {
      if position > 0 { line += "  " }
      line += cell(shown)
    }
    return line
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  private static func text(_ value: Value, column: DataColumn, glyphs: Glyphs, format: ValueFormat) -> String {
    let text = format.text(value, kind: column.kind, cents: column.showsCents)
    if case .text = value { return ShownText.of(text) }
    return glyphs.plain(text)
  }
}
