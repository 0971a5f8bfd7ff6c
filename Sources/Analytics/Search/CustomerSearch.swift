import Ledger

/// The customers that a few typed letters or digits may mean, the most likely first.
///
/// Every word of the query must be answered by something of the customer; a customer stands where the weakest of the
/// answers stands, or where the whole query as one text is answered, whichever is better: see ``Reason``. Every account,
/// e-mail address and phone number of a person answers, not the latest alone. Upper and lower case, accents,
/// half and full width, simplified and traditional characters are the same. Among equally likely customers the one with
/// the highest net to date comes first, then the one whose key sorts first.
///
/// A word of one or two letters or digits is looked for at beginnings only: it stands inside of nearly everything, and
/// who types it has just begun. Chinese characters say enough from the first.
///
/// Orders after the as-of day do not exist: they lead to nobody, and a customer without an earlier one is not found.
public struct CustomerSearch: Sendable {
  /// What of a customer answered the query, the most certain first.
  public enum Reason: UInt8, Sendable, CaseIterable, Comparable {
    /// The whole key.
    case key
    /// A whole order number, or that of a refund.
    case order
    /// The whole e-mail address.
    case email
    /// The end of the phone number, from four digits.
    case phone
    /// Beginnings of the name's words, each of a word of its own.
    case name
    /// The beginning of an e-mail address.
    case emailPrefix
    /// The beginning of an order number.
    case orderPrefix
    /// The beginning of the key.
    case keyPrefix
    /// Chinese characters that stand side by side in the name, in any order.
    case characters
    /// Characters of the name, written out in Latin letters.
    case pinyin
    /// The beginning of characters written out in Latin letters.
    case pinyinPrefix
    /// First letters of the characters' Latin spelling, at least one for each.
    case initials
    /// A part of name, key or e-mail, but not for a word of one or two letters or digits; from four characters of phone
    /// or order number; or two words that only one word of the name answers.
    case part
    /// The name with typing mistakes: one in a word of four to seven letters, two in a longer one.
    ///
    /// Looked for where fewer than ``CustomerSearch/fewestMatches`` customers answer without.
    case typo

    /// Whether the more certain one is on the left.
    public static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }
  }

  /// A customer who answers the query.
  public struct Match: Sendable, Hashable {
    /// Position in the ledger's customers.
    public let customer: Int
    /// What answered.
    public let reason: Reason
    /// The first order whose number answered; `nil` for every other reason.
    public let order: Int?
    /// Net to date in minor units.
    public let net: Int64
    /// The text that answered, as it is in the ledger or, for further keys of a person, folded; at most 80 characters.
    public let text: String
  }

  /// With fewer matches than these, typing mistakes are looked for.
  public static let fewestMatches = 10

  /// The matches, best first; at most as many as were asked for.
  public let matches: [Match]
  /// Number of customers who answer, those beyond the limit included.
  public let total: Int
  /// Orders of the number asked for that carry no customer key.
  public let unidentifiedOrders: [Int]

  /// Nobody.
  static let nobody = CustomerSearch(matches: [], total: 0, unidentifiedOrders: [])

  init(matches: [Match], total: Int, unidentifiedOrders: [Int]) {
    self.matches = matches
    self.total = total
    self.unidentifiedOrders = unidentifiedOrders
  }

  /// Searches a ledger once, as it was on a day; a blank query finds nobody.
  ///
  /// Makes an index for this one query: who asks more than once keeps a ``CustomerIndex``.
  public init(_ query: String, in ledger: Ledger, asOf: Day? = nil) {
    let day = asOf ?? ledger.lastDay ?? Day(rawValue: Int32.max)
    var net: [Int64] = []
    net.reserveCapacity(ledger.customers.count)
    for customer in 0..<ledger.customers.count {
      var sum: Int64 = 0
      for order in ledger.orders(of: customer) where ledger.orders.day[order] <= day.rawValue {
        sum += ledger.orders.net(order)
      }
      net.append(sum)
    }
    self =
      CustomerIndex(ledger)?.search(query, asOf: day, net: net, limit: max(1, ledger.customers.count))
      ?? CustomerSearch.nobody
  }

  /// The matches of the best match's reason.
  ///
  /// A key, an order number and an e-mail address are certain: one such match is the customer meant, and so is a single
  /// match of any other kind.
  public var best: ArraySlice<Match> {
    guard let first = matches.first else { return [] }
    return matches.prefix { $0.reason == first.reason }
  }
}
