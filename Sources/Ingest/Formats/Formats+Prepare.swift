import Ledger

extension Formats {
  /// A table and what it was taken for.
  private struct Candidate {
    var table: TextTable
    var header: [String]
    var kind: FileKind?
    var confidence: Double
    var near: Recognition?
  }

  /// Turns tables into order tables and side tables: recognised, translated, joined.
  ///
  /// - Parameters:
  ///   - tables: Tables of decoded text, in any order.
  ///   - chosen: What a person said a table is: its label, or the `fingerprint` of its header, → id of a kind, or
  ///     "generic" for "by its columns alone", or "ignore".
  ///   - map: Columns that stand for a field whatever their header says; also in files that are translated.
  ///   - allowsNoOrders: Whether files beside the orders are enough.
  /// - Throws: where no table has orders; where a person chose a kind that does not exist, or whose columns are not there.
  static func prepare(
    _ tables: [TextTable], chosen: [String: String] = [:], map: [(field: Field, column: String)] = [],
    allowsNoOrders: Bool = false
  ) throws(IngestError) -> Prepared {
    var prepared = Prepared()
    var candidates: [Candidate] = []
    for table in tables {
      if let candidate = try candidate(table, chosen, map, &prepared) { candidates.append(candidate) }
    }
    joinPlainFolder(&candidates)
    leaveOutParts(&candidates, &prepared)
    for candidate in candidates {
      guard let kind = candidate.kind else {
        prepared.orders.append(plain(candidate))
        continue
      }
      if case .side(let side) = kind.role {
        try appendSide(candidate.table, kind, side, candidate.confidence, &prepared)
      } else if let side = kind.alsoSide {
        try appendSide(candidate.table, kind, side, candidate.confidence, &prepared)
      }
    }
    try translate(candidates, map, &prepared)
    if prepared.orders.isEmpty, prepared.sides.isEmpty || !allowsNoOrders {
      throw noOrders(tables, candidates, prepared)
    }
    return prepared
  }

  // MARK: What each table is

  private static func candidate(
    _ table: TextTable, _ chosen: [String: String], _ map: [(field: Field, column: String)], _ prepared: inout Prepared
  ) throws(IngestError) -> Candidate? {
    if let log = try blankSeparatedLog(table) { return log }
    let (header, sample) = try head(of: table)
    if let id = chosen[table.label] ?? chosen[fingerprint(header)], id != "auto" {
      return try chosenCandidate(table, header, id, &prepared)
    }
    let found = recognise(header: header, sample: sample, name: tableName(table.label))
    // A table with a customer, a date and an amount is one of orders, whatever else its columns could be.
    let isShadowed =
      found.first.map { $0.kind.id.hasPrefix("plain-") && isSide($0.kind) && isOfOrders(header) } ?? false
    if !isShadowed, let best = found.first, best.confidence >= certain {
      if best.kind.role == .unused {
        prepared.ignored.append((table, "\(best.kind.platform): \(best.kind.title). " + (best.kind.notes.first ?? "")))
        return nil
      }
      return Candidate(table: table, header: header, kind: best.kind, confidence: best.confidence, near: best)
    }
    // Unknown: its columns may still say enough, or `--map` does.
    if !hasOrders(header, map), !FileLayout.looksLikeData(header) {
      let names = FileLayout.shown(header)
      prepared.ignored.append((table, "No orders: no customer, no date, no amount could be told from: \(names)"))
      return nil
    }
    return Candidate(table: table, header: header, kind: nil, confidence: 0, near: found.first)
  }

  /// The names of the columns and the first rows. A head that gives no reason for care is enough; else the table is
  /// looked over.
  static func head(of table: TextTable) throws(IngestError) -> (header: [String], sample: [[String]]) {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = table.bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    if !table.isClean,
      let head = try? FileHead(window, isWhole: window.count >= table.bytes.count, file: table.label),
      Care.looksRegular(head, bytes: window)
    {
      return (head.header, head.sample.prefix(20).filter { $0.count == head.header.count })
    }
    var reader = try TableReader(table)
    var sample: [[String]] = []
    var record = Record()
    while sample.count < 20, try reader.next(&record) { sample.append(record.texts) }
    return (reader.header, sample)
  }

  /// The CDNOW logs stand between blanks, which no reader of delimited rows takes for separators.
  private static func blankSeparatedLog(_ table: TextTable) throws(IngestError) -> Candidate? {
    guard !table.isClean else { return nil }
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: FileHead.limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = table.bytes.window(at: 0, limit: FileHead.limit, in: buffer)
    guard let head = try? FileHead(window, isWhole: window.count >= table.bytes.count, file: table.label) else {
      return nil
    }
    guard let log = FileLayout.cdnow(head), var kind = kind("cdnow") else { return nil }
    kind.columns = []
    return Candidate(table: table, header: log.columns.0, kind: kind, confidence: 1)
  }

  private static func chosenCandidate(
    _ table: TextTable, _ header: [String], _ id: String, _ prepared: inout Prepared
  ) throws(IngestError) -> Candidate? {
    if id == "generic" { return Candidate(table: table, header: header, kind: nil, confidence: 1) }
    if id == "ignore" {
      prepared.ignored.append((table, "Left out by choice."))
      return nil
    }
    guard let kind = kind(id) else {
      let near = FileLayout.nearest(to: [id], in: all.map(\.id))
      throw IngestError(
        kind: .notATable, file: table.label, what: "there is no kind of file “\(id)”",
        wayOut: (near.map { "The nearest is “\($0)”. " } ?? "") + "All of them: clientele formats")
    }
    let index = HeaderIndex(header)
    let missing = kind.signature.filter { group in !group.contains { index[$0] != nil } }.compactMap(\.first)
    guard missing.isEmpty else {
      throw IngestError(
        kind: .missingColumn, file: table.label, line: 1,
        what: "as “\(id)” this file lacks the columns \(missing.joined(separator: ", "))",
        wayOut: "Its columns are: \(FileLayout.shown(header))")
    }
    if kind.role == .unused {
      prepared.ignored.append((table, "\(kind.platform): \(kind.title)."))
      return nil
    }
    return Candidate(table: table, header: header, kind: kind, confidence: 1)
  }

  private static func isSide(_ kind: FileKind) -> Bool {
    if case .side = kind.role { return true }
    return false
  }

  /// Whether the headers name a customer, a date and an amount.
  private static func isOfOrders(_ header: [String]) -> Bool {
    let fields = Set(header.compactMap { Field.named($0) })
    return !fields.isDisjoint(with: [.customerId, .email, .phone]) && !fields.isDisjoint(with: [.orderedAt, .date])
      && !fields.isDisjoint(with: [.unitPrice, .total, .lineTotal, .orderTotal])
  }

  /// Whether two of customer, date and amount can be told from the headers, or a person says which columns they are.
  ///
  /// With two, what is missing is said by the reader of the columns, with the nearest header.
  private static func hasOrders(_ header: [String], _ map: [(field: Field, column: String)]) -> Bool {
    let index = HeaderIndex(header)
    if map.contains(where: { index[$0.column] != nil }) { return true }
    let fields = Set(ColumnRecognition(header, []).fields.compactMap { $0 })
    let hasCustomer = !fields.isDisjoint(with: [.customerId, .email, .phone, .name])
    let hasDate = !fields.isDisjoint(with: [.orderedAt, .date, .paidAt, .time])
    let hasAmount = !fields.isDisjoint(with: [.unitPrice, .total, .lineTotal, .orderTotal])
    return [hasCustomer, hasDate, hasAmount].count { $0 } >= 2
  }

  /// Orders and order lines of the plain shop folder are translated together; orders alone are read as they are.
  private static func joinPlainFolder(_ candidates: inout [Candidate]) {
    guard candidates.contains(where: { $0.kind?.id == "plain-lines" }) else { return }
    for place in candidates.indices {
      let kind = candidates[place].kind
      guard kind == nil || kind?.id == "plain-orders" else { continue }
      let index = HeaderIndex(candidates[place].header)
      let columns = Field.synonyms.map { entry in (column: Column(entry.field), headers: entry.headers) }
      let hasKey = columns.first { $0.column == .orderId }?.headers.contains { index[$0] != nil } ?? false
      guard hasKey, var heads = Formats.kind("plain-orders") else { continue }
      heads.columns = columns
      heads.translation = PlainTranslation.self
      candidates[place].kind = heads
    }
  }

  /// Takes out the files that say nothing without another one.
  private static func leaveOutParts(_ candidates: inout [Candidate], _ prepared: inout Prepared) {
    let ids = Set(candidates.compactMap { $0.kind?.id })
    candidates.removeAll { candidate in
      guard let kind = candidate.kind, let needs = kind.needs, ids.isDisjoint(with: needs.kinds) else { return false }
      prepared.ignored.append(
        (candidate.table, "\(kind.platform): \(kind.title). It is no order file without \(needs.file)."))
      return true
    }
  }

  // MARK: Orders

  private static func plain(_ candidate: Candidate) -> PreparedOrders {
    let kind = candidate.kind
    let index = HeaderIndex(candidate.header)
    var taken: [Int: String] = [:]
    for entry in kind?.columns ?? [] {
      let position = entry.column.position(in: index, kind ?? all[0], [])
      if position >= 0 { taken[position] = entry.column.plainName }
    }
    if kind?.columns.isEmpty ?? true {
      for (position, field) in ColumnRecognition(candidate.header, []).fields.enumerated() {
        taken[position] = field?.rawValue
      }
    }
    return PreparedOrders(
      table: candidate.table, kind: kind, confidence: candidate.confidence, isTranslated: false,
      sourceColumns: candidate.header.enumerated().map { ($1, taken[$0] ?? "") })
  }

  private static func translate(
    _ candidates: [Candidate], _ map: [(field: Field, column: String)], _ prepared: inout Prepared
  ) throws(IngestError) {
    // Returns turn the superstore's rows, which are read as they are otherwise, into orders with refunds.
    let hasReturns = candidates.contains { $0.kind?.id == "superstore-returns" }
    let order = Dictionary(all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var families: [(translation: any OrderTranslation.Type, members: [Translator.Member])] = []
    for candidate in candidates {
      guard let kind = candidate.kind else { continue }
      if case .side = kind.role { continue }
      let isReturned = hasReturns && kind.id.hasPrefix("superstore")
      guard let translation = isReturned ? SuperstoreTranslation.self : kind.translation else {
        prepared.orders.append(plain(candidate))
        continue
      }
      let member = Translator.Member(table: candidate.table, kind: kind, confidence: candidate.confidence)
      if let place = families.firstIndex(where: { $0.translation == translation }) {
        families[place].members.append(member)
      } else {
        families.append((translation, [member]))
      }
    }
    for family in families {
      // Order lists first; of one kind, the file that was written last comes last, and its word counts.
      let members = family.members.sorted { left, right in
        let (a, b) = (order[left.kind.id] ?? 0, order[right.kind.id] ?? 0)
        if a != b { return a < b }
        return (left.table.bytes.changed, left.table.label) < (right.table.bytes.changed, right.table.label)
      }
      var translator = Translator(members, family.translation, map: map)
      prepared.orders += try translator.orders()
    }
  }

  // MARK: Side files

  private static func appendSide(
    _ table: TextTable, _ kind: FileKind, _ side: SideKind, _ confidence: Double, _ prepared: inout Prepared
  ) throws(IngestError) {
    let isPlain = kind.words.isEmpty && kind.positional.isEmpty
    let translated = isPlain ? table : try SideTranslator(kind: kind, side: side).table(table)
    prepared.sides.append(PreparedSide(table: translated, kind: kind, side: side, confidence: confidence))
  }

  // MARK: Errors

  private static func noOrders(_ tables: [TextTable], _ candidates: [Candidate], _ prepared: Prepared) -> IngestError {
    let file = tables.first?.label ?? ""
    if let part = prepared.ignored.first(where: { $0.why.contains("It is no order file without") }) {
      return IngestError(
        kind: .missingColumn, file: part.table.label, what: part.why,
        wayOut: "Name both files, or the folder that they are in.")
    }
    if let side = prepared.sides.first {
      return IngestError(
        kind: .missingColumn, file: side.table.label,
        what:
          "this is a file of \(side.side.rawValue) (\(side.kind.title)), and there is no file with orders beside it",
        wayOut: "Name the order file too.")
    }
    let header = tables.first.flatMap { table in (try? TableReader(table))?.header } ?? []
    let near = recognise(header: header, sample: []).first
    let nearest = near.map { near in
      near.confidence >= certain
        ? "It looks like: \(near.kind.platform), \(near.kind.title). "
        : "The nearest known file is \(near.kind.platform), \(near.kind.title); it lacks "
          + near.missing.joined(separator: ", ") + ". "
    }
    return IngestError(
      kind: .missingColumn, file: file, line: 1,
      what: "the file has no orders: no customer, no order number, no date and amount of an order was found",
      wayOut: (nearest ?? "")
        + "If it has them, name their columns: --map customer_id=… --map ordered_at=… --map total=… Columns: \(FileLayout.shown(header))"
    )
  }
}
