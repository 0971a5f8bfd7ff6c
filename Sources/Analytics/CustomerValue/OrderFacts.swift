import Ledger

/// What all orders and purchases of each person come to, whatever the as-of day is.
///
/// Made once per ledger: for an as-of day only the people who ordered after it are counted again, see ``LateFacts``.
/// Complexity: O(orders + lines + purchases).
struct OrderFacts: Sendable {
  /// Day of everybody's latest order of any kind.
  let lastOrder: [Int32]
  /// Sum of the bad parts of orders.
  let bad: [Double]
  /// Orders that have a good or a bad part.
  let orders: [UInt32]
  /// Share of valid orders without a discount; not a number without a valid order.
  let fullPrice: [Float]
  /// Categories or products bought; empty where neither is known.
  let breadth: [UInt32]
  /// The largest breadth of anybody, 0 where none is known.
  let mostBreadth: UInt32
  /// Calendar months with a purchase.
  let activeMonths: [UInt32]
  /// Where everybody's purchases end, those counted here.
  let end: [UInt32]
  /// What breadth counts: `categories`, `products`; empty where neither is known.
  let breadthOf: String

  /// The facts of a ledger.
  ///
  /// - Parameter history: The purchases with the latest as-of day.
  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    let count = history.customers
    var lastOrder = [Int32](repeating: PurchaseHistory.never, count: count)
    var bad = [Double](repeating: 0, count: count)
    var orders = [UInt32](repeating: 0, count: count)
    var fullPrice = [Float](repeating: .nan, count: count)
    OrderReader.reading(ledger) { reader in
      for customer in 0..<count {
        let facts = reader.counts(of: customer, until: .max)
        lastOrder[customer] = reader.lastDay(of: customer)
        bad[customer] = facts.bad
        orders[customer] = facts.orders
        fullPrice[customer] = facts.fullPrice
      }
    }
    var breadth: [UInt32] = []
    var counter = BreadthCounter(ledger)
    if !counter.of.isEmpty {
      breadth = (0..<count).map { counter.count(of: $0, until: .max) }
    }
    let months = MonthTable(history)
    activeMonths = history.day.withUnsafeBufferPointer { day in
      (0..<count).map { months.active(day, Int(history.start[$0]), Int(history.end[$0])) }
    }
    self.lastOrder = lastOrder
    self.bad = bad
    self.orders = orders
    self.fullPrice = fullPrice
    self.breadth = breadth
    mostBreadth = breadth.max() ?? 0
    end = history.end
    breadthOf = counter.of
  }
}

/// The facts of one person as of a day.
struct PersonFacts {
  var bad: Double
  var orders: UInt32
  var fullPrice: Float
  var breadth: UInt32
  var activeMonths: UInt32
}

/// The facts of everybody as of a day: those of the whole ledger, and new ones for who ordered after the day.
struct LateFacts {
  /// The facts of the ledger.
  let whole: OrderFacts
  /// Customers whose own facts differ, rising, and one that is nobody.
  private(set) var people: [Int] = []
  /// Their facts.
  private(set) var facts: [PersonFacts] = []
  /// The bad parts of the orders of people without a purchase, and how many orders these are.
  private(set) var others = (bad: 0.0, orders: 0)

  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    let whole = history.orderFacts(ledger)
    self.whole = whole
    let asOf = history.asOf.rawValue
    var late: [Int] = []
    whole.lastOrder.withUnsafeBufferPointer { lastOrder in
      history.latest.withUnsafeBufferPointer { latest in
        for customer in 0..<latest.count where lastOrder[customer] > asOf && latest[customer] != PurchaseHistory.never {
          late.append(customer)
        }
      }
    }
    var facts: [PersonFacts] = []
    facts.reserveCapacity(late.count)
    let months = late.isEmpty ? nil : MonthTable(history)
    var counter = late.isEmpty ? nil : BreadthCounter(ledger)
    var others = others
    OrderReader.reading(ledger) { reader in
      // Who only cancelled belongs to the shop's mean; who is left out on purpose has bought, and does not.
      for customer in whole.orders.indices
      where whole.orders[customer] > 0 && history.latest[customer] == PurchaseHistory.never
        && (history.earliest[customer] == PurchaseHistory.never || history.earliest[customer] > asOf)
      {
        guard whole.lastOrder[customer] > asOf else {
          others.bad += whole.bad[customer]
          others.orders += Int(whole.orders[customer])
          continue
        }
        let counts = reader.counts(of: customer, until: asOf)
        others.bad += counts.bad
        others.orders += Int(counts.orders)
      }
      history.day.withUnsafeBufferPointer { day in
        for customer in late {
          let counts = reader.counts(of: customer, until: asOf)
          let (start, end) = (Int(history.start[customer]), history.end[customer])
          facts.append(
            PersonFacts(
              bad: counts.bad, orders: counts.orders, fullPrice: counts.fullPrice,
              // Only the young are asked for breadth.
              breadth: asOf - history.earliest[customer] < 360 ? counter?.count(of: customer, until: asOf) ?? 0 : 0,
              activeMonths: end == whole.end[customer]
                ? whole.activeMonths[customer] : months?.active(day, start, Int(end)) ?? 0))
        }
      }
    }
    self.facts = facts
    self.others = others
    people = late + [.max]
  }

  /// The largest breadth of anybody.
  var mostBreadth: UInt32 { whole.mostBreadth }

  /// Calls `body` with everybody who has a purchase, in order, and their facts.
  @inline(__always)
  func forEach(_ history: PurchaseHistory, _ body: (_ customer: Int, _ facts: PersonFacts) -> Void) {
    let hasBreadth = !whole.breadth.isEmpty
    history.latest.withUnsafeBufferPointer { latest in
      whole.bad.withUnsafeBufferPointer { bad in
        whole.orders.withUnsafeBufferPointer { orders in
          whole.fullPrice.withUnsafeBufferPointer { fullPrice in
            whole.breadth.withUnsafeBufferPointer { breadth in
              whole.activeMonths.withUnsafeBufferPointer { active in
                people.withUnsafeBufferPointer { people in
                  facts.withUnsafeBufferPointer { facts in
                    var next = 0
                    for customer in 0..<latest.count where latest[customer] != PurchaseHistory.never {
                      if customer == people[next] {
                        body(customer, facts[next])
                        next &+= 1
                      } else {
                        body(
                          customer,
                          PersonFacts(
                            bad: bad[customer], orders: orders[customer], fullPrice: fullPrice[customer],
                            breadth: hasBreadth ? breadth[customer] : 0, activeMonths: active[customer]))
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// The columns of orders by pointer.
struct OrderReader {
  private let start: UnsafeBufferPointer<UInt32>
  private let day: UnsafeBufferPointer<Int32>
  private let status: UnsafeBufferPointer<UInt8>
  private let gross: AmountReader
  private let discount: AmountReader
  private let refund: AmountReader

  /// Reads the orders of a ledger; the reader must not leave the closure.
  static func reading(_ ledger: Ledger, _ body: (OrderReader) -> Void) {
    let orders = ledger.orders
    orders.gross.withReader { gross in
      orders.discount.withReader { discount in
        orders.refund.withReader { refund in
          orders.status.withUnsafeBufferPointer { status in
            orders.day.withUnsafeBufferPointer { day in
              ledger.customers.orderStart.withUnsafeBufferPointer { start in
                body(
                  OrderReader(
                    start: start, day: day, status: status, gross: gross, discount: discount, refund: refund))
              }
            }
          }
        }
      }
    }
  }

  /// Day of a customer's latest order.
  func lastDay(of customer: Int) -> Int32 {
    start[customer + 1] > start[customer] ? day[Int(start[customer + 1]) - 1] : PurchaseHistory.never
  }

  /// The bad parts of a customer's orders up to a day, how many orders have one or a good one, and the share of valid
  /// ones without a discount.
  func counts(of customer: Int, until asOf: Int32) -> (bad: Double, orders: UInt32, fullPrice: Float) {
    var valid = 0
    var full = 0
    var counted: UInt32 = 0
    var sum = 0.0
    for order in Int(start[customer])..<Int(start[customer + 1]) {
      if day[order] > asOf { break }
      let reduction = discount[order]
      let ordered = gross[order] - reduction
      guard ordered > 0, status[order] != OrderStatus.refundOnly.rawValue else { continue }
      counted += 1
      guard status[order] == OrderStatus.valid.rawValue else {
        sum += 1
        continue
      }
      let returned = refund[order]
      if returned > 0 { sum += min(1, Double(returned) / Double(ordered)) }
      guard returned < ordered else { continue }
      valid += 1
      if reduction == 0 { full += 1 }
    }
    return (sum, counted, valid > 0 ? Float(full) / Float(valid) : .nan)
  }
}

/// Counts the categories (or products) of one person after the other.
struct BreadthCounter {
  /// What is counted: `categories`, `products` or nothing.
  let of: String
  private let ledger: Ledger
  private let categories: [UInt32]
  /// The customer that last bought each of them.
  private var stamp: [Int32]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    guard ledger.products.count > 1, ledger.lines.count > 0 else {
      (of, categories, stamp) = ("", [], [])
      return
    }
    let codes = ledger.products.category.isPresent ? ledger.products.category.codes : []
    let hasCategories = codes.contains { $0 > 0 }
    of = hasCategories ? "categories" : "products"
    categories = hasCategories ? codes : []
    stamp = Array(repeating: -1, count: hasCategories ? Int(codes.max() ?? 0) + 1 : ledger.products.count)
  }

  /// How many a customer bought up to a day; each customer may be asked for once.
  mutating func count(of customer: Int, until asOf: Int32) -> UInt32 {
    guard !of.isEmpty else { return 0 }
    var count: UInt32 = 0
    for order in ledger.orders(of: customer) {
      if ledger.orders.day[order] > asOf { break }
      guard ledger.orders.isPurchase(order) else { continue }
      for line in ledger.orders.lines(of: order) {
        let own = Int(ledger.lines.product[line])
        let kind = categories.isEmpty ? own : Int(categories[own])
        guard kind > 0, stamp[kind] != Int32(customer) else { continue }
        stamp[kind] = Int32(customer)
        count += 1
      }
    }
    return count
  }
}

/// The calendar month of each day of a history, counted from the year 0.
struct MonthTable {
  private let months: [Int32]
  private let begin: Int32
  /// The month of the as-of day.
  let last: Int32

  init(_ history: PurchaseHistory) {
    let begin = history.firstDay?.rawValue ?? history.asOf.rawValue
    months = (0...max(0, history.asOf.rawValue - begin)).map { offset in
      let fields = Day(rawValue: begin + offset).fields
      return Int32(fields.year * 12 + fields.month)
    }
    self.begin = begin
    last = months[months.count - 1]
  }

  /// Calendar months from a day to the as-of day, both counted.
  @inline(__always)
  func count(since day: Int32) -> Int { Int(last - months[Int(day - begin)]) + 1 }

  /// Calendar months with one of the purchases from a position to before another.
  @inline(__always)
  func active(_ day: UnsafeBufferPointer<Int32>, _ start: Int, _ end: Int) -> UInt32 {
    months.withUnsafeBufferPointer { months in
      var active: UInt32 = 0
      var month: Int32 = -1
      for position in start..<max(start, end) {
        let own = months[Int(day[position] &- begin)]
        active &+= own == month ? 0 : 1
        month = own
      }
      return active
    }
  }
}
