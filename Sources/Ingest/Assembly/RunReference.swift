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
struct PartitionRows {
  /// Where the runs and lines of each thread begin, and after the last where they end.
  let runBase: [Int]
  let lineBase: [Int]
  private let runViews: [SegmentStore<Run>.View]
  private let lineViews: [SegmentStore<Line>.View]

  init(_ readers: UnsafeMutablePointer<RowReader>, threads: Int, partition: Int) {
    var runBase = [0]
    var lineBase = [0]
    var runViews: [SegmentStore<Run>.View] = []
    var lineViews: [SegmentStore<Line>.View] = []
    for thread in 0..<threads {
      let store = readers[thread].partitions + partition
      runBase.append(runBase[thread] + store.pointee.runs.count)
      lineBase.append(lineBase[thread] + store.pointee.lines.count)
      runViews.append(store.pointee.runs.view)
      lineViews.append(store.pointee.lines.view)
    }
    self.runBase = runBase
    self.lineBase = lineBase
    self.runViews = runViews
    self.lineViews = lineViews
  }

  func deallocate() {
    for view in runViews { view.deallocate() }
    for view in lineViews { view.deallocate() }
  }

  var runCount: Int { runBase[runBase.count - 1] }
  var lineCount: Int { lineBase[lineBase.count - 1] }

  /// The thread that read a run.
  @inline(__always)
  func thread(ofRun position: Int) -> Int {
    var thread = 0
    while position >= runBase[thread &+ 1] { thread &+= 1 }
    return thread
  }

  @inline(__always)
  func thread(ofLine position: Int) -> Int {
    var thread = 0
    while position >= lineBase[thread &+ 1] { thread &+= 1 }
    return thread
  }

  @inline(__always)
  func run(_ position: Int) -> UnsafeMutablePointer<Run> {
    let thread = thread(ofRun: position)
    return runViews[thread][position &- runBase[thread]]
  }

  @inline(__always)
  func line(_ position: Int) -> UnsafeMutablePointer<Line> {
    let thread = thread(ofLine: position)
    return lineViews[thread][position &- lineBase[thread]]
  }

  /// The lines of a run, counted through all threads.
  @inline(__always)
  func lines(ofRun position: Int) -> Range<Int> {
    let thread = thread(ofRun: position)
    let base = lineBase[thread]
    let local = position &- runBase[thread]
    let from = Int(runViews[thread][local].pointee.line)
    let to =
      position &+ 1 < runBase[thread &+ 1]
      ? Int(runViews[thread][local &+ 1].pointee.line) : lineBase[thread &+ 1] &- base
    return base &+ from..<base &+ to
  }
}
