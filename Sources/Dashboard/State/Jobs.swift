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
    case arrange
    /// Makes what customers are found by.
    case index
    /// Finds customers.
    case find
    /// Writes into the workbook.
    case write
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
    /// Writes a file.
    case export
    /// Writes a decision about who is who.
    case decide
    /// Remembers what a file is.
    case choose
    /// Sees what the answers to a question would give.
    case tryAnswers
    /// Remembers an answer.
    case answer
  }

  private var running: [Kind: Int] = [:]
  private var next = 1

  /// No work under way.
  public init() {}

  /// Notes that a job begins. An older job of the kind no longer counts.
  ///
  /// - Returns: The number with which its result must come back.
  public mutating func begin(_ kind: Kind) -> Int {
    let number = next
    next += 1
    running[kind] = number
    return number
  }

  /// Notes that a job is over.
  ///
  /// - Returns: Whether its result is still wanted.
  public mutating func end(_ kind: Kind, _ number: Int) -> Bool {
    guard running[kind] == number else { return false }
    running[kind] = nil
    return true
  }

  /// Whether a result with this number would still be wanted.
  public func isCurrent(_ kind: Kind, _ number: Int) -> Bool { running[kind] == number }

  /// Forgets the jobs of a kind: their results will be dropped.
  public mutating func drop(_ kind: Kind) { running[kind] = nil }

  /// Whether no work is under way.
  public var isIdle: Bool { running.isEmpty }

  /// Whether work of this kind is under way.
  public func isBusy(_ kind: Kind) -> Bool { running[kind] != nil }
}
