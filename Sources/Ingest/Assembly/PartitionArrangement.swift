import Glibc
import Ledger

/// One partition of the customers, its runs sorted customer by customer in time order and put together to orders.
struct PartitionArrangement {
  /// A refund that found the line it belongs to.
  struct Match {
    var refund: RefundRow
    /// Line of the partition, counted through all threads.
    var line: UInt32
    /// Whether it is a further part of the row of the match before, whose pieces lie on several lines.
    var isContinued = false
  }

  /// Refunds without an order to belong to: one order of their own for each number, or each moment.
  struct LooseOrder {
    var customer: UInt32
    var refunds: [RefundRow]
    var moment: Int64 { LatestTexts.moment(day: refunds[0].day, second: refunds[0].second) }
  }

  let rows: PartitionRows
  let isUnidentified: Bool
  /// Number of customers, 1 for the rows without a key.
  private(set) var customers = 1
  /// The runs in their final order.
  private(set) var order: UnsafeMutableBufferPointer<RunReference>
  /// Where each customer's runs begin in `order`, and after the last where they end.
  private(set) var start: [Int] = []
  var matches: [Match] = []
  var loose: [LooseOrder] = []
  /// Matches by line, positions in `matches`.
  var matchesOfLine: [UInt32: [Int]] = [:]
  /// Lines that repeat an earlier one and are to be left out.
  var dropped: Set<UInt32> = []
  /// Refund rows left out because a later file that overlaps has them too.
  var droppedOverlapping = 0
  private(set) var droppedRefunds = 0
  private(set) var repeatedRefunds = 0
  private(set) var orderCount = 0
  /// Order numbers that were given again.
  private(set) var splits = OrderSplits()
  private(set) var lineCount = 0
  let readers: UnsafeMutablePointer<RowReader>
  let partition: Int
  let texts: SharedTexts

  /// A run to be sorted.
  private struct Item {
    var moment: Int64
    var id: UInt64
    var run: UInt32
  }

  /// Takes the runs of all threads, their customers under one number each.
  init(_ readers: UnsafeMutablePointer<RowReader>, threads: Int, partition: Int, texts: SharedTexts) {
    self.texts = texts
    self.readers = readers
    self.partition = partition
    isUnidentified = partition == readers[0].partitionCount
    rows = PartitionRows(readers, threads: threads, partition: partition)
    order = .allocate(capacity: rows.runCount)
    mergeCustomers(threads, partition)
  }

  /// Sorts and groups the partition's runs and finds the orders that its refunds belong to.
  ///
  /// Complexity: O(runs) where the runs of a customer come in time order, O(runs log runs) otherwise.
  mutating func arrange(threads: Int, discountSign: Int64, dropsDuplicates: Bool, overlaps: Overlaps) {
    arrange(overlaps)
    if dropsDuplicates { dropDuplicateLines() }
    var refunds = (0..<threads).flatMap { readers[$0].partitions[partition].refunds }
    if !refunds.isEmpty {
      for position in refunds.indices {
        let thread = Int(refunds[position].thread)
        refunds[position].discount *= discountSign
        refunds[position].product = texts.products[thread][Int(refunds[position].product)]
        refunds[position].region = texts.regions[thread][Int(refunds[position].region)]
      }
      sort(&refunds)
      if !overlaps.isEmpty { dropOverlapping(&refunds, overlaps) }
      countRepeated(&refunds, drops: dropsDuplicates)
      match(refunds)
      insertLooseOrders()
    }
    count()
  }

  /// Frees the sorted runs; what refunds were found and how many orders there are stays.
  mutating func releaseOrder() {
    order.deallocate()
    order = UnsafeMutableBufferPointer(start: nil, count: 0)
    matchesOfLine = [:]
    dropped = []
  }

  /// Frees everything.
  mutating func deallocate() {
    order.deallocate()
    order = UnsafeMutableBufferPointer(start: nil, count: 0)
    rows.deallocate()
  }

  /// Gives the customers of the later threads the numbers of the first thread's table.
  private mutating func mergeCustomers(_ threads: Int, _ partition: Int) {
    guard !isUnidentified else { return }
    let first = readers[0].partitions + partition
    for thread in 1..<max(1, threads) {
      let store = readers[thread].partitions + partition
      let count = store.pointee.customers.count
      guard count > 0 else { continue }
      let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
      defer { numbers.deallocate() }
      for customer in 0..<count {
        numbers[customer] = first.pointee.customers.number(store.pointee.customers.texts[customer])
      }
      for run in rows.runs(ofThread: thread) {
        let run = rows.run(run)
        run.pointee.customer = numbers[Int(run.pointee.customer)]
      }
      for position in store.pointee.refunds.indices {
        store.pointee.refunds[position].customer = numbers[Int(store.pointee.refunds[position].customer)]
      }
      first.pointee.names.merge(store.pointee.names) { Int(numbers[$0]) }
      first.pointee.emails.merge(store.pointee.emails) { Int(numbers[$0]) }
      first.pointee.phones.merge(store.pointee.phones) { Int(numbers[$0]) }
    }
    customers = first.pointee.customers.count
  }

  /// Places the runs customer by customer (a counting sort), then puts each customer's in order.
  private mutating func arrange(_ overlaps: Overlaps) {
    var counts = [Int](repeating: 0, count: customers + 1)
    let items = UnsafeMutableBufferPointer<Item>.allocate(capacity: rows.runCount)
    defer { items.deallocate() }
    counts.withUnsafeMutableBufferPointer { counts in
      for run in 0..<rows.runCount { counts[Int(rows.run(run).pointee.customer) &+ 1] &+= 1 }
      for customer in 0..<customers { counts[customer &+ 1] &+= counts[customer] }
      for position in 0..<rows.runCount {
        let run = rows.run(position).pointee
        let place = counts[Int(run.customer)]
        counts[Int(run.customer)] = place &+ 1
        items[place] = Item(
          moment: LatestTexts.moment(day: run.day, second: run.second), id: run.id,
          run: UInt32(truncatingIfNeeded: position))
      }
    }
    // Every count is now where the next customer begins.
    start = counts
    start.removeLast()
    start.insert(0, at: 0)
    for customer in 0..<customers { arrange(items, start[customer]..<start[customer + 1], overlaps) }
  }

  private mutating func arrange(
    _ items: UnsafeMutableBufferPointer<Item>, _ range: Range<Int>, _ overlaps: Overlaps
  ) {
    var isPlain = true
    for position in range.dropFirst() {
      let left = items[position &- 1]
      let right = items[position]
      // Order numbers that rise with time are all different.
      let isDistinct =
        left.id == OrderNumber.none
        ? right.id == OrderNumber.none && left.moment < right.moment
        : left.id < right.id && right.id & OrderNumber.textFlag == 0
      if left.moment > right.moment || !isDistinct {
        isPlain = false
        break
      }
    }
    if isPlain {
      for position in range { order[position] = RunReference(Int(items[position].run)) }
    } else {
      group(items, range, overlaps)
    }
  }

  /// Sorts runs of a customer that do not simply rise, and marks those that continue an order.
  private mutating func group(
    _ items: UnsafeMutableBufferPointer<Item>, _ range: Range<Int>, _ overlaps: Overlaps
  ) {
    // Locals, not `self`: a comparison that captured the arrangement would count its references at every call.
    let readers = readers
    var sorted = Array(items[range])
    sorted.sort { left, right in
      let byId = PartitionArrangement.compare(left.id, right.id, readers)
      if byId != 0 { return byId < 0 }
      return (left.moment, left.run) < (right.moment, right.run)
    }
    // Orders: where each begins in `sorted`, and its earliest moment.
    var groups: [(from: Int, to: Int)] = []
    var from = 0
    for position in 1...sorted.count {
      if position < sorted.count {
        let left = sorted[position - 1]
        let right = sorted[position]
        let isSame =
          left.id == OrderNumber.none
          ? left.moment == right.moment
          : !OrderSplits.areApart(left.moment, right.moment)
            || OrderSplits.namesYear(left.id, left.moment, right.moment, readers)
        if isSame, PartitionArrangement.compare(left.id, right.id, readers) == 0 { continue }
      }
      if !overlaps.isEmpty, position - from > 1 {
        dropOverlapping(sorted[from..<position].map { Int($0.run) }, overlaps)
      }
      if from > 0, sorted[from - 1].id != OrderNumber.none,
        PartitionArrangement.compare(sorted[from - 1].id, sorted[from].id, readers) == 0
      {
        splits.note(sorted[from].id)
      }
      splitByStatus(&sorted, from..<position, &groups)
      from = position
    }
    groups.sort { left, right in
      if sorted[left.from].moment != sorted[right.from].moment {
        return sorted[left.from].moment < sorted[right.from].moment
      }
      let byId = PartitionArrangement.compare(sorted[left.from].id, sorted[right.from].id, readers)
      return byId == 0 ? left.from < right.from : byId < 0
    }
    var place = range.lowerBound
    for group in groups {
      for position in group.from..<group.to {
        var reference = RunReference(Int(sorted[position].run))
        reference.isContinued = position > group.from
        order[place] = reference
        place += 1
      }
    }
  }

  /// One order, or one for each status that its rows name: a cancelled line must not cancel the paid ones.
  private func splitByStatus(_ sorted: inout [Item], _ range: Range<Int>, _ groups: inout [(from: Int, to: Int)]) {
    var named: Set<UInt8> = []
    if range.count > 1 {
      for position in range {
        let status = rows.run(Int(sorted[position].run)).pointee.status.ofOrder
        if status != .none { named.insert(status.rawValue) }
      }
    }
    guard let standard = named.min(), named.count > 1 else {
      groups.append((range.lowerBound, range.upperBound))
      return
    }
    func status(_ item: Item) -> UInt8 {
      let raw = rows.run(Int(item.run)).pointee.status.ofOrder.rawValue
      return raw == 0 ? standard : raw
    }
    sorted[range].sort { (status($0), $0.moment, $0.run) < (status($1), $1.moment, $1.run) }
    var from = range.lowerBound
    for position in range
    where position + 1 == range.upperBound || status(sorted[position]) != status(sorted[position + 1]) {
      groups.append((from, position + 1))
      from = position + 1
    }
  }

  /// Order of two order numbers: numbers before texts, texts by their bytes, none last.
  func compare(_ left: UInt64, _ right: UInt64) -> Int { PartitionArrangement.compare(left, right, readers) }

  private static func compare(_ left: UInt64, _ right: UInt64, _ readers: UnsafeMutablePointer<RowReader>) -> Int {
    if left == right { return 0 }
    guard OrderNumber.isText(left), OrderNumber.isText(right) else { return left < right ? -1 : 1 }
    let a = readers[OrderNumber.thread(left)].orderTexts[OrderNumber.position(left)]
    let b = readers[OrderNumber.thread(right)].orderTexts[OrderNumber.position(right)]
    return a.equals(b) ? 0 : a.precedes(b) ? -1 : 1
  }

  /// Positions in `order` of the runs of the order that begins at a position.
  func runs(ofOrderAt position: Int) -> Range<Int> {
    var end = position + 1
    while end < order.count, order[end].isContinued { end += 1 }
    return position..<end
  }

  // MARK: Duplicates

  /// What two lines share whose rows are the same bytes: the hash of the bytes, and part of what was read from them.
  func key(ofLine position: Int) -> UInt64 {
    let line = rows.line(position).pointee
    return UInt64(line.hash) << 32 | UInt64(UInt32(bitPattern: line.gross) ^ UInt32(bitPattern: line.quantity))
  }

  private mutating func dropDuplicateLines() {
    var position = 0
    while position < order.count {
      let runs = runs(ofOrderAt: position)
      var seen: Set<UInt64> = []
      for run in runs {
        for line in rows.lines(ofRun: order[run].position) {
          if !seen.insert(key(ofLine: line)).inserted { dropped.insert(UInt32(line)) }
        }
      }
      position = runs.upperBound
    }
  }

  /// By customer, then in time order; the file's order of rows decides nothing.
  private func sort(_ refunds: inout [RefundRow]) {
    refunds.sort { left, right in
      if left.customer != right.customer { return left.customer < right.customer }
      if left.day != right.day { return left.day < right.day }
      if left.second != right.second { return left.second < right.second }
      let byId = compare(left.id, right.id)
      if byId != 0 { return byId < 0 }
      let a = (UInt64(left.hash), left.gross, Int64(left.pieces))
      let b = (UInt64(right.hash), right.gross, Int64(right.pieces))
      return a < b
    }
  }

  private mutating func countRepeated(_ refunds: inout [RefundRow], drops: Bool) {
    var kept: [RefundRow] = []
    for refund in refunds {
      if let last = kept.last, last.customer == refund.customer, last.day == refund.day, last.second == refund.second,
        last.hash == refund.hash, last.gross == refund.gross, compare(last.id, refund.id) == 0
      {
        repeatedRefunds += 1
        if drops {
          droppedRefunds += 1
          continue
        }
      }
      kept.append(refund)
    }
    refunds = kept
  }

  // MARK: Loose refunds

  /// Takes the refunds without an order into the sequence of their customer's orders, by time.
  private mutating func insertLooseOrders() {
    guard !loose.isEmpty else { return }
    var sorted = loose
    sorted.sort { left, right in
      if left.customer != right.customer { return left.customer < right.customer }
      if left.moment != right.moment { return left.moment < right.moment }
      return compare(left.refunds[0].id, right.refunds[0].id) < 0
    }
    loose = sorted
    let longer = UnsafeMutableBufferPointer<RunReference>.allocate(capacity: order.count + loose.count)
    var starts = [0]
    var place = 0
    var next = 0
    for customer in 0..<customers {
      var position = start[customer]
      while position < start[customer + 1] || (next < loose.count && Int(loose[next].customer) == customer) {
        let hasLoose = next < loose.count && Int(loose[next].customer) == customer
        let isLooseFirst =
          hasLoose && (position == start[customer + 1] || loose[next].moment < moment(ofOrderAt: position))
        if isLooseFirst {
          longer[place] = RunReference(loose: next)
          place += 1
          next += 1
        } else {
          for run in runs(ofOrderAt: position) {
            longer[place] = order[run]
            place += 1
            position += 1
          }
        }
      }
      starts.append(place)
    }
    order.deallocate()
    order = longer
    start = starts
  }

  /// The earliest moment of the order that begins at a position.
  func moment(ofOrderAt position: Int) -> Int64 {
    runs(ofOrderAt: position).reduce(Int64.max) { earliest, run in
      let run = rows.run(order[run].position).pointee
      return min(earliest, LatestTexts.moment(day: run.day, second: run.second))
    }
  }

  mutating func mark(refunded position: Int) { order[position].isRefunded = true }

  private mutating func count() {
    lineCount = rows.lineCount - dropped.count
    for order in loose { lineCount += order.refunds.count }
    orderCount = 0
    for reference in order where !reference.isContinued { orderCount += 1 }
    // An order of which every line was dropped cannot be: the first of equal lines stays.
  }
}
