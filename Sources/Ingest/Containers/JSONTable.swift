import CYajl
import Glibc
import Ledger

/// Objects as a table: one per line (JSON Lines), or an array of them. Numbers stay as they are written.
enum JSONTable {
  /// The table of a text of objects.
  ///
  /// Columns are the keys of all objects in the order in which they first appear. Of JSON Lines a line that is broken is
  /// set aside and reading goes on at the next one; an array that breaks is an error.
  static func table(_ raw: TextTable, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) -> TextTable {
    var text = try raw.decoded(as: nil, isCancelled: isCancelled)
    let rows = UnsafeMutablePointer<JSONRows>.allocate(capacity: 1)
    rows.initialize(to: JSONRows(name: raw.label, source: text.bytes.count))
    defer {
      rows.deinitialize(count: 1)
      rows.deallocate()
    }
    let reader = JSONReader(rows: rows, label: raw.label)
    defer { reader.close() }
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = text.encoding == "UTF-8 with BOM" ? 3 : 0
    while true {
      if isCancelled?() == true { throw .cancelled }
      let window = text.bytes.window(at: offset, limit: step, in: buffer)
      guard window.count > 0 else { break }
      offset += window.count
      try reader.read(window)
    }
    try reader.finish()
    text.containers.append(reader.isArray ? "JSON" : "JSON Lines")
    text.audit.merge(reader.audit)
    return try rows.pointee.table(from: text)
  }
}

/// Feeds text to the parser line by line, and sets lines aside that it refuses.
private final class JSONReader {
  private(set) var audit = TableAudit()
  /// Whether the text is one array.
  private(set) var isArray = false
  private let rows: UnsafeMutablePointer<JSONRows>
  private let label: String
  private var parser: yajl_handle?
  private var line = 1
  private var firstLine = 1
  private var hasStarted = false
  /// Of the present line: its beginning, whether it holds anything, and why it cannot be used.
  private var start: [UInt8] = []
  private var hasText = false
  private var broken: String?

  init(rows: UnsafeMutablePointer<JSONRows>, label: String) {
    self.rows = rows
    self.label = label
  }

  func close() {
    if let parser { yajl_free(parser) }
    parser = nil
  }

  /// Reads the next piece of the text.
  func read(_ window: UnsafeBufferPointer<UInt8>) throws(IngestError) {
    if !hasStarted {
      guard let first = window.first(where: { $0 > 32 }) else {
        line += window.count { $0 == 10 }
        return
      }
      hasStarted = true
      firstLine = line + window.prefix { $0 <= 32 }.count { $0 == 10 }
      isArray = first == UInt8(ascii: "[")
      rows.pointee.isArray = isArray
    }
    var at = 0
    while at < window.count {
      let end = Self.lineEnd(window, at)
      let isWhole = end < window.count
      // To an array a line end is a blank; lines of objects end before theirs.
      let piece = UnsafeBufferPointer(rebasing: window[at..<(isWhole && isArray ? end + 1 : end)])
      try feed(piece)
      if isWhole { try endLine() }
      at = end + 1
    }
  }

  /// Ends the text.
  func finish() throws(IngestError) {
    try endLine()
    if isArray {
      if parser == nil || !rows.pointee.isAtTop || yajl_complete_parse(parser) != yajl_status_ok {
        throw damaged("the array of objects ends too early")
      }
    } else if let first = audit.examples[.broken]?.first, audit.counts[.broken] ?? 0 > rows.pointee.count,
      first.line == firstLine
    {
      // One object over many lines: some of them may be objects by chance.
      throw IngestError(
        kind: .notATable, file: label, line: first.line, what: "no line is an object of its own",
        wayOut: "Write one object per line, or an array of objects: `jq -c '.orders[]' FILE`.")
    }
    guard rows.pointee.count > 0 else {
      throw IngestError(
        kind: .notATable, file: label, what: "it holds no object", wayOut: "Name a file with orders in it.")
    }
  }

  private func feed(_ piece: UnsafeBufferPointer<UInt8>) throws(IngestError) {
    guard piece.count > 0 else { return }
    if start.count < 400 { start.append(contentsOf: piece.prefix(400 - start.count)) }
    if !hasText { hasText = piece.contains { $0 > 32 } }
    guard hasText, broken == nil else { return }
    if parser == nil { parser = JSONRows.parser(of: rows) }
    rows.pointee.line = line
    let status = yajl_parse(parser, piece.baseAddress, piece.count)
    if let failure = rows.pointee.failure { throw failure }
    guard status != yajl_status_ok else { return }
    broken = rows.pointee.refusal ?? "is no JSON"
    if isArray { throw damaged("the array breaks: \(rows.pointee.refusal ?? reason(piece))") }
    restart()
  }

  private func endLine() throws(IngestError) {
    defer {
      line += 1
      start.removeAll(keepingCapacity: true)
      hasText = false
      broken = nil
    }
    guard hasText, !isArray else { return }
    if broken == nil, !rows.pointee.isAtTop {
      broken = "the object has no end"
      restart()
    }
    if let broken {
      audit.setAside(.broken, line: line, text: String(decoding: start, as: UTF8.self), reason: broken)
    }
  }

  private static func lineEnd(_ window: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    guard let start = window.baseAddress, let found = memchr(start + at, 10, window.count - at) else {
      return window.count
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  private func restart() {
    close()
    rows.pointee.dropObject()
  }

  private func reason(_ piece: UnsafeBufferPointer<UInt8>) -> String {
    guard let text = yajl_get_error(parser, 0, piece.baseAddress, piece.count) else { return "it is no JSON" }
    defer { yajl_free_error(parser, text) }
    let reason = String(cString: text)
    return reason.split(separator: "\n").first.map(String.init) ?? reason
  }

  private func damaged(_ what: String) -> IngestError {
    IngestError(
      kind: .damaged, file: label, line: line, what: what, wayOut: "Copy or export it again; `jq . FILE` must pass.")
  }
}
