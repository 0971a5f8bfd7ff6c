import Glibc
import Ledger

/// Makes the keys of people comparable, and tells texts that mean somebody from those that do not.
struct IdentityNormaliser: Sendable {
  /// What a cell of a key column says.
  enum Meaning: Equatable {
    /// It is empty.
    case absent
    /// It means a person. `isRelay`: a marketplace's or privacy service's stand-in address.
    case person(isRelay: Bool)
    /// It stands for nobody: a dummy word, a number that is none.
    case dummy
    /// It is masked or encrypted.
    case masked
    /// It is the shop's own.
    case own
  }

  private let country: [UInt8]
  private let trunk: [UInt8]
  private let national: Int
  private var own: [Set<String>] = [[], [], []]
  private var ownDomains: Set<String> = []

  init(_ rules: IdentityRules) {
    country = Array((rules.country ?? "").utf8)
    let plan = IdentityWords.numbering.first { $0.country == rules.country }
    trunk = Array((plan?.trunk ?? "0").utf8)
    national = plan?.national ?? 8
    for text in rules.own {
      if text.hasPrefix("@") {
        ownDomains.insert(String(text.dropFirst()).lowercased())
        continue
      }
      for kind in IdentityKind.allCases {
        own[Int(kind.rawValue)].insert(String(decoding: normalised(text, kind).0, as: UTF8.self))
      }
    }
  }

  /// The normalised bytes of a text and what it means.
  func normalised(_ text: String, _ kind: IdentityKind) -> ([UInt8], Meaning) {
    var bytes: [UInt8] = []
    let meaning = text.withPiece { read($0, kind, into: &bytes) }
    return (bytes, meaning)
  }

  /// Writes the normalised key of a cell, its quotes taken off, to `result`, and says what it means.
  func read(_ cell: TextPiece, _ kind: IdentityKind, into result: inout [UInt8]) -> Meaning {
    result.removeAll(keepingCapacity: true)
    var piece = cell.trimmed
    if kind != .email { piece = piece.withoutDecimalZero }
    guard piece.count > 0 else { return .absent }
    result.append(contentsOf: UnsafeBufferPointer(start: piece.start, count: piece.count))
    if isCiphertext(piece) { return .masked }
    if kind != .phone, isNobody(piece) { return .dummy }
    let meaning: Meaning
    switch kind {
    case .account: meaning = isMasked(piece, stars: 2) ? .masked : .person(isRelay: false)
    case .email: meaning = isMasked(piece, stars: 1) ? .masked : email(&result)
    case .phone: meaning = phone(&result)
    }
    let known = own[Int(kind.rawValue)]
    if !known.isEmpty, known.contains(String(decoding: result, as: UTF8.self)) { return .own }
    return meaning
  }

  /// Whether an account means nobody, is masked or encrypted: a quick look that tells nearly all others apart at once.
  func isNobodysAccount(_ piece: TextPiece) -> Bool {
    guard piece.count > 0 else { return false }
    let isSuspect = IdentityWords.firstBytes[Int(piece.start[0])] || memchr(piece.start, 42, piece.count) != nil
    guard isSuspect || !own[0].isEmpty else { return false }
    var bytes: [UInt8] = []
    return read(piece, .account, into: &bytes) != .person(isRelay: false)
  }

  // MARK: Texts that mean nobody

  /// Platforms write encrypted fields as `##…` or `$…$`.
  private func isCiphertext(_ piece: TextPiece) -> Bool {
    guard piece.count >= 3 else { return false }
    if piece.start[0] == 35, piece.start[1] == 35 { return true }
    return piece.start[0] == 36 && piece.start[piece.count - 1] == 36
  }

  private func isMasked(_ piece: TextPiece, stars: Int) -> Bool {
    var run = 0
    for at in 0..<piece.count {
      run = piece.start[at] == 42 ? run + 1 : 0
      if run == stars { return true }
    }
    return false
  }

  /// A word of the list, or zeros alone.
  private func isNobody(_ piece: TextPiece) -> Bool {
    guard piece.count <= 32, IdentityWords.firstBytes[Int(piece.start[0])] else { return false }
    if (0..<piece.count).allSatisfy({ piece.start[$0] == 48 }) { return true }
    return IdentityWords.nobody.contains(piece.string.lowercased())
  }

  // MARK: E-mail

  private func email(_ text: inout [UInt8]) -> Meaning {
    // `Name <address>`
    if text.last == 62, let open = text.lastIndex(of: 60) {
      text.removeSubrange(text.index(before: text.endIndex)...)
      text.removeSubrange(...open)
    }
    if text.first == 39 { text.removeFirst() }
    if text.allSatisfy({ $0 < 128 }) {
      for at in text.indices where text[at] >= 65 && text[at] <= 90 { text[at] |= 32 }
    } else {
      text = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    }
    guard let at = text.lastIndex(of: 64) else {
      // No address, but it may be a hash that stands for one.
      return text.count < 5 ? .dummy : .person(isRelay: false)
    }
    let local = String(decoding: text[..<at], as: UTF8.self)
    let domain = String(decoding: text[(at + 1)...], as: UTF8.self)
    if local.isEmpty || domain.isEmpty || IdentityWords.localParts.contains(local) { return .dummy }
    if ownDomains.contains(domain) { return .own }
    let isRelay = IdentityWords.relayDomains.contains { $0.hasSuffix(".") ? domain.hasPrefix($0) : domain == $0 }
    return .person(isRelay: isRelay)
  }

  // MARK: Phone

  /// Digits with the country code where it is known, and `x` before an extension.
  private func phone(_ text: inout [UInt8]) -> Meaning {
    let written = text
    text.removeAll(keepingCapacity: true)
    var isInternational = false
    var crosses = 0
    var at = 0
    scan: while at < written.count {
      let byte = written[at]
      at += 1
      switch byte {
      case 48...57: text.append(byte)
      case 43: if text.isEmpty { isInternational = true }
      case 42: return masked(&text, written)
      case 44, 59:
        break scan
      case 47 where text.count >= 7:
        // A second number in the same cell.
        break scan
      case 9, 32, 34, 39, 40, 41, 45, 46, 47, 61, 95: continue
      case 88, 120:
        // `x` before an extension, or in the place of hidden digits.
        crosses += 1
        if crosses > 1 { return masked(&text, written) }
        if text.count >= 7 { text.append(120) }
      case 0xEF where at + 1 < written.count && written[at] == 0xBC:
        // Full-width signs: ０ to ９ and ＋.
        let sign = written[at + 1]
        if sign >= 0x90, sign <= 0x99 { text.append(sign - 0x90 + 48) }
        if sign == 0x8B, text.isEmpty { isInternational = true }
        at += 2
      case 0xE2 where at + 1 < written.count && written[at] == 0x80:
        // Dashes and marks of direction.
        at += 2
      case 0xE8 where written[(at - 1)...].starts(with: Array("转".utf8)) && text.count >= 7:
        text.append(120)
        at += 2
      default:
        if isExtension(written, at - 1), text.count >= 7 {
          text.append(120)
          at += written[at...].prefix { ($0 | 32) >= 97 && ($0 | 32) <= 122 }.count
          continue
        }
        if isHash(written) {
          text = written
          return .person(isRelay: false)
        }
        // Words after a number say whose it is; words before it, or alone, are none.
        if text.count >= 7 { break scan }
        text = written
        return .dummy
      }
    }
    if text.last == 120 { text.removeLast() }
    return finished(&text, isInternational: isInternational, written)
  }

  private func masked(_ text: inout [UInt8], _ written: [UInt8]) -> Meaning {
    text = written
    return .masked
  }

  /// Letters and digits alone, more than a number has: a hash that stands for a number.
  private func isHash(_ text: [UInt8]) -> Bool {
    text.count >= 16
      && text.allSatisfy { ($0 >= 48 && $0 <= 57) || (($0 | 32) >= 97 && ($0 | 32) <= 122) || $0 == 45 || $0 == 95 }
  }

  private func isExtension(_ text: [UInt8], _ at: Int) -> Bool {
    text.count - at >= 3 && text[at] | 32 == 101 && text[at + 1] | 32 == 120 && text[at + 2] | 32 == 116
  }

  private func finished(_ text: inout [UInt8], isInternational: Bool, _ written: [UInt8]) -> Meaning {
    var digits = Array(text.prefix { $0 != 120 })
    let rest = text.dropFirst(digits.count)
    var isInternational = isInternational
    if !isInternational, digits.starts(with: [48, 48]), digits.count > 9 {
      isInternational = true
      digits.removeFirst(2)
    }
    guard isNumber(digits) else {
      text = digits.isEmpty ? written : digits
      return .dummy
    }
    if isInternational {
      // The trunk digit in brackets, `+44 (0)20`, is not dialled from abroad.
      if let open = written.firstIndex(of: 40), written[open...].starts(with: [40, 48, 41]) {
        let before = written[..<open].count { $0 >= 48 && $0 <= 57 } - (written.starts(with: [48, 48]) ? 2 : 0)
        if before >= 0, before < digits.count { digits.remove(at: before) }
      }
    } else if !country.isEmpty {
      let isWhole = digits.starts(with: country) && digits.count - country.count >= national
      if !isWhole {
        if !trunk.isEmpty, digits.starts(with: trunk) { digits.removeFirst(trunk.count) }
        guard isNumber(digits) else {
          text = digits
          return .dummy
        }
        digits = country + digits
      }
    }
    text = digits + rest
    return .person(isRelay: false)
  }

  /// Seven digits or more that are not all the same, not mostly zeros, and not 1234567….
  private func isNumber(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 7, let first = digits.first else { return false }
    if digits.dropFirst().allSatisfy({ $0 == first }) { return false }
    var zeros = 0
    for digit in digits {
      zeros = digit == 48 ? zeros + 1 : 0
      if zeros == 7 { return false }
    }
    let isRising = zip(digits, digits.dropFirst()).allSatisfy { ($0 - 48 + 1) % 10 == $1 - 48 }
    let isFalling = zip(digits, digits.dropFirst()).allSatisfy { ($1 - 48 + 1) % 10 == $0 - 48 }
    return !isRising && !isFalling
  }
}
