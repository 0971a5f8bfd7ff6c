import Synchronization

/// Which view something was asked of: every view that is made has another one, and keeps it while it is sorted, searched
/// and moved about in.
public struct ViewID: Hashable, Sendable {
  private let number: Int
  private static let last = Atomic<Int>(0)

  /// One that no view has yet.
  init() { number = ViewID.last.add(1, ordering: .relaxed).newValue }
}

/// A piece of work under way: what it does, and what it was asked of.
///
/// Its result brings it back, and is taken in only while what it was asked of is still there:
/// ``DashboardState/take(_:)``.
public struct Job: Hashable, Sendable {
  /// What it does.
  public let kind: Jobs.Kind
  /// Which of its kind it is.
  public let number: Int
  /// What it was asked of.
  public let subject: Subject

  /// What a piece of work was asked of; everything that is not `nil` must still be so when the result comes.
  public struct Subject: Hashable, Sendable {
    /// The data under its question, by the count of those that were shown.
    public var figures: Int?
    /// A view that must still be somewhere, shown or not.
    public var view: ViewID?
    /// What must still be on the screen.
    public var place: Place?
    /// The views that are made anew.
    public var walk: Walk?
    /// Whether names may be in the result.
    public var holdsNames = false

    /// Nothing: the result is taken in whatever is shown.
    public init() {}
  }

  /// What is on the screen: the way down to the shown view.
  public struct Place: Hashable, Sendable {
    /// The panel at the bottom.
    public let root: String
    /// Every view of the way, the shown one last.
    public let views: [ViewID]
  }

  /// Views that are made anew, as they were when that was asked for.
  public struct Walk: Hashable, Sendable {
    /// The panel at the bottom of the drill-down; empty where there is none.
    public let root: String
    /// The drill-down.
    public let stack: [Step]
    /// The panels, by their ids.
    public let panels: [String: Step]

    /// A view, and what a person has done to it.
    public struct Step: Hashable, Sendable {
      let id: ViewID
      let changes: Int
      let cursor: Int
      let field: Int?

      init(_ view: View) {
        id = view.id
        changes = view.changes
        cursor = view.table.cursor
        field = view.field
      }

      /// Whether only the cursor may have moved between the two.
      func isSame(_ other: Step) -> Bool { id == other.id && changes == other.changes }
    }
  }
}

extension DashboardState {
  /// What is on the screen.
  var place: Job.Place {
    var views: [ViewID] = []
    if let panel = panels[rootPanel] { views.append(panel.id) }
    return Job.Place(root: rootPanel, views: views + stack.map(\.id))
  }

  /// Begins work on the figures that are shown.
  mutating func beginOnFigures(_ kind: Jobs.Kind) -> Job {
    var subject = Job.Subject()
    subject.figures = figures
    return jobs.begin(kind, of: subject)
  }

  /// Begins work that leads on from what is on the screen: its result is of no use anywhere else.
  mutating func beginHere(_ kind: Jobs.Kind) -> Job {
    var subject = Job.Subject()
    subject.figures = figures
    subject.place = place
    return jobs.begin(kind, of: subject)
  }

  /// Begins work on one view, which may be left meanwhile.
  mutating func begin(_ kind: Jobs.Kind, on view: View) -> Job {
    var subject = Job.Subject()
    subject.view = view.id
    subject.holdsNames = !view.findings.isMasked
    return jobs.begin(kind, of: subject)
  }

  /// Begins to make views anew.
  mutating func beginWalk(_ kind: Jobs.Kind, panels: [View]) -> Job {
    var subject = Job.Subject()
    subject.figures = figures
    subject.walk = walk(panels)
    return jobs.begin(kind, of: subject)
  }

  private func walk(_ panels: [View]) -> Job.Walk {
    Job.Walk(
      root: stack.isEmpty ? "" : rootPanel, stack: stack.map { .init($0) },
      panels: Dictionary(panels.map { ($0.key, .init($0)) }, uniquingKeysWith: { $1 }))
  }

  /// Ends a job.
  ///
  /// - Returns: Whether its result may be taken in: no newer job has replaced it, and what it was asked of is there.
  mutating func take(_ job: Job) -> Bool { jobs.end(job) && isThere(job.subject) }

  private func isThere(_ subject: Job.Subject) -> Bool {
    if let figures = subject.figures, figures != self.figures { return false }
    if let view = subject.view, self.view(view) == nil { return false }
    if let place = subject.place, place != self.place { return false }
    return true
  }

  /// Whether the views that were made anew are still the ones that are there, and nobody has done more to them than to
  /// move the cursor.
  func isUnchanged(_ walk: Job.Walk) -> Bool {
    guard walk.root == (stack.isEmpty ? "" : rootPanel), walk.stack.count == stack.count,
      zip(walk.stack, stack).allSatisfy({ $0.isSame(.init($1)) })
    else { return false }
    // A panel that was made meanwhile, with the new figures, has nothing to lose.
    return walk.panels.allSatisfy { key, step in
      panels[key].map { $0.id != step.id || step.isSame(.init($0)) } ?? true
    }
  }

  /// The view with this identity, wherever it is.
  func view(_ id: ViewID) -> View? { stack.last { $0.id == id } ?? panels.values.first { $0.id == id } }

  /// Changes the view with this identity, wherever it is.
  mutating func update(_ id: ViewID, _ change: (inout View) -> Void) {
    if let index = stack.lastIndex(where: { $0.id == id }) {
      change(&stack[index])
    } else if let key = panels.first(where: { $0.value.id == id })?.key, var view = panels[key] {
      change(&view)
      panels[key] = view
    }
  }
}
