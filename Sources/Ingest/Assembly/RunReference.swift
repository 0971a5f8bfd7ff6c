import CScan

/// A run within a partition, counted through all threads, with what arranging has found out about it.
struct RunReference: BitwiseCopyable {
  var raw: UInt32

  private static let continued: UInt32 = 1 << 31
  private static let refunded: UInt32 = 1 << 30
  private static let loose: UInt32 = 1 << 29

  init(_ position: Int) { raw = UInt32(truncatingIfNeeded: position) }

  /// An order that is made of unmatched refunds, by its position among them.
  init(loose position: Int) { raw = UInt32(truncatingIfNeeded: position) | RunReference.loose }

  /// Position among the runs of the partition, or among its loose refund orders.
  var position: Int { Int(raw & (RunReference.loose - 1)) }
  /// Whether the run belongs to the same order as the one before it.
  var isContinued: Bool {
    get { raw & RunReference.continued != 0 }
    set { raw = newValue ? raw | RunReference.continued : raw & ~RunReference.continued }
  }
  /// Whether a refund was matched to one of its lines.
  var isRefunded: Bool {
    get { raw & RunReference.refunded != 0 }
    set { raw = newValue ? raw | RunReference.refunded : raw & ~RunReference.refunded }
  }
  /// Whether this is an order of unmatched refunds.
  var isLoose: Bool { raw & RunReference.loose != 0 }
}

/// The runs and lines of one partition, of all threads, by one number.
///
/// Addresses alone: the loops over millions of lines count no references. Freed by `deallocate`.
struct PartitionRows {
  /// What one thread has.
  struct Part {
    let runs: SegmentStore<Run>.View
    let lines: SegmentStore<Line>.View
    /// Where its runs and lines begin among those of all threads.
    let runBase: Int
    let lineBase: Int
  }

  private let parts: UnsafeMutablePointer<Part>
  let threads: Int
  let runCount: Int
  let lineCount: Int

  init(_ readers: UnsafeMutablePointer<RowReader>, threads: Int, partition: Int) {
    parts = .allocate(capacity: threads)
    self.threads = threads
    var runs = 0
    var lines = 0
    for thread in 0..<threads {
      let store = readers[thread].partitions + partition
      let part = Part(
        runs: store.pointee.runs.view, lines: store.pointee.lines.view, runBase: runs, lineBase: lines)
      (parts + thread).initialize(to: part)
      runs += store.pointee.runs.count
      lines += store.pointee.lines.count
    }
    runCount = runs
    lineCount = lines
  }

  func deallocate() {
    for thread in 0..<threads {
      parts[thread].runs.deallocate()
      parts[thread].lines.deallocate()
    }
    parts.deallocate()
  }

  /// The thread that read a run.
  @inline(__always)
  func thread(ofRun position: Int) -> Int {
    var thread = threads &- 1
    while position < parts[thread].runBase { thread &-= 1 }
    return thread
  }

  @inline(__always)
  func thread(ofLine position: Int) -> Int {
    var thread = threads &- 1
    while position < parts[thread].lineBase { thread &-= 1 }
    return thread
  }

  /// Where the runs of a thread begin among those of all.
  @inline(__always)
  func runBase(_ thread: Int) -> Int { parts[thread].runBase }

  /// Where the lines of a thread begin among those of all.
  @inline(__always)
  func lineBase(_ thread: Int) -> Int { parts[thread].lineBase }

  /// Positions of a thread's runs.
  func runs(ofThread thread: Int) -> Range<Int> {
    parts[thread].runBase..<(thread + 1 < threads ? parts[thread + 1].runBase : runCount)
  }

  @inline(__always)
  func run(_ position: Int) -> UnsafeMutablePointer<Run> {
    let part = parts[thread(ofRun: position)]
    return part.runs[position &- part.runBase]
  }

  @inline(__always)
  func line(_ position: Int) -> UnsafeMutablePointer<Line> {
    let part = parts[thread(ofLine: position)]
    return part.lines[position &- part.lineBase]
  }

  /// Asks for a line, and for the memory after it.
  @inline(__always)
  func prefetchLine(_ position: Int) {
    let line = line(position)
    clientele_prefetch(line)
    clientele_prefetch(UnsafeRawPointer(line) + 56)
  }

  /// The lines of a run, counted through all threads.
  @inline(__always)
  func lines(ofRun position: Int) -> Range<Int> {
    let thread = thread(ofRun: position)
    let part = parts[thread]
    let isLastThread = thread &+ 1 == threads
    let runEnd = isLastThread ? runCount : parts[thread &+ 1].runBase
    let local = position &- part.runBase
    let from = part.lineBase &+ Int(part.runs[local].pointee.line)
    if position &+ 1 < runEnd { return from..<(part.lineBase &+ Int(part.runs[local &+ 1].pointee.line)) }
    return from..<(isLastThread ? lineCount : parts[thread &+ 1].lineBase)
  }
}
