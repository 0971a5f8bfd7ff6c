import Glibc
import Ledger

/// The texts of one key column that mean somebody, as they are written and after normalising.
struct KeySpace {
  /// Codes beyond all key numbers: what a written text means instead of a person.
  enum Code {
    static let absent: UInt32 = 0
    static let dummy: UInt32 = .max
    static let masked: UInt32 = .max - 1
    static let own: UInt32 = .max - 2
    static func isKey(_ code: UInt32) -> Bool { code != absent && code < own }
  }

  let kind: IdentityKind
  /// Cells as they are written, each normalised once.
  private var written = InternTable(capacity: 1_024)
  /// Per written text one more than the number of its key, or a code.
  private var codes: [UInt32] = []
  /// The keys, numbered in order of appearance.
  private(set) var keys = InternTable(capacity: 1_024)
  private(set) var isRelay: [Bool] = []
  var names: ShortSets
  var addresses: ShortSets
  private var buffer: [UInt8] = []

  init(_ kind: IdentityKind, _ rules: IdentityRules) {
    self.kind = kind
    names = ShortSets(limit: rules.names + 1)
    addresses = ShortSets(limit: rules.addresses + 1)
  }

  /// What a cell means: one more than its key's number, or a code.
  mutating func code(
    _ cell: TextPiece, _ scratch: inout Scratch, _ normaliser: IdentityNormaliser, _ decided: DecidedKeys
  ) -> UInt32 {
    guard cell.count > 0 else { return Code.absent }
    let hash = cell.hash
    let number = Int(written.number(cell, hash: hash))
    if number < codes.count { return codes[number] }
    let meaning = normaliser.read(cell.cleaned(&scratch), kind, into: &buffer)
    let code: UInt32
    switch meaning {
    case .absent: code = Code.absent
    case .person(let isRelay): code = add(isRelay: isRelay)
    case _ where decided.verdict(kind, buffer) == .join: code = add(isRelay: false)
    case .dummy: code = Code.dummy
    case .masked: code = Code.masked
    case .own: code = Code.own
    }
    codes.append(code)
    return code
  }

  private mutating func add(isRelay: Bool) -> UInt32 {
    var key: [UInt8] = []
    swap(&key, &buffer)
    defer { swap(&key, &buffer) }
    return key.withPiece { add($0, isRelay: isRelay) } + 1
  }

  /// The number of a key, which is added where it is new.
  mutating func add(_ key: TextPiece, isRelay: Bool) -> UInt32 {
    let number = keys.number(key)
    if Int(number) == self.isRelay.count {
      self.isRelay.append(isRelay)
      names.addSet()
      addresses.addSet()
    }
    return number
  }

  var count: Int { isRelay.count }

  /// Frees the cells as they are written; the keys stay.
  mutating func deallocateWritten() {
    written.deallocate()
    codes = []
  }

  func deallocateKeys() { keys.deallocate() }
}

extension [UInt8] {
  /// Gives the bytes as a piece that has slack after it.
  mutating func withPiece<Result>(_ body: (TextPiece) throws -> Result) rethrows -> Result {
    let count = count
    append(contentsOf: repeatElement(0, count: SourceBytes.slack))
    defer { removeLast(SourceBytes.slack) }
    return try withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { fatalError("the slack is never empty") }
      return try body(TextPiece(start: start, count: count))
    }
  }
}

/// Names or addresses: as they are written, and without what people write differently.
struct EvidenceSpace {
  private var written = InternTable(capacity: 1_024)
  /// Per written text one more than its number without case and blanks; 0 where it tells nothing.
  private var numbers: [UInt32] = []
  /// Lower case, without blanks.
  private(set) var folded = InternTable(capacity: 1_024)
  /// Per folded text the first, by its bytes, of the texts as they are written.
  private(set) var shown: [String] = []

  private var buffer: [UInt8] = []

  /// One more than the number of a cell's folded text; 0 for an empty, masked or encrypted one.
  mutating func number(_ cell: TextPiece, _ scratch: inout Scratch) -> UInt32 {
    guard cell.count > 0 else { return 0 }
    let at = Int(written.number(cell))
    if at < numbers.count { return numbers[at] }
    let piece = cell.cleaned(&scratch)
    var number: UInt32 = 0
    if EvidenceSpace.tells(piece) {
      EvidenceSpace.fold(piece, into: &buffer)
      var folded: [UInt8] = []
      swap(&folded, &buffer)
      number = folded.withPiece { add($0, shown: piece.string) } + 1
      swap(&folded, &buffer)
    }
    numbers.append(number)
    return number
  }

  /// The number of a folded text, which is added where it is new; `shown` is how one of the rows writes it.
  mutating func add(_ text: TextPiece, shown name: String) -> UInt32 {
    let number = folded.number(text)
    if Int(number) == shown.count {
      shown.append(name)
    } else if name.utf8.lexicographicallyPrecedes(shown[Int(number)].utf8) {
      shown[Int(number)] = name
    }
    return number
  }

  /// Writes a text in lower case and without blanks to `result`.
  static func fold(_ text: TextPiece, into result: inout [UInt8]) {
    result.removeAll(keepingCapacity: true)
    for at in 0..<text.count {
      let byte = text.start[at]
      if byte >= 128 {
        let scalars = text.string.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }
        result = Array(String(String.UnicodeScalarView(scalars)).utf8)
        return
      }
      if byte > 32 { result.append(byte >= 65 && byte <= 90 ? byte | 32 : byte) }
    }
  }

  /// Whether a name or address says anything: not a mask, ciphertext or a word for nobody.
  private static func tells(_ text: TextPiece) -> Bool {
    guard text.count > 0 else { return false }
    if memchr(text.start, 42, text.count) != nil { return false }
    guard IdentityWords.firstBytes[Int(text.start[0])] else { return true }
    let isCiphertext =
      text.count >= 3
      && ((text.start[0] == 35 && text.start[1] == 35)
        || (text.start[0] == 36 && text.start[text.count - 1] == 36))
    return !isCiphertext && (text.count > 32 || !IdentityWords.nobody.contains(text.string.lowercased()))
  }

  /// Whether one folded text sorts before another.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool { folded.texts[Int(left)].precedes(folded.texts[Int(right)]) }

  mutating func deallocateWritten() {
    written.deallocate()
    numbers = []
  }

  func deallocateFolded() { folded.deallocate() }
}

/// Per key a few different numbers, at most `limit`: of more, the first by their texts, whatever order they come in.
struct ShortSets {
  let limit: Int
  private var heads: [UInt32] = []
  private var counts: [UInt8] = []
  private var values: [UInt32] = []
  private var next: [UInt32] = []
  private static let none = UInt32.max

  init(limit: Int) { self.limit = min(limit, 255) }

  mutating func addSet() {
    heads.append(ShortSets.none)
    counts.append(0)
  }

  /// Numbers in a set.
  func count(_ set: Int) -> Int { Int(counts[set]) }

  /// The numbers of a set, in no order.
  func members(_ set: Int) -> [UInt32] {
    var members: [UInt32] = []
    var at = heads[set]
    while at != ShortSets.none {
      members.append(values[Int(at)])
      at = next[Int(at)]
    }
    return members
  }

  /// Puts a number into a set; into a full one only in the place of one that sorts after it.
  mutating func insert(_ value: UInt32, into set: Int, precedes: (UInt32, UInt32) -> Bool) {
    var last: UInt32?
    var at = heads[set]
    while at != ShortSets.none {
      let present = values[Int(at)]
      if present == value { return }
      if let known = last { if precedes(values[Int(known)], present) { last = at } } else { last = at }
      at = next[Int(at)]
    }
    if Int(counts[set]) < limit {
      values.append(value)
      next.append(heads[set])
      heads[set] = UInt32(values.count - 1)
      counts[set] += 1
    } else if let last, precedes(value, values[Int(last)]) {
      values[Int(last)] = value
    }
  }
}

/// The different combinations of account, e-mail and phone that rows have, and how many rows have each.
///
/// Open addressing over three numbers, each one more than a key's, 0 for none.
struct KeyTuples {
  struct Tuple: BitwiseCopyable {
    var account: UInt32
    var email: UInt32
    var phone: UInt32
    var rows: UInt32 = 0

    subscript(kind: IdentityKind) -> UInt32 {
      switch kind {
      case .account: account
      case .email: email
      case .phone: phone
      }
    }
  }

  private(set) var all: [Tuple] = []
  private var slots: [UInt32]
  private static let free = UInt32.max

  init() { slots = Array(repeating: KeyTuples.free, count: 1_024) }

  /// The position of a combination, which is added where it is new.
  mutating func position(_ account: UInt32, _ email: UInt32, _ phone: UInt32) -> Int {
    var at = slot(account, email, phone)
    while slots[at] != KeyTuples.free {
      let tuple = all[Int(slots[at])]
      if tuple.account == account, tuple.email == email, tuple.phone == phone { return Int(slots[at]) }
      at = (at + 1) & (slots.count - 1)
    }
    slots[at] = UInt32(all.count)
    all.append(Tuple(account: account, email: email, phone: phone))
    if all.count * 2 > slots.count { grow() }
    return all.count - 1
  }

  mutating func count(_ rows: Int, at position: Int) {
    all[position].rows = UInt32(clamping: Int(all[position].rows) + rows)
  }

  private func slot(_ account: UInt32, _ email: UInt32, _ phone: UInt32) -> Int {
    let first = TextPiece.mixed(UInt64(account) << 32 | UInt64(email))
    return Int(truncatingIfNeeded: TextPiece.mixed(first ^ UInt64(phone))) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: KeyTuples.free, count: slots.count * 2)
    for (position, tuple) in all.enumerated() {
      var at = slot(tuple.account, tuple.email, tuple.phone)
      while slots[at] != KeyTuples.free { at = (at + 1) & (slots.count - 1) }
      slots[at] = UInt32(position)
    }
  }
}

/// The decisions of a person by key, the last one of a key.
struct DecidedKeys: Sendable {
  private var verdicts: [[[UInt8]: IdentityDecision.Verdict]] = [[:], [:], [:]]

  init(_ decisions: [IdentityDecision], _ normaliser: IdentityNormaliser) {
    for decision in decisions {
      let key = normaliser.normalised(decision.key, decision.kind).0
      verdicts[Int(decision.kind.rawValue)][key] = decision.verdict == .undo ? nil : decision.verdict
    }
  }

  /// What was decided about a normalised key.
  func verdict(_ kind: IdentityKind, _ key: [UInt8]) -> IdentityDecision.Verdict? {
    verdicts[Int(kind.rawValue)].isEmpty ? nil : verdicts[Int(kind.rawValue)][key]
  }

  func isEmpty(_ kind: IdentityKind) -> Bool { verdicts[Int(kind.rawValue)].isEmpty }
}
