import Ledger

/// What one thread finds out about people while it looks at rows: which keys stand together, and with which names and
/// addresses.
struct IdentityCollector {
  let rules: IdentityRules
  private let normaliser: IdentityNormaliser
  private let decided: DecidedKeys
  var accounts: KeySpace
  var emails: KeySpace
  var phones: KeySpace
  var names = EvidenceSpace()
  var addresses = EvidenceSpace()
  var tuples = KeyTuples()
  /// Rows in which a key was a word for nobody, masked, or the shop's own: three figures for each kind.
  private(set) var passed = [Int](repeating: 0, count: 9)
  private var last = (account: UInt32.max, email: UInt32.max, phone: UInt32.max, name: UInt32.max, address: UInt32.max)
  private var lastTuple = 0

  init(_ rules: IdentityRules, _ decisions: [IdentityDecision]) {
    self.rules = rules
    normaliser = IdentityNormaliser(rules)
    decided = DecidedKeys(decisions, normaliser)
    accounts = KeySpace(.account, rules)
    emails = KeySpace(.email, rules)
    phones = KeySpace(.phone, rules)
  }

  /// Takes in the rows of a batch.
  mutating func collect(_ rows: Int, _ cells: CellTable, _ columns: FilePlan.Columns, _ scratch: inout Scratch) {
    guard !columns.isKeyedByName else { return }
    for row in 0..<rows {
      let account = columns.account < 0 ? 0 : accounts.code(cells(columns.account)[row], &scratch, normaliser, decided)
      let email = columns.email < 0 ? 0 : emails.code(cells(columns.email)[row], &scratch, normaliser, decided)
      let phone = columns.phone < 0 ? 0 : phones.code(cells(columns.phone)[row], &scratch, normaliser, decided)
      if max(account, email, phone) >= KeySpace.Code.own { count([account, email, phone]) }
      let name = columns.name < 0 ? 0 : names.number(cells(columns.name)[row], &scratch)
      let address = columns.address < 0 ? 0 : addresses.number(cells(columns.address)[row], &scratch)
      if (account, email, phone, name, address) != last {
        last = (account, email, phone, name, address)
        lastTuple = take(account, email, phone, name, address)
      }
      if lastTuple >= 0 { tuples.count(1, at: lastTuple) }
    }
  }

  @inline(never)
  private mutating func count(_ codes: [UInt32]) {
    for (kind, code) in codes.enumerated() where code >= KeySpace.Code.own {
      passed[kind * 3 + Int(KeySpace.Code.dummy - code)] += 1
    }
  }

  /// Notes a combination that is another one than the row before had; −1 where no cell of it means anybody.
  private mutating func take(
    _ account: UInt32, _ email: UInt32, _ phone: UInt32, _ name: UInt32, _ address: UInt32
  ) -> Int {
    let a = KeySpace.Code.isKey(account) ? account : 0
    let e = KeySpace.Code.isKey(email) ? email : 0
    let p = KeySpace.Code.isKey(phone) ? phone : 0
    guard a | e | p != 0 else { return -1 }
    if a > 0 { IdentityCollector.add(name, names, address, addresses, to: &accounts, Int(a) - 1) }
    if e > 0 { IdentityCollector.add(name, names, address, addresses, to: &emails, Int(e) - 1) }
    if p > 0 { IdentityCollector.add(name, names, address, addresses, to: &phones, Int(p) - 1) }
    return tuples.position(a, e, p)
  }

  private static func add(
    _ name: UInt32, _ names: EvidenceSpace, _ address: UInt32, _ addresses: EvidenceSpace, to space: inout KeySpace,
    _ key: Int
  ) {
    if name > 0 { space.names.insert(name - 1, into: key) { names.precedes($0, $1) } }
    if address > 0 { space.addresses.insert(address - 1, into: key) { addresses.precedes($0, $1) } }
  }

  /// Frees the cells as they are written.
  mutating func finish() {
    accounts.deallocateWritten()
    emails.deallocateWritten()
    phones.deallocateWritten()
    names.deallocateWritten()
    addresses.deallocateWritten()
  }

  /// Takes over what another thread has found; what that one held is freed.
  mutating func merge(_ other: IdentityCollector) {
    let name = merged(&names, other.names)
    let address = merged(&addresses, other.addresses)
    let account = merged(&accounts, other.accounts, name, address)
    let email = merged(&emails, other.emails, name, address)
    let phone = merged(&phones, other.phones, name, address)
    for tuple in other.tuples.all {
      func renumbered(_ number: UInt32, _ map: [UInt32]) -> UInt32 { number == 0 ? 0 : map[Int(number) - 1] + 1 }
      let position = tuples.position(
        renumbered(tuple.account, account), renumbered(tuple.email, email), renumbered(tuple.phone, phone))
      tuples.count(Int(tuple.rows), at: position)
    }
    for position in passed.indices { passed[position] += other.passed[position] }
    other.deallocate()
  }

  private func merged(_ space: inout EvidenceSpace, _ other: EvidenceSpace) -> [UInt32] {
    other.shown.indices.map { space.add(other.folded.texts[$0], shown: other.shown[$0]) }
  }

  private func merged(
    _ space: inout KeySpace, _ other: KeySpace, _ name: [UInt32], _ address: [UInt32]
  ) -> [UInt32] {
    (0..<other.count).map { key in
      let number = space.add(other.keys.texts[key], isRelay: other.isRelay[key])
      for member in other.names.members(key) {
        space.names.insert(name[Int(member)], into: Int(number)) { names.precedes($0, $1) }
      }
      for member in other.addresses.members(key) {
        space.addresses.insert(address[Int(member)], into: Int(number)) { addresses.precedes($0, $1) }
      }
      return number
    }
  }

  /// Frees everything that `finish` leaves.
  func deallocate() {
    accounts.deallocateKeys()
    emails.deallocateKeys()
    phones.deallocateKeys()
    names.deallocateFolded()
    addresses.deallocateFolded()
  }
}
