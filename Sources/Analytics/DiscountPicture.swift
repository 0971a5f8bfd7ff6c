import Ledger

/// What prices mean to a group of people, and what discounts it was given.
public enum DiscountGroup: String, CaseIterable, Hashable, Sendable {
  /// Buys for the price alone (DEFINITIONS B.9).
  case priceOnly = "price_only"
  /// Pays full price for at least half of their purchases: a discount was hardly needed.
  case fullPrice = "full_price"
  /// Bought twice or more, and neither.
  case mixed
  /// Bought once: what prices mean to them is unknown.
  case oneTime = "one_time"

  /// The group as a person reads it.
  public var title: String {
    switch self {
    case .priceOnly: return "Price only"
    case .fullPrice: return "Full price anyway"
    case .mixed: return "In between"
    case .oneTime: return "Bought once"
    }
  }

  /// Position from 0 (price only) to 3 (bought once).
  public var index: Int {
    switch self {
    case .priceOnly: return 0
    case .fullPrice: return 1
    case .mixed: return 2
    case .oneTime: return 3
    }
  }
}

/// To whom the discounts of a window went, and what they were taken off (DEFINITIONS B.9 and part A, "discount %").
///
/// Each person is in one group by everything they bought up to the as-of day: price-only as in ``PriceOnly``; else
/// bought once; else full price anyway, where at least half of their purchases are without any discount
/// (`discounts.full_price`); else in between. The sums are of orders in the window (`discounts.window`, all time) of
/// people with a purchase in it: list value is gross = net + discounts + refunds. Discounts to people without a purchase
/// or without a key are counted beside.
///
/// Nothing is known, and there are no rows, where no file says anything about discounts. Complexity: O(orders).
public struct DiscountPicture: Sendable {
  /// One group.
  public struct Row: Hashable, Sendable {
    /// The group.
    public let group: DiscountGroup
    /// People with a purchase in the window.
    public let customers: Int
    /// Σ list value of their orders in the window.
    public let list: Int64
    /// Σ discounts on them.
    public let discounts: Int64
    /// Discounts ÷ list value; `nil` without list value.
    public let discountShare: Double?
    /// Their part of all discounts; `nil` where there are none.
    public let shareOfDiscounts: Double?
    /// Their net in the window.
    public let net: Int64
    /// Their margin in the window; `nil` where no cost is known.
    public let margin: Int64?
  }

  /// A calendar month.
  public struct Month: Hashable, Sendable {
    /// Its first day.
    public let start: Day
    /// Σ list value of all orders of the month that count, those of nobody known included.
    public let list: Int64
    /// Σ discounts on them.
    public let discounts: Int64
    /// Whether the window holds the whole month, up to its last day.
    public let isWhole: Bool
  }

  /// The four groups; empty where no file knows discounts.
  public let rows: [Row]
  /// Every month from the first order in the window to the as-of day.
  public let months: [Month]
  /// The window and threshold that were used.
  public let rule: DiscountRule
  /// Whether any file says anything about discounts.
  public let knowsDiscounts: Bool
  /// People of all groups.
  public let customers: Int
  /// Everybody's group, whether they bought in the window or not.
  public let labelling: Labelling
  /// Discounts of known people without a purchase in the window, and of orders without a customer.
  public let discountsBeside: Int64
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// Who has bought in the window; `nil` where that is everybody with a purchase.
  private let people: [UInt32]?

  /// The discounts of everybody.
  public init(_ priceOnly: PriceOnly, _ ledger: Ledger, _ question: Question) {
    let history = priceOnly.history
    var rule = question.settings.discounts
    rule.window = question.window(rule.window)
    let isEverything = rule.window == .all
    // Of everything the sums are known without the totals of a window: all have bought in it who have a group.
    let totals = isEverything ? nil : history.totals(rule.window)
    self.rule = rule
    people = totals?.people
    knowsDiscounts = priceOnly.knowsDiscounts
    guard let whole = priceOnly.sums.whole else {
      (rows, months, customers, discountsBeside) = ([], [], 0, 0)
      labelling = DiscountPicture.labelling([UInt8](repeating: Labelling.none, count: history.customers))
      notes = history.sketchNote.map { [$0] } ?? []
      return
    }
    let codes = DiscountPicture.codes(priceOnly, rule)
    let from = rule.window.start(asOf: history.asOf)?.rawValue ?? Int32.min
    let (people, list, discounts, net, margin, known) =
      totals.map { DiscountPicture.sums(history, ledger.orders, ledger, codes, $0, from) }
      ?? DiscountPicture.sums(history, priceOnly.sums, codes)
    let given = discounts.reduce(0, +)
    rows = DiscountGroup.allCases.map { group in
      let index = group.index
      return Row(
        group: group, customers: people[index], list: list[index], discounts: discounts[index],
        discountShare: list[index] > 0 ? Double(discounts[index]) / Double(list[index]) : nil,
        shareOfDiscounts: given > 0 ? Double(discounts[index]) / Double(given) : nil, net: net[index],
        margin: known[index] > 0 ? margin[index] : nil)
    }
    let calendar = DiscountMonths(whole.calendar, from: from, asOf: history.asOf)
    months = calendar.months
    customers = people.reduce(0, +)
    discountsBeside = calendar.discounts - given
    labelling = DiscountPicture.labelling(codes)
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if let note = history.marginNote { notes.append(note) }
    self.notes = notes
  }

  /// The discounts of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PriceOnly(ledger, question), ledger, question)
  }

  /// The sum of all groups; `nil` where no file knows discounts.
  public var totalDiscounts: Int64? { knowsDiscounts ? rows.reduce(0) { $0 + $1.discounts } : nil }

  /// The group of a customer by everything bought so far; `nil` for people without a valid purchase. Complexity: O(1).
  public func group(of customer: Int) -> DiscountGroup? {
    let code = labelling.codes[customer]
    return code == Labelling.none ? nil : DiscountGroup.allCases[Int(code)]
  }

  /// The customers of a group with a purchase in the window, in the ledger's order. Complexity: O(customers).
  public func customers(in group: DiscountGroup) -> [Int32] {
    guard let people else { return labelling.customers(in: group.index) }
    return people.compactMap { labelling.codes[Int($0)] == UInt8(group.index) ? Int32($0) : nil }
  }

  private static func labelling(_ codes: [UInt8]) -> Labelling {
    Labelling(
      id: "discount", title: "What prices mean",
      labels: DiscountGroup.allCases.map { Labelling.Label($0.rawValue, $0.title) }, codes: codes)
  }

  private static func codes(_ priceOnly: PriceOnly, _ rule: DiscountRule) -> [UInt8] {
    let history = priceOnly.history
    let least = Int((rule.fullPrice * 10_000).rounded())
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    codes.withUnsafeMutableBufferPointer { codes in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          priceOnly.labelling.codes.withUnsafeBufferPointer { verdict in
            priceOnly.sums.forEach { customer, _, _, discounted in
              let count = Int(end[customer] &- start[customer])
              guard count > 0 else { return }
              let isFull = (count - Int(discounted)) * 10_000 >= least * count
              codes[customer] = verdict[customer] == 0 ? 0 : count == 1 ? 3 : isFull ? 1 : 2
            }
          }
        }
      }
    }
    return codes
  }

  /// Sums by group; `known` are people with a margin.
  private typealias Sums = (
    people: [Int], list: [Int64], discounts: [Int64], net: [Int64], margin: [Int64], known: [Int]
  )

  private static func sums(_ history: PurchaseHistory, _ sums: DiscountSums, _ codes: [UInt8]) -> Sums {
    // A fifth place for people without a group.
    var tally = [SIMD4<Int64>](repeating: .zero, count: 5)
    var people = [0, 0, 0, 0, 0]
    let hasMargin = history.hasMargin
    tally.withUnsafeMutableBufferPointer { tally in
      people.withUnsafeMutableBufferPointer { people in
        history.netToDate.withUnsafeBufferPointer { net in
          history.marginToDate.withUnsafeBufferPointer { margin in
            codes.withUnsafeBufferPointer { codes in
              sums.forEach { customer, list, discount, _ in
                let group = min(4, Int(codes[customer]))
                people[group] &+= 1
                tally[group] &+= SIMD4(list, discount, net[customer], hasMargin ? margin[customer] : 0)
              }
            }
          }
        }
      }
    }
    var known = hasMargin ? people : [0, 0, 0, 0, 0]
    if history.hasMarginGaps {
      for customer in codes.indices where codes[customer] < 4 && !history.hasMargin(of: customer) {
        known[Int(codes[customer])] -= 1
      }
    }
    return (
      Array(people.prefix(4)), (0..<4).map { tally[$0][0] }, (0..<4).map { tally[$0][1] },
      (0..<4).map { tally[$0][2] }, (0..<4).map { tally[$0][3] }, Array(known.prefix(4))
    )
  }

  private static func sums(
    _ history: PurchaseHistory, _ orders: OrderTable, _ ledger: Ledger, _ codes: [UInt8], _ totals: WindowTotals,
    _ from: Int32
  ) -> Sums {
    var people = [0, 0, 0, 0]
    var (list, discounts) = ([Int64](repeating: 0, count: 4), [Int64](repeating: 0, count: 4))
    var (net, margin) = (list, list)
    var known = [0, 0, 0, 0]
    for row in totals.people.indices {
      let customer = Int(totals.people[row])
      let group = Int(codes[customer])
      people[group] += 1
      net[group] += totals.net[row]
      if history.hasMargin, totals.hasMargin(row) {
        margin[group] += totals.margin[row]
        known[group] += 1
      }
      let sums = DiscountPicture.sums(orders, ledger.orders(of: customer), from, history.asOf.rawValue)
      list[group] += sums.list
      discounts[group] += sums.discount
    }
    return (people, list, discounts, net, margin, known)
  }

  private static func sums(
    _ orders: OrderTable, _ range: Range<Int>, _ from: Int32, _ limit: Int32
  ) -> (list: Int64, discount: Int64) {
    var list: Int64 = 0
    var discount: Int64 = 0
    for order in range.reversed() where orders.day[order] <= limit {
      if orders.day[order] <= from { break }
      guard orders.counts(order) else { continue }
      list += orders.gross[order]
      discount += orders.discount[order]
    }
    return (list, discount)
  }
}
