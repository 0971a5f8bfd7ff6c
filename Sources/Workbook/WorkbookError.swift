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

  /// An error with a way out.
  public init(file: String, line: Int? = nil, what: String, wayOut: String) {
    self.file = file
    self.line = line
    self.what = what
    self.wayOut = wayOut
  }

  /// File, line, reason and way out in one line.
  public var description: String { file + (line.map { ":\($0)" } ?? "") + ": " + what + ". " + wayOut }
}
