import Dispatch
import Ledger
import Synchronization

/// Turns what the threads have read into a ledger, one partition of the customers after the other.
struct LedgerAssembly {
  let readers: UnsafeMutablePointer<RowReader>
  let threads: Int
  let plan: ReadPlan
  let options: ReadOptions
  /// Per file what messages call it.
  let labels: [String]
  let isCancelled: (@Sendable () -> Bool)?

  /// Builds the ledger; `report` comes with files and remarks and is completed with rows, orders and money.
  ///
  /// Frees the readers' rows as it goes, so that the ledger grows in the memory that they leave.
  func ledger(name: String, report started: ImportReport, lines: LineNumbers) throws(IngestError) -> Ledger {
    let count = plan.partitions + 1
    let readers = readers
    let threads = threads
    nonisolated(unsafe) let texts = SharedTexts(readers, threads: threads)
    defer { texts.deallocate() }
    let sign: Int64 = any { $0.hasNegativeDiscount } && !any { $0.hasPositiveDiscount } ? -1 : 1
    let drops = options.dropDuplicates
    let arranged = UnsafeMutablePointer<PartitionArrangement>.allocate(capacity: count)
    nonisolated(unsafe) let arrangements = arranged
    nonisolated(unsafe) let shared = readers
    forEachPartition(count) { partition in
      (arrangements + partition).initialize(
        to: PartitionArrangement(shared, threads: threads, partition: partition, texts: texts))
    }
    let overlaps = overlaps(arranged, count)
    forEachPartition(count) { partition in
      arrangements[partition].arrange(
        threads: threads, discountSign: sign, dropsDuplicates: drops, overlaps: overlaps)
    }
    defer {
      for partition in 0..<count { arrangements[partition].deallocate() }
      arranged.deinitialize(count: count)
      arranged.deallocate()
    }
    if isCancelled?() == true { throw .cancelled }

    var firstOrder = [0]
    var firstLine = [0]
    for partition in 0..<count {
      firstOrder.append(firstOrder[partition] + arranged[partition].orderCount)
      firstLine.append(firstLine[partition] + arranged[partition].lineCount)
    }
    let columns = LedgerColumns(orders: firstOrder[count], lines: firstLine[count], presence(arranged, count, texts))
    defer { columns.deallocate() }
    let isCancelled = isCancelled
    let writing = UnsafeMutablePointer<PartitionWriter>.allocate(capacity: count)
    nonisolated(unsafe) let writers = writing
    nonisolated(unsafe) let target = columns
    let (orders, linesBefore) = (firstOrder, firstLine)
    forEachPartition(count) { partition in
      var writer = PartitionWriter(
        arrangements[partition], target, texts, shared, partition: partition, firstOrder: orders[partition],
        firstLine: linesBefore[partition], discountSign: sign)
      if isCancelled?() == true { writer.abandon() } else { writer.write() }
      (writers + partition).initialize(to: writer)
      arrangements[partition].releaseOrder()
      for thread in 0..<threads { shared[thread].partitions[partition].deallocateRows() }
    }
    defer {
      writing.deinitialize(count: count)
      writing.deallocate()
    }
    if isCancelled?() == true { throw .cancelled }
    return finished(name, started, columns, texts, arranged, writing, lines)
  }

  private func any(_ holds: (RowReader) -> Bool) -> Bool { (0..<threads).contains { holds(readers[$0]) } }

  private func forEachPartition(_ count: Int, _ body: @Sendable @escaping (Int) -> Void) {
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      while true {
        let partition = next.add(1, ordering: .relaxed).oldValue
        guard partition < count else { return }
        body(partition)
      }
    }
  }

  /// Which files repeat each other's orders; nothing to look for in a single file.
  private func overlaps(_ arranged: UnsafeMutablePointer<PartitionArrangement>, _ count: Int) -> Overlaps {
    let files = plan.files.count
    guard files > 1 else { return Overlaps(files: files) }
    let places = UnsafeMutablePointer<OverlapEvidence>.allocate(capacity: count)
    nonisolated(unsafe) let found = places
    nonisolated(unsafe) let arrangements = arranged
    forEachPartition(count) { partition in
      (found + partition).initialize(to: OverlapEvidence(arrangements[partition], files: files))
    }
    var evidence = OverlapEvidence(files: files)
    for partition in 0..<count { evidence.add(places[partition]) }
    places.deinitialize(count: count)
    places.deallocate()
    return Overlaps(evidence, families: plan.files.map(\.family), changed: plan.files.map(\.changed), labels: labels)
  }

  private func presence(
    _ arranged: UnsafeMutablePointer<PartitionArrangement>, _ count: Int, _ texts: SharedTexts
  ) -> LedgerColumns.Presence {
    var presence = LedgerColumns.Presence()
    presence.ids = any { $0.hasOrderIds }
    presence.times = any { $0.hasTime }
    presence.region = texts.regionNames.count > 1
    presence.channel = texts.channelNames.count > 1
    presence.coupon = texts.couponNames.count > 1
    presence.money = [.orderGross, .lineGross]
    if any({ $0.hasDiscount }) { presence.money.formUnion([.orderDiscount, .lineDiscount]) }
    let hasRefundColumn = plan.files.contains { $0.columns.refund >= 0 }
    if hasRefundColumn || (0..<count).contains(where: { !arranged[$0].matches.isEmpty || !arranged[$0].loose.isEmpty })
    {
      presence.money.formUnion([.orderRefund, .lineRefund])
    }
    if plan.files.contains(where: { $0.columns.tax >= 0 }) { presence.money.insert(.tax) }
    if plan.files.contains(where: { $0.columns.shipping >= 0 }) { presence.money.insert(.shipping) }
    if any({ $0.hasCost }) { presence.money.insert(.cost) }
    return presence
  }

  private func finished(
    _ name: String, _ started: ImportReport, _ columns: LedgerColumns, _ texts: SharedTexts,
    _ arranged: UnsafeMutablePointer<PartitionArrangement>, _ writers: UnsafeMutablePointer<PartitionWriter>,
    _ lines: LineNumbers
  ) -> Ledger {
    let count = plan.partitions + 1
    let patches = (0..<count).flatMap { writers[$0].patches }
    func money(_ column: LedgerColumns.MoneyName) -> MoneyColumn { columns.moneyColumn(column, patches) }
    func category(_ column: LedgerColumns.Column<UInt32>?, _ names: [String]) -> CategoryColumn {
      column.map { CategoryColumn(names: names, codes: $0.array) } ?? .empty
    }
    let orders = OrderTable(
      id: columns.id.map { identifiers($0.array) } ?? .empty, day: columns.day.array,
      second: columns.second?.array ?? [], status: columns.status.array, lineStart: columns.lineStart.array,
      gross: money(.orderGross), discount: money(.orderDiscount), refund: money(.orderRefund), tax: money(.tax),
      shipping: money(.shipping), region: category(columns.region, texts.regionNames),
      channel: category(columns.channel, texts.channelNames), coupon: category(columns.coupon, texts.couponNames))
    let lineTable = LineTable(
      product: columns.product.array, quantity: columns.quantity.array, gross: money(.lineGross),
      discount: money(.lineDiscount), refund: money(.lineRefund), cost: money(.cost), hasCost: any { $0.hasCost },
      isCostKnown: columns.isCostKnown?.array ?? [])
    let entries = (0..<count).flatMap { writers[$0].refundTable }
    let refunds = RefundTable(
      order: entries.map(\.order), line: entries.map(\.line), day: entries.map(\.day), amount: entries.map(\.amount),
      quantity: entries.map(\.pieces),
      id: entries.contains { $0.id != OrderNumber.none } ? identifiers(entries.map(\.id)) : .empty)
    var report = completed(started, arranged, writers, orders, lines)
    let identities = identities(&report)
    return Ledger(
      name: name, currency: plan.currency, customers: customers(writers, texts), orders: orders, lines: lineTable,
      products: texts.productTable, refunds: refunds, identities: identities, report: report)
  }

  /// Who was taken for one person, where that was looked into; adds its remarks to the report.
  private func identities(_ report: inout ImportReport) -> IdentityTable {
    guard let resolver = plan.identities else { return IdentityTable() }
    let texts = (0..<plan.partitions).lazy.map { readers[0].partitions[$0].customers.texts }
    let refused = (0..<threads).reduce(0) { $0 + (readers[$1].identities?.refusedRows ?? 0) }
    let summary = IdentitySummary(
      resolver, customers: texts.flatMap { texts in (0..<texts.count).lazy.map { texts[$0] } }, refusedRows: refused)
    let table = summary.table()
    report.remarks += summary.remarks(table)
    return table
  }

  private func customers(_ writers: UnsafeMutablePointer<PartitionWriter>, _ texts: SharedTexts) -> CustomerTable {
    var start: [UInt32] = [0]
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    var names: [[String]] = [[], [], []]
    var hasTexts = [false, false, false]
    for partition in 0..<plan.partitions {
      let store = readers[0].partitions[partition]
      for orders in writers[partition].ordersOfCustomer { start.append((start.last ?? 0) + orders) }
      let keys = store.customers.texts
      let base = offsets.last ?? 0
      bytes.append(contentsOf: UnsafeBufferPointer(start: keys.bytes, count: keys.byteCount))
      for customer in 1..<max(1, keys.count + 1) { offsets.append(base + keys.offsets[customer]) }
      for (place, latest) in [store.names, store.emails, store.phones].enumerated() where !latest.isEmpty {
        hasTexts[place] = true
      }
    }
    for place in 0..<3 where hasTexts[place] {
      for partition in 0..<plan.partitions {
        let store = readers[0].partitions[partition]
        let latest = [store.names, store.emails, store.phones][place]
        for customer in 0..<store.customers.count { names[place].append(latest[customer]?.string ?? "") }
      }
    }
    func category(_ codes: (PartitionWriter) -> [UInt32], _ names: [String]) -> CategoryColumn {
      guard names.count > 1 else { return .empty }
      return CategoryColumn(names: names, codes: (0..<plan.partitions).flatMap { codes(writers[$0]) })
    }
    return CustomerTable(
      orderStart: start, key: TextColumn(bytes: bytes, offsets: offsets),
      name: hasTexts[0] ? TextColumn(names[0]) : .empty, email: hasTexts[1] ? TextColumn(names[1]) : .empty,
      phone: hasTexts[2] ? TextColumn(names[2]) : .empty, region: category(\.regionOfCustomer, texts.regionNames),
      city: category(\.cityOfCustomer, texts.cityNames), country: category(\.countryOfCustomer, texts.countryNames),
      channel: category(\.channelOfCustomer, texts.channelNames))
  }

  /// Order numbers in the ledger's packing: texts copied in the order in which orders have them.
  private func identifiers(_ packed: [UInt64]) -> IdentifierColumn {
    guard packed.contains(where: { $0 & OrderNumber.textFlag != 0 }) else {
      return IdentifierColumn(values: packed, texts: .empty)
    }
    var bytes: [UInt8] = []
    var offsets: [UInt32] = [0]
    let values = packed.map { id -> UInt64 in
      guard id & OrderNumber.textFlag != 0 else { return id }
      if id != OrderNumber.none {
        let text = readers[OrderNumber.thread(id)].orderTexts[OrderNumber.position(id)]
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
      }
      offsets.append(UInt32(bytes.count))
      return IdentifierColumn.positionFlag | UInt64(offsets.count - 2)
    }
    return IdentifierColumn(values: values, texts: TextColumn(bytes: bytes, offsets: offsets))
  }

  private func completed(
    _ started: ImportReport, _ arranged: UnsafeMutablePointer<PartitionArrangement>,
    _ writers: UnsafeMutablePointer<PartitionWriter>, _ orders: OrderTable, _ lines: LineNumbers
  ) -> ImportReport {
    var report = started
    for partition in 0...plan.partitions {
      let writer = writers[partition]
      report.counts.merge(writer.counts) { $0 + $1 }
      report.repeated += writer.repeated
      report.gross += writer.gross
      report.discounts += writer.discounts
      report.refunds += writer.refunds
      if partition < plan.partitions {
        report.customers += writer.ordersOfCustomer.count
      } else {
        report.unidentifiedOrders = arranged[partition].orderCount
        report.unidentifiedNet = writer.gross - writer.discounts - writer.refunds
      }
    }
    report.orders = orders.count
    let matched = (0...plan.partitions).flatMap { arranged[$0].matches.filter { !$0.isContinued }.map(\.refund) }
    let loose = (0..<plan.partitions).flatMap { arranged[$0].loose.flatMap(\.refunds) }
    let unidentified = arranged[plan.partitions].loose.flatMap(\.refunds)
    for (bucket, rows) in [
      (ImportReport.Bucket.refundMatched, matched), (.refundUnmatched, loose), (.refundUnidentified, unidentified),
    ] {
      guard let first = rows.min(by: { ($0.file, $0.offset) < ($1.file, $1.offset) }) else { continue }
      report.examples[bucket] = [lines.example(first)]
    }
    return report
  }
}
