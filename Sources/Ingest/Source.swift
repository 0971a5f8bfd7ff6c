/// Where rows come from.
public enum Source: Sendable {
  /// A file or a folder of files by its path; what a file holds is told from its first bytes.
  case file(String)
  /// Standard input, until its end.
  case standardInput
  /// A file's bytes that are already in memory, under a name for messages.
  case bytes(name: String, [UInt8])

  /// Path or name, as messages say it.
  public var label: String {
    switch self {
    case .file(let path): return path
    case .standardInput: return "-"
    case .bytes(let name, _): return name
    }
  }
}

/// How far a reading is; rate and time left follow from the time that has passed.
public struct Progress: Sendable, Hashable {
  /// What is being done.
  public enum Phase: Sendable, Hashable {
    /// Rows are looked through for keys that people share, before they are read; only where files have such keys.
    case comparing
    /// Bytes become rows.
    case reading
    /// Rows are sorted customer by customer.
    case arranging
  }

  /// Bytes looked at so far, of all files together.
  public var bytesRead: Int
  /// Bytes there are to read; of a gzip file, its unpacked bytes.
  public var bytesTotal: Int
  /// Rows found so far.
  public var rows: Int
  /// What is being done now.
  public var phase: Phase

  /// A state of a reading.
  public init(bytesRead: Int, bytesTotal: Int, rows: Int, phase: Phase) {
    self.bytesRead = bytesRead
    self.bytesTotal = bytesTotal
    self.rows = rows
    self.phase = phase
  }
}
