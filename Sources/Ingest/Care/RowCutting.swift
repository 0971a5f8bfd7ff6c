import Glibc

/// How a line of text is cut into cells.
struct RowCutting: Equatable {
  /// What stands between two cells: one byte, or the three of the full-width comma.
  var delimiter: [UInt8]
  /// The quote character.
  var quote: UInt8 = 34
  /// Whether a backslash takes the meaning from the quote or backslash after it.
  var hasBackslash = false
  /// Whether blanks may stand between a delimiter and a quote: `a, "b" , c`.
  var hasBlanks = false
  /// Whether runs of blanks stand between cells.
  var isBlankSeparated = false

  /// The delimiters that shops' files have, the most usual first.
  static let delimiters: [[UInt8]] = [[44], [59], [9], [124], [0xEF, 0xBC, 0x8C]]

  /// What the quotes of a piece of text turned out to be.
  enum Outcome {
    /// As RFC 4180 wants them.
    case wellFormed
    /// A quote inside a cell that has no quotes around it, or text after a closing quote.
    case malformed
    /// The text ends within quotes, which were as they should be so far.
    case open
    /// The text ends within quotes, and some before were not as they should be.
    case openMalformed

    /// Whether the text ends within quotes.
    var isOpen: Bool { self == .open || self == .openMalformed }
  }

  /// Cuts `count` bytes strictly, as RFC 4180 says, and adds the cells to a record.
  ///
  /// - Parameter isInside: Whether the bytes begin inside the quotes that an earlier call left open; the record's
  ///   unfinished cell goes on.
  func cut(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, into record: inout Record, isInside: Bool = false
  ) -> Outcome {
    if isBlankSeparated {
      cutAtBlanks(bytes, count, into: &record)
      return .wellFormed
    }
    if !isInside, memchr(bytes, Int32(quote), count) == nil {
      cutPlain(bytes, count, into: &record)
      return .wellFormed
    }
    var at = 0
    var outcome = Outcome.wellFormed
    var isInside = isInside
    while true {
      if hasBlanks, !isInside { at = quoteAfterBlanks(bytes, at, count) ?? at }
      if !isInside, at < count, bytes[at] == quote {
        isInside = true
        at += 1
      }
      if isInside {
        var isClosed = false
        while at < count {
          let run = hasBackslash ? nextMark(bytes, at, count) : nextQuote(bytes, at, count)
          record.extend(UnsafeBufferPointer(start: bytes + at, count: run - at))
          at = run
          guard at < count else { break }
          if bytes[at] != quote {
            // A backslash, and what it protects.
            if at + 1 < count, bytes[at + 1] == quote || bytes[at + 1] == 92 { at += 1 }
            record.extend(bytes[at])
            at += 1
          } else if at + 1 < count, bytes[at + 1] == quote {
            record.extend(quote)
            at += 2
          } else {
            at += 1
            isClosed = true
            break
          }
        }
        guard isClosed else { return outcome == .malformed ? .openMalformed : .open }
        isInside = false
        let end = cellEnd(bytes, at, count)
        if end > at, !hasBlanks || !(at..<end).allSatisfy({ bytes[$0] == 32 }) {
          outcome = .malformed
          record.extend(UnsafeBufferPointer(start: bytes + at, count: end - at))
        }
        at = end
      } else {
        let end = cellEnd(bytes, at, count)
        if end > at, memchr(bytes + at, Int32(quote), end - at) != nil { outcome = .malformed }
        record.extend(UnsafeBufferPointer(start: bytes + at, count: end - at))
        at = end
      }
      record.endCell()
      guard at < count else { return outcome }
      at += delimiter.count
    }
  }

  /// The quote that follows blanks; `nil` where something else does.
  private func quoteAfterBlanks(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ count: Int) -> Int? {
    var at = from
    while at < count, bytes[at] == 32 { at += 1 }
    return at < count && bytes[at] == quote ? at : nil
  }

  private func nextQuote(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ count: Int) -> Int {
    guard let found = memchr(bytes + from, Int32(quote), count - from) else { return count }
    return bytes.distance(to: found.assumingMemoryBound(to: UInt8.self))
  }

  private func nextMark(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ count: Int) -> Int {
    var at = from
    while at < count, bytes[at] != quote, bytes[at] != 92 { at += 1 }
    return at
  }

  /// The place of the next delimiter, or the end.
  private func cellEnd(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ count: Int) -> Int {
    var at = from
    while let found = memchr(bytes + at, Int32(delimiter[0]), count - at) {
      at = bytes.distance(to: found.assumingMemoryBound(to: UInt8.self))
      if isDelimiter(bytes, at, count) { return at }
      at += 1
    }
    return count
  }

  private func isDelimiter(_ bytes: UnsafePointer<UInt8>, _ at: Int, _ count: Int) -> Bool {
    if bytes[at] != delimiter[0] { return false }
    if delimiter.count == 1 { return true }
    guard at + delimiter.count <= count else { return false }
    for more in 1..<delimiter.count where bytes[at + more] != delimiter[more] { return false }
    return true
  }

  private func cutPlain(_ bytes: UnsafePointer<UInt8>, _ count: Int, into record: inout Record) {
    if delimiter.count == 1 {
      record.append(cellsOf: UnsafeBufferPointer(start: bytes, count: count), delimiter: delimiter[0])
      return
    }
    var at = 0
    while true {
      let end = cellEnd(bytes, at, count)
      record.append(UnsafeBufferPointer(start: bytes + at, count: end - at))
      guard end < count else { return }
      at = end + delimiter.count
    }
  }

  private func cutAtBlanks(_ bytes: UnsafePointer<UInt8>, _ count: Int, into record: inout Record) {
    var at = 0
    while at < count {
      while at < count, bytes[at] <= 32 { at += 1 }
      let start = at
      while at < count, bytes[at] > 32 { at += 1 }
      if at > start { record.append(UnsafeBufferPointer(start: bytes + start, count: at - start)) }
    }
  }

  /// Cuts forgivingly: a quote closes only before a delimiter or the end, every other one is text.
  ///
  /// - Parameter literal: The cells, by bit, whose opening quote is text too.
  /// - Returns: The cells, whether any quote was taken as text, and how many cells begin with a quote; `nil` where the
  ///   text ends within quotes.
  func cells(
    _ bytes: UnsafeBufferPointer<UInt8>, literal: UInt64 = 0
  ) -> (cells: [[UInt8]], hasLiteral: Bool, quoted: UInt64)? {
    guard let start = bytes.baseAddress else { return ([[]], false, 0) }
    let count = bytes.count
    if isBlankSeparated { return (bytes.split { $0 <= 32 }.map { Array($0) }, false, 0) }
    var cells: [[UInt8]] = []
    var hasLiteral = false
    var quoted: UInt64 = 0
    var at = 0
    while true {
      var cell: [UInt8] = []
      var open = at
      while open < count, bytes[open] == 32 { open += 1 }
      let number = cells.count
      let startsQuoted = open < count && bytes[open] == quote
      if startsQuoted, number < 64 { quoted |= 1 << UInt64(number) }
      if startsQuoted, number >= 64 || literal & (1 << UInt64(number)) == 0 {
        at = open + 1
        var isClosed = false
        var hasOwnLiteral = false
        var delimiters = 0
        while at < count {
          let byte = bytes[at]
          if hasBackslash, byte == 92, at + 1 < count, bytes[at + 1] == quote || bytes[at + 1] == 92 {
            cell.append(bytes[at + 1])
            at += 2
          } else if byte == quote {
            var after = at + 1
            while after < count, bytes[after] == 32 { after += 1 }
            if after == count || isDelimiter(start, after, count) {
              // A doubled quote before a delimiter: one of the text, one that closes.
              at = after
              isClosed = true
              break
            }
            if at + 1 < count, bytes[at + 1] == quote {
              if at + 2 == count || isDelimiter(start, at + 2, count) {
                // `""` at the end of a cell: an escaped quote only where another quote closes later.
                cell.append(quote)
                at += 1
                hasOwnLiteral = true
                continue
              }
              at += 1
            } else {
              hasOwnLiteral = true
            }
            cell.append(quote)
            at += 1
          } else {
            if isDelimiter(start, at, count) { delimiters += 1 }
            cell.append(byte)
            at += 1
          }
        }
        // A cell that holds quotes and delimiters alike is several cells, one of whose quotes was lost.
        guard isClosed, !hasOwnLiteral || delimiters <= 2 else { return nil }
        if hasOwnLiteral { hasLiteral = true }
      } else {
        while at < count, !isDelimiter(start, at, count) {
          if bytes[at] == quote { hasLiteral = true }
          cell.append(bytes[at])
          at += 1
        }
      }
      cells.append(cell)
      guard at < count else { return (cells, hasLiteral, quoted) }
      at += delimiter.count
    }
  }
}
