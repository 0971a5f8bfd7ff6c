import Ledger
import Synchronization

/// What a search for customers reads instead of the ledger, so that each key that is typed is answered at once.
///
/// Made once per ledger, on two threads. Names are kept as a sorted list of different words with their bearers; keys,
/// e-mail addresses, phone numbers and order numbers as blocks of folded bytes that are passed over 16 at a step.
public final class CustomerIndex: Sendable {
  let ledger: Ledger
  let names: WordIndex
  let columns: SearchColumns
  /// By customer the place among all keys; empty where customers are in that order anyway.
  let places: [UInt32]
  /// The latest day on which a customer ordered first; `Int32.max` where one has no order at all.
  let latestFirst: Int32
  /// Who answered the words of the last queries.
  let recent = Mutex(RecentAnswers())
  private let fold: Mutex<CharacterFold>

  /// The index of a ledger; `nil` where `isCancelled` answered true before the end.
  ///
  /// Complexity: O(bytes of the texts), and O(w log w) for w different words of names.
  public init?(_ ledger: Ledger, isCancelled: @Sendable () -> Bool = { false }) {
    enum Part {
      case names(WordIndex)
      case columns(SearchColumns, CharacterFold)
    }
    let parts: [Part?] = Halves.perform { half in
      var fold = CharacterFold()
      if half == 0 {
        let table = ledger.customers
        return WordIndex(table.name, count: table.count, &fold, isCancelled: isCancelled).map { .names($0) }
      }
      return SearchColumns(ledger, &fold, isCancelled: isCancelled).map { .columns($0, fold) }
    }
    guard parts.count == 2, case .names(let names) = parts[0], case .columns(let columns, let fold) = parts[1],
      !isCancelled()
    else { return nil }
    self.ledger = ledger
    self.names = names
    self.columns = columns
    self.fold = Mutex(fold)
    latestFirst = CustomerIndex.latestFirst(ledger)
    places = CustomerIndex.places(ledger.customers)
  }

  /// The customers who answer a query, as the ledger was on a day; `nil` where `isCancelled` answered true.
  ///
  /// A blank query, and one of more than 16 words or 1,024 bytes, finds nobody.
  /// - Parameters:
  ///   - net: Net to date of each customer in minor units: `PurchaseHistory.netToDate`.
  ///   - limit: Matches that are ordered and returned; all are counted.
  public func search(
    _ query: String, asOf: Day, net: [Int64], limit: Int = 200, isCancelled: @Sendable () -> Bool = { false }
  ) -> CustomerSearch? {
    // Folding may make four bytes of one, not fewer than a third of them.
    guard query.utf8.count <= 4 * SearchQuery.longest,
      let query = SearchQuery(folded: fold.withLock { $0.fold(query) })
    else { return .nobody }
    var answers = SearchAnswers(self, query, asOf: asOf)
    guard var levels = answers.levels(mistyped: false, isCancelled) else { return nil }
    var ranking = SearchRanking(self, asOf: asOf, net: net)
    ranking.count(&levels)
    if ranking.total < CustomerSearch.fewestMatches, query.words.contains(where: { $0.mistakes > 0 }) {
      guard let more = answers.levels(mistyped: true, isCancelled) else { return nil }
      levels = more
      ranking.count(&levels)
    }
    if isCancelled() { return nil }
    let evidence = SearchEvidence(self, query, asOf: asOf)
    let matches = ranking.best(levels, limit: limit).map { evidence.match($0.customer, $0.reason, net: $0.net) }
    return CustomerSearch(
      matches: matches, total: ranking.total, unidentifiedOrders: evidence.unidentifiedOrders())
  }

  /// Approximate size in bytes, that of columns shared with the ledger left out.
  public var size: Int {
    let columns = self.columns.all.reduce(0) { sum, column in
      let isShared = column.bytes.withUnsafeBufferPointer { own in
        [ledger.customers.key, ledger.customers.email, ledger.customers.phone].contains { text in
          text.bytes.withUnsafeBufferPointer { $0.baseAddress == own.baseAddress }
        }
      }
      return sum + (isShared ? 0 : column.bytes.count + 4 * (column.offsets.count + column.starts.count))
        + 4 * column.heads.count
    }
    let numbers = self.columns.ordersByNumber.size + self.columns.refunds.byNumber.size
    return columns + numbers + names.size + 4 * places.count
  }

  private static func latestFirst(_ ledger: Ledger) -> Int32 {
    var latest = Int32.min
    for customer in 0..<ledger.customers.count {
      let orders = ledger.orders(of: customer)
      if orders.isEmpty { return Int32.max }
      latest = max(latest, ledger.orders.day[orders.lowerBound])
    }
    return latest
  }

  private static func places(_ table: CustomerTable) -> [UInt32] {
    let isSorted = (1..<max(1, table.count)).allSatisfy { !table.key.precedes($0, $0 - 1) }
    if isSorted { return [] }
    let order = (0..<table.count).sorted { table.key.precedes($0, $1) }
    var places = Array(repeating: UInt32(0), count: table.count)
    for (place, customer) in order.enumerated() { places[customer] = UInt32(place) }
    return places
  }
}

/// The columns in which a search looks besides the names.
struct SearchColumns: Sendable {
  let keys: SearchColumn
  let emails: SearchColumn
  let phones: SearchColumn
  let orders: SearchColumn
  let ordersByNumber: RowOrder
  let refunds: RefundNumbers

  /// The columns of a ledger; `nil` where `isCancelled` answered true before the end.
  init?(_ ledger: Ledger, _ fold: inout CharacterFold, isCancelled: () -> Bool) {
    let table = ledger.customers
    guard
      let keys = SearchColumn.texts(table.key, .account, ledger, &fold, isCancelled: isCancelled),
      let emails = SearchColumn.texts(table.email, .email, ledger, &fold, isCancelled: isCancelled),
      let phones = SearchColumn.texts(
        table.phone, .phone, ledger, &fold, digitsOnly: true, isCancelled: isCancelled),
      let orders = SearchColumn.numbers(
        ledger.orders.id, starts: table.orderStart, &fold, isCancelled: isCancelled),
      let ordersByNumber = RowOrder(orders, isCancelled: isCancelled),
      let refunds = RefundNumbers(ledger, &fold, isCancelled: isCancelled)
    else { return nil }
    self.keys = keys.headed
    self.emails = emails.headed
    self.phones = phones
    self.orders = orders
    self.ordersByNumber = ordersByNumber
    self.refunds = refunds
  }

  /// All of them.
  var all: [SearchColumn] { [keys, emails, phones, orders, refunds.column] }

  /// Whether a key, an e-mail address or an order number holds what stands between words.
  var haveSeparators: Bool {
    keys.hasSeparators || emails.hasSeparators || orders.hasSeparators || refunds.column.hasSeparators
  }
}

/// The numbers of refunds in the order of the customers to whose orders they belong.
struct RefundNumbers: Sendable {
  let column: SearchColumn
  let byNumber: RowOrder
  /// By row of the column the position in the ledger's refunds.
  let refunds: [UInt32]

  /// The numbers of a ledger's refunds; `nil` where `isCancelled` answered true before the end.
  init?(_ ledger: Ledger, _ fold: inout CharacterFold, isCancelled: () -> Bool) {
    guard ledger.refunds.id.isPresent else {
      guard let byNumber = RowOrder(.empty, isCancelled: isCancelled) else { return nil }
      column = .empty
      self.byNumber = byNumber
      refunds = []
      return
    }
    let table = ledger.refunds
    let rows = (0..<table.count).sorted { (table.order[$0], $0) < (table.order[$1], $1) }
    var starts: [UInt32] = [0]
    var next = 0
    for customer in 0..<ledger.customers.count {
      let end = ledger.orders(of: customer).upperBound
      while next < rows.count, Int(table.order[rows[next]]) < end { next += 1 }
      starts.append(UInt32(next))
    }
    let ids = IdentifierColumn(values: rows.map { table.id.values[$0] }, texts: table.id.texts)
    guard let column = SearchColumn.numbers(ids, starts: starts, &fold, isCancelled: isCancelled),
      let byNumber = RowOrder(column, isCancelled: isCancelled)
    else { return nil }
    self.column = column
    self.byNumber = byNumber
    refunds = rows.map { UInt32($0) }
  }

  /// Rows of refunds of orders that carry no customer key.
  var unidentified: Range<Int> { Int(column.starts.last ?? 0)..<max(Int(column.starts.last ?? 0), column.count) }
}

extension WordIndex {
  /// Approximate size in bytes.
  var size: Int {
    let numbers = bearerStart.count + bearers.count + nameStart.count + names.count + letters.count
    return words.bytes.count + 4 * words.offsets.count + 4 * numbers + lengths.count + han.size
  }
}
