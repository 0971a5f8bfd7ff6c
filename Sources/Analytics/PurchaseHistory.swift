import Ledger

/// The purchases of all known people up to the as-of day: columns, customer by customer in time order.
///
/// A purchase is all valid orders of one person on one local day, or each valid order where `purchase.unit` is `order`
/// (DEFINITIONS B.0). Valid is paid, not cancelled and worth more than zero after refunds, so a fully refunded order is
/// no purchase. What counts without being a purchase (a refund that no order could be found for, an order refunded
/// beyond its value) is an *adjustment*: it changes the net of its person and nothing else.
///
/// Every analysis stands on this; it is built once per question. Amounts are minor units of the ledger's currency.
/// Complexity: O(orders), one sequential scan; with costs in the file O(orders + lines).
public struct PurchaseHistory: Sendable {
  /// The as-of day: later orders do not exist.
  public let asOf: Day
  /// What one purchase is.
  public let unit: AnalyticsSettings.PurchaseUnit
  /// Where margins come from.
  public let marginSource: MarginSource
  /// Currency of every amount.
  public let currency: Currency
  /// Key of each customer, for ties and for export.
  public let keys: TextColumn

  /// Where each customer's purchases begin.
  public let start: [UInt32]
  /// Where each customer's purchases end. Beyond it may lie purchases after the as-of day, which do not exist yet.
  public let end: [UInt32]
  /// Day of each customer's latest purchase up to the as-of day; ``never`` for people without one.
  public let latest: [Int32]
  /// Day of each customer's first purchase in the data, also where that is after the as-of day; ``never`` without one.
  public let earliest: [Int32]
  /// The latest day of people without a purchase.
  public static let never = Int32.min
  /// Day of each purchase.
  public let day: [Int32]
  /// Net of each purchase, above zero.
  public let net: MoneyColumn
  /// Margin of each purchase, as far as costs are known; empty where no cost is.
  public let margin: MoneyColumn
  /// The part of each purchase's net whose cost is known; absent where that need not be told from the net.
  let knownNet: MoneyColumn
  /// Net of everything of each customer that counts, adjustments included.
  public let netToDate: [Int64]
  /// Margin of everything of each customer that counts, as far as costs are known; empty where no cost is.
  ///
  /// Whether somebody has a margin at all says ``margin(of:)``.
  public let marginToDate: [Int64]
  /// The part of each customer's net whose cost is known; empty where that need not be told from the net.
  let knownNetToDate: [Int64]
  /// What counts without being a purchase, in the order of the customers.
  public let adjustments: [Adjustment]
  /// Refunds that were made on another day than their order, by customer: what period sales count on their own day.
  let laterRefunds: [LaterRefund]

  /// Valid orders without a customer up to the as-of day.
  public let unidentifiedOrders: Int
  /// Net of everything without a customer up to the as-of day.
  public let unidentifiedNet: Int64
  /// Day of the first purchase of anybody known, `nil` where there is none.
  public let firstDay: Day?

  /// Known customers with an order of any kind up to the as-of day.
  public let present: Int
  /// Number of purchases of all known people up to the as-of day.
  public let count: Int
  /// People who were left out on purpose, and their net to date.
  public let leftOut: (customers: Int, net: Int64)

  /// Day of each customer's first order of any kind.
  private let firstOrder: [Int32]
  private let lazyGaps = Once<PurchaseGaps>()
  /// The history whose columns this one shares, with all of them; `nil` where it has its own.
  private let whole: Whole?
  private let lazyBuyers = Once<Int>()
  /// What is the same on every as-of day, shared with the histories of other days.
  private let wholeTime: WholeTime
  private let lazyOrderFacts = Once<OrderFacts>()
  private let windows = Kept<Window, WindowTotals>()
  private let rankings = Kept<RankingName, [UInt32]>()
  private let amounts = Kept<RankingName, [Int64]>()
  private let lines = Kept<RankingName, Pareto>()
  private let rhythms = Kept<ChurnRule, ShopRhythm>()
  private let memberships = Kept<CohortName, CohortMembership>()

  /// An amount that counts for a person without being a purchase.
  public struct Adjustment: Hashable, Sendable {
    /// The customer.
    public let customer: UInt32
    /// The day on which it counts.
    public let day: Int32
    /// What it adds to net, usually below zero; 0 for an order that was given back whole.
    public let net: Int64
    /// What it adds to margin.
    public let margin: Int64
    /// What it adds to the net whose cost is known.
    var knownNet: Int64 = 0
  }

  /// A refund with a day of its own.
  struct LaterRefund: Hashable, Sendable {
    let customer: UInt32
    /// Day of the order that it belongs to.
    let orderDay: Int32
    /// Day on which it was made.
    let day: Int32
    /// Minor units given back, positive.
    let amount: Int64
  }

  /// The history of a ledger's known people as of the question's day.
  public init(_ ledger: Ledger, _ question: Question) {
    let ledger = ledger.asOf(question.asOf)
    asOf = question.asOf
    unit = question.settings.purchaseUnit
    currency = ledger.currency
    keys = ledger.customers.key
    marginSource = MarginSource(ledger, question.settings)
    let scan = PurchaseScan(ledger, asOf: asOf.rawValue, unit: unit, margins: marginSource)
    start = Array(scan.start.dropLast())
    end = Array(scan.start.dropFirst())
    day = scan.day
    net = scan.net
    margin = scan.margin
    count = scan.day.count
    netToDate = scan.netToDate
    marginToDate = scan.marginToDate
    knownNet = scan.knownNet
    knownNetToDate = scan.knownNetToDate
    adjustments = scan.adjustments
    laterRefunds = PurchaseHistory.laterRefunds(ledger).filter { $0.orderDay <= question.asOf.rawValue }
    firstDay = scan.firstDay.map { Day(rawValue: $0) }
    (unidentifiedOrders, unidentifiedNet) = PurchaseHistory.unidentified(ledger, asOf: question.asOf)
    firstOrder = ledger.customers.orderStart.withUnsafeBufferPointer { start in
      ledger.orders.day.withUnsafeBufferPointer { day in
        [Int32](unsafeUninitializedCapacity: ledger.customers.count) { first, count in
          for customer in 0..<ledger.customers.count {
            let position = Int(start[customer])
            first[customer] = position < Int(start[customer + 1]) ? day[position] : Int32.max
          }
          count = ledger.customers.count
        }
      }
    }
    (earliest, latest) = PurchaseHistory.ends(scan.start, scan.day)
    present = firstOrder.reduce(0) { $0 + ($1 <= question.asOf.rawValue ? 1 : 0) }
    leftOut = (0, 0)
    whole = nil
    wholeTime = WholeTime()
  }

  /// The same purchases as of an earlier day, or without some people: the columns are shared, nothing is read again.
  ///
  /// - Parameters:
  ///   - all: A history of the same ledger whose as-of day is not earlier.
  ///   - leavesOut: Whether a customer is left out, as if there were no order of theirs.
  ///
  /// Complexity: O(customers + purchases after the day).
  public init(_ all: PurchaseHistory, _ ledger: Ledger, asOf: Day, leavesOut: ((Int) -> Bool)? = nil) {
    self.asOf = asOf
    (unit, currency, keys, marginSource) = (all.unit, all.currency, all.keys, all.marginSource)
    (start, day, net, margin, knownNet) = (all.start, all.day, all.net, all.margin, all.knownNet)
    whole = all.whole ?? Whole(all)
    firstOrder = all.firstOrder
    earliest = all.earliest
    wholeTime = all.wholeTime
    let limit = asOf.rawValue
    var end = all.end
    var latest = all.latest
    var netToDate = all.netToDate
    var marginToDate = all.marginToDate
    var knownNetToDate = all.knownNetToDate
    var count = all.count
    let hasMargin = !marginToDate.isEmpty
    let isMixed = !knownNetToDate.isEmpty
    if asOf < all.asOf {
      all.net.withReader { net in
        all.margin.withReader { margin in
          // Whose latest purchase is early enough keeps everything: nearly always nearly everybody.
          for customer in latest.indices where latest[customer] > limit {
            let first = all.start[customer]
            var position = end[customer]
            while position > first, all.day[Int(position) - 1] > limit {
              position -= 1
              netToDate[customer] &-= net[Int(position)]
              if hasMargin { marginToDate[customer] &-= margin[Int(position)] }
              if isMixed { knownNetToDate[customer] &-= all.knownNet[Int(position)] }
            }
            count -= Int(end[customer] - position)
            end[customer] = position
            latest[customer] = position > first ? all.day[Int(position) - 1] : PurchaseHistory.never
          }
        }
      }
    }
    var adjustments = all.adjustments
    if asOf < all.asOf {
      adjustments.removeAll { adjustment in
        guard adjustment.day > limit else { return false }
        netToDate[Int(adjustment.customer)] &-= adjustment.net
        if hasMargin { marginToDate[Int(adjustment.customer)] &-= adjustment.margin }
        if isMixed { knownNetToDate[Int(adjustment.customer)] &-= adjustment.knownNet }
        return true
      }
    }
    var leftOut = all.leftOut
    var present = firstOrder.reduce(0) { $0 + ($1 <= limit ? 1 : 0) }
    for customer in leavesOut == nil ? 0..<0 : end.indices where firstOrder[customer] <= limit {
      guard let leavesOut, leavesOut(customer) else { continue }
      present -= 1
      latest[customer] = PurchaseHistory.never
      leftOut.customers += 1
      leftOut.net += netToDate[customer]
      netToDate[customer] = 0
      if hasMargin { marginToDate[customer] = 0 }
      if isMixed { knownNetToDate[customer] = 0 }
      count -= Int(end[customer] - start[customer])
      end[customer] = start[customer]
    }
    var laterRefunds = all.laterRefunds
    if asOf < all.asOf { laterRefunds.removeAll { $0.orderDay > limit || $0.day > limit } }
    if let leavesOut {
      adjustments.removeAll { leavesOut(Int($0.customer)) }
      laterRefunds.removeAll { leavesOut(Int($0.customer)) }
    }
    self.laterRefunds = laterRefunds
    self.knownNetToDate = knownNetToDate
    self.end = end
    self.latest = latest
    self.netToDate = netToDate
    self.marginToDate = marginToDate
    self.adjustments = adjustments
    self.count = count
    self.present = present
    self.leftOut = leftOut
    firstDay = all.firstDay.flatMap { $0 <= asOf ? $0 : nil }
    (unidentifiedOrders, unidentifiedNet) = PurchaseHistory.unidentified(ledger, asOf: asOf)
  }

  /// The first and the last day of each customer's purchases.
  private static func ends(_ start: [UInt32], _ day: [Int32]) -> (first: [Int32], last: [Int32]) {
    let customers = max(0, start.count - 1)
    var first = [Int32](repeating: never, count: customers)
    var last = first
    for customer in 0..<customers where start[customer] < start[customer + 1] {
      first[customer] = day[Int(start[customer])]
      last[customer] = day[Int(start[customer + 1]) - 1]
    }
    return (first, last)
  }

  /// The refunds of orders that count which were made on another day than their order, by customer.
  private static func laterRefunds(_ ledger: Ledger) -> [LaterRefund] {
    let orders = ledger.orders
    var found: [LaterRefund] = []
    for row in 0..<ledger.refunds.count {
      let order = Int(ledger.refunds.order[row])
      guard orders.counts(order), orders.day[order] != ledger.refunds.day[row], ledger.refunds.amount[row] != 0,
        let customer = ledger.customer(of: order)
      else { continue }
      found.append(
        LaterRefund(
          customer: UInt32(customer), orderDay: orders.day[order], day: ledger.refunds.day[row],
          amount: ledger.refunds.amount[row]))
    }
    return found.sorted { ($0.customer, $0.orderDay, $0.day) < ($1.customer, $1.orderDay, $1.day) }
  }

  /// Valid orders without a customer up to a day, and the net of everything without a customer.
  private static func unidentified(_ ledger: Ledger, asOf: Day) -> (orders: Int, net: Int64) {
    var orders = 0
    var net: Int64 = 0
    for order in ledger.unidentifiedOrders where ledger.orders.day[order] <= asOf.rawValue {
      if ledger.orders.isPurchase(order) { orders += 1 }
      net += ledger.orders.net(order)
    }
    return (orders, net)
  }

  /// Number of known customers of the ledger, with or without a purchase.
  public var customers: Int { start.count }

  /// Positions of a customer's purchases, oldest first.
  @inlinable
  public func purchases(of customer: Int) -> Range<Int> { Int(start[customer])..<Int(end[customer]) }

  /// n_c: how many purchases a customer has made.
  @inlinable
  public func purchaseCount(of customer: Int) -> Int { Int(end[customer] - start[customer]) }

  /// Day of a customer's first purchase; `nil` for somebody who only appears with refunds or invalid orders.
  public func firstPurchase(of customer: Int) -> Day? {
    let range = purchases(of: customer)
    return range.isEmpty ? nil : Day(rawValue: day[range.lowerBound])
  }

  /// Day of a customer's latest purchase; `nil` for somebody who only appears with refunds or invalid orders.
  public func lastPurchase(of customer: Int) -> Day? {
    let range = purchases(of: customer)
    return range.isEmpty ? nil : Day(rawValue: day[range.upperBound - 1])
  }

  /// Whether any margin is known or assumed.
  public var hasMargin: Bool { marginSource.exists }

  /// Whether a customer has a margin: some of their net has a known cost, or an assumption fills what has none.
  public func hasMargin(of customer: Int) -> Bool { margin(of: customer) != nil }

  /// Margin of everything of a customer that counts, as far as costs are known; `nil` where nothing of theirs has one.
  public func margin(of customer: Int) -> Int64? {
    guard hasMargin else { return nil }
    let margin = marginToDate[customer]
    guard marginSource.hasGaps else { return margin }
    return MarginSource.exists(margin: margin, knownNet: knownNetToDate[customer], net: netToDate[customer])
      ? margin : nil
  }

  /// What a customer has brought: margin where any is known or assumed, else net; `nil` where margins are known, but
  /// nothing of theirs has one.
  public func worth(of customer: Int) -> Int64? { hasMargin ? margin(of: customer) : netToDate[customer] }

  /// Whether anybody's net may hold lines without a margin.
  var hasMarginGaps: Bool { marginSource.hasGaps }

  /// What has to be said beside margins of everybody: `cost known for 62% of net`; `nil` where the files know all costs.
  ///
  /// Complexity: O(customers) where only some costs are known.
  public var marginNote: String? {
    guard marginSource.isMixed else { return marginSource.note }
    return marginSource.note(known: knownNetToDate.reduce(0, &+), of: identifiedNet)
  }

  /// The same of one customer's margin.
  public func marginNote(of customer: Int) -> String? {
    guard marginSource.isMixed else { return marginSource.note }
    return marginSource.note(known: knownNetToDate[customer], of: netToDate[customer])
  }

  /// The gaps between purchase days; computed at first use and then shared by all copies of this history.
  public var gaps: PurchaseGaps {
    lazyGaps.value { whole.map { PurchaseGaps(self, from: $0.history) } ?? PurchaseGaps(self) }
  }

  /// What all orders of each person come to, also those after the as-of day; made once for all days of a ledger.
  func orderFacts(_ ledger: Ledger) -> OrderFacts {
    let whole = whole?.history ?? self
    return whole.lazyOrderFacts.value { OrderFacts(ledger, whole) }
  }

  private final class Whole: Sendable {
    let history: PurchaseHistory

    init(_ history: PurchaseHistory) { self.history = history }
  }

  /// What each person bought in a window; computed at first use and then shared by all copies of this history.
  func totals(_ window: Window) -> WindowTotals { windows.value(window) { WindowTotals(self, window) } }

  /// The rows of the totals of a window by falling net (or margin), ties by the other, the later purchase, the key.
  ///
  /// The order of DEFINITIONS B.6; computed at first use and then shared. Margin needs a cost.
  func ranking(_ window: Window, by measure: AnalyticsSettings.Measure) -> [UInt32] {
    rankings.value(RankingName(window: window, measure: measure)) {
      let totals = totals(window)
      let (first, second) = measure == .margin ? (totals.margin, totals.net) : (totals.net, totals.margin)
      let rows = Ranking.falling(by: first, then: second, lastDay: totals.lastDay, people: totals.people, names: keys)
      // Who has no margin has no place among margins.
      return measure == .margin && !totals.hasMargin.isEmpty ? rows.filter { totals.hasMargin[Int($0)] } : rows
    }
  }

  /// The amounts of a window by falling net (or margin); computed at first use and then shared.
  func falling(_ window: Window, by measure: AnalyticsSettings.Measure) -> [Int64] {
    amounts.value(RankingName(window: window, measure: measure)) {
      let totals = totals(window)
      let column = measure == .margin ? totals.margin : totals.net
      return Ranking.gather(column, ranking(window, by: measure))
    }
  }

  /// The Pareto line of a window; computed at first use and then shared.
  func pareto(_ window: Window, by measure: AnalyticsSettings.Measure) -> Pareto {
    lines.value(RankingName(window: window, measure: measure)) { Pareto(falling: falling(window, by: measure)) }
  }

  /// Everybody's discounts over the whole time of the ledger, computed once whatever the as-of day is.
  func discounts(_ ledger: Ledger) -> DiscountColumns? {
    wholeTime.discounts.value { DiscountColumns(ledger, unit: unit) }
  }

  /// What everybody paid for each product over the whole time of the ledger, computed once whatever the as-of day is.
  func prices(_ ledger: Ledger) -> PriceIndex { wholeTime.prices.value { PriceIndex(ledger) } }

  /// What does not depend on the as-of day, each computed at first use.
  private struct WholeTime: Sendable {
    let discounts = Once<DiscountColumns?>()
    let prices = Once<PriceIndex>()
  }

  private struct RankingName: Hashable {
    let window: Window
    let measure: AnalyticsSettings.Measure
  }

  /// The rhythm of the shop under a rule; computed at first use and then shared by all copies of this history.
  func rhythm(_ rule: ChurnRule) -> ShopRhythm { rhythms.value(rule) { ShopRhythm(self, rule) } }

  /// Who is in which cohort; computed at first use and then shared by all copies of this history.
  ///
  /// - Parameter calendar: Days from the first purchase to the as-of day, at least.
  func cohorts(
    _ ledger: Ledger, by: CohortKey, edgeDays: Int?, _ calendar: () -> CohortCalendar
  ) -> CohortMembership {
    memberships.value(CohortName(by: by, edgeDays: edgeDays)) {
      CohortMembership(self, ledger, by: by, edgeDays: edgeDays, calendar())
    }
  }

  private struct CohortName: Hashable {
    let by: CohortKey
    let edgeDays: Int?
  }

  /// Number of customers with at least one purchase; counted at first use and then shared.
  public var buyers: Int {
    lazyBuyers.value {
      latest.withUnsafeBufferPointer { latest in
        var buyers = 0
        for day in latest { buyers &+= day != PurchaseHistory.never ? 1 : 0 }
        return buyers
      }
    }
  }

  /// Net of all known people up to the as-of day. Complexity: O(customers).
  public var identifiedNet: Int64 { netToDate.reduce(0, +) }

  /// Share of the net that belongs to nobody known; `nil` where the shop has no positive net.
  public var unidentifiedShare: Double? {
    let total = identifiedNet + unidentifiedNet
    return total > 0 ? Double(unidentifiedNet) / Double(total) : nil
  }

  /// Days from the first purchase to the as-of day, both counted; 0 without purchases.
  public var span: Int { firstDay.map { max(0, asOf - $0 + 1) } ?? 0 }

  /// The plain line of DEFINITIONS part E for a shop with fewer than 50 buyers or 90 days; `nil` for all others.
  public var sketchNote: String? {
    let people = buyers
    guard people < 50 || span < 90 else { return nil }
    return "only \(counted(people, "customer")), \(counted(span, "day")): treat as a sketch"
  }
}

/// A count with its noun: `1 customer`, `2,016 customers`.
func counted(_ count: Int, _ noun: String) -> String { Digits.grouped(count) + " " + noun + (count == 1 ? "" : "s") }
