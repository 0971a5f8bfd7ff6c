import Ledger

/// The tables of a reading, from the sources to what the row reader takes: unpacked, decoded, recognised, translated.
struct Preparation {
  /// A table of orders.
  struct Orders {
    var table: TextTable
    /// What the file was taken for; `nil`: a table that is read by the names of its columns.
    var kind: FileKind?
    /// How certain that is, 0 to 1.
    var confidence = 0.0
    /// Whether a person chose the kind.
    var isChosen = false
    /// Whether the columns are those of the plain shop folder because a translation wrote them.
    var isTranslated = false
    /// The columns of the file before it was translated.
    var sourceColumns: [(column: String, field: String)] = []

    /// Whether prices may be of one piece or of the line: not where the platform says which.
    var mayDecidePrice: Bool { !isTranslated && (kind == nil || kind?.amount == .undecided) }
    /// What a person's answers about the file are remembered under.
    var fingerprint = ""
    /// The answers that were followed.
    var answers: [(key: String, value: String)] = []
    /// The options as they hold for this file.
    func answered(_ options: ReadOptions) -> ReadOptions { options.answering(fingerprint) }
    /// The kind by whose columns the table is read; `nil`: by its headers.
    var readAs: FileKind? { isTranslated ? nil : kind }

    /// What the report says of the file.
    func file(_ layout: FileLayout, rows: Int) -> ImportReport.File {
      // What sheets, databases and objects were turned into is nobody's form of writing.
      let isText = table.containers.allSatisfy { ["gzip", "zip"].contains($0) }
      let form = !isText ? "" : table.form.isEmpty && !table.isClean ? layout.dialect.description : table.form
      let format = ([form] + table.containers.reversed()).filter { !$0.isEmpty }.joined(separator: ", ")
      // The total of the order is compared with its lines, though no amount comes from it.
      let columns = layout.columns.indices.map { place in
        let field = place == layout.orderTotalColumn ? Field.orderTotal : layout.fields[place]
        return (column: layout.columns[place], field: field?.rawValue ?? "")
      }
      var file = ImportReport.File(
        path: table.label, format: format, bytes: table.bytes.bytesOnDisk, rows: rows,
        columns: sourceColumns.isEmpty ? columns : sourceColumns)
      file.encoding = table.encoding
      file.kind = kind.map { "\($0.platform): \($0.title)" } ?? ""
      file.kindID = kind?.id ?? ""
      file.confidence = confidence
      file.isChosen = isChosen
      file.fingerprint = fingerprint
      file.answers = answers
      return file
    }
  }

  var orders: [Orders] = []
  /// Tables beside the orders.
  private(set) var sides: [PreparedSide] = []
  /// What a person should know about all of them.
  private(set) var remarks: [String] = []

  /// Opens, decodes, recognises and translates the sources.
  ///
  /// - Throws: where a source cannot be opened, or none of them holds orders.
  init(_ sources: [Source], options: ReadOptions, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    var tables: [TextTable] = []
    let passedOver = PassedOver()
    for source in sources { tables += try Preparation.tables(of: source, options, passedOver, isCancelled) }
    let beside = options.readsBeside ? Neighbours.tables(beside: sources, options) : []
    let named = Set(sources.map(\.label))
    let prepared = try Formats.prepare(
      tables + beside, chosen: options.kinds, map: options.map, answers: options.answers, named: named,
      allowsNoOrders: options.allowsNoOrders, statuses: { options.answering($0).statuses })
    for table in prepared.orders {
      var orders = Orders(
        table: table.table, kind: table.kind, confidence: table.confidence, isTranslated: table.isTranslated,
        sourceColumns: table.isTranslated ? table.sourceColumns : [])
      let header = table.sourceColumns.map(\.column)
      orders.fingerprint = Formats.fingerprint(header)
      orders.answers = options.answersUsed(orders.fingerprint)
      orders.isChosen = options.kinds[table.table.label] ?? options.kinds[Formats.fingerprint(header)] != nil
      if let kind = table.kind, !kind.notes.isEmpty {
        orders.table.audit.remarks += kind.notes.map { "\(kind.platform): \($0)" }
      }
      self.orders.append(orders)
    }
    sides = prepared.sides
    if let unread = prepared.ignored.first(where: { named.contains($0.table.label) && $0.why.hasPrefix("No orders") }) {
      throw IngestError(
        kind: .missingColumn, file: unread.table.label, line: 1,
        what: "this file holds no orders, and nothing that belongs beside them. " + unread.why,
        wayOut: "Name its columns (--map customer_id=…), or leave it out: --kind '\(unread.table.label)=ignore'")
    }
    remarks = passedOver.files.map { "Not read: \($0.label). \(Preparation.sentence($0.why))" }
    remarks += prepared.ignored.map { "Not read: \($0.table.label). \($0.why)" }
    let names = prepared.sides.map(\.table.label).filter { label in beside.contains { $0.label == label } }
    if !names.isEmpty {
      remarks.append(
        "Read too, because it lies beside the orders: \(FileLayout.shown(names)). To leave such files alone: "
          + "--set import.beside=no")
    }
  }

  /// The tables beside the orders, for their reader.
  var sideTables: [SideTable] {
    sides.map { side in
      SideTable(table: side.table, kind: side.side, dateOrder: side.kind.dateOrder, isUTC: side.kind.isUTC)
    }
  }

  /// The exchange rates that the sources give, which the rows of orders need; `nil` where they give none.
  func rates(_ options: ReadOptions) throws(IngestError) -> RateTable? {
    let tables = sideTables.filter { $0.kind == .rates }
    guard !tables.isEmpty else { return nil }
    return try SideReader.read(tables, for: .empty, options: options).sides.rates
  }

  /// The tables in a source, as UTF-8; what is beside them and is none is noted.
  static func tables(
    of source: Source, _ options: ReadOptions, _ passedOver: PassedOver, _ isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> [TextTable] {
    var tables: [TextTable] = []
    let raw = try Containers.tables(of: source, passedOver: passedOver, isCancelled: isCancelled)
    for table in raw {
      do {
        var table = try table.decoded(as: options.encoding, isCancelled: isCancelled)
        table.mapped = options.map
        tables.append(table)
      } catch {
        guard raw.count > 1 else { throw error }
        try passedOver.note(error)
      }
    }
    try passedOver.require(tables)
    return tables
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

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
    if !table.isClean, orders[file].table.form.isEmpty { orders[file].table.form = head.dialect.description }
    let isLog = head.dialect.isBlankSeparated && FileLayout.cdnow(head) != nil
    if !table.isClean, !isLog, !isRegular(head, window, file, options) {
      try mend(file, options)
      return try self.layout(file, options: options)
    }
    var layout: FileLayout
    do throws(IngestError) {
      layout = try FileLayout(
        head, options: orders[file].answered(options), file: table.label, kind: orders[file].readAs,
        isTranslated: orders[file].isTranslated)
    } catch {
      throw asked(error, about: file, head)
    }
    if layout.dialect.isBlankSeparated {
      orders[file].table.bytes = try table.bytes.folded(
        from: layout.bodyOffset, newline: layout.dialect.newline, name: table.label)
      layout.bodyOffset = 0
    }
    return (head, layout)
  }

  /// An error whose question has the file's first rows with it.
  func asked(_ error: IngestError, about file: Int, _ head: FileHead? = nil) -> IngestError {
    guard var question = error.question else { return error }
    let table = orders[file].table
    question = question.about(table.label, header: head?.header ?? [], rows: head?.sample ?? [])
    if head == nil, let found = try? Formats.head(of: table) {
      question = question.about(table.label, header: found.header, rows: found.sample)
    }
    question.fingerprint = orders[file].fingerprint
    var error = error
    error.question = question
    return error
  }

  /// Whether the head gives no reason for care; the unfinished last line of a file that is being written is none.
  private func isRegular(
    _ head: FileHead, _ window: UnsafeBufferPointer<UInt8>, _ file: Int, _ options: ReadOptions
  ) -> Bool {
    var head = head
    let isWhole = window.count >= orders[file].table.bytes.count
    if options.isLive, isWhole, window.last != head.dialect.newline, !head.sample.isEmpty { head.sample.removeLast() }
    return Care.looksRegular(head, bytes: window)
  }
}
