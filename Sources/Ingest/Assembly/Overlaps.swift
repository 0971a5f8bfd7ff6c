import Ledger

/// Which files repeat each other's orders, and which of two is the later export (DEFINITIONS part A, "duplicate rows").
///
/// Two exports that overlap hold the same orders with the same products. Files that one export was cut into share at most
/// the orders at their edges, with other products on each side. So two files overlap where at least half of the orders
/// that both have hold the same products in both.
struct Overlaps: Sendable {
  /// Per file its place in time: the file with the later last order is the later export; of two that end on the same
  /// day the one that was written later, then the one whose name sorts later. The order of files on the command line
  /// decides nothing.
  private(set) var rank: [Int]
  private var pairs: Set<Int> = []

  /// No file overlaps another.
  init(files: Int) { rank = Array(0..<files) }

  /// Decides from what the partitions have shown.
  ///
  /// - Parameters:
  ///   - families: Per file what it is an export of; files of different families never overlap.
  ///   - changed: Per file when it was written, in seconds since 1970.
  init(_ evidence: OverlapEvidence, families: [String], changed: [Int], labels: [String]) {
    let files = evidence.files
    let order = (0..<files).sorted {
      (evidence.lastDay[$0], changed[$0], labels[$0], $0) < (evidence.lastDay[$1], changed[$1], labels[$1], $1)
    }
    rank = Array(repeating: 0, count: files)
    for (place, file) in order.enumerated() { rank[file] = place }
    for (place, common) in evidence.pairs where families[place / files] == families[place % files] {
      if 2 * common.equal >= common.shared { pairs.insert(place) }
    }
  }

  /// Whether any two files overlap.
  var isEmpty: Bool { pairs.isEmpty }

  /// Whether two files repeat each other's orders.
  func contains(_ left: Int, _ right: Int) -> Bool {
    pairs.contains(min(left, right) * rank.count + max(left, right))
  }
}

/// What the runs of the partitions show about files that have orders in common.
struct OverlapEvidence: Sendable {
  /// Orders that two files have in common.
  struct Common: Sendable {
    /// Orders that both have.
    var shared = 0
    /// Of those, orders with the same products in both.
    var equal = 0
  }

  let files: Int
  /// By pair (lower file × number of files + higher file); pairs without a common order are not there, so that ten
  /// thousand files take no hundred million entries.
  private(set) var pairs: [Int: Common] = [:]
  /// Per file the day of its last order.
  private(set) var lastDay: [Int32]

  /// Nothing known yet.
  init(files: Int) {
    self.files = files
    lastDay = Array(repeating: .min, count: files)
  }

  /// Adds what another partition has shown.
  mutating func add(_ other: OverlapEvidence) {
    for (place, common) in other.pairs {
      pairs[place, default: Common()].shared += common.shared
      pairs[place, default: Common()].equal += common.equal
    }
    for file in lastDay.indices { lastDay[file] = max(lastDay[file], other.lastDay[file]) }
  }

  private struct Part {
    var order: UInt64
    var file: UInt16
    var products: UInt64
  }

  /// Looks at the runs of a partition, whose customers have their final numbers. Complexity: O(runs log runs).
  init(_ arrangement: PartitionArrangement, files: Int) {
    self.init(files: files)
    let rows = arrangement.rows
    var parts: [Part] = []
    parts.reserveCapacity(rows.runCount)
    for position in 0..<rows.runCount {
      let run = rows.run(position).pointee
      lastDay[Int(run.file)] = max(lastDay[Int(run.file)], run.day)
      var products: UInt64 = 0
      for line in rows.lines(ofRun: position) {
        products &+= arrangement.sameness(ofLine: line, in: run)
      }
      let order = TextPiece.mixed(
        arrangement.orderHash(of: run) ^ UInt64(run.customer) &* 0xA076_1D64_78BD_642F)
      parts.append(Part(order: order, file: run.file, products: products))
    }
    parts.sort { ($0.order, $0.file) < ($1.order, $1.file) }
    var from = 0
    while from < parts.count {
      var groups: [(file: Int, products: UInt64)] = []
      var to = from
      while to < parts.count, parts[to].order == parts[from].order {
        let file = Int(parts[to].file)
        if groups.last?.file == file {
          groups[groups.count - 1].products &+= parts[to].products
        } else {
          groups.append((file, parts[to].products))
        }
        to += 1
      }
      for (place, left) in groups.enumerated() {
        for right in groups.dropFirst(place + 1) {
          pairs[left.file * files + right.file, default: Common()].shared += 1
          if left.products == right.products { pairs[left.file * files + right.file, default: Common()].equal += 1 }
        }
      }
      from = to
    }
  }
}

extension PartitionArrangement {
  /// The ledger's number of a line's product.
  func product(ofLine line: Int) -> UInt32 {
    texts.products[rows.thread(ofLine: line)][Int(rows.line(line).pointee.product)]
  }

  /// What two files must have alike for a line to be the same: the product where the order has a number; its pieces and
  /// amounts too where it has none, as two orders of one customer and moment may then be two orders.
  func sameness(ofLine line: Int, in run: Run) -> UInt64 {
    let product = TextPiece.mixed(UInt64(product(ofLine: line)) &+ 0x9E37_79B9)
    guard run.id == OrderNumber.none else { return product }
    let amounts = rows.line(line).pointee
    var (gross, discount) = (Int64(amounts.gross), Int64(amounts.discount))
    if amounts.gross == Line.wide {
      let thread = rows.thread(ofLine: line)
      let local = UInt32(truncatingIfNeeded: line - rows.lineBase(thread))
      if let wide = readers[thread].partitions[partition].wide[local] {
        (gross, discount) = (wide.gross, wide.discount)
      }
    }
    return TextPiece.mixed(
      product
        ^ TextPiece.mixed(UInt64(bitPattern: gross &- discount) &* 3 &+ UInt64(UInt32(bitPattern: amounts.quantity))))
  }

  /// A hash of what tells orders of one customer apart: the number, or the moment where there is none.
  func orderHash(of run: Run) -> UInt64 {
    if run.id == OrderNumber.none {
      return TextPiece.mixed(UInt64(bitPattern: LatestTexts.moment(day: run.day, second: run.second)) ^ 0x5555)
    }
    guard OrderNumber.isText(run.id) else { return TextPiece.mixed(run.id) }
    return readers[OrderNumber.thread(run.id)].orderTexts[OrderNumber.position(run.id)].hash
  }

  /// Of the runs of one order that come from files which overlap, keeps each line once: the latest file's.
  ///
  /// The k-th line of a product in an earlier file is the k-th line of that product in the later one. What the earlier
  /// file says of the whole order (status, region, amounts of the order) gives way; lines that only it has stay.
  mutating func dropOverlapping(_ runs: [Int], _ overlaps: Overlaps) {
    let files = Set(runs.map { Int(rows.run($0).pointee.file) }).sorted { overlaps.rank[$0] > overlaps.rank[$1] }
    guard files.count > 1 else { return }
    for (place, file) in files.enumerated().dropFirst() {
      let later = files[..<place].filter { overlaps.contains($0, file) }
      guard !later.isEmpty else { continue }
      var taken: [UInt64: Int] = [:]
      for run in runs where later.contains(Int(rows.run(run).pointee.file)) {
        for line in rows.lines(ofRun: run) where !dropped.contains(UInt32(line)) {
          taken[sameness(ofLine: line, in: rows.run(run).pointee), default: 0] += 1
        }
      }
      for run in runs where Int(rows.run(run).pointee.file) == file {
        var isGone = true
        for line in rows.lines(ofRun: run) {
          let same = sameness(ofLine: line, in: rows.run(run).pointee)
          if let left = taken[same], left > 0 {
            taken[same] = left - 1
            dropped.insert(UInt32(line))
          } else {
            isGone = false
          }
        }
        rows.run(run).pointee.status = .none
        if isGone { forgetExtras(ofRun: run) }
      }
    }
  }

  private func forgetExtras(ofRun run: Int) {
    rows.run(run).pointee.region = 0
    let thread = rows.thread(ofRun: run)
    guard readers[thread].hasRunExtra else { return }
    readers[thread].partitions[partition].runExtras[run - rows.runBase(thread)] = RunExtra()
  }

  /// Of refund rows that files which overlap both have, keeps the latest file's.
  mutating func dropOverlapping(_ refunds: inout [RefundRow], _ overlaps: Overlaps) {
    guard Set(refunds.map(\.file)).count > 1 else { return }
    var kept: [RefundRow] = []
    var from = 0
    while from < refunds.count {
      var to = from
      while to < refunds.count, refunds[to].customer == refunds[from].customer, refunds[to].day == refunds[from].day,
        refunds[to].second == refunds[from].second, compare(refunds[to].id, refunds[from].id) == 0
      {
        to += 1
      }
      let group = refunds[from..<to].sorted { overlaps.rank[Int($0.file)] > overlaps.rank[Int($1.file)] }
      var chosen: [RefundRow] = []
      for refund in group {
        let later = chosen.count {
          $0.product == refund.product && $0.gross == refund.gross && overlaps.contains(Int($0.file), Int(refund.file))
        }
        let own = chosen.count {
          $0.product == refund.product && $0.gross == refund.gross && $0.file == refund.file
        }
        if own < later { droppedOverlapping += 1 } else { chosen.append(refund) }
      }
      kept += chosen
      from = to
    }
    refunds = kept
  }
}
