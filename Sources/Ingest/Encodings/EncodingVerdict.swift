/// Which encoding text has that is no Unicode, and how that was decided.
struct EncodingVerdict {
  /// Name as a person writes it.
  private(set) var encoding = "Windows-1252"
  /// A sentence for the import report where the decision is not certain; empty elsewhere.
  private(set) var remark = ""

  /// Weighs the readings of a text.
  ///
  /// - Parameters:
  ///   - head: The text's beginning, where its header is.
  ///   - locale: The locale's name, asked where nothing else tells.
  init(_ bytes: SourceBytes, head: UnsafeBufferPointer<UInt8>, locale: String) {
    let gb = HanEvidence(bytes, .gb)
    let big5 = HanEvidence(bytes, .big5)
    let start = UnsafeBufferPointer(rebasing: head.prefix(1 << 14))
    let known = (gb: Self.headers(start, "GB18030"), big5: Self.headers(start, "Big5"))
    // A known header is a proof, provided that the rest can be read that way too.
    if known.gb > known.big5, gb.isNearlyClean || gb.bad * 20 <= gb.pairs {
      encoding = "GB18030"
    } else if known.big5 > known.gb, big5.isNearlyClean || big5.bad * 20 <= big5.pairs {
      encoding = "Big5"
    } else if gb.isJapanese {
      encoding = "EUC-JP"
    } else if gb.isKorean {
      encoding = "EUC-KR"
    } else if gb.isChinese, !big5.isChinese || gb.share >= big5.share {
      encoding = "GB18030"
    } else if big5.isChinese {
      encoding = "Big5"
    } else if ShiftJIS.isLikely(bytes) {
      encoding = "Shift_JIS"
    } else if let hint = Encodings.ofLocale(locale), Self.fits(hint, start) {
      encoding = hint
      remark = "The encoding is not certain: read as \(hint), after the locale \(locale). --encoding names another one."
    }
  }

  private static func headers(_ head: UnsafeBufferPointer<UInt8>, _ encoding: String) -> Int {
    Iconv.text(head, from: Encodings.converterName(encoding), isLenient: true).map { KnownHeaders.count(in: $0) } ?? 0
  }

  /// Whether the beginning of a text can be read in an encoding; its last character may be cut.
  private static func fits(_ encoding: String, _ head: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = head.lastIndex(of: 10) ?? head.count
    return Iconv.text(UnsafeBufferPointer(rebasing: head.prefix(end)), from: Encodings.converterName(encoding)) != nil
  }
}

/// Japanese text as Windows writes it: told by its syllables, which no Japanese text is without.
enum ShiftJIS {
  /// Whether all bytes fit, and a fifth of the characters are syllables.
  static func isLikely(_ bytes: SourceBytes) -> Bool {
    let step = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: step + SourceBytes.slack)
    defer { buffer.deallocate() }
    var offset = 0
    var characters = 0
    var syllables = 0
    while offset < bytes.count {
      let window = bytes.window(at: offset, limit: step, in: buffer)
      guard window.count > 0 else { break }
      var at = 0
      while at < window.count {
        let first = window[at]
        if first < 0x80 || (first >= 0xA1 && first <= 0xDF) {
          at += 1
          continue
        }
        guard (first >= 0x81 && first <= 0x9F) || (first >= 0xE0 && first <= 0xFC) else { return false }
        guard at + 1 < window.count else { break }
        let second = window[at + 1]
        guard second >= 0x40, second != 0x7F, second <= 0xFC else { return false }
        characters += 1
        if (first == 0x82 && second >= 0x9F && second <= 0xF1) || (first == 0x83 && second <= 0x96) { syllables += 1 }
        at += 2
      }
      guard at > 0 else { return false }
      offset += at
    }
    return syllables >= 5 && syllables * 5 >= characters
  }
}
