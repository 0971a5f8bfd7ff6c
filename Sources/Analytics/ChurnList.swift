import Ledger

/// Who is slipping away, by what is at stake (DEFINITIONS B.12).
///
/// The rhythm of each customer is explained at ``ShopRhythm``. States: on time below 1 expected interval, due from 1, at
/// risk from 1.5, lost from 3 (`churn.preset` and its parts); nobody is more than due before 7 days of silence.
///
/// **Expected value of the next 12 months** = 365 · (g + 1)/(T + A) purchases, times the person's own mean margin (net
/// where no cost is known) per purchase day to date; never below 0. T is the days from first purchase to the as-of day,
/// A the shop's ``averageGap``: the rate is the person's own, shrunk towards the average person's with the weight of one
/// gap. One-time buyers belong to that average, so that a single large order is not taken for the first of many. A shop
/// in which nobody came back expects nothing. **At stake** is expected · (1 − probability of return). The list holds
/// people who are due or at risk, the highest stake first, then by key. Amounts are minor units, rounded half away from
/// zero.
///
/// **Seasonal goods**: where most gaps last 300 to 430 days a note says so. People's intervals are then about a year by
/// themselves, so the states need no other rule.
///
/// Complexity: O(customers) once the gaps are known.
public struct ChurnList: Sendable {
  /// One customer who is due or at risk.
  public struct Entry: Hashable, Sendable {
    /// The customer.
    public let customer: Int
    /// Day of the latest purchase.
    public let lastPurchase: Day
    /// Whole days from then to the as-of day.
    public let daysSince: Int
    /// Purchases: distinct purchase days, or orders where an order is a purchase.
    public let purchases: Int
    /// Distinct purchase days.
    public let purchaseDays: Int
    /// Expected days between purchases.
    public let interval: Double
    /// Days since ÷ interval.
    public let ratio: Double
    /// Due or at risk.
    public let state: ChurnState
    /// Probability of a purchase within the horizon.
    public let pReturn: Double?
    /// Expected margin (or net) of the next 12 months, were they to go on as before.
    ///
    /// `nil` where no cost of theirs is known.
    public let expected: Int64?
    /// What is lost on average if nothing is done: expected · (1 − probability of return); `nil` where that is unknown.
    public let stake: Int64?
    /// Whether a return is so unlikely that only mass events are worth their cost.
    public let massEventsOnly: Bool
  }

  /// What intervals and chances rest on.
  public let rhythm: ShopRhythm
  /// People with a purchase.
  public let customers: Int
  /// Days between two purchases of the average person, those who never came back included: Σ T ÷ Σ gaps; `nil` where
  /// nobody came back.
  public let averageGap: Double?
  /// Whether most gaps are about a year.
  public let isYearly: Bool
  /// What expected values are made of: margin where a cost is known or assumed, else net.
  public let valuedBy: AnalyticsSettings.Measure
  /// Plain sentences to print beside the figures.
  public let notes: [String]
  /// The position of everybody's state in `ChurnState.allCases`; ``Labelling/none`` without a purchase.
  public let stateCodes: [UInt8]

  private let counts: [Int]
  private let history: PurchaseHistory
  private let listed = Once<Listed>()

  /// The churn list of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let rhythm = history.rhythm(question.settings.churn)
    averageGap = rhythm.pastGaps > 0 ? Double(rhythm.observedDays) / Double(rhythm.pastGaps) : nil
    (stateCodes, counts) = rhythm.states()
    customers = counts.reduce(0, +)
    self.rhythm = rhythm
    self.history = history
    isYearly = history.gaps.isYearly
    valuedBy = history.hasMargin ? .margin : .net
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if isYearly { notes.append("most gaps are about a year: seasonal goods, read the intervals in years") }
    notes += ChurnList.chanceNotes(rhythm, history)
    if let note = history.marginNote { notes.append(note) }
    self.notes = notes
  }

  /// The churn list of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// How many people are in a state.
  public func count(_ state: ChurnState) -> Int { counts[state.index] }

  /// The state of any customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func state(of customer: Int) -> ChurnState? {
    let code = stateCodes[customer]
    return code == Labelling.none ? nil : ChurnState.allCases[Int(code)]
  }

  /// The rhythm of any customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func rhythm(of customer: Int) -> Rhythm? { rhythm.rhythm(of: customer) }

  /// What any customer is expected to bring in the next 12 months, in minor units: the formula of the list, for
  /// everybody; `nil` for people without a valid purchase, and where margins are known but none of theirs.
  /// Complexity: O(1).
  ///
  /// - Parameter history: The history that the list was made of.
  public func expected(of customer: Int, in history: PurchaseHistory) -> Int64? {
    guard let beat = rhythm.beat(of: customer), let value = history.worth(of: customer) else { return nil }
    let lifetime = Double(history.asOf.rawValue - history.day[Int(history.start[customer])])
    return ChurnList.minor(
      ChurnList.expected(value: value, purchases: beat.gaps + 1, lifetime: lifetime, averageGap: averageGap))
  }

  /// What is at stake with somebody who is due or at risk; `nil` for all others and where no chance is known.
  public func stake(of customer: Int, in history: PurchaseHistory) -> Int64? {
    guard let rhythm = rhythm(of: customer), rhythm.state == .due || rhythm.state == .atRisk,
      let chance = rhythm.pReturn, let beat = self.rhythm.beat(of: customer),
      let value = history.worth(of: customer)
    else { return nil }
    let lifetime = Double(history.asOf.rawValue - history.day[Int(history.start[customer])])
    let expected = ChurnList.expected(
      value: value, purchases: beat.gaps + 1, lifetime: lifetime, averageGap: averageGap)
    return ChurnList.minor(expected * (1 - chance))
  }

  fileprivate static func expected(value: Int64, purchases: Int, lifetime: Double, averageGap: Double?) -> Double {
    let rate = averageGap.map { 365 * Double(purchases) / (lifetime + $0) } ?? 0
    return max(0, rate * Double(value) / Double(purchases))
  }

  /// Why somebody is on the list, as a short sentence.
  public func reason(_ entry: Entry) -> String {
    reason(days: entry.purchaseDays, purchases: entry.purchases, interval: entry.interval, daysSince: entry.daysSince)
  }

  /// What a rhythm comes to, as a short sentence; see ``reason(_:)``.
  public func reason(_ rhythm: Rhythm) -> String {
    reason(days: rhythm.purchases, purchases: rhythm.purchases, interval: rhythm.interval, daysSince: rhythm.daysSince)
  }

  private func reason(days purchaseDays: Int, purchases: Int, interval: Double, daysSince: Int) -> String {
    let usual = max(1, Int(interval.rounded()))
    switch purchaseDays {
    case 1 where purchases > 1:
      return "bought \(purchases) times on one day, \(days(daysSince)) ago; others come again after \(usual)"
    case 1: return "bought once, \(days(daysSince)) ago; others come again after \(usual)"
    case 2: return "came twice, expected after \(days(usual)), now \(daysSince)"
    default: return "usually every \(days(usual)), now \(daysSince)"
    }
  }

  private func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

  /// An estimate in whole minor units, not below zero; estimates beyond all money are cut to what the type holds.
  fileprivate static func minor(_ amount: Double) -> Int64 {
    guard amount < 0x1p52 else { return Int64(exactly: amount.rounded()) ?? Int64.max }
    // As `rounded()` does, which is a call: below 2^52 the difference is exact.
    let whole = Int64(amount)
    return amount - Double(whole) >= 0.5 ? whole + 1 : whole
  }
}

extension ChurnList {
  /// From which day on the chances of a return can be told, where they cannot yet; and for how many they cannot.
  fileprivate static func chanceNotes(_ rhythm: ShopRhythm, _ history: PurchaseHistory) -> [String] {
    guard let day = rhythm.chancesFrom(history) else { return [] }
    let horizon = rhythm.rule.horizon
    return [
      "nobody has been watched for \(horizon) days yet: the chance of a return within \(horizon) days, and what is at "
        + "stake, can be told from \(day) on"
    ]
  }
}

// MARK: The list

extension ChurnList {
  /// Sums over the people on the list.
  public struct Sums: Sendable {
    /// Stakes by state, in the order of `ChurnState.allCases`.
    public fileprivate(set) var stakes: [Int64] = [0, 0, 0, 0]
    /// Expected margin (or net) of the next 12 months.
    public fileprivate(set) var expected: Int64 = 0
    /// Purchases.
    public fileprivate(set) var purchases = 0
    /// Net to date.
    public fileprivate(set) var net: Int64 = 0
    /// Sum of all known stakes.
    public fileprivate(set) var stake: Int64 = 0
    /// People whose stake is known.
    public fileprivate(set) var knownStakes = 0
    /// People whose expected margin (or net) is known.
    public fileprivate(set) var knownExpected = 0
    /// People whose chance of a return cannot be told.
    public fileprivate(set) var unknownChances = 0
    /// People for whom only mass events are worth their cost.
    public fileprivate(set) var massEventsOnly = 0
  }

  /// Who is on the list, in the order of the ledger, what is at stake with each, and the order of the list.
  fileprivate struct Listed: Sendable {
    let people: [UInt32]
    /// What is at stake with each, −1 where that is unknown.
    let stakes: [Int64]
    let sums: Sums
    let order: FallingOrder
  }

  private var list: Listed { listed.value { makeList() } }

  /// How many people are due or at risk. Complexity: O(1).
  public var listedCount: Int { counts[ChurnState.due.index] + counts[ChurnState.atRisk.index] }

  /// The sums over the list. Complexity: O(customers) at first use, then O(1).
  public var sums: Sums { list.sums }

  /// Sum of all known stakes. Complexity: that of ``sums``.
  public var totalStake: Int64 { list.sums.stake }

  /// The people who are due or at risk, highest stake first.
  ///
  /// Complexity: O(list), each time that it is asked for; for some of them see ``entry(at:)``.
  public var entries: [Entry] { list.order.rows.map { entry(of: Int(list.people[Int($0)])) } }

  /// The customer at a place of the list, highest stake first.
  public func customer(at place: Int) -> Int {
    let list = list
    return Int(list.people[Int(list.order[place])])
  }

  /// A place of the list, highest stake first. Complexity: O(1) for the first hundreds, else O(list) at first use.
  public func entry(at place: Int) -> Entry { entry(of: customer(at: place)) }

  /// The place of the first customer on the list who answers a question. Complexity: O(list).
  public func place(where answers: (_ customer: Int) -> Bool) -> Int? {
    let list = list
    return list.order.firstIndex { answers(Int(list.people[Int($0)])) }
  }

  /// Calls the body with everybody on the list, in the order of the ledger, and what is at stake with them.
  func forEachStake(_ body: (_ customer: Int, _ stake: Int64?) -> Void) {
    let list = list
    for (row, customer) in list.people.enumerated() {
      body(Int(customer), list.stakes[row] < 0 ? nil : list.stakes[row])
    }
  }

  private func entry(of customer: Int) -> Entry {
    // Who is on the list has a rhythm; the other is never asked for.
    let rhythm = rhythm.rhythm(of: customer)
    let chance = rhythm?.pReturn
    return Entry(
      customer: customer, lastPurchase: rhythm?.lastPurchase ?? history.asOf, daysSince: rhythm?.daysSince ?? 0,
      purchases: history.purchaseCount(of: customer), purchaseDays: rhythm?.purchases ?? 0,
      interval: rhythm?.interval ?? 0, ratio: rhythm?.ratio ?? 0,
      state: rhythm?.state ?? .due, pReturn: chance, expected: expected(of: customer, in: history),
      stake: stake(of: customer, in: history), massEventsOnly: chance.map { $0 < self.rhythm.rule.lowReturn } ?? false)
  }

  private func makeList() -> Listed {
    let (due, atRisk) = (UInt8(ChurnState.due.index), UInt8(ChurnState.atRisk.index))
    let values = history.hasMargin ? history.marginToDate : history.netToDate
    let hasGaps = history.hasMarginGaps
    let chances = rhythm.chances()
    let lowReturn = rhythm.rule.lowReturn
    let asOf = history.asOf.rawValue
    var sums = Sums()
    var stakes = sums.stakes
    var people: [UInt32] = []
    var amounts: [Int64] = []
    people.reserveCapacity(listedCount)
    amounts.reserveCapacity(listedCount)
    for customer in stateCodes.indices where stateCodes[customer] == due || stateCodes[customer] == atRisk {
      guard let beat = rhythm.beat(of: customer) else { continue }
      let expected = ChurnList.expected(
        value: values[customer], purchases: beat.gaps + 1, lifetime: Double(asOf - history.earliest[customer]),
        averageGap: averageGap)
      // Not a number where it is unknown.
      let chance = chances[min(beat.gaps, 3)][beat.days]
      var stake: Int64 = -1
      let isKnown = !hasGaps || history.hasMargin(of: customer)
      if chance.isNaN {
        sums.unknownChances += 1
      } else if chance < lowReturn {
        sums.massEventsOnly += 1
      }
      if !chance.isNaN, isKnown {
        sums.knownStakes += 1
        stake = ChurnList.minor(expected * (1 - chance))
        stakes[Int(stateCodes[customer])] = ChurnList.sum(stakes[Int(stateCodes[customer])], stake)
        sums.stake = ChurnList.sum(sums.stake, stake)
      }
      people.append(UInt32(truncatingIfNeeded: customer))
      amounts.append(stake)
      if isKnown {
        sums.expected = ChurnList.sum(sums.expected, ChurnList.minor(expected))
        sums.knownExpected += 1
      }
      sums.purchases += history.purchaseCount(of: customer)
      sums.net &+= history.netToDate[customer]
    }
    sums.stakes = stakes
    let (keys, members, amountOf) = (history.keys, people, amounts)
    let order = FallingOrder(
      count: people.count, amounts: amounts, keys: keys, person: { Int(members[Int($0)]) }, isIn: { _ in true },
      all: {
        Ranking.falling(
          by: amountOf, then: [], lastDay: [Int32](repeating: 0, count: members.count), people: members, names: keys
        ).map { Int32(truncatingIfNeeded: $0) }
      })
    return Listed(people: people, stakes: amounts, sums: sums, order: order)
  }

  /// A sum that stays at the most that the type holds.
  private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
    let (total, isOver) = one.addingReportingOverflow(other)
    return isOver ? Int64.max : total
  }
}
