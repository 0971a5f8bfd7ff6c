/// How much bytes look like East Asian text of two bytes a character, in one reading of them.
///
/// A Western file must never become Chinese: `éü` is a character of GBK, but a rare one. Chinese text consists of the 3,755
/// characters of the first level of GB 2312 by more than nine tenths (Big5: 5,401), it stands in runs between signs of
/// ASCII, and most runs hold nothing else. Where a character lies in the tables follows from its two bytes.
struct HanEvidence {
  /// The reading that is tried.
  enum Reading {
    case gb, big5
  }

  /// Characters of two or four bytes, and bytes that are none.
  private(set) var pairs = 0
  private(set) var bad = 0
  /// Where the first of those bytes is.
  private(set) var firstBad: Int?
  /// Frequent characters; signs and letters of full width; Japanese syllables.
  private(set) var frequent = 0
  private var signs = 0
  private var syllables = 0
  /// Frequent characters in the second half of the table: Korean text has none there.
  private var late = 0
  /// Characters whose second byte is above 160.
  private var highSeconds = 0
  /// Runs of characters; those of frequent ones; of these, those that touch no letter of ASCII.
  private var runs = 0
  private var goodRuns = 0
  private var freeRuns = 0
  private var distinct = 0
  private var isSeen = [Bool](repeating: false, count: 1 << 16)
  private let reading: Reading
  // The run under way.
  private var runCount = 0
  private var runFrequent = 0
  private var runSigns = 0
  private var touchesLetter = false
  private var lastByte: UInt8 = 0

  /// Evidence of a text, whole.
  init(_ bytes: SourceBytes, _ reading: Reading) {
    self.init(reading)
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    while offset < bytes.count {
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard window.count > 0 else { break }
      offset += look(window, at: offset, isLast: offset + window.count >= bytes.count)
    }
    endRun(before: 0)
  }

  /// Evidence of a short text.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ reading: Reading) {
    self.init(reading)
    _ = look(bytes, at: 0, isLast: true)
    endRun(before: 0)
  }

  private init(_ reading: Reading) { self.reading = reading }

  /// Share of frequent ones among the characters that are no signs, 0–1.
  var share: Double { pairs == signs + syllables ? 0 : Double(frequent) / Double(pairs - signs - syllables) }

  /// Whether bytes that are no characters are so few that they are damage.
  var isNearlyClean: Bool { bad == 0 || (bad * 100 <= pairs && pairs >= 100) }

  /// Whether the text is Chinese by its characters alone.
  var isChinese: Bool {
    guard isNearlyClean, share >= 0.75, goodRuns * 2 >= runs, !isKorean, !isJapanese else { return false }
    switch reading {
    case .gb: return freeRuns > 0 || distinct >= 3
    // `Á` and a letter are a frequent character of Big5, but never stand alone.
    case .big5: return freeRuns * 2 >= goodRuns && freeRuns > 0 && highSeconds * 4 >= pairs
    }
  }

  /// Whether the text is Korean (EUC-KR): its syllables lie where the first half of the Chinese characters does.
  var isKorean: Bool { isOfHighBytes && share >= 0.75 && frequent >= 20 && late * 33 < frequent }

  /// Whether the text is Japanese (EUC-JP): a good part of it are syllables.
  var isJapanese: Bool { isOfHighBytes && syllables >= 5 && syllables * 5 >= pairs }

  /// Whether the text is Chinese, Korean or Japanese.
  var isEastAsian: Bool { isChinese || isKorean || isJapanese }

  private var isOfHighBytes: Bool { reading == .gb && isNearlyClean && highSeconds * 50 >= pairs * 49 }

  // MARK: Looking

  /// Looks at a window and gives the bytes up to a character that it cuts.
  private mutating func look(_ window: UnsafeBufferPointer<UInt8>, at offset: Int, isLast: Bool) -> Int {
    var at = 0
    while at < window.count {
      let byte = window[at]
      if byte < 0x80 {
        if runCount > 0 { endRun(before: byte) }
        let end = Utf8.plainEnd(window, from: at)
        at = max(at + 1, end)
        lastByte = window[at - 1]
        continue
      }
      guard at + 1 < window.count || isLast else { return at }
      let length = at + 1 < window.count ? characterLength(window, at) : 0
      if length < 0 {
        guard isLast else { return at }
      }
      if length <= 0 {
        if firstBad == nil { firstBad = offset + at }
        bad += 1
        endRun(before: 0)
        lastByte = byte
        at += 1
      } else {
        take(byte, window[at + 1], isLong: length == 4)
        at += length
      }
    }
    return at
  }

  /// Bytes of the character; 0 where there is none, -1 where the window ends inside it.
  private func characterLength(_ window: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    let first = window[at]
    let second = window[at + 1]
    guard first >= 0x81, first <= 0xFE else { return 0 }
    switch reading {
    case .gb:
      if second >= 0x40, second != 0x7F, second != 0xFF { return 2 }
      guard second >= 0x30, second <= 0x39 else { return 0 }
      guard at + 3 < window.count else { return -1 }
      let isFour = window[at + 2] >= 0x81 && window[at + 2] <= 0xFE && window[at + 3] >= 0x30 && window[at + 3] <= 0x39
      return isFour ? 4 : 0
    case .big5: return (second >= 0x40 && second <= 0x7E) || (second >= 0xA1 && second <= 0xFE) ? 2 : 0
    }
  }

  private mutating func take(_ first: UInt8, _ second: UInt8, isLong: Bool) {
    if runCount == 0 { touchesLetter = Self.isLetter(lastByte) }
    pairs += 1
    runCount += 1
    if second >= 0xA1 { highSeconds += 1 }
    var isFrequent = false
    switch reading {
    case .gb:
      guard !isLong, second >= 0xA1 else { return }
      isFrequent = first >= 0xB0 && first <= 0xD7
      if (first == 0xA4 && second <= 0xF3) || (first == 0xA5 && second <= 0xF6) {
        syllables += 1
        runSigns += 1
      } else if first >= 0xA1, first <= 0xA9 {
        signs += 1
        runSigns += 1
      }
      if isFrequent, first >= 0xC9 { late += 1 }
    case .big5:
      isFrequent = (first >= 0xA4 && first <= 0xC5) || (first == 0xC6 && second <= 0x7E)
      if first >= 0xA1, first <= 0xA3 {
        signs += 1
        runSigns += 1
      }
    }
    guard isFrequent else { return }
    frequent += 1
    runFrequent += 1
    let place = Int(first) << 8 | Int(second)
    if !isSeen[place] {
      isSeen[place] = true
      distinct += 1
    }
  }

  private mutating func endRun(before byte: UInt8) {
    defer { (runCount, runFrequent, runSigns) = (0, 0, 0) }
    // Signs alone say nothing: `£°` is one.
    guard runCount > runSigns else { return }
    runs += 1
    guard (runFrequent + runSigns) * 10 >= runCount * 7 else { return }
    goodRuns += 1
    if !touchesLetter, !Self.isLetter(byte) { freeRuns += 1 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) >= 97 && (byte | 32) <= 122 }
}
