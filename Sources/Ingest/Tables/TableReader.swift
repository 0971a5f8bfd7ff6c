/// The rows of a table of decoded text, one at a time, whatever state the text is in.
struct TableReader {
  /// The names of the columns.
  let header: [String]
  /// The line on which the header is.
  let headerLine: Int
  /// Rows set aside or repaired so far; complete after the last row.
  private(set) var audit = TableAudit()
  private let table: TextTable
  private let dialect: Dialect
  private var offset: Int
  private var line: Int
  private var row = 0
  private var window: [UInt8] = []
  private var at = 0
  private var isAtEnd = false

  /// Finds header and separators of a table.
  init(_ table: TextTable) throws(IngestError) {
    self.table = table
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = table.bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    let head = try FileHead(window, isWhole: window.count >= table.bytes.count, file: table.label)
    dialect = head.dialect
    header = head.header
    headerLine = head.headerLine
    offset = head.bodyOffset
    line = head.bodyLine
  }

  /// Reads the next row into `record`, whose cells are then as many as the header's; `false` at the end.
  mutating func next(_ record: inout Record) throws(IngestError) -> Bool {
    while true {
      record.removeAll()
      let begin = at
      let startLine = line
      switch cut(&record) {
      case .row:
        let isBlank = record.count == 1 && record.isEmpty(0)
        // Raw text of a sheet says for each of its lines which row that was.
        record.line = table.isClean ? table.lines[row] : table.lines.count > 0 ? table.lines[startLine - 1] : startLine
        row += 1
        if record.count == header.count { return true }
        let text = String(decoding: window[begin..<at], as: UTF8.self)
        audit.setAside(isBlank ? .blank : .fields, line: record.line, text: text)
      case .more:
        at = begin
        line = startLine
        guard refill() else { return false }
      case .end: return false
      }
    }
  }

  private enum Cut {
    case row, more, end
  }

  private mutating func cut(_ record: inout Record) -> Cut {
    guard at < window.count else { return isAtEnd ? .end : .more }
    var isQuoted = false
    var isFieldStart = true
    while at < window.count {
      let byte = window[at]
      at += 1
      if isQuoted {
        if byte == 34 {
          if at < window.count, window[at] == 34 {
            record.extend(34)
            at += 1
          } else if at == window.count, !isAtEnd {
            return .more
          } else {
            isQuoted = false
          }
        } else {
          if byte == dialect.newline { line += 1 }
          record.extend(byte)
        }
      } else if byte == 34, isFieldStart {
        isQuoted = true
        isFieldStart = false
      } else if byte == dialect.delimiter {
        record.endCell()
        isFieldStart = true
      } else if byte == dialect.newline {
        record.endCell()
        line += 1
        return .row
      } else if byte == 13, at < window.count, window[at] == dialect.newline {
        continue
      } else {
        record.extend(byte)
        isFieldStart = false
      }
    }
    guard isAtEnd else { return .more }
    record.endCell()
    return .row
  }

  private mutating func refill() -> Bool {
    guard !isAtEnd else { return false }
    window.removeFirst(at)
    at = 0
    let limit = max(1 << 17, window.count)
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let more = table.bytes.window(at: offset, limit: limit, in: buffer)
    window.append(contentsOf: more)
    offset += more.count
    if more.count < limit { isAtEnd = true }
    return !window.isEmpty
  }
}
