/// The texts that the cells of a workbook share, in one run of bytes: a million of them are no million objects.
final class SharedStrings {
  /// Number of texts; `nil` where the workbook has no such part.
  let count: Int?
  private let bytes: SourceBytes
  private let ends: [Int]
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12

  /// Reads the part of the shared texts.
  init(
    _ member: ZipArchive.Member?, _ archive: ZipArchive, label: String, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) {
    let reader = try SharedStringsPart(label: label)
    if let member { try reader.read(member, of: archive, isCancelled: isCancelled) }
    count = member == nil ? nil : reader.ends.count
    bytes = try reader.source()
    ends = reader.ends
    buffer = .allocate(capacity: capacity + SourceBytes.slack)
  }

  deinit { buffer.deallocate() }

  /// The text at a position that is below `count`; good until the next call.
  func text(_ position: Int) -> UnsafeBufferPointer<UInt8> {
    let start = position == 0 ? 0 : ends[position - 1]
    let length = ends[position] - start
    if length > capacity {
      capacity = length
      buffer.deallocate()
      buffer = .allocate(capacity: capacity + SourceBytes.slack)
    }
    return bytes.window(at: start, limit: length, in: buffer)
  }
}

/// `sharedStrings.xml`. Runs of rich text are joined; how a text is pronounced (phonetic runs) is no part of it.
private final class SharedStringsPart: XMLReader {
  private(set) var ends: [Int] = []
  private let spill: TextSpill
  private var pending: [UInt8] = []
  private var start = 0
  private var length = 0
  private var isText = false
  private var isPhonetic = false

  override init(label: String) throws(IngestError) {
    spill = TextSpill(name: label)
    try super.init(label: label)
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case XMLName("si"): start = pending.count
    case XMLName("rPh"): isPhonetic = true
    case XMLName("t"): isText = !isPhonetic
    default: break
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText { pending.append(contentsOf: bytes) }
  }

  override func end(_ name: XMLName) {
    switch name {
    case XMLName("t"): isText = false
    case XMLName("rPh"): isPhonetic = false
    case XMLName("si"):
      SheetText.unescape(&pending, from: start)
      length += pending.count - start
      ends.append(length)
      if pending.count >= 1 << 16 { flush() }
    default: break
    }
  }

  private func flush() {
    do throws(IngestError) {
      try spill.write(pending)
      pending.removeAll(keepingCapacity: true)
    } catch {
      fail(with: error)
    }
  }

  func source() throws(IngestError) -> SourceBytes {
    try spill.write(pending)
    return try spill.source(bytesOnDisk: spill.count)
  }
}

/// What stands in a cell's text for signs that XML cannot hold.
enum SheetText {
  /// Replaces `_x000D_` and the like, from a place to the end: control characters become blanks, other signs themselves.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    guard bytes.count - start >= 7 else { return }
    var isEscaped = false
    for at in start..<bytes.count - 6 where bytes[at] == 95 && bytes[at + 1] == 120 && bytes[at + 6] == 95 {
      isEscaped = true
      break
    }
    guard isEscaped else { return }
    var read = start
    var result: [UInt8] = []
    while read < bytes.count {
      if let scalar = escaped(bytes, at: read) {
        result.append(contentsOf: scalar.value < 32 ? [32] : Array(String(Character(scalar)).utf8))
        read += 7
      } else {
        result.append(bytes[read])
        read += 1
      }
    }
    bytes.replaceSubrange(start..., with: result)
  }

  private static func escaped(_ bytes: [UInt8], at: Int) -> Unicode.Scalar? {
    guard at + 6 < bytes.count, bytes[at] == 95, bytes[at + 1] == 120, bytes[at + 6] == 95 else { return nil }
    let digits = bytes[at + 2..<at + 6]
    guard digits.allSatisfy({ ($0 >= 48 && $0 <= 57) || (($0 | 32) >= 97 && ($0 | 32) <= 102) }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { Unicode.Scalar($0) }
  }
}
