import Ledger

/// Reads files of the same kind into one ledger.
///
/// Blocks until the ledger is there; may be called from any thread. `progress` is called from the reading threads a few
/// dozen times a second, `isCancelled` is asked about as often.
/// - Throws: `IngestError` naming the file, what is wrong and the way out; `IngestError.cancelled` within some 50 ms of
///   `isCancelled` answering true.
public func readLedger(
  _ sources: [Source], options: ReadOptions = ReadOptions(), progress: (@Sendable (Progress) -> Void)? = nil,
  isCancelled: (@Sendable () -> Bool)? = nil
) throws(IngestError) -> Ledger {
  throw IngestError(kind: .notATable, file: sources.first?.label ?? "", what: "there is no file to read")
}
