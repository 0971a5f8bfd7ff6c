/// What somebody did on a page.
public enum VisitEvent: UInt8, Sendable, CaseIterable {
  /// Looked at it.
  case view = 0
  /// Put the product into the cart.
  case cart = 1
  /// Marked the product.
  case favourite = 2
  /// Bought.
  case buy = 3
  /// Took the product out of the cart.
  case uncart = 4
  /// Something that is none of these.
  case other = 5
}

/// Pages that people saw, customer by customer in time order; strangers and anonymous visits follow.
public struct VisitTable: Sendable {
  /// The customer; people without orders are strangers, anonymous visits are not given.
  public let customer: LinkColumn
  /// Local day.
  public let day: [Int32]
  /// Seconds since local midnight, -1 where no time is given.
  public let second: [Int32]
  /// Number of the visit, 0 where not given; empty where the file has no such column.
  public let session: [UInt32]
  /// The page.
  public let page: CategoryColumn
  /// The product; those that were never sold are strangers.
  public let product: LinkColumn
  /// Seconds spent, -1 where not given; empty where the file has no such column.
  public let seconds: [Int32]
  /// `VisitEvent` by raw value; empty where every row is a view.
  public let event: [UInt8]
  private let starts: [UInt32]

  /// A table of these rows, in any order; columns of the same length, absent ones empty.
  ///
  /// Complexity: O(rows + customers), and a sort of each customer's own rows.
  public init(
    customer: LinkColumn, day: [Int32], second: [Int32], session: [UInt32] = [], page: CategoryColumn = .empty,
    product: LinkColumn = .empty, seconds: [Int32] = [], event: [UInt8] = [], customerCount: Int
  ) {
    let order = LinkColumn.order(customer, count: customerCount, day: day, second: second)
    starts = LinkColumn.starts(customer.codes, count: customerCount)
    let isSorted = order.indices.allSatisfy { order[$0] == $0 }
    func arranged<Element>(_ column: [Element]) -> [Element] {
      column.isEmpty || isSorted ? column : order.map { column[$0] }
    }
    self.customer = isSorted ? customer : customer.arranged(order)
    self.day = arranged(day)
    self.second = arranged(second)
    self.session = arranged(session)
    self.page = isSorted ? page : CategoryColumn(names: page.names, codes: arranged(page.codes))
    self.product = isSorted ? product : product.arranged(order)
    self.seconds = arranged(seconds)
    self.event = arranged(event)
  }

  /// Number of rows.
  public var count: Int { day.count }

  /// The rows of a customer of the ledger, oldest first.
  public func rows(of customer: Int) -> Range<Int> {
    customer + 1 < starts.count ? Int(starts[customer])..<Int(starts[customer + 1]) : 0..<0
  }

  /// The rows of people who are no customers of the ledger, person by person and oldest first; those of nobody follow.
  public var rowsOfOthers: Range<Int> { Int(starts.last ?? 0)..<count }

  /// What was done.
  public func event(_ row: Int) -> VisitEvent {
    row < event.count ? VisitEvent(rawValue: event[row]) ?? .other : .view
  }
}

/// Questions that people asked, in the order of the file.
public struct EnquiryTable: Sendable {
  /// What was asked for.
  public enum Kind: UInt8, Sendable {
    /// When the product comes back.
    case restock = 0
    /// Something else.
    case other = 1
  }

  /// Who asked.
  public let customer: LinkColumn
  /// About which product.
  public let product: LinkColumn
  /// Local day.
  public let day: [Int32]
  /// Seconds since local midnight, -1 where no time is given.
  public let second: [Int32]
  /// `Kind` by raw value.
  public let kind: [UInt8]
  /// What was said.
  public let note: TextColumn

  /// A table over columns of the same length.
  public init(
    customer: LinkColumn, product: LinkColumn, day: [Int32], second: [Int32], kind: [UInt8], note: TextColumn = .empty
  ) {
    self.customer = customer
    self.product = product
    (self.day, self.second, self.kind, self.note) = (day, second, kind, note)
  }

  /// Number of rows.
  public var count: Int { day.count }
}

/// Stock levels, product by product in time order; products that were never sold follow.
public struct StockTable: Sendable {
  /// The product.
  public let product: LinkColumn
  /// Local day.
  public let day: [Int32]
  /// Seconds since local midnight, -1 where no time is given.
  public let second: [Int32]
  /// Pieces in stock from then on; may be negative where more was sold than there was.
  public let level: [Int32]
  private let starts: [UInt32]

  /// A table of these rows, in any order.
  public init(product: LinkColumn, day: [Int32], second: [Int32], level: [Int32], productCount: Int) {
    let order = LinkColumn.order(product, count: productCount, day: day, second: second)
    starts = LinkColumn.starts(product.codes, count: productCount)
    self.product = product.arranged(order)
    self.day = order.map { day[$0] }
    self.second = order.map { second[$0] }
    self.level = order.map { level[$0] }
  }

  /// Number of rows.
  public var count: Int { day.count }

  /// The rows of a product of the ledger, oldest first.
  public func rows(of product: Int) -> Range<Int> {
    product + 1 < starts.count ? Int(starts[product])..<Int(starts[product + 1]) : 0..<0
  }
}
