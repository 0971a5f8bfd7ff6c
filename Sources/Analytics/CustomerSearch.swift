import Ledger

/// The customers that a few typed letters or digits may mean, the most likely first.
///
/// A query is looked for, in this order of likelihood, as the whole customer key, a whole order number (a refund's own
/// number too), a whole e-mail address, the end of a phone number (from four digits), the beginnings of the name's
/// words in any order, and as a part of key, name, e-mail or phone. Every account, e-mail
/// address and phone number of a person answers, not the latest alone. Upper and lower case are the same. Among equally
/// likely customers the one with the highest net to date comes first, then the one whose key sorts first.
///
/// Orders after the as-of day do not exist: they lead to nobody, and a customer without an earlier one is not found.
/// Complexity: one scan over the columns' bytes, without a string per row; O(m log m) for m matches.
public struct CustomerSearch: Sendable {
  /// What of a customer answered the query, the most certain first.
  public enum Reason: UInt8, Sendable, CaseIterable, Comparable {
    /// The whole key.
    case key
    /// A whole order number.
    case order
    /// The whole e-mail address.
    case email
    /// The whole phone number, or its end.
    case phone
    /// Beginnings of the name's words.
    case name
    /// A part of key, name, e-mail or phone.
    case part

    /// Whether the more certain one is on the left.
    public static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }
  }

  /// A customer who answers the query.
  public struct Match: Sendable, Hashable {
    /// Position in the ledger's customers.
    public let customer: Int
    /// What answered.
    public let reason: Reason
    /// The order whose number was asked for; `nil` for every other reason.
    public let order: Int?
    /// Net to date in minor units.
    public let net: Int64
  }

  /// The matches, best first.
  public let matches: [Match]
  /// Orders of the number asked for that carry no customer key.
  public let unidentifiedOrders: [Int]

  /// Searches a ledger as it was on a day; a blank query finds nobody.
  public init(_ query: String, in ledger: Ledger, asOf: Day? = nil) {
    let pattern = SearchPattern(query)
    guard !pattern.isEmpty else {
      matches = []
      unidentifiedOrders = []
      return
    }
    let limit = (asOf ?? ledger.lastDay)?.rawValue ?? Int32.max
    let orders = CustomerSearch.orders(pattern, in: ledger, until: limit)
    var ordered: [Int: Int] = [:]
    var unidentified: [Int] = []
    for order in orders {
      if let customer = ledger.customer(of: order) {
        ordered[customer] = ordered[customer] ?? order
      } else {
        unidentified.append(order)
      }
    }
    var found: [Match] = []
    var text = FoldedText()
    let table = ledger.customers
    for customer in 0..<table.count {
      let own = ledger.orders(of: customer)
      guard !own.isEmpty, ledger.orders.day[own.lowerBound] <= limit else { continue }
      let best = CustomerSearch.reason(pattern, customer, table, ledger.identities, &text)
      let order = ordered[customer]
      guard best != nil || order != nil else { continue }
      let reason = order == nil ? best ?? .part : min(best ?? .order, .order)
      var net: Int64 = 0
      for position in own where ledger.orders.day[position] <= limit { net += ledger.orders.net(position) }
      found.append(Match(customer: customer, reason: reason, order: reason == .order ? order : nil, net: net))
    }
    found.sort { left, right in
      if left.reason != right.reason { return left.reason < right.reason }
      if left.net != right.net { return left.net > right.net }
      return table.key.precedes(left.customer, right.customer)
    }
    matches = found
    unidentifiedOrders = unidentified
  }

  /// The matches of the best match's reason.
  ///
  /// A key, an order number and an e-mail address are certain: one such match is the customer meant, and so is a single
  /// match of any other kind.
  public var best: ArraySlice<Match> {
    guard let first = matches.first else { return [] }
    return matches.prefix { $0.reason == first.reason }
  }

  private static func reason(
    _ pattern: SearchPattern, _ customer: Int, _ table: CustomerTable, _ identities: IdentityTable,
    _ text: inout FoldedText
  ) -> Reason? {
    var isPart = false
    text.fold(table.key, customer)
    if text.equals(pattern.whole) { return .key }
    isPart = text.contains(pattern.whole)
    let keys = identities.keyRange(of: customer)
    if keys.count > 1, let reason = CustomerSearch.reason(pattern, keys, identities, &text) {
      guard reason == .part else { return reason }
      isPart = true
    }
    if table.email.isPresent {
      text.fold(table.email, customer)
      if text.equals(pattern.whole) { return .email }
      isPart = isPart || text.contains(pattern.whole)
    }
    if table.phone.isPresent, pattern.digits.count >= SearchPattern.fewestDigits {
      let answer = pattern.phone(table.phone.bytes, table.phone.range(customer))
      if answer == .end { return .phone }
      isPart = isPart || answer == .part
    }
    if table.name.isPresent {
      text.fold(table.name, customer)
      if text.hasWordPrefixes(pattern.words) { return .name }
      isPart = isPart || text.containsAll(pattern.words)
    }
    return isPart ? .part : nil
  }

  /// How the other keys of a person answer, the surest of them.
  private static func reason(
    _ pattern: SearchPattern, _ keys: Range<Int>, _ identities: IdentityTable, _ text: inout FoldedText
  ) -> Reason? {
    var best: Reason?
    let column = identities.keyColumn
    for position in keys {
      var reason: Reason?
      let kind = identities.kind(at: position)
      text.fold(column, position)
      if kind == .phone {
        guard pattern.digits.count >= SearchPattern.fewestDigits else { continue }
        reason = pattern.phone(column.bytes, column.range(position)).map { $0 == .end ? .phone : .part }
      } else if text.equals(pattern.whole) {
        reason = kind == .account ? .key : .email
      } else if text.contains(pattern.whole) {
        reason = .part
      }
      if let reason { best = min(best ?? reason, reason) }
    }
    return best
  }

  /// Orders with the number asked for, up to a day.
  private static func orders(_ pattern: SearchPattern, in ledger: Ledger, until limit: Int32) -> [Int] {
    var found = positions(of: pattern, in: ledger.orders.id).filter { ledger.orders.day[$0] <= limit }
    for refund in positions(of: pattern, in: ledger.refunds.id) where ledger.refunds.day[refund] <= limit {
      found.append(Int(ledger.refunds.order[refund]))
    }
    return found
  }

  private static func positions(of pattern: SearchPattern, in column: IdentifierColumn) -> [Int] {
    guard column.isPresent else { return [] }
    var wanted: Set<UInt64> = []
    if let number = IdentifierColumn.number(pattern.identifier) { wanted.insert(number) }
    var text = FoldedText()
    for position in 0..<column.texts.count {
      text.fold(column.texts, position)
      if text.equals(pattern.identifier) || text.equals(pattern.whole) {
        wanted.insert(IdentifierColumn.positionFlag | UInt64(position))
      }
    }
    if wanted.isEmpty { return [] }
    var found: [Int] = []
    if wanted.count == 1, let only = wanted.first {
      column.values.withUnsafeBufferPointer { values in
        for position in values.indices where values[position] == only { found.append(position) }
      }
    } else {
      for (position, value) in column.values.enumerated() where wanted.contains(value) { found.append(position) }
    }
    return found
  }
}
