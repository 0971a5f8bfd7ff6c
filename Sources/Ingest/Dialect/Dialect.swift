import Glibc
import Ledger

/// How the text of a file is cut into rows and fields.
struct Dialect: Equatable {
  /// The byte between two fields; a tab once blanks are folded.
  var delimiter: UInt8
  /// The byte that ends a row: line feed, or carriage return where a file has no line feeds.
  var newline: UInt8
  /// Whether runs of blanks stand between fields (the CDNOW logs).
  var isBlankSeparated = false
  /// Whether lines end in CR LF; for the report alone.
  var hasCarriageReturns = false
  /// Whether the text begins with a UTF-8 byte order mark.
  var hasByteOrderMark = false

  static let candidates: [(byte: UInt8, name: String)] = [
    (UInt8(ascii: ","), "comma"), (UInt8(ascii: ";"), "semicolon"), (9, "tab"), (UInt8(ascii: "|"), "pipe"),
  ]

  /// As the import report says it: "comma-separated, CRLF, UTF-8 with BOM".
  var description: String {
    let name = Dialect.candidates.first { $0.byte == delimiter }?.name ?? ""
    var parts = [isBlankSeparated ? "blank-separated" : name + "-separated"]
    if hasCarriageReturns { parts.append("CRLF") }
    if newline == 13 { parts.append("CR") }
    if hasByteOrderMark { parts.append("UTF-8 with BOM") }
    return parts.joined(separator: ", ")
  }
}

/// The first rows of a file, cut by a dialect: what the layout is recognised from.
struct FileHead {
  /// Bytes that the head may have: a header that does not end within them is none.
  static let limit = 1 << 18

  var dialect: Dialect
  /// The first row that has text.
  var header: [String]
  /// Where the row after it begins, and the line of the file that it is on.
  var bodyOffset: Int
  var bodyLine: Int
  /// Where the header itself begins, and its line.
  var headerOffset: Int
  var headerLine: Int
  /// Some of the rows that follow, each with its fields.
  var sample: [[String]]

  /// Recognises separators and line ends and cuts the first rows.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, file: String) throws(IngestError) {
    try ContentKind.refuseBinary(bytes, file: file)
    try ContentKind.refuseZero(bytes, file: file)
    var start = 0
    var dialect = Dialect(delimiter: UInt8(ascii: ","), newline: 10)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      start = 3
      dialect.hasByteOrderMark = true
    }
    switch FileHead.lineEnd(bytes) {
    case .lineFeed(let hasCarriageReturn): dialect.hasCarriageReturns = hasCarriageReturn
    case .carriageReturn: dialect.newline = 13
    case .none:
      guard isWhole else {
        throw IngestError(
          kind: .notATable, file: file, line: 1,
          what: "the first line does not end within \(Digits.grouped(FileHead.limit)) bytes",
          wayOut: "An order file has a header line with column names, then one row per line.")
      }
    }
    // Blank lines before the header, which some exports write.
    var line = 1
    var at = start
    while at < bytes.count {
      var end = at
      while end < bytes.count, bytes[end] != dialect.newline { end += 1 }
      if bytes[at..<end].contains(where: { $0 > 32 }) { break }
      at = min(bytes.count, end + 1)
      line += 1
    }
    guard at < bytes.count else {
      throw IngestError(
        kind: .notATable, file: file, what: "the file is empty",
        wayOut: "An order file has a header line with column names, then one row per line.")
    }
    headerOffset = at
    headerLine = line
    var best: (score: Int, rows: RowCutter)?
    for (byte, _) in Dialect.candidates {
      var candidate = dialect
      candidate.delimiter = byte
      var cutter = RowCutter(bytes, from: at, dialect: candidate, isWhole: isWhole)
      let header = cutter.next() ?? []
      let known = header.count { Field.named($0) != nil }
      let score = header.count > 1 ? known * 10_000 + header.count : 0
      if score > best?.score ?? 0 { best = (score, RowCutter(bytes, from: at, dialect: candidate, isWhole: isWhole)) }
    }
    if best == nil {
      dialect.delimiter = 9
      dialect.isBlankSeparated = true
      best = (0, RowCutter(bytes, from: at, dialect: dialect, isWhole: isWhole))
    }
    guard var rows = best?.rows else { fatalError("a file has a first row") }
    self.dialect = rows.dialect
    header = rows.next() ?? []
    bodyOffset = rows.at
    bodyLine = line + rows.lines
    sample = []
    while sample.count < 1_000, let row = rows.next() { sample.append(row) }
  }

  private enum LineEnd {
    case lineFeed(hasCarriageReturn: Bool)
    case carriageReturn
    case none
  }

  /// What ends lines: a line feed where one stands outside quotes, else a carriage return that does.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> LineEnd {
    var isQuoted = false
    var hasCarriageReturn = false
    for at in 0..<bytes.count {
      switch bytes[at] {
      case 34: isQuoted.toggle()
      case 10 where !isQuoted: return .lineFeed(hasCarriageReturn: at > 0 && bytes[at - 1] == 13)
      case 13 where !isQuoted: hasCarriageReturn = true
      default: continue
      }
    }
    if hasCarriageReturn { return .carriageReturn }
    // A stray quote may have hidden every line end.
    return bytes.contains(10) ? .lineFeed(hasCarriageReturn: false) : bytes.contains(13) ? .carriageReturn : .none
  }
}

/// Cuts text into rows and fields the slow and plain way: for the head of a file and for examples.
struct RowCutter {
  private let bytes: UnsafeBufferPointer<UInt8>
  let dialect: Dialect
  private let isWhole: Bool
  /// Where the next row begins.
  private(set) var at: Int
  /// Lines of the file that the rows so far took.
  private(set) var lines = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, dialect: Dialect, isWhole: Bool) {
    self.bytes = bytes
    at = start
    self.dialect = dialect
    self.isWhole = isWhole
  }

  /// The fields of the next row, `nil` where no whole row is left.
  mutating func next() -> [String]? {
    guard at < bytes.count else { return nil }
    if dialect.isBlankSeparated { return nextOfBlanks() }
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var isFieldStart = true
    var position = at
    var inner = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isQuoted {
        if byte != 34 {
          field.append(byte)
          if byte == dialect.newline { inner += 1 }
        } else if position < bytes.count, bytes[position] == 34 {
          field.append(34)
          position += 1
        } else {
          isQuoted = false
        }
      } else if byte == 34, isFieldStart {
        isQuoted = true
        isFieldStart = false
      } else if byte == dialect.delimiter || byte == dialect.newline {
        if byte == dialect.newline, field.last == 13 { field.removeLast() }
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        isFieldStart = true
        if byte == dialect.newline {
          at = position
          lines += 1 + inner
          return fields
        }
      } else {
        field.append(byte)
        isFieldStart = false
      }
    }
    guard isWhole else { return nil }
    if field.last == 13 { field.removeLast() }
    fields.append(String(decoding: field, as: UTF8.self))
    at = bytes.count
    return fields
  }

  private mutating func nextOfBlanks() -> [String]? {
    var end = at
    while end < bytes.count, bytes[end] != dialect.newline { end += 1 }
    guard end < bytes.count || isWhole else { return nil }
    let fields = bytes[at..<end].split { $0 <= 32 }.map { String(decoding: $0, as: UTF8.self) }
    at = min(bytes.count, end + 1)
    lines += 1
    return fields
  }
}
