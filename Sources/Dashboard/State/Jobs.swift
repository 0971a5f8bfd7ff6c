/// The work under way: counted before it starts, so that "idle" is certain, and numbered, so that a late result is dropped.
public struct Jobs: Sendable {
  /// What a job does; a newer job of a kind replaces the older one.
  public enum Kind: Hashable, Sendable {
    /// Reads the files.
    case read
    /// Computes a registry panel.
    case panel(String)
    /// Opens the next level of the drill-down.
    case open
    /// Sorts or searches a table.
    case arrange(ViewID)
    /// Makes what customers are found by.
    case index
    /// Finds customers.
    case find
    /// Writes into the workbook; what a person wrote is never replaced by what is written next.
    case write(Int)
    /// Notes the sizes of the segments.
    case sizes
    /// Prepares text for the clipboard.
    case copy
    /// Hides or shows what names a person.
    case mask
    /// Sees what a filter text means.
    case filter
    /// Sums up the shown rows.
    case summarise
    /// Looks at a column.
    case statistics
    /// Finds the rows behind a figure.
    case behind
    /// Finds the way back to where the person was, in newer data.
    case restore
    /// Makes the figures of another day or another setting.
    case turn
    /// Follows the figure under the cursor over time.
    case trend
    /// Writes a file; never replaced by the next.
    case export(Int)
    /// Writes a decision about who is who.
    case decide
    /// Remembers what a file is.
    case choose
    /// Sees what the answers to a question would give.
    case tryAnswers
    /// Remembers an answer.
    case answer
  }

  private var running: [Kind: Job] = [:]
  private var next = 1

  /// No work under way.
  public init() {}

  /// Notes that a job begins. An older job of the kind no longer counts.
  ///
  /// - Returns: The job, with which its result must come back.
  public mutating func begin(_ kind: Kind, of subject: Job.Subject = .init()) -> Job {
    let job = Job(kind: kind, number: next, subject: subject)
    next += 1
    running[kind] = job
    return job
  }

  /// Notes that a writing into the workbook begins, beside all others.
  public mutating func beginWriting() -> Job { begin(.write(next)) }

  /// Notes that the writing of a file begins, beside all others.
  public mutating func beginExport() -> Job { begin(.export(next)) }

  /// Notes that a job is over.
  ///
  /// - Returns: Whether no newer one has replaced it and nobody has dropped it. Whether what it was asked of is still
  ///   there is for ``DashboardState/take(_:)`` to say.
  public mutating func end(_ job: Job) -> Bool {
    guard running[job.kind] == job else { return false }
    running[job.kind] = nil
    return true
  }

  /// Whether a result of this job would still be wanted.
  public func isCurrent(_ job: Job) -> Bool { running[job.kind] == job }

  /// The job of a kind that is under way.
  public func running(_ kind: Kind) -> Job? { running[kind] }

  /// Forgets the jobs of a kind: their results will be dropped.
  public mutating func drop(_ kind: Kind) { running[kind] = nil }

  /// Whether no work is under way.
  public var isIdle: Bool { running.isEmpty }

  /// Whether work of this kind is under way.
  public func isBusy(_ kind: Kind) -> Bool { running[kind] != nil }

  /// How many things that a person wrote, or had written to a file, are not there yet.
  public var unwritten: Int {
    running.keys.count { kind in
      switch kind {
      case .write, .export: true
      default: false
      }
    }
  }
}
