import Analytics
import Ledger

/// Who buys at a discount only (DEFINITIONS B.9): the bounds of the shop, and everybody's own share.
///
/// Of people with at least two purchases up to the as-of day: 80 % of purchases and more with a discount, a share of
/// list value given away that is in the shop's highest quarter, and margin (net where no cost is known) to date of at
/// most the median. Where over 80 % of all purchases are discounted the first condition means little and is left out.
///
/// Complexity: O(orders + n log n) over the people with two purchases, once.
struct DiscountHabits: Finding {
  /// What prices move somebody.
  enum Verdict: String, Sendable {
    /// Too few purchases to say.
    case unknown
    /// Buys at a discount only.
    case priceOnly = "price_only"
    /// At least 80 % of net is goods at full price.
    case fullPrice = "full_price"
    /// Neither.
    case mixed
  }

  /// The share of list value from which somebody is in the highest quarter; `nil` where nobody bought twice.
  let highShare: Double?
  /// The median margin, or net, of the people with two purchases and more.
  let medianValue: Int64
  /// Whether nearly everything of the shop is sold at a discount.
  let isAlwaysDiscounted: Bool

  static func find(in findings: Findings) -> DiscountHabits {
    let history = findings(PurchaseHistory.self)
    let ledger = findings.ledger
    let orders = ledger.orders
    let limit = history.asOf.rawValue
    let values = history.hasMargin ? history.marginToDate : history.netToDate
    var shares: [Double] = []
    var worths: [Int64] = []
    var valid = 0
    var discounted = 0
    for customer in 0..<history.customers {
      var given: Int64 = 0
      var list: Int64 = 0
      for order in ledger.orders(of: customer) {
        if orders.day[order] > limit { break }
        guard orders.counts(order) else { continue }
        given += orders.discount[order]
        list += orders.gross[order]
        if orders.isPurchase(order) {
          valid += 1
          if orders.discount[order] > 0 { discounted += 1 }
        }
      }
      guard history.purchaseCount(of: customer) >= 2 else { continue }
      shares.append(list > 0 ? Double(given) / Double(list) : 0)
      worths.append(values[customer])
    }
    shares.sort()
    worths.sort()
    // The smallest share that at least three quarters of the people do not exceed; the lower of two middle values.
    return DiscountHabits(
      highShare: shares.isEmpty ? nil : shares[(shares.count * 3 + 3) / 4 - 1],
      medianValue: worths.isEmpty ? 0 : worths[(worths.count - 1) / 2],
      isAlwaysDiscounted: discounted * 5 > valid * 4)
  }

  /// The verdict about a person.
  ///
  /// - Parameters:
  ///   - share: Discounts ÷ list value.
  ///   - discounted: Share of purchases with any discount.
  ///   - value: Margin to date, or net.
  ///   - fullPrice: Share of net that is goods without a discount.
  func verdict(purchases: Int, share: Double?, discounted: Double?, value: Int64, fullPrice: Double?) -> Verdict {
    guard purchases >= 2 else { return .unknown }
    if let highShare, let share, let discounted, share > 0, share >= highShare, value <= medianValue,
      discounted >= 0.8 || isAlwaysDiscounted
    {
      return .priceOnly
    }
    if let fullPrice, fullPrice >= 0.8 { return .fullPrice }
    return .mixed
  }
}
