/// What a person said that files are, remembered by the names of their columns, so that the next export with the same
/// header is read alike: CSV with the columns `chosen`, `fingerprint`, `kind`, `file`. The last line about a header counts.
public struct KindFile: Sendable {
  /// Path of the file, which need not exist yet.
  public let path: String

  private var table: AppendOnlyTable {
    AppendOnlyTable(
      path: path, columns: ["chosen", "fingerprint", "kind", "file"], title: "list of chosen formats",
      option: "--kinds")
  }

  /// A side file at a path.
  public init(path: String) { self.path = path }

  /// Fingerprint of a header → identifier of a kind; empty where there is no file.
  ///
  /// - Throws: `IngestError` naming file and line where a line is broken. Complexity: O(bytes).
  public func kinds() throws(IngestError) -> [String: String] {
    var kinds: [String: String] = [:]
    for (_, cells) in try table.rows(["fingerprint", "kind"]) {
      kinds[cells[0]] = cells[1] == "auto" ? nil : cells[1]
    }
    return kinds
  }

  /// Remembers what files with this header are; `auto` forgets it.
  ///
  /// - Throws: `IngestError` where it cannot be written; the file is as it was then.
  public func remember(_ kind: String, for fingerprint: String, file: String, at seconds: Int) throws(IngestError) {
    try table.append([AppendOnlyTable.instant(seconds), fingerprint, kind, file])
  }
}

extension ReadOptions {
  /// These options with the kinds that are remembered below those that are given one by one.
  func withRememberedKinds() throws(IngestError) -> ReadOptions {
    guard let kindFile else { return self }
    var options = self
    options.kinds = try KindFile(path: kindFile).kinds().merging(kinds) { $1 }
    return options
  }
}
