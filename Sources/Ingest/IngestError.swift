/// Why files could not become a ledger, said for a person: what is wrong, where, and the way out.
public struct IngestError: Error, Hashable, CustomStringConvertible {
  /// What kind of obstacle it is, for programs.
  public enum Kind: Sendable, Hashable {
    /// The reading was called off.
    case cancelled
    /// The file cannot be opened or read.
    case unreadable
    /// The bytes are no table of orders: empty, binary, without a header or without a single row.
    case notATable
    /// A column that is needed is missing, or `--map` names one that does not exist.
    case missingColumn
    /// Day and month fit in both orders.
    case ambiguousDates
    /// The marks of amounts fit as decimal marks and as marks of thousands.
    case ambiguousAmounts
    /// The file has amounts in more than one currency.
    case mixedCurrencies
    /// A gzip file that is damaged or ends too early.
    case damaged
  }

  /// What kind of obstacle it is.
  public let kind: Kind
  /// Path or name of the file; empty where no file is to blame.
  public let file: String
  /// Line of the file, from 1, where there is one to look at.
  public let line: Int?
  /// What is wrong, as a sentence without a full stop.
  public let what: String
  /// What to do about it; empty where nothing can be said.
  public let wayOut: String
  /// What a person could answer, after which the file can be read; `nil` where nobody's answer would help.
  public var question: OpenQuestion?

  /// An error with all its parts.
  public init(
    kind: Kind, file: String, line: Int? = nil, what: String, wayOut: String = "",
    question: OpenQuestion? = nil
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.what = what
    self.wayOut = wayOut
    self.question = question
  }

  /// The reading was called off by `isCancelled`.
  public static let cancelled = IngestError(kind: .cancelled, file: "", what: "reading was cancelled")

  /// One or two lines: `orders.csv:17: what is wrong`, then the way out.
  public var description: String {
    let place = file.isEmpty ? "" : file + (line.map { ":\($0)" } ?? "") + ": "
    return place + what + (wayOut.isEmpty ? "" : "\n" + wayOut)
  }
}
