import Ledger

/// People who buy for the price alone (DEFINITIONS B.9): always of everybody, whoever else is left out.
///
/// Per person, over everything that counts up to the as-of day: disc% = Σ discounts ÷ Σ list value, dshare = the share
/// of purchases with any discount, CM = margin to date (net where no cost is known or assumed). Of people with at least
/// two purchases, price-only is dshare ≥ 80 %, disc% ≥ P75 and CM ≤ the median, P75 being the smallest disc% that 75 %
/// of these people do not exceed; a disc% of 0 never is. One purchase says nothing: unknown. Where over 80 % of all
/// valid orders are discounted, having a discount says nothing either and dshare is left out. `price_only.rule =
/// deviation` asks for disc% ≥ mean + 1.5 standard deviations among people with two purchases, and for nothing else.
///
/// Where no file says anything about discounts nobody is judged. Complexity: O(orders + customers).
public struct PriceOnly: Sendable {
  /// What prices say about somebody.
  public enum Verdict: String, CaseIterable, Hashable, Sendable {
    /// Buys for the price alone.
    case priceOnly = "price_only"
    /// Does not.
    case not
    /// Bought once, or no file knows discounts.
    case unknown

    /// The verdict as a person reads it.
    public var title: String {
      switch self {
      case .priceOnly: return "Price only"
      case .not: return "Not price only"
      case .unknown: return "Unknown"
      }
    }
  }

  /// The thresholds that were used.
  public let rule: PriceOnlyRule
  /// Whether any file says anything about discounts.
  public let knowsDiscounts: Bool
  /// Whether so many orders are discounted that having a discount says nothing about a person.
  public let isAlwaysDiscounted: Bool
  /// Share of all valid orders of known people with any discount; `nil` where nothing is known.
  public let discountedShare: Double?
  /// The smallest disc% that counts; `nil` where nobody bought twice.
  public let bound: Double?
  /// The median of CM among people with two purchases; `nil` where there are none.
  public let medianWorth: Int64?
  /// What people are worth by: net where no cost is known or assumed.
  public let worthBy: AnalyticsSettings.Measure
  /// People with at least two purchases, who are judged.
  public let judged: Int
  /// People with one purchase.
  public let oneTime: Int
  /// Everybody's verdict; people without a valid purchase have none.
  public let labelling: Labelling
  /// Price-only people, and their net to date.
  public let customers: Int
  /// Net to date of price-only people.
  public let net: Int64
  /// Net to date of all known people with a purchase.
  public let totalNet: Int64
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  /// The purchases of everybody.
  public let history: PurchaseHistory
  let sums: DiscountSums

  /// The price-only people of a history of everybody.
  public init(_ history: PurchaseHistory, _ ledger: Ledger, _ question: Question) {
    let rule = question.settings.priceOnly
    let sums = DiscountSums(ledger, history)
    let worth = history.hasMargin ? history.marginToDate : history.netToDate
    var shares: [Double] = []
    var worths: [Int64] = []
    var oneTime = 0
    for customer in 0..<history.customers {
      let count = history.purchaseCount(of: customer)
      guard count >= 2 else {
        oneTime += count
        continue
      }
      worths.append(worth[customer])
      if sums.isKnown { shares.append(PriceOnly.fraction(sums.discount[customer], sums.list[customer])) }
    }
    let judged = worths.count
    let always = sums.orders.discounted * 10_000 > PriceOnlyRule.alwaysDiscounted * sums.orders.valid
    let leastShare = Int((rule.share * 10_000).rounded())
    let bound = PriceOnly.bound(shares, rule)
    let lower = OrderStatistic.amount(at: (judged - 1) / 2, of: worths)
    let upper = OrderStatistic.amount(at: judged / 2, of: worths)
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    var priceOnly = 0
    var net: Int64 = 0
    var total: Int64 = 0
    for customer in 0..<history.customers {
      let count = history.purchaseCount(of: customer)
      guard count > 0 else { continue }
      total += history.netToDate[customer]
      guard count >= 2, let bound else {
        codes[customer] = 2
        continue
      }
      let share = PriceOnly.fraction(sums.discount[customer], sums.list[customer])
      var isOne = share > 0 && share >= bound
      if isOne, rule.method == .standard {
        // Nobody's worth lies between the two middle ones, so at most the median is at most the lower of them.
        isOne = worth[customer] <= lower
        if !always, Int(sums.discounted[customer]) * 10_000 < leastShare * count { isOne = false }
      }
      codes[customer] = isOne ? 0 : 1
      if isOne {
        priceOnly += 1
        net += history.netToDate[customer]
      }
    }
    self.rule = rule
    self.sums = sums
    self.history = history
    self.bound = bound
    self.judged = judged
    self.oneTime = oneTime
    self.net = net
    knowsDiscounts = sums.isKnown
    isAlwaysDiscounted = always
    discountedShare =
      sums.orders.valid > 0 ? Double(sums.orders.discounted) / Double(sums.orders.valid) : nil
    medianWorth = judged > 0 ? Int64(truncatingIfNeeded: (Int128(lower) + Int128(upper)) / 2) : nil
    worthBy = history.hasMargin ? .margin : .net
    customers = priceOnly
    totalNet = total
    labelling = Labelling(
      id: "price_only", title: "Price only", labels: Verdict.allCases.map { Labelling.Label($0.rawValue, $0.title) },
      codes: codes)
    notes = PriceOnly.notes(history, isKnown: sums.isKnown, oneTime: oneTime, always: always)
  }

  /// The price-only people of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), ledger, question)
  }

  /// Whether a customer buys for the price alone. Complexity: O(1).
  @inlinable
  public func isPriceOnly(_ customer: Int) -> Bool { labelling.codes[customer] == 0 }

  /// The verdict about a customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func verdict(of customer: Int) -> Verdict? {
    let code = labelling.codes[customer]
    return code == Labelling.none ? nil : Verdict.allCases[Int(code)]
  }

  /// The customers of a verdict, in the ledger's order. Complexity: O(customers).
  public func customers(_ verdict: Verdict) -> [Int32] {
    labelling.customers(in: Verdict.allCases.firstIndex(of: verdict) ?? 0)
  }

  /// The price-only customers, those who were given most discounts first; ties by worth, the later purchase, the key.
  ///
  /// Complexity: O(customers).
  public func ranked() -> [Int32] {
    let members = customers(.priceOnly)
    let rows = Ranking.falling(
      by: members.map { sums.discount[Int($0)] }, then: members.map { worth(of: Int($0)) },
      lastDay: members.map { history.lastPurchase(of: Int($0))?.rawValue ?? 0 }, people: members.map { UInt32($0) },
      names: history.keys)
    return rows.map { members[Int($0)] }
  }

  /// Σ discounts of a customer, in minor units; `nil` where no file knows discounts. Complexity: O(1).
  public func discounts(of customer: Int) -> Int64? { sums.isKnown ? sums.discount[customer] : nil }

  /// disc%: discounts ÷ list value of a customer; `nil` where nothing was ordered or no file knows discounts.
  public func discountShare(of customer: Int) -> Double? {
    guard sums.isKnown, sums.list[customer] > 0 else { return nil }
    return PriceOnly.fraction(sums.discount[customer], sums.list[customer])
  }

  /// dshare: share of a customer's purchases with any discount; `nil` without a purchase or where no file knows.
  public func discountedPurchases(of customer: Int) -> Double? {
    let count = history.purchaseCount(of: customer)
    guard sums.isKnown, count > 0 else { return nil }
    return Double(sums.discounted[customer]) / Double(count)
  }

  /// What a customer is worth to date: margin, or net where no cost is known.
  public func worth(of customer: Int) -> Int64 {
    history.hasMargin ? history.marginToDate[customer] : history.netToDate[customer]
  }

  /// A part of a whole; 0 of nothing.
  private static func fraction(_ part: Int64, _ whole: Int64) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }

  /// The disc% from which a discount is high.
  private static func bound(_ shares: [Double], _ rule: PriceOnlyRule) -> Double? {
    guard !shares.isEmpty else { return nil }
    switch rule.method {
    case .standard:
      let rank = OrderStatistic.rank(covering: Int((rule.percentile * 10_000).rounded()), of: shares.count)
      return OrderStatistic.fraction(at: rank, of: shares.map { max(0, $0) })
    case .deviation:
      let mean = shares.reduce(0, +) / Double(shares.count)
      let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shares.count)
      return mean + PriceOnlyRule.deviations * variance.squareRoot()
    }
  }

  private static func notes(_ history: PurchaseHistory, isKnown: Bool, oneTime: Int, always: Bool) -> [String] {
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    guard isKnown else { return notes }
    if oneTime > 0 {
      notes.append("\(counted(oneTime, "customer")) with one purchase: what prices mean to them is unknown")
    }
    if always {
      notes.append("over 80 % of all orders are discounted: having a discount says nothing and is left out")
    }
    if !history.hasMargin { notes.append("no cost is known: worth is net to date") }
    if let note = history.marginSource.note { notes.append(note) }
    return notes
  }
}
