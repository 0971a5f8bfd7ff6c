import Ledger

/// How long people take from one purchase to the next, step by step (DEFINITIONS part A, "repurchase gap").
///
/// Steps are 1→2, 2→3, 3→4 and 4→5, the last one of everybody who came five times or more; each person counts once in
/// each step that they reached. Gaps are days between distinct purchase days, also where `purchase.unit` is `order`.
/// People who reached a step and have not come again are *censored*: they are no gap, but they stay in the share of all
/// who reached the step and, as people still at risk, in the Kaplan–Meier share.
///
/// Complexity: O(customers), at most five purchase days of each.
public struct PurchaseIntervals: Sendable {
  /// Days of a step that are taken together.
  public struct Bucket: Hashable, Sendable {
    /// First day of it.
    public let from: Int
    /// Last day of it; `nil` for the open one.
    public let to: Int?
    /// People who came again after so many days.
    public let people: Int
    /// Those as a share of all who came again; `nil` where nobody did.
    public let share: Double?
    /// The share of this and all shorter buckets.
    public let cumulativeShare: Double?
    /// People of this and all shorter buckets as a share of all who reached the step; `nil` where nobody did.
    public let ofReached: Double?
    /// 1 − S(last day) of Kaplan–Meier: the share who come again by then, as if nobody's time had been cut short;
    /// `nil` where nobody was observed so long.
    public let kaplanMeier: Double?
  }

  /// From one purchase to the next.
  public struct Step: Sendable {
    /// Purchases before the gap, from 1 to 4.
    public let number: Int
    /// Name: `1→2`, …, `4→5+`.
    public let label: String
    /// People with at least `number` purchase days.
    public let reached: Int
    /// Those who came again.
    public let cameAgain: Int
    /// The buckets, shortest first.
    public let buckets: [Bucket]
    /// Median days of those who came again; `nil` where nobody did.
    public let median: Double?
    /// The smallest number of days that covers 80 % of those who came again.
    public let p80: Int?
    /// The estimate from those who came again and those who have not.
    public let survival: KaplanMeier

    /// Share of the people who reached the step and have not come again so far; `nil` where nobody reached it.
    public var notAgainShare: Double? { reached > 0 ? Double(reached - cameAgain) / Double(reached) : nil }
  }

  /// The four steps.
  public let steps: [Step]
  /// Last day of each bucket but the open one.
  public let bounds: [Int]
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let history: PurchaseHistory

  /// The intervals of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let bounds = question.settings.intervals.bounds
    let length = max(1, history.span) + 1
    var ended = [UInt32](repeating: 0, count: 4 * length)
    var running = ended
    let asOf = history.asOf.rawValue
    ended.withUnsafeMutableBufferPointer { ended in
      running.withUnsafeMutableBufferPointer { running in
        history.day.withUnsafeBufferPointer { day in
          history.start.withUnsafeBufferPointer { start in
            history.end.withUnsafeBufferPointer { end in
              for customer in start.indices {
                var position = Int(start[customer])
                let last = Int(end[customer])
                guard position < last else { continue }
                var step = 0
                var latest = day[position]
                position &+= 1
                while position < last, step < 4 {
                  let gap = day[position] &- latest
                  position &+= 1
                  guard gap > 0 else { continue }
                  ended[step &* length &+ Int(gap)] &+= 1
                  latest &+= gap
                  step &+= 1
                }
                if step < 4 { running[step &* length &+ Int(asOf &- latest)] &+= 1 }
              }
            }
          }
        }
      }
    }
    steps = (0..<4).map { step in
      let days = (step * length)..<((step + 1) * length)
      return PurchaseIntervals.step(step + 1, Array(ended[days]), Array(running[days]), bounds)
    }
    self.bounds = bounds
    self.history = history
    notes = [history.sketchNote].compactMap { $0 }
  }

  /// The intervals of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The people whose gap at a step lies in a bucket, ascending. Complexity: O(customers).
  public func customers(step: Int, bucket: Int) -> [Int32] {
    let bucket = steps[step - 1].buckets[bucket]
    return customers { gaps, _ in
      guard gaps.count >= step else { return false }
      let gap = gaps[step - 1]
      return gap >= bucket.from && (bucket.to.map { gap <= $0 } ?? true)
    }
  }

  /// The people who reached a step and have not come again, ascending. Complexity: O(customers).
  public func notAgain(step: Int) -> [Int32] { customers { gaps, isBuyer in isBuyer && gaps.count == step - 1 } }

  private func customers(where isIn: (_ gaps: [Int], _ isBuyer: Bool) -> Bool) -> [Int32] {
    var gaps: [Int] = []
    return (0..<Int32(history.customers)).filter { customer in
      gaps.removeAll(keepingCapacity: true)
      let range = history.purchases(of: Int(customer))
      for position in range.dropFirst() where gaps.count < 4 {
        let gap = Int(history.day[position] - history.day[position - 1])
        if gap > 0 { gaps.append(gap) }
      }
      return isIn(gaps, !range.isEmpty)
    }
  }

  private static func step(_ number: Int, _ ended: [UInt32], _ running: [UInt32], _ bounds: [Int]) -> Step {
    let tally = Tally(ended)
    let cameAgain = tally.total
    let reached = cameAgain + Tally(running).total
    let survival = KaplanMeier(ended: ended, running: running)
    var buckets: [Bucket] = []
    var cumulative = 0
    for index in 0...bounds.count {
      let from = index == 0 ? 0 : bounds[index - 1] + 1
      let to = index < bounds.count ? bounds[index] : nil
      var people = 0
      for day in ended[min(from, ended.count)..<min((to ?? ended.count) + 1, ended.count)] { people += Int(day) }
      cumulative += people
      // The open bucket ends with the longest time anybody was observed.
      let isObserved = survival.atRisk(after: (to ?? from) - 1) > 0
      buckets.append(
        Bucket(
          from: from, to: to, people: people, share: cameAgain > 0 ? Double(people) / Double(cameAgain) : nil,
          cumulativeShare: cameAgain > 0 ? Double(cumulative) / Double(cameAgain) : nil,
          ofReached: reached > 0 ? Double(cumulative) / Double(reached) : nil,
          kaplanMeier: isObserved ? 1 - survival.survival(at: to ?? ended.count) : nil))
    }
    var (sum, p80): (Int, Int?) = (0, nil)
    for (day, people) in ended.enumerated() where people > 0 && p80 == nil {
      sum += Int(people)
      if 5 * sum >= 4 * cameAgain { p80 = day }
    }
    return Step(
      number: number, label: number < 4 ? "\(number)→\(number + 1)" : "4→5+", reached: reached, cameAgain: cameAgain,
      buckets: buckets, median: tally.medianTwice.map { Double($0) / 2 }, p80: p80, survival: survival)
  }
}
