import Ledger

/// Which column of a file means what.
struct FileLayout {
  /// Where a row's amount is taken from.
  enum AmountSource: Equatable {
    /// quantity × unit price.
    case unitPrice
    /// The amount of the line.
    case line
    /// The amount of the order, counted once.
    case order
  }

  /// Where the tax of a file's orders is.
  enum TaxPlace: Equatable {
    /// Not in the amounts.
    case beside
    /// In the amounts; each row says that of its own line.
    case insideLines
    /// In the amounts; the rows say that of their order.
    case insideOrders
  }

  var dialect: Dialect
  /// Headers as they are written.
  var columns: [String]
  /// The field of each column; `nil` for columns that are passed over.
  var fields: [Field?]
  /// Where the first row begins, and its line in the file.
  var bodyOffset: Int
  var bodyLine: Int
  var amount: AmountSource
  /// The column of the amount, and of a line's amount to fall back on where a unit price is empty; -1: none.
  var totalColumn: Int
  /// Whether that amount is before the discounts beside it; else they were taken off already.
  var isBeforeDiscount = false
  /// Whether amounts hold the tax beside them.
  var tax = TaxPlace.beside
  /// The column of a total of whole orders that stands beside the amounts of their lines; -1: none.
  var orderTotalColumn = -1
  /// The column of the price or of the line's amount, whichever the amounts are read from; -1: neither.
  var priceColumn: Int { amount == .unitPrice ? column(.unitPrice) : amount == .line ? totalColumn : -1 }
  /// Whether a translation wrote the table.
  var isTranslated = false
  /// Whether the customer is only known by name.
  var isKeyedByName = false
  var remarks: [String] = []
  /// Order of day and month, where the platform that wrote the file is known to have only one.
  var dateOrder: DateOrder?
  /// Whether a comma is the decimal mark, where a person said so.
  var decimalComma: Bool?
  /// ISO code of the currency, where the platform is known to have only one and writes none.
  var currency: String?

  /// The column of a field, or -1.
  func column(_ field: Field) -> Int { fields.firstIndex(of: field) ?? -1 }

  /// Recognises the columns of a file from its head: by what its kind says of them, or by their headers alone.
  ///
  /// - Parameter isTranslated: Whether a translation wrote the table: then every amount is one.
  init(
    _ head: FileHead, options: ReadOptions, file: String, kind: FileKind? = nil, isTranslated: Bool = false
  ) throws(IngestError) {
    self.isTranslated = isTranslated
    dialect = head.dialect
    columns = head.header
    bodyOffset = head.bodyOffset
    bodyLine = head.bodyLine
    amount = .line
    totalColumn = -1
    fields = Array(repeating: nil, count: head.header.count)
    if let log = FileLayout.cdnow(head) {
      (columns, fields) = log.columns
      if !log.hasHeader {
        bodyOffset = head.headerOffset
        bodyLine = head.headerLine
      }
      try applyMap(options, file: file)
    } else {
      if let kind, !kind.columns.isEmpty {
        take(kind)
      } else {
        recognise(head)
        takeOrderName(head)
      }
      try applyMap(options, file: file)
      if !fields.contains(where: { $0 != nil }), FileLayout.looksLikeData(head.header) {
        throw IngestError(
          kind: .notATable, file: file, line: head.headerLine,
          what: "the first line is a row of data, not a header: \(FileLayout.shown(head.header))",
          wayOut: "Put a line with column names before it: customer_id, ordered_at and total are enough.")
      }
    }
    // The state of the payment is the order's where it has no other.
    if !fields.contains(.status), fields.contains(.paymentStatus) { fields[column(.paymentStatus)] = .status }
    try requireColumns(head, file: file)
    chooseAmount(head, kind?.amount ?? .undecided)
    dateOrder = options.dateOrder ?? kind?.dateOrder
    decimalComma = options.decimalComma
    currency = fields.contains(.currency) ? nil : kind?.currency
  }

  /// Takes the columns that a kind of files is known to have.
  private mutating func take(_ kind: FileKind) {
    let index = HeaderIndex(columns)
    for (field, headers) in kind.fields {
      if let position = headers.lazy.compactMap({ index[$0] }).first { fields[position] = field }
    }
  }

  private mutating func recognise(_ head: FileHead) { fields = ColumnRecognition(columns, head.sample).fields }

  /// Takes a column `Name` for what it is in Shopify's exports, the number of the order: where the other columns are
  /// Shopify's, or its cells are numbers. A number is nobody's name.
  private mutating func takeOrderName(_ head: FileHead) {
    let place = column(.name)
    guard place >= 0, Field.normalised(columns[place]) == "name",
      [Field.customerId, .email, .phone].contains(where: { fields.contains($0) })
    else { return }
    let key = [Field.customerId, .email, .phone].map { column($0) }.first { $0 >= 0 } ?? place
    let rows = head.sample.filter { $0.count > max(place, key) && !$0[place].isEmpty }
    let cells = Set(rows.map { $0[place] })
    // A code that a shop gives a person stands beside one address; numbers of orders are more than the people.
    let isNumbers =
      !cells.isEmpty && cells.allSatisfy(FileLayout.isOrderNumber)
      && (cells.allSatisfy { $0.hasPrefix("#") } || cells.count > Set(rows.map { $0[key] }).count)
    let isShopify = columns.contains { Field.normalised($0).hasPrefix("lineitem") }
    guard isNumbers || (isShopify && !fields.contains(.orderId)) else { return }
    let isOrder = !fields.contains(.orderId)
    fields[place] = isOrder ? .orderId : nil
    let names = ["billingname", "shippingname", "customername"]
    if let other = columns.indices.first(where: { fields[$0] == nil && names.contains(Field.normalised(columns[$0])) })
    {
      fields[other] = .name
    }
    remarks.append("“\(columns[place])” holds the numbers of the orders, and names nobody.")
  }

  /// `#1001`, `1001`, `SHOP-1001`: digits, and before them at most a few signs.
  private static func isOrderNumber(_ cell: String) -> Bool {
    let digits = cell.reversed().prefix { $0.isASCII && $0.isNumber }.count
    return digits > 0 && digits >= cell.count - 6 && !cell.contains(" ")
  }

  private mutating func applyMap(_ options: ReadOptions, file: String) throws(IngestError) {
    for (field, name) in options.map {
      let wanted = Field.normalised(name)
      guard
        let column = columns.firstIndex(of: name) ?? columns.firstIndex(where: { Field.normalised($0) == wanted })
      else {
        let near = FileLayout.nearest(to: [name], in: columns)
        throw IngestError(
          kind: .missingColumn, file: file, line: 1,
          what: "there is no column “\(name)” for --map \(field.rawValue)=\(name)",
          wayOut: (near.map { "The nearest is “\($0)”: --map '\(field.rawValue)=\($0)'. " } ?? "")
            + "Columns: \(FileLayout.shown(columns))")
      }
      for other in fields.indices where fields[other] == field { fields[other] = nil }
      fields[column] = field
    }
  }

  private mutating func requireColumns(_ head: FileHead, file: String) throws(IngestError) {
    func refuse(_ what: String, _ wanted: [Field]) -> IngestError {
      let names = wanted.flatMap { field in Field.synonyms.first { $0.field == field }?.headers ?? [] }
      let free = columns.indices.filter { fields[$0] == nil }.map { columns[$0] }
      let field = wanted.first?.rawValue ?? ""
      let near = FileLayout.nearest(to: names, in: free) ?? free.first ?? columns.first ?? ""
      return IngestError(
        kind: .missingColumn, file: file, line: head.headerLine,
        what: "no column for \(what) was found; looked for \(names.prefix(8).joined(separator: ", ")) …",
        wayOut: "Name it: --map '\(field)=\(near)'. Columns: \(FileLayout.shown(columns))",
        question: wanted.first.flatMap {
          ColumnCandidates(head.sample, names: columns).question(what, $0, free: fields.map { $0 == nil })
        })
    }
    let keys: [Field] = [.customerId, .email, .phone]
    if !keys.contains(where: { fields.contains($0) }) {
      guard fields.contains(.name) else { throw refuse("the customer", keys + [.name]) }
      isKeyedByName = true
      remarks.append(
        "Customers are told apart by “\(columns[column(.name)])” alone: people of the same name are one customer.")
    }
    // `paid_at` stands in where no other date is there; a `time` that holds whole dates too.
    if !fields.contains(.orderedAt), !fields.contains(.date) {
      for stand in [Field.paidAt, .time] where fields.contains(stand) {
        fields[column(stand)] = .orderedAt
        break
      }
    }
    guard fields.contains(.orderedAt) || fields.contains(.date) else {
      throw refuse("the date of the order", [.orderedAt, .date])
    }
    guard [Field.unitPrice, .total, .lineTotal, .orderTotal].contains(where: { fields.contains($0) }) else {
      throw refuse("an amount", [.total, .unitPrice, .lineTotal, .orderTotal])
    }
  }

  /// Takes the amounts for what they were found to be: of one piece, of the line, of the order.
  mutating func read(price: PriceReading) {
    switch (price, amount) {
    case (.line, .unitPrice):
      totalColumn = column(.unitPrice)
      fields[totalColumn] = .lineTotal
      amount = .line
    case (.unit, .line) where totalColumn >= 0:
      fields[totalColumn] = .unitPrice
      totalColumn = -1
      amount = .unitPrice
    case (.order, .line) where fields.contains(.orderId): amount = .order
    case (.line, .order): amount = .line
    default: return
    }
  }

  private mutating func chooseAmount(_ head: FileHead, _ known: FileKind.Amount) {
    let hasGoods = [Field.quantity, .product, .sku, .unitPrice].contains { fields.contains($0) }
    let lineTotal = fields.contains(.lineTotal) ? column(.lineTotal) : hasGoods ? column(.total) : -1
    let hasOrderTotal = fields.contains(.orderTotal)
    let orderTotal = hasOrderTotal ? column(.orderTotal) : column(.total)
    if known == .lineTotal, lineTotal >= 0 {
      amount = .line
      totalColumn = lineTotal
    } else if known == .orderTotal, orderTotal >= 0, fields.contains(.orderId) {
      amount = .order
      totalColumn = orderTotal
    } else if fields.contains(.unitPrice) {
      amount = .unitPrice
      totalColumn = lineTotal
    } else if lineTotal >= 0 {
      amount = .line
      totalColumn = lineTotal
    } else {
      // Without order numbers every row is an order of its own, and its amount the amount of its line.
      amount = fields.contains(.orderId) ? .order : .line
      totalColumn = orderTotal
      takeSubtotal()
    }
    if hasOrderTotal, amount != .order, orderTotal != totalColumn { orderTotalColumn = orderTotal }
    for position in fields.indices where position != totalColumn {
      if fields[position] == .total || fields[position] == .lineTotal || fields[position] == .orderTotal {
        fields[position] = nil
      }
    }
    let discount = column(.discount)
    if amount != .unitPrice, discount >= 0, !isTranslated, !FileLayout.saysAmount(columns[discount]),
      FileLayout.isRate(head.sample.compactMap { $0.count > discount ? $0[discount] : nil })
    {
      fields[discount] = nil
      remarks.append("“\(columns[discount])” is a rate between 0 and 1, not an amount: passed over.")
    }
  }

  /// Takes the subtotal for the amount where the file has tax or shipping too: those are no part of net.
  private mutating func takeSubtotal() {
    let beside = [Field.tax, .shipping].filter { fields.contains($0) }.map { columns[column($0)] }
    guard !beside.isEmpty, totalColumn >= 0 else { return }
    let subtotal = columns.indices.first { fields[$0] == nil && Field.normalised(columns[$0]) == "subtotal" }
    if let subtotal, !fields.contains(.discount), !fields.contains(.orderDiscount) {
      fields[totalColumn] = nil
      fields[subtotal] = .total
      totalColumn = subtotal
    } else {
      remarks.append(
        "“\(columns[totalColumn])” is taken as it stands, beside \(beside.joined(separator: " and ")): if those are in it, "
          + "they are in net too. A column of goods alone goes before it: --map total=COLUMN")
    }
  }

  /// Whether a header says that its cells are amounts of money.
  private static func saysAmount(_ header: String) -> Bool {
    let name = Field.normalised(header)
    return ["amount", "value", "betrag", "montant", "importe", "monto", "valor", "bedrag", "kwota", "金额", "額"].contains
    {
      name.contains($0)
    }
  }

  /// Whether these cells are shares: all between 0 and 1, and one of them neither.
  private static func isRate(_ cells: [String]) -> Bool {
    var isFraction = false
    for cell in cells {
      let cell = cell.filter { $0 != " " }
      guard !cell.isEmpty else { continue }
      guard let value = Double(cell), value >= 0, value <= 1 else { return false }
      if value > 0, value < 1 { isFraction = true }
    }
    return isFraction
  }

  /// The CDNOW logs: blank-separated, master id, (sample id,) date, number of CDs, dollars; with or without a header.
  static func cdnow(_ head: FileHead) -> (columns: ([String], [Field?]), hasHeader: Bool)? {
    guard head.dialect.isBlankSeparated else { return nil }
    let hasHeader = !isLogRow(head.header)
    let rows = hasHeader ? Array(head.sample.prefix(20)) : [head.header] + head.sample.prefix(20)
    let width = head.header.count
    guard width == 4 || width == 5, !rows.isEmpty,
      rows.allSatisfy({ $0.isEmpty || ($0.count == width && isLogRow($0)) })
    else { return nil }
    if width == 4 {
      return (
        (["customer_id", "date", "quantity", "line_total"], [.customerId, .date, .quantity, .lineTotal]), hasHeader
      )
    }
    return (
      (
        ["master id", "sample id", "date", "quantity", "line_total"], [.customerId, nil, .date, .quantity, .lineTotal]
      ),
      hasHeader
    )
  }

  /// Numbers alone, of which the third last is a day written yyyymmdd and the last has decimals.
  static func isLogRow(_ row: [String]) -> Bool {
    guard row.count == 4 || row.count == 5, row.last?.contains(".") == true else { return false }
    guard row.allSatisfy({ $0.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || $0 == 46 || $0 == 45 } }) else {
      return false
    }
    return row[row.count - 3].utf8.count == 8 && Day(row[row.count - 3]) != nil
  }

  /// Whether a first line has a date and a number in it, which no header has.
  static func looksLikeData(_ row: [String]) -> Bool {
    var reader = DateReader(order: .mdy)
    var amounts = AmountReader(decimalComma: false)
    var hasDate = false
    var hasNumber = false
    for cell in row {
      cell.withPiece { piece in
        let piece = piece.trimmed
        if reader.moment(piece) != nil { hasDate = true } else if amounts.number(piece) != nil { hasNumber = true }
      }
    }
    return hasDate && hasNumber
  }

  /// The column whose header is nearest to one of the names, by edit distance over the longer one's length.
  static func nearest(to names: [String], in columns: [String]) -> String? {
    var best: (distance: Double, column: String)?
    for column in columns.prefix(200) where !column.isEmpty {
      let header = Array(Field.normalised(column).prefix(40).unicodeScalars)
      for name in names {
        let wanted = Array(Field.normalised(name).prefix(40).unicodeScalars)
        let distance = Double(editDistance(header, wanted)) / Double(max(1, header.count, wanted.count))
        if distance < best?.distance ?? 0.7 { best = (distance, column) }
      }
    }
    return best?.column
  }

  /// Insertions, deletions and replacements that turn one text into the other (Levenshtein).
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }

  /// Names for a message: the first dozen.
  static func shown(_ names: [String]) -> String {
    let some = names.prefix(12).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
    return names.count > 12 ? some + " … (\(names.count) in all)" : some
  }
}

extension String {
  /// Gives the UTF-8 of the text as a piece that has slack after it.
  func withPiece<Result>(_ body: (TextPiece) throws -> Result) rethrows -> Result {
    var bytes = Array(utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: SourceBytes.slack))
    return try bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { fatalError("the slack is never empty") }
      return try body(TextPiece(start: start, count: count))
    }
  }
}
