import Ledger

/// Where somebody stands in the four-stage life cycle (DEFINITIONS B.2).
public enum Stage: String, CaseIterable, Hashable, Sendable {
  /// Bought within the first month.
  case active
  /// Silent for longer.
  case silent
  /// Silent for much longer.
  case sleeping
  /// Gone.
  case churned

  /// What to do about people of this stage, in a few words.
  public var action: String {
    switch self {
    case .active: return "keep contact, no promotion"
    case .silent: return "keep contact, small discount"
    case .sleeping: return "limit contact, large event discount"
    case .churned: return "big events only"
    }
  }

  /// Position from 0 (active) to 3 (churned).
  public var index: Int {
    switch self {
    case .active: return 0
    case .silent: return 1
    case .sleeping: return 2
    case .churned: return 3
    }
  }
}

/// The four-stage life cycle: how many people have been silent for how many months (DEFINITIONS B.2).
///
/// k = min{m ≥ 1 : last purchase day + m calendar months ≥ as-of day}, with end-of-month clamping. Active is k = 1,
/// Silent 2 to 4, Sleeping 5 to 10, Churned 11 and more; the bounds are `lifecycle.months`, which may be those that the
/// shop's own rhythm suggests. A silence of exactly one
/// month is Active, one of 45 days Silent. The stages are of all known people with a purchase up to the as-of day,
/// whatever the window; `net` is their net to date. People without a valid purchase have no stage.
///
/// Complexity: O(customers) plus the purchases of the last month.
public struct Lifecycle: Sendable {
  /// One stage.
  public struct StageRow: Hashable, Sendable {
    /// The stage.
    public let stage: Stage
    /// First month of silence k that belongs to it: 1, 2, 5, 11.
    public let fromMonths: Int
    /// Last month of silence that belongs to it, `nil` for Churned: 1, 4, 10.
    public let toMonths: Int?
    /// People in it.
    public let customers: Int
    /// Share of all people with a purchase; `nil` where there are none.
    public let share: Double?
    /// Net to date of its people.
    public let net: Int64
    /// How many of its people have bought once.
    public let oneTime: Int
    /// What to do about them.
    public let action: String
    /// People more (or fewer) than one month before the as-of day.
    public let change: Int
  }

  /// The four stages, from active to churned.
  public let stages: [StageRow]
  /// Last month of Active, Silent and Sleeping that were used.
  public let months: [Int]
  /// Bounds that this shop's own rhythm suggests; `nil` where fewer than 20 people have an interval of their own.
  ///
  /// P50, P80 and P95 of people's own median gaps in months of 30.4375 days, rounded, and each above the one before.
  public let suggestedMonths: [Int]?
  /// Whether the suggested bounds were asked for; without a suggestion the usual ones stand in.
  public let asksForSuggested: Bool
  /// The day one calendar month before the as-of day, with which `change` and the migration compare.
  public let comparedWith: Day
  /// People with a purchase.
  public let customers: Int
  /// People with an order up to the as-of day but no valid purchase: they have no stage.
  public let withoutPurchase: Int
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let stageOf: [UInt8]
  private let migration: [[Int]]

  /// The life cycle of a history.
  public init(_ history: PurchaseHistory, _ question: Question) {
    let months = Lifecycle.months(history, question.settings)
    let before = question.asOf.adding(months: -1)
    let firstDays = Lifecycle.firstDays(asOf: question.asOf, months: months)
    let bounds = (firstDays[0], firstDays[1], firstDays[2])
    let firstDaysBefore = Lifecycle.firstDays(asOf: before, months: months)
    let boundsBefore = (firstDaysBefore[0], firstDaysBefore[1], firstDaysBefore[2])
    var stageOf = [UInt8](repeating: Lifecycle.none, count: history.customers)
    // Per stage a month ago (the last one: none) and stage now.
    var moved = [Int](repeating: 0, count: 20)
    var oneTime = [0, 0, 0, 0]
    var net = [Int64](repeating: 0, count: 4)
    let (day, start, end) = (history.day, history.start, history.end)
    history.netToDate.withUnsafeBufferPointer { netToDate in
      history.latest.withUnsafeBufferPointer { latest in
        stageOf.withUnsafeMutableBufferPointer { stageOf in
          for customer in latest.indices {
            let last = latest[customer]
            guard last != PurchaseHistory.never else { continue }
            let stage = Lifecycle.position(last, bounds)
            stageOf[customer] = UInt8(truncatingIfNeeded: stage)
            net[stage] &+= netToDate[customer]
            let first = Int(start[customer])
            var position = Int(end[customer]) &- 1
            if position == first { oneTime[stage] &+= 1 }
            // Only who has bought within the month stood on another purchase then.
            var lastBefore = last
            if last > before.rawValue {
              while position >= first, day[position] > before.rawValue { position &-= 1 }
              lastBefore = position < first ? PurchaseHistory.never : day[position]
            }
            let from = lastBefore == PurchaseHistory.never ? 4 : Lifecycle.position(lastBefore, boundsBefore)
            moved[4 &* from &+ stage] &+= 1
          }
        }
      }
    }
    let migration = (0..<5).map { Array(moved[(4 * $0)..<(4 * $0 + 4)]) }
    let people = (0..<4).map { stage in migration.reduce(0) { $0 + $1[stage] } }
    let total = people.reduce(0, +)
    stages = Stage.allCases.map { stage in
      let index = stage.index
      return StageRow(
        stage: stage, fromMonths: index == 0 ? 1 : months[index - 1] + 1, toMonths: index < 3 ? months[index] : nil,
        customers: people[index], share: total > 0 ? Double(people[index]) / Double(total) : nil, net: net[index],
        oneTime: oneTime[index], action: stage.action,
        change: people[index] - migration[index].reduce(0, +))
    }
    self.months = months
    self.stageOf = stageOf
    self.migration = migration
    customers = total
    withoutPurchase = history.present - total
    comparedWith = before
    suggestedMonths = Lifecycle.suggestion(history.gaps)
    asksForSuggested = question.settings.lifecycleSuggested
    notes = Lifecycle.notes(
      history, withoutPurchase: withoutPurchase, months: months, suggested: suggestedMonths,
      isAskedFor: asksForSuggested)
  }

  /// The life cycle of a ledger.
  public init(_ ledger: Ledger, _ question: Question) { self.init(PurchaseHistory(ledger, question), question) }

  /// The stage of a customer; `nil` for people without a valid purchase. Complexity: O(1).
  public func stage(of customer: Int) -> Stage? {
    let index = stageOf[customer]
    return index == Lifecycle.none ? nil : Stage.allCases[Int(index)]
  }

  /// The customers of a stage, in the ledger's order. Complexity: O(customers).
  public func customers(in stage: Stage) -> [Int] { stageOf.indices.filter { stageOf[$0] == UInt8(stage.index) } }

  /// How many people went from one stage a month ago to another now; from `nil` are those who had not bought then.
  public func migrated(from: Stage?, to: Stage) -> Int { migration[from?.index ?? 4][to.index] }

  /// The stage of somebody whose latest purchase was on a certain day.
  public static func stage(lastPurchase: Day, asOf: Day, months: [Int]) -> Stage {
    Stage.allCases[position(lastPurchase.rawValue, firstDays(asOf: asOf, months: months))]
  }

  /// Position of everybody's stage, `Labelling.none` without one.
  var stageCodes: [UInt8] { stageOf }

  /// Everybody's stage as one labelling, `stage`. Complexity: O(1).
  public var labelling: Labelling {
    Labelling(
      id: "stage", title: "Life-cycle stage",
      labels: Stage.allCases.map { Labelling.Label($0.rawValue, $0.title) }, codes: stageOf)
  }

  private static let none = Labelling.none

  /// For each bound the earliest day whose silence is still within it.
  ///
  /// Adding months never makes a later day come out earlier, so one comparison of days decides each bound. The day
  /// itself is looked for near as-of − m months, because clamping makes subtraction no exact inverse of addition.
  static func firstDays(asOf: Day, months: [Int]) -> [Int32] {
    months.map { count in
      var day = asOf.adding(months: -count).adding(days: -4)
      while day.adding(months: count) < asOf { day = day.adding(days: 1) }
      return day.rawValue
    }
  }

  private static func position(_ last: Int32, _ firstDays: [Int32]) -> Int {
    position(last, (firstDays[0], firstDays[1], firstDays[2]))
  }

  @inline(__always)
  private static func position(_ last: Int32, _ firstDays: (Int32, Int32, Int32)) -> Int {
    if last >= firstDays.0 { return 0 }
    if last >= firstDays.1 { return 1 }
    return last >= firstDays.2 ? 2 : 3
  }
}
