import Ledger

extension Formats {
  /// A table and what it was taken for.
  private struct Candidate {
    var table: TextTable
    var header: [String]
    var kind: FileKind?
    var confidence: Double
    var near: Recognition?
    /// Whether a person said what the table is, or which of its columns are which.
    var isChosen = false
    var signs = OrderSigns([])
    /// Columns that stand for a field whatever their header says: for all files, and for those with this header.
    var map: [(field: Field, column: String)] = []
  }

  /// Turns tables into order tables and side tables: recognised, translated, joined.
  ///
  /// Beside a table of orders, what is none is passed over and listed: a sheet of notes, a sheet of numbers without
  /// names, a list of contacts. A file that was named for itself is never passed over that way when it could be orders.
  /// - Parameters:
  ///   - tables: Tables of decoded text, in any order.
  ///   - chosen: What a person said a table is: its label, or the `fingerprint` of its header, → id of a kind, or
  ///     "generic" for "by its columns alone", or "ignore".
  ///   - map: Columns that stand for a field whatever their header says; also in files that are translated.
  ///   - answers: What a person answered about files with a header, see ``ReadOptions/answers``.
  ///   - named: Labels of the tables that a person named one by one; `nil`: all of them.
  ///   - allowsNoOrders: Whether files beside the orders are enough.
  ///   - statuses: What a person decided that status words of files with a header mean.
  /// - Throws: where no table has orders; where a person chose a kind that does not exist, or whose columns are not there.
  static func prepare(
    _ tables: [TextTable], chosen: [String: String] = [:], map: [(field: Field, column: String)] = [],
    answers: [String: [String: String]] = [:], named: Set<String>? = nil,
    allowsNoOrders: Bool = false, statuses: (_ fingerprint: String) -> [String: StatusMeaning] = { _ in [:] }
  ) throws(IngestError) -> Prepared {
    var prepared = Prepared()
    var candidates: [Candidate] = []
    var unread: [(table: TextTable, error: IngestError)] = []
    for table in tables {
      do {
        if let candidate = try candidate(table, chosen, map, answers, &prepared) { candidates.append(candidate) }
      } catch {
        guard tables.count > 1, error.kind == .notATable else { throw error }
        unread.append((table, error))
      }
    }
    joinTables(&candidates)
    passOver(&candidates, named, &prepared)
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
    try translate(candidates, statuses, &prepared)
    let hasNothing = prepared.orders.isEmpty && (prepared.sides.isEmpty || !allowsNoOrders)
    for (table, error) in unread {
      // What was named for itself has to be read, or left out by name.
      if hasNothing || named?.contains(table.label) ?? true { throw leaveOut(error, isAlone: hasNothing) }
      prepared.ignored.append((table, "No orders: \(error.what)."))
    }
    if hasNothing { throw noOrders(tables, candidates, prepared, named) }
    return prepared
  }

  // MARK: What each table is

  private static func candidate(
    _ table: TextTable, _ chosen: [String: String], _ map: [(field: Field, column: String)],
    _ answers: [String: [String: String]], _ prepared: inout Prepared
  ) throws(IngestError) -> Candidate? {
    if chosen[table.label] == "ignore" {
      prepared.ignored.append((table, leftOut))
      return nil
    }
    if let log = try blankSeparatedLog(table) { return log }
    let (header, sample) = try head(of: table)
    let map = map + columns(answers[fingerprint(header)] ?? [:], beside: map)
    if let id = chosen[table.label] ?? chosen[fingerprint(header)], id != "auto" {
      return try chosenCandidate(table, header, id, map, &prepared)
    }
    let found = recognise(header: header, sample: sample, name: tableName(table.label))
    let signs = OrderSigns(header, map: map)
    let index = HeaderIndex(header)
    let isMapped = map.contains { index[$0.column] != nil }
    var unknown = Candidate(
      table: table, header: header, kind: nil, confidence: 0, near: found.first, isChosen: isMapped, signs: signs,
      map: map)
    if let best = found.first, best.confidence >= certain {
      // A table with a customer, a date and an amount is one of orders, whatever else its columns could be.
      if best.kind.id.hasPrefix("plain-"), isSide(best.kind), isOfOrders(header) { return unknown }
      // What a person says of the columns goes before what the file was taken for.
      if isMapped, best.kind.role == .unused || (isSide(best.kind) && signs.isComplete) { return unknown }
      if best.kind.role == .unused {
        prepared.ignored.append((table, "\(best.kind.platform): \(best.kind.title). " + (best.kind.notes.first ?? "")))
        return nil
      }
      unknown.kind = best.kind
      unknown.confidence = best.confidence
    }
    return unknown
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
    _ table: TextTable, _ header: [String], _ id: String, _ map: [(field: Field, column: String)],
    _ prepared: inout Prepared
  ) throws(IngestError) -> Candidate? {
    let signs = OrderSigns(header, map: map)
    if id == "generic" {
      return Candidate(table: table, header: header, kind: nil, confidence: 1, isChosen: true, signs: signs, map: map)
    }
    if id == "ignore" {
      prepared.ignored.append((table, leftOut))
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
    return Candidate(table: table, header: header, kind: kind, confidence: 1, isChosen: true, signs: signs, map: map)
  }

  private static let leftOut = "Left out by choice."

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

  /// Orders and their lines in two tables are translated together; orders alone are read as they are.
  ///
  /// Two tables that are no known kind belong together where both number the orders, one has the customers and the dates
  /// and no goods, and the other the goods or their amounts and no customers.
  private static func joinTables(_ candidates: inout [Candidate]) {
    func isPlain(_ candidate: Candidate) -> Bool {
      candidate.kind == nil || candidate.kind?.id == "plain-orders"
    }
    let hasPlainLines = candidates.contains { $0.kind?.id == "plain-lines" }
    let heads = candidates.indices.filter { isPlain(candidates[$0]) && candidates[$0].signs.isHead }
    if !heads.isEmpty, let kind = Formats.kind("plain-lines") {
      let hasTotals = heads.contains { candidates[$0].signs.hasAmount }
      for place in candidates.indices where candidates[place].kind == nil && !heads.contains(place) {
        // Amounts without goods, beside orders that have amounts, are payments.
        guard candidates[place].signs.isLines, candidates[place].signs.hasGoods || !hasTotals else { continue }
        var lines = kind
        let known = Set(kind.columns.map(\.column))
        lines.columns = columns(candidates[place].header).filter { known.contains($0.column) }
        candidates[place].kind = lines
      }
    }
    guard candidates.contains(where: { $0.kind?.id == "plain-lines" }) else { return }
    for place in candidates.indices where isPlain(candidates[place]) && (hasPlainLines || heads.contains(place)) {
      guard candidates[place].signs.hasOrderId, var orders = Formats.kind("plain-orders") else { continue }
      orders.columns = columns(candidates[place].header)
      orders.translation = PlainTranslation.self
      candidates[place].kind = orders
    }
  }

  /// What the columns of a table are by their headers alone.
  private static func columns(_ header: [String]) -> [(column: Column, headers: [String])] {
    zip(ColumnRecognition(header, []).fields, header).compactMap { field, name in field.map { (Column($0), [name]) } }
  }

  /// Takes out the tables of which nobody said what they are and which cannot be orders.
  ///
  /// With two of customer, date and amount, what is missing is said by the reader of the columns; but beside a table of
  /// orders, a sheet or a file of a folder with less than all three is something else.
  private static func passOver(
    _ candidates: inout [Candidate], _ named: Set<String>?, _ prepared: inout Prepared
  ) {
    let hasOrders = candidates.contains { $0.kind?.role == .orders || ($0.kind == nil && $0.signs.isComplete) }
    candidates.removeAll { candidate in
      guard candidate.kind == nil, !candidate.isChosen, !candidate.signs.isComplete else { return false }
      let isNamed = named?.contains(candidate.table.label) ?? true
      let isData = FileLayout.looksLikeData(candidate.header)
      if hasOrders, !isNamed {
        if isData, let reader = try? TableReader(candidate.table), OrderSigns(reader.header).isComplete { return false }
        let why = isData ? "a row of data where the names of the columns should be" : candidate.signs.missing
        prepared.ignored.append(
          (candidate.table, "No orders: \(why). Its columns: \(FileLayout.shown(candidate.header))"))
        return true
      }
      guard candidate.signs.count < 2, !isData else { return false }
      let names = FileLayout.shown(candidate.header)
      prepared.ignored.append(
        (candidate.table, "No orders: no customer, no date, no amount could be told from: \(names)"))
      return true
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
    _ candidates: [Candidate], _ statuses: (_ fingerprint: String) -> [String: StatusMeaning],
    _ prepared: inout Prepared
  ) throws(IngestError) {
    // Returns turn the superstore's rows, which are read as they are otherwise, into orders with refunds.
    let hasReturns = candidates.contains { $0.kind?.id == "superstore-returns" }
    let order = Dictionary(all.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var families:
      [(
        translation: any OrderTranslation.Type, members: [Translator.Member], map: [(field: Field, column: String)]
      )] = []
    var decided: [String: StatusMeaning] = [:]
    for candidate in candidates where candidate.kind?.translation != nil {
      decided.merge(statuses(fingerprint(candidate.header))) { $1 }
    }
    for candidate in candidates {
      guard let kind = candidate.kind else { continue }
      if case .side = kind.role { continue }
      let isReturned = hasReturns && kind.id.hasPrefix("superstore")
      guard let translation = isReturned ? SuperstoreTranslation.self : kind.translation else {
        prepared.orders.append(plain(candidate))
        continue
      }
      try requireUse(of: candidate.map, candidate.table, candidate.header, kind)
      let member = Translator.Member(table: candidate.table, kind: kind, confidence: candidate.confidence)
      if let place = families.firstIndex(where: { family in
        family.translation == translation
          && (translation.joinsPlatforms || family.members[0].kind.platform == kind.platform)
      }) {
        families[place].members.append(member)
        families[place].map += candidate.map
      } else {
        families.append((translation, [member], candidate.map))
      }
    }
    for family in families {
      // Order lists first; of one kind, the file that was written last comes last, and its word counts.
      let members = family.members.sorted { left, right in
        let (a, b) = (order[left.kind.id] ?? 0, order[right.kind.id] ?? 0)
        if a != b { return a < b }
        return (left.table.bytes.changed, left.table.label) < (right.table.bytes.changed, right.table.label)
      }
      var translator = Translator(
        members, family.translation, map: family.map, statuses: StatusReading(decided: decided))
      prepared.orders += try translator.orders()
    }
  }

  /// The columns that answers name, but for fields that are said for all files.
  private static func columns(
    _ answers: [String: String], beside map: [(field: Field, column: String)]
  ) -> [(field: Field, column: String)] {
    answers.sorted { $0.key < $1.key }.compactMap { key, value in
      guard key.hasPrefix("map."), let field = Field(rawValue: String(key.dropFirst(4))) else { return nil }
      return map.contains { $0.field == field } ? nil : (field, value)
    }
  }

  /// Refuses columns that a person named and that the platform's translation would not look at.
  private static func requireUse(
    of map: [(field: Field, column: String)], _ table: TextTable, _ header: [String], _ kind: FileKind
  ) throws(IngestError) {
    let index = HeaderIndex(header)
    for entry in map where index[entry.column] != nil {
      let column = Column(entry.field)
      if OrderSink.texts.contains(column) || kind.columns.contains(where: { $0.column == column }) { continue }
      throw IngestError(
        kind: .missingColumn, file: table.label,
        what:
          "this file is one of \(kind.platform) (\(kind.title)), of which no \(entry.field.rawValue) is read: "
          + "--map \(entry.field.rawValue)=\(entry.column) would change nothing",
        wayOut: "Leave it away, or read the file by the names of its columns: --kind '\(table.label)=generic'")
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

  /// What is wrong with a file that cannot be read beside others that can, with the way to leave it out.
  private static func leaveOut(_ error: IngestError, isAlone: Bool) -> IngestError {
    guard !isAlone, !error.file.isEmpty else { return error }
    return IngestError(
      kind: error.kind, file: error.file, line: error.line, what: error.what,
      wayOut: error.wayOut + (error.wayOut.isEmpty ? "" : " ") + "Or leave it out: --kind '\(error.file)=ignore'",
      question: error.question)
  }

  /// Which column is what is missing, where the cells of a table could be those of orders: some are dates, some amounts.
  private static func question(about table: TextTable) -> OpenQuestion? {
    guard let (header, sample) = try? head(of: table), !FileLayout.looksLikeData(header) else { return nil }
    let fields = ColumnRecognition(header, sample).fields
    let free = fields.map { $0 == nil }
    let candidates = ColumnCandidates(sample, names: header)
    let signs = OrderSigns(header)
    let missing: [(isThere: Bool, what: String, field: Field)] = [
      (signs.hasDate, "the date of the order", .orderedAt), (signs.hasAmount, "the amount", .total),
      (signs.hasCustomer, "the customer", .customerId),
    ]
    let questions = missing.filter { !$0.isThere }.map { candidates.question($0.what, $0.field, free: free) }
    guard let first = questions.first, questions.allSatisfy({ $0 != nil }) else { return nil }
    return first?.about(table.label, header: header, rows: sample)
  }

  private static func noOrders(
    _ tables: [TextTable], _ candidates: [Candidate], _ prepared: Prepared, _ named: Set<String>?
  ) -> IngestError {
    // What was named is to blame, never a file that lies beside it.
    let isNamed = { (table: TextTable) -> Bool in
      named.map { named in named.contains { table.label == $0 || table.label.hasPrefix($0) } } ?? true
    }
    let blamed = tables.first(where: isNamed) ?? tables.first
    let file = blamed?.label ?? ""
    if let part = prepared.ignored.first(where: { $0.why.contains("It is no order file without") && isNamed($0.table) })
    {
      return IngestError(
        kind: .missingColumn, file: part.table.label, what: part.why,
        wayOut: "Name both files, or the folder that they are in.")
    }
    if let side = prepared.sides.first(where: { isNamed($0.table) }), blamed?.label == side.table.label {
      return IngestError(
        kind: .missingColumn, file: side.table.label,
        what:
          "this is a file of \(side.side.rawValue) (\(side.kind.title)), and there is no file with orders beside it",
        wayOut: "Name the order file too.")
    }
    let header = blamed.flatMap { table in (try? TableReader(table))?.header } ?? []
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
        + "If it has them, name their columns: --map customer_id=… --map ordered_at=… --map total=… Columns: \(FileLayout.shown(header))",
      question: blamed.flatMap { question(about: $0) })
  }
}
