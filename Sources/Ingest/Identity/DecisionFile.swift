import Ledger

/// The side file of decisions about who is who: CSV with the columns `decided`, `verdict`, `kind`, `key`, `note`.
///
/// Lines are only ever added; the last line about a key counts. So the file is its own history, and next month's export
/// is treated like this month's. It holds e-mail addresses and phone numbers: only its owner may read it.
public struct DecisionFile: Sendable {
  /// Path of the file, which need not exist yet.
  public let path: String

  private var table: AppendOnlyTable {
    AppendOnlyTable(
      path: path, columns: DecisionFile.columns, title: "list of decisions", option: "--identities")
  }

  /// The columns, in the order in which they are written.
  static let columns = ["decided", "verdict", "kind", "key", "note"]

  /// A side file at a path.
  public init(path: String) { self.path = path }

  /// All decisions, oldest first; none where there is no file.
  ///
  /// - Throws: `IngestError` naming file and line where a line is no decision. Complexity: O(bytes).
  public func decisions() throws(IngestError) -> [IdentityDecision] {
    try DecisionFile.decisions(table.rows(["verdict", "kind", "key"]), path: path)
  }

  /// The decisions in the bytes of such a file.
  static func decisions(in bytes: [UInt8], path: String) throws(IngestError) -> [IdentityDecision] {
    try decisions(DecisionFile(path: path).table.rows(["verdict", "kind", "key"], in: bytes), path: path)
  }

  private static func decisions(
    _ rows: [(line: Int, cells: [String])], path: String
  ) throws(IngestError) -> [IdentityDecision] {
    var decisions: [IdentityDecision] = []
    for (line, cells) in rows {
      func broken(_ what: String) -> IngestError {
        IngestError(
          kind: .notATable, file: path, line: line, what: what,
          wayOut: "Mend the line or remove it: decided,verdict,kind,key,note with join, refuse or undo, and account, "
            + "email or phone.")
      }
      guard let verdict = IdentityDecision.Verdict(rawValue: Field.normalised(cells[0])) else {
        throw broken("“\(cells[0].prefix(40))” is no verdict")
      }
      guard let kind = IdentityKind(Field.normalised(cells[1])) else {
        throw broken("“\(cells[1].prefix(40))” is no kind of key")
      }
      guard !cells[2].allSatisfy(\.isWhitespace) else { throw broken("the key is empty") }
      decisions.append(IdentityDecision(kind: kind, key: cells[2], verdict: verdict))
    }
    return decisions
  }

  /// Adds a decision as the last line; makes the file, and its folder, where there is none.
  ///
  /// All of the line or nothing: what could not be written whole is taken back. Programs that write at the same time
  /// wait for each other.
  /// - Parameter seconds: When it was decided, in seconds since 1970.
  /// - Throws: `IngestError` where it cannot be written; the file is as it was then.
  public func append(_ decision: IdentityDecision, note: String = "", at seconds: Int) throws(IngestError) {
    try table.append([
      AppendOnlyTable.instant(seconds), decision.verdict.rawValue, decision.kind.description, decision.key, note,
    ])
  }
}

extension ReadOptions {
  /// These options with the decisions of ``identityFile`` before those that are given one by one.
  func withDecisions() throws(IngestError) -> ReadOptions {
    guard let identityFile else { return self }
    var options = self
    options.identityDecisions = try DecisionFile(path: identityFile).decisions() + identityDecisions
    return options
  }
}
