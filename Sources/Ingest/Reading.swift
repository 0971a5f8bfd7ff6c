import Dispatch
import Glibc
import Ledger
import Synchronization

/// Reads files of the same kind into one ledger.
///
/// Blocks until the ledger is there; may be called from any thread. `progress` is called from the reading threads a few
/// dozen times a second, `isCancelled` is asked about as often.
///
/// Several files become one ledger: columns are matched by name, file by file. Order and customer are what they are in
/// all files together. No figure depends on the order of rows, of columns or of files.
/// - Throws: `IngestError` naming the file, what is wrong and the way out; `IngestError.cancelled` within some 50 ms of
///   `isCancelled` answering true.
public func readLedger(
  _ sources: [Source], options: ReadOptions = ReadOptions(), progress: (@Sendable (Progress) -> Void)? = nil,
  isCancelled: (@Sendable () -> Bool)? = nil
) throws(IngestError) -> Ledger {
  guard let first = sources.first else {
    throw IngestError(kind: .unreadable, file: "", what: "no file was named", wayOut: "Name one or more order files.")
  }
  let options = try options.withDecisions().withRememberedKinds().withRememberedAnswers()
  var reading = try Reading(sources, options: options, progress: progress, isCancelled: isCancelled)
  return try reading.ledger(name: options.name ?? Reading.shopName(first.label))
}

/// The reading of some files: what is open, what has been decided, how far it is.
struct Reading {
  private var options: ReadOptions
  private let progress: (@Sendable (Progress) -> Void)?
  private let isCancelled: (@Sendable () -> Bool)?
  /// The tables of orders, and what else was found in the sources.
  private var preparation: Preparation
  private var plan: ReadPlan
  private var conventions: Conventions
  private var reconciliations: [Reconciliation?] = []

  private var labels: [String] { preparation.orders.map(\.table.label) }
  private var sources: [SourceBytes] { preparation.orders.map(\.table.bytes) }

  init(
    _ sources: [Source], options: ReadOptions, progress: (@Sendable (Progress) -> Void)?,
    isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) {
    var options = options
    self.progress = progress
    self.isCancelled = isCancelled
    var preparation = try Preparation(sources, options: options, isCancelled: isCancelled)
    options.rates = try preparation.rates(options) ?? options.rates
    // Amounts are of one currency in all files together.
    options.currency = options.currency ?? preparation.orders.lazy.compactMap { $0.answered(options).currency }.first
    self.options = options
    (plan, conventions) = try Reading.plan(&preparation, options)
    self.preparation = preparation
    try reconcile()
  }

  /// Recognises the columns of every table, and how they write dates and amounts.
  private static func plan(
    _ preparation: inout Preparation, _ options: ReadOptions
  ) throws(IngestError) -> (ReadPlan, Conventions) {
    var heads: [FileHead] = []
    var layouts: [FileLayout] = []
    for file in preparation.orders.indices {
      let (head, layout) = try preparation.layout(file, options: options)
      heads.append(head)
      layouts.append(layout)
    }
    let tables = preparation.orders.map(\.table)
    let conventions = try Conventions(heads, layouts, options: options, files: tables.map(\.label))
    let files = layouts.indices.map { file in
      var plan = FilePlan(
        layout: layouts[file], dateOrder: conventions.files[file].dateOrder,
        decimalComma: conventions.files[file].decimalComma, changed: tables[file].bytes.changed)
      plan.mayStumble = preparation.mayStumble(file, layouts[file])
      plan.dateNumbers = conventions.files[file].dateNumbers
      plan.zone = options.timeZone
      plan.isUTC = preparation.orders[file].kind?.isUTC ?? false
      plan.family = preparation.orders[file].kind.map { $0.translation == nil ? $0.id : $0.platform } ?? ""
      return plan
    }
    let total = tables.reduce(0) { $0 + $1.bytes.count }
    let threads = max(1, options.threads)
    // Some eight megabytes of text to a partition: its runs and lines stay near a second-level cache.
    var partitions = 1
    while partitions < 64, partitions << 23 < total { partitions *= 2 }
    var plan = ReadPlan(
      files: files,
      currency: conventions.currency, isCurrencyChosen: options.currency != nil,
      partitions: options.tuning.partitions ?? partitions, threads: threads, windowBytes: options.tuning.windowBytes,
      cuts: [], isLive: options.isLive)
    // Costs of products are put to lines: a file of them takes lines whatever is asked.
    let hasCosts = preparation.sides.contains { $0.side == .products || $0.side == .costs }
    plan.keepsLines =
      options.keepsLines || hasCosts || options.dropDuplicates || files.count > 1 || plan.hasRunExtra
      || plan.hasLineExtra
    plan.rates = options.rates.map { RateBook($0, base: conventions.currency.code) }
    return (plan, conventions)
  }

  /// Decides what the prices of each file are, where its orders have totals of their own.
  private mutating func reconcile() throws(IngestError) {
    reconciliations = []
    for file in plan.files.indices {
      var layout = plan.files[file].layout
      let found = try Reconciliation(
        preparation.orders[file].table, layout, decimalComma: plan.files[file].decimalComma,
        digits: plan.currency.digits)
      reconciliations.append(found)
      guard preparation.orders[file].mayDecidePrice else { continue }
      if let price = preparation.orders[file].answered(options).price {
        layout.read(price: price)
      } else if let found, let decided = found.decided, 2 * (found.matches[decided] ?? 0) >= found.count {
        layout.read(price: decided)
      } else {
        continue
      }
      plan.files[file].take(layout)
    }
    plan.cuts = plan.files.indices.map { cuts(file: $0, threads: plan.threads) }
  }

  /// The file's name without folders and endings.
  static func shopName(_ path: String) -> String {
    var name = path.split(separator: "/").last.map(String.init) ?? path
    for ending in [".gz", ".csv", ".tsv", ".txt"] where name.lowercased().hasSuffix(ending) && name.count > ending.count
    {
      name.removeLast(ending.count)
    }
    return name
  }

  /// Reads, and reads again where the rows showed that a convention was guessed wrong, at most a few times.
  mutating func ledger(name: String) throws(IngestError) -> Ledger {
    guard !preparation.orders.isEmpty else {
      var report = ImportReport()
      report.remarks = preparation.remarks
      return try withSides(Ledger(name: name, report: report))
    }
    try identifyIfNeeded()
    for _ in 0..<8 + preparation.orders.count {
      let readers = try readRows()
      defer { release(readers) }
      if try mend(after: readers) { continue }
      if let verdict = try revised(by: readers) {
        conventions = verdict
        for file in plan.files.indices {
          plan.files[file].dateOrder = verdict.files[file].dateOrder
          plan.files[file].decimalComma = verdict.files[file].decimalComma
          plan.files[file].dateNumbers = verdict.files[file].dateNumbers
        }
        plan.currency = verdict.currency
        plan.rates = options.rates.map { RateBook($0, base: verdict.currency.code) }
        continue
      }
      if !plan.keepsLines, (0..<plan.threads).contains(where: { readers[$0].hasRefunds }) {
        // Refunds belong to the order that holds the product: that takes the lines.
        plan.keepsLines = true
        continue
      }
      if IdentityScan.meetsNobody(readers, plan, options) {
        try identify()
        continue
      }
      tell(.arranging, rows: (0..<plan.threads).reduce(0) { $0 + readers[$1].tally.rows.reduce(0, +) })
      let lines = LineNumbers(preparation.orders.map(\.table), plan, readers)
      var report = ReportStart(plan, preparation, readers, lines).report(conventions)
      report.remarks += preparation.remarks
      addReconciliations(&report)
      try refuseEmpty(report)
      try AmountBound(readers: readers, threads: plan.threads, plan: plan, labels: labels).check(lines)
      let assembly = LedgerAssembly(
        readers: readers, threads: plan.threads, plan: plan, options: options, labels: labels, isCancelled: isCancelled)
      return try withSides(assembly.ledger(name: name, report: report, lines: lines))
    }
    throw IngestError(
      kind: .notATable, file: labels[0], what: "dates and amounts of this file contradict each other",
      wayOut: "Say how they are written: --date-order dmy|mdy|ymd, --decimal-comma.")
  }

  /// What all rows say about dates, amounts and currency; what they leave open is asked with the file's first rows.
  private mutating func revised(
    by readers: UnsafeMutablePointer<RowReader>
  ) throws(IngestError) -> Conventions? {
    do throws(IngestError) {
      return try conventions.revised(by: readers, plan, options: options, files: labels)
    } catch {
      throw preparation.asked(error, about: labels.firstIndex(of: error.file) ?? 0)
    }
  }

  /// The ledger with what the files beside the orders say.
  private func withSides(_ ledger: Ledger) throws(IngestError) -> Ledger {
    guard !preparation.sides.isEmpty else { return ledger }
    let (sides, files) = try SideReader.read(
      preparation.sideTables, for: ledger, options: options, otherKeys: otherKeys(ledger), isCancelled: isCancelled)
    return ledger.enriched(with: sides, files: files)
  }

  /// All keys of the people who were joined, so that a side file finds them under each.
  private func otherKeys(_ ledger: Ledger) -> SideLinks.OtherKeys {
    guard ledger.identities.isPresent else { return SideLinks.OtherKeys() }
    let customers = (0..<ledger.customers.count).flatMap { customer in
      ledger.identities.keyRange(of: customer).map { _ in Int32(customer) }
    }
    return SideLinks.OtherKeys(keys: ledger.identities.keyColumn, customers: customers)
  }

  private func addReconciliations(_ report: inout ImportReport) {
    for (file, found) in reconciliations.enumerated() {
      guard let found else { continue }
      let reading: PriceReading = plan.files[file].layout.amount == .unitPrice ? .unit : .line
      report.reconciliations.append(found.report(file: file, reading: reading))
      report.remarks.append(
        (labels.count > 1 ? labels[file] + ": " : "") + found.remark(reading, isChosen: options.price != nil))
    }
  }

  /// Reads the files again with care in which a row was not plain, and plans anew; false where there is none.
  private mutating func mend(after readers: UnsafeMutablePointer<RowReader>) throws(IngestError) -> Bool {
    let stumbled = (0..<plan.threads).reduce(into: Set<Int>()) { $0.formUnion(readers[$1].stumbled) }
    guard !stumbled.isEmpty else { return false }
    for file in stumbled.sorted() { try preparation.mend(file, options) }
    (plan, conventions) = try Reading.plan(&preparation, options)
    try reconcile()
    try identifyIfNeeded()
    return true
  }

  private mutating func identifyIfNeeded() throws(IngestError) {
    if IdentityScan.isNeeded(plan) { try identify() }
  }

  /// Finds out which keys of the rows are one person's.
  private mutating func identify() throws(IngestError) {
    let readers = try readRows(collects: true)
    defer { release(readers) }
    if try mend(after: readers) { return }
    plan.identities = IdentityScan.resolver(readers, threads: plan.threads, options)
  }

  private func release(_ readers: UnsafeMutablePointer<RowReader>) {
    for thread in 0..<plan.threads { readers[thread].deallocateTables() }
    readers.deinitialize(count: plan.threads)
    readers.deallocate()
  }

  private func refuseEmpty(_ report: ImportReport) throws(IngestError) {
    guard report.rows > 0 else {
      throw IngestError(
        kind: .notATable, file: labels[0], what: "the file has a header but not a single row",
        wayOut: "Name a file with orders in it.")
    }
    guard report.leftOut == report.rows else { return }
    let reasons = report.counts.filter { $0.value > 0 }.sorted {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }
    let worst = reasons[0]
    let example = report.examples[worst.key]?.first
    throw IngestError(
      kind: .notATable, file: labels[example?.file ?? 0], line: example?.line,
      what:
        "none of the \(Digits.grouped(report.rows)) rows can be used; \(Digits.grouped(worst.value)) of them because of "
        + "\(worst.key.rawValue)" + (example.map { ", such as: \($0.text.prefix(120))" } ?? ""),
      wayOut: "Check which column is which: --map FIELD=COLUMN.")
  }

  // MARK: Rows

  /// Reads all rows of all files, each thread its part of each; with `collects`, only to find out who is who.
  private mutating func readRows(
    collects: Bool = false
  ) throws(IngestError) -> UnsafeMutablePointer<RowReader> {
    while true {
      let threads = plan.threads
      let readers = UnsafeMutablePointer<RowReader>.allocate(capacity: threads)
      for thread in 0..<threads {
        (readers + thread).initialize(to: RowReader(plan, thread: thread))
        if collects { readers[thread].collector = IdentityCollector(options.identity, options.identityDecisions) }
      }
      let ends = UnsafeMutablePointer<[Int]>.allocate(capacity: threads)
      ends.initialize(repeating: [], count: threads)
      let meter = ProgressMeter(
        total: zip(sources, plan.files).reduce(0) { $0 + $1.0.count - $1.1.layout.bodyOffset },
        phase: collects ? .comparing : .reading, progress: progress, isCancelled: isCancelled)
      nonisolated(unsafe) let shared = readers
      nonisolated(unsafe) let reached = ends
      let (plan, sources, holds) = (plan, sources, sources.map { holdBack($0) })
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        // A local copy: the hot loops touch nothing that another thread could reach.
        var reader = shared[thread]
        for (file, source) in sources.enumerated() {
          let cuts = plan.cuts[file]
          reader.begin(plan.files[file], file: file)
          let end = reader.read(
            source, cuts[thread]..<max(cuts[thread], cuts[thread + 1]), window: plan.windowBytes,
            holdBack: holds[file], told: meter.add)
          reader.end()
          reached[thread].append(end)
        }
        reader.deallocateWorkspace()
        shared[thread] = reader
      }
      let reachedEnds = (0..<threads).map { ends[$0] }
      ends.deinitialize(count: threads)
      ends.deallocate()
      let wrong = meter.isStopped ? [] : wrongCuts(reachedEnds)
      guard meter.isStopped || !wrong.isEmpty else { return readers }
      release(readers)
      if meter.isStopped { throw .cancelled }
      // A cut fell into a quoted field: that file is read by one thread.
      for file in wrong { self.plan.cuts[file] = cuts(file: file, threads: 1) }
    }
  }

  private func holdBack(_ source: SourceBytes) -> HoldBack {
    guard options.isLive else { return .never }
    return time(nil) - source.changed <= 1 ? .always : .ifShort
  }

  /// The files in which a part did not end where the next begins.
  private func wrongCuts(_ ends: [[Int]]) -> [Int] {
    plan.files.indices.filter { file in
      let cuts = plan.cuts[file]
      return (0..<plan.threads - 1).contains { thread in
        cuts[thread + 1] < sources[file].count && cuts[thread] < cuts[thread + 1]
          && ends[thread][file] != cuts[thread + 1]
      }
    }
  }

  /// Where each thread's part of a file begins, and the end of the file; unused threads get empty parts.
  private func cuts(file: Int, threads: Int) -> [Int] {
    let source = sources[file]
    let layout = plan.files[file].layout
    let size = source.count - layout.bodyOffset
    let parts = max(1, min(threads, size / max(1, options.tuning.partBytes)))
    var cuts = [layout.bodyOffset]
    for part in 1..<max(1, parts) {
      let wanted = layout.bodyOffset + size / parts * part
      cuts.append(max(cuts[part - 1], rowStart(source, after: wanted, layout)))
    }
    while cuts.count <= plan.threads { cuts.append(source.count) }
    return cuts
  }

  /// The first place after an offset that looks like the beginning of a row: after a line end, and followed by rows with
  /// the header's number of fields. Whether it truly is one shows when the part before it has been read.
  private func rowStart(_ source: SourceBytes, after offset: Int, _ layout: FileLayout) -> Int {
    let limit = 1 << 16
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: limit + SourceBytes.slack)
    defer { buffer.deallocate() }
    let window = source.window(at: offset, limit: limit, in: buffer)
    var candidates = 0
    var first: Int?
    for at in 0..<window.count where window[at] == layout.dialect.newline {
      if first == nil { first = offset + at + 1 }
      var rows = RowCutter(window, from: at + 1, dialect: layout.dialect, isWhole: false)
      var good = 0
      while good < 3, let row = rows.next(), row.count == layout.columns.count { good += 1 }
      if good == 3 { return offset + at + 1 }
      candidates += 1
      if candidates == 64 { break }
    }
    return first ?? source.count
  }

  private func tell(_ phase: Progress.Phase, rows: Int) {
    let total = sources.reduce(0) { $0 + $1.count }
    progress?(Progress(bytesRead: total, bytesTotal: total, rows: rows, phase: phase))
  }
}

/// Counts what all threads have read and passes it on, and asks whether to go on.
final class ProgressMeter: Sendable {
  private let total: Int
  private let phase: Progress.Phase
  private let progress: (@Sendable (Progress) -> Void)?
  private let isCancelled: (@Sendable () -> Bool)?
  private let bytes = Atomic<Int>(0)
  private let rows = Atomic<Int>(0)
  private let told = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  init(
    total: Int, phase: Progress.Phase, progress: (@Sendable (Progress) -> Void)?,
    isCancelled: (@Sendable () -> Bool)?
  ) {
    self.total = total
    self.phase = phase
    self.progress = progress
    self.isCancelled = isCancelled
  }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Adds what a thread has read since its last call; false where it shall stop.
  func add(_ moreBytes: Int, _ moreRows: Int) -> Bool {
    let now = bytes.add(moreBytes, ordering: .relaxed).newValue
    let rowsNow = rows.add(moreRows, ordering: .relaxed).newValue
    if isCancelled?() == true { stopped.store(true, ordering: .relaxed) }
    if let progress {
      let last = told.load(ordering: .relaxed)
      if now - last >= 8 << 20 || now >= total,
        told.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
      {
        progress(Progress(bytesRead: min(now, total), bytesTotal: total, rows: rowsNow, phase: phase))
      }
    }
    return !isStopped
  }
}
