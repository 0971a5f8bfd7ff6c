import Ledger

/// How much packed bytes may become: a file of some kilobytes that unpacks to a full disk is no order file.
///
/// One limit goes along with everything that is unpacked out of one source, so that many members or layers that are each
/// within bounds are stopped together.
final class UnpackLimit {
  /// Bytes that may always come out.
  static let bytes = 256 << 20
  /// Beyond them: as many times the packed size.
  static let times = 200
  private let packed: Int
  private var unpacked = 0

  /// A limit for everything inside a source of this many bytes.
  init(packed: Int) { self.packed = packed }

  /// Counts bytes that came out of the source.
  ///
  /// - Parameters:
  ///   - count: Bytes that came out since the last call.
  ///   - whole: Bytes that came out of this stream so far.
  ///   - stream: Packed bytes of the stream.
  /// - Throws: where the stream, or all of the source together, has become too much.
  func add(_ count: Int, whole: Int, of stream: Int, file: String) throws(IngestError) {
    unpacked += count
    guard Self.isTooMuch(whole, stream) || Self.isTooMuch(unpacked, packed) else { return }
    throw Self.tooMuch("\(Digits.grouped(unpacked >> 20)) MiB and no end", file)
  }

  /// Refuses what says of itself that too much will come out.
  ///
  /// - Parameter announced: Bytes that the source's own list of contents adds up to.
  func check(_ announced: Int, file: String) throws(IngestError) {
    guard Self.isTooMuch(announced, packed) else { return }
    throw Self.tooMuch("\(Digits.grouped(announced >> 20)) MiB", file)
  }

  private static func tooMuch(_ size: String, _ file: String) -> IngestError {
    IngestError(
      kind: .unreadable, file: file,
      what: "unpacks to more than \(times) times its size: \(size)",
      wayOut: "Order files are not packed so tightly. If you trust it, unpack it yourself and name the files.")
  }

  private static func isTooMuch(_ unpacked: Int, _ packed: Int) -> Bool {
    unpacked > bytes && unpacked / times > packed
  }
}
