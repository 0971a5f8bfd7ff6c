/// The product-limit estimate of how long people stay silent.
///
/// S(t) = Π over event days tᵢ ≤ t of (1 − dᵢ/nᵢ), with dᵢ events on day tᵢ and nᵢ people whose gap lasted at least tᵢ
/// days. A running gap is *censored*: it has lasted so long and its end is not known; one that is censored on day t is
/// still at risk on day t. Beyond the last observation S is not known, unless it has come to 0. Times are whole days, 0 and more.
///
/// Source: E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958).
public struct KaplanMeier: Sendable {
  private let curve: [Double]
  private let total: Int
  private let beyond: [UInt32]
  /// The longest time that any gap, ended or running, was observed for; 0 where there is none.
  public let followUp: Int

  /// The estimate from gaps that ended and gaps that still run.
  public init(events: [Int], censored: [Int]) {
    let length = max(events.max() ?? 0, censored.max() ?? 0, 0) + 1
    var ended = [UInt32](repeating: 0, count: length)
    var running = ended
    for time in events { ended[max(0, time)] += 1 }
    for time in censored { running[max(0, time)] += 1 }
    self.init(ended: ended, running: running)
  }

  /// The estimate from counts by day. Complexity: O(days).
  init(ended: [UInt32], running: [UInt32]) {
    let length = max(ended.count, running.count)
    func count(_ counts: [UInt32], _ day: Int) -> Int { day < counts.count ? Int(counts[day]) : 0 }
    var atRisk = (0..<length).reduce(0) { $0 + count(ended, $1) + count(running, $1) }
    total = atRisk
    var survival = 1.0
    var curve: [Double] = []
    var beyond: [UInt32] = []
    curve.reserveCapacity(length)
    beyond.reserveCapacity(length)
    for day in 0..<length {
      let events = count(ended, day)
      if events > 0 { survival *= Double(atRisk - events) / Double(atRisk) }
      atRisk -= events + count(running, day)
      curve.append(survival)
      beyond.append(UInt32(atRisk))
    }
    self.curve = curve
    self.beyond = beyond
    followUp = (0..<length).last { count(ended, $0) + count(running, $0) > 0 } ?? 0
  }

  /// S(t): the share still silent after `day` days; 1 before the first event. Beyond ``followUp`` its last value.
  public func survival(at day: Int) -> Double {
    guard day >= 0, let last = curve.last else { return 1 }
    return day < curve.count ? curve[day] : last
  }

  /// How many gaps were observed longer than `day` days.
  public func atRisk(after day: Int) -> Int {
    guard day >= 0 else { return total }
    return day < beyond.count ? Int(beyond[day]) : 0
  }

  /// Probability that a gap of more than `day` days ends within the next `horizon`: 1 − S(day + horizon)/S(day).
  ///
  /// `nil` where no gap was observed any longer: there is nothing to learn from; and where nobody was watched until
  /// `day + horizon` and some are still silent at the end of what was watched (DEFINITIONS B.12). Where every one of the m longer gaps
  /// ended in time the estimate is m/(m + 1), so that it is never 1 by construction (DEFINITIONS B.12).
  public func eventProbability(after day: Int, within horizon: Int) -> Double? {
    let longer = atRisk(after: day)
    let now = survival(at: day)
    guard longer > 0, now > 0 else { return nil }
    let later = survival(at: day + horizon)
    if later > 0, day + horizon > followUp { return nil }
    return later > 0 ? 1 - later / now : Double(longer) / Double(longer + 1)
  }

  /// The same as far as anybody was watched: where `day + horizon` lies beyond, what is known to have ended by then.
  ///
  /// A lower bound of the probability, for comparing people alone. `nil` where no gap was observed any longer.
  func observedProbability(after day: Int, within horizon: Int) -> Double? {
    day + horizon <= followUp
      ? eventProbability(after: day, within: horizon)
      : eventProbability(after: day, within: max(0, followUp - day))
  }
}
