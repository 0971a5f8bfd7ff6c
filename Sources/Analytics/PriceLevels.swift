import Ledger

/// What others paid for the same product about the same time: the price ratio of DEFINITIONS B.9.
///
/// Paid is (gross − discount) per piece of a line of a valid order up to the as-of day, before refunds. A line's level
/// is the median of what everybody paid per piece for the product within 45 days before or after, the line itself
/// included. The ratio of a person is Σ paid ÷ Σ pieces × level over their lines: 0.85 is 15 % below the usual price.
///
/// A ratio looks at the latest 60 lines of a person and at 301 prices per line, evenly spread over the 91 days where
/// there are more: the work for a row of a list has a bound. What everybody paid is indexed once for all as-of days.
public struct PriceLevels: Sendable {
  /// Days before and after a line in which prices are compared.
  public static let reach: Int32 = 45
  private static let linesLookedAt = 60
  private static let pricesLookedAt = 301

  private let ledger: Ledger
  private let asOf: Int32
  private let index: PriceIndex

  /// The prices of a ledger up to a day.
  public init(_ ledger: Ledger, asOf: Day) {
    self.ledger = ledger
    self.asOf = asOf.rawValue
    index = PriceIndex(ledger)
  }

  /// The prices up to the as-of day of a history; those of the whole time are shared with other days.
  public init(_ history: PurchaseHistory, _ ledger: Ledger) {
    self.ledger = ledger
    asOf = history.asOf.rawValue
    index = history.prices(ledger)
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
    let range = Int(index.start[product])..<Int(index.start[product + 1])
    // Prices after the as-of day do not exist yet.
    let last = min(day + PriceLevels.reach, asOf)
    let from = index.first(in: range) { $0 >= day - PriceLevels.reach }
    let to = index.first(in: range) { $0 > last }
    guard from < to else { return 0 }
    let count = min(to - from, PriceLevels.pricesLookedAt)
    var prices = (0..<count).map { index.price[from + $0 * (to - from) / count] }
    prices.sort()
    return (prices[(count - 1) / 2] + prices[count / 2]) / 2
  }
}

/// What everybody paid per piece, by product and by day within a product, over the whole time of a ledger.
///
/// Complexity: O(lines) once; 12 bytes per line.
struct PriceIndex: Sendable {
  /// Where each product's prices begin, and after the last where they end.
  let start: [UInt32]
  /// What was paid per piece, in minor units.
  let price: [Double]
  /// The days of `price`.
  let day: [Int32]

  init(_ ledger: Ledger) {
    let orders = ledger.orders
    let table = ledger.lines
    let known = table.count
    let low = orders.day.min() ?? 0
    // Lines by day, each with its day: within a day in the order of the file.
    var byDay: [UInt64] = []
    byDay.reserveCapacity(known)
    var start = [UInt32](repeating: 0, count: ledger.products.count + 1)
    for order in 0..<orders.count where orders.status[order] == OrderStatus.valid.rawValue {
      let day = UInt64(orders.day[order] - low) << 32
      for line in orders.lines(of: order) where line < known {
        let product = table.product[line]
        guard product > 0, table.quantity[line] > 0, table.gross[line] > 0 else { continue }
        start[Int(product) + 1] += 1
        byDay.append(day | UInt64(line))
      }
    }
    for product in start.indices.dropFirst() { start[product] += start[product - 1] }
    let span = UInt64((orders.day.max() ?? low) - low)
    Ranking.sort(&byDay, from: 32, to: 64 - span.leadingZeroBitCount + 32)
    var next = start
    let count = byDay.count
    var price = [Double](repeating: 0, count: count)
    var day = [Int32](repeating: 0, count: count)
    price.withUnsafeMutableBufferPointer { price in
      day.withUnsafeMutableBufferPointer { day in
        next.withUnsafeMutableBufferPointer { next in
          table.gross.withReader { gross in
            table.discount.withReader { discount in
              for entry in byDay {
                let line = Int(entry & 0xFFFF_FFFF)
                let product = Int(table.product[line])
                let place = Int(next[product])
                next[product] &+= 1
                price[place] = Double(gross[line] &- discount[line]) / Double(table.quantity[line])
                day[place] = low &+ Int32(truncatingIfNeeded: entry &>> 32)
              }
            }
          }
        }
      }
    }
    self.start = start
    self.price = price
    self.day = day
  }

  /// The first position of a range whose day passes, its end where none does; days rise.
  func first(in range: Range<Int>, where passes: (Int32) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if passes(day[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
