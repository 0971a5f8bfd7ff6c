/// A kind of key by which a person is known, the most certain first.
public enum IdentityKind: UInt8, Sendable, CaseIterable, Comparable, CustomStringConvertible {
  /// The shop's or the platform's account of the customer.
  case account = 0
  /// An e-mail address.
  case email = 1
  /// A phone number.
  case phone = 2

  /// Whether the more certain one is on the left.
  public static func < (left: IdentityKind, right: IdentityKind) -> Bool { left.rawValue < right.rawValue }

  /// The name in side files, CSV and JSON: `account`, `email`, `phone`.
  public var description: String {
    switch self {
    case .account: "account"
    case .email: "email"
    case .phone: "phone"
    }
  }

  /// The kind of this name; `nil` where there is none.
  public init?(_ name: String) {
    guard let kind = IdentityKind.allCases.first(where: { $0.description == name }) else { return nil }
    self = kind
  }

  /// The kind as a person reads it: `account`, `e-mail`, `phone`.
  public var words: String { self == .email ? "e-mail" : description }
}

/// Which records were taken for one person, by which key, and which keys were not believed.
///
/// A record is what the files know without comparing rows: rows with the same account or, where a row has none, with the
/// same e-mail address or, where it has neither, the same phone number. Source: DEFINITIONS part A, "same person".
public struct IdentityTable: Sendable {
  /// What was made of a key.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Its records are one person.
    case joined
    /// Its records stay apart: see the entry's reason.
    case refused
    /// Joined because a person said so.
    case joinedByHand = "joined_by_hand"
    /// Kept apart because a person said so.
    case refusedByHand = "refused_by_hand"

    /// The verdict as a person reads it.
    public var words: String {
      switch self {
      case .joined: "joined"
      case .refused: "refused"
      case .joinedByHand: "joined by hand"
      case .refusedByHand: "refused by hand"
      }
    }

    /// Whether the key's records are one person.
    public var isJoined: Bool { self == .joined || self == .joinedByHand }
  }

  /// Why a key was refused, or what joined its records.
  public enum Reason: Sendable, Hashable {
    /// The records share the key.
    case shared
    /// More names than one person has; the limit that was passed.
    case names(limit: Int)
    /// More addresses than one person has; the limit that was passed.
    case addresses(limit: Int)
    /// A marketplace's stand-in address that was seen with several accounts.
    case relay
    /// A person said so.
    case decision

    /// The reason as a sentence without a full stop.
    public func words(_ kind: IdentityKind) -> String {
      switch self {
      case .shared: "the records share the \(kind.words)"
      case .names(let limit): "more than \(limit) names use it: nobody's own \(kind.words)"
      case .addresses(let limit): "more than \(limit) addresses use it: nobody's own \(kind.words)"
      case .relay: "a marketplace's stand-in address seen with several accounts"
      case .decision: "decided by hand"
      }
    }
  }

  /// One key that joins records, or that would have if it had been believed.
  public struct Entry: Sendable {
    /// What kind of key it is.
    public let kind: IdentityKind
    /// The key after normalising: e-mail in lower case, phone as digits.
    public let key: String
    /// What was made of it.
    public let verdict: Verdict
    /// Why.
    public let reason: Reason
    /// The first of the records that it links, as `account 17`, by kind and text; at most ``IdentityTable/linksKept``.
    public let links: [String]
    /// Number of records that it links.
    public let linkCount: Int
    /// The names seen with it as one of the rows writes them, the first by their letters; at most
    /// ``IdentityTable/namesKept``.
    public let names: [String]
    /// Number of different names, counted up to one more than the limit.
    public let nameCount: Int
    /// Number of different addresses, counted up to one more than the limit.
    public let addressCount: Int
    /// Rows that carry the key.
    public let rows: Int
    /// The customers of its records by their number in the ledger, ascending: one where they were joined.
    public let customers: [UInt32]

    /// An entry.
    public init(
      kind: IdentityKind, key: String, verdict: Verdict, reason: Reason, links: [String], linkCount: Int,
      names: [String], nameCount: Int, addressCount: Int, rows: Int, customers: [UInt32]
    ) {
      self.kind = kind
      self.key = key
      self.verdict = verdict
      self.reason = reason
      self.links = links
      self.linkCount = linkCount
      self.names = names
      self.nameCount = nameCount
      self.addressCount = addressCount
      self.rows = rows
      self.customers = customers
    }
  }

  /// Links that an entry keeps.
  public static let linksKept = 6
  /// Names that an entry keeps.
  public static let namesKept = 6
  /// Customers that an entry keeps.
  public static let customersKept = 1_000
  /// Entries that are kept; the others are counted in ``entryCount``.
  public static let entriesKept = 100_000

  /// The keys that join or were refused: refused ones first, then by rows, then by kind and text.
  public let entries: [Entry]
  /// How many such keys there are, those beyond ``entriesKept`` included.
  public let entryCount: Int
  /// Records before joining; 0 where rows were not compared.
  public let records: Int
  /// People after joining.
  public let people: Int
  /// Kept rows that have nothing but refused keys, and are unidentified for that.
  public let refusedRows: Int
  /// Whether rows were compared at all.
  public let isPresent: Bool
  let keyStart: [UInt32]
  let keyKinds: [UInt8]
  let keyTexts: TextColumn

  /// The bit of a key's kind that says: the key is a record of its own.
  public static let recordFlag: UInt8 = 0x80

  /// A table of nothing: the files have one kind of key alone, or no rows.
  public init() {
    self.init(entries: [], entryCount: 0, records: 0, people: 0, refusedRows: 0, keys: [])
  }

  /// A table of entries, and of each customer's keys; records are the accounts, else the first key.
  public init(
    entries: [Entry], entryCount: Int, records: Int, people: Int, refusedRows: Int,
    keys: [[(kind: IdentityKind, text: String)]]
  ) {
    self.init(
      entries: entries, entryCount: entryCount, records: records, people: people, refusedRows: refusedRows,
      keyStart: keys.reduce(into: [0]) { $0.append(($0.last ?? 0) + UInt32($1.count)) },
      keyKinds: keys.flatMap { own in
        own.indices.map { own[$0].kind.rawValue | ($0 == 0 || own[$0].kind == .account ? IdentityTable.recordFlag : 0) }
      }, keyTexts: TextColumn(keys.joined().map(\.text)))
  }

  /// A table whose keys were laid out by its builder: per customer where its keys begin, and their kinds and texts.
  ///
  /// A kind is `IdentityKind` by raw value, with ``recordFlag`` where rows are known by that key. `isPresent` is to be
  /// given where rows were compared and yet no record is there.
  public init(
    entries: [Entry], entryCount: Int, records: Int, people: Int, refusedRows: Int, keyStart: [UInt32],
    keyKinds: [UInt8], keyTexts: TextColumn, isPresent: Bool = false
  ) {
    self.entries = entries
    self.entryCount = entryCount
    self.records = records
    self.people = people
    self.refusedRows = refusedRows
    self.isPresent = isPresent || records > 0
    self.keyStart = keyStart
    self.keyKinds = keyKinds
    self.keyTexts = keyTexts
  }

  /// Positions of a customer's keys in ``keyColumn``, by kind and text; empty where rows were not compared.
  public func keyRange(of customer: Int) -> Range<Int> {
    guard customer + 1 < keyStart.count else { return 0..<0 }
    return Int(keyStart[customer])..<Int(keyStart[customer + 1])
  }

  /// The texts of all keys that identify a customer, customer by customer.
  public var keyColumn: TextColumn { keyTexts }

  /// The kind of the key at a position of ``keyColumn``.
  public func kind(at position: Int) -> IdentityKind {
    IdentityKind(rawValue: keyKinds[position] & ~IdentityTable.recordFlag) ?? .account
  }

  /// All keys of a kind by which a customer is known, by text; empty where rows were not compared.
  public func keys(of customer: Int, _ kind: IdentityKind) -> [String] {
    keyRange(of: customer).filter { self.kind(at: $0) == kind }.map { keyTexts[$0] }
  }
}
