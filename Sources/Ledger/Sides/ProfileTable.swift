/// What a file of customers says about them, one row each.
public struct ProfileTable: Sendable {
  /// Whether somebody may be written to.
  public enum Consent: UInt8, Sendable {
    /// The file does not say.
    case unknown = 0
    /// Yes.
    case yes = 1
    /// No: out of every list of people to contact.
    case no = 2
  }

  /// The customer; people without orders are strangers.
  public let customer: LinkColumn
  /// Names; absent columns are empty.
  public let name, email, phone: TextColumn
  /// Province or state, city, country, channel of acquisition, words about the customer as they stand in the file.
  public let region, city, country, channel, tags: CategoryColumn
  /// Day of registration; `Sides.noDay` where not given.
  public let since: [Int32]
  /// Day of birth; `Sides.noDay` where not given.
  public let birthday: [Int32]
  /// `Consent` by raw value; empty where the file has no such column.
  public let consent: [UInt8]
  private let rowOfCustomer: [Int32]

  /// A table over columns of the same length. Of several rows about one customer the last counts.
  public init(
    customer: LinkColumn, name: TextColumn = .empty, email: TextColumn = .empty, phone: TextColumn = .empty,
    region: CategoryColumn = .empty, city: CategoryColumn = .empty, country: CategoryColumn = .empty,
    channel: CategoryColumn = .empty, tags: CategoryColumn = .empty, since: [Int32] = [], birthday: [Int32] = [],
    consent: [UInt8] = []
  ) {
    self.customer = customer
    (self.name, self.email, self.phone) = (name, email, phone)
    (self.region, self.city, self.country, self.channel, self.tags) = (region, city, country, channel, tags)
    (self.since, self.birthday, self.consent) = (since, birthday, consent)
    var rows = [Int32](repeating: -1, count: max(0, Int(customer.codes.max() ?? -1) + 1))
    for (row, code) in customer.codes.enumerated() where code >= 0 { rows[Int(code)] = Int32(row) }
    rowOfCustomer = rows
  }

  /// Number of rows.
  public var count: Int { customer.codes.count }

  /// The row about a customer of the ledger.
  public func row(of customer: Int) -> Int? {
    customer < rowOfCustomer.count && rowOfCustomer[customer] >= 0 ? Int(rowOfCustomer[customer]) : nil
  }

  /// Whether a customer of the ledger may be written to.
  public func consent(of customer: Int) -> Consent {
    guard let row = row(of: customer), row < consent.count else { return .unknown }
    return Consent(rawValue: consent[row]) ?? .unknown
  }
}

/// What a file of products says about them, one row each.
public struct ProductFactTable: Sendable {
  /// The product; those that were never sold are strangers.
  public let product: LinkColumn
  /// Names.
  public let name: TextColumn
  /// Categories.
  public let category: CategoryColumn
  /// List price of one piece, in major units of the ledger's currency.
  public let price: DecimalColumn
  /// Cost of one piece, in major units of the ledger's currency.
  public let cost: DecimalColumn
  private let rowOfProduct: [Int32]

  /// A table over columns of the same length. Of several rows about one product the last counts.
  public init(
    product: LinkColumn, name: TextColumn = .empty, category: CategoryColumn = .empty, price: DecimalColumn = .empty,
    cost: DecimalColumn = .empty
  ) {
    self.product = product
    (self.name, self.category, self.price, self.cost) = (name, category, price, cost)
    var rows = [Int32](repeating: -1, count: max(0, Int(product.codes.max() ?? -1) + 1))
    for (row, code) in product.codes.enumerated() where code >= 0 { rows[Int(code)] = Int32(row) }
    rowOfProduct = rows
  }

  /// Number of rows.
  public var count: Int { product.codes.count }

  /// The row about a product of the ledger.
  public func row(of product: Int) -> Int? {
    product < rowOfProduct.count && rowOfProduct[product] >= 0 ? Int(rowOfProduct[product]) : nil
  }
}

/// Costs by date, by product and then by day.
public struct CostTable: Sendable {
  /// The product whose piece costs so much from that day on; not given for costs of the shop as a whole.
  public let product: LinkColumn
  /// Day from which the cost holds, or of the shop's cost; ``always`` where the file gives no day.
  public let day: [Int32]
  /// The day of a cost that holds from the beginning.
  public static let always = Int32.min
  /// Cost of one piece, or of the shop, in major units of the ledger's currency.
  public let amount: DecimalColumn
  private let starts: [UInt32]

  /// A table of these rows, in any order; of several rows about one product and day the last counts.
  public init(product: LinkColumn, day: [Int32], amount: [ExactDecimal], productCount: Int) {
    let order = LinkColumn.order(product, count: productCount, day: day, second: [])
    self.product = product.arranged(order)
    self.day = order.map { day[$0] }
    self.amount = DecimalColumn(order.map { amount[$0] })
    starts = LinkColumn.starts(product.codes, count: productCount)
  }

  /// Number of rows.
  public var count: Int { day.count }

  /// Cost of one piece on a day: the latest at or before it; `nil` before the first. Complexity: O(log rows).
  public func unitCost(of product: Int, on day: Int32) -> ExactDecimal? {
    guard product + 1 < starts.count else { return nil }
    var low = Int(starts[product])
    let first = low
    var high = Int(starts[product + 1])
    while low < high {
      let middle = (low + high) / 2
      if self.day[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low > first ? amount[low - 1] : nil
  }
}
