/// What one thread has read of one partition of the customers.
///
/// Partitions are cut by the hash of the customer's key, so that all rows of a customer are in the same partition on
/// every thread: later work takes one partition after the other, in memory that fits the processor's cache, and gives
/// the memory of each back before the next.
struct PartitionStore {
  // What every row touches stands together.
  var lines = SegmentStore<Line>()
  var runs = SegmentStore<Run>()
  /// The run that the last line went to; its customer is no customer before the first.
  var last = Run(id: 0, customer: .max, day: 0, second: 0, line: 0, region: 0, status: .none)
  var customers: InternTable
  var runExtras = SegmentStore<RunExtra>()
  var lineExtras = SegmentStore<LineExtra>()
  var refunds: [RefundRow] = []
  /// Amounts of the lines that do not fit `Line`.
  var wide: [UInt32: WideAmounts] = [:]
  var names = LatestTexts()
  var emails = LatestTexts()
  var phones = LatestTexts()
  var lastExtra = RunExtra()

  struct WideAmounts {
    var gross: Int64
    var discount: Int64
  }

  init(capacity: Int) { customers = InternTable(capacity: capacity) }

  /// Gives all memory back but the customers' texts.
  mutating func deallocateRows() {
    runs.deallocate()
    runExtras.deallocate()
    lines.deallocate()
    lineExtras.deallocate()
    refunds = []
    wide = [:]
  }
}

/// Per customer the text of the latest row that has one; of rows at the same time the largest, byte by byte, so that
/// the order of rows in the file decides nothing.
struct LatestTexts {
  private var moments: [Int64] = []
  private var numbers: [UInt32] = []
  private var texts: TextStore?

  static func moment(day: Int32, second: Int32) -> Int64 { Int64(day) << 32 | Int64(max(0, second)) }

  /// The day, since 1970, of a moment.
  static func day(ofMoment moment: Int64) -> Int { Int(moment >> 32) }

  subscript(customer: Int) -> TextPiece? {
    guard customer < numbers.count, let texts, numbers[customer] != .max else { return nil }
    return texts[Int(numbers[customer])]
  }

  /// When the text of a customer was given; only for customers that have one.
  func moment(_ customer: Int) -> Int64 { moments[customer] }

  var isEmpty: Bool { numbers.isEmpty }

  mutating func set(_ text: TextPiece, for customer: Int, at moment: Int64) {
    guard text.count > 0 else { return }
    while numbers.count <= customer {
      numbers.append(.max)
      moments.append(.min)
    }
    if let present = self[customer] {
      if present.equals(text) {
        moments[customer] = max(moments[customer], moment)
        return
      }
      guard moment > moments[customer] || (moment == moments[customer] && present.precedes(text)) else { return }
    }
    var store = texts ?? TextStore()
    texts = nil
    numbers[customer] = UInt32(store.append(text))
    moments[customer] = moment
    texts = store
  }

  /// Takes over what another thread has read, its customers renumbered.
  mutating func merge(_ other: LatestTexts, renumbered: (Int) -> Int) {
    for customer in 0..<other.numbers.count {
      if let text = other[customer] { set(text, for: renumbered(customer), at: other.moments[customer]) }
    }
  }

  func deallocate() { texts?.deallocate() }
}
