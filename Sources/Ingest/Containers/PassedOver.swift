/// Files of a folder or an archive that are no tables: what they are, for the import report.
///
/// Only what nobody named for itself is passed over, and only where something else in the same place can be read.
final class PassedOver {
  /// Each with the reason as a sentence without a full stop.
  private(set) var files: [(label: String, why: String)] = []
  private var first: IngestError?

  /// Notes a file that is no table.
  ///
  /// - Throws: the error itself where it is no matter of what the file holds: damage, permissions, a cancelled reading.
  func note(_ error: IngestError) throws(IngestError) {
    guard error.kind == .notATable else { throw error }
    if first == nil { first = error }
    files.append((error.file, error.what))
  }

  /// Throws what was noted first where nothing could be read.
  func require(_ tables: [TextTable]) throws(IngestError) {
    if tables.isEmpty, let first { throw first }
  }
}
