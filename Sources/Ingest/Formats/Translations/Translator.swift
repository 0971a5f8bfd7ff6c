import Ledger

/// Reads files of one platform, puts their rows together by order, and writes them as rows of the plain shop folder.
struct Translator {
  /// A file to be translated.
  struct Member {
    var table: TextTable
    var kind: FileKind
    var confidence: Double
  }

  private let members: [Member]
  private let translation: any OrderTranslation.Type
  private let map: [(field: Field, column: String)]
  private let statuses: StatusReading
  /// Whether two files are of one kind.
  private let hasTwins: Bool
  private var columns: [Column] = []
  private var places = [Int](repeating: -1, count: Column.allCases.count)
  private var audits: [TableAudit] = []
  private var sources: [[(column: String, field: String)]] = []

  /// A translation of files, those of order lists first.
  init(
    _ members: [Member], _ translation: any OrderTranslation.Type, map: [(field: Field, column: String)],
    statuses: StatusReading = StatusReading()
  ) {
    self.statuses = statuses
    self.members = members
    self.translation = translation
    self.map = map
    hasTwins = Set(members.map(\.kind.id)).count < members.count
    var wanted: Set<Column> = [.orderId]
    for member in members {
      wanted.formUnion(member.kind.columns.map(\.column))
      wanted.insert(member.kind.key)
    }
    wanted.formUnion(map.map { Column($0.field) })
    columns = Column.allCases.filter { wanted.contains($0) }
    for (place, column) in columns.enumerated() { places[Int(column.rawValue)] = place }
  }

  /// Reads and writes everything.
  mutating func orders() throws(IngestError) -> [PreparedOrders] { try orders(translation) }

  private mutating func orders<Translation: OrderTranslation>(
    _ type: Translation.Type
  ) throws(IngestError) -> [PreparedOrders] {
    var translation = Translation()
    var files: [OrderRows.File] = []
    let name = members.first?.table.label ?? ""
    let rows = KeyedRows(width: columns.count, name: name)
    var lookups: [String: KeyedRows] = [:]
    var lookupKeys: [String: Int] = [:]
    for (place, member) in members.enumerated() {
      let store: KeyedRows
      if member.kind.isLookup {
        store = lookups[member.kind.id] ?? KeyedRows(width: columns.count, name: member.table.label)
        lookups[member.kind.id] = store
        lookupKeys[member.kind.id] = places[Int(member.kind.key.rawValue)]
      } else {
        store = rows
      }
      files.append(OrderRows.File(member.kind))
      try read(member, place, into: store, &files[place], &translation)
    }
    try rows.seal()
    for store in lookups.values { try store.seal() }
    var order = OrderRows(files: files, statuses: StatusCache(statuses), places: places)
    let sink = OrderSink(
      origins: members.map(\.table), audits: audits, rows: order, translation: type, lookups: lookups,
      lookupKeys: lookupKeys)
    for group in 0..<rows.groupCount {
      rows.load(group: group, into: &order.rows)
      sink.begin(order)
      if !type.spansFiles, dropOverlaps(&order, sink) { sink.begin(order) }
      guard order.count > 0 else { continue }
      try translation.translate(order, sink)
      sink.end(order)
    }
    var tables = try sink.tables()
    if !tables.isEmpty { tables[0].audit.remarks += sink.remarks + translation.remarks }
    return tables.enumerated().map { place, table in
      PreparedOrders(
        table: table, kind: members[place].kind, confidence: members[place].confidence, isTranslated: true,
        sourceColumns: sources[place])
    }
  }

  /// Reads a file's rows into a store.
  private mutating func read<Translation: OrderTranslation>(
    _ member: Member, _ place: Int, into store: KeyedRows, _ file: inout OrderRows.File,
    _ translation: inout Translation
  ) throws(IngestError) {
    var reader = try TableReader(member.table)
    let index = HeaderIndex(reader.header)
    let found = columns.map { column in column.position(in: index, member.kind, map) }
    sources.append(
      reader.header.enumerated().map { position, header in
        (header, found.firstIndex(of: position).map { columns[$0].plainName } ?? "")
      })
    let joined =
      member.kind.joined.map { joined in
        reader.header.indices.filter { Field.normalised(reader.header[$0]).hasPrefix(Field.normalised(joined.prefix)) }
      } ?? []
    let key = places[Int(member.kind.key.rawValue)]
    var own = TableAudit()
    var record = Record()
    var kept = Record()
    var amounts = AmountReader(decimalComma: false)
    var counts = AmountReader(decimalComma: false)
    var signs: [String: Int] = [:]
    var currencies: [String: Int] = [:]
    var channels: Set<String> = []
    let isUnitPrice = !member.kind.columns.contains { [.total, .subtotal, .lineTotal].contains($0.column) }
    var rounded = 0
    var noticed = OrderRows(
      files: [file], statuses: StatusCache(statuses), places: places, rows: [KeyedRows.Stored()])
    while try reader.next(&record) {
      kept.removeAll()
      kept.line = record.line
      for (place, position) in found.enumerated() {
        if columns[place] == .packedLines, !joined.isEmpty {
          for (order, cell) in joined.enumerated() {
            if order > 0 { kept.extend(PackedCell.joint) }
            record.withBytes(cell) { kept.extend($0) }
          }
          kept.endCell()
          continue
        }
        record.withBytes(position) { cell in
          let cell = CellText.cleaned(cell)
          if columns[place].isMoney {
            _ = CellText.number(cell, &amounts) { sign in signs[sign.string, default: 0] += 1 }
          } else if cell.count > 0 {
            switch columns[place] {
            case .quantity: _ = CellText.number(cell, &counts)
            case .currency: currencies[String(decoding: cell, as: UTF8.self), default: 0] += 1
            case .channel: if channels.count < 100 { channels.insert(String(decoding: cell, as: UTF8.self)) }
            default: break
            }
          }
          kept.append(cell)
        }
      }
      if (0..<kept.count).allSatisfy({ kept.isEmpty($0) }) {
        own.setAside(.blank, line: record.line, text: "")
        continue
      }
      if kept.withBytes(key, { Translator.isTotal($0) }) {
        own.setAside(.total, line: record.line, text: OrderSink.shown(kept))
        continue
      }
      if kept.withBytes(key, { CellText.isRounded($0) }) {
        // Several orders may have become one number: each row is an order of its own.
        rounded += 1
        kept = Translator.emptied(kept, key)
      }
      if Translation.looksAhead {
        // Lent, not copied: a copy would be made anew for every row.
        swap(&noticed.rows[0].cells, &kept)
        let isPart = translation.notice(noticed)
        swap(&noticed.rows[0].cells, &kept)
        if !isPart { continue }
      }
      if try !store.add(kept, key: key, table: place) {
        own.setAside(.broken, line: record.line, text: OrderSink.shown(kept), reason: "the row has more than 8 MB")
      } else if member.kind.isLookup {
        own.setAside(.joined, line: record.line, text: OrderSink.shown(kept))
      }
    }
    own.merge(reader.audit)
    if rounded > 0 {
      own.remarks.append(
        "\(Digits.grouped(rounded)) numbers were rounded by a spreadsheet (such as 3.5E+16): their rows count as orders "
          + "of their own. Export the file again and do not save it from a spreadsheet.")
    }
    let places = channels.sorted() + reader.header + [member.table.label]
    own.remarks += file.take(signs: signs, places: places)
    if file.sign == nil {
      let named = found.indices.filter { columns[$0].isMoney && found[$0] >= 0 }
      file.sign = named.lazy.compactMap { HeaderIndex.currency(reader.header[found[$0]]) }.first
    }
    let mostFrequent = currencies.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let code = mostFrequent.map { RowReader.currencyCode($0) } ?? file.currency ?? file.sign ?? ""
    let verdict = amounts.evidence.verdict(
      digits: Currency(code: code).digits, isUnitPrice: isUnitPrice, counts: counts.evidence)
    file.decimalComma = verdict == .comma || verdict == .thousandPoints
    if verdict == .thousandPoints {
      own.remarks.append("No amount has decimals: points such as in 1.000 are read as marks of thousands.")
    }
    audits.append(own)
  }

  /// Drops rows of an order that is in several exports of the same kind: the export that was written last counts.
  private func dropOverlaps(_ order: inout OrderRows, _ sink: OrderSink) -> Bool {
    guard hasTwins, order.count > 1 else { return false }
    var latest: [String: Int] = [:]
    for row in order.rows {
      let id = members[row.table].kind.id
      latest[id] = max(latest[id] ?? 0, row.table)
    }
    let stale = order.rows.indices.filter { row in
      let table = order.rows[row].table
      return latest[members[table].kind.id] != table
    }
    for row in stale { sink.setAside(order, row, .duplicate, "the order is in a later export too") }
    for row in stale.reversed() { order.rows.remove(at: row) }
    return !stale.isEmpty
  }

  private static let totals = ["合计", "总计", "小计", "total", "totals", "grand total", "sum"].map { Array($0.utf8) }

  private static func isTotal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Order numbers begin with a digit, nearly all of them.
    guard bytes.count >= 3, bytes.count <= 18, bytes[0] > 64 else { return false }
    return totals.contains { total in
      total.count <= bytes.count && zip(total, bytes).allSatisfy { $0 == ($1 < 128 ? $1 | 32 : $1) }
        && bytes[total.count...].allSatisfy { $0 <= 32 || $0 == UInt8(ascii: ":") }
    }
  }

  /// The row with one cell empty.
  private static func emptied(_ record: Record, _ cell: Int) -> Record {
    var copy = Record()
    copy.line = record.line
    for place in 0..<record.count { if place == cell { copy.append("") } else { copy.append(record[place]) } }
    return copy
  }
}

/// Where each header stands.
struct HeaderIndex {
  private var positions: [String: Int] = [:]

  /// The positions of a header's cells, the first of those that are the same.
  init(_ header: [String]) {
    for (position, name) in header.enumerated() {
      let name = Field.normalised(name)
      if !name.isEmpty, positions[name] == nil { positions[name] = position }
      if let open = name.lastIndex(of: "("), HeaderIndex.currency(header[position]) != nil {
        let general = name[..<open] + "(*)"
        if positions[String(general)] == nil { positions[String(general)] = position }
      }
    }
  }

  /// The code of the currency that a header names after its own text: "Total (ARS)"; `nil` where it names none.
  static func currency(_ header: String) -> String? {
    guard header.hasSuffix(")"), let open = header.lastIndex(of: "(") else { return nil }
    let code = header[header.index(after: open)...].dropLast()
    return code.utf8.count == 3 && code.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) ? String(code) : nil
  }

  /// Number of different headers.
  var count: Int { positions.count }

  /// The position of a header; `nil` where it is absent.
  subscript(header: String) -> Int? { positions[Field.normalised(header)] }
}

extension Column {
  /// The column's position in a file: where `--map` says, else by the first of the kind's headers that is there; -1 where
  /// it is absent.
  func position(in index: HeaderIndex, _ kind: FileKind, _ map: [(field: Field, column: String)]) -> Int {
    for entry in map.reversed() where Column(entry.field) == self {
      if let position = index[entry.column] { return position }
    }
    for entry in kind.columns where entry.column == self {
      for header in entry.headers { if let position = index[header] { return position } }
    }
    return -1
  }
}
