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
    /// Distinct purchase days.
    public let purchases: Int
    /// Expected days between purchases.
    public let interval: Double
    /// Days since ÷ interval.
    public let ratio: Double
    /// Due or at risk.
    public let state: ChurnState
    /// Probability of a purchase within the horizon.
    public let pReturn: Double?
    /// Expected margin (or net) of the next 12 months, were they to go on as before.
    public let expected: Int64
    /// What is lost on average if nothing is done: expected · (1 − probability of return); `nil` where that is unknown.
    public let stake: Int64?
    /// Whether a return is so unlikely that only mass events are worth their cost.
    public let massEventsOnly: Bool
  }

  /// The people who are due or at risk, highest stake first.
  public let entries: [Entry]
  /// What intervals and chances rest on.
  public let rhythm: ShopRhythm
  /// People with a purchase.
  public let customers: Int
  /// Sum of all known stakes.
  public let totalStake: Int64
  /// Days between two purchases of the average person, those who never came back included: Σ T ÷ Σ gaps; `nil` where
  /// nobody came back.
  public let averageGap: Double?
  /// Whether most gaps are about a year.
  public let isYearly: Bool
  /// What expected values are made of: margin where a cost is known or assumed, else net.
  public let valuedBy: AnalyticsSettings.Measure
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let counts: [Int]

  /// The churn list of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let rule = question.settings.churn
    let rhythm = ShopRhythm(history, rule)
    let values = history.hasMargin ? history.marginToDate : history.netToDate
    var observed = 0
    var gaps = 0
    for customer in 0..<history.customers {
      guard let beat = rhythm.beat(of: customer) else { continue }
      observed += Int(history.asOf.rawValue - history.day[Int(history.start[customer])])
      gaps += beat.gaps
    }
    let averageGap = gaps > 0 ? Double(observed) / Double(gaps) : nil
    self.averageGap = averageGap
    var counts = [0, 0, 0, 0]
    var entries: [Entry] = []
    for customer in 0..<history.customers {
      guard let beat = rhythm.beat(of: customer) else { continue }
      let ratio = beat.ratio
      let state = rhythm.state(ratio: ratio, days: beat.days)
      counts[ChurnList.position(state)] += 1
      guard state == .due || state == .atRisk else { continue }
      let lifetime = Double(history.asOf.rawValue - history.day[Int(history.start[customer])])
      let expected = ChurnList.expected(
        value: values[customer], purchases: beat.gaps + 1, lifetime: lifetime, averageGap: averageGap)
      let chance = rhythm.probability(beat)
      entries.append(
        Entry(
          customer: customer, lastPurchase: Day(rawValue: beat.lastDay), daysSince: beat.days,
          purchases: beat.gaps + 1, interval: beat.interval, ratio: ratio, state: state, pReturn: chance,
          expected: ChurnList.minor(expected), stake: chance.map { ChurnList.minor(expected * (1 - $0)) },
          massEventsOnly: chance.map { $0 < rule.lowReturn } ?? false))
    }
    let rows = Ranking.falling(
      by: entries.map { $0.stake ?? -1 }, then: [], lastDay: [Int32](repeating: 0, count: entries.count),
      people: entries.map { UInt32($0.customer) }, names: history.keys)
    self.entries = rows.map { entries[Int($0)] }
    self.rhythm = rhythm
    self.counts = counts
    customers = counts.reduce(0, +)
    totalStake = entries.reduce(0) { sum, entry in
      let (total, isOver) = sum.addingReportingOverflow(entry.stake ?? 0)
      return isOver ? Int64.max : total
    }
    isYearly = history.gaps.isYearly
    valuedBy = history.hasMargin ? .margin : .net
    var notes: [String] = []
    if let note = history.sketchNote { notes.append(note) }
    if isYearly { notes.append("most gaps are about a year: seasonal goods, read the intervals in years") }
    if let note = history.marginSource.note { notes.append(note) }
    self.notes = notes
  }

  /// The churn list of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// How many people are in a state.
  public func count(_ state: ChurnState) -> Int { counts[ChurnList.position(state)] }

  /// The state of any customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func state(of customer: Int) -> ChurnState? { rhythm.rhythm(of: customer)?.state }

  /// The rhythm of any customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func rhythm(of customer: Int) -> Rhythm? { rhythm.rhythm(of: customer) }

  /// What any customer is expected to bring in the next 12 months, in minor units: the formula of the list, for
  /// everybody; `nil` for people without a valid purchase. Complexity: O(1).
  ///
  /// - Parameter history: The history that the list was made of.
  public func expected(of customer: Int, in history: PurchaseHistory) -> Int64? {
    guard let beat = rhythm.beat(of: customer) else { return nil }
    let value = history.hasMargin ? history.marginToDate[customer] : history.netToDate[customer]
    let lifetime = Double(history.asOf.rawValue - history.day[Int(history.start[customer])])
    return ChurnList.minor(
      ChurnList.expected(value: value, purchases: beat.gaps + 1, lifetime: lifetime, averageGap: averageGap))
  }

  /// What is at stake with somebody who is due or at risk; `nil` for all others and where no chance is known.
  public func stake(of customer: Int, in history: PurchaseHistory) -> Int64? {
    guard let rhythm = rhythm(of: customer), rhythm.state == .due || rhythm.state == .atRisk,
      let chance = rhythm.pReturn, let beat = self.rhythm.beat(of: customer)
    else { return nil }
    let value = history.hasMargin ? history.marginToDate[customer] : history.netToDate[customer]
    let lifetime = Double(history.asOf.rawValue - history.day[Int(history.start[customer])])
    let expected = ChurnList.expected(
      value: value, purchases: beat.gaps + 1, lifetime: lifetime, averageGap: averageGap)
    return ChurnList.minor(expected * (1 - chance))
  }

  private static func expected(value: Int64, purchases: Int, lifetime: Double, averageGap: Double?) -> Double {
    let rate = averageGap.map { 365 * Double(purchases) / (lifetime + $0) } ?? 0
    return max(0, rate * Double(value) / Double(purchases))
  }

  /// Why somebody is on the list, as a short sentence.
  public func reason(_ entry: Entry) -> String {
    reason(purchases: entry.purchases, interval: entry.interval, daysSince: entry.daysSince)
  }

  /// What a rhythm comes to, as a short sentence; see ``reason(_:)``.
  public func reason(_ rhythm: Rhythm) -> String {
    reason(purchases: rhythm.purchases, interval: rhythm.interval, daysSince: rhythm.daysSince)
  }

  private func reason(purchases: Int, interval: Double, daysSince: Int) -> String {
    let usual = max(1, Int(interval.rounded()))
    switch purchases {
    case 1: return "bought once, \(days(daysSince)) ago; others come again after \(usual)"
    case 2: return "came twice, expected after \(days(usual)), now \(daysSince)"
    default: return "usually every \(days(usual)), now \(daysSince)"
    }
  }

  private func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

  private static func position(_ state: ChurnState) -> Int {
    switch state {
    case .onTime: return 0
    case .due: return 1
    case .atRisk: return 2
    case .lost: return 3
    }
  }

  /// An estimate in whole minor units; estimates beyond all money are cut to what the type holds.
  private static func minor(_ amount: Double) -> Int64 { Int64(exactly: amount.rounded()) ?? Int64.max }
}
