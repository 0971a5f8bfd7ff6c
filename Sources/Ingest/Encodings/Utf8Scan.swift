/// What a scan of text as UTF-8 found.
struct Utf8Scan {
  /// Characters of two bytes, of three and four, and bytes that belong to none.
  private(set) var two = 0
  private(set) var more = 0
  private(set) var bad = 0
  /// Characters of two bytes that no language writes without others beside them: phonetic signs, accents alone, letters
  /// of old or small alphabets.
  private var odd = 0
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

  /// Whether the text may be Chinese of two bytes a character that happens to be UTF-8 too: `元` and `一` are.
  var isDoubtful: Bool { more == 0 && two > 0 && odd * 10 >= two * 9 }

  /// Whether most characters above ASCII are UTF-8, so that the rest are damage or lines of another origin.
  ///
  /// Chinese text of two bytes a character passes for characters of UTF-8 of two bytes now and then, and seldom for those
  /// of three; Western text for neither.
  var isMostlyUTF8: Bool { more * 2 >= bad || two >= bad * 4 }

  /// Whether a good part of them is, which text of two bytes a character that repeats itself can reach too.
  var isPartlyUTF8: Bool { more * 10 >= bad }

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
        if length == 2 {
          two += 1
          if Self.isOdd(UInt32(window[at] & 0x1F) << 6 | UInt32(window[at + 1] & 0x3F)) { odd += 1 }
        } else {
          more += 1
        }
        at += length
      case .bad:
        if firstBad == nil { firstBad = offset + at }
        bad += 1
        at += 1
      case .incomplete: return at
      }
    }
  }

  private static func isOdd(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x250...0x36F, 0x460...0x52F, 0x700...0x7FF: return true
    default: return false
    }
  }
}
