import Ledger

/// Turns lines that were counted within a thread's part of a file into lines of the file.
struct LineNumbers {
  private let tables: [TextTable]
  private let layouts: [FileLayout]
  /// Per file and thread the line on which its part begins.
  private let firstLine: [[Int]]

  init(_ tables: [TextTable], _ plan: ReadPlan, _ readers: UnsafeMutablePointer<RowReader>) {
    self.tables = tables
    layouts = plan.files.map(\.layout)
    firstLine = plan.files.indices.map { file in
      var line = plan.files[file].layout.bodyLine
      return (0..<plan.threads).map { thread in
        defer {
          let lines = readers[thread].tally.linesOfFile
          if file < lines.count { line += lines[file] }
        }
        return line
      }
    }
  }

  /// The line of the file on which a row begins that a thread counted from the beginning of its part.
  func line(_ line: Int, file: Int, thread: Int) -> Int {
    let line = firstLine[file][thread] + line
    let table = tables[file]
    // The rows of clean text follow its one line of names; other text may be a sheet, whose rows have numbers.
    let row = table.isClean ? line - 2 : line - 1
    return row >= 0 && row < table.lines.count ? table.lines[row] : line
  }

  /// A refund's row as it stands in its file.
  func example(_ refund: RefundRow) -> ImportReport.Example {
    let file = Int(refund.file)
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 400 + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = tables[file].bytes.window(at: refund.offset, limit: 400, in: buffer)
    var end = 0
    var isQuoted = false
    while end < window.count, isQuoted || window[end] != layouts[file].dialect.newline {
      if window[end] == 34 { isQuoted.toggle() }
      end += 1
    }
    if end > 0, window[end - 1] == 13 { end -= 1 }
    return ImportReport.Example(
      file: file, line: line(Int(refund.line), file: file, thread: Int(refund.thread)),
      text: String(decoding: window[..<end], as: UTF8.self))
  }
}
