import Ledger

/// Writes one arranged partition into the ledger's columns, and counts its rows and money on the way.
struct PartitionWriter {
  let arrangement: PartitionArrangement
  let columns: LedgerColumns.Addresses
  let texts: SharedTexts
  let readers: UnsafeMutablePointer<RowReader>
  let partition: Int
  private let discountSign: Int64
  var nextOrder: Int
  var nextLine: Int
  // Addresses for the loops over orders and lines, which must not count references.
  let rows: PartitionRows
  let order: UnsafeMutableBufferPointer<RunReference>
  let sorted: OrderedRuns
  let money: UnsafePointer<UnsafeMutablePointer<Int32>?>
  private let productMaps: UnsafePointer<UnsafePointer<UInt32>>
  private let regionMaps: UnsafePointer<UnsafePointer<UInt32>>
  private let hasDropped: Bool
  private let hasLineExtra: Bool
  private let hasRunExtra: Bool
  private let keepsLines: Bool

  /// Orders of each customer, in the customers' order.
  private(set) var ordersOfCustomer: [UInt32] = []
  private(set) var regionOfCustomer: [UInt32] = []
  private(set) var cityOfCustomer: [UInt32] = []
  private(set) var countryOfCustomer: [UInt32] = []
  private(set) var channelOfCustomer: [UInt32] = []
  var patches: [LedgerColumns.Patch] = []
  private(set) var counts: [ImportReport.Bucket: Int] = [:]
  private(set) var repeated = 0
  private(set) var gross: Int64 = 0
  private(set) var discounts: Int64 = 0
  var refunds: Int64 = 0
  private(set) var refundTable: [RefundEntry] = []

  /// A row of the refund table.
  struct RefundEntry {
    var order: UInt32
    var line: UInt32
    var day: Int32
    var amount: Int64
    var pieces: Int32
    var id: UInt64
  }

  // Counts of rows as plain numbers while the loop runs.
  private var used = 0
  private var unidentified = 0
  private var zero = 0
  private var cancelled = 0
  private var unpaid = 0
  private var hashes: [UInt64] = []

  init(
    _ arrangement: PartitionArrangement, _ columns: LedgerColumns, _ texts: SharedTexts,
    _ readers: UnsafeMutablePointer<RowReader>, partition: Int, firstOrder: Int, firstLine: Int, discountSign: Int64
  ) {
    self.arrangement = arrangement
    self.columns = columns.addresses
    self.texts = texts
    self.readers = readers
    self.partition = partition
    self.discountSign = discountSign
    nextOrder = firstOrder
    nextLine = firstLine
    rows = arrangement.rows
    order = arrangement.order
    sorted = OrderedRuns(arrangement)
    money = UnsafePointer(columns.moneyPointers)
    productMaps = UnsafePointer(texts.productMaps)
    regionMaps = UnsafePointer(texts.regionMaps)
    hasDropped = !arrangement.dropped.isEmpty
    hasLineExtra = readers[0].hasLineExtra
    hasRunExtra = readers[0].hasRunExtra
    keepsLines = readers[0].keepsLines
  }

  /// Frees what `write` would have used.
  func abandon() { sorted.deallocate() }

  /// Writes all orders of the partition.
  mutating func write() {
    let hasExtra = hasRunExtra
    let start = arrangement.start
    let customers = arrangement.customers
    let isUnidentified = arrangement.isUnidentified
    ordersOfCustomer.reserveCapacity(customers)
    regionOfCustomer.reserveCapacity(customers)
    for customer in 0..<customers {
      let first = nextOrder
      var region: UInt32 = 0
      var extra = RunExtra()
      var channel: UInt32 = 0
      var position = start[customer]
      let end = start[customer &+ 1]
      while position < end {
        let reference = order[position]
        if reference.isLoose {
          writeLoose(arrangement.loose[reference.position])
          position &+= 1
          continue
        }
        var stop = position &+ 1
        while stop < end, order[stop].isContinued { stop &+= 1 }
        sorted.prefetchLines(position &+ 10)
        let place = writeOrder(position..<stop)
        if place.region != 0 { region = place.region }
        if hasExtra {
          if place.extra.city != 0 { extra.city = place.extra.city }
          if place.extra.country != 0 { extra.country = place.extra.country }
          if channel == 0 { channel = place.extra.channel }
        }
        position = stop
      }
      ordersOfCustomer.append(UInt32(truncatingIfNeeded: nextOrder &- first))
      if !isUnidentified {
        regionOfCustomer.append(region)
        if hasExtra {
          cityOfCustomer.append(extra.city)
          countryOfCustomer.append(extra.country)
          channelOfCustomer.append(channel)
        }
      }
    }
    for (bucket, count) in [
      (ImportReport.Bucket.used, used), (.unidentified, unidentified), (.zeroValue, zero), (.cancelled, cancelled),
      (.unpaid, unpaid),
      (.duplicate, arrangement.dropped.count + arrangement.droppedRefunds + arrangement.droppedOverlapping),
      (.refundMatched, arrangement.matches.count { !$0.isContinued }),
      (
        arrangement.isUnidentified ? .refundUnidentified : .refundUnmatched,
        arrangement.loose.reduce(0) { $0 + $1.refunds.count }
      ),
    ] where count > 0 {
      counts[bucket, default: 0] += count
    }
    repeated += arrangement.repeatedRefunds - arrangement.droppedRefunds
    sorted.deallocate()
  }

  /// Writes an amount, or remembers that it does not fit.
  @inline(__always)
  mutating func put(_ amount: Int64, _ column: LedgerColumns.MoneyName, _ position: Int) {
    guard let pointer = money[column.rawValue] else { return }
    if let narrow = Int32(exactly: amount) {
      pointer[position] = narrow
    } else {
      pointer[position] = 0
      patches.append(LedgerColumns.Patch(column: column, position: position, amount: amount))
    }
  }

  // MARK: Orders

  mutating func writeOrder(_ range: Range<Int>) -> (region: UInt32, extra: RunExtra) {
    let run = sorted[range.lowerBound].pointee.run
    let firstPosition = order[range.lowerBound].position
    var day = run.day
    var second = run.second
    var status = run.status
    var isRefunded = order[range.lowerBound].isRefunded
    var region = regionMaps[rows.thread(ofRun: firstPosition)][Int(run.region)]
    let isSingle = range.count == 1
    if !isSingle {
      for position in range.dropFirst() {
        let reference = order[position]
        let other = sorted[position].pointee.run
        if LatestTexts.moment(day: other.day, second: other.second) < LatestTexts.moment(day: day, second: second) {
          day = other.day
          second = other.second
        }
        if status == .none { status = other.status }
        if reference.isRefunded { isRefunded = true }
        region = larger(
          region, regionMaps[rows.thread(ofRun: reference.position)][Int(other.region)], texts.regionNames)
      }
    }
    let target = nextOrder
    nextOrder &+= 1
    let firstLine = nextLine
    columns.day[target] = day
    columns.second?[target] = max(0, second)
    columns.id?[target] = run.id
    columns.region?[target] = region
    columns.lineStart[target] = UInt32(truncatingIfNeeded: firstLine)
    let final: OrderStatus = status == .cancelled ? .cancelled : status == .unpaid ? .unpaid : .valid
    columns.status[target] = final.rawValue
    var sums = Sums()
    for position in range { writeLines(sorted[position], target, isRefunded, &sums) }
    if keepsLines, nextLine &- firstLine > 1, !hasDropped { countRepeated(range) }
    var extra = RunExtra()
    if hasRunExtra {
      extra = mergedExtra(range)
      columns.channel?[target] = extra.channel
      columns.coupon?[target] = extra.coupon
      put(extra.tax, .tax, target)
      put(extra.shipping, .shipping, target)
      if extra.total != 0 { addTotal(extra.total, extra.discount, firstLine, &sums) }
      if extra.discount != 0 { spread(extra.discount, firstLine, &sums) }
    }
    put(sums.gross, .orderGross, target)
    put(sums.discount, .orderDiscount, target)
    put(sums.refund, .orderRefund, target)
    let count = sums.rows
    switch final {
    case .cancelled: cancelled &+= count
    case .unpaid: unpaid &+= count
    default:
      gross &+= sums.gross
      discounts &+= sums.discount
      refunds &+= sums.refund
      if arrangement.isUnidentified {
        unidentified &+= count
      } else {
        let zeros = extra.total != 0 ? 0 : sums.zeros
        zero &+= zeros
        used &+= count &- zeros
      }
    }
    return (region, extra)
  }

  struct Sums {
    var gross: Int64 = 0
    var discount: Int64 = 0
    var refund: Int64 = 0
    var zeros = 0
    var rows = 0
  }

  @inline(__always)
  mutating func writeLines(
    _ element: UnsafeMutablePointer<OrderedRuns.Element>, _ target: Int, _ isRefunded: Bool, _ sums: inout Sums
  ) {
    let first = Int(element.pointee.firstLine)
    let range = first..<first &+ Int(element.pointee.lineCount)
    let thread = rows.thread(ofRun: Int(element.pointee.position))
    let products = productMaps[thread]
    for position in range {
      if hasDropped, arrangement.dropped.contains(UInt32(truncatingIfNeeded: position)) { continue }
      let line = rows.line(position).pointee
      var gross = Int64(line.gross)
      var discount = Int64(line.discount)
      if line.gross == Line.wide {
        let local = UInt32(position - rows.lineBase(thread))
        if let wide = readers[thread].partitions[partition].wide[local] {
          (gross, discount) = (wide.gross, wide.discount)
        }
      }
      discount &*= discountSign
      let at = nextLine
      nextLine &+= 1
      columns.product[at] = keepsLines ? products[Int(line.product)] : 0
      sums.rows &+= keepsLines ? 1 : Int(line.product)
      columns.quantity[at] = line.quantity
      put(gross, .lineGross, at)
      put(discount, .lineDiscount, at)
      sums.gross &+= gross
      sums.discount &+= discount
      if gross == 0 { sums.zeros &+= 1 }
      let refund = isRefunded || hasLineExtra ? refunds(of: position, thread, target, at, hasLineExtra) : 0
      put(refund, .lineRefund, at)
      sums.refund &+= refund
    }
  }

  /// Refunds of a line: matched rows, and its own refund column; entered in the refund table.
  private mutating func refunds(of position: Int, _ thread: Int, _ order: Int, _ line: Int, _ hasExtra: Bool) -> Int64 {
    var sum: Int64 = 0
    for match in arrangement.matchesOfLine[UInt32(truncatingIfNeeded: position)] ?? [] {
      let refund = arrangement.matches[match].refund
      sum += refund.amount
      refundTable.append(
        RefundEntry(
          order: UInt32(order), line: UInt32(line), day: refund.day, amount: refund.amount, pieces: refund.pieces,
          id: refund.id))
    }
    guard hasExtra else { return sum }
    let extra = readers[thread].partitions[partition].lineExtras[position - arrangement.rows.lineBase(thread)]
    let isKnown = extra.cost != LineExtra.noCost
    put(isKnown ? extra.cost : 0, .cost, line)
    columns.isCostKnown?[line] = isKnown
    if extra.refund != 0, extra.refundDay != LineExtra.noDay {
      refundTable.append(
        RefundEntry(
          order: UInt32(order), line: UInt32(line), day: extra.refundDay, amount: extra.refund, pieces: 0,
          id: OrderNumber.none))
    }
    return sum + extra.refund
  }

  /// Counts lines of an order that repeat an earlier one.
  @inline(__always)
  private mutating func countRepeated(_ range: Range<Int>) {
    let element = sorted[range.lowerBound].pointee
    if range.count == 1, element.lineCount == 2 {
      let left = rows.line(Int(element.firstLine)).pointee
      let right = rows.line(Int(element.firstLine) &+ 1).pointee
      if left.hash == right.hash, left.gross == right.gross, left.quantity == right.quantity { repeated &+= 1 }
    } else if range.count == 1, element.lineCount <= 8 {
      countFewRepeated(Int(element.firstLine), Int(element.lineCount))
    } else {
      countManyRepeated(range)
    }
  }

  /// Every pair: for a handful of lines that is less than sorting them.
  @inline(__always)
  private mutating func countFewRepeated(_ first: Int, _ count: Int) {
    for later in first &+ 1..<first &+ count {
      let right = rows.line(later).pointee
      for earlier in first..<later {
        let left = rows.line(earlier).pointee
        guard left.hash == right.hash, left.gross == right.gross, left.quantity == right.quantity else { continue }
        repeated &+= 1
        break
      }
    }
  }

  @inline(never)
  private mutating func countManyRepeated(_ range: Range<Int>) {
    hashes.removeAll(keepingCapacity: true)
    for position in range {
      for line in rows.lines(ofRun: order[position].position) {
        hashes.append(arrangement.key(ofLine: line))
      }
    }
    hashes.sort()
    for position in 1..<hashes.count where hashes[position] == hashes[position - 1] { repeated += 1 }
  }
}
