import Ledger

/// The tables of a reading, from the sources to what the row reader takes.
struct Preparation {
  /// A table of orders.
  struct Orders {
    var table: TextTable
    /// Whether prices may be of one piece or of the line: not where the platform says which.
    var mayDecidePrice = true
  }

  var orders: [Orders] = []

  /// Opens the sources.
  init(_ sources: [Source], options: ReadOptions, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    for source in sources {
      orders.append(
        Orders(table: TextTable(label: source.label, bytes: try SourceBytes.open(source, isCancelled: isCancelled))))
    }
  }

  /// Recognises separators and columns of a table of orders.
  mutating func layout(_ file: Int, options: ReadOptions) throws(IngestError) -> (FileHead, FileLayout) {
    let table = orders[file].table
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = table.bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    let head = try FileHead(window, isWhole: window.count >= table.bytes.count, file: table.label)
    var layout = try FileLayout(head, options: options, file: table.label)
    if layout.dialect.isBlankSeparated {
      orders[file].table.bytes = try table.bytes.folded(
        from: layout.bodyOffset, newline: layout.dialect.newline, name: table.label)
      layout.bodyOffset = 0
    }
    return (head, layout)
  }
}
