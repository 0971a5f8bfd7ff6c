/// UTF-8, byte by byte.
enum Utf8 {
  /// “�”, which stands for bytes that cannot be read.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// What stands at a place that is no ASCII.
  enum Sequence: Equatable {
    /// A character of so many bytes.
    case good(Int)
    /// A byte that begins no character.
    case bad
    /// The bytes end inside a character.
    case incomplete
  }

  /// The character at `at`, whose first byte is above 127. Source: the Unicode standard, table 3-7.
  @inline(__always)
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Sequence {
    let first = bytes[at]
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      low = 0xA0
    case 0xED:
      length = 3
      high = 0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      low = 0x90
    case 0xF1...0xF3: length = 4
    case 0xF4:
      length = 4
      high = 0x8F
    default: return .bad
    }
    for next in 1..<length {
      guard at + next < bytes.count else { return .incomplete }
      guard bytes[at + next] >= low, bytes[at + next] <= high else { return .bad }
      (low, high) = (0x80, 0xBF)
    }
    return .good(length)
  }

  /// The first byte from `at` on that is above 127 or zero, or the end: eight bytes at a step.
  @inline(__always)
  static func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, from at: Int) -> Int {
    guard let start = bytes.baseAddress else { return at }
    let raw = UnsafeRawPointer(start)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var at = at
    // A zero byte borrows from the subtraction and so shows in its highest bit.
    while at + 32 <= bytes.count {
      let a = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let b = raw.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
      let c = raw.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self)
      let d = raw.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self)
      let either = (a | (a &- ones)) | (b | (b &- ones)) | (c | (c &- ones)) | (d | (d &- ones))
      if either & highs != 0 { break }
      at += 32
    }
    while at < bytes.count, bytes[at] < 0x80, bytes[at] != 0 { at += 1 }
    return at
  }
}

/// What a scan of text as UTF-8 found.
struct Utf8Scan {
  /// Characters of two bytes, of three and four, and bytes that belong to none.
  private(set) var two = 0
  private(set) var more = 0
  private(set) var bad = 0
  /// Zero bytes.
  private(set) var zeros = 0
  /// Where the first bad byte is.
  private(set) var firstBad: Int?

  /// Text beyond this size that lies in a file is looked at in samples.
  static let wholeLimit = 64 << 20
  private static let sampleStep = 1 << 16
  private static let samples = 64

  /// Whether all is UTF-8 without zero bytes.
  var isClean: Bool { bad == 0 && zeros == 0 }

  /// Whether most characters above ASCII are UTF-8, so that the rest are damage or lines of another origin.
  ///
  /// Chinese text of two bytes a character passes for characters of UTF-8 of two bytes now and then, but hardly ever for
  /// those of three; Western text for neither.
  var isMostlyUTF8: Bool { more * 10 >= bad || two >= bad * 4 }

  /// Scans a whole text, or large ones in samples, all of it as soon as one sample is not clean.
  ///
  /// Sampled are a megabyte at both ends and 64 places between: reading a large plain file takes less than a second, and a
  /// scan of all its bytes would be a fifth of that. Names that are no UTF-8 in between are shown with “�”.
  init(_ bytes: SourceBytes, isCancelled: (@Sendable () -> Bool)?) throws(IngestError) {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 20 + SourceBytes.slack)
    defer { buffer.deallocate() }
    if bytes.count > Self.wholeLimit {
      var places = [(0, 1 << 20), (bytes.count - 1 << 20, 1 << 20)]
      places += (1...Self.samples).map { (bytes.count / (Self.samples + 2) * $0, Self.sampleStep) }
      for (offset, length) in places {
        let window = bytes.window(at: offset, limit: length, in: buffer)
        var start = 0
        // A sample may begin inside a character.
        while offset > 0, start < 3, start < window.count, window[start] & 0xC0 == 0x80 { start += 1 }
        _ = scan(UnsafeBufferPointer(rebasing: window[start...]), at: offset + start)
      }
      if isClean { return }
      self = Utf8Scan()
    }
    var offset = 0
    while offset < bytes.count {
      if isCancelled?() == true { throw .cancelled }
      let window = bytes.window(at: offset, limit: 1 << 18, in: buffer)
      guard window.count > 0 else { return }
      let taken = scan(window, at: offset)
      if taken == 0 || (offset + window.count >= bytes.count && taken < window.count) {
        // The text ends inside a character.
        if firstBad == nil { firstBad = offset + taken }
        bad += 1
        return
      }
      offset += taken
    }
  }

  /// Scans a short text.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let taken = scan(bytes, at: 0)
    if taken < bytes.count { bad += 1 }
  }

  private init() {}

  /// Scans a window and gives the bytes up to a character that it cuts.
  private mutating func scan(_ window: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    var at = 0
    while true {
      at = Utf8.plainEnd(window, from: at)
      guard at < window.count else { return at }
      if window[at] == 0 {
        zeros += 1
        at += 1
        continue
      }
      switch Utf8.sequence(window, at: at) {
      case .good(let length):
        if length == 2 { two += 1 } else { more += 1 }
        at += length
      case .bad:
        if firstBad == nil { firstBad = offset + at }
        bad += 1
        at += 1
      case .incomplete: return at
      }
    }
  }
}
