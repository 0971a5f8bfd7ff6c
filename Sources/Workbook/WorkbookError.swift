/// Why what the owner wrote cannot be read or kept.
public struct WorkbookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as messages name it.
  public let file: String
  /// The line, where one is meant.
  public let line: Int?
  /// What is wrong.
  public let what: String
  /// What to do about it.
  public let wayOut: String
  /// Whether another program has the workbook for now: the same will work when it is done.
  public private(set) var isBusy = false

  /// An error with a way out.
  public init(file: String, line: Int? = nil, what: String, wayOut: String) {
    self.file = file
    self.line = line
    self.what = what
    self.wayOut = wayOut
  }

  /// The same, as one that passes.
  func passing() -> WorkbookError {
    var error = self
    error.isBusy = true
    return error
  }

  /// File, line, reason and way out in one line.
  public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + what + ". " + wayOut }
}
