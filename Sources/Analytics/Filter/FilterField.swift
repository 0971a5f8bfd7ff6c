import Ledger

/// What kind of figure a field holds, and so how it may be compared.
public enum FilterKind: String, Sendable, CaseIterable {
  /// A whole number of things.
  case count
  /// An amount in the ledger's currency.
  case money
  /// A share: `80%` or `0.8`.
  case ratio
  /// A number of days: `90` or `90d`.
  case days
  /// A day: `2011-06-01`, `2011-06`, `today - 90d`.
  case date
  /// A text; upper and lower case are the same.
  case text
  /// Yes or no.
  case flag
  /// Any other number.
  case number

  /// The kind with its article: `a whole number`.
  public var words: String {
    switch self {
    case .count: "a whole number"
    case .money: "an amount of money"
    case .ratio: "a share"
    case .days: "a number of days"
    case .date: "a date"
    case .text: "a text"
    case .flag: "yes or no"
    case .number: "a number"
    }
  }
}

/// The figure of one customer.
public enum FilterValue: Sendable, Hashable {
  /// Not known, or there is none.
  case none
  /// A whole number.
  case count(Int)
  /// Minor units of the ledger's currency.
  case money(Int64)
  /// A share, 1 is all.
  case ratio(Double)
  /// Days, possibly with a fraction.
  case days(Double)
  /// A day.
  case date(Day)
  /// A text.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// Any other number.
  case number(Double)
}

/// A figure of a customer that filters can ask for and lists can show.
public struct FilterField: Sendable {
  /// Name in filters and in files: `last_purchase`.
  public let id: String
  /// Head of a column: `Last purchase`.
  public let title: String
  /// What kind of figure it is.
  public let kind: FilterKind
  /// What it means, in a sentence without a full stop.
  public let meaning: String
  /// A filter that uses it.
  public let example: String
  /// The values that it can have, where they are fixed; empty otherwise.
  public let vocabulary: [String]
  /// Whether it can be asked of a window: `net(90d)`.
  public var takesWindow: Bool { windowed != nil }

  /// What a ledger must have, or `nil`: the field is missing for want of it.
  let lacks: @Sendable (Ledger, AnalyticsSettings) -> String?
  /// The figures of all customers.
  let column: @Sendable (FilterData) -> FilterColumn
  /// The figures of all customers over some days, all of them up to the as-of day.
  let windowed: (@Sendable (FilterData, ClosedRange<Int32>) -> FilterColumn)?

  init(
    _ id: String, _ title: String, _ kind: FilterKind, _ meaning: String, example: String, vocabulary: [String] = [],
    lacks: @escaping @Sendable (Ledger, AnalyticsSettings) -> String? = { _, _ in nil },
    windowed: (@Sendable (FilterData, ClosedRange<Int32>) -> FilterColumn)? = nil,
    column: @escaping @Sendable (FilterData) -> FilterColumn
  ) {
    (self.id, self.title, self.kind, self.meaning, self.example) = (id, title, kind, meaning, example)
    (self.vocabulary, self.lacks, self.windowed, self.column) = (vocabulary, lacks, windowed, column)
  }

  /// Every field, in the order in which they are offered.
  public static let all = who + money + purchases + standing + models + beside

  /// The field of a name, any case; `nil` where there is none.
  public static func named(_ id: String) -> FilterField? { byId[id.lowercased()] }

  private static let byId = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

  /// What a ledger has not got that the field needs, as a sentence; `nil` where the field can be asked for.
  public func missing(in ledger: Ledger, settings: AnalyticsSettings = .init()) -> String? { lacks(ledger, settings) }
}

/// Something that customers do, asked of their orders or visits one by one.
enum FilterFunction: String, Sendable, CaseIterable {
  case bought
  case returned
  case usedCoupon = "used_coupon"
  case visited

  /// What a ledger must have and has not; `nil` where the function can be asked.
  func missing(in ledger: Ledger, hasItems: Bool) -> String? {
    switch self {
    case .bought, .returned:
      return hasItems && ledger.products.count <= 1 ? "the orders name no products" : nil
    case .usedCoupon: return ledger.orders.coupon.isPresent ? nil : "the orders name no discount codes"
    case .visited: return ledger.sides.visits == nil ? Sides.missing(.visits) : nil
    }
  }
}
