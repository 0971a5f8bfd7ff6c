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

  /// Where each customer's purchases begin, and after the last where they end: `customers + 1` positions.
  public let start: [UInt32]
  /// Day of each purchase.
  public let day: [Int32]
  /// Net of each purchase, above zero.
  public let net: MoneyColumn
  /// Margin of each purchase; empty where no cost is known.
  public let margin: MoneyColumn
  /// Valid orders of each customer; several of one day are one purchase.
  public let orderCount: [UInt32]
  /// Net of everything of each customer that counts, adjustments included.
  public let netToDate: [Int64]
  /// Margin of everything of each customer that counts; empty where no cost is known.
  public let marginToDate: [Int64]
  /// What counts without being a purchase, in the order of the customers.
  public let adjustments: [Adjustment]

  /// Valid orders without a customer up to the as-of day.
  public let unidentifiedOrders: Int
  /// Net of everything without a customer up to the as-of day.
  public let unidentifiedNet: Int64
  /// Day of the first purchase of anybody known, `nil` where there is none.
  public let firstDay: Day?

  private let lazyGaps = Once<PurchaseGaps>()

  /// An amount that counts for a person without being a purchase.
  public struct Adjustment: Hashable, Sendable {
    /// The customer.
    public let customer: UInt32
    /// The day on which it counts.
    public let day: Int32
    /// What it adds to net, usually below zero.
    public let net: Int64
    /// What it adds to margin.
    public let margin: Int64
  }

  /// The history of a ledger's known people as of the question's day.
  public init(_ ledger: Ledger, _ question: Question) {
    asOf = question.asOf
    unit = question.settings.purchaseUnit
    currency = ledger.currency
    keys = ledger.customers.key
    marginSource = MarginSource(ledger, question.settings)
    let scan = PurchaseScan(ledger, asOf: asOf.rawValue, unit: unit, margins: marginSource)
    start = scan.start
    day = scan.day
    net = scan.net
    margin = scan.margin
    orderCount = scan.orderCount
    netToDate = scan.netToDate
    marginToDate = scan.marginToDate
    adjustments = scan.adjustments
    firstDay = scan.firstDay.map { Day(rawValue: $0) }
    var orders = 0
    var unidentified: Int64 = 0
    for order in ledger.unidentifiedOrders where ledger.orders.day[order] <= question.asOf.rawValue {
      if ledger.orders.isPurchase(order) { orders += 1 }
      unidentified += ledger.orders.net(order)
    }
    present = (0..<ledger.customers.count).count { customer in
      ledger.orders.day[ledger.orders(of: customer).lowerBound] <= question.asOf.rawValue
    }
    unidentifiedOrders = orders
    unidentifiedNet = unidentified
  }

  /// Known customers with an order of any kind up to the as-of day.
  public let present: Int

  /// Number of known customers of the ledger, with or without a purchase.
  public var customers: Int { max(0, start.count - 1) }

  /// Number of purchases of all known people.
  public var count: Int { day.count }

  /// Positions of a customer's purchases, oldest first.
  @inlinable
  public func purchases(of customer: Int) -> Range<Int> { Int(start[customer])..<Int(start[customer + 1]) }

  /// n_c: how many purchases a customer has made.
  @inlinable
  public func purchaseCount(of customer: Int) -> Int { Int(start[customer + 1] - start[customer]) }

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

  /// Whether margins are known or assumed.
  public var hasMargin: Bool { marginSource != .unknown }

  /// The gaps between purchase days; computed at first use and then shared by all copies of this history.
  public var gaps: PurchaseGaps { lazyGaps.value { PurchaseGaps(self) } }

  /// Number of customers with at least one purchase. Complexity: O(customers).
  public var buyers: Int {
    var buyers = 0
    for customer in 0..<customers where start[customer] != start[customer + 1] { buyers += 1 }
    return buyers
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
