extension ImportReport {
  /// One side file that was read: every row is in exactly one bucket.
  public struct SideFile: Sendable {
    /// A row to show as an example.
    public struct Row: Sendable, Hashable {
      /// Line of the file, from 1.
      public let line: Int
      /// The row as it stands there, cut after some hundred bytes.
      public let text: String
      /// Why it could not be used; empty where the bucket says it all.
      public let reason: String

      /// A row of a file.
      public init(line: Int, text: String, reason: String = "") {
        (self.line, self.text, self.reason) = (line, text, reason)
      }
    }

    /// Path or name.
    public var path: String
    /// What the rows are.
    public var kind: SideKind
    /// Rows, the header not counted.
    public var rows = 0
    /// Rows per bucket: `used` and `unidentified` (nobody is named) are in the table, all others are not.
    public var counts: [Bucket: Int] = [:]
    /// The first left-out rows of each bucket, at most ``ImportReport/examplesKept``.
    public var examples: [Bucket: [Row]] = [:]
    /// Which column became which, in the file's order; empty for a column that is not used.
    public var columns: [(column: String, field: String)] = []
    /// Rows about people who have no orders, and how many people they are.
    public var strangers: (rows: Int, people: Int) = (0, 0)
    /// Rows about products that were never sold, and how many products they are.
    public var unsold: (rows: Int, products: Int) = (0, 0)
    /// The earliest and the latest day in the rows; `nil` where the file has no days.
    public var days: ClosedRange<Day>?
    /// Rows that were repaired, by rule.
    public var repairs: [String: Int] = [:]
    /// Sentences that a person should read.
    public var remarks: [String] = []

    /// A report about nothing read.
    public init(path: String, kind: SideKind) {
      self.path = path
      self.kind = kind
    }

    /// Rows that are in the table.
    public var used: Int { counts.reduce(0) { $0 + ($1.key.isKept ? $1.value : 0) } }
  }
}
