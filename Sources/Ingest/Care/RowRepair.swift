import Glibc

/// Finds the one reading of a broken row that the types of the columns allow.
///
/// Every rule gives readings; a row is repaired only where all of them together give a single one. Readings that differ
/// in quotes and blanks alone are the same, and so are those that differ in columns alone that the ledger does not read.
/// Where no reading fits, those are looked for in which only the columns that are read fit.
struct RowRepair {
  /// One way to read a line.
  struct Reading {
    /// The row, or the two rows, that it holds.
    var rows: [[[UInt8]]]
    var rule: Rule
    /// Whether a cell of it is unusual.
    var isSpared = false
    /// What the columns that are read hold.
    var used: [UInt8] = []
  }

  /// The rules, by the names that the import report gives them.
  enum Rule: String {
    case quoteAsText = "quote as text"
    case escapedQuote = "escaped quote"
    case otherQuote = "other quote"
    case joinedFields = "joined fields"
    case extraEmptyField = "extra empty field"
    case trailingSeparators = "trailing separators"
    case missingSeparator = "missing separator"
    case missingField = "missing field"
    case otherDelimiter = "other delimiter"
    case splitRow = "split row"
    case twoRows = "two rows on one line"
    case extraBlanks = "blanks around cells"
    case wrappedRow = "whole row in quotes"
  }

  /// What came of a row.
  enum Outcome {
    case repaired(Reading)
    /// More than one reading fits, or one that might change an amount; the reason for a person.
    case ambiguous(String)
    /// No reading fits.
    case none
  }

  let segment: TableSegment
  private var readings: [Reading] = []
  private var keys: [[UInt8]] = []
  /// Numbers that were put together from two cells.
  var merged: Set<[UInt8]> = []
  var doubt: String?
  /// Whether cells of columns that are not read may be anything.
  private let isLenient: Bool
  private static let readingLimit = 48
  /// Whether the line's end is certain: the last line of a file may have been cut off anywhere.
  private let isComplete: Bool

  var width: Int { segment.profile.width }

  /// Repairs a line, or several lines that are one row.
  static func outcome(
    _ text: UnsafeBufferPointer<UInt8>, _ segment: TableSegment, isComplete: Bool, isSplit: Bool = false
  ) -> Outcome {
    // A repair is a proof by types; without types there is none.
    guard segment.profile.strictColumns > 0, text.count <= 1 << 16 || segment.profile.width > 64 else { return .none }
    var repair = RowRepair(segment: segment, isComplete: isComplete, isLenient: false)
    repair.read(text, isSplit: isSplit)
    if repair.readings.isEmpty, repair.doubt == nil, segment.profile.roles.contains(where: { $0 == .none }) {
      repair = RowRepair(segment: segment, isComplete: isComplete, isLenient: true)
      repair.read(text, isSplit: isSplit)
    }
    return repair.outcome
  }

  private init(segment: TableSegment, isComplete: Bool, isLenient: Bool) {
    self.segment = segment
    self.isComplete = isComplete
    self.isLenient = isLenient
  }

  private var outcome: Outcome {
    if let doubt, !readings.isEmpty { return .ambiguous(doubt) }
    if let number = readings.lazy.flatMap(\.rows).flatMap({ $0 }).first(where: { merged.contains($0) }) {
      return .ambiguous("“\(String(decoding: number, as: UTF8.self))” could be one number that fell in two")
    }
    // A reading in which nothing is unusual is better than one with a cell that is.
    let perfect = readings.filter { !$0.isSpared }
    let best = perfect.isEmpty ? readings : perfect
    guard let first = best.first else { return .none }
    guard best.allSatisfy({ $0.used == first.used }), readings.count < Self.readingLimit else {
      let rules = best.map(\.rule.rawValue)
      let named = rules.enumerated().filter { rules.firstIndex(of: $0.element) == $0.offset }.map(\.element)
      return .ambiguous("\(best.count) readings fit: \(named.joined(separator: ", "))")
    }
    return .repaired(first)
  }

  /// Whether a cell fits its column, or stands where it does not matter.
  func fits(_ cell: [UInt8], _ column: Int) -> Bool {
    if isLenient && !segment.profile.isUsed(column) || segment.profile.fits(cell, column) { return true }
    return segment.profile.types[column].kind == .number && merged.contains(cell)
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, isSplit: Bool) {
    let cutting = segment.cutting
    var variants: [(cells: [[UInt8]], rule: Rule?)] = []
    func add(_ cells: [[UInt8]]?, _ rule: Rule?) {
      guard let cells, !variants.contains(where: { $0.cells == cells }) else { return }
      variants.append((cells, rule))
    }
    var record = Record()
    if let start = text.baseAddress, cutting.cut(start, text.count, into: &record) == .wellFormed {
      add((0..<record.count).map { record.bytes(of: $0) }, nil)
    }
    if text.contains(cutting.quote) {
      let forgiving = cutting.cells(text)
      add(forgiving?.cells, .quoteAsText)
      if text.contains(92) {
        var escaped = cutting
        escaped.hasBackslash = true
        add(escaped.cells(text)?.cells, .escapedQuote)
      }
      // Every choice of which opening quotes are text, while there are few of them.
      let quoted = forgiving?.quoted ?? cutting.cells(text, literal: ~0)?.quoted ?? 0
      if quoted.nonzeroBitCount <= 6 {
        var subset = quoted
        while subset > 0 {
          add(cutting.cells(text, literal: subset)?.cells, .quoteAsText)
          subset = (subset - 1) & quoted
        }
      }
      add(cutting.cells(text, literal: ~0)?.cells, .quoteAsText)
    }
    if cutting.quote == 34, text.count(where: { $0 == 39 }) >= 2 {
      var single = cutting
      single.quote = 39
      // Apostrophes are everywhere in texts: a whole cell must be wrapped, and hold what needs quotes.
      if let cells = single.cells(text), cells.quoted != 0, !cells.hasLiteral { add(cells.cells, .otherQuote) }
    }
    addParted(text, add)
    for (number, variant) in variants.enumerated() {
      let bare = variant.cells.map { $0.trimmingBlanks }
      if bare == variant.cells { continue }
      // Blanks after every separator are none of the cells'.
      let blanks = variant.cells.count { $0.first == 32 }
      if blanks >= 2, variant.rule != nil {
        variants[number].cells = bare
      } else {
        add(bare, variant.rule ?? .extraBlanks)
      }
    }
    // Where quotes alone explain the row, nothing else is asked.
    for variant in variants {
      let cells = segment.stripped(variant.cells, isRepair: variant.rule != nil)
      guard cells.count == width else { continue }
      if segment.trailing > 0, variant.cells.count == segment.leading + width, cells[width - 1].isEmpty,
        !segment.profile.types[width - 1].isMostlyEmpty
      {
        // The empty cell at the end is the one that every row has; another one is missing.
        continue
      }
      // Nothing moved: a cell that is seldom empty may be so here.
      accept([cells], isSplit ? .splitRow : variant.rule ?? .extraBlanks, spares: true)
    }
    guard readings.isEmpty else { return }
    for variant in variants where variant.cells.count <= 4 * width + 64 {
      let cells = segment.stripped(variant.cells, isRepair: variant.rule != nil)
      mend(cells, isSplit ? .splitRow : variant.rule)
    }
    var text = text
    for _ in 0..<segment.trailing where text.last == cutting.delimiter.last { text = .init(rebasing: text.dropLast()) }
    for delimiter in RowCutting.delimiters where delimiter != cutting.delimiter {
      var other = cutting
      other.delimiter = delimiter
      if let cells = other.cells(text)?.cells, cells.count >= width, cells.count <= segment.lineWidth {
        accept([segment.stripped(cells, isRepair: true)], .otherDelimiter, spares: true)
      }
    }
  }

  /// Readings with a separator put where a quote closes or opens beside text.
  private func addParted(_ text: UnsafeBufferPointer<UInt8>, _ add: ([[UInt8]]?, Rule?) -> Void) {
    let cutting = segment.cutting
    let marks = Set(cutting.delimiter + [cutting.quote, 32])
    var places: [Int] = []
    // Outside of quotes is where an even number of them stands before.
    var isInside = false
    for at in text.indices where text[at] == cutting.quote {
      isInside.toggle()
      if !isInside, at + 1 < text.count, !marks.contains(text[at + 1]) { places.append(at + 1) }
      if isInside, at > 0, !marks.contains(text[at - 1]) { places.append(at) }
    }
    guard places.count <= 64 else { return }
    let widths = [segment.lineWidth, 2 * segment.lineWidth, 2 * width + segment.trailing]
    for place in places {
      let whole = Array(text[..<place]) + cutting.delimiter + Array(text[place...])
      var record = Record()
      let outcome = whole.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { cutting.cut($0, buffer.count, into: &record) }
      }
      guard outcome == .wellFormed, widths.contains(record.count) else { continue }
      add((0..<record.count).map { record.bytes(of: $0) }, .missingSeparator)
    }
  }

  /// All readings of some cells: as they are, with cells joined, left out, parted or added.
  mutating func mend(_ cells: [[UInt8]], _ rule: Rule?) {
    let extra = cells.count - width
    if extra > 0 {
      // Two whole rows are more than chance can make: nothing else is asked then.
      if part(cells) { return }
      let before = matching(cells)
      let after = matchingFromEnd(cells, shift: extra)
      join(cells, extra, before, after, rule)
    } else if extra >= -4 {
      fill(cells, -extra, rule)
    }
  }

  /// Too many cells: empty ones are left out, or neighbours are one text.
  private mutating func join(
    _ cells: [[UInt8]], _ extra: Int, _ before: [Bool], _ after: [Bool], _ rule: Rule?
  ) {
    let spareBefore = matching(cells, spares: true)
    let spareAfter = matchingFromEnd(cells, shift: extra, spares: true)
    if spareBefore[width], cells[width...].allSatisfy(\.isEmpty) {
      accept([Array(cells[..<width])], rule ?? .trailingSeparators, spares: true)
    }
    for column in 0...width where spareBefore[column] && spareAfter[column] {
      guard cells[column..<column + extra].allSatisfy(\.isEmpty) else { continue }
      accept([replacing(cells, column..<column + extra, by: [])], rule ?? .extraEmptyField, spares: true)
    }
    mergeNumbers(cells, rule)
    // More than three separators in one text are a row gone astray rather than a text.
    for column in 0..<width where extra <= 3 && before[column] && after[column + 1] {
      let pieces = cells[column...column + extra]
      let type = segment.profile.types[column]
      guard pieces.allSatisfy({ !$0.isEmpty }) else { continue }
      let whole = Array(pieces.joined(separator: segment.cutting.delimiter))
      let isFree = isLenient && !segment.profile.isUsed(column)
      guard isFree || type.kind == .text || type.kind == .number || type.kind == .words, fits(whole, column) else {
        continue
      }
      accept([replacing(cells, column..<column + extra + 1, by: [whole])], rule ?? .joinedFields)
    }
  }

  /// Twice the cells, or one less: two rows that lost the line end between them.
  private mutating func part(_ cells: [[UInt8]]) -> Bool {
    let known = readings.count
    if cells.count == 2 * width || (segment.trailing > 0 && cells.count == 2 * width + segment.trailing) {
      let first = Array(cells[..<width])
      guard cells[width..<cells.count - width].allSatisfy(\.isEmpty) else { return false }
      accept([first, Array(cells[(cells.count - width)...])], .twoRows, spares: true)
    } else if cells.count == 2 * width - 1, width > 1 {
      let both = cells[width - 1]
      for split in parting(both, width - 1, 0, isBorderOfRows: true) {
        let first = Array(cells[..<(width - 1)]) + [split.left]
        accept([first, [split.right] + Array(cells[width...])], .twoRows, spares: true)
      }
    }
    return readings.count > known
  }

  /// Too few cells: one of them is two, or an empty one is missing.
  private mutating func fill(_ cells: [[UInt8]], _ missing: Int, _ rule: Rule?) {
    guard !cells.isEmpty else { return }
    let before = matching(cells)
    let after = matchingFromEnd(cells, shift: -missing)
    if missing == 1 {
      for column in 0..<cells.count where before[column] && after[column + 2] {
        for split in parting(cells[column], column, column + 1) {
          let row = replacing(cells, column..<column + 1, by: [split.left, split.right])
          accept([row], split.isMarked ? .otherDelimiter : rule ?? .missingSeparator)
        }
      }
    }
    for column in 0...cells.count where before[column] && after[column + missing] {
      // A cell that was lost may have been a figure: only columns that are empty as a rule, and hold none, are filled.
      let lost = column..<column + missing
      let isEmptyRule = segment.profile.types[lost].allSatisfy {
        $0.isMostlyEmpty && $0.kind != .number && $0.kind != .date
      }
      let isAllowed = isEmptyRule || (isLenient && !lost.contains(where: segment.profile.isUsed))
      if isLenient, !isAllowed, mayHaveLost(cells, lost) {
        doubt = "a cell is missing, which may be one that counts"
        continue
      }
      // A file that was cut off ends in a short row: what is missing there was not empty.
      guard isAllowed, isComplete || column < cells.count else { continue }
      let blanks = Array(repeating: [UInt8](), count: missing)
      accept([replacing(cells, column..<column, by: blanks)], rule ?? .missingField)
    }
  }

  /// Whether a row fits its columns apart from some that it lost.
  private func mayHaveLost(_ cells: [[UInt8]], _ lost: Range<Int>) -> Bool {
    let row = replacing(cells, lost.lowerBound..<lost.lowerBound, by: Array(repeating: [], count: lost.count))
    return row.count == width && row.indices.allSatisfy { lost.contains($0) || fits(row[$0], $0) }
  }

  func replacing(_ cells: [[UInt8]], _ range: Range<Int>, by others: [[UInt8]]) -> [[UInt8]] {
    var cells = cells
    cells.replaceSubrange(range, with: others)
    return cells
  }

  /// Whether a cell that does not fit may be there all the same where nothing else is in doubt: an empty one in a column
  /// that seldom is, a new word.
  private func isHarmless(_ cell: [UInt8], _ column: Int) -> Bool {
    if cell.isEmpty { return true }
    return cell.withUnsafeBufferPointer { segment.profile.types[column].mayBeNewWord($0) }
  }

  /// `result[n]`: whether the first n cells fit the first n columns.
  private func matching(_ cells: [[UInt8]], spares: Bool = false) -> [Bool] {
    var result = Array(repeating: false, count: width + 1)
    result[0] = true
    for column in 0..<min(width, cells.count) {
      guard fits(cells[column], column) || (spares && isHarmless(cells[column], column)) else { break }
      result[column + 1] = true
    }
    return result
  }

  /// `result[n]`: whether the columns from n on fit the cells `shift` places further.
  private func matchingFromEnd(_ cells: [[UInt8]], shift: Int, spares: Bool = false) -> [Bool] {
    var result = Array(repeating: false, count: width + 2)
    result[width] = true
    var column = width - 1
    while column >= 0, column + shift >= 0, column + shift < cells.count {
      let cell = cells[column + shift]
      guard fits(cell, column) || (spares && isHarmless(cell, column)) else { break }
      result[column] = true
      column -= 1
    }
    return result
  }

  /// Takes a reading where all of it fits; `spares` lets one cell be unusual.
  mutating func accept(_ rows: [[[UInt8]]], _ rule: Rule, spares: Bool = false) {
    guard readings.count < Self.readingLimit else { return }
    var isSpared = false
    for row in rows {
      guard row.count == width else { return }
      var spared = spares ? 1 : 0
      for (column, cell) in row.enumerated() where !fits(cell, column) {
        guard spared > 0, isHarmless(cell, column) else { return }
        spared -= 1
        isSpared = true
      }
    }
    var key: [UInt8] = []
    var used: [UInt8] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        let bare = cell.filter { $0 != 34 && $0 != 39 && $0 > 32 } + [0]
        key += bare
        if segment.profile.isUsed(column) { used += bare }
      }
      key.append(1)
      used.append(1)
    }
    guard !keys.contains(key) else { return }
    keys.append(key)
    readings.append(Reading(rows: rows, rule: rule, isSpared: isSpared, used: used))
  }

}

extension TableSegment {
  /// A line's cells without those that every row has beyond the columns, and without stray quotes around figures.
  func stripped(_ cells: [[UInt8]], isRepair: Bool) -> [[UInt8]] {
    var cells = cells
    if leading > 0, cells.count > leading { cells.removeFirst(leading) }
    if trailing > 0, cells.count > profile.width, cells.suffix(trailing).allSatisfy(\.isEmpty) {
      cells.removeLast(min(trailing, cells.count - profile.width))
    }
    guard isRepair, cells.count >= profile.width else { return cells }
    for (column, cell) in cells.enumerated() where cell.contains(cutting.quote) {
      let bare = cell.filter { $0 != cutting.quote }
      // Which column a cell is in is not known before the row is mended: a figure has no quotes in any.
      let isFigure = bare.withUnsafeBufferPointer { CellShape.number($0) != nil || CellShape.isDate($0) }
      if isFigure || (cells.count == profile.width && profile.types[column].isStrict) { cells[column] = bare }
    }
    return cells
  }
}

extension Record {
  /// The bytes of a cell.
  func bytes(of cell: Int) -> [UInt8] { withAllBytes { Array($0[range(cell)]) } }
}

extension [UInt8] {
  /// The text without blanks at its ends.
  var trimmingBlanks: [UInt8] {
    guard let first = firstIndex(where: { $0 > 32 }), let last = lastIndex(where: { $0 > 32 }) else { return [] }
    return first == startIndex && last == endIndex - 1 ? self : Array(self[first...last])
  }
}
