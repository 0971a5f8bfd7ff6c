import CScan
import Ledger

/// Texts of one kind (keys, e-mail addresses, phone numbers, order numbers) in folded form, one after the other.
///
/// Whole, beginning and inside of a text are all found by one pass over the bytes. Rows lie in the order of their
/// customers. Costs the bytes plus 4 a row; nothing where the ledger's own column is already in folded form.
struct SearchColumn: Sendable {
  /// The folded bytes of all rows.
  let bytes: [UInt8]
  /// Where each row begins, and after the last where it ends.
  let offsets: [UInt32]
  /// Where each customer's rows begin, and after the last where they end; empty where row r is customer r's only one.
  let starts: [UInt32]
  /// Whether a text holds what otherwise stands between two words of a query.
  let hasSeparators: Bool
  /// By byte whether it stands anywhere in the column: who looks for another need not look.
  private let alphabet: [Bool]

  /// The first two bytes of each row in the highest places, then its length, 255 for all longer ones; 0 for a row
  /// without any byte; empty where nobody asked for it.
  private(set) var heads: [UInt32] = []

  static let empty = SearchColumn(bytes: [], offsets: [], starts: [])

  init(bytes: [UInt8], offsets: [UInt32], starts: [UInt32]) {
    self.bytes = bytes
    self.offsets = offsets
    self.starts = starts
    var alphabet = Array(repeating: false, count: 256)
    alphabet.withUnsafeMutableBufferPointer { alphabet in
      bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes { alphabet[Int(byte)] = true }
      }
    }
    self.alphabet = alphabet
    hasSeparators = alphabet.indices.contains { alphabet[$0] && SearchQuery.separates(UInt8($0)) }
  }

  /// The same with the first bytes on their own, 4 bytes a row: for a beginning of two bytes no other need be read.
  var headed: SearchColumn {
    var column = self
    bytes.withUnsafeBufferPointer { bytes in
      column.heads = (0..<count).map { row in
        SearchColumn.head(bytes[range(row)])
      }
    }
    return column
  }

  /// The first two bytes of a text and its length: see ``heads``.
  @inline(__always)
  static func head(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    guard let first = text.first else { return 0 }
    let second = text.count > 1 ? text[text.startIndex + 1] : 0
    return UInt32(first) << 24 | UInt32(second) << 16 | UInt32(min(255, text.count))
  }

  /// Whether a text of these bytes may stand in the column at all.
  func mayHold(_ text: [UInt8]) -> Bool { text.allSatisfy { alphabet[Int($0)] } }

  /// Number of rows.
  var count: Int { max(0, offsets.count - 1) }

  /// Positions of a customer's rows.
  @inline(__always)
  func rows(of customer: Int) -> Range<Int> {
    if starts.isEmpty { return customer < count ? customer..<customer + 1 : 0..<0 }
    return Int(starts[customer])..<Int(starts[customer + 1])
  }

  /// Positions of a row's bytes.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { Int(offsets[row])..<Int(offsets[row + 1]) }

  /// Calls `found` with each row among those given that holds the text: its number, and where in the row it first stands.
  ///
  /// Complexity: O(bytes of the rows), 16 bytes at a step.
  @inline(__always)
  func scan(_ needle: [UInt8], rows: Range<Int>, _ found: (_ row: Int, _ offset: Int, _ length: Int) -> Void) {
    guard !needle.isEmpty, !rows.isEmpty, mayHold(needle) else { return }
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        guard let base = bytes.baseAddress else { return }
        let end = Int(offsets[rows.upperBound])
        var row = rows.lowerBound
        var position = Int(offsets[row])
        while true {
          position = clientele_find(base, position, end, needle, needle.count)
          if position >= end { return }
          row = SearchColumn.place(of: UInt32(position), in: offsets, from: row, to: rows.upperBound)
          let rowEnd = Int(offsets[row + 1])
          if position + needle.count > rowEnd {
            position += 1
          } else {
            let start = Int(offsets[row])
            found(row, position - start, rowEnd - start)
            position = rowEnd
          }
        }
      }
    }
  }

  /// The part that holds a value: the last position at or after `from` whose start is not above it.
  ///
  /// Steps of growing length, so that near and far are both quick. Complexity: O(log distance).
  @inline(__always)
  static func place(of value: UInt32, in starts: UnsafeBufferPointer<UInt32>, from: Int, to: Int) -> Int {
    var low = from
    var step = 1
    while low + step < to, starts[low + step] <= value {
      low += step
      step *= 2
    }
    var high = min(to, low + step)
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}

/// Lays out a search column, row by row.
struct SearchColumnBuilder {
  private(set) var bytes: [UInt8] = []
  private(set) var offsets: [UInt32] = [0]

  /// Adds a folded text. A column ends at 4 GB: what does not fit is left out.
  mutating func append(_ text: some Collection<UInt8>) {
    if bytes.count + text.count < Int(UInt32.max) { bytes.append(contentsOf: text) }
    offsets.append(UInt32(bytes.count))
  }

  /// Adds the decimal digits of a number.
  mutating func append(number: UInt64) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var rest = number
      var start = digits.count
      repeat {
        start -= 1
        digits[start] = UInt8(48 + rest % 10)
        rest /= 10
      } while rest > 0
      append(UnsafeRawBufferPointer(rebasing: digits[start...]))
    }
  }

  /// The column.
  func column(starts: [UInt32] = []) -> SearchColumn {
    SearchColumn(bytes: bytes, offsets: offsets, starts: starts)
  }
}

extension SearchColumn {
  /// The column of a ledger's texts of a kind together with the other keys of that kind of each person.
  ///
  /// - Parameter digitsOnly: Keep nothing but digits: phone numbers.
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  static func texts(
    _ column: TextColumn, _ kind: IdentityKind, _ ledger: Ledger, _ fold: inout CharacterFold, digitsOnly: Bool = false,
    isCancelled: () -> Bool
  ) -> SearchColumn? {
    let count = ledger.customers.count
    let identities = ledger.identities
    let hasMore = count > 0 && identities.keyColumn.count > 0
    if !hasMore, !column.isPresent { return .empty }
    if !hasMore, !digitsOnly, column.count == count, isFolded(column) {
      return SearchColumn(bytes: column.bytes, offsets: column.offsets, starts: [])
    }
    var builder = SearchColumnBuilder()
    var starts: [UInt32] = hasMore ? [0] : []
    var text: [UInt8] = []
    var other: [UInt8] = []
    func take(_ column: TextColumn, _ row: Int, _ out: inout [UInt8]) {
      out.removeAll(keepingCapacity: true)
      let range = column.range(row)
      column.bytes.withUnsafeBufferPointer { bytes in
        fold.append(UnsafeBufferPointer(rebasing: bytes[range]), to: &out)
      }
      if digitsOnly { out.removeAll { $0 < 48 || $0 > 57 } }
    }
    for customer in 0..<count {
      if customer & 4095 == 0, isCancelled() { return nil }
      take(column, customer, &text)
      builder.append(text)
      guard hasMore else { continue }
      for position in identities.keyRange(of: customer) where identities.kind(at: position) == kind {
        take(identities.keyColumn, position, &other)
        if other != text { builder.append(other) }
      }
      starts.append(UInt32(builder.offsets.count - 1))
    }
    return builder.column(starts: starts)
  }

  /// The column of order numbers, without a leading `#`; the rows are those of `ids`.
  ///
  /// - Returns: `nil` where `isCancelled` answered true before the end.
  static func numbers(
    _ ids: IdentifierColumn, starts: [UInt32], _ fold: inout CharacterFold, isCancelled: () -> Bool
  ) -> SearchColumn? {
    guard ids.isPresent else { return .empty }
    var builder = SearchColumnBuilder()
    var text: [UInt8] = []
    for (row, value) in ids.values.enumerated() {
      if row & 4095 == 0, isCancelled() { return nil }
      if value & IdentifierColumn.positionFlag == 0 {
        builder.append(number: value)
      } else {
        text.removeAll(keepingCapacity: true)
        let range = ids.texts.range(Int(value & ~IdentifierColumn.positionFlag))
        ids.texts.bytes.withUnsafeBufferPointer { bytes in
          fold.append(UnsafeBufferPointer(rebasing: bytes[range]), to: &text)
        }
        builder.append(text.first == 35 ? text[1...] : text[...])
      }
    }
    return builder.column(starts: starts)
  }

  private static func isFolded(_ column: TextColumn) -> Bool {
    column.bytes.withUnsafeBufferPointer { bytes in
      var other: UInt8 = 0
      for byte in bytes { other |= (byte &- 65 < 26 ? 1 : 0) | (byte < 32 ? 1 : 0) | (byte >= 127 ? 1 : 0) }
      return other == 0
    }
  }
}

extension TextColumn {
  /// Positions of a row's bytes; empty where the column is absent.
  func range(_ row: Int) -> Range<Int> {
    guard row + 1 < offsets.count else { return 0..<0 }
    return Int(offsets[row])..<Int(offsets[row + 1])
  }
}

/// Comparisons of folded bytes.
enum FoldedText {
  /// Whether `part` stands somewhere in `whole`.
  static func contains(_ whole: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
    guard let base = whole.baseAddress, !part.isEmpty else { return part.isEmpty }
    return clientele_find(base, 0, whole.count, part, part.count) < whole.count
  }
}
