/// The known customers of a ledger, one row each.
public struct CustomerTable: Sendable {
  /// Where each customer's orders begin, and after the last where they end: `count + 1` positions.
  public let orderStart: [UInt32]
  /// What identifies a customer: the account, else the e-mail address, else the phone number.
  ///
  /// Of a person with several, the first by kind, then by text. Accounts as written, e-mail in lower case, phones as
  /// `IdentityTable` has them where rows were compared.
  public let key: TextColumn
  /// Name as it was last written; empty texts where not given.
  public let name: TextColumn
  /// E-mail address as it was last written.
  public let email: TextColumn
  /// Phone number as it was last written; `'` and spaces removed.
  public let phone: TextColumn
  /// Region (province, state or, where the file has only that, country) of the latest order.
  public let region: CategoryColumn
  /// City of the latest order.
  public let city: CategoryColumn
  /// Country of the latest order.
  public let country: CategoryColumn
  /// Sales channel of the first order.
  public let channel: CategoryColumn

  /// A table over columns of the same length; absent columns are empty.
  public init(
    orderStart: [UInt32] = [0], key: TextColumn = .empty, name: TextColumn = .empty, email: TextColumn = .empty,
    phone: TextColumn = .empty, region: CategoryColumn = .empty, city: CategoryColumn = .empty,
    country: CategoryColumn = .empty, channel: CategoryColumn = .empty
  ) {
    self.orderStart = orderStart
    self.key = key
    self.name = name
    self.email = email
    self.phone = phone
    self.region = region
    self.city = city
    self.country = country
    self.channel = channel
  }

  /// Number of known customers.
  @inlinable
  public var count: Int { max(0, orderStart.count - 1) }

  /// The name where there is one, else the key.
  public func label(_ customer: Int) -> String {
    let name = name[customer]
    return name.isEmpty ? key[customer] : name
  }

  /// The narrowest place known: region, else country, else empty.
  public func place(_ customer: Int) -> String {
    let region = region[customer]
    return region.isEmpty ? country[customer] : region
  }
}

/// What may be counted of an order.
public enum OrderStatus: UInt8, Sendable, CaseIterable {
  /// Paid, or of a file that has no status: counts where its net goods value is positive.
  case valid = 0
  /// Cancelled, voided, failed or closed (交易关闭): counts nowhere.
  case cancelled = 1
  /// Not (yet) paid: counts nowhere.
  case unpaid = 2
  /// A refund that could not be matched to an earlier order: reduces net on its own day, is no purchase.
  case refundOnly = 3
}

/// The orders of a ledger, one row each.
public struct OrderTable: Sendable {
  /// Order number as written in the file; absent where the file has none.
  public let id: IdentifierColumn
  /// Local day of the order.
  public let day: [Int32]
  /// Seconds since local midnight; empty where no file gives a time.
  public let second: [Int32]
  /// What may be counted.
  public let status: [UInt8]
  /// Where each order's lines begin, and after the last where they end: `count + 1` positions.
  public let lineStart: [UInt32]
  /// Σ quantity × unit price, in minor units.
  public let gross: MoneyColumn
  /// Σ line discounts and the order's discount, in minor units, positive.
  public let discount: MoneyColumn
  /// Σ goods refunds that belong to the order, in minor units, positive.
  public let refund: MoneyColumn
  /// Tax, where a file gives it; not part of net.
  public let tax: MoneyColumn
  /// Shipping paid by the customer, where a file gives it; not part of net.
  public let shipping: MoneyColumn
  /// Region of delivery.
  public let region: CategoryColumn
  /// Sales channel.
  public let channel: CategoryColumn
  /// Coupon or discount code.
  public let coupon: CategoryColumn

  /// A table over columns of the same length; absent columns are empty.
  public init(
    id: IdentifierColumn = .empty, day: [Int32] = [], second: [Int32] = [], status: [UInt8] = [],
    lineStart: [UInt32] = [0], gross: MoneyColumn = .zeros(count: 0), discount: MoneyColumn = .zeros(count: 0),
    refund: MoneyColumn = .zeros(count: 0), tax: MoneyColumn = .zeros(count: 0),
    shipping: MoneyColumn = .zeros(count: 0), region: CategoryColumn = .empty, channel: CategoryColumn = .empty,
    coupon: CategoryColumn = .empty
  ) {
    self.id = id
    self.day = day
    self.second = second
    self.status = status
    self.lineStart = lineStart
    self.gross = gross
    self.discount = discount
    self.refund = refund
    self.tax = tax
    self.shipping = shipping
    self.region = region
    self.channel = channel
    self.coupon = coupon
  }

  /// Number of orders.
  @inlinable
  public var count: Int { day.count }

  /// The one definition of net revenue: gross − discounts − refunds, in minor units; 0 for an order that may not count.
  ///
  /// Shipping, tax, tips and gift cards are no part of it (DEFINITIONS, part A, "net revenue").
  @inlinable
  public func net(_ order: Int) -> Int64 {
    counts(order) ? gross[order] - discount[order] - refund[order] : 0
  }

  /// Whether the order's amounts count at all: not cancelled and not unpaid.
  @inlinable
  public func counts(_ order: Int) -> Bool {
    status[order] == OrderStatus.valid.rawValue || status[order] == OrderStatus.refundOnly.rawValue
  }

  /// Whether the order is a valid order of DEFINITIONS part A: paid, not cancelled, net goods > 0.
  ///
  /// A fully refunded order and one of value zero are none: they stay in the list and count 0 to F and M.
  @inlinable
  public func isPurchase(_ order: Int) -> Bool {
    status[order] == OrderStatus.valid.rawValue && gross[order] - discount[order] - refund[order] > 0
  }

  /// Positions of an order's lines.
  @inlinable
  public func lines(of order: Int) -> Range<Int> { Int(lineStart[order])..<Int(lineStart[order + 1]) }

  /// The order's day.
  @inlinable
  public func date(_ order: Int) -> Day { Day(rawValue: day[order]) }
}

/// The lines of a ledger's orders, one row each.
public struct LineTable: Sendable {
  /// Position in the product table; 0 is "no product given".
  public let product: [UInt32]
  /// Pieces; negative only in a refund that could not be matched.
  public let quantity: [Int32]
  /// quantity × unit price, rounded half away from zero, in minor units; 0 in a refund that could not be matched.
  public let gross: MoneyColumn
  /// The line's discount and its share of the order's, in minor units, positive.
  public let discount: MoneyColumn
  /// Refunds that belong to the line, in minor units, positive.
  public let refund: MoneyColumn
  /// Cost of the goods of the whole line, in minor units; 0 where it is not known, see ``knowsCost(_:)``.
  public let cost: MoneyColumn
  /// Whether the ledger knows the cost of any line.
  public let hasCost: Bool
  /// Per line whether its cost is known; empty where all are (``hasCost``) or none is.
  public let isCostKnown: [Bool]

  /// A table over columns of the same length.
  public init(
    product: [UInt32] = [], quantity: [Int32] = [], gross: MoneyColumn = .zeros(count: 0),
    discount: MoneyColumn = .zeros(count: 0), refund: MoneyColumn = .zeros(count: 0),
    cost: MoneyColumn = .zeros(count: 0), hasCost: Bool = false, isCostKnown: [Bool] = []
  ) {
    self.product = product
    self.quantity = quantity
    self.gross = gross
    self.discount = discount
    self.refund = refund
    self.cost = cost
    self.hasCost = hasCost
    self.isCostKnown = hasCost && isCostKnown.contains(false) ? isCostKnown : []
  }

  /// Whether the cost of a line is known, be it 0.
  @inlinable
  public func knowsCost(_ line: Int) -> Bool { hasCost && (isCostKnown.isEmpty || isCostKnown[line]) }

  /// Number of lines.
  public var count: Int { product.count }

  /// gross − discount − refund of a line, in minor units, whatever the order's status.
  public func net(_ line: Int) -> Int64 { gross[line] - discount[line] - refund[line] }
}

/// The products of a ledger, one row each; row 0 stands for "no product given".
public struct ProductTable: Sendable {
  /// Stock-keeping unit, or the product's name where the file gives no number.
  public let sku: TextColumn
  /// Name as it was first written.
  public let name: TextColumn
  /// Category; empty where not given.
  public let category: CategoryColumn

  /// A table over columns of the same length.
  public init(
    sku: TextColumn = TextColumn([""]), name: TextColumn = TextColumn([""]), category: CategoryColumn = .empty
  ) {
    self.sku = sku
    self.name = name
    self.category = category
  }

  /// Number of products, row 0 included.
  public var count: Int { sku.count }

  /// The name where there is one, else the number.
  public func label(_ product: Int) -> String {
    let name = name[product]
    return name.isEmpty ? sku[product] : name
  }
}

/// Refund rows that were matched to the order they belong to, in no particular order.
public struct RefundTable: Sendable {
  /// The order that the refund belongs to.
  public let order: [UInt32]
  /// The line that the refund belongs to.
  public let line: [UInt32]
  /// The day on which the refund was made.
  public let day: [Int32]
  /// Amount in minor units, positive.
  public let amount: [Int64]
  /// Pieces given back, positive; 0 for a refund of money alone.
  public let quantity: [Int32]
  /// The number of the refund's own document, where it has one.
  public let id: IdentifierColumn

  /// A table over columns of the same length.
  public init(
    order: [UInt32] = [], line: [UInt32] = [], day: [Int32] = [], amount: [Int64] = [], quantity: [Int32] = [],
    id: IdentifierColumn = .empty
  ) {
    self.order = order
    self.line = line
    self.day = day
    self.amount = amount
    self.quantity = quantity
    self.id = id
  }

  /// Number of matched refunds.
  public var count: Int { order.count }
}
