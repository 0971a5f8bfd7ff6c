import Ledger

/// Reads the tables beside the orders, linked to a ledger's own customers and products.
enum SideReader {
  /// Reads all tables. Several of one kind become one table, in the order in which they are given.
  ///
  /// Customers are read before everything else, so that an account that only the file of customers knows leads to the
  /// person whom the orders know by e-mail or phone; campaigns before their members.
  /// - Parameter otherKeys: Further accounts, addresses and numbers of the ledger's customers, where people were joined.
  /// - Throws: `IngestError` where a column is missing, or day and month fit in both orders. A row that cannot be used is
  ///   counted, with its reason, in the report of its file.
  static func read(
    _ tables: [SideTable], for ledger: Ledger, options: ReadOptions,
    otherKeys: SideLinks.OtherKeys = SideLinks.OtherKeys(), isCancelled: (@Sendable () -> Bool)? = nil
  ) throws(IngestError) -> (sides: Sides, files: [ImportReport.SideFile]) {
    var reading = SideReading(tables, ledger, options, otherKeys, isCancelled)
    do throws(IngestError) {
      try reading.fill(.customers, ProfileBuilder.self)
      try reading.fill(.products, ProductBuilder.self)
      try reading.fill(.costs, CostBuilder.self)
      try reading.fill(.visits, VisitBuilder.self) { builder, file in
        let words = builder.unknownEvents
        guard !words.isEmpty else { return }
        file.remarks.append("Unknown events, kept as “other”: \(FileLayout.shown(words)).")
      }
      try reading.fill(.enquiries, EnquiryBuilder.self)
      try reading.fill(.stock, StockBuilder.self)
      try reading.fill(.campaigns, CampaignBuilder.self)
      try reading.fill(.campaignMembers, MemberBuilder.self)
      try reading.fill(.spend, SpendBuilder.self)
      try reading.fill(.rates, RateBuilder.self)
    } catch {
      reading.abandon()
      throw error
    }
    return reading.finished()
  }
}

/// The reading of some side tables.
private struct SideReading {
  private let tables: [SideTable]
  private let ledger: Ledger
  private let options: ReadOptions
  private let isCancelled: (@Sendable () -> Bool)?
  private let links: SideLinks
  private var reports: [ImportReport.SideFile?]
  /// What is left to do for each kind: make its table, free its memory.
  private var pending: [(finish: (inout Sides) -> Void, deallocate: () -> Void)] = []

  init(
    _ tables: [SideTable], _ ledger: Ledger, _ options: ReadOptions, _ otherKeys: SideLinks.OtherKeys,
    _ isCancelled: (@Sendable () -> Bool)?
  ) {
    (self.tables, self.ledger, self.options, self.isCancelled) = (tables, ledger, options, isCancelled)
    links = SideLinks(ledger, otherKeys: otherKeys)
    reports = Array(repeating: nil, count: tables.count)
  }

  /// Reads the tables of one kind.
  mutating func fill<Builder: SideBuilder>(
    _ kind: SideKind, _: Builder.Type, remark: (Builder, inout ImportReport.SideFile) -> Void = { _, _ in }
  ) throws(IngestError) {
    let own = tables.indices.filter { tables[$0].kind == kind }
    guard !own.isEmpty else { return }
    var builder = Builder()
    do throws(IngestError) {
      for position in own {
        var report = try read(tables[position], into: &builder)
        remark(builder, &report)
        reports[position] = report
      }
    } catch {
      builder.deallocate()
      throw error
    }
    // Strangers are numbered over all kinds: tables are made when every kind has been read.
    let (complete, links, ledger) = (builder, links, ledger)
    pending.append(({ complete.finish(links, ledger, into: &$0) }, { complete.deallocate() }))
  }

  /// The tables, once all kinds are read.
  func finished() -> (sides: Sides, files: [ImportReport.SideFile]) {
    var sides = Sides()
    for kind in pending { kind.finish(&sides) }
    abandon()
    return (sides, reports.compactMap { $0 })
  }

  /// Frees what has been read.
  func abandon() {
    for kind in pending { kind.deallocate() }
  }

  /// Reads a table, and again where all rows together show that dates or decimals were guessed wrong.
  private func read<Builder: SideBuilder>(
    _ side: SideTable, into builder: inout Builder
  ) throws(IngestError) -> ImportReport.SideFile {
    var order = side.dateOrder ?? options.dateOrder ?? .mdy
    var numbers = DateNumbers.epochs
    var decimalComma = options.decimalComma ?? false
    let before = builder.count
    for _ in 0..<4 {
      builder.truncate(to: before)
      var reader = try TableReader(side.table)
      let layout = try SideLayout(side, header: reader.header, line: reader.headerLine, options: options)
      let zone = options.timeZone ?? layout.zone
      let dates = DateReader(order: order, numbers: numbers, zone: zone, isUTC: side.isUTC)
      var row = SideRow(
        layout, links: links, currency: ledger.currency, dates: dates, decimalComma: decimalComma)
      defer { row.deallocate() }
      var report = ImportReport.SideFile(path: side.table.label, kind: side.kind)
      report.columns = layout.shown
      try readRows(&reader, &row, &builder, &report)
      let seen = row.dates.evidence
      let better = (
        order: try decidedOrder(seen, side, order), numbers: seen.epochs + seen.serials > 0 ? seen.numbers : numbers,
        comma: options.decimalComma ?? (row.amounts.evidence.comma > row.amounts.evidence.point)
      )
      if better == (order, numbers, decimalComma) {
        complete(&report, side, reader.audit, row, builder, from: before, zone: zone)
        return report
      }
      (order, numbers, decimalComma) = better
    }
    throw IngestError(
      kind: .notATable, file: side.table.label, what: "dates and amounts of this file contradict each other",
      wayOut: "Say how they are written: --date-order dmy|mdy|ymd, --decimal-comma.")
  }

  private func readRows<Builder: SideBuilder>(
    _ reader: inout TableReader, _ row: inout SideRow, _ builder: inout Builder, _ report: inout ImportReport.SideFile
  ) throws(IngestError) {
    if row.layout.isHeaderless {
      for cell in reader.header { row.record.append(cell) }
      row.record.line = reader.headerLine
      take(&row, &builder, &report)
    }
    var rows = 0
    while try reader.next(&row.record) {
      take(&row, &builder, &report)
      rows += 1
      if rows & 4_095 == 0, isCancelled?() == true { throw .cancelled }
    }
  }

  @inline(__always)
  private func take<Builder: SideBuilder>(
    _ row: inout SideRow, _ builder: inout Builder, _ report: inout ImportReport.SideFile
  ) {
    row.begin()
    do throws(SideReadError) {
      if report.kind == .products || report.kind == .customers, row.isTotal {
        throw SideReadError(SideFault(bucket: .total, reason: ""))
      }
      try builder.add(&row)
    } catch {
      setAside(error.fault, row, &report)
    }
  }

  @inline(never)
  private func setAside(_ fault: SideFault, _ row: SideRow, _ report: inout ImportReport.SideFile) {
    var fault = fault
    if row.isBlank {
      fault = SideFault(bucket: .blank, reason: "")
    } else if row.isTotal {
      fault = SideFault(bucket: .total, reason: "")
    }
    report.counts[fault.bucket, default: 0] += 1
    guard report.examples[fault.bucket]?.count ?? 0 < ImportReport.examplesKept else { return }
    let text = String(row.record.texts.joined(separator: ",").prefix(400))
    report.examples[fault.bucket, default: []].append(
      .init(line: row.record.line, text: text, reason: fault.reason))
  }

  /// The order of day and month that all rows together show.
  private func decidedOrder(
    _ seen: DateEvidence, _ side: SideTable, _ order: DateOrder
  ) throws(IngestError) -> DateOrder {
    guard options.dateOrder == nil, side.dateOrder == nil, seen.either + seen.dayFirst + seen.monthFirst > 0 else {
      return order
    }
    guard seen.dayFirst != seen.monthFirst else {
      throw IngestError(
        kind: .ambiguousDates, file: side.table.label,
        what: seen.dayFirst == 0
          ? "the dates fit as day/month and as month/day, such as 03/04 in \(Digits.grouped(seen.either)) rows"
          : "the dates contradict each other: \(Digits.grouped(seen.dayFirst)) only fit as day/month, as many only as "
            + "month/day",
        wayOut: "Say which it is: --date-order dmy (day first) or --date-order mdy (month first).")
    }
    return seen.dayFirst > seen.monthFirst ? .dmy : .mdy
  }

  private func complete<Builder: SideBuilder>(
    _ report: inout ImportReport.SideFile, _ side: SideTable, _ readerAudit: TableAudit, _ row: SideRow,
    _ builder: Builder, from before: Int, zone: Zone?
  ) {
    var audit = side.table.audit
    audit.merge(readerAudit)
    report.counts.merge(audit.counts) { $0 + $1 }
    for (bucket, rows) in audit.examples {
      let all = (report.examples[bucket] ?? []) + rows.map { .init(line: $0.line, text: $0.text, reason: $0.reason) }
      report.examples[bucket] = Array(all.sorted { $0.line < $1.line }.prefix(ImportReport.examplesKept))
    }
    report.repairs = audit.repairs
    report.remarks += audit.remarks
    let taken = builder.count - before
    let people = builder.people(from: before)
    let anonymous = people.reduce(0) { $0 + ($1 == -1 ? 1 : 0) }
    if anonymous > 0 { report.counts[.unidentified] = anonymous }
    if taken > anonymous { report.counts[.used] = taken - anonymous }
    report.rows = report.counts.values.reduce(0, +)
    (report.strangers.rows, report.strangers.people) = SideReading.strangers(people, row.links.strangers.count)
    (report.unsold.rows, report.unsold.products) = SideReading.strangers(
      builder.goods(from: before), row.links.unsold.count)
    let days = builder.days(from: before)
    if let first = days.min(), let last = days.max() {
      report.days = Day(rawValue: first)...Day(rawValue: last)
    }
    let zoneRemark = Conventions.zoneRemark(row.dates.evidence, isUTC: side.isUTC, zone)
    if !zoneRemark.isEmpty { report.remarks.append(zoneRemark) }
    for (column, cells) in row.unread.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where cells > 0 {
      report.remarks.append("“\(column.rawValue)” could not be read in \(Digits.grouped(cells)) rows.")
    }
    let passed = report.columns.filter { $0.field.isEmpty && !$0.column.isEmpty }.map(\.column)
    if !passed.isEmpty { report.remarks.append("Columns passed over: \(FileLayout.shown(passed)).") }
  }

  /// Rows about strangers, and how many strangers they are.
  private static func strangers(_ codes: ArraySlice<Int32>, _ count: Int) -> (Int, Int) {
    var seen = [Bool](repeating: false, count: count)
    var rows = 0
    var different = 0
    for code in codes where code <= -2 {
      rows += 1
      let number = Int(-2 - code)
      if !seen[number] {
        seen[number] = true
        different += 1
      }
    }
    return (rows, different)
  }
}
