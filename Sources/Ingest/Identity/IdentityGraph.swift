import Ledger

/// The keys of one combination, the most certain kind first; −1 for those that it lacks.
struct TupleKeys: Sequence, IteratorProtocol {
  let account: Int
  let email: Int
  let phone: Int
  private var step = 0

  init(account: Int, email: Int, phone: Int) {
    self.account = account
    self.email = email
    self.phone = phone
  }

  @inline(__always)
  mutating func next() -> Int? {
    while step < 3 {
      let key = step == 0 ? account : step == 1 ? email : phone
      step += 1
      if key >= 0 { return key }
    }
    return nil
  }

  /// The first key that is there.
  var first: Int? { account >= 0 ? account : email >= 0 ? email : phone >= 0 ? phone : nil }
}

/// Who is who: the keys of all files, which of them are believed, and which are one person's.
///
/// No order of rows or files decides anything: refusals follow from counts alone, unions commute, and a person is named
/// by the first of the keys by kind and text.
final class IdentityGraph {
  /// What a key does.
  enum Part: UInt8 {
    /// It joins the records that carry it.
    case joins
    /// It identifies rows that have nothing better, and joins nothing.
    case stands
    /// It does neither.
    case nothing
  }

  let found: IdentityCollector
  /// Keys are counted through all kinds: accounts, then e-mails, then phones.
  let emailBase: Int
  let phoneBase: Int
  let count: Int
  /// Per key what it does.
  private(set) var parts: [Part]
  /// Per key why it was refused, and what was decided about it by hand.
  private(set) var refusals: [Int: IdentityTable.Reason] = [:]
  private(set) var decisions: [Int: IdentityDecision.Verdict] = [:]
  /// Per key the number of its person, `UInt32.max` for one that identifies nobody.
  private(set) var personOfKey: [UInt32] = []
  /// The texts by which persons are known, by number.
  private(set) var persons = InternTable(capacity: 1_024)

  init(_ found: IdentityCollector, _ decided: DecidedKeys) {
    self.found = found
    emailBase = found.accounts.count
    phoneBase = emailBase + found.emails.count
    count = phoneBase + found.phones.count
    parts = Array(repeating: .joins, count: count)
    decide(decided)
    unite()
  }

  func deallocate() {
    found.deallocate()
    persons.deallocate()
  }

  // MARK: Keys

  func kind(_ key: Int) -> IdentityKind { key < emailBase ? .account : key < phoneBase ? .email : .phone }

  func space(_ kind: IdentityKind) -> KeySpace {
    switch kind {
    case .account: found.accounts
    case .email: found.emails
    case .phone: found.phones
    }
  }

  func base(_ kind: IdentityKind) -> Int {
    switch kind {
    case .account: 0
    case .email: emailBase
    case .phone: phoneBase
    }
  }

  /// The text of a key.
  @inline(__always)
  func text(_ key: Int) -> TextPiece {
    if key < emailBase { return found.accounts.keys.texts[key] }
    if key < phoneBase { return found.emails.keys.texts[key - emailBase] }
    return found.phones.keys.texts[key - phoneBase]
  }

  /// The keys of a combination, the most certain kind first.
  @inline(__always)
  func keys(_ tuple: KeyTuples.Tuple) -> TupleKeys {
    TupleKeys(
      account: Int(tuple.account) - 1, email: tuple.email == 0 ? -1 : emailBase + Int(tuple.email) - 1,
      phone: tuple.phone == 0 ? -1 : phoneBase + Int(tuple.phone) - 1)
  }

  /// Whether a key sorts before another: by kind, then by text.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (kind(left), kind(right))
    return a == b ? text(left).precedes(text(right)) : a < b
  }

  /// The key that identifies the rows of a combination: account, else a believed e-mail, else a believed phone, else a
  /// stand-in address; `nil` where every key of it was refused.
  func identifying(_ keys: TupleKeys) -> Int? {
    if keys.account >= 0 { return keys.account }
    if keys.email >= 0, parts[keys.email] == .joins { return keys.email }
    if keys.phone >= 0, parts[keys.phone] == .joins { return keys.phone }
    return keys.email >= 0 && parts[keys.email] == .stands ? keys.email : nil
  }

  // MARK: Deciding

  private func decide(_ decided: DecidedKeys) {
    for kind in IdentityKind.allCases {
      let space = space(kind)
      let base = base(kind)
      for number in 0..<space.count {
        let key = base + number
        if !decided.isEmpty(kind) {
          let piece = space.keys.texts[number]
          let text = Array(UnsafeBufferPointer(start: piece.start, count: piece.count))
          if let verdict = decided.verdict(kind, text) {
            decisions[key] = verdict
            if verdict == .refuse { refuse(key, .decision) }
            continue
          }
        }
        if space.names.count(number) > found.rules.names {
          refuse(key, .names(limit: found.rules.names))
        } else if space.addresses.count(number) > found.rules.addresses {
          refuse(key, .addresses(limit: found.rules.addresses))
        } else if space.isRelay[number] {
          parts[key] = .stands
        }
      }
    }
  }

  private func refuse(_ key: Int, _ reason: IdentityTable.Reason) {
    refusals[key] = reason
    parts[key] = kind(key) == .account ? .stands : .nothing
  }

  // MARK: Uniting

  private func unite() {
    var sets = UnionFind(count)
    for tuple in found.tuples.all {
      var first = -1
      for key in keys(tuple) where parts[key] == .joins {
        if first < 0 { first = key } else { sets.unite(first, key) }
      }
    }
    // An account that is written as an e-mail address is that address.
    for account in 0..<emailBase where parts[account] == .joins {
      let text = text(account)
      guard (0..<text.count).contains(where: { text.start[$0] == 64 }) else { continue }
      var buffer: [UInt8] = []
      EvidenceSpace.fold(text, into: &buffer)
      let folded = buffer.withPiece { found.emails.keys.find($0) }
      if let folded, parts[emailBase + Int(folded)] == .joins { sets.unite(account, emailBase + Int(folded)) }
    }
    joinRelays(&sets)
    name(&sets)
  }

  /// Joins stand-in addresses to the records that carry them, except where that would join two people with accounts.
  ///
  /// All records that stand-in addresses link are looked at together, so that no order of them decides.
  private func joinRelays(_ sets: inout UnionFind) {
    var links: [(relay: Int, other: Int)] = []
    for tuple in found.tuples.all where tuple.email > 0 {
      let relay = emailBase + Int(tuple.email) - 1
      guard parts[relay] == .stands, found.emails.isRelay[relay - emailBase] else { continue }
      for key in keys(tuple) where key != relay && parts[key] == .joins { links.append((relay, key)) }
    }
    guard !links.isEmpty else { return }
    var hasAccount = Set<Int>()
    for account in 0..<emailBase where parts[account] == .joins { hasAccount.insert(sets.root(account)) }
    var trial = sets
    for link in links { trial.unite(link.relay, link.other) }
    var people: [Int: Set<Int>] = [:]
    for link in links {
      let root = sets.root(link.other)
      if hasAccount.contains(root) { people[trial.root(link.relay), default: []].insert(root) }
    }
    for link in links {
      if people[trial.root(link.relay)]?.count ?? 0 > 1 {
        refusals[link.relay] = .relay
      } else {
        sets.unite(link.relay, link.other)
        parts[link.relay] = .joins
      }
    }
  }

  /// Gives every set the text of its first key by kind and text.
  private func name(_ sets: inout UnionFind) {
    var first: [UInt32] = Array(repeating: .max, count: count)
    for key in 0..<count where parts[key] != .nothing {
      let root = sets.root(key)
      if first[root] == .max || precedes(key, Int(first[root])) { first[root] = UInt32(key) }
    }
    var numberOfRoot: [UInt32] = Array(repeating: .max, count: count)
    personOfKey = Array(repeating: .max, count: count)
    for key in 0..<count where parts[key] != .nothing {
      let root = sets.root(key)
      if numberOfRoot[root] == .max { numberOfRoot[root] = addPerson(Int(first[root])) }
      personOfKey[key] = numberOfRoot[root]
    }
  }

  /// A person known by a key; where a more certain kind has the same text the kind is said: `phone 5550123`.
  private func addPerson(_ key: Int) -> UInt32 {
    let kind = kind(key)
    let text = text(key)
    let isTaken = IdentityKind.allCases.contains { $0 < kind && space($0).keys.find(text) != nil }
    guard isTaken else { return persons.number(text) }
    return (kind.words + " " + text.string).withPiece { persons.number($0) }
  }
}
