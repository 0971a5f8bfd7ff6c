import Ledger

/// The tables of a reading, from the sources to what the row reader takes.
struct Preparation {
  /// A table of orders.
  struct Orders {
    var table: TextTable
    /// Whether prices may be of one piece or of the line: not where the platform says which.
    var mayDecidePrice = true

    /// What the report says of the file.
    func file(_ layout: FileLayout, rows: Int) -> ImportReport.File {
      let form = table.form.isEmpty ? layout.dialect.description : table.form
      let format = ([form] + table.containers.reversed()).joined(separator: ", ")
      var file = ImportReport.File(
        path: table.label, format: format, bytes: table.bytes.bytesOnDisk, rows: rows,
        columns: zip(layout.columns, layout.fields).map { ($0, $1?.rawValue ?? "") })
      file.encoding = table.encoding
      return file
    }
  }

  var orders: [Orders] = []

  /// Opens the sources.
  init(_ sources: [Source], options: ReadOptions, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    for source in sources {
      orders.append(
        Orders(table: try Preparation.table(source, isCancelled)))
    }
  }

  private static func table(
    _ source: Source, _ isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> TextTable {
    var table = TextTable(label: source.label, bytes: try SourceBytes.open(source, isCancelled: isCancelled))
    if table.bytes.isPacked { table.containers = ["gzip"] }
    return table
  }

  /// Whether the fast reader shall stop at the first row of a table that is not plain.
  func mayStumble(_ file: Int, _ layout: FileLayout) -> Bool {
    !orders[file].table.isClean && !layout.dialect.isBlankSeparated
  }

  /// Reads a table with care: what comes of it is clean.
  mutating func mend(_ file: Int, _ options: ReadOptions) throws(IngestError) {
    let usesNumbers = !options.map.isEmpty && options.map.allSatisfy { Int($0.column) != nil }
    orders[file].table = try Care.cleaned(orders[file].table, numbersColumns: usesNumbers)
  }

  /// Recognises separators and columns of a table of orders.
  mutating func layout(_ file: Int, options: ReadOptions) throws(IngestError) -> (FileHead, FileLayout) {
    let table = orders[file].table
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = table.bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    let head = try FileHead(window, isWhole: window.count >= table.bytes.count, file: table.label)
    if !table.isClean { orders[file].table.form = head.dialect.description }
    if !table.isClean, !head.dialect.isBlankSeparated, !Care.looksRegular(head, bytes: window) {
      try mend(file, options)
      return try self.layout(file, options: options)
    }
    var layout = try FileLayout(head, options: options, file: table.label)
    if layout.dialect.isBlankSeparated {
      orders[file].table.bytes = try table.bytes.folded(
        from: layout.bodyOffset, newline: layout.dialect.newline, name: table.label)
      layout.bodyOffset = 0
    }
    return (head, layout)
  }
}
