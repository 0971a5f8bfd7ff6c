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
    let people = PriceOnly.people(history, worth, sums)
    let judged = people.worths.count
    let always = sums.orders.discounted * 10_000 > PriceOnlyRule.alwaysDiscounted * sums.orders.valid
    let bound = PriceOnly.bound(people.shares, rule)
    let (lower, upper) = OrderStatistic.middle(of: people.worths)
    let leastShare = Int((rule.share * 10_000).rounded())
    // Nobody's worth lies between the two middle ones, so at most the median is at most the lower of them.
    let isStandard = rule.method == .standard
    let highestWorth = isStandard ? lower : Int64.max
    let leastDiscounted = isStandard && !always ? leastShare : 0
    var codes = people.codes
    var priceOnly = 0
    var net: Int64 = 0
    if let bound {
      codes.withUnsafeMutableBufferPointer { codes in
        people.shares.withUnsafeBufferPointer { shares in
          worth.withUnsafeBufferPointer { worth in
            var place = 0
            for customer in codes.indices where codes[customer] == 1 {
              let share = shares[place]
              place &+= 1
              guard share >= bound, share > 0, worth[customer] <= highestWorth else { continue }
              let discounted = Int(sums[customer].discounted)
              guard discounted * 10_000 >= leastDiscounted * history.purchaseCount(of: customer) else { continue }
              codes[customer] = 0
              priceOnly &+= 1
              net &+= history.netToDate[customer]
            }
          }
        }
      }
    } else {
      // Nobody can be judged: whoever bought is unknown.
      for customer in codes.indices where codes[customer] == 1 { codes[customer] = 2 }
    }
    let oneTime = people.oneTime
    let total = people.net
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
    notes = PriceOnly.notes(
      history, isKnown: sums.isKnown, oneTime: oneTime, unknownWorth: people.unknownWorth, always: always)
  }

  /// The price-only people of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), ledger.asOf(question.asOf), question)
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
      by: members.map { sums[Int($0)].discount }, then: members.map { worth(of: Int($0)) ?? 0 },
      lastDay: members.map { history.lastPurchase(of: Int($0))?.rawValue ?? 0 }, people: members.map { UInt32($0) },
      names: history.keys)
    return rows.map { members[Int($0)] }
  }

  /// Σ discounts of a customer, in minor units; `nil` where no file knows discounts. Complexity: O(1).
  public func discounts(of customer: Int) -> Int64? { sums.isKnown ? sums[customer].discount : nil }

  /// disc%: discounts ÷ list value of a customer; `nil` where nothing was ordered or no file knows discounts.
  public func discountShare(of customer: Int) -> Double? {
    let sum = sums[customer]
    return sums.isKnown && sum.list > 0 ? PriceOnly.fraction(sum.discount, sum.list) : nil
  }

  /// dshare: share of a customer's purchases with any discount; `nil` without a purchase or where no file knows.
  public func discountedPurchases(of customer: Int) -> Double? {
    let count = history.purchaseCount(of: customer)
    guard sums.isKnown, count > 0 else { return nil }
    return Double(sums[customer].discounted) / Double(count)
  }

  /// What a customer is worth to date: margin, or net where no cost is known.
  public func worth(of customer: Int) -> Int64? { history.worth(of: customer) }

  /// What the rule looks at: of those with two purchases, in the ledger's order, disc% (where known) and worth.
  private struct People {
    var shares: [Double] = []
    var worths: [Int64] = []
    /// 1 for who has bought twice, 2 for who has bought once, none for others.
    var codes: [UInt8] = []
    var oneTime = 0
    /// People with two or more purchases of whose goods no cost is known.
    var unknownWorth = 0
    /// Net to date of everybody with a purchase.
    var net: Int64 = 0
  }

  private static func people(_ history: PurchaseHistory, _ worth: [Int64], _ sums: DiscountSums) -> People {
    var people = People()
    let customers = history.customers
    var judged = 0
    people.codes = [UInt8](unsafeUninitializedCapacity: customers) { codes, filled in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          history.netToDate.withUnsafeBufferPointer { net in
            for customer in 0..<customers {
              let count = end[customer] &- start[customer]
              codes[customer] = count == 0 ? Labelling.none : count == 1 ? 2 : 1
              people.oneTime &+= count == 1 ? 1 : 0
              judged &+= count >= 2 ? 1 : 0
              people.net &+= count > 0 ? net[customer] : 0
            }
          }
        }
      }
      filled = customers
    }
    if history.hasMarginGaps {
      // Whose worth is not known cannot be judged.
      for customer in people.codes.indices where people.codes[customer] == 1 && !history.hasMargin(of: customer) {
        people.codes[customer] = 2
        people.unknownWorth += 1
        judged -= 1
      }
    }
    let codes = people.codes
    people.worths = [Int64](unsafeUninitializedCapacity: judged) { worths, filled in
      worth.withUnsafeBufferPointer { worth in
        for customer in codes.indices where codes[customer] == 1 {
          worths[filled] = worth[customer]
          filled &+= 1
        }
      }
    }
    guard sums.isKnown else { return people }
    people.shares = [Double](unsafeUninitializedCapacity: judged) { shares, filled in
      var place = 0
      codes.withUnsafeBufferPointer { codes in
        sums.forEach { customer, list, discount, _ in
          guard codes[customer] == 1 else { return }
          shares[place] = fraction(discount, list)
          place &+= 1
        }
      }
      filled = place
    }
    return people
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
      return OrderStatistic.share(at: rank, of: shares)
    case .deviation:
      let mean = shares.reduce(0, +) / Double(shares.count)
      let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shares.count)
      return mean + PriceOnlyRule.deviations * variance.squareRoot()
    }
  }

  private static func notes(
    _ history: PurchaseHistory, isKnown: Bool, oneTime: Int, unknownWorth: Int, always: Bool
  ) -> [String] {
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
    if unknownWorth > 0 {
      notes.append(
        "\(counted(unknownWorth, "customer")) whose costs are not known \(unknownWorth == 1 ? "is" : "are") not judged")
    }
    if let note = history.marginNote { notes.append(note) }
    return notes
  }
}
