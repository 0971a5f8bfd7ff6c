import Ledger

/// Who is slipping away, by what is at stake (DEFINITIONS B.12).
///
/// The rhythm of each customer is explained at ``ShopRhythm``. States: on time below 1 expected interval, due from 1, at
/// risk from 1.5, lost from 3 (`churn.preset` and its parts); nobody is more than due before 7 days of silence.
///
/// **Expected value of the next 12 months** = 365 · (g + w)/((last − first) + w·M) purchases, a rate shrunk towards the
/// shop's interval M, times the person's own mean margin (net where no cost is known) per purchase day to date; never
/// below 0. **At stake** is expected · (1 − probability of return). The list holds people who are due or at risk, the
/// highest stake first, then by key. Amounts are minor units, rounded half away from zero.
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
    let weight = Double(rule.shrinkWeight)
    let interval = rhythm.interval
    var counts = [0, 0, 0, 0]
    var entries: [Entry] = []
    for customer in 0..<history.customers {
      guard let beat = rhythm.beat(of: customer) else { continue }
      let ratio = beat.ratio
      let state = rhythm.state(ratio: ratio, days: beat.days)
      counts[ChurnList.position(state)] += 1
      guard state == .due || state == .atRisk else { continue }
      let lifetime = Double(beat.lastDay - history.day[Int(history.start[customer])])
      let rate = 365 * (Double(beat.gaps) + weight) / (lifetime + weight * interval)
      let expected = max(0, rate * Double(values[customer]) / Double(beat.gaps + 1))
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

  /// Why somebody is on the list, as a short sentence.
  public func reason(_ entry: Entry) -> String {
    let usual = max(1, Int(entry.interval.rounded()))
    switch entry.purchases {
    case 1: return "bought once, \(days(entry.daysSince)) ago; others come again after \(usual)"
    case 2: return "came twice, expected after \(days(usual)), now \(entry.daysSince)"
    default: return "usually every \(days(usual)), now \(entry.daysSince)"
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
