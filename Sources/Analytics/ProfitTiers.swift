import Ledger

/// One of the three profit tiers, or none (DEFINITIONS B.8).
public enum ProfitTier: String, CaseIterable, Hashable, Sendable {
  /// The few who bring the first tenth.
  case first = "1"
  /// Those who bring the next half.
  case second = "2"
  /// The others above zero.
  case third = "3"
  /// Nothing, or a loss.
  case none

  /// Position from 0 (tier 1) to 3 (none).
  public var index: Int {
    switch self {
    case .first: return 0
    case .second: return 1
    case .third: return 2
    case .none: return 3
    }
  }

  /// The tier as a person reads it: `Tier 1`, `No profit`.
  public var title: String { self == .none ? "No profit" : "Tier " + rawValue }
}

/// People in three tiers by the profit that they bring in a window (DEFINITIONS B.8).
///
/// Everybody with a purchase in the window (`tiers.window`, 365 days), by falling margin, ties by net, then the later
/// purchase, then the key's bytes; by net where no cost is known or assumed. T = Σ of positive margin. Tier 1 is the
/// shortest prefix that brings at least 10 % of T, tiers 1 and 2 the shortest that brings at least 60 %, tier 3 the
/// others above zero; who is at zero or below is in no tier. One person who brings more than 60 % is tier 1 alone and
/// tier 2 is empty.
///
/// *Losing value*: margin of the last 6 months below half of that of the 6 months before, or silent so long that the
/// life-cycle stage is Sleeping or Churned. Who bought nothing in the earlier months has nothing to
/// lose, and is marked by the stage or by a loss in the latest months alone.
///
/// Complexity: O(customers + purchases of the window and of the last twelve months).
public struct ProfitTiers: Sendable {
  /// One tier.
  public struct Row: Hashable, Sendable {
    /// The tier.
    public let tier: ProfitTier
    /// People in it.
    public let customers: Int
    /// Share of all people of the window; `nil` where there are none.
    public let customerShare: Double?
    /// Their margin in the window; net where no cost is known.
    public let margin: Int64
    /// Their share of all margin, losses included; `nil` where that is not positive.
    public let marginShare: Double?
    /// How many of them are losing value.
    public let losingValue: Int
    /// Margin in the window of those who are losing value.
    public let losingMargin: Int64
    /// Their net in the window.
    public let net: Int64
  }

  /// Tiers 1, 2, 3 and none.
  public let rows: [Row]
  /// The window and thresholds that were used.
  public let rule: TierRule
  /// What people were ranked by: net where no cost is known or assumed.
  public let rankedBy: AnalyticsSettings.Measure
  /// People with a purchase in the window.
  public let customers: Int
  /// Their margin, losses included.
  public let totalMargin: Int64
  /// Their net.
  public let totalNet: Int64
  /// Everybody's tier.
  public let labelling: Labelling
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let isLosing: [Bool]

  /// The tiers of a history.
  ///
  /// - Parameter stages: The life cycle of the same history.
  public init(_ history: PurchaseHistory, _ question: Question, stages: Lifecycle) {
    var rule = question.settings.tiers
    rule.window = question.window(rule.window)
    let totals = history.totals(rule.window)
    let byMargin = history.hasMargin
    let worth = byMargin ? totals.margin : totals.net
    let ranked = history.ranking(rule.window, by: byMargin ? .margin : .net)
    let falling = history.falling(rule.window, by: byMargin ? .margin : .net)
    let places = ProfitTiers.places(ranked, falling, rule, of: totals)
    let change = ProfitTiers.change(history, totals.people, rule)
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    var isLosing = [Bool](repeating: false, count: history.customers)
    var people = [0, 0, 0, 0]
    var losing = people
    var margins = [Int64](repeating: 0, count: 4)
    var losingMargins = margins
    var nets = margins
    codes.withUnsafeMutableBufferPointer { codes in
      isLosing.withUnsafeMutableBufferPointer { isLosing in
        stages.stageCodes.withUnsafeBufferPointer { stage in
          let (sleeping, churned) = (UInt8(Stage.sleeping.index), UInt8(Stage.churned.index))
          for row in places.indices where places[row] != Labelling.none {
            let (tier, customer, amount) = (Int(places[row]), Int(totals.people[row]), worth[row])
            codes[customer] = places[row]
            people[tier] &+= 1
            margins[tier] &+= amount
            nets[tier] &+= totals.net[row]
            guard change[row] || stage[customer] == sleeping || stage[customer] == churned else { continue }
            isLosing[customer] = true
            losing[tier] &+= 1
            losingMargins[tier] &+= amount
          }
        }
      }
    }
    let sum = margins.reduce(0, +)
    rows = ProfitTier.allCases.map { tier in
      let index = tier.index
      return Row(
        tier: tier, customers: people[index],
        customerShare: ranked.isEmpty ? nil : Double(people[index]) / Double(ranked.count), margin: margins[index],
        marginShare: sum > 0 ? Double(margins[index]) / Double(sum) : nil, losingValue: losing[index],
        losingMargin: losingMargins[index], net: nets[index])
    }
    self.rule = rule
    self.isLosing = isLosing
    rankedBy = byMargin ? .margin : .net
    customers = ranked.count
    totalMargin = sum
    totalNet = nets.reduce(0, +)
    labelling = Labelling(
      id: "tier", title: "Profit tier", labels: ProfitTier.allCases.map { Labelling.Label($0.rawValue, $0.title) },
      codes: codes)
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if !byMargin { notes.append("no cost is known: tiers are by sales") }
    if byMargin, let note = history.unrankedNote(totals) { notes.append(note) }
    if let note = history.marginNote { notes.append(note) }
    if let note = totals.refundOnlyNote { notes.append(note) }
    self.notes = notes
  }

  /// The tiers of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    let history = PurchaseHistory(ledger, question)
    self.init(history, question, stages: Lifecycle(history, question))
  }

  /// The tier of a customer; `nil` for people without a purchase in the window. Complexity: O(1).
  public func tier(of customer: Int) -> ProfitTier? {
    let code = labelling.codes[customer]
    return code == Labelling.none ? nil : ProfitTier.allCases[Int(code)]
  }

  /// Whether a customer with a purchase in the window is losing value. Complexity: O(1).
  public func isLosingValue(_ customer: Int) -> Bool { isLosing[customer] }

  /// The customers of a tier, in the ledger's order, all or those who are losing value. Complexity: O(customers).
  public func customers(in tier: ProfitTier, losingValue: Bool? = nil) -> [Int32] {
    let members = labelling.customers(in: tier.index)
    guard let losingValue else { return members }
    return members.filter { isLosing[Int($0)] == losingValue }
  }

  /// The tier of each row of the ranking's totals, from 0.
  private static func places(
    _ ranked: [UInt32], _ falling: [Int64], _ rule: TierRule, of totals: WindowTotals
  ) -> [UInt8] {
    var positive: Int64 = 0
    falling.withUnsafeBufferPointer { for amount in $0 { positive += max(0, amount) } }
    // Whoever stands before the bound is reached still belongs to the prefix that reaches it.
    let bounds = [rule.first, rule.second].map { share in
      Int64(clamping: (Int128((share * 10_000).rounded()) * Int128(positive) + 9_999) / 10_000)
    }
    var places = totals.people.indices.map { totals.hasMargin($0) ? 3 : Labelling.none }
    var before: Int64 = 0
    places.withUnsafeMutableBufferPointer { places in
      ranked.withUnsafeBufferPointer { ranked in
        falling.withUnsafeBufferPointer { falling in
          for place in ranked.indices {
            let amount = falling[place]
            guard amount > 0 else { break }
            places[Int(ranked[place])] = before < bounds[0] ? 0 : before < bounds[1] ? 1 : 2
            before &+= amount
          }
        }
      }
    }
    return places
  }

  /// For each of some people, rising, whether the latest months brought less than the share of the months before them.
  private static func change(_ history: PurchaseHistory, _ people: [UInt32], _ rule: TierRule) -> [Bool] {
    let middle = history.asOf.adding(months: -rule.months).rawValue
    let from = history.asOf.adding(months: -2 * rule.months).rawValue
    let share = Int64((rule.losing * 10_000).rounded())
    let byMargin = history.hasMargin
    var isLess = [Bool](repeating: false, count: people.count)
    let adjustments = history.adjustments
    var next = 0
    (byMargin ? history.margin : history.net).withReader { amount in
      history.day.withUnsafeBufferPointer { day in
        history.start.withUnsafeBufferPointer { start in
          history.end.withUnsafeBufferPointer { end in
            isLess.withUnsafeMutableBufferPointer { isLess in
              for (row, customer) in people.enumerated() {
                var recent: Int64 = 0
                var earlier: Int64 = 0
                let first = Int(start[Int(customer)])
                var position = Int(end[Int(customer)])
                while position > first, day[position &- 1] > from {
                  position &-= 1
                  if day[position] > middle { recent &+= amount[position] } else { earlier &+= amount[position] }
                }
                while next < adjustments.count, adjustments[next].customer <= customer {
                  if adjustments[next].customer == customer {
                    let value = byMargin ? adjustments[next].margin : adjustments[next].net
                    let date = adjustments[next].day
                    if date > middle { recent &+= value } else if date > from { earlier &+= value }
                  }
                  next += 1
                }
                isLess[row] = isLower(recent, earlier, share)
              }
            }
          }
        }
      }
    }
    return isLess
  }

  /// Whether an amount is below a share, in hundredths of a percent, of another.
  @inline(__always)
  private static func isLower(_ amount: Int64, _ other: Int64, _ share: Int64) -> Bool {
    // As nearly always 64 bits are enough for amounts times ten thousand.
    let limit: UInt64 = 1 << 48
    if amount.magnitude < limit, other.magnitude < limit, share.magnitude <= 10_000 {
      return amount &* 10_000 < other &* share
    }
    return Int128(amount) * 10_000 < Int128(other) * Int128(share)
  }
}
