/// A shop's data: who bought what, when and for how much.
///
/// Immutable columns of fixed-width values. Customers are numbered from 0; the orders of a customer lie side by side in
/// time order, the lines of an order lie side by side, so that every per-customer figure is one sequential scan.
/// Orders that carry no customer key follow after the last customer's: see ``unidentifiedOrders``.
///
/// Money is in minor units of ``currency``: one ledger, one currency.
public struct Ledger: Sendable {
  /// The shop or file name that a person sees.
  public let name: String
  /// The currency of every amount.
  public let currency: Currency
  /// The known customers.
  public let customers: CustomerTable
  /// All orders, customer by customer in time order, the unidentified ones last.
  public let orders: OrderTable
  /// The lines of the orders, in the order of `orders`.
  public let lines: LineTable
  /// The products that lines refer to.
  public let products: ProductTable
  /// Refund rows that were matched to an earlier order; their amounts are already in the orders and lines.
  public let refunds: RefundTable
  /// Which records were taken for one person, and why.
  public let identities: IdentityTable
  /// What became of every row that was read.
  public let report: ImportReport
  /// What the shop knows besides its orders.
  public let sides: Sides
  /// The day of the earliest order, `nil` in an empty ledger.
  public let firstDay: Day?
  /// The day of the latest order: the default as-of day.
  public let lastDay: Day?

  /// A ledger of these tables. Complexity: O(orders) for the first and last day.
  public init(
    name: String, currency: Currency, customers: CustomerTable, orders: OrderTable, lines: LineTable,
    products: ProductTable, refunds: RefundTable = .init(), identities: IdentityTable = .init(), report: ImportReport,
    sides: Sides = .init()
  ) {
    self.name = name
    self.currency = currency
    self.customers = customers
    self.orders = orders
    self.lines = lines
    self.products = products
    self.refunds = refunds
    self.identities = identities
    self.report = report
    self.sides = sides
    var earliest = Int32.max
    var latest = Int32.min
    for day in orders.day {
      earliest = min(earliest, day)
      latest = max(latest, day)
    }
    firstDay = orders.day.isEmpty ? nil : Day(rawValue: earliest)
    lastDay = orders.day.isEmpty ? nil : Day(rawValue: latest)
  }

  /// A ledger without a single order.
  public static let empty = Ledger(
    name: "", currency: .unnamed, customers: .init(), orders: .init(), lines: .init(), products: .init(),
    report: .init())

  /// A ledger without orders, which yet knows what became of the files.
  public init(name: String, report: ImportReport) {
    self.init(
      name: name, currency: .unnamed, customers: .init(), orders: .init(), lines: .init(), products: .init(),
      report: report)
  }

  /// Positions of a customer's orders, oldest first.
  @inlinable
  public func orders(of customer: Int) -> Range<Int> {
    Int(customers.orderStart[customer])..<Int(customers.orderStart[customer + 1])
  }

  /// Positions of the orders that carry no customer key.
  public var unidentifiedOrders: Range<Int> {
    Int(customers.orderStart.last ?? 0)..<orders.count
  }

  /// The customer of an order, or `nil` for an unidentified one. Complexity: O(log customers).
  public func customer(of order: Int) -> Int? {
    guard order < unidentifiedOrders.lowerBound else { return nil }
    var low = 0
    var high = customers.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(customers.orderStart[middle]) <= order { low = middle } else { high = middle }
    }
    return low
  }

  /// An amount of this ledger's currency.
  public func money(_ minor: Int64) -> Money { Money(minor: minor, currency: currency) }
}
