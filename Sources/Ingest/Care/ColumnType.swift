/// What the cells of a column are, learned from the rows that need no care.
struct ColumnType {
  /// The kinds of columns; all but the last two are strict: a cell of another kind does not belong there.
  enum Kind: Equatable {
    /// Numbers; which decimals and marks they have is known.
    case number
    /// Days or moments, by the patterns that occur.
    case date
    /// Codes, by the patterns that occur.
    case code
    /// A few words that come again and again.
    case words
    /// E-mail addresses.
    case email
    /// Anything.
    case text
    /// Nothing is known.
    case unknown
  }

  /// How well a cell belongs into a column.
  enum Fit: Int, Comparable {
    /// As most cells of the column are.
    case fits
    /// Unusual in a way that happens: an empty cell, a blank, a number among texts. No repair may end in it.
    case unusual
    /// The right kind in a form that does not occur.
    case other
    /// Another kind.
    case wrong

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  var kind = Kind.unknown
  /// Whether enough cells are empty for one more to be nothing special, and whether most of them are.
  var mayBeEmpty = true
  var isMostlyEmpty = false
  private var patterns: [UInt64] = []
  private var words: Set<UInt64> = []
  private var decimals: [Bool] = []
  private var marks: CellShape.Number.Marks = []
  private var digits = 0...18
  /// For texts: whether numbers occur among them.
  private var hasNumbers = true
  /// Whether blanks at the beginning of a cell occur.
  private var hasBlanks = true
  private var isComma = false
  /// Of days: the bytes of all of them, where they are as long as each other.
  private var length: Int?

  /// Whether a cell of another kind is out of place.
  var isStrict: Bool { kind != .text && kind != .unknown }

  /// A column about which nothing is known.
  init() {}

  /// What the cells of a column show.
  init(_ seen: ColumnEvidence) {
    let filled = seen.rows - seen.empty
    // One odd cell among thirty is a polluted row, not a habit.
    let least = max(2, seen.rows / 100)
    mayBeEmpty = seen.rows < 5 || seen.empty * 200 >= max(200, seen.rows)
    isMostlyEmpty = seen.rows >= 5 && filled * 4 < seen.rows
    hasBlanks = seen.rows < 20 || seen.blank >= least
    guard filled >= 3 else { return }
    let share = filled < 60 ? 85 : filled < 200 ? 90 : 95
    func isMost(_ count: Int) -> Bool { count * 100 >= filled * share }
    let known = seen.patterns.filter { $0.value.count >= least || $0.value.count * 3 >= filled }
    if isMost(seen.numbers) {
      kind = .number
      decimals = seen.decimals.map { $0 >= min(least, max(1, filled / 20)) }
      let usual = seen.marks.enumerated().filter { $0.element >= least || $0.element * 3 >= filled }
      marks = usual.reduce(into: [.negative]) { $0.insert(.init(rawValue: 1 << UInt8($1.offset))) }
      isComma = marks.contains(.comma)
      // Numbers of one length are codes: an order number has never a digit less.
      let least = seen.digits.lowerBound == seen.digits.upperBound && seen.digits.lowerBound >= 3
      digits = (least ? seen.digits.lowerBound : 0)...seen.digits.upperBound
    } else if isMost(seen.dates) {
      kind = .date
      patterns = known.map(\.key)
      length = seen.lengths.count == 1 ? seen.lengths.lowerBound : nil
    } else if isMost(seen.emails) {
      kind = .email
    } else if filled >= 8, seen.words.count <= min(64, max(3, filled / 5)),
      isMost(seen.words.values.reduce(0) { $0 + ($1 >= 2 ? $1 : 0) })
    {
      kind = .words
      words = Set(seen.words.filter { $0.value >= 2 }.keys)
    } else if filled >= 8, known.count <= 6, known.allSatisfy({ $0.value.hasDigits }),
      isMost(known.reduce(0) { $0 + $1.value.count })
    {
      kind = .code
      patterns = known.map(\.key)
    } else {
      kind = .text
      hasNumbers = seen.rows < 20 || seen.numbers >= least
    }
  }

  /// How well a cell belongs here. Complexity: O(bytes).
  func fit(_ cell: UnsafeBufferPointer<UInt8>) -> Fit {
    guard let first = cell.first, let last = cell.last else { return kind == .unknown || mayBeEmpty ? .fits : .unusual }
    if first > 32, last > 32 { return fitOfText(cell) }
    if kind == .unknown { return .fits }
    guard let from = cell.firstIndex(where: { $0 > 32 }), let to = cell.lastIndex(where: { $0 > 32 }) else {
      return mayBeEmpty ? .fits : .unusual
    }
    return max(fitOfText(UnsafeBufferPointer(rebasing: cell[from...to])), hasBlanks ? .fits : .unusual)
  }

  /// How well a text without blanks at its ends belongs here.
  private func fitOfText(_ cell: UnsafeBufferPointer<UInt8>) -> Fit {
    let kindFit: Fit
    switch kind {
    case .unknown: return .fits
    case .text: return hasNumbers || CellShape.number(cell) == nil ? .fits : .unusual
    case .number:
      if let number = CellShape.number(cell) { return fit(number) }
      kindFit = .wrong
    case .date:
      if patterns.contains(CellShape.pattern(cell).hash) { return .fits }
      kindFit = CellShape.isDate(cell) ? .other : .wrong
    case .code:
      if patterns.contains(CellShape.pattern(cell).hash) { return .fits }
      kindFit = CellShape.isDate(cell) ? .wrong : .other
    case .words:
      if words.contains(CellShape.hash(cell)) { return .fits }
      kindFit = CellShape.number(cell) != nil || CellShape.isDate(cell) ? .wrong : .other
    case .email:
      if cell.contains(UInt8(ascii: "@")) { return cell.contains(where: { $0 <= 32 }) ? .other : .fits }
      kindFit = CellShape.number(cell) != nil || CellShape.isDate(cell) ? .wrong : .other
    }
    return CellShape.isEmpty(cell) ? (mayBeEmpty ? .fits : .unusual) : kindFit
  }

  /// Whether a text could be one more word of a column of words: letters alone, and no known word run together with
  /// something else.
  func mayBeNewWord(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard kind == .words, cell.count >= 2, cell.count <= 24 else { return false }
    for byte in cell where byte < 128 && (byte | 32) &- 97 >= 26 { return false }
    for border in 1..<cell.count {
      if words.contains(CellShape.hash(UnsafeBufferPointer(rebasing: cell[..<border]))) { return false }
      if words.contains(CellShape.hash(UnsafeBufferPointer(rebasing: cell[border...]))) { return false }
    }
    return true
  }

  private func fit(_ number: CellShape.Number) -> Fit {
    let odd = number.marks.subtracting(marks)
    if odd.contains(.comma), number.decimals == 3, marks.contains(.thousands) {
      // `1,234` among `1,234.50`.
      return isKnown(decimals: 0) ? .fits : .other
    }
    guard isKnown(decimals: number.decimals) else { return .other }
    // A whole number has no mark that could be missing.
    if odd.contains(.comma) || odd.contains(.sign) || odd.contains(.signAfter) || odd.contains(.thousands) {
      return .other
    }
    if isComma, number.decimals > 0, !number.marks.contains(.comma) { return .other }
    if odd.contains(.zeros) { return .unusual }
    return digits.contains(number.digits) ? .fits : number.digits > digits.upperBound + 1 ? .other : .unusual
  }

  private func isKnown(decimals count: Int) -> Bool { decimals[min(count, decimals.count - 1)] }

  /// Whether a cell is as long as all of the column, where that is known: `2024-05-1` among days of ten bytes is not.
  func hasUsualLength(_ cell: [UInt8]) -> Bool { length.map { cell.count == $0 } ?? true }

  /// Whether two neighbours and the mark between them could be one number: `12` and `50`, `1` and `250`.
  ///
  /// Such a row is never repaired in another way: the amount would change without a word.
  func couldBeSplitNumber(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    // Signs before and after the figure are none of it.
    let left = left.drop { $0 &- 48 >= 10 && $0 != 46 }
    let right = right.prefix { $0 &- 48 < 10 || $0 == 46 }
    guard kind == .number, !left.isEmpty, !right.isEmpty, right.count <= 6 else { return false }
    guard right.first != UInt8(ascii: "."), left.allSatisfy({ $0 &- 48 < 10 }) else { return false }
    let whole = right.prefix { $0 != UInt8(ascii: ".") }.count
    // Thousands: three digits, and decimals as the column has them. Decimals: one or two, where the column has some.
    if whole == 3, left.count <= 3 { return isKnown(decimals: max(0, right.count - whole - 1)) }
    return whole == right.count && whole <= 2 && isKnown(decimals: whole)
  }

  /// The number of two neighbours that `couldBeSplitNumber` says to be one, as the column writes numbers.
  func merged(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    let whole = right.prefix { $0 &- 48 < 10 }.count
    return whole == 3 ? left + right : left + [46] + right
  }
}

/// What was seen in a column.
struct ColumnEvidence {
  var rows = 0
  var empty = 0
  var blank = 0
  var numbers = 0
  var dates = 0
  var emails = 0
  /// Numbers by their decimals; the last for that many and more.
  var decimals = Array(repeating: 0, count: 8)
  /// Numbers by the bit of each mark.
  var marks = Array(repeating: 0, count: 7)
  var digits = 0...0
  /// Days by their bytes.
  var lengths = 0...0
  var patterns: [UInt64: (count: Int, hasDigits: Bool)] = [:]
  /// The texts, by hash; beyond some hundred different ones no new ones are counted.
  var words: [UInt64: Int] = [:]
  private static let wordLimit = 200
  private static let patternLimit = 100

  /// Counts a cell.
  mutating func add(_ whole: UnsafeBufferPointer<UInt8>) {
    rows += 1
    guard let from = whole.firstIndex(where: { $0 > 32 }), let to = whole.lastIndex(where: { $0 > 32 }) else {
      empty += 1
      return
    }
    let cell = UnsafeBufferPointer(rebasing: whole[from...to])
    if cell.count < whole.count { blank += 1 }
    guard !CellShape.isEmpty(cell) else {
      empty += 1
      return
    }
    if let number = CellShape.number(cell) {
      decimals[min(7, number.decimals)] += 1
      for bit in 0..<7 where number.marks.rawValue & (1 << UInt8(bit)) != 0 { marks[bit] += 1 }
      digits =
        numbers == 0
        ? number.digits...number.digits
        : min(digits.lowerBound, number.digits)...max(digits.upperBound, number.digits)
      numbers += 1
    } else if CellShape.isDate(cell) {
      lengths =
        dates == 0
        ? cell.count...cell.count : min(lengths.lowerBound, cell.count)...max(lengths.upperBound, cell.count)
      dates += 1
    } else if cell.contains(UInt8(ascii: "@")), !cell.contains(where: { $0 <= 32 }) {
      emails += 1
    }
    let pattern = CellShape.pattern(cell)
    if patterns[pattern.hash] != nil || patterns.count < ColumnEvidence.patternLimit {
      patterns[pattern.hash, default: (0, pattern.hasDigits)].count += 1
    }
    let word = CellShape.hash(cell)
    if words[word] != nil || words.count < ColumnEvidence.wordLimit { words[word, default: 0] += 1 }
  }
}
