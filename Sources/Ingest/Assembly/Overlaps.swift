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
    for left in 0..<files {
      for right in left + 1..<max(left + 1, files) where families[left] == families[right] {
        let place = left * files + right
        if evidence.shared[place] > 0, 2 * evidence.equal[place] >= evidence.shared[place] { pairs.insert(place) }
      }
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
  let files: Int
  /// Per pair (lower file × number of files + higher file): orders that both have.
  private(set) var shared: [Int]
  /// Of those, orders with the same products in both.
  private(set) var equal: [Int]
  /// Per file the day of its last order.
  private(set) var lastDay: [Int32]

  /// Nothing known yet.
  init(files: Int) {
    self.files = files
    shared = Array(repeating: 0, count: files * files)
    equal = shared
    lastDay = Array(repeating: .min, count: files)
  }

  /// Adds what another partition has shown.
  mutating func add(_ other: OverlapEvidence) {
    for place in shared.indices {
      shared[place] += other.shared[place]
      equal[place] += other.equal[place]
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
        products &+= TextPiece.mixed(UInt64(arrangement.product(ofLine: line)) &+ 0x9E37_79B9)
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
          shared[left.file * files + right.file] += 1
          if left.products == right.products { equal[left.file * files + right.file] += 1 }
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
      var taken: [UInt32: Int] = [:]
      for run in runs where later.contains(Int(rows.run(run).pointee.file)) {
        for line in rows.lines(ofRun: run) where !dropped.contains(UInt32(line)) {
          taken[product(ofLine: line), default: 0] += 1
        }
      }
      for run in runs where Int(rows.run(run).pointee.file) == file {
        var isGone = true
        for line in rows.lines(ofRun: run) {
          let product = product(ofLine: line)
          if let left = taken[product], left > 0 {
            taken[product] = left - 1
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
