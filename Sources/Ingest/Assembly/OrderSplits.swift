import Ledger

/// Order numbers that a customer has twice, so far apart in time that they are two orders: receipts that begin again
/// with the year, or with another till.
struct OrderSplits {
  /// How many orders have the number of an earlier one of the same customer.
  private var count = 0
  /// Some of those numbers.
  private var examples: [UInt64] = []

  /// Days between two rows of one number from which on they are two orders.
  ///
  /// The rows of an order carry the order's day; later rows are refunds, which are told apart by their sign.
  static let days = 30

  init() {}

  /// All splits of the partitions.
  init(_ arranged: UnsafeMutablePointer<PartitionArrangement>, partitions: Int) {
    for partition in 0...partitions {
      count += arranged[partition].splits.count
      examples += arranged[partition].splits.examples.prefix(3)
    }
  }

  /// Whether two moments, the first not the later one, are too far apart for one order.
  static func areApart(_ first: Int64, _ second: Int64) -> Bool {
    LatestTexts.day(ofMoment: second) - LatestTexts.day(ofMoment: first) > days
  }

  /// Whether an order number holds the year in which both moments lie: such numbers do not begin again within it.
  ///
  /// Called for the few pairs that are apart.
  static func namesYear(
    _ id: UInt64, _ first: Int64, _ second: Int64, _ readers: UnsafeMutablePointer<RowReader>
  ) -> Bool {
    guard OrderNumber.isText(id) else { return false }
    let years = [first, second].map {
      Day(rawValue: Int32(truncatingIfNeeded: LatestTexts.day(ofMoment: $0))).fields.year
    }
    guard years[0] == years[1] else { return false }
    return readers[OrderNumber.thread(id)].orderTexts[OrderNumber.position(id)].string.contains(String(years[0]))
  }

  /// Notes an order with a number that an earlier one has.
  mutating func note(_ id: UInt64) {
    count += 1
    if examples.count < 3 { examples.append(id) }
  }

  /// A sentence for the report, where there is something to say.
  func remarks(_ readers: UnsafeMutablePointer<RowReader>) -> [String] {
    guard count > 0 else { return [] }
    let names = examples.prefix(3).map { id in
      OrderNumber.isText(id)
        ? readers[OrderNumber.thread(id)].orderTexts[OrderNumber.position(id)].string : String(id)
    }
    return [
      "\(Digits.grouped(count)) \(count == 1 ? "order has" : "orders have") the number of an earlier order of the same "
        + "customer, more than \(OrderSplits.days) days before (such as \(names.joined(separator: ", "))): they are "
        + "orders of their own."
    ]
  }
}
