import Canvas
import Dispatch
import Ingest
import Ledger
import Panels
import Workbook

/// The dashboard without a terminal: takes events, does the work, gives frames.
///
/// Belongs to one thread. The run loop drives one with a terminal; tests drive one with keys.
public final class Session {
  /// Everything that the dashboard knows.
  public private(set) var state: DashboardState
  private let keymap: Keymap
  private let mailbox: Mailbox
  private let worker: Worker
  private var lastFrame: Frame

  /// What a session reads.
  public struct Input: Sendable {
    /// Makes the sources; called in the background at each reading.
    public var sources: @Sendable () -> [Source]
    /// Files to follow; empty where the data is no file.
    public var paths: [String]
    /// How to read them.
    public var options: ReadOptions

    /// Where the owner's own writing lies.
    public var workbook: WorkbookPlace
    /// What is made of a ledger before it is shown, and the as-of day that the whole shop has.
    public var prepare: (@Sendable (Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?))?

    /// What to read.
    public init(
      sources: @escaping @Sendable () -> [Source], paths: [String], options: ReadOptions,
      workbook: WorkbookPlace = .nowhere,
      prepare: (@Sendable (Ledger) throws(IngestError) -> (ledger: Ledger, asOf: Day?))? = nil
    ) {
      self.prepare = prepare
      self.sources = sources
      self.paths = paths
      self.options = options
      self.workbook = workbook
    }
  }

  /// A session that begins to read at ``start()``.
  ///
  /// - Parameter wake: Called from any thread when a result is there for ``takeResults()``.
  public init(
    _ state: DashboardState, input: Input, keymap: Keymap = .standard, wake: @escaping @Sendable () -> Void = {}
  ) {
    self.state = state
    self.state.isFollowable = !input.paths.isEmpty
    self.state.keepsKinds = input.options.kindFile != nil
    self.state.keepsDecisions = input.options.identityFile != nil
    self.keymap = keymap
    mailbox = Mailbox(wake: wake)
    let desk = WorkbookDesk(input.workbook)
    self.state.keepsWriting = input.workbook.path != nil
    self.state.today = Clock.today()
    do throws(WorkbookError) {
      self.state.plainPage = try desk.page()
    } catch {
      self.state.plainPage = WorkbookPage(notes: [], segments: SegmentShelf(folder: nil).all)
      self.state.message = .init(error.description, .bad)
      self.state.keepsWriting = false
      self.state.workbookProblem = error.description
    }
    self.state.page = self.state.plainPage
    worker = Worker(
      sources: input.sources, paths: input.paths, options: input.options, prepare: input.prepare, desk: desk,
      mailbox: mailbox)
    lastFrame = Frame(state)
  }

  /// Begins to read, and to follow the files.
  public func start() {
    // What was wrong with the workbook is still to be read when the figures are there.
    let message = state.message
    apply(.reload)
    state.message = message
    if state.canFollow {
      state.following = .live
      worker.perform(.follow(true))
    }
  }

  /// Takes in an event of the terminal.
  public func handle(_ event: InputEvent) {
    if let action = action(for: event, state: state, frame: lastFrame, keymap: keymap) { apply(action) }
  }

  /// Changes the state and begins the work that it asks for.
  public func apply(_ action: Action) {
    for effect in reduce(&state, action) { worker.perform(effect) }
  }

  /// Takes in what background work has brought.
  ///
  /// - Returns: Whether there was anything.
  @discardableResult
  public func takeResults() -> Bool {
    let actions = mailbox.empty()
    for action in actions { apply(action) }
    return !actions.isEmpty
  }

  /// Draws the state.
  public func frame() -> Frame {
    lastFrame = render(state)
    state.pageHeight = lastFrame.pageHeight
    if let size = lastFrame.cardSize { state.cardSize = size }
    return lastFrame
  }

  /// Text for the terminal's clipboard, once.
  func takeClipboard() -> String? {
    defer { state.clipboard = nil }
    return state.clipboard
  }

  /// Notes that the process was stopped and is back.
  public func wasSuspended() { state.wantsSuspension = false }

  /// Waits until no work is under way, taking in results; gives up after so many seconds.
  ///
  /// - Returns: Whether it became idle.
  @discardableResult
  public func waitUntilIdle(seconds: Double = 30) -> Bool {
    let end = Clock.seconds() + seconds
    takeResults()
    while !state.isIdle {
      let left = end - Clock.seconds()
      guard left > 0 else { return false }
      mailbox.wait(seconds: min(left, 0.1))
      takeResults()
    }
    return true
  }

  /// Waits until a condition holds, taking in results; gives up after so many seconds.
  ///
  /// - Returns: Whether it came to hold.
  @discardableResult
  public func wait(seconds: Double = 30, until condition: (DashboardState) -> Bool) -> Bool {
    let end = Clock.seconds() + seconds
    takeResults()
    while !condition(state) {
      let left = end - Clock.seconds()
      guard left > 0 else { return false }
      mailbox.wait(seconds: min(left, 0.1))
      takeResults()
    }
    return true
  }
}
