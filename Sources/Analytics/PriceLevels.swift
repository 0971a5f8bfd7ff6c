import Ledger

/// What others paid for the same product about the same time: the price ratio of DEFINITIONS B.9.
///
/// Paid is (gross − discount) per piece of a line of a valid order up to the as-of day, before refunds. A line's level
/// is the median of what everybody paid per piece for the product within 45 days before or after, the line itself
/// included. The ratio of a person is Σ paid ÷ Σ pieces × level over their lines: 0.85 is 15 % below the usual price.
///
/// The index is one pass over the lines. A ratio looks at the latest 60 lines of a person and at 301 prices per line,
/// evenly spread over the 91 days where there are more: the work for a row of a list has a bound.
/// Complexity: O(lines) once, 8 bytes per line; then O(1) per person.
public struct PriceLevels: Sendable {
  /// Days before and after a line in which prices are compared.
  public static let reach: Int32 = 45
  private static let linesLookedAt = 60
  private static let pricesLookedAt = 301

  private let ledger: Ledger
  private let asOf: Int32
  /// Where each product's lines begin in `lines`, and after the last where they end.
  private let start: [UInt32]
  /// Lines by product, and by day within a product.
  private let lines: [UInt32]
  /// The days of `lines`.
  private let days: [Int32]

  /// The prices of a ledger up to a day.
  public init(_ ledger: Ledger, asOf: Day) {
    self.ledger = ledger
    self.asOf = asOf.rawValue
    let orders = ledger.orders
    let products = ledger.products.count
    // First by day: orders by counting, then their lines by product, which keeps the order of the days.
    let low = orders.day.min() ?? 0
    var places = [UInt32](repeating: 0, count: Int((orders.day.max() ?? 0) - low) + 2)
    for day in orders.day { places[Int(day - low) + 1] += 1 }
    for place in places.indices.dropFirst() { places[place] += places[place - 1] }
    var byDay = [UInt32](repeating: 0, count: orders.count)
    for (order, day) in orders.day.enumerated() {
      byDay[Int(places[Int(day - low)])] = UInt32(order)
      places[Int(day - low)] += 1
    }
    var start = [UInt32](repeating: 0, count: products + 1)
    let limit = asOf.rawValue
    let table = ledger.lines
    func isPriced(_ line: Int) -> Bool { table.product[line] > 0 && table.quantity[line] > 0 && table.gross[line] > 0 }
    func isBought(_ order: Int) -> Bool {
      orders.status[order] == OrderStatus.valid.rawValue && orders.day[order] <= limit
    }
    let known = table.count
    for order in 0..<orders.count where isBought(order) {
      for line in orders.lines(of: order) where line < known && isPriced(line) {
        start[Int(table.product[line]) + 1] += 1
      }
    }
    for product in start.indices.dropFirst() { start[product] += start[product - 1] }
    var next = start
    let count = Int(start.last ?? 0)
    var lines = [UInt32](repeating: 0, count: count)
    var days = [Int32](repeating: 0, count: count)
    for order in byDay where isBought(Int(order)) {
      for line in orders.lines(of: Int(order)) where line < known && isPriced(line) {
        let product = Int(table.product[line])
        lines[Int(next[product])] = UInt32(line)
        days[Int(next[product])] = orders.day[Int(order)]
        next[product] += 1
      }
    }
    self.start = start
    self.lines = lines
    self.days = days
  }

  /// What a customer paid ÷ what the same pieces cost at the usual price; `nil` where no line names a product and pieces.
  public func ratio(of customer: Int) -> Double? {
    let table = ledger.lines
    var paid = 0.0
    var usual = 0.0
    var looked = 0
    for order in ledger.orders(of: customer).reversed() {
      let day = ledger.orders.day[order]
      guard day <= asOf, ledger.orders.status[order] == OrderStatus.valid.rawValue else { continue }
      for line in ledger.orders.lines(of: order) where line < table.count && looked < PriceLevels.linesLookedAt {
        guard table.product[line] > 0, table.quantity[line] > 0, table.gross[line] > 0 else { continue }
        looked += 1
        paid += Double(table.gross[line] - table.discount[line])
        usual += Double(table.quantity[line]) * level(of: Int(table.product[line]), on: day)
      }
    }
    return usual > 0 ? paid / usual : nil
  }

  /// The median paid per piece of a product around a day, in minor units.
  private func level(of product: Int, on day: Int32) -> Double {
    let range = Int(start[product])..<Int(start[product + 1])
    let from = first(in: range) { $0 >= day - PriceLevels.reach }
    let to = first(in: range) { $0 > day + PriceLevels.reach }
    guard from < to else { return 0 }
    let count = min(to - from, PriceLevels.pricesLookedAt)
    var prices = (0..<count).map { index -> Double in
      let line = Int(lines[from + index * (to - from) / count])
      return Double(ledger.lines.gross[line] - ledger.lines.discount[line]) / Double(ledger.lines.quantity[line])
    }
    prices.sort()
    return (prices[(count - 1) / 2] + prices[count / 2]) / 2
  }

  /// The first position of a range whose day passes, its end where none does; days rise.
  private func first(in range: Range<Int>, where passes: (Int32) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if passes(days[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
